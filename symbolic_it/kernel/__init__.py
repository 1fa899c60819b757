"""The trusted kernel: terms, theorems, axioms, definitions, certificates. Imports nothing but the standard library."""

from symbolic_it.kernel import notions as _notions  # noqa: F401
from symbolic_it.kernel.axioms import AXIOMS, Axiom
from symbolic_it.kernel.certificates import certificate, replay
from symbolic_it.kernel.definitions import DEFINITIONS, Definition, constant_for, define
from symbolic_it.kernel.proofs import axioms_used, definitions_used
from symbolic_it.kernel.replaying import Replay, replays_to
from symbolic_it.kernel.terms import KernelError, Term, Type
from symbolic_it.kernel.theorems import Thm, inference_count

__all__ = [
    "AXIOMS", "DEFINITIONS", "Axiom", "Definition", "KernelError", "Replay", "Term", "Thm", "Type", "axioms_used", "certificate",
    "constant_for", "define", "definitions_used", "inference_count", "replay", "replays_to",
]  # fmt: skip
