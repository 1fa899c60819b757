"""What the printers write: the notation of textbooks, names of bound variables, bounds on size, hostile names."""

from __future__ import annotations

import time
from fractions import Fraction

import pytest

from symbolic_it.kernel.definitions import constant_for
from symbolic_it.kernel.terms import (
    SIGNATURE,
    abstract,
    alphabet_type,
    apply_term,
    bool_,
    equation,
    fun,
    nat,
    number,
    pair_type,
    real,
    universal,
    var,
)
from symbolic_it.language import declare as d
from symbolic_it.language import notation as n
from symbolic_it.language.expr import And, Eq, Expr, Iff, Implies, Ne, Not, Q, as_real, build, lift
from symbolic_it.language.printing import (
    definition_latex,
    definition_text,
    name_latex,
    name_text,
    statement_latex,
    statement_text,
    to_latex,
    to_text,
)
from symbolic_it.language.symbols import SYMBOLS

X, Y, THETA = d.alphabet("X"), d.alphabet("Y"), d.parameters("Theta")
x, y, k, theta = X.outcome("x"), Y.outcome("y"), X.letter("k"), THETA.point("theta")
P, QQ, J, data = d.law("P", X), d.law("Q", X), d.law("P", X * Y), d.law("p_data", X)
p, S, g = d.model("p", THETA, X), d.subset("S", THETA), d.function_on("g", THETA)
m = d.sample_size("m")
i, s, f, w = d.index("i", m), d.sample("x", X), d.sequence("f"), d.sequence("y")
t, a, c, h = d.real_variable("t"), d.real_number("a"), d.real_number("c"), d.real_function("h")
j = d.natural_variable("j")
log, ln, exp, Sum, H, D = n.log, n.ln, n.exp, n.Sum, n.H, n.D
after = build(lambda u: constant_for("suc", u), j)

EXAMPLES = [
    (Sum(x, P(x) * log(P(x) / QQ(x))), r"\sum_{x} P(x)\log\frac{P(x)}{Q(x)}", "sum_x P(x) log(P(x)/Q(x))"),
    (H(P, QQ) - H(P), "H(P,Q) - H(P)", "H(P,Q) - H(P)"),
    (D(P, QQ), r"D(P\,\|\,Q)", "D(P || Q)"),
    (
        1 / m * Sum(i, log(p[theta](s[i]))),
        r"\frac{1}{m}\sum_{i=1}^{m} \log p_\theta(x_i)",
        "1/m sum_{i=1}^m log p_theta(x_i)",
    ),
    (-Sum(x, P(x) * log(P(x))), r"-\sum_{x} P(x)\log P(x)", "-sum_x P(x) log P(x)"),
    (Sum(x, P(x)), r"\sum_{x} P(x)", "sum_x P(x)"),
    (Sum(x, 1), r"\sum_{x\in X} 1", "sum_{x in X} 1"),
    (Sum(x, y, J(x, y)), r"\sum_{x} \sum_{y} P(x,y)", "sum_x sum_y P(x, y)"),
    (build(lambda u: constant_for("sum", u), J), r"\sum_{(x,y)} P(x,y)", "sum_{(x, y)} P(x, y)"),
    (Sum(x, P(x) - QQ(x)), r"\sum_{x} [P(x) - Q(x)]", "sum_x [P(x) - Q(x)]"),
    (Sum(x, P(x)) * Sum(x, QQ(x)), r"\left(\sum_{x} P(x)\right)\sum_{x} Q(x)", "(sum_x P(x)) sum_x Q(x)"),
    (
        n.Prod(i, f[i] ** w[i] * (1 - f[i]) ** (1 - w[i])),
        r"\prod_{i=1}^{m} f_i^{y_i}\,(1 - f_i)^{1-y_i}",
        "prod_{i=1}^m f_i^(y_i) (1 - f_i)^(1-y_i)",
    ),
    (
        Sum(i, w[i] * log(f[i]) + (1 - w[i]) * log(1 - f[i])),
        r"\sum_{i=1}^{m} [y_i\log f_i + (1 - y_i)\log(1 - f_i)]",
        "sum_{i=1}^m [y_i log f_i + (1 - y_i) log(1 - f_i)]",
    ),
    (log(P(x) * QQ(x)), r"\log(P(x)\,Q(x))", "log(P(x) Q(x))"),
    (log(1 / P(x)), r"\log\frac{1}{P(x)}", "log(1/P(x))"),
    (log(8, to_base=2), r"\log_2 8", "log_2 8"),
    (log(a) * c, r"(\log a)\,c", "(log a) c"),
    (log(n.Prod(i, f[i])), r"\log\prod_{i=1}^{m} f_i", "log(prod_{i=1}^m f_i)"),
    (log(a**c), r"\log(a^{c})", "log(a^c)"),
    (log(P(x)) ** 2, r"(\log P(x))^{2}", "(log P(x))^2"),
    (ln(a), r"\ln a", "ln a"),
    (exp(-a), "e^{-a}", "exp(-a)"),
    (exp(Sum(x, P(x))), r"\exp\left(\sum_{x} P(x)\right)", "exp(sum_x P(x))"),
    (2 * a * 3, r"2a \cdot 3", "2 a * 3"),
    (lift(2) * 3, r"2 \cdot 3", "2 * 3"),
    (lift(2) * Q(1, 3), r"2 \cdot \frac{1}{3}", "2 * 1/3"),
    (a - (c + a), "a - (c + a)", "a - (c + a)"),
    (a - (-c), "a - (-c)", "a - (-c)"),
    ((-a) * c, r"(-a)\,c", "(-a) c"),
    (-(a * c), r"-a\,c", "-a c"),
    (-a + c, "-a + c", "-a + c"),
    (-(a + c), "-(a + c)", "-(a + c)"),
    (a * (c * a), r"a\,(c\,a)", "a * (c a)"),
    ((a + c) * (a - c), "(a + c)(a - c)", "(a + c) (a - c)"),
    (a * (a - c), r"a\,(a - c)", "a * (a - c)"),
    (Q(-3) * a, r"(-3)\,a", "(-3) a"),
    (Q(3, 4) * a, r"\frac{3}{4}\,a", "(3/4) a"),
    (a ** Q(1, 2), "a^{1/2}", "a^(1/2)"),
    (2 ** as_real(m), "2^{m}", "2^m"),
    (a / c / a, r"\frac{\frac{a}{c}}{a}", "(a/c)/a"),
    (1 / (2 * a), r"\frac{1}{2a}", "1/(2 a)"),
    (as_real(after) * a, r"(j + 1)\,a", "(j + 1) a"),
    (s[after], "x_{j+1}", "x_{j+1}"),
    (J(x, y), "P(x,y)", "P(x, y)"),
    (n.conditional(J, x)(y), r"P(y\mid x)", "P(y | x)"),
    (H(n.conditional(J, x)), r"H(P(\cdot\mid x))", "H(P(. | x))"),
    (n.first_marginal(J)(x), "P_X(x)", "P_X(x)"),
    (H(n.second_marginal(J)), "H(P_Y)", "H(P_Y)"),
    (n.conditional_entropy(J), r"H_P(Y\mid X)", "H_P(Y | X)"),
    (n.mutual_information(J), "I_P(X;Y)", "I_P(X; Y)"),
    (n.information(P, x), "I_P(x)", "I_P(x)"),
    (H(P, to_base=2), "H_2(P)", "H_2(P)"),
    (n.point_mass(k)(x), r"\delta_k(x)", "delta_k(x)"),
    (H(n.uniform(X)), "H(U_X)", "H(U_X)"),
    (Sum(x, n.empirical(s, m)(x)), r"\sum_{x} \hat p_{x_{1:m}}(x)", "sum_x phat_{x_{1:m}}(x)"),
    (n.indicator(Eq(s[i], x)), r"\mathbf{1}[x_i = x]", "1[x_i = x]"),
    (n.E(P, x, -log(P(x))), r"\mathbb{E}_{x\sim P}[-\log P(x)]", "E_{x~P}[-log P(x)]"),
    (n.is_law(P), r"P\text{ is a law}", "P is a law"),
    (P << QQ, r"P \ll Q", "P << Q"),
    (
        n.argmax(theta, Sum(i, log(p[theta](s[i])))),
        r"\underset{\theta}{\mathrm{arg\,max}}\;\sum_{i=1}^{m} \log p_\theta(x_i)",
        "argmax_theta sum_{i=1}^m log p_theta(x_i)",
    ),
    (
        n.argmin(theta, D(P, p[theta]), where=P << p[theta]),
        r"\underset{\theta:\,P\ll p_\theta}{\mathrm{arg\,min}}\;D(P\,\|\,p_\theta)",
        "argmin_{theta: P<<p_theta} D(P || p_theta)",
    ),
    (
        n.argmin(theta, H(data, p[theta]) - H(data), where=S),
        r"\underset{\theta\in S}{\mathrm{arg\,min}}\;[H(p_{\text{data}},p_\theta) - H(p_{\text{data}})]",
        "argmin_{theta in S} [H(p_data,p_theta) - H(p_data)]",
    ),
    (
        n.argmax(t, t * log(t), where=And(0 < t, t < 1)),
        r"\underset{0<t<1}{\mathrm{arg\,max}}\;t\log t",
        "argmax_{0<t<1} t log t",
    ),
    (
        n.member(theta, n.argmax(theta, g(theta))),
        r"\theta \in \underset{\theta}{\mathrm{arg\,max}}\;g(\theta)",
        "theta in argmax_theta g(theta)",
    ),
    (n.member(theta, S), r"\theta \in S", "theta in S"),
    (Not(n.member(theta, S)), r"\theta \notin S", "theta not in S"),
    (And(0 < t, t < 1), "0 < t < 1", "0 < t < 1"),
    (And(0 < t, a < c), r"0 < t \wedge a < c", "0 < t and a < c"),
    (Ne(a, c), r"a \neq c", "a != c"),
    (Not(a < c), r"\neg(a < c)", "not (a < c)"),
    (Iff(a < c, Not(c <= a)), r"a < c \iff \neg(c \le a)", "a < c <=> not (c <= a)"),
    (Implies(0 < a, 0 < c, 0 < a * c), r"0 < a,\ 0 < c \implies 0 < a\,c", "0 < a, 0 < c ==> 0 < a c"),
    (n.ForAll(x, y, 0 <= J(x, y)), r"\forall x, y:\ 0 \le P(x,y)", "forall x, y: 0 <= P(x, y)"),
    (n.ForAll(i, 0 < f[i]), r"\forall i \in \{1,\dots,m\}:\ 0 < f_i", "forall i in {1,...,m}: 0 < f_i"),
    (
        n.ForAll(theta, Implies(n.member(theta, S), 0 <= g(theta))),
        r"\forall \theta \in S:\ 0 \le g(\theta)",
        "forall theta in S: 0 <= g(theta)",
    ),
    (n.Exists(j, a < as_real(j)), r"\exists j \in \mathbb{N}:\ a < j", "exists j in N: a < j"),
    (n.tends_to(t, t * log(t), 0, 0), r"\lim_{t\to 0^+} t\log t = 0", "lim_{t->0+} t log t = 0"),
    (n.tends_to_infinity(t, 1 / t, 0), r"\lim_{t\to 0^+} \frac{1}{t} = +\infty", "lim_{t->0+} 1/t = +oo"),
    (
        n.ForAll(t, n.has_derivative(t, ln(t), t, 1 / t)),
        r"\forall t \in \mathbb{R}:\ \frac{\mathrm{d}}{\mathrm{d}t} \ln t = \frac{1}{t}",
        "forall t in R: d/dt[ln t] = 1/t",
    ),
    (
        n.has_derivative(t, t * ln(t), Q(1, 2), a),
        r"\frac{\mathrm{d}}{\mathrm{d}t} [t\ln t]\Big|_{t = 1/2} = a",
        "d/dt[t ln t]_{t=1/2} = a",
    ),
    (n.function(t, 2 * t), r"t \mapsto 2t", "t -> 2 t"),
]


@pytest.mark.parametrize(("e", "latex", "text"), EXAMPLES, ids=[e[2] for e in EXAMPLES])
def test_notation(e: Expr, latex: str, text: str) -> None:
    assert (e.latex, e.text) == (latex, text)


@pytest.mark.parametrize(
    ("name", "latex"),
    [("theta", r"\theta"), ("p_theta", r"p_\theta"), ("p_data", r"p_{\text{data}}"), ("phat", r"\hat p"), ("x1", "x_1"),
     ("f'", "f'"), ("H", "H"), ("x12", "x_{12}"), ("thetahat", r"\hat\theta"), ("loss", r"\mathit{loss}"),
     ("q_theta1_i", r"q_{\theta_1,i}"), ("ybar", r"\bar y")],
)  # fmt: skip
def test_names(name: str, latex: str) -> None:
    assert name_latex(name) == latex
    assert name_text(name) == name


def test_hostile_names_do_nothing() -> None:
    for name in ("}\\input{x}", "a$b", "x) + (y", "\x1b[31m", "_1p", "θ", "%"):
        for shown in (to_latex(var(name, real)), to_text(var(name, real))):
            inside = shown.removeprefix(r"\text{").removesuffix("}").strip('"')
            assert not set(inside) & set("\\{}$%&#_~^\x1b[]\"'") and inside.isascii()
            assert shown != inside  # set apart: x) + (y is one name
    ty = alphabet_type("X%'")
    assert "%" not in to_latex(constant_for("sum", abstract(var("x", ty), number(1))))
    assert to_text(apply_term(var("log", fun(real, real)), a.term)) == '"log"(a)'
    assert to_latex(apply_term(var("H", fun(alphabet_type("X"), real)), x.term)) == r"\mathtt{H}(x)"
    assert to_latex(constant_for("pow", var("e", real), a.term)) == "(e)^{a}"
    assert to_latex(constant_for("add", constant_for("exp", a.term), var("e", real))) == r"\exp(a) + e"


def test_bound_names_avoid_the_free_ones() -> None:
    inner = constant_for("sum", abstract(x.term, constant_for("mul", apply_term(P.term, x.term), P(k).term)))
    assert to_text(inner, ("k",)) == "sum_x P(x) P(k)"
    double = Sum(x, Sum(X.outcome("z"), P(x) * P(X.outcome("z"))))
    assert to_text(double.term, ("x", "x")) == "sum_x sum_y P(x) P(y)"
    assert to_text(double.term) == "sum_x sum_y P(x) P(y)"
    assert to_text(Sum(x, P(x)).term, ("x1",)) == "sum_{x1} P(x1)"
    scaled = Expr(abstract(x.term, (P(x) * P(X.letter("x'")) * P(X.letter("y")) * P(X.letter("z"))).term))
    free_x = apply_term(abstract(k.term, constant_for("sum", scaled.term)), k.term)
    assert to_text(free_x) == "sum_x P(x) P(x') P(y) P(z)"
    # an index is not the bound of its own sum, nor a limit's variable its limit point
    own = constant_for("sum_to", i.term, abstract(i.term, f[i].term))
    assert to_text(own, ("i",)) == "sum_{j=1}^i f_j"
    point = constant_for("tends_from_right", abstract(t.term, h(t).term), t.term, number(0))
    assert to_text(point, ("t",)) == "lim_{u->t+} h(u) = 0"
    # the standing base, and another number that is called b inside a quantifier
    b = var("b", real)
    assert to_text(universal(b, equation(constant_for("log", b, b), number(1)))) == "forall t in R: log_t t = 1"
    assert to_text(universal(b, equation(constant_for("log", b, b), number(1))), ("b",)) == "forall b in R: log_b b = 1"
    assert to_text(universal(a.term, equation(log(a).term, b)), ("b",)) == "forall t in R: log t = b"


def test_names_are_used_in_the_order_of_the_builders() -> None:
    z, v = X.outcome("z"), X.outcome("v")
    mixture = n.function(v, P(v) / 2 + QQ(v) / 2)
    e = n.E(mixture, z, Sum(y, d.law("R", X * Y)(z, y)))
    assert e.names == ("v", "z", "y")
    assert e.text == "E_{z~(v -> P(v)/2+Q(v)/2)}[sum_y R(z, y)]"
    r, u = d.real_variable("r"), d.real_variable("u")
    best = n.argmax(r, Sum(z, P(z) * r), where=n.ForAll(u, u < r))
    assert best.text == "argmax_{r: forall u in R: u<r} sum_z P(z) r"
    assert Eq(best, n.argmax(u, Sum(v, QQ(v) * u))).text.endswith("= argmax_u sum_v Q(v) u")
    assert n.has_derivative(r, Sum(z, P(z) * r), Sum(v, P(v)), 1).text == "d/dr[sum_z P(z) r]_{r=sum_v P(v)} = 1"


def test_one_name_with_two_types_shows_the_types() -> None:
    both = constant_for("add", var("m", real), constant_for("of_nat", var("m", nat)))
    assert to_text(both) == "(m:R) + (m:N)"
    assert to_latex(both) == r"(m{:}\mathbb{R}) + (m{:}\mathbb{N})"


def test_an_applied_name_is_not_taken_for_another_name() -> None:
    confused = constant_for("add", f[i].term, var("f_i", real))
    assert to_text(confused) == "(f)_i + f_i"
    assert to_text(p[theta](x).term, (), ("p_theta",)) == "(p)_theta(x)"
    assert to_text(n.first_marginal(J)(x).term, (), ("P_X",)) == "(P)_X(x)"
    assert to_latex(constant_for("add", var("x1", real), var("x_1", real))) in (
        r"\mathtt{x1} + \mathtt{x\_1}", r"\mathtt{x\_1} + \mathtt{x1}"
    )  # fmt: skip
    same = d.law("K", X * X)
    assert to_text(n.second_marginal(same)(x).term) == "K_{X_2}(x)"
    assert n.mutual_information(same).latex == "I_K(X_1;X_2)"


def test_output_is_bounded_and_soon_there() -> None:
    start = time.perf_counter()
    doubled = a.term
    for _ in range(400):
        doubled = constant_for("mul", doubled, constant_for("add", doubled, doubled))
    nested = apply_term(P.term, x.term)
    for n_ in range(600):
        nested = constant_for("sum", abstract(var(f"x{n_}", X.type), constant_for("add", nested, P(x).term)))
    for t_ in (doubled, nested):
        for shown in (to_latex(t_), to_text(t_)):
            assert len(shown) < 100_000 and ("..." in shown or r"\dots" in shown)
    assert time.perf_counter() - start < 5
    many = a.term
    for _ in range(1000):
        many = constant_for("mul", many, a.term)
    assert to_text(constant_for("log", a.term, many)) == "log_a(" + " ".join(["a"] * 1001) + ")"


def test_every_symbol_has_its_entry() -> None:
    import symbolic_it.language.symbols  # noqa: F401

    assert set(SYMBOLS) >= {name for name in SIGNATURE if not name.startswith("test_")}
    for symbol in SYMBOLS.values():
        assert symbol.title and symbol.words and symbol.example and symbol.source
        assert symbol.words.isascii() and symbol.example.isascii()


def test_definitions_show_themselves() -> None:
    assert definition_text("entropy") == "H(P) = -sum_x P(x) log P(x)"
    assert definition_latex("conditional") == r"P(y\mid x) = \frac{P(x,y)}{P_X(x)}"
    assert definition_text("log") == "log_c u = (ln u)/(ln c)"
    assert definition_text("dominated") == "P << Q <=> (forall x: Q(x) = 0 ==> P(x) = 0)"
    assert definition_text("add") is None and definition_text("no such notion") is None


def test_theorems_show_their_hypotheses() -> None:
    assert statement_text([n.is_law(P).term], (0 <= H(P)).term) == "P is a law |- 0 <= H(P)"
    assert statement_latex([], (0 <= H(P)).term) == r"\vdash 0 \le H(P)"


def test_numbers_are_exact() -> None:
    assert to_latex(number(Fraction(-3, 4))) == r"-\frac{3}{4}"
    assert to_text(constant_for("of_nat", constant_for("suc", constant_for("suc", constant_for("zero"))))) == "2"
    assert to_text(equation(var("z", pair_type(real, bool_)), var("w", pair_type(real, bool_)))) == "z = w"
