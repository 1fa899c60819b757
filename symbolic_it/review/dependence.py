"""Names of which the note says that they depend on others: they are no constants where these run, or are differentiated in."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from contextlib import suppress

from symbolic_it.notes import syntax as s
from symbolic_it.notes.expansion import ExpansionError, expand
from symbolic_it.notes.letters import is_law_name, is_notion, is_parameter, parameter_of, split_arguments
from symbolic_it.notes.parsing.stream import NotRead
from symbolic_it.notes.rows import chains
from symbolic_it.notes.symbols import Symbols, Unclear, bound_heads, key_of, names_bound
from symbolic_it.notes.tokens import tokenize
from symbolic_it.review.condition_words import MATH
from symbolic_it.review.steps import Context
from symbolic_it.review.ties_in_words import ties_in_words

_TIES = ("=", ":=", "==", "~=", "propto", "~")
_OF_DATA = re.compile(
    r"\b(?:data|dataset|datum|observ\w*|measur\w*|samples?|targets?|labels?|training|likelihood|regression|least[- ]squares|noise|noisy|residual\w*|loss|responses?|gaussian|normal(?:ly)?)\b|\\(?:var)?epsilon\S{0,4}\s*\\sim"
    r"|数据|观测|测量|样本|标签|目标值|训练|似然|回归|最小二乘|噪声|误差|残差|损失",
    re.IGNORECASE,
)
"""Words by which y = w x + epsilon tells how data come about, which are given."""
_TIED = re.compile(r"=|\\(?:approx|propto|triangleq|coloneqq|equiv|sim)(?![a-z])|∝|≈")
_CLOSING = re.compile(r"^(?:\$\$?|\\\)|\\\]|(?:\\end\{[A-Za-z]+\*?\}\s*)+(?:\$\$|\\\])?)")
_OUTCOMES = frozenset("xyzXYZ")
"""What an expectation under a law alone runs over, by custom."""
MOST_NAMES = 1
"""On a left side that still says what its names are: 2c = theta^2."""


def remember(symbols: Symbols, chain: s.Chain, section: int, words: str) -> None:
    """Keeps what the relations of a chain say that its names depend on, where they say what these are.

    What another section said of them does not count any more; ``words``: the text of this section up to here.
    """
    if chain.continued:
        return
    for k, sign in enumerate(chain.signs):
        if sign.op not in _TIES or isinstance(chain.sides[k], s.Unread):
            return
        _tie(symbols, chain.sides[k], sign.op, chain.sides[k + 1 :], section, words)
        if not isinstance(chain.sides[k + 1], s.Name):
            return


def _tie(symbols: Symbols, left: s.Node, op: str, others: Sequence[s.Node], section: int, words: str) -> None:
    right = others[0]
    noise = right.right if isinstance(right, s.Binary) and right.op == "+" else None
    if isinstance(noise, s.Name) and noise.head in ("epsilon", "varepsilon") and (noise.sub or _OF_DATA.search(words)):
        symbols.depends.pop(key_of(left), None)
        return  # y = f_theta(x) + epsilon says how the data come about, which are given
    if isinstance(left, s.Call) and (is_notion(left) or is_law_name(left.function)):
        if not any(map(is_parameter, left.arguments)):
            return  # H(x, y) = .., p(z | x) = ..: nothing is said of the outcomes
    function = left.function if isinstance(left, s.Call) and not is_notion(left) else None
    if isinstance(left, s.Call) and any(isinstance(a, (s.Binary, s.Minus, s.Num)) for a in left.arguments):
        return  # k(1 - theta), a product
    inner = {id(x) for n in s.walk(left) if isinstance(n, s.Call) for a in n.arguments for x in s.walk(a)}
    names = [function] if isinstance(function, s.Name) else [n for n in _bare(left) if id(n) not in inner]
    if not 0 < len(names) <= MOST_NAMES or any(isinstance(n, (s.Big, s.Expectation)) for n in s.walk(left)):
        return
    inside = {x for other in others for n in s.walk(other) for x in bound_heads(n)}
    told = list(others)
    if op == "~" and isinstance(right, s.Call) and is_law_name(right.function):
        told = split_arguments(right)[1]  # (X, Y) ~ p(x, y): x and y are how the law is written
    on = {k for part in told for n in s.walk(part) if isinstance(n, s.Name) for k in _keys(n)} - inside
    if isinstance(left, s.Call):
        on |= {k for a in left.arguments for n in s.walk(a) if isinstance(n, s.Name) for k in _keys(n)}
    for name in names:
        if parameter_of(name) is None and name.head != "e":
            key = key_of(name)
            if symbols.tied_in.get(key, section) != section:
                symbols.depends.pop(key, None)
            symbols.tied_in[key] = section
            tie(symbols, key, on - _keys(name))


def tie(symbols: Symbols, name: str, on: AbstractSet[str]) -> None:
    """Says that the name depends on these."""
    if on:
        symbols.depends[name] = symbols.depends.get(name, frozenset()) | on


def told_beside(context: Context) -> dict[str, frozenset[str]]:
    """What names depend on by the words of the section up to the sentence of a step, and by the formulas behind it there."""
    own = context.scope.own
    told = ties_in_words(f"{context.told} {own}".replace("\x00", " "))
    for key, on in told_behind(own, context.rest).items():
        told[key] = told.get(key, frozenset()) | on
    return told


def told_behind(own: str, rest: str) -> dict[str, frozenset[str]]:
    """What names depend on by the formulas behind a step, in its display and its sentence: "where $c = \\log p(x)$".

    ``own``: the sentence, in which \\x00 is in the step's place; ``rest``: what of its formula stands behind it.
    """
    behind = own.partition("\x00")[2].lstrip()
    behind = behind[len(rest.strip()) :] if behind.startswith(rest.strip()) else behind
    texts = [rest, *(next(g for g in m.groups() if g) for m in MATH.finditer(_CLOSING.sub("", behind)))]
    told = Symbols()
    for text in texts:
        if _TIED.search(text) is None:
            continue
        found = tokenize(text, 0)
        with suppress(NotRead, ExpansionError, RecursionError):
            for chain in chains(expand(found.tokens, {}), found.remarks):
                if chain.signs and not chain.opened and isinstance(chain.sides[0], s.Name):
                    remember(told, chain, 0, "")
    depends = dict(told.depends)
    for _ in depends:  # a = sigma(z), z = wx
        depends = {k: on.union(*(depends.get(x, frozenset()) for x in on)) for k, on in depends.items()}
    return depends


def refuse_constants(
    sides: Sequence[s.Node], symbols: Symbols, behind: Mapping[str, frozenset[str]] | None = None
) -> None:
    """Raises Unclear where a binder or a derivative in theta has a name inside that was said to depend on theta.

    ``behind``: the same of what is said right behind the formula.
    """
    depends = {**symbols.depends}
    for key, on in (behind or {}).items():
        depends[key] = depends.get(key, frozenset()) | on
    if not depends and not symbols.random:
        return
    for node in (n for x in sides for n in s.walk(x)):
        runs = names_bound(node)
        body = getattr(node, "body", None)
        if isinstance(node, s.Derivative) and isinstance(node.variable, s.Name) and node.point is None:
            runs = runs | _keys(node.variable)
        random = symbols.random and isinstance(node, s.Expectation)
        if not (runs or random or (behind and isinstance(node, s.Expectation))) or not isinstance(body, s.Node):
            continue
        for name in _bare(body):
            if isinstance(node, s.Expectation) and key_of(name) in symbols.random - runs:
                raise Unclear(name, f"{s.spelled_name(name) or name.head} is random, as the note says")
            tied = depends.get(key_of(name), frozenset()) & runs
            at = {n.head for n in s.walk(name.sub) if isinstance(n, s.Name)} if name.sub is not None else set()
            if isinstance(node, s.Expectation) and not runs and behind:  # E_p[m] where m = log p(x)
                tied = tied | (behind.get(key_of(name), frozenset()) & _OUTCOMES)
            tied -= at  # z_k, where k runs
            if tied and not _keys(name) & runs:
                raise Unclear(name, f"{s.spelled_name(name) or name.head} depends on {min(tied)}, as the note says")


def _bare(node: s.Node) -> list[s.Name]:
    """The names that stand for values: neither a function of something, nor with an index."""
    functions = {id(n.function) for n in s.walk(node) if isinstance(n, s.Call)}
    below = {id(x) for n in s.walk(node) if isinstance(n, s.Name) and n.sub is not None for x in s.walk(n.sub)}
    return [n for n in s.walk(node) if isinstance(n, s.Name) and id(n) not in functions | below]


def _keys(name: s.Name) -> frozenset[str]:
    return frozenset((key_of(name), *((name.head,) if name.sub is not None and not name.mark else ())))
