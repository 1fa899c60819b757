"""Whether a step that looks false may be meant otherwise: another reading, a definition, a choice made before."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from symbolic_it.kernel.terms import nat, real
from symbolic_it.language.expr import Expr
from symbolic_it.notes import syntax as s
from symbolic_it.notes.bounds import bounds_of
from symbolic_it.notes.left_out_parameters import is_left_out
from symbolic_it.notes.letters import (
    is_differential_entropy,
    is_law_name,
    is_notion,
    is_parameter,
    joint_letters,
    law_key,
    parameter_key,
    parameter_of,
    split_arguments,
)
from symbolic_it.notes.naming import BINOMIAL
from symbolic_it.notes.reading.proportions import without_constant
from symbolic_it.notes.reading.reader import Reader
from symbolic_it.notes.symbols import MAX_SETTINGS, Symbols, Unclear, key_of
from symbolic_it.review.components import introduces_vector
from symbolic_it.review.either_reach import reaches_in_doubt
from symbolic_it.review.judging import fails
from symbolic_it.review.moments import is_stated_moment
from symbolic_it.review.of_outcomes import LETTERS
from symbolic_it.review.other_values import in_new_letters, only_here, tied_by
from symbolic_it.review.own_names import is_explicit
from symbolic_it.review.plain_sides import closed
from symbolic_it.review.reach import divides_after, with_other_reach
from symbolic_it.review.stated_formulas import Said, at_values, claims_of
from symbolic_it.review.steps import Item


class Readings:
    """Looks at steps by what the note has said before."""

    def __init__(self, symbols: Symbols, section: int, indices: Collection[str] = ()) -> None:
        """``indices``: names that a formula is about all values of, whatever the note said of them."""
        self.symbols, self.section, self.indices = symbols, section, indices

    def ambiguous(self, reader: Reader, item: Item, given: Sequence[Expr]) -> bool:
        """Whether something else may be meant, of which it is not seen that it fails as well."""
        return bool(
            any(what in ("averaged", "reach", "numbers") for what, _, _ in item.remarks)
            or left_out(item.left) != left_out(item.right)
            or self.rests_on_binomials(item)
            or drops_parameter(item)
            or drops_in_law(item)
            or any(s.spelled_name(n).lower() == "softmax" for x in (item.left, item.right) for n in s.walk(x))
            or about_named_parameter(item)
            or of_order_two(item)
            or self.defines_again(item)
            or function_of_outcomes(item) - self.symbols.own_functions
            or any(
                isinstance(n, s.Name) and n.head in ("const", "constant")
                for x in (item.left, without_constant(item.right))
                for n in s.walk(x)
            )
            or any(isinstance(n, s.Name) and n.head > "\u2fff" for x in (item.left, item.right) for n in s.walk(x))
            or reaches_in_doubt(reader, item, given)
            or any(with_other_reach(x) != x for x in (item.left, item.right))
            or any(divides_after(n) for x in (item.left, item.right) for n in s.walk(x))
        )

    def rests_on_binomials(self, item: Item) -> bool:
        """Whether a binomial coefficient, of which nothing is known, stands in it; a derivative has it as a factor at most."""
        within = any(isinstance(n, s.Name) and n.head == BINOMIAL for n in s.walk(item.right))
        if item.statement is None or (isinstance(item.left, s.Derivative) and not within):
            return False
        return any(v.name.startswith(BINOMIAL) for v in item.statement.term.free)

    def defines_again(self, item: Item) -> bool:
        """Whether a name that the note has defined gets another formula, of other laws: PPL = 2^{H(p)}, PPL = exp(-mean log q(x_i))."""
        left = item.raw_left
        name = left.function if isinstance(left, s.Call) and not is_notion(left) else left
        if item.index != 1 or item.sign.op not in ("=", ":=") or not isinstance(name, s.Name):
            return False
        if item.lhs is None or item.rhs is None or item.lhs.type is not real:
            return False
        if not any(key.partition("(")[0] == key_of(name) for key in self.symbols.meanings):
            return False
        free = [{v for v in e.term.free if v.ty is not nat and v.name != "b"} for e in (item.lhs, item.rhs)]
        return all(free) and not free[0] & free[1]

    def introduces_law(self, item: Item) -> bool:
        """Whether a law that the note has not spoken of before is set equal to a formula without it: q(y) = sum_x p(x, y)."""
        if introduces_vector(item, self.symbols):
            return True
        left = item.raw_left
        if item.proportional or item.index != 1 or item.sign.op not in ("=", ":=") or not isinstance(left, s.Call):
            return False
        if not isinstance(left.function, s.Name) or not is_law_name(left.function):
            return False
        if isinstance(item.left, s.Derivative) and left.function.head not in "pqPQ":  # p'(x) may well be another law
            return False
        key = law_key(left.function)
        used = {law_key(n) for n in s.walk(item.right) if isinstance(n, s.Name)}
        return key not in self.symbols.laws and key not in used and is_explicit(item.right)

    def kept_law(self, item: Item) -> bool:
        """Whether a law is introduced; then what is said of it is kept."""
        introduced = self.introduces_law(item)
        if introduced:
            entry = (item.raw_left, item.raw_right), ("=",), self.section
            self.symbols.append("settings", [entry], MAX_SETTINGS)
        return introduced

    def about_settings(self, item: Item, target: str = "", anyway: bool = False, stated: Sequence[Expr] = ()) -> bool:
        """Whether the note fixed a symbol of the step before, so that a counterexample with another value shows nothing.

        ``target``: numbers that are what the note says; ``anyway``: whatever numbers with an index are, it fails;
        ``stated``: what the counterexample meets.
        """  # fmt: skip
        nodes = [n for x in (item.left, item.right) for n in s.walk(x)]
        found = self.names_of(nodes)
        bounds = [b for n in nodes if isinstance(n, s.Big) for b in bounds_of(n)]
        bound = {b.name for b in bounds} | {key_of(b.last) for b in bounds if b.last is not None}
        heads = frozenset(n.head for n in found if n.head not in bound)
        if heads & self.symbols.spoken or is_stated_moment(item.raw_left, item.raw_right, self.symbols):
            return True
        if item.sign.op in ("=", "==") and chooses_law(item.raw_left, item.right):
            return True
        names = self.law_keys(nodes)
        if any(f"{name}(" in key or f"{name}[]" == key for name in names for key in self.symbols.meanings):
            return True
        sides = (item.left, item.right)
        notion = any(isinstance(x, s.Call) and is_notion(x) and not closed(x) for x in sides)
        if item.lhs is None or item.rhs is None:
            return False
        free = item.lhs.term.free | item.rhs.term.free
        integrals = any(isinstance(n, s.Big) and n.kind == "int" for n in nodes)
        differential = any(map(is_differential_entropy, nodes))
        if differential and not integrals and not self.symbols.integrals:
            return True  # h may be the entropy of a discrete variable after all
        if item.sign.op in ("=", "<", "<=", ">", ">=") and (integrals or differential):
            with_laws = [any(v.ty.op == "fun" for v in e.term.free) for e in (item.lhs, item.rhs)]
            value = item.rhs if with_laws[0] else item.lhs
            if with_laws[0] != with_laws[1] and (item.sign.op == "=" or any(v.name != "b" for v in value.term.free)):
                return True  # the value of an integral for densities that the text describes, or a bound of it
        functions = [
            {v for v in e.term.free if v.ty.op == "fun" and v.ty.args[0] is real} for e in (item.lhs, item.rhs)
        ]
        if item.sign.op in ("=", "==") and functions[0] ^ functions[1]:
            return True  # what the note's own function is: the values of one that it does not define show nothing
        slopes = any(isinstance(n, s.Derivative) for n in nodes)
        if item.sign.op in ("=", "==") and not slopes and all(only_here(item, tied_by(stated))):
            return True  # z here and w x there: one says what the other is
        if item.sign.op in ("=", "==") and in_new_letters(item):
            return True
        sequences = any(
            v.ty.op == "fun" and v.ty.args[0].op == "nat" and v.ty.args[1].op == "real" and v.name != target
            for v in free
        )
        laws = any(v.ty.op == "fun" and v.ty.args[0].op != "nat" for v in free)
        if sequences and not laws and item.sign.op in ("<", "<=", ">", ">="):
            return not anyway
        written = [n for x in sides if closed(x) for n in s.walk(x) if isinstance(n, s.Num) and n.digits]
        if item.sign.op != "=" or not (notion or sequences or (laws and len(written) > 1)):
            return False
        numbers = [all(v.ty is real for v in e.term.free) for e in (item.lhs, item.rhs)]
        return numbers[0] != numbers[1]

    def names_of(self, nodes: Sequence[s.Node]) -> list[s.Name]:
        """The names that the note may have said something of: no index, as q in z_q is one where q_k is the softmax."""
        below = {id(x) for n in nodes if isinstance(n, s.Name) and n.sub is not None for x in s.walk(n.sub)}
        names = [n for n in nodes if isinstance(n, s.Name) and key_of(n) not in self.indices]
        return [n for n in names if id(n) not in below or f"{n.head}[]" not in self.symbols.meanings]

    def said_of(self, item: Item) -> tuple[list[Said], list[Said]]:
        """What the note has said of the names of the step in relations that are not used elsewhere, and what it sets in them."""
        nodes = [n for x in (item.left, item.right) for n in s.walk(x)]
        bounds = [b for n in nodes if isinstance(n, s.Big) for b in bounds_of(n)]
        bound = {b.name for b in bounds} | {key_of(b.last) for b in bounds if b.last is not None}
        found = {n.head for n in nodes if isinstance(n, s.Name) and key_of(n) not in self.indices}
        said = self.symbols.asked("said", relations_of, frozenset(found - bound))
        known = self.symbols.asked("settings", set_for, self.law_keys(nodes), self.section)
        claimed = self.symbols.asked("claimed", claims_of, frozenset(found - bound), self.section)
        equations = [x for x in dict.fromkeys(known) if x[1] == ("=",) and not at_values(x[0][0])]
        return list(dict.fromkeys([*said, *known, *claimed])), [*equations, *claimed]

    def keep_claim(self, item: Item) -> None:
        """What the note claims of its own numbers, sum_i 2^{-l_i} <= 1: what it says next is about such numbers."""
        heads = frozenset(n.head for n in s.walk(item.raw_left) if isinstance(n, s.Name) and n.sub is not None)
        if item.sign.op in ("<", "<=") and isinstance(item.raw_left, s.Big) and heads and closed(item.raw_right):
            sides = item.raw_left, item.raw_right
            self.symbols.append("claimed", [(heads, (sides, (item.sign.op,)), self.section)], MAX_SETTINGS)

    def law_keys(self, nodes: Sequence[s.Node]) -> frozenset[str]:
        """The keys of the step's names, but for dL/dp_i, where p_i is what it is defined to be."""
        found = self.names_of(nodes)
        by_defined = [n for n in nodes if isinstance(n, s.Derivative) and n.point is not None]
        taken = {id(x) for n in by_defined for part in (n.body, n.variable) if part is not None for x in s.walk(part)}
        return frozenset(law_key(n) for n in found if id(n) not in taken)

    def introduces(self, item: Item) -> bool:
        """Whether this is the first use of a standard notion, defined by what stands on the right."""
        left = item.left
        if (
            item.index != 1
            or item.sign.op not in ("=", ":=", "==")
            or not isinstance(left, s.Call)
            or not is_notion(left)
        ):
            return False
        assert isinstance(left.function, s.Name)
        if any(isinstance(n, s.Call) and is_notion(n) for n in s.walk(item.right)) or isinstance(item.right, s.Num):
            return False
        kind = notion_kind(left)
        first = kind not in self.symbols.introduced
        self.symbols.introduced.add(kind)
        return first or item.sign.op == ":="


def relations_of(
    said: Sequence[tuple[frozenset[str], tuple[s.Node, ...], tuple[str, ...]]], heads: frozenset[str]
) -> list[Said]:
    """The relations that speak of one of these names."""
    return [(sides, signs) for names, sides, signs in said if names & heads]


def set_for(
    settings: Sequence[tuple[tuple[s.Node, ...], tuple[str, ...], int]], names: frozenset[str], section: int
) -> list[Said]:
    """What the section sets that one of these names stands for."""
    found = []
    for sides, signs, place in settings:
        name = sides[0].function if isinstance(sides[0], s.Call) else sides[0]
        spoken_of = {law_key(name)} if isinstance(name, s.Name) else set()
        if isinstance(sides[0], s.Call) and is_notion(sides[0]):  # I(X;Y) = 0 is about X and Y, and their outcomes
            within = [n.head for n in s.walk(sides[0]) if isinstance(n, s.Name)]
            spoken_of |= {"p", "P", *within, *(head.lower() for head in within)}
        if place == section and spoken_of & names:
            found.append((sides, signs))
    return found


def of_order_two(item: Item) -> bool:
    """Whether H_2 stands beside squares, so that it may be the entropy of order two and not one in bits."""
    nodes = [n for x in (item.left, item.right) for n in s.walk(x)]
    calls = [n.function for n in nodes if isinstance(n, s.Call) and is_notion(n)]
    squares = (n.exponent for n in nodes if isinstance(n, s.Power))
    return any(isinstance(f, s.Name) and f.head in ("H", "S") and s.word_below(f.sub) == "2" for f in calls) and any(
        isinstance(e, s.Num) and e.value == 2 for e in squares
    )


def chooses_law(left: s.Node, right: s.Node) -> bool:
    """Whether a law stands alone on the left and not on the right: Q(z) = p(x, z) / p(x) may say which law Q is."""
    name = (
        left.function
        if isinstance(left, s.Call)
        else left
        if isinstance(left, s.Name) and left.sub is not None
        else None
    )
    if not is_law_name(name) or not isinstance(name, s.Name):
        return False
    used = {law_key(n) for n in s.walk(right) if isinstance(n, s.Name) and is_law_name(n)}
    return bool(used) and law_key(name) not in used


def laws_below(nodes: Sequence[s.Node]) -> list[s.Name]:
    """The laws that expectations are taken under, where they stand without a parameter."""
    below = [n.sub for n in nodes if isinstance(n, s.Expectation) and n.sub is not None]
    under = [x.right for x in below if isinstance(x, s.Relation) and x.op == "~" and x.right is not None]
    return [x for x in (*under, *below) if isinstance(x, s.Name) and parameter_of(x) is None]


def with_parameter_below(item: Item) -> tuple[s.Node, s.Node]:
    """The sides with the laws under expectations written like those that have a parameter."""
    nodes = [n for x in (item.left, item.right) for n in s.walk(x)]
    bare = laws_below(nodes)
    full = {law_key(n): n for n in nodes if isinstance(n, s.Name) and is_law_name(n) and parameter_of(n) is not None}

    def written(node: s.Node) -> s.Node:
        if any(node is x for x in bare) and isinstance(node, s.Name):
            return full.get(law_key(node), node)
        return s.mapped(node, written)

    return written(item.left), written(item.right)


def drops_parameter_below(item: Item) -> bool:
    """Whether E_{z ~ q} stands beside q_theta(z), and q without its parameter nowhere else: the same law, or another one."""
    nodes = [n for x in (item.left, item.right) for n in s.walk(x)]
    bare = {id(x) for x in laws_below(nodes)}
    names = [n for n in nodes if isinstance(n, s.Name) and is_law_name(n) and id(n) not in bare]
    calls = [n for n in nodes if isinstance(n, s.Call) and isinstance(n.function, s.Name) and is_law_name(n.function)]
    told = {id(c.function) for c in calls if any(map(is_parameter, c.arguments))}
    with_one = {law_key(n) for n in names if parameter_of(n) is not None or id(n) in told}
    without = {law_key(n) for n in names if parameter_of(n) is None and id(n) not in told}
    used = {law_key(x) for x in laws_below(nodes)}
    return bool(used & with_one - without)


def may_have_parameter(reader: Reader, item: Item, given: Sequence[Expr]) -> bool:
    """Whether the step may hold where a law that stands without its parameter has it: E_q beside q_theta."""
    if not drops_parameter_below(item):
        return False
    left, right = with_parameter_below(item)
    reader.free.clear()
    try:
        statement = reader.related(left, item.sign.op, right)[2]
    except (Unclear, RecursionError):
        return True
    return not fails(statement, given)


def about_named_parameter(item: Item) -> bool:
    """Whether the step may hold because of what a parameter with a name of its own is: theta^* the true one, or the best.

    An equation that has it on both sides, and no number on either, is one for every value.
    """
    named = {word for what, _, word in item.remarks if what == "named-parameter"}
    if not named:
        return False
    sides = [{parameter_key(n) for n in s.walk(x) if isinstance(n, s.Name)} for x in (item.left, item.right)]
    return item.sign.op not in ("=", ":=", "==") or not all(named <= side for side in sides)


def left_out(side: s.Node) -> set[str]:
    """The laws of a side whose parameter the author left out."""
    return {law_key(n) for n in s.walk(side) if is_left_out(n) and isinstance(n, s.Name)}


def letters(call: s.Call) -> list[str]:
    """The letters of a law's outcomes, in order, and a bar before those of its condition."""
    before, after = split_arguments(call)
    given = joint_letters([a for a in after if not is_parameter(a)])
    return [*sorted(joint_letters(before)), *(["|", *sorted(given)] if given else [])]


def drops_parameter(item: Item) -> bool:
    """Whether p(x_i) stands beside p(x_i | theta): the same law with its parameter left out, or another one."""
    calls = [n for x in (item.left, item.right) for n in s.walk(x) if isinstance(n, s.Call)]
    laws = [(n, n.function) for n in calls if isinstance(n.function, s.Name) and is_law_name(n.function)]
    with_one = {law_key(f) for n, f in laws if parameter_of(f) or any(map(is_parameter, split_arguments(n)[1]))}
    spoken = {(law_key(f), *letters(n)) for n, f in laws if parameter_of(f) or any(map(is_parameter, n.arguments))}
    for n, f in laws:  # p(z) beside p_theta(x | z) and p_theta(x): a part of the model that does not depend on theta
        if law_key(f) in with_one and parameter_of(f) is None and not any(map(is_parameter, n.arguments)):
            if (law_key(f), *letters(n)) not in spoken and letters(n):
                return True
    return any(
        law_key(f) in with_one
        and parameter_of(f) is None
        and not any(map(is_parameter, n.arguments))
        and any(isinstance(a, s.Name) and a.sub is not None for a in n.arguments)
        for n, f in laws
    )


def drops_in_law(item: Item) -> bool:
    """Whether q stands beside q_theta, as in E_{z ~ q}[log q_theta(z)]; p beside p_theta is the law of the data."""
    names = [n for x in (item.left, item.right) for n in s.walk(x) if isinstance(n, s.Name) and n.head in ("q", "Q")]
    with_one = {law_key(n) for n in names if parameter_of(n) is not None}
    return any(law_key(n) in with_one and n.sub is None for n in names)


def notion_kind(call: s.Call) -> str:
    """H of one, H of two, H given, D, I of one, I of two."""
    assert isinstance(call.function, s.Name)
    head = {"KL": "D", "DKL": "D"}.get(call.function.head, call.function.head)
    laws = (
        "law"
        if all(is_law_name(a) or (isinstance(a, s.Call) and is_law_name(a.function)) for a in call.arguments)
        else "variable"
    )
    return f"{head}{len(call.arguments)}{'|' if '|' in call.dividers else ''}{laws if head == 'H' and len(call.arguments) == 2 else ''}"


def function_of_outcomes(item: Item) -> set[str]:
    """The letters of notions that stand for functions here: h(x) under a sum over x, or the information of the outcome."""
    names = [n for x in (item.left, item.right) for n in s.walk(x) if isinstance(n, s.Name)]
    heads = {n.head for n in names if parameter_of(n) is None}  # h_theta is no notion in any case
    return {letter for letter in LETTERS if f"{letter}_function" in heads}
