"""An export: files of Rocq that state and prove what derivations establish, and which derivation stands in which."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from importlib.resources import files as resources

from symbolic_it.kernel.definitions import DEFINITIONS
from symbolic_it.kernel.proofs import definitions_used
from symbolic_it.kernel.theorems import Thm
from symbolic_it.rocq.algebra import Facts
from symbolic_it.rocq.headlines import blocks
from symbolic_it.rocq.names import PLAIN, TYPED, Names, plain
from symbolic_it.rocq.proofs import Proofs, Writer
from symbolic_it.rocq.statements import Statement
from symbolic_it.rocq.terms import NotExported, notion_text

LIBRARY = "SymbolicIT"
"""The name under which the files know each other: ``coqc -Q . SymbolicIT FILE.v``."""
BASE = ("Notions", "Rules", "Algebra")
HEADLINES = "Headlines"
OWN = "OwnNotions"
AUDIT = "Audit"
"""Where `symbolic_it.rocq.compiling` asks what the theorems rest on."""
_COMMON = ""  # the name of no derivation
BATCH = 300
"""Lemmas in a file of those that derivations share."""


@dataclass(frozen=True)
class Source:
    """A derivation as it is to be exported: what it establishes, by name."""

    name: str
    title: str
    theorems: Mapping[str, Thm]


@dataclass(frozen=True)
class File:
    """A file of the export: its text, and the files that have to be compiled before it."""

    name: str
    text: str
    needs: tuple[str, ...]


@dataclass
class Export:
    """The files in an order in which they can be compiled, and what became of each derivation."""

    files: list[File] = field(default_factory=list)
    places: dict[str, str] = field(default_factory=dict)
    """The file of each derivation that is exported."""
    theorems: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """The theorems of each derivation that is exported."""
    reasons: dict[str, str] = field(default_factory=dict)
    """Why a derivation is not exported."""

    def written(self) -> dict[str, str]:
        """The files with their endings, and one that says in which order to compile them."""
        made = {f"{file.name}.v": file.text for file in self.files}
        return {**made, "_CoqProject": "\n".join([f"-Q . {LIBRARY}", *made]) + "\n"}


def exported(sources: Sequence[Source]) -> Export:
    """The export of these derivations."""
    export = Export()
    proofs = Proofs(th for source in sources for th in source.theorems.values())
    written = _Written(proofs)
    possible = []
    for source in sources:
        reason = _obstacle(source, proofs, written)
        if reason is not None:
            export.reasons[source.name] = reason
        else:
            possible.append(source)
    _lay_out(export, possible, proofs, written)
    return export


def _obstacle(source: Source, proofs: Proofs, written: _Written) -> str | None:
    """Why the derivation cannot be exported."""
    if not source.theorems:
        return "it establishes nothing that could be stated"
    for th in source.theorems.values():
        for lemma in written.below[proofs.same(th)]:
            if lemma in written.failed:
                return written.failed[lemma]
    try:
        for name in _own_notions([source]):
            notion_text(name)
    except NotExported as error:
        return str(error)
    return None


class _Written:
    """All lemmas as texts, with the facts and lemmas that each uses."""

    def __init__(self, proofs: Proofs) -> None:
        self.facts = Facts()
        self.lemmas: dict[Thm, str] = {}
        self.uses: dict[Thm, tuple[str, ...]] = {}
        """The facts of numbers that a lemma uses."""
        self.failed: dict[Thm, str] = {}
        writer = Writer(proofs, self.facts)
        for th in proofs.names:
            self.facts.used = {}
            try:
                self.lemmas[th] = writer.lemma(th)
            except NotExported as error:
                self.failed[th] = str(error)
            except RecursionError:
                self.failed[th] = "a term or a proof too deep"
            self.uses[th] = tuple(self.facts.used)
        self.below = {root: _named_below(proofs, root) for root in proofs.roots}


def _named_below(proofs: Proofs, root: Thm) -> list[Thm]:
    """The lemmas that a theorem rests on, itself included, in the order of the proofs."""
    below = proofs.below(root)
    return [th for th in proofs.names if th in below]


def _lay_out(export: Export, sources: Sequence[Source], proofs: Proofs, written: _Written) -> None:
    """The files: the base, what several derivations use, a file for each derivation, statements written by hand."""
    owned = _owned(sources, proofs, written)
    users: dict[str, set[str]] = {}
    for name, lemmas in owned.items():
        for th in lemmas:
            for fact in written.uses[th]:
                users.setdefault(fact, set()).add(name)
    facts = written.facts.lemmas()
    common = [facts[fact] for fact, names in users.items() if names == {_COMMON} or len(names) > 1]
    base = _base(export, sources)
    needs = list(base)
    needs += _batches(export, "Facts", common, needs, chained=False)
    needs += _batches(export, "Shared", [written.lemmas[th] for th in owned[_COMMON]], needs, chained=True)
    places = Names()
    for name in (*(file.name for file in export.files), HEADLINES, AUDIT):
        places.fresh(name)
    for source in sources:
        own = [facts[fact] for fact, names in users.items() if names == {source.name}]
        place = places.fresh(plain(source.name))
        theorems, said = _theorems(source, place, proofs, written)
        text = _header(f"{source.name}: {source.title}", needs)
        text += "\n".join([*own, *(written.lemmas[th] for th in owned[source.name]), *said])
        export.files.append(File(place, text, tuple(needs)))
        export.places[source.name] = place
        export.theorems[source.name] = theorems
    _add_headlines(export, base)


def _owned(sources: Sequence[Source], proofs: Proofs, written: _Written) -> dict[str, list[Thm]]:
    """The lemmas of each derivation that no other rests on, and under `_COMMON` those that several rest on."""
    owners: dict[Thm, set[str]] = {}
    for source in sources:
        for th in source.theorems.values():
            for lemma in written.below[proofs.same(th)]:
                owners.setdefault(lemma, set()).add(source.name)
    owned: dict[str, list[Thm]] = {name: [] for name in (_COMMON, *(source.name for source in sources))}
    for th in proofs.names:
        names = owners.get(th, set())
        if names:
            owned[_COMMON if len(names) > 1 else next(iter(names))].append(th)
    return owned


def _add_headlines(export: Export, base: tuple[str, ...]) -> None:
    checks = {name: block for name, block in blocks().items() if name in export.places}
    if checks:
        needs = (*base, *(export.places[name] for name in checks))
        text = _header("Statements of theorems as a person wrote them", needs) + "\n".join(checks.values())
        export.files.append(File(HEADLINES, text, needs))


def _base(export: Export, sources: Sequence[Source]) -> tuple[str, ...]:
    """The hand-proved files, and the definitions of notions that authors' files define."""
    folder = resources("symbolic_it.rocq") / "base"
    for number, name in enumerate(BASE):
        export.files.append(File(name, (folder / f"{name}.v").read_text("utf-8"), BASE[:number]))
    own = _own_notions(sources)
    if not own:
        return BASE
    export.files.append(File(OWN, _header("Notions of authors", BASE) + "\n".join(map(notion_text, own)), BASE))
    return (*BASE, OWN)


def _own_notions(sources: Sequence[Source]) -> list[str]:
    """The notions that the base does not have, each after those that it is made of: in the order of their definition."""
    used = {name for source in sources for name in definitions_used(*source.theorems.values())}
    return [name for name in DEFINITIONS if name in used and name not in PLAIN and name not in TYPED]


def _batches(export: Export, name: str, lemmas: list[str], needs: list[str], chained: bool) -> list[str]:
    made: list[str] = []
    for start in range(0, len(lemmas), BATCH):
        before = [*needs, *made] if chained else needs
        file = File(
            f"{name}_{start // BATCH + 1}",
            _header(f"{name} {start // BATCH + 1}: what several derivations use", before)
            + "\n".join(lemmas[start : start + BATCH]),
            tuple(before),
        )
        export.files.append(file)
        made.append(file.name)
    return made


def _theorems(source: Source, place: str, proofs: Proofs, written: _Written) -> tuple[tuple[str, ...], list[str]]:
    """What the derivation establishes: the names of the theorems, and their texts.

    Names do not count on how many other facts a derivation states: what an author has given no name is called by its
    number, the last one ``holds``.
    """
    names = Names()
    names.fresh(place)
    found, said = [], []
    last = len(source.theorems)
    for number, (label, th) in enumerate(source.theorems.items(), 1):
        unnamed = label == f"conclusion {number}"
        name = names.fresh(f"{place}_{'holds' if unnamed and number == last else label}")
        found.append(name)
        said.append(Statement(th.hypotheses, th.conclusion).theorem(name, proofs.names[proofs.same(th)]))
    return tuple(found), said


def _header(about: str, needs: Sequence[str]) -> str:
    clean = about.replace("(*", "( *").replace("*)", "* )").replace('"', "'")
    return (
        f"(* {clean}. Written by symbolic-it. *)\nRequire Import Reals.\nFrom {LIBRARY} Require Import {' '.join(needs)}.\n"
        "Open Scope R_scope.\n\n"
    )
