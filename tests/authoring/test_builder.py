"""How derivations are written: scopes, facts at values, existence, induction, and what each wrong use is answered with."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import pytest

from symbolic_it import (
    And,
    D,
    Derivation,
    Eq,
    Exists,
    Expr,
    ForAll,
    H,
    Implies,
    InvalidArgument,
    Library,
    Ne,
    Q,
    Sum,
    alphabet,
    derivation,
    law,
    ln,
    log,
    natural_variable,
    real_function,
    real_number,
    real_variable,
    rule,
    sample_size,
)  # fmt: skip
from symbolic_it.authoring.faults import CircularCitation, UnknownReason
from symbolic_it.authoring.model import FreeVariable, Proof
from symbolic_it.authoring.results import DerivationResult, Verdict

X, Y = alphabet("X"), alphabet("Y")
x, y, k = X.outcome("x"), Y.outcome("y"), X.outcome("k")
P, R = law("P", X), law("Q", X)
a, c = real_number("a"), real_number("c")
t, u = real_variable("t"), real_variable("u")
n = natural_variable("n")
f = real_function("f")
Write = Callable[[Proof], object]


def made(write: Write, *given: Expr, kind: str = "theorem") -> Derivation:
    return derivation("a-test", given=given, kind=kind)(write)


def checked(write: Write, *given: Expr, kind: str = "theorem") -> DerivationResult:
    return made(write, *given, kind=kind).check(second_opinion=False)


def verdicts(write: Write, *given: Expr) -> list[str]:
    return [s.verdict.value for s in checked(write, *given).steps]


def theorems(write: Write, *given: Expr) -> list[str]:
    d = made(write, *given)
    assert d.check(second_opinion=False).verdict is Verdict.PROVED
    return [repr(th.conclusion) for th in d.theorems]


# ---- scopes that work ------------------------------------------------------------------------------


def test_suppose_establishes_an_implication() -> None:
    def write(d: Proof) -> None:
        with d.suppose(a > 1) as big:
            d.have(a > 0)
        assert big.fact is not None and big.fact.statement == Implies(a > 1, a > 0)
        d.conclude(Implies(a > 2, a > 0), by=big)

    assert theorems(write) == [repr(Implies(a > 2, a > 0).term)]


def test_take_establishes_a_statement_for_all() -> None:
    def write(d: Proof) -> None:
        with d.take(t, given=t > 1) as each:
            d.have(ln(t) > 0, by="log-sign")
        d.have(ln(c) > 0, by=each.at(c))

    assert verdicts(write, c > 1) == ["proved", "proved"]


def test_scopes_nest() -> None:
    def write(d: Proof) -> None:
        with d.take(t), d.suppose(t > 1), d.take(u, given=u > t):
            d.have(u > 1)

    expected = ForAll(t, Implies(t > 1, ForAll(u, Implies(u > t, u > 1))))
    assert theorems(write) == [repr(expected.term)]


def test_obtain_uses_a_value_that_exists() -> None:
    def write(d: Proof) -> None:
        some = d.given[0]
        with d.obtain(t, some):
            d.have(Exists(u, And(u > 0, Eq(f(u), 2))), by="linear-arithmetic")

    given = Exists(t, And(t > 1, Eq(f(t), 2)))
    result = checked(write, given)
    assert result.verdict is Verdict.PROVED


def test_what_obtain_establishes_no_longer_speaks_of_the_value() -> None:
    def write(d: Proof) -> None:
        with d.obtain(t, d.given[0]) as chosen:
            d.have(a > 0, by=chosen)
        assert chosen.fact is not None and chosen.fact.statement == (a > 0)
        d.conclude(a > -1, by=chosen)

    assert theorems(write, Exists(t, And(t > 0, a > t))) == [repr((a > -1).term)]


def test_induction_from_its_two_parts() -> None:
    def write(d: Proof) -> None:
        start = d.chain(c**0).eq(1, by="field-arithmetic")
        with d.take(n), d.suppose(c**n > 0) as step:
            d.have(c ** (n + 1) > 0, by=["power-successor", "product-of-signs"])
        d.have(ForAll(n, c**n > 0), by=["induction", start, step])

    assert verdicts(write, c > 0) == ["proved"] * 3


def test_induction_without_its_step_fails() -> None:
    def write(d: Proof) -> None:
        d.have(ForAll(n, Eq(f(n), 0)), by=["induction", d.given[0]])

    assert verdicts(write, Eq(f(0), 0)) != ["proved"]


def test_cases_split_on_a_statement() -> None:
    def write(d: Proof) -> None:
        d.have(ForAll(x, P(x) * P(x) >= 0), by="product-of-signs", cases=[Eq(P(x), 0)])

    assert verdicts(write) == ["proved"]


# ---- facts at values -------------------------------------------------------------------------------


def test_a_fact_at_a_value_is_used_at_no_other() -> None:
    def write(d: Proof) -> None:
        with d.take(t, given=t > 0) as each:
            d.have(Eq(f(t) - f(t) + 2 * t, 2 * t))
        d.have(Eq(f(3) + 2 * c, 6), by=each.at(3))

    first, second = checked(write).steps
    assert first.verdict is Verdict.PROVED
    assert second.verdict is not Verdict.PROVED and second.by == ("step 1 at 3",)


def test_a_hypothesis_at_a_value() -> None:
    def write(d: Proof) -> None:
        d.have(Eq(f(3), 6), by=d.given[0].at(3))

    (step,) = checked(write, ForAll(t, Implies(t > 0, Eq(f(t), 2 * t)))).steps
    assert step.verdict is Verdict.PROVED and "at 3" in step.by[0]


def test_a_fact_for_naturals_is_taken_at_the_next_number() -> None:
    def write(d: Proof) -> None:
        with d.take(n):
            d.have(Eq(f(n + 1), 2 * (n + 1)), by=d.given[0].at(n + 1))
        d.have(Eq(f(2), 4), by=d.given[0].at(2))

    assert verdicts(write, ForAll(n, Eq(f(n), 2 * n))) == ["proved", "proved"]


def test_a_fact_for_naturals_is_not_taken_at_a_half() -> None:
    def write(d: Proof) -> None:
        d.have(Eq(f(Q(1, 2)), 1), by=d.given[0].at(Q(1, 2)))

    with pytest.raises(InvalidArgument, match="cannot be taken at"):
        checked(write, ForAll(n, Eq(f(n), 2 * n)))


def test_a_fact_that_is_not_for_all_has_no_values() -> None:
    def write(d: Proof) -> None:
        d.have(a > 0, by=d.given[0].at(3))

    with pytest.raises(InvalidArgument, match="cannot be taken at 3"):
        checked(write, a > 0)


def test_a_scope_has_values_only_once_it_is_closed() -> None:
    def write(d: Proof) -> None:
        with d.take(t, given=t > 0) as each:
            d.have(t > -1, by=each.at(t))

    with pytest.raises(InvalidArgument, match="once it is closed"):
        checked(write)


def test_a_rule_at_values_and_at_a_name_it_lacks() -> None:
    def good(d: Proof) -> None:
        d.have(ln(c / a) <= c / a - 1, by=rule("log-bound", a=c / a))

    def bad(d: Proof) -> None:
        d.have(ln(c / a) <= c / a - 1, by=rule("log-bound", nothing=c / a))

    assert verdicts(good, a > 0, c > 0) == ["proved"]
    with pytest.raises(InvalidArgument, match="has no variables nothing"):
        checked(bad, a > 0, c > 0)


# ---- what must not leak ----------------------------------------------------------------------------


def test_an_assumption_does_not_leak_out_of_its_scope() -> None:
    def write(d: Proof) -> None:
        with d.suppose(a > 1) as big:
            inner = d.have(a > 0)
        d.have(a > 0, by=big.assumption)
        d.have(a > 0, by=inner)
        d.have(a > 0, by=big)

    assert verdicts(write) == ["proved", "refuted", "refuted", "refuted"]


def test_a_fact_about_a_fixed_variable_does_not_leak_either() -> None:
    def write(d: Proof) -> None:
        with d.take(x, given=P(x) > 0):
            inner = d.have(P(x) >= 0)
        with d.take(x):
            d.have(P(x) > 0, by=inner)

    assert verdicts(write)[1] in ("refuted", "unproved")


def test_the_value_of_obtain_must_not_escape() -> None:
    def write(d: Proof) -> None:
        with d.obtain(t, d.given[0]):
            d.have(t > 0)

    with pytest.raises(InvalidArgument, match="cannot stay in the statement"):
        checked(write, Exists(t, t > 1))


def test_the_value_of_obtain_is_not_a_variable_that_means_something_already() -> None:
    def inside_take(d: Proof) -> None:
        with d.take(u), d.obtain(u, d.given[0]):
            d.have(a > 0)

    def of_the_hypotheses(d: Proof) -> None:
        with d.obtain(a, d.given[0]):
            d.have(c > 0)

    with pytest.raises(InvalidArgument, match="fixed already"):
        checked(inside_take, Exists(t, t > 1))
    with pytest.raises(InvalidArgument, match="occurs in the hypotheses"):
        checked(of_the_hypotheses, Exists(t, t > 1), a > 0)


def test_obtain_needs_a_statement_that_something_exists() -> None:
    def write(d: Proof) -> None:
        with d.obtain(t, d.given[0]):
            d.have(a > 0)

    with pytest.raises(InvalidArgument, match="does not say that something exists"):
        checked(write, a > 0)


def test_an_existence_that_nothing_shows_is_not_proved() -> None:
    def write(d: Proof) -> None:
        d.have(Exists(t, And(t > 0, Eq(f(t), 5))))

    assert verdicts(write) != ["proved"]


# ---- wrong uses of the scopes ----------------------------------------------------------------------


def test_a_scope_without_a_statement() -> None:
    def write(d: Proof) -> None:
        with d.suppose(a > 1):
            d.text("Nothing is said.")

    with pytest.raises(InvalidArgument, match="ends without a statement"):
        checked(write)


@pytest.mark.parametrize("outer", ["take", "suppose"])
def test_a_variable_fixed_twice(outer: str) -> None:
    def write(d: Proof) -> None:
        with d.take(t) if outer == "take" else d.suppose(t > 1), d.take(t):
            d.have(Eq(t, t))

    with pytest.raises(InvalidArgument, match="fixed already"):
        checked(write)


def test_a_variable_of_the_hypotheses_is_not_arbitrary() -> None:
    def write(d: Proof) -> None:
        with d.take(a):
            d.have(a > 0)

    with pytest.raises(InvalidArgument, match="occurs in the hypotheses"):
        checked(write, a > 0)


def test_what_comes_with_a_symbol_is_not_lost_by_taking_it() -> None:
    """A sample has at least one member: what is shown of its size m is not shown of every natural number."""
    m = sample_size("m")

    def write(d: Proof) -> None:
        with d.take(m):
            d.have(m >= 1)

    assert verdicts(write) == ["unproved"]
    assert made(write).theorems == ()


def test_what_is_taken_is_a_variable() -> None:
    def write(d: Proof) -> None:
        with d.take(a + 1):
            d.have(a > 0)

    with pytest.raises(InvalidArgument, match="is not a variable"):
        checked(write)


def test_a_conclusion_stands_outside_of_scopes() -> None:
    def write(d: Proof) -> None:
        with d.suppose(a > 1):
            d.conclude(a > 0)

    with pytest.raises(InvalidArgument, match="outside of every scope"):
        checked(write)


# ---- wrong statements ------------------------------------------------------------------------------


def test_a_free_outcome() -> None:
    def write(d: Proof) -> None:
        d.chain(P(x)).eq(P(x))

    with pytest.raises(FreeVariable, match="the variable x is left free"):
        checked(write)


def test_a_float_is_refused_with_its_exact_value() -> None:
    with pytest.raises(InvalidArgument, match=r"0\.5 is a float; write Fraction\('1/2'\)"):
        made(lambda d: d.chain(a).eq(0.5)).check()
    with pytest.raises(InvalidArgument, match="is a float"):
        _ = a > 0.1
    assert Q(1, 2) == Expr(Q(1, 2).term) and (a + Fraction(1, 2)) == a + Q(1, 2)


def test_mixed_alphabets() -> None:
    with pytest.raises(InvalidArgument, match="types do not fit"):
        P(y)
    with pytest.raises(InvalidArgument, match="types do not fit"):
        D(P, law("R", Y))


def test_a_python_equation_is_not_a_statement() -> None:
    with pytest.raises(InvalidArgument, match=r"write Eq\(a, b\)"):
        made(lambda d: d.have(a == c)).check()  # type: ignore[arg-type]


def test_an_expression_has_no_truth_value() -> None:
    with pytest.raises(InvalidArgument, match="no truth value"):
        bool(a > 0)


def test_one_name_for_two_things() -> None:
    def write(d: Proof) -> None:
        d.chain(a).eq(a)
        d.chain(H(law("a", X))).eq(H(law("a", X)))

    with pytest.raises(InvalidArgument, match="declared twice"):
        checked(write)


# ---- wrong chains ----------------------------------------------------------------------------------


def test_a_chain_does_not_mix_directions() -> None:
    with pytest.raises(InvalidArgument, match="cannot mix the relations"):
        made(lambda d: d.chain(a).le(c).ge(a)).check()


def test_a_chain_without_steps_has_no_name() -> None:
    with pytest.raises(InvalidArgument, match="without steps"):
        made(lambda d: d.chain(a).named("nothing")).check()


def test_a_strict_step_makes_the_chain_strict() -> None:
    def write(d: Proof) -> None:
        made_chain = d.chain(a).le(a + 1).lt(a + 2).eq(2 + a)
        assert made_chain.fact is not None and made_chain.fact.statement == (a < 2 + a)

    assert verdicts(write) == ["proved"] * 3


def test_a_descending_chain_says_what_it_reads() -> None:
    def write(d: Proof) -> None:
        down = d.chain(a + 2).gt(a + 1).ge(a + 1).eq(1 + a)
        assert down.fact is not None and down.fact.statement == (a + 2 > 1 + a)
        d.conclude(a + 2 > 1 + a, by=down)

    assert len(theorems(write)) == 1


# ---- wrong reasons ---------------------------------------------------------------------------------


def test_an_unknown_rule_suggests_the_nearest() -> None:
    with pytest.raises(UnknownReason, match="did you mean 'log-of-quotient'") as caught:
        checked(lambda d: d.chain(a).eq(a, by="log-of-quotent"))
    assert caught.value.suggestion == "log-of-quotient" and not caught.value.derivation


def test_what_is_not_a_reason() -> None:
    with pytest.raises(InvalidArgument, match="is not a reason"):
        made(lambda d: d.chain(a).eq(a, by=3)).check()


def test_an_unproved_fact_is_not_cited_silently() -> None:
    def write(d: Proof) -> None:
        guess = d.have(Eq(f(a), 1))
        late = d.have(Eq(f(a) + 1, 2), by=guess)
        d.have(Eq(f(a) + 2, 3), by=late)

    first, second, third = checked(write).steps
    assert first.verdict in (Verdict.REFUTED, Verdict.UNPROVED)
    assert second.verdict is Verdict.CONDITIONAL and second.assumptions == (Eq(f(a), 1).latex,)
    assert third.verdict is not Verdict.PROVED
    assert made(write).theorems == ()


def test_nothing_follows_from_a_refuted_step() -> None:
    def write(d: Proof) -> None:
        wrong = d.have(H(P) < 0)
        d.conclude(Eq(Q(0), 1), by=wrong)

    d = made(write)
    assert Verdict.PROVED not in [s.verdict for s in d.check(second_opinion=False).steps]
    assert d.theorems == ()


def test_a_step_without_reasons_sees_what_was_said_before_in_its_scope_only() -> None:
    def write(d: Proof) -> None:
        with d.suppose(c > 5):
            d.have(c > 4)
        d.have(c > 4)

    assert verdicts(write)[0] == "proved" and verdicts(write)[1] != "proved"


LIBRARY = """
from symbolic_it import Eq, derivation, real_number
a = real_number("a")

@derivation("one")
def one(d):
    d.have(Eq(a, a), by={one!r})

@derivation("two")
def two(d):
    d.have(Eq(a, a), by={two!r})
"""


def test_derivations_that_cite_each_other_in_a_circle(tmp_path: Path) -> None:
    file = tmp_path / "circle.py"
    file.write_text(LIBRARY.format(one="two", two="one"))
    library = Library([]).with_paths([file])
    with pytest.raises(CircularCitation, match="one -> two -> one"):
        library.get("one").check()
    (result,) = library.check()
    assert {e.code for e in result.errors} == {"IT905"} and not result.good


def test_a_derivation_that_cites_itself(tmp_path: Path) -> None:
    file = tmp_path / "itself.py"
    file.write_text(LIBRARY.format(one="one", two="linear-arithmetic"))
    (result,) = Library([]).with_paths([file]).check()
    assert [e.code for e in result.errors] == ["IT905"]
    assert [d.name for d in result.derivations] == ["two"]


def test_a_derivation_cites_another_and_one_label_of_it(tmp_path: Path) -> None:
    file = tmp_path / "two.py"
    file.write_text(
        "from symbolic_it import Q, derivation, ln, log, real_number\n"
        "a = real_number('a')\n"
        "@derivation('facts', given=[a > 2])\n"
        "def facts(d):\n"
        "    d.have(a > 1, name='large')\n"
        "    d.have(ln(a) > 0, by='log-sign', name='sign')\n"
        "@derivation('uses', given=[a > 3])\n"
        "def uses(d):\n"
        "    d.have(ln(a) > 0, by='facts/sign')\n"
        "@derivation('asks-too-much', given=[a > 3])\n"
        "def asks(d):\n"
        "    d.have(ln(a) > 0, by='facts/sing')\n"
    )
    library = Library([]).with_paths([file])
    assert library.get("uses").check(second_opinion=False).verdict is Verdict.PROVED
    with pytest.raises(UnknownReason, match="did you mean 'sign'"):
        library.get("asks-too-much").check()


def test_a_cited_derivation_brings_its_hypotheses(tmp_path: Path) -> None:
    file = tmp_path / "two.py"
    file.write_text(
        "from symbolic_it import derivation, ln, real_number\n"
        "a, c = real_number('a'), real_number('c')\n"
        "@derivation('fact', given=[a > 2])\n"
        "def fact(d):\n"
        "    d.have(ln(a) > 0, by='log-sign')\n"
        "@derivation('uses', given=[c > 0])\n"
        "def uses(d):\n"
        "    d.have(ln(c) > 0, by='fact')\n"
    )
    # c > 0 does not give the hypothesis c > 2 of what is cited.
    verdict = Library([]).with_paths([file]).get("uses").check(second_opinion=False).verdict
    assert verdict is not Verdict.PROVED


# ---- what statements need to be meaningful ---------------------------------------------------------


def test_what_was_proved_before_makes_a_statement_meaningful() -> None:
    def write(d: Proof) -> None:
        d.have(1 + c > 0, by="linear-arithmetic")
        d.chain(log((1 + c) * (1 + c))).eq(log(1 + c) + log(1 + c), by="log-of-product")

    assert verdicts(write, c > -1) == ["proved", "proved"]


def test_a_logarithm_of_anything_is_conditional() -> None:
    result = checked(lambda d: d.chain(log(c) + 1).eq(1 + log(c), by="field-arithmetic"))
    assert result.verdict is Verdict.CONDITIONAL and result.steps[0].assumptions == ((c > 0).latex,)


def test_a_computation_is_computed() -> None:
    result = checked(lambda d: d.chain(log(8, 2)).eq(log(Q(2) ** 3, 2)).eq(3), kind="computation")
    assert result.verdict is Verdict.COMPUTED


def test_a_rule_does_not_confuse_its_own_names_with_the_authors() -> None:
    """The rule on vanishing sums has a variable k of its own; the author's k is another."""

    def write(d: Proof) -> None:
        with d.take(k):
            total = d.have(Eq(Sum(x, P(x) * P(k)), P(k)), by=["sum-of-multiple", "sum-to-one"])
            with d.suppose(Eq(P(k), 0)) as none:
                signs = d.have(ForAll(x, P(x) * P(k) >= 0), by="product-of-signs")
                zero = d.have(Eq(Sum(x, P(x) * P(k)), 0), by=[total, none])
                d.have(ForAll(x, Eq(P(x) * P(k), 0)), by=["sum-zero-terms", signs, zero])

    assert set(verdicts(write)) == {"proved"}


def test_names_stay_apart_under_quantifiers() -> None:
    def write(d: Proof) -> None:
        d.have(Exists(t, ForAll(u, Eq(t, u))), by=d.given[0])

    assert verdicts(write, ForAll(u, Exists(t, Eq(t, u)))) != ["proved"]


def test_not_everything_differs_from_nothing() -> None:
    def write(d: Proof) -> None:
        with d.suppose(Eq(a, 0)) as zero:
            d.have(Eq(c, 0), by=[zero, d.given[0]])
        d.have(Ne(a, 0), by=[zero, d.given[1]])

    assert verdicts(write, Implies(Eq(a, 0), Eq(c, 0)), Ne(c, 0)) == ["proved", "proved"]
    assert verdicts(write, Implies(Eq(a, 0), Eq(c, 0)), Ne(c, 1))[1] != "proved"
