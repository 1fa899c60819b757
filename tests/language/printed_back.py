"""Reading printed arithmetic back, independently of the printers: what a careful reader takes a formula to say."""

from __future__ import annotations

import re
from fractions import Fraction
from math import gcd

from symbolic_it.kernel.terms import APP, BOUND, LAM, VAR, Term, number_value, strip
from symbolic_it.language.arrangement import depends

# A tree is a tuple; bound variables are ("bound", level), counted from the outside, so that names do not matter.

Tree = tuple


def folded(tree: Tree) -> Tree:
    """The few identifications that notation makes: -3 is a numeral or a negative, 1/2 a numeral or a quotient."""
    if tree[0] == "neg" and tree[1][0] == "num":
        return ("num", -tree[1][1])
    if tree[0] == "div" and tree[1][0] == tree[2][0] == "num":
        p, q = tree[1][1], tree[2][1]
        if p.denominator == q.denominator == 1 and p >= 0 and q > 1 and gcd(int(p), int(q)) == 1:
            return ("num", p / q)
    return tree


def tree_of(t: Term, depth: int = 0, later: tuple[Tree, ...] = ()) -> Tree:
    """The tree of a term applied to further trees."""
    if t.kind == APP:
        head, args = strip(t)
        return tree_of(
            head, depth, (*(tree_of(a, depth) if a.ty.op != "fun" else ("fun", a, depth) for a in args), *later)
        )
    if t.kind == BOUND:
        return applied(("bound", depth - 1 - t.index), later)
    if t.kind == VAR:
        return applied(("free", t.name), later)
    if t.kind == LAM:
        raise AssertionError("a function stands under a binder only")
    value = number_value(t)
    if value is not None:
        return ("num", value)
    if t.name in ("sum", "prod"):
        return (t.name, body_of(later[0]))
    if t.name in ("sum_to", "prod_to"):
        return (t.name, later[0], body_of(later[1]))
    if t.name == "zero":
        return ("num", Fraction(0))
    if t.name == "suc":
        inner = later[0]
        if inner[0] == "num":
            return ("num", inner[1] + 1)
        return (
            ("add", inner[1], ("num", inner[2][1] + 1)) if inner[0] == "add" else ("add", inner, ("num", Fraction(1)))
        )
    if t.name == "of_nat":
        return later[0]
    if t.name == "log" and later[0] == ("free", "b"):
        return ("log", later[1])
    return folded((t.name, *later))


def body_of(function: Tree) -> Tree:
    _, f, depth = function
    if f.kind == LAM:
        return tree_of(f.body, depth + 1)
    return tree_of(f, depth, (("bound", depth),))


def applied(head: Tree, args: tuple[Tree, ...]) -> Tree:
    for a in args:
        head = ("app", head, a[1] if a[0] == "fun" else a)
    return head


_TEXT = re.compile(r"[0-9]+|[A-Za-z][A-Za-z0-9]*'*|\s+|.")
_LATEX = re.compile(r"\\left|\\right|\\[A-Za-z]+|\\.|[0-9]+|[A-Za-z]'*|\s+|.")
_OPERATORS = {"log", "ln", "exp"}
_BIG = {"sum", "prod"}


E: Tree = ("exp", ("num", Fraction(1)))


class Reader:
    """Precedence: sums, then products by juxtaposition, then a slash, then powers; log takes one factor, a sum sign the
    product that follows; a name followed at once by a bracket is applied."""

    def __init__(self, source: str, latex: bool, number_e: bool = False) -> None:
        """``number_e``: whether e is exp(1), since no variable of the term has this name."""
        self.number_e = number_e
        raw = (_LATEX if latex else _TEXT).findall(source)
        self.latex = latex
        self.tokens: list[str] = []
        for token in raw:
            if token in ("\\left", "\\right"):
                continue
            if latex and token[0] == "\\" and token[1:].isalpha():
                token = token[1:]
            self.tokens.append(" " if token in ("\\,", "cdot", "*") or token.isspace() else token)
        if (
            latex
        ):  # white space is nothing in mathematics; only \, and \cdot part factors, and a command's end is no gap
            self.tokens = [t for t, r in zip(self.tokens, self._raw(raw), strict=True) if not r.isspace()]
        self.at = 0
        self.scope: list[str] = []

    @staticmethod
    def _raw(raw: list[str]) -> list[str]:
        return [t for t in raw if t not in ("\\left", "\\right")]

    def peek(self) -> str:
        return self.tokens[self.at] if self.at < len(self.tokens) else ""

    def take(self, wanted: str = "") -> str:
        token = self.peek()
        assert not wanted or token == wanted, (wanted, self.tokens, self.at)
        self.at += 1
        return token

    def gap(self) -> bool:
        found = False
        while self.peek() == " ":
            self.at += 1
            found = True
        return found

    def whole(self) -> Tree:
        tree = self.sum()
        assert self.at == len(self.tokens), (self.tokens, self.at)
        return tree

    def sum(self) -> Tree:
        self.gap()
        if self.peek() == "-":
            self.take()
            tree = folded(("neg", self.product()))
        else:
            tree = self.product()
        while True:
            self.gap()
            if self.peek() not in ("+", "-"):
                return tree
            sign = "add" if self.take() == "+" else "sub"
            self.gap()
            tree = (sign, tree, self.product())

    def product(self) -> Tree:
        tree = self.slash()
        while True:
            here = self.at
            self.gap()
            if self.peek() in ("", "+", "-", ")", "]", "}", ",", "/", "^", "=", ":"):
                self.at = here
                return tree
            tree = ("mul", tree, self.slash())

    def slash(self) -> Tree:
        tree = self.power()
        if self.peek() == "/":
            self.take()
            return folded(("div", tree, self.power()))
        return tree

    def power(self) -> Tree:
        bare = self.peek() not in ("(", "[")
        tree = self.atom()
        if self.peek() != "^":
            return tree
        self.take()
        exponent = self.script()
        if bare:  # the power of a name or a number, of f_i, P(x); e^x
            assert tree[0] in ("free", "bound", "app", "num") or tree == E, tree
            if tree in (("free", "e"), E):
                return ("exp", exponent)
        return ("pow", tree, exponent)

    def script(self) -> Tree:
        if self.peek() == ("{" if self.latex else "("):
            close = "}" if self.take() == "{" else ")"
            tree = self.sum()
            self.take(close)
            return tree
        if self.peek() == "{":
            self.take()
            tree = self.sum()
            self.take("}")
            return tree
        token = self.take()
        return ("num", Fraction(token)) if token.isdigit() else self.named(token)

    def named(self, name: str) -> Tree:
        for level in range(len(self.scope) - 1, -1, -1):
            if self.scope[level] == name:
                return ("bound", level)
        return E if self.number_e and name == "e" else ("free", name)

    def atom(self) -> Tree:
        token = self.take()
        if token in ("(", "["):
            tree = self.sum()
            self.take(")" if token == "(" else "]")
            return tree
        if token.isdigit():
            return ("num", Fraction(token))
        if token == "frac":
            self.take("{")
            above = self.sum()
            self.take("}")
            self.take("{")
            below = self.sum()
            self.take("}")
            return folded(("div", above, below))
        if token in _OPERATORS:
            self.gap()
            return (token, self.atom())
        if token in _BIG:
            return self.big(token)
        assert re.fullmatch(r"[A-Za-z][A-Za-z0-9]*'*", token), (token, self.tokens)
        tree = self.named(token)
        if self.peek() == "_":
            self.take()
            tree = ("app", ("free", token), self.script())  # no bound variable here is a sequence
        while self.peek() == "(":
            self.take()
            tree = ("app", tree, self.sum())
            self.take(")")
        return tree

    def big(self, kind: str) -> Tree:
        self.take("_")
        limit = None
        if self.peek() == "{":
            self.take()
            name = self.take()
            self.gap()
            if self.peek() == "=":
                while self.peek() != "}":
                    self.take()
                limit = ()
            elif self.peek() in ("in",):
                while self.peek() != "}":
                    self.take()
            self.take("}")
        else:
            name = self.take()
        if limit is not None:
            self.take("^")
            limit = self.script()
        self.gap()
        self.scope.append(name)
        body = self.product()
        self.scope.pop()
        return (kind, body) if limit is None else (kind + "_to", limit, body)


def normal(t: Term) -> Tree:
    """A term up to what notation identifies: -3 and the negative of 3, 1/2 and 1 over 2, i and i as a real, i + 1."""
    head, args = strip(t)
    if head.kind == LAM:
        return ("lambda", "" if depends(head) else repr(head.domain), normal(head.body))
    if head.kind == BOUND:
        tree: Tree = ("bound", head.index)
    elif head.kind == VAR:
        tree = ("free", head.name)
    else:
        value = number_value(head)
        if value is not None:
            return ("num", value)
        later = [normal(a) for a in args]
        if head.name == "zero":
            return ("num", Fraction(0))
        if head.name == "of_nat" and later:
            return later[0]
        if head.name == "suc" and later:
            inner = later[0]
            if inner[0] == "num":
                return ("num", inner[1] + 1)
            if inner[0] == "add" and inner[2][0] == "num":
                return ("add", inner[1], ("num", inner[2][1] + 1))
            return ("add", inner, ("num", Fraction(1)))
        return folded((head.name, *([repr(head.ty)] if head.name == "uniform" else []), *later))
    return (tree, *(normal(a) for a in args)) if args else tree
