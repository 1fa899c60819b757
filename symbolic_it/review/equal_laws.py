"""Conditions that two laws are one, or differ, as the words beside a step state them: P = Q, "when P and Q differ"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from symbolic_it.kernel.definitions import constant_for
from symbolic_it.language.expr import Eq, Expr
from symbolic_it.notes.world import World
from symbolic_it.review import condition_words as said
from symbolic_it.review.assuming import Assumption
from symbolic_it.review.denied import without_denied

CODE = "IT207"


def equal_laws(world: World, known: Mapping[str, Expr], own: str, after: Sequence[str]) -> Iterator[Assumption]:
    """P = Q, "Q matches P", "when P and Q differ"."""
    own = without_denied(own)
    for m in said.MATH.finditer(own):
        formula = said.compact(said.inside(m))
        found = said.EQUAL_LAWS.fullmatch(formula)
        before = own[max(0, m.start() - 60) : m.start()].lower()
        if found is None or not (said.OPENER.search(before) or re.match(r"\s*[,，时]", own[m.end() : m.end() + 2])):
            continue
        yield from _pair(world, known, found[1], found[3], same=found[2] in ("=", "\\equiv"))
    for formula in map(said.compact, after):
        if (found := said.EQUAL_LAWS.fullmatch(formula)) is not None:
            yield from _pair(world, known, found[1], found[3], same=found[2] in ("=", "\\equiv"))
    for sentence in re.split(r"(?<=[.。;；])\s", own):
        lower = sentence.lower()
        if not re.search(r"\b(if|when|whenever|suppose|assume|since|because)\b|当|若|如果|由于", lower):
            continue
        clause = re.split(r"\x00", lower)[0] if "\x00" in lower else lower
        unlike, alike = said.UNLIKE.search(clause), said.ALIKE.search(clause)
        if (unlike is None and alike is None) or (unlike is None and said.ALIKE_IN_PART.search(clause)):
            continue
        named = [said.compact(said.inside(m)) for m in said.MATH.finditer(sentence)]
        laws = [n for n in dict.fromkeys(named) if re.fullmatch(said.LAW + r"(?:\([a-z]\))?", n)]
        laws = [re.sub(r"\([a-z]\)", "", n) for n in laws] or [
            k.removeprefix("law:") for k in known if k.startswith("law:")
        ]
        if len(laws) == 2:
            yield from _pair(world, known, laws[0], laws[1], same=unlike is None)


def _pair(world: World, known: Mapping[str, Expr], a: str, c: str, same: bool) -> Iterator[Assumption]:
    first, second = (known.get("law:" + world.usage.same.get(n, n)) for n in (a, c))
    if first is None or second is None or first.term is second.term or first.type is not second.type:
        return
    if same:
        yield Assumption(CODE, f"{a} = {c}", Eq(second, first), second, first)
    else:
        claim = Expr(constant_for("not", Eq(first, second).term), (), first.declarations | second.declarations)
        yield Assumption(CODE, f"{a} and {c} differ", claim)
