"""Chains about X_1, ..., X_n: judged for a few lengths, each with all its variables written out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from symbolic_it.authoring.results import Verdict
from symbolic_it.notes import syntax as s
from symbolic_it.notes.random_parameters import split_at_members
from symbolic_it.notes.symbols import Unclear
from symbolic_it.notes.variable_lists import at_length, has_lists, lengths
from symbolic_it.review.any_length import for_every_length
from symbolic_it.review.chains import REPORTED, ChainReviewer
from symbolic_it.review.contexts import forget
from symbolic_it.review.laws_of_variables import resting_on, with_their_laws
from symbolic_it.review.own_binary_entropy import held_back, remember_binary_entropy, with_binary_entropies
from symbolic_it.review.related import relate
from symbolic_it.review.steps import ChainReview, Context, Outcome, unclear

EXAMINED = (2, 3)
"""The lengths for which a chain is judged: what fails for one of them fails."""
ORDER = (Verdict.NOT_UNDERSTOOD, Verdict.REFUTED, Verdict.UNPROVED, Verdict.CONDITIONAL, Verdict.PROVED, Verdict.COMPUTED, Verdict.DEFINITION)  # fmt: skip


def review_chain(chain: s.Chain, context: Context) -> ChainReview:
    """The review of a chain, for each of a few lengths where it lists variables."""
    forget()
    written = chain
    chain, may_be_binary = with_binary_entropies(chain, context)
    try:
        chain, words, said = with_their_laws(chain, context)
    except Unclear as error:
        return unread(chain, error)
    review = resting_on(reviewed(chain, context), words, said)
    remember_binary_entropy(written, context)
    relate(written, review.outcomes, context)
    return held_back(review) if may_be_binary else review


def unread(chain: s.Chain, error: Unclear) -> ChainReview:
    """The review of a chain of which no step is read."""
    sides, signs = chain.sides, chain.signs
    return ChainReview(
        [unclear(k + 1, x, sides[k], sides[k + 1], error) for k, x in enumerate(signs) if x.op in REPORTED], []
    )


def reviewed(chain: s.Chain, context: Context) -> ChainReview:
    """The review of a chain with the laws that its variables follow."""
    place = split_at_members(chain.sides) if len(chain.signs) == len(chain.sides) - 1 else 0
    if place and not chain.opened and not any(isinstance(x, s.Unread) for x in chain.sides):
        return in_two_parts(chain, context, place)
    if not chain.signs or not has_lists(chain.sides):
        return ChainReviewer(chain, context).review()
    try:
        name = lengths(chain.sides)
        written = {n: at_length(chain.sides, name, n) for n in (EXAMINED if name else (0,))}
    except Unclear as error:
        return unread(chain, error)
    if not name:
        return ChainReviewer(replace(chain, sides=written[0]), context).review()
    reviews: list[ChainReview] = []
    before = context.symbols
    for sides in written.values():
        own = before.copied()
        reviews.append(ChainReviewer(replace(chain, sides=sides), replace(context, symbols=own)).review())
        before.effort = max(before.effort, own.effort)
        before.assumed_base = own.assumed_base
        before.introduced |= own.introduced
    every: list[Outcome] = []
    standing = list(dict.fromkeys(w for r in reviews for w in r.standing))
    general: dict[int, str] | None = None
    for k in dict.fromkeys(o.index for r in reviews for o in r.outcomes):
        same = [o for r in reviews for o in r.outcomes if o.index == k]
        if len(same) != len(reviews):  # what is read for one length alone is not read
            reason = Unclear(same[0].right, "the step is not read for lists of every length")
            every.append(unclear(k, same[0].sign, same[0].left, same[0].right, reason))
            continue
        outcome = _together(same, name)
        if (
            outcome.code == "IT209"
            and not context.foreseen
            and all(o.verdict in (Verdict.PROVED, Verdict.DEFINITION) for o in same)
        ):
            if general is None:
                general = for_every_length(chain, name, before.copied())
            if k in general:  # the induction is about the entropies as numbers: what it rests on is said
                words = f"{name} is {' or '.join(map(str, EXAMINED))}; for every {name} by induction, as {general[k]}"
                outcome = replace(outcome, payload={"condition": words}, assumptions=(words, *outcome.assumptions[1:]))
        every.append(outcome)
    return ChainReview(every, standing, reviews[0].settings)


def in_two_parts(chain: s.Chain, context: Context, place: int) -> ChainReview:
    """The review of a chain in which the data are one outcome up to a side, and members of a sample from there on."""
    parts = (
        replace(chain, sides=chain.sides[: place + 1], signs=chain.signs[:place]),
        replace(chain, sides=chain.sides[place:], signs=chain.signs[place:], continued=True),
    )
    first, second = (reviewed(part, context) for part in parts)
    outcomes = [*first.outcomes, *(replace(o, index=o.index + place) for o in second.outcomes)]
    standing = dict.fromkeys([*first.standing, *second.standing])
    return ChainReview(outcomes, [*standing], first.settings + second.settings)


def _together(outcomes: Sequence[Outcome], name: str) -> Outcome:
    """What is said of all lengths: the worst of what was found for some; what was proved holds for these alone."""
    worst = min(range(len(outcomes)), key=lambda k: ORDER.index(outcomes[k].verdict))
    found = outcomes[worst]
    if found.verdict is Verdict.REFUTED and found.counterexample is not None:
        where = f"{name} = {EXAMINED[worst]}, {found.counterexample.where}"
        return replace(found, counterexample=replace(found.counterexample, where=where))
    if found.verdict not in (Verdict.PROVED, Verdict.COMPUTED, Verdict.CONDITIONAL):
        return found
    last = outcomes[-1] if outcomes[-1].assumptions else found
    words = f"{name} is {' or '.join(map(str, EXAMINED))}: it was not examined for other lengths"
    return replace(
        last, verdict=Verdict.CONDITIONAL, code="IT209", payload={"condition": words}, assumptions=(words, *last.assumptions)
    )  # fmt: skip
