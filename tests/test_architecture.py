"""What the source may not do: foreign imports in the kernel and in the library, text that is evaluated."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "symbolic_it"
LIBRARY = ROOT / "derivations"

# `S` is SymPy's short name of sympify; it is one only when it is given text, since S may also be an alphabet.
EVALUATORS = {"eval", "exec", "parse_expr", "sympify"}
# Reading these formats runs what they say.
EVALUATING_MODULES = {"pickle", "marshal", "shelve"}


def sources(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*.py") if "__pycache__" not in path.parts)


def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def package_of(path: Path) -> list[str]:
    """The dotted name, in parts, of the package that relative imports of this file start from."""
    return list(path.relative_to(ROOT).parent.parts)


def imported_modules(tree: ast.Module, package: list[str]) -> Iterator[tuple[int, str]]:
    """Line and absolute dotted name of each import, those inside functions included."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield node.lineno, alias.name
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else []
            yield node.lineno, ".".join([*base, *([node.module] if node.module else [])])


def name_called(call: ast.Call) -> str | None:
    """The name that a call calls by itself, as `sympify(..)`, `sympy.sympify(..)` or `builtins.eval(..)`."""
    function = call.func
    if isinstance(function, ast.Name):
        return function.id
    if isinstance(function, ast.Attribute):
        # `.eval` and `.exec` are also ordinary methods; the built-in ones are reached through two names only.
        owner = function.value.id if isinstance(function.value, ast.Name) else None
        if function.attr in {"eval", "exec"} and owner not in {"builtins", "__builtins__"}:
            return None
        return function.attr
    return None


def evaluated_text(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Line and name of everything in a file that would turn text into code or into a SymPy expression."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = name_called(node)
            if name in EVALUATORS:
                yield node.lineno, f"{name}(...)"
            elif name == "S" and node.args and isinstance(node.args[0], ast.Constant | ast.JoinedStr):
                if isinstance(node.args[0], ast.JoinedStr) or isinstance(node.args[0].value, str):
                    yield node.lineno, "S('...')"
        elif isinstance(node, ast.ImportFrom):
            for alias in node.names:
                if alias.name in EVALUATORS:
                    yield node.lineno, f"import of {alias.name}"
    for line, module in imported_modules(tree, []):
        if module.split(".")[0] in EVALUATING_MODULES or module == "sympy.parsing.sympy_parser":
            yield line, f"import of {module}"


def test_kernel_imports_the_standard_library_and_itself() -> None:
    kernel = PACKAGE / "kernel"
    assert sources(kernel), "the kernel has moved; so must this test"
    foreign = [
        f"{path.relative_to(ROOT)}:{line} {module}"
        for path in sources(kernel)
        for line, module in imported_modules(tree_of(path), package_of(path))
        if module.split(".")[0] not in sys.stdlib_module_names
        and module != "symbolic_it.kernel"
        and not module.startswith("symbolic_it.kernel.")
    ]
    assert not foreign


def test_library_uses_the_public_interface_alone() -> None:
    foreign = [
        f"{path.relative_to(ROOT)}:{line} {module}"
        for path in sources(LIBRARY)
        for line, module in imported_modules(tree_of(path), package_of(path))
        if module != "symbolic_it" and module.split(".")[0] not in sys.stdlib_module_names
    ]
    assert not foreign


def test_no_text_is_evaluated() -> None:
    found = [
        f"{path.relative_to(ROOT)}:{line} {what}"
        for folder in (PACKAGE, LIBRARY)
        for path in sources(folder)
        for line, what in evaluated_text(tree_of(path))
    ]
    assert not found


@pytest.mark.parametrize(
    "text",
    [
        "eval('1')",
        "import builtins\nbuiltins.exec('x = 1')",
        "import sympy\nsympy.sympify('x')",
        "from sympy import sympify as s\ns('x')",
        "from sympy.parsing.sympy_parser import parse_expr",
        "from sympy import S\nS('x')",
        "import sympy\nsympy.S(f'{1}')",
        "def f():\n    import pickle",
    ],
)
def test_evaluated_text_is_seen(text: str) -> None:
    assert list(evaluated_text(ast.parse(text)))


@pytest.mark.parametrize("text", ["term.eval(3)", "loader.exec_module(m)", "S(x)", "S(0)", "evaluate('x')"])
def test_ordinary_calls_are_not_taken_for_it(text: str) -> None:
    assert not list(evaluated_text(ast.parse(text)))


def test_relative_imports_are_resolved() -> None:
    tree = ast.parse("from . import a\nfrom .b import c\nfrom ..language import d\nfrom .. import language")
    modules = [module for _, module in imported_modules(tree, ["symbolic_it", "kernel"])]
    assert modules == ["symbolic_it.kernel", "symbolic_it.kernel.b", "symbolic_it.language", "symbolic_it"]
