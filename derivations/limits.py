"""The limit behind the convention 0 log 0 = 0."""

from symbolic_it import (
    And,
    Exists,
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

x, epsilon, delta = real_variable("x"), real_variable("epsilon"), real_variable("h")


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
    with d.take(epsilon, given=epsilon > 0) as reach:
        c = epsilon * ln(base) / 2
        r = c / (1 + c)
        d.text(
            "Given $\\varepsilon > 0$, let $c = \\varepsilon \\ln b / 2$. The radius $r = c/(1+c)$ is below both $c$ and $1$."
        )
        c_positive = d.have(c > 0, by=["product-of-signs", "log-sign"])
        r_positive = d.have(r > 0, by=[c_positive, "product-of-signs"])
        gap = d.chain(1 - r).eq(1 / (1 + c), by=[c_positive, "field-arithmetic"])
        below_one = d.have(r < 1, by=[gap, c_positive, "product-of-signs"])
        gap = d.chain(c - r).eq(c * r, by=[c_positive, "field-arithmetic"])
        below_c = d.have(r < c, by=[gap, c_positive, r_positive, "product-of-signs"])
        d.text("Take $0 < x < r^2$. Then $\\sqrt x < r$.")
        with d.take(x, given=And(x > 0, x < r * r)) as near:
            root_positive = d.have(root > 0, by="power-positive")
            small = d.chain(root).lt((r * r) ** Q(1, 2), by="power-increasing").eq(r, by=[r_positive, "square-root"])
            square = d.have((1 - r) * r > 0, by=[below_one, r_positive, "product-of-signs"])
            low = d.have(x < 1, by=[square, below_one])
            d.text("The bound $\\ln u \\le u - 1$ at $u = 1/\\sqrt x$:")
            bound = (
                d.chain(-ln(x) / 2)
                .eq(ln(1 / root), by=["log-of-reciprocal", "log-of-power", root_positive])
                .le(1 / root - 1, by=["log-bound", root_positive])
            )
            flat = d.chain(x * (1 / root - 1)).eq(
                root * root * (1 / root - 1), by="square-root"
            ).eq(root - root * root, by=["field-arithmetic", root_positive]).eq(root - x, by="square-root")  # fmt: skip
            scaled = d.have(x * (-ln(x) / 2) <= x * (1 / root - 1), by=[bound, "weighted-comparison"])
            most = d.have(-(x * ln(x)) <= 2 * root, by=[scaled, flat])
            wide = d.have(-(x * ln(x)) < epsilon * ln(base), by=[most, small, below_c])
            d.text("Divide by $\\ln b > 0$; and $\\log x$ is negative for $x < 1$.")
            unit = d.chain(-(x * log(x))).eq(-(x * ln(x)) * (1 / ln(base)), by="log-definition")
            share = d.have(1 / ln(base) > 0, by=["product-of-signs", "log-sign"])
            more = d.have((epsilon * ln(base) + x * ln(x)) * (1 / ln(base)) > 0, by=[wide, share, "product-of-signs"])
            whole = d.chain(epsilon * ln(base) * (1 / ln(base))).eq(epsilon, by="field-arithmetic")
            lower = d.have(0 - epsilon < x * log(x), by=[unit, more, whole])
            sign = d.have(log(x) <= 0, by=["log-sign", low])
            weight = d.have(x * -log(x) >= 0, by=[sign, "product-of-signs"])
            upper = d.have(x * log(x) < 0 + epsilon, by=weight)
            d.have(And(0 - epsilon < x * log(x), x * log(x) < 0 + epsilon), by=[lower, upper])
        radius = d.have(r * r > 0, by=[r_positive, "product-of-signs"])
        d.have(
            Exists(
                delta,
                And(
                    delta > 0,
                    ForAll(
                        x, Implies(And(x > 0, x < 0 + delta), And(0 - epsilon < x * log(x), x * log(x) < 0 + epsilon))
                    ),
                ),
            ),
            by=[radius, near],
        )
    d.conclude(tends_to(x, x * log(x), 0, 0), by=reach)
