"""The verdict's replay: a theorem derived anew from the record of its inferences, among terms of its own."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from symbolic_it.kernel.limits import MAX_REPLAY_WORK, bounded
from symbolic_it.kernel.nodes import Room, apart
from symbolic_it.kernel.substitution import alike, copied
from symbolic_it.kernel.terms import KernelError, Term, Type, exact, fail
from symbolic_it.kernel.theorems import RULES, Hypotheses, Thm, _check, _mint, premises

Statement = tuple[Term, Hypotheses]


def _statement(th: Thm) -> Statement:
    """What the theorem says that it states: which record serves for it; what comes out is compared in the end."""
    return th.conclusion, th.hypotheses


class Replay:
    """Derives theorems anew from the record of their inferences, among terms of its own; each inference once.

    The verdict ``proved`` rests on this. Neither the objects made during a search nor what is stored with them is
    believed: arguments of inferences are copied by structure, and what comes out is compared with a copy of the
    statement that the caller holds.
    """

    __slots__ = ("_copies", "_derived", "_room", "_stating")

    def __init__(self) -> None:
        self._room = Room()
        self._derived: dict[Thm, Thm] = {}
        self._stating: dict[Statement, Thm] = {}
        """The first record derived of those that say that they state the same: a search proves half of it twice."""
        self._copies: dict[Term, Term] = {}
        """Copies of arguments of inferences. Whatever they are, only the statement that comes out counts."""

    def theorem(self, th: Thm, hypotheses: Iterable[Term], conclusion: Term) -> Thm:
        """``hypotheses |- conclusion`` when the record of th derives it, or derives it from fewer hypotheses.

        Raises KernelError else.
        """
        given, derived = tuple(hypotheses), self._derived
        all(type(h) is Term for h in given) or fail("not a term")
        try:
            records = self._missing(th)
            with apart(self._room), bounded(MAX_REPLAY_WORK):
                for node, first in records.items():
                    derived[node] = self._again(node, self._copies) if first is node else derived[first]
                again = derived[th]
                memo: dict[Term, Term] = {}  # the statement is compared as it is now
                needed = [self._one_of(h, given, memo) for h in again.hypotheses]
                alike(conclusion, again.conclusion, memo) or fail("the record of the proof proves something else")
            for node in records:
                self._stating.setdefault(_statement(node), node)
        except (KeyError, TypeError, ValueError, AttributeError):  # fields set by force
            raise KernelError("not the record of an inference") from None
        return _mint(frozenset(needed), conclusion, th.rule, *th.arguments)

    def _one_of(self, hypothesis: Term, given: Iterable[Term], memo: dict[Term, Term]) -> Term:
        """The caller's term for a hypothesis of what was derived."""
        for h in given:
            if self._copies.get(h) is hypothesis and alike(h, hypothesis, memo):
                return h
        for h in given:
            if alike(h, hypothesis, memo):
                return h
        return fail("the record of the proof needs more hypotheses")

    def _missing(self, root: Thm) -> dict[Thm, Thm]:
        """The records to derive, premises first; for each the one whose derivation serves for it, the first of its statement.

        What that one says of itself need not be true: then an inference from it fails, or the statement at the end.
        """
        derived, stating = self._derived, self._stating
        found: dict[Thm, Thm] = {}
        here: dict[Statement, Thm] = {}
        open_: set[Thm] = set()
        todo: list[Thm | tuple[Thm]] = [root]
        while todo:  # a proof is deep: no recursion
            th = todo.pop()
            if isinstance(th, tuple):  # its premises are found
                found[th[0]] = here.setdefault(_statement(th[0]), th[0])
                continue
            _check(th)
            if th in found or th in derived:
                continue
            th not in open_ or fail("a proof that rests on itself")
            states = _statement(th)
            first = stating.get(states) or here.get(states)
            if first is not None:
                found[th] = first
                continue
            # what is no theorem is refused in its turn, and not asked for its hash before
            waiting = [p for p in premises(th) if type(p) is not Thm or (p not in derived and p not in found)]
            if waiting:
                open_.add(th)
                todo.append((th,))
                waiting.reverse()
                todo += waiting
            else:
                found[th] = here[states] = th
        return found

    def _again(self, th: Thm, memo: dict[Term, Term]) -> Thm:
        name, given = th.rule, th.arguments
        (type(name) is str and type(given) is tuple) or fail("not a record")
        rule, kinds = RULES[name]
        derived = self._derived
        arguments: list[Any] = []
        for kind, x in zip(kinds, given, strict=True):
            if kind == "p":
                x = derived[x]
            elif kind == "t":
                x = (memo.get(x) if type(x) is Term else None) or copied(x, memo)
            elif kind != "s":  # nothing of others runs here: they could get hold of a term of this room
                (type(x) is tuple and (kind == "P" or all(type(pair) is tuple for pair in x))) or fail("not a record")
                if kind == "Y":
                    all(type(v) is Type and type(t) is Type for v, t in x) or fail("not a record")
                elif kind == "S":
                    x = [(copied(v, memo), copied(t, memo)) for v, t in x]
                elif kind == "P":
                    x = [derived[q] for q in x]
                elif kind == "L":
                    x = [(exact(c), derived[q]) for c, q in x]
            arguments.append(x)
        return rule(*arguments)


def replays_to(th: Thm, hypotheses: Iterable[Term], conclusion: Term, known: Replay | None = None) -> Thm | None:
    """The theorem derived anew, when that states ``hypotheses |- conclusion`` or needs fewer hypotheses; else None."""
    try:
        return (Replay() if known is None else known).theorem(th, hypotheses, conclusion)
    except (KernelError, RecursionError):
        return None


def replay_steps(theorems: Iterable[Thm], known: Replay | None = None) -> list[Thm]:
    """The theorems derived anew, stating what they state; ``known`` carries what was replayed before.

    Raises KernelError when an inference fails or a theorem is found to state something else.
    """
    known = Replay() if known is None else known
    return [known.theorem(th, th.hypotheses, th.conclusion) for th in theorems]
