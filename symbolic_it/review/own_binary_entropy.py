"""The note's own binary entropy, H_b(p) = -p log p - (1-p) log(1-p): of a number p, where H_b(p) might be that of a law."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from fractions import Fraction

from symbolic_it.authoring.results import Verdict
from symbolic_it.notes import syntax as s
from symbolic_it.notes.letters import is_law_name, is_notion
from symbolic_it.notes.symbols import Symbols
from symbolic_it.review.steps import ChainReview, Context, unproved

WORDS = re.compile(r"binary entropy|entropy of a (?:coin|bernoulli)|二元熵|二值熵|二进制熵", re.IGNORECASE)
_LOGARITHMS = ("log", "ln")


def with_binary_entropies(chain: s.Chain, context: Context) -> tuple[s.Chain, bool]:
    """The chain with the formula in place of what the note defines so, or calls so in its sentence; and whether the
    section calls some notion of it a binary entropy without telling which."""
    nodes = [n for x in chain.sides for n in s.walk(x)]
    found = [n for n in nodes if isinstance(n, s.Call) and _of_letter(n) is not None]
    if not found or any(isinstance(n, s.Call) and not is_notion(n) and is_law_name(n.function) for n in nodes):
        return chain, False
    if any(isinstance(n, s.Call) and is_notion(n) and len(n.arguments) > 1 and _laws_in(n) for n in nodes):
        return chain, False  # D(p || q): p is a law
    made: dict[int, s.Node] = {}
    open_ones = False
    logs = {(n.name, s.structure(n.base)): n for n in nodes if isinstance(n, s.Function) and n.name in _LOGARITHMS}
    beside = next(iter(logs.values())) if len(logs) == 1 else None
    for n in found:
        key, letter = _key(n), _of_letter(n)
        assert letter is not None
        base = _defined(context.symbols, key, context.section)
        if base is not None and not _defines(chain):
            made[id(n)] = _formula(letter, base)
        elif base is None and key in ("H_b", "H_2", "S_2", "S_b") and not _defines(chain):
            if WORDS.search(context.scope.own):
                made[id(n)] = _formula(letter, beside)
            else:
                open_ones |= WORDS.search(context.told) is not None
    if not made:
        return chain, open_ones
    return replace(chain, sides=[_replaced(x, made) for x in chain.sides]), open_ones


def held_back(review: ChainReview) -> ChainReview:
    """The review with nothing refuted."""
    words = "it fails in general; whether the entropy is the binary one, of which the note speaks, is not told"
    outcomes = [unproved(o, words) if o.verdict is Verdict.REFUTED else o for o in review.outcomes]
    return replace(review, outcomes=[replace(o, counterexample=None, repair="") for o in outcomes])


def remember_binary_entropy(chain: s.Chain, context: Context) -> None:
    """Keeps what the chain says of the binary entropy."""
    if not chain.signs or chain.signs[0].op not in ("=", ":=", "=="):
        return
    left = chain.sides[0]
    if not isinstance(left, s.Call) or not is_notion(left):
        return
    base = _base_of(chain)
    if base is not None:
        context.symbols.binary_entropies[_key(left)] = base, context.section
    elif any(isinstance(n, s.Big) for x in chain.sides for n in s.walk(x)):
        context.symbols.binary_entropies.pop(_key(left), None)


def _defined(symbols: Symbols, key: str, section: int) -> s.Function | None:
    """A logarithm as in the definition, which holds in the whole note where a subscript marks it, else in its section."""
    known: tuple[s.Function, int] | None = symbols.asked("binary_entropies", defined_as, key)
    if known is None or (key in ("H", "S", "h") and known[1] != section):
        return None
    return known[0]


def defined_as(known: Mapping[str, tuple[s.Function, int]], key: str) -> tuple[s.Function, int] | None:
    """What is kept of this notion."""
    return known.get(key)


def _defines(chain: s.Chain) -> bool:
    return _base_of(chain) is not None


def _base_of(chain: s.Chain) -> s.Function | None:
    """The logarithm of the formula on the right, where it is -t log t - (1 - t) log(1 - t) for the t on the left."""
    letter = _of_letter(chain.sides[0]) if len(chain.sides) > 1 else None
    if letter is None:
        return None
    found: dict[str, s.Function] = {}
    for sign, term in _terms(chain.sides[1], 1):
        while isinstance(term, s.Group):
            term = term.inner
        if not isinstance(term, s.Binary) or term.op != "*" or not isinstance(term.right, s.Function):
            return None
        factor, log = _bare(term.left), term.right
        if isinstance(factor, s.Minus):
            sign, factor = -sign, _bare(factor.inner)
        inside = _bare(log.argument)
        if log.name not in _LOGARITHMS or sign != -1 or not _alike(inside, factor):
            return None
        if isinstance(factor, s.Name) and _alike(factor, letter):
            found["t"] = log
        elif isinstance(factor, s.Binary) and factor.op == "-" and isinstance(factor.left, s.Num):
            if factor.left.value == 1 and _alike(_bare(factor.right), letter):
                found["1 - t"] = log
        else:
            return None
    logs = list(found.values())
    same = len(logs) == 2 and logs[0].name == logs[1].name and s.structure(logs[0].base) == s.structure(logs[1].base)
    return logs[0] if same else None


def _terms(node: s.Node, sign: int) -> Iterator[tuple[int, s.Node]]:
    """The terms of a sum with their signs."""
    if isinstance(node, s.Minus):
        yield from _terms(node.inner, -sign)
    elif isinstance(node, s.Binary) and node.op in "+-":
        yield from _terms(node.left, sign)
        yield from _terms(node.right, sign if node.op == "+" else -sign)
    elif (
        isinstance(node, s.Group)
        and isinstance(node.inner, (s.Binary, s.Minus))
        and getattr(node.inner, "op", "-") in "+-"
    ):
        yield from _terms(node.inner, sign)
    else:
        yield sign, node


def _formula(letter: s.Name, log: s.Function | None) -> s.Node:
    """-t log t - (1 - t) log(1 - t), at the place of t."""
    at = letter.start, letter.end
    other = s.Group(*at, s.Binary(*at, "-", s.Num(*at, Fraction(1), "1"), letter))
    log = replace(log, start=letter.start, end=letter.end) if log is not None else s.Function(*at, "log", letter)
    first, second = (s.Binary(*at, "*", x, replace(log, argument=x), True) for x in (letter, other))
    return s.Group(*at, s.Binary(*at, "-", s.Minus(*at, first), second))


def _of_letter(node: s.Node) -> s.Name | None:
    """The letter t of H_b(t), where it may be a law as well."""
    if not isinstance(node, s.Call) or not is_notion(node) or len(node.arguments) != 1:
        return None
    if _key(node) not in ("H", "H_b", "H_2", "S", "S_b", "S_2", "h"):
        return None
    letter = node.arguments[0]
    if isinstance(letter, s.Name) and is_law_name(letter) and letter.head in "pqr":
        return letter if letter.sub is None and letter.sup is None and not letter.mark else None
    return None


def _key(call: s.Call) -> str:
    assert isinstance(call.function, s.Name)
    below = s.word_below(call.function.sub)
    return call.function.head + (f"_{below}" if below else "")


def _laws_in(call: s.Call) -> bool:
    return any(isinstance(a, s.Name) and is_law_name(a) for a in call.arguments)


def _bare(node: s.Node) -> s.Node:
    while isinstance(node, s.Group):
        node = node.inner
    return node


def _alike(a: s.Node, b: s.Node) -> bool:
    return s.structure(_bare(a)) == s.structure(_bare(b))


def _replaced(node: s.Node, made: dict[int, s.Node]) -> s.Node:
    if id(node) in made:
        return replace(made[id(node)], start=node.start, end=node.end)
    return s.mapped(node, lambda x: _replaced(x, made))
