"""Formulas in coordinates: z_i as the value of a function of the index, derivatives in one coordinate, Kronecker's delta."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace

from symbolic_it.kernel.terms import APP, LAM, VAR, Term, abstract, apply_term, binary, fun, real, unary
from symbolic_it.language import declare
from symbolic_it.language.expr import And, Eq, Expr, Implies, Ne
from symbolic_it.language.notation import ForAll, Prod, Sum, indicator
from symbolic_it.language.notation import has_derivative as slope_is
from symbolic_it.notes import syntax as s
from symbolic_it.notes.bounds import Bound, bounds_of
from symbolic_it.notes.coordinates import bare, compared, index_parts, is_comparison, is_delta
from symbolic_it.notes.naming import safe
from symbolic_it.notes.reading.base import Reading
from symbolic_it.notes.reading.derivatives import by_rules, unused
from symbolic_it.notes.symbols import Symbols, Unclear, key_of
from symbolic_it.notes.usage import Usage

BETWEEN = frozenset("pqaoshuvgfrcmZSAPMFG") | {"pi", "sigma", "Q", "phi", "psi"}
"""Heads of names that often stand for what is computed from the variable: undefined ones are not taken to be constant."""
GIVEN = frozenset("pqPQ") | {"pi"}
"""Those among them that may be targets, once another law is computed from the variable."""


class Coordinates(Reading):
    """The part of `Reader` that reads formulas in coordinates."""

    def __init__(self, usage: Usage, symbols: Symbols) -> None:
        super().__init__(usage, symbols)
        self.moving_in: list[str] = []
        """Names of the variables that they move in."""
        self.live: list[str] = []
        """Names of the variables of the sums around the part that is read."""
        self.moving: dict[str, Callable[..., Expr]] = {}
        """Vectors one coordinate of which a derivative is taken in: their components while it moves."""

    def in_coordinates(self, node: s.Node) -> Expr | None:
        """The value of a part that is read in this way; None where it is read as everywhere."""
        if isinstance(node, s.Name):
            return self.component(node)
        if isinstance(node, s.Big) and node.kind in ("sum", "prod"):
            return self.over(node, bounds_of(node) or [Bound(self.sole_index(node), "index")])
        relation = compared(node)
        if relation is not None:
            return self.iverson(relation)
        if isinstance(node, s.Call) and isinstance(node.function, s.Name) and index_parts(node.function):
            factor = (
                len(node.arguments) == 1
                and isinstance(node.arguments[0], (s.Binary, s.Minus, s.Num))
                and not node.dividers
            )
            if factor and key_of(bare(node.function)) in self.usage.vectors:
                return self.value(node.function) * self.value(node.arguments[0])
            raise Unclear(node, f"{node.function.head} with an index before brackets: a function or a factor?", "IT002")
        if isinstance(node, s.Function) and node.name == "log" and node.base is None and not self.symbols.base:
            if self.usage.coordinates and not self.symbols.unit_base and not self.usage.base:
                words = "logarithms that derivatives are taken of are natural"
                if words not in self.world.standing:
                    self.world.standing.append(words)
                return self.value(s.Function(node.start, node.end, "ln", node.argument))
        return None

    # ---- names -----------------------------------------------------------------------------------------

    def component(self, node: s.Name) -> Expr | None:
        """z_i, x_{ij}, delta_ij; None for a name that is no vector."""
        parts = index_parts(node)
        if is_delta(node):
            return self.kronecker(node, parts[0], parts[1])
        key = key_of(bare(node))
        letters = self.usage.vectors.get(key)
        if letters is None:
            return None
        if not parts and node.sub is None:
            raise Unclear(node, f"{node.head} has an index elsewhere: a vector stands where a number is needed")
        if len(parts) != len(letters):
            raise Unclear(node, "the subscript is not read")
        return self.vector(key)(*(self.letter_at(p, letter) for p, letter in zip(parts, letters, strict=True)))

    def letter_at(self, part: s.Name, letter: str) -> Expr:
        """The element that an index is: the one that a sum binds, or a fixed one."""
        found = self.bound.get(part.head)
        if found is None:
            found = self.world.letter(letter, part.head)
        if found.type is not self.world.alphabet(letter).type:
            raise Unclear(part, f"{part.head} runs through two different sets")
        return found

    def vector(self, key: str) -> Callable[..., Expr]:
        """The components of a vector, as a function of its indices."""
        if key in self.moving:
            return self.moving[key]
        name = "vector:" + key
        letters = self.usage.vectors[key]
        if name not in self.world.known:
            if len(letters) == 1:
                made = self.world.function(key, letters[0])
            else:
                types = [self.world.alphabet(letter).type for letter in letters]
                made = declare.declared(safe(key), fun(*types, real), f"{safe(key)} are real numbers")
            self.world.known[name] = made
            if key in self.usage.positive:
                at = [self.fresh(letter, letter) for letter in letters]
                self.world.hypotheses.append(ForAll(*at, made(*at) > 0))
                self.world.standing.append(f"the {safe(key)} are positive")
        made = self.world.known[name]
        return lambda *at: applied(made, at)

    def kronecker(self, node: s.Node, first: s.Name, second: s.Name) -> Expr:
        return self.iverson(s.Relation(node.start, node.end, "=", first, second))

    def iverson(self, relation: s.Relation) -> Expr:
        """[i = j], with what a sum binds before what is fixed, and the coordinate of a derivative last."""
        a, b = self.sides_of(relation)
        return indicator(Eq(a, b) if relation.op == "=" else Ne(a, b))

    def sides_of(self, relation: s.Relation) -> tuple[Expr, Expr]:
        left, right = relation.left, relation.right
        assert isinstance(left, s.Name) and isinstance(right, s.Name)
        letter = self.usage.classes[left.head]
        a, b = self.letter_at(left, letter), self.letter_at(right, letter)
        bound = list(self.bound)
        ranks = [
            (-bound.index(x.head) if x.head in self.bound else 1, x.head in self.usage.coordinates)
            for x in (left, right)
        ]
        return (b, a) if ranks[1] < ranks[0] else (a, b)

    # ---- sums ------------------------------------------------------------------------------------------

    def sole_index(self, node: s.Big) -> str:
        """What a sum without bounds runs over: the one index that hangs on the names in it."""
        found = {p.head for n in s.walk(node.body) for p in index_parts(n) if p.head not in self.bound}
        if any(isinstance(n, s.Big) for n in s.walk(node.body)) or len(found) != 1:
            raise Unclear(node, "the sum does not say over what it runs", "IT002")
        return found.pop()

    def over(self, node: s.Big, bounds: list[Bound]) -> Expr:
        """A sum over indices; what it leaves out is taken off."""
        if not bounds:
            return self.value(node.body)
        b, rest = bounds[0], bounds[1:]
        letter = self.usage.classes.get(b.name)
        if b.condition is not None or letter is None or b.inside is not None:
            raise Unclear(node, "the condition under the sum is not understood")
        self.one_size(node, letter, b)
        if b.without and (node.kind != "sum" or len(b.without) > 1):
            raise Unclear(node, "a product without one of its members is outside of what is read")
        make = Sum if node.kind == "sum" else Prod
        v = self.fresh(letter, b.name)
        with self.binding(b.name, v), self.obliging(v):
            total = make(v, self.over(node, rest))
        for left_out in b.without:
            if not isinstance(left_out, s.Name) or left_out.sub is not None or left_out.mark:
                raise Unclear(left_out, "what the sum leaves out is not known")
            at = self.letter_at(left_out, letter)
            with self.binding(b.name, at):
                total = total - self.over(node, rest)
        return total

    @contextmanager
    def obliging(self, v: Expr) -> Iterator[None]:
        """What has to hold of derivatives inside has to hold for every value of the variable."""
        before = len(self.obligations)
        self.live.append(v.term.name)
        try:
            yield
        finally:
            self.live.pop()
        for k in range(before, len(self.obligations)):
            if v.term in self.obligations[k].term.free:
                self.obligations[k] = ForAll(v, self.obligations[k])

    def one_size(self, node: s.Big, letter: str, b: Bound) -> None:
        """Sums over one set run to one name."""
        if b.first is not None and not (isinstance(b.first, s.Num) and b.first.value in (0, 1)):
            raise Unclear(node, "a sum over a part of the indices is outside of what is read")
        if b.last is None:
            return
        named = isinstance(b.last, (s.Name, s.Absolute)) and s.spelled_name(b.last) != "infinity"
        lower = isinstance(b.last, s.Binary) and b.last.op == "-" and isinstance(b.first, s.Num) and b.first.value == 0
        if not named and not lower:
            raise Unclear(node, "a sum over a listed alphabet is outside of what is read")
        words = ("0" if isinstance(b.first, s.Num) and b.first.value == 0 else "1") + ".." + s.structure(b.last)
        if self.ranges.setdefault((letter, "index"), words) != words:
            raise Unclear(node, f"the sums over {b.name} run through different sets")

    def fresh(self, letter: str, name: str) -> Expr:
        """A variable for what a sum binds, whose name nothing has that the sum may hold."""
        taken = {*self.live, *(e.term.name for e in self.bound.values() if e.term.kind == VAR)}
        taken |= {e.term.name for key, e in self.world.known.items() if key.startswith("letter:")}
        clean = safe(name)
        while clean in taken:
            clean += "'"
        return self.world.alphabet(letter).outcome(clean)

    # ---- derivatives -----------------------------------------------------------------------------------

    def moved(self, node: s.Derivative) -> tuple[Expr, Expr, Expr, Callable[[Term], Term]]:
        """(variable, body, point, what takes the variable out again) of a derivative in a coordinate.

        It is the derivative in t of the body with z + (t - z_k) [. = k] in place of z, at t = z_k.
        """
        name = node.variable
        assert isinstance(name, s.Name)
        if node.order > 2 or (self.moving and node.order != 1) or len(self.moving_in) > 1:
            raise Unclear(node, "third derivatives in coordinates are outside of what is read")
        if node.order == 2:  # the derivative of the derivative
            node = replace(node, order=1, body=replace(node, order=1))
        key, parts = key_of(bare(name)), index_parts(name)
        letters = self.usage.vectors[key]
        if self.moving and key in self.usage.positive:  # it would have to stay positive while it moves
            raise Unclear(node, "second derivatives through logarithms and quotients are outside of what is read")
        ks = [self.letter_at(p, letter) for p, letter in zip(parts, letters, strict=True)]
        before = self.moving.get(key)
        base = before or (self.vector(key) if node.point is None else self.defined(node.point, parts))
        at_k = base(*ks)
        v = self.free_variable(node)

        def moving(*at: Expr) -> Expr:
            here = indicator(And(*map(Eq, at, ks)) if len(ks) > 1 else Eq(at[0], ks[0]))
            return base(*at) + here * (v - at_k)

        self.moving[key] = moving
        self.moving_in.append(v.term.name)
        try:
            with self.obliging(v):
                body = self.value(node.body)
        finally:
            self.moving_in.pop()
            if before is None:
                del self.moving[key]
            else:
                self.moving[key] = before
        if v.term not in body.term.free:
            raise Unclear(node, f"what depends on {s.spelled_name(bare(name))} here is not known")
        self.check_between(node, key)
        return v, body, at_k, lambda t: settled(t, v.term, at_k.term)

    def defined(self, point: s.Node, parts: tuple[s.Name, ...]) -> Callable[..., Expr]:
        """The vector that the note defines, as a function of its index: ``point`` is it at the index of the derivative."""

        def value(at: Expr) -> Expr:
            with self.binding(parts[0].head, at):
                return self.value(point)

        if len(parts) != 1:
            raise Unclear(point, "a derivative in what the note defines with two indices is outside of what is read")
        return value

    def free_variable(self, node: s.Derivative) -> Expr:
        """A name for the moving coordinate that nothing in the formula has."""
        heads = (
            {n.head for n in s.walk(node) if isinstance(n, s.Name)}
            | set(self.moving_in)
            | {key.partition(":")[2] for key in self.world.known}
        )
        return declare.real_variable(next(x for x in ("t", "u", "v", "r", "t_new") if x not in heads))

    def check_between(self, node: s.Derivative, key: str) -> None:
        """Raises Unclear where the body holds an undefined name that may stand for what depends on the variable."""
        head = key.partition("_")[0]
        if head in BETWEEN or "hat" in key:
            return
        known = {
            id(n.function) for n in s.walk(node.body) if isinstance(n, s.Call) and s.spelled_name(n.function) == "sigma"
        }
        names = {
            key_of(bare(n)): n
            for n in s.walk(node.body)
            if isinstance(n, s.Name) and n.head != "e" and not self.is_index(n) and id(n) not in known
        }
        computed = any(  # through what the note has defined elsewhere
            isinstance(n, s.Name) and key_of(bare(n)) == key and not node.start <= n.start < node.end
            for n in s.walk(node.body)
        )
        for other, n in names.items():
            hidden = n.head in BETWEEN or "hat" in n.mark or "tilde" in n.mark
            if hidden and other != key and not (computed and n.head in GIVEN and not n.mark):
                raise Unclear(node, f"whether {s.spelled_name(n)} depends on {head} is not known")

    def is_index(self, name: s.Name) -> bool:
        return name.head in self.usage.classes and name.sub is None and name.sup is None

    def takes_coordinate(self, node: s.Derivative) -> bool:
        """Whether this derivative is one in a coordinate of a vector of the chain."""
        key = key_of(bare(node.variable)) if isinstance(node.variable, s.Name) else ""
        return node.kind != "nabla" and key in self.usage.vectors and bool(index_parts(node.variable))

    def partial(self, left: s.Derivative, right: s.Node) -> tuple[Expr, Expr, Expr]:
        """A derivative in a coordinate on the left of an equation: the statement that the right side is its value."""
        v, body, point, settle = self.moved(left)
        shown = Expr(settle(body.term), (), body.declarations | point.declarations)
        while isinstance(right, s.Group):
            right = right.inner
        if isinstance(right, s.Cases):
            values, claims = self.by_cases(right, lambda value: slope_is(v, body, point, value))
            return shown, values[0], And(*claims)
        value = self.value(right)
        return shown, value, slope_is(v, body, point, value)

    def by_cases(self, node: s.Cases, claim: Callable[[Expr], Expr]) -> tuple[list[Expr], list[Expr]]:
        """What a distinction of the cases i = j and i != j claims, row by row."""
        conditions = [c for _, c in node.rows]
        relations = [c for c in conditions if c is not None and is_comparison(c) and isinstance(c, s.Relation)]
        names = [{s.spelled_name(r.left), s.spelled_name(r.right)} for r in relations]
        other = conditions[-1]
        otherwise = other is None or (isinstance(other, s.Words) and is_otherwise(other.text))
        if len(node.rows) != 2 or len(relations) != 2 - otherwise or any(n != names[0] for n in names) or not relations:
            raise Unclear(node, "a distinction of cases is outside of what is read")
        if relations[0] is not conditions[0] or (len(relations) == 2 and relations[0].op == relations[1].op):
            raise Unclear(node, "a distinction of cases is outside of what is read")
        same = Eq(*self.sides_of(relations[0]))
        differ = Ne(*self.sides_of(relations[0]))
        order = (same, differ) if relations[0].op == "=" else (differ, same)
        values = [self.value(row) for row, _ in node.rows]
        return values, [Implies(when, claim(x)) for when, x in zip(order, values, strict=True)]

    def partial_value(self, node: s.Derivative) -> Expr:
        """A derivative in a coordinate inside of a formula: its value by the rules, which has to be proved as well."""
        v, body, point, settle = self.moved(node)
        found = by_rules(v.term, body.term)
        if found is None:
            raise Unclear(node, "the derivative of this formula is outside of what is read")
        value = Expr(settle(found), (), body.declarations | point.declarations)
        self.obligations.append(slope_is(v, body, point, value))
        return value


def is_otherwise(words: str) -> bool:
    return any(
        w in words.lower()
        for w in ("otherwise", "else", "其他", "否则", "其它", "altrimenti", "sonst", "그 외", "それ以外")
    )


def applied(f: Expr, at: tuple[Expr, ...]) -> Expr:
    for x in at:
        f = f(x)
    return f


def settled(t: Term, v: Term, point: Term) -> Term:
    """The term at v = point, with z for z + [. = k] (z_k - z_k)."""
    if v not in t.free:
        return t
    if (parts := binary("add", t)) is not None and v not in parts[0].free:
        factors = binary("mul", parts[1])
        gap = binary("sub", factors[1]) if factors is not None and unary("indicator", factors[0]) is not None else None
        if gap is not None and gap[0] is v and gap[1] is point:
            return parts[0]
    if t is v:
        return point
    if t.kind == LAM:
        x = unused("_settled", t.domain, t)
        return abstract(x, settled(apply_term(t, x), v, point))
    if t.kind == APP:
        return apply_term(settled(t.fun, v, point), settled(t.arg, v, point))
    return t
