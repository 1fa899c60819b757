"""``symbolic-it render``: write derivations, and notes of others with their verdicts, as typeset notes."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from symbolic_it.cli.patience import progress_bar
from symbolic_it.cli.selection import complain_of_files, select
from symbolic_it.errors import InvalidArgument

if TYPE_CHECKING:
    from collections.abc import Sequence

    from symbolic_it.authoring.results import FileResult
    from symbolic_it.cli.note_files import NoteFile
    from symbolic_it.cli.selection import Selection


ENDINGS = {"markdown": ".md", "latex": ".tex", "pdf": ".pdf"}


@click.command()
@click.argument("names", nargs=-1, metavar="[NAME]...")
@click.option("-o", "--output", "folder", metavar="DIR", help="Folder to write to; made if missing.")
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
def render(
    ctx: click.Context, names: tuple[str, ...], folder: str | None, target: str, profile: str, book: bool
) -> None:
    """Write derivations, or the chains of notes with the reasons found, in Markdown, LaTeX or PDF.

    NAME is a derivation, or a derivation file (.py), which is run; without any, the whole library is written.
    What is written is printed from the checked derivations. DIR is never emptied: files of the same name are
    replaced, others are left alone.

    NAME may also be a note (.md .markdown .qmd .txt .tex .ipynb, or `-`) or a folder of them: each becomes one
    document, NAME.checked.md and so on, of its chains, each step with its verdict and its reasons, what it needs, where
    it fails, and at the end what was not understood. One note without -o is written to standard output.
    """
    from symbolic_it.cli.noted import notes_among

    notes = notes_among(names)
    if notes:
        _render_notes(notes, folder, target, profile)
        return
    if folder is None:
        raise click.UsageError("Missing option '-o' / '--output': the folder to write to")
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


def _render_notes(notes: Sequence[NoteFile], folder: str | None, target: str, profile: str) -> None:
    """A document for each note, in the folder or, of one, on standard output."""
    from symbolic_it.authoring import Library
    from symbolic_it.cli.noted import file_names, reviewed
    from symbolic_it.foundations import all_rules
    from symbolic_it.render import render_review, write
    from symbolic_it.report.sources import Source
    from symbolic_it.review.reasons import with_reasons

    if folder is None and len(notes) > 1:
        raise InvalidArgument("several notes need a folder to write to: -o DIR")
    if folder is None and target == "pdf" and sys.stdout.isatty():
        raise InvalidArgument("a PDF is not for a terminal: name a folder with -o DIR, or send it to a file")
    titles = {derivation.name: derivation.title for derivation in Library.shipped().derivations}
    made: list[str | bytes] = []
    doubtful = []
    with progress_bar("reviewing") as progress:
        for number, note in enumerate(notes):
            if progress is not None:
                progress(number, len(notes), note.path)
            result, data = reviewed(note)
            result = with_reasons(result)
            source = Source.of(note.name, data)
            made.append(render_review(result, source, all_rules(), titles, to=target, profile=profile))
            if not all(chain.verdict.good for chain in result.derivations):
                doubtful.append(note.path)
    if folder is None:
        click.echo(made[0], nl=False)
    else:
        names = file_names(notes, ".checked" + ENDINGS[target])
        for path in write(dict(zip(names, made, strict=True)), folder):
            click.echo(path)
    if doubtful:
        click.echo(f"symbolic-it: not all steps hold in {', '.join(doubtful)}; the document says so", err=True)
