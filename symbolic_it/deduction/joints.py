"""Lemmas of joint laws: their marginals and conditional laws are laws, and what has probability zero stays impossible."""

from __future__ import annotations

from symbolic_it.deduction.basics import ONE, ZERO, by_linear, discharge_all, le, lemma, nonzero, positive, theorem, use
from symbolic_it.deduction.logic import (
    apply,
    both,
    by_contradiction,
    c,
    chain,
    conjuncts,
    contradiction,
    fold_theorem,
    refute,
    replace_in,
    under,
    unfold,
    unfold_theorem,
)
from symbolic_it.deduction.sums import at, same_sum
from symbolic_it.kernel.terms import Term, abstract, alphabet_type, equation, fun, pair_type, real, strip, var
from symbolic_it.kernel.theorems import (
    Thm,
    assume,
    field_identity,
    generalise,
    instantiate_types,
    specialise,
    symmetry,
)

X, Y = alphabet_type("f"), alphabet_type("g")
P, x, y = var("P", fun(pair_type(X, Y), real)), var("x", X), var("y", Y)
CELL = at(P, c("pair", x, y))
ROW, COLUMN = c("first_marginal", P), c("second_marginal", P)
GIVEN = c("conditional", P, x)


def _law_of(law: Thm) -> tuple[Thm, Thm]:
    """From |- law P: |- for all z, 0 <= P z and |- sum P = 1."""
    nonnegative, one = conjuncts(unfold_theorem(law))
    return nonnegative, one


def _cell_nonnegative(law: Thm) -> Thm:
    return specialise(c("pair", x, y), _law_of(law)[0])


def _equal(*theorems: Thm) -> Thm:
    th = chain(*theorems)
    assert th is not None
    return th


def _marginal_parts(v: Term, marginal: Term, joint: Term = P) -> tuple[Thm, Thm]:
    """law P |- 0 <= marginal, and P(x,y) <= marginal, the sum over v."""
    cell = at(joint, c("pair", x, y))
    signs = generalise(v, specialise(c("pair", x, y), _law_of(assume(c("law", joint)))[0]))
    value, body = unfold(marginal), abstract(v, cell)
    sign = by_linear(le(ZERO, marginal), value, use("sum-nonnegative", signs, f=body))
    bound = by_linear(le(cell, marginal), value, use("term-at-most-sum", signs, f=body, k=v))
    return sign, bound


def _marginal_law(u: Term, v: Term, marginal: Term) -> Thm:
    law = assume(c("law", P))
    _, one = _law_of(law)
    at_u = at(marginal, u)
    sign, _ = _marginal_parts(v, at_u)
    rows = use("sum-over-pairs", f=P)
    total = same_sum(u, unfold(at_u))
    if u is y:
        columns = use("sum-exchange", h=abstract(x, abstract(y, CELL)))
        total = _equal(total, symmetry(columns))
    total = _equal(total, symmetry(rows), one)
    return discharge_all(fold_theorem(c("law", marginal), both(generalise(u, sign), total)), law.conclusion)


@lemma("law-at-most-one-everywhere")
def _() -> Thm:
    """law P ==> for all x, P x <= 1"""
    law = assume(c("law", var("P", fun(X, real))))
    (nonnegative, one), p = _law_of(law), at(law.conclusion.arg, x)
    bound = by_linear(le(p, ONE), use("term-at-most-sum", nonnegative, k=x), one)
    return discharge_all(generalise(x, bound), law.conclusion)


@lemma("first-marginal-is-law")
def _() -> Thm:
    """law P ==> law P_X"""
    return _marginal_law(x, y, ROW)


@lemma("second-marginal-is-law")
def _() -> Thm:
    """law P ==> law P_Y"""
    return _marginal_law(y, x, COLUMN)


@lemma("joint-at-most-first-marginal")
def _() -> Thm:
    """law P ==> P(x,y) <= P_X(x)"""
    return discharge_all(_marginal_parts(y, at(ROW, x))[1], c("law", P))


@lemma("joint-at-most-second-marginal")
def _() -> Thm:
    """law P ==> P(x,y) <= P_Y(y)"""
    return discharge_all(_marginal_parts(x, at(COLUMN, y))[1], c("law", P))


def _possible(v: Term, marginal: Term) -> Thm:
    """law P ==> P(x,y) != 0 ==> marginal != 0: a cell lies between 0 and its marginal."""
    law, other = assume(c("law", P)), assume(nonzero(CELL))
    zero = assume(equation(marginal, ZERO))
    _, bound = _marginal_parts(v, marginal)
    upper = by_linear(le(CELL, ZERO), bound, zero)
    none = use("antisymmetry", upper, _cell_nonnegative(law))
    th = refute(zero.conclusion, contradiction(none, other))
    return discharge_all(th, law.conclusion, other.conclusion)


@lemma("first-marginal-of-possible")
def _() -> Thm:
    return _possible(y, at(ROW, x))


@lemma("second-marginal-of-possible")
def _() -> Thm:
    return _possible(x, at(COLUMN, y))


@lemma("conditional-nonnegative")
def _() -> Thm:
    """law P ==> 0 <= P(y|x), also where P_X(x) = 0: there the total quotient is 0."""
    law = assume(c("law", P))
    sign, _ = _marginal_parts(y, at(ROW, x))
    value = unfold(at(GIVEN, y))
    th = by_linear(le(ZERO, at(GIVEN, y)), value, use("quotient-nonnegative", _cell_nonnegative(law), sign))
    return discharge_all(th, law.conclusion)


@lemma("conditional-of-possible")
def _() -> Thm:
    """law P ==> P(x,y) != 0 ==> 0 < P(y|x)"""
    law, other = assume(c("law", P)), assume(nonzero(CELL))
    sign, _ = _marginal_parts(y, at(ROW, x))
    cell = use("nonnegative-nonzero", _cell_nonnegative(law), other)
    row = use("nonnegative-nonzero", sign, use("first-marginal-of-possible", law, other))
    th = by_linear(positive(at(GIVEN, y)), unfold(at(GIVEN, y)), use("quotient-positive", cell, row))
    return discharge_all(th, law.conclusion, other.conclusion)


@lemma("conditional-is-law")
def _() -> Thm:
    """law P ==> P_X(x) != 0 ==> P(.|x) is a law"""
    law, other = assume(c("law", P)), assume(nonzero(at(ROW, x)))
    sign = use("conditional-nonnegative", law)
    body = abstract(y, CELL)
    row = at(ROW, x)
    share = c("div", CELL, row)
    factor = c("div", ONE, row)
    flat = _equal(unfold(at(GIVEN, y)), field_identity(share, c("mul", factor, CELL)))
    pulled = use("sum-of-multiple", c=factor, f=body)
    back = under(pulled.conclusion.arg.fun, symmetry(unfold(row)))
    total = _equal(same_sum(y, flat), pulled, back, field_identity(c("mul", factor, row), ONE, [other]))
    th = fold_theorem(c("law", GIVEN), both(generalise(y, sign), total))
    return discharge_all(th, law.conclusion, other.conclusion)


@lemma("marginal-of-possible-conditional")
def _() -> Thm:
    """law P ==> P(y|x) != 0 ==> P_Y(y) != 0: were it 0, then P(x,y) would be 0, and the quotient as well."""
    law, other = assume(c("law", P)), assume(nonzero(at(GIVEN, y)))
    zero = assume(equation(at(COLUMN, y), ZERO))
    upper = by_linear(le(CELL, ZERO), use("joint-at-most-second-marginal", law), zero)
    none = use("antisymmetry", upper, _cell_nonnegative(law))
    row = at(ROW, x)
    share = replace_in(none, lambda h: c("div", h, row))
    gone = _equal(unfold(at(GIVEN, y)), share, field_identity(c("div", ZERO, row), ZERO))
    th = refute(zero.conclusion, contradiction(gone, other))
    return discharge_all(th, law.conclusion, other.conclusion)


@lemma("conditional-dominated-by-marginal")
def _() -> Thm:
    """law P ==> P(.|x) << P_Y"""
    law, zero = assume(c("law", P)), assume(equation(at(COLUMN, y), ZERO))
    other = assume(nonzero(at(GIVEN, y)))
    support = use("marginal-of-possible-conditional", law, other)
    th = by_contradiction(equation(at(GIVEN, y), ZERO), contradiction(zero, support))
    every = generalise(y, discharge_all(th, zero.conclusion))
    return discharge_all(fold_theorem(c("dominated", GIVEN, COLUMN), every), law.conclusion)


Q = var("Q", P.ty)
OTHER_CELL = at(Q, c("pair", x, y))


def _cell_vanishes(v: Term, marginal: Term, zero: Thm) -> Thm:
    """law Q, P << Q, marginal of Q = 0 |- P(x,y) = 0."""
    law, dominated = assume(c("law", Q)), assume(c("dominated", P, Q))
    _, bound = _marginal_parts(v, marginal, Q)
    upper = by_linear(le(OTHER_CELL, ZERO), bound, zero)
    none = use("antisymmetry", upper, specialise(c("pair", x, y), _law_of(law)[0]))
    return apply(unfold_theorem(dominated), c("pair", x, y), none)


def _marginals_dominated(u: Term, v: Term, name: str) -> Thm:
    zero = assume(equation(c(name, Q, u), ZERO))
    cell = _cell_vanishes(v, c(name, Q, u), zero)
    total = _equal(unfold(c(name, P, u)), same_sum(v, cell), _typed_zero(v))
    every = generalise(u, discharge_all(total, zero.conclusion))
    th = fold_theorem(c("dominated", c(name, P), c(name, Q)), every)
    return discharge_all(th, c("law", Q), c("dominated", P, Q))


def _typed_zero(v: Term) -> Thm:
    th = theorem("sum-of-zero")
    generic = next(iter(th.conclusion.type_vars))
    return instantiate_types([(generic, v.ty)], th) if generic is not v.ty else th


@lemma("first-marginals-dominated")
def _() -> Thm:
    """law Q ==> P << Q ==> P_X << Q_X"""
    return _marginals_dominated(x, y, "first_marginal")


@lemma("second-marginals-dominated")
def _() -> Thm:
    """law Q ==> P << Q ==> P_Y << Q_Y"""
    return _marginals_dominated(y, x, "second_marginal")


@lemma("conditionals-dominated")
def _() -> Thm:
    """law Q ==> P << Q ==> P(.|x) << Q(.|x)"""
    law, dominated = assume(c("law", Q)), assume(c("dominated", P, Q))
    ours, theirs = at(GIVEN, y), at(c("conditional", Q, x), y)
    zero, other = assume(equation(theirs, ZERO)), assume(nonzero(ours))
    cell = assume(nonzero(OTHER_CELL))
    positive_share = use("conditional-of-possible", law, cell, P=Q)
    bad = contradiction(zero, use("positive-nonzero", positive_share))
    none = by_contradiction(equation(OTHER_CELL, ZERO), bad)
    mine = apply(unfold_theorem(dominated), c("pair", x, y), none)
    row = at(ROW, x)
    gone = _equal(unfold(ours), replace_in(mine, lambda h: c("div", h, row)), field_identity(c("div", ZERO, row), ZERO))
    th = by_contradiction(equation(ours, ZERO), contradiction(gone, other))
    every = generalise(y, discharge_all(th, zero.conclusion))
    result = fold_theorem(c("dominated", GIVEN, c("conditional", Q, x)), every)
    return discharge_all(result, law.conclusion, dominated.conclusion)


@lemma("joint-total")
def _() -> Thm:
    """law P ==> sum over x, sum over y of P(x,y) = 1"""
    law = assume(c("law", P))
    return discharge_all(_equal(symmetry(use("sum-over-pairs", f=P)), _law_of(law)[1]), law.conclusion)


@lemma("conditional-total")
def _() -> Thm:
    """law P ==> P_X(x) != 0 ==> sum over y of P(y|x) = 1"""
    law, other = assume(c("law", P)), assume(nonzero(at(ROW, x)))
    total = _law_of(use("conditional-is-law", law, other))[1]
    return discharge_all(total, law.conclusion, other.conclusion)


def _support(dominated: Thm, v: Term, weak: Term) -> Thm:
    """From law Q |- F << G: |- F v != 0 ==> law Q ==> G v != 0, in the order that lets a weight at hand fix v."""
    ours, theirs = (at(f, v) for f in strip(dominated.conclusion)[1])
    other, zero = assume(nonzero(ours)), assume(equation(theirs, ZERO))
    bad = contradiction(apply(unfold_theorem(dominated), v, zero), other)
    return generalise(v, discharge_all(refute(zero.conclusion, bad), other.conclusion, weak))


def dominated_parts(dominated: Thm) -> list[Thm]:
    """What |- P << Q says of the marginals and conditional laws of two laws on pairs, for matching."""
    first, second = strip(dominated.conclusion)[1]
    pairs = first.ty.args[0]
    u, v = var("_1p", pairs.args[0]), var("_2p", pairs.args[1])
    law = c("law", second)
    rows = use("first-marginals-dominated", assume(law), dominated)
    columns = use("second-marginals-dominated", assume(law), dominated)
    shares = use("conditionals-dominated", assume(law), dominated, x=u)
    return [_support(rows, u, law), _support(columns, v, law), generalise(u, _support(shares, v, law))]


_EVERYWHERE = (
    "first-marginal-of-possible", "second-marginal-of-possible", "conditional-of-possible", "conditional-nonnegative",
    "marginal-of-possible-conditional",
)  # fmt: skip


def joint_parts(law: Thm) -> list[Thm]:
    """What |- law P says of the marginals and conditional laws of a law P on pairs, for matching."""
    pairs = law.conclusion.arg.ty.args[0]
    u, v = var("_1p", pairs.args[0]), var("_2p", pairs.args[1])
    result: list[Thm] = [use("joint-total", law), generalise(u, use("conditional-total", law, x=u))]
    for name in ("first-marginal-is-law", "second-marginal-is-law"):
        marginal = use(name, law)
        result += [marginal, *conjuncts(unfold_theorem(marginal))]
    for name in _EVERYWHERE:
        result.append(generalise(u, generalise(v, use(name, law, x=u, y=v))))
    return result
