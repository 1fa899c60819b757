"""Refusals that nothing else in these tests asks for: with any one check of the kernel dropped, something here or beside it fails.

`python -m tests.campaign.kernel_mutants` drops them one by one.
"""

from __future__ import annotations

import json
import subprocess
import sys
from fractions import Fraction
from functools import reduce
from pathlib import Path

import pytest

from symbolic_it.kernel import arithmetic, certificate, documents, replay, theorems
from symbolic_it.kernel.archive import Archive
from symbolic_it.kernel.axioms import AXIOMS
from symbolic_it.kernel.definitions import constant_for as c
from symbolic_it.kernel.definitions import define
from symbolic_it.kernel.proofs import axioms_used
from symbolic_it.kernel.terms import (
    KernelError,
    Term,
    _app,
    _bound,
    _lam,
    abstract,
    alphabet_type,
    apply_term,
    bool_,
    const,
    equation,
    fun,
    implication,
    make_type,
    nat,
    number,
    real,
    show,
    type_variable,
    universal,
    var,
)
from symbolic_it.kernel.theorems import (
    assume,
    axiom,
    definition,
    discharge,
    field_identity,
    instantiate_types,
    linear_arithmetic,
    reflexivity,
    specialise,
)

A, X = type_variable("a"), alphabet_type("f")
a, b, d, e = (var(n, real) for n in "abde")
p, q = var("p", bool_), var("q", bool_)
ZERO, ONE = number(0), number(1)
below, strictly = assume(c("le", a, b)), assume(c("lt", a, b))
loose = abstract(a, c("lt", c("neg", a), b)).body
"""A statement with an index that nothing binds."""
zero_divided = (c("div", a, a), ONE)


def total(name: str, count: int) -> Term:
    return reduce(lambda t, k: c("add", t, var(f"{name}{k}", real)), range(1, count), var(f"{name}0", real))


def same(t: Term) -> theorems.Thm:
    """|- t = t, by normal forms: only that the normal form is too much work can be in the way."""
    return field_identity(t, t)


def repeated(times: int, t: Term) -> Term:
    for _ in range(times):
        t = c("neg", t)
    return t


REFUSED = {
    # a divisor that is not known to differ from zero
    "a statement without parts says no term is nonzero": lambda: field_identity(*zero_divided, [assume(p)]),
    "a variable in the place of not": lambda: field_identity(
        *zero_divided, [assume(apply_term(var("not", fun(bool_, bool_)), equation(a, ZERO)))]
    ),
    "not p says no term is nonzero": lambda: field_identity(*zero_divided, [assume(c("not", p))]),
    "a to the power -1 is no empty product": lambda: field_identity(c("pow", a, number(-1)), ONE),
    "a statement on the right": lambda: field_identity(a, p),
    "an open term on the right": lambda: field_identity(a, abstract(a, c("neg", c("neg", a))).body),
    # comparisons
    "0 = 1": lambda: linear_arithmetic(equation(ZERO, ONE)),
    "1 = 0": lambda: linear_arithmetic(equation(ONE, ZERO)),
    "1 <= 0": lambda: linear_arithmetic(c("le", ONE, ZERO)),
    "0 < 0": lambda: linear_arithmetic(c("lt", ZERO, ZERO)),
    "1 < 0": lambda: linear_arithmetic(c("lt", ONE, ZERO)),
    "a < b from a <= b": lambda: linear_arithmetic(c("lt", a, b), [(1, below)]),
    "a < b from a = b": lambda: linear_arithmetic(c("lt", a, b), [(1, assume(equation(a, b)))]),
    "a < b - 1 from a < b": lambda: linear_arithmetic(c("lt", a, c("sub", b, ONE)), [(1, strictly)]),
    "a < a from no part of c < d": lambda: linear_arithmetic(c("lt", a, a), [(0, assume(c("lt", d, e)))]),
    "a = b from a <= b": lambda: linear_arithmetic(equation(a, b), [(1, below)]),
    "a = b from no part of an inequality": lambda: linear_arithmetic(equation(a, a), [(0, below)]),
    "b <= a from a <= b": lambda: linear_arithmetic(c("le", b, a), [(-1, below)]),
    "a multiple with too many digits": lambda: linear_arithmetic(
        c("le", a, a), [(Fraction(2**7000), assume(c("le", ZERO, ZERO)))]
    ),
    # general statements
    "an existence specialised": lambda: specialise(ONE, assume(c("exists", abstract(a, c("lt", c("neg", a), b))))),
    "a variable specialised": lambda: specialise(ONE, assume(p)),
    "a predicate of statements": lambda: specialise(
        ONE, assume(apply_term(var("forall", fun(fun(real, bool_), bool_)), abstract(a, c("lt", c("neg", a), b))))
    ),
    "an open statement discharged": lambda: discharge(loose, reflexivity(a)),
    "an open statement assumed": lambda: assume(loose),
    # names
    "an axiom by a list": lambda: axiom(["ln-exp"]),
    "a definition by a list": lambda: definition(["log"]),
    "a constant by no name": lambda: const(None, real),
    "a constant of no type": lambda: const("ln", None),
    "a numeral of no type": lambda: const("#1", "real"),
    "a type variable with a very long name": lambda: make_type("'" + "a" * 300),
    "a term for a type variable": lambda: instantiate_types([(a, real)], reflexivity(a)),
    "a term for a type": lambda: instantiate_types([(A, a)], reflexivity(var("x", A))),
    "no type variable at all": lambda: instantiate_types([(None, real)], reflexivity(a)),
    "an equation between two types": lambda: const("eq", fun(real, bool_, bool_)),
    # terms
    "a function of numbers at a statement": lambda: apply_term(abstract(a, c("add", a, a)), p),
    "a constant function of numbers at a statement": lambda: apply_term(abstract(a, p), q),
    "nothing applied": lambda: apply_term(None, a),
    "a number applied to nothing": lambda: apply_term(abstract(a, c("add", a, a)), None),
    "nothing applied, redex or not": lambda: _app(None, a),
    "applied to nothing": lambda: _app(const("neg", fun(real, real)), None),
    "abstraction over nothing": lambda: abstract(None, a),
    "abstraction in nothing": lambda: abstract(a, None),
    "abstraction of nothing": lambda: _lam(real, None),
    "abstraction over no type": lambda: _lam("real", a),
    "an index of no type": lambda: _bound(0, None),
    # how much
    "a very deep term": lambda: repeated(5000, a),
    "a very deep function": lambda: reduce(lambda t, _: abstract(var("unused", real), t), range(5000), a),
    "very many variables": lambda: reduce(
        lambda x, y: c("add", x, y), (total(f"v{k}_", 500) for k in range(6))
    ),
    "a very high degree": lambda: same(reduce(lambda t, _: c("mul", t, c("pow", a, number(64))), range(9), ONE)),
    "very many products": lambda: same(c("mul", total("x", 80), total("y", 80))),
    "very many terms of a sum": lambda: same(
        c("add", c("mul", total("x", 70), total("y", 70)), c("mul", total("x", 70), total("z", 70)))
    ),
    "a very long coefficient": lambda: same(c("mul", c("mul", number(2**5000), number(2**5000)), a)),
    "a function of a very deep term": lambda: abstract(b, repeated(3999, a)),
    "a very long numeral": lambda: const("#" + "1" * 4001, real),
    "a number with very many digits": lambda: number(2**7000),
    "a very large type": lambda: reduce(lambda ty, _: fun(real, ty), range(300), real),
    "a type by no name": lambda: make_type(None),
    "a type of no types": lambda: make_type("fun", None, real),
    "a term for an alphabet": lambda: instantiate_types([(X, a)], reflexivity(var("i", X))),
    "an open term that vanishes on the right": lambda: field_identity(ZERO, abstract(a, c("mul", ZERO, c("neg", a))).body),
    "a definition without a source": lambda: define("unsourced", abstract(p, p), 5),
    "an unknown notion": lambda: c("nothing", a),
    "a notion with an argument too many": lambda: c("false", a),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_refused(name: str) -> None:
    with pytest.raises(KernelError):
        REFUSED[name]()


def test_very_many_hypotheses_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(theorems, "MAX_HYPOTHESES", 1)
    with pytest.raises(KernelError):
        theorems.modus_ponens(assume(implication(p, q)), assume(p))


def test_a_root_is_no_power_that_is_multiplied_out() -> None:
    root = c("pow", a, number(Fraction(1, 2)))
    assert field_identity(c("add", root, root), c("mul", number(2), root)).conclusion
    high = c("pow", a, number(arithmetic.MAX_EXPONENT + 1))
    assert list(arithmetic.normal_form(high)) == [((high, 1),)]


def test_axioms_state_what_they_should() -> None:
    """Of these instances tell nothing about the conditions, for there are none, or nothing has a value where they fail."""
    n, x, y, t = var("n", nat), var("x", real), var("y", real), var("t", real)
    i, g = var("i", X), var("f", fun(X, real))
    f, df = var("f", fun(real, real)), var("f'", fun(real, real))
    pred = var("P", fun(nat, bool_))

    def at(g: Term, *arguments: Term) -> Term:
        return apply_term(g, *arguments)

    inside = c("and", c("le", a, t), c("le", t, b))
    slope = universal(t, implication(inside, c("has_derivative", f, t, at(df, t))))
    rise = equation(c("sub", at(f, b), at(f, a)), c("mul", at(df, t), c("sub", b, a)))
    strictly_inside = c("and", c("lt", a, t), c("and", c("lt", t, b), rise))
    stated = {
        "archimedes": c("exists", abstract(n, c("lt", x, c("of_nat", n)))),
        "induction": implication(
            at(pred, c("zero")),
            universal(n, implication(at(pred, n), at(pred, c("suc", n)))),
            universal(n, at(pred, n)),
        ),
        "ln-product": implication(
            c("lt", ZERO, a), c("lt", ZERO, b), equation(c("ln", c("mul", a, b)), c("add", c("ln", a), c("ln", b)))
        ),
        "ln-bound": implication(c("lt", ZERO, a), c("le", c("ln", a), c("sub", a, ONE))),
        "power-positive-base": implication(
            c("lt", ZERO, x), equation(c("pow", x, y), c("exp", c("mul", y, c("ln", x))))
        ),
        "product-of-positive": implication(
            universal(i, c("lt", ZERO, at(g, i))),
            equation(c("prod", g), c("exp", c("sum", abstract(i, c("ln", at(g, i)))))),
        ),
        "equivalence": implication(implication(p, q), implication(q, p), equation(p, q)),
        "mean-value": implication(c("lt", a, b), slope, c("exists", abstract(t, strictly_inside))),
    }
    for name, statement in stated.items():
        assert AXIOMS[name].statement is statement, show(AXIOMS[name].statement)
        assert axiom(name).conclusion is statement


@pytest.mark.parametrize("denominator", [-1, True, 0, 1.0])
def test_a_denominator_is_a_positive_whole_number(denominator: object) -> None:
    k = Fraction(1)
    k._denominator = denominator
    with pytest.raises(KernelError):
        number(k)


@pytest.mark.parametrize(
    "row",
    [
        ["sorry", 0],
        ["transitivity", 0, 0, 0],
        ["transitivity", 0],
        ["given"],
        ["given", None],
        ["given", "a", 0],
        [None],
    ],
)
def test_an_archive_refuses_what_no_rule_is(row: list[object]) -> None:
    data = certificate({"it": reflexivity(a)})
    data["steps"].append(row)
    with pytest.raises(KernelError):
        Archive(lambda _: data).replay("it")


class Forged:
    """What looks like a theorem."""

    rule, arguments = "axiom", ("ln-exp",)
    hypotheses: frozenset[Term] = frozenset()
    conclusion = equation(ZERO, ONE)


def test_only_theorems_rest_on_anything() -> None:
    with pytest.raises(KernelError):
        axioms_used(Forged())
    with pytest.raises(KernelError):
        certificate({"it": Forged()})


@pytest.mark.parametrize("name", [["a"], {"a": 1}, "", "a" * 201, 7])
def test_the_name_of_a_document_is_a_short_text(name: object) -> None:
    whole = documents.document("a", {"it": reflexivity(a)}) | {"name": name}
    with pytest.raises(KernelError):
        documents.replayed(json.dumps(whole).encode())


def test_very_large_documents_are_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = json.dumps(documents.document("a", {"it": reflexivity(a)})).encode()
    assert documents.replayed(whole).claims
    monkeypatch.setattr(documents, "MAX_BYTES", len(whole) - 1)
    with pytest.raises(KernelError):
        documents.replayed(whole)


@pytest.mark.parametrize("multiple", [1, 1.0, True, None, ["1"], "1e0", " 1", "1_0", "1/0", "+1", "½"])
def test_a_multiple_in_a_certificate_is_a_rational_number_in_digits(multiple: object) -> None:
    data = certificate({"it": linear_arithmetic(c("le", a, b), [(1, below)])})
    assert replay(data)
    (row,) = [row for row in data["steps"] if row[0] == "linear_arithmetic"]
    row[2][0][0] = multiple
    with pytest.raises(KernelError):
        replay(data)


def test_nothing_stands_in_a_certificate_that_goes_unchecked() -> None:
    honest = certificate({"it": reflexivity(a)})
    with pytest.raises(KernelError, match="entry"):
        replay({**honest, "remark": "and therefore false"})


def test_malformed_claims_are_refused() -> None:
    honest = certificate({"it": reflexivity(a)})
    claim = honest["claims"]["it"]
    for claims in (
        {7: claim},
        {"it": {"a": 1, "b": 2, "c": 3}},
        {"it": tuple(claim)},
        {"it": [*claim, 0]},
        [claim],
        None,
    ):
        with pytest.raises(KernelError):
            replay({**honest, "claims": claims})


def test_an_archive_refuses_what_another_certificate_does_not_claim() -> None:
    known = {"a": certificate({"it": reflexivity(a)}), "b": certificate({"it": reflexivity(b)})}
    known["b"]["steps"].append(["given", "a/nothing"])
    with pytest.raises(KernelError):
        Archive(known.get).replay("b")
    known["b"]["steps"][-1] = ["given", "a"]
    Archive(known.get).replay("b")


def test_another_notion_than_denial_says_no_term_is_nonzero():
    """The kernel has no other from statements to statements: a process of its own defines one."""
    code = (
        "from tests.kernel.test_each_check import *\n"
        "define('surely', abstract(p, p), 'a notion of this test: what it is said of, itself')\n"
        "try: field_identity(*zero_divided, [assume(c('surely', equation(a, ZERO)))])\n"
        "except KernelError as error: print('refused:', error)\n"
    )
    root = Path(__file__).parents[2]
    done = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, text=True)
    assert done.stdout.startswith("refused: does not say that a term is nonzero"), done.stderr
