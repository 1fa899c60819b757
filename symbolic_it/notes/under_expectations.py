"""What expectations run over where the note leaves it out: E_q beside q(z|x), E_p[log p_i], E[log p(x_i)]."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from symbolic_it.notes import syntax as s
from symbolic_it.notes.letters import CAPITALS, INDICES, OUTCOMES, is_law_name, split_arguments


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
        if form is None and (summed := _of_members(node)) is not None:
            return _told(summed, forms, bound)
        if form is not None:
            node = replace(node, sub=replace(form, start=below.start, end=below.end))
        elif below.sub is None:
            node = replace(node, body=_without_index(node.body, bound))
    elif isinstance(node, s.Expectation) and (summed := _of_members(node)) is not None:
        return _told(summed, forms, bound)
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


def _of_members(node: s.Expectation) -> s.Node | None:
    """E[1/n sum_i f(x_i)] as 1/n sum_i E[f(x)], where the x_i are a sample; None for what is no such sum."""
    if node.kind != "E" or node.given is not None:
        return None

    def pulled(x: s.Node) -> s.Node | None:
        """The expectation taken inside of the factors and signs before a sum over a sample."""
        if isinstance(x, s.Group):
            return None if (inner := pulled(x.inner)) is None else replace(x, inner=inner)
        if isinstance(x, s.Minus):
            return None if (inner := pulled(x.inner)) is None else replace(x, inner=inner)
        if isinstance(x, s.Binary) and x.op in "*/":
            if x.op == "*" and _constant(x.left):
                return None if (right := pulled(x.right)) is None else replace(x, right=right)
            if _constant(x.right):
                return None if (left := pulled(x.left)) is None else replace(x, left=left)
            return None
        letter = _sample_of(x) if isinstance(x, s.Big) else ""
        if not isinstance(x, s.Big) or not letter:
            return None
        sub = node.sub
        if isinstance(sub, s.Relation) and sub.left is not None:
            if sub.op != "~" or not isinstance(sub.left, s.Name) or sub.left.head != letter:
                return None
            sub = replace(sub, left=replace(sub.left, sub=None))
        elif sub is not None and not (isinstance(sub, s.Name) and is_law_name(sub)):
            return None
        body = _mapped(x.body, lambda n: replace(n, sub=None) if n.head == letter and _index(n) else n)
        return replace(x, body=replace(node, sub=sub, body=body, bracketed=True))

    found = pulled(node.body)
    return None if found is None else replace(found, start=node.start, end=node.end)


def _constant(node: s.Node) -> bool:
    """Whether it is made of numbers and of sizes: 1/n."""
    names = [n for n in s.walk(node) if isinstance(n, s.Name)]
    return all(isinstance(n, (s.Num, s.Name, s.Binary, s.Group, s.Minus)) for n in s.walk(node)) and all(
        n.head in ("n", "N", "m", "M", "T") and n.sub is None for n in names
    )


def _sample_of(total: s.Big) -> str:
    """The letter x of a sum over i that speaks of x_i and of nothing else that varies; empty for any other."""
    index = total.lower.left if isinstance(total.lower, s.Relation) and total.lower.op == "=" else total.lower
    if total.kind != "sum" or not isinstance(index, s.Name) or index.sub is not None:
        return ""
    names = [n for n in s.walk(total.body) if isinstance(n, s.Name)]
    below = {id(x) for n in names if n.sub is not None for x in s.walk(n.sub)}
    members = {id(n): n.head for n in names if id(n) not in below and _index(n) == index.head}
    others = [n for n in names if id(n) not in below and id(n) not in members]
    varying = any(
        n.head in OUTCOMES
        or n.head in CAPITALS
        or any(isinstance(x, s.Name) and x.head == index.head for x in s.walk(n))
        for n in others
    )
    heads = set(members.values())
    inner = any(isinstance(n, (s.Big, s.Expectation)) for n in s.walk(total.body))
    return "" if varying or inner or len(heads) != 1 or not heads <= OUTCOMES else heads.pop()


def _mapped(node: s.Node, change: Callable[[s.Name], s.Node]) -> s.Node:
    if isinstance(node, s.Name):
        return change(node)
    return s.mapped(node, lambda x: _mapped(x, change))
