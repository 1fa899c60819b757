"""The command line: ``symbolic-it``. A command loads what it needs when it runs, so help is quick."""

from symbolic_it.cli.program import main, start

__all__ = ["main", "start"]
