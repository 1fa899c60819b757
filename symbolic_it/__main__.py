"""``python -m symbolic_it``: the command line, where the script ``symbolic-it`` is not on the path."""

from symbolic_it.cli import start

start()
