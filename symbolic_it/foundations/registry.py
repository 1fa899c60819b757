"""The registry of named rules: one entry each, with its proof, why it holds, an example and a source."""

from __future__ import annotations

import difflib
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from symbolic_it.deduction import basics
from symbolic_it.deduction.matching import Rule as Schema
from symbolic_it.errors import InvalidArgument
from symbolic_it.kernel.limits import apart
from symbolic_it.kernel.proofs import axioms_used
from symbolic_it.kernel.terms import Term, binary, implication
from symbolic_it.kernel.theorems import Thm


@dataclass(frozen=True)
class Rule:
    """A named rule that steps cite.

    ``lemmas`` are the names of the kernel-proved theorems behind it (several when it has a form for alphabets and one for
    1..m). ``role`` says what the tactics do with it: ``rewrite`` (an equation, used from left to right), ``definition``
    (unfold the notion ``notion``), ``split`` and ``pull`` (linearity of sums), ``laws`` (what the hypotheses say of laws),
    ``optima`` (maximisers), ``compare`` (an inequality), ``fact`` (anything else), ``arithmetic`` (always allowed).
    """

    name: str
    subject: str
    title: str
    why: str
    example: str
    source: str
    lemmas: tuple[str, ...]
    role: str
    notion: str = ""
    says: str = ""
    """For a rule that is computed: what it says, in words. Its lemmas are what the computation rests on, not what it says."""

    @cached_property
    def theorems(self) -> tuple[Thm, ...]:
        """The theorems, proved by the kernel when first asked for."""
        if self.role == "definition":
            from symbolic_it.kernel.theorems import definition

            return (definition(self.notion),)
        return tuple(basics.theorem(name) for name in self.lemmas)

    @cached_property
    def schemas(self) -> tuple[Schema, ...]:
        theorems = self.theorems
        with apart():  # made once, whoever asks first
            return tuple(Schema(th, self.name) for th in theorems)

    @property
    def axioms(self) -> tuple[str, ...]:
        """The kernel axioms that it rests on."""
        return axioms_used(*self.theorems)

    @cached_property
    def _forms(self) -> tuple[tuple[Term, ...], tuple[Term, ...]]:
        """(conditions common to all forms, the forms with what conditions they have beside those)."""
        split: list[tuple[list[Term], Term]] = []
        for th in self.theorems:
            conditions: list[Term] = []
            c = th.conclusion
            while (parts := binary("imp", c)) is not None:
                conditions.append(parts[0])
                c = parts[1]
            split.append((conditions, c))
        common = [t for t in split[0][0] if all(t in conditions for conditions, _ in split)]
        forms = [implication(*(t for t in conditions if t not in common), c) for conditions, c in split]
        return tuple(common), tuple(forms)

    @property
    def conditions(self) -> tuple[str, ...]:
        """What every form of the rule needs, in plain text."""
        from symbolic_it.language.printing import to_text

        return () if self.says else tuple(to_text(c) for c in self._forms[0])

    @property
    def conditions_latex(self) -> tuple[str, ...]:
        from symbolic_it.language.printing import to_latex

        return () if self.says else tuple(to_latex(c) for c in self._forms[0])

    @property
    def statement_text(self) -> str:
        """The rule as a formula; several forms are separated by semicolons."""
        from symbolic_it.language.printing import definition_text, to_text

        if self.says:
            return self.says
        defined = definition_text(self.notion) if self.role == "definition" else None
        return defined if defined is not None else "; ".join(to_text(c) for c in self._forms[1])

    @property
    def statement_latex(self) -> str:
        from symbolic_it.language.printing import definition_latex, to_latex

        if self.says:
            return ""
        defined = definition_latex(self.notion) if self.role == "definition" else None
        return defined if defined is not None else r" \qquad ".join(to_latex(c) for c in self._forms[1])


_rules: dict[str, Rule] = {}
_SECTIONS = ("title", "why", "example", "source")


def add_rule(
    name: str,
    *lemmas: str,
    subject: str,
    role: str,
    title: str,
    why: str,
    example: str,
    source: str,
    notion: str = "",
    says: str = "",
) -> None:
    """Enter a rule; every section must be there, since its documentation page is generated from them."""
    rule = Rule(name, subject, title, why, example, source, lemmas, role, notion, says)
    missing = [s for s in _SECTIONS if not getattr(rule, s).strip()]
    if missing or name in _rules:
        raise InvalidArgument(f"rule {name}: {'entered twice' if name in _rules else 'lacks ' + ', '.join(missing)}")
    _rules[name] = rule


def all_rules() -> tuple[Rule, ...]:
    """Every named rule, by subject and then in the order of entry."""
    _load()
    return tuple(_rules.values())


def get_rule(name: str) -> Rule:
    """The rule of this name. Raises InvalidArgument, with the nearest name, when there is none."""
    _load()
    found = _rules.get(name)
    if found is None:
        near = nearest(name, _rules)
        raise InvalidArgument(f"there is no rule named {name!r}" + (f"; did you mean {near!r}?" if near else ""))
    return found


def has_rule(name: str) -> bool:
    _load()
    return name in _rules


def nearest(name: str, names: object) -> str | None:
    """The most similar of the names, if one is similar."""
    close = difflib.get_close_matches(name, list(names), 1, 0.5)  # type: ignore[call-overload]
    return close[0] if close else None


_loaded: list[Callable[[], None]] = []


def _load() -> None:
    if not _loaded:
        _loaded.append(lambda: None)
        from symbolic_it.foundations import (  # noqa: F401
            arithmetic,
            calculus,
            coding,
            definitions,
            endless,
            laws,
            logarithms,
            maximisers,
            minus_infinity,
            naturals,
            powers,
            sampling,
            sums,
            totals,
        )
