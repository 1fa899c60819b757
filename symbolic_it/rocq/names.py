"""Names in Rocq: of constants, of variables and of files. No name of ours means two things."""

from __future__ import annotations

import re
import unicodedata

PLAIN = {
    "false": "False", "not": "not", "and": "and", "or": "or", "imp": "imp", "add": "Rplus", "sub": "Rminus",
    "mul": "Rmult", "div": "Rdiv", "neg": "Ropp", "pow": "power", "le": "Rle", "lt": "Rlt", "ln": "ln", "exp": "exp",
    "zero": "O", "suc": "S", "of_nat": "INR", "indicator": "indicator", "sum_to": "sum_to", "prod_to": "prod_to",
    "log": "log", "ceiling": "ceiling", "apart": "apart", "tends_from_right": "tends_from_right",
    "tends_from_left": "tends_from_left", "diverges_from_right": "diverges_from_right",
    "diverges_from_left": "diverges_from_left", "has_derivative": "has_derivative", "converges": "converges",
    "tends_at_infinity": "tends_at_infinity", "tends_at_minus_infinity": "tends_at_minus_infinity", "series": "series",
    "line_integral": "line_integral", "law_on_naturals": "law_on_naturals", "density": "density",
    "series_expectation": "series_expectation", "line_expectation": "line_expectation",
}  # fmt: skip
"""Constants that take no types."""

TYPED = {
    "eq": "@eq", "forall": "every", "exists": "@ex", "pair": "@pair", "fst": "@fst", "snd": "@snd", "sum": "Sum",
    "prod": "Prod", "law": "law", "dominated": "dominated", "expectation": "expectation", "information": "information",
    "entropy": "entropy", "cross_entropy": "cross_entropy", "divergence": "divergence",
    "first_marginal": "first_marginal", "second_marginal": "second_marginal", "conditional": "conditional",
    "conditional_entropy": "conditional_entropy", "mutual_information": "mutual_information",
    "point_mass": "point_mass", "uniform": "uniform", "empirical": "empirical", "probability": "probability",
    "distributed": "distributed", "independent_variables": "independent_variables", "variance": "variance",
    "argmax": "argmax", "argmin": "argmin", "infinite_divergence": "infinite_divergence",
}  # fmt: skip
"""Constants that take the types that their own type variables stand for, in the order in which their type shows them."""

_WORDS = """
as at by cofix do else end exists exists2 fix for forall fun if IF in let match mod Prop return Set SProp then Type
using where with R nat bool list option unit finite carrier letters point pairs one_letter sum_list prod_list every sum
prod Sum Prod True False I eq ex not iff and or pair fst snd eq_refl conj sym trans congr under iff_mp Rules Rlt_le
Rle_refl nonzero_positive nonzero_negative nonnegative positive_whole positive_ratio add_le add_le_strict add_lt add_eq
add_eq_strict add_eq_exact goal_le goal_lt goal_eq
"""
RESERVED = frozenset((*_WORDS.split(), *PLAIN.values(), *(name.lstrip("@") for name in TYPED.values())))
"""What a variable must not be called: it would hide what a statement means."""

OWN = re.compile(r"(notion|axiom|definition|algebra|step|theorem)_.*")
"""The names that an export gives: to notions of authors, and to what it proves."""


def plain(name: str) -> str:
    """The name as Rocq takes it: letters without accents, digits and underscores."""
    text = unicodedata.normalize("NFKD", name.lstrip("'%#"))
    text = re.sub(r"[^A-Za-z0-9]+", "_", text).strip("_")
    return text if text and not text[0].isdigit() else "v" + text


class Names:
    """Names given in one scope, none twice."""

    def __init__(self, outer: Names | None = None) -> None:
        self._taken: set[str] = set() if outer is None else set(outer._taken)

    def fresh(self, wanted: str) -> str:
        base = plain(wanted)
        if base in RESERVED or OWN.fullmatch(base):
            base += "_"
        name, number = base, 0
        while name in self._taken or name in RESERVED:
            number += 1
            name = f"{base}{number}" if not base[-1].isdigit() else f"{base}_{number}"
        self._taken.add(name)
        return name
