"""From syntax to terms: what each part of a formula means, given the roles of its letters."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from fractions import Fraction

from symbolic_it.errors import InvalidArgument
from symbolic_it.kernel.terms import real
from symbolic_it.language import declare
from symbolic_it.language.expr import Eq, Expr, Ne, Q, as_real, lift
from symbolic_it.language.notation import E as mean_of
from symbolic_it.language.notation import (
    ForAll,
    Prod,
    Sum,
    argmax,
    argmin,
    exp,
    indicator,
    ln,
    tends_to,
    tends_to_infinity,
)
from symbolic_it.language.notation import has_derivative as slope_is
from symbolic_it.notes import syntax as s
from symbolic_it.notes.notions import Notions
from symbolic_it.notes.symbols import Symbols, Unclear, key_of
from symbolic_it.notes.usage import (
    EVENTS,
    Bound,
    Usage,
    bounds_of,
    family_key,
    hangs,
    is_index,
    is_law_name,
    is_notion,
    is_parameter,
    joint_letters,
    law_key,
    outcome_letter,
    parameter_of,
    split_arguments,
    subscript_variables,
)  # fmt: skip
from symbolic_it.notes.world import World, evident_size

MAX_NUMBER = 10**40
MAX_EXPONENT = 2000


class Reader(Notions):
    """Reads the sides of one chain. ``free`` are outcomes and parameters that stand free: the statement is about all of them."""

    def __init__(self, usage: Usage, symbols: Symbols) -> None:
        self.usage, self.symbols = usage, symbols
        self.world = World(usage, symbols)
        self.bound: dict[str, Expr] = {}
        self.free: dict[str, Expr] = {}
        self.remarks: list[tuple[str, s.Node, str]] = []

    # ---- statements ------------------------------------------------------------------------------------

    def related(self, left: s.Node, op: str, right: s.Node) -> tuple[Expr, Expr, Expr]:
        """(left, right, statement) of a relation between two sides."""
        if isinstance(left, s.Derivative):
            return self.slope(left, right)
        if isinstance(left, s.Optimum) and left.kind == "lim":
            return self.limit(left, right)
        a, b = self.side(left), self.side(right)
        if a.type is not b.type and real in (a.type, b.type):
            a, b = (as_real(a), as_real(b)) if "nat" in (a.type.op, b.type.op) else (a, b)
        try:
            return a, b, self.closed(relate(a, op, b))
        except InvalidArgument as error:
            raise Unclear(right, str(error)) from None

    def closed(self, statement: Expr) -> Expr:
        """The statement about all values of what stands free in it."""
        for v in reversed(list(self.free.values())):
            if v.term in statement.term.free:
                statement = ForAll(v, statement)
        return statement

    def side(self, node: s.Node) -> Expr:
        """A side of a relation: a number, a set of maximisers, a law."""
        while isinstance(node, s.Group):
            node = node.inner
        if isinstance(node, s.Optimum) and node.kind in ("argmax", "argmin"):
            return self.maximisers(node)
        if isinstance(node, s.Name):
            if node.head in self.usage.laws and node.sub is None and key_of(node) not in self.usage.scalars:
                return self.law(node)
        return self.value(node)

    def maximisers(self, node: s.Optimum) -> Expr:
        below = node.below
        while isinstance(below, s.Relation) and below.op == "in" and below.left is not None:
            below = below.left
        if not isinstance(below, s.Name):
            raise Unclear(node, f"{node.kind} does not say over what")
        make = argmax if node.kind == "argmax" else argmin
        key = below.head
        if key in (*self.usage.models.values(), *self.usage.families.values()):
            v = self.world.parameter(key)
            with self.binding(key, v):
                return make(v, self.value(node.body))
        law = law_key(below)
        if law in self.usage.laws or any(isinstance(n, s.Call) and is_notion(n) for n in s.walk(node.body)):
            raise Unclear(node, "an optimum over laws is outside of what is read")
        v = self.world.number(key_of(below))
        body = self.value(node.body)
        inside = None
        if key in self.usage.complemented:
            from symbolic_it.language.expr import And

            inside = And(v > 0, v < 1)
        return make(v, body, inside)

    def slope(self, left: s.Derivative, right: s.Node) -> tuple[Expr, Expr, Expr]:
        if left.order != 1 or not isinstance(left.variable, s.Name) or left.kind == "nabla":
            raise Unclear(left, "only first derivatives in one variable are read")
        key = key_of(left.variable)
        if left.variable.sub is not None or key in self.usage.models.values():
            raise Unclear(left, "a derivative in a coordinate is outside of what is read")
        v = self.world.number(key)
        body, value = self.value(left.body), self.value(right)
        return body, value, self.closed(slope_is(v, body, v, value))

    def limit(self, left: s.Optimum, right: s.Node) -> tuple[Expr, Expr, Expr]:
        below = left.below
        if (
            not isinstance(below, s.Relation)
            or below.op != "->"
            or not isinstance(below.left, s.Name)
            or below.right is None
        ):
            raise Unclear(left, "the limit does not say where")
        side, point = "right", below.right
        if isinstance(point, s.Power) and isinstance(point.exponent, s.Name):
            side = "right" if point.exponent.head == "plus" else "left"
            point = point.base
        elif isinstance(point, s.Name) and point.head == "infinity":
            raise Unclear(left, "a limit at infinity is outside of what is read here")
        v = declare.real_variable(key_of(below.left))
        with self.binding("number:" + key_of(below.left), v):
            body = self.value(left.body)
        at = self.value(point)
        bare = right.inner if isinstance(right, s.Minus) else right
        if isinstance(bare, s.Name) and bare.head == "infinity":
            if isinstance(right, s.Minus):
                body = -body
            return body, body, self.closed(tends_to_infinity(v, body, at, side))
        value = self.value(right)
        return body, value, self.closed(tends_to(v, body, at, value, side))

    # ---- numbers ---------------------------------------------------------------------------------------

    @contextmanager
    def binding(self, key: str, v: Expr) -> Iterator[None]:
        before = self.bound.get(key)
        self.bound[key] = v
        try:
            yield
        finally:
            if before is None:
                del self.bound[key]
            else:
                self.bound[key] = before

    def value(self, node: s.Node) -> Expr:
        """A real number."""
        try:
            return self._value(node)
        except InvalidArgument as error:
            raise Unclear(node, str(error)) from None

    def _value(self, node: s.Node) -> Expr:
        if isinstance(node, s.Num):
            return as_real(Fraction(node.value))
        if isinstance(node, s.Name):
            return self.named(node)
        if isinstance(node, s.Group):
            return self.value(node.inner)
        if isinstance(node, s.Minus):
            return -self.value(node.inner)
        if isinstance(node, s.Binary):
            return self.arithmetic(node)
        if isinstance(node, s.Power):
            return self.power(node)
        if isinstance(node, s.Call):
            return self.call(node)
        if isinstance(node, s.Function):
            return self.function(node)
        if isinstance(node, s.Big):
            return self.big(node)
        if isinstance(node, s.Expectation):
            return self.expectation(node)
        if isinstance(node, s.Indicator):
            return self.indicated(node)
        letter = evident_size(node)
        if letter:
            return self.world.count(letter if letter in self.letters() else self.world.default_letter())
        raise Unclear(node, f"{_KINDS.get(type(node), 'this')} is outside of what is read")

    def letters(self) -> set[str]:
        return {x for xs in self.usage.laws.values() for x in xs}

    def arithmetic(self, node: s.Binary) -> Expr:
        if isinstance(node.left, s.Dots) or isinstance(node.right, s.Dots):
            raise Unclear(node, "dots stand for what was not written out")
        if node.op == "*" and node.implied and isinstance(node.right, s.Minus):
            raise Unclear(node, "a product with a sign inside")
        a, b = self.value(node.left), self.value(node.right)
        if node.op == "+":
            return a + b
        if node.op == "-":
            return a - b
        return a * b if node.op == "*" else a / b

    def power(self, node: s.Power) -> Expr:
        base = node.base
        if isinstance(base, s.Call) and self.is_factor(base):  # p(1-p)^2 is p (1-p)^2
            inner = s.Power(node.start, node.end, s.Group(base.start, base.end, base.arguments[0]), node.exponent)
            return self.value(base.function) * self.value(inner)
        if isinstance(base, s.Name) and base.head == "e" and "e" not in self.usage.scalars:
            return exp(self.value(node.exponent))
        if isinstance(node.exponent, s.Num) and abs(node.exponent.value) > MAX_EXPONENT:
            raise Unclear(node, "the exponent is too large")
        if isinstance(node.exponent, s.Power):
            raise Unclear(node, "a tower of powers is outside of what is read")
        return self.value(base) ** self.value(node.exponent)

    def function(self, node: s.Function) -> Expr:
        if isinstance(node.argument, s.Call) and self.is_factor(node.argument):
            raise Unclear(
                node, f"{node.name} p(...): the letter is a number here, so where does the argument end?", "IT002"
            )
        argument = self.value(node.argument)
        if node.name == "ln":
            return ln(argument)
        if node.name == "exp":
            return exp(argument)
        if node.name == "sqrt":
            return argument ** Q(1, 2)
        if node.name == "log":
            if node.base is None:
                return self.world.logarithm(argument, None)
            if isinstance(node.base, s.Name) and node.base.head == "e":
                return ln(argument)
            if isinstance(node.base, s.Name) and node.base.head == "b" and node.base.sub is None:
                from symbolic_it.language.notation import base as standing

                return self.world.logarithm(argument, standing)
            return self.world.logarithm(argument, self.value(node.base))
        raise Unclear(node, f"the function {node.name} is outside of the vocabulary")

    def indicated(self, node: s.Indicator) -> Expr:
        inner = node.inner
        if (
            isinstance(inner, s.Relation)
            and inner.left is not None
            and inner.right is not None
            and inner.op in ("=", "!=")
        ):
            a, b = self.outcome(inner.left), self.outcome(inner.right)
            if a is not None and b is not None and a.type is b.type:
                return indicator(Eq(a, b) if inner.op == "=" else Ne(a, b))
        raise Unclear(node, "what the indicator indicates is not read")

    # ---- names -----------------------------------------------------------------------------------------

    def named(self, node: s.Name) -> Expr:
        """A name that stands for a number."""
        key = key_of(node)
        if "number:" + key in self.bound:
            return self.bound["number:" + key]
        both = self.two_indices(node)
        if both is not None:
            return self.world.array(key_of(s.Name(node.start, node.end, node.head, node.mark)))(both[0])(both[1])
        index = self.index_of(node)
        if index is not None:
            return self.member(node, *index)
        if (
            law_key(node) in self.usage.laws
            and node.sub is not None
            and is_index(node.sub)
            and parameter_of(node) is None
        ):
            law, letters = self.world.law(law_key(node)), self.world.letters_of(law_key(node))
            if len(letters) == 1:  # p_k, where k is the true class
                return law(self.world.letter(letters[0], s.spelled_name(node.sub)))
        if node.mark == "bar" and node.sub is None:
            mean = self.sample_mean(node)
            if mean is not None:
                return mean
        loose = self.loose_index(node)
        if loose is not None:
            return loose
        if node.head in ("infinity", "emptyset", "binom"):
            raise Unclear(node, "infinity is no number here")
        if node.sub is None and node.head in self.bound and node.head in self.usage.indices:
            return as_real(self.bound[node.head])
        letter = outcome_letter(node)
        if key in self.sizes():
            kind, of = self.sizes()[key]
            return self.world.count(of) if kind == "alphabet" else as_real(self.world.size(key))
        if letter and letter in self.bound and not key.startswith("e_"):
            return self.number_of(letter, self.bound[letter])
        if (
            node.head in ("p", "q", "P", "Q", "r")
            and node.sub is None
            and key in self.usage.laws
            and key not in self.usage.scalars
        ):
            return self.bare_law(node)
        if node.head == "e" and node.sub is None:
            return exp(1)
        if node.head in ("E", "Var", "H", "D", "KL") or len(node.head) > 12:
            raise Unclear(node, f"{node.head} has no meaning here")
        if parameter_of(node) is not None and law_key(node) in self.usage.models:
            return self.bare_law(node)
        if key in self.usage.models.values():
            raise Unclear(node, "a parameter stands where a number is needed")
        if node.sub is not None and not isinstance(node.sub, (s.Num, s.Words)) and not isinstance(node.sub, s.Name):
            raise Unclear(node, "the subscript is not read")
        return self.world.number(key)

    def sizes(self) -> dict[str, tuple[str, str]]:
        return self._sizes

    _sizes: dict[str, tuple[str, str]] = {}  # noqa: RUF012

    def find_sizes(self, sides: list[s.Node]) -> None:
        """Names that bound sums: lengths of samples, or sizes of alphabets."""
        found: dict[str, tuple[str, str]] = {}
        for side in sides:
            for n in s.walk(side):
                if not isinstance(n, s.Big):
                    continue
                for b in bounds_of(n):
                    if b.kind == "index" and isinstance(b.last, s.Name):
                        key = key_of(b.last)
                        if b.name in self.usage.enumerated:
                            found[key] = ("alphabet", self.usage.enumerated[b.name])
                        else:
                            found[key] = ("sample", b.name)
        if not any(kind == "alphabet" for kind, _ in found.values()):
            letters = self.letters()
            for name, letter in self.symbols.sizes.items():
                if name not in found and (letter in letters or len(letters) == 1):
                    found[name] = ("alphabet", letter if letter in letters else next(iter(letters)))
        if (
            not found
            and len(self.letters()) <= 1
            and any(isinstance(n, s.Call) and is_notion(n) for x in sides for n in s.walk(x))
        ):
            letter = self.world.default_letter()
            for x in sides:
                for n in s.walk(x):
                    if (
                        isinstance(n, s.Name)
                        and n.head in ("n", "N", "K", "M", "m", "k", "C")
                        and n.sub is None
                        and not n.mark
                    ):
                        if n.head not in self.usage.laws and n.head not in self.usage.scalars:
                            found[key_of(n)] = ("alphabet", letter)
        self._sizes = found

    def index_of(self, node: s.Name) -> tuple[str, Expr] | None:
        """The index that hangs on a name, when it is bound (or a number, for an element of an alphabet)."""
        for part in (node.sub, node.sup):
            if isinstance(part, s.Name) and part.head in self.bound and part.sub is None:
                if part.head in self.usage.indices or part.head in self.usage.enumerated:
                    return part.head, self.bound[part.head]
        return None

    def sample_mean(self, node: s.Name) -> Expr | None:
        """x with a bar, beside x_1, ..., x_n: their mean."""
        names = [name for name, (kind, _) in self.sizes().items() if kind == "sample"]
        if len(names) != 1 or node.head not in self.usage.indexed:
            return None
        size = self.world.size(names[0])
        i = declare.index("i", size)
        bare = s.Name(node.start, node.end, node.head)
        with self.binding("i", i):
            self.usage.indices.add("i")
            return Sum(i, self.member(bare, "i", i)) / as_real(size)

    def loose_index(self, node: s.Name) -> Expr | None:
        """z_c, where z_j is summed over elsewhere: the member at some index."""
        sub = node.sub
        if not isinstance(sub, s.Name) or sub.sub is not None or len(sub.head) != 1 or node.sup is not None:
            return None
        index = self.usage.indexed.get(node.head)
        if index is None or sub.head in self.bound:
            return None
        if index in self.usage.enumerated:
            letter = self.usage.enumerated[index]
            return self.member(node, index, self.world.letter(letter, sub.head))
        names = [name for name, (kind, of) in self.sizes().items() if kind == "sample" and of == index]
        if len(names) != 1:
            return None
        v = self.free.setdefault("index:" + sub.head, declare.index(sub.head, self.world.size(names[0])))
        return self.member(node, index, v)

    def two_indices(self, node: s.Name) -> tuple[Expr, Expr] | None:
        """y_{ij}, y_{i,j}, y_j^{(i)}: both indices, when sums over 1..m bind them."""
        sub = node.sub
        parts: list[s.Node | None] = []
        if isinstance(sub, s.Binary) and sub.implied:
            parts = [sub.left, sub.right]
        elif isinstance(sub, s.Sequence) and len(sub.parts) == 2:
            parts = list(sub.parts)
        elif sub is not None and node.sup is not None:
            parts = [node.sup, sub]
        found = [
            self.bound[p.head]
            for p in parts
            if isinstance(p, s.Name) and p.head in self.bound and p.sub is None and p.head in self.usage.indices
        ]
        if len(parts) == 2 and len(found) == 2:
            return found[0], found[1]
        return None

    def member(self, node: s.Name, index: str, at: Expr) -> Expr:
        """x_i, p_i, y_i, f_i as a number."""
        bare = key_of(s.Name(node.start, node.end, node.head, node.mark))
        if index in self.usage.enumerated:
            letter = self.usage.enumerated[index]
            key = law_key(node)
            if key in self.usage.laws:
                return self.world.law(key)(at)
            if node.head == letter:
                return self.number_of(letter, at)
            return self.world.function(bare, letter)(at)
        if node.head in self.usage.samples:
            return self.number_of(node.head, self.world.sample(node.head)[at])
        return self.world.sequence(bare)[at]

    def number_of(self, letter: str, outcome: Expr) -> Expr:
        """An outcome that stands as a number: the value that the variable takes there."""
        if outcome.type.op == "nat":
            return as_real(outcome)
        return self.world.function(f"v_{letter}", letter)(outcome)

    def bare_law(self, node: s.Name) -> Expr:
        """p for p(x), inside of a sum that binds x (or a bare one)."""
        key = law_key(node)
        letters = self.world.letters_of(key)
        at = {x: self.bound[x] for x in letters if x in self.bound}
        if set(at) != set(letters):
            raise Unclear(node, f"{node.head} stands for a number and for a law")
        return self.world.probability(self.law(node), letters, at)

    # ---- applications ----------------------------------------------------------------------------------

    def is_factor(self, node: s.Call) -> bool:
        """Whether a name before brackets is a number, so that this is a product."""
        f = node.function
        if not isinstance(f, s.Name) or node.dividers or len(node.arguments) != 1 or is_notion(node):
            return False
        if isinstance(node.arguments[0], s.Relation):
            return False
        key = key_of(f)
        if self.index_of(f) is not None or (
            f.sub is not None
            and isinstance(f.sub, s.Name)
            and hangs(f, f.sub.head)
            and f.sub.head in self.usage.indices
        ):
            return True
        if key in self.usage.scalars or key in self.sizes() or key in self.usage.indices:
            letter = outcome_letter(node.arguments[0])
            return not (letter and letter in self.bound)
        if f.head in (
            "x",
            "y",
            "z",
            "t",
            "n",
            "k",
            "N",
            "K",
            "a",
            "b",
            "c",
            "lambda",
            "alpha",
            "gamma",
            "epsilon",
            "eta",
            "mu",
        ):
            return True
        return f.head in ("theta", "beta") or (
            f.head in ("p", "q") and isinstance(node.arguments[0], s.Binary) and key not in self.usage.laws
        )

    def call(self, node: s.Call) -> Expr:
        f = node.function
        if not isinstance(f, s.Name):
            if len(node.arguments) == 1 and not node.dividers:
                outcome = self.outcome(node.arguments[0], (self.world.default_letter(),))
                if outcome is not None and self.is_law_formula(f):
                    return self.law(f)(outcome)
                return self.value(f) * self.value(node.arguments[0])
            raise Unclear(node, "something in brackets is applied that is no name")
        if is_notion(node):
            return self.notion(node)
        if self.is_factor(node):
            return self.value(f) * self.value(node.arguments[0])
        key = law_key(f)
        if key in self.usage.laws or key in self.usage.models or is_law_name(f):
            return self.probability(node, f)
        return self.applied(node, f)

    def applied(self, node: s.Call, f: s.Name) -> Expr:
        """An unknown function at its arguments."""
        key = key_of(f)
        if "prime" in f.mark:
            raise Unclear(node, f"the derivative of {f.head} is not read here")
        if family_key(f) in self.usage.families:
            return self.family_value(node, f)
        if len(node.arguments) != 1 or node.dividers:
            raise Unclear(node, f"{f.head} is not known as a function of several arguments")
        argument = node.arguments[0]
        outcome = self.outcome(argument)
        if outcome is not None and outcome.type.op not in ("nat", "real"):
            return self.world.function(key, outcome.type.op[1:].lower().removeprefix("n_"))(outcome)
        if f.head in ("sigma",) and "hat" not in f.mark:
            return 1 / (1 + exp(-self.value(argument)))
        if is_parameter(argument) and key_of(argument) in self.usage.models.values():
            raise Unclear(node, f"{f.head} is not defined so far")
        return self.world.real_function(key)(self.value(argument))

    def family_value(self, node: s.Call, f: s.Name) -> Expr:
        """f_theta(x), f(x; theta)."""
        key = family_key(f)
        before, after = split_arguments(node)
        name = self.usage.families[key]
        own = parameter_of(f) or next((a for a in after if is_parameter(a)), None)
        if len(before) != 1 or own is None:
            raise Unclear(node, f"{f.head} with and without its parameter")
        outcome = self.outcome(before[0])
        if outcome is None or outcome.type.op[0] != "%":
            raise Unclear(node, f"what {f.head} is applied to is not read")
        made = self.world.functions(key, name, outcome.type.op[1:].lower().removeprefix("n_"))
        at = self.bound.get(name)
        if at is None:
            at = self.free.setdefault(name, self.world.parameter(name))
        return made(at)(outcome)

    def event_key(self, node: s.Node) -> str:
        """A, B, A and B, words: the name of an event; empty for what is none."""
        if isinstance(node, s.Words):
            return "".join(format(ord(ch), "x") if not ch.isascii() else ch for ch in node.text if ch.isalnum())[:20]
        if isinstance(node, s.Name) and node.head in EVENTS and not node.mark:
            return key_of(node)
        if isinstance(node, s.Name) and not node.head.isascii():
            return "".join(format(ord(ch), "x") for ch in node.head)[:20]
        if (
            isinstance(node, (s.Relation, s.Binary))
            and node.op in ("cap", "and", "*")
            and node.left is not None
            and node.right is not None
        ):
            parts = sorted([self.event_key(node.left), self.event_key(node.right)])
            return "".join(parts) if all(parts) else ""
        return ""

    def event_probability(self, node: s.Call) -> Expr | None:
        """P(A), P(A, B), P(A | B) of events."""
        before, after = split_arguments(node)
        keys, given = [self.event_key(a) for a in before], [self.event_key(a) for a in after]
        if not all(keys) or not all(given):
            return None
        both = self.world.event("".join(sorted([*keys, *given])))
        return both / self.world.event("".join(sorted(given))) if given else both

    def probability(self, node: s.Call, f: s.Name) -> Expr:
        """p(x), p(x, y), p(y|x), p(x; theta), p_theta(x), P(X = x)."""
        key = law_key(f)
        before, after = split_arguments(node)
        if self.is_whole(before):
            return self.whole_sample(f, after)
        event = self.event_probability(node)
        if event is not None:
            return event
        parameter = self.parameter_in(f, after)
        letters = self.world.letters_of(key)
        named = subscript_variables(f)
        at = self.outcomes(before, letters, named, node)
        given_nodes = [a for a in after if not is_parameter(a)]
        given = self.outcomes(given_nodes, letters, (), node)
        law = self.world.law(key, parameter)
        if not at:
            raise Unclear(node, f"{f.head} is applied to what is no outcome")
        if given:
            return self.world.conditional_probability(law, letters, at, given)
        return self.world.probability(law, letters, at)

    def is_whole(self, before: list[s.Node]) -> bool:
        """Whether a law is applied to a whole sample."""
        if any(isinstance(a, s.Dots) for a in before):
            return True
        name = before[0] if len(before) == 1 else None
        if not isinstance(name, s.Name) or name.sub is not None:
            return False
        if name.head in self.bound or name.head.lower() in self.bound:
            return False
        return (name.head.isupper() and name.head.lower() in self.usage.samples) or name.head in ("D", "data")

    def whole_sample(self, f: s.Name, after: list[s.Node]) -> Expr:
        """The probability of a whole sample: a number, or one for each parameter; independence would make it a product."""
        key = law_key(f)
        if key not in self.usage.models:
            return self.world.whole(key, None)
        at = self.parameter_in(f, after)
        if at is None:
            raise Unclear(f, f"the probability {f.head} of the sample, with and without its parameter")
        return self.world.whole(key, self.usage.models[key])(at)

    def parameter_in(self, f: s.Name, after: list[s.Node]) -> Expr | None:
        key = law_key(f)
        if key not in self.usage.models:
            return None
        node = parameter_of(f) or next((a for a in after if is_parameter(a)), None)
        name = self.usage.models[key]
        if node is None:
            return None  # p beside p_theta: a law of its own
        if isinstance(node, s.Name) and (node.mark or node.sub is not None):
            raise Unclear(node, "a model at a parameter with a name of its own")
        if key_of(node) not in (name,) and not key_of(node).startswith(name):
            raise Unclear(node, f"the parameter is {key_of(node)} here and {name} elsewhere")
        own = key_of(node)
        if own in self.bound:
            return self.bound[own]
        if own not in self.free:
            point = self.world.parameter(name)
            self.free[own] = point if own == name else declare.parameters(self.world.parameter(name).type.op).point(own)
            self.free[own] = point
        return self.free[own]

    def outcomes(
        self, nodes: list[s.Node], letters: tuple[str, ...], named: tuple[str, ...], call: s.Node
    ) -> dict[str, Expr]:
        """The outcomes in an argument list, by letter."""
        found: dict[str, Expr] = {}
        flat: list[s.Node] = []
        for a in nodes:
            if isinstance(a, s.Binary) and a.implied and len(joint_letters([a])) > 1:
                parts = [n for n in s.walk(a) if isinstance(n, s.Name)]
                self.remarks.append(("joint-outcome", a, ""))
                flat += parts
            else:
                flat.append(a)
        for place, a in enumerate(flat):
            if isinstance(a, (s.Dots, s.Hole)):
                raise Unclear(a, "dots stand for what was not written out")
            outcome = self.outcome(a, letters, named[place] if place < len(named) else "")
            if outcome is None:
                raise Unclear(a, "this is no outcome that the law could be applied to")
            letter = next((x for x in letters if self.world.alphabet(x).type is outcome.type and x not in found), None)
            if letter is None:
                raise Unclear(call, "the arguments do not fit the law")
            found[letter] = outcome
        return found

    def outcome(self, node: s.Node, letters: tuple[str, ...] = (), named: str = "") -> Expr | None:
        """An outcome: bound by a sum, an element of a sample, or free (then the statement is about all of them)."""
        if isinstance(node, s.Group):
            return self.outcome(node.inner, letters, named)
        if isinstance(node, s.Relation) and node.op == "=" and node.left is not None and node.right is not None:
            letter = outcome_letter(node.left)
            inner = self.outcome(node.right, (letter,) if letter else letters)
            return inner
        if isinstance(node, s.Num):
            letter = named or (letters[0] if len(letters) == 1 else "")
            if letter and node.value.denominator == 1 and 0 <= node.value <= 20:
                return self.set_free(f"{letter}_{node.value}", self.world.outcome(letter, f"{letter}_{node.value}"))
            return None
        if not isinstance(node, s.Name):
            return None
        index = self.index_of(node)
        if index is not None:
            name, at = index
            if name in self.usage.enumerated:
                return at
            if node.head in self.usage.samples:
                return self.world.sample(node.head)[at]
            return None
        if node.sub is None and node.head in self.bound:
            bound = self.bound[node.head]
            return bound if bound.type.op[0] == "%" or node.head in self.usage.indices else None
        letter = named or outcome_letter(node)
        if not letter:
            return None
        letter = self.usage.enumerated.get(letter, letter)
        if letter in self.bound and node.sub is None and not node.mark:
            return self.bound[letter]
        if letters and letter not in letters and len(letters) == 1:
            letter = letters[0]
        if letter not in self.letters() and not letters:
            return None
        if isinstance(node.sub, s.Name) and node.sub.head in self.usage.indices:
            return None  # an index that nothing binds
        name = key_of(node) if len(node.head) == 1 and node.head.islower() else letter
        return self.set_free(name, self.world.outcome(letter, name))

    def set_free(self, name: str, v: Expr) -> Expr:
        return self.free.setdefault("outcome:" + name, v)

    # ---- sums ------------------------------------------------------------------------------------------

    def big(self, node: s.Big) -> Expr:
        if node.kind == "int":
            raise Unclear(node, "integrals are outside of what is read so far")
        bounds = bounds_of(node)
        if not bounds:
            return self.bare_sum(node)
        return self.summed(node, bounds)

    def summed(self, node: s.Big, bounds: list[Bound]) -> Expr:
        if not bounds:
            return self.value(node.body)
        b, rest = bounds[0], bounds[1:]
        make = Sum if node.kind == "sum" else Prod
        if b.kind == "index" and b.name not in self.usage.enumerated:
            v = self.index_variable(node, b)
            with self.binding(b.name, v):
                return make(v, self.summed(node, rest))
        letter = self.usage.enumerated.get(b.name, b.name)
        if b.kind == "index":
            self.check_bounds(node, b)
        if b.kind == "outcome" and letter.lower() not in self.letters():
            if letter in self.usage.samples:
                raise Unclear(node, "a sum over a sample without its index")
            default = self.world.default_letter()
            if not self.letters() or not (len(letter) == 1 and letter.isalpha()):
                raise Unclear(node, f"what {letter} ranges over is not known")
            letter = (
                letter.lower()
                if letter.lower() in self.letters()
                else default
                if self.renames(node, letter)
                else letter
            )
        letter = letter.lower() if len(letter) == 1 else letter
        v = self.world.outcome(letter, b.name if len(b.name) == 1 and b.name.islower() else letter)
        with self.binding(letter, v), self.binding(b.name, v):
            return make(v, self.summed(node, rest))

    def renames(self, node: s.Big, letter: str) -> bool:
        """Whether the sum runs over the outcomes of a law under another letter."""
        return any(isinstance(n, s.Call) and letter in joint_letters(n.arguments) for n in s.walk(node.body))

    def check_bounds(self, node: s.Big, b: Bound) -> None:
        first, last = b.first, b.last
        if first is not None and not (isinstance(first, s.Num) and first.value in (0, 1)):
            raise Unclear(node, "a sum over a part of an alphabet is outside of what is read")
        if last is not None and not isinstance(last, (s.Name, s.Num, s.Absolute)):
            raise Unclear(node, "a sum over a part of an alphabet is outside of what is read")
        if isinstance(last, s.Name) and last.head == "infinity":
            raise Unclear(node, "an infinite sum is outside of what is read")
        if isinstance(last, s.Num):
            raise Unclear(node, "a sum over a listed alphabet is outside of what is read")

    def index_variable(self, node: s.Big, b: Bound) -> Expr:
        if b.first is not None and not (isinstance(b.first, s.Num) and b.first.value == 1):
            raise Unclear(node, "a sum that does not begin at 1 is outside of what is read")
        if b.last is None:
            names = [name for name, (kind, of) in self.sizes().items() if kind == "sample" and of == b.name]
            every = [name for name, (kind, _) in self.sizes().items() if kind == "sample"]
            size = self.world.size(names[0] if names else every[0] if len(every) == 1 else "n")
        elif isinstance(b.last, s.Name) and b.last.head != "infinity":
            size = self.world.size(key_of(b.last))
        elif isinstance(b.last, s.Num) and b.last.value.denominator == 1 and 0 < b.last.value <= 50:
            size = lift(int(b.last.value), self.world.size("n").type)
        else:
            raise Unclear(node, "the upper bound of the sum is not read")
        return declare.index(b.name, size)

    def bare_sum(self, node: s.Big) -> Expr:
        """A sum without bounds: over the free outcome, when a law weights the body."""
        letters: list[str] = []
        for n in s.walk(node.body):
            if (
                isinstance(n, s.Call)
                and not is_notion(n)
                and isinstance(n.function, s.Name)
                and law_key(n.function) in self.usage.laws
            ):
                letters += [x for x in joint_letters(n.arguments) if x not in letters and x not in self.bound]
            elif isinstance(n, s.Name) and law_key(n) in self.usage.laws and n.sub is None:
                letters += [x for x in self.world.letters_of(law_key(n)) if x not in letters and x not in self.bound]
            elif (
                isinstance(n, s.Name)
                and isinstance(n.sub, s.Name)
                and n.sub.head in ("i", "j", "k")
                and n.sub.head not in self.bound
            ):
                raise Unclear(node, "the sum does not say over what it runs", "IT002")
        letters = [x for x in letters if x in self.letters()]
        if not letters or node.kind != "sum":
            raise Unclear(node, "the sum does not say over what it runs", "IT002")
        return self.summed(node, [Bound(x, "outcome") for x in letters])

    # ---- expectations ----------------------------------------------------------------------------------

    def expectation(self, node: s.Expectation) -> Expr:
        if node.given is not None:
            raise Unclear(node, "conditional expectations are outside of what is read")
        law, letters = self.expected_law(node)
        if len(letters) == 1:
            v = self.world.outcome(letters[0])
            with self.binding(letters[0], v), self.binding(letters[0].upper(), v):
                body = self.value(node.body)
                if node.kind == "Var":
                    from symbolic_it.language.chance_notation import variance

                    return variance(law, v, body)
                return mean_of(law, v, body)
        if node.kind == "Var":
            raise Unclear(node, "the variance of several variables is outside of what is read")
        vs = {x: self.world.outcome(x) for x in letters}
        before = dict(self.bound)
        self.bound |= vs | {x.upper(): v for x, v in vs.items()}
        try:
            body = self.world.probability(law, letters, vs) * self.value(node.body)
        finally:
            self.bound = before
        for x in reversed(letters):
            body = Sum(vs[x], body)
        return body

    def expected_law(self, node: s.Expectation) -> tuple[Expr, tuple[str, ...]]:
        """The law of an expectation and the letters of its variables."""
        sub = node.sub
        parts = sub.parts if isinstance(sub, s.Sequence) and not sub.bracket else ((sub,) if sub is not None else ())
        for part in parts:
            if isinstance(part, s.Relation) and part.op == "~" and part.right is not None:
                letters = joint_letters(
                    part.left.parts if isinstance(part.left, s.Sequence) else [part.left] if part.left else []
                )
                letters = [*(x for p in parts if p is not part for x in joint_letters([p])), *letters]
                return self.law_over(part.right, tuple(letters))
        if len(parts) == 1 and isinstance(parts[0], (s.Name, s.Call)) and not outcome_letter(parts[0]):
            part = parts[0]
            letters = tuple(joint_letters(split_arguments(part)[0])) if isinstance(part, s.Call) else ()
            return self.law_over(part, letters)
        wanted = (
            tuple(dict.fromkeys(joint_letters(parts))) if parts else tuple(dict.fromkeys(self.variables_in(node.body)))
        )
        wanted = tuple(x for x in wanted if x not in self.bound)
        if not wanted:
            raise Unclear(node, "the expectation does not say of what")
        key = self.world.primary(list(wanted))
        if key not in self.usage.laws:
            self.usage.laws[key] = wanted
        letters = self.world.letters_of(key)
        if not set(wanted) <= set(letters):
            raise Unclear(node, "the law of the expectation is not known")
        kept = tuple(x for x in letters if x in wanted)
        if key in self.usage.models:
            raise Unclear(node, "the expectation does not say whether it is under the model or under the data's law")
        law = self.world.law(key)
        return self.world.marginal(law, letters, kept), kept

    def law_over(self, node: s.Node, letters: tuple[str, ...]) -> tuple[Expr, tuple[str, ...]]:
        law = self.law(node)
        domain = law.type.args[0]
        if domain.op != "pair":
            own = domain.op[1:].lower().removeprefix("n_")
            return law, (own,)
        name = node.function if isinstance(node, s.Call) else node
        known = self.world.letters_of(law_key(name)) if isinstance(name, s.Name) else ()
        if known and (not letters or set(letters) == set(known)):
            return law, known
        raise Unclear(node, "the law and its variables do not fit")

    def variables_in(self, body: s.Node) -> Iterator[str]:
        for n in s.walk(body):
            if isinstance(n, s.Name) and len(n.head) == 1 and n.head.isupper() and n.head in "XYZUVW":
                yield n.head.lower()
            elif isinstance(n, s.Call) and isinstance(n.function, s.Name) and law_key(n.function) in self.usage.laws:
                yield from (x for x in joint_letters(n.arguments) if x not in self.bound)


_KINDS = {
    s.Cases: "a distinction of cases", s.Factorial: "a factorial", s.Dots: "what dots stand for", s.Sequence: "a list",
    s.Optimum: "a maximum, minimum or limit inside of a formula", s.Derivative: "a derivative inside of a formula", s.Absolute: "an absolute value",
    s.Words: "a word", s.Hole: "a dot", s.Relation: "a relation inside of brackets",
}  # fmt: skip


def relate(a: Expr, op: str, b: Expr) -> Expr:
    """The statement; raises InvalidArgument when the relation does not fit."""
    if op in ("=", ":=", "=="):
        return Eq(a, b)
    if op == "!=":
        return Ne(a, b)
    if op == "<=":
        return a <= b
    if op == "<":
        return a < b
    if op == ">=":
        return a >= b
    if op == ">":
        return a > b
    if op == "<<":
        return a << b
    raise InvalidArgument(f"the relation {op} is outside of what is read")
