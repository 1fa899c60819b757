"""Rules of random variables: indicators, what a law and independence say of events, distances and their squares."""

from __future__ import annotations

from symbolic_it.deduction import logic
from symbolic_it.deduction.basics import ZERO, X, by_linear, discharge_all, le, lemma, lt, use
from symbolic_it.deduction.logic import both, c, cases, first, second
from symbolic_it.deduction.sums import same_sum
from symbolic_it.foundations.registry import add_rule
from symbolic_it.kernel.terms import (
    Term,
    alphabet_type,
    apply_term,
    bool_,
    equation,
    fun,
    real,
    type_variable,
    var,
)
from symbolic_it.kernel.theorems import (
    Thm,
    assume,
    axiom,
    discharge,
    instantiate,
    symmetry,
)

FELLER = "Feller, An Introduction to Probability Theory and Its Applications, volume 1, 3rd ed., "
x, k, f = var("x", X), var("k", X), var("f", fun(X, real))
p, q = var("p", bool_), var("q", bool_)
W, A, B = alphabet_type("w"), type_variable("a"), type_variable("b")
R, U, V = var("R", fun(W, real)), var("U", fun(W, A)), var("V", fun(W, B))
P, a, b = var("P", fun(A, real)), var("a", A), var("b", B)
u, v, e = var("u", real), var("v", real), var("e", real)


def _bracket(t: Term) -> Term:
    return c("indicator", t)


@lemma("sum-over-values")
def _() -> Thm:
    """sum over x of [k = x] f(x) is f(k): the indicator of the axiom, turned round"""
    one, other = equation(k, x), equation(x, k)
    turned = logic.equivalent(one, other, symmetry(assume(one)), symmetry(assume(other)))
    fx = apply_term(f, x)
    each = logic.replace_in(logic.replace_in(turned, _bracket), lambda t: c("mul", t, fx))
    th = logic.chain(same_sum(x, each), axiom("sum-of-indicator"))
    assert th is not None
    return th


@lemma("indicator-of-both")
def _() -> Thm:
    """[p and q] = [p] [q]"""
    yes, other = assume(p), assume(q)
    goal = equation(_bracket(c("and", p, q)), c("mul", _bracket(p), _bracket(q)))

    def value(t: Term, th: Thm) -> Thm:
        return logic.apply(
            instantiate([(p, t)], axiom("indicator-true" if th.conclusion is t else "indicator-false")), th
        )

    def not_both(side: Term, denied: Thm) -> Thm:
        pair = assume(c("and", p, q))
        part = first(pair) if side is p else second(pair)
        never = value(pair.conclusion, logic.refute(pair.conclusion, logic.contradiction(part, denied)))
        zero = value(side, denied)
        rest = q if side is p else p
        flat = logic.replace_in(zero, lambda t: c("mul", *((t, _bracket(rest)) if side is p else (_bracket(rest), t))))
        return by_linear(goal, never, flat)

    flat = logic.replace_in(value(p, yes), lambda t: c("mul", t, _bracket(q)))
    holds = by_linear(goal, value(c("and", p, q), both(yes, other)), flat, value(q, other))
    no_q = not_both(q, assume(logic.negation(q)))
    return cases(p, cases(q, holds, no_q), not_both(p, assume(logic.negation(p))))


@lemma("law-of-variable")
def _() -> Thm:
    """law_R(U) = P ==> Pr[U = a] = P(a)"""
    h = assume(c("distributed", R, U, P))
    return discharge(h.conclusion, logic.apply(logic.unfold_theorem(h), a))


@lemma("independent-events")
def _() -> Thm:
    """U, V independent ==> Pr[U = a and V = b] = Pr[U = a] Pr[V = b]"""
    h = assume(c("independent_variables", R, U, V))
    return discharge(h.conclusion, logic.apply(logic.unfold_theorem(h), a, b))


@lemma("distance-squared")
def _() -> Thm:
    """0 < e ==> |u - v| >= e ==> e^2 <= (u - v)^2"""
    sign, h = assume(lt(ZERO, e)), assume(c("apart", u, v, e))
    goal = le(c("mul", e, e), c("mul", c("sub", u, v), c("sub", u, v)))

    def side(distance: Thm) -> Thm:
        far = distance.conclusion.arg
        gap = use("product-nonnegative", by_linear(le(ZERO, c("sub", far, e)), distance),
                  by_linear(le(ZERO, c("add", far, e)), distance, sign))  # fmt: skip
        return by_linear(goal, gap)

    either = logic.unfold_theorem(h)
    left, right = either.conclusion.fun.arg, either.conclusion.arg
    th = logic.either(either, side(assume(left)), side(assume(right)))
    return discharge_all(th, sign.conclusion, h.conclusion)


def _enter() -> None:
    def entry(name: str, *lemmas: str, role: str, title: str, why: str, example: str, source: str) -> None:
        add_rule(name, *lemmas, subject="random variables", role=role, title=title, why=why, example=example,
                 source=FELLER + source)  # fmt: skip

    entry("sum-over-values", "sum-over-values", role="rewrite", title="A sum over the values of a variable",
          why="Only the term at the value that is taken is left.", example="sum_x 1[U(w) = x] g(x) = g(U(w))",
          source="section IX.2")  # fmt: skip
    entry("last-term", "sum-empty", "sum-successor", role="rewrite", title="The last term of a sum over 1..m",
          why="By the recursion that defines such sums.", example="S_{m+1} = S_m + c_{m+1}, and the empty sum is 0",
          source="section IX.5")  # fmt: skip
    entry("last-factor", "product-empty", "product-successor", role="rewrite", title="The last factor of a product over 1..m",
          why="By the recursion that defines such products.", example="P_{m+1} = P_m c_{m+1}, and the empty product is 1",
          source="section V.3")  # fmt: skip
    entry("sums-in-either-order", "range-alphabet-exchange", role="rewrite", title="A sum over 1..m and a sum over an alphabet",
          why="Both sides add the same finitely many terms.", example="sum_{i=1}^m sum_w f_i(w) = sum_w sum_{i=1}^m f_i(w)",
          source="section IX.5")  # fmt: skip
    entry("indicator-of-both", "indicator-of-both", role="rewrite", title="The indicator of two events at once",
          why="It is 1 exactly when both factors are.", example="1[U = a and V = b] = 1[U = a] 1[V = b]",
          source="section IX.2")  # fmt: skip
    entry("law-of-variable", "law-of-variable", role="fact", title="The law of a random variable", why="By definition.",
          example="Pr[U = a] = P(a)", source="section IX.1")  # fmt: skip
    entry("independent-events", "independent-events", role="fact", title="Events of independent variables",
          why="By definition.", example="Pr[U = a and V = b] = Pr[U = a] Pr[V = b]", source="section IX.1")  # fmt: skip
    entry("distance-squared", "distance-squared", role="fact", title="Distances and their squares",
          why="(d - e)(d + e) >= 0 for the difference d that is at least e.", example="|u - v| >= e gives (u - v)^2 >= e^2",
          source="section IX.6")  # fmt: skip


_enter()
