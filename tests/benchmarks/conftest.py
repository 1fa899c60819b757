"""Benchmarks, run by `pytest tests/benchmarks` and not by default; one that misses its bound fails.

How to add one: a file `test_*.py` here, one subject each, with `def test_name(benchmark, figures)` of pytest-benchmark
(`benchmark.pedantic(function, setup=fresh_terms, rounds=...)`, since cached terms measure nothing: take fresh
symbols in every round). A bound is asserted against a peer measured in the same run, such as
`sympy.simplify` of the same step or `python -c "import sympy"`, never against seconds of one machine, unless the
promise itself is one in seconds. ``figures("...")`` puts a line into the summary at the end. Inside one process,
seconds are those of the processor: what else the machine does is left out, for us and for the peer alike.

    pytest tests/benchmarks                          # all
    pytest tests/benchmarks --benchmark-save=NAME    # keep the figures in .benchmarks/
    pytest tests/benchmarks --benchmark-compare      # beside the last ones kept
"""

import gc
from collections.abc import Callable, Iterator

import pytest

_lines: list[str] = []


@pytest.fixture(autouse=True)
def collector_as_in_the_program() -> Iterator[None]:
    """The pace of the garbage collector that `symbolic-it` sets; child processes of SymPy inherit it."""
    before = gc.get_threshold()
    gc.collect()
    gc.set_threshold(100_000, 20, 20)
    yield
    gc.set_threshold(*before)


@pytest.fixture
def figures() -> Callable[[str], None]:
    """Keeps a line for the summary."""
    return _lines.append


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if _lines:
        terminalreporter.section("figures")
        for line in _lines:
            terminalreporter.write_line(line)
