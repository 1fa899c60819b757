"""Relations that a note says to occur: that two formulas differ in general, that one may exceed the other."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from symbolic_it.authoring.results import Verdict
from symbolic_it.language.expr import Expr
from symbolic_it.notes.reading.reader import Reader
from symbolic_it.notes.symbols import Unclear
from symbolic_it.review.judging import counterexample
from symbolic_it.review.steps import Context, Item, Outcome

_MAY = re.compile(
    r"\b(can|could|may|might) (happen|occur|be|also|even)\b|\bit is possible|\bsometimes\b|\bcounter-?examples?\b|\bnot always\b|\b(fail|violat|not satisf)|不满足|不成立|有可能|可能|反例|不一定|未必"
)
_EVERY = re.compile(r"\b(for|in) (every|all|any|each)\b|\balways\b(?<!not always)|任意|任何|总是|恒")
_STOP = re.compile(r"[.!?]\s|[。！？]")
_DENIED = re.compile(
    r"^[\s$)\\\]]*(\w+ ){0,2}?(do(es)?|need|is|are)( not|n't) ((in general|generally|always|usually) \w+|(\w+ ){1,2}in general\b)"
    r"|^[\s$)\\\]]*(在?一般(情况下)?|通常|往往|并?不总是?|不一定|未必)(都|并)?(不?成立|不对|不?正确)(?<!一般成立)(?<!通常成立)(?<!往往成立)"
)
_OPPOSITE = {"!=": "=", "<": ">=", ">": "<=", "<=": ">", ">=": "<"}
_GENERAL = re.compile(r"\bin general\b|\bgenerally\b|\busually\b|\bnot always\b|一般|通常|不一定|未必|\bcan\b|\bmay\b")


def occurring(reader: Reader, context: Context, item: Item, base: Outcome, given: Sequence[Expr]) -> Outcome | None:
    """The outcome of a relation that is said to occur: that two formulas differ, or that one may exceed the other."""
    before, _, after = context.scope.own.lower().partition("\x00")
    said = [x for x in _STOP.split(context.before) if x.strip(" \n$\\[")]  # a display may begin a sentence
    before = f"{_STOP.split(before)[-1][-200:]} {said[-1] if said else ''}"
    if _EVERY.search(before[-100:]) is not None or _EVERY.search(re.split("[,.;)，。；]", after)[0]) is not None:
        return None
    clause = re.split("[,;:，；：]", before)[-1]
    if _DENIED.search(after[:60]) is not None:
        return replace(base, verdict=Verdict.COMPUTED)  # the note says so itself
    if item.sign.op != "!=" and (item.sign.op not in ("<", ">") or _MAY.search(clause) is None):
        return None
    reader.free.clear()
    try:
        opposite = reader.related(item.left, _OPPOSITE[item.sign.op], item.right)[2]
    except (Unclear, RecursionError):
        return None
    if counterexample(opposite, given) is None:
        return None
    remarks = base.remarks
    if item.sign.op == "!=" and _GENERAL.search(before + after[:60]) is None:
        remarks = (*remarks, ("agree", item.raw_right, ""))
    return replace(base, verdict=Verdict.COMPUTED, remarks=remarks)
