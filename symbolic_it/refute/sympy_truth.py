"""Truth of a statement on one small instance, decided by SymPy; nothing here comes from `language.evaluate`.

Truth has four values: 2 and -2 for true and false, 1 and -1 for what holds or fails as far as samples tell, as a
"for all" over the real numbers does that holds at every sample. So ``and`` is min, ``or`` is max, ``not`` is the
change of sign, and only -2 contradicts a proof.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from symbolic_it.errors import InvalidArgument
from symbolic_it.kernel.terms import LAM, Term, Type, binary, bool_, nat, real
from symbolic_it.language.lowering import Env, Known, Lowering, Meaningless, Part, index_bound, is_application

TRUE, FALSE = 2, -2
LIKELY, UNLIKELY = 1, -1
DIGITS = 50
MARGIN = 30
"""A number whose digits were computed to `DIGITS` and that exceeds 10^-MARGIN in size is taken as not zero."""
LARGEST_PRIME = 2**15
"""Trial division stops here: the rest of a large number stays in one piece, in the same way each time."""
MAX_BITS = 20_000
NATURALS = {"for all": 5, "there is": 12}


class Undecided(InvalidArgument):
    """SymPy could not tell."""


_signs: dict[Any, int] = {}
_logarithms: dict[Any, Any] = {}
_calculus: dict[Any, Any] = {}


# What SymPy raises where it is at a loss.
TROUBLE = (InvalidArgument, NotImplementedError, ValueError, TypeError, ArithmeticError, AttributeError, RecursionError)


def remember(table: dict[Any, Any], key: Any, value: Any, limit: int = 20_000) -> Any:
    """Keep a value in a table, which is emptied when it grows beyond the limit."""
    if len(table) >= limit:
        table.clear()
    table[key] = value
    return value


def sign(sp: Any, e: Any) -> int:
    """-1, 0 or 1 for a real number. Raises Undecided."""
    if isinstance(e, sp.Rational):
        return int(e.p > 0) - int(e.p < 0)
    found = _signs.get(e)
    return int(remember(_signs, e, _sign(sp, e))) if found is None else found


def _sign(sp: Any, e: Any) -> int:
    if e.has(sp.nan, sp.zoo, sp.oo):
        raise Meaningless(f"{e} is not a real number")
    if e.free_symbols:
        raise Undecided(f"the sign of {e}")
    e = sp.expand(e)
    if isinstance(e, sp.Rational):
        return int(e.p > 0) - int(e.p < 0)
    n = e.evalf(DIGITS)
    if isinstance(n, sp.Float) and abs(n) > sp.Float(10, DIGITS) ** -MARGIN:
        return 1 if n > 0 else -1
    if isinstance(n, (sp.Float, sp.Integer)) and is_zero(sp, e):
        return 0
    raise Undecided(f"the sign of {e}")


def is_zero(sp: Any, e: Any) -> bool:
    """Whether an expression that is zero to many digits is exactly zero."""
    e = sp.expand(split_logarithms(sp, e))
    if e == 0 or sp.simplify(sp.logcombine(e, force=True)) == 0:
        return True
    return e.equals(0) is True


def logarithm(sp: Any, x: Any) -> Any:
    """The natural logarithm; of a rational number as a sum over its prime factors, so that SymPy's sums cancel."""
    found = _logarithms.get(x)
    if found is not None:
        return found
    if isinstance(x, sp.Rational):
        if x.p <= 0:
            raise Meaningless(f"the logarithm of {x}")
        factors = sp.factorint(x.p, limit=LARGEST_PRIME)
        for prime, power in sp.factorint(x.q, limit=LARGEST_PRIME).items():
            factors[prime] = factors.get(prime, 0) - power
        return remember(_logarithms, x, sp.Add(*(power * sp.log(prime) for prime, power in factors.items())))
    if not x.free_symbols:
        if sign(sp, x) <= 0:
            raise Meaningless(f"the logarithm of {x}")
        return remember(_logarithms, x, split_logarithms(sp, sp.log(x)))
    return sp.log(x)


def split_logarithms(sp: Any, e: Any) -> Any:
    """Logarithms of products and powers taken apart, those of rational numbers down to primes."""
    e = sp.expand_log(e, force=True)
    rational = {a for a in e.atoms(sp.log) if isinstance(a.args[0], sp.Rational)}
    return e.xreplace({a: logarithm(sp, a.args[0]) for a in rational})


class Instance(Lowering):
    """A lowering in which alphabets have sizes, variables have values, and statements are true or false."""

    def __init__(
        self, sizes: Mapping[str, int], values: Mapping[Term, Any], candidates: Callable[[Type], Iterable[Any]]
    ) -> None:
        super().__init__(sizes, values)
        self.candidates = candidates
        self.depth = 0

    def variable(self, v: Term) -> Any:
        raise Undecided(f"{v.name} has no value")

    def size(self, ty: Type) -> int:
        assert not isinstance(self.sizes, int)
        return self.sizes.get(ty.op, 2)

    # ---- numbers -------------------------------------------------------------------------------------------

    def sign(self, e: Any) -> int:
        return sign(self.sp, e)

    def is_nought(self, number: Any) -> bool:
        return not isinstance(number, self.sp.Rational) and self.sign(number) == 0

    def logarithm(self, x: Any) -> Any:
        return logarithm(self.sp, x)

    def on_log(self, _head: Term, args: list[Part], env: Env) -> Any:
        base, x = self.value(args[0], env), self.value(args[1], env)
        key = (base, x)
        found = _logarithms.get(key)
        if found is None:
            divisor = self.logarithm(base)
            if divisor is self.zero:
                raise Meaningless("a logarithm to the base 1")
            # term by term: a sum over a common divisor would not cancel against others
            terms = [t / divisor for t in self.sp.Add.make_args(self.logarithm(x))]
            found = remember(_logarithms, key, self.sp.Add(*terms))
        return found

    def on_pow(self, head: Term, args: list[Part], env: Env) -> Any:
        x, y = self.value(args[0], env), self.value(args[1], env)
        if not isinstance(y, self.sp.Integer) and not x.free_symbols and self.sign(x) <= 0:
            if not (y.is_integer and x is not self.zero):
                raise Meaningless("a power of a number that is not positive")
        if isinstance(x, self.sp.Rational) and isinstance(y, self.sp.Integer):
            if (x.p.bit_length() + x.q.bit_length()) * abs(int(y)) > MAX_BITS:
                raise Undecided("a power with too many digits")
        return super().on_pow(head, [Known(x), Known(y)], env)

    def on_indicator(self, _head: Term, args: list[Part], env: Env) -> Any:
        holds = self.value(args[0], env)
        if abs(holds) < TRUE:
            raise Undecided("an indicator of a statement known by samples only")
        return self.sp.Integer(1 if holds > 0 else 0)

    # ---- relations -----------------------------------------------------------------------------------------

    def _difference(self, args: list[Part], env: Env) -> int:
        return self.sign(self.value(args[0], env) - self.value(args[1], env))

    def on_le(self, _head: Term, args: list[Part], env: Env) -> int:
        return TRUE if self._difference(args, env) <= 0 else FALSE

    def on_lt(self, _head: Term, args: list[Part], env: Env) -> int:
        return TRUE if self._difference(args, env) < 0 else FALSE

    def on_eq(self, head: Term, args: list[Part], env: Env) -> int:
        return self.same(self.value(args[0], env), self.value(args[1], env), head.ty.args[0])

    def same(self, a: Any, b: Any, ty: Type) -> int:
        """Whether two values are equal; sets and functions point by point."""
        if ty is real:
            return TRUE if a is b or self.sign(a - b) == 0 else FALSE
        if ty is bool_:
            least = min(abs(a), abs(b))
            return int(least if (a > 0) == (b > 0) else -least)
        if ty.op == "fun":
            points, every = self.domain(ty.args[0], "for all")
            return self._every(lambda x: self.same(a(x), b(x), ty.args[1]), points, every)
        return TRUE if a == b else FALSE

    # ---- logic ---------------------------------------------------------------------------------------------

    def on_false(self, _head: Term, _args: list[Part], _env: Env) -> int:
        return FALSE

    def on_not(self, _head: Term, args: list[Part], env: Env) -> int:
        return -int(self.value(args[0], env))

    def on_and(self, _head: Term, args: list[Part], env: Env) -> int:
        left = int(self.value(args[0], env))
        return left if left < 0 else min(left, int(self.value(args[1], env)))

    def on_or(self, _head: Term, args: list[Part], env: Env) -> int:
        left = int(self.value(args[0], env))
        return left if left > 0 else max(left, int(self.value(args[1], env)))

    def on_imp(self, _head: Term, args: list[Part], env: Env) -> int:
        left = int(self.value(args[0], env))
        return -left if left < 0 else max(-left, int(self.value(args[1], env)))

    def on_forall(self, head: Term, args: list[Part], env: Env) -> int:
        points, every = self.range_of("for all", head, args[0], env)
        f = self.value(args[0], env)
        self.depth += 1
        try:
            return self._every(lambda x: int(f(x)), points, every)
        finally:
            self.depth -= 1

    def _every(self, test: Callable[[Any], int], points: Iterable[Any], every: bool) -> int:
        """The least truth; without all points at hand, those that mean nothing are left out, and true is likely."""
        least, seen = TRUE, False
        for x in points:
            try:
                least = min(least, test(x))
            except (Meaningless, Undecided):
                if every:
                    raise
                continue
            seen = True
            if least == FALSE:
                return FALSE
        if not seen and not every:
            raise Undecided("no sample on which the statement means something")
        return least if every else min(least, LIKELY)

    def on_exists(self, head: Term, args: list[Part], env: Env) -> int:
        points, every = self.range_of("there is", head, args[0], env)
        f = self.value(args[0], env)
        most = FALSE
        self.depth += 1
        try:
            for x in points:
                try:
                    most = max(most, int(f(x)))
                except (Meaningless, Undecided):
                    if every:
                        raise
                    most = max(most, UNLIKELY)
                if most > 0:
                    return most
        finally:
            self.depth -= 1
        return most if every else max(most, UNLIKELY)

    def range_of(self, quantifier: str, head: Term, part: Part, env: Env) -> tuple[Iterable[Any], bool]:
        """The values that a quantifier runs over here, and whether these are all there are."""
        if isinstance(part, Term) and part.kind == LAM:
            bound = index_bound(part.body)
            if bound is not None:
                return range(1, self.count(bound, (*env, None)) + 1), True
        return self.domain(head.ty.args[0].args[0], quantifier)

    def domain(self, ty: Type, quantifier: str) -> tuple[Iterable[Any], bool]:
        if ty is nat:
            return range(NATURALS[quantifier]), False
        if ty is bool_:
            return (TRUE, FALSE), True
        if ty is real:
            return samples(self.sp)[: (9, 6, 4)[min(self.depth, 2)]], False
        if ty.op == "fun":
            return list(self.candidates(ty))[:8], False
        return self.elements(ty), True

    # ---- calculus ------------------------------------------------------------------------------------------

    def _expression(self, f: Part, env: Env) -> tuple[Any, Any]:
        """A real function as an expression in a variable."""
        x = self.sp.Symbol("_x", real=True)
        return x, self.value(f, env)(x)

    def _solve(self, kind: str, expression: Any, compute: Callable[[], Any]) -> Any:
        key = (kind, expression)
        if key not in _calculus:
            try:
                found = compute()
            except TROUBLE:
                found = None  # SymPy does not know this one
            remember(_calculus, key, found)
        found = _calculus[key]
        if found is None or found.has(self.sp.nan, self.sp.zoo, self.sp.AccumBounds, self.sp.I) or found.free_symbols:
            raise Undecided(f"a limit or a derivative of {expression}")
        return found

    def on_has_derivative(self, _head: Term, args: list[Part], env: Env) -> int:
        x, e = self._expression(args[0], env)
        point, value = self.value(args[1], env), self.value(args[2], env)
        self.value(args[0], env)(point)  # the function must mean something there
        slope = self._solve(f"derivative at {point}", e, lambda: self.sp.diff(e, x).subs(x, point))
        return TRUE if self.sign(slope - value) == 0 else FALSE

    def _limit(self, f: Part, point: Any, side: str, env: Env) -> Any:
        x, e = self._expression(f, env)
        return self._solve(f"limit at {point}{side}", e, lambda: self.sp.limit(e, x, point, side))

    def _tends(self, args: list[Part], env: Env, side: str) -> int:
        point, value = self.value(args[1], env), self.value(args[2], env)
        limit = self._limit(args[0], point, side, env)
        if limit.is_infinite:
            return FALSE
        return TRUE if self.sign(limit - value) == 0 else FALSE

    def _diverges(self, args: list[Part], env: Env, side: str) -> int:
        return TRUE if self._limit(args[0], self.value(args[1], env), side, env) is self.sp.oo else FALSE

    def on_tends_from_right(self, _head: Term, args: list[Part], env: Env) -> int:
        return self._tends(args, env, "+")

    def on_tends_from_left(self, _head: Term, args: list[Part], env: Env) -> int:
        return self._tends(args, env, "-")

    def on_diverges_from_right(self, _head: Term, args: list[Part], env: Env) -> int:
        return self._diverges(args, env, "+")

    def on_diverges_from_left(self, _head: Term, args: list[Part], env: Env) -> int:
        return self._diverges(args, env, "-")

    def on_converges(self, _head: Term, args: list[Part], env: Env) -> int:
        n = self.sp.Symbol("_n", integer=True, positive=True)
        e, value = self.value(args[0], env)(n), self.value(args[1], env)
        limit = self._solve("limit of the sequence", e, lambda: self.sp.limit_seq(e, n))
        if limit.is_infinite:
            return FALSE
        return TRUE if self.sign(limit - value) == 0 else FALSE

    # ---- a statement as a whole ----------------------------------------------------------------------------

    def judge(self, t: Term, env: Env = ()) -> int | None:
        """The truth of the parts of a statement that say something here; None when none does.

        "For all", "and" and premises around the statement's core are taken apart: a premise that fails says nothing.
        """
        parts = binary("imp", t)
        if parts is not None:
            premise = int(self.value(parts[0], env))
            if premise < 0:
                return None
            held = self.judge(parts[1], env)
            return held if held is None else max(-premise, held)
        parts = binary("and", t)
        if parts is not None:
            return self._least(lambda part: self.judge(part, env), parts)
        f = is_application("forall", t)
        if f is not None and f.kind == LAM:
            points, every = self.range_of("for all", t.fun, f, env)
            self.depth += 1
            try:
                least = self._least(lambda x: self.judge(f.body, (*env, x)), points)
            finally:
                self.depth -= 1
            return least if every or least is None else min(least, LIKELY)
        return int(self.value(t, env))

    @staticmethod
    def _least(test: Callable[[Any], int | None], cases: Iterable[Any]) -> int | None:
        """The least truth of what means something. Raises what the last test raised, when nothing does."""
        least: int | None = None
        trouble: InvalidArgument | None = None
        for case in cases:
            try:
                found = test(case)
            except (Meaningless, Undecided) as error:
                trouble = error
                continue
            if found is not None:
                least = found if least is None else min(least, found)
        if least is None and trouble is not None:
            raise trouble
        return least


_samples: list[Any] = []


def samples(sp: Any) -> list[Any]:
    """The real numbers at which statements about all of them are tried."""
    if not _samples:
        _samples.extend(
            sp.Rational(p, q) for p, q in ((1, 2), (1, 1), (1, 3), (2, 1), (0, 1), (-1, 1), (3, 4), (1, 9), (3, 1))
        )
    return _samples
