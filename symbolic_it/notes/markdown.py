"""Scanning of Markdown: where the formulas, words, directives and pictures of a document are."""

from __future__ import annotations

import re
from collections import Counter

from symbolic_it.notes.blocks import Blocks, blocks, front_matter
from symbolic_it.notes.dollars import dollar_runs, has_math, is_inline, is_prose, pipes_unescaped, without_entities
from symbolic_it.notes.macros import configured, definitions
from symbolic_it.notes.pieces import (
    MATH_ENVIRONMENTS,
    TABLE,
    Directive,
    Finder,
    Scan,
    Span,
    blanked,
    environments,
)
from symbolic_it.notes.prose import add_prose

MAX_DISPLAY = 20_000
"""Characters of a display with blank lines in it; beyond that its delimiter is taken for a stray one."""

_INTERESTING = re.compile(
    r"(?P<site>\\\\[\[(])"
    r"|(?P<bracket>\\[\[(])"
    r"|(?P<begin>\\begin[ \t]*\{)"
    r"|(?P<escape>\\.)"
    r"|(?P<fence>^[ \t]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)?(?P<mark>`{3,}|~{3,})(?P<info>[^\n`]*)$)"
    r"|(?P<coded>\$`)"
    r"|(?P<ticks>`+)"
    r"|(?P<dollars>\$+)"
    r"|(?P<comment><!--)"
    r"|(?P<tag></?(?P<element>[A-Za-z][A-Za-z0-9-]{0,30})(?P<attributes>(?:[ \t\n](?>\"[^\"\n]{0,300}\"|'[^'\n]{0,300}'|[^<>$]){0,500}+)?)/?>)"
    r"|(?P<picture>!\[\[[^\[\]\n]{1,200}\]\]|!\[[^\[\]\n]{0,300}\](?=[(\[]))"
    r"|(?P<target>\]\([^\s()$]{0,2000}(?:\([^\s()]{0,500}\)[^\s()]{0,500})?(?:[ ]{1,9}(?:\"[^\"\n]{0,200}\"|'[^'\n]{0,200}'))?\))"
    r"|(?P<reference>^[ ]{0,3}\[(?!\^)[^\[\]\n]{1,200}\]:[ \t]{0,9}[^\s$]{1,2000}(?:[ \t]{1,9}(?:\"[^\"\n]{0,500}\"|'[^'\n]{0,500}'|\([^\n]{0,500}\)))?[ \t]{0,9}$)"
    r"|(?P<footnote>^[ ]{0,3}\[\^(?P<label>[^\[\]\s]{1,60})\]:[^\n]{0,2000})"
    r"|(?P<address>https?://[^\s$<>()]{1,2000})"
    r"|(?P<liquid>\{%-?[ ]{0,9}(?P<liquid_name>[a-z]{1,20})[^%\n]{0,200}%\}|\{\{[<%][^{}\n]{0,200}[>%]\}\})"
    r"|(?P<markup>\[(?=[^\[\]\n]{1,200}\]\()|\*{1,3}|~~|==|(?<![A-Za-z0-9])__?(?=[A-Za-z])|^[ \t]{0,3}#{1,6}[ \t])",
    re.MULTILINE,
)
_SKIPPED = ("pre", "code", "script", "style", "textarea", "svg", "kbd", "samp", "del", "s", "strike", "template")
_NOT_SHOWN = ("del", "s", "strike", "template", "script", "style")
_HIDDEN = re.compile(r"(?:^|\s)hidden(?:\s|=|$)|display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_DIRECTIVE = re.compile(r"<!--\s*symbolic-it\s*:\s*")
_MATH_INFO = re.compile(r"[ \t]*(?:math|\{math\}|latex-display|katex)[ \t]*\r?$", re.IGNORECASE)
_CLOSERS = {"\\(": r"\\\)", "\\[": r"\\\]", "\\\\(": r"\\\\\)", "\\\\[": r"\\\\\]"}


def scan_markdown(text: str) -> Scan:
    """Scans a document whose lines end in newlines."""
    return _Markdown(text).run()


class _Markdown:
    def __init__(self, text: str) -> None:
        self.scan = Scan()
        self.end = len(text)
        self.begin = front_matter(text)
        if self.begin:
            self.scan.hidden.append((0, self.begin))
        self.blocks: Blocks = blocks(text, self.begin, self.end)
        self.text = self.blocks.masked
        self.dollars = dollar_runs(self.text, self.begin)
        self.ticks: dict[int, Finder] = {}
        self.finders: dict[str, Finder] = {}
        self.fences = Finder(r"^[ \t]*(?:`{3,}|~{3,})[ \t]*$", self.text, re.MULTILINE)
        self.footnotes = Counter(re.findall(r"\[\^([^\[\]\s]{1,60})\]", self.text))
        """How often each label of a footnote occurs, where it is set included."""
        self.environments = environments(self.text) if "\\begin" in self.text else {}

    def find(self, pattern: str, at: int, flags: int = 0) -> Span | None:
        """The first match of one of a few fixed patterns at ``at`` or later."""
        finder = self.finders.get(pattern)
        if finder is None:
            finder = self.finders[pattern] = Finder(pattern, self.text, flags)
        return finder.after(at)

    def run(self) -> Scan:
        at = self.begin
        while (match := _INTERESTING.search(self.text, at, self.end)) is not None:
            at = self.one(match)
        scan = self.scan
        hidden = sorted(scan.hidden)
        visible = blanked(self.text, hidden)
        scan.definitions = definitions(visible) if "\\" in visible else []
        if "acros" in self.text:
            scan.definitions = configured(self.text[self.begin : self.end]) + scan.definitions
        scan.without_definitions()
        cut = sorted(hidden + self.blocks.markers + [(d.start, d.end) for d in scan.definitions])
        add_prose(scan, blanked(self.text, cut), self.begin, self.end)
        return scan

    def one(self, match: re.Match[str]) -> int:
        kind, at = match.lastgroup, match.start()
        text = self.text
        if match.group("dollars") is not None:
            return self.dollar(at, len(match.group("dollars")))
        if kind in ("site", "bracket"):
            return self.bracket(match.group(), at)
        if match.group("fence") is not None:
            return self.fence(match)
        if kind == "begin":
            return self.environment(match)
        if kind == "escape":
            return match.end()
        if kind == "coded":
            close = self.find(r"`\$", match.end())
            if close is not None and close[0] < self.blocks.break_after(at) and close[0] > match.end():
                self.formula((match.end(), close[0]), (at, close[1]), "$`", display=False)
                return close[1]
            return match.end() - 1
        if kind == "ticks":
            return self.code_span(at, match.end())
        if kind == "comment":
            return self.comment(at)
        if match.group("tag") is not None:
            return self.tag(match)
        if match.group("markup") == "~~":
            return self.struck_out(at)
        if kind == "picture":
            self.scan.pictures += 1
        if match.group("liquid") is not None and match.group("liquid_name") in ("highlight", "comment", "mermaid"):
            close = self.find(r"\{%-?[ ]{0,9}end(?:highlight|comment|mermaid)[ ]{0,9}-?%\}", match.end())
            if close is not None:
                return self.unseen(at, close[1])
        if match.group("footnote") is not None:
            if self.footnotes[match.group("label")] > 1:
                return match.start("label")
            return self.unseen(at, match.end())  # what nothing refers to is not set
        if kind in ("picture", "target") or match.group("reference") is not None:
            self.scan.unseen.append((at, match.end()))
        self.scan.hidden.append((at, match.end()))
        return match.end() if text[at] != "!" or kind != "picture" else match.end() - 1

    def unseen(self, at: int, end: int) -> int:
        """What stands there is not shown, and nothing of it is read."""
        self.scan.hidden.append((at, end))
        self.scan.unseen.append((at, end))
        return end

    def formula(self, inner: Span, outer: Span, delimiter: str, *, display: bool) -> None:
        within = self.blocks.kind(outer[0])
        self.scan.add(self.text, inner, outer, delimiter, display=display, within=within)
        if "&" in self.text[inner[0] : inner[1]] and self.scan.formulas:
            self.scan.formulas[-1] = without_entities(self.scan.formulas[-1])
        if within == TABLE and self.scan.formulas and "\\|" in self.scan.formulas[-1].text:
            self.scan.formulas[-1] = pipes_unescaped(self.scan.formulas[-1])

    # ---- dollars -----------------------------------------------------------------------------------------

    def dollar(self, at: int, length: int) -> int:
        if length == 2:
            return self.display_dollars(at)
        if length > 2:  # $$$$ is an empty display
            return at + length
        text = self.text
        found = self.dollars.closing(text, at + 1, self.blocks.break_after(at))
        if found is None:
            return at + 1
        close, run = found
        limit = self.blocks.break_after(at)
        inside = text[at + 1 : close] if close < limit and close - at <= MAX_DISPLAY else ""
        if not inside or self.blocks.block_between(at, close) or ("\n" in inside and self.blocks.kind(at) == TABLE):
            return at + 1
        if not is_inline(inside, text[close + run : close + run + 1]) or (
            run > 1 and ("\n" in inside or is_prose(inside))
        ):
            return at + 1
        self.formula((at + 1, close), (at, close + 1), "$", display=False)
        return close + 1

    def display_dollars(self, at: int) -> int:
        body = at + 2
        found = self.dollars.pair_after(body)
        limit = self.blocks.break_after(at)
        if found is not None and self.display_fits(body, found, limit):
            self.formula((body, found), (at, found + 2), "$$", display=True)
            return found + 2
        stop = min(limit, self.end)
        self.scan.unclosed.append((at, max(body, stop)))
        # `$$x$` and a lone `$$` in a sentence: what follows may be formulas again
        return body

    def display_fits(self, body: int, close: int, limit: int) -> bool:
        if close <= limit:
            return True
        if close - body > MAX_DISPLAY:
            return False
        inside = self.text[body:close]
        if is_prose(inside) or self.blocks.block_between(body, close) or "```" in inside:
            return False
        # an opening that was never closed, and the next display: its body stands behind `close`
        following = self.dollars.pair_after(close + 2)
        if following is None or following > self.blocks.break_after(close):
            return True
        behind = self.text[close + 2 : following]
        return (
            "$" in behind or is_prose(behind) or not is_inline(behind.strip() or "and so", "") or not has_math(behind)
        )

    # ---- other delimiters --------------------------------------------------------------------------------

    def bracket(self, opening: str, at: int) -> int:
        body = at + len(opening)
        close = self.find(_CLOSERS[opening], body)
        limit = self.blocks.break_after(at)
        display = opening.endswith("[")
        if close is None or close[0] - body > MAX_DISPLAY or (close[0] > limit and not display):
            return body
        inside = self.text[body : close[0]]
        if close[0] > limit and (is_prose(inside) or self.blocks.block_between(body, close[0])):
            self.scan.unclosed.append((at, limit))
            return body
        alone = not self.text[self.blocks.line_start(at) : at].strip(" \t>-*+")
        if alone:
            stop = self.text.find("\n", close[1], close[1] + 200)
            alone = "\n" in inside or not self.text[close[1] : stop if stop >= 0 else close[1] + 200].strip()
        plain = "\\" not in inside and not any(c in inside for c in "=_^<>|+(")
        if display and not alone and plain and (inside.strip().isdigit() or len(inside.strip()) > 1):
            return body  # \[citation\] and \[1\] are brackets, escaped
        if not display and plain and is_prose(inside + " word"):
            return body
        self.formula((body, close[0]), (at, close[1]), opening[-2:], display=display)
        return close[1]

    def environment(self, match: re.Match[str]) -> int:
        found = self.environments.get(match.start())
        if found is None:
            name = re.compile(r"[A-Za-z]{1,30}\*?(?=\})").match(self.text, match.end())
            if name is not None and name.group().rstrip("*") in MATH_ENVIRONMENTS:
                limit = self.blocks.break_after(match.start())
                self.scan.unclosed.append((match.start(), min(limit, self.end)))
            return match.end()
        if found.name.rstrip("*") not in MATH_ENVIRONMENTS or found.end - found.start > 5 * MAX_DISPLAY:
            return found.body
        self.formula((found.body, found.body_end), (found.start, found.end), found.name, display=found.name != "math")
        return found.end

    # ---- code, comments, tags ----------------------------------------------------------------------------

    def fence(self, match: re.Match[str]) -> int:
        mark = match.group("mark")
        text = self.text
        at, body = match.start(), min(match.end() + 1, self.end)
        stop, end = self.end, self.end
        place = body
        while (close := self.fences.after(place)) is not None and close[0] < self.end:
            line = text[close[0] : close[1]].strip()
            if line[0] == mark[0] and len(line) >= len(mark):
                stop, end = close
                break
            place = close[1]
        if _MATH_INFO.match(match.group("info")):
            first = body
            while (option := re.compile(r"[ \t]*:[a-z]{1,20}:[^\n]*\n").match(text, first, stop)) is not None:
                first = option.end()
            self.formula((first, stop), (at, end), "```math", display=True)
        else:
            self.scan.hidden.append((at, end))
        return max(end, body)

    def code_span(self, at: int, body: int) -> int:
        length = body - at
        finder = self.ticks.get(length)
        if finder is None:
            if len(self.ticks) > 20:
                self.scan.hidden.append((at, body))
                return body
            finder = self.ticks[length] = Finder(rf"(?<!`)`{{{length}}}(?!`)", self.text)
        close = finder.after(body)
        if close is None or close[0] > self.blocks.break_after(at):
            return body
        if self.text[at - 6 : at] == "{math}" and at >= 6:
            self.formula((body, close[0]), (at - 6, close[1]), "$`", display=False)
        else:
            self.scan.hidden.append((at, close[1]))
        return close[1]

    def comment(self, at: int) -> int:
        close = self.find(r"-->", at + 4)
        if close is None or close[0] > self.end:
            return at + 4
        directive = _DIRECTIVE.match(self.text, at, close[0])
        if directive is not None:
            words = " ".join(self.text[directive.end() : close[0]].split())
            self.scan.directives.append(Directive(words, at, close[1]))
        return self.unseen(at, close[1])

    def struck_out(self, at: int) -> int:
        """Text between ~~ and ~~: it is not meant to be read."""
        close = self.find(r"~~", at + 2)
        if close is None or close[0] > self.blocks.break_after(at) or close[0] == at + 2:
            self.scan.hidden.append((at, at + 2))
            return at + 2
        return self.unseen(at, close[1])

    def tag(self, match: re.Match[str]) -> int:
        at, end = match.span()
        name = match.group("element").lower()
        if name == "img":
            self.scan.pictures += 1
        if name in _SKIPPED and not match.group().startswith("</") and not match.group().endswith("/>"):
            close = self.find(rf"</{name}[ \t]{{0,9}}>", end, re.IGNORECASE)
            if close is not None and close[0] < self.end:
                attributes = match.group("attributes").lower()
                if name == "script" and "math/tex" in attributes:
                    self.formula((end, close[0]), (at, close[1]), "script", display="display" in attributes)
                elif name in _NOT_SHOWN:
                    self.unseen(at, close[1])
                else:
                    self.scan.hidden.append((at, close[1]))
                return close[1]
        if _HIDDEN.search(match.group("attributes")) is not None and not match.group().startswith("</"):
            return self.unseen(at, self.element_end(name, end))
        if match.group("attributes"):
            self.scan.unseen.append((at, end))
        self.scan.hidden.append((at, end))
        return end

    def element_end(self, name: str, at: int) -> int:
        """Where the element ends whose content begins there; where its tag ends if it is not closed."""
        depth, place = 1, at
        while (close := self.find(rf"</{name}[ \t]{{0,9}}>", place, re.IGNORECASE)) is not None and close[1] <= min(
            self.end, at + MAX_DISPLAY
        ):
            depth += len(re.findall(rf"<{name}\b", self.text[place : close[0]], re.IGNORECASE)) - 1
            if not depth:
                return close[1]
            place = close[1]
        return at
