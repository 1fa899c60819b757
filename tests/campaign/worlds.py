"""Random worlds that meet hypotheses: sizes of alphabets, then the variables one by one, each tried until what is known of it holds."""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from typing import Any

from symbolic_it.kernel.terms import BOUND, LAM, VAR, Term, Type, binary, bool_, nat, real, strip, unary
from tests.campaign.numeric import World, compiled, holds

WORLDS, ATTEMPTS = 60, 150
"""How many worlds a statement is looked at in, and how many are begun to find so many."""
IN_VAIN = 20
"""After so many attempts without a world, there is none to be found."""
TRIES = 25
"""How often a variable is chosen again before the whole world is."""
INDEPENDENT = 0.2
"""The part of the laws of pairs whose components are independent."""
REALS = (2.0, 0.5, 1.0, 3.0, 0.0, -1.0, 0.25, 0.75, -2.0, 4.0, 1.5, 0.1, 10.0, math.e, 1 / 3)
FUNCTIONS: tuple[Callable[[float], float], ...] = (
    lambda t: t, lambda t: -t, lambda t: t * t, lambda t: 2 * t, lambda t: 1.0, lambda t: t + 1, lambda t: 1 - t,
    lambda t: math.log(t) if t > 1e-13 else math.nan, lambda t: math.exp(min(t, 300)),
    lambda t: -math.log(t) if t > 1e-13 else math.nan,
)  # fmt: skip


class Table(dict[Any, Any]):
    """A function on the letters of an alphabet."""

    __call__ = dict.__getitem__
    __hash__ = object.__hash__  # type: ignore[assignment]


class Endless(tuple[Any, ...]):
    """A function on the natural numbers: its last value for ever, and at 0 that at 1."""

    def __call__(self, i: int) -> Any:
        return self[min(max(int(i), 1), len(self)) - 1]


class Points(frozenset[float]):
    """A finite set of real numbers, as what is true of its members."""

    def __call__(self, x: float) -> bool:
        return any(abs(x - m) < 1e-12 for m in self)


@lru_cache(maxsize=16)
def worlds_for(
    hypotheses: tuple[Term, ...], variables: frozenset[Term], types: frozenset[Type], bases: tuple[float, ...] = ()
) -> tuple[World, ...]:
    """The worlds that statements under these hypotheses are looked at in; ``bases`` are those of logarithms, if told."""
    return tuple(Worlds(hypotheses, variables, types, "worlds", bases).some(WORLDS, ATTEMPTS))


def false_in(hypotheses: tuple[Term, ...], statement: Term, bases: tuple[float, ...] = ()) -> tuple[World | None, int]:
    """A world that meets the hypotheses and where the statement is false, and in how many worlds it is true."""
    true = 0
    for world in worlds_for(hypotheses, statement.free, statement.type_vars, bases):
        value = holds(statement, world)
        if value is False:
            return world, true
        true += value is True
    return None, true


class Worlds:
    """Worlds in which the hypotheses hold, for these free variables."""

    def __init__(
        self,
        hypotheses: Sequence[Term],
        variables: frozenset[Term],
        types: frozenset[Type],
        seed: str,
        bases: tuple[float, ...] = (),
    ) -> None:
        self.rng, self.bases = random.Random(seed), bases
        self.hypotheses = list(dict.fromkeys(hypotheses))
        free = sorted(variables.union(*(h.free for h in hypotheses)), key=lambda v: (v.name, repr(v.ty)))
        self.types = sorted(types.union(*(h.type_vars for h in hypotheses)), key=lambda ty: ty.op)
        self.depth = dict(filter(None, map(_law_depth, self.hypotheses)))
        self.recipes: dict[Term, tuple[Term, int]] = {}
        self.order = self._ordered(free)
        placed: set[Term] = set()
        self.due: list[list[Term]] = []
        rest = [h for h in self.hypotheses if h.free]
        for v in self.order:
            placed.add(v)
            self.due.append([h for h in rest if h.free <= placed])
            rest = [h for h in rest if not h.free <= placed]

    def _ordered(self, free: Sequence[Term]) -> list[Term]:
        """Variables given by an equation come after those it is made of."""
        for h in self.hypotheses:
            for v, right, bound in _solved(h):
                if v not in self.recipes and v in free and not self._reaches(right, v):
                    self.recipes[v] = (right, bound)
                    break
        order: list[Term] = []

        def place(v: Term) -> None:
            if v in order:
                return
            if v in self.recipes:
                for u in sorted(self.recipes[v][0].free, key=lambda u: u.name):
                    place(u)
            order.append(v)

        rank = {nat: 0, real: 1}
        for v in sorted(free, key=lambda v: (rank.get(v.ty, 2), v.name)):
            place(v)
        return order

    def _reaches(self, right: Term, v: Term) -> bool:
        return any(u is v or (u in self.recipes and self._reaches(self.recipes[u][0], v)) for u in right.free)

    def some(self, wanted: int, attempts: int) -> list[World]:
        """So many worlds at most, from so many attempts."""
        if any(holds(h, World({}, {})) is False for h in self.hypotheses if not h.free and not h.type_vars):
            return []
        found: list[World] = []
        for k in range(attempts):
            if len(found) == wanted or (k == IN_VAIN and not found):
                break
            world = self._attempt(k)
            if world is not None:
                found.append(world)
        return found

    def _attempt(self, number: int) -> World | None:
        rng = self.rng
        sizes = {ty: (2 if number < 10 else rng.choice((1, 2, 2, 3, 3, 4))) for ty in self.types}
        if math.prod(sizes.values()) > 24:
            return None
        world = World(sizes, {}, lenient=True)
        for v, due in zip(self.order, self.due, strict=True):
            for _ in range(1 if v in self.recipes else TRIES):
                if v in self.recipes:
                    value = self._recipe(v, world)
                elif self.bases and v.name == "b" and v.ty is real:
                    value = rng.choice(self.bases)
                else:
                    value = self._chosen(v.ty, self.depth.get(v), world)
                if value is None:
                    return None
                world.values[v] = value
                if all(holds(h, world) is True for h in due):
                    break
            else:
                return None
        reals = {x for v, x in world.values.items() if v.ty is real}
        sets = (x for x in world.values.values() if isinstance(x, Points))
        world.points = tuple(sorted(reals.union(*sets)))
        world.lenient = False
        return world

    def _recipe(self, v: Term, world: World) -> Any:
        right, bound = self.recipes[v]
        code = compiled(right)
        if not bound:
            return code(world, ())
        elements = world.elements(v.ty.args[0])
        if elements is None:
            return None
        if bound == 2:
            return Table({p: code(world, p) for p in elements})
        return Table({x: code(world, (x,)) for x in elements})

    def _chosen(self, ty: Type, depth: int | None, world: World) -> Any:
        """A random value of the type; a law after ``depth`` arguments; None when there is none to choose."""
        rng = self.rng
        if depth == 0:
            return self._law(world.elements(ty.args[0]))
        if ty is real:
            return rng.choice(REALS) if rng.random() < 0.7 else round(rng.uniform(-2, 4), 3)
        if ty is nat:
            return rng.choice((1, 2, 3, 2, 4, 0))
        every = world.elements(ty)
        if every is not None:
            return rng.choice(every)
        if ty.op == "pair":
            return self._chosen(ty.args[0], None, world), self._chosen(ty.args[1], None, world)
        left, right = ty.args
        if left is real:
            if right is bool_:
                return Points(rng.sample(REALS, rng.randint(1, 3)))
            return rng.choice(FUNCTIONS) if right is real else None
        inner = None if depth is None else depth - 1
        elements = world.elements(left)
        if elements is None and left is not nat:
            return None
        if right is real and elements is not None and depth is None and rng.random() < 0.3:
            return self._law(elements)
        row = [self._chosen(right, inner, world) for _ in (elements if elements is not None else range(5))]
        if any(x is None for x in row):
            return None
        return Endless(row) if elements is None else Table(zip(elements, row, strict=True))

    def _law(self, elements: Sequence[Any] | None) -> Any:
        if elements is None:
            return None
        rng = self.rng
        if (
            isinstance(elements[0], tuple) and rng.random() < INDEPENDENT
        ):  # under which much holds that does not hold else
            left, right = (self._law(list(dict.fromkeys(x[k] for x in elements))) for k in (0, 1))
            return Table((x, left[x[0]] * right[x[1]]) for x in elements)
        kind = rng.random()
        pool = (1, 1, 2, 3, 5, 7) if kind < 0.6 else (0, 0, 1, 2, 3) if kind < 0.9 else (1,)
        weights = [rng.choice(pool) for _ in elements]
        if not any(weights):
            weights[rng.randrange(len(weights))] = 1
        return Table((x, w / sum(weights)) for x, w in zip(elements, weights, strict=True))


def _law_depth(hypothesis: Term) -> tuple[Term, int] | None:
    """(v, k) when the hypothesis says that v is a law after any k arguments."""
    t = hypothesis
    while (f := unary("forall", t)) is not None and f.kind == LAM:
        t = f.body
    subject = unary("law", t)
    head, args = strip(subject) if subject is not None else (None, [])
    return (head, len(args)) if head is not None and head.kind == VAR and all(x.kind == BOUND for x in args) else None


def _solved(hypothesis: Term) -> Iterator[tuple[Term, Term, int]]:
    """(v, t, k): the hypothesis is v = t for k = 0, v x = t for all x for k = 1, v (x, y) = t for all x, y for k = 2."""
    t, bound = hypothesis, 0
    while (f := unary("forall", t)) is not None and f.kind == LAM:
        t, bound = f.body, bound + 1
    sides = binary("eq", t)
    for left, right in (sides, sides[::-1]) if sides else ():
        head, args = strip(left)
        if head.kind != VAR or head in right.free:
            continue
        if not bound and not args:
            yield head, right, 0
        elif bound == 1 and len(args) == 1 and args[0].kind == BOUND:
            yield head, right, 1
        elif bound == 2 and len(args) == 1 and (parts := binary("pair", args[0])):
            if [p.index for p in parts if p.kind == BOUND] == [1, 0]:
                yield head, right, 2
