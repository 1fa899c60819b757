"""Counterexamples to false steps, and the second opinion of SymPy on all steps with finite instances."""

from symbolic_it.refute.search import Refutation, fails_somewhere, find_counterexample, seems_false

__all__ = ["Refutation", "fails_somewhere", "find_counterexample", "seems_false"]
