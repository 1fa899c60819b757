"""Derived rules of logic: and, or, not, exists, cases, equivalence, and unfolding of definitions."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from symbolic_it.kernel.definitions import constant_for
from symbolic_it.kernel.terms import (
    APP,
    CONST,
    LAM,
    KernelError,
    Term,
    Type,
    abstract,
    apply_term,
    binary,
    bool_,
    const,
    equation,
    fail,
    fun,
    implication,
    match_type,
    strip,
    type_variable,
    unary,
    universal,
    var,
)
from symbolic_it.kernel.theorems import (
    Thm,
    assume,
    axiom,
    congruence,
    definition,
    discharge,
    equality_modus_ponens,
    generalise,
    instantiate,
    instantiate_types,
    modus_ponens,
    reflexivity,
    specialise,
    symmetry,
    transitivity,
)

_heads: dict[tuple[object, ...], Term] = {}


def c(name: str, *args: Term) -> Term:
    """`constant_for`, with the constants met before at hand: most of what search builds has few heads."""
    key: tuple[object, ...] = (name, args[0].ty, args[1].ty) if len(args) == 2 else (name, *[x.ty for x in args])
    head = _heads.get(key)
    if head is None:
        t = constant_for(name, *args)
        _heads[key] = strip(t)[0]
        return t
    return apply_term(head, *args)


_p, _q, _r = var("p", bool_), var("q", bool_), var("r", bool_)
FALSE = c("false")


def left_side(th: Thm) -> Term:
    return th.conclusion.fun.arg


def right_side(th: Thm) -> Term:
    return th.conclusion.arg


def negation(p: Term) -> Term:
    return c("not", p)


def conjunction(*parts: Term) -> Term:
    result = parts[-1]
    for p in reversed(parts[:-1]):
        result = c("and", p, result)
    return result


def existential(v: Term, body: Term) -> Term:
    return c("exists", abstract(v, body))


def chain(*theorems: Thm | None) -> Thm | None:
    """Transitivity over equations; None stands for nothing to do."""
    result: Thm | None = None
    for th in theorems:
        result = th if result is None else result if th is None else transitivity(result, th)
    return result


def under(function: Term, th: Thm) -> Thm:
    """From |- a = b: |- f a = f b."""
    return congruence(reflexivity(function), th)


def replace_in(th: Thm, build: Callable[[Term], Term]) -> Thm:
    """From |- a = b: |- build(a) = build(b), by congruence."""
    hole = var("hole", left_side(th).ty)
    return under(abstract(hole, build(hole)), th)


@cache
def _typed_definition(name: str, ty: Type) -> Thm:
    th = definition(name)
    generic = left_side(th).ty
    mapping: dict[Type, Type] = {}
    match_type(generic, ty, mapping) or fail(f"{name} at {ty!r}")
    return instantiate_types(mapping.items(), th) if mapping else th


@cache
def _definition_at(name: str, ty: Type, count: int) -> tuple[tuple[Term, ...], Thm]:
    """Variables u, v, ... and |- name u v ... = the definition there: an instance of it is one inference."""
    th, variables = _typed_definition(name, ty), []
    for k in range(count):
        v = var(f"_{k}u", ty.args[0])
        variables.append(v)
        th, ty = congruence(th, reflexivity(v)), ty.args[1]
    return tuple(variables), th


def unfold(t: Term) -> Thm:
    """|- name args = its definition at the arguments, for a term whose head is a defined constant."""
    head, args = strip(t)
    if head.kind != CONST:
        raise KernelError("not a defined notion")
    variables, th = _definition_at(head.name, head.ty, len(args))
    return instantiate(zip(variables, args, strict=True), th) if args else th


def unfold_theorem(th: Thm) -> Thm:
    """The theorem with its outermost notion replaced by its definition."""
    return equality_modus_ponens(unfold(th.conclusion), th)


def fold_theorem(t: Term, th: Thm) -> Thm:
    """|- t, for t whose definition is what the theorem states."""
    return equality_modus_ponens(symmetry(unfold(t)), th)


def apply(th: Thm, *arguments: Term | Thm) -> Thm:
    """Specialise with terms and discharge with theorems, in the order of ``for all`` and ``==>``."""
    for x in arguments:
        th = specialise(x, th) if isinstance(x, Term) else modus_ponens(th, x)
    return th


@cache
def truth() -> Thm:
    """|- false = false, the standing truth."""
    return reflexivity(FALSE)


# ---- and -----------------------------------------------------------------------------------------


@cache
def _and_intro() -> Thm:
    goal = c("and", _p, _q)
    h = assume(implication(_p, _q, _r))
    inner = apply(h, assume(_p), assume(_q))
    folded = fold_theorem(goal, generalise(_r, discharge(h.conclusion, inner)))
    return discharge(_p, discharge(_q, folded))


def both(first: Thm, *more: Thm) -> Thm:
    """From |- p, |- q, ...: |- p and (q and ...)."""
    if not more:
        return first
    rest = both(*more)
    th = instantiate([(_p, first.conclusion), (_q, rest.conclusion)], _and_intro())
    return apply(th, first, rest)


@cache
def _and_side(which: int) -> Thm:
    side = (_p, _q)[which]
    th = specialise(side, unfold_theorem(assume(c("and", _p, _q))))
    picked = discharge(_p, discharge(_q, assume(side)))
    return discharge(c("and", _p, _q), modus_ponens(th, picked))


def _split(th: Thm, which: int) -> Thm:
    parts = binary("and", th.conclusion)
    if parts is None:
        raise KernelError("not a conjunction")
    return modus_ponens(instantiate([(_p, parts[0]), (_q, parts[1])], _and_side(which)), th)


def first(th: Thm) -> Thm:
    return _split(th, 0)


def second(th: Thm) -> Thm:
    return _split(th, 1)


def conjuncts(th: Thm) -> list[Thm]:
    """From |- p and (q and r): the theorems |- p, |- q, |- r."""
    result = []
    while binary("and", th.conclusion) is not None:
        result.append(first(th))
        th = second(th)
    return [*result, th]


# ---- false, not, cases ---------------------------------------------------------------------------


def from_false(p: Term, th: Thm) -> Thm:
    """From |- false: |- p."""
    return specialise(p, unfold_theorem(th))


def contradiction(th: Thm, negated: Thm) -> Thm:
    """From |- p and |- not p: |- false."""
    return modus_ponens(unfold_theorem(negated), th)


def refute(p: Term, th: Thm) -> Thm:
    """From p |- false: |- not p."""
    return fold_theorem(negation(p), discharge(p, th))


@cache
def _cases() -> Thm:
    """|- (p ==> q) ==> (not p ==> q) ==> q"""
    yes, no = assume(implication(_p, _q)), assume(implication(negation(_p), _q))
    split = specialise(_q, unfold_theorem(axiom("excluded-middle")))
    return discharge(yes.conclusion, discharge(no.conclusion, apply(split, yes, no)))


def cases(p: Term, yes: Thm, no: Thm) -> Thm:
    """From p |- q and not p |- q: |- q."""
    th = instantiate([(_p, p), (_q, yes.conclusion)], _cases())
    return apply(th, discharge(p, yes), discharge(negation(p), no))


def by_contradiction(p: Term, th: Thm) -> Thm:
    """From not p |- false: |- p."""
    return cases(p, assume(p), from_false(p, th))


def either(disjunction: Thm, left: Thm, right: Thm) -> Thm:
    """From |- p or q, p |- r and q |- r: |- r."""
    parts = binary("or", disjunction.conclusion)
    if parts is None:
        raise KernelError("not a disjunction")
    th = specialise(left.conclusion, unfold_theorem(disjunction))
    return apply(th, discharge(parts[0], left), discharge(parts[1], right))


@cache
def _or_intro(which: int) -> Thm:
    goal = c("or", _p, _q)
    side = (_p, _q)[which]
    to_r = [assume(implication(_p, _r)), assume(implication(_q, _r))]
    th = modus_ponens(to_r[which], assume(side))
    th = discharge(to_r[0].conclusion, discharge(to_r[1].conclusion, th))
    return discharge(side, fold_theorem(goal, generalise(_r, th)))


def or_left(th: Thm, q: Term) -> Thm:
    return modus_ponens(instantiate([(_p, th.conclusion), (_q, q)], _or_intro(0)), th)


def or_right(p: Term, th: Thm) -> Thm:
    return modus_ponens(instantiate([(_p, p), (_q, th.conclusion)], _or_intro(1)), th)


# ---- equivalence ---------------------------------------------------------------------------------


def equivalent(p: Term, q: Term, forward: Thm, backward: Thm) -> Thm:
    """From |- q (p discharged as needed) and |- p: |- p = q."""
    th = instantiate([(_p, p), (_q, q)], axiom("equivalence"))
    return apply(th, discharge(p, forward), discharge(q, backward))


@cache
def _known_true() -> Thm:
    """|- p ==> (p = (false = false))"""
    t = truth().conclusion
    th = equivalent(_p, t, truth(), assume(_p))
    return discharge(_p, th)


# ---- exists --------------------------------------------------------------------------------------

_any = type_variable("a")
_pred, _x = var("P", fun(_any, bool_)), var("x", _any)


@cache
def _exists_intro() -> Thm:
    px = apply_term(_pred, _x)
    h = assume(universal(_x, implication(px, _q)))
    th = apply(h, _x, assume(px))
    folded = fold_theorem(c("exists", _pred), generalise(_q, discharge(h.conclusion, th)))
    return discharge(px, folded)


def witness(statement: Term, value: Term, th: Thm) -> Thm:
    """From |- body at value: |- statement, which is ``exists v, body``."""
    predicate = unary("exists", statement)
    if predicate is None:
        raise KernelError("not an existential statement")
    rule = instantiate_types([(_any, value.ty)], _exists_intro())
    rule = instantiate([(var("P", predicate.ty), predicate), (var("x", value.ty), value)], rule)
    return modus_ponens(rule, th)


def choose(existential_theorem: Thm, v: Term, th: Thm) -> Thm:
    """From |- exists v, p(v) and p(v) |- q, v not free in q nor elsewhere: |- q."""
    predicate = unary("exists", existential_theorem.conclusion)
    if predicate is None:
        raise KernelError("not an existential statement")
    step = generalise(v, discharge(apply_term(predicate, v), th))
    return modus_ponens(specialise(th.conclusion, unfold_theorem(existential_theorem)), step)


# ---- for all and equality under binders ----------------------------------------------------------


def body_at(quantified: Term, value: Term) -> Term:
    """The body of ``for all v, p`` at a value."""
    return apply_term(quantified.arg, value)


def is_universal(t: Term) -> bool:
    return t.kind == APP and t.fun.kind == CONST and t.fun.name == "forall"


def innermost(t: Term) -> Term:
    """What a statement says below its quantifiers and premises; what they bind may stand loose in it."""
    while True:
        if is_universal(t):
            t = t.arg.body if t.arg.kind == LAM else t.arg
        elif (parts := binary("imp", t)) is not None:
            t = parts[1]
        else:
            return t


def fresh(name: str, ty: Type, avoid: frozenset[Term]) -> Term:
    """A variable of this type whose name none of the others has."""
    names = {v.name for v in avoid}
    while name in names:
        name += "'"
    return var(name, ty)


def constant(name: str, ty: Type) -> Term:
    return const(name, ty)


def equal_terms(a: Term, b: Term) -> Term:
    return equation(a, b)
