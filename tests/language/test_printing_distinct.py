"""Different terms of the whole vocabulary print differently, in both notations: no two statements look the same."""

from __future__ import annotations

import random

import pytest
from printed_back import normal

from symbolic_it.kernel.definitions import constant_for as c
from symbolic_it.kernel.terms import (
    CONST,
    SIGNATURE,
    Term,
    Type,
    abstract,
    alphabet_type,
    apply_term,
    bool_,
    fun,
    instantiate_type,
    nat,
    number,
    pair_type,
    real,
    type_variable,
    var,
)
from symbolic_it.kernel.terms import const as constant
from symbolic_it.language.printing import to_latex, to_text
from symbolic_it.language.symbols import SYMBOLS
from symbolic_it.render.formulas import Formula

X, Y, T = alphabet_type("X"), alphabet_type("Y"), type_variable("Theta")
XY, XX = pair_type(X, Y), pair_type(X, X)
VARIABLES = [
    *(var(n, X) for n in "xk"), var("y", Y), var("theta", T), *(var(n, nat) for n in "im"), *(var(n, real) for n in "abe"),
    *(var(n, fun(X, real)) for n in "PQ"), var("J", fun(XY, real)), var("K", fun(XX, real)), var("W", fun(X, Y, real)),
    var("p", fun(T, X, real)), var("g", fun(T, real)), var("S", fun(T, bool_)), var("A", fun(real, bool_)), var("h", fun(real, real)),
    var("f", fun(nat, real)), var("s", fun(nat, X)), var("u", bool_), var("x_i", real), var("p_theta", fun(X, real)),
    var("J_X", fun(X, real)), var("H", fun(X, real)), var("x1", real), var("log", fun(real, real)),
]  # fmt: skip
TYPES = [real, bool_, nat, X, Y, T, XY, XX, *{v.ty for v in VARIABLES}]


def _grown(pool: dict[Type, list[Term]], rng: random.Random, wanted: int) -> list[Term]:
    """Constants, variables and quantifiers applied to terms of the pool."""
    found: list[Term] = []
    heads: list[tuple[str, Type]] = []
    for name, generic in SIGNATURE.items():
        variables = sorted(generic.variables, key=lambda v: v.op)
        for _ in range(12):
            mapping = {v: rng.choice([X, Y] if v.op[0] == "%" else [X, real, T, nat, bool_]) for v in variables}
            heads.append((name, instantiate_type(mapping, generic)))
    while len(found) < wanted:
        if rng.random() < 0.2:
            f = rng.choice(VARIABLES)
        elif rng.random() < 0.25:
            v = rng.choice(VARIABLES)
            if v.ty.op == "fun" and rng.random() < 0.8:
                continue
            f = abstract(v, rng.choice(pool[rng.choice([real, bool_])]))
            found.append(f)
            continue
        else:
            f = constant(*rng.choice(heads))
        least = SYMBOLS[f.name].least if f.kind == CONST else 0
        n = 0
        while f.ty.op == "fun" and (n < least or rng.random() < 0.9) and (candidates := pool.get(f.ty.args[0])):
            f = apply_term(f, rng.choice(candidates))
            n += 1
        if n >= least:  # a polymorphic constant by itself hides its type
            found.append(f)
    return found


def _pool(seed: int, rounds: int, each: int) -> list[Term]:
    rng = random.Random(seed)
    everything = [*VARIABLES, number(0), number(1), number(-2), c("zero"), c("false")]
    for _ in range(rounds):
        pool: dict[Type, list[Term]] = {}
        for t in everything:
            pool.setdefault(t.ty, []).append(t)
        everything += _grown(pool, rng, each)
    return everything


@pytest.mark.parametrize("seed", range(3))
def test_different_terms_look_different(seed: int) -> None:
    names = {v.name for v in VARIABLES}
    seen: dict[str, Term] = {}
    for t in set(_pool(seed, 4, 1500)):
        for shown in ("latex:" + to_latex(t, (), names), "text:" + to_text(t, (), names)):
            other = seen.setdefault(shown, t)
            assert other is t or normal(other) == normal(t), (shown, other, t)


def test_what_is_printed_is_latex_that_the_notes_accept() -> None:
    for t in set(_pool(7, 4, 500)):
        Formula.read(to_latex(t))
