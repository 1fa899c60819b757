"""Running text: what is a formula in it, and that the rest is shown as it is written."""

import pytest

from symbolic_it.render.characters import latex_code, latex_text, plain_letters
from symbolic_it.render.formulas import Formula
from symbolic_it.render.markdown import Writer, code, escaped
from symbolic_it.render.prose import Code, Emphasis, Math, Words, inline, joined, paragraphs, plain
from symbolic_it.render.typesetting import Target


def test_formulas_code_and_emphasis_are_found() -> None:
    found = inline(r"Let $P \ll Q$, by `log-quotient`, *every* step.")
    assert [type(s) for s in found] == [Words, Math, Words, Code, Words, Emphasis, Words]


@pytest.mark.parametrize(
    "text",
    ["it costs $5 or $6", "unbalanced $x", "a $ b $ c", r"a \$x\$ b", "2 * 3 * 4", "snake_case_name", "$", "$$", "``"],
)
def test_what_only_looks_like_markup_stays_text(text: str) -> None:
    assert all(isinstance(s, Words) for s in inline(text))
    assert plain(inline(text)) == text.replace("\\$", "$")


def test_a_formula_that_cannot_be_read_is_shown_as_written() -> None:
    assert inline(r"see $\foo{x}$ here")[1] == Code(r"$\foo{x}$")


def test_paragraphs_and_indentation() -> None:
    found = paragraphs("First\n    line.\n\n    Second.\n   \n\n    Third.")
    assert [plain(p) for p in found] == ["First line.", "Second.", "Third."]
    assert paragraphs("") == ()


def test_hidden_characters_do_not_survive() -> None:
    assert plain(inline("a\u202eb\u200bc\x07d\ue000".replace("\ue000", ""))) == "abcd"


def test_rows_of_words() -> None:
    parts = [(Words(c),) for c in "abc"]
    assert plain(joined(parts)) == "a, b and c"
    assert plain(joined(parts[:1])) == "a"


@pytest.mark.parametrize("char", list("\\{}$%#&_^~<>|`\"'"))
def test_each_special_character_is_shown_by_latex(char: str) -> None:
    source = latex_text(f"a{char}b")
    assert source.startswith("a") and source.endswith("b")
    assert source != f"a{char}b" or char == "'"


def test_characters_that_latin_modern_lacks_appear_as_code_points() -> None:
    assert latex_text("信息") == r"\itunset{U+4FE1\allowbreak{} U+606F}"
    assert latex_text("ḥ") == r"\d{h}"
    assert latex_text("é ß ł") == "é ß ł"
    assert latex_text("θ ≤ 1") == r"\ensuremath{\theta} \ensuremath{\le} 1"
    assert latex_text("--") == "-{}-"
    assert all(ord(c) < 256 or c in "łı" for c in latex_text("\U0001f600 信 a"))


def test_long_words_may_break() -> None:
    assert r"\allowbreak" in latex_text("a" * 60)
    assert r"\allowbreak" not in latex_text("antidisestablishmentarianism")
    assert latex_code("a-b") == r"\texttt{a-\allowbreak{}b}"


def test_bookmarks_are_plain() -> None:
    assert plain_letters(r"Ünïcode \x{y} $ 信 – z") == "Unicode xy - z"


@pytest.mark.parametrize("target", [Target.GFM, Target.DOLLAR])
def test_markdown_escapes(target: Target) -> None:
    assert escaped("*a* _b_ `c` <d> [e](f) &g; a\\b", target) == (
        r"\*a\* \_b\_ \`c\` &lt;d&gt; &#91;e&#93;(f) &amp;g; a&#92;b"
    )
    assert escaped("# a", target, start=True) == "\\# a"
    assert escaped("- a", target, start=True) == "\\- a"
    assert escaped("12. a", target, start=True) == "12\\. a"
    assert escaped("in 12. a", target, start=True) == "in 12. a"


def test_dollars_in_markdown() -> None:
    assert escaped("$", Target.GFM) == "<span>$</span>"
    assert escaped("$", Target.DOLLAR) == "\\$"


def test_code_outlasts_backticks() -> None:
    assert code("a") == "`a`"
    assert code("a`b") == "`` a`b ``"
    assert code("``") == "``` `` ```"


def test_github_sees_a_formula_after_letters_and_dashes() -> None:
    words = (Words("non-"), Math(Formula.read("x")), Words("th"))
    assert Writer("gfm").inline(words) == "non- $`x`$th"
    assert Writer("gfm").inline((Words("("), *words[1:2], Words(")"))) == "($`x`$)"


def test_no_digit_right_after_a_closing_dollar() -> None:
    assert Writer("dollar").inline((Math(Formula.read("x")), Words("2"))) == "$x$ 2"
