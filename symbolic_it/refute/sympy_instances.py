"""Small exact instances that meet given hypotheses: sizes of alphabets, and a value for every free variable.

Each type has a list of candidates (laws with zeros, point masses, tables, sequences, a few functions of a real
variable). Candidates that fail a hypothesis about one variable alone are dropped, the rest is a search that goes back
when a hypothesis fails. Each instance starts from other candidates, so that equal and unequal laws both occur.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache, partial
from itertools import product as cartesian
from typing import Any

from symbolic_it.errors import InvalidArgument
from symbolic_it.kernel.terms import VAR, Term, Type, binary, bool_, constants_of, nat, number_value, real
from symbolic_it.language.listing import listed
from symbolic_it.refute.sympy_truth import FALSE, TROUBLE, TRUE, Instance, remember

COUNT = 6
PROFILES = 8
MAX_CHECKS = 300
"""Hypotheses that are evaluated in one search at most; those known from before are free."""
_LETTERS, _POINTS = (2, 3, 1, 2, 3), (2, 3, 2, 3, 2)
Sizes = tuple[tuple[str, int], ...]


class Table:
    """A function given by its values; arguments of no known place get the value of their number."""

    __slots__ = ("places", "rows")

    def __init__(self, points: Sequence[Any], rows: Sequence[Any]) -> None:
        self.places, self.rows = {x: i for i, x in enumerate(points)}, rows

    def __call__(self, x: Any) -> Any:
        if x in self.places:
            return self.rows[self.places[x]]
        if not isinstance(x, int):
            raise InvalidArgument(f"a table has no value at {x}")
        return self.rows[(x - 1) % len(self.rows)]


def letters(ty: Type, sizes: dict[str, int]) -> tuple[Any, ...]:
    if ty.op == "pair":
        return tuple(cartesian(letters(ty.args[0], sizes), letters(ty.args[1], sizes)))
    if ty.op[0] in "%'":
        return tuple(range(1, sizes.get(ty.op, 2) + 1))
    raise InvalidArgument(f"no instances of the type {ty!r}")


def candidates(ty: Type, sizes: Sizes) -> tuple[Any, ...]:
    """Values of a type to try. Raises InvalidArgument for types that have none here."""
    names = {v.op for v in ty.variables}
    return _candidates(ty, tuple(s for s in sizes if s[0] in names))


@lru_cache(maxsize=500)
def _candidates(ty: Type, sizes: Sizes) -> tuple[Any, ...]:
    import sympy as sp

    if ty is real:
        pairs = ((1, 2), (2, 1), (1, 3), (1, 1), (3, 4), (3, 1), (0, 1), (-1, 1), (1, 4), (-1, 2), (5, 1), (2, 5))
        return (*(sp.Rational(p, q) for p, q in pairs), sp.E)
    if ty is nat:
        return (2, 1, 3, 0)
    if ty is bool_:
        return (TRUE, FALSE)
    if ty.op != "fun":
        return letters(ty, dict(sizes))
    domain, codomain = ty.args
    if domain is real:
        return _real_functions(sp, codomain)
    points = (1, 2, 3, 4) if domain is nat else letters(domain, dict(sizes))
    n = len(points)
    if codomain is real:
        return tuple(Table(points, row) for row in _rows(sp, n, laws=domain is not nat))
    if codomain is bool_:
        rows = [(TRUE,) * n, (TRUE, *(FALSE,) * (n - 1)), (*(TRUE,) * (n - 1), FALSE), (FALSE,) * n]
        return tuple(Table(points, row) for row in dict.fromkeys(rows))
    inner = _candidates(codomain, tuple(s for s in sizes if s[0] in {v.op for v in codomain.variables}))
    turns: list[tuple[int, ...]]
    if domain is nat:
        turns = [(0, 0, 1, 2), (0, 1, 2, 0), (1, 0, 0, 1), (2, 1, 2, 0), (0, 0, 0, 0), (1, 1, 2, 2), (2, 2, 2, 1)]
    else:  # members that differ first, the candidates that come first among themselves; those that are all alike last
        turns = [tuple((start + i) % 4 for i in range(n)) for start in range(4)]
        turns += [tuple(start + step * i for i in range(n)) for step in (1, 2, 3, 0) for start in range(6)]
    found = dict.fromkeys(tuple(inner[t % len(inner)] for t in turn) for turn in turns)
    return tuple(Table(points, row) for row in found)


def _rows(sp: Any, n: int, laws: bool) -> list[tuple[Any, ...]]:
    """Laws on n letters, positive ones first, then other tables of n numbers."""
    weights: list[tuple[int, ...]] = []
    if laws:
        up = tuple(range(1, n + 1))
        weights = [
            up, tuple((3, 1, 4, 1, 5, 9, 2, 6)[i % 8] for i in range(n)), (1,) * n, up[::-1], tuple(i % 2 * i for i in up),
            (0, *up[1:]), (1, *(0,) * (n - 1)), (*up[:-1], 0), (*(0,) * (n - 1), 1), tuple(3 * i * i + 1 for i in up),
            (*(2,) * (n - 1), 1),
        ]  # fmt: skip
    found = [tuple(sp.Rational(w, sum(row)) for w in row) for row in weights if sum(row)]
    numbers = (
        ("1/2", "1/3", "3/4", "1/4"), (1, 0), (0, 1, 1), (1,), (0,), (2, 1, 3, 5), (-3, 2, 0, "1/2"), (3, 3, 1),
        ("1/4", "2/3", "1/4"),
    )  # fmt: skip
    for row in numbers:
        values = [
            sp.Rational(*(int(part) for part in q.split("/"))) if isinstance(q, str) else sp.Integer(q) for q in row
        ]
        found.append(tuple(values[i % len(values)] for i in range(n)))
    return list(dict.fromkeys(found))


def _real_functions(sp: Any, codomain: Type) -> tuple[Any, ...]:
    """Functions of a real variable, their derivatives among them; sets of real numbers."""
    from symbolic_it.language.lowering import Meaningless
    from symbolic_it.refute.sympy_truth import logarithm, sign

    def inverse(x: Any) -> Any:
        if x == 0:
            raise Meaningless("a division by 0")
        return 1 / x

    def surprise(k: Any) -> Callable[[Any], Any]:
        return lambda x: -k * logarithm(sp, x)

    if codomain is real:
        two = sp.Integer(2)
        half = 1 / two
        return (
            surprise(1), surprise(two), surprise(half), lambda x: x * x, lambda x: 2 * x, lambda x: x, lambda x: -inverse(x),
            lambda x: -2 * inverse(x), lambda x: -half * inverse(x), sp.exp, lambda x: 1 - x, lambda x: sp.Integer(0),
            lambda x: sp.Integer(1), lambda x: sp.Integer(2),
        )  # fmt: skip
    if codomain is bool_:
        return (
            lambda x: TRUE if sign(sp, x) > 0 and sign(sp, x - 1) < 0 else FALSE,
            lambda x: TRUE if sign(sp, x) > 0 else FALSE,
            lambda x: TRUE,
        )
    raise InvalidArgument("no instances of a function of a real variable with other values than numbers")


# ---- the search --------------------------------------------------------------------------------------

_met: dict[Any, bool] = {}
_found: dict[Any, tuple[Instance, ...]] = {}


def instances(hypotheses: Sequence[Term], statement: Term) -> tuple[Instance, ...]:
    """Up to `COUNT` instances that meet the hypotheses, with values for the statement's variables as well."""
    used = frozenset(v for t in (*hypotheses, statement) for v in t.free)
    types = frozenset(ty for t in (*hypotheses, statement) for ty in t.type_vars)
    key = (tuple(hypotheses), used, types)
    found = _found.get(key)
    if found is None:
        found = tuple(_search(hypotheses, sorted(used, key=lambda v: (v.name, v.sn)), types))
        remember(_found, key, found, limit=500)
    return found


def _search(hypotheses: Sequence[Term], used: list[Term], types: frozenset[Type]) -> list[Instance]:
    found: list[Instance] = []
    seen: set[Any] = set()
    budget = [MAX_CHECKS]
    lists = {ty.op: members for ty, members in listed(hypotheses).items()}
    for profile in range(PROFILES):
        names = sorted({ty.op for ty in types}, key=lambda op: (op[0], op))
        sizes = tuple(
            (op, len(lists[op]) if op in lists else (_LETTERS if op[0] == "%" else _POINTS)[(profile + 2 * a) % 5])
            for a, op in enumerate(names)
        )
        if len(found) >= COUNT or budget[0] <= 0:
            break
        try:
            values = _Assignment(hypotheses, used, sizes, profile, budget).solve()
        except InvalidArgument:
            return found
        if values is None:
            continue
        mark = (sizes, tuple(values[v] for v in used))
        if mark not in seen:
            seen.add(mark)
            found.append(Instance(dict(sizes), values, partial(candidates, sizes=sizes)))
    return found


class _Assignment:
    """Values for the variables that meet the hypotheses, found by backtracking."""

    def __init__(
        self, hypotheses: Sequence[Term], used: list[Term], sizes: Sizes, profile: int, budget: list[int]
    ) -> None:
        self.hypotheses, self.sizes, self.budget = hypotheses, sizes, budget
        self.values: dict[Term, Any] = {}
        self.determined = _determined(hypotheses)
        self.domains: dict[Term, list[Any]] = {}
        named = {u: k for members in listed(hypotheses).values() for k, u in enumerate(members, 1)}
        single: dict[Term, list[Term]] = {}
        for h in hypotheses:
            if len(h.free) == 1:
                single.setdefault(next(iter(h.free)), []).append(h)
        for number, v in enumerate(used):
            if v in self.determined:
                continue
            if v in named:  # the letters of a listed alphabet, in their order
                self.domains[v] = [named[v]]
                continue
            alone = single.get(v, [])
            kept = [c for c in self._pool(v, alone) if all(self._meets(h, {v: c}) for h in alone)]
            turn = profile * (1 + number) % len(kept) if kept else 0
            self.domains[v] = kept[turn:] + kept[:turn]
        self.order = self._ordered(used)

    def _pool(self, v: Term, alone: Sequence[Term]) -> Sequence[Any]:
        found = candidates(v.ty, self.sizes)
        for h in alone:
            sides = binary("lt", h)
            if sides is not None and sides[1] is v and number_value(sides[0]) == 1:
                return (found[1], found[-1], found[5])  # a base: 2, e or 3
        if v.ty.op == "fun" and v.ty.args[1] is real and "law" not in constants_of(alone):
            return sorted(found, key=lambda f: isinstance(f, Table) and sum(f.rows) == 1)  # laws last
        return found

    def _ordered(self, used: list[Term]) -> list[tuple[Term, list[Term]]]:
        """The variables in an order that completes hypotheses early, each with those that it completes."""
        left, done = list(used), set[Term]()
        waiting = [h for h in self.hypotheses if len(h.free) != 1 or h.free & self.determined.keys()]
        order: list[tuple[Term, list[Term]]] = []
        while left:
            if not waiting and not self.determined:
                return [*order, *((v, []) for v in left)]
            ready = [v for v in left if v not in self.determined or self.determined[v].free <= done]
            choice = max(
                ready or left,
                key=lambda v: (
                    v in self.determined,
                    sum(h.free <= done | {v} for h in waiting),
                    sum(v in h.free and bool(h.free & done) for h in waiting),
                    -len(self.domains.get(v, ())),
                ),
            )
            left.remove(choice)
            done.add(choice)
            order.append((choice, [h for h in waiting if h.free <= done]))
            waiting = [h for h in waiting if not h.free <= done]
        return order

    def solve(self, place: int = 0) -> dict[Term, Any] | None:
        if place == 0 and not all(self._meets(h, {}) for h in self.hypotheses if not h.free):
            return None
        if place == len(self.order):
            return dict(self.values)
        v, complete = self.order[place]
        for c in self._choices(v):
            self.values[v] = c
            if all(self._meets(h, self.values) for h in complete):
                found = self.solve(place + 1)
                if found is not None:
                    return found
            del self.values[v]
            if self.budget[0] <= 0:
                return None
        return None

    def _choices(self, v: Term) -> Sequence[Any]:
        if v not in self.determined:
            return self.domains[v]
        try:
            return [
                Instance(dict(self.sizes), self.values, partial(candidates, sizes=self.sizes)).value(self.determined[v])
            ]
        except TROUBLE:
            return []

    def _meets(self, h: Term, values: dict[Term, Any]) -> bool:
        relevant = {ty.op for ty in h.type_vars}
        mine = sorted(h.free, key=lambda v: v.sn)
        key = (h, tuple(s for s in self.sizes if s[0] in relevant), tuple(values[v] for v in mine))
        known = _met.get(key)
        if known is None:
            self.budget[0] -= 1
            instance = Instance(dict(self.sizes), {v: values[v] for v in mine}, partial(candidates, sizes=self.sizes))
            try:
                known = int(instance.value(h)) > 0
            except TROUBLE:
                known = False
            remember(_met, key, known)
        return known


def _determined(hypotheses: Sequence[Term]) -> dict[Term, Term]:
    """Variables that a hypothesis says to be equal to something else, with that, where no circle arises."""
    found: dict[Term, Term] = {}

    def reaches(t: Term, v: Term) -> bool:
        return v in t.free or any(reaches(found[w], v) for w in t.free if w in found)

    for h in hypotheses:
        sides = binary("eq", h)
        if sides is None:
            continue
        for v, t in (sides[::-1], sides):
            if v.kind == VAR and v not in found and not reaches(t, v):
                found[v] = t
                break
    return found
