"""How a derivative is shown: the reader has it as what is differentiated, and the statement that it has a value."""

from __future__ import annotations

from symbolic_it.kernel.terms import CONST, VAR, parts_of, strip
from symbolic_it.language.expr import Expr
from symbolic_it.notes import syntax as s
from symbolic_it.notes.coordinates import index_parts


def shown(node: s.Node, body: str, statement: Expr | None) -> str:
    """The LaTeX of a side: of a derivative, whose body this is, with what it is taken in; of another, this itself.

    Of a derivative taken somewhere, the statement says where.
    """
    while isinstance(node, s.Group):
        node = node.inner
    if not isinstance(node, s.Derivative) or not isinstance(node.variable, s.Name):
        return body
    sign = r"\partial" if node.kind == "partial" else r"\mathrm{d}"
    order = f"^{node.order}" if node.order > 1 else ""
    name = node.variable
    head = name.head if len(name.head) == 1 else "\\" + name.head
    for mark in name.mark.split():
        head = rf"\{mark}{{{head}}}" if mark in ("hat", "bar", "tilde") else head
    below = "".join(part.head if len(part.head) == 1 else rf"\mathrm{{{part.head}}}" for part in index_parts(name))
    variable = f"{head}_{{{below}}}" if below else head
    slope = rf"\frac{{{sign}{order}}}{{{sign} {variable}{order}}} \left[{body}\right]"
    if node.point is None or statement is None:
        return slope
    for part in parts_of([statement.term]):
        made, parts = strip(part)
        if made.kind == CONST and made.name == "has_derivative" and len(parts) == 3 and parts[1].kind != VAR:
            if not parts[1].loose:
                return rf"\left. {slope} \right|_{{{variable} = {Expr(parts[1], (), statement.declarations).latex}}}"
    return slope
