"""The ledger of what is trusted, what is not checked and what went wrong, with the kernel's figures in it."""

from __future__ import annotations

from symbolic_it.kernel import AXIOMS, DEFINITIONS
from symbolic_it.kernel.theorems import RULES
from symbolic_it.render.environment import environment

READ_BACK = "four fifths"
"""The part of the library's formulas that tests/render/test_read_back.py asks to be read back; it measures more."""


def trust_page() -> str:
    """The page as Markdown."""
    template = environment({}, latex=False).get_template("markdown/trust.md.j2")
    return template.render(rules=len(RULES), axioms=len(AXIOMS), definitions=len(DEFINITIONS), read_back=READ_BACK)
