"""Forged theorems and bent terms: what is made by force in a process never comes out of a replay.

No object in a Python process can be sealed against its owner. Ordinary means (assignment, subclassing, copying,
pickling, calling the classes) are refused outright; what is done by force (`object.__setattr__`, `object.__new__`,
private functions) may fool an inference rule, but not `replays_to`, `replay_steps`, or `replay` of a certificate.
"""

import copy
import itertools
import json
import pickle
from fractions import Fraction
from typing import ClassVar

import pytest
from proofs import lemma_certificate, lemmas

from symbolic_it.kernel import AXIOMS, DEFINITIONS, Replay, certificate, definitions, nodes, replay, replays_to, terms
from symbolic_it.kernel.arithmetic import Inverse, normal_form
from symbolic_it.kernel.definitions import constant_for as c
from symbolic_it.kernel.definitions import define
from symbolic_it.kernel.proofs import axioms_used
from symbolic_it.kernel.replaying import replay_steps
from symbolic_it.kernel.terms import (
    APP,
    LAM,
    VAR,
    KernelError,
    Term,
    Type,
    abstract,
    apply_term,
    bool_,
    const,
    equation,
    fun,
    nat,
    number,
    real,
    var,
)
from symbolic_it.kernel.theorems import (
    Thm,
    assume,
    axiom,
    congruence,
    definition,
    discharge,
    equality_modus_ponens,
    field_identity,
    generalise,
    instantiate,
    linear_arithmetic,
    modus_ponens,
    reflexivity,
    specialise,
    symmetry,
)

ZERO, ONE = number(0), number(1)
FALSE = equation(ZERO, ONE)
x, y = var("x", real), var("y", real)
force = object.__setattr__
fresh = map("forged{}".format, itertools.count())


def unproved(th, conclusion=FALSE):
    """No way of replaying the theorem gives the conclusion."""
    assert replays_to(th, [], conclusion) is None
    with pytest.raises(KernelError):
        again = replay_steps([th])[0]
        if again.conclusion is not conclusion:
            raise KernelError
    with pytest.raises((KernelError, AttributeError)):
        again = replay(json.loads(json.dumps(certificate({"claim": th}))))["claim"]
        if again.conclusion is not conclusion or again.hypotheses:
            raise KernelError


# ---- theorems ------------------------------------------------------------------------------------


def test_a_theorem_is_made_by_rules_only():
    with pytest.raises(KernelError):
        Thm(frozenset(), FALSE)
    with pytest.raises(KernelError):
        type("Theorem", (Thm,), {})
    with pytest.raises(KernelError):
        symmetry(object.__new__(Thm))
    th = reflexivity(ZERO)
    for name, value in (("conclusion", FALSE), ("hypotheses", frozenset()), ("rule", "axiom"), ("arguments", ())):
        with pytest.raises(KernelError):
            setattr(th, name, value)
        with pytest.raises(KernelError):
            delattr(th, name)
        with pytest.raises(AttributeError):
            force(th, name, value)
        with pytest.raises(AttributeError):
            object.__delattr__(th, name)
        with pytest.raises(AttributeError):
            getattr(Thm, name).__set__(th, value)
    assert th.conclusion is equation(ZERO, ZERO)
    assert not hasattr(th, "_seal")


def test_copies_are_refused():
    th = reflexivity(ZERO)
    for make in (copy.copy, copy.deepcopy, *(lambda t, n=n: pickle.loads(pickle.dumps(t, n)) for n in range(6))):
        for thing in (th, th.conclusion, real):
            with pytest.raises((KernelError, TypeError, AttributeError)):
                symmetry(make(thing))
    with pytest.raises((TypeError, KernelError, AttributeError)):
        blank = object.__new__(Thm)
        blank.__setstate__((None, {"conclusion": FALSE}))
        symmetry(blank)


def test_a_class_cannot_be_changed_into_a_theorem():
    class Like:
        __slots__ = ("__weakref__", "arguments", "conclusion", "hypotheses", "rule", "seal")

    like = Like()
    with pytest.raises(TypeError):
        like.__class__ = Thm
    like.conclusion, like.hypotheses, like.rule, like.arguments = FALSE, frozenset(), "axiom", ("ln-exp",)
    with pytest.raises(KernelError):
        symmetry(like)
    unproved(like)


def forced_theorem(conclusion, rule, *arguments, hypotheses=frozenset()):
    """What somebody who reached the private maker could do."""
    from symbolic_it.kernel.theorems import _mint

    return _mint(hypotheses, conclusion, rule, *arguments)


def test_a_theorem_made_by_the_private_maker_does_not_replay():
    good = reflexivity(ZERO)
    for th in (
        forced_theorem(FALSE, "reflexivity", ZERO),
        forced_theorem(FALSE, "axiom", "ln-exp"),
        forced_theorem(FALSE, "axiom", "no such axiom"),
        forced_theorem(FALSE, "no such rule"),
        forced_theorem(FALSE, "reflexivity"),
        forced_theorem(FALSE, "reflexivity", ZERO, ZERO),
        forced_theorem(FALSE, "symmetry", good),
        forced_theorem(FALSE, "symmetry", FALSE),
        forced_theorem(FALSE, "symmetry", forced_theorem(equation(ONE, ZERO), "axiom", "ln-exp")),
        forced_theorem(FALSE, "modus_ponens", good, good),
        forced_theorem(FALSE, "assume", FALSE),
        forced_theorem(FALSE, "field_identity", ZERO, ONE, ()),
        forced_theorem(FALSE, "field_identity", ZERO, ONE, 5),
        forced_theorem(FALSE, "linear_arithmetic", FALSE, ((Fraction(1), good, good),)),
        forced_theorem(FALSE, "linear_arithmetic", FALSE, ((1.5, good),)),
        forced_theorem(FALSE, ["reflexivity"], ZERO),
    ):
        assert th.conclusion is FALSE
        try:
            unproved(th)
        except (TypeError, ValueError):
            assert replays_to(th, [], FALSE) is None


def test_a_proof_that_rests_on_itself_ends():
    box = []
    th = forced_theorem(FALSE, "field_identity", ZERO, ZERO, box)  # a list, so that it can be changed
    box.append(th)
    unproved(th)
    a, b = [], []
    one, two = (
        forced_theorem(FALSE, "field_identity", ZERO, ZERO, a),
        forced_theorem(FALSE, "field_identity", ZERO, ZERO, b),
    )
    a.append(two)
    b.append(one)
    unproved(one)


def test_a_statement_is_compared_with_the_callers():
    th = linear_arithmetic(c("le", ZERO, ONE))
    assert replays_to(th, [], c("lt", ZERO, ONE)) is None
    assert replays_to(th, [], None) is None
    assert replays_to(th, [None], th.conclusion) is None
    assert replays_to(th, [FALSE], th.conclusion).hypotheses == frozenset()
    rests = modus_ponens(discharge(FALSE, assume(FALSE)), assume(FALSE))
    assert replays_to(rests, [], FALSE) is None
    assert replays_to(rests, [equation(ONE, ZERO)], FALSE) is None
    assert replays_to(rests, [FALSE, th.conclusion], FALSE).hypotheses == {FALSE}

    class Everything:
        def __eq__(self, other):
            return True

        def __hash__(self):
            return hash(FALSE)

    for hypotheses in ([Everything()], {Everything()}, [FALSE, Everything()]):
        assert replays_to(rests, hypotheses, FALSE) is None
    assert replays_to(rests, [FALSE], Everything()) is None
    assert replays_to(Everything(), [], FALSE) is None


def remade(t, change=None, at=()):
    """A term made by force, of the same structure; the part at the place given is made by ``change`` instead."""
    if change is not None and not at:
        return change(t)
    made = object.__new__(Term)
    for name in ("kind", "ty", "loose", "depth", "free", "type_vars", "sn", "normal", "name", "index", "domain"):
        if hasattr(t, name):
            force(made, name, getattr(t, name))
    for name in ("fun", "arg", "body"):
        if hasattr(t, name):
            here = bool(at) and at[0] == name
            force(made, name, remade(getattr(t, name), change if here else None, at[1:] if here else ()))
    return made


def forcing(**fields):
    """A change: the same part with these fields."""

    def change(t):
        made = remade(t)
        for name, value in fields.items():
            force(made, name, value)
        return made

    return change


def test_a_callers_statement_is_compared_part_by_part():
    above = abstract(x, equation(c("add", x, y), x))  # v + y = v
    statement = c("forall", abstract(y, c("imp", c("forall", above), c("forall", above))))
    inner = c("forall", above)
    th = generalise(y, discharge(inner, assume(inner)))
    assert th.conclusion is statement
    assert replays_to(th, [], remade(statement)) is not None
    premise = ("arg", "body", "fun", "arg")
    lam, sides = (*premise, "arg"), (*premise, "arg", "body")
    right, plus = (*sides, "arg"), (*sides, "fun", "arg")
    places = (
        (right, forcing(index=1)),
        (right, forcing(index=False)),
        (right, forcing(ty=nat)),
        (right, forcing(kind=VAR, name="x")),
        (right, lambda t: x),
        (right, lambda t: Duck()),
        (right, lambda t: object.__new__(Term)),
        (lam, forcing(domain=nat)),
        (lam, forcing(ty=fun(real, real))),
        ((*plus, "fun", "fun"), forcing(name="sub")),
        ((*plus, "fun", "fun"), forcing(name=Shifty("sub"))),
        ((*plus, "fun", "fun"), forcing(kind=VAR)),
        ((*plus, "fun", "fun"), forcing(ty=fun(nat, real, real))),
        (plus, forcing(arg=ZERO)),
        (plus, lambda t: t.arg),
        (plus, forcing(ty=nat)),
        (sides, forcing(fun=const("not", fun(bool_, bool_)))),
    )
    for at, change in places:
        assert replays_to(th, [], remade(statement, change, at)) is None, at
    le = linear_arithmetic(c("le", ZERO, ONE))
    twice = remade(le.conclusion)
    force(twice, "arg", twice.fun.arg)  # 0 <= 0, the one part in both places
    assert replays_to(le, [], twice) is None
    assert replays_to(assume(le.conclusion), [twice], le.conclusion) is None
    other = remade(le.conclusion)
    assert replays_to(assume(le.conclusion), [twice, other], le.conclusion).hypotheses == {other}


def test_a_callers_hypothesis_is_compared_as_it_is_now():
    fact = c("lt", ZERO, x)
    known, as_it_was, assumed = Replay(), remade(fact), assume(fact)
    assert replays_to(assumed, [fact], fact, known) is not None
    before = fact.arg
    bent(fact, arg=ONE)
    assert replays_to(assume(c("lt", ZERO, y)), [fact], c("lt", ZERO, y), known) is None
    th = forced_theorem(fact, "assume", fact, hypotheses=frozenset((fact,)))
    assert replays_to(th, [fact], fact, known) is None
    assert replays_to(assumed, [fact], as_it_was, known) is None  # 0 < 1 |- 0 < x
    straight_now()
    assert fact.arg is before
    assert replays_to(assume(fact), [fact], fact, known) is not None


def test_what_a_replay_returns_can_be_used_further():
    th = lemmas()["ln-quotient"]
    again = replays_to(th, [], th.conclusion)
    assert again.conclusion is th.conclusion
    assert axioms_used(again) == axioms_used(th)
    assert instantiate([(var("a", real), ONE)], again).conclusion is instantiate([(var("a", real), ONE)], th).conclusion
    assert replays_to(again, [], th.conclusion) is not None
    back = replay(json.loads(json.dumps(certificate({"it": again}))))["it"]
    assert back.conclusion is th.conclusion
    assert axioms_used(back) == axioms_used(th)


def test_a_replay_remembers_and_is_not_misled():
    known = Replay()
    for name, th in lemmas().items():
        assert replays_to(th, th.hypotheses, th.conclusion, known) is not None, name
        assert replays_to(th, th.hypotheses, FALSE, known) is None
    forged = forced_theorem(FALSE, "reflexivity", ZERO)
    for _ in range(2):
        assert replays_to(forged, [], FALSE, known) is None
        assert replays_to(forced_theorem(FALSE, "symmetry", forged), [], FALSE, known) is None


# ---- terms ---------------------------------------------------------------------------------------


def test_terms_and_types_are_made_by_functions_only():
    t = c("neg", x)
    for cls in (Term, Type, Inverse):
        with pytest.raises(KernelError):
            cls()
    for name, value in (("free", frozenset()), ("name", "y"), ("normal", {}), ("loose", 0), ("new", 1)):
        with pytest.raises(KernelError):
            setattr(t, name, value)
    with pytest.raises(KernelError):
        del t.free
    for name in ("op", "args", "variables", "size"):
        with pytest.raises(AttributeError):
            setattr(real, name, None)
        with pytest.raises(AttributeError):
            force(real, name, None)
        with pytest.raises(AttributeError):
            getattr(Type, name).__set__(nat, "%n")


class Duck:
    """Looks like the variable-free application `0 < x`, to those who do not look closely."""

    kind, ty, loose, depth = APP, bool_, 0, 1
    free = type_vars = frozenset()
    fun, arg, normal, sn = c("lt", ZERO, x).fun, x, None, 0


def test_what_only_looks_like_a_term_is_refused():
    class Sub(Term):
        pass

    sub = object.__new__(Sub)
    for name in ("kind", "ty", "loose", "depth", "free", "type_vars", "fun", "arg", "normal", "sn"):
        force(sub, name, getattr(Duck, name))
    for fake in (Duck(), sub):
        for use in (
            lambda t=fake: assume(t),
            lambda t=fake: reflexivity(t),
            lambda t=fake: apply_term(const("neg", fun(real, real)), t),
            lambda t=fake: c("not", t),
            lambda t=fake: equation(t, t),
            lambda t=fake: abstract(x, t),
            lambda t=fake: nodes._app(const("not", fun(bool_, bool_)), t),
            lambda t=fake: define(next(fresh), t, "test"),
        ):
            with pytest.raises(KernelError):
                use()


def bent(t, **fields):
    """The term with fields set by force; undone by `straight`."""
    bent.undo += [(t, name, getattr(t, name)) for name in fields]
    for name, value in fields.items():
        force(t, name, value)
    return t


bent.undo = []


@pytest.fixture(autouse=True)
def straight():
    yield
    while bent.undo:
        force(*bent.undo.pop())


def contradiction_from(fact):
    """0 < x |- 0 = 1, when the statement `fact` is 0 < x and says that x is not free in it."""
    th = generalise(x, linear_arithmetic(c("lt", ZERO, c("add", x, ZERO)), [(1, assume(fact))]))
    return modus_ponens(absurd(), linear_arithmetic(c("lt", ZERO, ZERO), [(1, specialise(ZERO, th))]))


def at_one(th):
    """|- 0 = 1 from 0 < x |- 0 = 1"""
    th = instantiate([(x, ONE)], th)
    return modus_ponens(discharge(c("lt", ZERO, ONE), th), linear_arithmetic(c("lt", ZERO, ONE)))


def absurd():
    """|- 0 < 0 ==> 0 = 1"""
    nothing = instantiate([(var("a", real), ZERO)], axiom("less-irreflexive"))
    unfolded = equality_modus_ponens(
        congruence(definition("not"), reflexivity(nothing.conclusion.arg)), nothing
    )  # 0 < 0 ==> false
    false = modus_ponens(unfolded, assume(nothing.conclusion.arg))
    everything = equality_modus_ponens(definition("false"), false)
    return discharge(nothing.conclusion.arg, specialise(FALSE, everything))


def test_a_term_that_hides_its_variables():
    th = contradiction_from(bent(c("lt", ZERO, x), free=frozenset()))
    straight_now()
    forged(at_one(th))


def test_a_new_term_that_hides_its_variables():
    fact = object.__new__(Term)
    original = c("lt", ZERO, x)
    for name in ("kind", "ty", "loose", "depth", "type_vars", "fun", "arg", "sn"):
        force(fact, name, getattr(original, name))
    force(fact, "free", frozenset())
    force(fact, "normal", None)
    th = discharge(fact, contradiction_from(fact))
    forged(at_one(modus_ponens(th, linear_arithmetic(fact, [(1, assume(original))]))))


def test_a_term_with_a_false_normal_form():
    t = bent(c("add", x, ONE), normal=dict(normal_form(x)))
    th = field_identity(x, t)
    assert replays_to(th, [], equation(x, t)) is None
    straight_now()
    forged(linear_arithmetic(FALSE, [(1, th)]))


def test_a_numeral_that_changed_its_name():
    """While it has another name the statement reads 0 = 0; when it has its own again, nothing was proved of it."""
    one = number(Fraction(104729, 104723))  # used nowhere else: its normal form is not known yet
    statement = equation(ZERO, one)
    th = field_identity(ZERO, bent(one, name="#0"))
    straight_now()
    assert th.conclusion is statement
    unproved(th, statement)


def straight_now():
    while bent.undo:
        force(*bent.undo.pop())


def test_an_axiom_bent_in_place():
    statement = AXIOMS["less-irreflexive"].statement
    bent(statement, fun=FALSE.fun, arg=FALSE.arg)
    unproved(axiom("less-irreflexive"), statement)
    straight_now()
    assert replays_to(axiom("less-irreflexive"), [], statement) is not None


def test_a_definition_bent_in_place():
    right = DEFINITIONS["false"].right
    bent(right, fun=equation(ZERO, ZERO).fun, arg=ZERO)  # false is defined as 0 = 0
    truth = equality_modus_ponens(symmetry(definition("false")), linear_arithmetic(right))
    assert replays_to(truth, [], c("false")) is None
    straight_now()
    assert replays_to(truth, [], c("false")) is None


def test_a_definition_with_a_hidden_variable():
    right = bent(c("add", x, number(Fraction(1, 7))), free=frozenset())
    with pytest.raises(KernelError):
        define(next(fresh), right, "test")
    loose = abstract(x, c("add", x, number(Fraction(1, 9)))).body
    with pytest.raises(KernelError):
        define(next(fresh), bent(loose, loose=0), "test")
    cyclic = c("neg", number(Fraction(1, 11)))
    with pytest.raises(KernelError):
        define(next(fresh), bent(cyclic, arg=cyclic), "test")
    assert not [name for name in definitions.DEFINITIONS if name.startswith("forged")]


def test_terms_from_the_private_makers():
    ill_typed = nodes._abstraction(real, nodes._bound(0, bool_))  # takes a number for a statement
    th = reflexivity(ill_typed)
    assert replays_to(th, [], th.conclusion) is None
    with pytest.raises(KernelError):
        replay(certificate({"it": th}))
    with pytest.raises(KernelError):
        terms._lam(real, nodes._bound(0, bool_))
    for index in (-1, terms.MAX_DEPTH, 0.5, "0", None):
        with pytest.raises(KernelError):
            nodes._bound(index, real)
    assert type(nodes._bound(True, real).index) is int


def test_terms_that_contain_themselves():
    t = c("neg", number(Fraction(1, 13)))
    statement = equation(t, t)
    bent(t, arg=t)
    th = reflexivity(t)
    assert replays_to(th, [], statement) is None
    with pytest.raises(KernelError):
        certificate({"it": th})


class Shifty(str):
    """A name that is what it is compared with."""

    def __hash__(self):
        return hash("#1")

    def __eq__(self, other):
        return True

    def __ne__(self, other):
        return False


def test_names_and_indices_that_lie():
    one = number(Fraction(5, 3))
    statement = equation(ZERO, one)
    bent(one, name=Shifty("#0"))
    th = forced_theorem(statement, "reflexivity", one)
    assert replays_to(th, [], statement) is None
    with pytest.raises(KernelError):
        replay(certificate({"it": th}))


def forged(th):
    """The forgery got through the inference rules, which shows that the attack works; it does not replay."""
    assert th.conclusion is FALSE
    assert not th.hypotheses
    unproved(th)


def test_a_certificate_is_replayed_among_terms_of_its_own():
    """Bending the terms of this process changes nothing in what a certificate proves."""
    data = lemma_certificate("ln-quotient")
    wanted = repr(lemmas()["ln-quotient"].conclusion)
    for node in list(_parts(lemmas()["ln-quotient"].conclusion)):
        if node.kind in (APP, LAM, VAR):
            bent(node, free=frozenset(), normal={}, loose=0)
    try:
        assert repr(replay(data)["ln-quotient"].conclusion) == wanted
    except KernelError:
        pass
    straight_now()
    bent(lemmas()["ln-quotient"].conclusion, arg=FALSE)
    with pytest.raises(KernelError):
        replay(data)  # what it proves cannot be stated with these terms


def _parts(t):
    yield t
    if t.kind == APP:
        yield from _parts(t.fun)
        yield from _parts(t.arg)
    elif t.kind == LAM:
        yield from _parts(t.body)


class Intruder(str):
    """Runs while a replay looks at it, and would bend the terms that the replay works with."""

    ran: ClassVar[list[str]] = []

    def __hash__(self):
        return hash("format")

    def __eq__(self, other):
        Intruder.ran.append("eq")
        return True

    def __iter__(self):
        Intruder.ran.append("iter")
        return iter((0, 0))

    def __str__(self):
        Intruder.ran.append("str")
        return "x"

    __repr__ = __str__


def test_nothing_of_others_runs_during_a_replay():
    intruder = Intruder("x")
    Intruder.ran.clear()
    for change in (
        lambda d: d.update({"format": intruder}),
        lambda d: d["claims"].update({intruder: [0, [], 0]}),
        lambda d: d["steps"].append([intruder, 0]),
        lambda d: d["steps"].append(["axiom", intruder]),
        lambda d: d["steps"].append(["symmetry", intruder]),
        lambda d: d["steps"].append(["instantiate", [intruder], 0]),
        lambda d: d["steps"].append(["instantiate", intruder, 0]),
        lambda d: d["steps"].append(["linear_arithmetic", 0, [[intruder, 0]]]),
        lambda d: d["terms"].append([1, intruder, 0]),
        lambda d: d["terms"].append([intruder, "x", 0]),
        lambda d: d["types"].append([intruder]),
    ):
        data = lemma_certificate("ln-quotient")
        change(data)
        with pytest.raises(KernelError):
            replay(data)
    key = lemma_certificate("ln-quotient")
    text = key.pop("format")
    with pytest.raises(KernelError):
        replay({intruder: text, **key})
    for th in (
        forced_theorem(FALSE, "field_identity", ZERO, ZERO, intruder),
        forced_theorem(FALSE, "instantiate", (intruder,), reflexivity(ZERO)),
        forced_theorem(FALSE, "axiom", intruder),
        forced_theorem(FALSE, "reflexivity", intruder),
    ):
        Intruder.ran.clear()
        with pytest.raises(KernelError):
            Replay()._again(th, {})
        assert not Intruder.ran


def test_a_record_of_other_kinds_of_names_and_pairs_does_not_bend_the_room_of_a_replay():
    home = nodes._room

    def bend_room():
        if nodes._room is not home:
            nodes._terms[(nodes.CONST, "#1", real)] = nodes.const("#0", real)

    class Name(str):
        def __hash__(self):
            bend_room()
            return str.__hash__(self)

    class Arguments(tuple):
        def __iter__(self):
            bend_room()
            return tuple.__iter__(self)

    class Key:
        def __hash__(self):
            bend_room()
            return 1

    by_arguments = forced_theorem(FALSE, "reflexivity", ZERO)
    type(by_arguments).arguments.fget.__self__.__set__(by_arguments, Arguments((ZERO,)))
    by_pairs = forced_theorem(FALSE, "instantiate_types", ((Key(), real),), reflexivity(ZERO))
    by_term = forced_theorem(FALSE, "reflexivity", Key())
    one = axiom("product-empty").conclusion
    none = equation(one.fun.arg, ZERO)  # what the axiom would say in a room where 1 is 0
    for th in (forced_theorem(FALSE, Name("reflexivity"), ZERO), by_arguments, by_pairs, by_term):
        known = Replay()
        assert replays_to(th, [], FALSE, known) is None
        assert replays_to(forced_theorem(FALSE, "reflexivity", ZERO), [], FALSE, known) is None
        assert replays_to(forced_theorem(none, "axiom", "product-empty"), [], none, known) is None
    known = Replay()
    assert replays_to(reflexivity(ZERO), [Key()], equation(ZERO, ZERO), known) is None
    assert replays_to(reflexivity(ZERO), [], Key(), known) is None
    assert replays_to(forced_theorem(FALSE, "reflexivity", ZERO), [], FALSE, known) is None
