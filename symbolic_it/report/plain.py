r"""Plain text: LaTeX formulas made readable in a terminal, and text cut down to what the terminal can show.

This is for the eye only: nothing is decided by what it returns, and what it does not know stays as it is.
"""

from __future__ import annotations

import re
import unicodedata

_GREEK = """
alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi pi rho sigma tau phi chi psi
omega Gamma Delta Theta Lambda Xi Pi Sigma Phi Psi Omega"""


def _greek(name: str) -> str:
    size = "CAPITAL" if name[0].isupper() else "SMALL"
    unicode_name = {"lambda": "lamda"}.get(name.lower(), name.lower())
    return unicodedata.lookup(f"GREEK {size} LETTER {unicode_name}")


_SYMBOLS = {name: _greek(name) for name in _GREEK.split()} | {
    "varepsilon": "ε", "varphi": "φ", "vartheta": "θ", "ell": "l",
    "sum": "Σ", "prod": "Π", "int": "∫", "partial": "∂", "infty": "∞", "sqrt": "√",
    "le": " ≤ ", "leq": " ≤ ", "ge": " ≥ ", "geq": " ≥ ", "lt": " < ", "gt": " > ", "ne": " ≠ ", "neq": " ≠ ",
    "approx": " ≈ ", "coloneqq": " := ", "mid": " | ", "vert": "|", "parallel": " ‖ ",
    "Vert": "‖", "|": " ‖ ",
    "in": " ∈ ", "notin": " ∉ ", "subseteq": " ⊆ ", "cap": " ∩ ", "cup": " ∪ ", "setminus": " \\ ",
    "to": " → ", "rightarrow": " → ", "mapsto": " ↦ ", "Rightarrow": " ⇒ ", "implies": " ⇒ ",
    "Leftrightarrow": " ⇔ ", "iff": " ⇔ ", "ll": " << ", "gg": " >> ", "sim": " ~ ",
    "forall": "∀", "exists": "∃", "land": " ∧ ", "wedge": " ∧ ", "lor": " ∨ ", "lnot": "¬", "neg": "¬",
    "cdot": " · ", "times": " × ", "pm": " ± ", "ldots": "...", "dots": "...", "cdots": "...", "colon": ": ",
    "lvert": "|", "rvert": "|", "lfloor": "⌊", "rfloor": "⌋", "lceil": "⌈", "rceil": "⌉",
    "{": "{", "}": "}", "_": "_", "%": "%", "#": "#", "&": "&", "$": "$",
    ",": " ", ";": " ", ":": " ", " ": " ", "quad": "  ", "qquad": "  ", "!": "", "\\": " ",
    "left": "", "right": "", "bigl": "", "bigr": "", "Bigl": "", "Bigr": "", "big": "", "Big": "",
    "displaystyle": "", "limits": "", "nolimits": "",
}  # fmt: skip
_FONTS = "boldsymbol bm pmb mathscr mathfrak textsf texttt mathrm mathbf mathbb mathcal mathsf mathit text textrm textit textbf emph operatorname mathop"
_TRANSPARENT = frozenset(_FONTS.split())
_ACCENTS = {"hat": "\u0302", "widehat": "\u0302", "tilde": "\u0303", "bar": "\u0304", "overline": "\u0304"}
_TOKEN = re.compile(r"\\([A-Za-z]+|.)\s*|(.)", re.DOTALL)
_SIMPLE = re.compile(r"[^\W_]+'*|.", re.DOTALL)
_LONGEST, _DEEPEST = 20_000, 60


class _TooDeep(Exception):
    """The formula nests deeper than this reader follows."""


class _Reader:
    """One pass over the tokens of a formula."""

    def __init__(self, latex: str) -> None:
        self.tokens = [(m[1] or "", m[2] or "") for m in _TOKEN.finditer(latex)]
        self.at = 0

    def group(self, depth: int, end: str = "}") -> str:
        """Text up to the closing mark, which is consumed."""
        if depth > _DEEPEST:
            raise _TooDeep
        parts: list[str] = []
        while self.at < len(self.tokens):
            if self.tokens[self.at][1] == end:
                self.at += 1
                break
            parts.append(self.item(depth))
        return "".join(parts)

    def argument(self, depth: int) -> str:
        """The next argument of a command: a group in braces, or one item."""
        while self.at < len(self.tokens) and self.tokens[self.at][1].isspace():
            self.at += 1
        return self.item(depth).strip() if self.at < len(self.tokens) else ""

    def item(self, depth: int) -> str:
        if depth > _DEEPEST:
            raise _TooDeep
        command, char = self.tokens[self.at]
        self.at += 1
        if char == "{":
            return self.group(depth + 1)
        if char in ("_", "^"):
            return char + _wrapped(self.argument(depth + 1))
        if not command:
            return {"~": " ", "&": " ", "\n": " "}.get(char, char)
        if command in ("frac", "tfrac", "dfrac"):
            above, below = self.argument(depth + 1), self.argument(depth + 1)
            return f"{_wrapped(above)}/{_wrapped(below)}"
        if command in _TRANSPARENT:
            return self.argument(depth + 1)
        if command in _ACCENTS:
            base = self.argument(depth + 1)
            return unicodedata.normalize("NFC", base[:1] + _ACCENTS[command] + base[1:])
        if command in _SYMBOLS:
            return _SYMBOLS[command]
        follows = self.tokens[self.at] if self.at < len(self.tokens) else ("", "")
        word = follows[0].isalpha() and not follows[0].startswith(("left", "big", "Big"))
        spaced = command.isalpha() and (word or follows[1].isalnum() or follows[1] == "{")
        return f"{command} " if spaced else command  # \log x keeps its space, \log( needs none


def _wrapped(text: str) -> str:
    """In round brackets, unless it is one name, number or sign, or has its own brackets."""
    if not text or _SIMPLE.fullmatch(text) or (re.fullmatch(r"[\w']*\([^()]*\)", text)):
        return text
    return f"({text})"


def plain_math(latex: str) -> str:
    """A LaTeX formula as one line of text; the formula itself where it is too long or too deep to read."""
    if len(latex) > _LONGEST:
        return latex
    reader = _Reader(latex)
    parts: list[str] = []
    try:
        while reader.at < len(reader.tokens):
            parts.append(reader.item(0))
    except _TooDeep:
        return latex
    text = re.sub(r"(?<=[\w)])(?=[ΣΠ∫][_^])", " ", "".join(parts))  # max_θ Σ_i, not max_θΣ_i
    text = re.sub(r"(arg ?(?:max|min)_(?:\([^()]*\)|\w))(?=[\w(-])", r"\1 ", text)  # arg min_θ 1/n
    return re.sub(r"\s+", " ", text).strip()


_INLINE = re.compile(r"\$`([^`]*)`\$|(?<!\\)\$\$?([^$]+)\$\$?")


def readable(text: str, *, math: bool = False) -> str:
    """Text with its formulas made plain: those between dollars, or all of it with ``math``."""
    if math:
        return plain_math(text) if re.search(r"[\\{}]", text) else text
    return _INLINE.sub(lambda m: plain_math(m[1] or m[2] or ""), text)


def clean(text: str) -> str:
    """Without control characters, which could steer a terminal: titles come from files that others wrote."""
    shown = text.replace("\t", " ")
    return "".join(c for c in shown if c == "\n" or unicodedata.category(c) not in ("Cc", "Cs", "Cf", "Zl", "Zp"))


_ASCII = {
    "Σ": "sum", "∑": "sum", "∏": "prod", "Π": "prod", "∫": "int", "∂": "d", "∞": "oo", "√": "sqrt", "≤": "<=",
    "≥": ">=",
    "≠": "!=", "≈": "~=", "≔": ":=", "‖": "||", "∥": "||", "∣": "|", "∈": "in", "∉": "not in",
    "⊆": "subset of",
    "∩": "and", "∪": "or", "→": "->", "↦": "|->", "⇒": "=>", "⇔": "<=>", "≪": "<<", "≫": ">>",
    "∀": "for all ",
    "∃": "exists ", "∧": "and", "∨": "or", "¬": "not ", "·": "*", "×": "x", "−": "-", "±": "+-", "…": "...",
    "–": "-",
    "—": "--", "‘": "'", "’": "'", "“": '"', "”": '"', "⊢": "|-", "ℝ": "R", "ℕ": "N",
}  # fmt: skip


def ascii_text(text: str) -> str:
    """The text in ASCII: known signs spelled out, accents dropped, ``?`` for the rest."""
    return text if text.isascii() else "".join(map(_ascii_char, text))


def _ascii_char(char: str) -> str:
    if char.isascii():
        return char
    if char in _ASCII:
        return _ASCII[char]
    name = unicodedata.name(char, "")
    if name.startswith(("GREEK SMALL LETTER ", "GREEK CAPITAL LETTER ")):
        letter = name.split()[3].lower().replace("lamda", "lambda")
        return letter.capitalize() if "CAPITAL" in name else letter
    base = unicodedata.normalize("NFKD", char)
    kept = "".join(c for c in base if c.isascii())
    return kept or ("" if unicodedata.combining(char) else "?")
