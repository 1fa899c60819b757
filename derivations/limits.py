"""The limit behind the convention 0 log 0 = 0."""

from symbolic_it import (
    And,
    Eq,
    ForAll,
    Implies,
    Q,
    base,
    derivation,
    ln,
    log,
    real_variable,
    tends_to,
)  # fmt: skip

x = real_variable("x")


@derivation(
    "x-log-x-at-zero",
    title="x log x tends to 0 at 0",
    claims=["B2"],
    source="Cover and Thomas, Elements of Information Theory, 2nd ed., section 2.1; Rudin, theorem 8.6",
)
def x_log_x(d):
    """That $x \\log x \\to 0$ as $x \\to 0^+$ is why $0 \\log 0 = 0$ is the convention that keeps entropy continuous.

    The logarithm of $1/\\sqrt x$ grows more slowly than $1/\\sqrt x$ itself, so $-x \\ln x$ is at most $2\\sqrt x$.
    """
    root = x ** Q(1, 2)
    between = And(0 < x, x < 1)
    d.text("Take $0 < x < 1$. The bound $\\ln u \\le u - 1$ at $u = 1/\\sqrt x$:")
    with d.take(x, given=between) as lower:
        positive = d.have(root > 0, by="power-positive")
        bound = (
            d.chain(-ln(x) / 2)
            .eq(ln(1 / root), by=["log-of-reciprocal", "log-of-power", positive])
            .le(1 / root - 1, by=["log-bound", positive])
        )
        d.text("Multiply by $x = \\sqrt x \\sqrt x$.")
        flat = (
            d.chain(x * (1 / root - 1))
            .eq(root * root * (1 / root - 1), by="square-root")
            .eq(root - root * root, by=["field-arithmetic", positive])
            .eq(root - x, by="square-root")
        )
        scaled = d.have(x * (-ln(x) / 2) <= x * (1 / root - 1), by=[bound, "weighted-comparison"])
        d.have(-(2 * root) <= x * ln(x), by=[scaled, flat])
    d.text("And $x \\ln x$ is negative, as $\\ln x < 0$ for $x < 1$.")
    with d.take(x, given=between) as upper:
        sign = d.have(ln(x) <= 0, by="log-sign")
        weight = d.have(x * -ln(x) >= 0, by=[sign, "product-of-signs"])
        d.have(x * ln(x) <= 0, by=weight)
    d.text("Both bounds tend to $0$ as $x$ falls to $0$, so what lies between them does.")
    roots = d.have(tends_to(x, -(2 * root), 0, 0), by="limit-rules")
    nothing = d.have(tends_to(x, 0, 0, 0), by="limit-rules")
    natural = d.have(
        tends_to(x, x * ln(x), 0, 0), by=["limit-by-squeezing", lower, upper, roots, nothing], name="natural"
    )
    d.text("To the base $b$ everything is divided by the constant $\\ln b$.")
    unit = d.have(
        ForAll(x, Implies(between, Eq(1 / ln(base) * (x * ln(x)), x * log(x)))),
        by=["log-definition", "field-arithmetic"],
    )
    divided = d.have(tends_to(x, 1 / ln(base) * (x * ln(x)), 0, 0), by=["limit-rules", natural])
    d.conclude(tends_to(x, x * log(x), 0, 0), by=["limit-is-local", unit, divided])
