"""Shorthands written out: laws without arguments under expectations and integrals get the outcome that these run over."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TypeGuard

from symbolic_it.notes import syntax as s
from symbolic_it.notes.declared_names import laws_of_notions, renamed
from symbolic_it.notes.extremes import one_alphabet, with_extremes
from symbolic_it.notes.free_letters import free_letters
from symbolic_it.notes.letters import (
    INDICES,
    LAW_HEADS,
    is_capital,
    is_index,
    is_law_name,
    is_notion,
    is_parameter,
    law_key,
    outcome_letter,
    parameter_of,
    split_arguments,
)
from symbolic_it.notes.numbered_variables import with_numbered_variables
from symbolic_it.notes.random_parameters import random_parameters
from symbolic_it.notes.subscript_outcomes import laws_at_subscripts
from symbolic_it.notes.under_expectations import expectations_told

_DENSITIES = frozenset(("f", "g"))
"""Letters that stand for functions of the outcome when they stand alone under an expectation."""


def written_out(sides: Sequence[s.Node], names: Mapping[str, s.Name]) -> list[s.Node]:
    """The sides of a chain, with what notes leave out, and with the names that the author declares."""
    sides = one_alphabet([with_extremes(x) for x in with_numbered_variables(sides)])
    names = {**laws_of_notions(n for x in sides for n in s.walk(x)), **names}
    if names:
        sides = [renamed(x, names) for x in sides]
    sides = [bare_bound_letters(named_parameter(split_name(laws_at_subscripts(x)))) for x in sides]
    sides = expectations_told(sides)
    sides = random_parameters(sides)
    nodes = [n for x in sides for n in s.walk(x)]
    if any(_is_complement(n) for n in nodes):
        return sides  # p log p + (1 - p) log(1 - p): the letter is a number
    return [_Writer(nodes).side(x) for x in sides]


def bare_bound_letters(node: s.Node) -> s.Node:
    """sum over z_i of Q(z_i): the letter that is bound, without its index, where it does not stand without it as well."""
    node = s.mapped(node, bare_bound_letters)
    if not isinstance(node, s.Big) or node.kind == "int":
        return node
    lower = node.lower
    bound = lower.left if isinstance(lower, s.Relation) and lower.op == "in" else lower
    if not isinstance(bound, s.Name) or not isinstance(bound.sub, s.Name) or bound.mark or bound.sup is not None:
        return node
    if len(bound.head) != 1 or bound.head in INDICES or bound.sub.sub is not None:
        return node
    shape, bare = s.structure(bound), s.structure(replace(bound, sub=None))
    names = [s.structure(n) for n in s.walk(node.body) if isinstance(n, s.Name)]
    if bare in names or shape not in names:
        return node

    def without(n: s.Node) -> s.Node:
        return replace(n, sub=None) if isinstance(n, s.Name) and s.structure(n) == shape else s.mapped(n, without)

    plain = replace(bound, sub=None)
    below = replace(lower, left=plain) if isinstance(lower, s.Relation) else plain
    return replace(node, body=without(node.body), lower=below)


def named_parameter(node: s.Node) -> s.Node:
    """p(z | x, theta^t): the superscript of a parameter in a law's condition is part of its name."""
    node = s.mapped(node, named_parameter)
    if isinstance(node, s.Call) and is_law_name(node.function):
        _, after = split_arguments(node)
        if any(_superscripted(a) for a in after):
            return replace(node, arguments=tuple(_as_name(a) if a in after else a for a in node.arguments))
    return node


def _superscripted(node: s.Node) -> TypeGuard[s.Power]:
    return (
        isinstance(node, s.Power)
        and is_parameter(node.base)
        and isinstance(node.base, s.Name)
        and node.base.sup is None
    )


def _as_name(node: s.Node) -> s.Node:
    if not _superscripted(node):
        return node
    assert isinstance(node.base, s.Name)
    return replace(node.base, sup=node.exponent, end=node.end)


def split_name(node: s.Node) -> s.Node:
    """K L(P||Q), the italic letters of a name that are written apart."""
    if (
        isinstance(node, s.Binary)
        and node.implied
        and isinstance(node.right, s.Call)
        and isinstance(node.right.function, s.Name)
        and node.right.function.head == "L"
        and "||" in node.right.dividers
    ):
        f, left = node.right.function, node.left
        before = left.right if isinstance(left, s.Binary) and left.implied else left
        if isinstance(before, s.Name) and before.head == "K" and before.sub is None and not before.mark:
            call = replace(node.right, function=replace(f, head="KL", start=before.start), start=before.start)
            if before is left:
                return call
            assert isinstance(left, s.Binary)
            return replace(node, left=split_name(left.left), right=call)
    return s.mapped(node, split_name)


def _is_complement(node: s.Node) -> bool:
    return (
        isinstance(node, s.Binary)
        and node.op == "-"
        and isinstance(node.left, s.Num)
        and node.left.value == 1
        and isinstance(node.right, s.Name)
        and is_law_name(node.right)
    )


class _Writer:
    """Writes out the sides of one chain; ``nodes`` are all of its parts."""

    def __init__(self, nodes: list[s.Node]) -> None:
        self.nodes = nodes

    def side(self, node: s.Node) -> s.Node:
        node = s.mapped(node, self.side)
        if isinstance(node, s.Expectation) and node.sub is not None:
            return self.expectation(node)
        if isinstance(node, s.Big) and node.kind == "int" and not node.differential:
            letters = set(free_letters(node.body, frozenset()))  # the remark on the missing dx says what it is read as
            if len(letters) == 1 and not isinstance(node.body, s.Big):
                node = replace(node, differential=letters.pop())
        if isinstance(node, s.Big) and node.kind == "int" and len(node.differential) == 1:
            x = s.Name(node.end, node.end, node.differential)
            if any(True for _ in bare_laws(node.body)):
                return replace(node, body=self.applied(node.body, x))
        if isinstance(node, s.Big) and node.kind == "sum" and node.lower is None and node.upper is None:
            return self.sum(node)
        return node

    def expectation(self, node: s.Expectation) -> s.Node:
        """E_p[log q], E_{x~p}[log p/q], E_{p(x)}[log q]."""
        sub = node.sub
        if isinstance(sub, s.Relation) and sub.op == "~" and isinstance(sub.left, s.Name) and sub.right is not None:
            body = node.body
            if (isinstance(body, s.Name) and body.head in _DENSITIES) or self.ratio(body):
                body = self.applied(body, sub.left, functions=True)
            return replace(node, body=self.applied(body, sub.left))
        if isinstance(sub, s.Call) and is_law_name(sub.function):
            before, after = split_arguments(sub)
            if len(before) == 1 and not after and isinstance(before[0], s.Name) and outcome_letter(before[0]):
                return replace(node, body=self.applied(node.body, before[0]))
        if isinstance(sub, s.Name) and is_law_name(sub) and not outcome_letter(sub):
            if any(True for _ in bare_laws(node.body)):
                letter = self.letter(law_key(sub))
                if letter:
                    x = s.Name(sub.end, sub.end, letter)
                    below = s.Relation(sub.start, sub.end, "~", x, sub)
                    return replace(node, sub=below, body=self.applied(node.body, x))
        return node

    def ratio(self, body: s.Node) -> bool:
        """f p/q: a function beside laws, nothing with an argument of its own."""
        names = [n for n in s.walk(body) if isinstance(n, s.Name)]
        return (
            any(n.head in _DENSITIES for n in names)
            and not any(isinstance(n, s.Call) for n in s.walk(body))
            and all(n.head in _DENSITIES or is_law_name(n) for n in names)
        )

    def sum(self, node: s.Big) -> s.Node:
        """sum p log(p/q), with nothing but laws in it."""
        names = [n for n in s.walk(node.body) if isinstance(n, s.Name)]
        if (
            not names
            or any(isinstance(n, s.Call) for n in s.walk(node.body))
            or any(n.head not in ("p", "q", "P", "Q") or n.sub is not None or n.mark for n in names)
        ):
            return node
        letter = self.letter(law_key(names[0]))
        if not letter:
            return node
        x = s.Name(node.start, node.start, letter)
        return replace(node, lower=x, body=self.capital(self.applied(node.body, x)))

    def capital(self, node: s.Node) -> s.Node:
        """D(P||Q) = sum p log(p/q): the letters of the laws that the notion speaks of."""
        named = {
            a.head for n in self.nodes if isinstance(n, s.Call) and is_notion(n) for a in n.arguments if is_plain(a)
        }

        def change(part: s.Node) -> s.Node:
            if isinstance(part, s.Name) and part.head in "pq" and part.head.upper() in named and part.head not in named:
                return replace(part, head=part.head.upper())
            return s.mapped(part, change)

        return change(node)

    def letter(self, key: str) -> str:
        """The letter of the law's outcome elsewhere in the chain, or of another's; x where no law has its argument."""
        found: dict[str, str] = {}
        for n in self.nodes:
            if isinstance(n, s.Call) and isinstance(n.function, s.Name) and is_law_name(n.function):
                before, after = split_arguments(n)
                if len(before) != 1 or any(outcome_letter(a) for a in after):
                    return ""  # several variables: which one is meant is not known
                name = before[0]
                if isinstance(name, s.Name) and name.sub is None and outcome_letter(name):
                    found.setdefault(law_key(n.function), outcome_letter(name))
            elif isinstance(n, s.Call) and is_notion(n):
                variables = [
                    a for a in n.arguments if isinstance(a, s.Name) and is_capital(a.head) and a.head not in LAW_HEADS
                ]
                if len(variables) > 1:
                    return ""
                if variables:
                    found.setdefault("", outcome_letter(variables[0]))
            elif isinstance(n, s.Name) and n.head in LAW_HEADS and n.sub is not None and is_index(n.sub):
                return ""  # p_i: the outcomes have numbers
        return found.get(key) or next(iter(found.values()), "x")

    def applied(self, node: s.Node, x: s.Name, functions: bool = False) -> s.Node:
        """The node with the laws that stand alone applied to the outcome."""
        if isinstance(node, s.Name):
            return s.Call(node.start, node.end, node, (x,), ()) if _stands_alone(node, functions) else node
        if isinstance(node, s.Call):
            if is_notion(node):
                return node
            return replace(node, arguments=tuple(self.applied(a, x, functions) for a in node.arguments))
        if isinstance(node, (s.Expectation, s.Big, s.Relation, s.Derivative, s.Optimum)):
            return node
        return s.mapped(node, lambda part: self.applied(part, x, functions))


def _stands_alone(name: s.Name, functions: bool) -> bool:
    if functions:
        return name.head in _DENSITIES and name.sub is None
    if name.head not in ("p", "q", "P", "Q"):
        return False
    return name.sub is None or parameter_of(name) is not None or (not is_index(name.sub) and law_key(name) != name.head)


def is_plain(node: s.Node) -> TypeGuard[s.Name]:
    return isinstance(node, s.Name) and node.sub is None and not node.mark


def bare_laws(node: s.Node) -> Iterator[s.Name]:
    """Names of laws that stand without arguments."""
    if isinstance(node, s.Name):
        if _stands_alone(node, False):
            yield node
        return
    if isinstance(node, s.Call):
        if not is_notion(node):
            for a in node.arguments:
                yield from bare_laws(a)
        return
    if isinstance(node, (s.Expectation, s.Big, s.Relation, s.Derivative, s.Optimum)):
        return
    for child in s.children(node):
        yield from bare_laws(child)
