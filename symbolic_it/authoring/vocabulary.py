"""The words that authors write: every public name with how it is called and what it says, from the code itself."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module

SUBJECTS = {
    "symbolic_it.authoring": "derivations",
    "symbolic_it.language.declare": "symbols",
    "symbolic_it.language.listing": "letters and tables",
    "symbolic_it.language.expr": "statements and numbers",
    "symbolic_it.language.notation": "laws, sums, logarithms, maximisers, limits",
    "symbolic_it.language.chance_notation": "random variables, whole numbers",
    "symbolic_it.language.endless_notation": "series, integrals, infinite divergence",
    "symbolic_it.language.adviser": "proposals by SymPy, to be proved",
}
"""The modules that words live in, in the order shown."""
WRITING = ("text", "chain", "have", "conclude", "suppose", "take", "obtain", "picture")
"""What a derivation's function does with its argument, in the order shown."""
_FOR_PROGRAMS = {"Derivation", "Expr", "Library"}
"""Public names that nobody writes in a derivation."""
_CONSTANTS = {"base": "The standing base of the logarithm, a real number above 1."}
WRITTEN = {
    "entropy": "H(P)", "cross_entropy": "H(P, Q)", "divergence": "D(P, Q)", "expectation": "E(P, x, f(x))", "dominated": "P << Q",
    "law": "is_law(P)", "log": "log(t), log(t, 2)", "information": "information(P, x)", "first_marginal": "first_marginal(P)",
    "second_marginal": "second_marginal(P)", "conditional": "conditional(P, x)", "conditional_entropy": "conditional_entropy(P)",
    "mutual_information": "mutual_information(P)", "point_mass": "point_mass(k)", "uniform": "uniform(X)",
    "empirical": "empirical(x, m)", "argmax": "argmax(theta, f(theta), where=S)", "argmin": "argmin(theta, f(theta), where=S)",
    "tends_from_right": "tends_to(t, f(t), c, l)", "tends_from_left": 'tends_to(t, f(t), c, l, side="left")',
    "diverges_from_right": "tends_to_infinity(t, f(t), c)", "diverges_from_left": 'tends_to_infinity(t, f(t), c, side="left")',
    "has_derivative": "has_derivative(t, f(t), c, l)", "converges": "sequence_tends_to(n, a[n], l)", "ceiling": "ceiling(n, t)",
    "infinite_divergence": "infinite_divergence(P, Q)", "tends_at_infinity": "tends_at_infinity(t, f(t), l)",
    "tends_at_minus_infinity": 'tends_at_infinity(t, f(t), l, sign="-")', "series": "series(n, a[n], s)",
    "line_integral": "integral(t, f(t), s)", "law_on_naturals": "is_natural_law(p)", "density": "is_density(p)",
    "series_expectation": "mean_value(p, n, f[n], v)", "line_expectation": "mean_value(p, t, f(t), v)",
    "probability": "probability(R, w, Eq(U(w), a))", "distributed": "distributed(R, U, P)",
    "independent_variables": "independent(R, U, V)", "variance": "variance(P, x, f(x))", "apart": "apart(u, v, e)",
    "not": "Not(p)", "and": "And(p, q)", "or": "Or(p, q)", "exists": "Exists(t, p)",
}  # fmt: skip
"""How the notions of the definitions are written."""


@dataclass(frozen=True)
class Word:
    """A name that authors write: ``usage`` is how it is called, ``text`` what it says."""

    name: str
    subject: str
    usage: str
    text: str

    @property
    def brief(self) -> str:
        """Its first paragraph, on one line."""
        return self.text.split("\n\n", 1)[0].replace("\n", " ")


def written(rule: str) -> str:
    """How the notion of a rule such as ``entropy-definition`` is written; empty for other rules."""
    notion, definition, _ = rule.partition("-definition")
    return WRITTEN.get(notion.replace("-", "_"), "") if definition else ""


def vocabulary() -> Iterator[Word]:
    """Every word, by subject; first what is done with the ``d`` that a derivation is given."""
    proof = import_module("symbolic_it.authoring.model").Proof
    for name in WRITING:
        method = getattr(proof, name)
        shown = usage(f"d.{name}", method).replace("(self, ", "(")
        yield Word(f"d.{name}", "writing", shown, inspect.cleandoc(method.__doc__ or "").replace("``", ""))
    homes = import_module("symbolic_it")._HOMES
    for home, subject in SUBJECTS.items():
        module = import_module(home)
        for name in sorted(homes[home], key=str.lower):
            if name not in _FOR_PROGRAMS:
                thing = getattr(module, name)
                said = _CONSTANTS.get(name) or inspect.cleandoc(thing.__doc__ or "")
                yield Word(name, subject, name if name in _CONSTANTS else usage(name, thing), said.replace("``", ""))


def usage(name: str, function: object) -> str:
    """How it is called, without types: ``index(name, size)``."""
    shown: list[str] = []
    starred = False
    for p in inspect.signature(function).parameters.values():  # type: ignore[arg-type]
        if p.kind is p.KEYWORD_ONLY and not starred:
            shown.append("*")
        starred = starred or p.kind in (p.KEYWORD_ONLY, p.VAR_POSITIONAL)
        mark = "*" if p.kind is p.VAR_POSITIONAL else "**" if p.kind is p.VAR_KEYWORD else ""
        shown.append(f"{mark}{p.name}" + ("" if p.default is p.empty else f"={p.default!r}"))
    return f"{name}({', '.join(shown)})"


def wrong_call(message: str) -> str:
    """For what Python says of a word that was called with the wrong arguments: how it is called, and what it says."""
    found = re.match(r"(\w+)\(\) (takes|got|missing) ", message)
    word = next((w for w in vocabulary() if w.name == found[1]), None) if found is not None else None
    return "" if word is None else f"; {word.usage}: {word.brief}"
