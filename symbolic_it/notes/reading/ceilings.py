"""Numbers rounded up: the lengths of Shannon's code words, and other whole numbers just above a value."""

from __future__ import annotations

from fractions import Fraction

from symbolic_it.kernel.terms import APP, Term, abstract, strip, substitute
from symbolic_it.language.chance_notation import ceiling, code_lengths
from symbolic_it.language.expr import And, Expr, as_real
from symbolic_it.language.notation import ForAll
from symbolic_it.notes import syntax as s
from symbolic_it.notes.declared import is_law
from symbolic_it.notes.reading.base import Reading
from symbolic_it.notes.symbols import Symbols, Unclear
from symbolic_it.notes.usage import Usage


class Ceilings(Reading):
    """The part of `Reader` that reads what is rounded up."""

    def __init__(self, usage: Usage, symbols: Symbols) -> None:
        super().__init__(usage, symbols)
        self.rounded: dict[Term, Expr] = {}
        """The whole numbers for each value that is rounded up, as functions of an outcome."""

    def rounded_up(self, node: s.Function) -> Expr:
        """A natural number l(x) with t(x) <= l(x) < t(x) + 1, for outcomes of positive probability."""
        t = self.value(surprisal(node.argument))
        fixed = [e for key, e in self.world.known.items() if key.startswith("letter:")]
        around = {e.term: e for e in (*self.bound.values(), *self.free.values(), *fixed) if e.term in t.term.free}
        if len(around) != 1 or self.usage.densities:
            raise Unclear(node, "what is rounded up is no value of one outcome")
        ((v, x),) = around.items()
        if x.type.op[0] != "%":
            raise Unclear(node, "what is rounded up is no value of an outcome")
        key = abstract(v, t.term)
        if key not in self.rounded:
            letter = x.type.op[1:].lower().removeprefix("n_")
            name = f"ceil_{len(self.rounded) + 1}" if self.rounded else "ceil"
            x_any = self.world.outcome(letter)
            any_t = Expr(substitute({v: x_any.term}, t.term), t.names, t.declarations)
            law = law_of_surprisal(any_t)
            laws = {e.term for known, e in self.world.known.items() if known.startswith("law:")}
            if law is None or law.fun not in laws:  # below zero there is no such natural number
                raise Unclear(node, "only surprisals, log(1/p(x)), are read rounded up")
            at = Expr(law, t.names, t.declarations)
            made = code_lengths(name, self.world.alphabet(letter))
            self.rounded[key] = made
            self.world.hypotheses.append(ForAll(x_any, And(at > 0, ceiling(made(x_any), any_t))))
            self.world.standing.append(f"{at.text} is positive for every outcome that has a code word")
        return as_real(self.rounded[key](x))


def surprisal(node: s.Node) -> s.Node:
    """log(1/p) for -log p."""
    inner = node
    while isinstance(inner, s.Group):
        inner = inner.inner
    if not isinstance(inner, s.Minus) or not isinstance(inner.inner, s.Function) or inner.inner.name != "log":
        return inner
    log = inner.inner
    one = s.Num(log.start, log.start, Fraction(1), "1")
    quotient = s.Binary(log.argument.start, log.argument.end, "/", one, log.argument)
    return s.Function(log.start, log.end, "log", quotient, log.base)


def law_of_surprisal(t: Expr) -> Term | None:
    """P(x) where the value is log(1/P(x))."""
    head, args = strip(t.term)
    if head.name != "log" or len(args) != 2:
        return None
    inner, parts = strip(args[1])
    if inner.name != "div" or len(parts) != 2 or parts[1].kind != APP:
        return None
    return parts[1] if is_law(Expr(parts[1].fun, (), t.declarations)) else None
