"""Statements of notes that follow from theorems of the shipped library."""

from __future__ import annotations

from collections.abc import Sequence

from symbolic_it.authoring.checking import conclusions_of
from symbolic_it.authoring.results import Verdict
from symbolic_it.errors import InvalidArgument
from symbolic_it.kernel.limits import apart, bounded
from symbolic_it.kernel.terms import KernelError, constants_of
from symbolic_it.language.expr import Expr
from symbolic_it.review import inequalities
from symbolic_it.review.binary_entropy import by_binary_entropy
from symbolic_it.review.judging import LITTLE, Judgement, Prover, check, shipped_library
from symbolic_it.review.lemmas import lemmas_for

LIBRARY = {
    "entropy": ("entropy-nonnegative", "uniform-law-maximises-entropy", "chain-rule-of-entropy", "entropy-zero-only-for-point-mass"),
    "divergence": ("gibbs-inequality", "divergence-chain-rule"),
    "cross_entropy": ("cross-entropy-bound", "gibbs-inequality"),
    "conditional_entropy": ("conditioning-does-not-increase-entropy", "chain-rule-of-entropy", "conditional-entropy-as-weighted-mean"),
    "mutual_information": ("mutual-information-nonnegative", "chain-rule-of-entropy", "conditioning-does-not-increase-entropy"),
}  # fmt: skip
"""Theorems of the library that steps about a notion may rest on."""


def by_library(statement: Expr, given: Sequence[Expr], work: int = LITTLE) -> Judgement | None:
    """The judgement of a statement that follows from a theorem of the library; None when none is found to do."""
    found = _by_inequalities(statement, given, work) or by_binary_entropy(statement, given)
    if found is not None:
        return found
    present = constants_of([statement.term])
    names = list(dict.fromkeys(name for notion, names in LIBRARY.items() if notion in present for name in names))
    if not names:
        return None
    library = shipped_library()
    with apart():  # outside of the bounds of a search
        for name in names:
            conclusions_of(library.get(name))
    for cited in (names[:1], names) if len(names) > 1 else (names,):
        try:
            (result,) = check(Prover, [statement], given, names=cited, work=work)
        except (InvalidArgument, KernelError):
            continue
        if result.verdict in (Verdict.PROVED, Verdict.CONDITIONAL):
            return Judgement(result)
    return None


def _by_inequalities(statement: Expr, given: Sequence[Expr], work: int) -> Judgement | None:
    known = inequalities.helpers(statement, given)
    if not known:
        return None
    library = shipped_library()
    with apart():
        for name in inequalities.CITED:
            conclusions_of(library.get(name))
    for splitting in (False, True):
        try:
            derivation = inequalities.derivation(statement, given, known, splitting)
            derivation.library = library
            checker = Prover(derivation, False)
            checker.lemmas = lemmas_for(inequalities.goal_with_base(statement.term))
            with bounded(2 * work):
                checker.check()
        except (InvalidArgument, KernelError):
            continue
        if checker.results[-1].verdict is Verdict.PROVED:
            return Judgement(checker.results[-1])
    return None
