"""Benchmarks, run by `pytest tests/benchmarks` and not by default; one that misses its bound fails.

How to add one: a file `test_*.py` here, one subject each, with `def test_name(benchmark)` of pytest-benchmark
(`benchmark.pedantic(function, setup=fresh_terms, rounds=...)`, since cached terms measure nothing: take fresh
symbols in every round). A bound is asserted against a peer measured in the same run, such as
`sympy.simplify` of the same step or `python -c "import sympy"`, never against seconds of one machine.

    pytest tests/benchmarks                          # all
    pytest tests/benchmarks --benchmark-save=NAME    # keep the figures in .benchmarks/
    pytest tests/benchmarks --benchmark-compare      # beside the last ones kept
"""
