"""The note's own names: what a relation defines, and sides with the names replaced by what they stand for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import replace

from symbolic_it.notes import syntax as s
from symbolic_it.notes.coordinates import bare, index_parts, is_index
from symbolic_it.notes.letters import CAPITALS, is_law_name, is_notion
from symbolic_it.notes.squared_parameters import is_square
from symbolic_it.notes.symbols import Meaning, Symbols, Unclear, bound_heads, key_of, names_bound, substituted
from symbolic_it.review.factors import is_factor, is_number_before, primed

MAX_EXPANSIONS = 12


class OwnNames:
    """Expands and finds definitions by the table of symbols, which it does not change."""

    def __init__(
        self, symbols: Symbols, beside: Mapping[str, Meaning] | None = None, kept: AbstractSet[str] = frozenset()
    ) -> None:
        """``beside``: definitions for one chain, which come before those of the table; ``kept``: names not expanded."""
        self.symbols = symbols
        self.beside = beside or {}
        self.kept: set[str] = set(kept)
        """Names that are not expanded here: what a derivative is taken in."""
        self.bound: AbstractSet[str] = frozenset()
        self.parameters: AbstractSet[str] = frozenset()
        """Names that something around binds: there they are not the note's own. Parameters of a definition are among them."""

    @property
    def meanings(self) -> Mapping[str, Meaning]:
        known = {**self.symbols.meanings, **self.beside} if self.beside else self.symbols.meanings
        return {k: m for k, m in known.items() if k not in self.bound} if self.bound else known

    def expanded(self, node: s.Node, bound: Iterable[str] = ()) -> s.Node:
        """The side with the note's own names replaced by what they stand for; parameters of a definition are ``bound``."""
        self.bound = self.parameters = frozenset(bound)
        try:
            for _ in range(MAX_EXPANSIONS):
                new = self._once(node)
                if new is node:
                    return node
                node = new
        finally:
            self.bound = frozenset()
        raise Unclear(node, "a name is defined by itself")

    def _once(self, node: s.Node) -> s.Node:
        around = self.bound
        self.bound = around | names_bound(node)
        try:
            return self._within(node)
        finally:
            self.bound = around

    def _within(self, node: s.Node) -> s.Node:
        meanings = self.meanings
        if self.kept:
            meanings = {k: m for k, m in meanings.items() if k not in self.kept}
        if not meanings and not any(
            isinstance(n, (s.Derivative, s.Marked)) or (isinstance(n, s.Name) and "prime" in n.mark)
            for n in s.walk(node)
        ):
            return node
        if isinstance(node, s.Call):
            f = node.function
            if isinstance(f, (s.Call, s.Group)) and (inner := self._once(f)) is not f:  # sigma(z)(1 - sigma(z))
                return replace(node, function=inner)
            known = meanings.get(law_pattern(node)) or meanings.get(key_of(f))
            if known is not None and known.parameters and len(known.parameters) == len(node.arguments):
                values = dict(zip(known.parameters, node.arguments, strict=True))
                return s.Group(node.start, node.end, substituted(known.body, values), "{")
            if known is not None and not known.parameters and isinstance(f, s.Name) and is_law_name(f):
                return replace(node, function=s.Group(f.start, f.end, known.body, "{"))
            if known is not None and not known.parameters and is_factor(node):  # y(1 - y)
                factors = s.Group(f.start, f.end, known.body, "{"), s.Group(node.start, node.end, node.arguments[0])
                return s.Binary(node.start, node.end, "*", *factors, implied=True)
            factor = (
                len(node.arguments) == 1
                and isinstance(node.arguments[0], (s.Binary, s.Minus, s.Num))
                and not node.dividers
            )
            if factor and isinstance(f, s.Name) and index_parts(f):
                known = meanings.get(component_key(f))  # p_j (1 - p_i)
                if known is not None:
                    return s.Binary(node.start, node.end, "*", f, s.Group(node.start, node.end, node.arguments[0]))
            if known is not None and not known.parameters and is_number_before(node):
                return replace(node, function=s.Group(f.start, f.end, known.body, "{"))
            slope = self.primed_call(node, meanings)
            if slope is not None:
                return slope
        if isinstance(node, s.Marked) and set(node.mark.split()) == {"prime"}:
            return primed(node)
        if isinstance(node, s.Derivative) and isinstance(node.variable, s.Name):
            if index_parts(node.variable):
                return self.partial(node, node.variable)
            if isinstance(node.body, s.Name):
                return self.derivative_of_name(node, node.variable, node.body)
            return self.derivative(node, node.variable)
        if is_square(node) and (known := meanings.get(square_key(node))) is not None:
            return s.Group(node.start, node.end, known.body, "{")
        if isinstance(node, s.Name):
            known = meanings.get(key_of(node))
            if known is not None and not known.parameters:
                self.refuse_captured(node, known)
                return s.Group(node.start, node.end, self.body_of(known), "{")
            known = meanings.get(component_key(node)) if node.sub is not None else None
            if known is not None and node.sub is not None:
                value = substituted(self.body_of(known), {known.parameters[0]: node.sub})
                return s.Group(node.start, node.end, value, "{")
            return node
        if isinstance(node, s.Cases):
            rows = tuple((self._once(value), when) for value, when in node.rows)
            return (
                node
                if all(a is b for (a, _), (b, _) in zip(rows, node.rows, strict=True))
                else replace(node, rows=rows)
            )
        return s.mapped(node, self._once, ("function", "below", "lower", "variable"))

    def refuse_captured(self, node: s.Name, known: Meaning) -> None:
        """Raises Unclear where c, which the note defines as p(x) for one x, stands in a sum over x."""
        if node.sub is not None:
            return
        caught = (self.bound - self.parameters) & {
            key_of(n) for n in s.walk(known.body) if isinstance(n, s.Name)
        } - bound_in(known.body)
        if caught:
            raise Unclear(node, f"{node.head} was defined for one {min(caught)}, and here {min(caught)} runs")

    def primed_call(self, node: s.Call, meanings: Mapping[str, Meaning]) -> s.Node | None:
        """f'(x), f''(x): the derivative of a function that the note defines, or of the binary entropy or the logistic function."""
        f = node.function
        marks = f.mark.split() if isinstance(f, s.Name) else []
        if not isinstance(f, s.Name) or set(marks) != {"prime"} or len(node.arguments) != 1:
            return None
        plain, at = replace(f, mark=""), node.arguments[0]
        known = meanings.get(law_pattern(replace(node, function=plain))) or meanings.get(key_of(plain))
        notion = known is None and f.head in ("H", "h", "sigma")
        if not notion and (known is None or len(known.parameters) != 1):
            return None
        around = {key_of(n) for x in (at, *((known.body,) if known is not None else ())) for n in s.walk(x)}
        names = [s.Name(f.start, f.end, head) for head in ("t", "u", "v", "w") if head not in around]
        own = {*known.parameters} if known is not None else set()
        body_names = (
            {key_of(n) for n in s.walk(known.body) if isinstance(n, s.Name)} - own if known is not None else set()
        )
        itself = isinstance(at, s.Name) and key_of(at) not in body_names and key_of(at) not in meanings
        if not itself and not names:
            return None
        variable, point = (
            (at, None) if itself and isinstance(at, s.Name) else (names[0], s.Group(at.start, at.end, at, "{"))
        )
        if known is None:
            body: s.Node = replace(node, function=plain, arguments=(variable,))
        else:
            body = s.Group(node.start, node.end, substituted(known.body, {known.parameters[0]: variable}), "{")
        return s.Derivative(node.start, node.end, "d", variable, len(marks), body, point)

    def derivative_of_name(self, node: s.Derivative, variable: s.Name, body: s.Name) -> s.Node:
        """dL/da: L by what it is defined to be, as a function of a, at what a is defined to be."""
        meanings = {k: m for k, m in self.meanings.items() if k not in self.kept}
        own = meanings.get(key_of(variable))
        if node.point is None and own is not None and not own.parameters:
            return replace(node, point=s.Group(variable.start, variable.end, own.body, "{"))
        known = meanings.get(key_of(body))
        if known is None and body.head in ("sigma", "H", "h"):
            return replace(node, body=s.Call(node.start, node.end, body, (variable,), ()))
        if known is not None and len(known.parameters) == 1:
            inside = substituted(known.body, {known.parameters[0]: variable})
            return replace(node, body=s.Group(body.start, body.end, inside, "{"))
        if known is not None and (not known.parameters or key_of(variable) in known.parameters):
            inside = known.body
            if known.written is not None and not _holds(inside, variable) and _holds(known.written, variable):
                inside = known.written  # L by y_hat, before what that is defined to be was put in its place
            return replace(node, body=s.Group(body.start, body.end, inside, "{"))
        return node

    def partial(self, node: s.Derivative, variable: s.Name) -> s.Node:
        """dL/dp_i: the body with names replaced, but for p, whose definition is the point."""
        key = key_of(replace(variable, sub=None)) + "[]"
        own = self.meanings.get(key)
        if node.point is None and own is not None and key not in self.kept:
            at = index_parts(variable)
            free = {n.head for n in s.walk(own.body) if isinstance(n, s.Name)} - {own.parameters[0]}
            if len(at) != 1 or at[0].head in free - bound_in(own.body):
                raise Unclear(node, f"{at[0].head} stands for something else in the definition")
            value = substituted(own.body, {own.parameters[0]: at[0]})
            return replace(node, point=s.Group(variable.start, variable.end, value, "{"))
        if node.point is not None and (point := self._once(node.point)) is not node.point:
            return replace(node, point=point)
        before = self.kept
        self.kept = before | {key}
        try:
            whole = self.whole(node.body, key.removesuffix("[]"))
            if whole is not None:
                body: s.Node = s.Group(node.body.start, node.body.end, self.body_of(whole), "{")
            else:
                body = self._once(node.body)
        finally:
            self.kept = before
        return node if body is node.body else replace(node, body=body)

    def whole(self, body: s.Node, key: str) -> Meaning | None:
        """What L or L(w) is defined to be as a function of w, for a derivative in w_j."""
        head = body
        if isinstance(body, s.Call) and [key_of(a) for a in body.arguments] == [key]:
            head = body.function
        known = self.meanings.get(key_of(head)) if isinstance(head, s.Name) else None
        return known if known is not None and known.parameters == (key,) else None

    def body_of(self, known: Meaning) -> s.Node:
        """What a name stands for: in a derivative with the names in it that it was defined by, unless these have changed."""
        if not self.kept or known.written is None:
            return known.body
        try:
            same = OwnNames(self.symbols, self.beside).expanded(known.written) == known.body
        except Unclear:
            return known.body
        return known.written if same else known.body

    def derivative(self, node: s.Derivative, variable: s.Name) -> s.Node:
        """The body with names replaced, but for the one that it is differentiated in, which has its value as the point."""
        key = key_of(variable)
        own = self.meanings.get(key)
        if node.point is None and own is not None and not own.parameters and key not in self.kept:
            return replace(node, point=s.Group(variable.start, variable.end, own.body, "{"))
        if node.point is not None:
            point = self._once(node.point)
            if point is not node.point:
                return replace(node, point=point)
        before = self.kept
        self.kept = before | {key}
        try:
            body = self._once(node.body)
        finally:
            self.kept = before
        return node if body is node.body else replace(node, body=body)

    def defines(self, left: s.Node, right: s.Node, sign: s.Sign) -> tuple[str, tuple[str, ...]] | None:
        """(key, parameters) when the relation introduces a name of the note's own."""
        if sign.op not in ("=", ":=", "=="):
            return None
        while isinstance(left, s.Group):
            left = left.inner
        again = sign.op == ":="
        if isinstance(left, s.Function) and left.name in ("log", "ln") and left.base is None and not again:
            inner = left.argument  # log L(theta) = sum_i .. says what L is
            known = inner.function if isinstance(inner, s.Call) else inner
            likelihood = isinstance(known, s.Name) and known.head in ("L", "ell", "l") and is_explicit(right)
            return self.defines(inner, right, sign) if likelihood else None
        if isinstance(left, s.Name):
            return self.defines_name(left, right, again)
        if is_square(left):
            return (square_key(left), ()) if self.defines_square(left, right) else None
        if not isinstance(left, s.Call) or not isinstance(left.function, s.Name) or is_notion(left):
            return None
        f = left.function
        key = key_of(f)
        if (key in self.symbols.meanings and not again) or "prime" in f.mark:
            return None
        names = [a for a in left.arguments if isinstance(a, s.Name)]
        if len(names) != len(left.arguments):
            listed = all(isinstance(a, (s.Name, s.Dots)) for a in left.arguments) and not is_law_name(f)
            return (key, ()) if listed and is_explicit(right) else None  # L(p_1, ..., p_n, lambda)
        inside = {key_of(n.function) for n in s.walk(right) if isinstance(n, s.Call)}
        if is_law_name(f):
            calls = [n for n in s.walk(right) if isinstance(n, s.Call) and is_law_name(n.function)]
            if calls or not is_explicit(right) or (isinstance(right, s.Num)):
                return None
            return law_pattern(left), tuple(key_of(n) for n in names)
        if any(a.sub is not None for a in names):
            return None
        return None if key in inside else (key, tuple(key_of(n) for n in names))

    def defines_name(self, left: s.Name, right: s.Node, again: bool) -> tuple[str, tuple[str, ...]] | None:
        key = key_of(left)
        indexed = indexed_key(left)
        old = self.symbols.meanings.get(key)
        if old is not None and closed_formula(old.body) and closed_formula(right):  # the next example
            again = True
        if ((indexed or key) in self.symbols.meanings and not again) or (
            left.head in ("e", "b") and not left.mark and left.sub is None
        ):
            return None
        if isinstance(right, s.Name) and {left.head, right.head} <= CAPITALS:  # X = Y: a case, not a name
            return None
        if isinstance(right, s.Num) or (isinstance(right, s.Minus) and isinstance(right.inner, s.Num)):
            return None
        if any(isinstance(n, (s.Sequence, s.Dots, s.Words)) for n in s.walk(right)):
            return None
        used = {key_of(n) for n in s.walk(right) if isinstance(n, s.Name)}
        if key in used:
            return None
        noise = right.right if isinstance(right, s.Binary) and right.op == "+" else None
        if (
            isinstance(noise, s.Name)
            and noise.head in ("epsilon", "varepsilon")
            and left.head in ("x", "y", "t", "X", "Y")
        ):
            return None  # y_i = f(x_i) + epsilon_i says how the data come about
        if indexed:
            assert isinstance(left.sub, s.Name)
            explicit = is_explicit(right) or any(isinstance(n, s.Derivative) for n in s.walk(right))
            return (indexed, (left.sub.head,)) if explicit and left.head not in ("x", "X") else None
        if is_law_name(left) and left.mark and left.sub is None and is_explicit(right):
            if not any(isinstance(n, s.Call) or (isinstance(n, s.Name) and is_law_name(n)) for n in s.walk(right)):
                return key, ()
        if is_law_name(left) and left.sub is None:
            laws = [n for n in s.walk(right) if isinstance(n, s.Name) and is_law_name(n)]
            return (
                (key, ())
                if left.head in ("M", "m", "R", "r") and laws and isinstance(right, (s.Binary, s.Group))
                else None
            )
        return key, ()

    def defines_square(self, left: s.Node, right: s.Node) -> bool:
        """Whether hat sigma^2 = (1/n) sum_i (x_i - m)^2 says what the square is, of which the note has not spoken before."""
        name = left.base if isinstance(left, s.Power) else left
        known = self.symbols.meanings.keys() & {square_key(left), key_of(name)}
        if not isinstance(name, s.Name) or not name.mark or name.sub is not None or known or not is_explicit(right):
            return False
        unread = any(isinstance(n, (s.Sequence, s.Dots, s.Words, s.Optimum, s.Derivative)) for n in s.walk(right))
        return not unread and key_of(name) not in {key_of(n) for n in s.walk(right) if isinstance(n, s.Name)}


def square_key(node: s.Node) -> str:
    """The key of a square that the note defines: hat sigma^2."""
    return f"{key_of(node.base)}^2" if isinstance(node, s.Power) else ""


def _holds(body: s.Node, variable: s.Name) -> bool:
    return any(isinstance(n, s.Name) and key_of(n) == key_of(variable) for n in s.walk(body))


def bound_in(node: s.Node) -> set[str]:
    """The names that sums bind in it."""
    return {x for n in s.walk(node) for x in bound_heads(n)}


def closed_formula(node: s.Node) -> bool:
    """Whether a side holds numbers alone, and is no single one."""
    return not any(isinstance(n, s.Name) and n.head != "e" for n in s.walk(node)) and not isinstance(node, s.Num)


def is_explicit(right: s.Node) -> bool:
    """Whether a formula says how a value is computed: it holds an operation."""
    return any(isinstance(n, (s.Binary, s.Power, s.Function, s.Big)) for n in s.walk(right))


def indexed_key(name: s.Name) -> str:
    """The key of a name with an index: q_i as ``q[]``; empty without one."""
    if isinstance(name.sub, s.Name) and name.sub.sub is None and len(name.sub.head) == 1 and name.sub.head.islower():
        return key_of(replace(name, sub=None)) + "[]"
    return ""


def component_key(name: s.Name) -> str:
    """The key of a vector at an index, which may be a word for the true class."""
    parts = index_parts(name)
    return key_of(bare(name)) + "[]" if len(parts) == 1 and is_index(parts[0]) else indexed_key(name)


def law_pattern(call: s.Call) -> str:
    """The key of a law at arguments of this shape: P(.|.;.)."""
    if not isinstance(call.function, s.Name) or not is_law_name(call.function):
        return "?"
    return f"{key_of(call.function)}({''.join(call.dividers)})"
