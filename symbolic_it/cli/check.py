"""``symbolic-it check``: judge derivations and report, for people or as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from symbolic_it.cli.patience import progress_bar
from symbolic_it.cli.selection import select

if TYPE_CHECKING:
    from symbolic_it.authoring.results import FileResult

UNREADABLE = "IT900"


@click.command()
@click.argument("paths", nargs=-1, metavar="[PATHS]...")
@click.option(
    "--format",
    "format_",
    type=click.Choice(["text", "json"]),
    default="text",
    help="Output for people or programs.",
)
@click.option("--no-second-opinion", is_flag=True, help="Leave SymPy out: the kernel alone judges.")
@click.option("-v", "--verbose", is_flag=True, help="Show every step with its verdict and its rules.")
@click.pass_context
def check(ctx: click.Context, paths: tuple[str, ...], format_: str, no_second_opinion: bool, verbose: bool) -> None:
    """Check derivations: a verdict for each step.

    PATHS are derivation files (.py), folders of them, or names of shipped derivations; without any, all
    that is shipped is checked. Checking a .py file runs it: do so only with files that you trust.

    Exit code 0: every step is proved, conditional, computed or a definition, and SymPy disagrees with none.
    1: something is refuted, unproved or not understood, or a file has an error. 2: could not run.
    """
    selection = select(paths)
    with progress_bar("checking") as progress:
        results = selection.check(not no_second_opinion, progress, texts=verbose or format_ == "json")
    if format_ == "json":
        from symbolic_it.report.json_output import dumps

        click.echo(dumps(results))
    else:
        from symbolic_it.report.screen import Screen
        from symbolic_it.report.terminal import print_check

        print_check(Screen(), results, verbose=verbose, second_opinion=not no_second_opinion)
    ctx.exit(_exit_code(results))


def _exit_code(results: tuple[FileResult, ...]) -> int:
    unreadable = [r.path for r in results if any(error.code == UNREADABLE for error in r.errors)]
    if unreadable:
        click.echo(f"symbolic-it: cannot read {', '.join(unreadable)}", err=True)
        return 2
    return 0 if all(result.good for result in results) else 1
