"""Expressions as authors write them: a kernel term, the names of its bound variables, and what its symbols were declared as."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from functools import partial
from typing import TYPE_CHECKING, Any

from symbolic_it.errors import InvalidArgument
from symbolic_it.kernel.definitions import constant_for
from symbolic_it.kernel.terms import (
    KernelError,
    Term,
    Type,
    apply_term,
    bool_,
    equation,
    implication,
    nat,
    number,
    real,
)

if TYPE_CHECKING:
    import sympy


@dataclass(frozen=True)
class Declaration:
    """What a symbol stands for: its variable, a phrase for readers, and the hypotheses that come with it."""

    variable: Term
    words: str
    hypotheses: tuple[Term, ...] = ()
    bound_only: bool = False
    """Outcomes and indices: meant for binders; free only where a derivation lists them."""
    bound: Term | None = None
    """For an index over 1..m: the term m."""


Declarations = frozenset[Declaration]
NONE: Declarations = frozenset()


class Expr:
    """A term with the names of its bound variables in reading order. Made by the functions of `symbolic_it.language`.

    ``==`` compares terms (equality up to bound names) and gives a bool; the statement that two expressions are equal
    is ``Eq(a, b)``. ``<=, <, >=, >`` give statements, ``<<`` says that a law is dominated by another.
    """

    __slots__ = ("declarations", "flipped", "names", "term")
    term: Term
    names: tuple[str, ...]
    declarations: Declarations
    flipped: bool
    """Whether the statement was written with >= or >, which stand for <= and < of the sides exchanged."""

    def __init__(self, term: Term, names: tuple[str, ...] = (), declarations: Declarations = NONE) -> None:
        _set_term(self, term)
        _set_names(self, names)
        _set_declarations(self, declarations)
        _set_flipped(self, False)

    def __setattr__(self, name: str, value: object) -> None:
        raise InvalidArgument(f"an expression stays as it is: its {name} cannot be set")

    __delattr__ = __setattr__  # type: ignore[assignment]

    @property
    def type(self) -> Type:
        return self.term.ty

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Expr) and self.term is other.term

    def __hash__(self) -> int:
        return hash(self.term)

    def __bool__(self) -> bool:
        raise InvalidArgument("an expression has no truth value in Python; statements are proved, not computed")

    # ---- building ------------------------------------------------------------------------------------

    def __call__(self, *args: Expr | int | Fraction) -> Expr:
        """The function at arguments: a pair for a joint law, P(x, y); the member of a family and its argument, p(theta, x)."""
        if self.type.op != "fun":
            raise InvalidArgument(f"{self} is not a function")
        domain = self.type.args[0]
        if len(args) == 1:
            return build(apply_term, self, self._fitting(args[0], domain))
        if domain.op == "pair" and len(args) == 2:
            x, y = self._fitting(args[0], domain.args[0]), self._fitting(args[1], domain.args[1])
            return build(apply_term, self, build(lambda a, b: constant_for("pair", a, b), x, y))
        if args and self.type.args[1].op == "fun":  # a family is printed as P(i, x), so it may be written that way
            return self(args[0])(*args[1:])
        raise InvalidArgument(f"{self} takes one argument, not {len(args)}")

    def _fitting(self, arg: Expr | int | Fraction, wanted: Type) -> Expr:
        """The argument, where it is one for this function. Raises InvalidArgument in words about sets, not types."""
        value = lift(arg, wanted)
        if value.type is not wanted:
            raise InvalidArgument(
                f"types do not fit: {self} is taken at {describe(wanted)}, and {value} is {describe(value.type)}"
            )
        return value

    def __getitem__(self, index: Expr) -> Expr:
        """The member with this parameter or index: p[theta], x[i]."""
        return self(index)

    def __add__(self, other: object) -> Expr:
        return _arithmetic("add", self, other)

    def __radd__(self, other: object) -> Expr:
        return _arithmetic("add", other, self)

    def __sub__(self, other: object) -> Expr:
        return _arithmetic("sub", self, other)

    def __rsub__(self, other: object) -> Expr:
        return _arithmetic("sub", other, self)

    def __mul__(self, other: object) -> Expr:
        return _arithmetic("mul", self, other)

    def __rmul__(self, other: object) -> Expr:
        return _arithmetic("mul", other, self)

    def __truediv__(self, other: object) -> Expr:
        return _arithmetic("div", self, other)

    def __rtruediv__(self, other: object) -> Expr:
        return _arithmetic("div", other, self)

    def __pow__(self, other: object) -> Expr:
        return _arithmetic("pow", self, other)

    def __rpow__(self, other: object) -> Expr:
        return _arithmetic("pow", other, self)

    def __neg__(self) -> Expr:
        return apply_symbol("neg", as_real(self))

    def __le__(self, other: object) -> Expr:
        return _arithmetic("le", self, other)

    def __lt__(self, other: object) -> Expr:
        return _arithmetic("lt", self, other)

    def __ge__(self, other: object) -> Expr:
        result = _arithmetic("le", other, self)
        _set_flipped(result, True)
        return result

    def __gt__(self, other: object) -> Expr:
        result = _arithmetic("lt", other, self)
        _set_flipped(result, True)
        return result

    def __lshift__(self, other: Expr) -> Expr:
        """P << Q: P is dominated by Q (absolutely continuous): Q(x) = 0 implies P(x) = 0."""
        return apply_symbol("dominated", self, other)

    # ---- showing -------------------------------------------------------------------------------------

    @property
    def latex(self) -> str:
        """The expression as LaTeX, as a mathematician would write it."""
        from symbolic_it.language.printing import to_latex

        return to_latex(self.term, self.names)

    @property
    def text(self) -> str:
        """The expression as plain text."""
        from symbolic_it.language.printing import to_text

        return to_text(self.term, self.names)

    def __repr__(self) -> str:
        return self.text

    def _repr_latex_(self) -> str:
        return f"$\\displaystyle {self.latex}$"

    def to_sympy(self, sizes: dict[str, int] | int = 2, **options: Any) -> sympy.Basic:
        """The expression in SymPy at these alphabet sizes, with symbolic probabilities; see `language.sympy_bridge`."""
        from symbolic_it.language.sympy_bridge import to_sympy

        options.setdefault("like", [h for d in self.declarations for h in d.hypotheses])
        return to_sympy(self.term, sizes=sizes, **options)

    def _sympy_(self) -> sympy.Basic:
        return self.to_sympy()


_set_term, _set_names, _set_declarations, _set_flipped = (
    getattr(Expr, name).__set__ for name in ("term", "names", "declarations", "flipped")
)


def build(make: Callable[..., Term], *parts: Expr) -> Expr:
    """A term made of the parts' terms; names and declarations in the order of the parts. Type errors become words."""
    try:
        term = make(*[p.term for p in parts])
    except KernelError as error:
        raise InvalidArgument(f"types do not fit: {error}") from None
    except AttributeError:
        if all(isinstance(p, Expr) for p in parts):
            raise
        return build(make, *(lift(p) for p in parts))
    names: tuple[str, ...] = ()
    declarations = NONE
    for p in parts:
        names += p.names
        if p.declarations:
            declarations = declarations | p.declarations if declarations else p.declarations
    return Expr(term, names, declarations)


def apply_symbol(name: str, *parts: Expr) -> Expr:
    """The constant of the vocabulary applied to the parts."""
    return build(partial(constant_for, name), *parts)


def lift(value: object, ty: Type | None = None) -> Expr:
    """An expression from an expression, an exact number or a SymPy expression. Raises InvalidArgument for a float."""
    if isinstance(value, Expr):
        if ty is real and value.type is nat:
            return apply_symbol("of_nat", value)
        return value
    if isinstance(value, bool):
        raise InvalidArgument("a Python bool is not a statement; write Eq(a, b) for an equation")
    if isinstance(value, (int, Fraction)):
        if ty is nat:
            return natural_literal(value)
        return Expr(number(value))
    if isinstance(value, float):
        if value - value != 0:  # an infinity or no number at all
            raise InvalidArgument(f"numbers are exact: {value!r} is a float, and no real number")
        nearest = Fraction(value).limit_denominator(1000)
        raise InvalidArgument(
            f"numbers are exact: {value!r} is a float; write Fraction({str(nearest)!r}) or Q({nearest})"
        )
    if isinstance(value, str):
        raise InvalidArgument(f"{value!r} is text; a formula is built from declared symbols")
    if type(value).__module__.split(".")[0] == "sympy":
        from symbolic_it.language.sympy_bridge import from_sympy

        return from_sympy(value)
    raise InvalidArgument(f"{value!r} is not an expression")


def natural_literal(value: int | Fraction) -> Expr:
    """A natural number as zero and successors."""
    if value.denominator != 1 or not 0 <= value <= 200:
        raise InvalidArgument(f"{value} is not a natural number up to 200")
    result = Expr(constant_for("zero"))
    for _ in range(int(value)):
        result = apply_symbol("suc", result)
    return result


def as_real(value: object) -> Expr:
    """A real expression; naturals are embedded. Raises InvalidArgument for anything else."""
    result = lift(value, real)
    if result.type is not real:
        raise InvalidArgument(f"{result} is not a real number but {describe(result.type)}")
    return result


def _arithmetic(name: str, left: object, right: object) -> Expr:
    if name == "pow":
        exponent = lift(right, real)
        return apply_symbol("pow", as_real(left), exponent if exponent.type is real else as_real(exponent))
    return apply_symbol(name, as_real(left), as_real(right))


def describe(ty: Type) -> str:
    """A type in words."""
    simple = {"real": "a real number", "bool": "a statement", "nat": "a natural number", "pair": "a pair"}
    if ty.op in simple:
        return simple[ty.op]
    if ty.op == "fun":
        return "a function"
    return f"an element of {ty.op[1:]}"


def statement(value: object) -> Expr:
    """An expression that is a statement. Raises InvalidArgument else."""
    result = lift(value)
    if result.type is not bool_:
        raise InvalidArgument(f"{result} is not a statement but {describe(result.type)}")
    return result


def Eq(left: object, right: object) -> Expr:
    """The statement left = right (numbers, laws, sets); of statements: if and only if."""
    a, b = lift(left), lift(right)
    if (a.type is nat and b.type is real) or (a.type is real and b.type is nat):
        a, b = as_real(a), as_real(b)
    return build(equation, a, b)


def Ne(left: object, right: object) -> Expr:
    """The statement that left and right differ."""
    return Not(Eq(left, right))


def Not(p: object) -> Expr:
    """The statement that p does not hold."""
    return apply_symbol("not", statement(p))


def And(*parts: object) -> Expr:
    """All of the statements."""
    result = statement(parts[-1])
    for p in reversed(parts[:-1]):
        result = apply_symbol("and", statement(p), result)
    return result


def Or(*parts: object) -> Expr:
    """At least one of the statements."""
    result = statement(parts[-1])
    for p in reversed(parts[:-1]):
        result = apply_symbol("or", statement(p), result)
    return result


def Implies(*parts: object) -> Expr:
    """p implies (q implies r ...)."""
    return build(implication, *(statement(p) for p in parts))


def Iff(p: object, q: object) -> Expr:
    """p holds if and only if q does."""
    return build(equation, statement(p), statement(q))


def Q(numerator: int, denominator: int = 1) -> Expr:
    """The exact rational numerator/denominator."""
    if isinstance(numerator, bool) or not isinstance(numerator, int) or not isinstance(denominator, int):
        raise InvalidArgument("Q takes whole numbers: Q(1, 3) is one third")
    if denominator == 0:
        raise InvalidArgument("a fraction over zero")
    return Expr(number(Fraction(numerator, denominator)))
