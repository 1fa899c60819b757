"""q(z|x) at one x: what holds of any law of z in its place holds of it, whatever x is."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from symbolic_it.authoring.results import Verdict
from symbolic_it.notes import syntax as s
from symbolic_it.notes.letters import is_law_name, is_notion, is_parameter, law_key, parameter_of, split_arguments
from symbolic_it.notes.symbols import names_bound
from symbolic_it.review.steps import ChainReview, Outcome

_HOLDS = (Verdict.PROVED, Verdict.CONDITIONAL)


def of_any_law(chain: s.Chain, review: ChainReview, judged: Callable[[s.Chain], ChainReview]) -> ChainReview:
    """The review, with the open steps that hold of any law in place of a conditional one that stands at one condition."""
    if not any(o.verdict is Verdict.UNPROVED for o in review.outcomes) or any(
        isinstance(x, s.Unread) for x in chain.sides
    ):
        return review
    for key in sorted(_conditional(chain.sides)):
        sides = [_without_condition(x, key) for x in chain.sides]
        found = judged(replace(chain, sides=sides))
        again = {o.index: o for o in found.outcomes}
        outcomes = [_better(o, again.get(o.index)) for o in review.outcomes]
        if any(a is not b for a, b in zip(outcomes, review.outcomes, strict=True)):
            words = f"{key} at one condition is taken as any law there, whatever the condition is"
            return replace(review, outcomes=outcomes, standing=[*review.standing, *found.standing, words])
    return review


def _better(open_one: Outcome, general: Outcome | None) -> Outcome:
    if open_one.verdict is not Verdict.UNPROVED or general is None or general.verdict not in _HOLDS:
        return open_one
    return replace(general, left=open_one.left, right=open_one.right)


def _conditional(sides: Sequence[s.Node]) -> Iterator[str]:
    """The laws that stand as q(z|x) alone, with one condition that nothing binds."""
    nodes = [n for x in sides for n in s.walk(x)]
    bound = {name for n in nodes for name in names_bound(n)}
    bound |= {n.variable.head for n in nodes if isinstance(n, s.Derivative) and isinstance(n.variable, s.Name)}
    calls = [n for n in nodes if isinstance(n, s.Call) and is_law_name(n.function) and not is_notion(n)]
    names = [n for n in nodes if isinstance(n, s.Name) and is_law_name(n)]
    for key in {law_key(n) for n in names}:
        own = [n for n in calls if isinstance(n.function, s.Name) and law_key(n.function) == key]
        if not own or len(own) != sum(law_key(n) == key for n in names):
            continue
        shapes = {(tuple(map(s.structure, split_arguments(n)[1])), s.structure(n.function)) for n in own}
        before, after = split_arguments(own[0])
        parameter = parameter_of(own[0].function) if isinstance(own[0].function, s.Name) else None
        held = [x for a in after for x in s.walk(a) if isinstance(x, s.Name)]
        held += [parameter] if isinstance(parameter, s.Name) else []
        given = [a for a in after if isinstance(a, s.Name) and not is_parameter(a)]
        free = not any(x.head in bound for x in held)
        one = all(len(split_arguments(n)[0]) == 1 and "||" not in n.dividers for n in own)
        if len(shapes) == 1 and len(before) == 1 and given and len(held) >= len(after) and free and one:
            yield key


def _without_condition(node: s.Node, key: str) -> s.Node:
    """q(z) for q(z|x), for q_phi(z|x) too: nothing else of the chain speaks of q."""
    node = s.mapped(node, lambda n: _without_condition(n, key))
    law = node.function if isinstance(node, s.Call) else None
    if not isinstance(node, s.Call) or not isinstance(law, s.Name) or not is_law_name(law) or law_key(law) != key:
        return node
    before, _ = split_arguments(node)
    sub = None if parameter_of(law) is not None else law.sub
    return replace(node, function=replace(law, sub=sub), arguments=tuple(before), dividers=())
