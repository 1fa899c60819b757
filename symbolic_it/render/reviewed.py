"""The view of a reviewed note that templates are given: its chains with reasons and verdicts, free of any markup."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePath

from symbolic_it.authoring.results import DerivationResult, Diagnostic, FileResult, StepResult, Verdict
from symbolic_it.deduction.logic import is_universal
from symbolic_it.kernel.terms import CONST, LAM, VAR, Term, binary, strip
from symbolic_it.language.expr import Expr
from symbolic_it.render import inputs
from symbolic_it.render.formulas import Formula, FormulaError, Text
from symbolic_it.render.prose import Code, Inline, Link, Math, Segment, Strong, Words, inline, joined
from symbolic_it.render.reasons import lowered
from symbolic_it.render.typesetting import RELATIONS
from symbolic_it.render.view import Block, Row
from symbolic_it.report.json_output import cell_of, unread
from symbolic_it.report.notes_text import notes_summary
from symbolic_it.report.sources import Source
from symbolic_it.report.words import sentence

MAX_EXCERPT = 160
"""Characters of a formula that was not read."""
_LAYOUT = re.compile(r"\\\\(\[[^\]]*\])?|\\(?:notag|nonumber|displaystyle)(?![A-Za-z])|\\(?:tag|label)\*?\{[^{}]*\}")
_LEFT, _RIGHT = re.compile(r"\\left(?![a-z])"), re.compile(r"\\right(?![a-z])")
_HEADING = re.compile(r"#{1,6}\s+(.*?)[\s#]*$|\\(?:title|(?:sub)*section)\*?\{([^{}]+)\}")
_NEAR = 40
"""A first heading further down is that of a part of the note."""
_VERDICTS = {
    Verdict.PROVED: "Proved",
    Verdict.CONDITIONAL: "Proved under an assumption",
    Verdict.DEFINITION: "Definition",
    Verdict.COMPUTED: "Computed",
    Verdict.REFUTED: "Refuted",
    Verdict.UNPROVED: "Not proved",
    Verdict.NOT_UNDERSTOOD: "Not understood",
}


@dataclass(frozen=True)
class Unread:
    """A formula that was not understood: where, as written, and why."""

    place: str
    written: str
    why: Inline


@dataclass(frozen=True)
class Review:
    """A note of somebody's, with what was found of each of its chains."""

    name: str
    title: Inline
    path: str
    status: str
    good: bool
    standing: tuple[Inline, ...]
    blocks: tuple[Block, ...]
    unread: tuple[Unread, ...]
    rules: tuple[Inline, ...]
    errors: tuple[Inline, ...]
    summary: Inline


class Reviewer:
    """Makes the views; knows the titles of rules and derivations."""

    def __init__(self, rules: Iterable[inputs.Rule], titles: Mapping[str, str]) -> None:
        self.titles = {**titles, **{rule.name: rule.title for rule in rules}}

    def review(self, file: FileResult, source: Source) -> Review:
        chains = [chain for chain in file.derivations if chain.steps]
        used = dict.fromkeys(name for chain in chains for step in chain.steps for name in step.by)
        verdicts = {s.verdict for c in chains for s in c.steps}
        missed = unread(file)
        return Review(
            name=file.path,
            title=_title(file, source),
            path=file.path,
            status=_status(verdicts, bool(missed), bool(chains)),
            good=all(v.good for v in verdicts) and not missed and not file.errors,
            standing=tuple(_said(text) for text in file.standing),
            blocks=tuple(self.block(chain, heading) for chain, heading in _headed(chains, source)),
            unread=tuple(
                Unread(_place(d.span.line if d.span else None, cell_of(d)), _written(d, source), (Words(sentence(d)),))
                for d in _once(file.not_understood)
            ),
            rules=tuple((*self.named(name), Words(" ("), Code(name), Words(")")) for name in used),
            errors=tuple((Words(sentence(error)),) for error in file.errors),
            summary=(Words("".join(text for text, _ in notes_summary([file], {}))),),
        )

    def block(self, chain: DerivationResult, heading: Inline) -> Block:
        rows: list[Row] = []
        last = ""
        for number, step in enumerate(chain.steps, 1):
            goes_on = bool(rows) and step.lhs == last
            rows.append(
                Row(
                    number=number,
                    lhs=None if goes_on else _side(step.lhs, step.read_as[0] if step.read_as else ""),
                    relation=RELATIONS.get(step.relation, "="),
                    rhs=_side(step.rhs, step.read_as[1] if step.read_as else ""),
                    reason=self.reason(step),
                )
            )
            last = step.rhs
        return Block(heading, (Strong(_place(chain.span.line, chain.cell)),), (), tuple(rows))

    def reason(self, step: StepResult) -> Inline:
        """The verdict and why: reasons, what is assumed, the instance where it fails, what was likely meant."""
        condition = step.verdict is Verdict.DEFINITION and step.relation not in ("=", ":=")
        out: list[Segment] = [Strong("Condition" if condition else _VERDICTS[step.verdict])]
        named = [self.named(name) for name in step.by]
        if named:
            out += [Words(": "), *joined([lowered(words) for words in named], ", ", " and ")]
        if not step.verdict.good and step.diagnostic is not None:
            out.append(Words(f" ({step.diagnostic.code})"))
        out.append(Words("."))
        if step.verdict in (Verdict.PROVED, Verdict.CONDITIONAL) and not named and step.theorem is not None:
            out.append(Words(" No named rule is needed."))
        if step.theorem is not None:
            needed = [(Math(f),) for f in _conditions(step.theorem.hypotheses)]
            if needed:
                out += [Words(" Given "), *joined(needed), Words(".")]
        if step.assumptions:
            out += [
                Words(" "),
                Strong("Assuming "),
                *joined([_said(a) for a in step.assumptions], "; ", "; "),
                Words("."),
            ]
        if step.verdict in (Verdict.UNPROVED, Verdict.NOT_UNDERSTOOD, Verdict.REFUTED):
            out += self._failure(step)
        return tuple(out)

    @staticmethod
    def _failure(step: StepResult) -> list[Segment]:
        out: list[Segment] = []
        example, found = step.counterexample, step.diagnostic
        if example is not None and not (found is not None and found.code.startswith("IT4")):
            where = f"It fails for {example.where}: t" if example.where else "T"
            out.append(Words(f" {where}he left side is {example.lhs}, the right side {example.rhs}."))
        elif found is not None:
            said = sentence(found, step.index)
            out.append(Words(f" {said[:1].upper()}{said[1:]}."))
        if step.repair:
            meant = _formula(step.repair)
            out += [Words(" Likely meant: "), Math(meant) if meant is not None else Code(step.repair), Words(".")]
        return out

    def named(self, name: str) -> Inline:
        """A rule or a theorem by its title; by its name where it has none."""
        title = self.titles.get(name, "")
        return (Link("rule", name, (Words(title),)),) if title and "$" not in title else inline(title) or (Code(name),)


def _once(missed: Iterable[Diagnostic]) -> list[Diagnostic]:
    """What was not understood, each place once."""
    return list({(d.code, d.span): d for d in missed}.values())


def _title(file: FileResult, source: Source) -> Inline:
    """The note's own heading, else its name."""
    found = _headings(source)
    return found[0][2] if found and found[0][1] <= _NEAR else (Words(PurePath(file.path).name),)


def _headings(source: Source) -> list[tuple[int | None, int, Inline]]:
    """The headings of the note: cell, row and text."""
    found = []
    for cell, rows in source.parts():
        fenced = False
        for number, row in enumerate(rows, 1):
            fenced ^= row.lstrip().startswith(("```", "~~~"))
            match = None if fenced else _HEADING.match(row)
            if match is not None and (text := inline(match[1] or match[2])):
                found.append((cell, number, text))
    return found


def _headed(chains: Sequence[DerivationResult], source: Source) -> Iterator[tuple[DerivationResult, Inline]]:
    """Each chain with the heading that the note has right before it; nothing where the chain before stands below it."""
    waiting = _headings(source)[1:] if _title_is_first(source) else _headings(source)
    for chain in chains:
        place = (chain.cell or 0, chain.span.line)
        passed = [h for h in waiting if (h[0] or 0, h[1]) <= place]
        waiting = waiting[len(passed) :]
        yield chain, passed[-1][2] if passed else ()


def _title_is_first(source: Source) -> bool:
    found = _headings(source)
    return bool(found) and found[0][1] <= _NEAR


def _status(verdicts: set[Verdict], missed: bool, chains: bool) -> str:
    if not chains:
        return "no step was found" if not missed else "nothing was understood"
    said = [
        phrase
        for verdict, phrase in (
            (Verdict.REFUTED, "a step is refuted"),
            (Verdict.UNPROVED, "a step is not proved"),
            (Verdict.NOT_UNDERSTOOD, "a step is not understood"),
            (Verdict.CONDITIONAL, "a step holds under an assumption"),
        )
        if verdict in verdicts or (verdict is Verdict.NOT_UNDERSTOOD and missed)
    ]
    return ", ".join(said) or "every step holds"


def _place(line: int | None, cell: int | None) -> str:
    where = f"Line {line}" if line is not None else "Somewhere"
    return f"Cell {cell}, line {line}" if cell is not None else where


def _formula(latex: str) -> Formula | None:
    if "\\text" not in latex:  # a backslash that kept Markdown from taking a sign for its own
        latex = re.sub(r"\\([_*]|\\(?=[;,!]))", r"\1", latex)
    latex = _LAYOUT.sub(" ", latex) if "\\begin" not in latex else latex
    if len(_LEFT.findall(latex)) != len(_RIGHT.findall(latex)):
        latex = _LEFT.sub("", _RIGHT.sub("", latex))
    open_ = len(re.findall(r"(?<!\\)\{", latex)) - len(re.findall(r"(?<!\\)\}", latex))
    try:
        # the place of a formula's last part may end before the brace that closes it
        return Formula.read(latex + "}" * max(open_, 0))
    except (FormulaError, RecursionError):
        return None


def _side(written: str, read: str) -> Formula:
    """A side as it is written, where that can be set; else as it was read, else as plain letters."""
    return _formula(written) or (_formula(read) if read else None) or Formula((Text("text", _cut(written) or "?"),))


def _said(text: str) -> Inline:
    """What is assumed: a formula of ours, or words that may hold some between dollars."""
    if "\\" in text and "$" not in text and (found := _formula(text)) is not None:
        return (Math(found),)
    return inline(text)


def _conditions(hypotheses: Iterable[Term]) -> list[Formula]:
    """What a proof uses beyond what symbols are: not that laws are laws, nor that the base of logarithms is above 1."""
    found = []
    for t in sorted(hypotheses, key=lambda t: t.sn):
        base = binary("lt", t)
        if _says_law(t) or (base is not None and base[1].kind == VAR and base[1].name == "b"):
            continue
        formula = _formula(Expr(t).latex)
        if formula is not None:
            found.append(formula)
    return found


def _says_law(t: Term) -> bool:
    """Whether a statement, perhaps for all values of an index, says that something is a law."""
    while is_universal(t) and t.arg.kind == LAM:
        t = t.arg.body
    head = strip(t)[0]
    return head.kind == CONST and head.name == "law"


def _written(diagnostic: Diagnostic, source: Source) -> str:
    """The rows of what the diagnostic is about, in one line, cut where it is long."""
    span = diagnostic.span
    if span is None:
        return ""
    rows = [source.row(n, cell_of(diagnostic)) or "" for n in range(span.line, (span.end_line or span.line) + 1)[:20]]
    if rows and span.end_column is not None and (span.end_line or span.line) - span.line < len(rows):
        rows[-1] = rows[-1][: span.end_column - 1]
    if rows and span.column is not None:
        rows[0] = rows[0][span.column - 1 :]
    return _cut(" ".join(rows))


def _cut(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= MAX_EXCERPT else text[: MAX_EXCERPT - 1] + "\u2026"
