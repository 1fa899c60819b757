"""Expressions, notation, printers, exact values, and the bridge to SymPy."""
