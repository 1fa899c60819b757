"""The vocabulary: one entry for each constant, with its name in words, its meaning, an example, its source, its layout."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType

from symbolic_it.kernel.definitions import DEFINITIONS
from symbolic_it.kernel.terms import Term, apply_term, const, equation, var
from symbolic_it.language import notion_layouts as notion
from symbolic_it.language import symbol_layouts as lay
from symbolic_it.language.symbol_layouts import Layout


@dataclass(frozen=True)
class Symbol:
    """An entry. The layout takes ``least`` to ``most`` arguments; with fewer the symbol is shown as a function."""

    name: str
    title: str
    words: str
    example: str
    least: int
    most: int
    layout: Layout
    parameters: tuple[str, ...] = ()
    """Usual names of the arguments, for showing the definition."""

    @property
    def defined(self) -> bool:
        return self.name in DEFINITIONS

    @property
    def source(self) -> str:
        """Where a defined notion comes from; primitive ones are fixed by the axioms."""
        return DEFINITIONS[self.name].source if self.defined else "primitive, fixed by the axioms of the kernel"

    def definition(self) -> tuple[Term, tuple[str, ...]] | None:
        """The equation (or equivalence) that defines the notion, applied to its usual arguments; None for a primitive."""
        if not self.defined:
            return None
        right = DEFINITIONS[self.name].right
        left = const(self.name, right.ty)
        for name in self.parameters:
            x = var(name, left.ty.args[0])
            left, right = apply_term(left, x), apply_term(right, x)
        return equation(left, right), ()


_table: dict[str, Symbol] = {}
SYMBOLS = MappingProxyType(_table)


def _enter(name: str, title: str, words: str, example: str, arity: int, layout: Layout, parameters: str = "") -> None:
    _table[name] = Symbol(name, title, words, example, arity, arity, layout, tuple(parameters.split()))


def _enter_up_to(
    most: int, name: str, title: str, words: str, example: str, least: int, layout: Layout, parameters: str = ""
) -> None:
    _table[name] = Symbol(name, title, words, example, least, most, layout, tuple(parameters.split()))


enter = _enter
"""For the files that hold the entries of one subject."""


def _logic() -> None:
    _enter(
        "eq",
        "equality",
        "two numbers, laws or sets are the same; of statements: if and only if",
        "1 + 1 = 2",
        2,
        lay.equality,
    )
    _enter(
        "imp", "implication", "if the first statement holds, so does the second", "0 < x ==> 0 <= x", 2, lay.implication
    )
    _enter(
        "forall",
        "for all",
        "the statement holds for every value of the variable",
        "forall x: 0 <= P(x)",
        1,
        lay.quantified,
    )
    _enter(
        "exists",
        "there is",
        "the statement holds for some value of the variable",
        "exists x: 0 < P(x)",
        1,
        lay.quantified,
        "P",
    )
    _enter("false", "falsity", "the statement that never holds", "1 = 0 <=> false", 0, lay.false)
    _enter("not", "negation", "the statement does not hold", "not (0 < 0)", 1, lay.negation, "p")
    _enter(
        "and",
        "conjunction",
        "both statements hold; 0 < t and t < 1 is written as a chain",
        "0 < t < 1",
        2,
        lay.conjunction,
        "p q",
    )
    _enter("or", "disjunction", "one of the statements holds, or both", "x < y or y <= x", 2, lay.disjunction, "p q")


def _numbers() -> None:
    _enter("add", "sum of two numbers", "addition", "1/2 + 1/3 = 5/6", 2, lay.terms)
    _enter("sub", "difference", "subtraction", "1 - P(x)", 2, lay.terms)
    _enter("mul", "product of two numbers", "multiplication", "P(x) Q(x)", 2, lay.product)
    _enter(
        "div", "quotient", "division; by zero it gives 0, and rules that need more say so", "P(x)/Q(x)", 2, lay.quotient
    )
    _enter("neg", "negative", "the number with the other sign", "-log P(x)", 1, lay.negative)
    _enter(
        "pow", "power", "a number raised to a power; to the power 0 it is 1, 0^0 included", "f_i^(y_i)", 2, lay.power
    )
    _enter("le", "at most", "less than or equal", "0 <= P(x)", 2, lay.relation)
    _enter("lt", "less than", "strictly less", "0 < P(x)", 2, lay.relation)
    _enter(
        "ln",
        "natural logarithm",
        "the logarithm to base e; nothing is known of it where the argument is not positive",
        "ln(exp(x)) = x",
        1,
        lay.natural_log,
    )
    _enter("exp", "exponential", "e raised to the number", "exp(0) = 1", 1, lay.exponential)
    _enter(
        "log",
        "logarithm",
        "the logarithm to a base; without a base shown, to one fixed base b > 1",
        "log_2 8 = 3",
        2,
        lay.log,
        "c u",
    )
    _enter("zero", "zero", "the first natural number", "0", 0, lay.natural_number)
    _enter("suc", "successor", "the next natural number", "x_{i+1} follows x_i", 1, lay.natural_number)
    _enter(
        "of_nat",
        "natural number as a real",
        "a natural number where a real one is meant; not shown",
        "m >= 1",
        1,
        lay.embedded,
    )
    _enter("indicator", "indicator", "1 where the statement holds, else 0", "1[x_i = x]", 1, lay.indicator)
    _enter("pair", "pair", "two values taken together", "P(x, y)", 2, lay.pair)
    _enter("fst", "first component", "the first value of a pair", "fst((x, y)) = x", 1, lay.component)
    _enter("snd", "second component", "the second value of a pair", "snd((x, y)) = y", 1, lay.component)
    _enter("sum", "sum over an alphabet", "the sum over all outcomes", "sum_x P(x) = 1", 1, lay.total)
    _enter("prod", "product over an alphabet", "the product over all outcomes", "prod_x P(x)", 1, lay.total)
    _enter(
        "sum_to",
        "sum over 1..m",
        "the sum over an index from 1 to m; empty for m = 0",
        "sum_{i=1}^m f_i",
        2,
        lay.total_to,
    )
    _enter(
        "prod_to",
        "product over 1..m",
        "the product over an index from 1 to m; 1 for m = 0",
        "prod_{i=1}^m p_theta(x_i)",
        2,
        lay.total_to,
    )


def _information() -> None:
    _enter("law", "law", "a probability law: no value is negative and they sum to 1", "P is a law", 1, lay.law, "P")
    _enter(
        "dominated",
        "dominated",
        "P is dominated by Q: where Q is 0, so is P (absolute continuity)",
        "P << Q",
        2,
        lay.relation,
        "P Q",
    )
    _enter(
        "expectation",
        "expectation",
        "the mean of a function of an outcome under a law",
        "E_{x~P}[f(x)] = sum_x P(x) f(x)",
        2,
        notion.expectation,
        "P f",
    )
    _enter_up_to(
        2,
        "information",
        "self-information",
        "the surprise of an outcome, in units of the base",
        "I_P(x) = -log P(x)",
        2,
        notion.information,
        "b P x",
    )
    _enter(
        "entropy",
        "entropy",
        "the mean self-information of a law",
        "H(P) = log 2 for a fair coin",
        2,
        notion.entropy,
        "b P",
    )
    _enter(
        "cross_entropy",
        "cross-entropy",
        "the mean of -log Q(x) when x follows P",
        "H(P,Q) = H(P) + D(P || Q)",
        3,
        notion.entropy,
        "b P Q",
    )
    _enter(
        "divergence",
        "Kullback-Leibler divergence",
        "the mean of log(P(x)/Q(x)) when x follows P",
        "D(P || P) = 0",
        3,
        notion.divergence,
        "b P Q",
    )
    _enter(
        "first_marginal",
        "first marginal",
        "the law of the first variable under a joint law",
        "P_X(x) = sum_y P(x, y)",
        1,
        notion.marginal,
        "P x",
    )
    _enter(
        "second_marginal",
        "second marginal",
        "the law of the second variable under a joint law",
        "P_Y(y) = sum_x P(x, y)",
        1,
        notion.marginal,
        "P y",
    )
    _enter_up_to(
        3,
        "conditional",
        "conditional law",
        "the law of the second variable given the first",
        "P(y | x) = P(x, y)/P_X(x)",
        2,
        notion.conditional,
        "P x y",
    )
    _enter(
        "conditional_entropy",
        "conditional entropy",
        "the mean uncertainty of the second variable given the first",
        "H_P(Y | X) = H(P) - H(P_X)",
        2,
        notion.conditional_entropy,
        "b P",
    )
    _enter(
        "mutual_information",
        "mutual information",
        "what the two variables of a joint law tell about each other",
        "I_P(X; Y) = 0 for independent variables",
        2,
        notion.mutual_information,
        "b P",
    )
    _enter(
        "point_mass",
        "point mass",
        "the law that gives everything to one outcome",
        "H(delta_k) = 0",
        1,
        notion.point_mass,
        "k x",
    )
    _enter(
        "uniform",
        "uniform law",
        "the law that gives every outcome of an alphabet the same",
        "H(U_X) is the log of the size of X",
        0,
        notion.uniform,
        "x",
    )
    _enter(
        "empirical",
        "empirical law",
        "the share of each outcome in a sample x_1, ..., x_m",
        "phat_{x_{1:m}}(a)",
        2,
        notion.empirical,
        "m x a",
    )


def _optima_and_limits() -> None:
    _enter(
        "argmax",
        "maximisers",
        "the set of points of the domain where the objective is largest",
        "theta in argmax_theta L(theta)",
        2,
        notion.optimum,
        "S g t",
    )
    _enter(
        "argmin",
        "minimisers",
        "the set of points of the domain where the objective is least",
        "theta in argmin_theta D(P || p_theta)",
        2,
        notion.optimum,
        "S g t",
    )
    for side, sign in (("right", "+"), ("left", "-")):
        _enter(
            f"tends_from_{side}",
            f"limit from the {side}",
            f"the function comes as near to the limit as wanted, near the point on its {side}",
            f"lim_{{t->0{sign}}} t ln(t) = 0" if side == "right" else "lim_{t->1-} ln(t) = 0",
            3,
            notion.limit,
            "f c l",
        )
        _enter(
            f"diverges_from_{side}",
            f"infinite limit from the {side}",
            f"the function exceeds every bound, near the point on its {side}",
            f"lim_{{t->0{sign}}} 1/t = +oo" if side == "right" else "lim_{t->0-} -(1/t) = +oo",
            2,
            notion.limit,
            "f c",
        )
    _enter(
        "has_derivative",
        "derivative",
        "the function has this derivative at the point",
        "d/dt[ln t] = 1/t for t > 0",
        3,
        notion.derivative,
        "f c l",
    )
    _enter(
        "converges",
        "limit of a sequence",
        "the sequence comes as near to the limit as wanted, and stays there",
        "lim_{n->oo} 1/n = 0",
        2,
        notion.sequence_limit,
        "a l",
    )


_logic()
_numbers()
_information()
_optima_and_limits()

from symbolic_it.language import chance_symbols, endless_symbols  # noqa: E402, F401  # they enter their notions here
