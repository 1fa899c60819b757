"""The decorator that makes a derivation of a function, and the registry that a loader listens to."""

from __future__ import annotations

import inspect
import re
import sys
from collections.abc import Callable, Sequence

from symbolic_it.authoring.formulas import in_scope_of_caller, understood
from symbolic_it.authoring.model import Derivation, Proof
from symbolic_it.authoring.results import Span
from symbolic_it.errors import InvalidArgument
from symbolic_it.language.expr import Expr, statement

_SLUG = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
KINDS = ("theorem", "refutation", "computation")
listeners: list[list[Derivation]] = []
"""While a file is loaded, the derivations it makes are appended to the last of these lists."""


def _file_being_loaded() -> tuple[str, int] | None:
    """The file that a loader is running, and its line: a derivation made by a helper or of text belongs to it too."""
    frame = sys._getframe(1) if listeners else None
    while frame is not None:
        if frame.f_code.co_name == "<module>" and not frame.f_code.co_filename.startswith("<"):
            return frame.f_code.co_filename, frame.f_lineno
        frame = frame.f_back
    return None


def derivation(
    name: str,
    *,
    title: str = "",
    claims: Sequence[str] = (),
    given: Sequence[Expr | str] = (),
    source: str = "",
    kind: str = "theorem",
) -> Callable[[Callable[[Proof], object]], Derivation]:
    """Make a derivation of a function that writes its steps.

    ``name`` is what others cite it by (small letters, digits, hyphens); ``claims`` are ids that it settles; ``given`` are
    the hypotheses beyond those that come with the symbols, as terms or in LaTeX; ``source`` says where a reader finds it; the function's
    docstring opens the rendered note. Raises InvalidArgument for a bad name, kind or hypothesis.
    """
    if not isinstance(name, str) or not _SLUG.fullmatch(name) or len(name) > 80:
        raise InvalidArgument(f"a derivation's name is made of small letters, digits and hyphens: {name!r}")
    if kind not in KINDS:
        raise InvalidArgument(f"a derivation's kind is one of {', '.join(KINDS)}, not {kind!r}")
    values = in_scope_of_caller()
    hypotheses = [statement(understood(g, values)) for g in given]

    def make(write: Callable[[Proof], object]) -> Derivation:
        code = write.__code__
        path, line = _file_being_loaded() or (code.co_filename, 0)
        if path == code.co_filename:
            line = code.co_firstlineno
        made = Derivation(
            name, write, title=title or name.replace("-", " ").capitalize(), claims=claims, given=hypotheses,
            source=source, kind=kind, doc=inspect.cleandoc(write.__doc__ or ""), path=path, span=Span(line),
        )  # fmt: skip
        if listeners:
            listeners[-1].append(made)
        return made

    return make
