"""The kernel with a check dropped: what there is to drop, and a few of them tried."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from tests.campaign import kernel_mutants
from tests.campaign.kernel_equivalent import EQUIVALENT, reason
from tests.campaign.kernel_mutations import KERNEL, dropped

TRIED = ("theorems.py:*without _not_free(v, th.hypotheses)", "axioms.py:*without the premise lt(zero, b)")


def test_every_file_has_its_checks_and_each_mutant_is_a_program() -> None:
    found = dropped()
    assert len(found) >= 250 and len({m.name for m in found}) == len(found)
    for m in found:
        source = (KERNEL / m.file).read_text(encoding="utf-8")
        changed = m.apply(source)
        assert changed != source
        ast.parse(changed)


def test_what_nothing_can_notice_is_there() -> None:
    """A reason that belongs to no check is stale."""
    for (file, what), words in EQUIVALENT.items():
        assert words and any(m.file == file and m.what.startswith(what) for m in dropped()), (file, what)


@pytest.mark.slow
def test_a_few_kernels_are_noticed(tmp_path: Path) -> None:
    kernel_mutants.copied(tmp_path)
    chosen = [m for m in dropped() if (m.file, m.what) in {(t.split(":")[0], t.split("without ")[1]) for t in TRIED}]
    assert len(chosen) >= 3
    for mutant in chosen[:3]:
        assert reason(mutant) is None
        assert kernel_mutants.noticed(tmp_path, mutant, stages=1), mutant.name
