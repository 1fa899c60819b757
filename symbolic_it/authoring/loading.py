"""Loading files of derivations: running them as Python and turning what goes wrong into diagnostics with a line."""

from __future__ import annotations

import importlib.util
import sys
from dataclasses import dataclass
from hashlib import sha256
from importlib.machinery import SourceFileLoader
from pathlib import Path
from types import CodeType

from symbolic_it.authoring.faults import CircularCitation, ContradictoryHypotheses, UnknownReason
from symbolic_it.authoring.model import Derivation, FreeVariable
from symbolic_it.authoring.places import error_span
from symbolic_it.authoring.results import Diagnostic, Span
from symbolic_it.authoring.vocabulary import wrong_call
from symbolic_it.authoring.writing import listeners
from symbolic_it.errors import InvalidArgument, Unreadable
from symbolic_it.resources import derivations_folder

MAX_BYTES = 4_000_000


@dataclass(frozen=True)
class SourceFile:
    """A file of derivations: ``path`` as shown, what it defines, what went wrong while loading it, and where it is."""

    path: str
    derivations: tuple[Derivation, ...]
    errors: tuple[Diagnostic, ...]
    file: str
    digest: str = ""
    """Of the text that was run (SHA-256)."""


def load_file(path: Path, shown: str) -> SourceFile:
    """Run a file of derivations. It is executed as Python: load only files that you trust."""
    found: list[Derivation] = []
    errors: list[Diagnostic] = []
    file = str(path.resolve())
    try:
        if path.stat().st_size > MAX_BYTES:
            return SourceFile(shown, (), (Diagnostic("IT900", None, {"text": "the file is larger than 4 MB"}),), file)
        source = path.read_bytes()
    except OSError as error:
        return SourceFile(shown, (), (Diagnostic("IT900", None, {"text": error.strerror or str(error)}),), file)
    listeners.append(found)
    try:
        _run(file, source)
    except SyntaxError as error:
        span = Span(error.lineno or 1, error.offset) if error.filename == file else None
        errors.append(Diagnostic("IT901", span, {"text": error.msg or "invalid syntax"}))
    except KeyboardInterrupt:
        raise
    except BaseException as error:
        errors.append(explain(error, file))
    finally:
        listeners.pop()
    mine = tuple(d for d in found if d.path == file)
    if not mine and not errors:
        errors.append(Diagnostic("IT910", None, {}))
    return SourceFile(shown, mine, tuple(errors), file, sha256(source).hexdigest())


class _Fresh(SourceFileLoader):
    """Loads from the source alone: cached byte code would stand for a file that was changed within the second."""

    def get_code(self, fullname: str) -> CodeType:
        return self.source_to_code(self.get_data(self.path), self.path)


def _run(file: str, source: bytes) -> None:
    name = "symbolic_it_file_" + "".join(c if c.isalnum() else "_" for c in file)
    ours = Path(file).is_relative_to(derivations_folder().resolve())
    spec = importlib.util.spec_from_file_location(name, file, loader=None if ours else _Fresh(name, file))
    if spec is None or spec.loader is None:
        raise InvalidArgument("not a Python file")
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    try:
        if b"\x00" in source:
            raise SyntaxError("source code contains null bytes", (file, 1, 1, None))
        spec.loader.exec_module(module)
    finally:
        sys.modules.pop(name, None)


def explain(error: BaseException, file: str, default: Span | None = None) -> Diagnostic:
    """What an exception out of an author's file means, as a diagnostic with its line."""
    span = error_span(error.__traceback__, file) or default
    if isinstance(error, FreeVariable):
        return Diagnostic("IT907", span, {"name": error.name})
    if isinstance(error, Unreadable):
        told = f"{error.words}, in {error.text}"
        return Diagnostic(error.code, span, {"text": told, "readings": told, "symbol": ""})
    if isinstance(error, UnknownReason):
        code = "IT904" if error.derivation else "IT909"
        return Diagnostic(code, span, {"name": error.name, "suggestion": error.suggestion or ""})
    if isinstance(error, CircularCitation):
        return Diagnostic("IT905", span, {"cycle": " -> ".join(error.cycle)})
    if isinstance(error, ContradictoryHypotheses):
        return Diagnostic("IT911", span, {"text": error.text})
    if isinstance(error, InvalidArgument):
        text = str(error)
        if "is a float" in text:
            return Diagnostic(
                "IT908", span, {"value": text.split("numbers are exact: ")[-1].split(" is a float")[0], "text": text}
            )
        if "types do not fit" in text or "is not a real number" in text or "is not a statement" in text:
            return Diagnostic("IT906", span, {"text": text})
        return Diagnostic("IT902", span, {"type": "InvalidArgument", "text": text})
    text = str(error) + (wrong_call(str(error)) if isinstance(error, TypeError) else "")
    return Diagnostic("IT902", span, {"type": type(error).__name__, "text": text})
