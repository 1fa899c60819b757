"""Layout that holds no argument: braces, environments of rows, colours, relations with words above them."""

from __future__ import annotations

from dataclasses import replace

from symbolic_it.notes.lexicon import RELATIONS
from symbolic_it.notes.parsing.stream import NotRead
from symbolic_it.notes.tokens import COMMAND, LETTER, NUMBER, SYMBOL, TEXT, Token

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
BOXES = frozenset((r"\boxed", r"\fbox", r"\ensuremath", r"\smash", r"\color"))
"""Commands around whole relations, \\boxed{a = b}, that change nothing in them."""
MAX_BRACES = 500


def layout_dropped(tokens: list[Token]) -> list[Token]:
    """Braces that hold no argument and environments of rows go; `\\overset{(a)}{=}` becomes its relation."""
    result: list[Token] = []
    kept: list[bool] = []
    owed = 0
    at = 0
    while at < len(tokens):
        t = tokens[at]
        at += 1
        if t.kind == COMMAND and t.text in (r"\overset", r"\stackrel"):
            relation = _above(tokens, at)
            if relation is not None:
                sign, at = relation
                result.append(replace(sign, start=t.start))
                continue
        if t.kind == SYMBOL and at < len(tokens) and t.text + tokens[at].text in ("?=", "=?"):
            if t.text == "?" or (at + 1 < len(tokens) and tokens[at + 1].text not in ("\\\\", "&", ",", ".")):
                result.append(replace(t, kind=COMMAND, text=r"\questeq", end=tokens[at].end))
                at += 1
                continue
        if t.kind == COMMAND and t.text in SHOWN and at < len(tokens) and tokens[at].text == "{":
            at = _past_group(tokens, at)  # where a link leads, a class: what follows is shown
            continue
        if t.kind == COMMAND and t.text in (r"\begin", r"\end") and t.argument.rstrip("*") in GRIDS:
            if t.text == r"\begin" and t.argument.rstrip("*") in ("array", "darray", "alignat", "alignedat"):
                at = _past_group(tokens, at)
            continue
        if t.kind == SYMBOL and t.text == "{":
            before = result[-1] if result else None
            argument = owed > 0 or (before is not None and before.text in ("^", "_") and before.kind == SYMBOL)
            if not argument and before is not None and before.text in TAKES_GROUPS and before.kind == COMMAND:
                argument = True
            argument = argument or _second_of_two(result) or _after_degree(result)
            if argument and before is not None and before.text in BOXES and _holds_relation(tokens, at):
                result.pop()
                argument = False
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
    return result


def _second_of_two(result: list[Token]) -> bool:
    """Whether a command of two arguments has had a single token as its first: \\frac1{2+x}, \\binom n{k+1}."""
    if len(result) < 2 or result[-2].kind != COMMAND or TAKES_GROUPS.get(result[-2].text, 0) != 2:
        return False
    first = result[-1]
    return first.kind in (NUMBER, LETTER, COMMAND) and (first.kind != NUMBER or len(first.text) == 1)


def _after_degree(result: list[Token]) -> bool:
    """Whether the degree of a root stands before it: \\sqrt[n]{p(x)}."""
    if not result or result[-1].text != "]":
        return False
    depth = 0
    for k in range(len(result) - 1, max(-1, len(result) - 24), -1):
        depth += {"]": 1, "[": -1}.get(result[k].text, 0)
        if not depth:
            return k > 0 and result[k - 1].text == r"\sqrt"
    return False


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
    if words == "?":
        sign = replace(sign, kind=COMMAND, text=r"\questeq")
    return replace(sign, end=tokens[min(at, len(tokens)) - 1].end), at
