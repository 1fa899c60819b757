"""Rules of laws: total mass, signs, supports, point masses, the uniform and the empirical law."""

from __future__ import annotations

from symbolic_it.deduction import logic
from symbolic_it.deduction.basics import ONE, ZERO, X, by_linear, le, lemma, lt, m, nonzero, positive, theorem, use
from symbolic_it.deduction.context import Context
from symbolic_it.deduction.discharge import prove, stand
from symbolic_it.deduction.logic import c, chain
from symbolic_it.deduction.sums import at
from symbolic_it.foundations.registry import add_rule
from symbolic_it.kernel.terms import abstract, const, equation, fun, nat, real, universal, var
from symbolic_it.kernel.theorems import (
    Thm,
    abstraction,
    assume,
    congruence,
    discharge,
    field_identity,
    generalise,
    instantiate,
    reflexivity,
    specialise,
    symmetry,
)

P, Q, x, k = var("P", fun(X, real)), var("Q", fun(X, real)), var("x", X), var("k", X)
COVER = "Cover and Thomas, Elements of Information Theory, 2nd ed., "


def _law_parts() -> tuple[Thm, Thm, Thm]:
    law = assume(c("law", P))
    parts = logic.conjuncts(logic.unfold_theorem(law))
    return law, parts[0], parts[1]


@lemma("law-nonnegative")
def _() -> Thm:
    law, nonnegative, _ = _law_parts()
    return discharge(law.conclusion, specialise(x, nonnegative))


@lemma("law-total")
def _() -> Thm:
    law, _, total = _law_parts()
    return discharge(law.conclusion, total)


@lemma("law-at-most-one")
def _() -> Thm:
    law, nonnegative, total = _law_parts()
    return discharge(law.conclusion, by_linear(le(at(P, x), ONE), use("term-at-most-sum", nonnegative, k=x), total))


@lemma("support-of-dominated")
def _() -> Thm:
    """law Q ==> P << Q ==> P x != 0 ==> 0 < Q x"""
    q = assume(c("law", Q))
    dominated, other = assume(c("dominated", P, Q)), assume(nonzero(at(P, x)))
    zero = assume(equation(at(Q, x), ZERO))
    vanishes = logic.apply(logic.unfold_theorem(dominated), x, zero)
    different = logic.refute(zero.conclusion, logic.contradiction(vanishes, other))
    weak = specialise(x, logic.conjuncts(logic.unfold_theorem(q))[0])
    th = use("nonnegative-nonzero", weak, different)
    return discharge(q.conclusion, discharge(dominated.conclusion, discharge(other.conclusion, th)))


@lemma("support-not-empty")
def _() -> Thm:
    """law P ==> for some x, P x != 0"""
    law, _, total = _law_parts()
    goal = logic.existential(x, nonzero(at(P, x)))
    nowhere = assume(logic.negation(goal))
    hit = logic.witness(goal, x, assume(nonzero(at(P, x))))
    zero = logic.by_contradiction(equation(at(P, x), ZERO), logic.contradiction(hit, nowhere))
    nothing = chain(logic.under(c("sum", P).fun, abstraction(x, zero)), theorem("sum-of-zero"))
    assert nothing is not None
    bad = by_linear(lt(ZERO, ZERO), total, nothing)
    no = logic.contradiction(bad, use("less-irreflexive", a=ZERO))
    return discharge(law.conclusion, logic.by_contradiction(goal, no))


@lemma("dominated-by-itself")
def _() -> Thm:
    zero = assume(equation(at(P, x), ZERO))
    return logic.fold_theorem(c("dominated", P, P), generalise(x, discharge(zero.conclusion, zero)))


@lemma("dominated-by-positive")
def _() -> Thm:
    """(for all x, Q x != 0) ==> P << Q"""
    support = assume(universal(x, nonzero(at(Q, x))))
    zero = assume(equation(at(Q, x), ZERO))
    no = logic.contradiction(zero, specialise(x, support))
    th = logic.from_false(equation(at(P, x), ZERO), no)
    dominated = logic.fold_theorem(c("dominated", P, Q), generalise(x, discharge(zero.conclusion, th)))
    return discharge(support.conclusion, dominated)


@lemma("point-mass-dominated")
def _() -> Thm:
    """0 < Q k ==> the point mass at k << Q: where Q x = 0, x is another letter than k."""
    possible, zero = assume(positive(at(Q, k))), assume(equation(at(Q, x), ZERO))
    same = assume(equation(x, k))
    nothing = by_linear(lt(ZERO, ZERO), possible, zero, congruence(reflexivity(Q), same))
    no = logic.contradiction(nothing, use("less-irreflexive", a=ZERO))
    miss = use("indicator-false", logic.refute(same.conclusion, no))
    value = chain(logic.unfold(c("point_mass", k, x)), miss)
    assert value is not None
    every = generalise(x, discharge(zero.conclusion, value))
    return discharge(possible.conclusion, logic.fold_theorem(c("dominated", c("point_mass", k), Q), every))


@lemma("where-domination-fails")
def _() -> Thm:
    """not P << Q ==> for some x, Q x = 0 and P x != 0"""
    fails = assume(logic.negation(c("dominated", P, Q)))
    zero, other = equation(at(Q, x), ZERO), nonzero(at(P, x))
    goal = logic.existential(x, c("and", zero, other))
    nowhere, here = assume(logic.negation(goal)), assume(zero)
    hit = logic.contradiction(logic.witness(goal, x, logic.both(here, assume(other))), nowhere)
    vanishes = generalise(x, discharge(zero, logic.by_contradiction(equation(at(P, x), ZERO), hit)))
    dominated = logic.fold_theorem(c("dominated", P, Q), vanishes)
    return discharge(fails.conclusion, logic.by_contradiction(goal, logic.contradiction(dominated, fails)))


@lemma("uniform-is-law")
def _() -> Thm:
    one = abstract(x, ONE)
    ones = c("sum", one)
    value = logic.unfold(at(const("uniform", P.ty), x))
    size = use("sum-of-positive", generalise(x, by_linear(positive(ONE))), f=one)
    sign = by_linear(le(ZERO, at(const("uniform", P.ty), x)), value, use("inverse-positive", size))
    share = c("div", ONE, ones)
    body = chain(value, field_identity(share, c("mul", share, ONE)))
    assert body is not None
    total = chain(
        logic.under(c("sum", const("uniform", P.ty)).fun, abstraction(x, body)),
        use("sum-of-multiple", c=share, f=one),
        field_identity(c("mul", share, ones), ONE, [size]),
    )
    assert total is not None
    return logic.fold_theorem(c("law", const("uniform", P.ty)), logic.both(generalise(x, sign), total))


@lemma("point-mass-is-law")
def _() -> Thm:
    hit = c("indicator", equation(x, k))
    value = logic.unfold(c("point_mass", k, x))
    p = theorem("indicator-nonnegative").conclusion.arg.arg
    sign = by_linear(
        le(ZERO, c("point_mass", k, x)), value, instantiate([(p, equation(x, k))], theorem("indicator-nonnegative"))
    )
    ones = instantiate([(var("f", fun(X, real)), abstract(x, ONE))], theorem("sum-of-indicator"))
    body = chain(value, field_identity(hit, c("mul", hit, ONE)))
    assert body is not None
    total = chain(logic.under(c("sum", c("point_mass", k)).fun, abstraction(x, body)), ones)
    assert total is not None
    return logic.fold_theorem(c("law", c("point_mass", k)), logic.both(generalise(x, sign), total))


@lemma("empirical-is-law")
def _() -> Thm:
    """1 <= m ==> the empirical law is a law"""
    s = var("s", fun(nat, X))
    size = assume(le(ONE, c("of_nat", m)))
    pos = by_linear(positive(c("of_nat", m)), size)
    phat = c("empirical", m, s)
    value = logic.unfold(at(phat, x))
    hits_sign = prove(le(ZERO, logic.right_side(value)), Context([size]))
    assert hits_sign is not None
    sign = by_linear(le(ZERO, at(phat, x)), value, hits_sign)
    # the average of the constant 1 is 1
    average = use("empirical-sum", m=m, s=s, g=abstract(x, ONE))
    ones = use("range-sum-of-constant", m=m, c=ONE)
    flat = field_identity(c("mul", c("div", ONE, c("of_nat", m)), c("mul", c("of_nat", m), ONE)), ONE, [pos])
    inner = logic.replace_in(ones, lambda h: c("mul", c("div", ONE, c("of_nat", m)), h))
    each = logic.under(c("sum", phat).fun, abstraction(x, field_identity(c("mul", at(phat, x), ONE), at(phat, x))))
    total = chain(symmetry(each), symmetry(average), inner, flat)
    assert total is not None
    law = logic.fold_theorem(c("law", phat), logic.both(generalise(x, sign), total))
    return discharge(size.conclusion, law)


for _head, _lemma in (
    ("dominated", "dominated-by-itself"),
    ("dominated", "dominated-by-positive"),
    ("dominated", "point-mass-dominated"),
    ("law", "point-mass-is-law"),
    ("law", "uniform-is-law"),
    ("law", "empirical-is-law"),
    ("law", "conditional-is-law"),
    ("dominated", "conditional-dominated-by-marginal"),
    ("dominated", "first-marginals-dominated"),
    ("dominated", "second-marginals-dominated"),
    ("dominated", "conditionals-dominated"),
):
    stand(_head, _lemma)


def _enter() -> None:
    def entry(
        name: str, *lemmas: str, role: str, title: str, why: str, example: str, source: str = COVER + "section 2.1"
    ) -> None:
        add_rule(
            name, *(lemmas or (name,)), subject="laws", role=role, title=title, why=why, example=example, source=source
        )

    entry("sum-to-one", "law-total", role="laws", title="A law has total mass 1", why="By the definition of a law.", example="sum_x P(x) = 1")  # fmt: skip
    entry(
        "law-nonnegative",
        role="compare",
        title="Probabilities are not negative",
        why="By the definition of a law.",
        example="0 <= P(x)",
    )
    entry(
        "law-at-most-one",
        role="compare",
        title="Probabilities are at most 1",
        why="A term of a nonnegative sum is at most the sum, 1.",
        example="P(x) <= 1",
    )
    entry("support-not-empty", role="fact", title="Some outcome has positive probability", why="Zeros would not add up to 1.",
          example="P(k) > 0 for some k")  # fmt: skip
    entry("support-of-dominated", role="fact", title="Support under domination", why="Q(x) = 0 would force P(x) = 0.",
          example="P << Q and P(x) > 0 give Q(x) > 0", source="Kullback, Information Theory and Statistics, section 1.2")  # fmt: skip
    entry(
        "dominated-by-itself",
        role="fact",
        title="Every law is dominated by itself",
        why="P(x) = 0 gives P(x) = 0.",
        example="P << P",
    )
    entry("dominated-by-positive", role="fact", title="A positive law dominates every law", why="Q(x) = 0 never happens.",
          example="Q(x) > 0 for all x gives P << Q", source="Kullback, Information Theory and Statistics, section 1.2")  # fmt: skip
    entry("point-mass-dominated", role="fact", title="What dominates a point mass", why="Where Q(x) = 0 is another letter than k.",
          example="Q(k) > 0 gives point mass at k << Q", source="Kullback, Information Theory and Statistics, section 1.2")  # fmt: skip
    entry("where-domination-fails", role="fact", title="Where domination fails", why="By definition of domination.",
          example="some letter has Q(x) = 0 and P(x) > 0", source="Kullback, Information Theory and Statistics, section 1.2")  # fmt: skip
    entry(
        "point-mass-is-law",
        role="fact",
        title="A point mass is a law",
        why="One value is 1, the others 0.",
        example="sum_x [x = k] = 1",
    )
    entry(
        "uniform-is-law",
        role="fact",
        title="The uniform law is a law",
        why="n shares of 1/n add up to 1.",
        example="sum_x 1/n = 1",
    )
    entry("empirical-is-law", role="fact", title="The empirical law is a law", why="Counts are not negative and add up to m.",
          example="sum_x phat(x) = 1", source=COVER + "section 11.1")  # fmt: skip
    FELLER = "Feller, An Introduction to Probability Theory and Its Applications, volume 1, 3rd ed., "
    entry("joint-at-most-marginal", "joint-at-most-first-marginal", "joint-at-most-second-marginal", role="compare",
          title="A joint probability is at most a marginal one", why="A term of a nonnegative sum is at most the sum.",
          example="P(x,y) <= P_X(x)", source=FELLER + "section IX.1")  # fmt: skip
    entry("possible-together", "first-marginal-of-possible", "second-marginal-of-possible", role="fact",
          title="What is possible together is possible alone", why="A joint probability is at most a marginal one.",
          example="P(x,y) > 0 gives P_X(x) > 0", source=FELLER + "section IX.1")  # fmt: skip


_enter()
