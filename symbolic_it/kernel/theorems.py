"""Theorems and the inference rules: the functions listed in `RULES` are the only way to a theorem.

A theorem is ``hypotheses |- conclusion``. It remembers the rule and the arguments that made it, so that it can be
written down as a certificate and derived again (`symbolic_it.kernel.certificates`). The rules are those of higher-order
logic with equality, plus two computed ones over the normal form of `symbolic_it.kernel.arithmetic`. Each takes its
premises apart, checks its side conditions, builds its conclusion. `KernelError` is raised when a side condition fails.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction
from itertools import islice
from types import MappingProxyType
from typing import Any, Protocol

from symbolic_it.kernel import arithmetic
from symbolic_it.kernel.axioms import AXIOMS
from symbolic_it.kernel.definitions import DEFINITIONS
from symbolic_it.kernel.limits import begin, seal, spend
from symbolic_it.kernel.substitution import check_instance, recall, substitute_checked
from symbolic_it.kernel.terms import (
    APP,
    CONST,
    MAX_DIGITS,
    VAR,
    KernelError,
    Term,
    Type,
    abstract,
    apply_term,
    binary,
    bool_,
    check_type_instance,
    const,
    equation,
    exact,
    fail,
    implication,
    instantiate_term_types,
    numeral_value,
    real,
    show,
    universal,
)

Hypotheses = frozenset[Term]
NONE: Hypotheses = frozenset()
MAX_HYPOTHESES = 2000


class _Mint(Protocol):
    def __call__(self, hypotheses: Hypotheses, conclusion: Term, rule: str, *arguments: Any) -> Thm: ...


class Thm:
    """A theorem: ``hypotheses`` (a frozenset of terms), ``conclusion``, the ``rule`` and ``arguments`` it came by."""

    __slots__ = ("__weakref__", "_seal", "arguments", "conclusion", "hypotheses", "rule")
    hypotheses: Hypotheses
    conclusion: Term
    rule: str
    arguments: tuple[Any, ...]

    def __new__(cls, *_: object, **__: object) -> Thm:
        raise KernelError("theorems are made by the inference rules only")

    def __init_subclass__(cls, **_: object) -> None:
        raise KernelError("Thm cannot be subclassed")

    def __setattr__(self, name: str, value: object) -> None:
        raise KernelError("theorems are immutable")

    def __delattr__(self, name: str) -> None:
        raise KernelError("theorems are immutable")

    def __repr__(self) -> str:
        shown = [show(h) for h in islice(self.hypotheses, 20)]
        more = [f"{len(self.hypotheses) - 20} more"] if len(self.hypotheses) > 20 else []
        return f"{', '.join(sorted(shown) + more)} |- {show(self.conclusion)}"


def _sealed() -> tuple[_Mint, Callable[..., None], Callable[[], int]]:
    key, count, new = object(), [0], object.__new__
    set_hypotheses, set_conclusion, set_rule, set_arguments, set_seal = seal(
        Thm, "hypotheses", "conclusion", "rule", "arguments", "_seal"
    )
    get_seal = Thm.__dict__["_seal"].fget
    del Thm._seal  # type: ignore[attr-defined]  # not to be read by anyone

    def mint(hypotheses: Hypotheses, conclusion: Term, rule: str, *arguments: Any) -> Thm:
        th: Thm = new(Thm)
        set_hypotheses(th, hypotheses)
        set_conclusion(th, conclusion)
        set_rule(th, rule)
        set_arguments(th, arguments)
        set_seal(th, key)
        count[0] += 1
        begin()
        return th

    def check(*theorems: Thm) -> None:
        for th in theorems:
            try:
                genuine = type(th) is Thm and get_seal(th) is key
            except AttributeError:
                genuine = False
            genuine or fail("not a theorem of this kernel")

    return mint, check, lambda: count[0]


_mint, _check, inference_count = _sealed()


def _closed(t: Term, ty: Type | None = None) -> None:
    if type(t) is not Term or t.loose:
        raise KernelError("not a closed term")
    if ty is not None and t.ty is not ty:
        raise KernelError(f"a term of type {ty!r} is needed, not {show(t)}")


def _union(a: Hypotheses, b: Hypotheses) -> Hypotheses:
    if not b or b is a or b <= a:
        return a
    if a <= b:
        return b
    return _hypotheses(a | b)


def _hypotheses(terms: Hypotheses) -> Hypotheses:
    """The set, for a new theorem to own."""
    len(terms) <= MAX_HYPOTHESES or fail("too many hypotheses")
    spend(4 * len(terms))
    return terms


def _sides(th: Thm) -> tuple[Term, Term]:
    sides = binary("eq", th.conclusion)
    return sides if sides is not None else fail(f"not an equation: {show(th.conclusion)}")


def _not_free(v: Term, hypotheses: Hypotheses) -> None:
    (type(v) is Term and v.kind == VAR) or fail("not a variable")
    for h in hypotheses:
        v not in h.free or fail(f"the variable {v.name} is free in the hypothesis {show(h)}")


# ---- equality ------------------------------------------------------------------------------------


def reflexivity(t: Term) -> Thm:
    """|- t = t"""
    _closed(t)
    return _mint(NONE, equation(t, t), "reflexivity", t)


def symmetry(th: Thm) -> Thm:
    """From |- a = b: |- b = a. Derivable in four steps; primitive because every rewrite uses it."""
    _check(th)
    a, b = _sides(th)
    return _mint(th.hypotheses, equation(b, a), "symmetry", th)


def transitivity(first: Thm, second: Thm) -> Thm:
    """From |- a = b and |- b = c: |- a = c"""
    _check(first, second)
    (a, b), (b2, c) = _sides(first), _sides(second)
    b is b2 or fail(f"transitivity: {show(b)} is not {show(b2)}")
    return _mint(_union(first.hypotheses, second.hypotheses), equation(a, c), "transitivity", first, second)


def congruence(functions: Thm, arguments: Thm) -> Thm:
    """From |- f = g and |- x = y: |- f x = g y"""
    _check(functions, arguments)
    (f, g), (x, y) = _sides(functions), _sides(arguments)
    conclusion = equation(apply_term(f, x), apply_term(g, y))
    return _mint(_union(functions.hypotheses, arguments.hypotheses), conclusion, "congruence", functions, arguments)


def abstraction(v: Term, th: Thm) -> Thm:
    """From |- a = b, the variable v not free in the hypotheses: |- (v -> a) = (v -> b)"""
    _check(th)
    _not_free(v, th.hypotheses)
    a, b = _sides(th)
    return _mint(th.hypotheses, equation(abstract(v, a), abstract(v, b)), "abstraction", v, th)


def equality_modus_ponens(iff: Thm, th: Thm) -> Thm:
    """From |- p = q and |- p: |- q"""
    _check(iff, th)
    p, q = _sides(iff)
    p is th.conclusion or fail(f"{show(p)} is not {show(th.conclusion)}")
    return _mint(_union(iff.hypotheses, th.hypotheses), q, "equality_modus_ponens", iff, th)


# ---- implication and generality ------------------------------------------------------------------


def assume(p: Term) -> Thm:
    """p |- p"""
    _closed(p, bool_)
    return _mint(frozenset((p,)), p, "assume", p)


def discharge(p: Term, th: Thm) -> Thm:
    """From |- q: |- p ==> q, the statement p taken away from the hypotheses"""
    _closed(p, bool_)
    _check(th)
    hypotheses = _hypotheses(th.hypotheses - {p}) if p in th.hypotheses else th.hypotheses
    return _mint(hypotheses, implication(p, th.conclusion), "discharge", p, th)


def modus_ponens(conditional: Thm, th: Thm) -> Thm:
    """From |- p ==> q and |- p: |- q"""
    _check(conditional, th)
    parts = binary("imp", conditional.conclusion)
    if parts is None or parts[0] is not th.conclusion:
        raise KernelError(f"modus ponens: {show(conditional.conclusion)} against {show(th.conclusion)}")
    return _mint(_union(conditional.hypotheses, th.hypotheses), parts[1], "modus_ponens", conditional, th)


def generalise(v: Term, th: Thm) -> Thm:
    """From |- p, the variable v not free in the hypotheses: |- for all v, p"""
    _check(th)
    _not_free(v, th.hypotheses)
    return _mint(th.hypotheses, universal(v, th.conclusion), "generalise", v, th)


def specialise(t: Term, th: Thm) -> Thm:
    """From |- for all v, p, with t of the type of v: |- p with t for v"""
    _check(th)
    _closed(t)
    c = th.conclusion
    if c.kind != APP or c.fun.kind != CONST or c.fun.name != "forall" or c.arg.ty.args[0] is not t.ty:
        raise KernelError(f"specialise: {show(c)} at {show(t)}")
    return _mint(th.hypotheses, apply_term(c.arg, t), "specialise", t, th)


def _mapped(hypotheses: Hypotheses, change: Callable[[Term], Term]) -> Hypotheses:
    return _hypotheses(frozenset(map(change, hypotheses))) if hypotheses else NONE


def instantiate(pairs: Iterable[tuple[Term, Term]], th: Thm) -> Thm:
    """Replace free variables by terms, simultaneously, in hypotheses and conclusion"""
    _check(th)
    pairs = tuple((v, t) for v, t in pairs)
    mapping = dict(pairs)
    check_instance(mapping)
    begin()
    spend(4 * len(pairs))
    memo: dict[Term, Term] = {}
    keys = frozenset(mapping)
    conclusion = substitute_checked(mapping, th.conclusion, keys, memo)
    hypotheses = _mapped(th.hypotheses, lambda h: substitute_checked(mapping, h, keys, memo))
    return _mint(hypotheses, conclusion, "instantiate", pairs, th)


def instantiate_types(pairs: Iterable[tuple[Type, Type]], th: Thm) -> Thm:
    """Replace type variables by types (those over finite types by finite types) in hypotheses and conclusion"""
    _check(th)
    pairs = tuple((v, t) for v, t in pairs)
    mapping = dict(pairs)
    check_type_instance(mapping)
    begin()
    memo: dict[Any, Any] = {}
    conclusion = instantiate_term_types(mapping, th.conclusion, memo)
    hypotheses = _mapped(th.hypotheses, lambda h: instantiate_term_types(mapping, h, memo))
    return _mint(hypotheses, conclusion, "instantiate_types", pairs, th)


# ---- axioms and definitions ----------------------------------------------------------------------


def axiom(name: str) -> Thm:
    """|- the statement of the axiom (`symbolic_it.kernel.axioms`)"""
    (type(name) is str and name in AXIOMS) or fail("there is no such axiom")
    return _mint(NONE, recall(("axiom", name)), "axiom", name)


def definition(name: str) -> Thm:
    """|- name = right side, as the source defines it (`symbolic_it.kernel.definitions`)"""
    (type(name) is str and name in DEFINITIONS) or fail("there is no such definition")
    right = recall(("definition", name))
    return _mint(NONE, equation(const(name, right.ty), right), "definition", name)


# ---- computed rules ------------------------------------------------------------------------------


def _nonzero_term(th: Thm) -> Term:
    """The term that the theorem says is not zero: |- not (t = 0), |- 0 < t or |- t < 0."""
    c = th.conclusion
    if (sides := binary("lt", c)) is not None:
        a, b = sides
        if numeral_value(a) == 0:
            return b
        if numeral_value(b) == 0:
            return a
    elif c.kind == APP and c.fun.kind == CONST and c.fun.name == "not":
        sides = binary("eq", c.arg)
        if sides is not None and sides[0].ty is real and numeral_value(sides[1]) == 0:
            return sides[0]
    return fail(f"does not say that a term is nonzero: {show(c)}")


def field_identity(left: Term, right: Term, nonzero: Sequence[Thm] = ()) -> Thm:
    """|- left = right, when both have one normal form after cancelling what the theorems say is nonzero.

    Primitive because the same steps through the axioms of a field would take thousands of inferences.
    """
    _closed(left, real)
    _closed(right, real)
    nonzero = tuple(nonzero)
    _check(*nonzero)
    begin()
    hypotheses = NONE
    difference: arithmetic.View = arithmetic.add(arithmetic.polynomial(left), arithmetic.polynomial(right), -1)
    if difference:
        difference = arithmetic.clear(difference, arithmetic.cleared_inverses(map(_nonzero_term, nonzero)))
        for th in nonzero:
            hypotheses = _union(hypotheses, th.hypotheses)
    if difference:
        raise KernelError(f"not an identity of fields: {show(left)} = {show(right)}")
    return _mint(hypotheses, equation(left, right), "field_identity", left, right, nonzero)


def linear_arithmetic(goal: Term, parts: Sequence[tuple[Fraction | int, Thm]] = ()) -> Thm:
    """|- goal, a comparison l <= r, l < r or l = r, from a combination of theorems that are comparisons.

    With multiples c_i of theorems |- a_i rel b_i (c_i >= 0 unless the theorem is an equation; for a goal l = r all
    are equations), r - l - sum c_i (b_i - a_i) must be a constant of the right sign. Primitive for the same reason.
    """
    _closed(goal, bool_)
    relation, left, right = arithmetic.comparison(goal)
    multiples = tuple((exact(c), th) for c, th in parts)
    begin()
    rest = arithmetic.add(arithmetic.polynomial(right), arithmetic.polynomial(left), -1)
    hypotheses, strict = NONE, False
    for c, th in multiples:
        _check(th)
        c.numerator.bit_length() + c.denominator.bit_length() < 3 * MAX_DIGITS or fail("multiple with too many digits")
        premise, a, b = arithmetic.comparison(th.conclusion)
        if premise != "eq":
            (c >= 0 and relation != "eq") or fail("linear arithmetic: a negative multiple of an inequality")
            strict = strict or (premise == "lt" and c > 0)
        if c:
            scale = c.numerator if c.denominator == 1 else c
            rest = arithmetic.add(rest, arithmetic.polynomial(b), -scale)
            rest = arithmetic.add(rest, arithmetic.polynomial(a), scale)
        hypotheses = _union(hypotheses, th.hypotheses)
    if any(m != arithmetic.ONE for m in rest):
        raise KernelError(f"linear arithmetic: the combination does not cancel: {show(goal)}")
    k = rest.get(arithmetic.ONE, 0)
    follows = k == 0 if relation == "eq" else k >= 0 if relation == "le" else k > 0 or (k == 0 and strict)
    follows or fail(f"linear arithmetic: does not follow: {show(goal)}")
    return _mint(hypotheses, goal, "linear_arithmetic", goal, multiples)


# ---- the table of rules --------------------------------------------------------------------------
#
# Signature letters: p theorem, t term, s string, P theorems, S pairs of terms, Y pairs of types, L pairs of a rational
# and a theorem.

_rules: dict[str, tuple[Callable[..., Thm], str]] = {
    "reflexivity": (reflexivity, "t"),
    "symmetry": (symmetry, "p"),
    "transitivity": (transitivity, "pp"),
    "congruence": (congruence, "pp"),
    "abstraction": (abstraction, "tp"),
    "equality_modus_ponens": (equality_modus_ponens, "pp"),
    "assume": (assume, "t"),
    "discharge": (discharge, "tp"),
    "modus_ponens": (modus_ponens, "pp"),
    "generalise": (generalise, "tp"),
    "specialise": (specialise, "tp"),
    "instantiate": (instantiate, "Sp"),
    "instantiate_types": (instantiate_types, "Yp"),
    "axiom": (axiom, "s"),
    "definition": (definition, "s"),
    "field_identity": (field_identity, "ttP"),
    "linear_arithmetic": (linear_arithmetic, "tL"),
}
RULES = MappingProxyType(_rules)


def premises(th: Thm) -> list[Thm]:
    """The theorems that this one was inferred from."""
    found: list[Thm] = []
    for argument, kind in zip(th.arguments, RULES[th.rule][1], strict=True):
        if kind == "p":
            found.append(argument)
        elif kind == "P":
            found += argument
        elif kind == "L":
            found += [premise for _, premise in argument]
    return found
