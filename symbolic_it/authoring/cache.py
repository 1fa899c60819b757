"""The cache of `check`: proofs kept on disk as certificates, found again while their sources are unchanged.

Nothing in it is believed. An entry is proofs: the author's file runs as always, and the kernel runs every inference of
the entry again and compares what comes out with the statements that the file has made (`authoring.recalling`). The
digest in an entry only says whether the search would have the same reasons before it; an entry that was forged,
digest and all, can have a step accepted whose statement holds and whose named rules do not suffice, and nothing worse.
So the package's own files count by size and time of change; the files of derivations, which are read anyway, by content.
"""

from __future__ import annotations

import contextlib
import json
import os
import sys
import sysconfig
import tempfile
from collections import Counter
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from symbolic_it.authoring.model import Derivation
from symbolic_it.authoring.results import DerivationResult
from symbolic_it.authoring.steps import Fact, Instance
from symbolic_it.kernel.terms import KernelError, show
from symbolic_it.language.expr import lift

if TYPE_CHECKING:
    from symbolic_it.authoring.library import Library
    from symbolic_it.kernel.archive import Archive
    from symbolic_it.kernel.theorems import Thm

FORMAT = "symbolic-it/cache/3"
FOLDER = "SYMBOLIC_IT_CACHE"
"""The environment variable that names the folder; ``off`` for none."""
MAX_ENTRY, MAX_HEAD = 16_000_000, 100_000
MAX_TOTAL = 128_000_000
"""Bytes. The entries longest unwritten go first."""
SUFFIX = ".proofs"
CITED = "derivation "
"""Before the name of a derivation, where an entry rests on what another entry proves; lemmas have no blank in their names."""


def default_folder() -> Path | None:
    """Where this platform keeps what can be made again; None when the user wants no cache, or has no home."""
    named = os.environ.get(FOLDER, "")
    if named:
        return None if named.lower() == "off" else Path(named)
    try:
        if sys.platform == "win32":
            base = os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local"
        elif sys.platform == "darwin":
            base = Path.home() / "Library" / "Caches"
        else:
            base = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    except RuntimeError:
        return None
    return Path(base) / "symbolic-it"


class Entry:
    """What stands at the head of an entry, and where."""

    __slots__ = ("cites", "key", "lemmas", "path", "reasons", "size", "steps")
    steps: int

    def __init__(self, path: Path, head: Any, size: int) -> None:
        fits = type(head) is dict and head.get("format") == FORMAT
        for names in (head.get("cites"), head.get("lemmas")) if fits else (None,):
            if type(names) is not list or not all(type(name) is str for name in names):
                raise ValueError("not an entry")
        self.path, self.size, self.steps = path, size, head.get("steps")
        self.key, self.reasons, self.cites = head.get("key"), head.get("reasons"), tuple(head["cites"])
        self.lemmas = tuple(head["lemmas"])
        if type(self.steps) is not int or type(self.key) is not str:
            raise ValueError("not an entry")


class Cache:
    """The proofs kept for the derivations of a library."""

    def __init__(self, library: Library, folder: Path) -> None:
        from symbolic_it.authoring.library import Library as Shipped

        self.folder = folder
        self._digests = {f.file: f.digest for lib in (Shipped.shipped(), library) for f in lib.files}
        self._around = _surroundings(set(self._digests))
        self._archive: Archive | None = None
        self._lemma_lines: dict[str, bytes] | None = None
        self._lemmas_kept, self._spoilt = False, False
        self._called: dict[str, Derivation] = {}
        self._entries: dict[Derivation, Entry | None] = {}

    # ---- finding ----------------------------------------------------------------------------------------------

    def find(self, d: Derivation) -> Entry | None:
        """The entry of this derivation, if its sources are what they were. Reads the head alone."""
        if d not in self._entries:
            try:
                path = self._path(d)
                with path.open("rb") as file:
                    size = os.fstat(file.fileno()).st_size
                    entry = Entry(path, json.loads(file.readline(MAX_HEAD)), size)
                fresh = size <= MAX_ENTRY and entry.key == self._key(d, entry.cites)
                self._entries[d] = entry if fresh else None
            except (OSError, ValueError, RecursionError):
                self._entries[d] = None
        return self._entries[d]

    def recall(self, d: Derivation, second_opinion: bool) -> DerivationResult | None:
        """The judgement by the proofs kept; None when there are none that give it. Raises what the check would raise."""
        entry = self.find(d)
        if entry is None:
            return None
        d.build()
        result = None
        if entry.reasons == _reasons(d):
            from symbolic_it.authoring.recalling import recalled

            try:
                self._call(d, entry)
                result = recalled(d, self._opened().replay(CITED + d.name), second_opinion)
            except (OSError, ValueError, TypeError, LookupError, RecursionError, KernelError):
                result = None
        if result is None:
            self._entries[d] = None
            self._spoilt = True  # the lemmas and what is cited, for all we know
        return result

    def make_ready(self, derivations: Iterable[Derivation]) -> None:
        """Run the proofs of the lemmas that several entries need: processes that are forked after this share them."""
        entries = filter(None, map(self.find, derivations))
        times = Counter(name for entry in entries for name in entry.lemmas)
        with contextlib.suppress(OSError, ValueError, TypeError, LookupError, RecursionError, KernelError):
            self._opened().make_ready(name for name, count in times.items() if count > 1)

    def _opened(self) -> Archive:
        from symbolic_it.kernel.archive import Archive

        self._archive = self._archive or Archive(self._kept)
        return self._archive

    def _call(self, d: Derivation, entry: Entry) -> None:
        """Let the archive find it, and all it rests on, by name. Raises LookupError where a name has another meaning."""
        from symbolic_it.authoring.library import resolve

        for name, found in ((d.name, d), *((name, resolve(d, name)) for name in entry.cites)):
            if found is None or self._called.setdefault(name, found) is not found:
                raise LookupError(name)

    def _kept(self, name: str) -> Any:
        """The certificate of a lemma or of a derivation that is cited; None when there is none that is fresh.

        Asked for while the archive's room is the kernel's: nothing may be built here.
        """
        if not name.startswith(CITED):
            return self._lemma(name)
        entry = self.find(self._called[name.removeprefix(CITED)])
        return json.loads(_read(entry.path).split(b"\n", 1)[1]) if entry is not None else None

    # ---- keeping ----------------------------------------------------------------------------------------------

    def keep(self, d: Derivation) -> None:
        """Write down the proofs of a derivation that was checked, if all of it was proved. Nothing is said of failures."""
        from symbolic_it.authoring.checking import proofs_of
        from symbolic_it.kernel.certificates import GIVEN, certificate

        cites = self._all_cited(d)
        proofs = proofs_of(d)
        key = self._key(d, cites) if cites is not None else None
        if proofs is None or key is None:
            return
        try:
            proof = certificate(proofs, given=self._cited(d) | self._keep_lemmas())
            lemmas = [row[1] for row in proof["steps"] if row[0] == GIVEN and not row[1].startswith(CITED)]
            head = {
                "format": FORMAT, "name": d.name, "steps": len(d.steps), "cites": cites, "lemmas": lemmas, "key": key,
                "reasons": _reasons(d),
            }  # fmt: skip
            _write(self._path(d), head, proof)
        except (OSError, ValueError, KernelError):
            return
        self._entries.pop(d, None)

    def _cited(self, d: Derivation) -> dict[Thm, str]:
        """What it cites, each fact by its name in the entry of the derivation that establishes it.

        Nothing where an entry has turned out to be bad: the proof is then written whole, so that the next run finds it.
        """
        from symbolic_it.authoring.checking import proofs_of
        from symbolic_it.authoring.library import resolve

        found: dict[Thm, str] = {}
        for name in () if self._spoilt else d.cites:
            cited = resolve(d, name)
            proofs = proofs_of(cited) if cited is not None else None
            if cited is None or not proofs:
                continue
            if self.find(cited) is None:
                self.keep(cited)
            if self.find(cited) is not None:
                found |= {th: f"{CITED}{name}/{claim}" for claim, th in proofs.items() if claim.startswith("fact ")}
        return found

    def _keep_lemmas(self) -> dict[Thm, str]:
        """The lemmas, each by the name under which the entries cite it: their proofs are kept once for all."""
        from symbolic_it.deduction.basics import LEMMAS
        from symbolic_it.kernel.certificates import certificate

        lemmas = {proof(): name for name, proof in LEMMAS.items()}
        if not self._lemmas_kept:
            key = _digest(*self._around)
            try:
                with self._lemmas().open("rb") as file:
                    head = json.loads(file.readline(MAX_HEAD))
                    self._lemmas_kept = not self._spoilt and type(head) is dict and head.get("key") == key
            except (OSError, ValueError, RecursionError):
                self._lemmas_kept = False
            if not self._lemmas_kept:
                proofs = [certificate({"it": th}, given=lemmas) for th in lemmas]
                _write(self._lemmas(), {"format": FORMAT, "key": key, "names": [*lemmas.values()]}, *proofs)
                self._lemmas_kept = True
        return lemmas

    def _lemma(self, name: str) -> Any:
        """The certificate of a lemma. The file is read at the first; each lemma when it is needed."""
        if self._lemma_lines is None:
            self._lemma_lines = {}
            head, *lines = _read(self._lemmas()).split(b"\n")
            names = json.loads(head)["names"]
            self._lemma_lines = dict(zip(names, lines, strict=True))
        return json.loads(self._lemma_lines[name]) if name in self._lemma_lines else None

    def _lemmas(self) -> Path:
        return self.folder / (_digest(self._around[0], "lemmas")[:40] + SUFFIX)

    def trim(self) -> None:
        """Remove the entries longest unwritten where they are too much together."""
        with contextlib.suppress(OSError):
            found = [(p.stat().st_mtime, p.stat().st_size, p) for p in self.folder.glob(f"*{SUFFIX}")]
            total = 0
            for _, size, path in sorted(found, reverse=True):
                total += size
                if total > MAX_TOTAL:
                    path.unlink(missing_ok=True)

    # ---- what an entry stands for ---------------------------------------------------------------------------------

    def _path(self, d: Derivation) -> Path:
        return self.folder / (_digest(self._around[0], d.path, d.name)[:40] + SUFFIX)

    def _key(self, d: Derivation, cites: Iterable[str]) -> str | None:
        from symbolic_it.authoring.library import resolve

        said = [*self._around, d.name, d.path, self._digests.get(d.path, "")]
        for name in cites:
            cited = resolve(d, name)
            if cited is None:
                return None
            said += [name, cited.path, self._digests.get(cited.path, "")]
        return _digest(*said) if "" not in said else None

    @staticmethod
    def _all_cited(d: Derivation) -> list[str] | None:
        """The derivations that it rests on, with those that they rest on."""
        from symbolic_it.authoring.library import resolve

        found: dict[str, None] = {}
        todo = list(d.cites)
        while todo:
            name = todo.pop()
            if name not in found:
                cited = resolve(d, name)
                if cited is None:
                    return None
                found[name] = None
                todo += cited.cites
        return sorted(found)


def _digest(*parts: str) -> str:
    return sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()


def _surroundings(derivations: set[str]) -> tuple[str, str]:
    """Of the Python and the package's place; and of every file of the package and every module that an author imports."""
    package = Path(__file__).resolve().parent.parent
    state: list[str] = []
    for folder, folders, names in os.walk(package):
        folders[:] = sorted(f for f in folders if f[0] not in "._")
        for name in sorted(names):
            if name.endswith(".py"):
                found = os.stat(os.path.join(folder, name))
                state.append(f"{folder}/{name} {found.st_size} {found.st_mtime_ns}")
    places = {sysconfig.get_path(kind) for kind in ("stdlib", "platstdlib", "purelib", "platlib")}
    installed = tuple(place + os.sep for place in places if place)
    ours = str(package) + os.sep
    for name, module in list(sys.modules.items()):
        file = getattr(module, "__file__", None)
        if name == "__main__" or type(file) is not str or file.startswith((ours, *installed)) or file in derivations:
            continue
        with contextlib.suppress(OSError):
            state.append(f"{file} {sha256(Path(file).read_bytes()).hexdigest()}")
    return _digest(sys.version, sys.platform, str(package)), _digest(sys.modules["symbolic_it"].__version__, *state)


def _reasons(d: Derivation) -> str:
    """A digest of the reasons that the steps name."""
    facts = {id(fact): f"fact {k}" for k, fact in enumerate(d.build()._facts)}

    def said(reason: str | Fact | Instance) -> Any:
        if isinstance(reason, str):
            return reason
        if isinstance(reason, Fact):
            return [facts.get(id(reason)) or show(reason.statement.term, 10_000)]
        values = [("", v) for v in reason.values] + sorted(reason.named.items())
        return [said(reason.of), [[name, show(lift(v).term, 10_000)] for name, v in values]]

    steps = [[[said(r) for r in s.reasons], [show(c.term, 10_000) for c in s.cases], s.definition] for s in d.steps]
    return _digest(d.kind, json.dumps(steps))


def _read(path: Path) -> bytes:
    with path.open("rb") as file:
        data = file.read(MAX_ENTRY + 1)
    if len(data) > MAX_ENTRY:
        raise ValueError("too large")
    return data


def _write(path: Path, *parts: Any) -> None:
    """The whole file or none, whoever else writes it. Raises ValueError when it is too large."""
    data = b"\n".join(json.dumps(part, separators=(",", ":")).encode() for part in parts)
    if len(data) > MAX_ENTRY:
        raise ValueError("too large")
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, suffix=".part")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        os.replace(name, path)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(name)
        raise


def opened(library: Library, folder: Path | None = None) -> Cache | None:
    """The cache in the folder, by default the user's; None when there is none to be."""
    folder = default_folder() if folder is None else folder
    return Cache(library, folder) if folder is not None else None
