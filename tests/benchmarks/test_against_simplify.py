"""Proving a step of the library against `sympy.simplify(lhs - rhs)` of the same step written out at a number of letters.

Our proof covers all alphabet sizes at once, zeros of the laws included, and its time includes its replay by the kernel.
SymPy gets the step lowered (not timed) and does not know the hypotheses; what it leaves other than 0 is counted as "not 0".
Both run with the garbage collector at the pace that `symbolic-it check` sets. Each simplification runs in a child process forked for it, its cache empty, and is killed after a while: its time is then
"at least" that long. SymPy imports much of itself at the first simplification; that is done before, once: in a child
it would be counted for every step, and is five times the median simplification at three letters. SYMBOLIC_IT_PATIENCE sets the seconds (5).

A step in which no letters occur (about logarithms, derivatives, one parameter) is the same question at every number of
letters. All steps are held against the target at three letters; at twenty those that have grown since.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import resource
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median, quantiles
from time import process_time
from typing import Any

import pytest
from fresh_library import TimedStep, timed_steps

from symbolic_it.cli.program import PATIENT
from symbolic_it.errors import InvalidArgument
from symbolic_it.kernel.terms import real
from symbolic_it.language.sympy_bridge import to_sympy

ROUNDS = 5
LETTERS = (3, 20)
PATIENCE = float(os.environ.get("SYMBOLIC_IT_PATIENCE", "5"))
processes = multiprocessing.get_context("fork")


@dataclass
class Comparison:
    """One step: our seconds, SymPy's (at least, when it was stopped), and whether it reached 0."""

    key: tuple[str, int]
    ours: float
    sympys: float
    stopped: bool
    zero: bool
    lettered: bool
    """Whether what SymPy gets at the one number of letters differs from what it gets at the other."""

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
            to_sympy(side.term, sizes=letters, sample_size=letters, like=like) for side in (step.lhs, step.rhs)
        )
    except InvalidArgument:
        return None
    return None if left == right else (left, right)


def _simplify(difference: Any, pipe: Any) -> None:
    import sympy

    start = process_time()
    result = sympy.simplify(difference)
    pipe.send((process_time() - start, result == 0))


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
        stopped = not receiver.poll(PATIENCE)
        seconds, zero = (0.0, False) if stopped else receiver.recv()
    finally:
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        child.kill()
        child.join()
        receiver.close()
    if stopped:
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        seconds = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return seconds, stopped, zero


def collect() -> None:
    """What the round before left is not this round's work."""
    gc.collect()


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
            lettered = sides(timed, next(n for n in LETTERS if n != letters)) != both
            result.append(Comparison(timed.key, median(ours[timed.key]), seconds, stopped, zero, lettered))
    return result


@pytest.mark.parametrize(("letters", "target"), list(zip(LETTERS, (50, 300), strict=True)))
def test_proving_beats_simplify(
    benchmark: Any, figures: Callable[[str], None], request: pytest.FixtureRequest, letters: int, target: float
) -> None:
    import sympy

    a, b, c = sympy.symbols("warm_a warm_b warm_c", positive=True)
    for first in (
        sympy.log(a * b) - sympy.log(a) - sympy.log(c) / b + a**b,
        sympy.exp(a) * sympy.sqrt(b) / (a + c) - sympy.Piecewise((1, a > b), (0, True)),
        sympy.Sum(a, (b, 1, 3)) + sympy.sin(a) ** 2,
    ):
        sympy.simplify(first)  # its lazy imports
    usual = gc.get_threshold()
    gc.set_threshold(*PATIENT)
    request.addfinalizer(lambda: gc.set_threshold(*usual))
    timed_steps()  # the named rules are proved once a process
    rounds: list[list[TimedStep]] = []
    benchmark.pedantic(lambda: rounds.append(timed_steps()), setup=collect, rounds=ROUNDS, iterations=1)
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
    lettered = sorted(c.ratio for c in found if c.lettered)
    held = ratios if letters == min(LETTERS) else lettered
    figures(
        f"    of these the {len(lettered)} steps in which the letters occur: median {median(lettered):.0f} times; tenths "
        + " ".join(f"{q:.0f}" for q in quantiles(lettered, n=10))
        + f"; the target is for {'all' if held is ratios else 'these'}"
    )
    for worst in sorted(found, key=lambda c: c.ratio)[:3]:
        figures(
            f"    least: {worst.key[0]} step {worst.key[1]}: {worst.ours * 1e3:.2f} ms against {worst.sympys * 1e3:.1f} ms"
        )
    benchmark.extra_info.update(median_ratio=median(ratios), steps=len(found), stopped=stopped, unreached=unreached)
    assert median(held) >= target
