"""Counterexamples to steps, and SymPy's second opinion on them."""

from symbolic_it.refute.search import Refutation, find_counterexample

__all__ = ["Refutation", "find_counterexample"]
