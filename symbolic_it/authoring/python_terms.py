"""From terms to Python: expressions of the public interface that give the term back, and the declarations they need.

Each piece is built twice at once, as text and as the expression that this text evaluates to; what does not come out as
the very term it was made from is refused.
"""

from __future__ import annotations

import builtins
import keyword
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from symbolic_it.errors import InvalidArgument
from symbolic_it.kernel.definitions import constant_for
from symbolic_it.kernel.terms import (
    APP,
    CONST,
    LAM,
    VAR,
    KernelError,
    Term,
    Type,
    apply_term,
    bool_,
    nat,
    number_value,
    real,
    strip,
)
from symbolic_it.language import declare, expr, notation
from symbolic_it.language.expr import Expr

MAX_NESTING = 80
MAX_PIECES = 3000


class Unprintable(Exception):
    """The term has no expression of the public interface, or none that this printer finds; the words say why."""


@dataclass(frozen=True)
class Piece:
    """Source text and what it evaluates to."""

    text: str
    value: Any
    level: int = 9
    """How tightly it binds, as Python's operators do; 9 for what needs no brackets."""
    whole: int | None = None
    """The number, where it is a whole one and Python's own would do beside a symbol."""

    def at(self, level: int) -> str:
        """The text as an operand of an operator that binds this tightly."""
        return self.text if self.level >= level else f"({self.text})"


_INFIX = {"add": "+", "sub": "-", "mul": "*", "div": "/", "pow": "**", "le": "<=", "lt": "<", "dominated": "<<"}
_LEVELS = {"le": 1, "lt": 1, "dominated": 2, "add": 3, "sub": 3, "mul": 4, "div": 4, "neg": 5, "pow": 6}
_OPERATIONS: dict[str, Callable[[Any, Any], Any]] = {
    "add": lambda a, b: a + b, "sub": lambda a, b: a - b, "mul": lambda a, b: a * b, "div": lambda a, b: a / b,
    "pow": lambda a, b: a**b, "le": lambda a, b: a <= b, "lt": lambda a, b: a < b, "dominated": lambda a, b: a << b,
}  # fmt: skip
_CALLS = {
    "and": "And", "or": "Or", "not": "Not", "imp": "Implies", "ln": "ln", "exp": "exp", "indicator": "indicator", "law": "is_law",
    "first_marginal": "first_marginal", "second_marginal": "second_marginal", "point_mass": "point_mass",
}  # fmt: skip
"""Constants that a function of the same arguments stands for."""
_BASED = {"log": "log", "entropy": "H", "cross_entropy": "H", "divergence": "D"}
_STANDARD = {
    "conditional_entropy": "conditional_entropy", "mutual_information": "mutual_information", "information": "information",
}  # fmt: skip
"""Notions that are written with the standing base alone."""
_LETTERS = {
    "nat": ("i", "j", "k", "l"),
    "real": ("t", "s", "u", "v"),
    "%": ("x", "y", "z", "w"),
    "'": ("theta", "eta", "phi"),
}
_PUBLIC: dict[str, Any] = {**vars(expr), **vars(declare), **vars(notation)}
"""The functions of the public interface that terms are written with, by their names."""
_SEEMS_TAKEN = frozenset((*dir(builtins), *keyword.kwlist, *keyword.softkwlist, *_PUBLIC, "derivation", "d"))


@dataclass
class Source:
    """The Python source of some terms: their expressions, and the lines that declare their symbols."""

    lines: list[str] = field(default_factory=list)
    module: dict[str, str] = field(default_factory=dict)
    """What names of the file stand for already, by the lines that declare them: no name is given two meanings."""
    used: set[str] = field(default_factory=set)
    """Names of the public interface that the text needs."""

    def __post_init__(self) -> None:
        self._identifiers = set(_SEEMS_TAKEN)
        self._spelled: set[str] = set()
        self._free: dict[Term, Piece] = {}
        self._spaces: dict[Type, Piece] = {}
        self._bound: dict[tuple[Type, int, str], Piece] = {}
        self._opened: list[Term] = []
        self._pieces = 0

    # ---- symbols -------------------------------------------------------------------------------------------

    def declare(self, variables: Iterable[Term], hypotheses: Sequence[Term]) -> None:
        """Declare the free variables, as laws, families and sample sizes where the hypotheses say so."""
        ordered = sorted(variables, key=lambda v: (v.name, str(v.ty)))
        self._spelled |= {v.name for v in ordered}
        if len({v.name for v in ordered}) < len(ordered):
            raise Unprintable("two symbols have one name")
        for v in ordered:
            if v is notation.base.term:
                self._free[v] = Piece("base", notation.base)
                continue
            try:
                self._free[v] = self._declared(v, hypotheses)
            except InvalidArgument as error:
                raise Unprintable(str(error)) from None

    def _declared(self, v: Term, hypotheses: Sequence[Term]) -> Piece:
        name, ty = v.name, v.ty
        if ty is real:
            return self._line(name, "real_number")
        if ty is nat:
            positive = declare.sample_size(name)
            if all(h in hypotheses for d in positive.declarations for h in d.hypotheses):
                return self._line(name, "sample_size")
            return self._line(name, "natural")
        if ty.op != "fun":
            return self._method(name, ty, "letter")
        domain, result = ty.args
        if domain is nat and result is real:
            return self._line(name, "sequence")
        if domain is nat:
            return self._line(name, "sample", self._space(result))
        if result is real:
            if domain is real:
                return self._line(name, "real_function")
            space = self._space(domain)
            is_law = domain.op[0] in "%p" and constant_for("law", v) in hypotheses
            return self._line(name, "law" if is_law else "function_on", space)
        if result is bool_ and domain.op.startswith("'"):
            return self._line(name, "subset", self._space(domain))
        if result.op == "fun" and result.args[1] is real:
            over = self._space(result.args[0])
            family = declare.model(name, self._space(domain).value, over.value)
            if all(h in hypotheses for d in family.declarations for h in d.hypotheses):
                return self._line(name, "model", self._space(domain), over)
        raise Unprintable(f"the symbol {name} has no declaration")

    def _line(self, name: str, function: str, *over: Piece) -> Piece:
        self.used.add(function)
        arguments = ", ".join([f'"{name}"', *(p.text for p in over)])
        identifier = self._declaration(name, f"{function}({arguments})")
        return Piece(identifier, _PUBLIC[function](name, *(p.value for p in over)))

    def _method(self, name: str, ty: Type, method: str) -> Piece:
        space = self._space(ty)
        value = getattr(space.value, method)(name)
        text = f"({space.text})" if " " in space.text else space.text
        return Piece(self._declaration(name, f'{text}.{method}("{name}")'), value)

    def _declaration(self, name: str, text: str) -> str:
        """Declare what the text makes, under an identifier that means nothing else in the file."""
        identifier = self._identifier(name)
        while self.module.get(identifier, f"{identifier} = {text}") != f"{identifier} = {text}":
            identifier = self._identifier(name)
        self.lines.append(f"{identifier} = {text}")
        return identifier

    def _space(self, ty: Type) -> Piece:
        known = self._spaces.get(ty)
        if known is not None:
            return known
        if ty.op == "pair":
            left, right = (self._space(a) for a in ty.args)
            return Piece(f"{left.text} * {right.text}", left.value * right.value)
        kind = {"%": "alphabet", "'": "parameters"}.get(ty.op[0])
        if kind is None:
            raise Unprintable(f"nothing declares the set {ty}")
        made = self._line(ty.op[1:], kind)
        self._spaces[ty] = made
        return made

    def _identifier(self, name: str) -> str:
        stem = re.sub(r"\W", "", name.replace("'", "_prime"), flags=re.ASCII) or "symbol"
        if not stem[0].isalpha():
            stem = f"s{stem}"
        made, n = stem, 1
        while made in self._identifiers:
            made, n = f"{stem}_{n}", n + 1
        self._identifiers.add(made)
        return made

    # ---- terms ---------------------------------------------------------------------------------------------

    def expression(self, t: Term) -> Piece:
        """The expression of a term whose free variables are declared. Raises Unprintable."""
        try:
            piece = self._term(t)
        except (InvalidArgument, KernelError, AttributeError, TypeError) as error:
            raise Unprintable(str(error)) from None
        if not isinstance(piece.value, Expr) or piece.value.term is not t:
            raise Unprintable("its expression would stand for another term")
        return piece

    def _term(self, t: Term) -> Piece:
        self._pieces += 1
        if self._pieces > MAX_PIECES or len(self._opened) > MAX_NESTING:
            raise Unprintable("the term is too large")
        value = number_value(t)
        if value is not None and t.ty is real:
            return self._number(value)
        if t.kind == VAR:
            known = self._free.get(t)
            if known is None:
                raise Unprintable(f"the symbol {t.name} is not declared")
            return known
        if t.kind == LAM:
            return self._binder("function", t)
        head, args = strip(t)
        if head.kind == CONST:
            return self._constant(t, head.name, args)
        if t.kind == APP and head.kind in (VAR, LAM):
            return self._applied(self._term(head), args)
        raise Unprintable("it is no expression")

    def _number(self, value: Fraction) -> Piece:
        self.used.add("Q")
        over = f", {value.denominator}" if value.denominator != 1 else ""
        whole = value.numerator if value.denominator == 1 else None
        return Piece(f"Q({value.numerator}{over})", expr.Q(value.numerator, value.denominator), whole=whole)

    def _applied(self, f: Piece, args: Sequence[Term]) -> Piece:
        for arg in args:
            if f.value.type.args[1] is bool_:
                f = self._call("member", self._term(arg), f)
                continue
            head, parts = strip(arg)
            if head.kind == CONST and head.name == "pair" and len(parts) == 2:
                at = [self._term(p) for p in parts]
            else:
                at = [self._term(arg)]
            f = Piece(f"{f.at(9)}({', '.join(p.text for p in at)})", f.value(*(p.value for p in at)))
        return f

    def _call(self, name: str, *args: Piece) -> Piece:
        self.used.add(name)
        value = _PUBLIC[name](*(a.value for a in args))
        return Piece(f"{name}({', '.join(a.text for a in args)})", value)

    def _constant(self, t: Term, name: str, args: list[Term]) -> Piece:
        n = len(args)
        if name == "eq" and n == 2:
            return self._equality(args)
        if name in _INFIX and n == 2:
            return self._infix(name, *(self._term(a) for a in args))
        if name == "neg" and n == 1:
            a = self._term(args[0])
            return Piece(f"-{a.at(_LEVELS['neg'])}", -a.value, _LEVELS["neg"])
        if name == "of_nat" and n == 1:
            a = self._term(args[0])
            return Piece(a.text, a.value, a.level)
        if name == "not" and n == 1:
            head, parts = strip(args[0])
            if head.kind == CONST and head.name == "eq" and parts[0].ty is not bool_:
                return self._call("Ne", *(self._term(p) for p in parts))
        if name in _CALLS:
            wanted = 2 if name in ("and", "or", "imp") else 1
            if n >= wanted:
                return self._applied(self._call(_CALLS[name], *(self._term(a) for a in args[:wanted])), args[wanted:])
        if name in _BASED and n == (3 if name in ("cross_entropy", "divergence") else 2):
            return self._based(_BASED[name], args[0], args[1:])
        if name in _STANDARD and n >= 2 and args[0] is notation.base.term:
            return self._call(name, *(self._term(a) for a in args[1:]))
        if name in ("conditional", "empirical") and n >= 2:
            first = self._term(args[0]), self._term(args[1])
            made = self._call(name, *(first if name == "conditional" else first[::-1]))
            return self._applied(made, args[2:])
        if name == "uniform":
            space = self._space(t.ty.args[0] if n == 0 else args[0].ty)
            return self._applied(self._call("uniform", space), args)
        return self._with_binder(name, args)

    def _infix(self, name: str, a: Piece, b: Piece) -> Piece:
        level = _LEVELS[name]
        # Comparisons are no chains; a power's exponent may have a sign, its base may not.
        left = level + 1 if name in ("le", "lt", "pow") else level
        right = _LEVELS["neg"] if name == "pow" else level + 1
        if a.whole is not None and b.whole is None:
            a = Piece(str(a.whole), a.whole, 9 if a.whole >= 0 else _LEVELS["neg"])
        elif b.whole is not None and a.whole is None:
            b = Piece(str(b.whole), b.whole, 9 if b.whole >= 0 else _LEVELS["neg"])
        return Piece(f"{a.at(left)} {_INFIX[name]} {b.at(right)}", _OPERATIONS[name](a.value, b.value), level)

    def _equality(self, args: Sequence[Term]) -> Piece:
        a, b = self._term(args[0]), self._term(args[1])
        return self._call("Iff" if args[0].ty is bool_ else "Eq", a, b)

    def _based(self, name: str, to_base: Term, args: Sequence[Term]) -> Piece:
        pieces = [self._term(a) for a in args]
        if to_base is notation.base.term:
            return self._call(name, *pieces)
        self.used.add(name)
        c = self._term(to_base)
        text = f"{name}({', '.join([*(p.text for p in pieces), f'to_base={c.text}'])})"
        return Piece(text, _PUBLIC[name](*(p.value for p in pieces), to_base=c.value))

    # ---- binders -------------------------------------------------------------------------------------------

    def _with_binder(self, name: str, args: list[Term]) -> Piece:
        n = len(args)
        if name in ("sum", "prod") and n == 1:
            return self._binder(name.capitalize(), args[0])
        if name in ("sum_to", "prod_to") and n == 2:
            return self._binder("Sum" if name == "sum_to" else "Prod", args[1], bound=args[0])
        if name in ("forall", "exists") and n == 1:
            return self._binder("ForAll" if name == "forall" else "Exists", args[0])
        if name == "expectation" and n == 2:
            return self._binder("E", args[1], before=(args[0],))
        if name in ("argmax", "argmin") and n >= 2:
            return self._applied(self._optimum(name, args[0], args[1]), args[2:])
        if name == "has_derivative" and n == 3:
            return self._binder(name, args[0], after=args[1:])
        for kind, function in (("tends_from_", "tends_to"), ("diverges_from_", "tends_to_infinity")):
            if name in (f"{kind}right", f"{kind}left"):
                return self._binder(function, args[0], after=args[1:], side=name.removeprefix(kind))
        raise Unprintable(f"nothing in Python is written for {name}")

    def _binder(
        self, name: str, f: Term, *, before: Sequence[Term] = (), after: Sequence[Term] = (), bound: Term | None = None,
        side: str = "",
    ) -> Piece:  # fmt: skip
        first = [self._term(x) for x in before]
        v = self._variable(f.ty.args[0], bound)
        body = self._body(f, v)
        pieces = [*first, v, body, *(self._term(x) for x in after)]
        self.used.add(name)
        named = {"side": side} if side else {}
        text = ", ".join([*(p.text for p in pieces), *(f'{k}="{x}"' for k, x in named.items())])
        return Piece(f"{name}({text})", _PUBLIC[name](*(p.value for p in pieces), **named))

    def _optimum(self, name: str, domain: Term, f: Term) -> Piece:
        v = self._variable(f.ty.args[0], None)
        objective = self._body(f, v)
        self.used.add(name)
        whole = Piece(f"{name}({v.text}, {objective.text})", _PUBLIC[name](v.value, objective.value))
        if strip(whole.value.term)[1][0] is domain:
            return whole
        inside = self._body(domain, v) if domain.kind == LAM else self._term(domain)
        value = _PUBLIC[name](v.value, objective.value, where=inside.value)
        return Piece(f"{name}({v.text}, {objective.text}, where={inside.text})", value)

    def _body(self, f: Term, v: Piece) -> Piece:
        self._opened.append(v.value.term)
        shadowed = self._free.get(v.value.term)
        self._free[v.value.term] = v
        try:
            return self._term(apply_term(f, v.value.term))
        finally:
            self._opened.pop()
            del self._free[v.value.term]
            if shadowed is not None:
                self._free[v.value.term] = shadowed

    def _variable(self, ty: Type, bound: Term | None) -> Piece:
        """A variable to bind, none of those that are free or bound around it; declared once for each depth."""
        limit = self._term(bound) if bound is not None else None
        key = (ty, len(self._opened), limit.text if limit is not None else "")
        known = self._bound.get(key)
        if known is None:
            known = self._bound[key] = self._new_variable(ty, limit)
        return known

    def _new_variable(self, ty: Type, limit: Piece | None) -> Piece:
        letters = _LETTERS.get(ty.op if ty in (nat, real) else ty.op[0], ("z", "w"))
        spelled = iter([*letters, *(f"{letters[0]}_{n}" for n in range(1, MAX_PIECES))])
        name = next(x for x in spelled if x not in self._spelled)
        self._spelled.add(name)
        if limit is not None:
            return self._line(name, "index", limit)
        if ty is real:
            return self._line(name, "real_variable")
        if ty is nat:
            return self._line(name, "natural_variable")
        if ty.op.startswith("'"):
            return self._method(name, ty, "point")
        if ty.op == "fun":
            raise Unprintable("it quantifies over functions")
        return self._method(name, ty, "outcome")
