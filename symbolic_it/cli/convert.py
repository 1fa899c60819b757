"""``symbolic-it convert``: the chains of a note as a derivation file."""

from __future__ import annotations

import click

from symbolic_it.errors import InvalidArgument


@click.command()
@click.argument("path", metavar="NOTE")
@click.option("--stdin-name", metavar="NAME", help="For `-`: a name whose ending tells the kind of note.")
def convert(path: str, stdin_name: str | None) -> None:
    """Print a derivation file made from NOTE (.md .markdown .qmd .txt .tex .ipynb, or `-`).

    Each chain becomes a derivation of its steps that are proved, with what they need as hypotheses; the other steps
    are left as comments that say why. The note is read, never run; what is printed holds nothing of it but terms and
    comments, and checks.
    """
    from symbolic_it.cli.note_files import read_note, sort_targets
    from symbolic_it.review import review_file
    from symbolic_it.review.converting import converted

    targets = sort_targets((path,), stdin_name)
    if len(targets.notes) != 1 or targets.derivations:
        raise InvalidArgument(f"{path}: convert takes one note")
    (note,) = targets.notes
    click.echo(converted(review_file(note.name, read_note(note))), nl=False)
