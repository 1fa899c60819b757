"""Laws that a note chooses, q(z) = p(z|x): what fails for any law in their place is looked at once more for the one chosen."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from symbolic_it.authoring.results import Verdict
from symbolic_it.notes import syntax as s
from symbolic_it.notes.letters import is_law_name, is_notion, law_key
from symbolic_it.notes.symbols import Meaning, Symbols, key_of
from symbolic_it.review.gradients import under
from symbolic_it.review.own_names import law_pattern
from symbolic_it.review.readings import chooses_law
from symbolic_it.review.steps import ChainReview, Context, Outcome, unproved

_SUPPOSED = re.compile(
    r"\b(if|iff|when|whenever|unless|equality|equal|tight|not|would|optim\w*|minimi\w*|maximi\w*|goal|want)\b|如果|若|当|等号|取等|不"
)
_OPEN = (Verdict.REFUTED, Verdict.UNPROVED)
_HOLDS = (Verdict.PROVED, Verdict.CONDITIONAL)


def remember_choice(chain: s.Chain, review: ChainReview, context: Context) -> None:
    """Keeps the law that a relation alone chooses by a formula of other laws, and which no condition stands before."""
    if len(chain.signs) != 1 or chain.signs[0].op not in ("=", ":=") or chain.continued or len(review.outcomes) != 1:
        return
    left, right = chain.sides
    if not isinstance(left, s.Call) or not isinstance(left.function, s.Name) or not is_law_name(left.function):
        return
    plain = [a for a in left.arguments if isinstance(a, s.Name) and a.sub is None and a.sup is None and not a.mark]
    if is_notion(left) or len(plain) != len(left.arguments) or not chooses_law(left, right):
        return
    before = re.split(r"[.!?]\s|[。！？]", context.before)[-1].lower()
    kept = context.foreseen or review.outcomes[0].verdict in (Verdict.UNPROVED, Verdict.DEFINITION)
    if not kept or _SUPPOSED.search(before):
        return
    if any(isinstance(n, (s.Unread, s.Words, s.Dots)) for n in s.walk(right)):
        return
    parameters = tuple(key_of(a) for a in plain)
    words = " ".join(context.source[left.start : right.end].split())
    context.symbols.chosen[law_pattern(left)] = Meaning(parameters, right, context.section), words


def by_choice(
    symbols: Symbols,
    sides: Sequence[s.Node],
    section: int,
    review: ChainReview,
    where: Callable[[Mapping[str, Meaning]], ChainReview],
) -> ChainReview:
    """The review, or another for the laws that the section has chosen: q(z) = p(z|x)."""
    known = choices_for(symbols, sides, section)
    if not known or not any(o.verdict in _OPEN for o in review.outcomes):
        return review
    words = " and ".join(f"{words}, as the note has it" for _, words in known.values())
    return with_chosen(review, where({key: meaning for key, (meaning, _) in known.items()}), words)


def choices_for(symbols: Symbols, sides: Sequence[s.Node], section: int) -> Mapping[str, tuple[Meaning, str]]:
    """The chosen laws of the section that the sides speak of, where each stands with its outcomes alone."""
    nodes = [n for x in sides for n in s.walk(x)]
    calls = {law_pattern(n) for n in nodes if isinstance(n, s.Call)}
    here = {k: m for k, m in symbols.chosen.items() if m[0].line == section and k not in symbols.meanings}
    used = {k: m for k, m in here.items() if k in calls}
    applied = {id(n.function) for n in nodes if isinstance(n, s.Call) and law_pattern(n) in used}
    bare = {law_key(n) for n in nodes if isinstance(n, s.Name) and is_law_name(n) and id(n) not in applied}
    return {k: m for k, m in used.items() if k.partition("(")[0] not in bare}


def with_chosen(review: ChainReview, again: ChainReview, words: str) -> ChainReview:
    """The review, with what was found of the chosen laws for the steps that were open or fail for some law."""
    if len(again.outcomes) != len(review.outcomes):
        return review

    def better(a: Outcome, b: Outcome) -> Outcome:
        if a.verdict not in _OPEN:
            return a
        if b.verdict in _HOLDS:
            return under(b, [words])
        if a.verdict is Verdict.REFUTED and b.verdict is not Verdict.REFUTED:
            a = replace(a, counterexample=None, repair="")
            return unproved(a, f"it fails in general; that it holds where {words}, was not established")
        return a

    outcomes = [better(a, b) for a, b in zip(review.outcomes, again.outcomes, strict=True)]
    return ChainReview(outcomes, [*review.standing, *again.standing], review.settings)
