"""The page that says what a certificate is, made of its template and the kernel's own tables."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import Any

from symbolic_it.kernel import AXIOMS, DEFINITIONS, arithmetic, certificates, documents, nodes, theorems, types
from symbolic_it.kernel.terms import SIGNATURE, show
from symbolic_it.kernel.theorems import RULES
from symbolic_it.render.environment import environment

TYPES = {
    "real": "real numbers",
    "bool": "statements: true and false",
    "nat": "natural numbers, 0 among them",
    "fun": "all functions from the first to the second",
    "pair": "all pairs of one of the first and one of the second",
}
TAGS = (
    (0, '[0, "name", A]', "a variable", "`A`"),
    (1, '[1, "name", A]', "a constant", "`A`"),
    (2, "[2, f, x]", "the function `f`, a term, applied to the term `x`", "`B`, when `f` is of type `A -> B`"),
    (3, "[3, A, b]", "an abstraction: the function that takes each `x` of type `A` to `b`, with index 0 for `x`", "`A -> B`, when `b` is of type `B`"),
    (4, "[4, i, A]", f"a bound variable, `i` from 0 to {nodes.MAX_DEPTH - 1}", "`A`"),
)  # fmt: skip
"""The rows of terms, as `certificates` reads them. `A` is the index of a type."""
LETTERS = {
    "p": ("a theorem: a step before", "its index"),
    "t": ("a term", "its index"),
    "s": ("a name", "a text"),
    "P": ("theorems", "a list of their indices"),
    "S": ("pairs of terms", "a list of pairs of indices"),
    "Y": ("pairs of types", "a list of pairs of indices"),
    "L": ("pairs of a rational number and a theorem", "a list of pairs of a text and an index"),
}
WIDTH = 118
"""Letters in a row of the appendix."""


def certificate_page() -> str:
    """The page as Markdown."""
    template = environment({}, latex=False).get_template("markdown/certificates.md.j2")
    return template.render(
        certificate_format=certificates.FORMAT,
        document_format=documents.FORMAT,
        given=certificates.GIVEN,
        types=[(op, arity, TYPES[op]) for op, arity in types._ARITY.items()],
        tags=[{"number": n, "row": row, "words": words, "type": ty} for n, row, words, ty in TAGS],
        letters=[{"letter": x, "words": words, "row": row} for x, (words, row) in LETTERS.items()],
        rules=[{"name": name, "letters": letters, "words": _words(rule)} for name, (rule, letters) in RULES.items()],
        constants=[{"name": name, "type": repr(ty)} for name, ty in sorted(SIGNATURE.items())],
        axioms=[
            {"name": a.name, "words": a.words, "source": a.source, "text": show(a.statement)} for a in AXIOMS.values()
        ],
        definitions=[
            {"name": d.name, "source": d.source, "text": f"{d.name} = {show(d.right)}"} for d in DEFINITIONS.values()
        ],
        limits=_limits(),
        data=_data(),
    )


def _words(rule: Any) -> str:
    """What the rule says of itself, in its first sentence or two."""
    said = " ".join(rule.__doc__.split("\n\n")[0].split()).removesuffix(".")
    return re.sub(r" \(`symbolic_it[^)]*\)", "", said).replace("|-", "⊢")


def _limits() -> dict[str, str]:
    numbers = {
        "bytes": documents.MAX_BYTES,
        "shown": documents.MAX_SHOWN,
        "rows": certificates.MAX_ROWS,
        "name": types.MAX_NAME,
        "type_size": types.MAX_TYPE_SIZE,
        "depth": nodes.MAX_DEPTH,
        "variables": nodes.MAX_VARIABLES,
        "numeral": 2 * nodes.MAX_DIGITS,
        "hypotheses": theorems.MAX_HYPOTHESES,
        "exponent": arithmetic.MAX_EXPONENT,
        "monomials": arithmetic.MAX_TERMS,
        "degree": arithmetic.MAX_DEGREE,
        "bits": arithmetic.MAX_BITS,
    }
    return {name: f"{n:,}" for name, n in numbers.items()}


def _data() -> str:
    """The constants, axioms and definitions as rows of types and terms, in JSON."""
    writer = certificates._Writer()
    constants = {name: writer.type(ty) for name, ty in sorted(SIGNATURE.items())}
    axioms = {a.name: writer.term(a.statement) for a in AXIOMS.values()}
    definitions = {d.name: writer.term(d.right) for d in DEFINITIONS.values()}
    parts = [
        f'"types": [\n{_lines(map(_row, writer.types))}\n]',
        f'"constants": {{\n{_lines(_entries(constants))}\n}}',
        f'"terms": [\n{_lines(map(_row, writer.terms))}\n]',
        f'"axioms": {{\n{_lines(_entries(axioms))}\n}}',
        f'"definitions": {{\n{_lines(_entries(definitions))}\n}}',
    ]
    return "{" + ",\n".join(parts) + "}"


def _row(row: list[Any]) -> str:
    return json.dumps(row, separators=(",", ":"))


def _entries(table: dict[str, int]) -> Iterable[str]:
    return (f"{json.dumps(name)}: {index}" for name, index in table.items())


def _lines(parts: Iterable[str]) -> str:
    """The parts, separated by commas, in lines of bounded width."""
    lines, line = [], ""
    for part in parts:
        if line and len(line) + len(part) + 2 > WIDTH:
            lines.append(line + ",")
            line = part
        else:
            line = f"{line}, {part}" if line else part
    return "\n".join([*lines, line])
