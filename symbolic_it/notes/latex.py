"""Scanning of LaTeX documents: formulas, words, directives and pictures; the preamble gives macros only."""

from __future__ import annotations

import re

from symbolic_it.notes.dollars import dollar_runs
from symbolic_it.notes.macros import definitions
from symbolic_it.notes.pieces import (
    HEADING,
    LIST,
    MATH_ENVIRONMENTS,
    QUOTE,
    TABLE,
    TEXT,
    Directive,
    Finder,
    Scan,
    Span,
    blanked,
    environments,
)
from symbolic_it.notes.prose import add_prose

_VERBATIM = ("verbatim", "Verbatim", "lstlisting", "minted", "comment", "alltt", "filecontents", "tikzpicture")
_HIDDEN = re.compile(
    r"\\\\|\\%|(?P<comment>%[^\n]*)"
    r"|\\(?P<verb>verb|lstinline|mintinline)\*?(?:\{[a-z]{1,20}\})?(?P<mark>[^A-Za-z\s*\[{])"
    r"|\\begin[ \t]*\{(?P<name>(?:" + "|".join(_VERBATIM) + r")\*?)\}"
    r"|(?P<false>\\iffalse)(?![A-Za-z])|(?P<struck>\\(?:sout|xout|st)[ \t]*\{)"
)
_BRANCH = re.compile(r"\\(?:if[a-z]*|else|fi)(?![A-Za-z])")
_DIRECTIVE = re.compile(r"%+[ \t]*symbolic-it[ \t]*:[ \t]*(.*)")
_INTERESTING = re.compile(
    r"\\(?P<bracket>[\[(])"
    r"|\\begin[ \t]*\{(?P<begin>[A-Za-z]{1,30}\*?)\}"
    r"|\\end[ \t]*\{(?P<end>[A-Za-z]{1,30}\*?)\}"
    r"|\\(?P<section>part|chapter|(?:sub){0,2}section|(?:sub)?paragraph|title|caption)\*?(?=\s{0,3}[\[{])"
    r"|(?P<picture>\\includegraphics(?![A-Za-z]))"
    r"|(?P<reference>\\(?:label|ref|eqref|cite[a-z]{0,5}|autoref|cref|Cref|url|bibliography|input|include|vspace|hspace|usepackage)\*?"
    r"[ \t]*(?:\[[^\[\]\n]{0,100}\])?[ \t]*\{[^{}\n]{0,300}\})"
    r"|(?P<command>\\(?:[A-Za-z]{1,60}\*?|.))"
    r"|(?P<dollars>\$\$?)"
    r"|(?P<markup>[{}~])",
    re.DOTALL,
)
_KINDS = {
    "itemize": LIST, "enumerate": LIST, "description": LIST, "quote": QUOTE, "quotation": QUOTE, "tabular": TABLE, "tabularx": TABLE,
    "longtable": TABLE, "table": TABLE,
}  # fmt: skip
MAX_DISPLAY = 100_000


def scan_latex(text: str) -> Scan:
    """Scans a document whose lines end in newlines."""
    return _Latex(text).run()


def closing_brace(text: str, at: int) -> int:
    """Behind the brace that closes the one before ``at``."""
    depth = 1
    for m in re.compile(r"\\.|[{}]", re.DOTALL).finditer(text, at):
        depth += {"{": 1, "}": -1}.get(m[0], 0)
        if not depth:
            return m.end()
    return at


class _Latex:
    def __init__(self, source: str) -> None:
        self.scan = Scan()
        self.source = source
        self.hide()
        self.text = blanked(source, self.scan.hidden)
        self.dollars = dollar_runs(self.text, 0)
        self.closers = {"[": Finder(r"\\\\(?!\])|\\\]", self.text), "(": Finder(r"\\\)", self.text)}
        self.breaks = Finder(r"\n[ \t]*\n", self.text)
        self.environments = environments(self.text)
        self.opened: list[str] = []
        self.heading = -1

    def hide(self) -> None:
        """Comments, directives among them, and verbatim text."""
        at = 0
        ends: dict[str, Finder] = {}
        while (match := _HIDDEN.search(self.source, at)) is not None:
            at = match.end()
            if match.group("comment") is not None:
                self.scan.hidden.append(match.span())
                self.scan.unseen.append(match.span())
                directive = _DIRECTIVE.match(match.group())
                if directive is not None:
                    words = " ".join(directive.group(1).split())
                    self.scan.directives.append(Directive(words, *match.span()))
            elif match.group("verb") is not None:
                line = self.source.find("\n", at, at + 1000)
                close = self.source.find(match.group("mark"), at, line if line >= 0 else at + 1000)
                if close >= 0:
                    self.scan.hidden.append((match.start(), close + 1))
                    at = close + 1
            elif match.group("name") is not None:
                name = match.group("name")
                finder = ends.setdefault(name, Finder(r"\\end[ \t]*\{" + re.escape(name) + r"\}", self.source))
                found = finder.after(at)
                if found is not None:
                    if name.startswith("tikz"):
                        self.scan.pictures += 1
                    self.scan.hidden.append((match.start(), found[1]))
                    if name == "comment":
                        self.scan.unseen.append((match.start(), found[1]))
                    at = found[1]
            elif match.group("false") is not None or match.group("struck") is not None:
                at = self.dropped(match)

    def dropped(self, match: re.Match[str]) -> int:
        """What stands under \\iffalse, or is struck out: where to go on behind it."""
        if match.group("false") is not None:
            depth, end = 1, len(self.source)
            for m in _BRANCH.finditer(self.source, match.end()):
                depth += 0 if m[0] == "\\else" else -1 if m[0] == "\\fi" else 1
                if not depth or (depth == 1 and m[0] == "\\else"):
                    end = m.end()
                    break
        else:
            end = closing_brace(self.source, match.end())
        self.scan.hidden.append((match.start(), end))
        self.scan.unseen.append((match.start(), end))
        return end

    def body(self) -> Span:
        opening = re.search(r"\\begin[ \t]*\{document\}", self.text)
        start = opening.end() if opening is not None else 0
        closing = re.compile(r"\\end[ \t]*\{document\}").search(self.text, start)
        return start, closing.start() if closing is not None else len(self.text)

    def run(self) -> Scan:
        start, end = self.body()
        self.end = end
        scan = self.scan
        scan.definitions = definitions(self.text)
        defined = [(d.start, d.end) for d in scan.definitions]
        visible = blanked(self.text, defined)  # a macro's body is no formula
        self.text = visible
        at = start
        while (match := _INTERESTING.search(visible, at, end)) is not None:
            at = self.one(match)
        add_prose(scan, blanked(visible, sorted(scan.hidden)), start, end)
        return scan

    def within(self, at: int) -> str:
        if at < self.heading:
            return HEADING
        return next((_KINDS[name] for name in reversed(self.opened) if name in _KINDS), TEXT)

    def formula(self, inner: Span, outer: Span, delimiter: str, *, display: bool) -> int:
        self.scan.add(self.text, inner, outer, delimiter, display=display, within=self.within(outer[0]))
        return outer[1]

    def limit(self, at: int) -> int:
        found = self.breaks.after(at)
        return found[0] if found is not None else self.end

    def unclosed(self, at: int, body: int) -> int:
        self.scan.unclosed.append((at, max(body, min(self.limit(at), self.end))))
        return body

    def one(self, match: re.Match[str]) -> int:
        at, body = match.span()
        if match.group("dollars") is not None:
            return self.dollar(at, len(match.group("dollars")))
        if match.group("bracket") is not None:
            return self.bracket(match.group("bracket"), at, body)
        if match.group("begin") is not None:
            return self.environment(match.group("begin"), at, body)
        if match.group("end") is not None and match.group("end") in self.opened[-50:]:
            while self.opened.pop() != match.group("end"):
                pass
        if match.group("section") is not None:
            line = self.text.find("\n", at, at + 2000)
            self.heading = line if line >= 0 else at + 2000
        if match.group("picture") is not None:
            self.scan.pictures += 1
            file = re.compile(r"\s{0,9}(?:\[[^\[\]]{0,200}\])?\s{0,9}\{[^{}]{0,300}\}").match(self.text, body)
            body = file.end() if file is not None else body
        self.scan.hidden.append((at, body))
        return body

    def dollar(self, at: int, length: int) -> int:
        body = at + length
        found = self.dollars.pair_after(body) if length == 2 else self.inline(body)
        if found is None or found > min(self.limit(at), self.end):
            return self.unclosed(at, body)
        return self.formula((body, found), (at, found + length), "$" * length, display=length == 2)

    def inline(self, body: int) -> int | None:
        found = self.dollars.closing(self.text, body, min(self.limit(body), self.end))
        return found[0] if found is not None else None

    def bracket(self, mark: str, at: int, body: int) -> int:
        found = self.closers[mark].after(body)
        while found is not None and self.text[found[0] : found[1]] == "\\\\":
            found = self.closers[mark].after(found[1])
        if (
            found is None
            or found[0] > self.end
            or found[0] - at > MAX_DISPLAY
            or (mark == "(" and found[0] > self.limit(at))
        ):
            return self.unclosed(at, body)
        return self.formula((body, found[0]), (at, found[1]), "\\" + mark, display=mark == "[")

    def environment(self, name: str, at: int, body: int) -> int:
        if name.rstrip("*") in MATH_ENVIRONMENTS:
            found = self.environments.get(at)
            if found is None or found.end > self.end or found.end - at > MAX_DISPLAY:
                return self.unclosed(at, body)
            return self.formula((found.body, found.body_end), (at, found.end), name, display=name != "math")
        self.opened.append(name)
        arguments = re.compile(r"(?:\[[^\[\]\n]{0,200}\]|\{[^{}\n]{0,200}\}){0,3}").match(self.text, body)
        stop = arguments.end() if arguments is not None and name in _KINDS else body
        self.scan.hidden.append((at, stop))
        return stop
