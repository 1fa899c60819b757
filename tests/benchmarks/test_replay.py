"""How fast the kernel runs a proof again: theorems in memory, and certificates of them in JSON."""

from __future__ import annotations

import gc
import json
from collections.abc import Callable
from time import process_time
from typing import Any

import pytest
from fresh_library import timed_steps

from symbolic_it.kernel.certificates import certificate, replay
from symbolic_it.kernel.proofs import proof_nodes
from symbolic_it.kernel.replaying import Replay, replay_steps
from symbolic_it.kernel.theorems import Thm

ROUNDS = 5
TARGET = 30_000


def theorems() -> list[Thm]:
    """The theorems of all steps of the library, over symbols that were not replayed before."""
    return [timed.theorem for timed in timed_steps()]


@pytest.mark.benchmark(timer=process_time)
def test_replay_in_memory(benchmark: Any, figures: Callable[[str], None]) -> None:
    inferences: list[int] = []

    def setup() -> tuple[tuple[list[Thm], Replay], dict[str, Any]]:
        proved = theorems()
        inferences.append(len(proof_nodes(*proved)))
        gc.collect()  # what the search left is not the work of the replay
        return (proved, Replay()), {}  # a replay that has seen nothing: lemmas are run again as well

    benchmark.pedantic(replay_steps, setup=setup, rounds=ROUNDS)
    rate = inferences[-1] / benchmark.stats.stats.median
    figures(f"replay in memory: {rate:,.0f} inferences a second (target {TARGET:,}), {inferences[-1]} of the library")
    assert rate >= TARGET


@pytest.mark.benchmark(timer=process_time)
def test_replay_of_a_json_certificate(benchmark: Any, figures: Callable[[str], None]) -> None:
    inferences: list[int] = []
    sizes: list[int] = []

    def setup() -> tuple[tuple[str], dict[str, Any]]:
        text = json.dumps(certificate({str(k): th for k, th in enumerate(theorems())}))
        inferences.append(len(json.loads(text)["steps"]))
        sizes.append(len(text))
        gc.collect()
        return (text,), {}

    def read_and_replay(text: str) -> None:
        replay(json.loads(text))

    benchmark.pedantic(read_and_replay, setup=setup, rounds=ROUNDS)
    rate = inferences[-1] / benchmark.stats.stats.median
    figures(
        f"replay of a JSON certificate: {rate:,.0f} inferences a second (target {TARGET:,}), reading included; "
        f"{sizes[-1] / 1e6:.1f} MB"
    )
    assert rate >= TARGET
