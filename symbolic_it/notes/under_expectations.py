"""What expectations run over where the note leaves it out: E_q beside q(z|x), E_p[log p_i], E[log p(x_i)]."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from symbolic_it.notes import syntax as s
from symbolic_it.notes.letters import INDICES, OUTCOMES, is_law_name, split_arguments


def expectations_told(sides: Sequence[s.Node]) -> list[s.Node]:
    """The sides with the laws and the outcomes of their expectations written out."""
    nodes = [n for x in sides for n in s.walk(x)]
    if not any(isinstance(n, s.Expectation) for n in nodes):
        return list(sides)
    return [_told(x, conditional_forms(nodes), frozenset()) for x in sides]


def conditional_forms(nodes: Sequence[s.Node]) -> dict[str, s.Call]:
    """Laws that the formula writes with one condition and with no other arguments: q_phi as q_phi(z|x)."""
    calls = [n for n in nodes if isinstance(n, s.Call) and is_law_name(n.function)]
    found: dict[str, s.Call] = {}
    several: set[str] = set()
    for call in calls:
        name = s.structure(call.function)
        before, after = split_arguments(call)
        plain = all(isinstance(a, s.Name) for a in (*before, *after)) and bool(after) and "|" in call.dividers
        if not plain or (name in found and s.structure(found[name]) != s.structure(call)):
            several.add(name)
        found.setdefault(name, call)
    return {name: call for name, call in found.items() if name not in several}


def _told(node: s.Node, forms: dict[str, s.Call], bound: frozenset[str]) -> s.Node:
    if isinstance(node, s.Big):
        bound |= {n.head for n in s.walk(node.lower) if isinstance(n, s.Name)} if node.lower is not None else set()
    if isinstance(node, s.Expectation) and isinstance(node.sub, s.Name) and is_law_name(node.sub):
        below = node.sub
        form = forms.get(s.structure(below))
        if form is not None:
            node = replace(node, sub=replace(form, start=below.start, end=below.end))
        elif below.sub is None:
            node = replace(node, body=_without_index(node.body, bound))
    elif isinstance(node, s.Expectation) and node.sub is None:
        node = replace(node, body=_plain_outcomes(node.body, bound))
    return s.mapped(node, lambda x: _told(x, forms, bound))


def _index(node: s.Node) -> str:
    sub = node.sub if isinstance(node, s.Name) and node.sup is None else None
    plain = isinstance(sub, s.Name) and sub.sub is None and sub.sup is None and not sub.mark and sub.head in INDICES
    return sub.head if plain and isinstance(sub, s.Name) else ""


def _without_index(body: s.Node, bound: frozenset[str]) -> s.Node:
    """E_p[-log p_i] as E_p[-log p]: the index stands for the outcome, where laws alone have it and nothing binds it."""
    names = [n for n in s.walk(body) if isinstance(n, s.Name) and _index(n)]
    indices = {_index(n) for n in names}
    inner = any(isinstance(n, (s.Big, s.Call, s.Expectation)) for n in s.walk(body))
    if len(indices) != 1 or indices & bound or inner or not all(map(is_law_name, names)):
        return body
    bare = [n for n in s.walk(body) if isinstance(n, s.Name) and is_law_name(n) and not _index(n)]
    return body if bare else _mapped(body, lambda n: replace(n, sub=None) if n in names else n)


def _plain_outcomes(body: s.Node, bound: frozenset[str]) -> s.Node:
    """E[log p(x_i)] as E[log p(x)]: x_i is the outcome itself, where it stands in laws alone."""
    calls = [n for n in s.walk(body) if isinstance(n, s.Call) and is_law_name(n.function)]
    names = [a for c in calls for a in c.arguments if isinstance(a, s.Name) and _index(a)]
    every = [n for n in s.walk(body) if isinstance(n, s.Name) and _index(n)]
    indices = {_index(n) for n in every}
    if not names or len(names) != len(every) or len(indices) != 1 or indices & bound:
        return body
    if any(n.head not in OUTCOMES for n in names) or any(isinstance(n, s.Big) for n in s.walk(body)):
        return body
    return _mapped(body, lambda n: replace(n, sub=None) if n in names else n)


def _mapped(node: s.Node, change: Callable[[s.Name], s.Node]) -> s.Node:
    if isinstance(node, s.Name):
        return change(node)
    return s.mapped(node, lambda x: _mapped(x, change))
