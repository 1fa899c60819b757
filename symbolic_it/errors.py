"""The one exception type for bad arguments."""


class InvalidArgument(ValueError):
    """An argument that the public interface cannot take; the message is one sentence for the author."""


class Unreadable(InvalidArgument):
    """A formula that cannot be read against what is declared: the code of the finding, and why in words."""

    def __init__(self, text: str, words: str, code: str = "IT003") -> None:
        self.text, self.words, self.code = text if len(text) <= 200 else text[:200] + "...", words, code
        super().__init__(f"{self.text!r} cannot be read: {words}")
