"""The bases that a logarithm without one may have, in the order in which they are tried, and steps that hold for one of them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from symbolic_it.authoring.results import Verdict
from symbolic_it.kernel.terms import constants_of, real
from symbolic_it.language.expr import Expr
from symbolic_it.notes.symbols import Symbols
from symbolic_it.refute import Refutation
from symbolic_it.review.by_library import by_library
from symbolic_it.review.granted import standing_conditions
from symbolic_it.review.judging import Judgement, at_length, counterexample, fails, proved
from symbolic_it.review.numbers import with_base
from symbolic_it.review.slopes import by_slopes
from symbolic_it.review.steps import Outcome, unproved
from symbolic_it.review.told_numbers import with_naturals


def of_unit(unit: str, k: int) -> str:
    """The base of the unit that the note's numbers have; then the natural one, which formulas beside them may have."""
    return (unit, "e" if unit != "e" else "")[k]


def to_try(settled: str, k: int) -> str:
    """The bases that a logarithm without one may have, one after the other: the one that the note was found to need, or two."""
    return ((settled, "") if settled else ("e", "2"))[k]


def other_base(text: str) -> str | None:
    """Another base than 2 that the words, in small letters, give to all logarithms: "to base 3", "log = log_4"."""
    found = re.search(r"\blog(arithms?)?\b[^.\n]{0,40}\b(to|in|of|with)? ?(the )?base[- ]\$?(\d+)\b", text)
    found = found or re.search(r"\\log\s*(?::|\\equiv|\\triangleq)?=?\s*()()()\\log_\{?(\d+)\}?\s*\$", text)
    return found[4] if found is not None and 2 < int(found[4]) < 100 else None


def written_base(text: str) -> str:
    """The base of the document's logarithms when each names one and all the same: \\log_2 everywhere, or \\ln."""
    named = set(re.findall(r"\\log_\{?(2|10|e)\b", text)) | ({"e"} if re.search(r"\\ln(?![a-z])", text) else set())
    bare = re.search(r"\\log(?![a-zA-Z_2])|\\(text|mathrm)\{log\}(?!_)", text)
    return named.pop() if len(named) == 1 and bare is None else ""


def under_base(
    symbols: Symbols, base: Outcome, statement: Expr, given: Sequence[Expr], stated: Sequence[Expr]
) -> Outcome | None:
    """The outcome when the step is false for some base of its logarithms, and holds for natural or binary ones.

    ``stated``: conditions that the text states, which a counterexample meets and no proof uses.
    """
    if not any(v.name == "b" for v in statement.term.free):
        return None
    for k in range(2):
        unit = symbols.unit_base  # elsewhere in the note; this step has none
        name = of_unit(unit, k) if unit else symbols.asked("assumed_base", to_try, k)
        if not name:
            break
        fixed = with_base(statement, name)
        others = [with_base(h, name) for h in given]
        others += standing_conditions([fixed], others)
        if fails(fixed, [*others, *(with_base(h, name) for h in stated)]):
            continue
        found: Judgement | None = proved([fixed], others)[0]
        if found is None or found.verdict is not Verdict.PROVED:
            found = by_library(fixed, others) or by_slopes(fixed, others)
        if found is None or found.verdict is not Verdict.PROVED:
            longer = at_length(fixed, others) if "has_derivative" in constants_of([fixed.term]) else None
            found = longer or found
        if found is None or found.result is None or found.verdict is not Verdict.PROVED:
            return unproved(
                base, f"it depends on the base of the logarithm; for base {name} neither proved nor refuted"
            )
        if not unit:
            symbols.assumed_base = name
        words = f"the logarithm is to base {name}"
        payload = {"condition": words, "base": name, "text": words}
        base = replace(base, result=found.result, by=found.result.by, code="IT305", payload=payload)
        return replace(base, verdict=Verdict.CONDITIONAL, assumptions=(words,))
    return None


def natural(statement: Expr | None, given: Sequence[Expr]) -> tuple[Refutation, list[Expr]] | None:
    """A counterexample to a step with derivatives of logarithms without a base for natural ones, and what is given there."""
    if statement is None or "has_derivative" not in constants_of([statement.term]):
        return None
    if not any(v.name == "b" and v.ty is real for v in statement.term.free):
        return None
    others = [with_base(h, "e") for h in given]
    example = counterexample(with_base(statement, "e"), others)
    return (with_naturals(with_base(statement, "e"), others, example), others) if example is not None else None
