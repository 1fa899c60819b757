"""Pictures of a derivation as plain data: what is drawn is said in terms, and evaluated from them when it is drawn.

A picture shows what a derivation proves or computes; it proves nothing. Numbers are exact here, as everywhere.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from symbolic_it.errors import InvalidArgument
from symbolic_it.kernel.terms import VAR, Term, nat, number_value, real
from symbolic_it.language.expr import Expr, as_real
from symbolic_it.language.notation import base

Values = Mapping[Term, Fraction]


@dataclass(frozen=True)
class Mark:
    """A point of the curve with words beside it; ``side`` says where: left, right, above or below."""

    at: Fraction
    words: str
    side: str


@dataclass(frozen=True)
class Curves:
    """Graphs of functions of one variable, a panel to each; logarithms of open base are to the base 2.

    ``panels`` are pairs of a label and a term in ``over``; ``values`` fix its other variables.
    """

    over: Expr
    between: tuple[Fraction, Fraction]
    panels: tuple[tuple[str, Expr], ...]
    values: Values
    marks: tuple[Mark, ...]
    label: str
    top: Fraction | None


@dataclass(frozen=True)
class Simplex:
    """A function of a law on three letters over the triangle of these laws: a term in the first two probabilities."""

    over: tuple[Expr, Expr]
    of: Expr
    letters: tuple[str, str, str]
    label: str


@dataclass(frozen=True)
class Bumps:
    """Two Gaussian bumps of equal weight at -centre and centre, and the Gaussians that fit them in either direction."""

    centre: Fraction
    width: Fraction


@dataclass(frozen=True)
class Underflow:
    """The running product of equal probabilities in floating point beside the sum of their logarithms."""

    factor: Fraction
    count: int


@dataclass(frozen=True)
class Averages:
    """Averages of a function of a two-letter variable over growing samples, from a generator with a seed.

    ``of`` are the values at 0 and at 1, ``truth`` is the probability of 1.
    """

    truth: Fraction
    of: tuple[Expr, Expr]
    count: int
    runs: int
    seed: int
    label: str


Content = Curves | Simplex | Bumps | Underflow | Averages


@dataclass(frozen=True)
class Picture:
    """A picture between the steps, with its caption."""

    kind: str
    caption: str
    content: Content


# ---- from what an author writes -------------------------------------------------------------------------


def exact(value: object, what: str, values: Values | None = None) -> Fraction:
    """A rational number, perhaps of given variables. Raises InvalidArgument for anything else, floats among it."""
    e = _term(value, list(values or ()))
    found = number_value(e.term)
    if found is None and base.term not in e.term.free:
        from symbolic_it.language.evaluate import evaluate
        from symbolic_it.language.instance import Instance

        found = evaluate(e.term, Instance({}, numbers(values or {})))
    if not isinstance(found, Fraction):
        raise InvalidArgument(f"{what} is a rational number: {value!r}")
    return found


def numbers(values: Values) -> dict[Term, Fraction | int]:
    """The values as evaluation takes them: whole numbers for variables of natural numbers."""
    return {v: int(value) if v.ty is nat else value for v, value in values.items()}


def _term(value: object, known: Sequence[Term]) -> Expr:
    """A real expression whose variables are all known. The base of the logarithm always is."""
    e = as_real(value)
    for v in sorted(e.term.free, key=lambda v: v.name):
        if v is not base.term and v not in known:
            raise InvalidArgument(f"a picture of {e} needs a value for {v.name}")
    return e


def _variable(value: object) -> Expr:
    if not isinstance(value, Expr) or value.term.kind != VAR or value.type is not real:
        raise InvalidArgument(f"{value!r} is not a variable for real numbers")
    return value


SIDES = ("left", "right", "above", "below")


def _mark(value: Sequence[object], values: Values) -> Mark:
    at, words, side = (*value, "right")[:3] if 2 <= len(value) <= 3 else (0, "", "")
    if not isinstance(words, str) or side not in SIDES:
        raise InvalidArgument(f"a mark is (where, words) or (where, words, one of {', '.join(SIDES)}): {value!r}")
    return Mark(exact(at, "the place of a mark", values), words, str(side))


def _curves(
    over: Expr, between: tuple[object, object], panels: object, values: Mapping[Expr, object] | None = None,
    marks: Sequence[Sequence[object]] = (), label: str = "", top: object = None,
) -> Curves:  # fmt: skip
    x = _variable(over)
    low, high = (exact(end, "an end of the interval") for end in between)
    if not low < high:
        raise InvalidArgument("the interval of a picture goes from a lower to a higher number")
    fixed = {v.term: exact(value, f"the value of {v}") for v, value in (values or {}).items()}
    for v, value in fixed.items():
        if v.ty is nat and (value.denominator != 1 or value < 0):
            raise InvalidArgument(f"the value of {v.name} is a natural number: {value}")
    pairs = list(panels.items()) if isinstance(panels, Mapping) else [("", panels)]
    shown = tuple((str(words), _term(e, [x.term, *fixed])) for words, e in pairs)
    points = tuple(_mark(mark, fixed) for mark in marks)
    if not shown or not all(low <= mark.at <= high for mark in points):
        raise InvalidArgument("a picture of curves has a panel at least, and its marks within its interval")
    return Curves(x, (low, high), shown, fixed, points, label, None if top is None else exact(top, "the top"))


def _simplex(over: tuple[Expr, Expr], of: object, letters: tuple[str, str, str], label: str = "") -> Simplex:
    p, q = (_variable(v) for v in over)
    if len(letters) != 3:
        raise InvalidArgument("the corners of the triangle are three letters")
    return Simplex((p, q), _term(of, [p.term, q.term]), letters, label)


def _bumps(centre: object, width: object) -> Bumps:
    c, w = exact(centre, "the centre"), exact(width, "the width")
    if w <= 0 or not 0 < c <= 20 * w:
        raise InvalidArgument("the bumps have a positive width, and a centre of at most 20 of it")
    return Bumps(c, w)


def _underflow(factor: object, count: int) -> Underflow:
    p = exact(factor, "the factor")
    if not 0 < p < 1 or not 0 < count <= 100_000:
        raise InvalidArgument("the factors lie between 0 and 1, and there are at most 100000 of them")
    return Underflow(p, count)


def _averages(
    truth: object, of: tuple[object, object], count: int, runs: int = 5, seed: int = 1, label: str = ""
) -> Averages:
    p = exact(truth, "the probability")
    if not 0 < p < 1 or not 0 < count <= 100_000 or not 0 < runs <= 10:
        raise InvalidArgument("a probability between 0 and 1, at most 10 runs of at most 100000 draws")
    zero, one = (_term(e, []) for e in of)
    return Averages(p, (zero, one), count, runs, seed, label)


KINDS: dict[str, Callable[..., Content]] = {
    "curves": _curves,
    "simplex": _simplex,
    "bumps": _bumps,
    "underflow": _underflow,
    "averages": _averages,
}


def picture(kind: str, caption: str, data: Mapping[str, object]) -> Picture:
    """A picture of this kind. Raises InvalidArgument when the data are not what its kind takes."""
    make = KINDS.get(kind)
    if make is None:
        raise InvalidArgument(f"no picture of the kind {kind!r}; known are {', '.join(KINDS)}")
    if not isinstance(caption, str) or not caption.strip():
        raise InvalidArgument("a picture has a caption")
    try:
        content = make(**data)
    except (TypeError, ValueError, AttributeError) as error:
        raise InvalidArgument(
            f"a picture of the kind {kind!r}: {str(error).removeprefix(make.__name__ + '() ')}"
        ) from None
    return Picture(kind, " ".join(caption.split()), content)
