"""Two names of one law: P below an expectation beside p(x), A in a divergence beside p_A."""

from __future__ import annotations

import re
from collections.abc import Sequence

from symbolic_it.notes import syntax as s
from symbolic_it.notes.letters import is_law_name, is_notion, law_key, parameter_of
from symbolic_it.notes.usage import Usage

PAIRS = (("p", "P"), ("q", "Q"))
_BETWEEN = r"(?:\([^()$]{0,20}\))?\s*(?:\\\||\\(?:parallel|Vert|mid|ne|neq|to)(?![a-z])|\|\|?|∥|/|\}\s*\{|,|;|≠|-)\s*"


def told_apart(text: str) -> set[str]:
    """The small letters of laws that a text tells from the law of the capital: D(P||p), p/P, or both named in its words."""
    found: set[str] = set()
    for small, large in PAIRS:
        for a, b in ((small, large), (large, small)):
            if re.search(rf"(?<![A-Za-z\\]){a}{_BETWEEN}{b}(?![A-Za-z])", text):
                found.add(small)
        if all(re.search(rf"(?:\$|\\\(|`)\s*{x}\s*(?:\$|\\\)|`)", text) for x in (small, large)):
            found.add(small)
    return found


def unify_names(usage: Usage, sides: Sequence[s.Node]) -> None:
    """Gives one law to two names of it in a chain."""
    nodes = [n for x in sides for n in s.walk(x)]
    below = laws_below(nodes)
    rest = {law_key(n) for n in nodes if isinstance(n, s.Name) and is_law_name(n) and not any(n is x for x in below)}
    keys = {law_key(n) for n in below if n.sub is None and not n.mark}
    for pair in PAIRS:
        for name, other in (pair, pair[::-1]):
            if pair[0] in usage.symbols.told_apart or {name, other} & (usage.scalars | set(usage.models)):
                continue
            if name in keys - rest and other in rest - keys and other in set(usage.laws) | usage.named:
                usage.same.setdefault(name, other)
    for n in nodes:
        if isinstance(n, s.Call) and is_notion(n) and "||" in n.dividers:
            divided(usage, n.arguments)


def divided(usage: Usage, arguments: Sequence[s.Node]) -> None:
    """D(A || B) beside p_A and p_B: the laws of A and of B."""
    names = [a for a in arguments if isinstance(a, s.Name) and not is_law_name(a) and len(a.head) == 1 and not a.mark]
    if len(names) != len(arguments) or len({n.head for n in names}) != len(names):
        return
    for head in ("p", "P", "q", "Q"):
        keys = [f"{head}_{n.head}" for n in names]
        if all(n.sub is None and law_key(n) not in usage.laws for n in names) and set(keys) <= set(usage.laws):
            usage.same.update({law_key(n): key for n, key in zip(names, keys, strict=True)})
            return


def laws_below(nodes: Sequence[s.Node]) -> list[s.Name]:
    """The laws that expectations are taken under, where they stand without a parameter."""
    below = [n.sub for n in nodes if isinstance(n, s.Expectation) and n.sub is not None]
    under = [x.right for x in below if isinstance(x, s.Relation) and x.op == "~" and x.right is not None]
    return [x for x in (*under, *below) if isinstance(x, s.Name) and is_law_name(x) and parameter_of(x) is None]
