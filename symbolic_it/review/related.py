"""Names that an equation of the note ties to each other, p + q = 1: where one is differentiated in, the others are no constants."""

from __future__ import annotations

import re
from collections.abc import Sequence

from symbolic_it.authoring.results import Verdict
from symbolic_it.notes import syntax as s
from symbolic_it.notes.symbols import Unclear, key_of
from symbolic_it.review.steps import Context, Outcome

_PLAIN = (s.Name, s.Num, s.Binary, s.Power, s.Group, s.Minus, s.Function)
_IDENTITIES = (Verdict.PROVED, Verdict.CONDITIONAL, Verdict.COMPUTED)
_COMPLEMENT = re.compile(
    r"\$\s*\\?([A-Za-z]+)\s*\$(?:\s*(?:is|are|as|being|denotes?|for|be|the|its|a))*\s*complement(?:ary)?(?: \w+)?\s*(?:of|to)\s*\$\s*\\?([A-Za-z]+)\s*\$"
)


def relate(chain: s.Chain, outcomes: Sequence[Outcome], context: Context) -> None:
    """Keeps what the equations of a chain tie: those that were not found to hold for all values."""
    sides, symbols = chain.sides, context.symbols
    if chain.continued or any(isinstance(n, s.Derivative) for x in sides for n in s.walk(x)):
        return
    if symbols.asked("stationary", _any_of, context.section):
        return  # k/p = (n - k)/(1 - p), where a derivative is zero, says what p is there
    holds = {o.index for o in outcomes if o.verdict in _IDENTITIES}
    for k, sign in enumerate(chain.signs):
        pair = sides[k : k + 2]
        if sign.op not in ("=", "==") or k + 1 in holds or len(pair) < 2 or not _may_tie(*pair):
            continue
        names = frozenset(key_of(n) for x in pair for n in _values(x))
        if len(names) > 1:
            symbols.append("related", [(names, context.section)], 50)


def _any_of(zeros: Sequence[tuple[s.Node, frozenset[str], int]], section: int) -> bool:
    return any(place == section for _, _, place in zeros)


def _may_tie(left: s.Node, right: s.Node) -> bool:
    """Whether it is an equation between formulas in numbers; y = a x says what y is and ties a and x in no way."""
    nodes = [n for x in (left, right) for n in s.walk(x)]
    if isinstance(left, (s.Name, s.Group)) or not all(isinstance(n, _PLAIN) for n in nodes):
        return False
    return isinstance(right, (s.Num, s.Name)) or not any(isinstance(n, s.Function) for n in nodes)


def _values(node: s.Node) -> list[s.Name]:
    below = {id(x) for n in s.walk(node) if isinstance(n, s.Name) and n.sub is not None for x in s.walk(n.sub)}
    return [
        n
        for n in s.walk(node)
        if isinstance(n, s.Name) and id(n) not in below and n.head not in ("e", "pi", "infinity")
    ]


def refuse_related(sides: Sequence[s.Node], context: Context) -> None:
    """Raises Unclear where d/dp stands before q, or an optimum in p, and the section has p + q = 1.

    A partial derivative keeps the other names as they are, whatever ties them.
    """
    nodes = [n for x in sides for n in s.walk(x) if isinstance(n, (s.Derivative, s.Optimum))]
    if not nodes:
        return
    told = f"{context.told} {context.scope.own}"
    known = [names for names, place in context.symbols.related if place == context.section]
    known += [frozenset(m.groups()) for m in _COMPLEMENT.finditer(told)]
    for node in nodes if known else ():
        if isinstance(node, s.Derivative):
            if node.kind != "d" or not isinstance(node.variable, s.Name):
                continue
            runs = {key_of(node.variable)}
        else:
            runs = {key_of(n) for n in s.walk(node.below) if isinstance(n, s.Name)} if node.below is not None else set()
        for name in _values(node.body):
            for names in known:
                if key_of(name) not in runs and key_of(name) in names and (tied := names & runs):
                    raise Unclear(name, f"{s.spelled_name(name) or name.head} depends on {min(tied)}, as the note says")
