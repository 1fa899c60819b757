"""The vocabulary: every word says how it is called and what it says, and wrong calls are answered with it."""

from __future__ import annotations

import inspect
from pathlib import Path

import pytest

import symbolic_it
from symbolic_it import InvalidArgument, alphabet, law, letters, model, real_function
from symbolic_it.authoring.loading import load_file
from symbolic_it.authoring.vocabulary import vocabulary, written
from symbolic_it.foundations import all_rules

WORDS = {w.name: w for w in vocabulary()}
X, I = alphabet("X"), alphabet("I")
x, i = X.outcome("x"), I.outcome("i")
P, J, p = law("P", X), law("J", X * I), model("p", I, X)


@pytest.mark.parametrize("word", WORDS.values(), ids=WORDS)
def test_a_word_says_what_it_says(word) -> None:
    assert word.brief.endswith((".", ")")) and word.usage.startswith(word.name) and "``" not in word.text


def test_no_public_name_for_authors_is_left_out() -> None:
    programs = {"Derivation", "Expr", "Library", "InvalidArgument", "Thm", "axioms_used"}
    assert set(symbolic_it.__all__) - programs == {n for n in WORDS if not n.startswith("d.")}


def test_every_definition_says_how_its_notion_is_written() -> None:
    lacking = [r.name for r in all_rules() if r.role == "definition" and not written(r.name)]
    assert lacking == ["false-definition"]
    assert written("log-of-product") == ""


def test_what_is_written_exists() -> None:
    for rule in all_rules():
        for word in written(rule.name).split(", log(")[:1]:
            name = word.partition("(")[0]
            assert not word or "(" not in word or inspect.isfunction(getattr(symbolic_it, name))


def test_a_wrong_call_is_answered_with_the_right_one(tmp_path: Path) -> None:
    file = tmp_path / "wrong.py"
    file.write_text('from symbolic_it import alphabet\nalphabet("B", ["u", "v"])\n')
    (found,) = load_file(file, "wrong.py").errors
    assert found.span is not None and found.span.line == 2
    assert "alphabet(name): A finite nonempty alphabet" in found.payload["text"]


def test_other_type_errors_are_left_as_they_are(tmp_path: Path) -> None:
    file = tmp_path / "wrong.py"
    file.write_text("def law():\n    pass\n\n\n1 + None\n")
    (found,) = load_file(file, "wrong.py").errors
    assert found.payload["text"].startswith("unsupported operand") and ";" not in found.payload["text"]


def test_a_member_of_a_family_is_written_as_it_is_printed() -> None:
    assert p(i, x) == p(i)(x) == p[i](x) and p(i, x).text == "p(i, x)"


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (lambda: p(x), "types do not fit: p is taken at an element of I, and x is an element of X"),
        (lambda: p(x, i), "types do not fit: p is taken at an element of I, and x is an element of X"),
        (lambda: J(i, x), "types do not fit: J is taken at an element of X, and i is an element of I"),
        (lambda: P(2), "types do not fit: P is taken at an element of X, and 2 is a real number"),
        (lambda: real_function("f")(x), "types do not fit: f is taken at a real number, and x is an element of X"),
        (lambda: P(x, x), "P takes one argument, not 2"),
        (lambda: p(i, x, x), "p(i) takes one argument, not 2"),
        (lambda: law("Q", "X"), "'X' is not an alphabet: make one with alphabet(\"X\")"),
        (lambda: model("q", I, "X"), "'X' is not an alphabet: make one with alphabet(\"X\")"),
        (lambda: letters("X", "u v"), 'letters lists an alphabet: u, v = letters(X, "u v") for X = alphabet("X")'),
        (lambda: letters(X, ["u", "v"]), 'letters lists an alphabet: u, v = letters(X, "u v") for X = alphabet("X")'),
    ],
)
def test_what_does_not_fit_is_said_in_words(call, said: str) -> None:
    with pytest.raises(InvalidArgument) as caught:
        call()
    assert str(caught.value) == said
