"""What is not to be heard of the findings in notes: by comments in the note, by settings, by a baseline.

``<!-- symbolic-it: ignore IT201 -->`` or, in TeX, ``% symbolic-it: ignore IT201``, on the row of the finding or on the
row before it; on the row before a display it goes for the whole display.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import takewhile

from symbolic_it.authoring.results import Diagnostic, FileResult, Span
from symbolic_it.errors import InvalidArgument
from symbolic_it.report.baseline import Baseline
from symbolic_it.report.codes import CODES
from symbolic_it.report.findings import USELESS, Finding, findings
from symbolic_it.report.json_output import Key
from symbolic_it.report.sources import Source

COMMENT, SETTINGS, BASELINE = "comment", "settings", "baseline"
_HTML = re.compile(r"<!--\s*symbolic-it:(?P<words>(?:(?!-->).){0,500})-->", re.IGNORECASE)
_TEX = re.compile(r"(?<!\\)%\s*symbolic-it:(?P<words>.{0,500})", re.IGNORECASE)
_IGNORE = re.compile(r"ignore\b\s*(?P<codes>.*)", re.IGNORECASE | re.DOTALL)
_CODE_FORM = re.compile(r"IT\d{1,3}")
_FENCE = re.compile(r"[\s>]*(`{3,}|~{3,})\s*(\S*)")
_CODE = re.compile(r"(?<!`)(`+)(?!`)(?!\$)(.*?)(?<!`)\1(?!`)")
_LONG = 5000
_FAR, _MOST = 1000, 200_000
"""How many rows a display or a finding is followed, and how many all comments of a note together."""
_LEAD = re.compile(r"[\s>]*(?:[-*+]\s+|\d+[.)]\s+)?")
_OPENING = re.compile(r"(\$\$)|(\\\[)|\\begin\{(?!document)([A-Za-z]+\*?)\}|(```+\s*math)")


@dataclass
class Suppression:
    """A comment that silences codes from one row to another, and which of its codes it has silenced so far."""

    span: Span
    cell: int | None
    codes: tuple[str, ...]
    until: int
    used: set[str] = field(default_factory=set)

    def silences(self, found: Finding) -> bool:
        mine = {code for code in self.codes if _CODE_FORM.fullmatch(code) and found.code.startswith(code)}
        self.used |= mine
        return bool(mine)


class _Comments:
    """The comments of a note by the rows that they go for."""

    def __init__(self, comments: Iterable[Suppression]) -> None:
        self.all = tuple(comments)
        self.on: dict[tuple[int | None, int], list[Suppression]] = {}
        self.before: dict[tuple[int | None, int], list[Suppression]] = {}
        for comment in self.all:
            self.on.setdefault((comment.cell, comment.span.line), []).append(comment)
            for line in range(comment.span.line + 1, comment.until + 1):
                self.before.setdefault((comment.cell, line), []).append(comment)

    def silence(self, found: Finding) -> bool:
        """Whether one of them stands on a row of the finding, or before what the finding begins in."""
        span = found.span
        if span is None or found.of_file or found.code == USELESS or not self.all:
            return False
        near = list(self.before.get((found.cell, span.line), ()))
        for line in range(span.line, min(span.end_line or span.line, span.line + _FAR) + 1):
            near += self.on.get((found.cell, line), ())
        said = [comment.silences(found) for comment in near]  # each is told, and so of use
        return any(said)


def checked_codes(codes: Iterable[str], where: str) -> tuple[str, ...]:
    """Codes or beginnings of codes, in capitals. Raises InvalidArgument for one that no code begins with."""
    made = tuple(code.strip().upper() for code in codes if code.strip())
    for code in made:
        if not any(known.startswith(code) for known in CODES):
            raise InvalidArgument(
                f"{where}: no diagnostic code begins with {code!r} (symbolic-it list codes shows all)"
            )
    return made


def silence(
    file: FileResult, source: Source, select: Sequence[str] = (), ignore: Sequence[str] = (),
    baseline: Baseline | None = None,
) -> tuple[FileResult, dict[Key, str]]:  # fmt: skip
    """The file, with a remark for each comment that silences nothing, and what was silenced by what."""
    comments = _Comments(suppressions(source))
    silenced = {found.key: COMMENT for found in findings(file) if comments.silence(found)}
    useless = tuple(_useless(comment, left) for comment in comments.all if (left := set(comment.codes) - comment.used))
    if useless:
        file = replace(file, remarks=(*file.remarks, *useless))
    for found in findings(file):
        if found.of_file or found.key in silenced:
            continue
        if (select and not found.code.startswith(tuple(select))) or found.code.startswith(tuple(ignore)):
            silenced[found.key] = SETTINGS
        elif baseline is not None and baseline.takes(found, source):
            silenced[found.key] = BASELINE
    return file, silenced


def _useless(comment: Suppression, left: set[str]) -> Diagnostic:
    codes = [code if _CODE_FORM.fullmatch(code) else f"{code.lower()!r} (no code)" for code in sorted(left)]
    facts = {"codes": ", ".join(codes).replace("'nothing' (no code)", "no code")}
    if comment.cell is not None:
        facts["cell"] = str(comment.cell)
    return Diagnostic(USELESS, comment.span, facts)


def suppressions(source: Source) -> list[Suppression]:
    """The comments in the note that silence findings; examples of such comments in code are none."""
    found: list[Suppression] = []
    looked = 0
    for cell, rows in source.parts():
        if not any("symbolic-it" in row for row in rows):
            continue
        shown = rows if source.tex else _without_code(rows)
        for line, row in enumerate(shown, 1):
            if "symbolic-it" not in row:
                continue
            for match in (*_HTML.finditer(row), *_TEX.finditer(row)):
                codes = _codes(match["words"])
                if not codes:
                    continue
                span = Span(line, match.start() + 1, line, match.end() + 1)
                reach, cost = _reach(shown, line) if looked < _MOST else (line + 1, 0)
                looked += cost
                found.append(Suppression(span, cell, codes, reach))
    return found


def _codes(words: str) -> tuple[str, ...]:
    """The codes to ignore among the declarations of a comment; empty when there is no such declaration.

    Words after the codes are the author's reason. What looks like a code and is none stays among them: it silences
    nothing, which is said.
    """
    found: list[str] = []
    for part in words.split(";"):
        match = _IGNORE.fullmatch(part.strip())
        if match is None:
            continue
        named = [word.strip("`.:()").upper() for word in re.split(r"[\s,]+", match["codes"]) if word]
        codes = list(takewhile(lambda word: word.startswith("IT"), named))
        found += codes or named[:1] or ["NOTHING"]
    return tuple(dict.fromkeys(found))


def _reach(rows: Sequence[str], line: int) -> tuple[int, int]:
    """The last row that a comment in this row stands before: the next one, or the end of the display that begins there;
    and how many rows were looked at.
    """
    after = rows[line] if line < len(rows) else ""
    lead = _LEAD.match(after)
    opening = _OPENING.match(after, lead.end() if lead else 0)
    if opening is None:
        return line + 1, 1
    dollars, bracket, environment, _ = opening.groups()
    end = "$$" if dollars else "\\]" if bracket else f"\\end{{{environment}}}" if environment else "```"
    if end in after[opening.end() :]:
        return line + 1, 1
    last = min(len(rows), line + _FAR)
    for number in range(line + 2, last + 1):
        if end in rows[number - 1]:
            return number, number - line
    return line + 1, last - line


def _without_code(rows: Sequence[str]) -> list[str]:
    """The rows with code made blank, but for blocks of math, in their columns."""
    kept: list[str] = []
    fence, math = "", False
    for row in rows:
        mark = _FENCE.match(row)
        if fence:
            closes = mark is not None and mark[1].startswith(fence) and not mark[2]
            kept.append(row if math else "")
            fence = "" if closes else fence
        elif mark is not None and not (mark[1][0] == "`" and "`" in row[mark.end(1) :]):
            fence, math = mark[1], mark[2].lower() in ("math", "{math}")
            kept.append(row)
        else:
            # only rows with our name in them matter; in one of this length, pairing backticks could take long
            plain = "symbolic-it" not in row or len(row) > _LONG
            kept.append(row if plain else _CODE.sub(lambda m: " " * len(m[0]), row))
    return kept
