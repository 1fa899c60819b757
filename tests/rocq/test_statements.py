"""Statements in Rocq: what is written means what the term means, whatever the author's names are."""

from __future__ import annotations

from fractions import Fraction

import pytest

from symbolic_it.kernel.axioms import AXIOMS
from symbolic_it.kernel.definitions import constant_for as c
from symbolic_it.kernel.terms import (
    abstract,
    alphabet_type,
    apply_term,
    bool_,
    equation,
    fun,
    implication,
    nat,
    number,
    pair_type,
    real,
    type_variable,
    universal,
    var,
)
from symbolic_it.rocq.names import PLAIN, RESERVED, TYPED, Names
from symbolic_it.rocq.statements import Statement
from symbolic_it.rocq.terms import NotExported, Scope, term_text

X, A = alphabet_type("X"), type_variable("A")
a, b, r = var("a", real), var("b", real), var("r", real)
p, q = var("p", bool_), var("q", bool_)
P = var("P", fun(X, real))
x = var("x", X)


def said(t) -> str:
    """The theorem's statement, on one line."""
    text = Statement((), t).theorem("name", "proof").split("\nProof")[0]
    return " ".join(text.removeprefix("Theorem name :").split())


@pytest.mark.parametrize(
    ("term", "text"),
    [
        (c("sub", a, c("sub", b, r)), "a - (b - r)"),
        (c("sub", c("sub", a, b), r), "a - b - r"),
        (c("div", a, c("mul", b, r)), "a / (b * r)"),
        (c("mul", c("div", a, b), r), "a / b * r"),
        (c("neg", c("add", a, b)), "- (a + b)"),
        (c("add", c("neg", a), b), "- a + b"),
        (c("mul", a, c("neg", b)), "a * (- b)"),
        (c("sub", a, c("neg", b)), "a - - b"),
        (c("neg", c("neg", a)), "- (- a)"),
        (c("div", number(-3), a), "(-3) / a"),
        (c("exp", c("neg", a)), "exp (- a)"),
        (c("ln", c("exp", a)), "ln (exp a)"),
        (c("pow", a, number(2)), "power a 2"),
        (c("mul", number(Fraction(-3, 4)), a), "((-3) / 4) * a"),
    ],
)
def test_arithmetic_keeps_its_shape(term, text):
    assert said(equation(term, number(0))).endswith(f", {text} = 0.")


@pytest.mark.parametrize(
    ("term", "text"),
    [
        (implication(implication(p, q), p), "(p -> q) -> p"),
        (implication(p, q, p), "p -> q -> p"),
        (c("or", c("and", p, q), p), "p /\\ q \\/ p"),
        (c("and", c("or", p, q), p), "(p \\/ q) /\\ p"),
        (c("and", c("and", p, q), p), "(p /\\ q) /\\ p"),
        (c("not", c("and", p, q)), "~ (p /\\ q)"),
        (c("and", c("not", p), q), "~ p /\\ q"),
        (equation(c("not", p), q), "(~ p) = q"),
        (equation(p, c("and", p, q)), "p = (p /\\ q)"),
    ],
)
def test_logic_keeps_its_shape(term, text):
    assert said(term) == f"forall (p : Prop){' (q : Prop)' if q in term.free else ''}, {text}."


def test_quantifiers_reach_to_the_end_of_their_parentheses():
    inner = universal(a, implication(c("lt", number(0), a), p))
    assert said(implication(inner, p)) == "forall (p : Prop), (forall t : R, 0 < t -> p) -> p."
    assert said(c("exists", abstract(x, c("lt", number(0), apply_term(P, x))))) == (
        "forall (X : finite) (P : X -> R), exists x : X, 0 < P x."
    )
    assert said(c("forall", var("S", fun(nat, bool_)))) == "forall (S_ : nat -> Prop), forall n : nat, S_ n."


def test_a_bound_variable_never_takes_the_name_of_a_free_one():
    t = var("t", real)
    assert said(universal(a, c("le", a, t))) == "forall (t : R), forall t1 : R, t1 <= t."
    nested = universal(a, universal(b, c("le", a, b)))
    assert said(nested) == "forall t : R, forall t1 : R, t <= t1."


@pytest.mark.parametrize("name", ["entropy", "Sum", "R", "forall", "S", "I", "ln", "law", "step_3", "algebra_1", "fun"])
def test_a_variable_never_hides_a_notion(name):
    v = var(name, real)
    text = said(c("le", v, number(0)))
    assert text == f"forall ({name}_ : R), {name}_ <= 0."


def test_variables_of_one_name_and_two_types_stay_apart():
    v, w = var("v", real), var("v", nat)
    assert said(c("le", v, c("of_nat", w))) == "forall (v : nat) (v1 : R), v1 <= INR v."


def test_odd_names_become_names_of_rocq_and_stay_apart():
    names = Names()
    given = [names.fresh(n) for n in ("d!1", "d'1", "ϑ", "_0", "2", "é", "")]
    assert len(set(given)) == len(given)
    assert all(n.isascii() and n.isidentifier() and n not in RESERVED for n in given)


def test_types_are_said_where_a_notion_needs_them():
    J = var("J", fun(pair_type(X, X), real))
    assert said(c("law", J)) == "forall (X : finite) (J : (X * X) -> R), law (pairs X X) J."
    s = var("s", fun(nat, A))
    assert said(equation(apply_term(s, c("zero")), apply_term(s, c("suc", c("zero"))))) == (
        "forall (A : Type) (A_point : A) (s : nat -> A), s O = s (S O)."
    )


def test_a_sum_over_functions_is_not_exported():
    f = var("f", fun(fun(X, X), real))
    with pytest.raises(NotExported, match="alphabet of all values"):
        said(equation(c("sum", f), number(0)))


def test_every_constant_of_the_kernel_has_a_name_and_none_has_two():
    import subprocess
    import sys

    # in a process of its own: other tests define notions of theirs
    code = "from symbolic_it.kernel.terms import SIGNATURE; import symbolic_it.kernel.notions; print(*SIGNATURE)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert set(done.stdout.split()) == {*PLAIN, *TYPED}
    assert not PLAIN.keys() & TYPED.keys()
    named = [*PLAIN.values(), *TYPED.values()]
    assert len(named) == len(set(named))


def test_every_axiom_of_the_kernel_is_named_in_the_base():
    from importlib.resources import files

    text = (files("symbolic_it.rocq") / "base" / "Rules.v").read_text("utf-8")
    for name in AXIOMS:
        assert f"Lemma {name.replace('-', '_')} " in text


@pytest.mark.parametrize("word", ["Admitted", "admit", "Axiom", "Parameter", "Conjecture", "Hypothesis", "Variable"])
def test_the_base_assumes_nothing(word):
    from importlib.resources import files

    base = files("symbolic_it.rocq") / "base"
    for file in [*base.iterdir(), *(base / "headlines").iterdir()]:
        if file.name.endswith(".v"):
            assert word not in file.read_text("utf-8").split()


def test_what_no_statement_shows_is_stood_in_for():
    scope = Scope()
    assert term_text(a, scope) == "0"
    assert term_text(var("f", fun(X, real)), scope) == "(fun _ => 0)"
    assert term_text(x, scope) == "(point one_letter)"


def test_hypotheses_that_look_alike_to_the_kernel_stand_in_one_order():
    Y = alphabet_type("Y")
    one, other = c("law", P), c("law", var("P", fun(Y, real)))
    texts = {Statement(given, one).theorem("name", "proof") for given in ((one, other), (other, one))}
    assert len(texts) == 1


def test_a_term_that_shares_too_much_is_not_written_out():
    t = a
    for _ in range(60):
        t = c("add", t, t)
    with pytest.raises(NotExported, match="more than"):
        said(equation(t, number(0)))


def test_every_claim_that_is_true_has_statements_written_by_hand():
    import tomllib
    from pathlib import Path

    from symbolic_it.authoring import Library
    from symbolic_it.rocq.headlines import blocks

    ledger = tomllib.loads((Path(__file__).parents[2] / "derivations" / "claims.toml").read_text("utf-8"))
    wanted = {claim for claim, entry in ledger.items() if entry["class"] in ("T", "C")}
    library = Library.shipped()
    settled = {claim for name in blocks() for claim in library.get(name).claims}
    assert wanted <= settled
