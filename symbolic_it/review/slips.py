"""Small changes of a formula, the slips of the pen that a false step may come from, undone: as syntax and as written."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from symbolic_it.notes import syntax as s
from symbolic_it.notes.bounds import bounds_of
from symbolic_it.notes.letters import is_law_name, is_notion

Parts = tuple["str | s.Node", ...]
"""A text, as words and as nodes that stay as they are written."""
KINDS = ("optimum", "sign", "arguments", "logarithm", "number", "law", "factor", "sum", "letter", "quotient", "less")
"""In the order in which they are tried."""
_FEW = 3
_EXTREME = re.compile(r"max|min")


@dataclass(frozen=True)
class Change:
    """One change of a side: what it becomes, and what is written instead of a node of it."""

    kind: str
    side: s.Node
    start: int
    end: int
    parts: Parts

    def written(self, text: str, side: s.Node) -> str:
        """The text of a side of the document, with the change."""
        new = "".join(p if isinstance(p, str) else text[p.start : p.end] for p in self.parts)
        if self.kind == "optimum":
            new = _EXTREME.sub(lambda m: "min" if m[0] == "max" else "max", text[self.start : self.end], count=1)
        return f"{text[side.start : self.start]}{new}{text[self.end : side.end]}"


class Slips:
    """The changes that the formulas of one step suggest: what they put in a place stands elsewhere in the step."""

    def __init__(self, sides: Sequence[s.Node]) -> None:
        nodes = [n for x in sides for n in s.walk(x)]
        self.calls = _distinct(n for n in nodes if isinstance(n, s.Call) and not is_notion(n))
        calls = calls_of(nodes)
        self.laws = _distinct(
            n
            for c in calls
            for n in (c.arguments if is_notion(c) else (c.function,))
            if isinstance(n, s.Name) and is_law_name(n)
        )
        arguments = (a for c in calls for a in c.arguments)
        self.letters = _distinct(a for a in arguments if isinstance(a, s.Name) and not is_law_name(a))
        self.logs = _distinct(n for n in nodes if isinstance(n, s.Function) and n.name in ("log", "ln"))
        if not self.logs and any(isinstance(n, s.Call) and is_notion(n) for n in nodes):
            self.logs = [s.Function(sides[0].start, sides[0].end, "log", sides[0])]
        below = {id(n) for x in nodes if isinstance(x, (s.Name, s.Big)) for n in s.children(x) if n is not x}
        inner = {id(f) for c in calls_of(nodes) for f in (c.function, *c.arguments)}
        plain = (n for n in nodes if isinstance(n, s.Name) and id(n) not in below | inner)
        self.numbers = _distinct(plain)
        self.indices = _distinct(n.sub for n in nodes if isinstance(n, s.Name) and isinstance(n.sub, s.Name))

    def of(self, side: s.Node, other: s.Node) -> list[Change]:
        """The changes of a side, the likely ones first; ``other`` is the other side."""
        found = [*self.inside(side, False), *self.whole(side), *self.summed(side, other)]
        late = {"logarithm": -1}  # of p(x) p(y|x) it is the last factor that lost its logarithm
        return sorted(found, key=lambda c: (KINDS.index(c.kind), late.get(c.kind, 0) * c.start))

    def whole(self, side: s.Node) -> Iterator[Change]:
        bare = side
        while isinstance(bare, s.Group):
            bare = bare.inner
        if not isinstance(bare, s.Minus):
            body = s.Group(side.start, side.end, side) if isinstance(side, s.Binary) and side.op in "+-" else side
            parts: Parts = ("-", side) if body is side else ("-(", side, ")")
            yield Change("sign", s.Minus(side.start, side.end, body), side.start, side.end, parts)
        if isinstance(bare, s.Num) and bare.value == 1:  # D >= 1 for D >= 0
            yield Change("number", replace(bare, value=Fraction(0), written="0"), side.start, side.end, ("0",))

    def summed(self, side: s.Node, other: s.Node) -> Iterator[Change]:
        """A sum over what stands free on this side alone."""
        loose = _outcomes(side) - _outcomes(other)
        body = side
        while isinstance(body, (s.Group, s.Minus)) or (isinstance(body, s.Optimum) and body.below is not None):
            body = body.body if isinstance(body, s.Optimum) else body.inner
        if len(loose) == 1 and isinstance(body, (s.Binary, s.Call, s.Function)):
            (x,) = loose
            over = s.Name(body.start, body.start, x)
            big = s.Big(body.start, body.end, "sum", over, None, body)
            yield Change("sum", _put(side, body, big), body.start, body.end, (rf"\sum_{{{x}}} ", body))

    def inside(self, node: s.Node, logged: bool) -> Iterator[Change]:
        """``logged``: the node stands under a logarithm."""
        for kind, new, parts in self.here(node, logged):
            yield Change(kind, new, node.start, node.end, parts)
        logged = logged or (isinstance(node, s.Function) and node.name in ("log", "ln"))
        for name in node.__dataclass_fields__:
            if name in ("function", "below", "lower", "upper", "sub", "sup", "variable", "base"):
                continue
            value = getattr(node, name)
            if isinstance(value, s.Node) and not isinstance(value, s.Name):
                for c in self.inside(value, logged):
                    yield replace(c, side=replace(node, **{name: c.side}))  # type: ignore[arg-type]

        if isinstance(node, s.Call) and not is_notion(node):  # s(1 - s), read as a factor before brackets
            for k, part in enumerate(node.arguments):
                if isinstance(part, (s.Binary, s.Minus, s.Num)):
                    for c in self.inside(part, logged):
                        rest = (*node.arguments[:k], c.side, *node.arguments[k + 1 :])
                        yield replace(c, side=replace(node, arguments=rest))

    def here(self, node: s.Node, logged: bool) -> Iterator[tuple[str, s.Node, Parts]]:
        if isinstance(node, s.Optimum) and node.kind in ("argmax", "argmin"):
            yield "optimum", replace(node, kind="argmin" if node.kind == "argmax" else "argmax"), ()
        elif isinstance(node, s.Binary):
            yield from self.of_operation(node, logged)
        elif isinstance(node, s.Call):
            yield from self.of_call(node, logged)
        elif isinstance(node, s.Minus):
            yield "sign", node.inner, (node.inner,)
        elif isinstance(node, s.Num):
            yield from _of_number(node)
        elif isinstance(node, s.Big) and node.kind == "sum":
            yield from self.of_sum(node)
        elif isinstance(node, s.Function) and node.name in ("log", "ln"):
            yield "sign", s.Minus(node.start, node.end, node), ("-", node)
            yield from self.of_logarithm(node)

    def of_operation(self, node: s.Binary, logged: bool) -> Iterator[tuple[str, s.Node, Parts]]:
        left, right = node.left, node.right
        if node.op in "+-":
            other = "-" if node.op == "+" else "+"
            yield "sign", replace(node, op=other), (left, f" {other} ", right)
            if node.op == "-" and not any(isinstance(n, s.Binary) and n.op in "+-" for n in (left, right)):
                yield "sign", replace(node, left=right, right=left), (right, " - ", left)
        elif node.op == "/":
            yield "arguments", replace(node, left=right, right=left), (r"\frac{", right, "}{", left, "}")
        elif isinstance(left, s.Num):  # 2 H(X) for H(X)
            yield "number", right, (right,)
        if self.logs and not logged and node.op in "*/":
            yield from self.with_logarithm(node)
        for field in ("right", "left"):
            name = getattr(node, field)
            if isinstance(name, s.Name) and isinstance(name.sub, s.Name):
                for index in self.indices:
                    if index != name.sub and len(self.indices) <= _FEW:
                        before, after = s.Name(node.start, name.sub.start, ""), s.Name(name.sub.end, node.end, "")
                        new = replace(node, **{field: replace(name, sub=index)})  # type: ignore[arg-type]
                        yield "letter", new, (before, index, after)

    def with_logarithm(self, node: s.Binary) -> Iterator[tuple[str, s.Node, Parts]]:
        """log(1/p) for 1/p, n log a for n a."""
        log, name = self.logs[0], _name_of(self.logs[0])
        if node.op == "/":
            yield "logarithm", replace(log, argument=node, start=node.start, end=node.end), (*name, " ", node)
        for field in ("right", "left"):
            factor = getattr(node, field)
            if isinstance(factor, s.Name):
                new = replace(log, argument=factor, start=factor.start, end=factor.end)
                before, after = s.Name(node.start, factor.start, ""), s.Name(factor.end, node.end, "")
                yield "logarithm", replace(node, **{field: new}), (before, *name, " ", factor, after)  # type: ignore[arg-type]

    def of_call(self, node: s.Call, logged: bool) -> Iterator[tuple[str, s.Node, Parts]]:
        a = node.arguments
        head: Parts = (node.function, "(")
        if len(a) == 2 and (is_notion(node) or node.dividers == ("|",)):
            divider = {"|": r" \mid ", "||": r" \| "}.get(node.dividers[0] if node.dividers else ",", "; ")
            divider = ", " if node.dividers == (",",) else divider
            yield "arguments", replace(node, arguments=a[::-1]), (*head, a[1], divider, a[0], ")")
        if not is_notion(node) and is_law_name(node.function):
            for law in self.laws:
                if law != node.function and len(self.laws) <= _FEW:
                    rest = s.Name(node.function.end, node.end, "")
                    yield "law", replace(node, function=law), (law, rest)
        for k, old in reversed(list(enumerate(a))):
            others = self.laws if old in self.laws else self.letters if old in self.letters else []
            kind = "law" if others is self.laws else "letter"
            others = [n for n in others if n.head.isupper() == (isinstance(old, s.Name) and old.head.isupper())]
            for new in others if len(others) <= _FEW else []:
                if new not in a and isinstance(old, s.Name):
                    before = s.Name(node.start, old.start, "")
                    after = s.Name(old.end, node.end, "")
                    yield kind, replace(node, arguments=(*a[:k], new, *a[k + 1 :])), (before, new, after)
        if not logged and not is_notion(node) and is_law_name(node.function):
            for log in self.logs[:1]:
                name = _name_of(log)
                yield "logarithm", replace(log, argument=node, start=node.start, end=node.end), (*name, " ", node)

    def of_sum(self, node: s.Big) -> Iterator[tuple[str, s.Node, Parts]]:
        yield "sign", s.Minus(node.start, node.end, node), ("-", node)
        sign = s.Name(node.start, node.body.start, "")
        for law in self.calls[:_FEW]:
            first = node.body.left if isinstance(node.body, s.Binary) and node.body.op == "*" else None
            if isinstance(first, s.Call) and first != law and isinstance(node.body, s.Binary):
                after = s.Name(first.end, node.body.end, "")
                yield "law", replace(node, body=replace(node.body, left=law)), (sign, law, after)
        for law in self.calls[:_FEW]:
            body = s.Binary(node.start, node.end, "*", law, node.body, True)
            yield "factor", replace(node, body=body), (sign, law, " ", node.body)
        lower = node.lower
        first = lower.right if isinstance(lower, s.Relation) and lower.op == "=" else None
        if isinstance(lower, s.Relation) and isinstance(first, s.Num) and first.value == 2:
            one = replace(first, value=Fraction(1), written="1")
            before, after = s.Name(node.start, first.start, ""), s.Name(first.end, node.end, "")
            yield "number", replace(node, lower=replace(lower, right=one)), (before, "1", after)

    def of_logarithm(self, node: s.Function) -> Iterator[tuple[str, s.Node, Parts]]:
        yield "less", node.argument, (node.argument,)
        name = _name_of(node)
        inside = node.argument
        while isinstance(inside, s.Group):
            inside = inside.inner
        others: list[tuple[s.Node, Parts]] = [(n, (n,)) for n in (*self.calls, *self.numbers)[:_FEW]]
        if isinstance(inside, s.Call) and is_law_name(inside.function):
            rest = s.Name(inside.function.end, inside.end, "")
            others += [(replace(inside, function=law), (law, rest)) for law in self.laws[:_FEW]]
        for other, written in others:
            if other != inside and not isinstance(inside, s.Num) and not is_quotient(inside):
                quotient = s.Binary(inside.start, inside.end, "/", inside, other)
                yield "quotient", replace(node, argument=quotient), (*name, r" \frac{", inside, "}{", *written, "}")


def _outcomes(side: s.Node) -> set[str]:
    """The letters that laws are taken at, where no sum or expectation binds them."""
    nodes = list(s.walk(side))
    bound = {b.name for n in nodes if isinstance(n, s.Big) for b in bounds_of(n)}
    below = [n.sub for n in nodes if isinstance(n, s.Expectation) and n.sub is not None]
    bound |= {n.head for x in below for n in s.walk(x) if isinstance(n, s.Name)}
    given = [a for c in calls_of(nodes) if is_law_name(c.function) and not is_notion(c) for a in c.arguments]
    return {a.head for a in given if isinstance(a, s.Name) and a.sub is None and a.head in "xyzwuv"} - bound


def is_quotient(node: s.Node) -> bool:
    return isinstance(node, s.Binary) and node.op == "/"


def calls_of(nodes: Sequence[s.Node]) -> list[s.Call]:
    return [n for n in nodes if isinstance(n, s.Call)]


def _of_number(node: s.Num) -> Iterator[tuple[str, s.Node, Parts]]:
    if node.value.denominator == 1 and 1 <= node.value <= 9:
        for value in (node.value - 1, node.value + 1):
            if value > 0:
                yield "number", replace(node, value=value, written=str(value)), (str(value),)


def _name_of(log: s.Function) -> Parts:
    """What is written before the argument: \\log_2."""
    return (s.Name(log.start, log.argument.start, ""),) if log.argument.start > log.start else (r"\log",)


def _put(side: s.Node, old: s.Node, new: s.Node) -> s.Node:
    return new if side is old else s.mapped(side, lambda n: _put(n, old, new))


def _distinct(nodes: Iterator[s.N]) -> list[s.N]:
    found: list[s.N] = []
    for n in nodes:
        if n not in found:
            found.append(n)
    return found
