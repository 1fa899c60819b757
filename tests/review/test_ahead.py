"""One note judged by several processes: what is said of it does not depend on how many there are."""

import os
from dataclasses import replace

import pytest
from corpus import CORPUS, NOTES, reviewed

from symbolic_it.authoring.processes import can_fork
from symbolic_it.authoring.results import Verdict
from symbolic_it.notes.symbols import Symbols
from symbolic_it.review import ReviewOptions, effort, files, review_file
from symbolic_it.review.ahead import Ahead
from symbolic_it.review.watching import Watch, Watched, at, put, same, table_of

pytestmark = pytest.mark.skipif(not can_fork(), reason="a process cannot be forked here")

WRONG = rb"""# Bernoulli

$$D(p\|q) = \sum_x q(x) \log \frac{p(x)}{q(x)}$$

$$H(X) = -\sum_x p(x) \log p(x)$$

$$D(p\|q) = \sum_x p(x) \log \frac{p(x)}{q(x)}$$

$$\frac{k}{\theta} = \frac{n - k}{1 - \theta}$$

$$k (1 - \theta) = (n - k) \theta$$

$$\theta = \frac{k}{n}$$

$$\hat\theta = \arg\max_\theta \sum_i \log p_\theta(x_i) = \arg\max_\theta \prod_i p_\theta(x_i)$$

$$\hat\theta = \arg\min_\theta \prod_i p_\theta(x_i)$$

$$p(x) = \frac{1}{4}$$

$$H(X) = \log 4$$

$$H(X) = 2$$

$$I(X;Y) = H(X) - H(Y|X)$$

$$I(X;Y) = H(X) + H(Y) - H(X,Y) \ge 0$$
"""


@pytest.fixture
def others_first(monkeypatch):
    """The other processes are done before the first one begins: all that they say is there to be taken."""
    start = Ahead.__init__
    taken = []

    def begin(self, review, processes):
        start(self, review, processes)
        while self.waiting:
            self.receive(None)
        taken.append(self.answers)

    monkeypatch.setattr(Ahead, "__init__", begin)
    monkeypatch.setattr(Ahead, "free", lambda *_: False)
    monkeypatch.setattr(files, "MANY", 1)
    return taken


def plain(result):
    """The result without its theorems."""
    chains = (replace(c, steps=tuple(replace(s, theorem=None) for s in c.steps)) for c in result.derivations)
    return replace(result, derivations=tuple(chains))


@pytest.mark.parametrize("note", NOTES[::4])
def test_the_corpus_is_judged_the_same(note, others_first):
    shared = review_file(note, (CORPUS / note).read_bytes(), ReviewOptions(processes=2))
    assert plain(shared) == plain(reviewed(note))


@pytest.mark.parametrize("processes", [2, 3])
def test_what_is_not_foreseen_is_judged_again(processes, others_first, monkeypatch):
    alone = plain(review_file("note.md", WRONG, ReviewOptions(explain_reading=True)))
    verdicts = {s.verdict for c in alone.derivations for s in c.steps}
    assert {Verdict.PROVED, Verdict.REFUTED, Verdict.DEFINITION} <= verdicts
    said = []
    accepted = Ahead.accepted
    monkeypatch.setattr(Ahead, "accepted", lambda *a: said.append(accepted(*a)) or said[-1])
    shared = review_file("note.md", WRONG, ReviewOptions(explain_reading=True, processes=processes))
    assert plain(shared) == alone
    assert None in said
    assert len([told for told in said if told is not None]) > 5


def test_the_work_counts_as_in_one_process(others_first, monkeypatch):
    step = "$$\\sum_x p(x)\\log p(x) \\le \\sum_x p(x)^2 \\log p(x)^3 + {0}\\, H(p) + {0}$$\n\n"
    note = "".join(step.format(k) for k in range(2, 7)).encode()
    monkeypatch.setattr(effort, "MAX_EFFORT", 150_000)
    shared = review_file("note.md", note, ReviewOptions(processes=2))
    codes = [s.diagnostic.code for c in shared.derivations for s in c.steps if s.diagnostic is not None]
    assert codes[0] != "IT502", "what stands first is searched for, whoever judges it"
    assert codes[-1] == "IT502"
    assert codes == sorted(codes)


def test_a_process_that_dies_is_done_without(others_first, monkeypatch):
    alone = plain(review_file("note.md", WRONG))
    first, judgement = os.getpid(), files._FileReview.judgement
    count = []

    def dying(self, *about):
        count.append(about)
        if os.getpid() != first and len(count) == 4:
            os._exit(3)
        return judgement(self, *about)

    monkeypatch.setattr(files._FileReview, "judgement", dying)
    assert plain(review_file("note.md", WRONG, ReviewOptions(processes=2))) == alone


def test_no_process_is_left(monkeypatch):
    monkeypatch.setattr(files, "MANY", 1)
    review_file("note.md", WRONG, ReviewOptions(processes=3))
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)


def test_where_nothing_can_be_forked_one_process_judges(monkeypatch):
    monkeypatch.setattr(files, "can_fork", lambda: False)
    monkeypatch.setattr(os, "fork", None)
    result = review_file("note.md", WRONG, ReviewOptions(processes=4))
    assert all(s.theorem is not None for c in result.derivations for s in c.steps if s.verdict is Verdict.PROVED)


def test_one_process_unless_more_are_asked_for(monkeypatch):
    monkeypatch.setattr(os, "fork", None)
    monkeypatch.setattr(files, "MANY", 1)
    result = review_file("note.md", WRONG)
    assert all(s.theorem is not None for c in result.derivations for s in c.steps if s.verdict is Verdict.PROVED)


# ---- the table under watch -----------------------------------------------------------------------------


def watched(**known):
    watch = Watch()
    table = table_of(Symbols(**known))
    return Watched(table, watch), watch, table


def test_looking_is_seen():
    symbols, watch, _ = watched(base="2", introduced={"H1"})
    assert not watch.seen
    assert symbols.base == "2"
    assert "H1" in symbols.introduced
    assert "D2" not in symbols.introduced
    assert symbols.latest.get("theta") is None
    assert watch.seen == {("base", None), ("introduced", "H1"), ("introduced", "D2"), ("latest", "theta")}
    assert list(symbols.introduced) == ["H1"]
    assert ("introduced", None) in watch.seen


def test_looking_at_a_copy_is_seen_and_setting_there_is_not():
    symbols, watch, _ = watched()
    copied = symbols.copied()
    assert copied.uniform is False
    copied.base = "2"
    copied.introduced.add("H1")
    assert watch.seen == {("uniform", None)}
    assert not watch.put
    assert symbols.base == ""


def test_setting_is_kept_also_where_nothing_changes():
    symbols, watch, _ = watched(base="2", introduced={"H1"})
    symbols.base = "2e"[:1]
    symbols.class_spoken = False
    symbols.introduced.add("H1")
    symbols.append("settings", [("p", 1)], 20)
    assert ("introduced", "H1") in watch.put
    assert watch.appended == [("settings", (("p", 1),), 20)]


def test_a_question_is_what_is_seen_of_a_list():
    symbols, watch, table = watched(settings=[(1, 1)])

    def how_many(entries, section):
        return len([x for x, place in entries if place == section])

    symbols.append("settings", [(2, 1)], 20)
    assert symbols.asked("settings", how_many, 1) == 2
    ((part),) = watch.seen
    assert at(table, part) == 1, "what the list says of itself, without what was added"


def test_what_was_set_is_set_elsewhere():
    symbols = Symbols(introduced={"D2"}, latest={"a": 1})
    for part, value in ((("introduced", "H1"), True), (("introduced", "D2"), False), (("latest", "a"), None), (("base", None), "e")):  # fmt: skip
        put(symbols, part, value)
    assert (symbols.introduced, symbols.latest, symbols.base) == ({"H1"}, {}, "e")


def test_the_order_of_a_dictionary_is_seen():
    assert same({"a": 1, "b": 2}, {"a": 1, "b": 2})
    assert not same({"a": 1, "b": 2}, {"b": 2, "a": 1})
