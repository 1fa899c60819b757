"""Sums, products and integrals: their bounds, and how far their bodies reach."""

from __future__ import annotations

from symbolic_it.notes import syntax as s
from symbolic_it.notes.letters import is_notion, split_arguments
from symbolic_it.notes.lexicon import BIG, RELATIONS
from symbolic_it.notes.parsing.scripts import Scripts
from symbolic_it.notes.parsing.stream import NotRead
from symbolic_it.notes.tokens import LETTER, SYMBOL, Token


class BigOperators(Scripts):
    """The part of `Parser` that reads sums, products and integrals."""

    def big(self, token: Token) -> s.Node:
        kind = BIG[token.text]
        lower = upper = None
        while self.sees("_", "^"):
            if self.next().text == "_":
                lower = self.script()
            else:
                upper = self.script()
        if kind == "int":
            return self.integral(token, lower, upper)
        names = bound_names(lower)
        self.bound.append(names)
        body = self.signed() if self.sees("-") else self.term()
        while names and self.sees("+", "-") and self.goes_on(names):
            if kind == "prod":
                raise self.stuck("the product and what is added to it share an index: brackets are missing")
            op = self.next()
            right = self.term()
            self.remark("scope", body.start, right.end, ", ".join(sorted(names)))
            body = s.Binary(body.start, right.end, op.text, body, right)
        self.bound.pop()
        if kind == "prod" and isinstance(body, s.Binary) and body.op == "*" and isinstance(body.right, s.Big):
            after = body.right  # prod_i p_i prod_j q_j: one product beside the other
            if after.kind == "prod" and (names & bound_names(after.lower) or not names & free_names(after)):
                first = s.Big(token.start, body.left.end, kind, lower, upper, body.left)
                return s.Binary(token.start, after.end, "*", first, after, implied=True)
        return s.Big(token.start, body.end, kind, lower, upper, body)

    def summing(self) -> bool:
        """Whether a capital sigma here is a sum: what hangs on it says over what."""
        if not self.sees("_"):
            return False
        inside, depth, at = "", 0, self.at + 1
        while at < len(self.tokens):
            token = self.tokens[at]
            depth += {"{": 1, "}": -1}.get(token.text, 0) if token.kind == SYMBOL else 0
            inside += token.text
            at += 1
            if depth <= 0:
                break
            if token.text in RELATIONS:
                return True
        return inside.strip("{}") in ("x", "y", "z", "i", "j", "k")

    def goes_on(self, names: set[str]) -> bool:
        """Whether the next term still holds the bound index, which nothing outside binds."""
        if any(names & outer for outer in self.bound[:-1]):
            return False
        at, remarks = self.at, len(self.remarks)
        tokens = list(self.tokens)
        try:
            self.next()
            term = self.term()
        except NotRead:
            return False
        finally:
            self.at, self.tokens = at, tokens
            del self.remarks[remarks:]
        return bool(names & free_names(term))

    def integral(self, token: Token, lower: s.Node | None, upper: s.Node | None) -> s.Node:
        if self.differential_here():  # \int dx p(x)
            differential = self.differentials()
            body = self.signed()
            return s.Big(token.start, self.last(), "int", lower, upper, body, differential)
        self.integrals += 1
        body = self.signed()
        while self.sees("+", "-") and self.differential_ahead():
            op = self.next()
            right = self.term()
            body = s.Binary(body.start, right.end, op.text, body, right)
        self.integrals -= 1
        differential = ""
        if self.differential_here():
            differential = self.differentials()
        else:
            self.remark("no-differential", token.start, body.end)
        node: s.Node = s.Big(token.start, self.last(), "int", lower, upper, body, differential)
        return node

    def differentials(self) -> str:
        """dx, dx dy: the names of the variables, with spaces between them."""
        names = []
        while self.differential_here():
            self.next()
            names.append(s.spelled_name(self.primary(plain=True)))
        return " ".join(names)

    def differential_ahead(self) -> bool:
        depth, at = 0, self.at
        while at < len(self.tokens):
            token = self.tokens[at]
            if token.text in ("(", "[", "{"):
                depth += 1
            elif token.text in (")", "]", "}"):
                depth -= 1
            if depth < 0 or (not depth and token.text in RELATIONS) or token.text == r"\int":
                return False
            if not depth and token.text == "d" and at + 1 < len(self.tokens) and self.tokens[at + 1].kind == LETTER:
                return True
            at += 1
        return False


def bound_names(lower: s.Node | None) -> set[str]:
    """The names that a sum's lower bound binds."""
    if lower is None:
        return set()
    parts = lower.parts if isinstance(lower, s.Sequence) else (lower,)
    found: set[str] = set()
    for part in parts:
        while isinstance(part, s.Relation) and part.left is not None:
            part = part.left
        if isinstance(part, s.Name):
            found.add(part.head)
        elif isinstance(part, s.Binary):  # \sum_{xy}
            found |= {n.head for n in s.walk(part) if isinstance(n, s.Name)}
    return found


def free_names(node: s.Node) -> set[str]:
    """The heads of names that no sum inside binds."""
    if isinstance(node, s.Name):
        found = {node.head}
        for part in (node.sub, node.sup):
            found |= free_names(part) if part is not None else set()
        return found
    if isinstance(node, s.Call) and is_notion(node):  # D(q(z) || p(z|x)) binds z itself
        return condition_names(node)
    found = set()
    for child in s.children(node):
        found |= free_names(child)
    if isinstance(node, s.Big):
        found -= bound_names(node.lower)
    return found


def condition_names(notion: s.Call) -> set[str]:
    """The heads of names in what an entropy or a divergence is conditioned on: x of H(Y|X=x) and D(q(z) || p(z|x))."""
    before, after = split_arguments(notion)
    found: set[str] = set()
    for argument in (*before, *after):
        if isinstance(argument, s.Call):
            for given in split_arguments(argument)[1]:
                found |= free_names(given)
        elif argument in after or not isinstance(argument, s.Name):
            found |= free_names(argument)
        elif argument.sub is not None:
            found |= free_names(argument.sub)
    return found
