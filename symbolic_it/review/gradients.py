"""What a derivative in a coordinate needs that its section does not define: by formulas of other sections, or by words."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from symbolic_it.authoring.results import Verdict
from symbolic_it.notes import syntax as s
from symbolic_it.notes.coordinates import bare, index_parts
from symbolic_it.notes.symbols import Meaning, Symbols, key_of
from symbolic_it.review.own_names import closed_formula
from symbolic_it.review.steps import ChainReview, Outcome

CODE = "IT207"
_PREDICTED = frozenset(("p", "q", "a", "o", "s", "pi", "yhat"))
_TARGETS = ("y", "t", "d")
_LOGITS = frozenset(("z", "x", "a", "o", "u", "s", "l", "h", "f", "v", "theta"))
_LOSSES = frozenset(("L", "ell", "J", "E", "C", "mathcalL", "CE", "loss"))
_CLASS = re.compile(
    r"\b(true|correct|right|target|ground[- ]truth|gold|actual|positive|other|incorrect|wrong|negative)\s+(class|label|word|token|categor|index|one)"
    r"|(真实|正确|目标|其他|其它|错误|非目标)的?(类|标签|词)|正解|不正解|정답|오답|one[- ]?hot|独热",
    re.IGNORECASE,
)


def speaks_of_class(words: str) -> bool:
    """Whether words speak of the class that is the true one, or of the others."""
    return _CLASS.search(words) is not None


@dataclass
class Background:
    """Definitions for one chain beside those of its section."""

    kept: frozenset[str] = frozenset()
    """Defined names that are not expanded: what the chain says holds of any vector in their place."""
    meanings: dict[str, Meaning] = field(default_factory=dict)
    standing: list[str] = field(default_factory=list)
    """What is taken from another section of the note."""
    supposed: list[str] = field(default_factory=list)
    """What words alone suggest: steps hold under it."""


def background(chain: s.Chain, symbols: Symbols) -> Background:
    """The definitions that the derivatives of a chain need; empty where it has none in coordinates."""
    found = Background()
    derivatives = [
        n
        for x in chain.sides
        for n in s.walk(x)
        if isinstance(n, s.Derivative) and isinstance(n.variable, s.Name) and index_parts(n.variable)
    ]
    variables = {key_of(bare(n.variable)): n.variable for n in derivatives if isinstance(n.variable, s.Name)}
    if not variables:
        return found
    _from_elsewhere(found, symbols, set(variables))
    _from_words(found, symbols, derivatives, chain)
    return found


def of_any_vector(chain: s.Chain, symbols: Symbols) -> Background | None:
    """The one vector of the chain's derivatives left as it is, where the note defines it and it stands in no other way."""
    if not any(isinstance(n, s.Derivative) for n in s.walk(chain.sides[0])):  # it may define its left side
        return None
    nodes = [n for x in chain.sides for n in s.walk(x)]
    derivatives = [n for n in nodes if isinstance(n, s.Derivative)]
    keys = {
        key_of(bare(n.variable)) + "[]"
        for n in derivatives
        if isinstance(n.variable, s.Name) and index_parts(n.variable)
    }
    if len(keys) != 1 or not keys <= symbols.meanings.keys() or not all(index_parts(n.variable) for n in derivatives):
        return None
    return Background(kept=frozenset(keys))


def proved_of_any(general: ChainReview, review: ChainReview) -> ChainReview:
    """The review, with the steps that hold of any vector in place of the one that the note defines."""
    better = {o.index: o for o in general.outcomes if o.verdict is Verdict.PROVED}
    outcomes = [better.get(o.index, o) for o in review.outcomes]
    return ChainReview(outcomes, [*review.standing, *(general.standing if better else ())], review.settings)


def _from_elsewhere(found: Background, symbols: Symbols, wanted: set[str]) -> None:
    """Vectors that other sections define by the variables of the derivatives, or by such vectors."""
    changed = True
    while changed:
        changed = False
        for key, meaning in symbols.earlier.items():
            if key in symbols.meanings or key in found.meanings:
                continue
            heads = {key_of(bare(n)) for n in s.walk(meaning.body) if isinstance(n, s.Name) and index_parts(n)}
            if heads & wanted:
                found.meanings[key] = meaning
                wanted.add(key.removesuffix("[]"))
                found.standing.append(f"{key.removesuffix('[]')} is what another section of the note defines")
                changed = True


def _from_words(found: Background, symbols: Symbols, derivatives: list[s.Derivative], chain: s.Chain) -> None:
    """The softmax and the cross-entropy, where the note speaks of them and gives no formula."""
    known: Mapping[str, Meaning] = {**symbols.meanings, **found.meanings}
    names = [n for x in chain.sides for n in s.walk(x) if isinstance(n, s.Name) and index_parts(n)]
    for meaning in known.values():
        names += [n for n in s.walk(meaning.written or meaning.body) if isinstance(n, s.Name) and index_parts(n)]
    several = len({key_of(bare(n)) for n in names if _is_prediction(n)}) > 1
    logits = next(
        (n.variable for n in derivatives if isinstance(n.variable, s.Name) and _is_logit(n.variable, known, several)),
        None,
    )
    predicted = [n for n in names if _is_prediction(n) and (logits is None or key_of(bare(n)) != key_of(bare(logits)))]
    law = next((n for n in predicted), None)
    if law is None:
        return
    key = key_of(bare(law)) + "[]"
    if symbols.softmax and logits is not None and key not in known:
        found.meanings[key] = Meaning(("i",), _softmax(logits))
        found.supposed.append(f"{_word(law)} is the softmax of {_word(logits)}")
    for n in derivatives:
        body = n.body
        if not isinstance(body, s.Name) or index_parts(body) or key_of(body) in found.meanings:
            continue
        loss = known.get(key_of(body))
        if (
            body.head not in _LOSSES
            or (loss is not None and not closed_formula(loss.body))
            or not symbols.cross_entropy
        ):
            continue
        target = next((m for m in names if m.head in _TARGETS and not m.mark and m.head != law.head), None)
        plain = bare(target) if target is not None else s.Name(body.start, body.end, "y")
        made = _cross_entropy(plain, bare(law))
        found.meanings[key_of(body)] = Meaning((), made, written=made)
        found.supposed.append(f"{_word(body)} is the cross-entropy of {_word(law)} against {_word(plain)}")


def _is_logit(name: s.Name, known: Mapping[str, Meaning], several: bool) -> bool:
    """Whether a name may stand for scores; one that may stand for probabilities as well, when others stand for these."""
    if name.head not in _LOGITS or name.mark or key_of(bare(name)) + "[]" in known:
        return False
    return several or not _is_prediction(name)


def _is_prediction(name: s.Name) -> bool:
    return (name.head in _PREDICTED and not name.mark) or (name.head in ("y", "p") and name.mark == "hat")


def _word(name: s.Name) -> str:
    return key_of(bare(name)).replace("_hat", " hat")


def _indexed(name: s.Name, index: str) -> s.Name:
    return replace(bare(name), sub=s.Name(name.start, name.end, index))


def _total(at: s.Name, index: str, body: s.Node) -> s.Big:
    return s.Big(at.start, at.end, "sum", s.Name(at.start, at.end, index), None, body)


def _softmax(z: s.Name) -> s.Node:
    def power(index: str) -> s.Node:
        return s.Power(z.start, z.end, s.Name(z.start, z.end, "e"), _indexed(z, index))

    return s.Binary(z.start, z.end, "/", power("i"), _total(z, "j", power("j")))


def _cross_entropy(y: s.Name, p: s.Name) -> s.Node:
    term = s.Binary(p.start, p.end, "*", _indexed(y, "k"), s.Function(p.start, p.end, "ln", _indexed(p, "k")), True)
    return s.Minus(p.start, p.end, _total(p, "k", term))


def merged(review: ChainReview, again: ChainReview, found: Background) -> ChainReview:
    """The review of a chain, with what the definitions beside it show of the steps that were not understood without them."""
    better = {o.index: o for o in again.outcomes}
    outcomes: list[Outcome] = []
    used = False
    for o in review.outcomes:
        new = better.get(o.index)
        open_ = o.verdict is Verdict.NOT_UNDERSTOOD or o.verdict in (Verdict.REFUTED, Verdict.UNPROVED)
        good = new is not None and new.verdict in (Verdict.PROVED, Verdict.CONDITIONAL)
        if new is None or not open_ or not (good or o.verdict is Verdict.NOT_UNDERSTOOD):
            outcomes.append(o)
            continue
        used = True
        outcomes.append(under(new, found.supposed))
    standing = [*review.standing, *(again.standing if used else ()), *(found.standing if used else ())]
    return ChainReview(outcomes, standing, review.settings)


def under(outcome: Outcome, words: list[str]) -> Outcome:
    """The outcome of a step that rests on what words alone suggest."""
    if not words or outcome.verdict not in (Verdict.PROVED, Verdict.CONDITIONAL, Verdict.REFUTED):
        return outcome
    text = "; ".join(words)
    if outcome.verdict is Verdict.REFUTED:
        where = outcome.counterexample.where if outcome.counterexample is not None else ""
        residual = f"it fails if {text}: {where}"
        return replace(
            outcome, verdict=Verdict.UNPROVED, code="IT501", payload={"residual": residual, "suggestion": ""},
            counterexample=None, repair="",
        )  # fmt: skip
    payload = {"condition": text, "assumption": text, "place": f"step {outcome.index}"}
    return replace(
        outcome, verdict=Verdict.CONDITIONAL, assumptions=(*words, *outcome.assumptions), code=CODE, payload=payload
    )


def class_of(chain: s.Chain) -> set[str]:
    """The index k of y_k = 1."""
    if len(chain.signs) != 1 or chain.signs[0].op != "=" or not isinstance(chain.sides[0], s.Name):
        return set()
    parts, value = index_parts(chain.sides[0]), chain.sides[1]
    one = isinstance(value, s.Num) and value.value == 1 and chain.sides[0].head in _TARGETS
    return {parts[0].head} if one and len(parts) == 1 else set()
