"""Proofs kept on disk: replayed and held against the statements; whatever an entry says, nothing false is proved by it."""

from __future__ import annotations

import json
import os
import sys
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest

from symbolic_it.authoring import Library, cache, checking
from symbolic_it.authoring.cache import Cache, default_folder, opened
from symbolic_it.authoring.results import Verdict
from symbolic_it.authoring.sharing import check_shared
from symbolic_it.kernel.certificates import certificate
from symbolic_it.kernel.terms import number
from symbolic_it.kernel.theorems import assume, congruence, field_identity, reflexivity, transitivity

HEAD = """
from symbolic_it import D, Eq, H, Sum, alphabet, derivation, law, log, real_number
X = alphabet('X')
x, k = X.outcome('x'), X.letter('k')
P, Q = law('P', X), law('Q', X)
a, c = real_number('a'), real_number('c')
"""
EXPANSION = """
@derivation('expansion', title='t', given=[P << Q])
def expansion(d):
    d.chain(D(P, Q)).eq(Sum(x, P(x) * log(P(x) / Q(x))), by='divergence-definition').eq(
        Sum(x, P(x) * log(P(x))) - Sum(x, P(x) * log(Q(x))), by=['log-of-quotient', 'sum-of-difference']
    ).named('whole')
"""
SQUARE = "@derivation('square', title='t')\ndef square(d):\n    d.have({0})\n"
TRUE, FALSE = "0 <= (a - c) * (a - c)", "0 < (a - c) * (a - c)"


class Bench:
    """A file of derivations and a cache folder; every check starts from nothing but these."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.file, self.folder, self.searched = folder / "mine.py", folder / "cache", []
        search = checking.check_derivation

        def counted(d, second_opinion=True):
            self.searched.append(d.name)
            return search(d, second_opinion)

        monkeypatch.setattr(checking, "check_derivation", counted)

    def write(self, *bodies: str) -> None:
        self.file.write_text(HEAD + "".join(bodies), encoding="utf-8")

    def open(self) -> Cache:
        return Cache(Library([]).with_paths([self.file]), self.folder)

    def check(self, second_opinion: bool = False):
        """The file's result with the cache; what was searched for is in ``searched``."""
        self.searched.clear()
        library = Library([]).with_paths([self.file])
        (result,) = check_shared(library, None, second_opinion, cache=Cache(library, self.folder))
        return result

    def verdicts(self) -> list[str]:
        return [step.verdict.value for d in self.check().derivations for step in d.steps]

    def entries(self) -> list[Path]:
        return [p for p in self.folder.iterdir() if b'"cites"' in p.read_bytes().split(b"\n")[0]]

    def change(self, what) -> None:
        """Change the certificates of all entries."""
        for path in self.entries():
            head, proofs = path.read_bytes().split(b"\n")
            data = json.loads(proofs)
            what(data)
            path.write_bytes(head + b"\n" + json.dumps(data).encode())

    def forge(self, proofs) -> None:
        """Write an entry for each derivation of the file, with a head as it should be."""
        opened_, made = self.open(), Library([]).with_paths([self.file])
        given = opened_._keep_lemmas()
        for d in made.derivations:
            cites = opened_._all_cited(d)
            head = {"format": cache.FORMAT, "name": d.name, "steps": len(d.steps), "cites": cites, "lemmas": [],
                    "key": opened_._key(d, cites), "reasons": cache._reasons(d)}  # fmt: skip
            cache._write(opened_._path(d), head, certificate(proofs(d), given=given))


@pytest.fixture
def bench(tmp_path, monkeypatch):
    return Bench(tmp_path, monkeypatch)


def plain(results):
    return [
        replace(f, derivations=tuple(
            replace(d, axioms=d.axioms, definitions=d.definitions, steps=tuple(
                replace(s, lhs=s.lhs, rhs=s.rhs, plain=s.plain, theorem=None) for s in d.steps
            )) for d in f.derivations
        )) for f in results
    ]  # fmt: skip


# ---- as it should be -------------------------------------------------------------------------------------------


def test_what_was_proved_is_replayed_and_not_searched_for(bench):
    bench.write(EXPANSION, SQUARE.format(TRUE))
    first = plain([bench.check()])
    assert bench.searched == ["expansion", "square"]
    assert plain([bench.check()]) == first
    assert bench.searched == []
    assert [d.verdict for d in first[0].derivations] == [Verdict.PROVED, Verdict.PROVED]


@pytest.mark.slow
def test_the_library_has_the_same_results_with_and_without(tmp_path):
    library = Library.shipped()
    searched = plain(library.check(second_opinion=False))
    assert plain(check_shared(library, None, False, cache=Cache(library, tmp_path))) == searched
    again = Cache(library, tmp_path)
    assert all(again.find(d) for d in library.derivations)
    assert all(again.recall(d, False) is not None for d in library.derivations)
    assert plain(check_shared(library, None, False, cache=Cache(library, tmp_path), processes=2)) == searched


def test_the_second_opinion_is_asked_again(bench):
    bench.write(EXPANSION)
    bench.check()
    result = bench.check(second_opinion=True)
    assert bench.searched == []
    assert [s.second_opinion for s in result.derivations[0].steps] == ["agrees", "agrees"]


def test_what_is_not_proved_is_not_kept(bench):
    bench.write(SQUARE.format(FALSE), EXPANSION.replace(", given=[P << Q]", ""))
    bench.check()
    assert not bench.folder.exists() or not bench.entries()


def test_a_changed_file_is_searched_again(bench):
    bench.write(SQUARE.format(TRUE))
    bench.check()
    bench.write(SQUARE.format(FALSE))
    assert bench.verdicts() == ["refuted"]
    assert bench.searched == ["square"]


def test_other_reasons_are_searched_for(bench):
    bench.write(EXPANSION)
    bench.check()
    bench.write(EXPANSION.replace("by=['log-of-quotient', 'sum-of-difference']", "by='sum-exchange'"))
    assert bench.verdicts() == ["proved", "unproved"]


def test_a_changed_citation_is_searched_again(bench, tmp_path):
    other = tmp_path / "other.py"
    cited = HEAD + "@derivation('cited', title='t')\ndef cited(d):\n    d.conclude(0 <= (a - c) * (a - c){0})\n"
    citing = (
        HEAD + "@derivation('citing', title='t')\ndef citing(d):\n    d.have(0 <= (a - c) * (a - c) + 1, by='cited')\n"
    )
    other.write_text(cited.format(""), encoding="utf-8")
    bench.file.write_text(citing, encoding="utf-8")

    def verdict() -> list[str]:
        bench.searched.clear()
        library = Library([]).with_paths([other, bench.file])
        return [
            d.verdict.value
            for f in library.check(None, False, cache=Cache(library, bench.folder))
            for d in f.derivations
        ]

    assert verdict() == verdict() == ["proved", "proved"]
    assert bench.searched == []
    other.write_text(cited.format(" + a - a"), encoding="utf-8")
    verdict()
    assert {"cited", "citing"} <= set(bench.searched)


def test_a_changed_module_of_the_author_is_noticed(bench, tmp_path, monkeypatch):
    monkeypatch.syspath_prepend(tmp_path)
    helper = tmp_path / "my_helper_of_statements.py"
    helper.write_text("DEGREE = 2\n", encoding="utf-8")
    bench.write("import my_helper_of_statements\n", SQUARE.format(TRUE))
    bench.check()
    bench.check()
    assert bench.searched == []
    helper.write_text("DEGREE = 3\n", encoding="utf-8")
    bench.check()
    assert bench.searched == ["square"]
    sys.modules.pop("my_helper_of_statements")


def test_a_changed_package_is_noticed(bench, monkeypatch):
    bench.write(SQUARE.format(TRUE))
    bench.check()
    before = cache._surroundings(set())
    monkeypatch.setattr(cache, "_surroundings", lambda files: (before[0], "a file of another time"))
    bench.check()
    assert bench.searched == ["square"]


def test_what_has_no_file_is_not_kept(bench):
    """A derivation written at a prompt: whether it is what it was cannot be told."""
    bench.write(SQUARE.format(TRUE))
    library = Library([]).with_paths([bench.file])
    library.check(second_opinion=False)
    kept = Cache(Library([]), bench.folder)
    kept._digests.clear()
    kept.keep(library.derivations[0])
    assert not bench.folder.exists() or not bench.entries()


# ---- entries that lie --------------------------------------------------------------------------------------------


def test_a_proof_of_another_statement_does_not_count(bench):
    """An entry whose every digest is right, for a statement that is not the one proved."""
    bench.write(SQUARE.format(TRUE))
    library = Library([]).with_paths([bench.file])
    library.check(second_opinion=False)
    proofs = checking.proofs_of(library.derivations[0])
    bench.write(SQUARE.format(FALSE))
    bench.forge(lambda d: proofs)
    assert bench.verdicts() == ["refuted"]
    bench.forge(lambda d: {"step 1": assume(d.steps[0].goal.term), "fact 0": assume(d.steps[0].goal.term)})
    assert bench.verdicts() == ["refuted"], "it was assumed, not proved"


def test_the_conditions_of_a_statement_have_to_be_proved_too(bench):
    """The step holds by totality without P << Q: conditional for the search, and so with the forged entry."""
    bare = EXPANSION.replace(", given=[P << Q]", "")
    bench.write(EXPANSION)
    library = Library([]).with_paths([bench.file])
    library.check(second_opinion=False)
    proofs = {k: th for k, th in checking.proofs_of(library.derivations[0]).items() if not th.hypotheses or "cond" in k}
    bench.write(bare)
    searched = [s.verdict.value for f in Library([]).with_paths([bench.file]).check(second_opinion=False)
                for d in f.derivations for s in d.steps]  # fmt: skip
    assert "proved" not in searched
    bench.forge(lambda d: proofs)
    assert bench.verdicts() == searched


def test_an_entry_without_its_conditions_is_of_no_use(bench):
    bench.write(EXPANSION)
    bench.check()
    bench.change(lambda data: [data["claims"].pop(k) for k in list(data["claims"]) if k.startswith("condition")])
    bench.check()
    assert bench.searched == ["expansion"]
    bench.check()
    assert bench.searched == [], "the entry was written again"


def test_an_entry_without_what_the_scope_establishes_is_of_no_use(bench):
    bench.write(EXPANSION)
    bench.check()
    bench.change(lambda data: [data["claims"].pop(k) for k in list(data["claims"]) if k.startswith("fact")])
    bench.check()
    assert bench.searched == ["expansion"]


def test_hypotheses_that_contradict_each_other_are_still_refused(bench):
    bench.write(SQUARE.format(FALSE).replace("title='t'", "title='t', given=[a < 0, 0 < a]"))
    bench.forge(lambda d: {"step 1": assume(d.steps[0].goal.term), "fact 0": assume(d.steps[0].goal.term)})
    result = bench.check()
    assert not result.derivations
    assert [e.code for e in result.errors] == ["IT911"]
    bench.write(SQUARE.format("a > 5").replace("title='t'", "title='t', given=[P << Q, P(k) > 0, Eq(Q(k), 0)]"))
    bench.forge(lambda d: {"step 1": assume(d.steps[0].goal.term), "fact 0": assume(d.steps[0].goal.term)})
    assert [e.code for e in bench.check().errors] == ["IT911"]


def test_what_the_hypotheses_need_to_mean_something_has_to_be_proved_too(bench):
    """From c = 1/a the kernel shows that c is 0 where a is 0: by totality, as the forged entry says."""
    bench.write(SQUARE.format("Eq(c, 0), by=d.given").replace("title='t'", "title='t', given=[Eq(c, 1 / a), Eq(a, 0)]"))

    def forged(d):
        quotient, nothing = (assume(g.term) for g in d.given)
        over = congruence(reflexivity(quotient.conclusion.arg.fun), nothing)
        proof = transitivity(transitivity(quotient, over), field_identity(over.conclusion.arg, number(0)))
        return {"step 1": proof, "fact 0": proof}

    assert bench.verdicts() == ["unproved"]
    bench.forge(forged)
    assert bench.verdicts() == ["unproved"]


def test_an_entry_of_another_file_is_not_taken(bench, tmp_path):
    """A derivation of the same name in another file: neither found by accident nor believed when put in its place."""
    bench.write(SQUARE.format(TRUE))
    bench.check()
    (theirs,) = bench.entries()
    text = theirs.read_bytes()
    bench.file = tmp_path / "elsewhere.py"
    bench.write(SQUARE.format(FALSE))
    assert bench.verdicts() == ["refuted"]
    of_mine = bench.open()
    path = of_mine._path(Library([]).with_paths([bench.file]).derivations[0])
    assert path != theirs
    path.write_bytes(text)
    assert bench.verdicts() == ["refuted"]


def damages(data):
    """Proofs changed in one place, a few of each kind."""
    for place in range(0, len(data["steps"]), 7):
        row = data["steps"][place]
        yield lambda d, k=place: d["steps"].pop(k)
        if row[0] != "axiom":
            yield lambda d, k=place: d["steps"].__setitem__(k, ["axiom", "ln-bound"])
        yield lambda d, k=place: d["steps"].__setitem__(k, ["given", "ln-quotient"])
        yield lambda d, k=place: d["steps"].__setitem__(k, ["assume", len(d["terms"]) - 1])
    yield lambda d: d["claims"].clear()
    yield lambda d: d.update(format="symbolic-it/certificate/99")
    yield lambda d: d["steps"].insert(0, ["symmetry", 0])
    yield lambda d: d["terms"].insert(0, [2, 0, 0])
    yield lambda d: d["steps"].append(["given", "no lemma of this name"])
    yield lambda d: d["steps"].append(["given", ["ln-quotient"]])
    yield lambda d: d["types"].append(["fun"] + [0] * 100_000)
    yield lambda d: d["steps"].extend([["symmetry", 10**400]])


def test_a_damaged_proof_is_never_taken_for_a_false_statement(bench):
    """The true statement's entry, damaged in one place, under the false statement's head."""
    bench.write(SQUARE.format(TRUE))
    bench.check()
    (path,) = bench.entries()
    proofs = path.read_bytes().split(b"\n")[1]
    bench.write(SQUARE.format(FALSE))
    false = Library([]).with_paths([bench.file])
    bench.forge(lambda d: {})
    (path,) = bench.entries()
    head = path.read_bytes().split(b"\n")[0]
    tried = 0
    for damage in damages(json.loads(proofs)):
        data = json.loads(proofs)
        damage(data)
        path.write_bytes(head + b"\n" + json.dumps(data).encode())
        (d,) = false.derivations
        cache_ = Cache(false, bench.folder)
        assert cache_.find(d) is not None
        assert cache_.recall(d, False) is None
        tried += 1
    assert tried >= 12


def test_a_damaged_proof_is_replaced_by_a_search(bench):
    bench.write(EXPANSION)
    bench.check()
    whole = {path: path.read_bytes() for path in bench.folder.iterdir()}
    (path,) = bench.entries()
    text = whole[path]
    for broken in (text[:-1], text[: len(text) // 2], text[:40], b"", b"\n\n", b"[" * 50_000, text[:200] + b"\xff" + text[200:],
                   text.replace(b"cache/3", b"cache/0"), text.replace(b'"lemmas":[', b'"lemmas":[7,'), b"{}\n{}", text.split(b"\n")[0] + b"\n" + b"[" * 100_000,
                   text.split(b"\n")[0] + b"\nnull", text.split(b"\n")[0], b"9" * 200_000):  # fmt: skip
        path.write_bytes(broken)
        assert bench.verdicts() == ["proved", "proved"]
        assert bench.searched == ["expansion"], broken[:60]
        assert path.read_bytes() == text


def test_damaged_lemmas_are_written_again(bench):
    bench.write(EXPANSION)
    bench.check()
    (entry,) = bench.entries()
    (lemmas,) = set(bench.folder.iterdir()) - {entry}
    text = lemmas.read_bytes()
    lines = text.split(b"\n")
    swapped = b"\n".join([lines[0], *lines[2:], lines[1]])
    for broken in (b"", text[: len(text) // 2], lines[0], swapped, lines[0] + b"\n{}" * (len(lines) - 1)):
        lemmas.write_bytes(broken)
        assert bench.verdicts() == ["proved", "proved"]
        assert bench.searched == ["expansion"]
        bench.check()
        assert bench.searched == [], broken[:60]


def test_lemmas_made_ready_are_no_more_believed_than_others(bench):
    bench.write(EXPANSION, SQUARE.format(TRUE))
    bench.check()
    ready = bench.open()
    derivations = Library([]).with_paths([bench.file]).derivations
    ready.make_ready(derivations * 2)
    assert ready._archive._claimed
    assert all(ready.recall(d, False) is not None for d in derivations)
    (lemmas,) = set(bench.folder.iterdir()) - set(bench.entries())
    lemmas.write_bytes(lemmas.read_bytes().replace(b'"transitivity"', b'"symmetry"'))
    damaged = bench.open()
    damaged.make_ready(derivations * 2)
    assert any(damaged.recall(d, False) is None for d in derivations)
    assert bench.verdicts() == ["proved"] * 3


def test_lemmas_that_rest_on_each_other_prove_nothing(bench):
    bench.write(SQUARE.format(FALSE))
    bench.forge(lambda d: {})
    (entry,) = bench.entries()
    (lemmas,) = set(bench.folder.iterdir()) - {entry}
    head = json.loads(lemmas.read_bytes().split(b"\n")[0])
    circle = {
        "format": "symbolic-it/certificate/1",
        "types": [],
        "terms": [],
        "steps": [["given", "a"]],
        "claims": {"it": [0, [], 0]},
    }
    head["names"] = ["a"]
    lemmas.write_bytes(b"\n".join(json.dumps(x).encode() for x in (head, circle)))
    entry.write_bytes(entry.read_bytes().split(b"\n")[0] + b"\n" + json.dumps(circle).encode())
    assert bench.verdicts() == ["refuted"]


# ---- what is cited stands in another entry ----------------------------------------------------------------------

CITING = """
@derivation('in-bits', title='t', given=[P << Q])
def in_bits(d):
    d.have(Eq(2 * D(P, Q), 2 * (Sum(x, P(x) * log(P(x))) - Sum(x, P(x) * log(Q(x))))), by='expansion')
"""


def rows(path: Path) -> list[list]:
    return json.loads(path.read_bytes().split(b"\n")[1])["steps"]


@pytest.fixture
def citing(bench):
    bench.write(CITING, EXPANSION)
    assert bench.verdicts() == ["proved"] * 3
    (entry,) = [p for p in bench.entries() if any(r[0] == "given" and r[1].startswith("derivation ") for r in rows(p))]
    (cited,) = set(bench.entries()) - {entry}
    return SimpleNamespace(entry=entry, cited=cited)


def test_what_is_cited_is_kept_once(bench, citing):
    names = [r[1] for r in rows(citing.entry) if r[0] == "given" and r[1].startswith("derivation ")]
    assert names and all(name.startswith("derivation expansion/fact ") for name in names)
    assert not any(r[0] == "given" and r[1].startswith("derivation ") for r in rows(citing.cited))
    assert bench.verdicts() == ["proved"] * 3
    assert bench.searched == []


def test_a_citing_proof_without_the_cited_entry_is_searched_for(bench, citing):
    kept = citing.cited.read_bytes()
    for broken in (None, b"", kept.split(b"\n")[0] + b"\n{}", kept.replace(b'"fact 0"', b'"fact 9"')):
        citing.cited.unlink() if broken is None else citing.cited.write_bytes(broken)
        assert bench.verdicts() == ["proved"] * 3
        assert "expansion" in bench.searched, broken
        bench.check()
        assert bench.searched == [], broken


def test_what_rests_on_itself_or_on_nothing_is_searched_for(bench, citing):
    entry = citing.entry
    head, proofs = entry.read_bytes().split(b"\n")
    data = json.loads(proofs)
    for other in (
        "derivation in-bits/fact 0",
        "derivation nothing/fact 0",
        "derivation expansion/step 1",
        "derivation ",
    ):
        changed = json.dumps(data).replace("derivation expansion/fact 0", other)
        entry.write_bytes(head + b"\n" + changed.encode())
        assert bench.verdicts() == ["proved"] * 3
        assert "in-bits" in bench.searched, other


# ---- the folder --------------------------------------------------------------------------------------------------


def test_a_folder_that_cannot_be_written_is_no_error(bench):
    bench.write(SQUARE.format(TRUE))
    bench.folder.write_text("a file stands here", encoding="utf-8")
    assert bench.verdicts() == bench.verdicts() == ["proved"]
    assert bench.searched == ["square"]


def test_where_it_is(monkeypatch, tmp_path):
    monkeypatch.setenv("SYMBOLIC_IT_CACHE", str(tmp_path))
    assert default_folder() == tmp_path
    monkeypatch.setenv("SYMBOLIC_IT_CACHE", "off")
    assert default_folder() is None
    assert opened(SimpleNamespace(files=())) is None
    monkeypatch.delenv("SYMBOLIC_IT_CACHE")
    for platform, variable in (("linux", "XDG_CACHE_HOME"), ("win32", "LOCALAPPDATA")):
        monkeypatch.setattr(sys, "platform", platform)
        monkeypatch.setenv(variable, str(tmp_path / platform))
        assert default_folder() == tmp_path / platform / "symbolic-it"
    monkeypatch.setattr(sys, "platform", "darwin")
    assert default_folder().parts[-3:] == ("Library", "Caches", "symbolic-it")


def test_it_does_not_grow_without_bound(bench, monkeypatch):
    bench.write(SQUARE.format(TRUE))
    bench.check()
    old = bench.folder / ("0" * 40 + cache.SUFFIX)
    old.write_bytes(b"x" * 1000)
    os.utime(old, (1, 1))
    (bench.folder / "mine.txt").write_text("not ours", encoding="utf-8")
    monkeypatch.setattr(cache, "MAX_TOTAL", sum(p.stat().st_size for p in bench.folder.iterdir()) - 500)
    bench.check()
    assert not old.exists()
    assert (bench.folder / "mine.txt").exists()
    assert bench.entries()
