"""Derived rules and search below the named rules: logic, matching, rewriting, signs, linear arithmetic. Untrusted."""

from symbolic_it.deduction import basics, objectives, sums

__all__ = ["basics", "objectives", "sums"]
