"""The symbols that a chain's letters stand for: alphabets, laws and joint laws, families, samples, numbers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import partial

from symbolic_it.kernel.arithmetic import normal_form
from symbolic_it.kernel.definitions import constant_for
from symbolic_it.kernel.terms import Term, fun, nat, real
from symbolic_it.language import declare
from symbolic_it.language.expr import Eq, Expr, apply_symbol, as_real, build
from symbolic_it.language.notation import (
    ForAll,
    Sum,
    base,
    conditional,
    first_marginal,
    function,
    second_marginal,
    uniform,
)
from symbolic_it.notes import syntax as s
from symbolic_it.notes.determined import determined
from symbolic_it.notes.letters import is_made
from symbolic_it.notes.naming import apart, safe
from symbolic_it.notes.symbols import Symbols, Unclear
from symbolic_it.notes.usage import Usage

MAX_VARIABLES = 5


@dataclass
class World:
    """Declared symbols, each made once, with the letters' roles from `Usage`."""

    usage: Usage
    symbols: Symbols
    known: dict[str, Expr] = field(default_factory=dict)
    hypotheses: list[Expr] = field(default_factory=list)
    """Standing assumptions that come with what was declared: positive models."""
    standing: list[str] = field(default_factory=list)
    masses: dict[Term, tuple[Expr, Mapping[str, int]]] = field(default_factory=dict)
    """Values made of densities: the same of masses, and the powers of the widths of cells that it is divided by."""

    own_base: Expr | None = None
    """The base that the notion names which is being read."""

    def __post_init__(self) -> None:
        self._settle()

    def _settle(self) -> None:
        """The law that random variables follow has all their letters."""
        usage = self.usage
        needed = [x for x in (*usage.order, *sorted(usage.variables)) if x]
        for i, x in list(usage.enumerated.items()):  # p_i beside p(X): the index runs through the alphabet of X
            others = {y for xs in usage.laws.values() if i in xs for y in xs if y not in usage.enumerated.values()}
            if i == x and len(others) == 1:
                self._rename(i, others.pop())
        own = [i for i, x in usage.enumerated.items() if i == x]
        if len(needed) == 1 and own and needed[0] not in {x for xs in usage.laws.values() for x in xs}:
            for i in own:  # H(X) and p_i
                self._rename(i, needed[0])
        for key, letters in self.symbols.joint.items():
            present = usage.laws.get(key)
            if present and len(present) > 1:
                usage.laws[key] = present + tuple(x for x in letters if x not in present and x in needed)
        if needed:
            primary = self.primary(needed)
            own_letters = usage.laws.get(primary, ())
            usage.laws[primary] = (*own_letters, *(x for x in dict.fromkeys(needed) if x not in own_letters))
        usage.laws = {k: tuple(sorted(xs)) for k, xs in usage.laws.items()}

    def _rename(self, index: str, letter: str) -> None:
        usage = self.usage
        usage.enumerated[index] = letter
        usage.laws = {k: tuple(dict.fromkeys(letter if x == index else x for x in xs)) for k, xs in usage.laws.items()}

    def primary(self, letters: list[str]) -> str:
        """The key of the law that the variables with these letters follow."""
        keys = [k for k in self.usage.laws if k not in self.usage.models and k not in self.usage.same]
        for k in keys:
            if len(letters) > 1 and set(letters) <= set(self.usage.laws[k]):
                return k
        for k in keys:
            if len(self.usage.laws[k]) > 1:
                return k
        for head in ("p", "P", "Pr"):
            for k in keys:
                if k == head or k.startswith(head + "_"):
                    return k
        with_letter = [k for k in keys if set(letters) & set(self.usage.laws[k])]
        return with_letter[0] if with_letter else "p"

    # ---- declarations ----------------------------------------------------------------------------------

    def alphabet(self, letter: str) -> declare.Alphabet:
        name = (
            letter.upper()
            if is_made(letter) or (len(letter) == 1 and letter not in ("i", "j", "k", "l", "m", "n", "t", "c", "s"))
            else f"N_{letter}"
        )
        return declare.alphabet(name)

    def default_letter(self) -> str:
        return next((x for xs in self.usage.laws.values() for x in xs), "x")

    def letters_of(self, key: str) -> tuple[str, ...]:
        letters = self.usage.laws.get(self.usage.same.get(key, key)) or (self.default_letter(),)
        if len(letters) > MAX_VARIABLES:
            raise Unclear(None, "a law of more than three variables is outside of what is read")
        return letters

    def space(self, key: str) -> declare.Alphabet:
        """The alphabet of a law: a product, nested to the right."""
        *parts, result = (self.alphabet(x) for x in self.letters_of(key))
        for part in reversed(parts):
            result = part * result
        return result

    def family(self, key: str) -> Expr:
        """A family of laws with one parameter; its members are positive (a standing assumption)."""
        name = "model:" + key
        if name not in self.known:
            over, parameter = self.space(key), self.usage.models[key]
            space = declare.parameters(safe(parameter).capitalize())
            made = declare.model(safe(key), space, over)
            self.known[name] = made
            letters = self.letters_of(key)
            if len(letters) == 1:
                t, x = space.point(safe(parameter)), over.outcome(letters[0])
                self.hypotheses.append(ForAll(t, x, made[t](x) > 0))
                self.standing.append(f"{safe(key)} is positive for every parameter")
        return self.known[name]

    def law(self, key: str, parameter: Expr | None = None) -> Expr:
        """The law of this key, at a parameter where it is a family."""
        key = self.usage.same.get(key, key)
        if key in self.usage.models:
            if parameter is not None:
                return self.family(key)[parameter]
        name = "law:" + key
        if key in ("u", "U") and self.symbols.uniform and len(self.letters_of(key)) == 1:
            if self.symbols.uniform_in_doubt:
                raise Unclear(None, f"whether {key} is the uniform law is not told here")
            return uniform(self.space(key))
        if name not in self.known:  # p beside p_theta is no member of the family: the law that the data follow
            own = key + "_true" if key in self.usage.models else key
            self.known[name] = made = declare.law(safe(own), self.space(key))
            chances = partial(self.probability, made, self.letters_of(key))
            self.hypotheses += determined(self.letters_of(key), self.outcome, chances, self.standing)
            if set(self.letters_of(key)) & self.usage.densities:  # a density on the cells where it is positive
                self.hypotheses.append(self.is_positive(key, made))
        return self.known[name]

    def mixed(self, weights: Iterable[Expr], mass: Expr) -> None:
        """The weights of a mixture of laws are not negative, and sum to 1."""
        if normal_form(mass.term) != normal_form(as_real(1).term):
            if not mass.term.free:
                raise Unclear(None, "the mixture is no law: its weights do not sum to 1")
            self.hypotheses.append(Eq(mass, 1))
            self.standing.append(f"the weights of a mixture sum to 1: {mass.text} = 1")
        new = [w for w in weights if w.term.free]
        self.hypotheses += [w >= 0 for w in new if (w >= 0) not in self.hypotheses]
        self.standing += [f"the weight {w.text} of a mixture is not negative" for w in new]

    def parameter(self, key: str) -> Expr:
        """The variable for the parameter of a family."""
        return declare.parameters(safe(key).capitalize()).point(safe(key))

    def outcome(self, letter: str, name: str | None = None) -> Expr:
        return self.alphabet(letter).outcome(safe(name or letter))

    def letter(self, letter: str, name: str) -> Expr:
        """A fixed element of an alphabet, such as the true class."""
        key = "letter:" + name
        if key not in self.known:
            self.known[key] = self.alphabet(letter).letter(safe(name))
        return self.known[key]

    def alphabet_letters(self, letter: str) -> list[Expr]:
        """Fixed elements of the alphabet that the chain speaks of."""
        ty = self.alphabet(letter).type
        return [e for key, e in self.known.items() if key.startswith("letter:") and e.type is ty]

    def number(self, key: str) -> Expr:
        name = "number:" + key
        if name not in self.known:
            self.known[name] = declare.real_number(apart(key, real, self.known.values()))
        return self.known[name]

    def is_positive(self, key: str, law: Expr) -> Expr:
        """That a law, or each law of a family, is positive everywhere."""
        letters = self.letters_of(key)
        at = {x: self.outcome(x) for x in letters}
        if law.type.args[1].op == "fun":
            t = self.parameter(self.usage.models[key])
            return ForAll(t, *at.values(), self.probability(law[t], letters, at) > 0)
        return ForAll(*at.values(), self.probability(law, letters, at) > 0)

    # ---- densities -------------------------------------------------------------------------------------

    def cell(self, letter: str) -> Expr:
        """The width of the cells of a variable that an integral runs over."""
        name = "cell:" + letter
        if name not in self.known:
            self.known[name] = declare.real_number(f"cell_{safe(letter)}")
            self.hypotheses.append(self.known[name] > 0)
        return self.known[name]

    def dense(self, mass: Expr, letters: Iterable[str]) -> Expr:
        """The density with this mass on a cell of these variables, as far as integrals run over them."""
        return self.scaled(mass, {x: 1 for x in letters if x in self.usage.densities})

    def scaled(self, mass: Expr, widths: Mapping[str, int]) -> Expr:
        """The mass divided by powers of the widths of cells; it is remembered, so that the widths can cancel."""
        value = mass
        for x, power in sorted(widths.items()):
            for _ in range(abs(power)):
                value = value / self.cell(x) if power > 0 else value * self.cell(x)
        widths = {x: power for x, power in widths.items() if power}
        if widths:
            self.masses[value.term] = (mass, widths)
        return value

    def mass(self, value: Expr) -> tuple[Expr, Mapping[str, int]]:
        """A value as a mass, and the powers of widths that it is divided by."""
        return self.masses.get(value.term, (value, {}))

    def size(self, name: str) -> Expr:
        """The length of a sample."""
        key = "size:" + name
        if key not in self.known:
            self.known[key] = declare.sample_size(apart(name, nat, self.known.values()))
        return self.known[key]

    def sample(self, letter: str) -> Expr:
        key = "sample:" + letter
        if key not in self.known:
            self.known[key] = declare.sample(safe(letter), self.alphabet(letter))
        return self.known[key]

    def sequence(self, key: str) -> Expr:
        name = "sequence:" + key
        if name not in self.known:
            self.known[name] = declare.sequence(apart(key, fun(nat, real), self.known.values()))
        return self.known[name]

    def array(self, key: str) -> Expr:
        """Numbers with two indices."""
        name = "array:" + key
        if name not in self.known:
            self.known[name] = declare.declared(
                apart(key, fun(nat, nat, real), self.known.values()),
                fun(nat, nat, real),
                f"{safe(key)} are real numbers",
            )
        return self.known[name]

    def event(self, key: str) -> Expr:
        """The probability of an event: a number in (0, 1]."""
        name = "event:" + key
        if name not in self.known:
            single = all(len(part) == 1 for part in key.split(" "))
            v = declare.real_number("P_" + safe(key.replace(" ", "") if single else key))
            self.known[name] = v
            self.hypotheses += [v > 0, v <= 1]
            for other, e in list(self.known.items()):
                mine, its = set(key.split(" ")), set(other.removeprefix("event:").split(" "))
                if other.startswith("event:") and mine != its and (mine <= its or its <= mine):
                    self.hypotheses.append(v <= e if its <= mine else e <= v)
            singles = [
                k for k in (x.removeprefix("event:") for x in self.known if x.startswith("event:")) if " " not in k
            ]
            for a in singles:
                for c in singles:
                    both = self.known.get(f"event:{a} {c}")
                    if a < c and both is not None and key in (a, c, f"{a} {c}"):  # the union is an event as well
                        self.hypotheses.append(self.known[f"event:{a}"] + self.known[f"event:{c}"] - both <= 1)
            self.standing.append("events have positive probability")
        return self.known[name]

    def whole(self, key: str, parameter: str | None) -> Expr:
        """The probability of a whole sample, a number or a function of the parameter."""
        name = "whole:" + key
        if name not in self.known:
            ty = real if parameter is None else fun(declare.parameters(safe(parameter).capitalize()).type, real)
            made = declare.declared("J_" + safe(key), ty, f"J_{safe(key)} is the probability of the whole sample")
            self.known[name] = made
            if parameter is None:
                self.hypotheses += [made > 0, made <= 1]
            else:
                t = self.parameter(parameter)
                self.hypotheses += [ForAll(t, made(t) > 0), ForAll(t, made(t) <= 1)]
        return self.known[name]

    def functions(self, key: str, parameter: str, letter: str) -> Expr:
        """A family of real functions on the alphabet of the letter, one for each parameter."""
        name = f"functions:{key}:{letter}"
        if name not in self.known:
            ty = fun(declare.parameters(safe(parameter).capitalize()).type, self.alphabet(letter).type, real)
            self.known[name] = declare.declared(safe(key), ty, f"{safe(key)} is a family of real functions")
        return self.known[name]

    def function(self, key: str, letter: str) -> Expr:
        """A real function on the alphabet of the letter."""
        name = f"function:{key}:{letter}"
        if name not in self.known:
            self.known[name] = declare.function_on(
                apart(key, fun(self.alphabet(letter).type, real), self.known.values()), self.alphabet(letter)
            )
        return self.known[name]

    def real_function(self, key: str) -> Expr:
        name = "real-function:" + key
        if name not in self.known:
            self.known[name] = declare.real_function(safe(key))
        return self.known[name]

    # ---- probabilities ---------------------------------------------------------------------------------

    def count(self, letter: str) -> Expr:
        """How many elements the alphabet has."""
        return Sum(self.outcome(letter), 1)

    def probability(self, law: Expr, letters: tuple[str, ...], at: dict[str, Expr]) -> Expr:
        """The probability of these outcomes; what is not given is summed over."""
        if len(letters) == 1:
            return law(at[letters[0]])
        if set(at) >= set(letters):
            return law(at[letters[0]], self.tupled(letters[1:], at))
        if len(letters) == 2:
            (letter,) = at
            return (first_marginal if letter == letters[0] else second_marginal)(law)(at[letter])
        rest = [x for x in letters if x not in at]
        fresh = {x: self.outcome(x, x + "_s") for x in rest}
        value = law((at | fresh)[letters[0]], self.tupled(letters[1:], at | fresh))
        for x in reversed(rest):
            value = Sum(fresh[x], value)
        return value

    def tupled(self, letters: tuple[str, ...], at: dict[str, Expr]) -> Expr:
        *before, result = (at[x] for x in letters)
        for x in reversed(before):
            result = build(partial(constant_for, "pair"), x, result)
        return result

    def conditional_probability(
        self, law: Expr, letters: tuple[str, ...], at: dict[str, Expr], given: dict[str, Expr]
    ) -> Expr:
        if len(letters) == 2 and set(given) == {letters[0]} and set(at) == {letters[1]}:
            return conditional(law, given[letters[0]])(at[letters[1]])
        return self.probability(law, letters, at | given) / self.probability(law, letters, given)

    def marginal(self, law: Expr, letters: tuple[str, ...], kept: tuple[str, ...]) -> Expr:
        """The law of some of the variables."""
        if kept == letters:
            return law
        if len(letters) == 2:
            return (first_marginal if kept[0] == letters[0] else second_marginal)(law)
        if len(kept) != 1:
            raise Unclear(None, "the law of two of three variables as an argument is outside of what is read")
        x = self.outcome(kept[0])
        return function(x, self.probability(law, letters, {kept[0]: x}))

    def logarithm(self, value: Expr, to_base: Expr | None) -> Expr:
        return apply_symbol("log", self.base() if to_base is None else to_base, as_real(value))

    def base(self) -> Expr:
        """The base of logarithms that name none."""
        return base_of(self.symbols.base)

    def notion_log(self, value: Expr) -> Expr:
        """A logarithm inside of a notion."""
        return apply_symbol("log", self.notion_base(), as_real(value))

    def notion_base(self) -> Expr:
        """The base of the notion that is being read: its own one, or that of the logarithms written beside it."""
        return self.own_base if self.own_base is not None else base_of(self.usage.base or self.symbols.base)

    def based(self, name: str, *parts: Expr) -> Expr:
        """A notion whose first argument is the base."""
        return apply_symbol(name, self.notion_base(), *parts)


def base_of(name: str) -> Expr:
    if name == "e":
        return apply_symbol("exp", as_real(1))
    return as_real(int(name)) if name else base


def evident_size(node: s.Node) -> str:
    """|X| or |\\mathcal{X}|: the letter of the alphabet; empty for anything else."""
    inner = node.inner if isinstance(node, s.Absolute) else None
    own = isinstance(inner, s.Name) and len(inner.head) == 1 and inner.head.isupper()
    return inner.head.lower() if own and isinstance(inner, s.Name) else ""
