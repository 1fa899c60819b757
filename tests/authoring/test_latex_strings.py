"""LaTeX in derivations: read against the declared symbols, refused where it could mean two things, read back as printed."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parents[1] / "language"))
from printed_back import normal

from symbolic_it import (
    D,
    E,
    Eq,
    Expr,
    H,
    InvalidArgument,
    Prod,
    Q,
    Sum,
    alphabet,
    argmax,
    conditional,
    conditional_entropy,
    derivation,
    exp,
    first_marginal,
    function_on,
    index,
    law,
    ln,
    log,
    model,
    mutual_information,
    parameters,
    real_function,
    real_number,
    sample,
    sample_size,
    second_marginal,
    sequence,
)  # fmt: skip
from symbolic_it.authoring.library import Library
from symbolic_it.authoring.results import Verdict
from symbolic_it.errors import Unreadable
from symbolic_it.kernel.terms import real
from symbolic_it.notes.elaboration import read_term

X, Y = alphabet("X"), alphabet("Y")
x, y, k = X.outcome("x"), Y.outcome("y"), X.letter("k")
P, R, J = law("P", X), law("R", X), law("J", X * Y)
data = law("p_data", X)
Theta = parameters("Theta")
theta = Theta.point("theta")
p = model("p", Theta, X)
m = sample_size("m")
i = index("i", m)
xs = sample("x", X)
f = sequence("f")
t, a = real_number("t"), real_number("a")
g, h = function_on("g", X), real_function("h")
DECLARED = [X, Y, x, y, k, P, R, J, data, Theta, theta, p, m, i, xs, f, t, a, g, h]


@pytest.mark.parametrize(
    ("text", "term"),
    [
        (r"D(P \| R)", D(P, R)),
        (r"D_{\mathrm{KL}}(P \,\|\, R)", D(P, R)),
        (r"\sum_x P(x) \log \frac{P(x)}{R(x)} = D(P \| R)", Eq(Sum(x, P(x) * log(P(x) / R(x))), D(P, R))),
        (r"$P \ll R$", P << R),
        (r"H(P, R) - H(P) \ge 0", H(P, R) - H(P) >= 0),
        (r"\mathbb{E}_{x \sim P}[\log p_{\text{data}}(x)]", E(P, x, log(data(x)))),
        (r"\arg\max_\theta \sum_x P(x) \log p_\theta(x)", argmax(theta, Sum(x, P(x) * log(p[theta](x))))),
        (r"p(x; \theta)", p[theta](x)),
        (r"J_X(x)", first_marginal(J)(x)),
        (r"J(y \mid x)", conditional(J, x)(y)),
        (r"H_J(Y \mid X)", conditional_entropy(J)),
        (r"I_J(X; Y)", mutual_information(J)),
        (r"\prod_{i=1}^m P(x_i)", Prod(i, P(xs[i]))),
        (r"t^2 (1 - t)", t**2 * (1 - t)),
        (r"e^{-t} + \ln a", exp(-t) + ln(a)),
        (r"\log_2 a", log(a, 2)),
        (r"0.25\,t", Q(1, 4) * t),
        (r"P(x) (1 - t)^2 a", P(x) * (1 - t) ** 2 * a),
        (r"f_i (1 - t)^2", f[i] * (1 - t) ** 2),
        (r"a t (1 - t)", a * t * (1 - t)),
        (r"\sum_x P(x) + \log P(x)", Sum(x, P(x)) + log(P(x))),
        (r"(\log P(x)) (1 - t)", log(P(x)) * (1 - t)),
    ],
)  # fmt: skip
def test_a_formula_is_the_term_that_its_author_would_build(text: str, term: Expr) -> None:
    assert read_term(text, DECLARED).term is term.term


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (r"R_2(x)", "IT003"),
        (r"\sum_x P(x) \log S(x)", "IT003"),
        (r"H(X)", "IT003"),
        (r"\sum P(x)", "IT002"),
        (r"\sum_u 1", "IT003"),
        (r"D(P \| R) = H(P) = t", "IT003"),
        (r"\foo", "IT001"),
        (r"P(x", "IT001"),
        (r"t \text{ where it holds}", "IT001"),
        (r"P(y)", "IT003"),
        (r"J_Z(x)", "IT002"),
        (r"H(P \mid R)", "IT003"),
        (r"P(x)^*", "IT003"),
        (r"\int P(x) dx", "IT001"),
        (r"a/t(1 - t)", "IT001"),
        (r"a/2t", "IT001"),
        (r"\log P(x) (1 - t)", "IT001"),
        (r"10 000 t", "IT001"),  # set as 10000, not as 10 times 0
        (r"2 3 t", "IT001"),
        (r"1.000.000 t", "IT001"),
        (r"2^10", "IT001"),  # set as a power of 1 and a 0
        (r"1e3 t", "IT001"),
        (r"t2", "IT001"),
        (r"0,500 t", "IT001"),
        (r"2^3^2", "IT001"),
        (r"\ln(t)^2", "IT001"),
        (r"\log(P(x))^2", "IT001"),
        ("t" * 20_001, "IT004"),
        ("(" * 3000 + "t" + ")" * 3000, None),
    ],
)
def test_what_is_not_clear_is_refused(text: str, code: str | None) -> None:
    with pytest.raises(Unreadable) as caught:
        read_term(text, DECLARED)
    assert code is None or caught.value.code == code


def test_a_name_with_two_meanings_is_refused() -> None:
    other = law("P", Y)
    with pytest.raises(Unreadable) as caught:
        read_term(r"H(P)", [*DECLARED, other])
    assert caught.value.code == "IT002"


def test_a_derivation_in_latex() -> None:
    @derivation("in-latex", given=[r"P \ll R"])
    def written(d):
        inner = real_number("s")
        d.chain(r"D(P \| R)").eq(r"\sum_x P(x) \log \frac{P(x)}{R(x)}", by="divergence-definition")
        d.have(r"D(P \| R) \ge 0", by="gibbs-inequality")
        d.have(r"s + 0 = s")
        assert inner is not None

    written.library = Library.shipped()
    assert written.given == (P << R,)
    assert {s.verdict for s in written.check(second_opinion=False).steps} == {Verdict.PROVED}


def test_a_false_formula_is_refuted() -> None:
    @derivation("false-latex", given=[r"P \ll R"])
    def written(d):
        d.have(r"D(P \| R) = D(R \| P)")

    (step,) = written.check(second_opinion=False).steps
    assert step.verdict is not Verdict.PROVED


def test_the_finding_names_file_and_line(tmp_path: Path) -> None:
    file = tmp_path / "bad.py"
    file.write_text(
        'from symbolic_it import alphabet, derivation, law\n\nX = alphabet("X")\nP = law("P", X)\n\n\n'
        '@derivation("bad")\ndef bad(d):\n    d.chain(r"H(P)").eq(\n        r"-\\sum_x P(x) \\log S(x)"\n    )\n',
        encoding="utf-8",
    )
    library = Library.shipped().with_paths([file])
    (result,) = [r for r in library.check(["bad"], False) if r.path == str(file)]
    (error,) = result.errors
    assert (error.code, error.span.line if error.span else None) == ("IT003", 9)
    assert "S is not declared" in error.payload["text"]


def numbers() -> st.SearchStrategy[Expr]:
    return st.sampled_from([Q(1), Q(2), Q(13), Q(1, 2), Q(-3)])


@st.composite
def values(draw: st.DrawFn, depth: int = 4) -> Expr:
    """Values of the vocabulary, built as authors build them."""
    leaves = ["number", "real", "law", "joint", "sequence", "sampled", "index", "entropy", "divergence", "marginal", "conditional", "member", "mass", "function"]  # fmt: skip
    kind = draw(st.sampled_from(leaves if not depth else
        ["add", "sub", "mul", "div", "neg", "pow", "log", "log2", "ln", "exp", "sum", "sum_to", "prod", "prod_to", "expectation", "both", "h", "law"]))  # fmt: skip
    one = draw(st.sampled_from([P, R, data, first_marginal(J)]))
    if kind == "number":
        return draw(numbers())
    if kind == "real":
        return draw(st.sampled_from([t, a]))
    if kind == "law":
        return one(x)
    if kind == "joint":
        return J(x, y)
    if kind == "sequence":
        return f[i]
    if kind == "sampled":
        return one(xs[i])
    if kind == "index":
        from symbolic_it.language.expr import as_real

        return as_real(draw(st.sampled_from([i, m])))
    if kind == "entropy":
        return draw(st.sampled_from([H(one), H(one, R), H(J), H(one, to_base=2), conditional_entropy(J), mutual_information(J)]))  # fmt: skip
    if kind == "divergence":
        return D(one, draw(st.sampled_from([P, R])))
    if kind == "marginal":
        return second_marginal(J)(y)
    if kind == "conditional":
        return conditional(J, x)(y)
    if kind == "member":
        return p[theta](x)
    if kind == "mass":
        return g(x)
    if kind == "function":
        return h(t)
    first = draw(values(depth - 1))
    if kind in ("add", "sub", "mul", "div", "pow"):
        second = draw(values(depth - 1))
        return {"add": first + second, "sub": first - second, "mul": first * second, "div": first / second, "pow": first**second}[kind]  # fmt: skip
    if kind == "neg":
        return -first
    if kind == "log2":
        return log(first, 2)
    if kind in ("log", "ln", "exp", "h"):
        return {"log": log, "ln": ln, "exp": exp, "h": h}[kind](first)
    if kind == "both":
        return Sum(x, y, first)
    if kind == "expectation":
        return E(one, x, first)
    v = draw(st.sampled_from([x, y])) if kind in ("sum", "prod") else i
    return (Sum if kind.startswith("sum") else Prod)(v, first)


@settings(max_examples=300, deadline=None)
@given(values())
@example(Prod(x, -(P(x) + P(x)) * Prod(x, P(x) + P(x))))
@example(Prod(x, P(x)) * Prod(x, P(x)))
def test_what_is_printed_reads_back(value: Expr) -> None:
    back = read_term(value.latex, DECLARED, real)
    assert back.term is value.term or normal(back.term) == normal(value.term), value.latex


@settings(max_examples=150, deadline=None)
@given(values(2), values(2), st.sampled_from(["eq", "le", "lt"]))
def test_statements_read_back(left: Expr, right: Expr, relation: str) -> None:
    made = {"eq": Eq(left, right), "le": left <= right, "lt": left < right}[relation]
    back = read_term(made.latex, DECLARED)
    assert back.term is made.term or normal(back.term) == normal(made.term), made.latex


@pytest.mark.parametrize(
    "evil", ["__import__('os')", "{{x}}", "\\input{x}", "x\x00y", "%", "", "   ", "\u202e", "d.have(1)"]
)
def test_text_is_never_code(evil: str) -> None:
    with pytest.raises(InvalidArgument):
        read_term(evil, [P])
