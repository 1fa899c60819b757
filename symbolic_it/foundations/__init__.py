"""The named rules: lemmas that the kernel proved from its axioms, each with its documentation in one entry."""

from symbolic_it.foundations.registry import Rule, all_rules, get_rule, has_rule

__all__ = ["Rule", "all_rules", "get_rule", "has_rule"]
