"""Diagnostics in words: the one place where a finding becomes a sentence."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from symbolic_it.report.facts import Payload, Words, either, fact, misnamed, saying, seen, values
from symbolic_it.report.note_words import NOTE_WORDS
from symbolic_it.report.plain import readable

if TYPE_CHECKING:
    from symbolic_it.authoring.results import Diagnostic, StepResult


def _false(payload: Payload, step: str) -> str:
    return f"{step} is false{seen(payload)}{fact(payload, 'hint', '; ')}"


def _missing_condition(payload: Payload, step: str) -> str:
    condition = either(payload, "condition", "a condition that is not given")
    unproved = fact(payload, "unproved")
    if unproved:
        return f"{step} rests on {unproved}, not proved: {condition}"
    place = "" if payload.get("place") == step else fact(payload, "place", ", ")  # the step is named already
    return f"{step} needs {condition}{place}; nothing given says so"


def _needed_for_meaning(payload: Payload, step: str) -> str:
    condition = either(payload, "condition", "a condition that is not given")
    return f"{step} is meaningful only under {condition}, which is not given"


_SENTENCE = re.compile(r"(it|with|that|whether|some|nothing|how|an|a|the) [a-z]+ ")
"""What is said of a step in words, and no formula that is left over."""


def _not_justified(payload: Payload, step: str) -> str:
    reason, residual = fact(payload, "reason", ": "), fact(payload, "residual")
    if residual and not _SENTENCE.match(residual):
        residual = f"left over is {residual}"
    left = f"{'; ' if reason else ': '}{residual}" if residual else ""
    unproved = fact(payload, "unproved", "; it rests on ", ", not proved")
    return f"{step} is not established{reason}{left}{unproved}{fact(payload, 'suggestion', '; try ')}"


def _budget(payload: Payload, step: str) -> str:
    limit = fact(payload, "budget", " of ")
    return f"the search for a proof of {step} stopped at its limit{limit}; name its rules or cut it"


def _raised(payload: Payload, step: str) -> str:
    return f"running the file raised {either(payload, 'type', 'an exception')}{fact(payload, 'text', ': ')}"


def _duplicate(payload: Payload, step: str) -> str:
    first = fact(payload, "first", "; the first is in ")
    return f"a second derivation is named '{fact(payload, 'name')}'{first}"


def _free(payload: Payload, step: str) -> str:
    name = fact(payload, "name", " ")
    return f"the variable{name} is left free: no sum binds it and the derivation does not declare it"


def _float(payload: Payload, step: str) -> str:
    return f"{either(payload, 'value', 'a number')} is a float; write an exact fraction"


def _no_derivation(payload: Payload, step: str) -> str:
    return "the file defines no derivation"


def _disagree(payload: Payload, step: str) -> str:
    where = fact(payload, "where", " at ")
    both = values(payload)
    seen = f"{where}{': ' if both else ''}{both}"
    advice = "one of them is wrong: do not rely on it, and please report it"
    return f"KERNEL AND SYMPY DISAGREE on {step}{seen}; {advice}"


WORDS: dict[str, Words] = {
    "IT101": _false,
    "IT201": _missing_condition,
    "IT202": _needed_for_meaning,
    "IT501": _not_justified,
    "IT502": _budget,
    "IT900": saying("the file cannot be read"),
    "IT901": saying("the file is not valid Python"),
    "IT902": _raised,
    "IT903": _duplicate,
    "IT904": misnamed("derivation"),
    "IT905": saying("derivations cite one another in a circle", "cycle"),
    "IT906": saying("types or alphabets are mixed"),
    "IT907": _free,
    "IT908": _float,
    "IT909": misnamed("rule"),
    "IT910": _no_derivation,
    "IT911": saying("the hypotheses contradict each other"),
    "IT990": _disagree,
    "IT991": saying("the review of this file failed by a mistake of ours, please report it"),
    **NOTE_WORDS,
}


def sentence(diagnostic: Diagnostic, step: int | None = None) -> str:
    """The diagnostic as one sentence; ``step`` is the number of the step that it is about, if any."""
    subject = "the step" if step is None else f"step {step}"
    words = WORDS.get(diagnostic.code)
    if words is None:  # a code newer than this table must not hide the finding
        facts = ", ".join(f"{key} {readable(value)}" for key, value in diagnostic.payload.items())
        return f"{subject}: {diagnostic.code}{': ' if facts else ''}{facts}"
    return words(diagnostic.payload, subject)


def finding(step: StepResult) -> Diagnostic | None:
    """What to say about a step: its diagnostic, or one made from its other fields, or None.

    A disagreement with SymPy comes first, whatever the verdict: it puts the verdict itself in doubt.
    """
    from symbolic_it.authoring.results import Diagnostic, Verdict

    if step.second_opinion == "disagrees":
        own = step.diagnostic
        return own if own is not None and own.code == "IT990" else Diagnostic("IT990", step.span)
    if step.diagnostic is not None:
        return step.diagnostic
    if step.verdict is Verdict.REFUTED:
        seen = step.counterexample
        facts = {"where": seen.where, "lhs": seen.lhs, "rhs": seen.rhs} if seen else {}
        return Diagnostic("IT101", step.span, facts)
    if step.verdict is Verdict.CONDITIONAL:
        return Diagnostic(
            "IT201", step.span, {"condition": " and ".join(readable(a, math=True) for a in step.assumptions)}
        )
    if step.verdict is Verdict.UNPROVED:
        return Diagnostic("IT501", step.span)
    return None
