"""Values to try for free variables: laws, families of laws, numbers, samples, functions, sets; simple ones first."""

from __future__ import annotations

import itertools
import random
from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction
from functools import cache
from typing import Any

from symbolic_it.kernel.definitions import constant_for
from symbolic_it.kernel.terms import Term, Type, abstract, bool_, nat, number, real, var
from symbolic_it.language.evaluate import evaluate
from symbolic_it.language.instance import FiniteSet, Instance, NamedFunction, Sequence1, Table

REALS = tuple(map(Fraction, ("2", "1/2", "1", "3", "0", "-1", "1/4", "3/4", "1/3", "-2", "4", "3/2", "1/10", "10")))
NATURALS = (2, 1, 3, 0, 4)
LENGTH = 3
"""How many members of a sequence are chosen; the last goes on for ever."""

_half, _quarter = Fraction(1, 2), Fraction(1, 4)


def _normalised(weights: Iterable[int]) -> tuple[Fraction, ...]:
    ws = tuple(weights)
    return tuple(Fraction(w, sum(ws)) for w in ws)


@cache
def laws(n: int) -> tuple[tuple[Fraction, ...], ...]:
    """Laws on n letters: uniform, point masses, halves, unequal ones with small denominators."""
    if n == 1:
        return ((Fraction(1),),)
    ones = (1,) * n
    rows: list[Iterable[int]] = [ones, (3, *(1,) * (n - 1)), (1, *(0,) * (n - 1))]
    rows += [(*(1,) * (n - 1), 3), (1, *(2,) * (n - 1)), (*(0,) * (n - 1), 1), (2, *(1,) * (n - 1))]
    if n > 2:
        rows += [(*(1,) * (n - 1), 0), (0, *(1,) * (n - 1)), range(1, n + 1), range(n, 0, -1)]
        rows += [(1, 1, *(0,) * (n - 2)), (0, 1, *(0,) * (n - 2)), [1, 1] + [2**i for i in range(1, n - 1)]]
    rows += [(9, *(1,) * (n - 1)), (1, *(9,) * (n - 1)), (n, *range(1, n))]
    return tuple(dict.fromkeys(map(_normalised, rows)))


@cache
def joint_laws(n: int, m: int) -> tuple[tuple[Fraction, ...], ...]:
    """Laws on pairs, row by row: independent and dependent ones, with zeros, with a row of zeros."""

    def independent(p: Sequence[Fraction], q: Sequence[Fraction]) -> tuple[Fraction, ...]:
        return tuple(a * b for a in p for b in q)

    def cells(weight: Callable[[int, int], int]) -> tuple[Fraction, ...]:
        return _normalised(weight(i, j) for i in range(n) for j in range(m))

    left, right = laws(n), laws(m)
    rows = [
        independent(left[0], right[0]),
        cells(lambda i, j: int(i % m == j)),
        independent(left[min(1, len(left) - 1)], right[0]),
        cells(lambda i, j: 1 + (i % m == j) * 2),
        cells(lambda i, j: int(i == 0) + int(j == 0 or i == 0)),
        cells(lambda i, j: int(i <= j or i == 0)),
        independent(left[min(1, len(left) - 1)], right[min(4, len(right) - 1)]),
        cells(lambda i, j: int(i == 0 and j == 0)),
        cells(lambda i, j: int(i == 0)),
        cells(lambda i, j: 1 + 2 * i + j),
        cells(lambda i, j: int(j == 0) * (i + 1)),
    ]
    rows += [independent(p, q) for p, q in zip(left[1:6], right[1:6], strict=False)]
    return tuple(dict.fromkeys(rows))


def law_rows(ty: Type, instance: Instance) -> tuple[tuple[Fraction, ...], ...]:
    elements = instance.elements(ty)
    if elements is None:
        return ()
    if ty.op == "pair":
        left, right = instance.elements(ty.args[0]), instance.elements(ty.args[1])
        assert left is not None and right is not None
        return joint_laws(len(left), len(right))
    return laws(len(elements))


def random_law(n: int, rng: random.Random) -> tuple[Fraction, ...]:
    while True:
        weights = [rng.choice((0, 1, 1, 2, 3, 5)) for _ in range(n)]
        if any(weights):
            return _normalised(weights)


_t = var("t", real)


@cache
def real_functions() -> tuple[NamedFunction, ...]:
    c = constant_for
    zero, one, two = number(0), number(1), number(2)
    bodies: list[tuple[str, Term]] = [
        ("t", _t), ("-t", c("neg", _t)), ("t^2", c("pow", _t, two)), ("2 t", c("mul", two, _t)), ("1", one),
        ("0", zero), ("t + 1", c("add", _t, one)), ("1 - t", c("sub", one, _t)), ("ln t", c("ln", _t)),
        ("exp t", c("exp", _t)), ("-ln t", c("neg", c("ln", _t))),
    ]  # fmt: skip
    return tuple(_named(words, abstract(_t, body)) for words, body in bodies)


def _named(words: str, term: Term) -> NamedFunction:
    return NamedFunction(words, term, evaluate(term, Instance({}, {})))


def point_sets() -> tuple[FiniteSet, ...]:
    return tuple(
        FiniteSet(tuple(map(Fraction, points.split())))
        for points in ("1/4 3/4", "1/2", "1/4 1/2 3/4", "1 2", "0 1", "-1 0 1", "1 2 3")
    )


def candidates(ty: Type, depth: int | None, instance: Instance) -> list[Any]:
    """Values of the type at the instance's sizes. ``depth``: after so many arguments the value is a law (None: no law)."""
    if depth == 0:
        elements = instance.elements(ty.args[0])
        return [Table(dict(zip(elements or (), row, strict=True))) for row in law_rows(ty.args[0], instance)]
    every = instance.elements(ty)
    if every is not None and len(every) <= 64:
        return _mixed(list(every)) if ty.op == "fun" else list(every)
    if ty is real:
        return list(REALS)
    if ty is nat:
        return list(NATURALS)
    left, right = ty.args
    if ty.op == "pair":
        return list(
            itertools.islice(itertools.product(candidates(left, None, instance), candidates(right, None, instance)), 60)
        )
    if left is real:
        return list(real_functions()) if right is real else list(point_sets()) if right is bool_ else []
    values = candidates(right, None if depth is None else depth - 1, instance)
    domain = instance.elements(left)
    if not values or (domain is None and left is not nat):
        return []
    n = LENGTH if domain is None else len(domain)
    rows = list(dict.fromkeys(_rows(values, n)))
    if right is real and depth is None and domain is not None:
        rows += [row for row in law_rows(left, instance) if row not in rows]
    return [Sequence1(row) if domain is None else Table(dict(zip(domain, row, strict=True))) for row in rows]


def _mixed(values: list[Any]) -> list[Any]:
    """Subsets and other tables: the full ones first."""
    return values[::-1]


def _rows(values: list[Any], n: int) -> Iterable[tuple[Any, ...]]:
    """Rows of n values: varied ones, then constant ones, in turn."""
    k = len(values)
    for start in range(min(k, 12)):
        yield tuple(values[(start + i) % k] for i in range(n))
        yield tuple(values[start] for _ in range(n))
        yield tuple(values[(start - i) % k] for i in range(n))
        if k > 2:
            yield tuple(values[(start + i % 2) % k] for i in range(n))
            yield tuple(values[(start + (i > 0)) % k] for i in range(n))


def random_value(ty: Type, depth: int | None, instance: Instance, rng: random.Random) -> Any:
    """A random value of the type, or None when there is none to choose."""
    if depth == 0:
        elements = instance.elements(ty.args[0])
        return None if elements is None else Table(dict(zip(elements, random_law(len(elements), rng), strict=True)))
    every = instance.elements(ty)
    if every is not None:
        return rng.choice(every)
    if ty is real:
        return rng.choice(REALS) if rng.random() < 0.6 else Fraction(rng.randint(-6, 12), rng.randint(1, 12))
    if ty is nat:
        return rng.choice((1, 2, 2, 3, 3, 0, 4))
    left, right = ty.args
    if ty.op == "pair":
        return random_value(left, None, instance, rng), random_value(right, None, instance, rng)
    if left is real:
        choices = candidates(ty, None, instance)
        return rng.choice(choices) if choices else None
    domain = instance.elements(left)
    if domain is None and left is not nat:
        return None
    inner = None if depth is None else depth - 1
    row = tuple(random_value(right, inner, instance, rng) for _ in range(LENGTH if domain is None else len(domain)))
    if None in row:
        return None
    return Sequence1(row) if domain is None else Table(dict(zip(domain, row, strict=True)))
