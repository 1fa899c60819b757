"""Names that a section gives a meaning for the second time: a step where both agree, another definition where they differ.

Where the words say that the name is defined anew, what stands after it is about the later meaning. Else what is proved
holds for both; and nothing is refuted that holds for the earlier one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace

from symbolic_it.authoring.results import Verdict
from symbolic_it.notes import syntax as s
from symbolic_it.notes.symbols import Meaning, Replaced, Symbols, key_of
from symbolic_it.review.last_forms import HOLDS
from symbolic_it.review.own_names import OwnNames, indexed_key, is_explicit
from symbolic_it.review.steps import ChainReview, Context, Outcome, unproved

_ANEW = re.compile(
    r"\b(let|define|denote|put|set|choose|take|consider|now|new|instead|redefin\w*|becomes?|with|adding|add|alternative\w*"
    r"|another|second|other|case|changed?)\b|令|设|定义|记|改|新|加上|另"
)
_ONLY_THERE = re.compile(
    r"\b(if|when|whenever|at|for|where|in the (special )?case|provided|unless)\b|若|当|如果|时|对于"
)
_CONCLUDED = re.compile(
    r"\b(then|so|hence|thus|therefore|gives?|expand\w*|simplif\w*|get|obtain\w*|follows|yields?|equals?|rewrit\w*|i\.e|that is)\b"
    r"|则|那么|因此|所以|于是|得|展开|化简|即"
)

_IS = re.compile(r"(?:\b(?:is|are|be)|为|是)[\s:：$\\(\[]*$")  # "then the likelihood is L(p) = .." introduces it
_LET = re.compile(r"\b(let|define|denote|redefin\w*)\b|令|设|定义")


def given_again(chain: s.Chain, names: OwnNames, context: Context) -> tuple[str, tuple[str, ...]] | None:
    """(key, parameters) where the chain begins by giving a meaning to a name that the section has defined by another."""
    left, right, sign = chain.sides[0], chain.sides[1], chain.signs[0]
    if sign.op != "=" or chain.continued or not is_explicit(right) or any(isinstance(x, s.Unread) for x in chain.sides):
        return None
    name = left.function if isinstance(left, s.Call) else left
    if not isinstance(name, s.Name):
        return None
    known = names.symbols.meanings.get(indexed_key(name) or key_of(name))
    if known is None or known.line != context.section or key_of(name) in names.symbols.passing:
        return None
    if any(s.structure(x) == s.structure(right) for x in (known.body, known.written) if x is not None):
        return None  # the same once more
    return names.defines(left, right, replace(sign, op=":="))


def is_concluded(context: Context) -> bool:
    """Whether the words before it draw it from what was said."""
    last = _last(context)
    introduced = _LET.search(last) is not None or _IS.search(last) is not None
    return _CONCLUDED.search(last) is not None and not introduced


def is_sure(context: Context) -> bool:
    """Whether the words before it say that the name is defined anew, and not for one case alone."""
    last = _last(context)
    anew = _ANEW.search(last) is not None or _IS.search(last) is not None
    return anew and _ONLY_THERE.search(last) is None


def _last(context: Context) -> str:
    return re.split(r"[.!?:]\s|[。！？：]|\n\s*\n|\$\$|\\\]", context.before.rstrip("$\\[( \n"))[-1]


def claim_or_definition(found: ChainReview, chain: s.Chain, context: Context, key: str) -> tuple[ChainReview, bool]:
    """The review of a chain that gives a name a meaning again, ``found`` as a claim, and whether it defines it anew."""
    first = found.outcomes[0] if found.outcomes else None
    if first is not None and first.index == 1 and first.verdict in HOLDS and not context.foreseen:
        return found, False
    here = Outcome(1, chain.signs[0], chain.sides[0], chain.sides[1], Verdict.DEFINITION)
    concluded = is_concluded(context)
    if concluded:
        here = unproved(here, "the section defines the name by another formula; that they agree was not established")
    elif key in context.symbols.meanings:
        replaced = Replaced(context.symbols.meanings[key], is_sure(context))
        context.symbols.replaced = {**context.symbols.replaced, key: replaced}
    return replace(found, outcomes=[here, *(o for o in found.outcomes if o.index > 1)]), not concluded


def replaced_here(chain: s.Chain, symbols: Symbols, section: int) -> dict[str, Replaced]:
    """The names of the chain that the section has given another meaning before, but for the one that it begins with."""
    if not symbols.replaced:
        return {}
    keys = {k for x in chain.sides for n in s.walk(x) if isinstance(n, s.Name) for k in (key_of(n), indexed_key(n))}
    keys |= {key_of(replace(n, mark="")) for x in chain.sides for n in s.walk(x) if isinstance(n, s.Name)}
    used = keys & symbols.replaced.keys() & symbols.meanings.keys()
    return {k: symbols.replaced[k] for k in used if symbols.replaced[k].meaning.line == section}


def in_both_meanings(
    review: ChainReview, chain: s.Chain, context: Context, where: Callable[[Mapping[str, Meaning]], ChainReview]
) -> ChainReview:
    """The review; left open where it would be another by the earlier meaning of a name, and which is meant is not told."""
    replaced = replaced_here(chain, context.symbols, context.section)
    sure = all(r.sure for r in replaced.values())
    about = [o.verdict is Verdict.REFUTED or (not sure and o.verdict in HOLDS) for o in review.outcomes]
    if not replaced or not any(about):
        return review
    again = where({k: r.meaning for k, r in replaced.items()})
    verdicts = {o.index: o.verdict for o in again.outcomes}

    def checked(o: Outcome, asked: bool) -> Outcome:
        other = verdicts.get(o.index)
        if not asked or other is o.verdict or o.verdict is Verdict.DEFINITION or other is Verdict.DEFINITION:
            return o
        name = min(replaced).removesuffix("[]")
        words = f"the section defines {name} twice, and it holds for one of the two alone"
        return unproved(replace(o, counterexample=None, assumptions=(), repair=""), words)

    return replace(review, outcomes=[checked(o, a) for o, a in zip(review.outcomes, about, strict=True)])
