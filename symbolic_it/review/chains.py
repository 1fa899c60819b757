"""One chain of a note: its relations read, judged one by one, and what can be said of each."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from symbolic_it.authoring.results import Verdict
from symbolic_it.language.expr import Expr
from symbolic_it.notes import syntax as s
from symbolic_it.notes.bare_sums import with_ranges
from symbolic_it.notes.coordinates import bare, index_parts, settle
from symbolic_it.notes.extremes import with_min_entropies
from symbolic_it.notes.left_out_parameters import with_left_out_parameters
from symbolic_it.notes.letters import is_notion, joint_letters
from symbolic_it.notes.one_law import unify_names
from symbolic_it.notes.random_parameters import STAND_INS
from symbolic_it.notes.reading.reader import Reader
from symbolic_it.notes.squared_parameters import with_squares, without_data
from symbolic_it.notes.symbols import LastForm, Meaning, Unclear, key_of
from symbolic_it.notes.usage import analysed
from symbolic_it.notes.written_out import written_out
from symbolic_it.review.any_condition import of_any_law
from symbolic_it.review.choices import by_choice, remember_choice
from symbolic_it.review.complex_numbers import refuse_complex
from symbolic_it.review.components import in_components
from symbolic_it.review.contradictions import Contradictions
from symbolic_it.review.defined_again import claim_or_definition, given_again, in_both_meanings
from symbolic_it.review.defined_laws import keep_formula
from symbolic_it.review.denied import denied_claim
from symbolic_it.review.densities import speaks_of_densities
from symbolic_it.review.dependence import refuse_constants, remember, told_beside
from symbolic_it.review.depending_words import refuse_dependent
from symbolic_it.review.equality_cases import is_equality_case
from symbolic_it.review.forgetting import is_denied
from symbolic_it.review.gradients import (
    Background,
    background,
    class_of,
    merged,
    of_any_vector,
    proved_of_any,
    speaks_of_class,
    under,
)
from symbolic_it.review.inner_products import with_inner_products
from symbolic_it.review.introduced import told_by, told_laws
from symbolic_it.review.last_forms import HOLDS, last_form, of_logarithm
from symbolic_it.review.learning import learn
from symbolic_it.review.matrices import refuse_convolutions, refuse_what_is_no_number
from symbolic_it.review.of_outcomes import LETTERS, functions_of_outcomes
from symbolic_it.review.optimality import set_to_zero
from symbolic_it.review.other_arithmetic import WORDS as MODULO
from symbolic_it.review.other_arithmetic import may_be_modulo
from symbolic_it.review.own_functions import takes_notion, with_own_functions
from symbolic_it.review.own_names import OwnNames
from symbolic_it.review.parts_of_alphabets import refuse_parts
from symbolic_it.review.plain_sides import plain
from symbolic_it.review.readings import notion_kind
from symbolic_it.review.related import refuse_related
from symbolic_it.review.relations import elaborated, unify_case
from symbolic_it.review.settings import Settings
from symbolic_it.review.sizes_told import take_place
from symbolic_it.review.steps import ChainReview, Context, Outcome, unclear, unproved
from symbolic_it.review.telling_apart import tell_entropies_apart, tell_laws_apart
from symbolic_it.review.verdicts import Judge

REPORTED = frozenset(("=", "<=", "<", ">=", ">", "!=", ":=", "~=", "->", "=>", "<=>", "in", "propto"))
_DENSITIES = "it fails for some densities; whether it is meant of these is not known"
_HYPOTHETICAL = re.compile(r"\b(if|when|whenever|unless|iff)\b|如果|若|当")
_SUPPOSED = re.compile(
    r"(\b(if|when|whenever|unless|iff|false|not true|untrue|either|neither|or|cannot|e\.g|for (example|instance))\b,?|如果|若|当|或者|例如|比如|不成立|错误)[^,，;；]*$"
)
_NAMES = re.compile(r"(\b(let|define|denote|put|call)\b|定义|记|设)(?!.*(\bthen\b|则|那么))")
_BINARY_ENTROPY = re.compile(r"binary entropy|entropy function|二元熵|二值熵")


class ChainReviewer:
    """Reviews one chain; changes the table of symbols."""

    def __init__(self, chain: s.Chain, context: Context, beside: Background | None = None) -> None:
        self.context, self.symbols, self.written = context, context.symbols, chain
        chain = replace(chain, sides=with_squares(map(without_data, chain.sides), context.symbols.squared))
        sides = with_min_entropies(chain, context.symbols.meanings)
        sides = with_left_out_parameters(written_out(sides, context.symbols.aliases))
        sides = in_components(sides, context.symbols)
        self.chain = self.renamed(replace(chain, sides=with_ranges(sides)))
        self.beside = beside
        self.names = (
            OwnNames(self.symbols, beside.meanings, beside.kept) if beside is not None else OwnNames(self.symbols)
        )

    def renamed(self, chain: s.Chain) -> s.Chain:
        """The chain with the letters of notions that the note uses for functions of its own told from the notions."""
        own = self.symbols.own_functions
        if chain.signs:
            taken = takes_notion(chain.sides[0], chain.sides[1], chain.signs[0])
            known = not taken or any(kind.startswith("h") for kind in self.symbols.introduced)
            if not known and not _BINARY_ENTROPY.search(self.context.words):
                own.add(taken)
        own = own | functions_of_outcomes(chain.sides)
        if not any(isinstance(n, s.Name) and n.head in LETTERS for x in chain.sides for n in s.walk(x)):
            return chain
        return replace(chain, sides=[with_own_functions(x, own) for x in chain.sides])

    def review(self) -> ChainReview:
        """The outcomes of the chain's relations, in order; what they say that laws are is kept."""
        review = self.in_general() or self.reviewed()
        if any(o.verdict is Verdict.NOT_UNDERSTOOD for o in review.outcomes):
            beside = background(self.chain, self.symbols)
            if beside.meanings:
                review = merged(review, ChainReviewer(self.chain, self.context, beside).reviewed(), beside)
        review = self.going_on(self.without_first(review))
        review = in_both_meanings(review, self.chain, self.context, self.where)
        review = by_choice(self.symbols, self.chain.sides, self.context.section, review, self.where)
        if self.beside is None:
            review = of_any_law(self.chain, review, lambda chain: ChainReviewer(chain, self.context).reviewed())
        remember_choice(self.chain, review, self.context)
        of_logarithm(self.chain, review.outcomes, self.symbols, self.names, self.context.foreseen)
        if self.beside is None:
            review = Contradictions(self.chain, self.context).checked(review)
        self.symbols.told |= set(told_by(self.chain))
        last = re.split(r"[.!?]\s|[。！？]", self.context.before)[-1]
        left, result = self.chain.sides[0], review.outcomes[0].verdict if review.outcomes else None
        named = _NAMES.search(last) is not None or (self.chain.signs and self.chain.signs[0].op == ":=")
        if result is Verdict.REFUTED and isinstance(left, s.Call) and is_notion(left) and named:
            self.symbols.redefined.add(notion_kind(left))
        context = self.context
        remember(self.symbols, self.written, context.section, f"{context.told} {context.scope.own}")
        self.symbols.true_class |= class_of(self.chain)
        self.symbols.stationary += set_to_zero(self.chain, self.context.section)
        del self.symbols.stationary[:-10]
        case = is_equality_case(self.context.scope, self.chain.signs)
        for outcome in review.outcomes[: 0 if case else 1]:
            if outcome.verdict in (Verdict.DEFINITION, Verdict.NOT_UNDERSTOOD) and not _HYPOTHETICAL.search(last):
                keep_formula(self.symbols, outcome, self.context.section)
        return review

    def going_on(self, review: ChainReview) -> ChainReview:
        """The review, or another where the name in front stands for what the note last made of it: an optimum goes on so."""
        name, meanings, latest = self.chain.sides[0], self.symbols.meanings, self.symbols.latest
        review = self.by_last_form(review)
        if not isinstance(name, s.Name) or self.chain.continued or not review.outcomes:
            return review
        key = key_of(name)
        same = key in latest and key in meanings and latest[key].known == meanings[key]
        if same and review.outcomes[0].verdict in (Verdict.REFUTED, Verdict.UNPROVED):
            again = self.where({key: latest[key].form})
            if again.outcomes and again.outcomes[0].verdict in HOLDS:
                outcomes = [under(o, [*latest[key].assumptions]) for o in again.outcomes[:1]]
                review = replace(again, outcomes=[*outcomes, *again.outcomes[1:]])
        optimum = self.chain.sides[-1]
        if (
            key in meanings
            and isinstance(optimum, s.Optimum)
            and all(sign.op in ("=", ":=") for sign in self.chain.signs)
            and all(o.verdict in HOLDS for o in review.outcomes)
        ):
            made = Meaning((), self.names.expanded(optimum), self.context.section)
            assumed = tuple(dict.fromkeys(a for o in review.outcomes for a in o.assumptions))
            latest[key] = LastForm(meanings[key], made, assumed)
        return review

    def where(self, known: Mapping[str, Meaning]) -> ChainReview:
        """The review with other meanings for some names."""
        meanings = self.symbols.meanings
        before = dict(meanings)
        meanings.update(known)
        try:
            return ChainReviewer(self.chain, self.context, self.beside).reviewed()
        finally:
            meanings.clear()
            meanings.update(before)

    def by_last_form(self, review: ChainReview) -> ChainReview:
        """The review, or one where functions stand for what their definitions were brought to, for derivatives and optima.

        Where a definition goes on, l(t) = log prod .. = sum .., and every step of it holds, the last side is kept.
        """
        meanings, forms = self.symbols.meanings, self.symbols.last_forms
        nodes = [n for x in self.chain.sides for n in s.walk(x)]
        unread = [o for o in review.outcomes if o.verdict is Verdict.NOT_UNDERSTOOD]
        open_ones = unread + [o for o in review.outcomes if o.verdict in (Verdict.UNPROVED, Verdict.REFUTED)]
        optima = any(isinstance(n, s.Optimum) for n in nodes)
        primed = {key_of(replace(n, mark="")) for n in nodes if isinstance(n, s.Name) and "prime" in n.mark}
        if open_ones and (optima or primed or any(isinstance(n, s.Derivative) for n in nodes)):
            keys = primed | {key_of(n) for n in nodes if isinstance(n, s.Name)}
            at_hand = {k: forms[k] for k in keys & forms.keys() & meanings.keys()}
            used = {k: f for k, f in at_hand.items() if f.known == meanings[k] and not (optima and f.near)}
            if used:
                again = self.where({k: f.form for k, f in used.items()})
                if len(again.outcomes) == len(review.outcomes):
                    assumed = list(dict.fromkeys(a for f in used.values() for a in f.assumptions))
                    pairs = zip(review.outcomes, again.outcomes, strict=True)
                    better = [
                        under(b, assumed) if a in open_ones and (b.verdict in HOLDS or a in unread) else a
                        for a, b in pairs
                    ]
                    review = replace(review, outcomes=better, standing=[*review.standing, *again.standing])
        first = self.chain.sides[0]
        key = key_of(first.function if isinstance(first, s.Call) else first)
        defined = (
            not isinstance(first, s.Function)
            and review.outcomes
            and review.outcomes[0].verdict is Verdict.DEFINITION
            and key in meanings
        )
        if defined and len(self.chain.signs) > 1 and all(sign.op in ("=", ":=") for sign in self.chain.signs):
            last, known = self.chain.sides[-1], meanings[key]
            whole = not isinstance(last, s.Optimum) and len(review.outcomes) == len(self.chain.signs)
            if whole and not set(known.parameters) & meanings.keys():  # under a = b nothing is said of any other a
                body = self.names.expanded(last, known.parameters)
                form = last_form(known, body, last, review.outcomes, self.context.foreseen)
                if form is not None:
                    forms[key] = form
        return review

    def in_general(self) -> ChainReview | None:
        """The review of a chain about derivatives in a vector that the note defines: first of any vector in its place."""
        anything = of_any_vector(self.chain, self.symbols) if self.beside is None else None
        if anything is None:
            return None
        general = ChainReviewer(self.chain, self.context, anything).reviewed()
        if general.outcomes and all(o.verdict is Verdict.PROVED for o in general.outcomes):
            return general
        return proved_of_any(general, self.reviewed())

    def reviewed(self) -> ChainReview:
        sides, signs = list(self.chain.sides), self.chain.signs
        if not signs:
            return ChainReview([], [])
        try:
            refuse_convolutions(sides, self.context.source, f"{self.context.told} {self.context.scope.own}")
        except Unclear as error:
            return ChainReview(self.all_unclear(0, error), [])
        if any(sign.op == "?=" for sign in signs):  # it asks
            return self.conditions()
        if is_equality_case(self.context.scope, signs) and not any(isinstance(x, s.Unread) for x in sides):
            return self.conditions()
        settings = Settings(self.context, self.names, self.chain.words)
        several = len(signs) > 1 and (all(plain(x) for x in sides) or settings.maps(sides, signs))
        broken = any(isinstance(x, s.Unread) for x in sides)
        first_read = not any(isinstance(x, s.Unread) for x in sides[:2])
        may_define = first_read and not several and not self.chain.continued
        denied = signs[0].op == "=" and denied_claim(self.context.scope.own)
        if isinstance(sides[0], s.Name) and sides[0].head in self.chain.every and signs[0].op in ("=", ":="):
            return self.conditions()  # what would hold for all values says what none of them is
        definition = self.names.defines(sides[0], sides[1], signs[0]) if may_define and not denied else None
        if definition is None and not broken and not self.chain.continued and settings.is_setting(sides, signs):
            again = given_again(self.chain, self.names, self.context)
            if again is not None:
                return self.defined_again(*again)
            if not denied:
                settings.keep(sides, signs)
            return self.conditions()
        first = 0
        outcomes = []
        if definition is not None:
            key, parameters = definition
            outcomes.append(Outcome(1, signs[0], sides[0], sides[1], Verdict.DEFINITION))
            first = 1
            if len(signs) > 1 and all(sign.op == ":=" for sign in signs):  # f(x) := name := formula
                first = len(signs)
                outcomes += [
                    Outcome(k + 1, signs[k], sides[k], sides[k + 1], Verdict.DEFINITION) for k in range(1, first)
                ]
            body, whole = self.names.expanded(sides[first], parameters), sides[first]
            if isinstance(sides[0], s.Function):  # log L = ..
                body, whole = (s.Function(x.start, x.end, "exp", x) for x in (body, whole))
            self.define(key, Meaning(parameters, body, self.context.section, whole))
        try:
            sides = [self.names.expanded(x) if k >= first else x for k, x in enumerate(sides)]
            sides = with_inner_products(sides)
            refuse_constants(sides[first:], self.symbols, told_beside(self.context))
            refuse_dependent(sides[first:], self.context.whole)
            refuse_what_is_no_number(sides[first:], self.context.told)
            refuse_complex(sides[first:], signs[first:], f"{self.context.told} {self.context.scope.own}")
            refuse_parts(self.chain.sides[first:], self.context)
            refuse_related(sides[first:], self.context)
            tell_laws_apart(sides[first:], self.symbols)
            usage = analysed(sides[first:], self.symbols)
            settle(usage, sides[first:], self.symbols.vectors if self.chain.continued else ())
            unify_case(usage)
            tell_entropies_apart(sides[first:])
            spoken = {x for side in sides[first:] for n in s.walk(side) if isinstance(n, s.Name) for x in (n.head,)}
            densities = bool(usage.laws or usage.named or spoken & set("XYZ")) and speaks_of_densities(
                sides[first:], self.chain.signs[first:], self.context
            )
            if densities:
                usage.densities |= {x for letters in usage.laws.values() for x in letters} or {"x"}
                nodes = [n for x in sides[first:] for n in s.walk(x)]
                usage.densities |= {x for n in nodes if isinstance(n, s.Call) for x in joint_letters(n.arguments)}
            unify_names(usage, sides[first:])
            reader = Reader(usage, self.symbols)
            take_place(self.symbols, self.context, self.chain.start)
            reader.find_sizes(sides[first:])
        except Unclear as error:
            return ChainReview([*outcomes, *self.all_unclear(first, error)], [])
        if definition is not None:
            outcomes[0] = self.understood_definition(outcomes[0], reader, sides[1])
        self.symbols.class_spoken = speaks_of_class(f"{self.context.scope.own} {self.context.before}")
        self.symbols.told |= set(told_laws(list(s.walk(self.chain.sides[0]))))
        judge = Judge(reader, self.context, tuple(self.chain.words), self.chain.continued)
        judged = judge.judge(elaborated(reader, self.chain, sides, first))
        if densities:  # what the words beside it say of densities may not be meant of these
            judged = [unproved(o, _DENSITIES) if o.verdict is Verdict.REFUTED else o for o in judged]
        if may_be_modulo(sides[first:], self.context):
            judged = [unproved(o, MODULO) if o.verdict is Verdict.REFUTED else o for o in judged]
        outcomes += judged
        learn(self.symbols, self.chain.sides, reader, usage)
        return ChainReview(sorted(outcomes, key=lambda o: o.index), [*judge.standing, *reader.world.standing])

    def defined_again(self, key: str, parameters: tuple[str, ...]) -> ChainReview:
        """The review of a chain that begins by giving a meaning to a name that has one."""
        found = ChainReviewer(replace(self.chain, continued=True), self.context, self.beside).reviewed()
        review, anew = claim_or_definition(found, self.chain, self.context, key)
        if anew:
            right = self.chain.sides[1]
            self.define(key, Meaning(parameters, self.names.expanded(right, parameters), self.context.section, right))
        return review

    def without_first(self, review: ChainReview) -> ChainReview:
        """The review, or that of what follows the first side, where it keeps the chain from being understood."""
        sides, signs = self.chain.sides, self.chain.signs
        unread = [o.verdict is Verdict.NOT_UNDERSTOOD for o in review.outcomes]
        if len(signs) != len(unread) or len(unread) < 2 or not all(unread[:2]):
            return review
        if any(isinstance(x, s.Unread) for x in sides) or any(sign.op != "=" for sign in signs[:2]):
            return review
        rest = replace(self.chain, sides=sides[1:], signs=signs[1:], continued=True)
        found = ChainReviewer(rest, self.context, self.beside).reviewed()
        if len(found.outcomes) != len(signs) - 1 or all(o.verdict is Verdict.NOT_UNDERSTOOD for o in found.outcomes):
            return review
        return replace(found, outcomes=[review.outcomes[0], *(replace(o, index=o.index + 1) for o in found.outcomes)])

    def define(self, key: str, meaning: Meaning) -> None:
        """Keeps a definition; one that is supposed, before an arrow or under an if, for as long as that is.

        One in which other letters were put, as for a parameter with a law of its own, is about these and is not kept.
        """
        heads = {n.head for x in self.written.sides for n in s.walk(x) if isinstance(n, s.Name)}
        if meaning.written is not None and any(
            n.head not in heads for n in s.walk(meaning.written) if isinstance(n, s.Name) and n.head in STAND_INS
        ):
            return
        arrow = any(sign.op in ("=>", "<=>", "or", "and") for sign in self.chain.signs)
        arrow = arrow or is_denied(self.symbols, self.chain.sides[0], self.context.scope.own)
        arrow = arrow or any(_SUPPOSED.search(words.lower()) for words in self.chain.words)
        if arrow or _SUPPOSED.search(re.split(r"[.!?]\s|[。！？]", self.context.before)[-1]):
            start = -1 if arrow else self.chain.start
            self.symbols.passing.setdefault(key, (start, self.symbols.meanings.get(key)))
        self.symbols.meanings[key] = meaning

    def conditions(self) -> ChainReview:
        """The relations as conditions, of which nothing is kept."""
        sides, signs = self.chain.sides, self.chain.signs
        outcomes = [Outcome(k + 1, sign, sides[k], sides[k + 1], Verdict.DEFINITION) for k, sign in enumerate(signs)]
        return ChainReview([o for o in outcomes if o.sign.op in REPORTED], [], len(signs))

    def all_unclear(self, first: int, error: Unclear) -> list[Outcome]:
        sides, signs = self.chain.sides, self.chain.signs
        return [unclear(k + 1, signs[k], sides[k], sides[k + 1], error) for k in range(first, len(signs))]

    def understood_definition(self, outcome: Outcome, reader: Reader, right: s.Node) -> Outcome:
        extreme = right.kind if isinstance(right, s.Optimum) and right.kind in ("max", "min", "sup", "inf") else ""
        try:
            value = reader.side(right.body if extreme and isinstance(right, s.Optimum) else right)
            if extreme:  # C = max I(X;Y): what it is the largest value of is read; nothing is claimed of that value
                return replace(outcome, read=(s.spelled_name(outcome.left), f"\\{extreme} {value.latex}"))
            return replace(outcome, read=(s.spelled_name(outcome.left), value.latex))
        except Unclear as error:
            try:
                value = self.by_indices(right)
                return replace(outcome, read=(s.spelled_name(outcome.left), value.latex))
            except Unclear:
                return unclear(1, outcome.sign, outcome.left, outcome.right, error)
        finally:
            reader.free.clear()

    def by_indices(self, right: s.Node) -> Expr:
        """A formula whose names have indices, z_i = sum_j W_ij x_j, read in coordinates."""
        right = self.names.expanded(right)
        hung = {key_of(bare(n)) for n in s.walk(right) if isinstance(n, s.Name) and index_parts(n)}
        usage = analysed([right], self.symbols)
        settle(usage, [right], hung)
        if not usage.vectors:
            raise Unclear(right, "nothing has an index here")
        reader = Reader(usage, self.symbols)
        reader.find_sizes([right])
        return reader.side(right)
