"""The reasons of a step as running text: rules, derivations, earlier steps and assumptions, with formulas of the objects."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from symbolic_it.errors import InvalidArgument
from symbolic_it.render import inputs
from symbolic_it.render.formulas import Formula, FormulaError
from symbolic_it.render.prose import Inline, Link, Math, Segment, Words, joined


def formula(latex: str, where: str) -> Formula:
    """The formula, or an ``InvalidArgument`` that names where it stands."""
    try:
        return Formula.read(latex)
    except FormulaError as error:
        raise InvalidArgument(f"{where}: the formula {latex[:200]!r} cannot be set, because of {error}") from error


def reasons_of(step: inputs.Step) -> Sequence[Any]:
    """What the step cites: names, facts, or either of them at values; names alone where a step keeps no more."""
    found: Sequence[Any] = getattr(step, "reasons", step.by)
    return found


def names_of(step: inputs.Step) -> Iterator[str]:
    """The names of rules and derivations that the step cites."""
    for reason in reasons_of(step):
        cited = getattr(reason, "of", reason)
        if isinstance(cited, str):
            yield cited


@dataclass(frozen=True)
class Citations:
    """Turns the reasons of one derivation's steps into text.

    ``named`` gives the words for the name of a rule or a derivation; ``numbers`` the number of each step in the note,
    by its ``id``; ``starts`` the number of the first step of the chain it goes on from.
    """

    named: Callable[[str], Inline]
    numbers: Mapping[int, int]
    starts: Mapping[int, int]

    def all(self, step: inputs.Step, where: str) -> list[Inline]:
        found = [self.one(reason, where) for reason in reasons_of(step)]
        return found[:1] + [lowered(words) for words in found[1:]]

    def one(self, reason: Any, where: str) -> Inline:
        if isinstance(reason, str):
            return self._name(reason)
        if hasattr(reason, "of"):
            values: list[Inline] = [(_math(value, where),) for value in reason.values]
            values += [(Words(f"{name} = "), _math(value, where)) for name, value in reason.named.items()]
            return (*self.one(reason.of, where), *((Words(" at "), *joined(values)) if values else ()))
        return self._fact(reason, where)

    def _name(self, name: str) -> Inline:
        if name == "cases":
            return (Words("By cases"),)
        # A derivation that establishes several facts is cited with the label of one of them.
        main, _, label = name.partition("/")
        parts: tuple[Segment, ...] = self.named(main)
        return (*parts, Words(f" ({label})")) if label else parts

    def _fact(self, fact: Any, where: str) -> Inline:
        if getattr(fact, "assumed", False):
            if getattr(fact, "label", None):
                return (Words(str(fact.label)[:1].upper() + str(fact.label)[1:]),)
            return (Words("Assumption "), _math(fact.statement, where))
        step = getattr(fact, "step", None)
        number = self.numbers.get(id(step))
        if number is None:
            return (Words(str(getattr(fact, "label", None) or "An earlier step")),)
        start = number
        if getattr(fact.statement, "latex", None) != getattr(step, "latex", None):
            start = self.starts.get(id(step), number)
        words = f"Step {number}" if start == number else f"Steps {start}\u2013{number}"
        return (Words(words),)


_PROPER = frozenset(
    [
        "Archimedes",
        "Bayes",
        "Bernoulli",
        "Cauchy",
        "Chebyshev",
        "Euler",
        "Fubini",
        "Gibbs",
        "Jensen",
        "Kraft",
        "Kullback-Leibler",
        "Leibniz",
        "Markov",
        "Peano",
        "Shannon",
    ]
)


def lowered(words: Inline) -> Inline:
    """The words as they stand after the first: with a small letter, unless a name opens them."""
    if not words:
        return words
    first = words[0]
    if isinstance(first, Link) and isinstance(first.label[0], Words):
        return (replace(first, label=(_small(first.label[0]), *first.label[1:])), *words[1:])
    return (_small(first), *words[1:]) if isinstance(first, Words) else words


def _small(words: Words) -> Words:
    opening = words.text.split(" ", 1)[0]
    if opening.removesuffix("s").rstrip("'\u2019") in _PROPER or opening.rstrip("'\u2019") in _PROPER:
        return words
    if len(opening) > 1 and not opening[1:].islower() and "-" not in opening:
        return words
    return Words(words.text[:1].lower() + words.text[1:])


def _math(value: object, where: str) -> Math:
    latex = getattr(value, "latex", None)
    if latex is None:
        from symbolic_it.language.expr import lift

        latex = lift(value).latex
    return Math(formula(latex, where))
