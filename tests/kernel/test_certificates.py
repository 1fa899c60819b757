"""Certificates: what is written replays, and whatever else is offered is refused with `KernelError`, soon."""

import contextlib
import copy
import json
import random
import resource
import signal
import subprocess
import sys

import pytest
from hostile_certificates import HOSTILE, REALS, data, deep
from proofs import lemma_certificate, lemmas

from symbolic_it.kernel import KernelError, certificate, limits, replay
from symbolic_it.kernel.definitions import constant_for as c
from symbolic_it.kernel.proofs import axioms_used, proof_nodes
from symbolic_it.kernel.terms import equation, number
from symbolic_it.kernel.theorems import reflexivity

FALSE = equation(number(0), number(1))


@contextlib.contextmanager
def within(seconds):
    """Interrupts what hangs."""

    def stop(*_):
        raise TimeoutError

    old = signal.signal(signal.SIGALRM, stop)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, old)


def outcome(certificate_):
    """The theorems, or None when refused; anything but `KernelError` passes through."""
    try:
        return replay(certificate_)
    except KernelError:
        return None


# ---- what is written replays -----------------------------------------------------------------------


def test_every_lemma_replays_to_itself():
    result = replay(lemma_certificate())
    assert result.keys() == lemmas().keys()
    for name, th in lemmas().items():
        again = result[name]
        assert again.conclusion is th.conclusion
        assert again.hypotheses == th.hypotheses
        assert axioms_used(again) == axioms_used(th)


def test_shared_parts_are_written_once():
    written = lemma_certificate()
    for table in ("types", "terms"):
        assert len({json.dumps(row) for row in written[table]}) == len(written[table])
    assert len(written["steps"]) <= len(proof_nodes(*lemmas().values()))


def test_a_fresh_process_replays_without_tactics_or_sympy(tmp_path):
    """The path of an outsider: the file, the kernel, the standard library."""
    path = tmp_path / "proof.json"
    path.write_text(json.dumps(lemma_certificate("ln-order")), encoding="utf-8")
    program = (
        "import json, sys\n"
        "from symbolic_it.kernel import replay\n"
        "print(replay(json.load(open(sys.argv[1])))['ln-order'])\n"
        "loaded = {m.split('.')[0] + '.' + m.split('.')[1] for m in sys.modules if m.startswith('symbolic_it.')}\n"
        "print(sorted(loaded), 'sympy' in sys.modules)\n"
    )
    out = subprocess.run(
        [sys.executable, "-c", program, str(path)], capture_output=True, text=True, check=True
    ).stdout.splitlines()
    assert out == [repr(lemmas()["ln-order"]), "['symbolic_it.kernel'] False"]


# ---- what is damaged is refused --------------------------------------------------------------------


def damaged(change, *names):
    written = lemma_certificate(*(names or ("ln-quotient",)))
    change(written)
    return written


def claim(written):
    return next(iter(written["claims"].values()))


def steps_of(written, rule):
    return [row for row in written["steps"] if row[0] == rule]


def false_claim(d):
    k = len(d["terms"])
    types = d["types"]
    real = types.index(["real"])
    types += [["bool"], ["fun", real, len(types)], ["fun", real, len(types) + 1]]
    d["terms"] += [[1, "eq", len(types) - 1], [1, "#0", real], [1, "#1", real], [2, k, k + 1], [2, k + 3, k + 2]]
    claim(d)[2] = k + 4


DAMAGED = {
    "the claim is 0 = 1": false_claim,
    "the claim is a part of the statement": lambda d: claim(d).__setitem__(2, claim(d)[2] - 1),
    "the claim's step is another": lambda d: claim(d).__setitem__(0, 0),
    "a hypothesis too many is claimed": lambda d: claim(d)[1].append(claim(d)[2]),
    "hypotheses as a number": lambda d: claim(d).__setitem__(1, 0),
    "a claim that is no list": lambda d: d["claims"].update(x="theorem"),
    "a claim that is too long": lambda d: claim(d).append(0),
    "claims as a list": lambda d: d.update(claims=[claim(d)]),
    "no claims": lambda d: d.pop("claims"),
    "no steps": lambda d: d.pop("steps"),
    "another format": lambda d: d.update(format="symbolic-it/certificate/0"),
    "no format": lambda d: d.pop("format"),
    "steps as an object": lambda d: d.update(steps=dict(enumerate(d["steps"]))),
    "steps as a tuple": lambda d: d.update(steps=tuple(d["steps"])),
    "truncated terms": lambda d: d["terms"].pop(),
    "truncated types": lambda d: d["types"].clear(),
    "truncated steps": lambda d: d["steps"].pop(),
    "terms in reverse": lambda d: d["terms"].reverse(),
    "steps in reverse": lambda d: d["steps"].reverse(),
    "a step that needs itself": lambda d: d["steps"].insert(0, ["symmetry", 0]),
    "a step that needs a later one": lambda d: d["steps"].insert(0, ["symmetry", 5]),
    "a term in itself": lambda d: d["terms"].insert(0, [2, 0, 0]),
    "a type in itself": lambda d: d["types"].insert(0, ["fun", 0, 0]),
    "a negative step": lambda d: d["steps"].append(["symmetry", -1]),
    "a negative term": lambda d: d["terms"].append([2, -1, -1]),
    "a negative type": lambda d: d["terms"].append([0, "x", -1]),
    "a huge index": lambda d: d["steps"].append(["symmetry", 10**30]),
    "a truth value as an index": lambda d: d["steps"].append(["symmetry", True]),
    "a float as an index": lambda d: d["steps"].append(["symmetry", 0.0]),
    "a text as an index": lambda d: d["steps"].append(["symmetry", "0"]),
    "a list as an index": lambda d: d["steps"].append(["symmetry", [0]]),
    "nothing as an index": lambda d: d["steps"].append(["symmetry", None]),
    "an unknown rule": lambda d: d["steps"].append(["sorry", 0]),
    "the private maker": lambda d: d["steps"].append(["_mint", 0]),
    "no rule": lambda d: d["steps"].append([]),
    "a rule that is a list": lambda d: d["steps"].append([["symmetry"], 0]),
    "a rule with too many arguments": lambda d: d["steps"].append(["symmetry", 0, 0]),
    "a rule with too few": lambda d: d["steps"].append(["symmetry"]),
    "a step that is an object": lambda d: d["steps"].append({"rule": "symmetry"}),
    "a step that is a text": lambda d: d["steps"].append("symmetry"),
    "a term where a theorem is needed": lambda d: d["steps"].append(["symmetry", len(d["steps"]) + 3]),
    "an axiom that does not exist": lambda d: d["steps"].append(["axiom", "choice"]),
    "an axiom that is a list": lambda d: d["steps"].append(["axiom", ["ln-exp"]]),
    "an axiom by number": lambda d: d["steps"].append(["axiom", 0]),
    "a definition of its own": lambda d: (
        d.update(definitions={"false": 0}) or d["steps"].append(["definition", "true"])
    ),
    "a definition with a right side": lambda d: d["steps"].append(["definition", "log", 0]),
    "pairs that are no pairs": lambda d: d["steps"].append(["instantiate", [[0, 0, 0]], 0]),
    "pairs as an object": lambda d: d["steps"].append(["instantiate", {"0": 0}, 0]),
    "pairs as a text": lambda d: d["steps"].append(["instantiate", "ab", 0]),
    "a multiple that is a number": lambda d: d["steps"].append(["linear_arithmetic", claim(d)[2], [[1, 0]]]),
    "a multiple over zero": lambda d: d["steps"].append(["linear_arithmetic", claim(d)[2], [["1/0", 0]]]),
    "a multiple with an exponent": lambda d: d["steps"].append(["linear_arithmetic", claim(d)[2], [["1e99", 0]]]),
    "a multiple too long": lambda d: d["steps"].append(["linear_arithmetic", claim(d)[2], [["7" * 5000, 0]]]),
    "a multiple in other digits": lambda d: d["steps"].append(["linear_arithmetic", claim(d)[2], [["١", 0]]]),
    "a multiple with a line end": lambda d: d["steps"].append(["linear_arithmetic", claim(d)[2], [["1\n", 0]]]),
    "an unknown kind of term": lambda d: d["terms"].append([5, "x", 0]),
    "a truth value as a kind": lambda d: d["terms"].append([True, "add", 0]),
    "a float as a kind": lambda d: d["terms"].append([0.0, "x", 0]),
    "a term with too few fields": lambda d: d["terms"].append([0, "x"]),
    "a term that is empty": lambda d: d["terms"].append([]),
    "a variable without a name": lambda d: d["terms"].append([0, "", 0]),
    "a variable whose name is a list": lambda d: d["terms"].append([0, ["x"], 0]),
    "a variable whose name is too long": lambda d: d["terms"].append([0, "x" * 201, 0]),
    "a constant that does not exist": lambda d: d["terms"].append([1, "sorry", 0]),
    "a huge numeral": lambda d: d["terms"].append([1, "#1e99999999", d["types"].index(["real"])]),
    "a negative index of a bound variable": lambda d: d["terms"].append([4, -1, 0]),
    "a huge index of a bound variable": lambda d: d["terms"].append([4, 10**9, 0]),
    "a truth value as the index of a bound variable": lambda d: d["terms"].append([4, False, 0]),
    "an unknown type": lambda d: d["types"].append(["set", 0]),
    "a type of the wrong arity": lambda d: d["types"].append(["fun", 0]),
    "a type whose name is a list": lambda d: d["types"].append([["real"]]),
    "a type whose name is a number": lambda d: d["types"].append([0]),
    "a type variable with a bad name": lambda d: d["types"].append(["'a b"]),
}


@pytest.mark.parametrize("name", DAMAGED)
def test_damage_is_refused(name):
    with pytest.raises(KernelError):
        replay(damaged(DAMAGED[name]))


@pytest.mark.parametrize("thing", [None, [], "certificate", 0, {}, {"format": None}, b"", object()], ids=repr)
def test_what_is_no_certificate_is_refused(thing):
    with pytest.raises(KernelError):
        replay(thing)


def test_a_bound_variable_used_at_another_type_is_refused():
    types = [["real"], ["bool"]]
    for body in ([[4, 0, 1]], [[4, 0, 1], [3, 0, 0]]):
        with pytest.raises(KernelError, match="another type"):
            replay(data(types, [*body, [3, 0, len(body) - 1]]))


def test_a_loose_index_is_in_no_theorem():
    open_ = [[4, 0, 0], [1, "neg", 1], [2, 1, 0]]
    for step in (["reflexivity", 2], ["field_identity", 2, 2, []], ["assume", 2]):
        with pytest.raises(KernelError):
            replay(data(REALS, open_, [step]))


@pytest.mark.parametrize("brought", [{"definitions": {"log": 0}}, {"axioms": {"choice": 0}}])
def test_a_definition_brought_along_is_refused(brought):
    """The forgery of the spike: divergence defined as 0."""
    honest = certificate({"it": reflexivity(c("log", number(2), number(3)))})
    assert replay(honest)
    with pytest.raises(KernelError, match="entry"):
        replay({**honest, **brought})


def test_objects_that_lie_instead_of_json():
    class Text(str):
        def __hash__(self):
            return hash("axiom")

        def __eq__(self, other):
            return True

    class Index(int):
        def __le__(self, other):
            return True

        __ge__ = __lt__ = __gt__ = __le__

    class Sequence(list):
        def __len__(self):
            return 0

    for row in (
        [Text("sorry"), "ln-exp"],
        ["axiom", Text("choice")],
        ["symmetry", Index(-1)],
        Sequence(["symmetry", 0]),
    ):
        with pytest.raises(KernelError):
            replay(damaged(lambda d, row=row: d["steps"].append(row)))
    for row in ([1, Text("add"), 0], [0, Text("x"), 0], [Index(0), "x", 0], [0, "x", Index(-1)]):
        with pytest.raises(KernelError):
            replay(damaged(lambda d, row=row: d["terms"].append(row)))
    with pytest.raises(KernelError):
        replay(damaged(lambda d: d.update(steps=Sequence(d["steps"]))))


def mutated(rng, source):
    d = copy.deepcopy(source)
    for _ in range(rng.choice([1, 1, 1, 2, 5])):
        table = d[rng.choice(["terms", "terms", "steps", "steps", "types"])]
        how = rng.random()
        i = rng.randrange(len(table))
        if how < 0.03:
            table.pop(i)
        elif how < 0.06:
            table.insert(i, copy.deepcopy(rng.choice(table)))
        elif how < 0.09:
            k = rng.randrange(len(table))
            table[i], table[k] = table[k], table[i]
        elif how < 0.1:
            del table[i:]
        else:
            row = table[i]
            while True:
                j = rng.randrange(len(row)) if row else 0
                if not row:
                    row.append(rng.choice([0, "x", [0, 0]]))
                    break
                if isinstance(row[j], list) and row[j] and rng.random() < 0.8:
                    row = row[j]
                    continue
                row[j] = _other(rng, row[j])
                break
        if not all(d[name] for name in ("types", "terms", "steps")):
            break
    if rng.random() < 0.1:
        parts = next(iter(d["claims"].values()))
        parts[rng.choice([0, 2])] += rng.choice([-2, -1, 1, 2])
    return d


WORDS = [
    "symmetry",
    "reflexivity",
    "assume",
    "axiom",
    "modus_ponens",
    "add",
    "sub",
    "div",
    "neg",
    "le",
    "lt",
    "eq",
    "#0",
]
WORDS += [
    "#1",
    "#-1/2",
    "x",
    "a",
    "real",
    "bool",
    "nat",
    "fun",
    "'a",
    "%f",
    "ln-product",
    "ln-bound",
    "not",
    "-1",
    "1/2",
]


def _other(rng, old):
    if isinstance(old, int) and rng.random() < 0.9:
        return old + rng.choice([-5, -3, -2, -1, 1, 2, 3])
    if isinstance(old, str) and rng.random() < 0.9:
        return rng.choice(WORDS)
    if isinstance(old, list) and old and rng.random() < 0.9:
        return rng.choice([old[:-1], old[::-1], [*old, copy.deepcopy(old[0])]])
    return rng.choice([None, True, False, -1, 0, 1.5, 10**20, "", "x", [], [0], {}, {"a": 1}, [[0, 0]]])


def test_random_mutations():
    """3000 seeded mutations: refused, or another true theorem; never another exception, never falsehood, never slow."""
    rng = random.Random(1)
    sources = [lemma_certificate(name) for name in ("ln-quotient", "weighted-equality", "sum-positive", "same-argmax")]
    refused = 0
    with within(300):
        for k in range(3000):
            result = outcome(mutated(rng, sources[k % len(sources)]))
            if result is None:
                refused += 1
                continue
            for th in result.values():
                assert th.conclusion is not FALSE
                assert th.conclusion is not c("false")
    assert 1000 < refused < 3000


# ---- what is made to exhaust the machine -----------------------------------------------------------


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_certificates_end_soon(name):
    hostile = HOSTILE[name]()
    before = limits._spent
    with within(90):  # some seconds on a quiet machine
        outcome(hostile)
    assert limits._spent - before <= limits.MAX_REPLAY_WORK + limits.MAX_WORK


def test_hostile_certificates_stay_within_a_gigabyte_and_a_half():
    """In a process of its own; its address space is limited too, so that the test itself does no harm."""
    program = (
        "import resource, sys; resource.setrlimit(resource.RLIMIT_AS, (3 << 30, 3 << 30))\n"
        f"sys.path.insert(0, {str(__file__.rpartition('/')[0])!r})\n"
        "from hostile_certificates import HOSTILE\n"
        "from symbolic_it.kernel import KernelError, replay\n"
        "for name in sys.argv[1:]:\n"
        "    try: replay(HOSTILE[name]())\n"
        "    except KernelError: pass\n"
        "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)\n"
    )
    greedy = ["beta again and again", "a term of 1900 variables", "products of 500 factors",
              "1900 hypotheses discharged again and again", "a sum of 1900 terms"]  # fmt: skip
    run = subprocess.run([sys.executable, "-c", program, *greedy], capture_output=True, text=True, check=True)
    assert int(run.stdout) * (1 if sys.platform == "darwin" else 1024) < 1.5 * 2**30


def test_a_low_recursion_limit_gives_a_kernel_error():
    """The kernel raises the limit when it is imported; somebody may set it back."""
    program = (
        "import sys\n"
        f"sys.path.insert(0, {str(__file__.rpartition('/')[0])!r})\n"
        "from hostile_certificates import deep, doubling, nested_fractions, tower\n"
        "from symbolic_it.kernel import KernelError, certificate, replay, replays_to\n"
        "from symbolic_it.kernel.definitions import constant_for as c\n"
        "from symbolic_it.kernel.terms import real, var\n"
        "from symbolic_it.kernel.theorems import reflexivity\n"
        "t = var('x', real)\n"
        "for _ in range(3000): t = c('neg', t)\n"
        "th = reflexivity(t)\n"
        "sys.setrecursionlimit(1000)\n"
        "for d in (deep(3900), doubling(1900), nested_fractions(900), tower(1900, [1, '#1', 0])):\n"
        "    try: replay(d); print('replayed')\n"
        "    except KernelError: print('refused')\n"
        "print(replays_to(th, [], th.conclusion))\n"
        "certificate({'it': th}); repr(th)\n"
    )
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert run.stdout.split()[-1] == "None"
    assert len(run.stdout.split()) == 5


@pytest.mark.parametrize("name", ["six fractions to clear", "pair types just small enough, in a message"])
def test_messages_are_short(name):
    with pytest.raises(KernelError) as refusal:
        replay(HOSTILE[name]())
    assert len(str(refusal.value)) < 20_000


def test_a_deep_term_goes_away_without_harm():
    """Terms are freed one inside the other; a deep one must not exhaust the stack."""
    for _ in range(3):
        replay(deep(3900))
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
