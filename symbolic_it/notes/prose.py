"""The words between formulas, and formulas that stand among them without delimiters."""

from __future__ import annotations

import re

from symbolic_it.notes.pieces import Prose, Scan, Span

_BLANK_LINE = re.compile(r"\n[ \t]*(?=\n)")


def add_prose(scan: Scan, text: str, start: int, end: int) -> None:
    """Fills ``scan.prose`` and ``scan.undelimited`` from ``text``, in which code and markup are blank already."""
    at = start
    for low, high in [*sorted(scan.outer), (end, end)]:
        if low > at:
            for piece in _paragraphs(text, at, low):
                scan.prose.append(piece)
                scan.undelimited += undelimited(piece)
        at = max(at, high)


def _paragraphs(text: str, start: int, end: int) -> list[Prose]:
    found: list[Prose] = []
    at = start
    cuts = [m.start() for m in _BLANK_LINE.finditer(text, start, end)]
    for cut in [*cuts, end]:
        piece = text[at:cut]
        words = piece.strip()
        if words:
            low = at + len(piece) - len(piece.lstrip())
            found.append(Prose(words, low, low + len(words)))
        at = cut
    return found


MAX_ATOMS = 400
_ATOMS = re.compile(
    r"(?P<function>(?:log|ln|lg|exp|argmax|argmin|max|min|lim|KL|JS)(?:[2₂]|_2|10)?(?![A-Za-z]))"
    r"|(?P<applied>[A-Za-z][A-Za-z0-9_]{0,20}[₀-₉ᵢ]*[ ]?(?=\())"
    r"|(?P<name>(?:[A-Za-zΑ-Ωα-ω](?:_\{?[A-Za-z0-9]{1,10}\}?)?|[A-Za-z]{1,8}_[A-Za-z0-9]{1,10})[0-9₀-₉ᵢ]{0,3}(?![A-Za-z]))"
    r"|(?P<number>\d+(?:\.\d+)?)"
    r"|(?P<relation>[=≈≤≥≡∝]|:=|<=|>=)"
    r"|(?P<sum>[∑∏∫Σ])"
    r"|(?P<operator>\|\||[-+*/^_·×−|∥,;…])"
    r"|(?P<tex>\\(?:text|mathrm|mathbf|mathbb|mathcal|operatorname|frac|log|ln|sum|theta|mid|hat)(?![A-Za-z])|[{}])"
    r"|(?P<word>(?<=\{)[A-Za-z]{1,20}(?=\}))"
    r"|(?P<open>[(\[])|(?P<close>[)\]])"
    r"|(?P<space>[ \t])"
    r"|(?P<other>[A-Za-z0-9_]+|.)",
    re.DOTALL,
)


def undelimited(piece: Prose) -> list[Span]:
    """Runs such as ``I( p )=-log2 ( p)``: a relation, and an application, a logarithm or a sum; no words in between."""
    found: list[Span] = []
    run: list[tuple[str, int, int]] = []
    for match in _ATOMS.finditer(piece.text):
        kind = match.lastgroup or "other"
        if kind == "other":
            _close(run, piece, found)
            run = []
        else:
            run.append((kind, match.start(), match.end()))
    _close(run, piece, found)
    return found


def _close(run: list[tuple[str, int, int]], piece: Prose, found: list[Span]) -> None:
    """Keeps the run when it is evidently a formula, without the punctuation at its ends."""
    if len(run) > MAX_ATOMS:
        return
    while run and (
        run[0][0] in ("space", "close", "relation") or (run[0][0] == "operator" and piece.text[run[0][1]] not in "-−")
    ):
        run = run[1:]
    while run and run[-1][0] in ("space", "operator", "relation", "open"):
        run.pop()
    depth = 0
    for place, (kind, _, _) in enumerate(run):  # a bracket that closes nothing, or is not closed, ends the formula
        depth += (kind == "open") - (kind == "close")
        if depth < 0:
            run = run[:place]
            break
    while depth > 0 and run:
        if run[0][0] == "open":
            run = run[1:]
        else:
            last = max(i for i, (kind, _, _) in enumerate(run) if kind == "open")
            run = run[: last - (run[last - 1][0] == "applied")]
        depth -= 1
    while run and run[-1][0] in ("space", "operator", "relation", "open"):
        run.pop()
    kinds = {kind for kind, _, _ in run}
    divergence = any(piece.text[a:b] in ("||", "∥") for kind, a, b in run if kind == "operator")
    if not (kinds & {"applied", "function", "sum"} or (divergence and "open" in kinds)):
        return
    if "relation" not in kinds and not divergence and not ("tex" in kinds and "applied" in kinds):
        return
    found.append((piece.start + run[0][1], piece.start + run[-1][2]))
