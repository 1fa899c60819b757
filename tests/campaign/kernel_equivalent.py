"""Checks of the kernel that can be dropped without anything being provable that was not: each with the reason."""

from __future__ import annotations

from tests.campaign.kernel_mutations import Dropped

EQUIVALENT: dict[tuple[str, str], str] = {}
"""By the file and a beginning of what is dropped."""


def reason(mutant: Dropped) -> str | None:
    """Why no test can notice the mutant; None when one should."""
    for (file, what), words in EQUIVALENT.items():
        if mutant.file == file and mutant.what.startswith(what):
            return words
    return None
