"""Steps with rounded surprisals: what the library proves of Shannon's code lengths."""

from __future__ import annotations

from collections.abc import Sequence

from symbolic_it.authoring.checking import conclusions_of
from symbolic_it.authoring.model import Proof
from symbolic_it.kernel.terms import Term, apply_term, binary, constants_of, strip, var
from symbolic_it.language.expr import Eq, Expr, Ne, apply_symbol, as_real
from symbolic_it.language.notation import ForAll, Sum, ln
from symbolic_it.review.judging import WORK, Judgement, by_proof, shipped_library

SHANNON = "rounded-surprisals-cost-less-than-one-more"


def by_ceilings(statement: Expr, given: Sequence[Expr]) -> Judgement | None:
    """The judgement of a statement about lengths that are surprisals rounded up; None where it is none or is not proved so."""
    places = [k for k, g in enumerate(given) if "ceiling" in constants_of([g.term])]
    if len(places) != 1 or (parts := _parts(given[places[0]].term)) is None:
        return None
    conclusions_of(shipped_library().get(SHANNON))

    def write(d: Proof) -> None:
        base, law, length, x = (Expr(t, (), statement.declarations) for t in parts)
        rounded = d.given[places[0]]
        n = as_real(length(x))
        t = _rounded(base, law, x)
        above = [d.have(ForAll(x, as_real(0) < law(x)), by=[rounded])]
        here = d.have(ForAll(x, apply_symbol("ceiling", length(x), t)), by=[rounded])
        low = d.have(ForAll(x, t <= n), by=["ceiling-bounds", here])
        high = d.have(ForAll(x, n < t + 1), by=["ceiling-bounds", here])
        entropy = Sum(x, law(x) * t)
        least = d.have(ForAll(x, law(x) * t <= law(x) * n), by=[low])
        facts = [d.have(entropy <= Sum(x, law(x) * n), by=["sum-comparison", least])]
        gap = law(x) * (t + 1 - n)
        room = d.have(ForAll(x, as_real(0) < gap), by=[high, *above, "product-of-signs"])
        loose = d.have(ForAll(x, as_real(0) <= gap), by=[room])
        with d.suppose(Eq(Sum(x, gap), 0)) as none:
            nothing = d.have(ForAll(x, Eq(gap, 0)), by=[loose, none.assumption, "sum-zero-terms"])
            d.have(as_real(0) < 0, by=[room.at(x), nothing.at(x)])
        filled = d.have(Ne(Sum(x, gap), 0), by=none)
        total = d.have(as_real(0) <= Sum(x, gap), by=["sum-nonnegative", loose])
        strict = d.have(as_real(0) < Sum(x, gap), by=[filled, total])
        split = ["sum-of-difference", "sum-of-sum", "sum-to-one"]
        facts.append(d.have(Sum(x, law(x) * n) < entropy + 1, by=[strict, *split]))
        written = d.have(
            Eq(apply_symbol("entropy", base, law), entropy), by=["entropy-definition", "log-of-reciprocal"]
        )
        if "pow" in constants_of([statement.term]):
            with d.take(x) as short:
                longer = d.have(ln(base) * t <= ln(base) * n, by=[low.at(x), "weighted-comparison", "log-sign"])
                size = d.chain(ln(base**-n)).eq(-(ln(base) * n), by="log-of-power").le(-(ln(base) * t), by=longer)
                size = size.eq(ln(law(x)), by=["log-of-reciprocal", "log-definition"])
                d.have(base**-n <= law(x), by=["log-order", size, *above])
            facts.append(d.have(Sum(x, base**-n) <= Sum(x, law(x)), by=["sum-comparison", short.fact]))
            facts.append(d.have(Eq(Sum(x, law(x)), 1), by="sum-to-one"))
        d.have(statement, by=[*facts, low, high, written, "expectation-definition"])

    return by_proof(write, given, 3 * WORK)


def _rounded(base: Expr, law: Expr, x: Expr) -> Expr:
    return apply_symbol("log", base, 1 / law(x))


def _parts(t: Term) -> tuple[Term, Term, Term, Term] | None:
    """(b, P, l, x) of P(x) > 0 and l(x) = ceil log_b(1/P(x)), for all x."""
    head, (body,) = strip(t)
    if head.name != "forall":
        return None
    x = var("x", body.ty.args[0])
    both = binary("and", apply_term(body, x))
    if both is None:
        return None
    name, args = strip(both[1])
    if name.name != "ceiling" or len(args) != 2:
        return None
    log, logged = strip(args[1])
    if log.name != "log":
        return None
    _, quotient = strip(logged[1])
    return logged[0], quotient[1].fun, args[0].fun, x
