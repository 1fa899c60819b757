"""How many values a variable takes, as words or sets tell: "$X$ takes 5 values", "$K$ classes", |X| = 2, X in {0, 1}."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

INFINITE = "infinite"
UNNAMED = "other"
"""A size that is told and has no name of its own: of {0, .., n}."""
OTHERS = "#"
"""In place of a letter: the number of something else, "let $K$ be the number of clusters"."""

_WORDS = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10}
_SIGNS = {"二": 2, "两": 2, "兩": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "十": 10}
_FONT = r"(?:\\(?:mathcal|mathscr|mathbb|mathrm|mathsf|mathbf|mathit|cal|bm|boldsymbol)\s*\{?\s*)?"
_MATH = r"(?:\$|\\\()?\s*"
_END = r"\s*(?:\$|\\\))?"
_LETTER = rf"(?<![A-Za-z\\{{_^]){_FONT}(?P<letter>[SUVWXYZ])(?![A-Za-z_^'])\}}?"
_SECOND = _LETTER.replace("P<letter>", "P<second>")
_VARIABLES = rf"{_MATH}{_LETTER}{_END}(?:\s*(?:,|and|和|与|、)\s*{_MATH}{_SECOND}{_END})?"
_SIZE = (
    rf"{_MATH}(?<![\w.\\])(?P<size>\d{{1,5}}|[kKnNmMLCVJ]|{'|'.join(_WORDS)}|[{''.join(_SIGNS)}])"
    rf"(?![\w.]*\d|_|\^|[ \t]*[-+*/=<>(])(?=[\W一-鿿]|[a-z]*\b){_END}"
)
_KINDS = r"(?:possible |different |distinct |equally likely |equiprobable |discrete |output |input |source |target )*"
_NOUN = r"(?:values?|letters?|symbols?|outcomes?|states|class(?:es)?|categories|labels|realizations|realisations|faces)\b(?! of (?:codes?|the code))"
_ZH_NOUN = (
    r"\s*(?:个|種|种)?\s*(?:可能的?|不同的?|离散的?|等可能的?)*\s*(?:取值|值|类别|类|符号|结果|状态|字母|元素|标签|面)"
)
_LINK = (
    r"(?:be|is|are|was|being|a|an|the|random|discrete|categorical|variables?|source|uniform(?:ly)?|distributed|distribution|laws?|pmfs?|probability|mass|functions?|vectors?"
    r"|that|which|who|can|may|could|both|each|only|exactly|fair|memoryless|finite|takes?|taking|taken|on|has|have|had|having|assumes?|with|over|one|of|out|emits?|emitting|from|to"
    r"|its|their|alphabets?|values?|in|sets?|letters?|support|supported|ranges?|ranging|outputs?|defined|lies?|belongs?|and|i\.?i\.?d\.?|independent|so|where|whose|any|size)"
)
_ZH_LINK = r"(?:是|为|一个|一|随机|变量|离散|可以|可能|可|能|取|有|共|具有|含|的|字母表|取值|均匀|分布|在|上|中|只|恰好|恰|服从|信源|于|从|集合|值|均|都|定义|属于|个|等概率?|地)"
_GAP = rf"(?:[\s,，)]|{_LINK}(?![A-Za-z])|{_ZH_LINK}){{0,16}}"
_COUNTED = rf"{_SIZE}(?:[ -]{_KINDS}{_NOUN}|{_ZH_NOUN})"
_OF_VARIABLE = re.compile(rf"{_VARIABLES}{_GAP}{_COUNTED}")
_ALPHABET = r"(?:alphabet|support|sample space|outcome space|字母表|取值空间|样本空间|值域|支撑集?)"
_SIZED = rf"(?:(?:of|has|with|having) (?:size|cardinality)|大小(?:为|是)?|基数(?:为|是)?)\s*{_SIZE}"
_OF_ALPHABET = re.compile(rf"{_VARIABLES}{_GAP}{_SIZED}")
_LOOSE = re.compile(rf"{_COUNTED}")
_NUMBER_OF = re.compile(
    rf"(?:\bnumber of {_KINDS}{_NOUN}|(?:类别|取值|符号|结果|状态|字母)的?(?:个数|数目|数))[^.。$\n]{{0,12}}?{_SIZE}"
    rf"|{_SIZE.replace('P<size>', 'P<named>')}\s*(?:be|is|denotes?|for|=|为|是|表示)? *(?:the (?:total )?number of {_KINDS}{_NOUN}|(?:类别|取值|符号|结果|状态|字母)的?(?:个数|数目|数))"
)
_LOOSE_ALPHABET = re.compile(rf"{_ALPHABET}[^.。$\n]{{0,20}}?{_SIZED}")
_LAWS = _VARIABLES.replace("[SUVWXYZ]", "[pqrPQR]")
_OF_LAW = re.compile(
    rf"(?:(?:\blaws?|distributions?|\bpmfs?|probability vectors?|分布)\s*{_LAWS}|{_LAWS.replace('P<letter>', 'P<letter_>').replace('P<second>', 'P<second_>')}"
    rf"\s*(?:be|is|are|both|为|是){_GAP}(?:\blaws?|distributions?|\bpmfs?|probability vectors?|分布))"
    rf"{_GAP}(?:{_COUNTED}|{_SIZED.replace('P<size>', 'P<sized>')})"
)
_BARS = re.compile(
    rf"(?<![\w\])])(?:(?:\\?\||\\lvert|\\vert)\s*{_LETTER}\s*(?:\\?\||\\rvert|\\vert)|\\?#\s*{_LETTER.replace('P<letter>', 'P<letter_>')})\s*(?:=|:=)\s*(?:\\?\|[^|$]{{1,20}}\|\s*=\s*)?"
    r"(?P<size>\d{1,5}|[kKnNmMLCVJ]|\\infty)(?![\w.]*\d|_|\^|\s*[-+*/(])"
)
_SET = re.compile(
    rf"{_VARIABLES}(?:{_GAP}(?:\b(?:in|on|over|from|set|values?)\b|取值|属于|上|于|[:：])\s*{_MATH}|\s*(?:\\in(?![a-z])|∈|=|:=)\s*{_MATH}|{_GAP}{_MATH}\\in(?![a-z])\s*)"
    r"(?:\\left\s*)?(?:\\\{|\\lbrace)(?P<set>[^{}$|]{1,80}(?:\{[^{}$]{1,8}\}[^{}$|]{0,60}){0,4}?)(?:\\right\s*)?(?:\\\}|\\rbrace)"
)
_RANGE = re.compile(rf"{_VARIABLES}\s*\\in\s*\[\s*(?P<size>[kKnNmM])\s*\]")
_UNBOUNDED = re.compile(
    rf"{_VARIABLES}(?:\s*(?:\\in(?![a-z])|∈|=)\s*|{_GAP}{_MATH}(?:\\in\s*)?)"
    r"(?:\\(?:mathbb|mathbf)\s*\{?\s*[NZR]\}?|ℕ|ℤ|ℝ|\\N(?![a-z])|(?:natural|real) numbers?|non-?negative integers?|(?:the |positive )?integers|countab|infinite|自然数|整数|实数|可数|可列|无穷|无限)"
)
_LOOSELY_UNBOUNDED = re.compile(
    r"(?:\bcountab\w*|\binfinite)(?: infinite)? (?:alphabet|support|sample space|set of (?:values|letters|outcomes|symbols))"
    r"|(?:alphabet|support|sample space)\w* (?:is|are) (?:the natural|countab|infinite)|(?:可数|可列|无穷|无限)(?:无穷|无限)?(?:个?的?)(?:字母表|集合?|取值|支撑)"
)
_ZERO_ONE = r"(?:Bernoulli|Bern?(?![a-z])|0[-/]1[- ]valued|(?:0[-/]1 )?indicator(?! of| function)|伯努利|两点|0-1)"
_BINARY = (
    rf"(?:{_ZERO_ONE}|binary|a (?:random |fair |uniform )?bit\b|two-valued|a (?:fair |biased )?coin|二元|二值|二进制)"
)
_IS_BINARY = re.compile(
    rf"{_VARIABLES}\s*(?:\b(?:is|are|be|both|each|a|an|the|outcome|result|of)\b\s*|\\sim\s*(?:\\(?:text|operatorname)\s*\{{|{_FONT})|~\s*|(?:是|为|服从|均为|都是)\s*(?:一个)?)+{_BINARY}"
    rf"|(?<!non-)(?<!non)(?<![Nn]ot )(?<!necessarily )(?<!always )(?<![非不])(?<!不是)(?<!未必)(?<![\w-]){_BINARY}(?: random)?(?: variables?|的?(?:随机)?变量)?[ \t]*{_VARIABLES.replace('P<letter>', 'P<letter_>').replace('P<second>', 'P<second_>')}",
)
_ZERO_AND_ONE = re.compile(
    rf"{_VARIABLES}{_GAP}(?:\bvalues?\b|取值为?|值)\s*{_MATH}0{_END}\s*(?:and|or|,|和|或)\s*{_MATH}1(?!\d|[.,]\d){_END}"
)
_COUNT_OF_OTHERS = re.compile(
    rf"{_MATH}(?<![\w.\\])(?P<size>[kKnNmML]){_END}\s+(?:be|is|denotes?|for) the (?:total )?number of (?!{_KINDS}{_NOUN})"
)
_CASE = re.compile(
    r"\b(?:if|when|whenever|unless|case|example|e\.g|instance)\b|如果|若|当|例如|比如|情形|譬如",
    re.IGNORECASE,
)
_STOP = re.compile(r"[.!?]\s|[。！？]|\n\s*\n")


@dataclass(frozen=True)
class ToldSize:
    """How many values the variable of a letter takes, or that of a law; no letter where the words name none.

    ``size`` is a numeral, a name, ``INFINITE`` or ``UNNAMED``; ``case``: told of a case, and holds in its sentence alone.
    """

    start: int
    end: int
    letter: str
    size: str
    case: bool = False
    bits: bool = False
    """Whether the values are told to be 0 and 1."""

    @property
    def number(self) -> int | None:
        return int(self.size) if self.size.isdigit() else None

    @property
    def named(self) -> bool:
        return self.number is None and self.size not in (INFINITE, UNNAMED)

    @property
    def words(self) -> str:
        many = {INFINITE: "infinitely many", UNNAMED: "that many"}.get(self.size, self.size)
        if self.letter in "pqrPQR" and self.letter:
            return f"{self.letter} is a law on {many} letters"
        return f"{self.letter.upper() or 'a variable'} takes {many} values"


def told_sizes(text: str) -> list[ToldSize]:
    """The sizes that the text tells, in order."""
    found = {(t.start, t.letter): t for t in (*_loose(text), *_of_variables(text), *_of_others(text))}
    taken = [t for t in found.values() if t.letter and t.letter != OTHERS]
    kept = [
        t for t in found.values() if t.letter or not any(x.start <= t.start < x.end for x in taken)
    ]  # "X takes 5 values" is one
    return sorted(kept, key=lambda t: t.end)


def _of_variables(text: str) -> Iterator[ToldSize]:
    for pattern in (_OF_VARIABLE, _OF_ALPHABET, _BARS, _RANGE):
        for m in pattern.finditer(text):
            yield from _told(text, m, _size_of(m["size"]))
    for m in _OF_LAW.finditer(text):
        yield from _told(text, m, _size_of(m["size"] or m["sized"]))
    for m in _IS_BINARY.finditer(text):
        yield from _told(text, m, "2", re.search(_ZERO_ONE, m[0]) is not None)
    for m in _ZERO_AND_ONE.finditer(text):
        yield from _told(text, m, "2", True)
    for m in _UNBOUNDED.finditer(text):
        yield from _told(text, m, INFINITE)
    for m in _SET.finditer(text):
        size = size_of_set(m["set"])
        if size:
            yield from _told(text, m, size, re.sub(r"\s", "", m["set"]) in ("0,1", "1,0"))


def _loose(text: str) -> Iterator[ToldSize]:
    for m in (*_LOOSE.finditer(text), *_LOOSE_ALPHABET.finditer(text), *_NUMBER_OF.finditer(text)):
        size = m["size"] or m["named"] if "named" in m.groupdict() else m["size"]
        yield ToldSize(m.start(), m.end(), "", _size_of(size), _of_a_case(text, m.start()))
    for m in _LOOSELY_UNBOUNDED.finditer(text):
        yield ToldSize(m.start(), m.end(), "", INFINITE, _of_a_case(text, m.start()))


def _of_others(text: str) -> Iterator[ToldSize]:
    for m in _COUNT_OF_OTHERS.finditer(text):
        yield ToldSize(m.start(), m.end(), OTHERS, m["size"], _of_a_case(text, m.start()))


def _told(text: str, m: re.Match[str], size: str, bits: bool = False) -> Iterator[ToldSize]:
    groups = m.groupdict()
    for name in ("letter", "second", "letter_", "second_"):
        if groups.get(name):
            of = groups[name] if groups[name] in "pqrPQR" else groups[name].lower()
            yield ToldSize(m.start(), m.end(), of, size, _of_a_case(text, m.start()), bits)


def _of_a_case(text: str, start: int) -> bool:
    """Whether its sentence begins with an if, or speaks of an example."""
    low = max((m.end() for m in _STOP.finditer(text, max(0, start - 200), start)), default=max(0, start - 200))
    return _CASE.search(text[low:start]) is not None


def _size_of(written: str) -> str:
    if written in ("\\infty",):
        return INFINITE
    return str(_WORDS.get(written, _SIGNS.get(written, written)))


def size_of_set(written: str) -> str:
    """How many elements are listed: 0,1 has 2; 1, .., K has K; empty where it is no list."""
    parts = [re.sub(r"\\[,;! ]|[\s{}]", "", part) for part in re.split(r"[,，、]", written)]
    if len(parts) < 2 or any(re.search(r"[:|<>=]|\\mid|\\in", part) for part in parts) or not all(parts):
        return ""
    dots = [k for k, part in enumerate(parts) if re.fullmatch(r"\\[lc]?dots[cbm]?|\.{2,3}|…", part)]
    if not dots:
        return str(len(set(parts)))
    if dots[-1] == len(parts) - 1:
        return INFINITE
    first, last = (re.sub(r"^[A-Za-z]_", "", part) for part in (parts[0], parts[-1]))
    shift = re.fullmatch(r"([A-Za-z])-1", last)
    if first == "0":
        return shift[1] if shift else str(int(last) + 1) if last.isdigit() else UNNAMED
    if first == "1" and (last.isdigit() or re.fullmatch(r"[A-Za-z]", last)):
        return last
    return UNNAMED


def at_place(
    told: Sequence[tuple[ToldSize, int]], section: int, start: int, places: Sequence[tuple[int, int]]
) -> list[ToldSize]:
    """What is told of the formula at this place: in its section or before all of them, the last word on each letter."""
    found: dict[tuple[str, str], ToldSize] = {}
    for t, at in told:
        here = any(a <= t.start < b for a, b in places)
        if here or (not t.case and t.end <= start and at in (section, 0)):
            key = (t.letter, t.size if t.letter in ("", OTHERS) else "")
            found.pop(key, None)
            found[key] = t
    return list(found.values())
