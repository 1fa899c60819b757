"""The axioms, as data: name, statement, conditions in words, source. Nothing else is assumed."""

from __future__ import annotations

from types import MappingProxyType
from typing import NamedTuple

from symbolic_it.kernel.definitions import constant_for as c
from symbolic_it.kernel.substitution import keep, vault_copy
from symbolic_it.kernel.terms import (
    Term,
    abstract,
    alphabet_type,
    apply_term,
    bool_,
    equation,
    fun,
    implication,
    nat,
    number,
    pair_type,
    real,
    type_variable,
    universal,
    var,
)


class Axiom(NamedTuple):
    """``words`` says the statement with its conditions for a reader; ``source`` where a proof stands."""

    name: str
    statement: Term
    words: str
    source: str


_table: dict[str, Axiom] = {}
AXIOMS = MappingProxyType(_table)

_ANDREWS = "Andrews, Mathematical Logic and Type Theory, chapter 5"
_RUDIN = "Rudin, Principles of Mathematical Analysis, 3rd ed., "
_LANDAU = "Landau, Foundations of Analysis"


def _axiom(name: str, statement: Term, words: str, source: str) -> None:
    keep(("axiom", name), vault_copy(statement))
    _table[name] = Axiom(name, statement, words, source)


def _logic() -> None:
    p, q = var("p", bool_), var("q", bool_)
    _axiom("excluded-middle", c("or", p, c("not", p)), "p holds or p does not hold", _ANDREWS)
    iff = implication(implication(p, q), implication(q, p), equation(p, q))
    _axiom("equivalence", iff, "statements that imply each other are equal", _ANDREWS)
    a, b = type_variable("a"), type_variable("b")
    x, y, z = var("x", a), var("y", b), var("z", pair_type(a, b))
    _axiom(
        "first-of-pair",
        equation(c("fst", c("pair", x, y)), x),
        "the first component of (x, y) is x",
        _ANDREWS,
    )
    _axiom(
        "second-of-pair",
        equation(c("snd", c("pair", x, y)), y),
        "the second component of (x, y) is y",
        _ANDREWS,
    )
    whole = equation(c("pair", c("fst", z), c("snd", z)), z)
    _axiom("pair-of-components", whole, "every pair is the pair of its components", _ANDREWS)
    one, zero = number(1), number(0)
    _axiom(
        "indicator-true",
        implication(p, equation(c("indicator", p), one)),
        "[p] = 1 when p holds",
        "Iverson bracket",
    )
    no = implication(c("not", p), equation(c("indicator", p), zero))
    _axiom("indicator-false", no, "[p] = 0 when p does not hold", "Iverson bracket")


def _reals() -> None:
    a, b, x, y = (var(n, real) for n in "abxy")
    zero, one = number(0), number(1)
    n = var("n", nat)

    def lt(u: Term, v: Term) -> Term:
        return c("lt", u, v)

    def le(u: Term, v: Term) -> Term:
        return c("le", u, v)

    order = _RUDIN + "definitions 1.5, 1.17"
    _axiom("less-irreflexive", c("not", lt(a, a)), "no number is less than itself", order)
    _axiom("not-less", implication(c("not", lt(a, b)), le(b, a)), "if a is not less than b then b <= a", order)
    _axiom("antisymmetry", implication(le(a, b), le(b, a), equation(a, b)), "a <= b and b <= a give a = b", order)
    product = implication(lt(zero, a), lt(zero, b), lt(zero, c("mul", a, b)))
    _axiom("product-positive", product, "a product of positive numbers is positive", order)
    some = c("exists", abstract(n, lt(x, c("of_nat", n))))
    _axiom("archimedes", some, "beyond every real number there is a natural number", _RUDIN + "theorem 1.20")
    log_product = equation(c("ln", c("mul", a, b)), c("add", c("ln", a), c("ln", b)))
    logs = _RUDIN + "chapter 8, pages 178-181"
    _axiom(
        "ln-product",
        implication(lt(zero, a), lt(zero, b), log_product),
        "ln(ab) = ln a + ln b for a, b > 0",
        logs,
    )
    bound = implication(lt(zero, a), le(c("ln", a), c("sub", a, one)))
    _axiom("ln-bound", bound, "ln t <= t - 1 for t > 0", "Cover and Thomas, 2nd ed., section 2.6")
    _axiom("exp-positive", lt(zero, c("exp", x)), "exp is positive", logs)
    _axiom("ln-exp", equation(c("ln", c("exp", x)), x), "ln(exp x) = x", logs)
    suc = equation(c("pow", x, c("add", c("of_nat", n), one)), c("mul", x, c("pow", x, c("of_nat", n))))
    _axiom("power-successor", suc, "x^(n+1) = x x^n for natural n, every x (and x^0 = 1)", _LANDAU)
    real_power = equation(c("pow", x, y), c("exp", c("mul", y, c("ln", x))))
    _axiom("power-positive-base", implication(lt(zero, x), real_power), "x^y = exp(y ln x) for x > 0", logs)
    f, df = var("f", fun(real, real)), var("f'", fun(real, real))
    t = var("t", real)
    inside = c("and", le(a, t), le(t, b))
    slope = universal(t, implication(inside, c("has_derivative", f, t, apply_term(df, t))))
    rise = equation(c("sub", apply_term(f, b), apply_term(f, a)), c("mul", apply_term(df, t), c("sub", b, a)))
    between = c("exists", abstract(t, c("and", lt(a, t), c("and", lt(t, b), rise))))
    words = "if f has the derivative f' on [a, b], a < b, then f(b) - f(a) = f'(t)(b - a) for some t between a and b"
    _axiom("mean-value", implication(lt(a, b), slope, between), words, _RUDIN + "theorem 5.10")


def _naturals() -> None:
    n, m = var("n", nat), var("m", nat)
    zero, one = number(0), number(1)
    pred = var("P", fun(nat, bool_))
    start = apply_term(pred, c("zero"))
    step = universal(n, implication(apply_term(pred, n), apply_term(pred, c("suc", n))))
    every = universal(n, apply_term(pred, n))
    _axiom(
        "induction",
        implication(start, step, every),
        "what holds at 0 and passes from n to n + 1 holds for all n",
        _LANDAU,
    )
    _axiom("nat-zero", equation(c("of_nat", c("zero")), zero), "the number of 0 is 0", _LANDAU)
    after = equation(c("of_nat", c("suc", n)), c("add", c("of_nat", n), one))
    _axiom("nat-successor", after, "the number of the successor of n is n + 1", _LANDAU)
    f = var("f", fun(nat, real))
    last = apply_term(f, c("suc", m))
    _axiom("sum-empty", equation(c("sum_to", c("zero"), f), zero), "a sum over i = 1..0 is 0", _LANDAU)
    more = equation(c("sum_to", c("suc", m), f), c("add", c("sum_to", m, f), last))
    _axiom("sum-successor", more, "a sum to m + 1 is the sum to m plus the last term", _LANDAU)
    _axiom("product-empty", equation(c("prod_to", c("zero"), f), one), "a product over i = 1..0 is 1", _LANDAU)
    more = equation(c("prod_to", c("suc", m), f), c("mul", c("prod_to", m, f), last))
    _axiom("product-successor", more, "a product to m + 1 is the product to m times the last factor", _LANDAU)


def _finite_sums() -> None:
    X, Y = alphabet_type("f"), alphabet_type("g")
    f, g, h = var("f", fun(X, real)), var("g", fun(X, real)), var("h", fun(X, Y, real))
    w = var("f", fun(pair_type(X, Y), real))
    i, j, k, a = var("i", X), var("j", Y), var("k", X), var("c", real)
    fi, gi, hij = apply_term(f, i), apply_term(g, i), apply_term(h, i, j)
    zero = number(0)
    src = "finite sums in a commutative ring: Bourbaki, Algebra I, chapter I, section 1"

    def total(v: Term, body: Term) -> Term:
        return c("sum", abstract(v, body))

    linear = equation(total(i, c("add", fi, gi)), c("add", c("sum", f), c("sum", g)))
    _axiom("sum-of-sum", linear, "the sum of f + g is the sum of f plus the sum of g", src)
    scale = equation(total(i, c("mul", a, fi)), c("mul", a, c("sum", f)))
    _axiom("sum-of-multiple", scale, "a constant factor comes out of a sum", src)
    mono = implication(universal(i, c("le", fi, gi)), c("le", c("sum", f), c("sum", g)))
    _axiom("sum-comparison", mono, "if f <= g everywhere then sum f <= sum g", src)
    swap = equation(total(i, total(j, hij)), total(j, total(i, hij)))
    _axiom("sum-exchange", swap, "finite sums may be exchanged", src)
    pick = equation(total(i, c("mul", c("indicator", equation(i, k)), fi)), apply_term(f, k))
    _axiom("sum-of-indicator", pick, "sum over i of [i = k] f(i) is f(k)", src)
    pairs = equation(c("sum", w), total(i, total(j, apply_term(w, c("pair", i, j)))))
    _axiom("sum-over-pairs", pairs, "a sum over pairs is a double sum", src)
    positive = implication(universal(i, c("lt", zero, fi)), equation(c("prod", f), c("exp", total(i, c("ln", fi)))))
    _axiom("product-of-positive", positive, "a product of positive factors is exp of the sum of their logs", src)
    nought = implication(equation(apply_term(f, k), zero), equation(c("prod", f), zero))
    _axiom("product-with-zero", nought, "a product with a factor 0 is 0", src)


_logic()
_reals()
_naturals()
_finite_sums()
