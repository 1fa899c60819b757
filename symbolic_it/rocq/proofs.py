"""Proofs in Rocq: an inference of the kernel becomes a term, a theorem that is used more than once a lemma of its own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction

from symbolic_it.kernel.arithmetic import comparison
from symbolic_it.kernel.proofs import proof_nodes
from symbolic_it.kernel.terms import (
    Term,
    Type,
    binary,
    instantiate_term_types,
    instantiate_type,
    numeral_value,
    substitute,
    var,
)
from symbolic_it.kernel.theorems import Thm, premises
from symbolic_it.rocq.algebra import Facts, leftover
from symbolic_it.rocq.statements import Statement
from symbolic_it.rocq.terms import (
    ARGUMENT,
    Scope,
    number_text,
    point_text,
    term_text,
    type_argument_text,
    type_text,
)

LARGEST = 60
"""Inferences in the proof of one lemma, beyond which parts of it become lemmas."""
ONE_WORD = ARGUMENT + 1
LOGIC = ("false", "not", "and", "or", "exists")
"""Notions that Rocq has already, defined in another way than the kernel defines them."""
PRIMITIVE = ("axiom", "definition")
_INSTANCES = ("instantiate", "instantiate_types")


class Proofs:
    """The theorems below some roots, of several that state the same one only, cut into lemmas."""

    def __init__(self, roots: Iterable[Thm]) -> None:
        roots = tuple(roots)
        nodes = proof_nodes(*roots)
        first: dict[tuple[Term, frozenset[Term]], Thm] = {}
        self._same = {th: first.setdefault((th.conclusion, th.hypotheses), th) for th in nodes}
        self.roots = dict.fromkeys(self._same[th] for th in roots)
        wanted = dict(self.roots)
        for th in reversed(nodes):
            if th in wanted:
                wanted.update(dict.fromkeys(self.premises(th)))
        self.theorems = [th for th in nodes if th in wanted]
        """Premises first."""
        self.names: dict[Thm, str] = {}
        """Of those theorems that are lemmas."""
        self._cut()

    def same(self, th: Thm) -> Thm:
        """The theorem that stands for this one."""
        return self._same[th]

    def premises(self, th: Thm) -> list[Thm]:
        return [self._same[q] for q in premises(th)]

    def below(self, root: Thm) -> set[Thm]:
        """The theorem, and what its proof consists of."""
        found = {root}
        todo = [root]
        while todo:
            for q in self.premises(todo.pop()):
                if q not in found:
                    found.add(q)
                    todo.append(q)
        return found

    def _cut(self) -> None:
        uses = Counter(q for th in self.theorems for q in self.premises(th))
        instantiated = {q for th in self.theorems if th.rule in _INSTANCES for q in self.premises(th)}
        size: dict[Thm, int] = {}
        for th in self.theorems:
            size[th] = 1 + sum(size[q] for q in self.premises(th) if q not in self.names)
            if th.rule in PRIMITIVE:
                self.names[th] = f"{th.rule}_{th.arguments[0].replace('-', '_')}"
            elif (
                th in self.roots or th in instantiated or size[th] > LARGEST
                or (uses[th] > 1 and th.rule not in ("assume", "reflexivity"))
            ):  # fmt: skip
                self.names[th] = f"step_{len(self.names) + 1}"


class Writer:
    """Writes lemmas: statements, and proofs as terms."""

    def __init__(self, proofs: Proofs, facts: Facts) -> None:
        self._proofs = proofs
        self._facts = facts
        self._lemmas: dict[Thm, Statement] = {}

    def lemma(self, th: Thm) -> str:
        """The theorem and its proof as a lemma."""
        form = self._form(th)
        return form.lemma(self._proofs.names[th], self._inferred(th, form.scope, form.granted))

    def reference(self, th: Thm, scope: Scope, granted: Mapping[Term, str]) -> str:
        """The theorem in this scope, by the name of its lemma."""
        return self._instance(th, scope, granted, {}, {})

    def _form(self, th: Thm) -> Statement:
        if th not in self._lemmas:
            self._lemmas[th] = Statement(th.hypotheses, th.conclusion)
        return self._lemmas[th]

    def _proof(self, th: Thm, scope: Scope, granted: Mapping[Term, str]) -> str:
        th = self._proofs.same(th)
        if th in self._proofs.names:
            return self.reference(th, scope, granted)
        return self._inferred(th, scope, granted)

    def _instance(
        self, th: Thm, scope: Scope, granted: Mapping[Term, str], types: Mapping[Type, Type], terms: Mapping[Term, Term]
    ) -> str:
        form = self._form(th)
        arguments: list[str] = []
        for t in form.types:
            at = instantiate_type(types, t)
            arguments.append(type_argument_text(t, at, scope))
            if t.op[0] != "%":
                arguments.append(point_text(at, scope))
        for v in form.variables:
            at_type = instantiate_type(types, v.ty)
            typed = v if at_type is v.ty else var(v.name, at_type)
            arguments.append(term_text(terms.get(typed, typed), scope, ONE_WORD))
        for h in form.hypotheses:
            changed = instantiate_term_types(types, h, {}) if types else h
            changed = substitute(terms, changed) if terms else changed
            arguments.append(granted[changed])
        name = self._proofs.names[th]
        return f"({' '.join([name, *arguments])})" if arguments else name

    def _inferred(self, th: Thm, scope: Scope, granted: Mapping[Term, str]) -> str:
        rule: Callable[[Thm, Scope, Mapping[Term, str]], str] = getattr(self, f"_{th.rule}")
        return rule(th, scope, granted)

    # ---- a method for each rule of inference -----------------------------------------------------

    def _reflexivity(self, th: Thm, scope: Scope, granted: Mapping[Term, str]) -> str:
        t = th.arguments[0]
        return f"(@eq_refl {_type_argument(t.ty, scope)} {term_text(t, scope, ONE_WORD)})"

    def _symmetry(self, th: Thm, scope: Scope, granted: Mapping[Term, str]) -> str:
        return f"(sym {self._proof(th.arguments[0], scope, granted)})"

    def _transitivity(self, th: Thm, scope: Scope, granted: Mapping[Term, str]) -> str:
        return f"(trans {self._both(th, scope, granted)})"

    def _congruence(self, th: Thm, scope: Scope, granted: Mapping[Term, str]) -> str:
        return f"(congr {self._both(th, scope, granted)})"

    def _equality_modus_ponens(self, th: Thm, scope: Scope, granted: Mapping[Term, str]) -> str:
        return f"(iff_mp {self._both(th, scope, granted)})"

    def _modus_ponens(self, th: Thm, scope: Scope, granted: Mapping[Term, str]) -> str:
        return f"({self._both(th, scope, granted)})"

    def _both(self, th: Thm, scope: Scope, granted: Mapping[Term, str]) -> str:
        first, second = th.arguments
        return f"{self._proof(first, scope, granted)} {self._proof(second, scope, granted)}"

    def _abstraction(self, th: Thm, scope: Scope, granted: Mapping[Term, str]) -> str:
        v, inner = th.arguments
        left, right = binary("eq", th.conclusion) or (v, v)
        source, target = (_type_argument(t, scope) for t in left.ty.args)
        sides = f"{term_text(left, scope, ONE_WORD)} {term_text(right, scope, ONE_WORD)}"
        return f"(@under {source} {target} {sides} {self._over(v, inner, scope, granted)})"

    def _generalise(self, th: Thm, scope: Scope, granted: Mapping[Term, str]) -> str:
        v, inner = th.arguments
        return self._over(v, inner, scope, granted)

    def _over(self, v: Term, th: Thm, scope: Scope, granted: Mapping[Term, str]) -> str:
        inside = Scope(scope)
        binder = inside.add_variable(v)
        return f"(fun {binder} => {self._proof(th, inside, granted)})"

    def _assume(self, th: Thm, scope: Scope, granted: Mapping[Term, str]) -> str:
        return granted[th.arguments[0]]

    def _discharge(self, th: Thm, scope: Scope, granted: Mapping[Term, str]) -> str:
        p, inner = th.arguments
        inside = Scope(scope)
        name = inside.names.fresh("h")
        return f"(fun {name} : {term_text(p, scope)} => {self._proof(inner, inside, {**granted, p: name})})"

    def _specialise(self, th: Thm, scope: Scope, granted: Mapping[Term, str]) -> str:
        t, general = th.arguments
        return f"({self._proof(general, scope, granted)} {term_text(t, scope, ONE_WORD)})"

    def _instantiate(self, th: Thm, scope: Scope, granted: Mapping[Term, str]) -> str:
        pairs, general = th.arguments
        return self._instance(self._proofs.same(general), scope, granted, {}, dict(pairs))

    def _instantiate_types(self, th: Thm, scope: Scope, granted: Mapping[Term, str]) -> str:
        pairs, general = th.arguments
        return self._instance(self._proofs.same(general), scope, granted, dict(pairs), {})

    def _axiom(self, th: Thm, scope: Scope, granted: Mapping[Term, str]) -> str:
        return self._of_the_base(th.arguments[0].replace("-", "_"), th)

    def _definition(self, th: Thm, scope: Scope, granted: Mapping[Term, str]) -> str:
        name = th.arguments[0]
        return self._of_the_base(f"{name}_definition", th) if name in LOGIC else "eq_refl"

    def _of_the_base(self, name: str, th: Thm) -> str:
        """A lemma of the hand-proved file, which takes types and variables in the order of their names."""
        form = self._form(th)
        words = [form.scope.types[t] for t in form.types] + [form.scope.variables[v] for v in form.variables]
        return " ".join([f"Rules.{name}", *words])

    def _field_identity(self, th: Thm, scope: Scope, granted: Mapping[Term, str]) -> str:
        left, right, nonzero = th.arguments
        if left is right:
            return f"(@eq_refl R {term_text(left, scope, ONE_WORD)})"
        use = self._facts.identity(left, right, nonzero)
        conditions = [self._nonzero(q, scope, granted) for q in nonzero]
        return self._at(use.name, use.atoms, scope, conditions)

    def _nonzero(self, th: Thm, scope: Scope, granted: Mapping[Term, str]) -> str:
        proof = self._proof(th, scope, granted)
        sides = binary("lt", th.conclusion)
        if sides is None:
            return proof
        return f"({'nonzero_positive' if numeral_value(sides[0]) == 0 else 'nonzero_negative'} {proof})"

    def _at(self, name: str, atoms: tuple[Term, ...], scope: Scope, more: list[str]) -> str:
        words = [name, *(term_text(t, scope, ONE_WORD) for t in atoms), *more]
        return f"({' '.join(words)})" if len(words) > 1 else name

    def _linear_arithmetic(self, th: Thm, scope: Scope, granted: Mapping[Term, str]) -> str:
        goal, multiples = th.arguments
        relation = comparison(goal)[0]
        parts = [(Fraction(c), q) for c, q in multiples if c]
        rest = leftover(goal, parts)
        if relation == "lt" and rest == 0:
            # One strict premise makes the whole strict: it is taken first.
            strict = next(i for i, (_, q) in enumerate(parts) if comparison(q.conclusion)[0] == "lt")
            parts.insert(0, parts.pop(strict))
        use = self._facts.difference(goal, parts, rest)
        fact = self._at(use.name, use.atoms, scope, [])
        return f"(goal_{relation} {fact} {self._total(relation, parts, rest, scope, granted)})"

    def _total(
        self,
        relation: str,
        parts: list[tuple[Fraction, Thm]],
        rest: Fraction,
        scope: Scope,
        granted: Mapping[Term, str],
    ) -> str:
        """That the combination of the parts and the rest is 0, at least 0, or above 0, as the relation needs."""
        if not parts:
            if relation == "eq":
                return "(@eq_refl R 0)"
            return _positive(rest) if relation == "lt" else _not_negative(rest)
        (c, q), later = parts[0], parts[1:]
        premise, proof = comparison(q.conclusion)[0], self._proof(q, scope, granted)
        needed = relation
        if relation == "eq":
            lemma = f"add_eq_exact {number_text(c)} {proof}"
        elif premise == "eq":
            lemma = f"{'add_eq_strict' if relation == 'lt' else 'add_eq'} {number_text(c)} {proof}"
        elif relation == "lt" and premise == "lt" and rest == 0:
            lemma, needed = f"add_lt {_positive(c)} {proof}", "le"
        else:
            weak = f"(Rlt_le _ _ {proof})" if premise == "lt" else proof
            lemma = f"{'add_le_strict' if relation == 'lt' else 'add_le'} {_positive(c)} {weak}"
        return f"({lemma} {self._total(needed, later, rest, scope, granted)})"


def _positive(q: Fraction) -> str:
    if q.denominator == 1:
        return f"(positive_whole {q.numerator} eq_refl)"
    return f"(positive_ratio {q.numerator} {q.denominator} eq_refl eq_refl)"


def _not_negative(q: Fraction) -> str:
    return "(Rle_refl 0)" if q == 0 else f"(nonnegative {_positive(q)})"


def _type_argument(t: Type, scope: Scope) -> str:
    text = type_text(t, scope)
    return f"({text})%type" if t.args else text
