"""``symbolic-it check``: judge derivations and notes and report, for people or for programs."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from symbolic_it.cli.patience import progress_bar
from symbolic_it.cli.selection import select as select_derivations

if TYPE_CHECKING:
    from symbolic_it.authoring.results import FileResult
    from symbolic_it.cli.reviewing import Reviewed

UNREADABLE, OURS = "IT900", "IT991"
FORMATS = ("text", "json", "concise", "github", "sarif")


@click.command()
@click.argument("paths", nargs=-1, metavar="[PATHS]...")
@click.option("--format", "format_", type=click.Choice(FORMATS), default="text", help="Output for people or programs.")
@click.option("--no-second-opinion", is_flag=True, help="Leave SymPy out: the kernel alone judges.")
@click.option("--no-cache", is_flag=True, help="Search for every proof again; keep none in the cache.")
@click.option("-v", "--verbose", is_flag=True, help="Show every step with its verdict and its rules.")
@click.option("--strict/--no-strict", default=None, help="Notes: exit code 1 also for what is unproved or not read.")
@click.option("--select", metavar="CODES", help="Notes: only these findings, such as IT1,IT203.")
@click.option("--ignore", metavar="CODES", help="Notes: all findings but these.")
@click.option("--baseline", type=click.Path(path_type=Path), help="Notes: leave out the findings known in this file.")
@click.option("--write-baseline", is_flag=True, help="Notes: keep the findings of now in the baseline.")
@click.option("--jobs", type=click.IntRange(min=1), metavar="N", help="Notes: how many processes.")
@click.option(
    "--effort",
    type=click.FloatRange(0, 1000),
    default=1.0,
    metavar="FACTOR",
    help="Notes: so many times the usual work for the long searches of a file.",
)
@click.option("--explain-reading", is_flag=True, help="Notes: say how each formula was understood.")
@click.option("--stdin-name", metavar="NAME", help="For `-`: a name whose ending tells the kind of note.")
@click.pass_context
def check(
    ctx: click.Context, /, paths: tuple[str, ...], format_: str, no_second_opinion: bool, no_cache: bool, verbose: bool,
    stdin_name: str | None, **about_notes: Any,
) -> None:  # fmt: skip
    """Check derivations and notes: a verdict for each step.

    PATHS are derivation files (.py), notes (.md .markdown .qmd .txt .tex .ipynb, or `-` for Markdown on standard
    input), folders of either, or names of shipped derivations; without any, all derivations that are shipped are
    checked. Checking a .py file runs it: do so only with files that you trust. Notes are read, never run.

    Proofs found are kept in the user's cache folder (SYMBOLIC_IT_CACHE names another; "off": none). While
    the sources are unchanged the kernel runs them again, instead of searching; nothing is taken on trust.

    Exit code for derivations: 0 when every step is proved, conditional, computed or a definition, and SymPy
    disagrees with none; else 1. For notes: 0 unless something is refuted (--strict: or unproved, or not
    understood). 2: could not run.
    """
    from symbolic_it.authoring.project import project_settings
    from symbolic_it.cli.note_files import sort_targets

    settings = project_settings()
    targets = sort_targets(paths, stdin_name, settings.exclude, settings.root)
    results: tuple[FileResult, ...] = ()
    if targets.derivations or not targets.notes:
        selection = select_derivations(targets.derivations)
        with progress_bar("checking") as progress:
            texts = verbose or format_ != "text"
            meanwhile = _load_screen if format_ == "text" else None
            results = selection.check(not no_second_opinion, progress, texts, not no_cache, meanwhile)
    reviewed: Reviewed | None = None
    if targets.notes:
        from symbolic_it.cli.reviewing import NotesOptions, review_notes

        with progress_bar("reviewing") as progress:
            reviewed = review_notes(targets.notes, NotesOptions(**about_notes), settings, progress)
        if reviewed.written is not None:
            file, number = reviewed.written
            click.echo(f"symbolic-it: {number} finding{'' if number == 1 else 's'} kept in {file}", err=True)
            ctx.exit(2 if _complain(reviewed.files) else 0)
    elif about_notes["write_baseline"]:
        raise click.UsageError("--write-baseline: there are no notes among the paths")
    _print(format_, results, reviewed, verbose, not no_second_opinion, bool(about_notes["explain_reading"]))
    ctx.exit(_exit_code(results, reviewed))


def _load_screen() -> None:
    """What the report for people needs, and takes a while to load."""
    import symbolic_it.report.terminal  # noqa: F401


def _print(
    format_: str, results: tuple[FileResult, ...], reviewed: Reviewed | None, verbose: bool, second_opinion: bool,
    readings: bool,
) -> None:  # fmt: skip
    files = (*results, *(reviewed.files if reviewed else ()))
    silenced = reviewed.silenced if reviewed else {}
    if format_ == "json":
        from symbolic_it.report.json_output import dumps

        click.echo(dumps(files, silenced))
    elif format_ == "sarif":
        from importlib.metadata import version

        from symbolic_it.report.sarif import dumps as sarif_dumps

        click.echo(sarif_dumps(files, silenced, version("symbolic-it")))
    elif format_ in ("concise", "github"):
        from symbolic_it.report.line_output import concise, github

        for line in (concise if format_ == "concise" else github)(files, silenced):
            click.echo(line)
    else:
        from symbolic_it.report.screen import Screen
        from symbolic_it.report.terminal import print_check

        screen = Screen()
        if results or reviewed is None:
            print_check(screen, results, verbose=verbose, second_opinion=second_opinion)
        if reviewed is not None:
            from symbolic_it.report.notes_text import NotesView, print_notes

            if results:
                screen.line()
            print_notes(screen, reviewed.files, reviewed.sources, silenced, NotesView(verbose, readings))


def _exit_code(results: tuple[FileResult, ...], reviewed: Reviewed | None) -> int:
    code = 2 if _complain(results) else 0 if all(result.good for result in results) else 1
    if reviewed is not None:
        _complain(reviewed.files)
        code = max(code, reviewed.exit_code)
    return code


def _complain(results: tuple[FileResult, ...]) -> bool:
    """One line on standard error for the files that could not be read, or judged; whether there are any."""
    said = False
    for code, words in ((UNREADABLE, "cannot read {}"), (OURS, "internal error, please report it (with {})")):
        # damaged places in a note that was read all the same are a finding in the report
        paths = [
            result.path
            for result in results
            if any(error.code == code for error in result.errors) and not (result.displays or result.inline)
        ]
        if paths:
            click.echo(f"symbolic-it: {words.format(', '.join(paths))}", err=True)
            said = True
    return said
