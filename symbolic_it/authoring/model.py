"""A derivation as its author states it: hypotheses, prose, chains of steps, scopes, and the facts that steps establish."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from symbolic_it.authoring.formulas import in_scope_of, understood
from symbolic_it.authoring.pictures import Picture, picture
from symbolic_it.authoring.results import DerivationResult, Span
from symbolic_it.deduction.logic import is_universal
from symbolic_it.errors import InvalidArgument
from symbolic_it.kernel.definitions import constant_for
from symbolic_it.kernel.terms import (
    APP,
    LAM,
    VAR,
    Term,
    Type,
    apply_term,
    binary,
    bool_,
    equation,
    nat,
    real,
    unary,
    universal,
    var,
)
from symbolic_it.kernel.theorems import Thm
from symbolic_it.language.expr import Declaration, Eq, Expr, Implies, as_real, build, lift, statement
from symbolic_it.language.notation import bind
from symbolic_it.language.printing import names_used

if TYPE_CHECKING:
    import sympy

RELATIONS = {"=": "eq", "<=": "le", "<": "lt", ">=": "le", ">": "lt"}
By = "str | Fact | Instance | Sequence[str | Fact | Instance] | None"


_FIXED = ("statement", "step", "top", "assumed", "scope")


@dataclass(eq=False)
class Fact:
    """What a step, a chain or a scope establishes. Cite it in ``by``; ``fact.at(x, y)`` cites it at values."""

    statement: Expr
    label: str | None = None
    step: Step | None = None
    theorem: Thm | None = None
    """Set when the derivation is checked."""
    compose: Callable[[], Thm | None] | None = None
    top: bool = False
    """Whether it stands outside of every scope, so that other derivations may cite it."""
    assumed: bool = False
    """A local hypothesis: the assumption of a scope."""
    scope: tuple[Term, ...] = ()
    """The local assumptions in force where it stands."""

    def __setattr__(self, name: str, value: Any) -> None:
        if name in _FIXED and name in self.__dict__:
            raise InvalidArgument(f"the {name} of a fact stays as it was written")
        if name == "theorem" and value is not None and not isinstance(value, Thm):
            raise InvalidArgument(f"{value!r} is not a theorem")
        super().__setattr__(name, value)

    def at(self, *values: object) -> Instance:
        """The fact, which is a ``for all``, at these values."""
        return Instance(self, tuple(values), {})

    def named(self, label: str) -> Fact:
        """Give it a name for readers, say ``additivity`` for a hypothesis."""
        self.label = label
        return self

    def __repr__(self) -> str:
        return f"Fact({self.statement})"


@dataclass(frozen=True)
class Instance:
    """A fact or a rule at given values: positional for the quantified variables, by name for the free ones."""

    of: Fact | str
    values: tuple[object, ...]
    named: dict[str, object]


def rule(name: str, **values: object) -> Instance:
    """A named rule, or a derivation, at given values of its variables: ``rule("log-bound", a=Q(x)/P(x))``."""
    return Instance(name, (), values)


@dataclass(frozen=True, eq=False)
class Step:
    """One step: ``lhs relation rhs``, or a statement on its own, with its reasons."""

    index: int
    goal: Expr
    lhs: Expr
    relation: str
    rhs: Expr
    reasons: tuple[str | Fact | Instance, ...]
    why: str
    span: Span
    continues: bool
    scope: tuple[Term, ...]
    """The local assumptions in force."""
    held: tuple[Expr, ...] = ()
    """The same as the author wrote them, those left out that the head of a refutation's instance states."""
    cases: tuple[Expr, ...] = ()
    definition: bool = False
    prefix: Expr | None = None
    """For a statement with quantifiers or premises: the whole statement (lhs and rhs are of its core)."""
    by_instance: Callable[[], Thm | None] | None = None
    """For the last step of a refutation: its theorem, composed of what the steps at the instance have established."""

    @property
    def by(self) -> tuple[str, ...]:
        """The reasons as words."""
        return tuple(reason_words(r) for r in self.reasons)

    @property
    def lhs_latex(self) -> str:
        return self.lhs.latex

    @property
    def rhs_latex(self) -> str:
        return self.rhs.latex

    @property
    def lhs_text(self) -> str:
        return self.lhs.text

    @property
    def rhs_text(self) -> str:
        return self.rhs.text

    @property
    def latex(self) -> str:
        return self.goal.latex

    @property
    def conditions_latex(self) -> tuple[str, ...]:
        """The local assumptions under which the step stands."""
        return tuple(e.latex for e in self.held)

    @property
    def conditions_text(self) -> tuple[str, ...]:
        return tuple(e.text for e in self.held)

    @property
    def statement_text(self) -> str | None:
        """The whole statement, where it is more than ``lhs relation rhs``."""
        return self.goal.text if self.prefix is not None else None

    def to_sympy(self, **options: Any) -> sympy.Basic:
        """The step in SymPy, see `language.sympy_bridge`."""
        return self.goal.to_sympy(**options)


def reason_words(r: str | Fact | Instance) -> str:
    if isinstance(r, str):
        return r
    if isinstance(r, Instance):
        name = reason_words(r.of)
        values = [lift(v).text for v in r.values] + [f"{k} = {lift(v).text}" for k, v in r.named.items()]
        return f"{name} at {', '.join(values)}"
    if r.assumed:
        return f"the assumption {r.statement.text}" if r.label is None else r.label
    if r.label is not None:
        return r.label
    return f"step {r.step.index}" if r.step is not None else "an earlier step"


@dataclass(frozen=True)
class Prose:
    """A paragraph between steps; ``$...$`` is inline mathematics."""

    text: str


@dataclass
class ChainBlock:
    """Steps that belong together."""

    label: str | None
    title: str | None
    _steps: list[Step] = field(default_factory=list)

    @property
    def steps(self) -> tuple[Step, ...]:
        return tuple(self._steps)


Block = Prose | ChainBlock | Picture


@dataclass(frozen=True)
class Hypothesis:
    """A hypothesis of the derivation, for readers."""

    term: Term
    names: tuple[str, ...] = ()
    words: str = ""

    @property
    def latex(self) -> str:
        return Expr(self.term, self.names).latex

    @property
    def text(self) -> str:
        return Expr(self.term, self.names).text


class Chain:
    """A chain of steps that share sides: ``d.chain(a).eq(b, by=...).le(c, by=...)``."""

    def __init__(self, proof: Proof, first: Expr, block: ChainBlock) -> None:
        self._proof, self._first, self._last, self._block = proof, first, first, block
        self._steps: list[Step] = []
        self.fact: Fact | None = None
        """What the chain establishes: its first side related to its last."""

    def eq(self, rhs: object, by: Any = None, why: str = "") -> Chain:
        """The next side equals the last one."""
        return self._add("=", rhs, by, why)

    def le(self, rhs: object, by: Any = None, why: str = "") -> Chain:
        """The next side is at least the last one."""
        return self._add("<=", rhs, by, why)

    def lt(self, rhs: object, by: Any = None, why: str = "") -> Chain:
        return self._add("<", rhs, by, why)

    def ge(self, rhs: object, by: Any = None, why: str = "") -> Chain:
        return self._add(">=", rhs, by, why)

    def gt(self, rhs: object, by: Any = None, why: str = "") -> Chain:
        return self._add(">", rhs, by, why)

    def iff(self, rhs: object, by: Any = None, why: str = "") -> Chain:
        """The next statement is equivalent to the last one."""
        return self._add("<=>", rhs, by, why)

    def implies(self, rhs: object, by: Any = None, why: str = "") -> Chain:
        """The next statement follows from the last one."""
        return self._add("=>", rhs, by, why)

    def named(self, label: str) -> Chain:
        """Name what the chain establishes."""
        if self.fact is None:
            raise InvalidArgument("a chain without steps establishes nothing")
        self.fact.label = label
        self._block.label = label
        return self

    def _add(self, relation: str, rhs: object, by: Any, why: str) -> Chain:
        right = lift(self._proof._read(rhs, self._last.type), self._last.type)
        if self._last.type is real and right.type is nat:
            right = as_real(right)
        goal = relate(self._last, relation, right)
        step = self._proof._step(self._block, goal, self._last, relation, right, by, why, bool(self._steps))
        self._steps.append(step)
        self._last = right
        steps = tuple(self._steps)
        if self.fact is not None:
            self._proof._facts.remove(self.fact)
        overall = relate(self._first, overall_relation(steps), right)
        self.fact = self._proof._fact(overall, label=self._block.label, step=step)
        from symbolic_it.authoring.composing import compose_chain

        self.fact.compose = lambda: compose_chain(steps, overall.term)
        return self


def relate(left: Expr, relation: str, right: Expr) -> Expr:
    """The statement ``left relation right``. Raises InvalidArgument when the relation does not fit."""
    if relation == "=":
        if left.type is bool_:
            raise InvalidArgument("two statements are not related by =; use iff")
        return Eq(left, right)
    if relation == "<=>":
        return build(equation, statement(left), statement(right))
    if relation == "=>":
        return Implies(left, right)
    low, high = (right, left) if relation in (">=", ">") else (left, right)
    if low.type is not real or high.type is not real:
        raise InvalidArgument(f"{relation} relates real numbers")
    return build(lambda a, b: constant_for(RELATIONS[relation], a, b), low, high)


def overall_relation(steps: Sequence[Step]) -> str:
    """What a chain of these steps says of its ends. Raises InvalidArgument for a chain in two directions."""
    relations = [s.relation for s in steps]
    kinds = set(relations) - {"="}
    if not kinds:
        return "="
    if kinds <= {"<=", "<"}:
        return "<" if "<" in kinds else "<="
    if kinds <= {">=", ">"}:
        return ">" if ">" in kinds else ">="
    if kinds <= {"<=>", "=>"}:
        return "=>" if "=>" in kinds else "<=>"
    raise InvalidArgument(f"a chain cannot mix the relations {', '.join(sorted(kinds))}")


@dataclass
class Scope:
    """A scope of the proof; ``fact`` is what it establishes outside, once it is closed."""

    assumptions: tuple[Fact, ...]
    fact: Fact | None = None
    last: Fact | None = None
    stated: bool = False
    """Whether readers are told what is assumed before the steps: the instance of a refutation."""

    @property
    def assumption(self) -> Fact:
        return self.assumptions[0]

    def at(self, *values: object) -> Instance:
        """What the closed scope establishes, at these values of its variables."""
        if self.fact is None:
            raise InvalidArgument("a scope establishes something once it is closed; inside, cite its assumption")
        return self.fact.at(*values)


class Proof:
    """What a derivation's function writes to: text, chains, statements, scopes."""

    def __init__(self, derivation: Derivation) -> None:
        self.derivation = derivation
        self._blocks: list[Block] = []
        self._steps: list[Step] = []
        self._facts: list[Fact] = []
        self._scope: list[tuple[Scope, tuple[Expr, ...]]] = []
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

    @contextmanager
    def suppose(self, *assumptions: object) -> Iterator[Scope]:
        """Inside, the assumptions hold; afterwards, ``scope.fact`` says that they imply the last statement made inside."""
        with self._enter(tuple(statement(self._read(a)) for a in assumptions), ()) as scope:
            yield scope

    @contextmanager
    def take(self, *variables: Expr, given: object = None) -> Iterator[Scope]:
        """Inside, the variables are fixed (with ``given``); afterwards ``scope.fact`` is the last statement for all of them."""
        held = (
            ()
            if given is None
            else tuple(statement(self._read(g)) for g in (given if isinstance(given, (list, tuple)) else (given,)))
        )
        with self._enter(held, variables) as scope:
            yield scope

    @contextmanager
    def obtain(self, v: Expr, fact: Fact) -> Iterator[Scope]:
        """Inside, v is one of the values that the fact (an ``exists``) speaks of; v must not stay in the last statement."""
        predicate = unary("exists", fact.statement.term)
        if predicate is None:
            raise InvalidArgument(f"{fact.statement} does not say that something exists")
        self._not_fixed(v)
        names = fact.statement.names[1:]  # those of the binders inside
        body = Expr(apply_term(predicate, v.term), names, fact.statement.declarations | v.declarations)
        with self._enter((body,), ()) as scope:
            yield scope
        inner = scope.last
        assert inner is not None
        if v.term in inner.statement.term.free:
            raise InvalidArgument(f"{v} is chosen inside and cannot stay in the statement {inner.statement}")
        self._facts.remove(scope.fact) if scope.fact in self._facts else None
        scope.fact = self._fact(inner.statement, step=inner.step)
        from symbolic_it.authoring.composing import compose_choice

        scope.fact.compose = lambda: compose_choice(fact, v.term, body.term, inner)

    @contextmanager
    def _enter(self, held: tuple[Expr, ...], variables: tuple[Expr, ...]) -> Iterator[Scope]:
        for v in variables:
            self._not_fixed(v)
        scope = Scope(tuple(Fact(h, assumed=True) for h in held))
        self._scope.append((scope, variables))
        mark = len(self._facts)
        try:
            yield scope
        finally:
            self._scope.pop()
        inside = self._facts[mark:]
        if not inside:
            raise InvalidArgument("a scope ends without a statement")
        scope.last = inside[-1]
        result = scope.last.statement
        for h in reversed(held):
            result = Implies(h, result)
        for v in reversed(variables):
            result = bind(v, result, universal)
        inner = scope.last
        scope.fact = self._fact(result, step=inner.step)
        from symbolic_it.authoring.composing import compose_scope

        terms, names = tuple(h.term for h in held), tuple(v.term for v in variables)
        scope.fact.compose = lambda: compose_scope(inner, terms, names)

    def _not_fixed(self, v: Expr) -> None:
        """Raises InvalidArgument when the variable is not one, or means something around this scope."""
        if not isinstance(v, Expr) or v.term.kind != VAR:
            raise InvalidArgument(f"{v!r} is not a variable")
        for scope, variables in self._scope:
            if any(v.term is w.term for w in variables):
                raise InvalidArgument(f"{v} is fixed already by a scope around this one")
            if any(v.term in a.statement.term.free for a in scope.assumptions):
                raise InvalidArgument(f"{v} is fixed already by an assumption around this scope")
        if any(v.term in g.term.free for g in self.derivation.hypotheses):
            raise InvalidArgument(f"{v} occurs in the hypotheses of the derivation: it cannot be taken arbitrary")

    def _read(self, value: object, like: Type | None = None) -> object:
        """A LaTeX string as the term that it says of the symbols in scope."""
        return understood(value, lambda: in_scope_of(self.derivation._write), like)

    # ---- keeping -----------------------------------------------------------------------------------

    def standing(self, scope: tuple[Term, ...]) -> list[Term]:
        """The hypotheses in force for a step under these local assumptions."""
        del scope
        return [h.term for h in self.derivation.hypotheses]

    def finished(self) -> None:
        """Called once all is written. Raises InvalidArgument when something is missing."""

    def _fact(self, goal: Expr, label: str | None = None, step: Step | None = None) -> Fact:
        scope = tuple(a.statement.term for s, _ in self._scope for a in s.assumptions)
        fact = Fact(goal, label, step, top=not self._scope, scope=scope)
        self._facts.append(fact)
        return fact

    def _step(
        self, block: ChainBlock, goal: Expr, lhs: Expr, relation: str, rhs: Expr, by: Any, why: str,
        continues: bool, cases: tuple[Expr, ...] = (), prefix: Expr | None = None,
    ) -> Step:  # fmt: skip
        from symbolic_it.authoring.places import caller_span

        if written_size(goal.term, self._sizes) > MAX_WRITTEN:
            raise InvalidArgument(f"the statement has more than {MAX_WRITTEN} symbols when written out: name its parts")
        self.derivation._declare(goal)
        held = tuple(a.statement for s, _ in self._scope for a in s.assumptions)
        unsaid = tuple(a.statement for s, _ in self._scope for a in s.assumptions if not s.stated)
        step = Step(
            index=len(self._steps) + 1, goal=goal, lhs=lhs, relation=relation, rhs=rhs, reasons=reasons(by, self._assumed()), why=why,
            span=caller_span(self.derivation.path) or self.derivation.span, continues=continues,
            scope=tuple(h.term for h in held), held=unsaid, cases=cases, prefix=prefix,
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
        fixed = {v.term for _, variables in self._scope for v in variables}
        fixed |= {v for t in step.scope for v in t.free}
        fixed |= {v for h in self.derivation.hypotheses for v in h.term.free}
        for d in step.goal.declarations:
            if d.bound_only and d.variable in step.goal.term.free and d.variable not in fixed:
                raise FreeVariable(d.variable.name, d.words)

    def conclusions(self) -> list[Fact]:
        """What others may cite."""
        return self._conclusions or [f for f in self._facts if f.top]


MAX_WRITTEN = 50_000
"""Symbols of a statement. Terms share their parts, so that one of sixty operations may have 2^60 when written out."""


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


def reasons(by: Any, assumed: Sequence[Fact] = ()) -> tuple[str | Fact | Instance, ...]:
    """The author's ``by`` as a tuple; a statement stands for the hypothesis or assumption that says it.

    Raises InvalidArgument for what is not a reason.
    """
    if by is None:
        return ()
    items = by if isinstance(by, (list, tuple)) else [by]
    result: list[str | Fact | Instance] = []
    for item in items:
        if isinstance(item, Chain):
            item = item.fact
        if isinstance(item, Scope):
            item = item.fact if item.fact is not None else item.assumption
        if isinstance(item, Expr):
            item = _hypothesis(item, assumed)
        if not isinstance(item, (str, Fact, Instance)):
            raise InvalidArgument(f"{item!r} is not a reason: name a rule or a derivation, or give a fact")
        result.append(item)
    return tuple(result)


def _hypothesis(item: Expr, assumed: Sequence[Fact]) -> Fact:
    """The fact among those assumed that is this statement. Raises InvalidArgument when there is none."""
    for fact in assumed:
        if fact.statement.term is item.term:
            return fact
    raise InvalidArgument(
        f"{item} is not a reason: it is no hypothesis of the derivation and nothing assumed around the step; "
        "state it with have, and cite what have returns"
    )


def core(goal: Expr) -> tuple[Expr, str, Expr]:
    """(lhs, relation, rhs) of a statement; below quantifiers and premises, of its conclusion. "" when it has no relation."""
    term, names, declarations = goal.term, goal.names, goal.declarations
    while True:
        if is_universal(term):
            taken = {v.name for v in term.free}
            name = names[0] if names and names[0] not in taken else ""
            names = names[1:]
            v = var(name or f"_{len(taken)}", term.arg.ty.args[0])
            term = apply_term(term.arg, v)
        elif (parts := binary("imp", term)) is not None:
            names = names[names_used(parts[0], names) :]
            term = parts[1]
        else:
            break
    for constant, relation in (("eq", "="), ("le", "<="), ("lt", "<")):
        sides = binary(constant, term)
        if sides is None:
            continue
        if constant == "eq" and sides[0].ty is bool_:
            relation = "<=>"
        left = Expr(sides[0], names, declarations)
        right = Expr(sides[1], names[names_used(sides[0], names) :], declarations)
        if goal.flipped:
            return right, {"<=": ">=", "<": ">"}[relation], left
        return left, relation, right
    return goal, "", goal


typeset: Callable[[Derivation], str] | None = None
"""How a derivation shows itself in Jupyter: set by the package, since rendering stands above this room."""


def proof_of(derivation: Derivation) -> Proof:
    """What the derivation's function writes to: refutations have more to write."""
    if derivation.kind == "refutation":
        from symbolic_it.authoring.refuting import RefutationProof

        return RefutationProof(derivation)
    return Proof(derivation)


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
        for d in e.declarations:
            if d.variable not in e.term.free:
                continue
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
        found: dict[Term, Hypothesis] = {}
        for d in self.declarations:
            for t in d.hypotheses:
                found.setdefault(t, Hypothesis(t, (), d.words))
        for g in self.given:
            found.setdefault(g.term, Hypothesis(g.term, g.names))
        return tuple(found.values())

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
        if any(v.name == "b" and v.ty is real for t in terms for v in t.free):
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
        from symbolic_it.kernel.theorems import axioms_used

        return axioms_used(*self.theorems)

    def _repr_markdown_(self) -> str:
        return typeset(self) if typeset is not None else f"**{self.title}**"
