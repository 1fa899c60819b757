"""Conditions that stand after a formula: "for x >= 1", "(p != q)", ", y in {0, 1}", "if X perp Y"; in its dollars or behind."""

from __future__ import annotations

import re
from collections.abc import Sequence

from symbolic_it.notes import syntax as s
from symbolic_it.review.condition_words import COMMENT, COMPUTED, MATH
from symbolic_it.review.steps import Context

_WORDS = r"\\(?:text|textrm|textit|textnormal|mbox|hbox|mathrm)\s*\{([^{}]*)\}"
_PIECE = re.compile(rf"{_WORDS}|(\\q?quad|\\[;: ]|~|;|，|；|\\forall(?![a-z]))|(\\\\)|(,)")
_COMPARED = re.compile(r"\\(?:leqslant|geqslant|leq?|geq?|lt|gt|neq?|in)(?![a-z])|[<>≤≥≠∈]")
_RELATED = re.compile(_COMPARED.pattern + r"|=|\\(?:equiv|perp|bot|independent|indep)(?![a-z])|[⊥⫫]")
_PLAIN = re.compile(
    r"(?:\\(?:leqslant|geqslant|leq?|geq?|lt|gt|neq?|in|infty|left|right|[a-z]*(?:alpha|beta|gamma|delta|epsilon|theta|lambda|mu|sigma|tau|phi|psi|eta|rho|pi)"
    r"|frac|tfrac|mathbb|[,{}!])(?![a-z])|[A-Za-z0-9_.,+\-/{}()\[\]<>≤≥≠∈\s])+"
)
"""Comparisons of names and numbers: they claim nothing where a formula stands before them."""
_CONTRARY = {
    **dict.fromkeys(("<", r"\lt"), r"\ge"), **dict.fromkeys((">", r"\gt"), r"\le"),
    **dict.fromkeys((r"\le", r"\leq", "≤"), ">"), **dict.fromkeys((r"\ge", r"\geq", "≥"), "<"),
    **dict.fromkeys((r"\ne", r"\neq", "≠"), "="), "=": r"\ne",
}  # fmt: skip
_OF_NO_USE = re.compile(
    r"\\[lc]?dots|\.\.\.|…|\\in\s*(?:\\(?:mathcal|mathscr|Omega|Theta|mathbb|mathbf|R\b|N\b)|[XYZSNRI](?![A-Za-z])|\[\s*[A-Za-z]\s*\])"
    r"|^\s*[ijkt]\s*(?:\\neq?|≠|<|>|\\in)\s*"
)
"""What an index runs over, or the set that all values are from: nothing is excluded."""
_QUOTED = re.compile(r"[^\n]*(?:\n[ \t]*>[^\n]*)+\n?[ \t]*")
_QUOTE = re.compile(r"\n[ \t]*>")
"""A display in a quote of Markdown: its rows begin with a mark that compares nothing."""
_HALF = re.compile(r"\\in\s*\\mathbb\s*\{?R\}?\s*(?:_|\^)")
_IF = re.compile(
    r"(?:\b(?:if|iff|when|whenever|where|with|for|provided|assuming|given|under|unless|since|because|such that|as long as|so long as|as soon as|only|on|over|satisfying)\b"
    r"(?:[\s,]+(?!(?:then|so|get|gives|thus|hence|therefore|follows|holds?|is|are|claim|obtain|while|but)\b)[a-z'-]+){0,5}"
    r"|如果有?|若|当|对于?(?:所有|任意|任何|一切|每个)?的?|其中|只要|假设|假定|因为|由于|这里|此处)[\s,，:：]*$"
)
_SAYS = re.compile(
    r"(?:\b(?:if|when|whenever|provided|assuming|given|since|because|as long as|so long as|as soon as|only)\b[^.]*|如果有?|若|当|只要|假设|假定|因为|由于)$"
)
"""Behind these an equation is a condition as well; "where c = .." says what c is."""
_EVEN = re.compile(
    r"\b(?:even|also|not only|regardless|including|whether|not|fails?|false|wrong)\b[^.]{0,30}$|即使|不论|无论"
)
_NEXT = re.compile(r"[,，;；]|\b(?:and|but|while|whereas|or)\b|而|但")
_UNLESS = re.compile(r"\b(?:unless|except)\b|除非|除了")
_BESIDE = re.compile(r"^\s*(?:[,(（\[]|and|and \(|且|和)\s*$")
_ENDS = re.compile(r"^\s*(?:\$\$?|\\\)|\\\]|(?:\\end\{[A-Za-z]+\*?\}\s*)+(?:\$\$|\\\])?)")
_OTHERWISE = re.compile(
    r"\b(otherwise|in the other cases?|elsewhere)[\s,:]*(?:\$\$?|\\\(|\\\[)?\s*$|(否则)[^。]{0,3}$", re.IGNORECASE
)
_ADJECTIVE = re.compile(
    r"\b(?:for|if|when|with|whenever)\s+(?:(?:all|any|every|each|an?|some|the)\s+)?(non-?[a-z]+|distinct|different|unequal|invertible|bijective|deterministic|constant"
    r"|large|small|sufficiently [a-z]+|big|nearby|disjoint|orthogonal|convex|concave|symmetric|normali[sz]ed|integer|even|odd|whole)"
    r"(?:\s+[a-z-]+){0,3}\s*\$"
)


def conditions_after(own: str, rest: str) -> list[str]:
    """The formulas that restrict what a step says, of the sentence ``own``, in which \\x00 is in its place.

    ``rest``: what of its formula stands behind it.
    """
    if _OTHERWISE.search(own.partition("\x00")[0]) is not None:
        return [r"\neg \text{otherwise}"]
    found, over = _inside(_QUOTE.sub("\n ", rest) if _QUOTED.fullmatch(rest) is not None else rest)
    if over:
        return found
    found += [x for x in conditions_right_before(own) if x not in found]
    after = COMMENT.sub(" ", own).partition("\x00")[2].lstrip()
    after = after[len(rest.strip()) :] if after.startswith(rest.strip()) else after
    opening = _ENDS.match(after)
    if opening is None:
        return found
    return found + _behind(after[opening.end() :], bool(found))


def trailing(before: str, after: str = "") -> bool:
    """Whether what comes next stands under an "if" or a "for" that goes with the formula before it."""
    if _CONSEQUENCE.match(after.lower()) is not None:
        return False  # A, if $x < 1$ then B
    last = re.split(r"[.!?]\s|[。！？]", before)[-1]
    m = re.search(r"(?:\$|\\\)|\\\]|\\end\{[a-z]+\*?\})\s*,?\s*([^$\\]*?)[\s$\\(\[]*$", last)
    in_brackets = re.search(r"(?:\$|\\\)|\\\])\s*[(（]\s*(?:\$|\\\()\s*$", last) is not None
    return in_brackets or (m is not None and _TRAILING.fullmatch(m[1].strip().lower()) is not None)


_DEFINES = re.compile(
    r"\s*\\?[A-Za-z]+(?:_\{?[A-Za-z\\]+\}?)?\s*(?:\([^()]*\))?\s*&?\s*(?::?=|\\sim|\\triangleq|\\coloneqq)"
)


def is_case_of_another(context: Context, words: Sequence[str], op: str, bound: s.Node) -> bool:
    """Whether a comparison is the case that a claim before it in its display or sentence holds in."""
    if not context.display:
        return trailing(context.before, context.scope.own.partition("\x00")[2])
    if op in (">", ">=") and isinstance(bound, s.Num) and not bound.value:
        return False  # x > 0: where things are defined
    if _DEFINES.match(context.ahead) is not None:
        return False  # f(x) = .., x in {0, 1}: the values that it is defined for
    return _RELATED.search(context.ahead) is not None or any(
        _TRAILING.fullmatch(x.strip(" \\,.:;()~").lower()) is not None for x in words
    )


_CONSEQUENCE = re.compile(r"[\s$)\\]*(?:,?\s*(?:then|we|it|so)\b|，?\s*(?:则|那么|有)|时，)")
_TRAILING = re.compile(
    r"(?:(?:which|that|this|it)\s+(?:holds?|is (?:true|valid))\s+)?(?:(?:also|even|only|but only|and only|just|not|at least)\s+){0,2}"
    r"(?:if|when|whenever|provided(?: that)?|as long as|so long as|as soon as|for(?: all| every| any| each)?|unless|assuming(?: that)?)(?: we have)?|如果|若|当|只要"
)


def conditions_right_before(own: str) -> list[str]:
    """The formulas of the clause that a step is the consequence of: "if $x < 1$, then"."""
    before = re.sub(r"(?:\$\$?|\\\(|\\\[)\s*$", "", COMMENT.sub(" ", own.partition("\x00")[0]).rstrip())
    found: list[str] = []
    end = len(before)
    for m in reversed(list(MATH.finditer(before))):
        between, formula = before[m.end() : end].lower(), next(g for g in m.groups() if g)
        last = re.split(r"[.!?]\s|[。！？]|\$", before[: m.start()].lower())[-1]
        joined = _AND.fullmatch(between) if found else _THEN.fullmatch(between)
        if m[1] or m[4] or joined is None or not _COMPARED.search(formula) or _useless(formula):
            break
        found.insert(0, formula)
        if _SAYS.search(last.strip()) or re.search(r"\b(?:for|unless|except)\b[^,]*$|对于?[^，]*$|除非[^，]*$", last):
            return found if _UNLESS.search(last) is None and not _EVEN.search(last) else [_contrary(formula)]
        end = m.start()
    return []


_THEN = re.compile(r"\s*(?:,|，)?\s*(?:then|we (?:have|get|obtain)|则|时|那么|有)?[\s,，:：]*")
_AND = re.compile(r"\s*,?\s*(?:and|且|和)?\s*")


def adjective_after(own: str, letters: frozenset[str] | set[str]) -> str:
    """Words after the step that restrict one of its letters by an adjective: "for nondegenerate $X$"."""
    after = own.partition("\x00")[2]
    for m in _ADJECTIVE.finditer(after):
        name = re.match(r"\s*\\?([A-Za-z]+)", after[m.end() :])
        if name is not None and name[1] in letters and not _EVEN.search(after[: m.start()].lower()[-40:]):
            return " ".join(m[0].rstrip("$").split())
    return ""


def _inside(rest: str) -> tuple[list[str], bool]:
    """Conditions in the step's own formula; and whether a claim comes behind them."""
    found: list[str] = []
    for words, quantified, piece in _pieces(rest):
        opened = quantified or _IF.search(words) is not None
        if not _RELATED.search(piece):
            continue
        if _EVEN.search(words):
            return found, True
        if _is_condition(piece, words, opened, beside=True):
            if not _useless(piece):
                found.append(piece)
        elif found:
            return found, True
    return found, False


def _pieces(rest: str) -> list[tuple[str, bool, str]]:
    """(words before it, whether a quantifier is, the piece); a list "a, b > 0" is one piece."""
    found: list[tuple[str, bool, str]] = []
    words, quantified, piece, depth, at = "", False, "", 0, 0

    def close(comma: bool = False) -> None:
        nonlocal piece, words, quantified
        if piece.strip() and not (comma and not _RELATED.search(piece)):
            found.append((words, quantified, _bare(piece)))
            piece, words, quantified = "", "", False
        elif piece.strip():
            piece += ","

    while at < len(rest):
        m = _PIECE.match(rest, at) if depth <= 0 else None
        if m is None:
            step = 2 if rest[at] == "\\" else 1
            depth += {"(": 1, "[": 1, "{": 1, ")": -1, "]": -1, "}": -1}.get(rest[at : at + step].lstrip("\\"), 0)
            piece += rest[at : at + step]
            at += step
            continue
        at = m.end()
        if m[3]:
            break  # what stands in the next row is not about this one
        close(comma=bool(m[4]))
        if m[1] is not None:
            words += f" {m[1].lower()} "
        elif m[2] and m[2].startswith(r"\forall"):
            quantified = True
    close()
    return found


def _bare(piece: str) -> str:
    """Without marks of columns, a full stop, and brackets around all of it."""
    piece = piece.replace("&", " ").strip().rstrip(".,").strip()
    piece = re.sub(r"\\end\{[^}]*\}.*$", "", piece, flags=re.DOTALL).strip()
    if piece[:1] in ("(", "[") and piece[-1:] in (")", "]") and piece.count("(") + piece.count("[") == 1:
        return piece[1:-1].strip()
    return piece


def _behind(text: str, known: bool) -> list[str]:
    """Conditions in the words behind the formula, up to the next claim."""
    found: list[str] = []
    at, opened, said = 0, False, ""
    for m in MATH.finditer(text):
        formula = next(g for g in m.groups() if g)
        between = text[at : m.start()].lower()
        at = m.end()
        if m[1] or m[4]:
            break
        if re.search(r"[.!?]\s|[。！？；;]", between):
            break
        listed = opened and re.fullmatch(r"\s*(?:,|and|, and|且|和|、)?\s*", between) is not None
        condition = _IF.search(between) is not None
        if condition:
            said = between
        if condition and _EVEN.search(between):
            break
        if condition and _NEXT.search(between) and _CONSEQUENCE.match(text[at : at + 20].lower()):
            break  # A, and if $x < 1$ then B
        beside = _BESIDE.match(between) is not None
        if not _RELATED.search(formula):
            opened = condition or (opened and listed)
            continue
        simple = not listed or COMPUTED.search(formula) is None
        if simple and _is_condition(formula, said if listed else between, condition or listed, beside):
            opened = True
            if not _useless(formula):
                found.append(_contrary(formula) if _UNLESS.search(said if listed else between) else formula)
        elif found or known:
            break
        else:
            opened = False
    return found


def _contrary(formula: str) -> str:
    """What holds where one comparison does not."""
    signs = _RELATED.findall(formula)
    other = _CONTRARY.get(signs[0].removesuffix("slant")) if len(signs) == 1 and "," not in formula else None
    return formula.replace(signs[0], f" {other} ") if other else f"\\neg {formula}"


def _is_condition(formula: str, words: str, opened: bool, beside: bool) -> bool:
    compared = _COMPARED.search(formula) is not None and "=" not in formula.replace("\\ne", "").replace("\\neq", "")
    if opened:
        return compared or _SAYS.search(words.strip()) is not None or "perp" in formula or "⊥" in formula
    return beside and compared and _PLAIN.fullmatch(formula) is not None


def _useless(formula: str) -> bool:
    return _OF_NO_USE.search(formula) is not None and _HALF.search(formula) is None
