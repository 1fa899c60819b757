"""Proving a step of the library against `sympy.simplify(lhs - rhs)` of the same step written out at a number of letters.

Our proof covers all alphabet sizes at once, zeros of the laws included, and its time includes its replay by the kernel.
SymPy gets the step lowered (not timed) and does not know the hypotheses; what it leaves other than 0 is counted as "not 0".
Each simplification runs in a child process forked for it, SymPy imported, its cache empty, and is killed after a while:
its time is then "at least" that long. SYMBOLIC_IT_PATIENCE sets the seconds (5).
"""

from __future__ import annotations

import gc
import multiprocessing
import os
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median, quantiles
from time import perf_counter
from typing import Any

import pytest
from fresh_library import TimedStep, timed_steps

from symbolic_it.errors import InvalidArgument
from symbolic_it.kernel.terms import real
from symbolic_it.language.sympy_bridge import to_sympy

ROUNDS = 5
PATIENCE = float(os.environ.get("SYMBOLIC_IT_PATIENCE", "5"))
SAMPLE_SIZE = 3
processes = multiprocessing.get_context("fork")


@dataclass
class Comparison:
    """One step: our seconds, SymPy's (at least, when it was stopped), and whether it reached 0."""

    key: tuple[str, int]
    ours: float
    sympys: float
    stopped: bool
    zero: bool

    @property
    def ratio(self) -> float:
        return self.sympys / self.ours


def sides(timed: TimedStep, letters: int) -> tuple[Any, Any] | None:
    """Both sides in SymPy, when the step is an equation between numbers and they differ there."""
    step = timed.step
    if step.relation != "=" or step.lhs.type is not real or step.rhs.type is not real:
        return None
    like = [h.term for h in timed.derivation.hypotheses]
    try:
        left, right = (
            to_sympy(side.term, sizes=letters, sample_size=SAMPLE_SIZE, like=like) for side in (step.lhs, step.rhs)
        )
    except InvalidArgument:
        return None
    return None if left == right else (left, right)


def _simplify(difference: Any, pipe: Any) -> None:
    import sympy

    start = perf_counter()
    result = sympy.simplify(difference)
    pipe.send((perf_counter() - start, result == 0))


def simplified(left: Any, right: Any) -> tuple[float, bool, bool]:
    """Seconds, whether it was stopped, whether the difference became 0."""
    import sympy

    sympy.core.cache.clear_cache()
    receiver, sender = processes.Pipe(duplex=False)
    child = processes.Process(target=_simplify, args=(left - right, sender), daemon=True)
    gc.freeze()  # a collection in the child would copy all our pages
    child.start()
    gc.unfreeze()
    sender.close()
    try:
        seconds, zero = receiver.recv() if receiver.poll(PATIENCE) else (PATIENCE, False)
        stopped = seconds == PATIENCE
    except EOFError:  # it ran out of memory or stack: it did not reach 0, and we count no more than the time it took
        raise AssertionError("sympy.simplify ended without an answer") from None
    finally:
        child.kill()
        child.join()
        receiver.close()
    return seconds, stopped, zero


def compared(rounds: list[list[TimedStep]], letters: int) -> list[Comparison]:
    """The last round's symbols go to SymPy; it never saw them before."""
    ours: dict[tuple[str, int], list[float]] = {}
    for one in rounds:
        for timed in one:
            ours.setdefault(timed.key, []).append(timed.seconds)
    result = []
    for timed in rounds[-1]:
        both = sides(timed, letters)
        if both is not None:
            seconds, stopped, zero = simplified(*both)
            result.append(Comparison(timed.key, median(ours[timed.key]), seconds, stopped, zero))
    return result


@pytest.mark.parametrize(("letters", "target"), [(3, 50), (20, 300)])
def test_proving_beats_simplify(benchmark: Any, figures: Callable[[str], None], letters: int, target: float) -> None:
    import sympy

    assert sympy.simplify(sympy.Symbol("a") - sympy.Symbol("a")) == 0  # its lazy imports are not its fault
    timed_steps()  # the named rules are proved once a process
    rounds: list[list[TimedStep]] = []
    benchmark.pedantic(lambda: rounds.append(timed_steps()), rounds=ROUNDS, iterations=1)
    found = compared(rounds, letters)
    ratios = sorted(c.ratio for c in found)
    tenths = quantiles(ratios, n=10)
    ours, theirs = median(c.ours for c in found), median(c.sympys for c in found)
    stopped, unreached = sum(c.stopped for c in found), sum(not c.zero and not c.stopped for c in found)
    figures(
        f"a step against simplify at {letters} letters, {len(found)} steps: median {median(ratios):.0f} times faster "
        f"(target {target}); tenths "
        + " ".join(f"{q:.0f}" for q in tenths)
        + f", least {ratios[0]:.1f}, most {ratios[-1]:.0f}; "
        f"median {ours * 1e3:.2f} ms against {theirs * 1e3:.0f} ms; simplify left more than 0 on {unreached}, "
        f"was stopped after {PATIENCE:g} s on {stopped}"
    )
    for c in sorted(found, key=lambda c: c.ratio)[:5]:
        figures(f"    least: {c.key[0]} step {c.key[1]}: {c.ours * 1e3:.2f} ms against {c.sympys * 1e3:.1f} ms")
    benchmark.extra_info.update(median_ratio=median(ratios), steps=len(found), stopped=stopped, unreached=unreached)
    assert median(ratios) >= target
