"""Who cites whom: derivations by name over all files of a library, without circles."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from symbolic_it.authoring.faults import CircularCitation, UnknownReason
from symbolic_it.authoring.library import Library
from symbolic_it.authoring.loading import explain
from symbolic_it.authoring.model import Derivation
from symbolic_it.authoring.results import Diagnostic
from symbolic_it.foundations.registry import nearest

Edges = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class Citations:
    """``uses[name]`` are the derivations that a derivation cites, ``used_by[name]`` those that cite it; direct ones."""

    uses: Edges
    used_by: Edges
    errors: tuple[tuple[Derivation, Diagnostic], ...]
    """Derivations that cannot be built, that cite what does not exist, or that cite in a circle."""


def citations(library: Library) -> Citations:
    """The citations among the derivations of a library, in its order."""
    errors: list[tuple[Derivation, Diagnostic]] = []
    uses: dict[str, tuple[str, ...]] = {}
    known = [d.name for d in library.derivations]
    for d in library.derivations:
        try:
            cited = d.cites
        except KeyboardInterrupt:
            raise
        except BaseException as error:  # an author's function may raise anything
            errors.append((d, explain(error, d.path, d.span)))
            cited = ()
        for name in cited:
            if library.find(name) is None:
                errors.append((d, explain(UnknownReason(name, nearest(name, known), True), d.path, d.span)))
        uses[d.name] = tuple(name for name in cited if library.find(name) is not None)
    for circle in circles(uses):
        first = library.get(circle[0])
        errors.append((first, explain(CircularCitation(circle), first.path, first.span)))
    return Citations(uses, turned(uses), tuple(errors))


def turned(edges: Edges) -> Edges:
    """The same edges from their other ends, in the order of the first."""
    result: dict[str, list[str]] = {name: [] for name in edges}
    for name, others in edges.items():
        for other in others:
            result[other].append(name)
    return {name: tuple(others) for name, others in result.items()}


def reached(edges: Edges, names: Iterable[str]) -> tuple[str, ...]:
    """The names and all that their edges lead to, in the order of the edges' keys."""
    found: set[str] = set()
    waiting = list(names)
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting += edges[name]
    return tuple(name for name in edges if name in found)


def circles(edges: Edges) -> tuple[tuple[str, ...], ...]:
    """Circles among the edges, each from one of its names back to it; none when there is an order."""
    found: list[tuple[str, ...]] = []
    done: set[str] = set()
    for start in edges:
        path: list[str] = []
        stack: list[tuple[str, bool]] = [(start, True)]
        while stack:
            name, entering = stack.pop()
            if not entering:
                done.add(path.pop())
            elif name in path:
                found.append((*path[path.index(name) :], name))
            elif name not in done:
                path.append(name)
                stack.append((name, False))
                stack += [(other, True) for other in reversed(edges[name])]
    return tuple(found)
