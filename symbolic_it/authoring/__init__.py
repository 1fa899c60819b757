"""The author's interface: derivations, their library, and checking."""

from symbolic_it.authoring.library import Library
from symbolic_it.authoring.loading import SourceFile
from symbolic_it.authoring.model import Chain, Derivation, Fact, Proof, Step, rule
from symbolic_it.authoring.refuting import refutation
from symbolic_it.authoring.writing import derivation

__all__ = ["Chain", "Derivation", "Fact", "Library", "Proof", "SourceFile", "Step", "derivation", "refutation", "rule"]
