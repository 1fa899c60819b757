"""Rules of maximisers and minimisers as sets: increasing maps, constants, positive factors, negation."""

from __future__ import annotations

from symbolic_it.deduction.basics import ONE, lemma, lt, positive, theorem, use
from symbolic_it.deduction.logic import apply, c
from symbolic_it.deduction.objectives import DOMAIN, F, G, T, U
from symbolic_it.foundations.registry import add_rule
from symbolic_it.kernel.terms import abstract, apply_term, implication, real, universal, var
from symbolic_it.kernel.theorems import Thm, assume, discharge, generalise, instantiate, modus_ponens

b = var("b", real)
BOYD = "Boyd and Vandenberghe, Convex Optimization, section 4.1.3"


def _under_log(kind: str) -> Thm:
    """1 < b ==> (for t in S, 0 < f t) ==> optima of log f = optima of f"""
    in_t, in_u = apply_term(DOMAIN, T), apply_term(DOMAIN, U)
    big = assume(lt(ONE, b))
    h = assume(universal(T, implication(in_t, positive(apply_term(F, T)))))
    pt, pu = apply(h, T, assume(in_t)), apply(h, U, assume(in_u))
    iff = use("log-order", big, pu, pt) if kind == "argmax" else use("log-order", big, pt, pu)
    order = generalise(T, generalise(U, discharge(in_t, discharge(in_u, iff))))
    logs = abstract(T, c("log", b, apply_term(F, T)))
    result = modus_ponens(instantiate([(F, logs), (G, F)], theorem(f"same-order-{kind}")), order)
    return discharge(big.conclusion, discharge(h.conclusion, result))


@lemma("log-argmax")
def _() -> Thm:
    return _under_log("argmax")


@lemma("log-argmin")
def _() -> Thm:
    return _under_log("argmin")


def _enter() -> None:
    def entry(name: str, *lemmas: str, notion: str, title: str, why: str, example: str, source: str = BOYD) -> None:
        add_rule(
            name,
            *lemmas,
            subject="maximisers",
            role="optima",
            title=title,
            why=why,
            example=example,
            source=source,
            notion=notion,
        )

    entry("maximisers-of-log", "log-argmax", "log-argmin", "ln-argmax", "ln-argmin", notion="log", title="Maximisers under the logarithm",
          why="log keeps the order of positive numbers. A decreasing map would turn maximisers into minimisers, and where the objective is 0 there is no log.",
          example="argmax L = argmax log L for L > 0", source="Goodfellow, Bengio and Courville, Deep Learning, section 5.5")  # fmt: skip
    entry("maximisers-of-shift", "affine-argmax", "affine-argmin", notion="constant", title="Maximisers and an added constant",
          why="The same number is added to every value. The constant must not depend on the variable.",
          example="argmax (f + c) = argmax f")  # fmt: skip
    entry("maximisers-of-positive-multiple", "affine-argmax", "affine-argmin", notion="multiple", title="Maximisers and a positive factor",
          why="A positive factor keeps the order; it must not depend on the variable.", example="argmax (1/m) f = argmax f")  # fmt: skip
    entry("maximisers-of-negation", "affine-reversed", "affine-reversed-argmin", notion="negation", title="Maximisers of the negative",
          why="A negative factor reverses the order.", example="argmax -f = argmin f")  # fmt: skip
    entry("maximisers-of-equal-objectives", "same-argmax", "same-argmin", notion="same", title="Objectives that agree",
          why="The sets depend only on the values on the domain.", example="f = g on S gives argmax_S f = argmax_S g")  # fmt: skip


_enter()
