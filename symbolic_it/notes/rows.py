"""From a formula's tokens to chains: rows, alignment marks, remarks; what one row lacks does not take the others with it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from symbolic_it.notes import syntax as s
from symbolic_it.notes.layout import layout_dropped
from symbolic_it.notes.lexicon import RELATIONS
from symbolic_it.notes.lists_of_names import in_common
from symbolic_it.notes.parsing.parser import Parser
from symbolic_it.notes.parsing.remarks import (
    CONSTANT,
    REMARK_WORDS,
    changes_meaning,
    comment_column_end,
    comment_end,
    comment_words,
    is_remark,
    opened_comment_end,
    opens_condition,
)
from symbolic_it.notes.parsing.row_numbers import without_row_numbers
from symbolic_it.notes.parsing.separators import refuse_unclear_separators
from symbolic_it.notes.parsing.stream import NotRead
from symbolic_it.notes.tokens import COMMAND, SYMBOL, TEXT, Remark, Token


def chains(tokens: list[Token], remarks: list[Remark]) -> list[s.Chain]:
    """The chains of a formula. Raises NotRead when nothing of it can be read; a side that cannot is `s.Unread`.

    A row that begins with an alignment mark and no relation goes on with the expression; a row with a left side of its own
    starts a new chain.
    """
    found: list[s.Chain] = []
    every: frozenset[str] = frozenset()
    tokens = without_row_numbers(layout_dropped(tokens))
    refuse_unclear_separators(tokens)
    for run in _runs(tokens):
        read = _chains_of(run, remarks)
        if run.tokens and run.tokens[0].text == r"\forall":
            every |= {t.text for t in run.tokens if len(t.text) == 1 and t.text.isalpha()}
        if not read and found:
            found[-1].words += run.words
        for chain in read:
            chain.words, chain.every = run.words, every
            if chain.opened and found:
                previous = found[-1]
                previous.signs += chain.signs
                previous.sides += chain.sides[1:]
                previous.words += run.words
            else:
                found.append(chain)
    return in_common(found)


@dataclass
class _Run:
    """Tokens between which the expression goes on; ``breaks``: where a row begins, and whether it has a side of its own."""

    tokens: list[Token]
    words: list[str]
    breaks: dict[int, bool]


def _chains_of(run: _Run, remarks: list[Remark]) -> list[s.Chain]:
    known = len(remarks)
    try:
        chain = _chain(run.tokens, remarks)
        return [] if chain is None else [chain]
    except NotRead:
        del remarks[known:]
        chains = _side_by_side(run, remarks)
        if not any(not isinstance(x, s.Unread) for c in chains for x in c.sides[c.opened :]) or not any(
            c.signs for c in chains
        ):
            raise
        return chains


def _side_by_side(run: _Run, remarks: list[Remark]) -> list[s.Chain]:
    """The chains of a run with a side that is not read: each side read by itself."""
    pieces: list[tuple[bool, list[Token]]] = []
    depth = 0
    for k, token in enumerate(run.tokens):
        fresh = False
        if k in run.breaks:
            depth, fresh = 0, run.breaks[k]
        at_relation = depth <= 0 and token.kind != TEXT and token.text in RELATIONS
        if not pieces or fresh or at_relation:
            pieces.append((fresh or not pieces, []))
        depth += {"(": 1, "[": 1, "{": 1, ")": -1, "]": -1, "}": -1}.get(token.text, 0) if token.kind == SYMBOL else 0
        pieces[-1][1].append(token)
    chains: list[s.Chain] = []
    for first, piece in pieces:
        side, sign = _side(piece, remarks)
        if side is None:
            continue
        if first or not chains:
            opened = [] if sign is None else [s.Words(sign.start, sign.start, "")]
            chains.append(s.Chain([*opened, side], [] if sign is None else [sign], opened=sign is not None))
        elif sign is None:
            chains[-1].sides[-1] = s.Unread(chains[-1].sides[-1].start, side.end, "its rows are not read together")
        else:
            chains[-1].signs.append(sign)
            chains[-1].sides.append(side)
    return chains


def _side(piece: list[Token], remarks: list[Remark]) -> tuple[s.Node | None, s.Sign | None]:
    """A side with the relation before it."""
    known = len(remarks)
    while piece and piece[-1].text in (",", ".", ";", ":", r"\quad"):
        piece = piece[:-1]
    if not piece:
        return None, None
    parser = Parser(list(piece), remarks)
    sign: s.Sign | None = None
    try:
        sign = parser.relation()
        side = parser.item()
        if parser.peek() is not None:
            raise parser.stuck("something stands here that is not understood")
    except NotRead as error:
        del remarks[known:]
        return s.Unread(piece[0].start, piece[-1].end, error.words), sign
    return side, sign


def _runs(tokens: list[Token]) -> list[_Run]:
    """Pieces between which no expression goes on: split at rows with a left side of their own, at commas and wide spaces."""
    runs: list[_Run] = []
    current: list[Token] = []
    words: list[str] = []
    breaks: dict[int, bool] = {}
    depth = 0
    cases = 0

    def close() -> None:
        nonlocal current, words, breaks
        if current or words:
            runs.append(_Run(current, words, breaks))
        current, words, breaks = [], [], {}

    at = 0
    while at < len(tokens):
        t = tokens[at]
        if depth <= 0 and cases <= 0 and (end := comment_end(tokens, at)):
            words += comment_words(tokens[at:end])
            at = end
            continue
        if t.kind == COMMAND and t.text in (r"\begin", r"\end"):
            cases += 1 if t.text == r"\begin" else -1
        if t.kind == SYMBOL or t.text in (r"\{", r"\}"):
            step = {"(": 1, "[": 1, "{": 1, r"\{": 1, ")": -1, "]": -1, "}": -1, r"\}": -1}.get(t.text, 0)
            depth = max(0, depth + step)  # a bracket too many closes nothing
        if cases > 0 or (depth > 0 and t.text not in ("\\\\", "&")):
            if not (depth > 0 and cases <= 0 and t.kind == TEXT and t.argument in ("tag", "tag*", "label")):
                current.append(t)
        elif t.text == "&" and t.kind == SYMBOL and current and _new_cell(tokens, at):
            end = next((k for k in range(at, len(tokens)) if tokens[k].text == "\\\\"), len(tokens))
            if end < len(tokens) and _continues(tokens, end + 1):  # the next row goes on with the first of them
                runs += _runs(tokens[at + 1 : end])
                at = end
                continue
            close()  # a = b & c = d: two formulas side by side
        elif t.text in ("&", "~") and t.kind == SYMBOL:
            pass
        elif t.kind == TEXT and depth <= 0 and _words_alone(tokens, at):
            words.append(t.text)
        elif t.text == "\\\\" and t.kind == COMMAND:
            rest = [x for x in tokens[at + 1 :] if x.text != "&"]
            own = bool(rest) and not _continues(tokens, at + 1)
            if depth <= 0 and own:
                close()
            elif current:
                breaks[len(current)] = own
        elif t.kind == TEXT and at > 1 and (end := _column_end(tokens, at, depth)):
            words += comment_words(tokens[at:end])
            at = end
            continue
        elif t.kind == TEXT and is_remark(t):
            if current and current[-1].text in ("+", "-") and CONSTANT.fullmatch(t.text) is not None:
                current.append(replace(t, text="const", argument="mathrm"))  # log p + \text{const.}
            elif (
                t.argument in ("text", "textrm", "textbf", "textit", "mbox")
                and _is_side(tokens, at)
                and (not current or current[-1].text == "=")
            ):
                current.append(replace(t, argument="mathrm"))  # \text{Information Gain} = ...
            elif changes_meaning(t, current, tokens, at):
                raise NotRead(t.start, t.end, "words that belong to the formula are not read")
            elif opens_condition(t, current, tokens, at):
                close()  # xy = x \text{ if } y = 1
                words.append(t.text)
            elif t.argument not in ("label", "tag", "tag*", "ref", "eqref") and t.text:
                words.append(t.text)
        elif t.text in (r"\quad", r"\qquad", ";"):
            indents = (
                t.text != ";"
                and at + 1 < len(tokens)
                and tokens[at + 1].text in ("+", "-", r"\cdot", r"\times", r"\quad", r"\qquad")
            )
            if t.text != ";" and not indents and (end := _beside(tokens, at, current)):
                runs += _runs(tokens[at + 1 : end])  # the next row goes on with what stands before it
                at = end
                continue
            if not indents and not _goes_on(tokens, at + 1):
                close()
        elif t.text in (",", ".", ":", "。", "?") and not (
            t.text == ":" and at + 1 < len(tokens) and tokens[at + 1].text == "="
        ):
            if t.text == ":" and current and current[-1].text == "=":
                current.append(t)
            elif current and tokens[at + 1 : at + 2] and tokens[at + 1].text == "&" and _new_cell(tokens, at + 1):
                pass  # the mark behind it tells whether the next row goes on
            elif t.text == "," and tokens[at + 1 : at + 2] and _beside(tokens, at + 1, current):
                pass
            elif not _goes_on(tokens, at + 1):
                close()
        else:
            current.append(t)
        at += 1
    close()
    return runs


def _beside(tokens: list[Token], at: int, current: list[Token]) -> int:
    """Where the row ends in which a formula of its own stands behind this wide space, and the next row goes on with the first."""
    if tokens[at].text not in (r"\quad", r"\qquad") or not _relations(current):
        return 0
    end = next((k for k in range(at, len(tokens)) if tokens[k].text == "\\\\"), len(tokens))
    if end == len(tokens) or not _continues(tokens, end + 1):
        return 0
    start = next((k for k in range(at, -1, -1) if tokens[k].text == "\\\\"), -1) + 1
    marks = [k for k in range(start, end) if tokens[k].text == "&" and tokens[k].kind == SYMBOL]
    if not marks or marks[-1] > at:  # the rows are set below the mark of the first formula
        return 0
    places = _relations([x for x in tokens[at + 1 : end] if x.text not in ("&", r"\quad", r"\qquad", ",")])
    return end if places and places[0] > 0 else 0


def _column_end(tokens: list[Token], at: int, depth: int) -> int:
    """Where a column of comments ends that the words here begin; 0 where they begin none."""
    opened = opened_comment_end(tokens, at) if depth <= 0 else 0
    return opened or (comment_column_end(tokens, at) if tokens[at - 1].text == "&" else 0)


def _cell(tokens: list[Token], at: int) -> tuple[list[Token], list[Token]]:
    """What stands in the row before the mark at this place, and what up to the next one."""
    start = end = at
    while start > 0 and tokens[start - 1].text != "\\\\":
        start -= 1
    end += 1
    while end < len(tokens) and tokens[end].text not in ("\\\\", "&"):
        end += 1
    return tokens[start:at], tokens[at + 1 : end]


def _relations(tokens: list[Token]) -> list[int]:
    """Where relations stand outside of brackets."""
    depth, found = 0, []
    for k, t in enumerate(tokens):
        depth += {"(": 1, "[": 1, "{": 1, ")": -1, "]": -1, "}": -1}.get(t.text, 0) if t.kind == SYMBOL else 0
        if depth <= 0 and t.kind != TEXT and t.text in RELATIONS:
            found.append(k)
    return found


def _new_cell(tokens: list[Token], at: int) -> bool:
    """Whether a cell begins here with a side and a relation of its own, after a whole formula in the row."""
    before, cell = _cell(tokens, at)
    before = [t for t in before if t.text != "&"]
    known, own, after = _relations(before), _relations(cell), at + 1 + len(cell)
    if not known or known[-1] + 1 >= len(before) or not cell:
        return False
    if cell[0].kind == TEXT or (
        cell[0].text in ("(", "[") and (cell[1:2] and (cell[1].kind == TEXT or cell[1].text == r"\because"))
    ):
        return False  # a comment
    if own:
        return own[0] > 0 and own[-1] + 1 < len(cell)
    starts = cell[0].text not in ("+", "-", r"\cdot", r"\times", r"\quad", r"\qquad") and cell[0].kind != TEXT
    return starts and after + 1 < len(tokens) and tokens[after].text == "&" and tokens[after + 1].text in RELATIONS


def _words_alone(tokens: list[Token], at: int) -> bool:
    """Whether a cell behind a whole formula holds these words and nothing else: its name, a remark."""
    before, cell = _cell(tokens, at - 1) if at and tokens[at - 1].text == "&" else _cell(tokens, at)
    if tokens[at - 1 if at else 0].text in ("\\\\", tokens[at].text):  # the first cell of a row
        own = _relations(_cell(tokens, at + 1)[1]) if at + 1 < len(tokens) and tokens[at + 1].text == "&" else []
        return bool(own) and own[0] > 0
    before = [t for t in before if t.text != "&"]
    known = _relations(before)
    return (
        tokens[at - 1].text == "&"
        and len(cell) == 1
        and bool(known)
        and known[-1] + 1 < len(before)
        and before[-1].text not in ("+", "-", "*")
    )


def _is_side(tokens: list[Token], at: int) -> bool:
    """Whether words are what the relation right behind them speaks of."""
    key = tokens[at].text.strip(" :,.").lower()
    while at + 1 < len(tokens) and tokens[at + 1].text == "&":
        at += 1
    return (
        len(key) > 2
        and key not in REMARK_WORDS
        and at + 1 < len(tokens)
        and tokens[at + 1].text in ("=", r"\approx", ":")
    )


def _goes_on(tokens: list[Token], at: int) -> bool:
    """Whether what follows, remarks left out, is a relation that goes on with what stands before."""
    while at < len(tokens) and (tokens[at].text in ("&", r"\quad", r"\qquad", ",", "\\\\") or is_remark(tokens[at])):
        at += 1
    return (
        at < len(tokens)
        and tokens[at].kind != TEXT
        and tokens[at].text in RELATIONS
        and tokens[at].text not in (r"\forall", r"\because")
    )


def _continues(tokens: list[Token], at: int) -> bool:
    """Whether the row that begins here goes on with the one before: by its relation, or by a mark and no relation."""
    if at < len(tokens) and tokens[at].text == "&":
        after = at
        while after < len(tokens) and tokens[after].text == "&":
            after += 1
        if after < len(tokens) and tokens[after].text in RELATIONS:
            return True
        # no relation at its head: it goes on unless it holds a relation after a side of its own
        return not _row_has_side(tokens, after)
    if at < len(tokens) and tokens[at].text in ("+", "-", r"\cdot", r"\times"):
        return not _row_has_relation(tokens, at)
    return at < len(tokens) and tokens[at].kind != TEXT and tokens[at].text in RELATIONS


def _row_has_relation(tokens: list[Token], at: int) -> bool:
    depth = 0
    while at < len(tokens) and tokens[at].text != "\\\\":
        t = tokens[at]
        depth += {"(": 1, "[": 1, "{": 1, ")": -1, "]": -1, "}": -1}.get(t.text, 0) if t.kind == SYMBOL else 0
        if depth <= 0 and t.kind != TEXT and t.text in RELATIONS:
            return True
        at += 1
    return False


def _row_has_side(tokens: list[Token], at: int) -> bool:
    """Whether the row has a left side, a mark and a relation of its own: & a &= b."""
    start, depth = at, 0
    while at < len(tokens) and tokens[at].text in (r"\quad", r"\qquad"):
        at, start = at + 1, at + 1
    while at < len(tokens) and tokens[at].text != "\\\\":
        t = tokens[at]
        depth += {"(": 1, "[": 1, "{": 1, ")": -1, "]": -1, "}": -1}.get(t.text, 0) if t.kind == SYMBOL else 0
        if depth <= 0 and t.text in RELATIONS and t.kind != TEXT and at > start:
            return tokens[at - 1].text == "&" or tokens[start].text not in ("+", "-")
        at += 1
    return False


def _chain(tokens: list[Token], remarks: list[Remark]) -> s.Chain | None:
    while tokens and tokens[-1].text in (",", ".", ";", ":", r"\quad"):
        tokens = tokens[:-1]
    if not tokens:
        return None
    parser = Parser(list(tokens), remarks)
    sides: list[s.Node] = []
    signs: list[s.Sign] = []
    sign = parser.relation()
    opened = sign is not None
    if sign is not None:
        if sign.op in ("forall", "because"):
            return None
        signs.append(sign)
        sides.append(s.Words(sign.start, sign.start, ""))
    while True:
        sides.append(parser.item())
        if parser.peek() is None:
            break
        sign = parser.relation()
        if sign is None or sign.op in ("forall", "because"):
            if sign is not None:
                break
            raise parser.stuck("something stands here that is not understood")
        signs.append(sign)
        if parser.peek() is None:
            raise parser.stuck("a relation without a right side")
    return s.Chain(sides, signs, opened=opened)
