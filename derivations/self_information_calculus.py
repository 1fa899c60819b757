"""The short road to the logarithm, for a differentiable self-information."""

from symbolic_it import (
    And,
    Eq,
    Exists,
    ForAll,
    Implies,
    Q,
    derivation,
    has_derivative,
    ln,
    real_function,
    real_variable,
)  # fmt: skip

f, df = real_function("f"), real_function("f'")
x, y, s, t, k = (real_variable(name) for name in "xystk")


def unit(at):
    return And(at > 0, at <= 1)


def inside(at):
    return And(at > 0, at < 1)


half = Q(1, 2)
c = half * df(half)


@derivation(
    "self-information-differentiable",
    title="A differentiable self-information is a logarithm",
    claims=["A1c"],
    given=[
        ForAll(x, ForAll(y, Implies(unit(x), unit(y), Eq(f(x * y), f(x) + f(y))))),
        ForAll(t, Implies(inside(t), has_derivative(s, f(s), t, df(t)))),
    ],
    source="Shannon, A Mathematical Theory of Communication, appendix 2; Aczel and Daroczy, On Measures of Information, chapter 0",
)
def differentiable(d):
    """Where $f$ has a derivative on $(0,1)$, differentiating $f(xy) = f(x) + f(y)$ in $y$ decides its form.

    Continuity at $1$ need not be assumed: the equation itself fixes the constant of integration.
    """
    additive, smooth = d.given
    d.text("Both sides of the equation, as functions of $y$ with $x$ fixed, have the same derivative.")
    with d.take(x, y, given=[inside(x), inside(y)]) as moved:
        product = d.have(x * y > 0, by="product-of-signs")
        gap = d.have((1 - x) * y > 0, by="product-of-signs")
        left = d.have(has_derivative(s, f(x * s), y, x * df(x * y)), by=["derivative-rules", smooth, product, gap])
        right = d.have(has_derivative(s, f(x) + f(s), y, df(y)), by=["derivative-rules", smooth])
        same = d.have(ForAll(s, Implies(inside(s), Eq(f(x) + f(s), f(x * s)))), by=additive)
        also = d.have(has_derivative(s, f(x * s), y, df(y)), by=["derivative-is-local", same, right])
        d.have(Eq(x * df(x * y), df(y)), by=["derivative-is-unique", left, also])
    d.text(
        "So $y f'(y) = xy\\, f'(xy) = x f'(x)$: the product $t f'(t)$ does not depend on $t$. Call it $c$, its value at $1/2$."
    )
    with d.take(t, given=inside(t)) as slope:
        one, two = moved.at(t, half), moved.at(half, t)
        d.chain(df(t)).eq(half * df(half * t), by=two).eq(
            half * (t * df(t * half)) / t, by="field-arithmetic"
        ).eq(c / t, by=one)  # fmt: skip
    d.text("Then $f - c \\ln$ has derivative zero on $(0,1)$, so it is constant there.")
    rest = d.have(
        ForAll(t, Implies(inside(t), has_derivative(s, f(s) - c * ln(s), t, 0))), by=["derivative-rules", smooth, slope]
    )
    with d.take(x, y, given=And(x > 0, And(x < y, y < 1))) as constant:
        d.have(Eq(f(x) - c * ln(x), f(y) - c * ln(y)), by=["zero-derivative", rest])
    d.text("The constant is zero: at $x^2$ and at $x$ it is the same, but at $x^2$ it is twice as large.")
    with d.take(x, given=inside(x)) as zero:
        square = d.have(x * x > 0, by="product-of-signs")
        less = d.have((1 - x) * x > 0, by="product-of-signs")
        double = d.chain(f(x * x)).eq(f(x) + f(x), by=additive.at(x, x))
        logs = d.chain(ln(x * x)).eq(ln(x) + ln(x), by="log-of-product")
        flat = d.have(Eq(f(x * x) - c * ln(x * x), f(x) - c * ln(x)), by=[constant.at(x * x, x), square, less])
        d.have(Eq(f(x), c * ln(x)), by=[double, logs, flat])
    d.text("At $1$ both sides are zero.")
    start = d.have(Eq(f(1), 0), by=additive.at(1, 1))
    whole = d.have(ForAll(x, Implies(unit(x), Eq(f(x), c * ln(x)))), by=[zero, start, "log-of-one"], cases=[Eq(x, 1)])
    d.conclude(
        Exists(
            k, And(ForAll(t, Implies(inside(t), Eq(df(t), k / t))), ForAll(x, Implies(unit(x), Eq(f(x), k * ln(x)))))
        ),
        by=[slope, whole],
    )
