"""From a term to its layout on the page: names for bound variables, application by type, a budget for huge terms."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import chain
from typing import Protocol

from symbolic_it.kernel.terms import (
    APP,
    CONST,
    LAM,
    VAR,
    KernelError,
    Term,
    Type,
    apply_term,
    bool_,
    nat,
    number_value,
    parts_of,
    real,
    strip,
    unary,
    var,
)
from symbolic_it.language import layout as on
from symbolic_it.language.names import GREEK, harmless, name_latex

MAX_NODES = 4000
MAX_NESTING = 150
MAX_WORK = 1_000_000
"""Subterms walked through while bound variables are given names."""

_LOOKS_LIKE_NOTATION = frozenset("HI")
_BEGINS_LIKE_NOTATION = frozenset(("delta", "U"))


class Entry(Protocol):
    """What is needed of an entry of the vocabulary."""

    @property
    def least(self) -> int: ...

    @property
    def most(self) -> int: ...

    @property
    def layout(self) -> Callable[[Arranger, Term, list[Term]], on.Node]: ...


class Arranger:
    """Lays out one term. ``names`` are for its bound variables in reading order; ``taken`` are names of other variables
    in the same text, with which nothing printed may be confused."""

    def __init__(
        self, symbols: Mapping[str, Entry], term: Term, names: Sequence[str] = (), taken: Iterable[str] = ()
    ) -> None:
        self.symbols, self.whole = symbols, term
        self.given = [n for n in reversed(names) if type(n) is str and n]
        self.given_all = frozenset(self.given)
        self.left, self.nesting, self.work, self.size = MAX_NODES, 0, MAX_WORK, 0
        self.opened: list[Term] = []
        self.spelled = {v.name for v in term.free}.union(self.given, taken)
        self.reserved = {v.name for v in term.free}.union(taken)
        self.plain = _alike(self.spelled)
        self.kinds: dict[Term, on.Sign] = {}
        self._labels: dict[Type, str] | None = None
        if len({v.name for v in term.free}) < len(term.free):
            self._tell_types_apart()

    def _tell_types_apart(self) -> None:
        """Free variables of one name and two types show their types; x and the sample x_1, x_2, ... may share a name."""
        by_name: dict[str, list[Term]] = {}
        for v in self.whole.free:
            by_name.setdefault(v.name, []).append(v)
        for variables in by_name.values():
            if any(v is not w and not _may_share(v, w) for v in variables for w in variables):
                self.kinds.update((v, self.type_sign(v.ty)) for v in variables)

    # ---- terms ---------------------------------------------------------------------------------------

    def term(self, t: Term) -> on.Node:
        """The layout of a term; an ellipsis when the budget is spent."""
        if self.left <= 0 or self.nesting > MAX_NESTING:
            return on.ELLIPSIS
        self.left -= 1
        self.nesting += 1
        if t.kind == VAR:
            node: on.Node = self.sequence(t) if _is_indexed(t) and self._shares_its_name(t) else self.variable(t)
        elif t.kind == LAM:
            node = self.function(t)
        elif t.kind == APP:
            head, args = strip(t)
            if head.kind == CONST:
                node = self.constant(t, head, args)
            else:
                node = self.applied(self.head(head), head.ty, args, head.kind == VAR)
        elif t.kind == CONST:
            value = number_value(t)
            node = on.Number(value) if value is not None else self.constant(t, t, [])
        else:
            node = on.Name(f"_{t.index}")
        self.nesting -= 1
        return node

    def head(self, t: Term) -> on.Node:
        """The layout of what stands before a subscript: there a sample needs no more than its name."""
        return self.variable(t) if t.kind == VAR else self.term(t)

    def _shares_its_name(self, v: Term) -> bool:
        """Whether a sequence by itself could be taken for something else of its name."""
        others = chain(self.whole.free, self.opened)
        return any(w.name == v.name and not _is_indexed(w) for w in others) or v.name in self.given_all

    def variable(self, v: Term) -> on.Name:
        name = v.name
        plain = name in self.plain
        if v.ty.op == "fun" and not plain:
            stem = name.rstrip("'").split("_")
            plain = stem[0] in _LOOKS_LIKE_NOTATION or (stem[0] in _BEGINS_LIKE_NOTATION and name != "U")
        return on.Name(name, plain, self.kinds.get(v))

    def constant(self, t: Term, head: Term, args: list[Term]) -> on.Node:
        symbol = self.symbols.get(head.name)
        if symbol is None:
            name = harmless(head.name.replace("_", "-"))
            glyph = on.Glyph(on.Sign(f"\\mathrm{{{name}}}", name))
            return self.applied(glyph, head.ty, args, False) if args else glyph
        if len(args) < symbol.least:
            return self.function(t)
        node = symbol.layout(self, head, args[: symbol.most])
        if len(args) <= symbol.most:
            return node
        ty = head.ty
        for _ in range(symbol.most):
            ty = ty.args[1]
        return self.applied(node, ty, args[symbol.most :], False)

    def function(self, f: Term) -> on.Node:
        """x -> f(x), for what cannot stand without its argument."""
        v, body = self.open(f)
        return on.Mapping(self.with_range(f, v), self.under(v, body))

    def with_range(self, f: Term, v: Term) -> on.Node:
        """The variable of a function, with its range when nothing in the body tells it."""
        name = self.variable(v)
        return name if depends(f) else on.Relation((name, on.Glyph(self.type_sign(v.ty))), (on.IN,))

    def sequence(self, v: Term) -> on.Node:
        """i -> x_i, with no name taken from those given: the author wrote x."""
        given, self.given = self.given, []
        node = self.function(v)
        self.given = given
        return node

    def applied(self, head: on.Node, ty: Type, args: list[Term], index: bool) -> on.Node:
        """A function at arguments: x_i, p_theta(x), P(x, y); a statement about the last one is membership."""
        below: list[on.Node] = []
        n = 0
        while index and n < len(args) and _is_index(ty):
            below.append(self.term(args[n]))
            ty = ty.args[1]
            n += 1
        if below:
            head = on.Subscript(head, tuple(below), self._looks_like_a_name(head, below))
        if n == len(args):
            return head
        nodes = [self.term(x) for x in args[n:]]
        for _ in nodes:
            ty = ty.args[1]
        if ty is bool_:
            member = nodes.pop()
            return on.Relation((member, _call(head, nodes) if nodes else head), (on.IN,))
        return _call(head, nodes)

    def _looks_like_a_name(self, head: on.Node, below: list[on.Node]) -> bool:
        """Whether x at i would be spelled as another variable named x_i (or x1) is."""
        if not isinstance(head, on.Name):
            return False
        parts = [_spelling(b) for b in below]
        if None in parts:
            return False
        stem = head.name.rstrip("'")
        primes = head.name[len(stem) :]
        joined = "_".join(p for p in parts if p is not None)
        return f"{stem}_{joined}{primes}" in self.spelled or f"{stem}{joined}{primes}" in self.spelled

    def labelled(self, head: on.Node, label: on.Node) -> on.Node:
        """A marginal: the law with the name of the alphabet below."""
        apart = isinstance(head, on.Name) and isinstance(label, on.Glyph)
        apart = apart and f"{head.name}_{label.sign.text}" in self.spelled  # type: ignore[union-attr]
        return on.Subscript(head, (label,), apart)

    # ---- bound variables -----------------------------------------------------------------------------

    def open(self, f: Term, *beside: Term) -> tuple[Term, Term]:
        """A variable for the argument of f, and f at it; the name clashes with nothing in f or in ``beside``."""
        v = self.choose(f.ty.args[0], (f, *beside))
        return v, self.at(f, v)

    def at(self, f: Term, x: Term) -> Term:
        """f x; a free variable named ``...`` when naming the bound variables of a huge term takes too long."""
        if not self.size:
            self.size = sum(1 for _ in parts_of([self.whole]))
        self.work -= self.size
        if self.work > 0:
            try:
                return apply_term(f, x)
            except KernelError:
                pass
        return var("...", f.ty.args[1])

    def under(self, v: Term, body: Term) -> on.Node:
        """The layout of a body in which v is bound."""
        if body.kind == VAR and body.name == "...":
            return on.ELLIPSIS
        self.opened.append(v)
        node = self.term(body)
        self.opened.pop()
        return node

    def choose(self, ty: Type, inside: Iterable[Term], defaults: Sequence[str] = ()) -> Term:
        """The next given name if it clashes with nothing inside, else a usual one for the type."""
        present = {v for t in inside for v in t.free}
        if self.given:
            name = self.given.pop()
            v = var(name, ty)
            look = name_latex(name)
            if not any(name_latex(w.name) == look and not _may_share(v, w) for w in present):
                return v
        taken = {v.name for v in present} | self.reserved
        taken.update(v.name for v in self.opened)
        looks = {name_latex(n) for n in taken}
        for name in chain(defaults, self._usual_names(ty)):
            if name not in taken and name_latex(name) not in looks:
                return var(name, ty)
        raise AssertionError("there are as many names as primes")

    def _usual_names(self, ty: Type) -> Iterator[str]:
        names = self._first_names(ty)
        yield from names
        primes = "'"
        while True:
            yield names[0] + primes
            primes += "'"

    def _first_names(self, ty: Type) -> list[str]:
        if ty is nat:
            return ["i", "j", "k", "n"]
        if ty is real:
            return ["t", "u", "v"]
        if ty is bool_:
            return ["p", "q", "r"]
        if ty.op == "pair":
            return ["z", "w"]
        if ty.op == "fun":
            return ["f", "g", "h"]
        label = self.labels.get(ty, "").lower()
        rest = ["x", "y", "z"] if ty.op[0] == "%" else ["t", "u", "v"]
        return [label, *rest] if len(label) == 1 or label in GREEK else rest

    # ---- types ---------------------------------------------------------------------------------------

    @property
    def labels(self) -> dict[Type, str]:
        """Names of type variables for readers: their own, or X, Y, Z for those of general rules."""
        if self._labels is None:
            variables = sorted(self.whole.type_vars, key=lambda v: v.op)
            self._labels = {v: v.op[1:] for v in variables if v.op[1:2].isupper()}
            spare = [n for n in ("X", "Y", "Z") if n not in self._labels.values()]
            for v in variables:
                if v.op[0] == "%" and v not in self._labels and spare:
                    self._labels[v] = spare.pop(0)
        return self._labels

    def type_sign(self, ty: Type) -> on.Sign:
        """The name of a type."""
        if ty is real:
            return on.REALS.sign
        if ty is nat:
            return on.NATURALS.sign
        if ty.op in ("pair", "fun"):
            left, right = (self.type_sign(a) for a in ty.args)
            if ty.op == "pair":
                return on.Sign(f"({left.latex} \\times {right.latex})", f"({left.text} * {right.text})")
            return on.Sign(f"({left.latex} \\to {right.latex})", f"({left.text} -> {right.text})")
        if ty is bool_:
            return on.Sign(r"\{\bot,\top\}", "bool")
        name = self.labels.get(ty, ty.op[1:])
        return on.Sign(name_latex(name), name)

    def type_label(self, ty: Type) -> on.Node:
        """A type as a subscript: X, or X,Y for pairs."""
        if ty.op == "pair":
            return on.Joined((self.type_label(ty.args[0]), self.type_label(ty.args[1])), on.COMMA)
        return on.Glyph(self.type_sign(ty))

    def component_labels(self, pair: Type) -> tuple[on.Node, on.Node]:
        """Names for the two variables of a joint law; numbered when both range over one alphabet."""
        first, second = (self.type_label(a) for a in pair.args)
        if pair.args[0] is pair.args[1]:
            return on.Subscript(first, (on.Number(_ONE),)), on.Subscript(second, (on.Number(_TWO),))
        return first, second

    def is_standing_base(self, b: Term) -> bool:
        """Whether the base of a logarithm is the free variable b, which is not shown."""
        return b.kind == VAR and b.name == "b" and b.ty is real and b not in self.opened


_ONE, _TWO = Fraction(1), Fraction(2)


def _is_index(ty: Type) -> bool:
    domain, value = ty.args
    return (domain is nat and value is not bool_) or (domain.op[0] == "'" and value.op == "fun")


def _is_indexed(v: Term) -> bool:
    """Whether a variable is shown with a subscript: a sequence, a sample, a model."""
    return v.ty.op == "fun" and _is_index(v.ty)


def depends(f: Term) -> bool:
    """Whether a function looks at its argument (terms are eta-contracted, so only an abstraction can fail to)."""
    if f.kind != LAM:
        return True
    todo, seen = [(f.body, 0)], set()
    while todo:
        t, depth = todo.pop()
        if t.loose <= depth or (t, depth) in seen:
            continue
        seen.add((t, depth))
        if t.kind == APP:
            todo += ((t.fun, depth), (t.arg, depth))
        elif t.kind == LAM:
            todo.append((t.body, depth + 1))
        elif t.index == depth:
            return True
    return False


def _may_share(v: Term, w: Term) -> bool:
    """Whether two variables may have one name, since one is shown with its index: x beside x_1, ..., x_m, p beside p_theta."""
    return any(_is_indexed(a) and a.ty.args[1] is b.ty for a, b in ((v, w), (w, v)))


def _call(head: on.Node, nodes: list[on.Node]) -> on.Node:
    if len(nodes) == 1 and isinstance(nodes[0], on.Pair):
        return on.Call(head, nodes[0].items)
    return on.Call(head, tuple(nodes))


def _spelling(node: on.Node) -> str | None:
    if isinstance(node, on.Name):
        return node.name
    return str(node.value) if isinstance(node, on.Number) else None


def _alike(names: Iterable[str]) -> frozenset[str]:
    """The names that are set alike as LaTeX: x1 and x_1."""
    first: dict[str, str] = {}
    found: set[str] = set()
    for name in names:
        other = first.setdefault(name_latex(name), name)
        if other != name:
            found |= {other, name}
    return frozenset(found)


def natural(t: Term) -> tuple[int, Term]:
    """n and the rest, for n successors of the rest."""
    n = 0
    while (inner := unary("suc", t)) is not None:
        t = inner
        n += 1
    return n, t
