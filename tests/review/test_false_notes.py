"""Short notes with false steps, which must not be accepted, and with true ones, which must not be refuted."""

from __future__ import annotations

import pytest

from symbolic_it.review.files import review_file

ACCEPTED = {"proved", "computed", "definition", "conditional"}


def verdicts(text: str) -> list[str]:
    """The verdicts of the note's steps, in order."""
    report = review_file("note.md", text.encode())
    return [step.verdict.value for chain in report.derivations for step in chain.steps]


FALSE = {
    "the two divergences from a model": r"$$\arg\min_\theta D(p\|p_\theta) = \arg\min_\theta D(p_\theta\|p)$$",
    "cross-entropy of the data is no entropy of the model": r"$$-\sum_x p(x)\log p_\theta(x) = H(p_\theta)$$",
    "expectation without a law": r"$$E[\log p_\theta(X)] = -H(p_\theta)$$",
    "data with and without parameter": r"$$p(D|\theta) = p(D)$$",
    "entropy of two numbers": r"$$H(1/2,1/2) = 3$$",
    "entropy of one number": r"$$H(0.5) = 3$$",
    "entropy of a function": r"$$H(g(X)) > H(X)$$",
    "information of a function": r"$$I(X;g(Y)) > I(X;Y)$$",
    "bits called nats": r"$$\log_2 8 = 3 \text{ nats}$$",
    "importance weights upside down": r"$$E_{x\sim p}[f(x)] = E_{x\sim q}[f(x)\frac{q(x)}{p(x)}]$$",
    "expectation as an average": r"$$E_{x\sim p}[f(x)] = \frac1n\sum_{i=1}^n f(x_i)$$",
    "a power of a probability": r"$$p(x)^2 < p(x)$$",
    "a ratio of laws": r"$$\frac{p(x)}{q(x)} \le 1$$",
    "divergence above no bound": r"$$D(p\|q) \le 0$$",
    "conditional mixed up": r"$$p(x|y) = p(y|x)p(y)/p(x)$$",
    "base": r"$$-\sum_x p(x)\log_2 p(x) = -\sum_x p(x)\ln p(x)$$",
    "derivative": r"$$\frac{d}{dx}\ln x = x$$",
    "a fraction whose first argument has no braces": r"$$\frac1{2+x} = \frac12+x$$",
    "the same with a letter": r"$$\frac a{b+c} = \frac{a}{b}+c$$",
    "the logarithm of letters side by side": r"$$\log ab = b\log a$$",
    "the logarithm of probabilities side by side": r"$$\log p(x)p(y) = p(y)\log p(x)$$",
    "the base below an entropy": r"$$H_e(X) = H_2(X)$$",
    "another base below an entropy": r"$$H_{10}(X) = H_2(X)$$",
    "a change of base upside down": r"$$H_b(X) = (\log_a b)H_a(X)$$",
    "the logarithm of a number and a letter": r"$$\ln 2x = x\ln 2$$",
    "the logarithm of letters apart": r"$$\log p q = q \log p$$",
    "the logarithm of two powers": r"$$\log\theta^2(1-\theta)^3 = 2(1-\theta)^3\log\theta$$",
    "the logarithm of a root and a letter": r"$$\log\sqrt{2\pi}\sigma = \sigma\log\sqrt{2\pi}$$",
    "the logarithm of a quotient and an exponential": r"$$\log\frac1s\exp(-t) = \exp(-t)\log\frac1s$$",
    "the differential entropy of a variable with itself": r"$$h(X,X) = h(X)$$",
    "the entropy of order two is no entropy in bits": r"$$H_2(X) = -\log\sum_x p(x)^2$$",
    "information of three has any sign": r"$$I(X;Y;Z) \ge 0$$",
    "the chain rule for any function": r"$$\frac{d}{dx} f(g(x)) = f'(g(x))$$",
    "the derivative of any logarithm": r"$$(\log f(x))' = \frac{1}{f(x)}$$",
}


@pytest.mark.parametrize("name", FALSE)
def test_false_step_is_not_accepted(name: str) -> None:
    found = verdicts(FALSE[name])
    assert found and not ACCEPTED & set(found), found


FALSE_LAST = {
    "a free index is caught by a sum": "$$d_i = \\sum_{j=1}^n a_j x_i$$\n\n$$\\sum_{j=1}^n d_j = \\sum_{j=1}^n n a_j x_j$$",
    "an argument is caught by a sum": "$$f(t) = \\sum_x p(x) r(x)^t$$\n\n$$f(x) = \\sum_x p(x) r(x)^x$$",
    "a definition of another section": (
        "# One\n\nDefine $f(x) = \\log x$.\n\n$$f(ac) = f(a) + f(c)$$\n\n# Two\n\n"
        "Define $f(x) = x^2$.\n\n$$f(ac) = f(a) + f(c)$$"
    ),
    "a false display is no hypothesis": "$$\\frac{p(x)}{q(x)} \\le 1$$\n\n$$\\log\\frac{p(x)}{q(x)} \\le 0$$",
    "laws in order, as a hypothesis": "$$p(x) \\le q(x)$$\n\n$$\\log\\frac{p(x)}{q(x)} \\le 0$$",
    "what a defined function is at minus x": "Define $g(x) = x^2$.\n\n$$g(-x) = -g(x)$$",
    "a defined function again": "$$w(x) = x^2$$\n\n$$w(y) = y + 1$$",
    "a ratio of laws is no law": "$$r(x) = \\frac{p(x)}{q(x)}$$\n\n$$\\log r(x) \\le 0$$",
    "a multiple of a law is no law": "$$Q(x) = 2P(x)$$\n\n$$D(P\\|Q) \\ge 0$$",
    "a power of a law is no law": "Let $q(x) = p(x)^2$.\n\n$$\\sum_x q(x) = 1$$",
    "a sum of laws is no law": "$$q(x) = p(x) + r(x)$$\n\n$$D(p\\|q) \\ge 0$$",
    "what is not normalised": "Let $\\tilde q$ be an unnormalized density.\n\n$$D(p\\|\\tilde q) \\ge 0$$",
    "positive numbers": "Let $p_1,\\dots,p_n$ be positive numbers.\n\n$$\\sum_i p_i\\log p_i \\le 0$$",
    "the entropy of a continuous variable": "Let $X$ be continuous.\n\n$$H(X) \\ge 0$$",
    "the logarithm of a density": "Let $p$ be a density.\n\n$$-\\log p(x) \\ge 0$$",
    "an entropy defined by an integral": "$$H(X) = -\\int p(x)\\log p(x)dx$$\n\n$$H(X) \\ge 0$$",
    "information of a continuous variable": "For continuous variables\n\n$$I(X;Y) \\le H(X)$$",
    "the two entropies": "$$h(X) = H(X)$$",
    "a sum over an event": "Let $A$ be an event.\n\n$$\\sum_{x\\in A} p(x) = 1$$",
    "information at a pair of outcomes": ("$$I(x;y) = \\log\\frac{p(x,y)}{p(x)p(y)}$$\n\n$$I(x;y) \\ge 0$$"),
    "information of one outcome is no entropy": "$$h(x) = -\\log p(x)$$\n\n$$h(x) = H(X)$$",
    "a divergence at one condition": (
        "$$D(p(y|x)\\|q(y|x)) = \\sum_y p(y|x)\\log\\frac{p(y|x)}{q(y|x)}$$\n\n"
        "$$D(p(y|x)\\|q(y|x)) \\le D(p(x,y)\\|q(x,y))$$"
    ),
    "a divergence of another kind": "$$D_f(p\\|q) = D_f(q\\|p)$$",
    "entropies of two orders": "$$H_2(X) = H(X)$$",
    "laws with one variance": "When $p$ matches the variance of $q$, $H(p,q) = H(p)$.",
    "what is compared with is no condition": (
        "Teacher $p$, student $q$ with $q_k = e^{z_k} / \\sum_j e^{z_j}$, loss in nats.\n\n"
        "$$L = -\\sum_k p_k \\ln q_k$$\n\nThe gradient is as for hard labels:\n\n"
        "$$\\frac{\\partial L}{\\partial z_k} = p_k - q_k$$"
    ),
    "a uniform law of another name is no condition": (
        "Let $u(x) = \\frac1n$ be the uniform law on $n$ outcomes.\n\n$$D(u\\|p) = \\sum_x p(x)\\log\\frac{p(x)}{1/n}$$"
    ),
    "that it sums to one is no condition": ("在约束 $\\sum_{i=1}^n p_i=1$ 下最大化 $H(p)=\\sum_{i=1}^n p_i\\ln p_i$。"),
    "the derivative of a product": (r"$$\frac{d}{dt}\ln\prod_{i=1}^n t e^{-t x_i} = \frac{n}{t} - 2\sum_{i=1}^n x_i$$"),
    "a stroke and letters side by side": "$$1/2x = \\frac{x}{2}$$",
    "the limit does not name this law": (
        "By the law of large numbers, as the sample grows,\n\n"
        "$$\\frac1n\\sum_{i=1}^n \\log p_\\theta(x_i) = E_{p_\\theta}[\\log p(x)]$$"
    ),
}


@pytest.mark.parametrize("name", FALSE_LAST)
def test_false_last_step_is_not_accepted(name: str) -> None:
    assert verdicts(FALSE_LAST[name])[-1] not in ACCEPTED


TRUE = {
    "a fraction with one brace": r"$$\frac1{2+x} = \frac{1}{2+x}$$",
    "the logarithm of a product": r"$$\log 2xy = \log 2 + \log x + \log y$$",
    "the sigmoid of minus x": "$$\\sigma(x) = \\frac1{1+e^{-x}}$$\n\n$$\\sigma(-x) = 1-\\sigma(x)$$",
    "entropy of a sum": "Let $X$ and $Y$ be independent.\n\n$$H(X+Y) \\ge H(X)$$",
    "entropy of a sum, above": r"$$H(X+Y) \le H(X)+H(Y)$$",
    "a nat in bits": r"$$1 \text{ nat} = 1.4427 \text{ bit}$$",
    "three bits in nats": r"$$\log_2 8 = 3 \text{ bits} = 2.079 \text{ nats}$$",
    "labels that sum to one": (
        "$y$ is a one-hot label: $\\sum_k y_k = 1$.\n\n"
        "$$-\\sum_k y_k \\ln\\frac{e^{z_k}}{\\sum_j e^{z_j}} = -\\sum_k y_k z_k + \\ln\\sum_j e^{z_j}$$"
    ),
    "labels times a number": "The label has $\\sum_k y_k = 1$.\n\n$$\\sum_k y_k a = a$$",
    "a law defined by a formula": "Let $q(y) = \\sum_x p(x,y)$.\n\n$$H(Y) = -\\sum_y q(y) \\log q(y)$$",
    "natural logarithm": r"$$\log x \le x - 1$$",
    "natural derivative": r"$$\frac{d}{dx}\log x = \frac1x$$",
    "natural power": r"$$\log e^x = x$$",
    "a Renyi entropy": r"$$H_\alpha(X) \le H(X)$$",
    "the logarithm of the support": r"$$H_0(X) \ge H(X)$$",
    "information of an outcome": r"$$I(x) \ge 0$$",
    "information at outcomes": r"$$I(x;y) = \log\frac{p(x,y)}{p(x)p(y)}$$",
    "the other reading of a stroke": r"$$1/2x = \frac{1}{2x}$$",
    "a uniform law": "With the uniform law $u$ on $n$ letters, $H(u) = \\log n$.",
    "a uniform distribution": "Let $v$ be the uniform distribution on $n$ letters. Then $H(v) = \\log n$.",
    "a uniform variable": "Let $X$ be uniform on $n$ letters.\n\n$$H(X) = \\log n$$",
    "a uniform law beside one": "For the uniform law $w$, $D(p\\|w) = \\log n - H(p)$ and $H(w) = \\log n$.",
    "a constraint": "在约束 $\\sum_i p_i x_i=1$ 下 $H(p)=1$。",
    "the derivative of a product": (r"$$\frac{d}{dt}\ln\prod_{i=1}^n t e^{-t x_i} = \frac{n}{t} - \sum_{i=1}^n x_i$$"),
    "a mixture is a law": "$$m(x) = \\frac12 (p(x)+q(x))$$\n\n$$D(p\\|m) \\ge 0$$",
    "weights": "$$w(x) = \\frac{p(x)}{q(x)}$$\n\n$$\\sum_x q(x) w(x) = 1$$",
    "union of events": r"$$P(A) + P(B) - P(A,B) \le 1$$",
    "a dropped parameter": r"$$\arg\max_\theta \prod_{i=1}^n p(x_i;\theta) = \arg\max_\theta \sum_{i=1}^n \log p(x_i)$$",
    "importance weights": r"$$E_{x\sim p}[f(x)] = E_{x\sim q}[f(x)\frac{p(x)}{q(x)}]$$",
}


@pytest.mark.parametrize("name", TRUE)
def test_true_step_is_not_refuted(name: str) -> None:
    assert "refuted" not in verdicts(TRUE[name])


def test_limit_is_named_for_the_law_of_the_data() -> None:
    text = (
        "Let $x_1,\\dots,x_n$ be i.i.d. samples from $p$. By the law of large numbers\n\n"
        "$$\\frac1n\\sum_{i=1}^n \\log p_\\theta(x_i) = E_p[\\log p_\\theta(x)]$$"
    )
    assert verdicts(text)[-1] == "conditional"
    assert verdicts(text.replace("By the law of large numbers", "Then"))[-1] == "refuted"


def test_model_and_law_of_the_data_stand_in_one_chain() -> None:
    assert verdicts(r"$$-\sum_x p(x)\log p_\theta(x) = H(p, p_\theta) = H(p) + D(p\|p_\theta)$$") == ["proved"] * 2


IN_LATEX = r"""\documentclass{article}
\begin{document}
The information of $X$ and $Y$ is a divergence.
\begin{equation}
I(X;Y) = \sum_x\sum_y p(x,y)\log\frac{p(x,y)}{p(x)p(y)}.
\end{equation}
Because a divergence is nonnegative,
\[
I(X;Y) \geq 0, \qquad I(X;Y) \leq H(X).
\]
For independent variables, $I(X;Y) = 0$.
\end{document}
"""


@pytest.mark.parametrize(
    ("right", "wrong", "places"),
    [
        (r"p(x,y)\log", r"\log", [0]),
        (r"\frac{p(x,y)}{p(x)p(y)}", r"\frac{p(x)p(y)}{p(x,y)}", [0]),
        (r"I(X;Y) \geq 0", r"I(X;Y) \leq 0", [1]),
    ],
)
def test_a_sentence_ends_with_its_display(right: str, wrong: str, places: list[int]) -> None:
    """What a later sentence supposes, that variables are independent, is no condition of an earlier one."""

    def found(text: str) -> list[str]:
        report = review_file("note.tex", text.encode())
        return [step.verdict.value for chain in report.derivations for step in chain.steps]

    assert set(found(IN_LATEX)) <= ACCEPTED
    changed = found(IN_LATEX.replace(right, wrong))
    assert [changed[k] for k in places] == ["refuted"] * len(places)
