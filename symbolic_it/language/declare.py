"""Declaring symbols: alphabets and outcomes, laws, models, samples, parameters, numbers, functions, sequences."""

from __future__ import annotations

import re
from dataclasses import dataclass

from symbolic_it.errors import InvalidArgument
from symbolic_it.kernel.definitions import constant_for
from symbolic_it.kernel.terms import (
    Term,
    Type,
    alphabet_type,
    apply_term,
    bool_,
    fun,
    nat,
    number,
    pair_type,
    real,
    type_variable,
    universal,
    var,
)
from symbolic_it.language.expr import Declaration, Expr

_NAME = re.compile(r"[A-Za-z][A-Za-z0-9]*(_[A-Za-z0-9]+)*'*")


def _name(name: str) -> str:
    if not isinstance(name, str) or not _NAME.fullmatch(name) or len(name) > 40:
        raise InvalidArgument(f"{name!r} is not a symbol's name (letters, digits, underscores between them)")
    return name


def _alphabet(over: object) -> Alphabet:
    if not isinstance(over, Alphabet):
        raise InvalidArgument(f'{over!r} is not an alphabet: make one with alphabet("X")')
    return over


def _declare(
    name: str, ty: Type, words: str, *hypotheses: Term, bound_only: bool = False, bound: Term | None = None
) -> Expr:
    v = var(_name(name), ty)
    return Expr(v, (), frozenset((Declaration(v, words, hypotheses, bound_only, bound),)))


def declared(name: str, ty: Type, words: str, *hypotheses: Term) -> Expr:
    """A free symbol of this type, with words for readers and the hypotheses that come with it."""
    return _declare(name, ty, words, *hypotheses)


@dataclass(frozen=True)
class Alphabet:
    """A finite nonempty set; ``X * Y`` is the set of pairs."""

    name: str
    type: Type

    def outcome(self, name: str) -> Expr:
        """A variable for an element, to be bound by a sum or a quantifier."""
        return _declare(name, self.type, f"{name} ranges over {self.name}", bound_only=True)

    def letter(self, name: str) -> Expr:
        """A fixed element."""
        return _declare(name, self.type, f"{name} is an element of {self.name}")

    def __mul__(self, other: Alphabet) -> Alphabet:
        return Alphabet(f"{self.name} x {other.name}", pair_type(self.type, other.type))


@dataclass(frozen=True)
class Space:
    """A nonempty set of any size, such as the set of a model's parameters."""

    name: str
    type: Type

    def point(self, name: str) -> Expr:
        """A variable for an element, to be bound by argmax or a quantifier."""
        return _declare(name, self.type, f"{name} ranges over {self.name}", bound_only=True)


def alphabet(name: str) -> Alphabet:
    """A finite nonempty alphabet X; theorems hold for every size.

    ``X.outcome("x")`` is a variable for its letters, ``X.letter("k")`` a fixed letter, ``X * Y`` the alphabet of pairs; to
    say which letters there are, see ``letters``.
    """
    return Alphabet(_name(name), alphabet_type(name))


def parameters(name: str) -> Space:
    """A set of parameters Theta, of any size: ``Theta.point("theta")`` is a variable for one."""
    return Space(_name(name), type_variable(name))


def law(name: str, over: Alphabet) -> Expr:
    """A law on the alphabet: P(x) >= 0 and the sum is 1. On a product it is a joint law, used as P(x, y)."""
    v = var(_name(name), fun(_alphabet(over).type, real))
    return _declare(name, v.ty, f"{name} is a law on {over.name}", constant_for("law", v))


def model(name: str, space: Space | Alphabet, over: Alphabet) -> Expr:
    """A family of laws on an alphabet: ``p[theta]`` is a law for each parameter in the space, which may be an alphabet."""
    v = var(_name(name), fun(space.type, _alphabet(over).type, real))
    t = var("theta", space.type)
    every = universal(t, constant_for("law", apply_term(v, t)))
    return _declare(
        name, v.ty, f"{name} is a family of laws on {over.name}, one for each parameter in {space.name}", every
    )


def real_number(name: str) -> Expr:
    """A real number."""
    return _declare(name, real, f"{name} is a real number")


def real_variable(name: str) -> Expr:
    """A real variable, to be bound by a quantifier, argmax or a function."""
    return _declare(name, real, f"{name} ranges over the real numbers", bound_only=True)


def natural(name: str) -> Expr:
    """A natural number (0 included)."""
    return _declare(name, nat, f"{name} is a natural number")


def natural_variable(name: str) -> Expr:
    """A natural number, to be bound by a quantifier."""
    return _declare(name, nat, f"{name} ranges over the natural numbers", bound_only=True)


def sample_size(name: str = "m") -> Expr:
    """A natural number m >= 1: the length of a sample."""
    v = var(_name(name), nat)
    positive = constant_for("le", number(1), constant_for("of_nat", v))
    return _declare(name, nat, f"{name} is a whole number, at least 1", positive)


def index(name: str, size: Expr) -> Expr:
    """An index that runs from 1 to the size, to be bound by a sum or a product."""
    if size.type is not nat:
        raise InvalidArgument(f"the size {size} is not a natural number")
    e = _declare(name, nat, f"{name} runs from 1 to {size}", bound_only=True, bound=size.term)
    return Expr(e.term, (), e.declarations | size.declarations)


def sample(name: str, over: Alphabet) -> Expr:
    """A sequence of outcomes x_1, x_2, ..., used as x[i]."""
    return _declare(name, fun(nat, over.type), f"{name}_1, {name}_2, ... are elements of {over.name}")


def sequence(name: str) -> Expr:
    """A sequence of real numbers, used as f[i]."""
    return _declare(name, fun(nat, real), f"{name}_1, {name}_2, ... are real numbers")


def function_on(name: str, over: Alphabet | Space) -> Expr:
    """A real function on an alphabet or a space."""
    return _declare(name, fun(over.type, real), f"{name} is a real function on {over.name}")


def real_function(name: str) -> Expr:
    """A function from the reals to the reals."""
    return _declare(name, fun(real, real), f"{name} is a real function")


def subset(name: str, space: Space) -> Expr:
    """A subset of a space, used as a domain: ``argmax(theta, f, where=S)``."""
    return _declare(name, fun(space.type, bool_), f"{name} is a subset of {space.name}")
