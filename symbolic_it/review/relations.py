"""The relations of a chain as statements of the language."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from symbolic_it.notes import syntax as s
from symbolic_it.notes.bounds import bounds_of
from symbolic_it.notes.free_letters import free_letters
from symbolic_it.notes.left_out_parameters import is_left_out
from symbolic_it.notes.letters import CAPITALS, is_law_name, is_notion, split_arguments
from symbolic_it.notes.reading.binders import check_marks
from symbolic_it.notes.reading.proportions import PROPORTIONAL, has_constant
from symbolic_it.notes.reading.reader import Reader
from symbolic_it.notes.reading.statements import relate
from symbolic_it.notes.symbols import Unclear
from symbolic_it.notes.usage import Usage
from symbolic_it.review.steps import Item

_OF_SETS = frozenset(("cup", "cap", "minus"))


def elaborated(reader: Reader, chain: s.Chain, sides: Sequence[s.Node], first: int) -> list[Item]:
    """The relations from the first-th on; ``sides`` are the chain's with the note's own names replaced."""
    items: list[Item] = []
    signs, raw = chain.signs, chain.sides
    k = first
    while k < len(signs):
        sign = signs[k]
        item = Item(k + 1, sign, raw[k], raw[k + 1], sides[k], sides[k + 1])
        if sign.op == "propto":  # the report's word is "=", and the sign as written stands before the right side
            item.sign, item.proportional = replace(sign, op="=", written=PROPORTIONAL), True
        items.append(item)
        slopes = any(isinstance(x, s.Derivative) for x in raw[: k + 2])
        zero = raw[k + 1]
        item.stationary = slopes and sign.op == "=" and isinstance(zero, s.Num) and zero.value == 0
        if sign.op in ("=>", "<=>"):
            _implication(reader, signs, sides, k, item, items)
            k += 1
            continue
        beside = {x.op for x in (*signs[k + 1 : k + 2], *signs[max(0, k - 1) : k])}
        if beside & _OF_SETS and sign.op not in _OF_SETS:
            item.error = Unclear(item.right, "what stands beside a sign for sets is not read")
        else:
            _relation(reader, item, sides[0])
        k += 1
    return items


def _relation(reader: Reader, item: Item, first: s.Node) -> None:
    reader.free.clear()
    reader.remarks.clear()
    fixed = reader.usage.fixed
    if item.index == 1 and item.left is first:
        reader.usage.fixed = fixed | at_which(item.left, item.right)
    try:
        check_marks(item.left)
        check_marks(item.right)
        if item.proportional or (item.sign.op == "=" and has_constant(item.right)):
            read = reader.proportional if item.proportional else reader.up_to_summand
            item.lhs, item.rhs, item.statement = read(item.left, item.right, first)
        elif item.sign.op in ("~=", "->"):
            item.lhs, item.rhs = reader.side(item.left), reader.side(item.right)
            if item.lhs.type is not item.rhs.type:
                raise Unclear(item.right, "the two sides are of different kinds")
            item.statement = reader.closed(relate(item.lhs, "=", item.rhs))
        else:
            item.lhs, item.rhs, item.statement = reader.related(item.left, item.sign.op, item.right)
    except Unclear as error:
        item.error = error
    except RecursionError:
        item.error = Unclear(item.right, "the formula is nested too deeply", "IT004")
    finally:
        reader.usage.fixed = fixed
    left_out = [("left-out", n, "") for x in (item.left, item.right) for n in s.walk(x) if is_left_out(n)]
    item.remarks = (*reader.remarks, *left_out)


def at_which(left: s.Node, right: s.Node) -> set[str]:
    """x, where H(y|x) begins a chain and stands beside a formula about one x: what goes on may bind x again, by mistake."""
    if not isinstance(left, s.Call) or not is_notion(left) or "|" not in left.dividers:
        return set()
    _, after = split_arguments(left)
    small = {a.head for a in after if isinstance(a, s.Name) and a.head.islower() and a.sub is None and not a.mark}
    bound = {b.name for n in s.walk(right) if isinstance(n, s.Big) for b in bounds_of(n)}
    return small & set(free_letters(right, frozenset())) - bound


def _implication(
    reader: Reader, signs: Sequence[s.Sign], sides: Sequence[s.Node], k: int, item: Item, items: list[Item]
) -> None:
    """a = b => c = d: one statement; its parts claim nothing by themselves."""
    before = k - 1
    if before < 0 or signs[before].op in ("=>", "<=>"):
        item.error = Unclear(item.left, "an implication needs a relation before it")
        return
    if k + 1 >= len(signs) or signs[k + 1].op in ("=>", "<=>"):
        item.error = Unclear(item.right, "an implication needs a relation after it")
        return
    premise, claim = (
        s.Relation(sides[j].start, sides[j + 1].end, signs[j].op, sides[j], sides[j + 1]) for j in (before, k + 1)
    )
    item.whole = premise, claim
    reader.free.clear()
    conclusion = solved(sides[k + 1], (sides[before], sides[before + 1]))
    try:
        if any(map(of_a_variable, (sides[before], sides[before + 1], sides[k + 1], sides[k + 2]))):
            raise Unclear(item.right, "that a variable is a function of another is not read")
        for side in (sides[before], sides[before + 1], sides[k + 1], sides[k + 2]):
            check_marks(side)
        supposed, claimed = (
            (sides[before], signs[before].op, sides[before + 1]),
            (conclusion, signs[k + 1].op, sides[k + 2]),
        )
        item.lhs, item.rhs, item.statement, item.weaker, every = reader.implied(
            supposed, claimed, item.sign.op == "<=>"
        )
        item.supposed = reader.closed(item.lhs) if every else None
    except Unclear as error:
        item.error = error
    if items[-2:-1] and items[-2].index == before + 1:
        items[-2].silent = True
    item.swallows = k + 2


def of_a_variable(side: s.Node) -> bool:
    """f(X), g(Y): a value of some function, which the note does not name."""
    if not isinstance(side, s.Call) or not isinstance(side.function, s.Name) or is_notion(side):
        return False
    return not is_law_name(side.function) and all(
        isinstance(a, s.Name) and a.head in CAPITALS and len(a.head) == 1 for a in side.arguments
    )


def solved(side: s.Node, premise: Sequence[s.Node]) -> s.Node:
    """What an equation is solved for, lambda hat, as the letter that the equation holds: the premise speaks of lambda alone."""
    if not isinstance(side, s.Name) or not set(side.mark.split()) & {"hat", "star"}:
        return side
    plain = replace(side, mark="")
    names = {s.structure(n) for x in premise for n in s.walk(x) if isinstance(n, s.Name)}
    return plain if s.structure(plain) in names and s.structure(side) not in names else side


def unify_case(usage: Usage) -> None:
    """p(x) and P(x) in one formula are one law, unless both stand in one pair of brackets or q and Q differ as well."""
    for small, large in (("p", "P"), ("q", "Q")):
        if small in usage.symbols.told_apart:
            continue
        if small in usage.laws and large in usage.named and large not in usage.laws:  # P, and its values p_i
            if small not in usage.scalars and small not in usage.named:
                usage.same[large] = small
        elif {small, large} <= set(usage.models) | usage.whole and {small, large} & usage.whole:
            usage.same[large] = small  # P(X | theta), the product of p(x_i | theta)
        elif small in usage.laws and large in usage.laws and small not in usage.scalars:
            usage.same[large] = small
            joint = usage.laws[small] + tuple(x for x in usage.laws[large] if x not in usage.laws[small])
            usage.laws[small] = usage.laws[large] = joint
