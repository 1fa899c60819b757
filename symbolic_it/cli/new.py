"""``symbolic-it new``: write a derivation file to start from."""

from __future__ import annotations

import re
from pathlib import Path

import click

from symbolic_it.cli.scaffold import scaffold
from symbolic_it.errors import InvalidArgument

SLUG = re.compile(r"[a-z][a-z0-9]*([-_][a-z0-9]+)*")
LONGEST = 80


@click.command()
@click.argument("name")
@click.option(
    "-o",
    "--output",
    "folder",
    default=".",
    metavar="DIR",
    help="Folder to write to (default: the current one).",
)
def new(name: str, folder: str) -> None:
    """Write NAME.py, a derivation file that checks, to start from.

    NAME is made of lower-case words joined by hyphens or underscores, for instance my-identity. A file that
    exists is left alone.
    """
    if len(name) > LONGEST or not SLUG.fullmatch(name):
        raise InvalidArgument(
            f"{name!r} cannot name a derivation; take lower-case words joined by hyphens, such as my-identity"
        )
    if not Path(folder).is_dir():
        raise InvalidArgument(f"{folder}: no such folder")
    path = Path(folder) / f"{name}.py"
    derivation = name.replace("_", "-")
    if path.exists():
        raise InvalidArgument(f"{path} exists and is left alone")
    _refuse_taken(derivation)
    _write_new(path, scaffold(derivation))
    click.echo(f"wrote {path}; check it with: symbolic-it check {path}")


def _refuse_taken(name: str) -> None:
    from symbolic_it.cli.selection import everything

    if any(derivation.name == name for derivation in everything().derivations):
        raise InvalidArgument(f"a derivation of the library is named {name!r} already; choose another name")


def _write_new(path: Path, text: str) -> None:
    """The file is written whole or not at all, and never over another."""
    try:
        stream = path.open("x", encoding="utf-8", newline="\n")
    except FileExistsError:
        raise InvalidArgument(f"{path} exists and is left alone") from None
    try:
        with stream:
            stream.write(text)
    except BaseException:
        path.unlink(missing_ok=True)
        raise
