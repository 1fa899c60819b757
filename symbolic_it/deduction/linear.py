"""Linear arithmetic: finding the multiples that the kernel's rule checks, by an exact simplex over the rationals."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from symbolic_it.kernel import arithmetic
from symbolic_it.kernel.arithmetic import ONE, Monomial, Poly
from symbolic_it.kernel.terms import KernelError, Term, binary, equation, number, real
from symbolic_it.kernel.theorems import Thm, linear_arithmetic

MAX_FACTS = 60
MAX_PIVOTS = 400
Number = int | Fraction
"""Whole numbers stay ints: most coefficients are, and they are many times faster."""
_ZERO, _ONE, _NOTHING, _MINUS = 0, 1, Fraction(0), Fraction(-1)


def _light(q: Number) -> Number:
    return q.numerator if q.denominator == 1 else q


def _quotient(a: Number, b: Number) -> Number:
    return a if b == 1 else _light(Fraction(a) / b)


def comparison(t: Term) -> tuple[str, Term, Term] | None:
    """(relation, left, right) of a comparison of reals, relation one of le, lt, eq."""
    for relation in ("le", "lt", "eq"):
        sides = binary(relation, t)
        if sides is not None:
            return (relation, *sides) if sides[0].ty is real else None
    return None


def difference(left: Term, right: Term) -> Poly:
    """The normal form of right - left."""
    return arithmetic.add(arithmetic.normal_form(right), arithmetic.normal_form(left), _MINUS)


_known: dict[Term, tuple[str, Poly] | None] = {}
"""Relation and difference of comparisons met before; the same facts are at hand for many goals."""
MAX_KNOWN = 20_000


def _read(t: Term) -> tuple[str, Poly] | None:
    if t in _known:
        return _known[t]
    if len(_known) >= MAX_KNOWN:
        _known.clear()
    parts = comparison(t)
    found = (parts[0], difference(parts[1], parts[2])) if parts is not None else None
    _known[t] = found
    return found


def linear(goal: Term, facts: Sequence[Thm]) -> Thm | None:
    """|- goal from the facts by linear arithmetic over monomials, or None.

    The goal and the facts are comparisons of reals (others are passed over). Complete over the rationals.
    """
    wanted = comparison(goal)
    if wanted is None:
        return None
    relation, left, right = wanted
    try:
        target = difference(left, right)
        usable = _connected(target, facts)
    except KernelError:
        return None
    if relation == "eq":
        usable = [u for u in usable if u[1] == "eq"]
    pruned = _prune(target, usable)
    coefficients = _solve(target, relation, pruned) if pruned is not None else None
    if pruned is None or coefficients is None:
        return None
    parts = [(c, u[0]) for c, u in zip(coefficients, pruned, strict=True) if c]
    try:
        return linear_arithmetic(goal, parts)
    except KernelError:
        return None


_PLACE = linear_arithmetic(equation(number(0), number(0)))
"""In the place of a theorem that is not proved yet."""


def multiples(target: Poly, relation: str, facts: Sequence[Poly]) -> list[Fraction] | None:
    """Multiples of ``0 <= fact`` that would give ``0 relation target``: which of many facts are worth proving."""
    return _solve(target, relation, [(_PLACE, "le", p) for p in facts])


_Fact = tuple[Thm, str, Poly]


def _connected(target: Poly, facts: Sequence[Thm]) -> list[_Fact]:
    """The facts that share monomials with the goal, directly or through other facts."""
    rows: list[_Fact] = []
    for th in facts:
        parts = _read(th.conclusion)
        if parts is not None:
            p = parts[1]
            if p and not (len(p) == 1 and ONE in p and p[ONE] > 0):
                rows.append((th, parts[0], p))
    reached = {m for m in target if m != ONE}
    if not reached:
        return rows[:MAX_FACTS]  # a contradiction between facts is looked for
    used: list[_Fact] = []
    waiting = rows
    while True:
        near: list[_Fact] = []
        far: list[_Fact] = []
        for r in waiting:
            p = r[2]
            (far if reached.isdisjoint(p) and not (len(p) == 1 and ONE in p) else near).append(r)
        if not near:
            return used[:MAX_FACTS]
        used += near
        waiting = far
        for r in near:
            reached.update(r[2])
        reached.discard(ONE)


def _prune(target: Poly, facts: list[_Fact]) -> list[_Fact] | None:
    """Without the facts that cannot take part, by the signs of their monomials; None when the goal cannot follow."""
    while True:
        signs: dict[Monomial, set[int]] = {}
        for _, relation, p in facts:
            for m, coefficient in p.items():
                if m != ONE:
                    both = {1, -1} if relation == "eq" else {1 if coefficient > 0 else -1}
                    signs.setdefault(m, set()).update(both)
        useless: set[Monomial] = set()
        owners: dict[Monomial, int] = {}
        for _, _, p in facts:
            for m in p:
                owners[m] = owners.get(m, 0) + 1
        for m, coefficient in target.items():
            if m != ONE and (1 if coefficient > 0 else -1) not in signs.get(m, ()):
                return None
        for m, present in signs.items():
            if m not in target and (len(present) == 1 or owners[m] == 1):
                useless.add(m)
        if not useless:
            return facts
        facts = [f for f in facts if useless.isdisjoint(f[2])]


def _solve(target: Poly, relation: str, facts: list[_Fact]) -> list[Fraction] | None:
    """Multiples c with target - sum c_i p_i a constant of the right sign, or None.

    A monomial that one fact alone holds fixes that fact's multiple; what is left after that goes to the simplex.
    """
    result: list[Fraction] = [_NOTHING] * len(facts)
    rest, active = target, dict.fromkeys(range(len(facts)))
    while True:
        owners: dict[Monomial, list[int]] = {}
        for k in active:
            for m in facts[k][2]:
                if m != ONE:
                    owners.setdefault(m, []).append(k)
        forced = next(((m, ks[0]) for m, ks in owners.items() if len(ks) == 1), None)
        if forced is None:
            break
        m, k = forced
        c = Fraction(rest.get(m, 0)) / facts[k][2][m]
        if c < 0 and facts[k][1] != "eq":
            return None
        del active[k]
        if c:
            result[k] = c
            rest = arithmetic.add(rest, facts[k][2], -c)
    strict = any(result[k] and facts[k][1] == "lt" for k in range(len(facts)))
    if all(m == ONE for m in rest):
        k0 = rest.get(ONE, _NOTHING)
        if k0 == 0 if relation == "eq" else k0 >= 0 if relation == "le" else k0 > 0 or (k0 == 0 and strict):
            return result
    if not active:
        return None
    order = list(active)
    kind = "le" if relation == "lt" and strict else relation
    more = _solve_by_simplex(rest, kind, [facts[k] for k in order])
    if more is None:
        return None
    for k, c in zip(order, more, strict=True):
        result[k] = c
    return result


def _solve_by_simplex(target: Poly, relation: str, facts: list[_Fact]) -> list[Fraction] | None:
    monomials: list[Monomial] = [m for m in target if m != ONE]
    known = set(monomials)
    for _, _, p in facts:
        for m in p:
            if m != ONE and m not in known:
                known.add(m)
                monomials.append(m)
    if not facts and monomials:
        return None
    # Columns: for each fact its multiple (two of opposite sign for an equation); last the constant left over.
    columns: list[tuple[int, int]] = []
    for k, (_, rel, _) in enumerate(facts):
        columns.append((k, _ONE))
        if rel == "eq":
            columns.append((k, -1))
    slack = relation != "eq"
    matrix: list[list[Number]] = [
        [s * _light(facts[k][2].get(m, _NOTHING)) for k, s in columns] + ([_ZERO] if slack else []) for m in monomials
    ]
    constants: list[Number] = [s * _light(facts[k][2].get(ONE, _NOTHING)) for k, s in columns]
    matrix.append(constants + ([_ONE] if slack else []))
    right: list[Number] = [_light(target.get(m, _NOTHING)) for m in (*monomials, ONE)]
    objective: list[Number] = [_ONE if facts[k][1] == "lt" else _ZERO for k, _ in columns]
    objective += [_ONE] if slack else []
    strict = relation == "lt"
    solution = simplex(matrix, right, objective if strict else None)
    if solution is None:
        return None
    if strict and not any(x and o for x, o in zip(solution, objective, strict=True)):
        return None
    result: list[Fraction] = [_NOTHING] * len(facts)
    for (k, s), x in zip(columns, solution, strict=False):
        result[k] += Fraction(s * x)
    return result


def simplex(matrix: list[list[Number]], right: list[Number], objective: list[Number] | None) -> list[Number] | None:
    """A solution x >= 0 of ``matrix x = right``; with an objective, one where it is positive if there is such.

    Bland's rule, so it ends. None when there is no solution or the work exceeds MAX_PIVOTS.
    """
    rows, columns = len(matrix), len(matrix[0]) if matrix else 0
    table: list[list[Number]] = []
    for i in range(rows):
        sign = -1 if right[i] < 0 else 1
        row = [sign * x for x in matrix[i]] + [_ONE if j == i else _ZERO for j in range(rows)] + [sign * right[i]]
        table.append(row)
    basis = list(range(columns, columns + rows))
    cost = [-sum((row[j] for row in table), _ZERO) for j in range(columns)] + [_ZERO] * rows
    cost.append(-sum((row[-1] for row in table), _ZERO))
    if not _minimise(table, basis, cost, columns) or cost[-1] != 0:
        return None
    if objective is not None and not any(objective[b] and table[i][-1] for i, b in enumerate(basis) if b < columns):
        for i, b in enumerate(basis):  # drive the artificial variables out, where possible
            if b >= columns:
                j = next((j for j in range(columns) if table[i][j]), None)
                if j is not None:
                    _pivot(table, basis, cost, i, j)
        cost = [-o for o in objective] + [_ZERO] * (rows + 1)
        for i, b in enumerate(basis):
            if b < columns and cost[b]:
                factor = cost[b]
                cost = [x - factor * y for x, y in zip(cost, table[i], strict=True)]
        _minimise(table, basis, cost, columns, until_positive=True)
    x: list[Number] = [_ZERO] * columns
    for i, b in enumerate(basis):
        if b < columns:
            x[b] = table[i][-1]
    return x


def _minimise(
    table: list[list[Number]],
    basis: list[int],
    cost: list[Number],
    columns: int,
    until_positive: bool = False,
) -> bool:
    for _ in range(MAX_PIVOTS):
        entering = next((j for j in range(columns) if cost[j] < 0), None)
        if entering is None or (until_positive and cost[-1] > 0):
            return True
        best: tuple[Number, int, int] | None = None
        for i, row in enumerate(table):
            if row[entering] > 0:
                candidate = (_quotient(row[-1], row[entering]), basis[i], i)
                if best is None or candidate < best:
                    best = candidate
        if best is None:  # unbounded: walk far enough for the objective to be positive
            return _ray(table, basis, entering) if until_positive else False
        _pivot(table, basis, cost, best[2], entering)
    return False


def _ray(table: list[list[Number]], basis: list[int], entering: int) -> bool:
    """Enter the column at value 1: no row hinders it, so basic values only grow."""
    for row in table:
        row[-1] -= row[entering]
    last: list[Number] = [_ZERO] * (len(table[0]) - 1)
    table.append([*last, _ONE])
    basis.append(entering)
    return True


def _pivot(table: list[list[Number]], basis: list[int], cost: list[Number], i: int, j: int) -> None:
    pivot = table[i][j]
    table[i] = [_quotient(x, pivot) if x else x for x in table[i]] if pivot != 1 else table[i]
    row = table[i]
    for k, other in enumerate(table):
        if k != i and other[j]:
            factor = other[j]
            table[k] = [x - factor * y if y else x for x, y in zip(other, row, strict=True)]
    if cost[j]:
        factor = cost[j]
        cost[:] = [x - factor * y if y else x for x, y in zip(cost, row, strict=True)]
    basis[i] = j
