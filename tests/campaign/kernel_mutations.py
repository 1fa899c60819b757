"""The kernel's source with one of its checks dropped: every refusal, every part of a refusal's condition, every premise of an axiom.

Found by syntax: ``condition or fail(...)``, ``if condition: raise KernelError(...)``, calls of functions that only check,
and the premises of ``implication(...)`` in the axioms. Dropping what only bounds the work (`spend`, `charge`) is none.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

KERNEL = Path(__file__).parents[2] / "symbolic_it" / "kernel"
CHECKS = frozenset(("_check", "_closed", "_not_free", "check_instance", "check_type_instance"))
"""Functions whose only purpose is to refuse."""


@dataclass(frozen=True)
class Dropped:
    """One mutant of the kernel: of this file, the source between the offsets is replaced."""

    file: str
    line: int
    column: int
    what: str
    start: int
    end: int
    text: str

    @property
    def name(self) -> str:
        return f"{self.file}:{self.line}:{self.column} without {self.what}"

    def apply(self, source: str) -> str:
        data = source.encode()
        return (data[: self.start] + self.text.encode() + data[self.end :]).decode()


def dropped() -> list[Dropped]:
    """Every mutant, in the order of the files."""
    return list(dict.fromkeys(m for path in sorted(KERNEL.glob("*.py")) for m in _of_file(path)))


DECIDING = frozenset((
    "_nonzero_term", "linear_arithmetic", "comparison", "_literal_exponent", "inverse", "cleared_inverses", "clear", "is_finite",
    "match_type", "well_typed_body",
))  # fmt: skip
"""Functions that answer a question on which an inference rests: of these, parts of conditions and refusals by an answer as well."""


class _Source:
    def __init__(self, path: Path) -> None:
        self.file, self.text = path.name, path.read_text(encoding="utf-8")
        self.tree = ast.parse(self.text)
        self.starts = [0]
        for line in self.text.encode().splitlines(keepends=True):
            self.starts.append(self.starts[-1] + len(line))

    def replaced(self, node: ast.expr | ast.stmt, what: str, text: str) -> Dropped:
        assert node.end_lineno is not None and node.end_col_offset is not None
        start = self.starts[node.lineno - 1] + node.col_offset
        end = self.starts[node.end_lineno - 1] + node.end_col_offset
        return Dropped(self.file, node.lineno, node.col_offset, " ".join(what.split())[:90].strip(), start, end, text)


def _of_file(path: Path) -> Iterator[Dropped]:
    source = _Source(path)
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Expr):
            yield from _expression(source, node)
        elif isinstance(node, ast.If) and not node.orelse and len(node.body) == 1 and _raises(node.body[0]):
            yield source.replaced(node, f"if {ast.unparse(node.test)}", "pass")
            yield from _parts(source, node.test, ast.Or)
        elif isinstance(node, ast.IfExp) and _fails(node.orelse):
            yield source.replaced(node, ast.unparse(node.test), ast.unparse(node.body))
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "implication":
            if path.name == "axioms.py":
                yield from _premises(source, node)
        elif isinstance(node, ast.FunctionDef) and node.name in DECIDING:
            yield from _answers(source, node)


def _expression(source: _Source, node: ast.Expr) -> Iterator[Dropped]:
    value = node.value
    if isinstance(value, ast.BoolOp) and isinstance(value.op, ast.Or) and _fails(value.values[-1]):
        conditions = value.values[:-1]
        yield source.replaced(node, ast.unparse(value), "pass")
        if len(conditions) == 1:  # p or q or fail(): with one way out less it refuses more
            yield from _parts(source, conditions[0], ast.And)
    elif isinstance(value, ast.Call) and isinstance(value.func, ast.Name) and value.func.id in CHECKS:
        yield source.replaced(node, ast.unparse(value), "pass")


def _parts(source: _Source, test: ast.expr, kind: type[ast.boolop]) -> Iterator[Dropped]:
    """The condition without each of its parts."""
    if isinstance(test, ast.BoolOp) and isinstance(test.op, kind):
        for k, part in enumerate(test.values):
            rest = [*test.values[:k], *test.values[k + 1 :]]
            whole = rest[0] if len(rest) == 1 else ast.BoolOp(test.op, rest)
            yield source.replaced(test, ast.unparse(part), f"({ast.unparse(whole)})")


def _answers(source: _Source, function: ast.FunctionDef) -> Iterator[Dropped]:
    """Conditions without one of their parts, negative answers not given, comparisons taken for true where all is weighed up."""
    for node in ast.walk(function):
        if isinstance(node, ast.BoolOp):
            yield from _parts(source, node, ast.And)
        elif isinstance(node, ast.If) and not node.orelse and ast.unparse(node.body[0]) == "return False":
            yield source.replaced(node, f"if {ast.unparse(node.test)}", "pass")
        elif isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "follows":
            for part in ast.walk(node.value):
                if isinstance(part, ast.Compare) and ast.unparse(part.left) == "k":
                    yield source.replaced(part, f"{ast.unparse(part)}, taken for true", "True")


def _premises(source: _Source, call: ast.Call) -> Iterator[Dropped]:
    for k, premise in enumerate(call.args[:-1]):
        rest = [ast.unparse(a) for j, a in enumerate(call.args) if j != k]
        text = rest[0] if len(rest) == 1 else f"implication({', '.join(rest)})"
        yield source.replaced(call, f"the premise {ast.unparse(premise)}", text)


def _raises(statement: ast.stmt) -> bool:
    if isinstance(statement, ast.Raise):
        return isinstance(statement.exc, ast.Call) and ast.unparse(statement.exc.func) == "KernelError"
    return isinstance(statement, ast.Expr) and _fails(statement.value)


def _fails(node: ast.expr) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("fail", "_fail")
