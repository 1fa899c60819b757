"""Notes: an ordinary one cold beside `import sympy`, its parsing a formula, and growth with the number of formulas."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from statistics import median
from time import perf_counter, process_time
from typing import Any

from test_cold import ROUNDS, command, run

from symbolic_it.notes.documents import read_document
from symbolic_it.notes.rows import chains
from symbolic_it.notes.tokens import tokenize
from symbolic_it.review import review_file

NOTE = Path(__file__).with_name("ordinary.md")
SECONDS = 1.5
"""The promise for a note of about 200 lines with about 60 displays: one in seconds."""


def test_an_ordinary_note_cold(benchmark: Any, figures: Callable[[str], None]) -> None:
    """Two of its steps are false: searches for counterexamples and repairs are counted."""
    ours, peer = command("check", str(NOTE)), [sys.executable, "-c", "import sympy"]
    run(ours, ends=1), run(peer)
    pairs = benchmark.pedantic(lambda: [(run(ours, ends=1), run(peer)) for _ in range(ROUNDS)], rounds=1)
    taken, beside = median(a for a, _ in pairs), median(b for _, b in pairs)
    lines, displays = NOTE.read_text().count("\n"), NOTE.read_text().count("$$") // 2
    figures(
        f"a note of {lines} lines and {displays} displays cold: {taken:.2f} s (target {SECONDS}), "
        f"{taken / beside:.1f} times import sympy ({beside:.2f} s)"
    )
    assert taken <= SECONDS


def test_parsing_a_formula(figures: Callable[[str], None]) -> None:
    formulas = [f.text for f in read_document(NOTE.name, NOTE.read_bytes()).formulas]
    taken = []
    for text in formulas:
        start = perf_counter()
        chains(tokenize(text).tokens, [])
        taken.append(perf_counter() - start)
    figures(
        f"parsing, {len(taken)} formulas: median {median(taken) * 1e3:.3f} ms, most {max(taken) * 1e3:.2f} ms (target 1)"
    )
    assert median(taken) <= 1e-3


def of_sections(number: int) -> bytes:
    """A note whose sections are alike but for their letters' names."""
    part = "## Part {k}\n\nLet $a_{{{k}}}, b_{{{k}}} > 0$.\n\n$$\\log(a_{{{k}}} b_{{{k}}}) = \\log a_{{{k}}} + \\log b_{{{k}}}$$\n\n"
    return "".join(part.format(k=k) for k in range(number)).encode()


def test_time_grows_linearly(figures: Callable[[str], None]) -> None:
    review_file("warm.md", of_sections(5))
    taken = {}
    for number in (50, 100, 200):
        data = of_sections(number)
        start = process_time()
        review_file("long.md", data)
        taken[number] = process_time() - start
    figures("a note of 50, 100, 200 sections: " + ", ".join(f"{s:.2f} s" for s in taken.values()))
    assert taken[200] <= 6 * taken[50]
