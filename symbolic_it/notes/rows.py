"""From a formula's tokens to chains: rows, alignment marks, remarks, and relations at any depth of layout braces."""

from __future__ import annotations

from dataclasses import replace

from symbolic_it.notes import syntax as s
from symbolic_it.notes.lexicon import RELATIONS
from symbolic_it.notes.parsing.parser import Parser
from symbolic_it.notes.parsing.remarks import REMARK_WORDS, is_remark
from symbolic_it.notes.parsing.stream import NotRead
from symbolic_it.notes.tokens import COMMAND, SYMBOL, TEXT, Remark, Token

GRIDS = frozenset((
    "equation", "align", "aligned", "alignat", "alignedat", "gather", "gathered", "split", "multline", "multlined", "eqnarray", "array", "flalign",
    "displaymath", "math", "dmath", "subequations", "empheq", "darray", "matrix",
))  # fmt: skip
TAKES_GROUPS = {
    r"\frac": 2, r"\dfrac": 2, r"\tfrac": 2, r"\cfrac": 2, r"\sqrt": 1, r"\binom": 2, r"\hat": 1, r"\widehat": 1, r"\tilde": 1, r"\widetilde": 1,
    r"\bar": 1, r"\overline": 1, r"\underline": 1, r"\check": 1, r"\dot": 1, r"\mathbf": 1, r"\boldsymbol": 1, r"\bm": 1, r"\pmb": 1, r"\mathcal": 1,
    r"\mathbb": 1, r"\mathds": 1, r"\mathfrak": 1, r"\mathscr": 1, r"\bold": 1, r"\Bbb": 1, r"\vec": 1, r"\underbrace": 1, r"\overbrace": 1, r"\boxed": 1,
    r"\color": 1, r"\textcolor": 2, r"\colorbox": 2, r"\cancel": 1, r"\bcancel": 1, r"\mathord": 1, r"\mathrel": 1, r"\mathbin": 1, r"\fbox": 1,
    r"\ensuremath": 1, r"\href": 2, r"\class": 2, r"\phantom": 1, r"\smash": 1, r"\underset": 2, r"\overset": 2, r"\stackrel": 2, r"\mathop": 1,
    r"\operatorname": 1, r"\operatorname*": 1, r"\xrightarrow": 1, r"\xlongequal": 1, r"\xRightarrow": 1, r"\xlongrightarrow": 1, r"\substack": 1,
    r"\log": 1, r"\ln": 1, r"\exp": 1, r"\lg": 1, r"\mathbb{E}": 1,
}  # fmt: skip
"""Commands whose braces hold their arguments; all other braces are layout."""
SHOWN = frozenset((r"\href", r"\class", r"\cssId", r"\style", r"\textcolor"))
MAX_BRACES = 500


def chains(tokens: list[Token], remarks: list[Remark]) -> list[s.Chain]:
    """The chains of a formula. Raises NotRead.

    A row that begins with an alignment mark and no relation goes on with the expression; a row with a left side of its own
    starts a new chain.
    """
    found: list[s.Chain] = []
    for run, words in _runs(_layout_dropped(tokens, remarks)):
        chain = _chain(run, remarks)
        if chain is None:
            if found:
                found[-1].words += words
            continue
        chain.words = words
        if chain.opened and found:
            previous = found[-1]
            previous.signs += chain.signs
            previous.sides += chain.sides[1:]
            previous.words += words
        else:
            found.append(chain)
    return found


def _layout_dropped(tokens: list[Token], remarks: list[Remark]) -> list[Token]:
    """Braces that hold no argument and environments of rows go; `\\overset{(a)}{=}` becomes its relation."""
    result: list[Token] = []
    kept: list[bool] = []
    owed = 0
    at = 0
    grids = 0
    while at < len(tokens):
        t = tokens[at]
        at += 1
        if t.kind == COMMAND and t.text in (r"\overset", r"\stackrel"):
            relation = _above(tokens, at)
            if relation is not None:
                sign, at = relation
                result.append(replace(sign, start=t.start))
                continue
        if t.kind == COMMAND and t.text in SHOWN and at < len(tokens) and tokens[at].text == "{":
            at = _past_group(tokens, at)  # where a link leads, a class: what follows is shown
            continue
        if t.kind == COMMAND and t.text in (r"\begin", r"\end") and t.argument.rstrip("*") in GRIDS:
            grids += 1 if t.text == r"\begin" else -1
            if t.text == r"\begin" and t.argument.rstrip("*") in ("array", "darray", "alignat", "alignedat"):
                at = _past_group(tokens, at)
            continue
        if t.kind == SYMBOL and t.text == "{":
            before = result[-1] if result else None
            argument = owed > 0 or (before is not None and before.text in ("^", "_") and before.kind == SYMBOL)
            if not argument and before is not None and before.text in TAKES_GROUPS and before.kind == COMMAND:
                argument = True
            if argument and _is_function(before) and _holds_relation(tokens, at):
                argument = False
            kept.append(argument)
            if len(kept) > MAX_BRACES:
                raise NotRead(t.start, t.end, "the braces are nested too deeply")
            if argument:
                owed = 0
                result.append(t)
            continue
        if t.kind == SYMBOL and t.text == "}":
            if not kept:
                continue
            if kept.pop():
                result.append(t)
                owed = _owed(result)
            continue
        owed = 0
        result.append(t)
    if kept and any(kept):
        raise NotRead(tokens[0].start, tokens[-1].end, "a brace is not closed")
    del remarks
    return result


def _is_function(token: Token | None) -> bool:
    return token is not None and token.text in (r"\log", r"\ln", r"\exp", r"\lg")


def _holds_relation(tokens: list[Token], at: int) -> bool:
    depth = 1
    while at < len(tokens) and depth:
        t = tokens[at]
        depth += {"{": 1, "}": -1}.get(t.text, 0) if t.kind == SYMBOL else 0
        if depth == 1 and t.kind != TEXT and t.text in RELATIONS:
            return True
        at += 1
    return False


def _owed(result: list[Token]) -> int:
    """How many more groups the command takes whose first group has just been closed."""
    depth, at = 0, len(result) - 1
    groups = 0
    while at >= 0:
        t = result[at]
        if t.kind == SYMBOL and t.text == "}":
            depth += 1
        elif t.kind == SYMBOL and t.text == "{":
            depth -= 1
            if not depth:
                groups += 1
                before = result[at - 1] if at else None
                if before is None or (before.kind == SYMBOL and before.text != "}"):
                    return 0
                if before.kind == COMMAND:
                    return max(0, TAKES_GROUPS.get(before.text, 0) - groups)
                if before.text != "}":
                    return 0
        at -= 1
    return 0


def _past_group(tokens: list[Token], at: int) -> int:
    if at >= len(tokens) or tokens[at].text != "{":
        return at
    depth = 0
    while at < len(tokens):
        depth += {"{": 1, "}": -1}.get(tokens[at].text, 0) if tokens[at].kind == SYMBOL else 0
        at += 1
        if not depth:
            break
    return at


def _above(tokens: list[Token], at: int) -> tuple[Token, int] | None:
    """\\overset{words}{relation}: the relation as one token (a definition when the words say so), and where to go on."""
    first = at
    at = _past_group(tokens, at) if at < len(tokens) and tokens[at].text == "{" else at + 1
    inside = [t for t in tokens[first:at] if t.text not in ("{", "}")]
    words = "".join(t.text for t in inside).lower()
    second = at
    at = _past_group(tokens, at) if at < len(tokens) and tokens[at].text == "{" else at + 1
    body = [t for t in tokens[second:at] if t.text not in ("{", "}")]
    if len(body) != 1 or body[0].text not in RELATIONS:
        return None
    sign = body[0]
    if "def" in words or words == r"\triangle" or "定义" in words:
        sign = replace(sign, kind=COMMAND, text=r"\triangleq")
    return replace(sign, end=tokens[min(at, len(tokens)) - 1].end), at


def _runs(tokens: list[Token]) -> list[tuple[list[Token], list[str]]]:
    """Pieces between which no expression goes on: split at rows with a left side of their own, at commas and wide spaces."""
    runs: list[tuple[list[Token], list[str]]] = []
    current: list[Token] = []
    words: list[str] = []
    depth = 0
    cases = 0

    def close() -> None:
        nonlocal current, words
        if current or words:
            runs.append((current, words))
        current, words = [], []

    at = 0
    while at < len(tokens):
        t = tokens[at]
        if t.kind == COMMAND and t.text in (r"\begin", r"\end"):
            cases += 1 if t.text == r"\begin" else -1
        if t.kind == SYMBOL or t.text in (r"\{", r"\}"):
            depth += {"(": 1, "[": 1, "{": 1, r"\{": 1, ")": -1, "]": -1, "}": -1, r"\}": -1}.get(t.text, 0)
        if cases > 0 or (depth > 0 and t.text not in ("\\\\", "&")):
            if not (depth > 0 and cases <= 0 and t.kind == TEXT and t.argument in ("tag", "tag*", "label")):
                current.append(t)
        elif t.text in ("&", "~") and t.kind == SYMBOL:
            pass
        elif t.text == "\\\\" and t.kind == COMMAND:
            rest = [x for x in tokens[at + 1 :] if x.text != "&"]
            if depth <= 0 and rest and not _continues(tokens, at + 1):
                close()
        elif t.kind == TEXT and (is_remark(t) or (at > 1 and tokens[at - 1].text == tokens[at - 2].text == "&")):
            if t.argument in ("text", "textrm", "textbf", "textit", "mbox") and _is_side(tokens, at) and (not current or current[-1].text == "="):
                current.append(replace(t, argument="mathrm"))  # \text{Information Gain} = ...
            elif t.argument not in ("label", "tag", "tag*", "ref", "eqref") and t.text:
                words.append(t.text)
        elif t.text in (r"\quad", r"\qquad", ";"):
            indents = (
                t.text != ";"
                and at + 1 < len(tokens)
                and tokens[at + 1].text in ("+", "-", r"\cdot", r"\times", r"\quad", r"\qquad")
            )
            if not indents and not _goes_on(tokens, at + 1):
                close()
        elif t.text in (",", ".", ":", "。", "?") and not (
            t.text == ":" and at + 1 < len(tokens) and tokens[at + 1].text == "="
        ):
            if t.text == ":" and current and current[-1].text == "=":
                current.append(t)
            elif not _goes_on(tokens, at + 1):
                close()
        else:
            current.append(t)
        at += 1
    close()
    return runs


def _is_side(tokens: list[Token], at: int) -> bool:
    """Whether words are what the relation right behind them speaks of."""
    key = tokens[at].text.strip(" :,.").lower()
    while at + 1 < len(tokens) and tokens[at + 1].text == "&":
        at += 1
    return len(key) > 2 and key not in REMARK_WORDS and at + 1 < len(tokens) and tokens[at + 1].text in ("=", r"\approx", ":")


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
