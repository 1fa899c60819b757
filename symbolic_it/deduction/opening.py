"""What a fact says, taken apart: conjunctions, laws, dominations, equivalences and denials, under what stands before them."""

from __future__ import annotations

from symbolic_it.deduction import logic
from symbolic_it.deduction.basics import ZERO, nonzero, use
from symbolic_it.deduction.joints import dominated_parts, joint_parts
from symbolic_it.deduction.logic import is_universal
from symbolic_it.kernel.terms import CONST, Term, apply_term, binary, bool_, number_value, strip, unary, var
from symbolic_it.kernel.theorems import (
    Thm,
    assume,
    discharge,
    equality_modus_ponens,
    generalise,
    modus_ponens,
    symmetry,
)


def taken_apart(th: Thm) -> list[Thm]:
    result: list[Thm] = []
    todo = [th]
    while todo:
        fact = todo.pop(0)
        c = fact.conclusion
        if binary("and", c) is not None:
            todo += logic.conjuncts(fact)
            continue
        result.append(fact)
        opened = _open(fact)
        if opened is not None:
            todo += opened
    return result


def _open(th: Thm) -> list[Thm] | None:
    """More facts from one: what ``law`` and ``<<`` mean, under the quantifiers and conditions before them."""
    prefix: list[Term | tuple[Term]] = []
    c, opened = th.conclusion, th
    count = 0
    while True:
        if is_universal(c):
            v = var(f"_{count}o", c.arg.ty.args[0])
            count += 1
            opened = logic.apply(opened, v)
            prefix.append(v)
        elif (parts := binary("imp", c)) is not None:
            opened = modus_ponens(opened, assume(parts[0]))
            prefix.append((parts[0],))
        else:
            break
        c = opened.conclusion
    head = strip(c)[0]
    if head.kind != CONST:
        return None
    if prefix and binary("and", c) is not None:
        parts_ = logic.conjuncts(opened)
    elif head.name == "law":
        parts_ = [*logic.conjuncts(logic.unfold_theorem(opened)), use("law-at-most-one-everywhere", opened)]
        if c.arg.ty.args[0].op == "pair":
            parts_ += joint_parts(opened)
    elif head.name == "eq" and c.arg.ty is bool_:
        parts_ = _directions(opened, c.fun.arg, c.arg)
    elif head.name in ("law_on_naturals", "density") or (head.name in ("argmax", "argmin") and len(strip(c)[1]) == 3):
        parts_ = logic.conjuncts(logic.unfold_theorem(opened))
    elif head.name == "dominated":
        parts_ = [_dominated_support(opened), logic.unfold_theorem(opened)]
        if c.arg.ty.args[0].op == "pair":
            parts_ += dominated_parts(opened)
    elif head.name == "not":
        parts_ = _denied_parts(opened, c.arg)
    else:
        return None
    return [_close(part, prefix) for part in parts_]


def _denied_parts(th: Thm, p: Term) -> list[Thm]:
    """From |- not p: of a comparison its opposite, of a denial what it denies, of a product = 0 that no factor is 0."""
    if (inner := unary("not", p)) is not None:
        return [logic.by_contradiction(inner, logic.contradiction(assume(p), th))]
    for name, lemma in (("le", "less-not-or-equal"), ("lt", "not-less")):
        if binary(name, p) is not None:
            return [use(lemma, th)]
    sides = binary("eq", p)
    if sides is None or number_value(sides[1]) != 0 or binary("mul", sides[0]) is None:
        return []
    factors = [use("left-factor-nonzero", th), use("right-factor-nonzero", th)]
    return [part for factor in factors for part in (factor, *_denied_parts(factor, factor.conclusion.arg))]


def _directions(th: Thm, p: Term, q: Term) -> list[Thm]:
    """p ==> q and q ==> p, from an equivalence."""
    back = equality_modus_ponens(symmetry(th), assume(q))
    return [discharge(p, equality_modus_ponens(th, assume(p))), discharge(q, back)]


def _close(th: Thm, prefix: list[Term | tuple[Term]]) -> Thm:
    for entry in reversed(prefix):
        th = generalise(entry, th) if isinstance(entry, Term) else discharge(entry[0], th)
    return th


def _dominated_support(th: Thm) -> Thm:
    """for all x, P x != 0 ==> Q x != 0"""
    unfolded = logic.unfold_theorem(th)
    P, Q = strip(th.conclusion)[1]
    v = var("_1p", P.ty.args[0])
    px, qx = apply_term(P, v), apply_term(Q, v)
    other = assume(nonzero(px))
    zero = assume(logic.equal_terms(qx, ZERO))
    bad = logic.contradiction(logic.apply(unfolded, v, zero), other)
    return generalise(v, discharge(other.conclusion, logic.refute(zero.conclusion, bad)))
