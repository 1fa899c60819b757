"""The report of a check on the terminal: a table for each file, frames for what needs care, a summary."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from rich import box
from rich.console import RenderableType
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from symbolic_it.authoring.results import (
    DerivationResult,
    Diagnostic,
    FileResult,
    Span,
    StepResult,
    Verdict,
)
from symbolic_it.report.json_output import summary
from symbolic_it.report.overview import overview
from symbolic_it.report.plain import plain_math
from symbolic_it.report.screen import VERDICT_STYLES, Screen
from symbolic_it.report.words import finding, sentence

_QUIET = (Verdict.PROVED, Verdict.COMPUTED, Verdict.DEFINITION)


def print_check(
    screen: Screen, files: Iterable[FileResult], *, verbose: bool = False, second_opinion: bool = True
) -> None:
    """The whole report; its last line is the summary."""
    files, width = tuple(files), screen.width
    for file in files:
        head = overview(screen, file.path, file.derivations, second_opinion, width)
        if not file.errors:
            head.append("\n")
        screen.as_laid_out(head)
        for error in file.errors:
            _print_error(screen, file.path, error)
        if file.errors:
            screen.line()
        for derivation in file.derivations:
            if verbose:
                _print_steps(screen, derivation, second_opinion)
            for step in derivation.steps:
                if step.verdict not in _QUIET or step.second_opinion == "disagrees":
                    screen.show(_frame(screen, file.path, derivation, step))
                    screen.line()
    if second_opinion:
        _print_second_opinions(screen, files)
    screen.message(summary_line(screen, files))


def summary_line(screen: Screen, files: tuple[FileResult, ...]) -> Text:
    """How much was checked, and how many steps came out in each way that occurred."""
    counts = summary(files)
    errors = sum(len(file.errors) for file in files)
    chains, steps = _count(counts["chains"], "derivation"), _count(counts["steps"], "step")
    head = f"{chains} in {_count(counts['files'], 'file')}, {steps}"
    pieces = [
        (f"{counts[v.value]} {v.value.replace('-', ' ')}", VERDICT_STYLES[v])
        for v in reversed(Verdict)
        if counts[v.value]
    ]
    if errors:
        pieces.append((_count(errors, "error"), "bold red"))
    line = [(head, "")]
    for number, piece in enumerate(pieces):
        line += [(", " if number else ": ", ""), piece]
    return screen.joined(*line)


def place(path: str, span: Span | None) -> str:
    """``path:line:column`` as editors and terminals follow it."""
    if span is None:
        return path
    return f"{path}:{span.line}" + ("" if span.column is None else f":{span.column}")


def _print_error(screen: Screen, path: str, error: Diagnostic) -> None:
    where = f"{place(path, error.span)}: "
    screen.message(screen.joined((where, "bold"), (error.code, "bold red"), (f" {sentence(error)}", "")))


def _print_steps(screen: Screen, derivation: DerivationResult, second_opinion: bool) -> None:
    screen.line(derivation.name, "bold")
    table = Table(box=None, show_header=False, expand=True, pad_edge=False, padding=(0, 1))
    table.add_column(width=5, justify="right")
    table.add_column(ratio=1, overflow="fold")
    table.add_column(width=14)
    if second_opinion:
        table.add_column(width=12)
    for step in derivation.steps:
        reasons = [(f"by {', '.join(step.by)}", "dim")] if step.by else []
        said = screen.under(screen.text(plain_step(step)), *reasons, indent=2)
        cells: list[RenderableType] = [
            screen.text(str(step.index), "dim"),
            said,
            screen.verdict(step.verdict),
        ]
        if second_opinion:
            cells.append(screen.text(_opinion(step), "bold red" if step.second_opinion == "disagrees" else "dim"))
        table.add_row(*cells)
    screen.show(table)
    screen.line()


def _opinion(step: StepResult) -> str:
    return {"no finite instance": "no instance", "disagrees": "DISAGREES"}.get(
        step.second_opinion or "", step.second_opinion or "not asked"
    )


def plain_step(step: StepResult) -> str:
    """The step in plain text; made from its LaTeX where it brings none."""
    return step.plain or f"{plain_math(step.lhs)} {step.relation} {plain_math(step.rhs)}"


def _frame(screen: Screen, path: str, derivation: DerivationResult, step: StepResult) -> Panel:
    diagnostic = finding(step)
    loud = diagnostic is not None and diagnostic.code == "IT990"
    style = "bold red" if loud else VERDICT_STYLES[step.verdict]
    grid = screen.grid()

    def row(label: str, value: str, style: str = "") -> None:
        if value:
            grid.add_row(screen.text(label, "dim"), screen.text(value, style))

    row("step", plain_step(step), "bold")
    row("verdict", step.verdict.value.replace("-", " "), VERDICT_STYLES[step.verdict])
    if diagnostic is not None:
        row(diagnostic.code, sentence(_brief(diagnostic, step), step.index), style if loud else "")
    if seen := step.counterexample:
        row("example", f"{seen.where}: left {seen.lhs}, right {seen.rhs}")
    for number, assumption in enumerate(step.assumptions):
        row("assumes" if not number else "", plain_math(assumption))
    row("rules", ", ".join(step.by))
    row("at", place(path, step.span or derivation.span))
    title = f"{derivation.name}, step {step.index}"
    return Panel(
        grid,
        title=screen.text(title, style),
        title_align="left",
        border_style=style,
        box=box.HEAVY if loud else box.ROUNDED,
        padding=(0, 1),
    )


def _brief(diagnostic: Diagnostic, step: StepResult) -> Diagnostic:
    """Without the values that the frame shows on a line of their own."""
    if diagnostic.code != "IT101" or step.counterexample is None:
        return diagnostic
    hint = {key: value for key, value in diagnostic.payload.items() if key == "hint"}
    return Diagnostic(diagnostic.code, diagnostic.span, hint)


def _print_second_opinions(screen: Screen, files: tuple[FileResult, ...]) -> None:
    asked = Counter(step.second_opinion for file in files for chain in file.derivations for step in chain.steps)
    said = []
    if asked["agrees"]:
        said.append((f"agrees on {_count(asked['agrees'], 'step')}", "green"))
    if asked["no finite instance"]:
        number = asked["no finite instance"]
        said.append((f"{_count(number, 'step')} {'has' if number == 1 else 'have'} no finite instance", "dim"))
    if asked["disagrees"]:
        said.append((f"DISAGREES on {_count(asked['disagrees'], 'step')}", "bold red"))
    if said:
        line = [("SymPy ", "")]
        for number, piece in enumerate(said):
            line += [("; ", ""), piece] if number else [piece]
        screen.show(screen.joined(*line))


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
