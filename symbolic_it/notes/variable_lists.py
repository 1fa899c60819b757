"""Lists of variables X_1, ..., X_n and X_{i-1}, ..., X_1, x_{<i}, x_{1:n}, written out for one length n."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import TypeGuard

from symbolic_it.notes import syntax as s
from symbolic_it.notes.letters import CAPITALS, INDICES, OUTCOMES, is_law_name, is_notion, split_arguments
from symbolic_it.notes.symbols import Unclear

MAX_LENGTH = 3
Env = Mapping[str, int]


def has_lists(sides: Sequence[s.Node]) -> bool:
    """Whether the chain lists variables in notions, or as conditions of probabilities; p(x_1, ..., x_n) alone is a sample's."""
    listed = shifted = False
    for call in (n for x in sides for n in s.walk(x) if isinstance(n, s.Call)):
        if is_notion(call):
            parts = [b for a in call.arguments for b in (a.arguments if is_probability(a) else (a,))]
            own = isinstance(call.function, s.Name) and call.function.head in ("H", "I", "D", "KL", "DKL")
            if own and is_listing(parts) and any(map(is_of_variable, parts)):
                return True
        elif is_law_name(call.function):
            before, after = split_arguments(call)
            if is_listing(after) and letters_in(before) & letters_in(after):
                return True  # p(x_i | x_1, ..., x_{i-1}); p(y_1, ..., y_n | x_1, ..., x_n) is of a sample of pairs
            if (is_class(after) and is_listing(before)) or (is_class(before) and is_listing(after)):
                return True  # p(x_1, ..., x_d | y), p(y | x_1, ..., x_d)
            listed |= is_listing(before)
            shifted |= any(isinstance(a, s.Name) and isinstance(a.sub, s.Binary) for a in after)
    return listed and shifted  # p(x_1, ..., x_n) beside p(x_i | x_{i-1})


def is_class(nodes: Sequence[s.Node]) -> bool:
    """Whether this is one plain outcome, y or Y = y, that the variables of a list may be given, or that they may tell."""
    node = nodes[0] if len(nodes) == 1 else None
    if isinstance(node, s.Relation) and node.op == "=":
        node = node.left
    return (
        isinstance(node, s.Name)
        and node.head in (CAPITALS | set("xyzc")) - {"T", "S"}
        and not node.mark
        and node.sub is None
        and node.sup is None
    )


def is_probability(node: s.Node) -> TypeGuard[s.Call]:
    return isinstance(node, s.Call) and is_law_name(node.function)


def is_of_variable(node: s.Node) -> bool:
    """X_n, x_i, X^n: an entry that a list of variables may hold."""
    if isinstance(node, s.Relation) and node.left is not None:
        return is_of_variable(node.left)
    inner = node.base if isinstance(node, s.Power) else node
    if isinstance(inner, s.Binary) and inner.implied:
        return is_of_variable(inner.left)
    return isinstance(inner, s.Name) and inner.head in CAPITALS | OUTCOMES and not inner.mark and inner.sup is None


def letters_in(nodes: Sequence[s.Node]) -> set[str]:
    """The letters of the variables with an index, those that dots or a range stand for among them."""
    names = [n for a in nodes for n in s.walk(a) if isinstance(n, s.Name)]
    powers = [a.base for a in nodes if isinstance(a, s.Power) and power_list(a) is not None]
    return {n.head.lower() for n in names if n.sub is not None} | {
        b.head.lower() for b in powers if isinstance(b, s.Name)
    }


def is_listing(arguments: Sequence[s.Node]) -> bool:
    return any(
        isinstance(n, s.Dots) or range_below(n) is not None or power_list(n) is not None
        for a in arguments
        for n in ([*s.walk(a)] if isinstance(a, s.Binary) else [a])
    )


def lengths(sides: Sequence[s.Node]) -> str:
    """The name of the length that the lists of a chain have; empty where all of them end with a number."""
    nodes = [n for x in sides for n in s.walk(x)]
    bound = {index_of(n) for n in nodes if isinstance(n, s.Big)}
    names: set[str] = set()
    for n in nodes:
        if isinstance(n, s.Call) and (is_notion(n) or is_law_name(n.function)):
            for a in n.arguments:
                names |= {k for e in ends(a) for k in names_in(e)}
        elif isinstance(n, s.Big) and n.upper is not None and index_of(n):
            names |= names_in(n.upper)
    names -= bound
    if len(names) > 1:
        raise Unclear(None, f"lists of several lengths ({', '.join(sorted(names))}) are outside of what is read")
    return names.pop() if names else ""


def ends(node: s.Node) -> Iterator[s.Node]:
    """The indices of an entry of a list."""
    for n in s.walk(node):
        if isinstance(n, s.Name) and n.sub is not None and n.head in CAPITALS | OUTCOMES:
            bounds = range_below(n)
            yield from bounds if bounds is not None else (n.sub,)
        elif isinstance(n, s.Power) and power_list(n) is not None:
            yield n.exponent


def names_in(node: s.Node) -> set[str]:
    return {n.head for n in s.walk(node) if isinstance(n, s.Name) and len(n.head) == 1 and n.sub is None}


def range_below(node: s.Node) -> tuple[s.Node, s.Node] | None:
    """The first and the last index of x_{<i}, x_{1:n}."""
    if not isinstance(node, s.Name) or node.mark or node.sup is not None:
        return None
    sub = node.sub
    if isinstance(sub, s.Group):
        sub = sub.inner
    one = s.Num(node.start, node.end, Fraction(1), "1")
    if isinstance(sub, s.Relation) and sub.left is None and sub.right is not None and sub.op in ("<", "<="):
        last = sub.right if sub.op == "<=" else s.Binary(node.start, node.end, "-", sub.right, one)
        return one, last
    if isinstance(sub, s.Sequence) and sub.bracket == ":" and len(sub.parts) == 2:
        return sub.parts[0], sub.parts[1]
    return None


def power_list(node: s.Node) -> tuple[s.Node, s.Node] | None:
    """The first and the last index of X^n and x_1^{i-1}; x^2 is a square."""
    if not isinstance(node, s.Power) or not isinstance(node.base, s.Name) or node.base.mark:
        return None
    base = node.base
    if (
        base.head not in CAPITALS | OUTCOMES
        or not names_in(node.exponent)
        or not set("Tn") | INDICES >= names_in(node.exponent)
    ):
        return None
    one = s.Num(node.start, node.end, Fraction(1), "1")
    if base.sub is not None and not (isinstance(base.sub, s.Num) and base.sub.value == 1):
        return None
    return one, node.exponent


def index_of(big: s.Big) -> str:
    """The index of a sum or product over a range; empty for one over outcomes."""
    lower = big.lower
    if isinstance(lower, s.Relation) and lower.op in ("=", "forall"):
        lower = lower.left if lower.op == "=" else lower.right
    if isinstance(lower, s.Name) and lower.head in INDICES and lower.sub is None:
        return lower.head
    return ""


def at_length(sides: Sequence[s.Node], name: str, length: int) -> list[s.Node]:
    """The sides for lists of this length."""
    return [Writer(name, length).written(x, {name: length} if name else {}) for x in sides]


class Writer:
    def __init__(self, name: str, length: int) -> None:
        self.name, self.length = name, length

    def written(self, node: s.Node, env: Env) -> s.Node:
        if isinstance(node, s.Call) and (is_notion(node) or is_law_name(node.function)):
            return self.call(node, env)
        if isinstance(node, s.Big) and node.kind in ("sum", "prod"):
            return self.big(node, env)
        if isinstance(node, s.Name):
            return self.name_at(node, env)
        if isinstance(node, s.Binary) and (series := series_of(node)) is not None:
            return self.series(node, *series, env)
        return s.mapped(node, lambda n: self.written(n, env))

    def series(self, node: s.Binary, before: list[s.Node], last: s.Node, env: Env) -> s.Node:
        """H(X_1) + H(X_2|X_1) + ... + H(X_n|X_1, ..., X_{n-1}): the last term for each index, as the first ones show."""
        if not self.name:
            raise Unclear(node, "dots stand for what was not written out")
        terms = [self.written(own, env) for own in before[: self.length]]
        for j in range(len(before), self.length + 1):
            term = self.written(last, {**env, self.name: j})
            if j > len(before):
                terms.append(term)
            elif s.structure(terms[-1]) != s.structure(term):
                raise Unclear(node, "what dots stand for is not told")
        result = terms[0]
        for term in terms[1:]:
            result = s.Binary(node.start, node.end, node.op, result, term)
        return s.Group(node.start, node.end, result)

    def name_at(self, node: s.Name, env: Env) -> s.Node:
        if node.sub is None and node.sup is None and not node.mark and node.head in env:
            return _number(node, env[node.head])
        if node.sub is None:
            return node
        value = evaluated(node.sub, env)
        if value is not None and not isinstance(node.sub, s.Num):
            if value < 1:
                raise Unclear(node, "an index below the first is outside of what is read")
            return replace(node, sub=_number(node.sub, value))
        return node

    def big(self, node: s.Big, env: Env) -> s.Node:
        """A sum over an index as the terms; one over outcomes stays, with its list written out."""
        index = index_of(node)
        lower = node.lower
        if not index:
            if isinstance(lower, s.Sequence) and is_listing(lower.parts):
                lower = replace(lower, parts=tuple(self.entries(lower.parts, env)))
            elif lower is not None and range_below(lower) is not None:
                lower = s.Sequence(lower.start, lower.end, tuple(self.entries((lower,), env)))
            elif lower is not None:
                lower = self.written(lower, env)
            return replace(node, lower=lower, body=self.written(node.body, env))
        first = 1
        if isinstance(lower, s.Relation) and lower.op == "=":
            start = evaluated(lower.right, env) if lower.right is not None else None
            if start is None:
                raise Unclear(node, "where the sum begins is not read")
            first = start
        if node.upper is None and not self.name:
            raise Unclear(node, "where the sum ends is not told")
        last = self.length if node.upper is None else evaluated(node.upper, env)
        if last is None:
            raise Unclear(node, "where the sum ends is not read")
        if last - first > 6:
            raise Unclear(node, "the sum is too long to be written out")
        terms = [self.written(node.body, {**env, index: j}) for j in range(first, last + 1)]
        if not terms:
            return _number(node, 0 if node.kind == "sum" else 1)
        value = s.Group(node.start, node.end, terms[0])
        result: s.Node = value
        for term in terms[1:]:
            op = "+" if node.kind == "sum" else "*"
            result = s.Binary(node.start, node.end, op, result, s.Group(node.start, node.end, term))
        return s.Group(node.start, node.end, result)

    def call(self, node: s.Call, env: Env) -> s.Node:
        """H(X_1, ..., X_n | Y): the entries between strong dividers, each list written out; an empty condition is none."""
        segments: list[tuple[str, list[s.Node]]] = [("", [])]
        for k, a in enumerate(node.arguments):
            divider = node.dividers[k - 1] if k else ""
            if divider not in ("", ","):
                segments.append((divider, []))
            segments[-1][1].append(a)
        arguments: list[s.Node] = []
        dividers: list[str] = []
        for k, (divider, parts) in enumerate(segments):
            found = self.entries(parts, env)
            if not found and (k == 0 or divider != "|"):
                raise Unclear(node, "a list of variables is empty")
            for j, entry in enumerate(found):
                if arguments:
                    dividers.append(divider if j == 0 else ",")
                arguments.append(entry)
        return replace(
            node, function=self.written(node.function, env), arguments=tuple(arguments), dividers=tuple(dividers)
        )

    def entries(self, parts: Sequence[s.Node], env: Env) -> list[s.Node]:
        """The entries of a list with those that dots stand for."""
        flat = [b for a in parts for b in juxtaposed(a)]
        found: list[s.Node] = []
        at = 0
        while at < len(flat):
            item = flat[at]
            run = at
            while run + 1 < len(flat) and not isinstance(flat[run], s.Dots) and index_in(flat[run]) is not None:
                run += 1
            if isinstance(flat[run], s.Dots) and run > at and run + 1 == len(flat) and self.name:  # X_1, X_2, ...
                size = s.Name(flat[run].start, flat[run].end, self.name)
                found += self.between(flat[at:run], flat[run], _with_index(flat[at], size), env)
                at = run + 1
                continue
            if isinstance(flat[run], s.Dots) and run > at and run + 1 < len(flat):
                found += self.between(flat[at:run], flat[run], flat[run + 1], env)
                at = run + 2
                continue
            bounds = range_below(item) or power_list(item)
            base = item.base if isinstance(item, s.Power) else item
            if isinstance(item, s.Dots):
                raise Unclear(item, "what dots stand for is not told")
            if bounds is not None and isinstance(base, s.Name):
                first, last = (evaluated(b, env) for b in bounds)
                if first is None or last is None:
                    raise Unclear(item, "the ends of a list are not read")
                found += [
                    replace(base, start=item.start, end=item.end, sub=_number(item, j)) for j in range(first, last + 1)
                ]
            else:
                found.append(self.written(item, env))
            at += 1
        if len(found) > 6:
            raise Unclear(None, "the list is too long to be written out")
        return found

    def between(self, before: Sequence[s.Node], dots: s.Node, last: s.Node, env: Env) -> list[s.Node]:
        """X_1, X_2, ..., X_n; the other way round where the last index is a number and the first is none: X_{i-1}, ..., X_1."""
        sub, end = index_in(before[0]), index_in(last)
        if sub is None or end is None or any(alike(b) != alike(last) for b in before):
            raise Unclear(dots, "what dots stand for is not told")
        first, final = evaluated(sub, env), evaluated(end, env)
        if first is None or final is None:
            raise Unclear(dots, "the ends of a list are not read")
        down = isinstance(end, s.Num) and not isinstance(sub, s.Num)
        for k, b in enumerate(before):
            own = index_in(b)
            value = evaluated(own, env) if own is not None else None
            if value != (first - k if down else first + k):
                raise Unclear(dots, "what dots stand for is not told")
        low, high = (final, first) if down else (first, final)
        if low < 1:
            raise Unclear(dots, "an index below the first is outside of what is read")
        order = range(high, low - 1, -1) if down else range(low, high + 1)
        return [_with_index(last, _number(last, j)) for j in order]


def series_of(node: s.Binary) -> tuple[list[s.Node], s.Node] | None:
    """The first terms and the last of a sum or a product with dots in it."""
    if node.op not in ("+", "*"):
        return None
    terms: list[s.Node] = []
    todo: list[s.Node] = [node]
    while todo:
        n = todo.pop()
        if isinstance(n, s.Binary) and n.op == node.op:
            todo += [n.right, n.left]
        else:
            terms.append(n)
    places = [k for k, n in enumerate(terms) if isinstance(n, s.Dots)]
    if places != [len(terms) - 2] or len(terms) < 3:
        if places:
            raise Unclear(node, "dots stand for what was not written out")
        return None
    return terms[:-2], terms[-1]


def juxtaposed(node: s.Node) -> list[s.Node]:
    """x_1 x_2 ... x_n without commas."""
    if isinstance(node, s.Binary) and node.op == "*":
        parts = [*juxtaposed(node.left), *juxtaposed(node.right)]
        if any(isinstance(n, s.Dots) for n in parts) or all(isinstance(n, s.Name) and n.sub is not None for n in parts):
            return parts
    return [node]


def index_in(node: s.Node) -> s.Node | None:
    """The index of X_i, and of X_i = x_i where both have the same."""
    if isinstance(node, s.Relation):
        if node.op != "=" or not isinstance(node.left, s.Name) or not isinstance(node.right, s.Name):
            return None
        return node.left.sub if s.structure(node.left.sub) == s.structure(node.right.sub) else None
    plain = isinstance(node, s.Name) and not node.mark and node.sup is None and range_below(node) is None
    return node.sub if plain and isinstance(node, s.Name) else None


def alike(node: s.Node) -> str:
    """What is the same in all entries of a list."""
    if isinstance(node, s.Relation) and isinstance(node.left, s.Name) and isinstance(node.right, s.Name):
        return f"{node.left.head}={node.right.head}"
    return node.head if isinstance(node, s.Name) else ""


def _with_index(node: s.Node, index: s.Node) -> s.Node:
    if isinstance(node, s.Relation):
        assert node.left is not None and node.right is not None
        return replace(node, left=_with_index(node.left, index), right=_with_index(node.right, index))
    assert isinstance(node, s.Name)
    return replace(node, sub=index)


def evaluated(node: s.Node, env: Env) -> int | None:
    """The value of an index: i - 1, n, 3."""
    if isinstance(node, s.Group):
        return evaluated(node.inner, env)
    if isinstance(node, s.Num):
        return int(node.value) if node.value.denominator == 1 else None
    if isinstance(node, s.Name):
        return env.get(node.head) if node.sub is None and not node.mark and node.sup is None else None
    if isinstance(node, s.Binary) and node.op in "+-":
        left, right = evaluated(node.left, env), evaluated(node.right, env)
        if left is not None and right is not None:
            return left + right if node.op == "+" else left - right
    return None


def _number(node: s.Node, value: int) -> s.Num:
    return s.Num(node.start, node.end, Fraction(value), str(value))
