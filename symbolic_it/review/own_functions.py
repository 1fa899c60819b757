"""Letters of notions that a note uses for functions of its own: h(x) = w x + b."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from dataclasses import replace

from symbolic_it.notes import syntax as s
from symbolic_it.notes.letters import is_law_name, parameter_of
from symbolic_it.review.of_outcomes import at_outcomes
from symbolic_it.review.own_names import is_explicit


def takes_notion(left: s.Node, right: s.Node, sign: s.Sign) -> str:
    """The letter of a notion that a relation defines as a function: h(x) := x log(1/x), h(x) = w x + b."""
    if not isinstance(left, s.Call) or not isinstance(left.function, s.Name) or left.function.head != "h":
        return ""
    plain = all(isinstance(a, s.Name) and not is_law_name(a) for a in left.arguments) and not left.dividers
    entropy = any(isinstance(n, s.Function) and n.name in ("log", "ln", "lb") for n in s.walk(right))
    if sign.op == "=" and isinstance(right, s.Minus) and isinstance(right.inner, s.Function) and not left.dividers:
        return "h" if all(isinstance(a, s.Name) for a in left.arguments) else ""  # h(p_i) = -log p_i
    return "h" if plain and sign.op in ("=", ":=") and is_explicit(right) and (sign.op == ":=" or not entropy) else ""


def with_own_functions(node: s.Node, letters: AbstractSet[str]) -> s.Node:
    """The formula where letters that the note uses itself, and h_theta, are names of functions."""
    if isinstance(node, s.Name) and node.head == "h" and ("h" in letters or parameter_of(node) is not None):
        node = replace(node, head="h_function")
    elif isinstance(node, s.Call) and isinstance(node.function, s.Name) and node.function.head in letters - {"h"}:
        if at_outcomes(node):
            node = replace(node, function=replace(node.function, head=f"{node.function.head}_function"))
    return s.mapped(node, lambda x: with_own_functions(x, letters))
