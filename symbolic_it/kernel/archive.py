"""Certificates held against the statements of a caller: replayed in one room, what they have in common run once.

For proofs that come back from a disk. What a certificate says of itself counts for nothing: the caller brings the
statement, as a term that it holds, and is told whether what the inferences came to is that statement, from no more
hypotheses than the caller allows. Nothing that lives in the room is handed out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from symbolic_it.kernel.certificates import GIVEN, Certificate, _claims, _Reader
from symbolic_it.kernel.limits import MAX_REPLAY_WORK, KernelError, bounded, fail
from symbolic_it.kernel.nodes import LAM, Room, _app, apart
from symbolic_it.kernel.proofs import proof_nodes
from symbolic_it.kernel.substitution import copied
from symbolic_it.kernel.terms import Term, apply_term
from symbolic_it.kernel.theorems import NONE, RULES, Thm


class _Shared(_Reader):
    """Runs an inference once for all the certificates of an archive: the same rule at the same arguments.

    Says what `_Reader` says, sooner: the rows that are met most are read without a call for each of their indices.
    """

    def __init__(self, data: Certificate, done: dict[Any, Thm], given: Callable[[str], Thm]) -> None:
        self._done, self._given = done, given
        super().__init__(data)

    def _term(self, row: list[Any]) -> None:
        terms = self.terms
        if len(row) == 3 and type(row[0]) is int and row[0] == 2:
            f, x = row[1], row[2]
            if type(f) is int and type(x) is int and 0 <= f < len(terms) and 0 <= x < len(terms):
                head = terms[f]
                terms.append(apply_term(head, terms[x]) if head.kind == LAM else _app(head, terms[x]))
                return
        super()._term(row)

    def _step(self, row: list[Any]) -> None:
        name, steps = row[0], self.steps
        type(name) is str or fail("there is no such rule")
        if name == GIVEN:
            (len(row) == 2 and type(row[1]) is str) or fail("a name is needed")
            steps.append(self._given(row[1]))
            return
        name in RULES or fail("there is no such rule")
        rule, kinds = RULES[name]
        len(row) == len(kinds) + 1 or fail(f"{name} takes {len(kinds)} arguments")
        arguments: list[Any]
        if kinds == "pp":
            a, b = row[1], row[2]
            if type(a) is not int or type(b) is not int or not (0 <= a < len(steps) and 0 <= b < len(steps)):
                raise KernelError("an index points outside what stands before it")
            arguments = [steps[a], steps[b]]
            key: tuple[Any, ...] = (name, steps[a], steps[b])
        else:
            arguments = [self._argument(k, x) for k, x in zip(kinds, row[1:], strict=True)]
            key = (name, *(tuple(x) if type(x) is list else x for x in arguments))
        th = self._done.get(key)
        if th is None:
            th = self._done[key] = rule(*arguments)
        steps.append(th)


class Archive:
    """The room of several certificates.

    ``find`` brings the certificate of a name, None when there is none; it is replayed when it is first needed. A
    certificate calls ``name`` what another claims as ``it``, and ``name/claim`` another of its claims.
    """

    __slots__ = ("_asked", "_claimed", "_done", "_find", "_room")

    def __init__(self, find: Callable[[str], Certificate | None]) -> None:
        self._room = Room()
        self._done: dict[Any, Thm] = {}
        self._asked, self._claimed, self._find = set[str](), dict[str, dict[str, Thm]](), find

    def replay(self, name: str) -> Proofs:
        """Run the inferences of a certificate. Raises KernelError with the place for anything that does not hold."""
        with bounded(MAX_REPLAY_WORK), apart(self._room):
            return _proofs(self._room, self._claims(name))

    def make_ready(self, names: Iterable[str]) -> None:
        """Replay what is given under these names. Raises what replaying a certificate that names them would raise."""
        with bounded(MAX_REPLAY_WORK), apart(self._room):
            for name in names:
                self._theorem(name)

    def _claims(self, name: str) -> dict[str, Thm]:
        found = self._claimed.get(name)
        if found is None:
            name not in self._asked or fail("what is given rests on itself, or does not hold")
            self._asked.add(name)
            data = self._find(name)
            if data is None:
                raise KernelError("not given by another certificate")
            found = self._claimed[name] = _claims(data, lambda d: _Shared(d, self._done, self._theorem))
        return found

    def _theorem(self, name: str) -> Thm:
        certificate, _, claim = name.partition("/")
        th = self._claims(certificate).get(claim or "it")
        if th is None:
            raise KernelError("not given by another certificate")
        return th


class Proofs:
    """What the claims of one certificate came to. To be asked at once: statements are copied as they are then."""

    __slots__ = ("rests_on", "states", "states_one")

    states: Callable[[str, tuple[Term, ...], Term], bool]
    """Whether the claim of this name is ``hypotheses |- conclusion``, or needs fewer hypotheses."""
    states_one: Callable[[tuple[Term, ...], Term], bool]
    """The same of any of the claims."""
    rests_on: Callable[[Iterable[str]], frozenset[tuple[str, str]]]
    """The axioms and definitions that these claims rest on, as ``("axiom", name)`` or ``("definition", name)``."""


def _proofs(room: Room, claims: dict[str, Thm]) -> Proofs:
    # Closures, so that no theorem of the room is a field of what is handed out.
    memo: dict[Term, Term] = {}
    stated: dict[Term, list[Thm]] = {}
    for th in claims.values():
        stated.setdefault(th.conclusion, []).append(th)

    sets: dict[tuple[Term, ...], frozenset[Term]] = {}

    def found(candidates: Callable[[Term], Iterable[Thm]], hypotheses: tuple[Term, ...], conclusion: Term) -> bool:
        try:
            same = memo.get(conclusion)
            if same is None or (hypotheses and hypotheses not in sets):
                with apart(room), bounded(MAX_REPLAY_WORK):
                    same = copied(conclusion, memo)
                    sets[hypotheses] = frozenset(copied(h, memo) for h in hypotheses)
            allowed = sets.get(hypotheses, NONE)
            return any(th.conclusion is same and th.hypotheses <= allowed for th in candidates(same))
        except (KernelError, TypeError):
            return False

    proofs = Proofs()
    proofs.states = lambda name, hypotheses, conclusion: found(
        lambda _: (claims[name],) if name in claims else (), hypotheses, conclusion
    )
    proofs.states_one = lambda hypotheses, conclusion: found(lambda t: stated.get(t, ()), hypotheses, conclusion)
    proofs.rests_on = lambda names: frozenset(
        (th.rule, th.arguments[0])
        for th in proof_nodes(*(claims[name] for name in names))
        if th.rule in ("axiom", "definition")
    )
    return proofs
