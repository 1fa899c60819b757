"""Notes and books: what they say, that nothing hostile gets through, and that the same input gives the same bytes."""

import re
import shutil
import subprocess
import sys
from dataclasses import replace
from itertools import pairwise

import pytest
import render_samples as samples

from symbolic_it.authoring.results import Verdict
from symbolic_it.errors import InvalidArgument
from symbolic_it.render import render
from symbolic_it.render.inline import note as note_of
from symbolic_it.render.pdf import compile_pdf, troubles

FORBIDDEN = re.compile(r"\\(operatorname|mbox|newcommand|def|label|eqref|ref|tag|phantom|require|href)\b")
NEEDS_TEX = pytest.mark.skipif(
    shutil.which("pdflatex") is None or shutil.which("latexmk") is None, reason="pdflatex or latexmk is missing"
)


def text_of(files: dict[str, str | bytes]) -> dict[str, str]:
    assert all(isinstance(content, str) for content in files.values())
    return {name: str(content) for name, content in files.items()}


def book(profile: str = "gfm") -> dict[str, str]:
    derivations, results = samples.library()
    return text_of(render(derivations, results, samples.RULES, profile=profile, axioms=samples.AXIOMS))


def single(derivation: samples.Derivation, to: str = "markdown", profile: str = "gfm", **options: object) -> str:
    found = samples.result(derivation, **options)  # type: ignore[arg-type]
    (content,) = render([derivation], [found], samples.RULES, to=to, profile=profile, book=False).values()
    return str(content)


def outside_of_formulas(markdown: str) -> str:
    """The text without displays, inline formulas and code, which are read from the left as Markdown reads them."""
    text = re.sub(r"```math\n.*?\n```", "", markdown, flags=re.DOTALL)
    return re.sub(r"(?<!\\)(?:\$`[^`]*`\$|(?<!`)(`+)(?!`).*?(?<!`)\1(?!`))", "CODE", text)


def test_the_note_of_the_divergence_in_full() -> None:
    note = single(samples.KL)
    assert note.startswith('<a id="kl-is-cross-entropy-minus-entropy"></a>\n\n# The divergence is the cross-entropy')
    assert "*Theorem · settles D2 · proved*" in note
    assert r"- $`P`$ is a law on $`\mathcal{X}`$: $`\sum_{x} P(x) = 1,\; P(x) \ge 0`$" in note
    assert (
        "```math\n\\begin{aligned}\n"
        r"D(P \parallel Q) &= \sum_{x} P(x) \log\frac{P(x)}{Q(x)} &&\quad (1) \\"
        "\n"
        r"&= \sum_{x} P(x) \log P(x) - \sum_{x} P(x) \log Q(x) &&\quad (2) \\"
        "\n"
        r"&= H(P, Q) - H(P) &&\quad (3)"
        "\n\\end{aligned}\n```\n\n1. Definition of the divergence.\n2. Logarithm of a quotient; sum of a difference. Where"
    ) in note
    assert r"Given $`P(x) \ne 0 \Rightarrow Q(x) \gt 0`$." in note
    assert "3. `entropy-definition`; `cross-entropy-definition`." in note
    assert r"- Logarithm of a quotient (`log-quotient`): $`\log\frac{a}{b} = \log a - \log b`$, for" in note
    assert "- axioms of the kernel: `log-bound`, `field-inverse`" in note
    assert "All 3 steps are proved, and SymPy agrees with each." in note
    assert note.endswith("section 2.3\n")


def test_every_formula_of_a_step_comes_from_the_step() -> None:
    changed = replace(samples.BITS, blocks=(samples.chain("x", ("=", "y + 7"), ("<=", "z")),))
    note = single(changed)
    assert "x &= y + 7 &&\\quad (1) \\\\\n&\\le z &&\\quad (2)" in note


def test_numbers_of_steps_go_on_through_chains() -> None:
    note = single(samples.GIBBS)
    assert [int(n) for n in re.findall(r"^([0-9]+)\. ", note, re.MULTILINE)] == list(range(1, 12))
    assert "## The inequality" in note and "## The converse" in note


def test_kinds_are_worded_as_what_they_are() -> None:
    assert "**As often written, the claim is false.**" in single(samples.SYMMETRY)
    assert "*Refutation · settles D4x · the refutation stands*" in single(samples.SYMMETRY)
    assert "none is typed in" in single(samples.BITS)
    assert "often written" not in single(samples.KL)


def test_verdicts_other_than_proved_stand_beside_their_step() -> None:
    files = book()
    chapter = files["03-information.md"]
    assert (
        "1. **Refuted.** It fails for X, Y independent fair bits: the left side is 1 bit, the right side 2 bit."
        in chapter
    )
    assert "**SymPy disagrees.**" in chapter
    assert "3. **Not proved.**" in chapter
    assert "4. Definition." in chapter
    assert "Step 1 refuted; step 2 proved; step 3 not proved; step 4 definition." in chapter
    assert r"**Assuming** $`\hat{p} \ll p_{\theta}`$" in files["02-maximum_likelihood.md"]
    assert (
        "SymPy agrees with steps 1–3 and 5–7; it has no finite instance of step 4 to confirm."
        in (files["02-maximum_likelihood.md"])
    )
    assert "**the kernel and SymPy disagree**" in files["README.md"]


def test_a_failing_note_never_reads_as_proved() -> None:
    for verdict in Verdict:
        note = single(samples.SYMMETRY, changes={1: samples.Change(verdict)})
        if not verdict.good:
            assert "the refutation stands" not in note
            assert "· **a step is" in note


def test_without_a_second_opinion_or_a_result_the_note_says_so() -> None:
    assert "SymPy was not asked" in single(samples.KL, asked=False)
    note = note_of(samples.KL, None, samples.RULES)
    assert "**not checked**" in note and "without checking" in note and "proved" not in note.split("**Rests")[0]


def test_steps_and_results_have_to_match() -> None:
    found = samples.result(samples.KL)
    with pytest.raises(InvalidArgument, match="3 steps and its result 2"):
        render([samples.KL], [replace(found, steps=found.steps[:2])], samples.RULES)


@pytest.mark.parametrize("profile", ["gfm", "dollar"])
def test_a_book_in_markdown_has_working_links(profile: str) -> None:
    files = book(profile)
    assert list(files) == [
        "README.md",
        "01-relative_entropy.md",
        "02-maximum_likelihood.md",
        "03-information.md",
        "appendix.md",
    ]
    anchors = {name: set(re.findall(r'<a id="([^"]+)"></a>', text)) for name, text in files.items()}
    for text in files.values():
        for name, anchor in re.findall(r"\]\(([^)#]+)#?([^)]*)\)", text):
            assert name in files
            assert not anchor or anchor in anchors[name]
    everything = "".join(files.values())
    ids = re.findall(r'<a id="([^"]+)">', everything)
    assert len(ids) == len(set(ids))


def test_conventions_stand_once_in_a_book() -> None:
    everything = "".join(book().values())
    assert everything.count("is taken to a fixed base") == 1
    assert "is taken to a fixed base" in single(samples.KL)


def test_gfm_holds_only_what_github_sets() -> None:
    for text in [*book().values(), single(samples.HOSTILE)]:
        formulas = re.findall(r"```math\n(.*?)\n```", text, re.DOTALL) + re.findall(r"\$`([^`]*)`\$", text)
        assert formulas
        for formula in formulas:
            assert not FORBIDDEN.search(formula)
            assert not re.search("[<>|`]", formula)
        # A display stands by itself: at the margin, between blank lines, never in a list or a table.
        for fence in re.finditer(r".*```math", text):
            assert fence[0] == "```math"
            assert text[: fence.start()].endswith("\n\n")
        assert not re.search(r"[A-Za-z0-9-]\$`", re.sub(r"(?<![`\\$])(`+)(?!`).*?(?<!`)\1(?![`$])", "", text))


def test_dollar_profile_uses_dollars_alone() -> None:
    for text in book("dollar").values():
        assert "```math" not in text and "$`" not in text
        assert text.count("$$") % 2 == 0
    assert r"\operatorname*{arg\,max}" in book("dollar")["02-maximum_likelihood.md"]


@pytest.mark.parametrize("profile", ["gfm", "dollar"])
def test_paragraphs_lists_and_headings_are_parted_by_blank_lines(profile: str) -> None:
    for text in book(profile).values():
        lines = text.split("\n")
        for before, after in pairwise(lines):
            listed = before.startswith("- ") or re.match(r"[0-9]+\. ", before)
            assert not listed or after == "" or after.startswith("- ") or re.match(r"[0-9]+\. ", after)
            assert not after.startswith("#") or before == ""
        assert text.endswith("\n") and not text.endswith("\n\n")


@pytest.mark.parametrize("profile", ["gfm", "dollar"])
def test_hostile_text_is_shown_and_does_nothing_in_markdown(profile: str) -> None:
    text = single(samples.HOSTILE, profile=profile)
    shown = outside_of_formulas(text)
    tags = set(re.findall(r"<[A-Za-z/!?][^>]*>", shown)) - {"<span>", "</span>"}
    assert all(re.fullmatch(r'<a id="[a-z0-9-]+">|</a>', tag) for tag in tags)
    assert "](javascript" not in shown and "![" not in shown
    assert "\u202e" not in text and "\x07" not in text
    assert "信息论" in text
    assert not re.search(r"^(# not|- not|1\. not|> no|\|)", text, re.MULTILINE)


def test_hostile_text_is_shown_and_does_nothing_in_latex() -> None:
    text = single(samples.HOSTILE, to="latex")
    body = text[text.index(r"\begin{document}") :]
    for command in (r"\input", r"\write", r"\def", r"\immediate", r"\catcode", r"\openin", r"\csname"):
        assert command not in body.replace(r"\textbackslash{}", "")
    assert "U+4FE1" in body and "信" not in text
    assert not re.search(r"(?<!\\)[%#]", body)


def test_file_names_are_safe_whatever_the_derivation_is_called() -> None:
    names = list(render([samples.HOSTILE], [], samples.RULES, book=False))
    assert len(names) == 1 and re.fullmatch(r"etc-passwd-[0-9a-f]{6}\.md", names[0])


@pytest.mark.parametrize("profile", ["gfm", "dollar"])
def test_the_same_input_gives_the_same_bytes(profile: str) -> None:
    assert book(profile) == book(profile)


def test_bad_arguments() -> None:
    with pytest.raises(InvalidArgument, match="'html'"):
        render([samples.KL], [], (), to="html")
    with pytest.raises(InvalidArgument, match="'github'"):
        render([samples.KL], [], (), profile="github")
    with pytest.raises(InvalidArgument, match="no derivation"):
        render([], [], ())
    bad = replace(samples.BITS, blocks=(samples.chain("x", ("=", r"\input{x}")),))
    with pytest.raises(InvalidArgument, match=r"information-of-one-in-1024', step 1.*\\\\input"):
        render([bad], [], ())
    odd = replace(samples.BITS, blocks=(samples.chain("x", ("~~", "y")),))
    with pytest.raises(InvalidArgument, match="'~~'"):
        render([odd], [], ())


def test_results_may_come_by_name() -> None:
    found = samples.result(samples.KL)
    assert render([samples.KL], {"any": found}, samples.RULES) == render([samples.KL], [found], samples.RULES)


def test_jinja2_is_loaded_by_rendering_alone() -> None:
    code = "import sys, symbolic_it.render, symbolic_it.render.inline; sys.exit('jinja2' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_a_pdf_without_tex_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(InvalidArgument, match=r"texlive-latex-base texlive-latex-recommended lmodern latexmk"):
        render([samples.KL], [], samples.RULES, to="pdf")
    assert render([samples.KL], [], samples.RULES, to="latex")


@NEEDS_TEX
def test_the_book_compiles_without_a_complaint() -> None:
    derivations, results = samples.library()
    source = render(derivations, results, samples.RULES, to="latex", axioms=samples.AXIOMS)["book.tex"]
    content, log = compile_pdf(str(source))
    assert content.startswith(b"%PDF")
    assert troubles(log) == ()
    assert "undefined" not in log


@NEEDS_TEX
def test_hostile_text_compiles_to_itself() -> None:
    content, log = compile_pdf(single(samples.HOSTILE, to="latex"))
    assert troubles(log) == ()
    if shutil.which("pdftotext"):
        text = subprocess.run(["pdftotext", "-", "-"], input=content, capture_output=True, check=True).stdout.decode()
        assert r"\write18{rm -rf /}" in text and "<script>alert(1)</script>" in text
        assert "root:" not in text


@NEEDS_TEX
def test_a_pdf_is_the_same_each_time() -> None:
    found = [samples.result(samples.KL)]
    first, second = (render([samples.KL], found, samples.RULES, to="pdf", book=False) for _ in range(2))
    assert first == second and list(first) == ["kl-is-cross-entropy-minus-entropy.pdf"]


@NEEDS_TEX
def test_a_very_wide_formula_and_a_very_long_reason_compile() -> None:
    wide = " + ".join(rf"\log a_{{{i}}}" for i in range(1200))
    long = samples.chain("x", ("=", wide, ["log-product"], "Because it is so. " * 300), (":=", r"\left( y \right)"))
    content, log = compile_pdf(single(replace(samples.BITS, blocks=(long,)), to="latex"))
    assert content and troubles(log) == ()


@NEEDS_TEX
def test_wide_assumptions_and_conditions_fit_their_column() -> None:
    terms = [rf"\sum_{{x}} P_{{{i}}}(x)\log\frac{{P_{{{i}}}(x)}}{{Q(x)}}" for i in range(3)]
    wide = r"\forall x, y:\ \left( " + " + ".join(terms) + r" \right) \le \left[ a, b \right]"
    chain = samples.chain("x", ("=", "y", ["log-product"], f"Since ${wide}$.", [wide]), ("=", "z", [], "", [wide, "a"]))
    changed = replace(samples.BITS, blocks=(chain,), hypotheses=(samples.Hypothesis(wide, "words"),))
    found = samples.result(changed, {1: samples.Change(Verdict.CONDITIONAL, assumptions=(wide, wide + " + 1"))})
    (source,) = render([changed], [found], samples.RULES, to="latex", book=False).values()
    assert troubles(compile_pdf(str(source))[1]) == ()


@NEEDS_TEX
def test_a_broken_source_and_an_endless_one_end_in_one_clear_error() -> None:
    with pytest.raises(InvalidArgument, match="Undefined control sequence"):
        compile_pdf(r"\documentclass{article}\begin{document}\undefinedthing\end{document}")
    with pytest.raises(InvalidArgument, match="within 2 seconds"):
        compile_pdf(r"\documentclass{article}\begin{document}\loop\iftrue\repeat\end{document}", timeout=2)


@NEEDS_TEX
def test_a_document_cannot_read_other_files(tmp_path: object) -> None:
    with pytest.raises(InvalidArgument):
        compile_pdf(rf"\documentclass{{article}}\begin{{document}}\input{{{tmp_path}/x}}\end{{document}}")
