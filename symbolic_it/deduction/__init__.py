"""Derived rules and search below the named rules: logic, matching, rewriting, signs, linear arithmetic. Untrusted."""

from symbolic_it.deduction import basics, natural_logarithm, objectives, range_sums, sums

__all__ = ["basics", "natural_logarithm", "objectives", "range_sums", "sums"]
