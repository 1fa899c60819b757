"""Letters of outcomes that no sum, expectation or notion of a formula binds: the formula is about each value of them."""

from __future__ import annotations

from collections.abc import Iterator

from symbolic_it.notes import syntax as s
from symbolic_it.notes.bounds import bounds_of
from symbolic_it.notes.letters import hangs, is_law_name, is_notion, joint_letters, split_arguments


def free_letters(node: s.Node, bound: frozenset[str]) -> Iterator[str]:
    """The letters of outcomes in this formula that stand free; ``bound`` are those that something around it binds."""
    if isinstance(node, s.Call) and is_notion(node):
        yield from (x for x in _conditions(node) if x not in bound)
    elif isinstance(node, s.Call) and is_law_name(node.function):
        loose = [a for a in node.arguments if not (isinstance(a, s.Name) and any(hangs(a, i) for i in bound))]
        yield from (x for x in joint_letters(loose) if x not in bound)
    elif isinstance(node, s.Big):
        inside = {b.name for b in bounds_of(node)} | {x.lower() for x in node.differential.split()}
        if inside:  # a bare sum runs over everything
            yield from free_letters(node.body, bound | inside)
    elif isinstance(node, s.Expectation):
        if node.sub is None or node.given is not None:
            return
        inside = set()
        parts = node.sub.parts if isinstance(node.sub, s.Sequence) else (node.sub,)
        for part in parts:
            law = part
            if isinstance(part, s.Relation):
                left = part.left.parts if isinstance(part.left, s.Sequence) else [part.left] if part.left else []
                inside |= set(joint_letters(left))
                law = part.right or part
            if isinstance(law, s.Call) and is_law_name(law.function):
                before, after = split_arguments(law)
                inside |= set(joint_letters(before))
                yield from (x for x in joint_letters(after) if x not in bound | inside)
            elif law is part:
                inside |= set(joint_letters([part]))
        if inside:
            yield from free_letters(node.body, bound | inside)
    elif not isinstance(node, s.Optimum):
        for child in s.children(node):
            yield from free_letters(child, bound)


def free_names(node: s.Node, bound: frozenset[str] = frozenset()) -> Iterator[str]:
    """The heads of names, those below others included, that no sum binds or leaves a member out of."""
    if isinstance(node, s.Name) and node.head not in bound:
        yield node.head
    if isinstance(node, s.Big):
        bounds = bounds_of(node)
        bound |= {b.name for b in bounds} | {w.head for b in bounds for w in b.without if isinstance(w, s.Name)}
        yield from free_names(node.body, bound)
        return
    for child in s.children(node):
        yield from free_names(child, bound)


def _conditions(notion: s.Call) -> list[str]:
    """The condition of one of two laws where the other has none: D(q(z) || p(z|x)) is about one x."""
    calls = [a for a in notion.arguments if isinstance(a, s.Call) and is_law_name(a.function)]
    given = [joint_letters(split_arguments(a)[1]) for a in calls]
    if len(notion.arguments) == 2 and any(given) and (len(calls) < 2 or not all(given)):
        return [x for letters in given for x in letters]
    return []


def loose_letters(left: s.Node, right: s.Node) -> str:
    """The letters that stand free on one side alone, as in "x and y stand"; empty when there are none."""
    first, second = (set(free_letters(x, frozenset())) for x in (left, right))
    loose = sorted(second - first if second - first else first - second)
    return f"{' and '.join(loose)} {'stands' if len(loose) == 1 else 'stand'}" if loose else ""
