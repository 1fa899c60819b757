"""Types and terms in Rocq's language: what the exported statements are written with. Knows nothing of proofs."""

from __future__ import annotations

from fractions import Fraction

from symbolic_it.errors import InvalidArgument
from symbolic_it.kernel.definitions import DEFINITIONS
from symbolic_it.kernel.terms import (
    BOUND,
    CONST,
    LAM,
    SIGNATURE,
    VAR,
    Term,
    Type,
    match_type,
    numeral_value,
    strip,
    var,
)
from symbolic_it.rocq.names import PLAIN, TYPED, Names

LOWEST, ARROW, OR, AND, RELATION, SUM, PRODUCT, ARGUMENT = 0, 1, 2, 3, 4, 5, 6, 7
"""How tightly a place binds what stands in it."""

_INFIX = {
    "and": ("/\\", AND, AND + 1, AND), "or": ("\\/", OR, OR + 1, OR), "le": ("<=", RELATION, SUM, SUM),
    "lt": ("<", RELATION, SUM, SUM), "eq": ("=", RELATION, SUM, SUM), "add": ("+", SUM, SUM, PRODUCT),
    "sub": ("-", SUM, SUM, PRODUCT), "mul": ("*", PRODUCT, PRODUCT, ARGUMENT),
    "div": ("/", PRODUCT, PRODUCT, ARGUMENT), "imp": ("->", ARROW, ARROW + 1, ARROW),
}  # fmt: skip
"""Sign, its own strength, the least strength of its left and right sides."""


MAX_WRITTEN = 100_000
"""Symbols of one term: what terms share is written out each time."""
_LETTERS = {"real": "t", "nat": "n", "bool": "p", "fun": "f", "pair": "z"}
"""What bound variables are called, by their types; others are called x."""


class NotExported(InvalidArgument):
    """Something that has no counterpart in Rocq yet; the message says what."""


class Scope:
    """The names of type variables and of free variables, and how absent ones are stood in for."""

    def __init__(self, outer: Scope | None = None) -> None:
        self.names: Names = Names(outer.names if outer is not None else None)
        self.types: dict[Type, str] = dict(outer.types) if outer is not None else {}
        self.points: dict[Type, str] = dict(outer.points) if outer is not None else {}
        self.variables: dict[Term, str] = dict(outer.variables) if outer is not None else {}

    def add_type(self, t: Type) -> str:
        """Give the type variable a name; what its binders are."""
        name = self.types[t] = self.names.fresh(t.op)
        if t.op[0] == "%":
            return f"({name} : finite)"
        point = self.points[t] = self.names.fresh(name + "_point")
        return f"({name} : Type) ({point} : {name})"

    def add_variable(self, v: Term) -> str:
        """Give the variable a name; its binder."""
        binder = type_text(v.ty, self)
        name = self.variables[v] = self.names.fresh(v.name)
        return f"({name} : {binder})"


def type_text(t: Type, scope: Scope) -> str:
    """The type, to stand where a type is expected."""
    if t.op == "fun":
        left, right = t.args
        return f"{_operand(left, scope)} -> {type_text(right, scope)}"
    if t.op == "pair":
        return " * ".join(_operand(a, scope) for a in t.args)
    if not t.args and t.op[0] in "'%":
        # A type variable that no statement shows: any type will do.
        return scope.types.get(t, "nat" if t.op[0] == "'" else "one_letter")
    return {"real": "R", "bool": "Prop", "nat": "nat"}[t.op]


def _operand(t: Type, scope: Scope) -> str:
    text = type_text(t, scope)
    return f"({text})" if t.args else text


def finite_text(t: Type, scope: Scope) -> str:
    """The alphabet, as an argument. Raises NotExported where the finite type has no counterpart."""
    if t.op == "pair":
        return f"(pairs {finite_text(t.args[0], scope)} {finite_text(t.args[1], scope)})"
    if t.op[0] == "%":
        return scope.types.get(t, "one_letter")
    raise NotExported(f"the alphabet of all values of type {t!r}")


def point_text(t: Type, scope: Scope) -> str:
    """Some value of the type, as an argument: it stands for what no statement shows."""
    if t.op == "fun":
        return f"(fun _ => {point_text(t.args[1], scope)})"
    if t.op == "pair":
        return f"({point_text(t.args[0], scope)}, {point_text(t.args[1], scope)})"
    if not t.args and t.op[0] == "%":
        return f"(point {scope.types.get(t, 'one_letter')})"
    if not t.args and t.op[0] == "'":
        return scope.points.get(t, "O")
    return {"real": "0", "bool": "True", "nat": "O"}[t.op]


def number_text(q: Fraction | int) -> str:
    """An exact rational, as an argument."""
    q = Fraction(q)
    whole = str(q.numerator) if q.numerator >= 0 else f"({q.numerator})"
    return whole if q.denominator == 1 else f"({whole} / {q.denominator})"


def type_arguments(name: str, ty: Type) -> list[tuple[Type, Type]]:
    """The constant's type variables, in the order in which its most general type shows them, with what they are at."""
    mapping: dict[Type, Type] = {}
    match_type(SIGNATURE[name], ty, mapping)
    return [(v, mapping[v]) for v in type_variables(SIGNATURE[name])]


def type_variables(t: Type) -> list[Type]:
    """The type variables, in the order in which the type shows them."""
    found: dict[Type, None] = {}
    todo = [t]
    while todo:
        u = todo.pop()
        if u.args:
            todo += reversed(u.args)
        elif u.op[0] in "'%":
            found[u] = None
    return list(found)


def type_argument_text(variable: Type, t: Type, scope: Scope) -> str:
    if variable.op[0] == "%":
        return finite_text(t, scope)
    text = type_text(t, scope)
    return f"({text})%type" if t.args else text


def constant_text(t: Term, scope: Scope) -> tuple[str, bool]:
    """The constant standing alone, and whether it is one word."""
    value = numeral_value(t)
    if value is not None:
        return number_text(value), True
    if t.name in PLAIN:
        return PLAIN[t.name], True
    arguments = [type_argument_text(v, u, scope) for v, u in type_arguments(t.name, t.ty)]
    return " ".join([TYPED.get(t.name) or own_notion(t.name), *arguments]), not arguments and t.name not in TYPED


def own_notion(name: str) -> str:
    """What a notion is called that an author's file defines."""
    if name not in DEFINITIONS:
        raise NotExported(f"the notion {name}")
    return f"notion_{name}"


def notion_text(name: str) -> str:
    """Its definition. The right side has no variable, and no type variable that its type does not show."""
    right, scope = DEFINITIONS[name].right, Scope()
    binders = []
    for v in type_variables(SIGNATURE[name]):
        scope.types[v] = scope.names.fresh(v.op)
        binders.append(f"({scope.types[v]} : {'finite' if v.op[0] == '%' else 'Type'})")
    head = " ".join(["Definition", own_notion(name), *binders])
    return f"{head} : {type_text(right.ty, scope)} :=\n  {term_text(right, scope)}.\n"


def term_text(t: Term, scope: Scope, place: int = LOWEST) -> str:
    """The term, in parentheses where the place needs them."""
    return _Writer(scope).write(t, [], place)


class _Writer:
    def __init__(self, scope: Scope, budget: list[int] | None = None) -> None:
        self.scope = scope
        self.budget = [MAX_WRITTEN] if budget is None else budget

    def write(self, t: Term, bound: list[str], place: int) -> str:
        self.budget[0] -= 1
        if self.budget[0] < 0:
            raise NotExported(f"a term of more than {MAX_WRITTEN} symbols")
        if t.kind == BOUND:
            return bound[-1 - t.index]
        if t.kind == VAR:
            known = self.scope.variables.get(t)
            return known if known is not None else point_text(t.ty, self.scope)
        if t.kind == LAM:
            name, inside = self._open(t, bound)
            return _within(f"fun {name} : {type_text(t.domain, self.scope)} => {inside}", LOWEST, place)
        return self.applied(*strip(t), bound, place)

    def applied(self, head: Term, args: list[Term], bound: list[str], place: int) -> str:
        if head.kind == CONST:
            return self._constant(head, args, bound, place)
        return self._applied(self.write(head, bound, ARGUMENT), args, bound, place)

    def _open(self, t: Term, bound: list[str]) -> tuple[str, str]:
        """The name of the abstraction's variable, and its body."""
        names = Names(self.scope.names)
        for name in bound:
            names.fresh(name)
        name = names.fresh(_LETTERS.get(t.domain.op, "x"))
        return name, self.write(t.body, [*bound, name], LOWEST)

    def _applied(self, head: str, args: list[Term], bound: list[str], place: int) -> str:
        if not args:
            return head
        return _within(" ".join([head, *(self.write(x, bound, ARGUMENT + 1) for x in args)]), ARGUMENT, place)

    def _constant(self, head: Term, args: list[Term], bound: list[str], place: int) -> str:
        name = head.name
        if name in _INFIX and len(args) == 2:
            sign, own, left, right = _INFIX[name]
            sides = self.write(args[0], bound, left), self.write(args[1], bound, right)
            return _within(f"{sides[0]} {sign} {sides[1]}", own, place)
        if name in ("forall", "exists") and len(args) == 1:
            return _within(self._quantified(name, args[0], bound), LOWEST, place)
        if name == "pair" and len(args) == 2:
            return f"({self.write(args[0], bound, LOWEST)}, {self.write(args[1], bound, LOWEST)})"
        if name in ("fst", "snd") and args:
            return self._applied(name, args, bound, place)
        if name == "neg" and len(args) == 1:
            return _within(f"- {self.write(args[0], bound, ARGUMENT)}", PRODUCT, place)
        if name == "not" and len(args) == 1:
            return _within(f"~ {self.write(args[0], bound, ARGUMENT)}", RELATION, place)
        text, one_word = constant_text(head, self.scope)
        if not args:
            return text if one_word else _within(text, ARGUMENT, place)
        return self._applied(text, args, bound, place)

    def _quantified(self, name: str, body: Term, bound: list[str]) -> str:
        domain = body.ty.args[0]
        if body.kind == LAM:
            v, inside = self._open(body, bound)
        else:  # an abstraction that the kernel contracted: x -> f x
            names = Names(self.scope.names)
            for other in bound:
                names.fresh(other)
            v = names.fresh(_LETTERS.get(domain.op, "x"))
            scope = Scope(self.scope)
            scope.variables[var(f"{v} of a quantifier", domain)] = v
            head, args = strip(body)
            inside = _Writer(scope, self.budget).applied(
                head, [*args, var(f"{v} of a quantifier", domain)], bound, LOWEST
            )
        return f"{name} {v} : {type_text(domain, self.scope)}, {inside}"


def _within(text: str, own: int, place: int) -> str:
    # An argument of a function takes parentheses around whatever is not one word.
    return f"({text})" if own < place else text
