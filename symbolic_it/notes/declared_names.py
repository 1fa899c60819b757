"""Names that the author declares in comments: ``let p = p_data``, ``let f, g be laws``; and laws that a notion's brackets tell."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace

from symbolic_it.notes import syntax as s
from symbolic_it.notes.letters import LAW_HEADS, is_notion, parameter_of
from symbolic_it.notes.parsing.stream import NotRead
from symbolic_it.notes.rows import chains
from symbolic_it.notes.symbols import key_of
from symbolic_it.notes.tokens import tokenize

_BE_LAWS = re.compile(r"let\s+(.+?)\s+be\s+(?:a\s+)?(?:laws?|distributions?|densit(?:y|ies))\s*")


def declared(words: str) -> dict[str, s.Name] | None:
    """What a ``let`` of the author says: keys of names, and the names that are put in their place; None when it is not read."""
    if (m := _BE_LAWS.fullmatch(words)) is not None:
        names = [_name(part) for part in re.split(r",|\band\b", m.group(1)) if part.strip()]
        return {key_of(n): as_law(n) for n in names if n is not None} if all(names) else None
    if not words.startswith("let ") or words.count("=") != 1:
        return None
    first, second = (_name(part) for part in words.removeprefix("let ").split("="))
    if first is None or second is None or key_of(first) == key_of(second):
        return None
    if parameter_of(second) is not None:  # let q = p_theta: the family with its parameter is what is meant
        return {key_of(first): second}
    return {key_of(second): first}


def _name(text: str) -> s.Name | None:
    try:
        found = chains(tokenize(text.strip().strip("$")).tokens, [])
    except NotRead:
        return None
    if len(found) != 1 or found[0].signs:
        return None
    node = found[0].sides[0]
    return node if isinstance(node, s.Name) and node.sup is None else None


def as_law(name: s.Name) -> s.Name:
    """The name as that of a law: f as p_f."""
    if name.head in LAW_HEADS:
        return name
    below = s.Words(name.start, name.end, key_of(name))
    return s.Name(name.start, name.end, "p", sub=below, font=name.font)


def laws_of_notions(nodes: Iterable[s.Node]) -> dict[str, s.Name]:
    """f and g of D(f || g), and of h(f) beside f(x): letters of functions that a notion takes for laws; h(f) alone is of a number."""
    found: dict[str, s.Name] = {}
    nodes = list(nodes)
    applied = {n.function.head for n in nodes if isinstance(n, s.Call) and isinstance(n.function, s.Name)}
    for n in nodes:
        if isinstance(n, s.Call) and is_notion(n) and ("||" in n.dividers or applied & {"f", "g"}):
            for a in n.arguments:
                if isinstance(a, s.Name) and a.head in ("f", "g") and a.sub is None and not a.mark:
                    if "||" not in n.dividers and a.head not in applied:
                        continue
                    found[key_of(a)] = as_law(a)
    if any(isinstance(n, s.Call) and is_notion(n) for n in nodes):
        for n in nodes:
            if isinstance(n, s.Big) and n.kind == "int":
                found |= {
                    h: as_law(s.Name(n.start, n.start, h)) for h in applied & {"f", "g"} if _weighs_own_log(n.body, h)
                }
    return found


def _weighs_own_log(body: s.Node, head: str) -> bool:
    """f(x) log f(x): what weights its own logarithm is a density."""

    def within(node: s.Node) -> bool:
        return any(
            isinstance(n, s.Call) and isinstance(n.function, s.Name) and n.function.head == head for n in s.walk(node)
        )

    for n in s.walk(body):
        if isinstance(n, s.Binary) and n.op == "*" and within(n.left):
            last = n.right.argument if isinstance(n.right, s.Function) and n.right.name in ("log", "ln") else None
            if last is not None and within(last):
                return True
    return False


def renamed(node: s.Node, names: Mapping[str, s.Name]) -> s.Node:
    """The formula with declared names in place of those that they stand for."""
    if isinstance(node, s.Name):
        new = names.get(key_of(node)) if node.sup is None else None
        return node if new is None else replace(new, start=node.start, end=node.end)
    return s.mapped(node, lambda x: renamed(x, names))
