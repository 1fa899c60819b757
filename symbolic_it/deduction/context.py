"""What is known at a place in a proof: facts as rules, indexed by what they speak of; extended without copying."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from symbolic_it.deduction.matching import Rule
from symbolic_it.kernel.terms import APP, CONST, LAM, VAR, Term, strip, unary
from symbolic_it.kernel.theorems import Thm

Key = tuple[object, ...]


def is_numeral(t: Term) -> bool:
    """Whether the term is a number; its value, which takes longer to read, is not needed."""
    return t.kind == CONST and t.name[0] == "#"


def head_key(t: Term, variables: frozenset[Term] = frozenset()) -> object:
    """What a term is made with at its top: a constant's name, a variable, or None where a pattern matches anything."""
    head = t
    while head.kind == APP:
        head = head.fun
    if head.kind == CONST:
        return head.name if head.name[0] != "#" else "#"
    if head.kind == VAR and head not in variables:
        return head
    return None if head.kind != LAM else "lambda"


def fact_key(t: Term, variables: frozenset[Term] = frozenset()) -> Key:
    """Relation and subject: ``0 < f x`` has the key (lt, f); an equation or a denial is keyed by its left side."""
    head, args = strip(t)
    if head.kind != CONST:
        return (None,) if head in variables else (head,)
    name = head.name
    if name == "not":
        inner = args[0]
        sides = strip(inner)
        if sides[0].kind == CONST and sides[0].name == "eq":
            return ("ne", head_key(sides[1][0], variables))
        return ("not", head_key(inner, variables))
    if name in ("lt", "le"):
        subject = args[1] if is_numeral(args[0]) else args[0]
        return (name, head_key(subject, variables))
    if name == "eq":
        return (name, head_key(args[0], variables))
    if args:
        return (name, head_key(args[-1], variables))
    return (name,)


class Context:
    """Facts that may be used, those of the parent included."""

    __slots__ = (
        "assuming",
        "below",
        "comparisons",
        "depth",
        "evaluator",
        "failed",
        "gathered",
        "index",
        "loose",
        "made",
        "memo",
        "memos",
        "parent",
        "rules",
    )

    def __init__(
        self, facts: Iterable[Thm | Rule] = (), parent: Context | None = None, depth: int | None = None
    ) -> None:
        self.parent = parent
        self.depth: int = (parent.depth if parent is not None else 0) if depth is None else depth
        self.index: dict[Key, list[Rule]] = {}
        self.rules: list[Rule] = []
        self.loose: list[Rule] = []
        self.comparisons: list[Thm] = []
        self.memo: dict[Term, Thm | None] = {}
        self.memos: tuple[dict[Term, Thm | None], ...] = (self.memo, *(parent.memos if parent is not None else ()))
        """What was proved here and above, innermost first."""
        self.gathered: dict[Key, tuple[Rule, ...]] = {}
        """What `about` and `candidates` found before."""
        self.below: Context | None = None
        self.evaluator: object = None
        """What evaluates here (`symbolic_it.tactics.evaluation`), with the values found so far."""
        self.made: dict[str, object] = {}
        """What tactics have made of this context, by their names for it."""
        self.assuming: dict[Term, Context] = {}
        """This context with one more assumption: many searches make the same, and share what they find there."""
        self.failed: dict[Term, int] = {}
        """Goals that cannot be proved here, with the depth of the search that found so."""
        for fact in facts:
            self._add(fact if isinstance(fact, Rule) else Rule(fact))

    def _add(self, rule: Rule) -> None:
        self.rules.append(rule)
        key = fact_key(rule.conclusion, rule.variables)
        if key[-1] is None:
            self.loose.append(rule)
        else:
            self.index.setdefault(key, []).append(rule)
        if not rule.conditions and not rule.variables and key[0] in ("lt", "le", "eq"):
            self.comparisons.append(rule.source)

    def plus(self, *facts: Thm | Rule) -> Context:
        """This context with more facts."""
        return Context(facts, self) if facts else self

    def deeper(self) -> Context:
        """This context below one more binder: `variable` gives another name."""
        child = self.below
        if child is None:
            child = self.below = Context((), self, self.depth + 1)
            child.memo, child.memos, child.failed = self.memo, self.memos, self.failed
        return child

    def chain(self) -> Iterator[Context]:
        """This context and its parents, innermost first."""
        context: Context | None = self
        while context is not None:
            yield context
            context = context.parent

    def known(self, goal: Term) -> Thm | None:
        """The goal as it was proved before, here or above."""
        for memo in self.memos:
            th = memo.get(goal)
            if th is not None:
                return th
        return None

    def about(self, key: Key) -> tuple[Rule, ...]:
        """The facts with this relation and subject, innermost first."""
        found = self.gathered.get(key)
        if found is None:
            own, above = self.index.get(key, ()), self.parent.about(key) if self.parent is not None else ()
            found = self.gathered[key] = (*own, *above) if own else above
        return found

    def candidates(self, goal: Term) -> tuple[Rule, ...]:
        """The facts whose conclusion may match the goal, innermost first."""
        return self._candidates(fact_key(goal))

    def _candidates(self, key: Key) -> tuple[Rule, ...]:
        found = self.gathered.get((key,))
        if found is None:
            own = (*self.index.get(key, ()), *self.loose)
            above = self.parent._candidates(key) if self.parent is not None else ()
            found = self.gathered[(key,)] = (*own, *above) if own else above
        return found

    def all_rules(self) -> Iterator[Rule]:
        for context in self.chain():
            yield from context.rules

    def all_comparisons(self) -> list[Thm]:
        return [th for context in self.chain() for th in context.comparisons]


def denied(t: Term) -> Term | None:
    """p when the term is ``not p``."""
    return unary("not", t)
