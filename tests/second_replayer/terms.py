"""Types and terms of the second replayer: numbers of rows, by the page of the certificates' format alone."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from typing import Any

from tests.second_replayer.polynomials import need, rational, refuse

sys.setrecursionlimit(max(sys.getrecursionlimit(), 20_000))

TERMS_DEEP = 4000
VAR, CONST, APP, LAM, BOUND = range(5)
TYPE_NAME = re.compile(r"['%][A-Za-z0-9_'%]*")
NUMERAL = re.compile(r"#(0|-?[1-9][0-9]*)(/[1-9][0-9]*)?")
SHOWN = 200_000

Type = tuple[Any, ...]
"""``(name, argument, ...)``: types of one form are equal."""
REAL, BOOL = ("real",), ("bool",)


def function(*types: Type) -> Type:
    result = types[-1]
    for t in reversed(types[:-1]):
        result = ("fun", t, result)
    return result


def finite(t: Type) -> bool:
    return t[0] == "bool" or t[0][0] == "%" or (t[0] in ("fun", "pair") and all(map(finite, t[1:])))


def is_type_variable(t: Type) -> bool:
    return t[0][0] in "'%"


def type_with(t: Type, values: dict[Type, Type]) -> Type:
    if len(t) == 1:
        return values.get(t, t)
    return (t[0], *(type_with(a, values) for a in t[1:]))


def is_instance(pattern: Type, t: Type, values: dict[Type, Type]) -> bool:
    if is_type_variable(pattern):
        return values.setdefault(pattern, t) == t and (pattern[0][0] == "'" or finite(t))
    if pattern[0] != t[0] or len(pattern) != len(t):
        return False
    return all(is_instance(p, u, values) for p, u in zip(pattern[1:], t[1:], strict=True))


def read_type(row: Any, types: list[Type]) -> Type:
    need(type(row) is list and row and type(row[0]) is str, "not a row of types")
    arity = {"real": 0, "bool": 0, "nat": 0, "fun": 2, "pair": 2}.get(row[0])
    if arity is None:
        need(TYPE_NAME.fullmatch(row[0]) and len(row[0]) <= 200, "not a type")
        arity = 0
    need(len(row) == arity + 1, "a type with another number of arguments")
    made = (row[0], *(at(types, i) for i in row[1:]))
    need(size_of(made) <= 400, "a type too large")
    return made


def size_of(t: Type) -> int:
    todo, size = [t], 0
    while todo and size <= 400:
        t = todo.pop()
        size += 1
        todo += t[1:]
    return size


def at(table: list[Any], index: Any) -> Any:
    need(type(index) is int and 0 <= index < len(table), "an index that points nowhere")
    return table[index]


class Terms:
    """Normal terms, each form once: a term is its number. ``parts``: the tag and what belongs to it."""

    def __init__(self, constants: dict[str, Type]) -> None:
        self.constants = constants
        self.parts: list[tuple[Any, ...]] = []
        self.type: list[Type] = []
        self.loose: list[int] = []
        """How many abstractions around a term it takes to bind all of its indices."""
        self.free: list[frozenset[int]] = []
        self.depth: list[int] = []
        self._number: dict[tuple[Any, ...], int] = {}

    def _made(self, parts: tuple[Any, ...], ty: Type, loose: int, free: frozenset[int], depth: int) -> int:
        number = self._number.get(parts)
        if number is None:
            need(depth <= TERMS_DEEP, "a term too deep")
            number = self._number[parts] = len(self.parts)
            self.parts.append(parts)
            self.type.append(ty)
            self.loose.append(loose)
            self.free.append(frozenset((number,)) if parts[0] == VAR else free)
            self.depth.append(depth)
        return number

    def variable(self, name: Any, ty: Type) -> int:
        need(type(name) is str and 0 < len(name) <= 200, "not the name of a variable")
        return self._made((VAR, name, ty), ty, 0, frozenset(), 1)

    def constant(self, name: Any, ty: Type) -> int:
        need(type(name) is str, "not the name of a constant")
        if name.startswith("#"):
            need(ty == REAL and len(name) <= 4000 and NUMERAL.fullmatch(name), "not a numeral")
            need(str(rational(name[1:])) == name[1:], "a numeral that is not in lowest terms")
        else:
            need(name in self.constants and is_instance(self.constants[name], ty, {}), "no such constant at this type")
        return self._made((CONST, name, ty), ty, 0, frozenset(), 1)

    def index(self, i: Any, ty: Type) -> int:
        need(type(i) is int and 0 <= i < TERMS_DEEP, "not an index")
        return self._made((BOUND, i, ty), ty, i + 1, frozenset(), 1)

    def apply(self, f: int, x: int) -> int:
        ty = self.type[f]
        need(ty[0] == "fun" and ty[1] == self.type[x], "applied to what is of another type")
        if self.parts[f][0] == LAM:
            return self._contracted(self.parts[f][2], x, 0, {})
        return self._made(
            (APP, f, x), ty[2], max(self.loose[f], self.loose[x]), self.free[f] | self.free[x],
            max(self.depth[f], self.depth[x]) + 1,
        )  # fmt: skip

    def abstraction(self, ty: Type, body: int) -> int:
        self._index_has_type(body, 0, ty, set())
        return self._lambda(ty, body)

    def _lambda(self, ty: Type, body: int) -> int:
        parts = self.parts[body]
        if parts[0] == APP and self.parts[parts[2]][:2] == (BOUND, 0) and not self._has_index(parts[1], 0, {}):
            return self._raised(parts[1], -1, 0, {})
        return self._made(
            (LAM, ty, body), ("fun", ty, self.type[body]), max(self.loose[body] - 1, 0), self.free[body],
            self.depth[body] + 1,
        )  # fmt: skip

    def _index_has_type(self, t: int, i: int, ty: Type, seen: set[tuple[int, int]]) -> None:
        if self.loose[t] <= i or (t, i) in seen:
            return
        seen.add((t, i))
        parts = self.parts[t]
        if parts[0] == BOUND:
            need(parts[1] != i or parts[2] == ty, "an index of another type than its abstraction")
        elif parts[0] == APP:
            self._index_has_type(parts[1], i, ty, seen)
            self._index_has_type(parts[2], i, ty, seen)
        else:
            self._index_has_type(parts[2], i + 1, ty, seen)

    def _has_index(self, t: int, i: int, known: dict[tuple[int, int], bool]) -> bool:
        if self.loose[t] <= i:
            return False
        parts = self.parts[t]
        if parts[0] == BOUND:
            return bool(parts[1] == i)
        if (t, i) not in known:
            known[t, i] = (
                self._has_index(parts[1], i, known) or self._has_index(parts[2], i, known)
                if parts[0] == APP
                else self._has_index(parts[2], i + 1, known)
            )
        return known[t, i]

    def _rebuilt(self, t: int, i: int, memo: dict[tuple[int, int], int], stop: Callable[[int, int], int | None]) -> int:
        """The term with what ``stop`` gives in place of parts of it; ``i`` abstractions stand around."""
        found = memo.get((t, i))
        if found is None:
            found = stop(t, i)
            if found is None:
                parts = self.parts[t]
                if parts[0] == APP:
                    found = self.apply(self._rebuilt(parts[1], i, memo, stop), self._rebuilt(parts[2], i, memo, stop))
                else:
                    found = self._lambda(parts[1], self._rebuilt(parts[2], i + 1, memo, stop))
            memo[t, i] = found
        return found

    def _raised(self, t: int, by: int, i: int, memo: dict[tuple[int, int], int]) -> int:
        def stop(t: int, i: int) -> int | None:
            if self.loose[t] <= i:
                return t
            parts = self.parts[t]
            return self.index(parts[1] + by, parts[2]) if parts[0] == BOUND else None

        return t if by == 0 else self._rebuilt(t, i, memo, stop)

    def _contracted(self, t: int, x: int, i: int, memo: dict[tuple[int, int], int]) -> int:
        def stop(t: int, i: int) -> int | None:
            if self.loose[t] <= i:
                return t
            parts = self.parts[t]
            if parts[0] != BOUND:
                return None
            return self._raised(x, i, 0, {}) if parts[1] == i else self.index(parts[1] - 1, parts[2])

        return self._rebuilt(t, i, memo, stop)

    def abstracted(self, v: int, t: int) -> int:
        """v -> t"""
        need(self.parts[v][0] == VAR and not self.loose[t], "abstracted over what is no variable")

        def stop(t: int, i: int) -> int | None:
            if t == v:
                return self.index(i, self.type[v])
            return t if v not in self.free[t] else None

        return self._lambda(self.type[v], self._rebuilt(t, 0, {}, stop))

    def substituted(self, t: int, values: dict[int, int], memo: dict[tuple[int, int], int]) -> int:
        def stop(t: int, i: int) -> int | None:
            return values.get(t, t) if self.parts[t][0] == VAR or self.free[t].isdisjoint(values) else None

        # Values are closed, so that the abstractions around do not matter.
        return self._rebuilt(t, 0, memo, lambda t, i: stop(t, 0))

    def at_types(self, t: int, values: dict[Type, Type], memo: dict[int, int]) -> int:
        if t not in memo:
            parts = self.parts[t]
            if parts[0] == APP:
                made = self.apply(self.at_types(parts[1], values, memo), self.at_types(parts[2], values, memo))
            elif parts[0] == LAM:
                made = self._lambda(type_with(parts[1], values), self.at_types(parts[2], values, memo))
            else:
                make = {VAR: self.variable, CONST: self.constant, BOUND: self.index}[parts[0]]
                made = make(parts[1], type_with(parts[2], values))
            memo[t] = made
        return memo[t]

    def read(self, row: Any, types: list[Type], terms: list[int]) -> int:
        need(type(row) is list and len(row) == 3 and type(row[0]) is int, "not a row of terms")
        tag, a, b = row
        if tag == APP:
            return self.apply(at(terms, a), at(terms, b))
        if tag == LAM:
            return self.abstraction(at(types, a), at(terms, b))
        make = {VAR: self.variable, CONST: self.constant, BOUND: self.index}.get(tag)
        return make(a, at(types, b)) if make is not None else refuse("no such tag")

    # ---- words of logic ----

    def equation(self, a: int, b: int) -> int:
        ty = self.type[a]
        return self.apply(self.apply(self.constant("eq", function(ty, ty, BOOL)), a), b)

    def implication(self, p: int, q: int) -> int:
        return self.apply(self.apply(self.constant("imp", function(BOOL, BOOL, BOOL)), p), q)

    def operands(self, name: str, t: int) -> list[int] | None:
        """The arguments, when t is this constant applied to some."""
        arguments: list[int] = []
        while self.parts[t][0] == APP:
            _, t, x = self.parts[t]
            arguments.insert(0, x)
        return arguments if self.parts[t][:2] == (CONST, name) else None

    def two(self, name: str, t: int) -> tuple[int, int] | None:
        found = self.operands(name, t)
        return (found[0], found[1]) if found is not None and len(found) == 2 else None

    def text(self, root: int) -> str:
        out: list[str] = []
        todo: list[Any] = [root]
        left = SHOWN
        while todo and left > 0:
            item = todo.pop()
            left -= 1
            if type(item) is str:
                out.append(item)
                continue
            parts = self.parts[item]
            if parts[0] == BOUND:
                out.append(f"_{parts[1]}")
            elif parts[0] in (VAR, CONST):
                out.append(parts[1].lstrip("#"))
            elif parts[0] == LAM:
                out.append("(\\")
                todo += [")", parts[2]]
            else:
                arguments: list[int] = []
                while self.parts[item][0] == APP:
                    _, item, x = self.parts[item]
                    arguments.insert(0, x)
                left -= len(arguments)
                pieces: list[Any] = [item, "("]
                for k, x in enumerate(arguments):
                    pieces += [", ", x] if k else [x]
                todo += reversed([*pieces, ")"])
        return "".join(out) + ("..." if todo else "")
