"""Notions of coding: the ceiling of a number, as a relation, since a natural number is not chosen by a term here."""

from __future__ import annotations

from symbolic_it.kernel.definitions import constant_for, define
from symbolic_it.kernel.terms import abstract, nat, number, real, var


def _enter() -> None:
    n, t = var("n", nat), var("t", real)
    size = constant_for("of_nat", n)
    below = constant_for("lt", size, constant_for("add", t, number(1)))
    body = constant_for("and", constant_for("le", t, size), below)
    source = "Graham, Knuth and Patashnik, Concrete Mathematics, 2nd ed., equation 3.5"
    define("ceiling", abstract(n, abstract(t, body)), source)


_enter()
