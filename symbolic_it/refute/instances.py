"""Instances that meet given hypotheses: sizes, then values for the free variables, simple ones first, then random ones."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from random import Random
from typing import Any

from symbolic_it.kernel.terms import (
    APP,
    BOUND,
    CONST,
    LAM,
    VAR,
    Term,
    Type,
    binary,
    constants_of,
    number_value,
    parts_of,
    real,
    strip,
    unary,
)
from symbolic_it.language.evaluate import compiled, compiled_at_a_glance, seen
from symbolic_it.language.instance import FiniteSet, Instance, Meaningless, NamedFunction, Sequence1, Table
from symbolic_it.language.members import Code, exhausted
from symbolic_it.language.rough import roughly
from symbolic_it.refute.candidates import candidates, random_value

SIZES = (2, 1, 3, 4)
"""Sizes of alphabets, in the order tried."""
SEED = 20_000
MAX_JOINT, MAX_FIXED = 12, 32
AGAIN, ALIKE = 8, 0.1
"""How often a random value is chosen for a variable, and how often it is the value of another one."""
LOG_NOTIONS = (
    "log", "information", "entropy", "cross_entropy", "divergence", "conditional_entropy", "mutual_information",
)  # fmt: skip
"""Notions whose first argument is the base of a logarithm."""
IRRATIONAL = frozenset(("ln", "exp", "pow", *LOG_NOTIONS))
"""Notions whose values are not rational numbers."""
BASES = tuple(map(Fraction, ("2", "4", "3", "10", "3/2")))

Draw = tuple[dict[Term, Any], list[Term]]
"""Values chosen at random for the variables, and the hypotheses about them that were not seen to hold."""
Wanted = Callable[[Instance], bool]
"""Whether an instance is worth a look at whether it meets the hypotheses."""


@dataclass(frozen=True)
class Recipe:
    """How the value of one variable follows from those of others: ``v = t`` or ``v x = t`` for all x."""

    variable: Term
    needs: frozenset[Term]
    make: Callable[[Instance], Any]


def law_depth(hypothesis: Term) -> tuple[Term, int] | None:
    """(v, k) when the hypothesis says that v is a law after k arguments, of any value."""
    bound = 0
    t = hypothesis
    while (f := unary("forall", t)) is not None and f.kind == LAM:
        t, bound = f.body, bound + 1
    subject = unary("law", t)
    if subject is None:
        return None
    head, args = strip(subject)
    indices = [x.index for x in args if x.kind == BOUND]
    if head.kind != VAR or len(indices) != len(args) or len(set(indices)) != len(args):
        return None
    return head, len(args)


def recipe(hypothesis: Term) -> list[Recipe]:
    """The ways to read a hypothesis as an equation that fixes a variable."""
    t, bound = hypothesis, 0
    while (f := unary("forall", t)) is not None and f.kind == LAM:
        t, bound = f.body, bound + 1
    sides = binary("eq", t)
    found = []
    for left, right in (sides, sides[::-1]) if sides else ():
        head, args = strip(left)
        if head.kind != VAR or head in right.free or len(args) > 1 or (bound and not args):
            continue
        pattern = args[0] if args else None
        places = _places(pattern) if pattern is not None else []
        if places is None or sorted(places) != list(range(bound)):
            continue
        found.append(Recipe(head, right.free, _maker(head.ty, bound, places, compiled(right))))
    return found


def sizes_fixed(hypotheses: Sequence[Term]) -> dict[Type, int]:
    """The sizes that equations with a number say of alphabets, where instances can have them."""
    found = {}
    for h in hypotheses:
        for left, right in (sides, sides[::-1]) if (sides := binary("eq", h)) else ():
            body, size = unary("sum", left), number_value(right)
            if body is None or body.kind != LAM or number_value(body.body) != 1 or size is None:
                continue
            if size.denominator == 1 and 0 < size <= MAX_FIXED:
                found[body.ty.args[0]] = int(size)
    return found


def _places(pattern: Term) -> list[int] | None:
    """The indices of a pattern x or (x, y), in order."""
    if pattern.kind == BOUND:
        return [pattern.index]
    parts = binary("pair", pattern)
    if parts is None or any(p.kind != BOUND for p in parts):
        return None
    return [p.index for p in parts]


def _maker(ty: Type, bound: int, places: list[int], code: Code) -> Callable[[Instance], Any]:
    if not bound:
        return lambda instance: code(instance, ())

    def make(instance: Instance) -> Any:
        elements = instance.elements(ty.args[0])
        if elements is None:
            return None
        entries = {}
        for x in elements:
            parts = x if len(places) == 2 else (x,)
            frame: list[Any] = [None] * bound
            for place, part in zip(places, parts, strict=True):
                frame[-1 - place] = part
            entries[x] = code(instance, tuple(frame))
        return Table(entries)

    return make


def settled(value: Any, ty: Type, instance: Instance) -> Any:
    """The value in the form that instances show: functions on finite types as tables. None when there is no such form."""
    if ty.op != "fun":
        return None if isinstance(value, Meaningless) else value
    if isinstance(value, (Sequence1, FiniteSet, NamedFunction)):
        return value
    elements = instance.elements(ty.args[0])
    if value is None or elements is None:
        return None
    entries = {x: settled(value(x), ty.args[1], instance) for x in elements}
    return None if any(x is None for x in entries.values()) else Table(entries)


def bases_of(terms: Sequence[Term]) -> set[Term]:
    """The terms used as the base of a logarithm."""
    logs = (t for t in parts_of(terms) if t.kind == APP and t.fun.kind == CONST and t.fun.name in LOG_NOTIONS)
    return {t.arg for t in logs}


class Generator:
    """Instances that make all hypotheses true, for the free variables of these terms."""

    def __init__(self, hypotheses: Sequence[Term], statement: Term) -> None:
        terms = [*hypotheses, statement]
        self.hypotheses = sorted(dict.fromkeys(hypotheses), key=lambda h: len(h.free))
        free = sorted(frozenset().union(*(t.free for t in terms)), key=lambda v: (v.name, repr(v.ty)))
        self.types = sorted(frozenset().union(*(t.type_vars for t in terms)), key=lambda ty: ty.op)
        self.depth = dict(filter(None, map(law_depth, hypotheses)))
        self.bases = bases_of(terms)
        self.tests = {h: compiled(h) for h in self.hypotheses}
        self.looks = {
            h: compiled_at_a_glance(h) for h in self.hypotheses if not constants_of([h]).isdisjoint(IRRATIONAL)
        }
        """Of what takes long to test exactly, a look in floating point."""
        self.recipes = self._recipes(hypotheses)
        self.variables = [v for v in free if v not in self.recipes]
        self.due = self._due()
        said = {h for due in self.due for h in due}
        self.rest = [h for h in self.hypotheses if h not in said]
        """Hypotheses about variables that follow from others."""

    def _recipes(self, hypotheses: Sequence[Term]) -> dict[Term, Recipe]:
        """One recipe a variable, none of them circular; in an order in which they can be followed."""
        chosen: dict[Term, Recipe] = {}

        def reaches(start: Term, goal: Term) -> bool:
            return start is goal or (start in chosen and any(reaches(v, goal) for v in chosen[start].needs))

        for h in hypotheses:
            for r in recipe(h):
                if r.variable not in chosen and not any(reaches(v, r.variable) for v in r.needs):
                    chosen[r.variable] = r
                    break
        ordered: dict[Term, Recipe] = {}
        while len(ordered) < len(chosen):
            for v, r in chosen.items():
                if v not in ordered and all(u in ordered or u not in chosen for u in r.needs):
                    ordered[v] = r
        return ordered

    def _due(self) -> list[list[Term]]:
        """For each variable the hypotheses about it that speak only of variables up to it."""
        placed: set[Term] = set()
        found = []
        for v in self.variables:
            placed.add(v)
            found.append([h for h in self.hypotheses if v in h.free and h.free <= placed])
        return found

    def sizes(self) -> list[dict[Type, int]]:
        fixed = {ty: n for ty, n in sizes_fixed(self.hypotheses).items() if ty in self.types}
        open_ = [ty for ty in self.types if ty not in fixed]
        ranks = [(sum(ranks), ranks) for ranks in itertools.product(range(len(SIZES)), repeat=len(open_))]
        found = []
        for _, choice in sorted(ranks):
            sizes = dict(zip(open_, (SIZES[r] for r in choice), strict=True)) | fixed
            product = 1
            for n in sizes.values():
                product *= n
            if product <= max((MAX_JOINT, *fixed.values())):
                found.append(sizes)
        return found or [dict.fromkeys(self.types, 1)]

    def simple(self, sizes: dict[Type, int], limit: int, wanted: Wanted) -> Iterator[Instance]:
        """Those wanted from the lists of candidates, early ones first; at most ``limit`` are tried."""
        shape = Instance(sizes, {})
        lists = []
        alone = {v: [h for h in self.hypotheses if h.free == {v}] for v in self.variables}
        for v in self.variables:
            values = self._values(v, shape, tuple(alone[v]))
            if not values:
                return
            lists.append(values)
        rest = [h for h in self.hypotheses if not any(h in hs for hs in alone.values())]
        for choice in itertools.islice(graded([len(values) for values in lists]), limit):
            chosen = {v: values[i] for v, values, i in zip(self.variables, lists, choice, strict=True)}
            instance = self._complete(Instance(sizes, chosen, _elements=shape._elements))
            if instance is not None and wanted(instance) and self._holds(rest, instance):
                yield instance

    def random(
        self, sizes: dict[Type, int], limit: int, seed: int, wanted: Wanted, start: int = 0
    ) -> Iterator[Instance]:
        """Those wanted among the first ``limit`` instances chosen at random, from ``start`` on."""
        shape = Instance(sizes, {})
        for values, unmet in itertools.islice(self._drawn(shape, seed), start, limit):
            instance = self._complete(Instance(sizes, dict(values), _elements=shape._elements))
            if instance is not None and wanted(instance) and self._holds([*unmet, *self.rest], instance):
                yield instance

    def _drawn(self, shape: Instance, seed: int) -> Iterator[Draw]:
        """What is chosen at random with this seed, one after the other; what searches before this one drew is kept."""
        about = tuple((v, v.ty is real and v in self.bases, self.depth.get(v)) for v in self.variables)
        key = about, tuple(map(tuple, self.due)), tuple(shape.sizes.items()), seed
        known = _draws.get(key)
        if known is None:
            if len(_draws) >= MAX_DRAWS:
                _draws.clear()
            known = _draws[key] = Random(SEED + seed), []
        rng, drawn = known
        for k in itertools.count():
            if k == len(drawn):
                draw = self._chosen(shape, rng)
                if draw is None or exhausted():  # then hypotheses seem not to be met
                    _draws.pop(key, None)
                if draw is None:
                    return
                drawn.append(draw)
            yield drawn[k]

    def _chosen(self, shape: Instance, rng: Random) -> Draw | None:
        """Random values for all variables, None when one has none to choose.

        They are chosen one after the other, each again until what the hypotheses say of it and those before it holds: that
        all of many hold at once is rare. Now and then a variable is what another one is.
        """
        values: dict[Term, Any] = {}
        unmet: list[Term] = []
        for v, due in zip(self.variables, self.due, strict=True):
            for k in range(AGAIN if due else 1):
                alike = [x for u, x in values.items() if u.ty is v.ty] if rng.random() < ALIKE else []
                values[v] = rng.choice(alike) if alike else self._random(v, shape, rng)
                if values[v] is None:
                    return None
                if k + 1 < AGAIN:
                    left = self._left_open(due, Instance(shape.sizes, values, _elements=shape._elements))
                    if left is not None:
                        unmet += left
                        break
            else:
                unmet += due
        return values, unmet

    def _left_open(self, hypotheses: Sequence[Term], instance: Instance) -> list[Term] | None:
        """Those of the hypotheses that seem to hold in floating point and were not tested exactly; None if one does not hold."""
        left: list[Term] = []
        near: list[Instance] = []

        def rough() -> Instance:
            if not near:
                near.append(roughly(instance))
            return near[0]

        for h in hypotheses:
            seems = seen(self.looks[h], rough) if h in self.looks else None
            if seems is False or (seems is None and self.tests[h](instance, ()) is not True):
                return None
            if seems:
                left.append(h)
        return left

    def _values(self, v: Term, shape: Instance, hypotheses: tuple[Term, ...]) -> Sequence[Any]:
        """The candidates that meet the hypotheses about the variable alone."""
        types = frozenset().union(v.type_vars, *(h.type_vars for h in hypotheses))
        sizes = tuple((ty, shape.sizes[ty]) for ty in self.types if ty in types)
        key = (v, v.ty is real and v in self.bases, self.depth.get(v), hypotheses, sizes)
        found = _met.get(key)
        if found is None:
            found = _candidates(*key)
            if not exhausted():
                if len(_met) >= MAX_MET:
                    _met.clear()
                _met[key] = found
        return found

    def _random(self, v: Term, shape: Instance, rng: Random) -> Any:
        if v.ty is real and v in self.bases:
            return BASES[0]
        return random_value(v.ty, self.depth.get(v), shape, rng)

    def _complete(self, instance: Instance) -> Instance | None:
        assert isinstance(instance.values, dict)
        for v, r in self.recipes.items():
            value = settled(r.make(instance), v.ty, instance)
            if value is None:
                return None
            instance.values[v] = value
        instance.cache.clear()
        return instance

    def _holds(self, hypotheses: Sequence[Term], instance: Instance) -> bool:
        return all(self.tests[h](instance, ()) is True for h in hypotheses)


_Asked = tuple[Term, bool, "int | None", tuple[Term, ...], tuple[tuple[Type, int], ...]]
_met: dict[_Asked, tuple[Any, ...]] = {}
"""Candidates that meet the hypotheses about a variable alone: many searches have the same."""
MAX_MET = 2000

MAX_DRAWS = 500
_draws: dict[Any, tuple[Random, list[Draw]]] = {}
"""What was chosen at random for variables and hypotheses about them: one step is attacked several times."""


def _candidates(
    v: Term, base: bool, depth: int | None, hypotheses: tuple[Term, ...], sizes: tuple[tuple[Type, int], ...]
) -> tuple[Any, ...]:
    """The candidates for a variable that meet the hypotheses about it alone."""
    shape = Instance(dict(sizes), {})
    values = BASES if base else candidates(v.ty, depth, shape)
    tests = [compiled(h) for h in hypotheses]
    instances = [Instance(shape.sizes, {v: x}, _elements=shape._elements) for x in values]
    return tuple(i.values[v] for i in instances if all(test(i, ()) is True for test in tests))


def graded(lengths: list[int]) -> Iterator[tuple[int, ...]]:
    """All choices of one index a list, by their sum; the first choice is all zeros."""
    for total in range(sum(n - 1 for n in lengths) + 1):
        yield from _with_sum(lengths, total)


def _with_sum(lengths: list[int], total: int) -> Iterator[tuple[int, ...]]:
    if not lengths:
        if total == 0:
            yield ()
        return
    rest = sum(n - 1 for n in lengths[1:])
    for i in range(max(0, total - rest), min(lengths[0] - 1, total) + 1):
        for tail in _with_sum(lengths[1:], total - i):
            yield (i, *tail)


__all__ = ["LOG_NOTIONS", "Generator", "bases_of", "settled"]
