"""``symbolic-it certify`` and ``symbolic-it replay``: proofs as files, and running them again with the kernel alone."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING

import click

from symbolic_it.cli.patience import progress_bar
from symbolic_it.cli.selection import authors_code, complain_of_files, select
from symbolic_it.errors import InvalidArgument

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from symbolic_it.authoring import Derivation
    from symbolic_it.authoring.results import DerivationResult
    from symbolic_it.cli.note_files import NoteFile
    from symbolic_it.kernel.theorems import Thm

SUFFIX = ".proof.json"


@click.command()
@click.argument("names", nargs=-1, metavar="[NAME]...")
@click.option("-o", "--output", "folder", metavar="DIR", help="Folder to write to; made if missing.")
@click.pass_context
def certify(ctx: click.Context, names: tuple[str, ...], folder: str | None) -> None:
    """Write the proofs of derivations, or of the chains of notes, as certificates, a file for each.

    NAME is a derivation, or a derivation file (.py), which is run; without any, the whole library is written.
    A certificate holds what is proved, the hypotheses, the axioms it rests on and every inference: `symbolic-it
    replay` checks it from that file alone. DIR is never emptied: files of the same name are replaced.

    NAME may also be a note (.md .markdown .qmd .txt .tex .ipynb, or `-`) or a folder of them: each chain whose steps
    are all proved gets a certificate, named after the note and the line; its hypotheses are what the note takes for
    granted. Without -o they are written to the working folder.
    """
    from symbolic_it.cli.noted import notes_among

    notes = notes_among(names)
    if notes:
        ctx.exit(_certify_notes(notes, folder or "."))
    if folder is None:
        raise click.UsageError("Missing option '-o' / '--output': the folder to write to")
    _certify_derivations(ctx, names, folder)


def _certify_derivations(ctx: click.Context, names: tuple[str, ...], folder: str) -> None:
    from symbolic_it.authoring.checking import proofs_of
    from symbolic_it.kernel.documents import document
    from symbolic_it.render.files import write

    selection = select(names, names_first=True)
    with progress_bar("checking") as progress, authors_code():
        selection.library.check([d.name for d in selection.derivations], False, progress)
    files: dict[str, str | bytes] = {}
    open_ = []
    for d in selection.derivations:
        claims = claims_of(d) if proofs_of(d) is not None else {}
        if claims:
            files[d.name + SUFFIX] = json.dumps(document(d.name, claims), separators=(",", ":")) + "\n"
        else:
            open_.append(d.name)
    for path in write(files, folder):
        click.echo(path)
    if open_:
        click.echo(f"symbolic-it: not proved, so without a certificate: {', '.join(open_)}", err=True)
    if complain_of_files(selection) or open_:
        ctx.exit(1)


def claims_of(d: Derivation) -> dict[str, Thm]:
    """What the derivation establishes, by the names that it gives, or by number."""
    from symbolic_it.authoring.checking import conclusions_of

    found: dict[str, Thm] = {}
    for number, (fact, theorem) in enumerate(conclusions_of(d), 1):
        name = fact.label if fact.label is not None and fact.label not in found else f"conclusion {number}"
        found[name] = theorem
    return found


def _certify_notes(notes: Sequence[NoteFile], folder: str) -> int:
    """A certificate for each chain that is proved; the exit code."""
    from symbolic_it.cli.noted import file_names, reviewed
    from symbolic_it.kernel.documents import document
    from symbolic_it.kernel.limits import KernelError
    from symbolic_it.render.files import write

    files: dict[str, str | bytes] = {}
    open_ = []
    with progress_bar("reviewing") as progress:
        for number, (note, stem) in enumerate(zip(notes, file_names(notes, ""), strict=True)):
            if progress is not None:
                progress(number, len(notes), note.path)
            result, _ = reviewed(note)
            for chain in result.derivations:
                claims = _claims_of_chain(chain)
                if claims is None:
                    open_.append(f"{note.path}:{chain.span.line}")
                if not claims:
                    continue
                cell = f"-cell-{chain.cell}" if chain.cell is not None else ""
                name = _unused(f"{stem}{cell}-line-{chain.span.line}", files)
                try:
                    files[name + SUFFIX] = json.dumps(document(name, claims), separators=(",", ":")) + "\n"
                except KernelError as error:
                    raise InvalidArgument(f"{note.path}:{chain.span.line}: {error}") from error
    for path in write(files, folder):
        click.echo(path)
    if open_:
        click.echo(f"symbolic-it: not proved, so without a certificate: {', '.join(open_)}", err=True)
    return 1 if open_ else 0


def _claims_of_chain(chain: DerivationResult) -> dict[str, Thm] | None:
    """The theorems of the chain's steps, by their numbers; None unless all of its steps hold without further assumptions.

    Definitions and numbers have no theorem, and a chain of these alone claims nothing.
    """
    from symbolic_it.authoring.results import Verdict

    if chain.verdict not in (Verdict.PROVED, Verdict.DEFINITION, Verdict.COMPUTED):
        return None
    if any(step.verdict is Verdict.PROVED and step.theorem is None for step in chain.steps):
        return None
    found = {f"step {step.index}": step.theorem for step in chain.steps}
    return {name: theorem for name, theorem in found.items() if theorem is not None}


def _unused(name: str, files: Mapping[str, object]) -> str:
    """The name, with a number where another chain of the line has it."""
    made, number = name, 1
    while made + SUFFIX in files:
        number += 1
        made = f"{name}-{number}"
    return made


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="FILE...")
@click.option("-q", "--quiet", is_flag=True, help="Say nothing of certificates that hold.")
@click.pass_context
def replay(ctx: click.Context, paths: tuple[str, ...], quiet: bool) -> None:
    """Check certificates with the kernel alone: every inference is run again.

    What is shown is what the inferences came to, in the kernel's own words. `symbolic-it explain certificates` says
    what stands in a certificate.

    Exit code 0: all hold. 1: one does not, with the place. 2: a file cannot be read.
    """
    from symbolic_it.kernel.documents import MAX_BYTES, replayed
    from symbolic_it.kernel.limits import KernelError

    worst = 0
    for path in paths:
        try:
            with Path(path).open("rb") as file:
                said = replayed(file.read(MAX_BYTES + 1))
        except OSError as error:
            click.echo(f"symbolic-it: {path}: {error.strerror or error}", err=True)
            worst = 2
            continue
        except KernelError as error:
            click.echo(f"symbolic-it: {path}: refused: {' '.join(str(error).split())}", err=True)
            worst = max(worst, 1)
            continue
        if not quiet:
            click.echo(f"{_plain(path)}: {_named(said.name)}: {said.inferences} inferences hold")
            for claim in said.claims:
                click.echo(f"  {_named(claim.name)}: {_plain(claim.statement)}")
                for hypothesis in claim.hypotheses:
                    click.echo(f"    given {_plain(hypothesis)}")
            click.echo(f"  axioms: {', '.join(said.axioms) or 'none'}")
            click.echo(f"  notions: {', '.join(said.definitions) or 'none'}")
    ctx.exit(worst)


def _plain(text: str) -> str:
    """Names are an author's: nothing in them reaches the terminal as a command."""
    return "".join(c if c.isprintable() else "?" for c in text)


def _named(text: str) -> str:
    """A name that a file gives, in quotes where it could be taken for something that was proved."""
    words = all(re.fullmatch(r"[\w'./#-]+", word) for word in text.split(" "))
    return text if words else f'"{_plain(text).replace(chr(34), "?")}"'
