"""Further definitions, a file for each subject: importing this package makes all of them known to the kernel."""

from symbolic_it.kernel.notions import coding, endless, sampling  # noqa: F401
