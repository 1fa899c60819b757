"""``symbolic-it render``: write derivations as typeset notes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from symbolic_it.cli.patience import progress_bar
from symbolic_it.cli.selection import complain_of_files, select

if TYPE_CHECKING:
    from symbolic_it.authoring.results import FileResult
    from symbolic_it.cli.selection import Selection


@click.command()
@click.argument("names", nargs=-1, metavar="[NAME]...")
@click.option("-o", "--output", "folder", required=True, metavar="DIR", help="Folder to write to; made if missing.")
@click.option(
    "--to",
    "target",
    type=click.Choice(["markdown", "latex", "pdf"]),
    default="markdown",
    help="What to write.",
)
@click.option(
    "--profile",
    type=click.Choice(["gfm", "dollar"]),
    default="gfm",
    help="Formulas in Markdown: as GitHub typesets them, or between dollars.",
)
@click.option("--book/--single", default=True, help="One book of all (the default), or a note for each.")
@click.pass_context
def render(ctx: click.Context, names: tuple[str, ...], folder: str, target: str, profile: str, book: bool) -> None:
    """Write derivations as notes in Markdown, LaTeX or PDF.

    NAME is a derivation, or a derivation file (.py), which is run; without any, the whole library is written.
    What is written is printed from the checked derivations. DIR is never emptied: files of the same name are
    replaced, others are left alone.
    """
    selection = select(names, names_first=True)
    with progress_bar("checking") as progress:
        results = selection.check(True, progress)
    files = _notes(selection, results, target, profile, book)
    from symbolic_it.render import write

    for path in write(files, folder):
        click.echo(path)
    doubtful = [chain.name for result in results for chain in result.derivations if not chain.verdict.good]
    if doubtful:
        click.echo(f"symbolic-it: not all steps hold in {', '.join(doubtful)}; the notes say so", err=True)
    if complain_of_files(selection):
        ctx.exit(1)


def _notes(
    selection: Selection, results: tuple[FileResult, ...], target: str, profile: str, book: bool
) -> dict[str, str | bytes]:
    from symbolic_it.foundations import all_rules
    from symbolic_it.render import render as notes

    chains = [chain for result in results for chain in result.derivations]
    return notes(selection.derivations, chains, all_rules(), to=target, profile=profile, book=book)
