"""Chains of a note as a derivation file: a derivation for each chain, with the steps that check and comments for the rest."""

from __future__ import annotations

import json
import re
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from symbolic_it.authoring.model import Derivation, Proof
from symbolic_it.authoring.python_terms import Piece, Source, Unprintable
from symbolic_it.authoring.results import DerivationResult, FileResult, Span, StepResult, Verdict
from symbolic_it.errors import InvalidArgument
from symbolic_it.kernel.definitions import constant_for
from symbolic_it.kernel.limits import bounded
from symbolic_it.kernel.terms import APP, LAM, KernelError, Term, apply_term, binary, equation, strip, universal, var
from symbolic_it.language.expr import Expr
from symbolic_it.review.granted import standing_conditions
from symbolic_it.review.judging import WORK, shipped_library
from symbolic_it.review.reasons import fewest_reasons

WIDTH = 116
_MERE_TEXT = re.compile(
    r"[^ -~\u00a1-\u061b\u061d-\u200a\u2010-\u2027\u2030-\u205f\u2070-\ud7ff\uf900-\ufefe\uff00-\uffef]"
)
"""What may not stand in a comment: control characters, line separators, marks of direction, halves of characters."""


@dataclass
class _Step:
    """A step with a theorem, its statement in Python, what it needs beyond its symbols, and its reasons."""

    result: StepResult
    statement: Term
    hypotheses: tuple[Term, ...]
    by: tuple[str, ...]
    piece: Piece | None = None
    conditions: list[Piece] = field(default_factory=list)


def converted(result: FileResult, *, budget: int = 3 * WORK) -> str:
    """The source of a derivation file that checks: what the note's chains establish, and the other steps as comments.

    ``result`` is a review whose steps still have their theorems. Nothing of the note but terms becomes code.
    """
    parts: list[str] = []
    used = {"derivation"}
    declared: dict[str, str] = {}
    for number, chain in enumerate(result.derivations, 1):
        lines, names = _Chain(chain, result.path, number, budget, declared).source()
        used |= names
        parts.append("\n".join(line for line in lines if not _stands(line, declared)))
    head = f'"""Derivations made from the chains of {_comment(result.path)}."""'.replace("\\", "/")
    done = sum("@derivation(" in part for part in parts)
    imports = "from symbolic_it import (\n" + "".join(f"    {name},\n" for name in sorted(used, key=_order)) + ")"
    if not done:
        note = "# No chain of the note has a step that could be written as a derivation."
        return "\n\n".join([head, note, *parts]) + "\n"
    return "\n\n".join([head, imports, *parts]) + "\n"


class _Chain:
    """One chain on its way to source."""

    def __init__(self, chain: DerivationResult, path: str, number: int, budget: int, module: dict[str, str]) -> None:
        self.chain, self.number, self.budget = chain, number, budget
        self.module = module
        self.where = f"{path}, line {chain.span.line}" + (f" of cell {chain.cell}" if chain.cell else "")
        self.reasons: dict[int, str] = {}
        """Why a step is left as a comment, by its index."""

    def source(self) -> tuple[list[str], set[str]]:
        steps = [self._read(s) for s in self.chain.steps if s.theorem is not None and s.verdict.good]
        _, steps = self._printed(steps)
        self._with_fewest_reasons(steps)
        steps = self._checking(steps)
        lines = [f"# {_comment(self.where)}"]
        kept = {id(s.result): s for s in steps}
        for step in self.chain.steps:
            if id(step) not in kept:
                lines.append(f"# left out, {self._why(step)}: {_comment(f'{step.lhs} {step.relation} {step.rhs}')}")
        if not steps:
            return lines, set()
        # Printed again, so that no symbol is declared that no step needs.
        source, steps = self._printed(steps)
        lines += [*source.lines, "", "", *self._decorator(steps), *self._body(steps)]
        return lines, source.used

    def _why(self, step: StepResult) -> str:
        return self.reasons.get(step.index, f"as it is {step.verdict.value}")

    @staticmethod
    def _read(step: StepResult) -> _Step:
        assert step.theorem is not None
        statement, hypotheses = step.theorem.conclusion, tuple(step.theorem.hypotheses)
        # What a proof does not use but a meaning needs: it stood beside the note's hypotheses, too.
        needed = standing_conditions([Expr(statement)], [Expr(h) for h in hypotheses])
        return _Step(step, statement, (*hypotheses, *(e.term for e in needed)), step.by)

    def _printed(self, steps: Sequence[_Step]) -> tuple[Source, list[_Step]]:
        """The steps that have expressions, all in one source; what has none is left out and the rest printed again."""
        left = list(steps)
        while True:
            source = Source(module=self.module)
            hypotheses = list(dict.fromkeys(h for s in left for h in s.hypotheses))
            try:
                source.declare({v for s in left for t in (s.statement, *s.hypotheses) for v in t.free}, hypotheses)
            except Unprintable as error:
                # One step's symbols alone may do where those of all do not.
                for s in left:
                    self.reasons[s.result.index] = f"as {error}"
                return (Source(), []) if len(left) < 2 else self._printed(left[:1])
            out = None
            for s in left:
                try:
                    s.piece = source.expression(s.statement)
                    symbols = {h for d in s.piece.value.declarations for h in d.hypotheses}
                    s.conditions = [self._condition(source, h) for h in s.hypotheses if h not in symbols]
                except Unprintable as error:
                    out = s
                    self.reasons[s.result.index] = f"as {error}"
                    break
            if out is None:
                return source, left
            left = [s for s in left if s is not out]
            if not left:
                return source, []

    @staticmethod
    def _condition(source: Source, hypothesis: Term) -> Piece:
        try:
            return source.expression(hypothesis)
        except Unprintable:
            pointwise = _at_pairs(hypothesis)
            if pointwise is None:
                raise
            return source.expression(pointwise)

    def _checking(self, steps: list[_Step]) -> list[_Step]:
        """The steps that the checker accepts as they will stand in the file."""
        while steps:
            try:
                verdicts = self._verdicts(steps)
            except (InvalidArgument, KernelError) as error:
                verdicts = []
                if len(steps) == 1:
                    self.reasons[steps[0].result.index] = f"as {' '.join(str(error).split())}"
                    return []
            good = [s for s, v in zip(steps, verdicts, strict=False) if v is Verdict.PROVED]
            if (
                not verdicts
            ):  # together their conditions may contradict each other: each by itself, the first that will do
                for s in steps[1:]:
                    self.reasons[s.result.index] = "as its conditions do not go with those of the steps before"
                steps = steps[:1]
                continue
            if len(good) == len(steps):
                return steps
            for s, v in zip(steps, verdicts, strict=True):
                if v is not Verdict.PROVED:
                    self.reasons[s.result.index] = f"as its proof goes beyond the steps shown ({v.value} by itself)"
            steps = good
        return []

    def _with_fewest_reasons(self, steps: list[_Step]) -> None:
        """The fewest reasons in place of all that were tried, where the checker proves the step by these alone."""
        for s in steps:
            theorem = s.result.theorem
            names = fewest_reasons(theorem, s.by) if theorem is not None else ()
            for by in dict.fromkeys((names, *((n,) for n in s.by if shipped_library().find(n) is not None))):
                try:
                    if by and self._verdicts([replace(s, by=by)]) == [Verdict.PROVED]:
                        s.by = by
                        break
                except (InvalidArgument, KernelError):
                    continue

    def _verdicts(self, steps: Sequence[_Step]) -> list[Verdict]:
        def write(d: Proof) -> None:
            for s in steps:
                assert s.piece is not None
                d.have(s.piece.value, by=list(s.by))

        given = [p.value for p in _conditions(steps)]
        made = Derivation(
            self._name(),
            write,
            title="",
            claims=(),
            given=given,
            source="",
            kind="theorem",
            doc="",
            path="",
            span=Span(1),
        )
        made.library = shipped_library()
        with bounded(self.budget * (1 + len(steps))):
            return [step.verdict for step in made.check(second_opinion=False).steps]

    # ---- text ----------------------------------------------------------------------------------------------

    def _name(self) -> str:
        return f"chain-{self.number}"

    def _decorator(self, steps: Sequence[_Step]) -> list[str]:
        given = [p.text for p in _conditions(steps)]
        lines = [
            "@derivation(",
            f'    "{self._name()}",',
            f"    title={_quoted(f'Chain {self.number} of {self.where}')},",
        ]
        if given:
            lines += ["    given=[", *(f"        {text}," for text in given), "    ],"]
        return [*lines, ")"]

    def _body(self, steps: Sequence[_Step]) -> list[str]:
        lines = [f"def chain_{self.number}(d):"]
        for s in steps:
            assert s.piece is not None
            lines.append(f"    # {_comment(f'{s.result.lhs} {s.result.relation} {s.result.rhs}')}")
            names = [_quoted(name) for name in s.by]
            reasons = f", by=[{', '.join(names)}]" if names else ""
            call = f"    d.have({s.piece.text}{reasons})"
            if len(call) > WIDTH and names:
                rows = textwrap.wrap(", ".join(names), WIDTH - 12, break_on_hyphens=False, break_long_words=False)
                shown = ",\n            ".join(row.rstrip(",") for row in rows)
                listed = f"[{shown}]" if len(rows) == 1 else f"[\n            {shown},\n        ]"
                call = f"    d.have(\n        {s.piece.text},\n        by={listed},\n    )"
            lines.append(call)
        return lines


def _stands(line: str, declared: dict[str, str]) -> bool:
    """Whether a line declares what an earlier one has declared just so."""
    name, equals, _ = line.partition(" = ")
    if not equals or not name.isidentifier():
        return False
    before, declared[name] = declared.get(name), line
    return before == line


def _conditions(steps: Sequence[_Step]) -> list[Piece]:
    return list({p.text: p for s in steps for p in s.conditions}.values())


def _at_pairs(hypothesis: Term) -> Term | None:
    """``P = (z -> f(fst z, snd z))`` said of every x and y, as it is written in Python; None for anything else."""
    sides = binary("eq", hypothesis)
    if sides is None or sides[1].kind != LAM or sides[0].ty.args[0].op != "pair":
        return None
    x, y = (var(name, ty) for name, ty in zip(("x'", "y'"), sides[0].ty.args[0].args, strict=True))
    at = constant_for("pair", x, y)
    right = _without_components(apply_term(sides[1], at), at, x, y)
    return universal(x, universal(y, equation(apply_term(sides[0], at), right)))


def _without_components(t: Term, at: Term, x: Term, y: Term) -> Term:
    """The term with the components of the pair (x, y) named."""
    if t.kind != APP:
        return t
    head, args = strip(t)
    if args and args[0] is at and head.name in ("fst", "snd"):
        return x if head.name == "fst" else y
    made = head
    for a in args:
        made = apply_term(made, _without_components(a, at, x, y))
    return made


def _comment(text: str) -> str:
    """Text of the note in one line that cannot end its comment or its string."""
    return _MERE_TEXT.sub(" ", " ".join(text.split())).replace('"""', "'''")[:400].rstrip()


def _quoted(text: str) -> str:
    return json.dumps(_comment(text), ensure_ascii=False)


def _order(name: str) -> tuple[bool, str]:
    return name[0].islower(), name
