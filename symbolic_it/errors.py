"""The one exception type for bad arguments."""


class InvalidArgument(ValueError):
    """An argument that the public interface cannot take; the message is one sentence for the author."""
