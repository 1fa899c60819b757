"""Statements as two sides and a relation: how they are put together, chained, and taken apart."""

from __future__ import annotations

from collections.abc import Sequence

from symbolic_it.authoring.steps import Step
from symbolic_it.deduction.logic import is_universal
from symbolic_it.errors import InvalidArgument
from symbolic_it.kernel.definitions import constant_for
from symbolic_it.kernel.terms import apply_term, binary, bool_, equation, real, var
from symbolic_it.language.expr import Eq, Expr, Implies, build, statement
from symbolic_it.language.printing import names_used

RELATIONS = {"=": "eq", "<=": "le", "<": "lt", ">=": "le", ">": "lt"}


def relate(left: Expr, relation: str, right: Expr) -> Expr:
    """The statement ``left relation right``. Raises InvalidArgument when the relation does not fit."""
    if relation == "=":
        if left.type is bool_:
            raise InvalidArgument("two statements are not related by =; use iff")
        return Eq(left, right)
    if relation == "<=>":
        return build(equation, statement(left), statement(right))
    if relation == "=>":
        return Implies(left, right)
    low, high = (right, left) if relation in (">=", ">") else (left, right)
    if low.type is not real or high.type is not real:
        raise InvalidArgument(f"{relation} relates real numbers")
    return build(lambda a, b: constant_for(RELATIONS[relation], a, b), low, high)


def overall_relation(steps: Sequence[Step]) -> str:
    """What a chain of these steps says of its ends. Raises InvalidArgument for a chain in two directions."""
    relations = [s.relation for s in steps]
    kinds = set(relations) - {"="}
    if not kinds:
        return "="
    if kinds <= {"<=", "<"}:
        return "<" if "<" in kinds else "<="
    if kinds <= {">=", ">"}:
        return ">" if ">" in kinds else ">="
    if kinds <= {"<=>", "=>"}:
        return "=>" if "=>" in kinds else "<=>"
    raise InvalidArgument(f"a chain cannot mix the relations {', '.join(sorted(kinds))}")


def core(goal: Expr) -> tuple[Expr, str, Expr]:
    """(lhs, relation, rhs) of a statement; below quantifiers and premises, of its conclusion. "" when it has no relation."""
    term, names, declarations = goal.term, goal.names, goal.declarations
    while True:
        if is_universal(term):
            taken = {v.name for v in term.free}
            name = names[0] if names and names[0] not in taken else ""
            names = names[1:]
            v = var(name or f"_{len(taken)}", term.arg.ty.args[0])
            term = apply_term(term.arg, v)
        elif (parts := binary("imp", term)) is not None:
            names = names[names_used(parts[0], names) :]
            term = parts[1]
        else:
            break
    for constant, relation in (("eq", "="), ("le", "<="), ("lt", "<")):
        sides = binary(constant, term)
        if sides is None:
            continue
        if constant == "eq" and sides[0].ty is bool_:
            relation = "<=>"
        left = Expr(sides[0], names, declarations)
        right = Expr(sides[1], names[names_used(sides[0], names) :], declarations)
        if goal.flipped:
            return right, {"<=": ">=", "<": ">"}[relation], left
        return left, relation, right
    return goal, "", goal
