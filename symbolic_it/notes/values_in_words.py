"""Values that words tell of numbers beside formulas: "$a$ is negative", "nonnegative $a$ and $b$", "for $t$ at most one"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction

from symbolic_it.notes.bare_letters import BareLetters, bare_letters, letter_behind, without_maths
from symbolic_it.notes.signs_in_doubt import signs_in_doubt

_NAME = r"(?:\\[A-Za-z]+|[A-Za-z])(?:_\{?\w+\}?)?"
_FORMULA = rf"(?:\${_NAME}(?:\s*,\s*{_NAME})*\$|\\\(\s*{_NAME}(?:\s*,\s*{_NAME})*\s*\\\))"
_LIST = rf"{_FORMULA}(?:(?:\s*,?\s*(?:and|,|和|与|、)\s*){_FORMULA})*"
_NUMBER = r"(?:one half|a half|zero|one|two|three|ten|-?\d+(?:\.\d+|/\d+)?(?![.,]?\d|/)|\$\s*-?\d+(?:\.\d+|/\d+)?\s*\$|零|一|二)"
_NOT = r"(?:not|never|n't|不)\s*"
_SIGNED = {
    "<": r"(?:\(?strictly\)?\s+)?negative|below zero|less than zero|负",
    ">=": rf"non-?\s?negative|{_NOT}negative|非负|不为负|不小于零",
    ">": r"(?:\(?strictly\)?\s+)?positive|above zero|greater than zero|正",
    "<=": rf"non-?\s?positive|{_NOT}positive|非正",
    "=": r"vanish(?:es|ing)?\b",
    "!=": rf"non-?\s?zero|non-?vanishing|{_NOT}(?:equal to )?(?:zero|0)\b|different from (?:zero|0)\b|非零|不为零|不等于零",
}
_COMPARED = {
    "<=": r"(?:at most|no (?:more|greater|larger|bigger) than|not (?:more|greater|larger|bigger|exceeding) than|not above|(?:less|smaller) than or equal to|不大于|不超过|至多(?:为|是)?)",
    ">=": r"(?:at least|no (?:less|smaller|fewer) than|not (?:less|smaller) than|not below|(?:greater|larger) than or equal to|不小于|不少于|至少(?:为|是)?)",
    "<": r"(?:(?:strictly )?(?:less|smaller) than|(?:strictly )?below|under|小于)",
    ">": r"(?:(?:strictly )?(?:greater|larger|bigger|more) than|(?:strictly )?above|exceeding|大于)",
    "=": r"(?:equals?(?: to)?|等于)",
}
_BETWEEN = rf"(?P<strictly>strictly )?between (?P<low>{_NUMBER}) and (?P<high>{_NUMBER})|在 ?(?P<from>{_NUMBER}) ?(?:和|与|到) ?(?P<to>{_NUMBER}) ?之间"
_PHRASES = [
    *((op, re.compile(f"(?:{words})", re.IGNORECASE)) for op, words in _SIGNED.items()),
    *((op, re.compile(f"(?:{words})\\s*(?P<value>{_NUMBER})", re.IGNORECASE)) for op, words in _COMPARED.items()),
    ("in", re.compile(_BETWEEN, re.IGNORECASE)),
]
_IS = (
    r"\s*(?:,?\s*(?:which|that)\s+)?(?:(?P<verb>to be|be|is|are|was|were|being|denotes?|has|have|takes?|为|是|取)\b|(?P<verb2>为|是|取)|(?=[非负正不大小在至]))?\s*"
    r"(?:now |both |all |each |always |everywhere |assumed |supposed |taken |known |to be |a |an |the |some |any |fixed |real,? (?:and )?|rational |两个|一个)*"
    r"(?:(?:numbers?|constants?|scalars?|reals?|quantit(?:y|ies)|parameters?) (?:(?:that|which) (?:is|are) )?)?"
)
_VERB = re.compile(_IS, re.IGNORECASE)
_AND = re.compile(r"\s*,?\s*(?:and|but|且)\s*", re.IGNORECASE)
_BARE = re.compile(_IS + r"(?P<value>zero|0|one|1|零)(?![.,]?\d|/)", re.IGNORECASE)
_KIND = r"(?:\s*(?:real|whole|rational|natural|fixed|given|known|finite|的))*\s*(?:numbers?|constants?|scalars?|reals?|values?|integers?|parameters?|quantit(?:y|ies)|实?数|常数|整数)?"
_ENDS = re.compile(
    rf"{_KIND}\s*(?:$|[.,;:!)）\x00。，；：\n]|(?:and|then|so|but|only|while|we|the|it|gives?|hence|thus|therefore|throughout|here|everywhere below|时|则|那么)(?![a-z])|则|时|，)",
    re.IGNORECASE,
)
_ADJECTIVES = [
    (op, re.compile(rf"(?<![A-Za-z-])(?<!the )(?:{words}){_KIND}\s*(?P<list>{_LIST})", re.IGNORECASE))
    for op, words in _SIGNED.items()
]
_PLAIN_ADJECTIVES = [
    (op, re.compile(rf"(?<![A-Za-z-])(?<!the )(?:{words}){_KIND}\s+", re.IGNORECASE)) for op, words in _SIGNED.items()
]
_LISTED = re.compile(_LIST)
_SPELLED = {"zero": 0, "零": 0, "one": 1, "一": 1, "two": 2, "二": 2, "three": 3, "ten": 10}
_SAYS = {"<": "<", "<=": r"\le", ">": ">", ">=": r"\ge", "=": "=", "!=": r"\ne"}
_OPEN = re.compile(
    r"\b(?:if|iff|when|whenever|unless|whether|for|provided|only|even|until|cases?|otherwise|either|or|nor|never|false|not|cannot|would|could|might|may|must|can"
    r"|find|finds|get|gets|obtain|turns|deduce|infer|means|yields|gives|clearly|obviously|so|hence|thus|therefore|then|follows|conclude|shows?|see|prove|implies|claims?|equality|some(?:times|one|body)?|because|wrongly)\b"
    r"|n't|如果|若|当|对|除非|假如|只有|所以|因此|则|可见|等号|或"
)
"""Words of the sentence before it by which what is told is a case of its own, a consequence, or denied."""
_DENIED = re.compile(
    r"\b(?:neither|nor|no|not|never|without|false|hardly|whether|nobody|is|are)\s*$|\b(?:neither|nor|not|never|without|false|whether)\b|n't\b|并非|不是|是否"
)
"""Words before it by which it is denied, or asked."""
_ASKED = re.compile(r"\bwhether\b|\b(?:is|are)\s*$|\b(?:not|without) only\b|是否")
_NEITHER = re.compile(rf"\bneither\s+({_FORMULA})\s+nor\s+$", re.IGNORECASE)
_CONTRARY = {"<": ">=", ">=": "<", ">": "<=", "<=": ">", "=": "!=", "!=": "="}
_PART_OF_ANOTHER = re.compile(
    r"(?<!value )(?<!values )(?<!all )(?<!each )(?<!both )(?<!either )(?<!any )"
    r"\b(?:of|in|at|to|by|from|than|between|wrt|w\.r\.t\.|derivative|gradient|slope|score|residual|error|sum|difference|product|minus|plus|times)\s+"
    r"(?:(?:the|an?|its|this|our|each|every|parameter|number|variable|constant|weights?|letter|point|vector|real)\s+){0,4}$|(?:关于|对|的|在|处)\s*$"
)
"""Words before it by which something else is told: "the derivative in $t$ is zero"."""
_OPEN_AFTER = re.compile(
    r"\s*[,]?\s*(?:if|when|unless|or|only (?:if|when|for)|for|otherwise)\b|\s*(?:或|当|若)", re.IGNORECASE
)
_SENTENCE = re.compile(r"[.!?;]\s|[。！？；]|\n\s*\n|\n[ \t]*(?:[-*+]|\d+[.)])\s|\n#+ |\x00")


@dataclass(frozen=True)
class ValueTold:
    """What words tell of the names in a list of formulas that stands at ``start`` to ``end``, and the words with it."""

    start: int
    end: int
    whole: tuple[int, int]
    names: tuple[str, ...]
    bounds: tuple[tuple[str, Fraction], ...]
    """Relations of each of the names, and what to."""
    case: bool
    """Whether it is told for its own sentence alone, or is a consequence."""
    sure: bool = True
    """Whether it is understood; what is not is used for nothing, and nothing that supposes the contrary is."""
    bare: bool = False
    """Whether the names stand without dollar signs."""
    vague: bool = False
    """Whether the sentence that stands there may say so, for all that is read of it."""
    anew: bool = False
    """Whether it gives the names anew, so that what was told of them before is over."""

    def formula(self) -> str:
        """The same in formulas."""
        return " and ".join(f"${x} {_SAYS[op]} {value}$" for x in self.names for op, value in self.bounds)


def values_told(text: str) -> list[ValueTold]:
    """What the words of a text tell of the values of numbers, in order."""
    text = text.replace("*", " ")  # marks of emphasis
    told = (*_behind(text), *_in_front(text), *_bare(text), *_bare_behind(text))
    found: list[ValueTold] = []
    for value in sorted(told, key=lambda told: (told.start, told.whole[0])):
        if not found or value.start >= found[-1].end:
            found.append(value)
    kept = [kept for value in found if (kept := _unless_denied(text, value)) is not None]
    return kept + [
        ValueTold(
            *(x.start, x.end, (x.start, x.end), x.names, tuple((op, Fraction(0)) for op in x.ops), False),
            sure=False,
            vague=True,
            anew=x.anew,
        )
        for x in signs_in_doubt(text, [value.whole for value in found])
    ]


def in_formulas(text: str) -> str:
    """The text with these words put as formulas: "if $a < 0$, then" for "if $a$ is negative, then"."""
    for told in reversed(values_told(text)):
        if told.sure:
            text = text[: told.whole[0]] + told.formula() + text[told.whole[1] :]
    return text


def _unless_denied(text: str, told: ValueTold) -> ValueTold | None:
    """What is told; of what is denied the contrary, which is not sure, and of a question nothing."""
    before = _before(text, told.whole[0])
    if _DENIED.search(before) is None:
        return told
    if _ASKED.search(before) is not None or len(told.bounds) != 1:
        return None
    ((op, number),) = told.bounds
    also = _NEITHER.search(text[max(0, told.start - 60) : told.start])
    names = (*told.names, *(re.findall(_NAME, also[1]) if also is not None else ()))
    case = _OPEN.search(_DENIED.sub(" ", before)) is not None or _OPEN_AFTER.match(text[told.whole[1] :]) is not None
    return replace(told, names=names, bounds=((_CONTRARY[op], number),), case=case, sure=False)


def _behind(text: str) -> Iterator[ValueTold]:
    """Words behind the names: "$a$ and $b$ are nonnegative"."""
    for m in _LISTED.finditer(text):
        if (found := _phrase(text, m.end())) is not None:
            bounds, end, sure = found
            if _PART_OF_ANOTHER.search(text[max(0, m.start() - 60) : m.start()].lower()) is not None:
                yield from _of_another(text, m.span(), (m.start(), end))
            else:
                yield replace(_told(text, m, m.span(), (m.start(), end), bounds), sure=sure)


def _of_another(text: str, place: tuple[int, int], whole: tuple[int, int]) -> Iterator[ValueTold]:
    """What is told of something else and nothing of the names, "the derivative in $t$ is zero", but for "minus $t$"."""
    if not text[: place[0]].rstrip().endswith(("minus", "Minus", "opposite of", "negative of")):
        yield ValueTold(*place, whole, (), (), False, sure=False)


def _in_front(text: str) -> Iterator[ValueTold]:
    """Words in front of them: "nonnegative $a$ and $b$"."""
    for op, pattern in _ADJECTIVES:
        for m in pattern.finditer(text):
            yield _told(text, m, m.span("list"), m.span(), ((op, Fraction(0)),))


def _bare(text: str) -> Iterator[ValueTold]:
    """Words or a comparison behind letters without dollar signs."""
    for letters in bare_letters(text):
        bounds, whole, sure = letters.bounds, letters.whole, _ENDS.match(text, letters.whole[1]) is not None
        if not bounds:
            found = _phrase(text, letters.end)
            if found is None:
                continue
            bounds, whole, sure = found[0], (letters.start, found[1]), found[2]
        if _PART_OF_ANOTHER.search(text[max(0, letters.start - 60) : letters.start].lower()) is None:
            yield _told_bare(text, letters, whole, bounds, sure and letters.sure)
        else:
            yield from _of_another(text, (letters.start, letters.end), whole)


def _bare_behind(text: str) -> Iterator[ValueTold]:
    """Words in front of a letter without dollar signs: "for negative b,"."""
    plain = without_maths(text)
    for op, pattern in _PLAIN_ADJECTIVES:
        for m in pattern.finditer(plain):
            if (letter := letter_behind(plain, m.end())) is not None:
                found = BareLetters(letter.start(), letter.end(), (letter[0],), True)
                yield _told_bare(text, found, (m.start(), letter.end()), ((op, Fraction(0)),), True)


def _told_bare(
    text: str, letters: BareLetters, whole: tuple[int, int], bounds: tuple[tuple[str, Fraction], ...], sure: bool
) -> ValueTold:
    return ValueTold(letters.start, letters.end, whole, letters.names, bounds, _is_case(text, whole), sure, bare=True)


def _told(
    text: str, m: re.Match[str], place: tuple[int, int], whole: tuple[int, int], bounds: tuple[tuple[str, Fraction], ...]
) -> ValueTold:  # fmt: skip
    names = tuple(re.findall(_NAME, re.sub(r"\band\b|\\\(|\\\)", " ", text[place[0] : place[1]])))
    return ValueTold(*place, whole, names, bounds, _is_case(text, (m.start(), whole[1])))


def _is_case(text: str, whole: tuple[int, int]) -> bool:
    """Whether the words around make it a case, or a consequence."""
    return _OPEN.search(_before(text, whole[0])) is not None or _OPEN_AFTER.match(text[whole[1] :]) is not None


def _before(text: str, at: int) -> str:
    """The words of the sentence before this place, in small letters."""
    return _SENTENCE.split(text[max(0, at - 300) : at])[-1].lower()


def _phrase(text: str, at: int) -> tuple[tuple[tuple[str, Fraction], ...], int, bool] | None:
    """What the words that begin there say of the names before them, where they end, and whether nothing else follows."""
    bounds: tuple[tuple[str, Fraction], ...] = ()
    opened = _VERB.match(text, at)
    start = opened.end() if opened is not None else at
    while (found := _bound(text, start)) is not None:
        bounds, end = (*bounds, *found[0]), found[1]
        joined = _AND.match(text, end)
        if joined is None or _bound(text, joined.end()) is None:
            wished = opened is not None and opened["verb"] == "to be"  # "we want $a$ to be negative"
            return bounds, end, not wished and _ENDS.match(text, end) is not None
        start = joined.end()
    m = _BARE.match(text, at)
    if m is not None and (m["verb"] or m["verb2"]) and _ENDS.match(text, m.end()) is not None:
        return (("=", _number(m["value"])),), m.end(), m["verb"] != "to be"
    return None


def _bound(text: str, at: int) -> tuple[tuple[tuple[str, Fraction], ...], int] | None:
    """The relation that one phrase tells, and where the phrase ends."""
    for op, pattern in _PHRASES:
        m = pattern.match(text, at)
        if m is None:
            continue
        if op == "in":
            low, high = _number(m["low"] or m["from"]), _number(m["high"] or m["to"])
            return ((">", low), ("<", high)) if m["strictly"] else ((">=", low), ("<=", high)), m.end()
        return ((op, _number(m["value"]) if "value" in m.groupdict() else Fraction(0)),), m.end()
    return None


def _number(words: str) -> Fraction:
    plain = words.strip("$ ").lower()
    if plain in ("one half", "a half"):
        return Fraction(1, 2)
    return Fraction(_SPELLED[plain]) if plain in _SPELLED else Fraction(plain)
