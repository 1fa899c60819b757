"""The trusted data: axioms and definitions are listed, closed where they must be, and cannot be bent."""

import pytest

from symbolic_it.kernel import AXIOMS, DEFINITIONS, Axiom, Definition, KernelError, define, definitions, nodes
from symbolic_it.kernel.definitions import constant_for as c
from symbolic_it.kernel.limits import MAX_WORK
from symbolic_it.kernel.proofs import definitions_used
from symbolic_it.kernel.terms import (
    SIGNATURE,
    abstract,
    alphabet_type,
    apply_term,
    bool_,
    const,
    constants_of,
    equation,
    fun,
    number,
    real,
    type_variable,
    universal,
    var,
)
from symbolic_it.kernel.theorems import RULES, axiom, definition, reflexivity

EXPECTED_AXIOMS = """
excluded-middle equivalence first-of-pair second-of-pair pair-of-components indicator-true indicator-false
less-irreflexive not-less antisymmetry product-positive archimedes ln-product ln-bound exp-positive ln-exp
power-successor power-positive-base mean-value induction nat-zero nat-successor sum-empty sum-successor product-empty
product-successor sum-of-sum sum-of-multiple sum-comparison sum-exchange sum-of-indicator sum-over-pairs
product-of-positive product-with-zero
""".split()

x, y = var("x", real), var("y", real)


@pytest.fixture(autouse=True)
def _definitions_of_one_test():
    """What a test defines is gone after it; a notion is otherwise there for good."""
    tables = (definitions._table, nodes._signature, nodes._vault.kept, nodes._room.kept)
    before = [dict(t) for t in tables]
    yield
    for table, old in zip(tables, before, strict=True):
        table.clear()
        table.update(old)


@pytest.mark.parametrize("count", [len(EXPECTED_AXIOMS)])
def test_the_axioms_are_these(count):
    """A new axiom is a decision: it is entered here by hand."""
    assert sorted(AXIOMS) == sorted(EXPECTED_AXIOMS)
    assert len(AXIOMS) == count


@pytest.mark.parametrize("name", AXIOMS)
def test_an_axiom_is_a_closed_statement_with_words_and_a_source(name):
    entry = AXIOMS[name]
    assert type(entry) is Axiom
    assert entry.name == name
    assert entry.statement.ty is bool_
    assert entry.statement.loose == 0
    assert entry.words.strip()
    assert entry.source.strip()
    th = axiom(name)
    assert th.conclusion is entry.statement
    assert not th.hypotheses


@pytest.mark.parametrize("name", DEFINITIONS)
def test_a_definition_is_closed_and_rests_on_what_stands_before_it(name):
    entry = DEFINITIONS[name]
    assert type(entry) is Definition
    assert entry.right.loose == 0
    assert not entry.right.free
    assert entry.right.type_vars <= entry.right.ty.variables
    assert SIGNATURE[name] is entry.right.ty
    assert entry.source.strip()
    names = list(DEFINITIONS)
    assert constants_of([entry.right]) <= SIGNATURE.keys() - set(names[names.index(name) :])
    assert definition(name).conclusion is equation(const(name, entry.right.ty), entry.right)


def test_nothing_is_both_primitive_and_defined():
    primitive = SIGNATURE.keys() - DEFINITIONS.keys()
    assert sorted(primitive) == sorted(
        "eq imp forall add sub mul div neg pow le lt ln exp zero suc of_nat indicator pair fst snd sum prod sum_to "
        "prod_to".split()
    )


def test_the_tables_cannot_be_written():
    for table in (AXIOMS, DEFINITIONS, SIGNATURE, RULES):
        with pytest.raises(TypeError):
            table["x"] = None
        with pytest.raises((TypeError, AttributeError)):
            table.clear()
    for entry in (AXIOMS["ln-exp"], DEFINITIONS["log"]):
        for name in ("statement", "right", "name", "source"):
            with pytest.raises((AttributeError, TypeError)):
                object.__setattr__(entry, name, None)


hidden = abstract(var("u", alphabet_type("f")), number(1))
BAD_DEFINITIONS = {
    "a free variable": ("bad", x, "test"),
    "a hidden type variable": ("bad", c("sum", hidden), "test"),
    "a hidden type variable under a quantifier": (
        "bad",
        universal(var("u", type_variable("a")), universal(var("v", type_variable("a")), equation(x, x))),
        "test",
    ),
    "a primitive": ("ln", abstract(x, x), "test"),
    "an old name, another meaning": ("false", c("not", c("false")), "test"),
    "a numeral's name": ("#1", number(2), "test"),
    "a name with a line end": ("bad\n", number(2), "test"),
    "a name with capitals": ("Bad", number(2), "test"),
    "an empty name": ("", number(2), "test"),
    "a long name": ("b" * 101, number(2), "test"),
    "a name that is no text": (b"bad", number(2), "test"),
    "no source": ("bad", number(2), ""),
    "a source that is no text": ("bad", number(2), None),
    "no term": ("bad", None, "test"),
    "a theorem": ("bad", reflexivity(x), "test"),
    "a loose index": ("bad", abstract(x, c("neg", c("neg", x))).body, "test"),
}


@pytest.mark.parametrize("why", BAD_DEFINITIONS)
def test_refused_definitions(why):
    before = dict(DEFINITIONS), dict(SIGNATURE)
    with pytest.raises(KernelError):
        define(*BAD_DEFINITIONS[why])
    assert (dict(DEFINITIONS), dict(SIGNATURE)) == before


def test_no_definition_can_speak_of_itself_or_of_a_later_one():
    with pytest.raises(KernelError):
        define("ring_a", c("add", const("ring_b", real), number(1)), "test")
    with pytest.raises(KernelError):
        define("ring_a", c("add", const("ring_a", real), number(1)), "test")


def test_defining_twice_the_same_is_one_definition():
    define("test_double", abstract(x, c("add", x, x)), "test")
    define("test_double", abstract(y, c("add", y, y)), "test again")
    assert DEFINITIONS["test_double"].source == "test"
    with pytest.raises(KernelError):
        define("test_double", abstract(x, c("mul", number(2), x)), "test")


def test_definitions_used_are_listed_with_what_they_are_made_of():
    define("test_inner", number(0), "test")
    define("test_outer", abstract(x, c("mul", x, c("test_inner"))), "test")
    stated = reflexivity(apply_term(c("test_outer"), x))
    assert definitions_used(stated) == ("test_inner", "test_outer")
    assert definitions_used(definition("test_outer")) == ("test_inner", "test_outer")


def test_a_name_that_lies_defines_nothing():
    class Name(str):
        def __hash__(self):
            return hash("false")

        def __eq__(self, other):
            return True

    for use in (
        lambda: define(Name("bad"), number(1), "t"),
        lambda: axiom(Name("bad")),
        lambda: definition(Name("bad")),
    ):
        with pytest.raises(KernelError):
            use()
    with pytest.raises(KernelError):
        const(Name("add"), real)
    with pytest.raises(KernelError):
        var(Name("x"), real)
    assert fun(real, real).op == "fun"


def test_many_variables_can_be_made_in_a_row():
    """The meter is for one piece of work: what is made by the way adds up to no refusal."""
    for n in range(MAX_WORK // 20 + 1000):
        var(f"v{n}", real)
