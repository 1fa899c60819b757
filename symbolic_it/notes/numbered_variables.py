"""Variables with names of their own: X_1 and X_2 side by side, each a letter, and g(X) as a variable that X determines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from symbolic_it.notes import syntax as s
from symbolic_it.notes.letters import CAPITALS, OUTCOMES, is_law_name, is_notion


def with_numbered_variables(sides: Sequence[s.Node]) -> list[s.Node]:
    """The sides with X_1 and x_1 as names without an index, for the letters that stand for several variables."""
    calls = [n for x in sides for n in s.walk(x) if isinstance(n, s.Call) and is_notion(n)]
    pairs = not any(sum(map(_is_variable, n.arguments)) > 1 and "," in n.dividers for n in calls)
    sides = [_with_functions(x, pairs) for x in sides]
    nodes = [n for x in sides for n in s.walk(x)]
    heads = {h for n in nodes if isinstance(n, s.Call) for h in several(n)}
    names = [n for n in nodes if isinstance(n, s.Name) and n.head.lower() in heads]
    for n in names:  # X beside X_1 may be all of them, X_i any
        if not isinstance(n.sub, s.Num) or n.sub.value.denominator != 1 or n.sup is not None:
            heads.discard(n.head.lower())
    return [_renamed(x, heads) for x in sides] if heads else sides


_FUNCTIONS = frozenset(("f", "g", "phi", "psi", "varphi", "T"))


def _with_functions(node: s.Node, pairs: bool) -> s.Node:
    """H(g(X)), I(X;g(Y)) with a name for the function of the variable; XY as a pair, where no pair has a comma."""
    if isinstance(node, s.Call) and is_notion(node) and s.spelled_name(node.function)[:1] in ("H", "I"):
        call = replace(node, arguments=tuple(_as_variable(a) for a in node.arguments))
        return _side_by_side(call) if pairs else call
    return s.mapped(node, lambda n: _with_functions(n, pairs))


def _is_variable(node: s.Node) -> bool:
    return isinstance(node, s.Name) and node.head in CAPITALS


def _side_by_side(call: s.Call) -> s.Call:
    """I(X;YZ), H(XY|Z): variables without a comma are a pair."""
    arguments: list[s.Node] = []
    dividers: list[str] = []
    for k, a in enumerate(call.arguments):
        names = [n for n in s.walk(a) if not isinstance(n, s.Binary)]
        joined = isinstance(a, s.Binary) and all(n.implied for n in s.walk(a) if isinstance(n, s.Binary))
        joined = joined and all(
            isinstance(n, s.Name) and n.head in CAPITALS and not n.mark and n.sup is None for n in names
        )
        parts = names if joined and len({s.structure(n) for n in names}) == len(names) else [a]
        for j, part in enumerate(parts):
            if arguments:
                dividers.append("," if j else call.dividers[k - 1])
            arguments.append(part)
    return replace(call, arguments=tuple(arguments), dividers=tuple(dividers))


def _as_variable(node: s.Node) -> s.Node:
    """g(X) as the name X_g; what is no function of variables stays."""
    if not isinstance(node, s.Call) or not isinstance(node.function, s.Name) or set(node.dividers) - {","}:
        return node
    f, own = node.function, [a for a in node.arguments if isinstance(a, s.Name) and a.head in CAPITALS]
    plain = all(a.sub is None and a.sup is None and not a.mark for a in (f, *own))
    if (
        f.head not in _FUNCTIONS
        or not plain
        or len(own) != len(node.arguments)
        or len({a.head for a in own}) != len(own)
    ):
        return node
    return s.Name(node.start, node.end, f"{''.join(a.head for a in own)}_{f.head}")


def several(call: s.Call) -> Iterator[str]:
    """The letters of numbered variables in H(X_1), I(X_1;Y), p(x_1, x_2)."""
    numbers: dict[str, set[str]] = {}
    for a in call.arguments:
        inner = a.left if isinstance(a, s.Relation) and a.left is not None else a
        if isinstance(inner, s.Name) and isinstance(inner.sub, s.Num) and not inner.mark and inner.sup is None:
            numbers.setdefault(inner.head, set()).add(inner.sub.written)
    notion, law = is_notion(call), is_law_name(call.function)
    for head, found in numbers.items():
        if (notion and head in CAPITALS) or (law and len(found) > 1 and head in CAPITALS | OUTCOMES):
            yield head.lower()


def _renamed(node: s.Node, heads: set[str]) -> s.Node:
    if isinstance(node, s.Name) and node.head.lower() in heads and isinstance(node.sub, s.Num):
        return replace(node, head=f"{node.head}_{node.sub.written}", sub=None)
    return s.mapped(node, lambda n: _renamed(n, heads))
