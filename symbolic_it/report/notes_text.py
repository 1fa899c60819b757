"""The review of notes on the terminal: the rows of each finding with a mark below, what is wrong, and what was meant."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from symbolic_it.authoring.results import Diagnostic, FileResult, Span, StepResult, Verdict
from symbolic_it.report.codes import CODES
from symbolic_it.report.findings import ERROR, NOTE, WARNING, Finding, findings, place
from symbolic_it.report.json_output import Silenced, summary, unread
from symbolic_it.report.plain import plain_math, readable
from symbolic_it.report.rows import marked_rows
from symbolic_it.report.screen import READING_WIDTH, VERDICT_STYLES, Screen
from symbolic_it.report.sources import Source
from symbolic_it.report.words import sentence

_LEVEL_STYLES = {ERROR: "bold red", WARNING: "bold magenta"}
WIDTH = 80
"""Rows of notes are cut to this, however wide the terminal."""
INDENT = 4
FEW = 2
"""So many more remarks of one kind in a note are not shown one by one."""


@dataclass(frozen=True)
class NotesView:
    """How much to show: ``verbose`` lists every step, ``readings`` how every formula was understood."""

    verbose: bool = False
    readings: bool = False


def print_notes(
    screen: Screen, files: Iterable[FileResult], sources: Mapping[str, Source], silenced: Silenced | None = None,
    view: NotesView | None = None,
) -> None:  # fmt: skip
    """The whole report; what holds throughout comes first, the summary is its last line."""
    files, silenced, view = tuple(files), silenced or {}, view or NotesView()
    common = _common(files)
    _print_assumed(screen, "Assumed throughout:", common)
    for file in files:
        own = [text for text in file.standing if text not in common]
        _print_assumed(screen, f"Assumed in {file.path}:", own)
        if view.readings:
            _print_readings(screen, file)
        if view.verbose:
            _print_steps(screen, file)
        heard = [found for found in findings(file) if found.key not in silenced]
        _print_findings(screen, heard, sources.get(file.path), view)
    _print_summary(screen, files, silenced)


def _print_assumed(screen: Screen, head: str, texts: Sequence[str]) -> None:
    if texts:
        screen.line(head)
        for text in texts:
            _fill(screen, readable(text), head="- ", indent=2)
        screen.line()


def _fill(screen: Screen, text: str, style: str = "", *, head: str = "", indent: int = INDENT) -> None:
    """A text in lines that fit, each indented; what stands before the first is in its indent. No blanks at their ends."""
    width = max(min(screen.width, READING_WIDTH) - indent, 20)
    for number, line in enumerate(screen.text(text, style).wrap(screen.console, width)):
        line.rstrip()
        screen.unwrapped(screen.text(f"{'' if number else head:<{indent}}").append_text(line))


def _common(files: Sequence[FileResult]) -> list[str]:
    """What every file assumes, in the order of the first."""
    standing = [file.standing for file in files if file.standing]
    return [text for text in standing[0] if all(text in other for other in standing)] if standing else []


def _print_findings(screen: Screen, heard: Sequence[Finding], source: Source | None, view: NotesView) -> None:
    """What was judged first, then the remarks on notation: of each kind the first, and where the others are."""
    kinds: dict[str, list[Finding]] = {}
    for found in heard:
        if found.level == NOTE and found.verdict is None:
            kinds.setdefault(found.code, []).append(found)
        else:
            _print_finding(screen, found, source)
    for first, *others in kinds.values():
        if view.verbose or len(others) < FEW:
            for found in (first, *others):
                _print_finding(screen, found, source)
        else:
            places = ", ".join(place("", found.span, found.cell).lstrip(":") for found in others)
            _print_finding(screen, first, source, f"also at {places} (-v shows these)")


def _print_finding(screen: Screen, found: Finding, source: Source | None, also: str = "") -> None:
    style = _LEVEL_STYLES.get(found.level, "bold yellow")
    known = CODES.get(found.code)
    kind = found.verdict.value.replace("-", " ") if found.verdict is not None else known.name if known else ""
    head = [(place(found.path, found.span, found.cell), "bold"), (": ", ""), (f"{found.code} {kind}", style)]
    screen.unwrapped(screen.joined(*head))
    seen = source is not None and found.span is not None and _print_rows(screen, found, found.span, source, style)
    for text, how in _told(found, seen):
        _fill(screen, text, how)
    if also:
        _fill(screen, also, "dim")
    screen.line()


def _print_rows(screen: Screen, found: Finding, span: Span, source: Source, style: str) -> bool:
    """The rows with their marks; whether all of the finding can be seen in them."""
    gutter = len(str(max(span.line, span.end_line or span.line))) + 1
    width = min(screen.width, WIDTH) - gutter - 3
    bar = "|" if screen.ascii else "│"
    rows = marked_rows(source, span, found.cell, width=max(width, 20), ascii_only=screen.ascii)
    for row in rows:
        number = "" if row.line is None else str(row.line)
        screen.unwrapped(screen.joined((f"{number:>{gutter}} {bar} ", "dim"), (row.text, "")))
        if row.marks:
            screen.unwrapped(screen.joined((f"{'':>{gutter}} {bar} ", "dim"), (row.marks, style)))
    return len(rows) == 1 and not rows[0].cut


def _told(found: Finding, seen: bool) -> list[tuple[str, str]]:
    """The sentence and what goes with it, each with its style; the step itself unless all of it is seen above."""
    step = found.step
    if step is None:
        return [(found.message, "")]
    said = sentence(_brief(found.diagnostic, step), step.index)
    told = [(said, "")]
    if (step.lhs or step.rhs) and not (seen and step.index == 1):  # a later one begins with the side before it
        told.append((f"step {step.index}: {plain_note_step(step)}", "dim"))
    if example := step.counterexample:
        where = f"{readable(example.where)}: " if example.where else ""
        told.append((f"{where}left {readable(example.lhs)}, right {readable(example.rhs)}", ""))
    assumed = [plain_math(assumption) for assumption in step.assumptions]
    told += [(f"assumes {text}", "") for text in assumed if text not in said]
    if step.repair:
        told.append((f"likely meant: {plain_math(step.repair)}", "green"))
    return told


def _brief(diagnostic: Diagnostic, step: StepResult) -> Diagnostic:
    """Without the values and conditions that have a line of their own."""
    shown: tuple[str, ...] = ("where", "lhs", "rhs") if step.counterexample is not None else ()
    facts = {key: value for key, value in diagnostic.payload.items() if key not in shown}
    return Diagnostic(diagnostic.code, diagnostic.span, facts)


def plain_note_step(step: StepResult) -> str:
    """The step in one line, both sides as written."""
    relation = {"<=": "≤", ">=": "≥", "!=": "≠", "~=": "≈", "->": "→", "=>": "⇒", "<=>": "⇔", "in": "∈"}
    return f"{plain_math(step.lhs)} {relation.get(step.relation, step.relation)} {plain_math(step.rhs)}"


def _print_readings(screen: Screen, file: FileResult) -> None:
    for span, written, understood in file.readings:
        screen.unwrapped(screen.joined((place(file.path, span), "bold"), (f": {_one_line(written)}", "")))
        said = _one_line(understood) or "not understood"
        _fill(screen, f"read as {said}", "cyan")
    if file.readings:
        screen.line()


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _print_steps(screen: Screen, file: FileResult) -> None:
    for chain in file.derivations:
        for step in chain.steps:
            span = step.span or chain.span
            reasons = f"  (by {', '.join(step.by)})" if step.by else ""
            head = screen.joined(
                (place(file.path, span, chain.cell), "bold"),
                (": ", ""),
                (step.verdict.value.replace("-", " "), VERDICT_STYLES[step.verdict]),
            )
            screen.unwrapped(head)
            _fill(screen, f"{plain_note_step(step)}{reasons}")
    if file.derivations:
        screen.line()


def _print_summary(screen: Screen, files: Sequence[FileResult], silenced: Silenced) -> None:
    if len(files) > 1:
        for file in files:
            if file.skipped:
                screen.message(screen.text(f"{file.path}: skipped {', '.join(file.skipped)}", "dim"))
    screen.message(screen.joined(*notes_summary(files, silenced)))


def notes_summary(files: Sequence[FileResult], silenced: Silenced) -> list[tuple[str, str]]:
    """How much was read and judged, in one line, with what was skipped and silenced; pieces of text with a style."""
    counts = summary(files)
    missed = sum(len(unread(file)) for file in files)
    counts[Verdict.NOT_UNDERSTOOD.value] -= missed
    displays, inline = sum(file.displays for file in files), sum(file.inline for file in files)
    head = f"{_count(displays, 'display')} and {_count(inline, 'inline formula')} in {_count(len(files), 'note')}; "
    line = [(head + _count(counts["steps"], "step"), "")]
    judged = [v for v in reversed(Verdict) if counts[v.value]]
    for number, verdict in enumerate(judged):
        piece = (f"{counts[verdict.value]} {verdict.value.replace('-', ' ')}", VERDICT_STYLES[verdict])
        line += [(", " if number else ": ", ""), piece]
    missed_style = VERDICT_STYLES[Verdict.NOT_UNDERSTOOD] if missed else ""
    noun = "more formula" if counts[Verdict.NOT_UNDERSTOOD.value] else "formula"
    if missed or noun == "formula":
        line += [("; ", ""), (f"{_count(missed, noun)} not understood", missed_style)]
    remarks = sum(len(f.remarks) + sum(len(s.remarks) for c in f.derivations for s in c.steps) for f in files)
    if remarks:
        line.append((f"; {_count(remarks, 'remark')} on notation", ""))
    if errors := sum(len(file.errors) for file in files):
        line += [("; ", ""), (_count(errors, "error"), "bold red")]
    line.append((f"; skipped: {_skipped(files)}", ""))
    if silenced:
        by = ", ".join(
            f"{sum(reason == each for reason in silenced.values())} {words}"
            for each, words in (("comment", "by comments"), ("settings", "by settings"), ("baseline", "known before"))
            if each in silenced.values()
        )
        line.append((f"; {_count(len(silenced), 'finding')} silenced ({by})", ""))
    return line


def _skipped(files: Sequence[FileResult]) -> str:
    """What was skipped: of one note in words, of several how much, since each has its own line before."""
    texts = [text for file in files for text in file.skipped]
    if len(files) == 1 or not texts:
        return ", ".join(texts) or "nothing"
    numbers = [int(first) if (first := text.split(" ", 1)[0]).isdecimal() else 1 for text in texts]
    return f"{sum(numbers)} (see above)"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
