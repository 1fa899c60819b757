"""The table of a file's derivations on the terminal: a name, how many steps, a verdict each.

Laid out here and not by rich's tables, which take a tenth of the time of a whole check.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import zip_longest

from rich.cells import cell_len
from rich.text import Text

from symbolic_it.authoring.results import DerivationResult
from symbolic_it.report.plain import readable
from symbolic_it.report.screen import VERDICT_STYLES, Screen

_NARROW = 64  # columns below which every one counts
_WIDE = 120  # columns from which the title has a column of its own

Cell = Sequence[tuple[str, str]]
"""Lines of text, each with its style."""


def overview(
    screen: Screen, heading: str, derivations: tuple[DerivationResult, ...], second_opinion: bool, width: int
) -> Text:
    """The heading and a row for each derivation, in ``width`` columns; every line is ended."""
    wide = width >= _WIDE
    gap = 3 if width >= _NARROW else 1
    named = [("steps", 5), ("verdict", 14), *([("SymPy", 12)] if second_opinion else [])]
    room = width - sum(gap + size for _, size in named)
    first = max(4, (room - gap) // 2 if wide else room)
    if wide:
        named.insert(0, ("title", room - gap - first))
    report = Text(no_wrap=True, overflow="ignore")
    for line in screen.folded(heading, width):
        report.append(f"{line}\n", "bold")
    if not derivations:
        return report
    sizes, numbers = [first, *(size for _, size in named)], 2 if wide else 1
    _row(report, [[(name, "dim")] for name in ("derivation", *(name for name, _ in named))], sizes, gap, numbers)
    report.append(("-" if screen.ascii else "─") * width + "\n")
    for derivation in derivations:
        title = screen.folded(readable(derivation.title), sizes[1] if wide else first - 2)
        cells: list[Cell] = [[(line, "bold") for line in screen.folded(derivation.name, first)]]
        if wide:
            cells.append([(line, "") for line in title])
        else:
            cells[0] = [*cells[0], *((f"  {line}", "dim") for line in title)]
        verdict = derivation.verdict
        cells += [[(str(len(derivation.steps)), "")], [(verdict.value.replace("-", " "), VERDICT_STYLES[verdict])]]
        if second_opinion:
            cells.append([_opinion_of(derivation)])
        _row(report, cells, sizes, gap, numbers)
    return report


def _row(report: Text, cells: Sequence[Cell], sizes: Sequence[int], gap: int, numbers: int) -> None:
    """The lines of one row; the column ``numbers`` is flush right."""
    for line in zip_longest(*cells, fillvalue=("", "")):
        column = written = 0
        for k, ((text, style), size) in enumerate(zip(line, sizes, strict=True)):
            if text:
                at = column + (size - cell_len(text) if k == numbers else 0)
                report.append(" " * (at - written))
                report.append(text, style or None)
                written = at + cell_len(text)
            column += size + gap
        report.append("\n")


def _opinion_of(derivation: DerivationResult) -> tuple[str, str]:
    """The words and the style of a derivation's SymPy column."""
    asked = Counter(step.second_opinion for step in derivation.steps if step.second_opinion is not None)
    total = sum(asked.values())
    if asked["disagrees"]:
        return "DISAGREES", "bold red"
    if not total:
        return "not asked", "dim"
    if not asked["agrees"]:
        return "no instance", "dim"
    return ("agrees", "green") if asked["agrees"] == total else (f"agrees {asked['agrees']}/{total}", "green")
