"""``symbolic-it export rocq`` and ``symbolic-it verify --rocq``: proofs as files of Rocq (Coq), and compiling them."""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import TYPE_CHECKING

import click

from symbolic_it.cli.patience import progress_bar
from symbolic_it.cli.selection import authors_code, complain_of_files, select

if TYPE_CHECKING:
    from symbolic_it.cli.selection import Selection
    from symbolic_it.rocq.compiling import Compiled
    from symbolic_it.rocq.export import Export

MAX_SAID = 500
"""Letters of what coqc says that are shown."""


@click.group()
def export() -> None:
    """Write proofs in the language of another checker."""


@export.command()
@click.argument("names", nargs=-1, metavar="[NAME]...")
@click.option("-o", "--output", "folder", required=True, metavar="DIR", help="Folder to write to; made if missing.")
@click.pass_context
def rocq(ctx: click.Context, names: tuple[str, ...], folder: str) -> None:
    """Write derivations as files of Rocq, formerly Coq (made for Coq 8.16.1 and its standard library).

    NAME is a derivation, or a derivation file (.py), which is run; without any, the whole library is written. Each
    derivation gets a file that states and proves what it establishes, inference by inference; what they share, and the
    hand-proved files Notions.v, Rules.v and Algebra.v that they start from, stand beside them. `_CoqProject` lists all
    in an order in which `coqc -Q . SymbolicIT FILE` compiles them. What cannot be exported is named, with the reason.
    DIR is never emptied: files of the same name are replaced.
    """
    from symbolic_it.render.files import write

    selection = select(names, names_first=True)
    made, open_ = _export(selection)
    for path in write(made.written(), folder):
        click.echo(path)
    for name, reason in made.reasons.items():
        click.echo(f"symbolic-it: {name}: not exported: {_plain(reason)}", err=True)
    _complain_of_open(open_)
    if complain_of_files(selection) or open_ or made.reasons:
        ctx.exit(1)


@click.command()
@click.argument("names", nargs=-1, metavar="[NAME]...")
@click.option("--rocq", "by_rocq", is_flag=True, help="By exporting to Rocq (Coq) and compiling with coqc.")
@click.option("-o", "--output", "folder", metavar="DIR", help="Keep what is exported and compiled in this folder.")
@click.option("-j", "--jobs", type=click.IntRange(1), metavar="N", help="Files to compile at a time (0.5 GB each).")
@click.option("-q", "--quiet", is_flag=True, help="Name only derivations that are not confirmed.")
@click.pass_context
def verify(
    ctx: click.Context, names: tuple[str, ...], by_rocq: bool, folder: str | None, jobs: int | None, quiet: bool
) -> None:
    """Have derivations confirmed by a checker that shares nothing with this one.

    With --rocq, derivations (NAMEs as for `export rocq`; without any, the whole library) are exported, compiled with
    coqc, and the axioms that the compiled theorems rest on are held against a short list of those of Coq's own library:
    its real numbers, extensionality, the excluded middle.

    Exit code 0: all are confirmed. 1: some are not, each with the reason; what cannot be exported is not confirmed.
    2: coqc is missing, or something else could not run.
    """
    if not by_rocq:
        raise click.UsageError("say which checker to ask: --rocq")
    import tempfile  # it costs a help page milliseconds

    from symbolic_it.render.files import write
    from symbolic_it.rocq.compiling import compiled, compiler

    compiler()  # its absence is said at once
    started = time.monotonic()
    selection = select(names, names_first=True)
    made, open_ = _export(selection)
    with tempfile.TemporaryDirectory(prefix="symbolic-it-rocq-") as temporary:
        place = Path(folder or temporary)
        write(made.written(), place)
        with progress_bar("compiling") as progress:
            result = compiled(made, place, jobs or os.cpu_count() or 1, progress)
    _report(made, result, quiet)
    _complain_of_open(open_)
    confirmed = len(made.places) - len(result.failed)
    asked = len(made.places) + len(made.reasons) + len(open_)
    seconds = round(time.monotonic() - started)
    click.echo(f"{confirmed} of {asked} derivations confirmed by Rocq in {seconds} s")
    if complain_of_files(selection) or confirmed < asked or result.headlines is not None:
        ctx.exit(1)


def _export(selection: Selection) -> tuple[Export, list[str]]:
    """What is selected as an export; the names of derivations that are not proved."""
    from symbolic_it.authoring.checking import proofs_of
    from symbolic_it.cli.certify import claims_of
    from symbolic_it.rocq.export import Source, exported

    with progress_bar("checking") as progress, authors_code():
        selection.library.check([d.name for d in selection.derivations], False, progress)
    sources, open_ = [], []
    for d in selection.derivations:
        if proofs_of(d) is None:
            open_.append(d.name)
        else:
            sources.append(Source(d.name, d.title, claims_of(d)))
    return exported(sources), open_


def _report(made: Export, result: Compiled, quiet: bool) -> None:
    for name, theorems in made.theorems.items():
        said = result.failed.get(name)
        if said is not None:
            click.echo(f"{name}: NOT CONFIRMED: {_plain(said)}")
        elif not quiet:
            click.echo(f"{name}: confirmed, {len(theorems)} theorem{'s' if len(theorems) > 1 else ''}")
    for name, reason in made.reasons.items():
        click.echo(f"{name}: NOT EXPORTED: {_plain(reason)}")
    if result.headlines is not None:
        click.echo(f"statements written by hand: NOT CONFIRMED: {_plain(result.headlines)}")


def _complain_of_open(names: list[str]) -> None:
    if names:
        click.echo(f"symbolic-it: not proved, so not exported: {', '.join(names)}", err=True)


def _plain(text: str) -> str:
    """On one line, not too long, and nothing that a terminal would obey."""
    line = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    return line if len(line) <= MAX_SAID else f"{line[:MAX_SAID]}..."
