"""What proofs consist of: their inferences, the axioms and the definitions that they rest on."""

from __future__ import annotations

from collections.abc import Container

from symbolic_it.kernel.definitions import DEFINITIONS
from symbolic_it.kernel.terms import KernelError, constants_of, fail
from symbolic_it.kernel.theorems import Thm, _check, premises


def proof_nodes(*roots: Thm, skip: Container[Thm] = ()) -> list[Thm]:
    """All theorems of the proofs, each once, premises first, without those to skip and what only they need."""
    done: dict[Thm, None] = {}
    open_: set[Thm] = set()
    todo: list[Thm | tuple[Thm]] = list(reversed(roots))
    while todo:  # a proof is deep: no recursion
        th = todo.pop()
        if isinstance(th, tuple):  # its premises are done
            done[th[0]] = None
            continue
        _check(th)
        if th in done or th in skip:
            continue
        th not in open_ or fail("a proof that rests on itself")
        try:
            # what is no theorem is refused in its turn, and not asked for its hash before
            waiting = [p for p in premises(th) if type(p) is not Thm or (p not in done and p not in skip)]
        except (KeyError, TypeError, ValueError, AttributeError):  # fields set by force
            raise KernelError("not the record of an inference") from None
        if waiting:
            open_.add(th)
            todo.append((th,))
            waiting.reverse()
            todo += waiting
        else:
            done[th] = None
    return list(done)


def axioms_used(*theorems: Thm) -> tuple[str, ...]:
    """The names of the axioms that the theorems rest on, sorted."""
    return tuple(sorted({th.arguments[0] for th in proof_nodes(*theorems) if th.rule == "axiom"}))


def definitions_used(*theorems: Thm) -> tuple[str, ...]:
    """The names of the defined notions that the theorems speak of or rest on, sorted, with what these are made of."""
    todo = [th.arguments[0] for th in proof_nodes(*theorems) if th.rule == "definition"]
    todo += constants_of(t for th in theorems for t in (th.conclusion, *th.hypotheses))
    names: set[str] = set()
    while todo:
        name = todo.pop()
        if name in DEFINITIONS and name not in names:
            names.add(name)
            todo += constants_of([DEFINITIONS[name].right])
    return tuple(sorted(names))
