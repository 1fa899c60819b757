"""The author's interface: derivations, their library, and checking."""

from symbolic_it.authoring.chains import Chain
from symbolic_it.authoring.library import Library
from symbolic_it.authoring.loading import SourceFile
from symbolic_it.authoring.model import Derivation, Proof
from symbolic_it.authoring.refuting import refutation
from symbolic_it.authoring.steps import Fact, Step, rule
from symbolic_it.authoring.writing import derivation

__all__ = ["Chain", "Derivation", "Fact", "Library", "Proof", "SourceFile", "Step", "derivation", "refutation", "rule"]
