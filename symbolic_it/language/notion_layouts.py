"""How the notions of information theory, optimisation and analysis are laid out: one function a notion."""

from __future__ import annotations

from fractions import Fraction

from symbolic_it.kernel.terms import LAM, VAR, Term, equation, nat
from symbolic_it.language import layout as on
from symbolic_it.language.arrangement import Arranger, depends

# ---- laws ----------------------------------------------------------------------------------------


def expectation(r: Arranger, head: Term, args: list[Term]) -> on.Node:
    """E_{x ~ P}[f(x)]: the law is read first, then the variable, then the body."""
    law, f = args
    shown = r.term(law)
    v, inside = r.open(f, law)
    below = on.Joined((r.variable(v), shown), on.FOLLOWS)
    return on.Call(on.Subscript(on.EXPECTATION, (below,)), (r.under(v, inside),), brackets="[]")


def _subscripted(r: Arranger, glyph: on.Glyph, base: Term | None, *below: on.Node) -> on.Node:
    """H, H_2, I_P, I_{2,P}: a base other than the standing one comes first."""
    marks = below if base is None or r.is_standing_base(base) else (r.term(base), *below)
    return on.Subscript(glyph, marks) if marks else glyph


def information(r: Arranger, head: Term, args: list[Term]) -> on.Node:
    base = None if r.is_standing_base(args[0]) else r.term(args[0])
    law = r.term(args[1])
    return on.Subscript(on.INFORMATION, (law,) if base is None else (base, law))


def entropy(r: Arranger, head: Term, args: list[Term]) -> on.Node:
    """H(P), and H(P, Q) for the cross-entropy."""
    symbol = _subscripted(r, on.ENTROPY, args[0])
    return on.Call(symbol, tuple(r.term(law) for law in args[1:]), on.TIGHT_COMMA)


def divergence(r: Arranger, head: Term, args: list[Term]) -> on.Node:
    symbol = _subscripted(r, on.DIVERGENCE, args[0])
    return on.Call(symbol, (r.term(args[1]), r.term(args[2])), on.DOUBLE_BAR)


def conditional_entropy(r: Arranger, head: Term, args: list[Term]) -> on.Node:
    """H_P(Y | X): the joint law below, the variables by the names of their alphabets."""
    base = None if r.is_standing_base(args[0]) else r.term(args[0])
    law = r.term(args[1])
    first, second = r.component_labels(args[1].ty.args[0])
    symbol = on.Subscript(on.ENTROPY, (law,) if base is None else (base, law))
    return on.Call(symbol, (second, first), on.BAR)


def mutual_information(r: Arranger, head: Term, args: list[Term]) -> on.Node:
    symbol = information(r, head, args)
    return on.Call(symbol, r.component_labels(args[1].ty.args[0]), on.SEMICOLON)


def marginal(r: Arranger, head: Term, args: list[Term]) -> on.Node:
    """P_X, P_Y: the alphabet's name below; P_{X_1}, P_{X_2} when both are the same."""
    law = r.term(args[0])
    labels = r.component_labels(args[0].ty.args[0])
    return r.labelled(law, labels[head.name == "second_marginal"])


def conditional(r: Arranger, head: Term, args: list[Term]) -> on.Node:
    """P(y | x), and P(. | x) for the law of y."""
    law, x = r.term(args[0]), r.term(args[1])
    y = r.term(args[2]) if len(args) > 2 else on.DOT
    return on.Call(law, (y, x), on.BAR)


def point_mass(r: Arranger, head: Term, args: list[Term]) -> on.Node:
    return on.Subscript(on.POINT_MASS, (r.term(args[0]),))


def uniform(r: Arranger, head: Term, args: list[Term]) -> on.Node:
    """U with the alphabet: two uniform laws differ by it alone."""
    return on.Subscript(on.UNIFORM, (r.type_label(head.ty.args[0]),))


def empirical(r: Arranger, head: Term, args: list[Term]) -> on.Node:
    """The empirical law of x_1, ..., x_m, written with x_{1:m} below."""
    size, sample = r.term(args[0]), r.head(args[1])
    span = on.Joined((on.Number(Fraction(1)), size), on.COLON)
    return on.Subscript(on.EMPIRICAL, (on.Subscript(sample, (span,)),))


# ---- maximisers ----------------------------------------------------------------------------------


def optimum(r: Arranger, head: Term, args: list[Term]) -> on.Node:
    """The set of maximisers; the domain is not shown when it is everything."""
    domain, objective = args
    v = r.choose(domain.ty.args[0], (domain, objective))
    name: on.Node = r.variable(v)
    if not depends(domain) and (v.ty is nat or not depends(objective)):  # nothing else would tell
        name = on.Relation((name, on.Glyph(r.type_sign(v.ty))), (on.IN,))
    below = name
    if domain.kind != LAM or not _is_truth(domain.body):
        inside = r.at(domain, v)
        node = r.under(v, inside)
        below = node if _tells_its_variable(node, v, inside) else on.Joined((name, node), on.SUCH_THAT)
    sign = on.ARG_MAX if head.name == "argmax" else on.ARG_MIN
    return on.Big(sign, below, None, r.under(v, r.at(objective, v)), under=True)


def _is_truth(p: Term) -> bool:
    from symbolic_it.kernel.definitions import constant_for

    false = constant_for("false")
    return p is equation(false, false)


def _tells_its_variable(node: on.Node, v: Term, inside: Term) -> bool:
    """Whether a domain such as theta in S or 0 < t < 1 can stand alone: it is clear which variable it is about."""
    if not isinstance(node, on.Relation):
        return False
    if node.signs == (on.IN,):
        return isinstance(node.parts[0], on.Name) and node.parts[0].name == v.name and v not in inside.fun.free
    return inside.free == {v} and node.signs[0] in (on.LESS, on.AT_MOST)


# ---- analysis ------------------------------------------------------------------------------------


def limit(r: Arranger, head: Term, args: list[Term]) -> on.Node:
    """lim_{t -> c+} f(t) = l, or = +oo."""
    f, point = args[0], args[1]
    v, inside = r.open(f, *args[1:])
    body = r.under(v, inside)
    side = "+" if head.name.endswith("right") else "-"
    below = on.Joined((r.variable(v), on.OneSided(r.term(point), side)), on.TENDS)
    value = r.term(args[2]) if len(args) > 2 else on.PLUS_INFINITY
    return on.Relation((on.Big(on.LIMIT, below, None, body), value), (on.EQUAL,))


def sequence_limit(r: Arranger, head: Term, args: list[Term]) -> on.Node:
    f, value = args
    v = r.choose(nat, (f, value), ("n",))
    below = on.Joined((r.variable(v), on.INFINITY), on.TENDS)
    body = r.under(v, r.at(f, v))
    return on.Relation((on.Big(on.LIMIT, below, None, body), r.term(value)), (on.EQUAL,))


def derivative(r: Arranger, head: Term, args: list[Term]) -> on.Node:
    """d/dt f(t) at t = c; where c is itself a variable that f does not mention, d/dc f(c)."""
    f, point, value = args
    v, inside = r.open(f, point)
    at: on.Node | None = None
    if point.kind == VAR and point not in f.free:
        v, inside = point, r.at(f, point)
        body = r.term(inside)
    else:
        body = r.under(v, inside)
        at = r.term(point)
    return on.Relation((on.Derivative(r.variable(v), body, at), r.term(value)), (on.EQUAL,))
