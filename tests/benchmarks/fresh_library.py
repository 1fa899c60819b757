"""The shipped library read again with every author's symbol renamed, and each of its steps timed as `check` judges it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import count
from time import process_time
from typing import Any
from unittest.mock import patch

import symbolic_it
from symbolic_it.authoring import Library, checking
from symbolic_it.authoring.loading import load_file
from symbolic_it.authoring.model import Derivation
from symbolic_it.authoring.results import Verdict
from symbolic_it.authoring.steps import Instance, Step
from symbolic_it.foundations import has_rule
from symbolic_it.kernel.theorems import Thm
from symbolic_it.language import declare
from symbolic_it.resources import derivations_folder

_DECLARE = (
    "alphabet", "function_on", "index", "law", "model", "natural", "natural_variable", "parameters", "real_function",
    "real_number", "real_variable", "sample", "sample_size", "sequence", "subset", "code_lengths", "density",
    "natural_function", "natural_law", "random_numbers", "random_variable", "random_variables",
)  # fmt: skip
_METHODS = ((declare.Alphabet, "outcome"), (declare.Alphabet, "letter"), (declare.Space, "point"))
_numbers = count(1)


@contextmanager
def fresh_names() -> Iterator[str]:
    """Inside, symbols that a derivation file declares get names never used before in this process."""
    suffix = f"v{next(_numbers)}"

    def renamed(name: str) -> str:
        stem = name.rstrip("'")
        return stem + suffix + name[len(stem) :]

    def renaming(declared: Any) -> Any:
        return lambda name="m", *rest: declared(renamed(name), *rest)

    def renaming_method(declared: Any) -> Any:
        return lambda self, name: declared(self, renamed(name))

    patches = [patch.object(symbolic_it, name, renaming(getattr(symbolic_it, name))) for name in _DECLARE]
    patches += [patch.object(owner, name, renaming_method(getattr(owner, name))) for owner, name in _METHODS]
    for p in patches:
        p.start()
    try:
        yield suffix
    finally:
        for p in patches:
            p.stop()


@dataclass(frozen=True)
class TimedStep:
    """A step of the renamed library: what it says, its theorem, and the seconds for building, proving and replaying it."""

    derivation: Derivation
    step: Step
    theorem: Thm
    seconds: float

    @property
    def key(self) -> tuple[str, int]:
        return self.derivation.name, self.step.index


def fresh_library() -> Library:
    """The shipped derivations with new symbols, nothing proved yet."""
    with fresh_names():
        library = Library([load_file(p, p.name) for p in sorted(derivations_folder().glob("[!_]*.py"))])
    errors = [e for f in library.files for e in f.errors]
    assert not errors, errors
    return library


def timed_steps() -> list[TimedStep]:
    """Every step of a library of fresh symbols, in an order in which what is cited comes first.

    A step's seconds are those of its judgement (search, replay, definedness: all that the verdict rests on) and its
    share of the building of its derivation, where its terms are made.
    """
    judged: dict[int, float] = {}
    found: list[TimedStep] = []

    class Timed(checking.Checker):
        def _rule_instance(self, reason: Instance) -> list[Thm]:
            """Values are given to a derivation's symbols by the names that its author gave them."""
            named = dict(reason.named)
            if not has_rule(reason.of):
                free = {v.name for th in self._cite(reason.of) for v in th.conclusion.free}
                for name in reason.named:
                    stem = name.rstrip("'")
                    pattern = re.compile(re.escape(stem) + r"v\d+" + re.escape(name[len(stem) :]))
                    named |= {new: named.pop(name) for new in free if pattern.fullmatch(new) and name in named}
            return super()._rule_instance(replace(reason, named=named))

        def judge(self, step: Step) -> Any:
            start = process_time()
            result = super().judge(step)
            judged[id(step)] = process_time() - start
            return result

    library = fresh_library()
    done: set[str] = set()

    def check(d: Derivation) -> None:
        if d.name in done:
            return
        done.add(d.name)
        with fresh_names():  # some functions declare symbols of their own
            start = process_time()
            d.build()
            building = (process_time() - start) / len(d.steps)
            for name in d.cites:
                check(library.get(name))
            result = checking.check_derivation(d, second_opinion=False)
        for step, verdict in zip(d.steps, result.steps, strict=True):
            assert verdict.verdict in (Verdict.PROVED, Verdict.COMPUTED), (d.name, step.index, verdict.verdict)
            found.append(TimedStep(d, step, step.theorem, judged[id(step)] + building))  # type: ignore[attr-defined]

    with patch.object(checking, "Checker", Timed):
        for d in library.derivations:
            check(d)
    return found
