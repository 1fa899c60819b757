"""A derivation as its author states it, and the proof that its function writes: text, chains, statements, scopes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from typing import Any

from symbolic_it.authoring.chains import Chain
from symbolic_it.authoring.pictures import picture
from symbolic_it.authoring.reasons import reasons
from symbolic_it.authoring.relations import core
from symbolic_it.authoring.results import DerivationResult, Span
from symbolic_it.authoring.scopes import Scopes, refuse_names_of_bound
from symbolic_it.authoring.steps import Block, ChainBlock, Fact, Hypothesis, Instance, Prose, Step
from symbolic_it.deduction.logic import is_universal
from symbolic_it.errors import InvalidArgument
from symbolic_it.kernel.definitions import DEFINITIONS
from symbolic_it.kernel.terms import APP, LAM, Term, binary, constants_of, real
from symbolic_it.kernel.theorems import Thm
from symbolic_it.language.expr import Declaration, Expr, lift, statement


class Proof(Scopes):
    """What a derivation's function writes to: text, chains, statements, scopes."""

    def __init__(self, derivation: Derivation) -> None:
        super().__init__(derivation)
        self._blocks: list[Block] = []
        self._steps: list[Step] = []
        self._conclusions: list[Fact] = []
        self._sizes: dict[Term, int] = {}
        self.given = tuple(Fact(g, label=None, assumed=True) for g in derivation.given)

    @property
    def blocks(self) -> tuple[Block, ...]:
        return tuple(self._blocks)

    @property
    def steps(self) -> tuple[Step, ...]:
        """The steps so far; what is written stays written."""
        return tuple(self._steps)

    # ---- writing -----------------------------------------------------------------------------------

    def text(self, words: str) -> None:
        """A paragraph of prose; ``$...$`` is inline mathematics."""
        if not isinstance(words, str):
            raise InvalidArgument("prose is text")
        self._blocks.append(Prose(" ".join(words.split())))

    def picture(self, kind: str, *, caption: str, **data: object) -> None:
        """A picture of what is proved, drawn from terms when the notes are rendered; see `authoring.pictures`."""
        self._blocks.append(picture(kind, caption, data))

    def chain(self, first: object, title: str | None = None, name: str | None = None) -> Chain:
        """A chain of steps that starts with this side."""
        block = ChainBlock(name, title)
        self._blocks.append(block)
        return Chain(self, lift(self._read(first)), block)

    def have(
        self, claim: object, by: Any = None, why: str = "", name: str | None = None, cases: Sequence[Expr] = ()
    ) -> Fact:
        """A statement, proved from the reasons; ``cases`` are statements that the proof may split on."""
        goal = statement(self._read(claim))
        block = ChainBlock(name, None)
        self._blocks.append(block)
        lhs, relation, rhs = core(goal)
        whole = relation == "" or is_universal(goal.term) or binary("imp", goal.term) is not None
        splits = tuple(statement(self._read(x)) for x in cases)
        step = self._step(block, goal, lhs, relation, rhs, by, why, False, splits, goal if whole else None)
        return self._fact(goal, label=name, step=step)

    def conclude(self, claim: object, by: Any = None, why: str = "", cases: Sequence[Expr] = ()) -> Fact:
        """The statement that the derivation is for: what others cite."""
        fact = self.have(claim, by, why, cases=cases)
        if self._scope:
            raise InvalidArgument("a conclusion stands outside of every scope")
        self._conclusions.append(fact)
        return fact

    # ---- keeping -----------------------------------------------------------------------------------

    def standing(self, scope: tuple[Term, ...]) -> list[Term]:
        """The hypotheses in force for a step under these local assumptions."""
        del scope
        return [h.term for h in self.derivation.hypotheses]

    def finished(self) -> None:
        """Called once all is written. Raises InvalidArgument when something is missing."""

    def _step(
        self, block: ChainBlock, goal: Expr, lhs: Expr, relation: str, rhs: Expr, by: Any, why: str,
        continues: bool, cases: tuple[Expr, ...] = (), prefix: Expr | None = None,
    ) -> Step:  # fmt: skip
        from symbolic_it.authoring.places import caller_span

        if goal.term.depth >= SHALLOW and written_size(goal.term, self._sizes) > MAX_WRITTEN:
            raise InvalidArgument(f"the statement has more than {MAX_WRITTEN} symbols when written out: name its parts")
        self.derivation._declare(goal)
        held = tuple(a.statement for s, _ in self._scope for a in s.assumptions)
        unsaid = tuple(a.statement for s, _ in self._scope for a in s.assumptions if not s.stated)
        step = Step(
            index=len(self._steps) + 1, goal=goal, lhs=lhs, relation=relation, rhs=rhs, reasons=reasons(by, self._assumed()), why=why,
            span=caller_span(self.derivation.path) or self.derivation.span, continues=continues,
            scope=tuple(h.term for h in held), held=unsaid, cases=cases, prefix=prefix,
            symbols=self.derivation._declared.keys(),
        )  # fmt: skip
        self._check_free(step)
        self._steps.append(step)
        block._steps.append(step)
        return step

    def _assumed(self) -> list[Fact]:
        """The hypotheses and the assumptions of the open scopes: facts that may be cited as they are written."""
        return [*self.given, *(a for scope, _ in self._scope for a in scope.assumptions)]

    def _check_free(self, step: Step) -> None:
        """Outcomes and indices belong to binders, unless a scope or the hypotheses fix them."""
        free = [d for d in step.goal.declarations if d.bound_only and d.variable in step.goal.term.free]
        if not free:
            return
        fixed = {v.term for _, variables in self._scope for v in variables}
        fixed |= {v for t in step.scope for v in t.free}
        fixed |= {v for h in self.derivation.hypotheses for v in h.term.free}
        for d in free:
            if d.variable not in fixed:
                raise FreeVariable(d.variable.name, d.words)

    def conclusions(self) -> list[Fact]:
        """What others may cite."""
        return self._conclusions or [f for f in self._facts if f.top]


MAX_WRITTEN = 50_000
"""Symbols of a statement. Terms share their parts, so that one of sixty operations may have 2^60 when written out."""
SHALLOW = MAX_WRITTEN.bit_length() - 1
"""A term of less depth has fewer than 2^15 symbols."""


def written_size(t: Term, sizes: dict[Term, int]) -> int:
    """How many symbols the term has when every shared part is written each time; ``sizes`` are those known."""
    stack = [t]
    while stack:
        top = stack[-1]
        parts = (top.fun, top.arg) if top.kind == APP else (top.body,) if top.kind == LAM else ()
        missing = [p for p in parts if p not in sizes]
        if missing:
            stack += missing
        else:
            sizes[stack.pop()] = 1 + sum(sizes[p] for p in parts)
    return sizes[t]


class FreeVariable(InvalidArgument):
    """A variable meant for binders stands free in a step."""

    def __init__(self, name: str, words: str) -> None:
        self.name = name
        super().__init__(
            f"the variable {name} is left free ({words}): bind it with a sum or ForAll, or fix it with take"
        )


typeset: Callable[[Derivation], str] | None = None
"""How a derivation shows itself in Jupyter: set by the package, since rendering stands above this room."""


def proof_of(derivation: Derivation) -> Proof:
    """What the derivation's function writes to: refutations have more to write."""
    if derivation.kind == "refutation":
        from symbolic_it.authoring.refuting import RefutationProof

        return RefutationProof(derivation)
    return Proof(derivation)


@cache
def _to_a_base() -> frozenset[str]:
    """The notions that take the base of their logarithms."""
    found = {"log"}
    for name, d in DEFINITIONS.items():  # each after those that it rests on
        if d.right.ty.op == "fun" and d.right.ty.args[0] is real and found & constants_of([d.right]):
            found.add(name)
    return frozenset(found)


class Derivation:
    """A derivation: made by the decorator `derivation`; built when first needed, judged by `check`."""

    def __init__(
        self, name: str, write: Callable[[Proof], object], *, title: str, claims: Sequence[str], given: Sequence[Expr],
        source: str, kind: str, doc: str, path: str, span: Span,
    ) -> None:  # fmt: skip
        self.name, self.title, self.kind, self.source, self.doc = name, title, kind, source, doc
        self.claims, self.path, self.span = tuple(claims), path, span
        self._given = tuple(given)
        self._write = write
        self._proof: Proof | None = None
        self._declared: dict[Term, Declaration] = {}
        self._hypotheses: tuple[Hypothesis, ...] | None = None
        self.library: Any = None
        for g in self.given:
            self._declare(g)

    def __repr__(self) -> str:
        return f"<derivation {self.name}>"

    @property
    def given(self) -> tuple[Expr, ...]:
        """The hypotheses beyond those that come with the symbols."""
        return self._given

    def _declare(self, e: Expr) -> None:
        refuse_names_of_bound(e)
        declared = self._declared
        new = [d for d in e.declarations if declared.get(d.variable) is not d and d.variable in e.term.free]
        for d in sorted(new, key=lambda d: d.variable.name):
            before = self._declared.get(d.variable)
            if before is not None:
                if before.hypotheses != d.hypotheses:  # whose hypotheses would hold?
                    both = " and as ".join(sorted((repr(before.words), repr(d.words))))
                    raise InvalidArgument(f"{d.variable.name} is declared twice: as {both}; give one another name")
                continue
            for known in self._declared:
                if known.name == d.variable.name:
                    raise InvalidArgument(f"{d.variable.name} is declared twice, with different types")
            self._declared[d.variable] = d
            self._hypotheses = None
            self._refuse_marginal_names()

    def _refuse_marginal_names(self) -> None:
        """A symbol J_X beside a joint law J on X and Y would be read as its marginal in the next step."""
        names = {v.name for v in self._declared}
        for v in self._declared:
            domain = v.ty.args[0] if v.ty.op == "fun" else None
            if domain is not None and domain.op == "pair":
                for part in domain.args:
                    name = f"{v.name}_{part.op[1:]}"
                    if name in names:
                        raise InvalidArgument(f"{name} is how a marginal of {v.name} is written: give it another name")

    def build(self) -> Proof:
        """Run the author's function once. Raises what it raises."""
        if self._proof is None:
            proof = proof_of(self)
            try:
                self._write(proof)
                proof.finished()
            except (SystemExit, GeneratorExit) as error:  # they would end our process as if all were well
                raise InvalidArgument(f"{self.name} stopped with {type(error).__name__}") from error
            self._proof = proof
        return self._proof

    @property
    def declarations(self) -> tuple[Declaration, ...]:
        """The symbols that occur free, in a stable order."""
        return tuple(sorted(self._declared.values(), key=lambda d: d.variable.name))

    @property
    def hypotheses(self) -> tuple[Hypothesis, ...]:
        """What is assumed: what comes with the symbols, then what is given."""
        if self._hypotheses is not None:
            return self._hypotheses
        found: dict[Term, Hypothesis] = {}
        for d in self.declarations:
            for t in d.hypotheses:
                found.setdefault(t, Hypothesis(t, (), d.words, self._declared.keys()))
        for g in self.given:
            found.setdefault(g.term, Hypothesis(g.term, g.names, symbols=self._declared.keys()))
        self._hypotheses = tuple(found.values())
        return self._hypotheses

    @property
    def blocks(self) -> tuple[Block, ...]:
        return tuple(self.build().blocks)

    @property
    def steps(self) -> tuple[Step, ...]:
        return tuple(self.build().steps)

    @property
    def conventions(self) -> tuple[str, ...]:
        """Sentences about notation that the head of the rendered note states."""
        proof = self.build()
        sentences = (
            ["Alphabets are finite and not empty."]
            if any("%" in repr(d.variable.ty) for d in self.declarations)
            else []
        )
        terms = [s.goal.term for s in proof.steps]
        based = any(v.name == "b" and v.ty is real for t in terms for v in t.free)
        # or it is another number called b
        if based and constants_of([*terms, *(h.term for h in self.hypotheses)]) & _to_a_base():
            sentences.append(r"$\log$ is the logarithm to a fixed base $b > 1$.")
        if sentences:
            sentences.append(r"$0 \log 0 = 0$.")
        return tuple(sentences)

    @property
    def cites(self) -> tuple[str, ...]:
        """Names of the derivations that it cites."""
        from symbolic_it.foundations import has_rule

        found: dict[str, None] = {}
        for step in self.build().steps:
            for r in step.reasons:
                name = r.of if isinstance(r, Instance) else r
                if isinstance(name, str) and not has_rule(name) and name not in ("cases",):
                    found[name.split("/")[0]] = None
        return tuple(found)

    @property
    def rules(self) -> tuple[str, ...]:
        """Names of the rules that it cites, in the order of first use."""
        from symbolic_it.foundations import has_rule

        found: dict[str, None] = {}
        for step in self.build().steps:
            for r in step.reasons:
                name = r.of if isinstance(r, Instance) else r
                if isinstance(name, str) and has_rule(name):
                    found[name] = None
        return tuple(found)

    def check(self, second_opinion: bool = True) -> DerivationResult:
        """Judge every step; see `derivation.checking`."""
        from symbolic_it.authoring.checking import check_derivation

        return check_derivation(self, second_opinion=second_opinion)

    @property
    def theorems(self) -> tuple[Thm, ...]:
        """What the derivation proves, as kernel theorems under its hypotheses (checked now if need be)."""
        from symbolic_it.authoring.checking import conclusions_of

        return tuple(th for _, th in conclusions_of(self))

    @property
    def axioms_used(self) -> tuple[str, ...]:
        """The kernel axioms that its theorems rest on."""
        from symbolic_it.kernel.proofs import axioms_used

        return axioms_used(*self.theorems)

    def _repr_markdown_(self) -> str:
        return typeset(self) if typeset is not None else f"**{self.title}**"
