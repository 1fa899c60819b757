"""Tokens of TeX formulas, each with its place in the document; what site generators leave behind is repaired here."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

COMMAND, LETTER, NUMBER, SYMBOL, TEXT, END = "command", "letter", "number", "symbol", "text", "end"
MAX_TOKENS = 200_000


@dataclass(frozen=True, slots=True)
class Token:
    """``kind`` is one of the names above; ``text`` is `\\log`, `x`, `3.5`, `{`, or the words of a `\\text{..}`.

    ``start`` and ``end`` are offsets of characters in the document. ``argument`` holds what stands in `\\begin{..}` and
    `\\end{..}`, and for words the command that holds them.
    """

    kind: str
    text: str
    start: int
    end: int
    argument: str = ""


@dataclass(frozen=True)
class Remark:
    """Something odd about the notation: what was repaired (``what``: a key of `report.codes`' words) and where."""

    what: str
    start: int
    end: int
    words: str = ""


@dataclass
class Tokens:
    """The tokens of one formula, and the remarks on how it is written."""

    tokens: list[Token]
    remarks: list[Remark] = field(default_factory=list)


_PIECES = re.compile(
    r"(?P<comment>(?<!\\)%[^\n]*\n?)"
    r"|(?P<space>[ \t\r\n\u00a0\u3000\u200b\u200e\u200f\u2028\u2029\ufeff]+)"
    r"|(?P<command>\\[A-Za-z]+\*?|\\.|\\\n)"
    r"|(?P<number>\d+(?:[.,]\d+){0,9}|\.\d+)"  # bounded: a list of numbers would be matched again from each of them
    r"|(?P<letter>[^\W\d_])"
    r"|(?P<other>.)",
    re.DOTALL,
)
_BRACE = re.compile(r"(?<!\\)[{}]")
_BARE = ("argmax", "argmin", "log", "ln", "exp", "max", "min", "lim")
_BARE_WORD = re.compile(r"(arg\s?max|arg\s?min|log|ln|exp|max|min|lim|Pr)(?![a-z])|(log|ln)(?=[a-z](?![a-z]))")
"""The second form stands right before a letter: logp(x), lnx."""
_NAMES = re.compile(
    r"(KL|JSD|JS|ELBO|NLL|BCE|CE|MSE|MAE|RMSE|MI|MLE|MAP|PPL|RSS|SSE|SSR|IG|AIC|BIC|TV|Var|Cov|PP|[Ll]oss|LOSS|[Cc]ost|[Ee]rror|[Gg]ain|[Pp]erplexity|[Ee]ntropy|[Ll]ikelihood|[Cc]onst|[Ss]oftmax|[Ss]igmoid)(?![A-Za-z])"
)
"""Words that people write without a command; each is one name."""
_THIN_GROUPS = re.compile(r"((?:(?:\\[,;: ]|~)\d{3}(?!\d))+)(\.\d+)?(?!\d)")
_COMMA_IN_BRACES = re.compile(r"\{,\}(\d+)")
"""1{,}000 is a thousand, 0{,}75 three quarters."""
_PERCENT = re.compile(r"\(\s*(?:\\approx\s*)?\d+(?:\.\d+)?\s*(?:\\ )?\\?%\s*\)")
_UNIT = re.compile(r"(?:bits?|nats?)(?![A-Za-z_^(])")
_AFTER_NUMBER = re.compile(r"[0-9)}](?:\s|\\[ ,;:!>]|~)*$")
_GLUED = re.compile(r"[A-Za-z]{3,20}(?=\s*(?:[)|;,]|\\(?:mid|vert)(?![A-Za-z])))")
_IN_BRACKETS = re.compile(r"(?<![A-Za-z\\])(?:[A-Z]{1,3}|p)\((?:[^()|]*(?:\||\\mid|\\vert))?\s*$")
"""Words that people write without a command: units behind numbers, events in brackets."""
_IDEOGRAMS = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]{2,}")
_WORDS = re.compile(
    r"\\(text|mathrm|textrm|mbox|hbox|textbf|textit|textnormal|operatorname\*?|mathop|rm|mathit|textsf|texttt|mathsf|label|tag\*?|ref|eqref|intertext|underset|overset)\s*\{"
)
_CHARACTERS = {
    "−": "-", "–": "-", "≤": r"\le", "≥": r"\ge", "≠": r"\ne", "≈": r"\approx", "∑": r"\sum", "∏": r"\prod", "∫": r"\int",
    "∈": r"\in", "∥": r"\|", "‖": r"\|", "×": r"\times", "·": r"\cdot", "⋅": r"\cdot", "∞": r"\infty", "→": r"\to", "⇒": r"\Rightarrow",
    "⇔": r"\iff", "≡": r"\equiv", "∼": r"\sim", "∝": r"\propto", "∀": r"\forall", "∃": r"\exists", "∂": r"\partial", "∇": r"\nabla",
    "√": r"\sqrt", "…": r"\dots", "⋯": r"\cdots", "，": ",", "（": "(", "）": ")", "：": ":", "；": ";", "＝": "=", "＋": "+", "－": "-",
    "｜": "|", "∣": r"\mid", "¬": r"\neg", "≜": r"\triangleq", "≔": ":=", "≟": r"\questeq", "′": "'", "。": ".", "、": ",", "∧": r"\wedge",
    "α": r"\alpha", "β": r"\beta", "γ": r"\gamma", "δ": r"\delta", "ε": r"\epsilon", "θ": r"\theta", "λ": r"\lambda", "μ": r"\mu", "π": r"\pi",
    "σ": r"\sigma", "τ": r"\tau", "φ": r"\phi", "ϕ": r"\phi", "ω": r"\omega", "η": r"\eta", "ρ": r"\rho", "ψ": r"\psi", "ξ": r"\xi",
    "ℓ": r"\ell", "Θ": r"\Theta", "Σ": r"\Sigma", "Π": r"\Pi", "𝔼": r"\mathbb{E}", "½": r"\frac{1}{2}",
    "²": "^2", "³": "^3", "₀": "_0", "₁": "_1", "₂": "_2", "ᵢ": "_i",
}  # fmt: skip
_STARRED = frozenset((
    r"\operatorname", r"\tag", r"\hspace", r"\vspace", r"\newcommand", r"\renewcommand", r"\providecommand", r"\DeclareMathOperator", r"\operatornamewithlimits",
))  # fmt: skip
_BLANK = re.compile(
    r"\\(?:[hv]space\*?\s*\{[^{}]{0,40}\}|(?:m?kern|hskip|mskip)\s*-?[\d.]+\s*(?:pt|em|ex|mm|cm|in|mu)|(?:mathclose|mathopen|mathpunct)(?![A-Za-z]))"
)
_ELLIPSIS = re.compile(r"\.\s?\.\s?\.")
_TAG = re.compile(r"\s*([0-9A-Za-z*†])(?=\s|$|\\|&|\$|\})")
_INVISIBLE = re.compile(r"\\[hv]?phantom\s*\{")
SPACES = frozenset((r"\,", r"\;", r"\:", r"\!", r"\ ", r"\quad", r"\qquad", r"\>", r"\enspace", r"\thinspace", r"\medspace", r"\thickspace"))  # fmt: skip
LAYOUT = frozenset((
    r"\left", r"\right", r"\big", r"\Big", r"\bigg", r"\Bigg", r"\bigl", r"\bigr", r"\Bigl", r"\Bigr", r"\biggl", r"\biggr", r"\Biggl",
    r"\Biggr", r"\bigm", r"\Bigm", r"\biggm", r"\middle", r"\displaystyle", r"\textstyle", r"\scriptstyle", r"\scriptscriptstyle", r"\limits",
    r"\nolimits", r"\nonumber", r"\notag", r"\hfill", r"\hline", r"\allowbreak", r"\noindent", r"\centering", r"\mathstrut", r"\strut",
    r"\large", r"\Large", r"\small", r"\normalsize", r"\footnotesize", r"\null", r"\relax", r"\protect",
))  # fmt: skip


def letter_of(token: Token) -> str:
    """The letter that a token is, sigma for \\sigma; empty for numbers and signs."""
    if token.kind == COMMAND:
        return token.text[1:]
    return token.text if token.kind == LETTER else ""


def tokenize(text: str, offset: int = 0) -> Tokens:
    """The tokens of a formula that begins at ``offset`` in its document. Never raises: odd characters are symbols."""
    result = Tokens([])
    _Scanner(text, offset, result).run()
    return result


class _Scanner:
    def __init__(self, text: str, offset: int, result: Tokens) -> None:
        self.text, self.offset, self.result = text, offset, result
        self.braces: dict[int, int] | None = None

    def add(self, kind: str, text: str, start: int, end: int, argument: str = "") -> None:
        self.result.tokens.append(Token(kind, text, start + self.offset, end + self.offset, argument))

    def remark(self, what: str, start: int, end: int, words: str = "") -> None:
        self.result.remarks.append(Remark(what, start + self.offset, end + self.offset, words))

    def closing(self, opening: int) -> int | None:
        """The place of the brace that closes the one at ``opening``, within a bounded stretch; None when there is none."""
        if self.braces is None:  # all pairs at once: looking from each brace on its own would take quadratic time
            self.braces = {}
            stack: list[int] = []
            for match in _BRACE.finditer(self.text):
                if match.group() == "{":
                    stack.append(match.start())
                elif stack:
                    self.braces[stack.pop()] = match.start()
        close = self.braces.get(opening)
        return close if close is not None and close - opening < 2000 else None

    def run(self) -> None:
        at = 0
        while at < len(self.text) and len(self.result.tokens) < MAX_TOKENS:
            at = self.one(at)

    def one(self, at: int) -> int:
        match = _PIECES.match(self.text, at)
        assert match is not None
        kind, piece, end = match.lastgroup, match.group(), match.end()
        if kind in ("space", "comment"):
            return end
        if kind == "letter":
            bare = _BARE_WORD.match(self.text, at)
            if bare is not None and not self.inside_word(at, bare.group()):
                name = bare.group().replace(" ", "")
                self.add(COMMAND, "\\" + name, at, bare.end())
                self.remark("bare-name", at, bare.end(), name)
                return bare.end()
            word = _NAMES.match(self.text, at)
            if word is not None and not (at and self.text[at - 1].isalpha()):
                self.add(TEXT, word.group(1), at, word.end(), "mathrm")
                return word.end()
            event = self.unmarked_word(at)
            if event:
                self.add(TEXT, event, at, at + len(event), "text")
                return at + len(event)
            return self.character(piece, at, end)
        if kind == "number":
            return self.number(piece, at, end)
        if piece == "(" and (again := _PERCENT.match(self.text, at)) is not None:
            if _AFTER_NUMBER.search(self.text[max(0, at - 20) : at]):
                return again.end()  # 0.95 (95\%): the same number once more
        if kind == "command":
            return self.command(piece, at, end)
        return self.character(piece, at, end)

    def unmarked_word(self, at: int) -> str:
        """A unit behind a number, or a word for an event, I(Win): no product of its letters."""
        before = self.text[max(0, at - 60) : at]
        if (unit := _UNIT.match(self.text, at)) is not None and _AFTER_NUMBER.search(before):
            return unit.group()
        word = _GLUED.match(self.text, at)
        if word is None or not _IN_BRACKETS.search(before) or set(word.group().lower()) <= set("abcuvwxyz"):
            return ""
        return word.group() if not word.group().isupper() else ""

    def inside_word(self, at: int, word: str) -> bool:
        """Whether letters stand right before: in plogp one letter is a factor, in dialog the word is another."""
        before = self.text[max(0, at - 2) : at]
        if not before or not (before[-1].isalpha() and before[-1].isascii()):
            return False
        return word not in ("log", "ln") or before[0].isalpha() or before[0] == "\\" or len(before) < 2

    def number(self, piece: str, at: int, end: int) -> int:
        if "," in piece and not re.fullmatch(r"[1-9]\d{0,2}(,\d{3})+(\.\d+)?", piece):
            piece = piece.split(",")[0]
            end = at + len(piece)
        if piece.count(".") > 1:
            piece = ".".join(piece.split(".")[:2])
            end = at + len(piece)
        if piece.endswith("."):
            piece, end = piece[:-1], end - 1
        piece = piece.replace(",", "")
        while (group := _COMMA_IN_BRACES.match(self.text, end)) is not None and "." not in piece:
            thousands = len(group.group(1)) == 3 and piece.lstrip("0") != ""
            piece, end = piece + ("" if thousands else ".") + group.group(1), group.end()
        if piece.isdigit() and len(piece) <= 3 and piece[0] != "0" and (groups := _THIN_GROUPS.match(self.text, end)):
            piece, end = piece + "".join(re.findall(r"\d{3}", groups[1])) + (groups[2] or ""), groups.end()
        self.add(NUMBER, piece, at, end)
        return end

    def character(self, piece: str, at: int, end: int) -> int:
        word = _IDEOGRAMS.match(self.text, at)
        if word is not None:  # one name, not a product
            self.add(TEXT, word.group(), at, word.end(), "text")
            return word.end()
        if piece == "." and (dots := _ELLIPSIS.match(self.text, at)) is not None:
            self.add(COMMAND, r"\dots", at, dots.end())
            return dots.end()
        if piece == "~":  # a tie, or a tilde for "is distributed as": only the place tells, so the parser decides
            self.add(SYMBOL, "~", at, end)
            return end
        plain = _CHARACTERS.get(piece)
        if plain is None:
            self.add(LETTER if piece.isalpha() else SYMBOL, piece, at, end)
            return end
        for token in tokenize(plain).tokens:
            self.result.tokens.append(replace(token, start=at + self.offset, end=end + self.offset))
        return end

    def command(self, piece: str, at: int, end: int) -> int:
        if piece[-1] == "*" and len(piece) > 2 and piece[:-1] not in _STARRED:  # a product: \mu*x
            piece, end = piece[:-1], end - 1
        if piece in (r"\begin", r"\end"):
            group = re.compile(r"\s*\{([A-Za-z]{1,30}(?:\\?\*)?)\}").match(self.text, end)
            if group is not None:
                self.add(COMMAND, piece, at, group.end(), group.group(1).replace("\\", ""))
                return group.end()
        if piece == "\\\\":
            follows = self.text[end : end + 1]
            if follows in (";", ",", "!", ":") and not self.text[end : end + 2].strip(";,!: \t"):
                self.remark("escape", at, end + 1, "\\\\" + follows)
                return end + 1
            if follows == "\\" and self.text[end + 1 : end + 2] in ("", "\n", "\r", " "):  # \\\ at the end of a row
                self.remark("escape", at, end + 1, "\\\\\\")
                end += 1
            if follows in "{}_" and follows:  # \\{ for \{
                self.remark("escape", at, end + 1, "\\\\" + follows)
                return self.command("\\" + follows, at, end + 1)
            skip = re.compile(r"\s*\[\s*-?[\d.]+\s*(pt|em|ex|mm|cm|in|mu)\s*\]").match(self.text, end)
            self.add(COMMAND, "\\\\", at, end)
            return skip.end() if skip is not None else end
        if piece == r"\_":
            self.remark("escape", at, end, piece)
            self.add(SYMBOL, "_", at, end)
            return end
        if piece in (r"\*", r"\^"):
            self.remark("escape", at, end, piece)
            self.add(SYMBOL, piece[1], at, end)
            return end
        if piece in (r"\cr", r"\newline"):  # plain TeX's end of a row
            self.add(COMMAND, "\\\\", at, end)
            return end
        if piece in (r"\tag", r"\tag*") and (number := _TAG.match(self.text, end)) is not None:  # \tag 1
            self.add(TEXT, number.group(1), at, number.end(), "tag")
            return number.end()
        if piece in (r"\mathrm", r"\mathit"):  # \mathrm dx: the font of one letter
            letter = re.compile(r"\s+([A-Za-z])").match(self.text, end)
            if letter is not None:
                self.add(LETTER, letter.group(1), at, letter.end())
                return letter.end()
        if piece in SPACES or piece == "\\\n":
            if piece in (r"\quad", r"\qquad"):
                self.add(COMMAND, piece, at, end)
            return end
        if piece in LAYOUT:
            return end
        if (blank := _BLANK.match(self.text, at)) is not None:
            return blank.end()
        if (unseen := _INVISIBLE.match(self.text, at)) is not None:
            close = self.closing(unseen.end() - 1)
            if close is not None:
                return close + 1
        words = _WORDS.match(self.text, at)
        if words is not None and words.group(1) not in ("underset", "overset", "mathop"):
            close = self.closing(words.end() - 1)
            if close is not None:
                inside = self.text[words.end() : close]
                self.add(TEXT, " ".join(inside.split()), at, close + 1, words.group(1))
                return close + 1
        self.add(COMMAND, piece, at, end)
        return end


def spelled(tokens: Sequence[Token]) -> str:
    """The tokens as TeX, for messages."""
    parts: list[str] = []
    for t in tokens:
        text = f"\\{t.argument}{{{t.text}}}" if t.kind == TEXT else t.text
        if parts and parts[-1][-1:].isalpha() and parts[-1].startswith("\\") and text[:1].isalpha():
            text = " " + text
        parts.append(text)
    return "".join(parts)
