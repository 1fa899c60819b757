"""The review of one file of notes: its bytes in, its judgement out."""

from __future__ import annotations

import re
from bisect import bisect_right
from contextlib import suppress
from dataclasses import dataclass, field, replace

from symbolic_it.authoring.processes import can_fork
from symbolic_it.authoring.results import DerivationResult, Diagnostic, FileResult, Span, StepResult, Verdict
from symbolic_it.errors import InvalidArgument
from symbolic_it.foundations import all_rules
from symbolic_it.notes import syntax as s
from symbolic_it.notes.as_written import as_written
from symbolic_it.notes.declared_names import declared
from symbolic_it.notes.documents import Document, Formula, read_document
from symbolic_it.notes.expansion import ExpansionError, expand
from symbolic_it.notes.parsing.stream import NotRead
from symbolic_it.notes.reading.proportions import PROPORTIONAL
from symbolic_it.notes.rows import chains
from symbolic_it.notes.sentences import Sentences
from symbolic_it.notes.symbols import Symbols, Unclear, key_of
from symbolic_it.notes.tokens import Remark, letter_of, tokenize
from symbolic_it.notes.told_laws import told_laws
from symbolic_it.notes.told_sizes import told_sizes
from symbolic_it.notes.values_in_words import values_told
from symbolic_it.review.ahead import MANY, Ahead, Judging, Told
from symbolic_it.review.chains import REPORTED
from symbolic_it.review.dependence import tie
from symbolic_it.review.forgetting import forget, is_another, is_any, is_constant, speak_of, untie
from symbolic_it.review.in_doubt import Doubts
from symbolic_it.review.introduced import named_alone
from symbolic_it.review.lengths import review_chain
from symbolic_it.review.redefinitions import end_redefined
from symbolic_it.review.settings import COMMON
from symbolic_it.review.side_definitions import beside_rows
from symbolic_it.review.spoken_of_all import say_of_all
from symbolic_it.review.steps import Context, Outcome, to_result
from symbolic_it.review.told_values import tell_plain_values, tell_values

AROUND = 400
"""How many characters of text before and after a formula are looked at for words."""
MAX_FORMULA = 20_000
STANDING = (
    "alphabets are finite and not empty; p, q, ... are laws on them",
    "0 log 0 = 0; logarithms have one base b > 1 unless it is written",
    "divergences and cross-entropies are taken where the first law is dominated by the second (P << Q)",
    "what stands under a logarithm, a model's probability or a number, is positive; conditions have positive probability",
)


@dataclass(frozen=True)
class ReviewOptions:
    """How to review. ``explain_reading``: say of every formula how it was understood; ``effort``: how many times the usual
    work the long searches of a file may take; ``guarded``: a mistake of ours costs one formula, not the file."""

    explain_reading: bool = False
    effort: float = 1.0
    guarded: bool = False
    processes: int = 1
    """How many may judge one file: what they find is the same, but theorems are left in the processes that proved them."""


def review_file(path: str, data: bytes, options: ReviewOptions | None = None) -> FileResult:
    """What the note says and what of it holds; ``path`` is the name it goes by, whose ending tells its kind.

    Never raises for what the bytes hold: what cannot be read is an entry of ``not_understood`` or of ``errors``.
    """
    all_rules()  # the lemmas that tactics use by name are registered with the rules
    return _FileReview(read_document(path, data), options or ReviewOptions()).run()


@dataclass
class _FileReview:
    document: Document
    options: ReviewOptions
    symbols: Symbols = field(default_factory=Symbols)
    judged: list[DerivationResult] = field(default_factory=list)
    not_understood: list[Diagnostic] = field(default_factory=list)
    remarks: list[Diagnostic] = field(default_factory=list)
    readings: list[tuple[Span, str, str]] = field(default_factory=list)
    standing: dict[str, None] = field(default_factory=dict)
    settings: int = 0
    bare: int = 0
    last: s.Chain | None = None
    heard: int = -1
    shown: s.Chain | None = None
    """The last chain of a display: a display that begins with a relation goes on with it."""

    def run(self) -> FileResult:
        d = self.document
        self.headings = [m.start() for m in re.finditer(r"(?m)^(#{1,6} |\\(sub)*section)", d.text)]
        self.sentences = Sentences(d.shown, d.formulas)
        self.doubts = Doubts(d.shown, self.sentences.cuts)
        self.values = values_told(d.shown)
        self.symbols.patience = self.options.effort
        self.declare()
        self.symbols.told_laws = [(told, bisect_right(self.headings, told.end)) for told in told_laws(d.shown)]
        self.symbols.told_sizes = [(told, bisect_right(self.headings, told.end)) for told in told_sizes(d.shown)]
        for f in d.formulas:
            if not f.display and (m := _GIVEN_VALUE.match(f.text)) is not None:
                self.symbols.told_later.append((f.start, m[1].lstrip("\\")))
        self.judge()
        for start, end in d.undelimited:
            self.remarks.append(
                Diagnostic("IT301", self.span(start, end), {"text": d.text[start:end], "formula": d.text[start:end]})
            )
        skipped = []
        if d.pictures:
            skipped.append(f"{d.pictures} picture{'s' if d.pictures > 1 else ''}")
        if self.settings:
            skipped.append(
                f"{self.settings} relation{'s' if self.settings > 1 else ''} that state{'' if self.settings > 1 else 's'} a condition or a choice"
            )
        if self.bare:
            skipped.append(f"{self.bare} formula{'s' if self.bare > 1 else ''} without a relation")
        displays = sum(f.display for f in d.formulas)
        return FileResult(
            d.path, "notes", tuple(self.judged), tuple(Diagnostic(f.code, None if f.fatal else self.span(f.start, f.start + 1), {"text": f.words}) for f in d.errors), tuple(self.not_understood), tuple(self.remarks),
            tuple(STANDING) + tuple(self.standing) if self.judged else (), displays, len(d.formulas) - displays, tuple(skipped),
            tuple(self.readings) if self.options.explain_reading else (),
        )  # fmt: skip

    # ---- processes ----

    def judge(self) -> None:
        """Judge the formulas, those of a long note by several processes."""
        others = min(self.options.processes - 1, sum(f.display for f in self.document.formulas) // MANY)
        if others < 1 or not can_fork():
            self.go_through(self.judgement)
            return
        ahead = Ahead(self, others)
        try:
            self.go_through(ahead.judgement)
        finally:
            ahead.end()

    def go_through(self, judging: Judging) -> None:
        self.judging = judging
        for formula in self.document.formulas:
            self.formula(formula)

    # ---- words -----------------------------------------------------------------------------------------

    def declare(self) -> None:
        """What the author declares in comments, and what plain words say of the whole document."""
        text = self.document.shown
        for directive in self.document.directives:
            for part in directive.words.split(";"):
                self.directive(part.strip())
        say_of_all(self.symbols, text)

    def directive(self, words: str) -> None:
        if (m := re.fullmatch(r"base\s+(2|10|e)", words)) is not None:
            self.symbols.base = m.group(1)
        elif (names := declared(words)) is not None:
            self.symbols.aliases |= names
        elif words.startswith("independent"):
            self.symbols.independent = True

    def around(self, start: int, end: int) -> str:
        after = self.document.shown[end : end + AROUND // 2].split("\n\n")[0]  # the same paragraph
        return (self.document.shown[max(0, start - AROUND) : end] + after).lower()

    def span(self, start: int, end: int) -> Span:
        line, column = self.document.place(start)
        end_line, end_column = self.document.place(max(start, end - 1))
        return Span(line, column, end_line, end_column + 1)

    # ---- formulas --------------------------------------------------------------------------------------

    def formula(self, formula: Formula) -> None:
        if len(formula.text) > MAX_FORMULA:
            self.missed(formula.start, formula.end, "IT004", "the formula is too long")
            return
        tell_plain_values(self.symbols, self.values, self.heard, formula.start, self.headings)
        self.heard = formula.start
        found = tokenize(formula.text, formula.start)
        remarks = found.remarks
        try:
            tokens = expand(found.tokens, self.document.macros_at(formula.start))
            parsed = chains(tokens, remarks)
        except ExpansionError as error:
            self.missed(formula.start, formula.end, "IT004", str(error))
            return
        except NotRead as error:
            if self.claims_nothing(formula):
                self.bare += 1
                return
            self.missed(formula.start, formula.end, "IT001", error.words)
            letters = [letter_of(t) for t in found.tokens]
            if letters[:1] != [""] and len(letters) > 1 and found.tokens[1].text == "=":
                tie(self.symbols, letters[0], {x for x in letters[1:] if x})
            self.symbols.spoken |= set(map(letter_of, found.tokens)) - COMMON
            return
        except RecursionError:
            self.missed(formula.start, formula.end, "IT004", "the formula is nested too deeply")
            return
        except Exception as error:
            self.mistake(formula.start, formula.end, error)
            return
        if self.claims_nothing(formula) and any(isinstance(x, s.Unread) for c in parsed for x in c.sides):
            self.bare += 1
            return
        self.notation(remarks)
        early = beside_rows(parsed, self.symbols, self.document.text) if formula.display else []
        for chain in early:
            self.chain(chain, formula)
        for chain in parsed:
            if any(chain is c for c in early):
                continue
            if any(isinstance(side, s.Unread) for side in chain.sides):  # what it says of its letters is not known
                within = [letter_of(t) for t in found.tokens if chain.start <= t.start < chain.end]
                if isinstance(chain.sides[0], s.Name):
                    tie(self.symbols, key_of(chain.sides[0]), set(within) - {"", chain.sides[0].head})
                self.symbols.spoken |= set(within) - COMMON
            if chain.opened and not formula.display:
                self.bare += 1  # "a loss $\\approx 0.1$": what stands before it is in the words
                continue
            if chain.opened:
                before = self.shown if formula.display and self.shown is not None else self.last
                if before is None:
                    self.missed(
                        formula.start, formula.end, "IT001", "it begins with a relation and nothing stands before it"
                    )
                    continue
                chain = replace(chain, sides=[before.sides[-1], *chain.sides[1:]], opened=False, continued=True)
            if not chain.signs:
                self.bare += 1
                if is_any(self.document.shown, formula.start, formula.end):
                    forget(self.symbols, chain.sides[0])
                if is_another(self.document.shown, formula.start, formula.end):
                    forget(self.symbols, chain.sides[0])
                    speak_of(self.symbols, chain.sides[0])
                if is_constant(self.document.shown, formula.end):
                    untie(self.symbols, chain.sides[0], bisect_right(self.headings, formula.start))
                tell_values(self.symbols, self.values, chain.sides[0], bisect_right(self.headings, formula.start))
                self.symbols.told |= set(named_alone(chain.sides[0])) - self.constants(formula)
                self.remember(chain, formula)
                continue
            self.chain(chain, formula)
            self.remember(chain, formula)

    def constants(self, formula: Formula) -> set[str]:
        """The letter e where the words beside it speak of a base."""
        near = self.document.shown[max(0, formula.start - 60) : formula.end + 40].lower()
        return {"e"} if re.search(r"base|euler|natural|exponential|2\.718|底|欧拉|自然", near) else set()

    def remember(self, chain: s.Chain, formula: Formula) -> None:
        self.last = chain
        if formula.display:
            self.shown = chain

    def claims_nothing(self, formula: Formula) -> bool:
        """Whether an inline formula that was not read holds no relation, or a sign alone, so that nothing is lost."""
        if _SIGN_ALONE.fullmatch(formula.text) is not None:
            return True
        return not formula.display and not re.search(
            r"=|\\le|\\ge|<|>|\\approx|\\to|\\propto|\\iff|\\Rightarrow|\\ne", formula.text
        )

    def notation(self, remarks: list[Remark]) -> None:
        for r in remarks:
            code = _REMARK_CODES.get(r.what)
            if code is not None:
                text = self.document.text[r.start : r.end]
                self.remarks.append(
                    Diagnostic(
                        code,
                        self.span(r.start, r.end),
                        {"text": text, "written": text, "name": r.words, "index": r.words},
                    )
                )

    def missed(self, start: int, end: int, code: str, words: str) -> None:
        payload = {"text": words, "readings": words, "symbol": words}
        self.not_understood.append(Diagnostic(code, self.span(start, end), payload))

    def mistake(self, start: int, end: int, error: Exception) -> None:
        """Raises the error again, unless mistakes of ours are to cost one formula."""
        if not self.options.guarded:
            raise error
        about = " ".join(f"{type(error).__name__}: {error}".split())[:200]
        self.missed(start, end, "IT003", f"a mistake of ours, please report it with the formula ({about})")

    def chain(self, chain: s.Chain, formula: Formula) -> None:
        section = bisect_right(self.headings, formula.start)
        end_redefined(self.symbols, chain, self.document.shown, formula.start, section)
        scope = self.sentences.scope(chain.start, chain.end)
        self.doubts.put(self.symbols, chain.start, scope.places[0][1])
        for key, (start, earlier) in list(self.symbols.passing.items()):
            if not scope.holds(start):
                del self.symbols.passing[key]
                if earlier is not None:
                    self.symbols.meanings[key] = earlier
                else:
                    self.symbols.meanings.pop(key, None)
        words = self.around(formula.start, formula.end) + " ".join(chain.words).lower()
        before = self.document.shown[max(0, formula.start - 60) : formula.start].lower()
        text, begins = self.document.text, [0, *self.headings, len(self.document.shown)]
        told, whole = (self.document.shown[begins[section] : x] for x in (formula.start, begins[section + 1]))
        rest, ahead = text[chain.end : formula.end], text[formula.start : chain.start]
        context = Context(self.symbols, words, before, formula.display, section, scope, text, told, rest, ahead, whole)
        try:
            judged = self.judging(chain, formula, context)
        except InvalidArgument as error:
            self.missed(chain.start, chain.end, "IT003", str(error))
            return
        except Unclear as error:
            self.missed(chain.start, chain.end, error.code, error.words)
            return
        except RecursionError:
            self.missed(formula.start, formula.end, "IT004", "the formula is nested too deeply")
            return
        except Exception as error:
            self.mistake(chain.start, chain.end, error)
            return
        self.settings += judged.settings
        self.judged += judged.judged
        self.not_understood += judged.not_understood
        self.readings += judged.readings
        for words in judged.standing:
            self.standing.setdefault(words)

    def foreseen(self, chain: s.Chain, formula: Formula, context: Context) -> Told:
        """What would be said of the chain if its steps held: nothing but its changes to the table of symbols matters."""
        with suppress(Exception):
            review_chain(chain, replace(context, foreseen=True))
        return Told()

    def judgement(self, chain: s.Chain, formula: Formula, context: Context) -> Told:
        """What is said of the chain."""
        review = review_chain(chain, context)
        told = Told(review.settings, standing=review.standing)
        steps: list[StepResult] = []
        for outcome in review.outcomes:
            span = self.step_span(outcome)
            lhs, rhs = (self.written(n) for n in (outcome.left, outcome.right))
            if outcome.sign.written == PROPORTIONAL or outcome.sign.op == "propto":
                rhs = f"{PROPORTIONAL} {rhs}"
            remarks = tuple(
                Diagnostic(
                    _REMARK_CODES[what],
                    self.span(n.start, n.end),
                    {"text": self.written(n), "written": self.written(n)},
                )
                for what, n, _ in outcome.remarks
                if what in _REMARK_CODES
            )
            if outcome.verdict is Verdict.NOT_UNDERSTOOD:
                told.not_understood.append(Diagnostic(outcome.code, span, outcome.payload))
            if outcome.read is not None:
                told.readings.append(
                    (
                        span,
                        f"{lhs} {outcome.sign.written} {rhs}",
                        f"{outcome.read[0]} {outcome.sign.op} {outcome.read[1]}",
                    )
                )
            if outcome.sign.op in REPORTED or outcome.sign.op in ("==", "<<"):  # the report has words for these
                steps.append(to_result(outcome, span, lhs, rhs, remarks))
        if not steps:
            return told
        start = self.span(chain.sides[0].start, chain.sides[0].end)
        end = self.span(chain.sides[-1].start, chain.sides[-1].end)
        first = min(start.line, *(x.span.line for x in steps if x.span is not None))
        told.judged.append(
            DerivationResult(
                name=f"{self.document.path}:{first}",
                title="",
                kind="chain",
                claims=(),
                steps=tuple(steps),
                span=Span(first, start.column, end.end_line, end.end_column),
                cell=self.document.cell(formula.start),
            )
        )
        return told

    def step_span(self, outcome: Outcome) -> Span:
        start = outcome.sign.start if outcome.index > 1 else min(outcome.left.start, outcome.sign.start)
        if self.document.place(start)[0] != self.document.place(outcome.sign.start)[0]:
            start = outcome.sign.start
        return self.span(start, max(outcome.right.end, outcome.sign.end))

    def written(self, node: s.Node) -> str:
        return as_written(self.document.text, node)


_GIVEN_VALUE = re.compile(r"\s*\$*\s*(\\?[A-Za-z]+)\s*(?::=|=)(?!=)")
_SIGN_ALONE = re.compile(
    r"\s*(?::?=+|[<>~≤≥≠≈∼⇒⇔→]|\\(?:leq?|geq?|neq?|approx|sim|propto|equiv|to|iff|implies|in|ll|gg|triangleq"
    r"|coloneqq|(?:long)?rightarrow|Rightarrow|Leftrightarrow))\s*"
)
_REMARK_CODES = {
    "escape": "IT302", "bare-name": "IT303", "scope": "IT304", "no-differential": "IT306", "joint-outcome": "IT307", "averaged": "IT308",
    "reach": "IT304", "left-out": "IT308", "agree": "IT311",
}  # fmt: skip
