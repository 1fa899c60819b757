"""Assumptions that notes leave unsaid: independence, a limit, a one-hot target; each as a statement about the step's symbols."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from symbolic_it.kernel.definitions import constant_for
from symbolic_it.kernel.terms import (
    Term,
    abstract,
    apply_term,
    binary,
    constants_of,
    nat,
    pair_type,
    parts_of,
    real,
    strip,
    var,
)
from symbolic_it.language import declare
from symbolic_it.language.expr import And, Eq, Expr, Implies, Ne
from symbolic_it.language.notation import (
    ForAll,
    Prod,
    Sum,
    conditional,
    empirical,
    first_marginal,
    function,
    point_mass,
    second_marginal,
)
from symbolic_it.notes.coordinates import CLASSES
from symbolic_it.notes.extremes import is_extreme
from symbolic_it.notes.letters import joint_event
from symbolic_it.notes.world import World
from symbolic_it.review.assuming import Assumption
from symbolic_it.review.condition_words import INDEPENDENT, MODELS, ONE_HOT
from symbolic_it.review.judging import fails


def possible(world: World, statement: Expr) -> Iterator[Assumption]:
    """The assumptions that concern the symbols of this statement."""
    free = statement.term.free
    known = {key: e for key, e in world.known.items() if e.term in free}
    yield from _positive(world, known, statement.term)
    yield from _independence(world, known)
    yield from _events(known)
    yield from _limits(world, known)
    if world.usage.classes:
        yield from _sums_to_one(world, known)
        yield from _class_known(world, known)
        yield from _letters_differ(world, known)
    else:
        yield from _one_hot(world, known, statement.term)


def _positive(world: World, known: dict[str, Expr], statement: Term) -> Iterator[Assumption]:
    """That laws are positive, when the step divides by them or by their marginals, as Bayes' rule and importance weights do."""
    laws = {key: e for key, e in known.items() if key.partition(":")[0] in ("law", "model")}
    if "lt" in constants_of([statement]) or not laws:
        return
    divisors = {v for t in _divisors(statement) for v in t.free}
    below = {key: e for key, e in laws.items() if e.term in divisors}
    if not below and "conditional" not in constants_of([statement]):
        return
    for some in (below, laws) if 0 < len(below) < len(laws) else (laws,):
        words = " and ".join(e.text for e in some.values())
        each = [world.is_positive(key.partition(":")[2], e) for key, e in some.items()]
        whole = each[0] if len(each) == 1 else And(*each)
        yield Assumption("", f"{words} {'is' if len(some) == 1 else 'are'} positive everywhere", whole, only_open=True)


def _divisors(statement: Term) -> Iterator[Term]:
    return (parts[1] for t in parts_of([statement]) if (parts := binary("div", t)) is not None)


def _independence(world: World, known: dict[str, Expr]) -> Iterator[Assumption]:
    for key, law in known.items():
        if key.startswith("law:") and law.type.args[0].op == "pair":
            letters = world.letters_of(key.removeprefix("law:"))
            if len(letters) != 2 or not world.symbols.independent:
                continue
            names = " and ".join(letter.upper() for letter in letters)
            parts = [declare.law(f"{law.text}_of_{letter}", world.alphabet(letter)) for letter in letters]
            marginals = (first_marginal(law), second_marginal(law))
            x, y = (world.outcome(letter) for letter in letters)
            claim = ForAll(x, y, Eq(law(x, y), marginals[0](x) * marginals[1](y)))
            value, own = product(*parts), product(*marginals)
            yield Assumption(
                "IT203",
                f"{names} are independent",
                claim,
                law,
                value,
                tuple(zip(parts, marginals, strict=True)),
                own=own,
                helpers=_marginals(law, parts, x, y),
            )
    for key, joint in known.items():
        if key.startswith("whole:"):
            yield from _whole_sample(world, known, key.removeprefix("whole:"), joint)


def _whole_sample(world: World, known: dict[str, Expr], key: str, joint: Expr) -> Iterator[Assumption]:
    """That the probability of a sample is the product of those of its members."""
    samples = [e for name, e in known.items() if name.startswith("sample:")]
    sizes = [e for name, e in known.items() if name.startswith("size:")]
    law = world.known.get(f"model:{key}", world.known.get(f"law:{key}"))
    if len(samples) != 1 or len(sizes) != 1 or law is None:
        return
    i = declare.index("i", sizes[0])
    words = "the members of the sample are independent"
    if joint.type.op == "fun":
        t = world.parameter(world.usage.models[key])
        value = function(t, Prod(i, law[t](samples[0][i])))
    else:
        value = Prod(i, law(samples[0][i]))
    yield Assumption("IT203", words, Eq(joint, value), joint, value)


def _marginals(law: Expr, parts: list[Expr], x: Expr, y: Expr) -> tuple[Expr, ...]:
    u, v = parts
    return (
        ForAll(x, Eq(first_marginal(law)(x), u(x))),
        ForAll(y, Eq(second_marginal(law)(y), v(y))),
        ForAll(x, y, Implies(Ne(u(x), 0), Eq(conditional(law, x)(y), v(y)))),
    )


def product(u: Expr, v: Expr) -> Expr:
    """The joint law of independent variables with these laws."""
    z = var("z", pair_type(u.type.args[0], v.type.args[0]))
    body = u(Expr(constant_for("fst", z))) * v(Expr(constant_for("snd", z)))
    return Expr(abstract(z, body.term), ("z", *body.names), body.declarations)


def _events(known: dict[str, Expr]) -> Iterator[Assumption]:
    events = {key.removeprefix("event:"): e for key, e in known.items() if key.startswith("event:")}
    for joint, e in events.items():
        for a, first in events.items():
            for b, second in events.items():
                if a < b and joint_event(a, b) == joint:
                    yield Assumption("IT203", f"the events {a} and {b} are independent", Eq(e, first * second))
    if len(events) == 3:
        joint, *rest = sorted(events, key=lambda k: (len(k) == 1, k))
        if (len(joint) > 3 or not joint.isascii()) and " " not in joint and all(len(r) == 1 for r in rest):
            yield Assumption(
                "IT203",
                f"the events {' and '.join(rest)} are independent",
                Eq(events[joint], events[rest[0]] * events[rest[1]]),
            )


def _limits(world: World, known: dict[str, Expr]) -> Iterator[Assumption]:
    """That the sample's frequencies are the probabilities: what the law of large numbers gives in the limit."""
    samples = [(key.removeprefix("sample:"), e) for key, e in known.items() if key.startswith("sample:")]
    sizes = [e for key, e in known.items() if key.startswith("size:")]
    for key, law in known.items():
        for sample in _samples_of(world, key, law, dict(samples)):
            for size in sizes:
                if "hat" in key or "emp" in key or "tilde" in key:
                    value = empirical(sample, size)
                    words = f"{law.text} is the empirical law of the sample"
                    code = "" if world.symbols.empirical else "IT207"
                    yield Assumption(code, words, Eq(law, value), law, value, sampled=(size.term, sample.term))
                    continue
                words = f"in the limit of large {size.text}: the relative frequencies of the sample are the probabilities {law.text}"
                value = empirical(sample, size)
                yield Assumption("IT205", words, Eq(law, value), law, value, sampled=(size.term, sample.term))


def _samples_of(world: World, key: str, law: Expr, samples: dict[str, Expr]) -> Iterator[Expr]:
    """The samples whose members the law is about: x_i, or the pairs of x_i and y_i."""
    if not key.startswith("law:"):
        return
    domain = law.type.args[0]
    yield from (s for letter, s in samples.items() if domain is world.alphabet(letter).type)
    letters = world.letters_of(key.removeprefix("law:"))
    if domain.op == "pair" and len(letters) == 2 and set(letters) <= samples.keys():
        i = var("i", nat)
        first, second = (apply_term(samples[letter].term, i) for letter in letters)
        declared = samples[letters[0]].declarations | samples[letters[1]].declarations
        yield Expr(abstract(i, constant_for("pair", first, second)), ("i",), declared)


def _one_hot(world: World, known: dict[str, Expr], statement: Term) -> Iterator[Assumption]:
    del statement
    for key, law in known.items():
        kind, _, name = key.partition(":")
        if kind not in ("law", "function") or law.type.op != "fun" or law.type.args[0].op[0] != "%":
            continue
        if kind == "function" and name.partition(":")[0] not in ("y", "t", "p", "y_true", "y_tilde"):
            continue
        letter = law.type.args[0].op[1:].lower().removeprefix("n_")
        for other in world.alphabet_letters(letter):
            if is_extreme(other.text):
                continue  # where a law is largest; no class
            yield Assumption("IT204", f"{law.text} is one-hot", Eq(law, point_mass(other)), law, point_mass(other))
    yield from _sums_to_one(world, known)


def _class_known(world: World, known: dict[str, Expr]) -> Iterator[Assumption]:
    """In coordinates: that a target is one-hot, with the letter of its class."""
    said = world.usage.coordinates if world.symbols.class_spoken else world.symbols.true_class
    free = world.usage.coordinates - said - CLASSES - {"c"}  # dL/dz_i is about every i
    letters = [e for key, e in known.items() if key.startswith("letter:") and key.partition(":")[2] not in free]
    for key, target in known.items():
        if key.partition(":")[0] != "vector" or key.partition(":")[2] not in ("y", "t", "p", "y_true", "y_tilde"):
            continue
        if world.symbols.class_spoken and len(letters) == 1 and target.type.args[0] is letters[0].type:
            (i,) = letters
            c = world.alphabet(i.type.op[1:].lower().removeprefix("n_")).letter("c" if i.text != "c" else "k")
            apart = differing(i, c)
            words = f"{target.text} is one-hot, {c.text} its class, and {i.text} another one"
            there = Eq(target, point_mass(c))
            yield Assumption("IT204", words, And(there, apart), target, point_mass(c), also=apart)
        for k in letters:
            if target.type.op == "fun" and target.type.args[0] is k.type and target.type.args[1] is real:
                words = f"{target.text} is one-hot, {k.text} its class"
                there = Eq(target, point_mass(k))
                yield Assumption("IT204", words, there, target, point_mass(k))
                for i in (e for key, e in known.items() if key.startswith("letter:") and e.type is k.type):
                    if i.term is not k.term and i.text in world.usage.coordinates:
                        apart = differing(i, k)
                        own = f"{words}, and {i.text} another one"
                        yield Assumption("IT204", own, And(there, apart), target, point_mass(k), also=apart)


def _letters_differ(world: World, known: dict[str, Expr]) -> Iterator[Assumption]:
    """That the two indices of the step are different ones, as off the diagonal of a Jacobian."""
    letters = [(key.partition(":")[2], e) for key, e in known.items() if key.startswith("letter:")]
    if len(letters) != 2 or letters[0][1].type is not letters[1][1].type:
        return
    (a, first), (b, second) = letters
    if {a, b} & world.usage.coordinates and frozenset((a, b)) not in world.usage.told_apart:
        yield Assumption("IT201", f"{a} and {b} are different", differing(first, second))


def differing(a: Expr, b: Expr) -> Expr:
    """a != b, said of both orders."""
    return And(Ne(a, b), Ne(b, a))


def _sums_to_one(world: World, known: dict[str, Expr]) -> Iterator[Assumption]:
    """That the targets are a law on the classes."""
    sizes = [e for key, e in known.items() if key.startswith("size:")]
    for key, e in known.items():
        kind, _, name = key.partition(":")
        if name.partition(":")[0] not in ("y", "t", "p", "q", "y_hat", "w"):
            continue
        words = f"the {e.text} sum to 1"
        if kind == "sequence" and len(sizes) == 1:
            i = declare.index("i", sizes[0])
            yield Assumption("IT204", words, Eq(Sum(i, e[i]), 1))
        elif (
            kind == ("vector" if world.usage.classes else "function")
            and e.type.args[1] is real
            and e.type.args[0].op[0] == "%"
        ):
            letter = e.type.args[0].op[1:].lower().removeprefix("n_")
            x = world.outcome(letter, letter + "_s") if world.usage.classes else world.outcome(letter)
            yield Assumption("IT204", words, Eq(Sum(x, e(x)), 1))


def heads(t: Term) -> set[str]:
    """Names of the constants at the head of a term's sides."""
    return {strip(t)[0].name}


def unsaid_fails(world: World, statement: Expr, given: Sequence[Expr], words: str) -> bool:
    """Whether the words speak of what `possible` knows as an assumption, and the step fails under it as well."""
    code = "IT203" if INDEPENDENT.search(words) else "IT204" if ONE_HOT.search(words) else ""
    meant = [a for a in possible(world, statement) if a.code == code and MODELS.search(words) is None]
    return bool(meant) and all(fails(statement, [*given, a.statement]) for a in meant)
