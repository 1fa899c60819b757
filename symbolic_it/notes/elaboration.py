"""From the syntax of a formula to a term of declared symbols, directed by types."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import ExitStack
from fractions import Fraction
from math import gcd

from symbolic_it.errors import InvalidArgument, Unreadable
from symbolic_it.kernel.terms import Type, bool_, nat, real
from symbolic_it.language import declare, notation
from symbolic_it.language.declare import Alphabet
from symbolic_it.language.expr import And, Eq, Expr, Ne, apply_symbol, as_real, lift, natural_literal
from symbolic_it.notes import syntax as s
from symbolic_it.notes.declared import Scope, bare, is_law, is_scalar, is_sequence, key_of, parsed, unclear
from symbolic_it.notes.symbols import Unclear

_ORDERS = {"<=", "<", ">=", ">"}
_NOTIONS = ("H", "D", "KL", "DKL", "I", "CE")


def read_term(text: str, values: Iterable[object], like: Type | None = None) -> Expr:
    """A value or a statement, as the text says; ``like`` is the type that it should have. Raises Unreadable."""
    scope = Scope(values)
    chain = parsed(text, scope.is_function)
    reader = _Elaboration(scope)
    try:
        made = reader.statement(chain) if chain.signs else reader.term(chain.sides[0], like)
    except Unclear as error:
        raise Unreadable(text, error.words, error.code) from None
    except Unreadable:
        raise
    except InvalidArgument as error:
        raise Unreadable(text, str(error)) from None
    except RecursionError:
        raise Unreadable(text, "it is nested too deeply", "IT004") from None
    return made


class _Elaboration:
    def __init__(self, scope: Scope) -> None:
        self.scope = scope

    # ---- statements ------------------------------------------------------------------------------------

    def statement(self, chain: s.Chain) -> Expr:
        """One relation, or a comparison of three: 0 < t < 1."""
        ops = [sign.op for sign in chain.signs]
        if len(ops) > 1 and not (len(ops) == 2 and (set(ops) <= {"<=", "<"} or set(ops) <= {">=", ">"})):
            raise unclear(chain.sides[2], "one relation is expected: a chain of several is written step by step")
        made = [
            self.related(left, op, right) for left, op, right in zip(chain.sides, ops, chain.sides[1:], strict=False)
        ]
        return made[0] if len(made) == 1 else And(*made)

    def related(self, left: s.Node, op: str, right: s.Node) -> Expr:
        if op in _ORDERS:
            a, b = as_real(self.term(left, real)), as_real(self.term(right, real))
            return {"<=": a <= b, "<": a < b, ">=": a >= b, ">": a > b}[op]
        if op == "<<":
            return self.term(left) << self.term(right)
        if op == "in":
            return notation.member(self.term(left), self.term(right))
        if op not in ("=", "!="):
            raise unclear(right, f"the relation {op} is not read here")
        a = self.term(left)
        b = self.term(right, a.type)
        if a.type is not b.type:
            a = self.term(left, b.type)
        return Eq(a, b) if op == "=" else Ne(a, b)

    # ---- values ----------------------------------------------------------------------------------------

    def real(self, node: s.Node) -> Expr:
        return as_real(self.term(node, real))

    def natural(self, node: s.Node) -> Expr:
        """A whole number: a numeral, a name, n + 1."""
        while isinstance(node, s.Group):
            node = node.inner
        if isinstance(node, s.Num):
            return natural_literal(node.value)
        if isinstance(node, s.Name):
            return self.name(node, nat)
        if isinstance(node, s.Binary) and node.op == "+" and isinstance(node.right, s.Num):
            made = self.natural(node.left)
            for _ in range(min(int(node.right.value), 200)):
                made = apply_symbol("suc", made)
            return made
        raise unclear(node, "a whole number is expected")

    def term(self, node: s.Node, like: Type | None = None) -> Expr:
        if like is nat:
            return self.natural(node)
        if isinstance(node, s.Group):
            if isinstance(node.inner, s.Relation):
                raise unclear(node, "a condition stands where a value is expected")
            return self.term(node.inner, like)
        if isinstance(node, s.Num):
            return lift(node.value)
        if isinstance(node, s.Name):
            return self.name(node, like)
        if isinstance(node, s.Call):
            return self.call(node, like)
        if isinstance(node, s.Minus):
            inner = self.real(node.inner)
            return lift(-node.inner.value) if isinstance(node.inner, s.Num) else -inner
        if isinstance(node, s.Binary):
            return self.binary(node)
        if isinstance(node, s.Power):
            return self.power(node)
        if isinstance(node, s.Function):
            return self.function(node)
        if isinstance(node, s.Big):
            return self.big(node)
        if isinstance(node, s.Expectation):
            return self.expectation(node)
        if isinstance(node, s.Optimum):
            return self.optimum(node)
        if isinstance(node, s.Indicator):
            return self.indicator(node.inner)
        raise unclear(node, f"{type(node).__name__.lower()} is not read here")

    def binary(self, node: s.Binary) -> Expr:
        if node.op == "*" and _is_one(node.left) and isinstance(node.right, s.Group) and node.right.bracket == "[":
            if isinstance(node.right.inner, s.Relation):
                return self.indicator(node.right.inner)
        a, b = self.real(node.left), self.real(node.right)
        if node.op == "/" and isinstance(node.left, s.Num) and isinstance(node.right, s.Num):
            p, q = node.left.value, node.right.value
            if p.denominator == q.denominator == 1 and q > 1 and gcd(int(p), int(q)) == 1:
                return lift(Fraction(p, q))
        return {"+": a + b, "-": a - b, "*": a * b, "/": a / b}[node.op]

    def power(self, node: s.Power) -> Expr:
        base = node.base
        if isinstance(base, s.Name) and base.head == "e" and base.sub is None and not self.scope.known(base):
            return notation.exp(self.real(node.exponent))
        if isinstance(node.exponent, s.Name) and node.exponent.head in ("star", "top", "prime"):
            raise unclear(node, "a mark stands where an exponent is expected")
        return self.real(base) ** self.real(node.exponent)

    def function(self, node: s.Function) -> Expr:
        argument = self.real(node.argument)
        if node.name == "log":
            if node.base is not None and isinstance(node.base, s.Name) and not self.scope.known(node.base):
                raise unclear(node, "the base of the logarithm is not declared")
            return notation.log(argument) if node.base is None else notation.log(argument, self.real(node.base))
        if node.name in ("ln", "exp") and node.base is None:
            return notation.ln(argument) if node.name == "ln" else notation.exp(argument)
        raise unclear(node, f"the function {node.name} is not read here")

    def indicator(self, node: s.Node) -> Expr:
        if not isinstance(node, s.Relation) or node.left is None or node.right is None:
            raise unclear(node, "an indicator holds a relation")
        return notation.indicator(self.related(node.left, node.op, node.right))

    # ---- names -----------------------------------------------------------------------------------------

    def name(self, node: s.Name, like: Type | None = None) -> Expr:
        found = self.scope.candidates(node)
        if len(found) > 1 and like is not None:
            fitting = [e for e in found if e.type is like or (like is real and e.type is nat)]
            found = fitting or found
        if len(found) > 1:  # a sample has an index, so without one x is the outcome
            found = [e for e in found if not is_sequence(e)] or found
        if len(found) > 1:
            raise unclear(node, f"{node.head} is declared with several meanings", "IT002")
        if found:
            return found[0]
        if node.head == "e" and node.sub is None and not node.mark and like in (None, real):
            return notation.exp(1)
        if node.sub is not None and (made := self.indexed(node)) is not None:
            return made
        raise unclear(node, f"{s.spelled_name(node) or node.head} is not declared")

    def indexed(self, node: s.Name) -> Expr | None:
        """x_i, p_theta, J_X: a member of a sequence, of a family, a marginal."""
        assert node.sub is not None
        heads = self.scope.candidates(bare(node))
        sequences = [e for e in heads if is_sequence(e)]
        if len(sequences) == 1:
            return sequences[0][self.natural(node.sub)]
        for e in heads:
            if is_law(e) and e.type.args[0].op == "pair":
                return self.marginal(e, node)
        families = [e for e in heads if e.type.op == "fun" and e.type.args[1].op == "fun"]
        if len(families) == 1:
            return families[0](self.term(node.sub, families[0].type.args[0]))
        return None

    def marginal(self, joint: Expr, node: s.Name) -> Expr:
        parts = joint.type.args[0].args
        alphabet = self.scope.alphabets.get(key_of(node.sub)) if isinstance(node.sub, s.Name) else None
        label = node.sub.head if isinstance(node.sub, s.Name) else ""
        matching = [
            k for k, ty in enumerate(parts) if (alphabet.type is ty if alphabet is not None else ty.op == "%" + label)
        ]
        if len(matching) != 1:
            raise unclear(node, f"which marginal of {joint} is meant is not known", "IT002")
        return (notation.first_marginal if matching[0] == 0 else notation.second_marginal)(joint)

    # ---- applications ----------------------------------------------------------------------------------

    def call(self, node: s.Call, like: Type | None) -> Expr:
        f = node.function
        if not isinstance(f, s.Name):
            raise unclear(node, "what stands before the brackets is no function")
        if f.head in _NOTIONS and not self.scope.known(f) and not self.scope.known(bare(f)):
            return self.notion(node, f)
        heads = [e for e in self.scope.candidates(f) if e.type.op == "fun" or is_scalar(e)]
        fitting = [e for e in heads if e.type.op == "fun"] or heads
        if len(fitting) > 1:
            fitting = [e for e in fitting if not is_sequence(e)] or fitting
        if len(fitting) > 1:
            raise unclear(node, f"{f.head} is declared with several meanings", "IT002")
        head = fitting[0] if fitting else self.name(f)
        if head.type.op != "fun":
            raise unclear(node, f"{head} is no function, and stands before brackets")
        return self.applied(node, head)

    def applied(self, node: s.Call, head: Expr) -> Expr:
        arguments = list(node.arguments)
        if not node.dividers or set(node.dividers) == {","}:
            return self.at(head, arguments)
        if node.dividers.count("|") + node.dividers.count(";") != 1:
            raise unclear(node, "the brackets hold more bars than are read here")
        at = next(k for k, d in enumerate(node.dividers) if d in ("|", ";")) + 1
        before, after = arguments[:at], arguments[at:]
        if head.type.args[1].op == "fun" and len(after) == 1:  # p(x; theta), p(x | theta)
            return self.at(head(self.term(after[0], head.type.args[0])), before)
        if is_law(head) and head.type.args[0].op == "pair" and len(after) == 1 and "|" in node.dividers:
            law = notation.conditional(head, self.term(after[0], head.type.args[0].args[0]))
            if len(before) == 1 and isinstance(before[0], s.Hole):
                return law
            return self.at(law, before)
        raise unclear(node, f"what the bar says in {head}(..) is not known")

    def at(self, head: Expr, arguments: list[s.Node]) -> Expr:
        domain = head.type.args[0]
        if domain.op == "pair" and len(arguments) == 2:
            return head(*(self.term(a, ty) for a, ty in zip(arguments, domain.args, strict=True)))
        made = head
        for a in arguments:
            if made.type.op != "fun":
                raise unclear(a, f"{head} has more arguments than it takes")
            made = made(self.term(a, made.type.args[0]))
        return made

    def notion(self, node: s.Call, f: s.Name) -> Expr:
        """H(P), H(P, Q), H_J(Y | X), D(P || Q), I_J(X; Y)."""
        base: dict[str, Expr] = {}
        law: Expr | None = None
        word = s.spelled_name(f.sub).upper()
        if f.sub is not None and not (f.head == "D" and word == "KL"):
            if isinstance(f.sub, s.Num):
                base = {"to_base": self.real(f.sub)}
            else:
                law = self.term(f.sub)
        args, dividers = node.arguments, set(node.dividers)
        if f.head in ("H", "CE") and law is None and len(args) <= 2 and dividers <= {","}:
            laws = [self.law(a) for a in args]
            if f.head == "H" or len(laws) == 2:
                return notation.H(*laws, **base)
        if f.head in ("D", "KL", "DKL") and law is None and len(args) == 2 and dividers <= {"||", "|", ","}:
            return notation.D(self.law(args[0]), self.law(args[1]), **base)
        if law is not None and not base and len(args) == 2 and law.type.op == "fun" and law.type.args[0].op == "pair":
            types = [self.alphabet(a).type for a in args]
            first, second = law.type.args[0].args
            if f.head == "H" and dividers == {"|"} and types == [second, first] and first is not second:
                return notation.conditional_entropy(law)
            if f.head == "I" and dividers == {";"} and types == [first, second]:
                return notation.mutual_information(law)
        raise unclear(node, f"{f.head} of this is not read here: name the laws, as in H(P), D(P \\| Q), I_J(X; Y)")

    def law(self, node: s.Node) -> Expr:
        made = self.term(node)
        if not is_law(made):
            raise unclear(node, f"{made} is no law")
        return made

    def alphabet(self, node: s.Node) -> Alphabet:
        found = self.scope.alphabets.get(key_of(node)) if isinstance(node, s.Name) else None
        if not isinstance(found, Alphabet):
            raise unclear(node, f"{s.spelled_name(node)} is no alphabet that is declared")
        return found

    # ---- binders ---------------------------------------------------------------------------------------

    def big(self, node: s.Big) -> Expr:
        if node.kind not in ("sum", "prod") or node.lower is None:
            raise unclear(node, "a sum or product that says over what it runs is expected", "IT002")
        make = notation.Sum if node.kind == "sum" else notation.Prod
        lower = node.lower
        if isinstance(lower, s.Relation) and lower.op == "=" and isinstance(lower.left, s.Name):
            if not _is_one(lower.right) or node.upper is None:
                raise unclear(node, "a sum that does not run from 1 is not read here")
            v = declare.index(_plain(lower.left), self.natural(node.upper))
            with self.scope.binding(lower.left, v):
                return make(v, self.real(node.body))
        if node.upper is not None:
            raise unclear(node, "the bounds are not read here")
        parts = lower.parts if isinstance(lower, s.Sequence) else (lower,)
        variables: list[Expr] = []
        with ExitStack() as stack:
            for part in parts:
                name, over = part, None
                if isinstance(part, s.Relation) and part.op == "in" and isinstance(part.left, s.Name):
                    name, over = part.left, self.alphabet(part.right) if part.right is not None else None
                if not isinstance(name, s.Name):
                    raise unclear(node, "what the sum runs over is not read")
                v = over.outcome(_plain(name)) if over is not None else self.outcome(name, node.body)
                stack.enter_context(self.scope.binding(name, v))
                variables.append(v)
            made = self.real(node.body)
        for v in reversed(variables):
            made = make(v, made)
        return made

    def outcome(self, name: s.Name, body: s.Node) -> Expr:
        """The variable of a sum: as it is declared, else what its places in the body take."""
        plain = s.Name(
            name.start, name.end, name.head, " ".join(m for m in name.mark.split() if m != "prime"), name.sub
        )
        for written in (name, plain):
            found = [e for e in self.scope.candidates(written) if e.type.op not in ("fun", "real", "bool", "nat")]
            if len(found) == 1 and (written is name or not self.scope.known(name)):
                return found[0] if written is name else Alphabet("", found[0].type).outcome(_plain(name))
        taken = {ty for n in s.walk(body) if isinstance(n, s.Call) for ty in self.taken_by(n, key_of(name))}
        if len(taken) != 1:
            raise unclear(
                name, f"what {s.spelled_name(name)} ranges over is not declared", "IT002" if taken else "IT003"
            )
        (ty,) = taken
        return Alphabet(ty.op[1:], ty).outcome(_plain(name))

    def taken_by(self, call: s.Call, key: str) -> list[Type]:
        """The types at the places of a declared function where this name stands."""
        if not isinstance(call.function, s.Name):
            return []
        heads = [e for e in self.scope.candidates(call.function) if e.type.op == "fun" and not is_sequence(e)]
        if len(heads) != 1 or set(call.dividers) - {","}:
            return []
        domain = heads[0].type.args[0]
        types = domain.args if domain.op == "pair" and len(call.arguments) == 2 else (domain,)
        return [
            ty
            for a, ty in zip(call.arguments, types, strict=False)
            if isinstance(a, s.Name) and key_of(a) == key and ty.op.startswith("%")
        ]

    def expectation(self, node: s.Expectation) -> Expr:
        sub = node.sub
        if node.kind != "E" or node.given is not None or not isinstance(sub, s.Relation) or sub.op != "~":
            raise unclear(node, "an expectation names its variable and law, as in E_{x \\sim P}[..]")
        if not isinstance(sub.left, s.Name) or sub.right is None:
            raise unclear(node, "an expectation names its variable and law, as in E_{x \\sim P}[..]")
        law = self.law(sub.right)
        domain = law.type.args[0]
        if domain.op == "pair":
            raise unclear(node, "an expectation under a joint law is written as a sum")
        v = Alphabet(domain.op[1:], domain).outcome(_plain(sub.left))
        with self.scope.binding(sub.left, v):
            return notation.E(law, v, self.real(node.body))

    def optimum(self, node: s.Optimum) -> Expr:
        if node.kind not in ("argmax", "argmin") or node.below is None:
            raise unclear(node, f"{node.kind} is not read here")
        below, where = node.below, None
        inside = below.right if isinstance(below, s.Relation) and below.op == "in" else None
        name = below.left if isinstance(below, s.Relation) and below.op == "in" else below
        if not isinstance(name, s.Name):
            raise unclear(node, f"{node.kind} names the variable that it runs over")
        v = self.name(name)
        if inside is not None and not (isinstance(inside, s.Name) and key_of(inside) in self.scope.alphabets):
            where = self.term(inside)
            if where.type.op != "fun" or where.type.args != (v.type, bool_):
                raise unclear(inside, f"{where} is no set of values of {v}")
        with self.scope.binding(name, v):
            body = self.real(node.body)
        return (notation.argmax if node.kind == "argmax" else notation.argmin)(v, body, where)


def _is_one(node: s.Node | None) -> bool:
    return isinstance(node, s.Num) and node.value == 1


def _plain(node: s.Name) -> str:
    """A bound name as it may be declared."""
    word = "".join(ch if ch.isalnum() else "_" for ch in s.spelled_name(s.Name(0, 0, node.head, "", node.sub)))
    marks = node.mark.split()
    accents = "".join(m for m in marks if m in ("hat", "bar", "tilde"))
    return (word[:30] or "x") + accents + "'" * marks.count("prime")
