"""Letters of laws that the note gives by a formula: whether the formula is a law, and what rests on it if it is not."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from symbolic_it.authoring.results import Verdict
from symbolic_it.kernel.terms import constants_of, real
from symbolic_it.language.expr import Expr
from symbolic_it.notes import syntax as s
from symbolic_it.notes.letters import is_law_name, is_notion, law_key
from symbolic_it.notes.listed import listed_numbers
from symbolic_it.notes.reading.reader import Reader
from symbolic_it.notes.symbols import Symbols, Unclear
from symbolic_it.notes.usage import analysed
from symbolic_it.review.granted import standing_conditions
from symbolic_it.review.judging import FEW, at_first, counterexample
from symbolic_it.review.own_names import is_explicit
from symbolic_it.review.relations import unify_case
from symbolic_it.review.steps import Context, Outcome
from symbolic_it.review.unnormalised import listed_in_part, said_unnormalised

CODE = "IT207"
_APART = re.compile(
    r"disjoint (support|on)|supports?\b[^.]{0,40}\b(are|is) disjoint|mutually singular|not (absolutely continuous|dominated)|\\not\s*\\ll|\\nll\b|不(相交|绝对连续)|支撑集?不同"
)
_JUDGED_GOOD = (Verdict.PROVED, Verdict.CONDITIONAL)


def keep_formula(symbols: Symbols, outcome: Outcome, section: int) -> None:
    """Keeps what a relation says that a law is, q(x) = 2 p(x): whether that is a law, is not one, or is not known."""
    left, right = outcome.left, outcome.right
    while isinstance(right, s.Group):
        right = right.inner
    if outcome.sign.op not in ("=", ":=", "=="):
        return
    alone = isinstance(left, s.Name)
    if isinstance(left, s.Name) and is_law_name(left):
        left, right = _at_an_outcome(left), _at_an_outcome(right)
    if not isinstance(left, s.Call) or left.dividers.count("|"):
        return
    f = left.function
    if not isinstance(f, s.Name) or not is_law_name(f) or not is_explicit(right):
        return
    letters = [a for a in left.arguments if isinstance(a, s.Name) and a.sub is None and a.head.islower()]
    heads = {n.head for n in s.walk(right) if isinstance(n, s.Name)}
    key = law_key(f)
    if len(letters) != len(left.arguments) or not {x.head for x in letters} & heads:
        return
    if any(isinstance(n, s.Name) and law_key(n) == key for n in s.walk(right)) or normalised(right):
        above = right.left if isinstance(right, s.Binary) and right.op == "/" else None
        numerator = above.function if isinstance(above, s.Call) else None
        if isinstance(numerator, s.Name) and is_law_name(numerator) and law_key(numerator) != key:
            symbols.formulas[law_key(numerator)] = ("no law", section)  # q~(x)/Z: Z is what q~ sums to
        return
    symbols.formulas.pop(key, None)
    status = status_of(symbols, letters, right)
    if alone and status == "no law":  # q = 1 - p may be about numbers: in this section alone
        status = f"the formula that the note gives for {key} is no probability law"
    if status:
        symbols.formulas[key] = (status, section)


def _at_an_outcome(node: s.Node) -> s.Node:
    """q = 2p as q(x) = 2 p(x); anything but sums and products of numbers and laws by their names stays what it is."""
    if isinstance(node, s.Name) and is_law_name(node):
        x = s.Name(node.end, node.end, "x")
        return s.Call(node.start, node.end, node, (x,), ())
    if isinstance(node, s.Group):
        return replace(node, inner=_at_an_outcome(node.inner))
    if isinstance(node, s.Binary):
        return replace(node, left=_at_an_outcome(node.left), right=_at_an_outcome(node.right))
    return node


def keep_numbers(symbols: Symbols, key: str, value: s.Node, section: int) -> None:
    """Keeps that the numbers of a list are those of no law: p = (0.5, 0.3)."""
    numbers = listed_numbers(value)
    if numbers is None:
        return
    symbols.formulas.pop(key, None)
    if sum(numbers) != 1 or min(numbers) < 0:
        words = f"the numbers that the note gives for {key} are those of no law: they sum to {sum(numbers)}"
        symbols.formulas[key] = (words, section)


def total_of_law(sides: Sequence[s.Node], op: str) -> str:
    """The key of the law whose values are told not to sum to one, or not said to: sum_x q(x) = 2, sum_x q(x) <= 1."""
    total, number = sides[0], sides[-1]
    if len(sides) != 2 or not isinstance(total, s.Big) or total.kind != "sum" or not isinstance(number, s.Num):
        return ""
    body = total.body
    if not isinstance(body, s.Call) or not isinstance(body.function, s.Name) or not is_law_name(body.function):
        return ""
    if len(body.arguments) != 1 or (op in ("=", ":=", "==") and number.value == 1):
        return ""
    return law_key(body.function)


def normalised(right: s.Node) -> bool:
    """e^{f(x)} / Z: by custom Z is what makes it a law."""
    while isinstance(right, s.Group):
        right = right.inner
    if not isinstance(right, s.Binary) or right.op not in ("/", "*"):
        return False
    return any(isinstance(n, s.Name) and n.head == "Z" for n in s.walk(right))


def status_of(symbols: Symbols, letters: Sequence[s.Name], right: s.Node) -> str:
    """``no law`` where the formula fails to be one for some laws, ``open`` where that is not known, else nothing."""
    total: s.Node = right
    for x in reversed(letters):
        total = s.Big(right.start, right.end, "sum", x, None, total)
    one = s.Num(right.end, right.end, Fraction(1), "1")
    zero = s.Num(right.end, right.end, Fraction(0), "0")
    worst = ""
    for side, op, number in ((total, "=", one), (right, ">=", zero)):
        try:
            usage = analysed([side, number], symbols)
            unify_case(usage)
            reader = Reader(usage, symbols)
            reader.find_sizes([side, number])
            lhs, _, statement = reader.related(side, op, number)
        except (Unclear, RecursionError):
            return "open"
        given: list[Expr] = list(reader.world.hypotheses)
        given += standing_conditions([statement], given)
        (judgement,) = at_first([statement], given)
        if judgement.verdict is Verdict.PROVED:
            continue
        laws_alone = all((v.ty.op == "fun" and v.ty.args[-1] is real) or v.name == "b" for v in lhs.term.free)
        declared = any(
            key.startswith(("function", "sequence", "real-function", "number")) for key in reader.world.known
        )
        if laws_alone and not declared and counterexample(statement, given, FEW) is not None:
            return "no law"
        worst = "open"
    return worst


def resting_on_laws(outcome: Outcome, reader: Reader, context: Context) -> Outcome:
    """The outcome of a step about letters that need not be laws: given by a formula, or said to be any numbers."""
    symbols, section = context.symbols, context.section
    if outcome.verdict not in _JUDGED_GOOD or outcome.result is None:
        return outcome
    if _APART.search(f"{context.scope.supposed} . {context.scope.own}".lower()) and _dominated(outcome):
        return unused(outcome, "the text speaks of laws of which none dominates the other")
    if symbols.integrals and outcome.sign.op in ("<", "<=", ">", ">=") and _pointwise(outcome):
        return unused(outcome, "the note integrates over its laws, and a density may be more than 1")
    said = said_to_be_numbers(f"{context.scope.supposed} . {context.scope.own}")
    said |= said_unnormalised(f"{context.told} {context.scope.own}")
    said |= listed_in_part(context.told, {n.head for n in names(outcome)})
    free = {key.partition(":")[2] for key in reader.world.known if key.startswith(("law:", "model:"))}
    if any(law_key(n) in said & free for n in names(outcome)):
        return unused(outcome, "the text says that these are numbers or functions that need not be a probability law")
    keys = {reader.usage.same.get(key, key): key for key in symbols.formulas}
    used = []
    for key, own in keys.items():
        status, place = symbols.formulas[own]
        if not {"law:" + key, "model:" + key} & set(reader.world.known) or own not in map(law_key, names(outcome)):
            continue
        if status == "no law" or place == section:
            used.append((own, status))
    if not used:
        return outcome
    if any(status == "no law" for _, status in used):
        own = next(own for own, status in used if status == "no law")
        words = f"the formula that the note gives for {own} is no probability law, so what holds of laws is not used"
        return unused(outcome, words)
    if numbers := next((status for _, status in used if status != "open"), ""):
        return unused(outcome, numbers)
    words = f"{' and '.join(own for own, _ in used)}, as given by its formula, is a probability law"
    payload = {"condition": words, "place": f"step {outcome.index}", "assumption": words, "limit": words}
    return replace(
        outcome,
        verdict=Verdict.CONDITIONAL,
        assumptions=(*outcome.assumptions, words),
        code=outcome.code or CODE,
        payload=payload,
    )


def _pointwise(outcome: Outcome) -> bool:
    """Whether it is about single values of laws."""
    nodes = [n for x in (outcome.left, outcome.right) for n in s.walk(x)]
    if any(isinstance(n, (s.Expectation, s.Derivative)) or (isinstance(n, s.Big) and n.kind == "sum") for n in nodes):
        return False
    calls = [n for n in nodes if isinstance(n, s.Call)]
    return any(is_law_name(n.function) for n in calls) and not any(is_notion(n) for n in calls)


def _dominated(outcome: Outcome) -> bool:
    """Whether it was shown where one law dominates another, or has no zeros."""
    theorem = outcome.result.theorem if outcome.result is not None else None
    used = [constants_of([h]) for h in theorem.hypotheses] if theorem is not None else []
    return any("dominated" in names or {"forall", "lt"} <= names for names in used)


def unused(outcome: Outcome, words: str) -> Outcome:
    """The outcome without what was shown of laws."""
    payload = {"residual": words, "suggestion": ""}
    return replace(outcome, verdict=Verdict.UNPROVED, code="IT501", payload=payload, assumptions=(), by=(), result=None)


def said_to_be_numbers(text: str) -> set[str]:
    """The letters that the words call unnormalised, or positive numbers or functions, and nothing that sums to one."""
    found: set[str] = set()
    for sentence in re.split(r"(?<=[.;。；])\s", text):
        lower = sentence.lower()
        if re.search(r"sum(s|ming)? to (one|1|unity)|= *1|add up|(?<!un)(?<!not )normali[sz]ed", lower):
            continue
        for m in re.finditer(
            rf"({_MATHS})\s+(?:be|is|are)\s+(?:(?:an?|any|some|all|arbitrary)\s+)*{_NUMBERS}", sentence
        ):
            found |= letters_in(m[1])
        for m in re.finditer(rf"{_NUMBERS}\s+({_MATHS})", sentence):
            found |= letters_in(m[1])
    return found


def letters_in(maths: str) -> set[str]:
    """The keys of the letters of laws in a formula that lists names."""
    marked = re.finditer(r"(?:\\(tilde|hat|bar|check)\{?\s*)?(?<![A-Za-z\\])([pqrPQR])(?![A-Za-z])", maths)
    return {m[2] + (f"_{m[1]}" if m[1] else "") for m in marked}


_MATHS = r"\$[^$]+\$(?:\s*(?:,|and|, and)\s*\$[^$]+\$)*"
_NUMBERS = (
    r"(?:un-?normali[sz]ed(?: \w+)?|(?:(?:strictly )?positive|non-?negative|real)(?: real)? (?:numbers?|weights?|functions?|reals|vectors?|measures?|sequences?)"
    r"|(?:a )?(?:score|weight|utility|reward) functions?)"
)


def names(outcome: Outcome) -> list[s.Name]:
    return [n for x in (outcome.left, outcome.right) for n in s.walk(x) if isinstance(n, s.Name)]
