"""Rules of logarithms, to any base b > 1 and natural: products, quotients, powers, order, the bound ln t <= t - 1."""

from __future__ import annotations

from symbolic_it.deduction.basics import (
    ONE,
    ZERO,
    X,
    a,
    b,
    by_linear,
    d,
    discharge_all,
    i,
    le,
    lemma,
    lt,
    m,
    positive,
    s,
    theorem,
    use,
)
from symbolic_it.deduction.logic import (
    by_contradiction,
    c,
    cases,
    chain,
    contradiction,
    equivalent,
    negation,
    replace_in,
    unfold,
)
from symbolic_it.deduction.range_sums import in_range
from symbolic_it.deduction.sums import at, total, total_to
from symbolic_it.foundations.registry import add_rule
from symbolic_it.kernel.terms import CONST, Term, abstract, equation, fun, implication, real, universal, var
from symbolic_it.kernel.theorems import (
    Thm,
    abstraction,
    assume,
    axiom,
    congruence,
    discharge,
    equality_modus_ponens,
    field_identity,
    instantiate,
    linear_arithmetic,
    modus_ponens,
    reflexivity,
)

u, v = var("u", real), var("v", real)
RUDIN = "Rudin, Principles of Mathematical Analysis, 3rd ed., chapter 8"
COVER = "Cover and Thomas, Elements of Information Theory, 2nd ed., "


def log(base: Term, t: Term) -> Term:
    return c("log", base, t)


def log_is(base: Term, t: Term) -> Thm:
    """|- log_b t = ln t / ln b"""
    return unfold(log(base, t))


def _from_ln(statement: Term, ln_fact: Thm, *terms: Term) -> Thm:
    """A linear identity of logs to base b, from the same identity of natural logs divided by ln b."""
    scale = c("div", ONE, c("ln", b))
    scaled = replace_in(ln_fact, lambda h: c("mul", scale, h))
    return by_linear(statement, scaled, *(log_is(b, t) for t in terms))


@lemma("log-of-product")
def _() -> Thm:
    p, q = assume(positive(u)), assume(positive(v))
    goal = equation(log(b, c("mul", u, v)), c("add", log(b, u), log(b, v)))
    th = _from_ln(goal, use("ln-product", p, q), c("mul", u, v), u, v)
    return discharge_all(th, p.conclusion, q.conclusion)


@lemma("log-of-quotient")
def _() -> Thm:
    p, q = assume(positive(u)), assume(positive(v))
    goal = equation(log(b, c("div", u, v)), c("sub", log(b, u), log(b, v)))
    th = _from_ln(goal, use("ln-quotient", p, q), c("div", u, v), u, v)
    return discharge_all(th, p.conclusion, q.conclusion)


@lemma("log-of-power")
def _() -> Thm:
    p = assume(positive(u))
    power = c("pow", u, v)
    goal = equation(log(b, power), c("mul", v, log(b, u)))
    scaled = replace_in(log_is(b, u), lambda h: c("mul", v, h))
    ln_scaled = replace_in(use("ln-of-power", p, y=v), lambda h: c("div", h, c("ln", b)))
    return discharge(p.conclusion, by_linear(goal, log_is(b, power), ln_scaled, scaled))


@lemma("log-of-one")
def _() -> Thm:
    scaled = replace_in(theorem("ln-one"), lambda h: c("div", h, c("ln", b)))
    return by_linear(equation(log(b, ONE), ZERO), log_is(b, ONE), scaled)


@lemma("ln-of-reciprocal")
def _() -> Thm:
    p = assume(positive(u))
    one = linear_arithmetic(positive(ONE))
    goal = equation(c("ln", c("div", ONE, u)), c("neg", c("ln", u)))
    return discharge(p.conclusion, by_linear(goal, use("ln-quotient", one, p), theorem("ln-one")))


@lemma("log-of-reciprocal")
def _() -> Thm:
    p = assume(positive(u))
    one = linear_arithmetic(positive(ONE))
    goal = equation(log(b, c("div", ONE, u)), c("neg", log(b, u)))
    return discharge(p.conclusion, by_linear(goal, use("log-of-quotient", one, p), theorem("log-of-one")))


@lemma("log-of-base")
def _() -> Thm:
    p = assume(lt(ONE, b))
    th = field_identity(c("div", c("ln", b), c("ln", b)), ONE, [use("ln-positive", p)])
    result = chain(log_is(b, b), th)
    assert result is not None
    return discharge(p.conclusion, result)


@lemma("change-of-base")
def _() -> Thm:
    """1 < b ==> 1 < d ==> log_b u = log_d u / log_d b"""
    p, q = assume(lt(ONE, b)), assume(lt(ONE, d))
    lb, ld = use("ln-positive", p), use("ln-positive", q)
    right = c("div", log(d, u), log(d, b))
    unfolded = replace_in(log_is(d, u), lambda h: c("div", h, log(d, b)))
    unfolded2 = replace_in(log_is(d, b), lambda h: c("div", c("div", c("ln", u), c("ln", d)), h))
    flat = field_identity(
        c("div", c("div", c("ln", u), c("ln", d)), c("div", c("ln", b), c("ln", d))), c("div", c("ln", u), c("ln", b)), [lb, ld]
    )  # fmt: skip
    goal = equation(log(b, u), right)
    return discharge_all(by_linear(goal, log_is(b, u), unfolded, unfolded2, flat), p.conclusion, q.conclusion)


@lemma("log-of-product-over-sample")
def _() -> Thm:
    h = assume(universal(i, implication(in_range(i, m), positive(at(s, i)))))
    product = c("prod_to", m, s)
    logs = total_to(m, i, log(b, at(s, i)))
    th = replace_in(modus_ponens(theorem("ln-of-range-product"), h), lambda w: c("div", w, c("ln", b)))
    return discharge(h.conclusion, _logs_of_sum(product, logs, th, i, at(s, i)))


@lemma("log-of-product-over-alphabet")
def _() -> Thm:
    k, f = var("i", X), var("f", fun(X, real))
    h = assume(universal(k, positive(at(f, k))))
    product = c("prod", f)
    logs = total(k, log(b, at(f, k)))
    th = replace_in(modus_ponens(theorem("ln-of-alphabet-product"), h), lambda w: c("div", w, c("ln", b)))
    return discharge(h.conclusion, _logs_of_sum(product, logs, th, k, at(f, k)))


def _logs_of_sum(product: Term, logs: Term, scaled: Thm, index: Term, factor: Term) -> Thm:
    """log of the product = sum of logs, from ln of it / ln b = (sum of ln) / ln b."""
    inverse = c("div", ONE, c("ln", b))
    point = chain(
        log_is(b, factor), field_identity(c("div", c("ln", factor), c("ln", b)), c("mul", inverse, c("ln", factor)))
    )
    assert point is not None
    each = congruence(reflexivity(logs.fun), abstraction(index, point))
    name = "sum-of-multiple" if logs.fun.kind == CONST else "range-sum-of-multiple"
    function = abstract(index, c("ln", factor))
    pulled = (
        use(name, c=inverse, f=function) if logs.fun.kind == CONST else use(name, c=inverse, f=function, m=logs.fun.arg)
    )
    return by_linear(equation(log(b, product), logs), log_is(b, product), scaled, each, pulled)


# ---- order ---------------------------------------------------------------------------------------


def _divided(fact: Thm, base_big: Thm, goal: Term, *terms: Term) -> Thm:
    """From |- ln-side <= ln-side: the same of logs to base b > 1."""
    inverse = use("inverse-positive", use("ln-positive", base_big))
    strict = binary_is_strict(fact.conclusion)
    low, high = fact.conclusion.fun.arg, fact.conclusion.arg
    gap = by_linear((lt if strict else le)(ZERO, c("sub", high, low)), fact)
    name = "product-positive" if strict else "product-nonnegative"
    factor = inverse if strict else by_linear(le(ZERO, inverse.conclusion.arg), inverse)
    return by_linear(goal, use(name, factor, gap), *(log_is(b, t) for t in terms))


def binary_is_strict(t: Term) -> bool:
    return t.fun.fun.name == "lt"


@lemma("log-increasing")
def _() -> Thm:
    """1 < b ==> 0 < u ==> u <= v ==> log u <= log v"""
    big, p, h = assume(lt(ONE, b)), assume(positive(u)), assume(le(u, v))
    th = _divided(use("ln-monotone", p, h), big, le(log(b, u), log(b, v)), u, v)
    return discharge_all(th, big.conclusion, p.conclusion, h.conclusion)


@lemma("log-strictly-increasing")
def _() -> Thm:
    """1 < b ==> 0 < u ==> u < v ==> log u < log v"""
    big, p, h = assume(lt(ONE, b)), assume(positive(u)), assume(lt(u, v))
    th = _divided(use("ln-strictly-monotone", p, h), big, lt(log(b, u), log(b, v)), u, v)
    return discharge_all(th, big.conclusion, p.conclusion, h.conclusion)


@lemma("log-order")
def _() -> Thm:
    """1 < b ==> 0 < u ==> 0 < v ==> (log u <= log v) = (u <= v)"""
    big, p, q = assume(lt(ONE, b)), assume(positive(u)), assume(positive(v))
    logs, plain = assume(le(log(b, u), log(b, v))), assume(le(u, v))
    backward = use("log-increasing", big, p, plain)
    below = use("less-not-or-equal", assume(c("not", plain.conclusion)))
    bad = by_linear(lt(ZERO, ZERO), use("log-strictly-increasing", big, q, below), logs)
    no = contradiction(bad, instantiate([(a, ZERO)], axiom("less-irreflexive")))
    forward = by_contradiction(plain.conclusion, no)
    th = equivalent(logs.conclusion, plain.conclusion, forward, backward)
    return discharge_all(th, big.conclusion, p.conclusion, q.conclusion)


@lemma("log-injective")
def _() -> Thm:
    """1 < b ==> 0 < u ==> 0 < v ==> log u = log v ==> u = v"""
    big, p, q = assume(lt(ONE, b)), assume(positive(u)), assume(positive(v))
    h = assume(equation(log(b, u), log(b, v)))
    one = equality_modus_ponens(use("log-order", big, p, q), by_linear(le(log(b, u), log(b, v)), h))
    two = equality_modus_ponens(use("log-order", big, q, p), by_linear(le(log(b, v), log(b, u)), h))
    return discharge_all(use("antisymmetry", one, two), big.conclusion, p.conclusion, q.conclusion, h.conclusion)


@lemma("log-nonpositive")
def _() -> Thm:
    """1 < b ==> 0 < u ==> u <= 1 ==> log u <= 0"""
    big, p, h = assume(lt(ONE, b)), assume(positive(u)), assume(le(u, ONE))
    th = by_linear(le(log(b, u), ZERO), use("log-increasing", big, p, h), theorem("log-of-one"))
    return discharge_all(th, big.conclusion, p.conclusion, h.conclusion)


@lemma("ln-nonpositive")
def _() -> Thm:
    """0 < u ==> u <= 1 ==> ln u <= 0"""
    p, h = assume(positive(u)), assume(le(u, ONE))
    th = by_linear(le(c("ln", u), ZERO), use("ln-monotone", p, h), theorem("ln-one"))
    return discharge_all(th, p.conclusion, h.conclusion)


@lemma("ln-negative")
def _() -> Thm:
    """0 < u ==> u < 1 ==> ln u < 0"""
    p, h = assume(positive(u)), assume(lt(u, ONE))
    th = by_linear(lt(c("ln", u), ZERO), use("ln-strictly-monotone", p, h), theorem("ln-one"))
    return discharge_all(th, p.conclusion, h.conclusion)


@lemma("log-negative")
def _() -> Thm:
    """1 < b ==> 0 < u ==> u < 1 ==> log u < 0"""
    big, p, h = assume(lt(ONE, b)), assume(positive(u)), assume(lt(u, ONE))
    th = by_linear(lt(log(b, u), ZERO), use("log-strictly-increasing", big, p, h), theorem("log-of-one"))
    return discharge_all(th, big.conclusion, p.conclusion, h.conclusion)


# ---- the bound ln t <= t - 1 -----------------------------------------------------------------------


@lemma("log-bound")
def _() -> Thm:
    """1 < b ==> 0 < u ==> log_b u <= (u - 1) / ln b"""
    big, p = assume(lt(ONE, b)), assume(positive(u))
    goal = le(log(b, u), c("div", c("sub", u, ONE), c("ln", b)))
    th = _divided(use("ln-bound", p), big, goal, u)
    return discharge_all(th, big.conclusion, p.conclusion)


@lemma("weighted-quotient")
def _() -> Thm:
    """0 <= u ==> v (u / v) <= u: equality where v is not 0, and 0 <= u where it is"""
    p = assume(le(ZERO, u))
    product = c("mul", v, c("div", u, v))
    zero = assume(equation(v, ZERO))
    yes = by_linear(le(product, u), replace_in(zero, lambda h: c("mul", h, c("div", u, v))), p)
    no = by_linear(le(product, u), field_identity(product, u, [assume(negation(zero.conclusion))]))
    return discharge(p.conclusion, cases(zero.conclusion, yes, no))


def _enter() -> None:
    subject = "logarithms"

    def entry(name: str, *lemmas: str, role: str, title: str, why: str, example: str, source: str) -> None:
        add_rule(
            name, *(lemmas or (name,)), subject=subject, role=role, title=title, why=why, example=example, source=source
        )

    entry("log-of-product", "log-of-product", "ln-product", role="rewrite", title="Logarithm of a product",
          why="exp turns sums into products, and log undoes exp. A product of two negatives is positive but neither factor has a log: both conditions matter.",
          example="log(p(x) q(y)) = log p(x) + log q(y)", source=RUDIN)  # fmt: skip
    entry("log-of-quotient", "log-of-quotient", "ln-quotient", role="rewrite", title="Logarithm of a quotient",
          why="The quotient times the denominator is the numerator: apply the product rule.",
          example="log(P(x)/Q(x)) = log P(x) - log Q(x)", source=RUDIN)  # fmt: skip
    entry("log-of-power", "log-of-power", "ln-of-power", role="rewrite", title="Logarithm of a power",
          why="x^y is exp(y ln x) for x > 0. For x < 0, log x^2 is defined and 2 log x is not: the condition matters.",
          example="log f^y = y log f", source=RUDIN)  # fmt: skip
    entry("log-of-reciprocal", "log-of-reciprocal", "ln-of-reciprocal", role="rewrite", title="Logarithm of a reciprocal",
          why="The quotient rule with numerator 1, and log 1 = 0.", example="log(1/p) = -log p", source=RUDIN)  # fmt: skip
    entry("log-of-one", "log-of-one", "ln-one", role="rewrite", title="Logarithm of one",
          why="1 * 1 = 1, so log 1 = log 1 + log 1.", example="-log 1 = 0", source=RUDIN)  # fmt: skip
    entry("log-of-base", role="rewrite", title="Logarithm of the base", why="ln b / ln b = 1, as ln b > 0 for b > 1.",
          example="log_2 2 = 1", source=RUDIN)  # fmt: skip
    entry("change-of-base", role="rewrite", title="Change of base",
          why="Both are ln u divided by a constant; changing the base changes the unit.",
          example="log_2 u = ln u / ln 2", source=COVER + "section 2.1")  # fmt: skip
    entry("log-of-finite-product", "log-of-product-over-sample", "log-of-product-over-alphabet", "ln-of-range-product", "ln-of-alphabet-product",
          role="rewrite", title="Logarithm of a finite product",
          why="Induction on the number of factors, with the product rule; every factor must be positive.",
          example="log prod p(x_i) = sum log p(x_i)", source="Goodfellow, Bengio and Courville, Deep Learning, equations 5.57-5.58")  # fmt: skip
    entry("log-increasing", "log-increasing", "ln-monotone", role="compare", title="The logarithm is increasing",
          why="ln u - ln v = ln(u/v) <= u/v - 1 <= 0 for u <= v; ln b > 0 for b > 1.", example="u <= v gives log u <= log v", source=RUDIN)  # fmt: skip
    entry("log-strictly-increasing", "log-strictly-increasing", "ln-strictly-monotone", role="compare",
          title="The logarithm is strictly increasing", why="It is increasing and one-to-one.",
          example="u < v gives log u < log v", source=RUDIN)  # fmt: skip
    entry("log-order", "log-order", "ln-order", role="fact", title="The logarithm keeps and reflects order",
          why="It is strictly increasing.", example="log u <= log v exactly when u <= v", source=RUDIN)  # fmt: skip
    entry("log-injective", "log-injective", "ln-injective", role="fact", title="The logarithm is one-to-one",
          why="It is strictly increasing.", example="log u = log v gives u = v", source=RUDIN)  # fmt: skip
    entry("log-sign", "log-nonpositive", "log-negative", "log-positive", "ln-positive", "ln-nonpositive", "ln-negative", role="compare", title="Sign of the logarithm",
          why="log is increasing and log 1 = 0.", example="0 < p <= 1 gives log p <= 0", source=RUDIN)  # fmt: skip
    entry("log-bound", "ln-bound", "log-bound", role="compare", title="The logarithm lies below its tangent at 1",
          why="ln is concave and t - 1 is its tangent at t = 1.", example="ln t <= t - 1", source=COVER + "section 2.6")  # fmt: skip
    entry("log-bound-equality", "ln-bound-tight", "ln-bound-equality", "ln-strict-bound", role="fact", title="Equality in ln t <= t - 1",
          why="With r the square root of t: t - 1 = ln t = 2 ln r <= 2(r - 1) gives (r - 1)^2 <= 0.",
          example="ln t = t - 1 exactly when t = 1", source=COVER + "section 2.6")  # fmt: skip
    entry("exp-of-log", "exp-ln", "ln-exp", role="rewrite", title="exp and ln undo each other", why="They are inverse functions.",
          example="exp(ln x) = x", source=RUDIN)  # fmt: skip
    entry("exp-positive", role="compare", title="exp is positive", why="exp(x) = exp(x/2)^2.", example="0 < exp(-z)", source=RUDIN)  # fmt: skip
    entry("power-positive", role="compare", title="Powers of positive numbers are positive", why="x^y = exp(y ln x).",
          example="0 < f^y for f > 0", source=RUDIN)  # fmt: skip
    entry("weighted-quotient", role="compare", title="A quotient under its denominator's weight",
          why="v (u/v) is u where v is not 0, and 0 where v = 0, which is at most u when u >= 0.",
          example="P(x) (Q(x)/P(x)) <= Q(x), also where P(x) = 0", source="the step in Gibbs' inequality that support conditions hide")  # fmt: skip


_enter()
