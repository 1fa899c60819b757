"""The program: its commands, and how every way of failing ends (one line on standard error, an exit code)."""

from __future__ import annotations

import atexit
import contextlib
import gc
import os
import sys
from typing import Any, NoReturn

import click

from symbolic_it.cli.browse import explain, list_, show
from symbolic_it.cli.certify import certify, replay
from symbolic_it.cli.check import check
from symbolic_it.cli.convert import convert
from symbolic_it.cli.graph import graph
from symbolic_it.cli.nearest import did_you_mean
from symbolic_it.cli.new import new
from symbolic_it.cli.render import render
from symbolic_it.cli.rocq import export, verify
from symbolic_it.errors import InvalidArgument

COULD_NOT_RUN, INTERRUPTED, BROKEN_PIPE = 2, 130, 141
TRACEBACK = "SYMBOLIC_IT_TRACEBACK"
PATIENT = 1_000_000, 20, 20
"""The pace of the garbage collector. Terms are many, long-lived and rarely in cycles: the default costs a tenth."""


class Program(click.Group):
    """The group of commands. Nothing that goes wrong reaches the user as a traceback."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.commands)  # in the order of use, not of the alphabet

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        name = args[0]
        if self.get_command(ctx, name) is None and not name.startswith("-"):
            hint = did_you_mean(name, self.commands)
            raise click.UsageError(f"no command {name!r}{hint or ' (symbolic-it --help lists them)'}", ctx)
        return super().resolve_command(ctx, args)

    def main(self, *args: Any, standalone_mode: bool = True, **extra: Any) -> Any:
        gc.set_threshold(*PATIENT)
        run: Any = super().main  # its parameters differ between the versions of click
        if not standalone_mode:
            return run(*args, standalone_mode=False, **extra)
        try:
            code = run(*args, standalone_mode=False, **extra)
        except click.Abort:
            code = INTERRUPTED
        except click.ClickException as error:
            code = _complain(error.format_message())
        sys.exit(code if isinstance(code, int) else 0)

    def invoke(self, ctx: click.Context) -> Any:
        # Here and not in main(): click turns some of these into an exit of its own before main() sees them.
        try:
            try:
                return super().invoke(ctx)
            finally:
                sys.stdout.flush()
        except (click.ClickException, click.exceptions.Exit):
            raise
        except KeyboardInterrupt:
            ctx.exit(INTERRUPTED)
        except BrokenPipeError:  # the reader has seen enough (| head)
            _silence_stdout()
            ctx.exit(BROKEN_PIPE)
        except InvalidArgument as error:
            ctx.exit(_complain(str(error)))
        except OSError as error:
            ctx.exit(_complain(f"{error.filename}: {error.strerror}" if error.filename else str(error)))
        except Exception as error:
            if os.environ.get(TRACEBACK):
                raise
            about = " ".join(f"{type(error).__name__}: {error}".split())
            ctx.exit(_complain(f"internal error, please report it ({about}; {TRACEBACK}=1 shows the traceback)"))


def _complain(message: str) -> int:
    """One line on standard error; the exit code of a program that could not run."""
    click.echo(f"symbolic-it: {' '.join(message.split())}", err=True)
    return COULD_NOT_RUN


def _silence_stdout() -> None:
    """Let what is still buffered go nowhere, so that Python does not complain about it at its end."""
    with contextlib.suppress(OSError, ValueError, AttributeError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


@click.command(
    cls=Program,
    commands=[check, list_, show, explain, graph, render, convert, new, certify, replay, export, verify],
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.version_option(package_name="symbolic-it", prog_name="symbolic-it")
@click.pass_context
def main(ctx: click.Context) -> None:
    """Derivations of information theory, checked step by step.

    Derivations are Python files. Checking, listing, showing or rendering a .py file runs it: do so only with
    files that you trust.
    """
    if ctx.invoked_subcommand is None:
        click.echo(ctx.get_help())


def start() -> NoReturn:
    """What the script and ``python -m symbolic_it`` run: the program, and then out at once.

    Freeing some hundred thousand terms one by one, for a process that ends, takes a tenth of a check.
    """
    code: object = 0
    try:
        main()
    except SystemExit as end:
        code = end.code
    atexit._run_exitfuncs()
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(OSError, ValueError, AttributeError):
            stream.flush()
    os._exit(code if isinstance(code, int) else 0)
