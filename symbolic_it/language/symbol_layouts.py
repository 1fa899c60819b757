"""How each symbol of the vocabulary is laid out: one function a symbol, the same for LaTeX and plain text."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from symbolic_it.kernel.terms import (
    CONST,
    LAM,
    VAR,
    Term,
    apply_term,
    binary,
    bool_,
    nat,
    number_value,
    real,
    strip,
    unary,
    var,
)
from symbolic_it.language import layout as on
from symbolic_it.language.arrangement import Arranger, natural

Layout = Callable[[Arranger, Term, list[Term]], on.Node]


# ---- arithmetic ----------------------------------------------------------------------------------


def terms(r: Arranger, head: Term, args: list[Term]) -> on.Node:
    """a - b + c, grouped from the left; another grouping shows brackets."""
    left = args[0]
    later = [("-" if head.name == "sub" else "+", args[1])]
    while len(later) < r.left:
        if (parts := binary("add", left)) is not None:
            later.append(("+", parts[1]))
        elif (parts := binary("sub", left)) is not None:
            later.append(("-", parts[1]))
        else:
            break
        left = parts[0]
    items = [("+", r.term(left))]
    items += [(sign, r.term(t)) for sign, t in reversed(later)]
    return on.Terms(tuple(items))


def product(r: Arranger, head: Term, args: list[Term]) -> on.Node:
    left, later = args[0], [args[1]]
    while len(later) < r.left and (parts := binary("mul", left)) is not None:
        later.append(parts[1])
        left = parts[0]
    return on.Product((r.term(left), *[r.term(t) for t in reversed(later)]))


def quotient(r: Arranger, head: Term, args: list[Term]) -> on.Node:
    return on.Quotient(r.term(args[0]), r.term(args[1]))


def negative(r: Arranger, head: Term, args: list[Term]) -> on.Node:
    return on.Negative(r.term(args[0]))


def power(r: Arranger, head: Term, args: list[Term]) -> on.Node:
    return on.Power(r.term(args[0]), r.term(args[1]))


def exponential(r: Arranger, head: Term, args: list[Term]) -> on.Node:
    exponent = r.term(args[0])
    return on.Exponential(exponent, "e" in r.spelled or any(v.name == "e" for v in r.opened))


def natural_log(r: Arranger, head: Term, args: list[Term]) -> on.Node:
    return on.Operator(on.LN, None, r.term(args[0]))


def log(r: Arranger, head: Term, args: list[Term]) -> on.Node:
    """The standing base b is not shown, any other is."""
    return on.Operator(on.LOG, _base(r, args[0]), r.term(args[1]))


def _base(r: Arranger, b: Term) -> on.Node | None:
    return None if r.is_standing_base(b) else r.term(b)


def natural_number(r: Arranger, head: Term, args: list[Term]) -> on.Node:
    """0, 1, 2, ... and i + 1."""
    if head.name == "zero":
        return on.Number(Fraction(0))
    n, rest = natural(args[0])
    n += 1
    if rest.kind == CONST and rest.name == "zero":
        return on.Number(Fraction(n))
    return on.Terms((("+", r.term(rest)), ("+", on.Number(Fraction(n)))))


def embedded(r: Arranger, head: Term, args: list[Term]) -> on.Node:
    """A natural number as a real one: written the same."""
    return r.term(args[0])


def indicator(r: Arranger, head: Term, args: list[Term]) -> on.Node:
    return on.Call(on.ONE_IF, (r.term(args[0]),), brackets="[]")


def pair(r: Arranger, head: Term, args: list[Term]) -> on.Node:
    return on.Pair((r.term(args[0]), r.term(args[1])))


def component(r: Arranger, head: Term, args: list[Term]) -> on.Node:
    name = head.name
    return on.Call(on.Glyph(on.Sign(f"\\mathrm{{{name}}}", name)), (r.term(args[0]),))


# ---- sums and products ---------------------------------------------------------------------------


def total(r: Arranger, head: Term, args: list[Term]) -> on.Node:
    """A sum or product over an alphabet; the alphabet is named when nothing in the body tells it."""
    f = args[0]
    ty = f.ty.args[0]
    sign = on.SUM if head.name == "sum" else on.PRODUCT
    if ty.op == "pair" and f.kind != LAM and not r.given:
        x = r.choose(ty.args[0], (f,))
        r.opened.append(x)
        y = r.choose(ty.args[1], (f, x))
        both = constant_pair(x, y)
        body = r.under(y, r.at(f, both))
        r.opened.pop()
        return on.Big(sign, on.Pair((r.variable(x), r.variable(y))), None, body)
    v, inside = r.open(f)
    return on.Big(sign, r.with_range(f, v), None, r.under(v, inside))


def constant_pair(x: Term, y: Term) -> Term:
    from symbolic_it.kernel.definitions import constant_for

    return constant_for("pair", x, y)


def total_to(r: Arranger, head: Term, args: list[Term]) -> on.Node:
    last, f = args
    v, inside = r.open(f, last)
    below = on.Relation((r.variable(v), on.Number(Fraction(1))), (on.EQUAL,))
    body = r.under(v, inside)
    return on.Big(on.SUM if head.name == "sum_to" else on.PRODUCT, below, r.term(last), body)


# ---- statements ----------------------------------------------------------------------------------


def equality(r: Arranger, head: Term, args: list[Term]) -> on.Node:
    left, right = args
    if left.ty is not bool_:
        return on.Relation((r.term(left), r.term(right)), (on.EQUAL,))
    if left is right and left.kind == CONST and left.name == "false":
        return on.TRUE
    return on.Equivalence(r.term(left), r.term(right))


_SIGNS = {"le": on.AT_MOST, "lt": on.LESS, "dominated": on.DOMINATED}


def relation(r: Arranger, head: Term, args: list[Term]) -> on.Node:
    return on.Relation((r.term(args[0]), r.term(args[1])), (_SIGNS[head.name],))


def false(r: Arranger, head: Term, args: list[Term]) -> on.Node:
    return on.FALSE


def law(r: Arranger, head: Term, args: list[Term]) -> on.Node:
    return on.Remark(r.term(args[0]), on.IS_LAW)


def negation(r: Arranger, head: Term, args: list[Term]) -> on.Node:
    """a != b and t not in S are signs of their own."""
    inside = r.term(args[0])
    if isinstance(inside, on.Relation) and len(inside.signs) == 1:
        inner = strip(args[0])[0]
        if inside.signs[0] is on.IN:
            return on.Relation(inside.parts, (on.NOT_IN,))
        if inner.kind == CONST and inner.name == "eq":
            return on.Relation(inside.parts, (on.UNEQUAL,))
    return on.Negation(inside)


def _order(t: Term) -> tuple[Term, on.Sign, Term] | None:
    for name in ("le", "lt"):
        parts = binary(name, t)
        if parts is not None:
            return parts[0], _SIGNS[name], parts[1]
    return None


def conjunction(r: Arranger, head: Term, args: list[Term]) -> on.Node:
    """p and q and r; 0 < t and t < 1 is the chain 0 < t < 1."""
    claims, rest = [args[0]], args[1]
    while len(claims) < r.left and (parts := binary("and", rest)) is not None:
        claims.append(parts[0])
        rest = parts[1]
    claims.append(rest)
    nodes: list[on.Node] = []
    end: Term | None = None
    for claim in claims:
        order = _order(claim)
        last = nodes[-1] if nodes else None
        if order is not None and order[0] is end and isinstance(last, on.Relation):
            nodes[-1] = on.Relation((*last.parts, r.term(order[2])), (*last.signs, order[1]))
        else:
            nodes.append(r.term(claim))
        end = order[2] if order is not None else None
    return nodes[0] if len(nodes) == 1 else on.Connective(on.AND, tuple(nodes))


def disjunction(r: Arranger, head: Term, args: list[Term]) -> on.Node:
    claims, rest = [args[0]], args[1]
    while len(claims) < r.left and (parts := binary("or", rest)) is not None:
        claims.append(parts[0])
        rest = parts[1]
    return on.Connective(on.OR, tuple(r.term(t) for t in [*claims, rest]))


def implication(r: Arranger, head: Term, args: list[Term]) -> on.Node:
    """p, q ==> r stands for p ==> (q ==> r)."""
    premises, rest = [args[0]], args[1]
    while len(premises) < r.left and (parts := binary("imp", rest)) is not None:
        premises.append(parts[0])
        rest = parts[1]
    return on.Implication(tuple(r.term(t) for t in premises), r.term(rest))


def quantified(r: Arranger, head: Term, args: list[Term]) -> on.Node:
    """For all, there is; the range is shown for whole and real numbers, for 1..m and for a named set."""
    sign = on.FOR_ALL if head.name == "forall" else on.EXISTS
    variables: list[Term] = []
    domain: on.Node | None = None
    f: Term = args[0]
    while True:
        v, body = r.open(f)
        own, inside = _range(r, v, body) if head.name == "forall" else (None, body)
        if own is None:
            own = on.NATURALS if v.ty is nat else on.REALS if v.ty is real else None
        if not variables:
            domain = own
        variables.append(v)
        r.opened.append(v)
        further = unary(head.name, inside)
        if further is None or inside is not body or not _same_domain(r, further, domain):
            break
        f = further
    node = r.term(inside)
    del r.opened[-len(variables) :]
    return on.Quantified(sign, tuple(r.variable(v) for v in variables), domain, node)


def _same_domain(r: Arranger, f: Term, domain: on.Node | None) -> bool:
    """Whether the next quantifier can share the list of variables: no range of its own, and the same kind of number."""
    ty = f.ty.args[0]
    if domain is not (on.NATURALS if ty is nat else on.REALS if ty is real else None):
        return False
    x = var("_1", ty)
    return _range_of(x, apply_term(f, x)) is None


def _range_of(v: Term, body: Term) -> tuple[Term, Term] | None:
    """(m, p) for 1 <= v <= m ==> p, (S, p) for v in S ==> p."""
    parts = binary("imp", body)
    if parts is None:
        return None
    condition, inside = parts
    head, args = strip(condition)
    if head.kind == VAR and args == [v] and head is not v:
        return head, inside
    both = binary("and", condition)
    if both is None:
        return None
    low, high = binary("le", both[0]), binary("le", both[1])
    if low is None or high is None or unary("of_nat", low[1]) is not v or unary("of_nat", high[0]) is not v:
        return None
    last = unary("of_nat", high[1])
    if number_value(low[0]) != 1 or last is None or v in last.free:
        return None
    return last, inside


def _range(r: Arranger, v: Term, body: Term) -> tuple[on.Node | None, Term]:
    found = _range_of(v, body)
    if found is None:
        return None, body
    limit, inside = found
    if limit.ty is not nat:
        return r.term(limit), inside
    return on.UpTo(r.term(limit)), inside
