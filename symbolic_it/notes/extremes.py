"""Largest and smallest values over outcomes, max_x p(x): written as what runs over the outcomes, like a sum."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from symbolic_it.notes import syntax as s
from symbolic_it.notes.letters import CAPITALS, INDICES, OUTCOMES, is_law_name, is_notion, law_key, outcome_letter

_FOUND = re.compile(r"_(?:max|min)\d*")


def is_extreme(name: str) -> bool:
    """Whether this is the name of an outcome where something is largest or smallest: x_max, x_min2."""
    return _FOUND.search(name) is not None


KINDS = {"max": "max", "min": "min", "sup": "max", "inf": "min"}


def with_extremes(node: s.Node) -> s.Node:
    """The formula with its extreme values over an outcome or an index as `s.Big` of the kinds max and min."""
    node = s.mapped(node, with_extremes)
    if not isinstance(node, s.Optimum) or node.kind not in KINDS or node.below is None:
        return node
    below = node.below
    while isinstance(below, s.Relation) and below.op == "in" and below.left is not None:
        below = below.left
    plain = isinstance(below, s.Name) and not below.mark and below.sub is None and below.sup is None
    if not plain or not isinstance(below, s.Name) or below.head not in OUTCOMES | INDICES:
        return node
    return s.Big(node.start, node.end, KINDS[node.kind], node.below, None, node.body)


def one_alphabet(sides: Sequence[s.Node]) -> list[s.Node]:
    """max_x p(x) >= p(y): y is an outcome of the same law, where the law has one argument throughout."""
    nodes = [n for x in sides for n in s.walk(x)]
    bound = {
        n.lower.head for n in nodes if isinstance(n, s.Big) and n.kind in ("max", "min") and isinstance(n.lower, s.Name)
    }
    calls = [n for n in nodes if isinstance(n, s.Call) and isinstance(n.function, s.Name)]
    laws = [n for n in calls if is_law_name(n.function)]
    if len(bound) != 1 or any(is_notion(n) for n in calls) or any(len(n.arguments) != 1 for n in laws):
        return list(sides)
    if len({law_key(n.function) for n in laws if isinstance(n.function, s.Name)}) != 1:
        return list(sides)
    letter = min(bound)

    def written(node: s.Node) -> s.Node:
        if isinstance(node, s.Call) and is_law_name(node.function):
            (argument,) = node.arguments
            plain = isinstance(argument, s.Name) and argument.sub is None and argument.sup is None and not argument.mark
            if plain and isinstance(argument, s.Name) and outcome_letter(argument) == argument.head != letter:
                below = s.Name(argument.start, argument.end, argument.head)
                return replace(node, arguments=(replace(argument, head=letter, sub=below),))
        return s.mapped(node, written)

    return [written(x) for x in sides]


def with_min_entropies(chain: s.Chain, named: Iterable[str]) -> list[s.Node]:
    """The sides with -log max_x p(x) for H_infinity(X), unless the chain or the note (the keys ``named``) defines it."""
    first = chain.sides[0]
    told = len(chain.sides) > 1 and not isinstance(chain.sides[1], s.Num)
    defines = is_min_entropy(first) and told and chain.signs[0].op in ("=", ":=")
    if defines or any(key.startswith(("H_infinity", "H_min")) for key in named):
        return list(chain.sides)
    calls = [n for x in chain.sides for n in s.walk(x) if isinstance(n, s.Call) and is_law_name(n.function)]

    def written(node: s.Node) -> s.Node:
        if not isinstance(node, s.Call) or not is_min_entropy(node):
            return s.mapped(node, written)
        (argument,) = node.arguments
        assert isinstance(argument, s.Name)
        letter = "x"
        law: s.Node = argument
        if not is_law_name(argument):
            letter = outcome_letter(argument)
            own = [n.function for n in calls if [outcome_letter(a) for a in n.arguments] == [letter]]
            law = own[0] if own else s.Name(node.start, node.end, "p")
        x = s.Name(node.start, node.end, letter)
        at = s.Call(node.start, node.end, law, (x,), ())
        most = s.Big(node.start, node.end, "max", x, None, at)
        return s.Minus(node.start, node.end, s.Function(node.start, node.end, "log", most, None))

    return [written(x) for x in chain.sides]


def is_min_entropy(node: s.Node) -> bool:
    """H_infinity(X), H_min(p)."""
    if not isinstance(node, s.Call) or not isinstance(node.function, s.Name) or len(node.arguments) != 1:
        return False
    f, argument = node.function, node.arguments[0]
    if f.head != "H" or f.mark or f.sup is not None or s.word_below(f.sub) not in ("infinity", "min"):
        return False
    plain = isinstance(argument, s.Name) and not argument.mark and argument.sub is None and argument.sup is None
    return plain and (is_law_name(argument) or (isinstance(argument, s.Name) and argument.head in CAPITALS))
