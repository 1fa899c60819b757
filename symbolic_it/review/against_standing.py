"""What words of a section say against what every note is granted: that H is Shannon's entropy, laws have no zeros, alphabets are finite.

What rests on it is not proved of that note, and a step about another entropy is not refuted by Shannon's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from symbolic_it.authoring.results import Verdict
from symbolic_it.kernel.terms import constants_of
from symbolic_it.notes import syntax as s
from symbolic_it.notes.letters import is_law_name, is_notion
from symbolic_it.review.averaged_under import HEADING, averaged_under
from symbolic_it.review.condition_words import COMMENT
from symbolic_it.review.defined_laws import unused
from symbolic_it.review.steps import Context, Outcome
from symbolic_it.review.words_of_zeros import letters_of, zeros_told

CODE = "IT201"
_STOP = re.compile(r"(?<=[.!?])\s|[。；！？]|\n\s*\n|\x00")
_NOTION = (
    r"\$\s*(?P<letter>[HDIShpP])(?:_\{?(?:\\?alpha|\\?beta|\\?gamma|q|r|s|\d|\\infty)\}?)?(?P<rest>\s*\([^$]*?\))?\s*\$"
)
_GIVEN = re.compile(
    rf"{_NOTION}\s*(?:(?:here|below|always|now|in this note|throughout),?\s+)*(?P<verb>denotes?|stands? for|is short for|averages|means?|is|are|be|for|as|表示|是|为|指|代表)\s*(?P<what>(?:(?!, (?:and|while|but) \$)(?:[^.;$。；]|\$[^$]*\$)){{0,160}})"
    rf"|\b[Bb]y {_NOTION.replace('letter', 'letter2').replace('rest', 'rest2')} (?:we|I) (?:mean|denote|understand)\s*(?P<what2>(?:[^.;$。；]|\$[^$]*\$){{0,160}})"
)
_OTHER = re.compile(
    r"r[eé]nyi|tsallis|\bnegative (?:of the )?entrop|negentrop|\breverse|\bswapped|\bexchanged|\benergy|minus sign|without the (?:minus|sign)|hartley|\bm(?:in|ax)-?\s?entrop|collision entrop|quadratic entrop|gini|\bfisher\b|hamming|hessian|hilbert|\bdistance|distortion|\bmetric\b|chi-?\s?squared?|\\chi|total variation"
    r"|hellinger|wasserstein|jensen|symmetri[sz]ed|jeffreys|bhattacharyya|itakura|bregman|von neumann|quantum|qubit|topological entrop|kolmogorov|algorithmic|sandwiched|derivative|differential operator|matrix|subspace|\bspace\b|identity|intensity|current|integral|interval"
    r"|hamiltonian|enthalpy|height|hypothes[ei]s|diameter|diffusion|indicator|observable|雷尼|最小熵|最大熵$|汉明|海森|距离|度量|失真|卡方|费希尔|费雪|量子",
    re.IGNORECASE,
)
_REASON = re.compile(
    r"\b(?:because|since|although|unlike|whereas|as its|as the|so its|so the)\b|\blimit of the [^.]{0,60}\b(?:to|at|towards) (?:one\b|\$?1)|因为|由于"
)
"""What stands behind these words is no name of the notion: "H is concave because its Hessian is negative"."""
_FORMULA = re.compile(r"\s*\$[^$=<>]*(?:\\sum|\\log|[HDI]\s*\()")
"""A notion that words give by a formula, which is not compared with what it is by custom."""
_WHOLE = re.compile(
    r"\b(?:throughout|everywhere|in (?:this|these|the whole) (?:note|paper|text|document|chapter|lecture)s?|below|from now on|henceforth|hereafter|always)\b|本文|全文|以下",
    re.IGNORECASE,
)
_QUANTUM = re.compile(
    r"\bvon neumann\b|\bqubits?\b|\bquantum\b(?! of\b)|density (?:matrix|operator)|量子", re.IGNORECASE
)
_SHANNON = re.compile(r"\bshannon|classical|香农", re.IGNORECASE)
_LOG = re.compile(
    r"\$\s*\\log(?:\s*\(?\s*[a-z]\s*\)?)?\s*\$\s*(?:here )?(?:denotes?|means?|abbreviates|stands? for|is short for|is|表示|是)\s*(?P<what>(?:[^.;$。；]|\$[^$]*\$){0,80})"
)
_LOGARITHM = re.compile(
    r"logarithm|natural|\bbase\b|binary|concave|increasing|monoton|undefined|defined|taken|\\ln(?! ?\()|\\log_|对数|凹|单调|递增",
    re.IGNORECASE,
)
_ALGEBRA = re.compile(
    r"\bnon-?commut|\b(?:not|n't|never|fail to) (?:\w+ )?commut|(?:product|multiplication|addition|\bplus|\bsum|times|\$[^$]{0,20}\$) [^.$]{0,30}\bconcatenat|\bjuxtaposition|\bcross product|\bquaternion|\$[^$]{1,20}\$ (?:are|is|be|being) (?:\w+ ){0,3}strings?\b|\bcommutators?\b|\btensor product|\btropical|\b(?:max|min)-plus"
    r"|\bcomposition of (?:functions|maps)|(?<!expectation )(?<!expectations )(?<!max )(?<!min )(?<!maximum )(?<!argmax )(?<!softmax )(?<!sum )(?<!summation )(?<!gradient )\boperators?\b(?! norm)|\bsemi-?ring|\bboolean (?:algebra|or)|不可交换|不交换|拼接|叉[积乘]|四元数",
    re.IGNORECASE,
)
_PRODUCT = re.compile(
    r"\$\s*[a-z]\s*(?:\\cdot|\\times|\\circ|\*)?\s*[a-z]\s*\$\s*(?:here |always )?(?:denotes?|stands? for|is short for|means?|abbreviates?|for|表示|指)(?![a-z])"
    r"(?! (?:the |a |their |this |an |ordinary |usual )*(?:product|multipl|all\b|every|each|any|some)|两数之积)",
    re.IGNORECASE,
)
"""A product of the note's own: $ab$ stands for $a + b$."""
_ENTROPY = re.compile(
    r"\$\s*(?P<letter>[HDIS])\s*\((?:[^$]*?)=[^$]*\$\s*(?:here )?(?:be|is|denotes?|for|as|the|,)\s*(?:the |a |our |called )*"
    r"(?P<what>(?:hartley|r[eé]nyi|tsallis|min-?|max-?|collision|quadratic|von neumann|topological)[- ]?\s*entropy)",
    re.IGNORECASE,
)
_MODULO = re.compile(
    r"\bmodulo\b|\bmod[ -]?\$?\d|\bxor\b|\bgf\s?\(|characteristic \$?\d|\\mathbb\s*\{?F|模\s*\$?\d|异或", re.IGNORECASE
)
_PART = re.compile(
    r"(?:\bsums?\b|\bsummations?\b|\bintegrals?\b|\$\s*\\(?:sum|int)[^$]{0,12}\$|\bindex \$\w\$|求和)\s*(?:here |below |always |all )*(?:(?:runs?|is|are|goes|extends?|taken|restricted) ){0,2}(?:only )?(?:over|from|skips?|excludes?|leaves? out|omits?|只|不含|除)(?P<what>(?:[^.;:$。；\n]|\$[^$\n]+\$){0,80})"
    r"|\bwe (?:only )?sum (?:only )?over(?P<what2>(?:[^.;:$。；\n]|\$[^$\n]+\$){0,80})",
    re.IGNORECASE,
)
_RESTRICTED = re.compile(
    r"skip|exclud|leav|omit|except|\bonly\b|distinct|half|\bpart\b|subset|\beven\b|\bodd\b|from (?:\$?\d|zero|two)|random|\bsome\b|seen|unit ball|positive|nonzero|with \$|\\neq?|>|<|\\setminus|只|除|不含",
    re.IGNORECASE,
)
_OF_THE_SUM = re.compile(
    r"(?<=\w |\$ )(?<!sum )(?<!sums )(?<!summation )(?<!integral )(?<!here )(?<!below )(?<!always )(?:is|are|was|equals?|gives?|vanishes|converges|diverges)\b(?! (?:only |always |here )?(?:over|from|restricted|taken|partial|truncated|not|limited|confined|incomplete|for|on)\b)|, so\b"
)
"""What follows is said of the sum, not of what it runs over: "the sum over all classes is positive"."""
_FINITE = re.compile(r"\bfinitely many\b|有限多")
_UNREAD = re.compile(
    r"\bdetermined by\b|\bcop(?:y|ies) of\b|\buncorrelated\b|\bequilibrium\b|\binvariant\b|\$\s*\\?\w+\s*\$\s+lies? (?:strictly )?between\b|\bconvex (?:weights?|combinations?|coefficients?)\b"
    r"|\$\s*[A-Z]\s*,\s*[A-Z]\s*\$ (?:be|are) i\.?i\.?d\b|决定|不相关",
    re.IGNORECASE,
)
"""Words by which a step may hold that fails in general, and which nothing reads."""
_NOT = re.compile(r"\b(?:not|n't|never|no|need not|if|unless|whether)\b|不(?!相关)", re.IGNORECASE)
_INFINITE = re.compile(
    r"\binfinite (?:entrop|alphabet|cross|set of (?:letters|symbols|outcomes|values)|support)|\bentrop\w+ (?:is|are|may be|can be|might be|be) infinite|[HD]\([^()$]*\)\s*=\s*\+?\\infty|\balphabet\w* (?:\$[^$]*\$ )?(?:is|are|may be|can be|be) (?:countabl|infinite|\$\\?(?:mathbb)?\s*\{?[NZR])"
    r"|\bcountabl\w+ (?:infinite )?(?:alphabet|set)|\b(?:geometric(?! (?:means?|series|sums?|averages?|progression|interpretation|intuition|picture|view|sense|meaning|margin))|poisson|zipf)\b|\bvalues in the (?:\w+ )?(?:integers|naturals)|无[穷限](?:字母|集)|可[数列]|熵为无穷",
    re.IGNORECASE,
)
_BASE = re.compile(
    r"\bbase\b[^.]{0,20}?(?:1/2|\\[dt]?frac\{?1\}?\{?2|0\.\d|one half|(?:<|less than|smaller than|below|under)\s*\$?\s*(?:1(?![\d.])|one\b))|底数?小于\s*\$?1",
    re.IGNORECASE,
)
_JUDGED = (Verdict.PROVED, Verdict.CONDITIONAL)


def against_standing(outcome: Outcome, context: Context) -> Outcome:
    """The outcome of a step, as far as the words of its section leave what is granted throughout."""
    if outcome.verdict not in (*_JUDGED, Verdict.REFUTED):
        return outcome
    outcome = averaged_under(outcome, context)
    calls = [n for x in (outcome.left, outcome.right) for n in s.walk(x) if isinstance(n, s.Call) and is_notion(n)]
    applied = [n for x in (outcome.left, outcome.right) for n in s.walk(x) if isinstance(n, s.Call)]
    heads = {n.function.head for n in applied if isinstance(n.function, s.Name) and n.function.sub is None}
    said = _said(context.whole)
    for letter, joint, words in (*said.notions, *_throughout(context.source)):
        if letter in heads and (not joint or any(len(n.arguments) == 2 and n.dividers == (",",) for n in calls)):
            return unused(outcome, f"the words of the note say that {letter} is something else: {words}")
    if calls and said.quantum:
        return unused(outcome, "the words of the note speak of quantum states")
    if outcome.verdict is Verdict.REFUTED:
        spoken = {n.head for x in (outcome.left, outcome.right) for n in s.walk(x) if isinstance(n, s.Name)}
        for names, words in said.unread:
            if names & spoken:
                return replace(
                    unused(outcome, f"it fails in general; what the words say was not used: {words}"),
                    counterexample=None,
                )
        return outcome
    if outcome.result is None:
        return outcome
    nodes = [n for x in (outcome.left, outcome.right) for n in s.walk(x)]
    orders = outcome.sign.op in ("<", "<=", ">", ">=")
    logarithms = bool(calls) or any(
        isinstance(n, s.Function) and n.name == "log" for x in (outcome.left, outcome.right) for n in s.walk(x)
    )
    if said.base and orders and logarithms:
        return unused(outcome, "the words of the note speak of a base below 1")
    if said.logarithm and any(isinstance(n, s.Function) and n.name == "log" for n in nodes):
        return unused(outcome, f"the words of the note say what log is: {said.logarithm}")
    numbers = not calls and not any(isinstance(n, s.Name) and is_law_name(n) for n in nodes)
    if numbers and (said.algebra or (said.modulo and orders)):
        return unused(outcome, "the words of the note speak of an arithmetic that is not that of real numbers")
    if said.parts and any(isinstance(n, s.Big) for n in nodes):
        outcome = under(outcome, f"the sums run over all that their signs tell, where the words say: {said.parts}")
    if said.zeros.of(_positive(outcome)):
        outcome = under(outcome, "the laws in it are positive everywhere, though the words of the note speak of zeros")
    if said.infinite and (
        calls or any(isinstance(n, s.Big) and n.upper is None for x in (outcome.left, outcome.right) for n in s.walk(x))
    ):
        outcome = under(outcome, "the alphabets are finite, though the words of the note speak of infinite ones")
    return outcome


def under(outcome: Outcome, words: str) -> Outcome:
    """The outcome under a further assumption."""
    payload = {"condition": words, "place": f"step {outcome.index}", "assumption": words, "limit": words}
    code, assumptions = outcome.code or CODE, (*outcome.assumptions, words)
    return replace(outcome, verdict=Verdict.CONDITIONAL, assumptions=assumptions, code=code, payload=payload)


class _Said:
    """What one text says against what is granted."""

    def __init__(self, text: str) -> None:
        text = HEADING.sub(" ", COMMENT.sub(" ", text))
        self.notions = [x for sentence in _STOP.split(text) for x in _notions(sentence)]
        self.unread = [
            (letters_of(x), m[0]) for x in _STOP.split(text) for m in _UNREAD.finditer(x) if not _NOT.search(x)
        ]
        self.quantum = _QUANTUM.search(text) is not None
        self.zeros = zeros_told(_STOP.split(text))
        self.infinite = _INFINITE.search(text) is not None
        logs = (" ".join(m["what"].split()) for m in _LOG.finditer(text))
        self.logarithm = next((x for x in logs if _LOGARITHM.search(x) is None or x.lstrip("$ ").startswith("-")), "")
        self.algebra = _ALGEBRA.search(text) is not None or _PRODUCT.search(text) is not None
        self.modulo = _MODULO.search(text) is not None
        parts = (_OF_THE_SUM.split(" ".join(m[0].split()), maxsplit=1)[0] for m in _PART.finditer(text))
        self.parts = next((x for x in parts if _RESTRICTED.search(x) and not _FINITE.search(x)), "")
        self.base = _BASE.search(text) is not None


@lru_cache(maxsize=8)
def _said(text: str) -> _Said:
    return _Said(text)


@lru_cache(maxsize=4)
def _throughout(text: str) -> tuple[tuple[str, bool, str], ...]:
    """What the text says of letters for the whole of it."""
    sentences = (x for x in _STOP.split(HEADING.sub(" ", COMMENT.sub(" ", text))) if _WHOLE.search(x) is not None)
    return tuple(x for sentence in sentences for x in _notions(sentence))


def _notions(sentence: str) -> Iterator[tuple[str, bool, str]]:
    """The letters of notions to which a sentence gives another meaning; whether to H(p, q) alone; and its words."""
    for m in _ENTROPY.finditer(sentence):
        yield m["letter"], False, m["what"]
    for m in _GIVEN.finditer(sentence):
        letter, rest, what = (m[k] or m[f"{k}2"] or "" for k in ("letter", "rest", "what"))
        arguments = re.fullmatch(r"\s*\(\s*(\\?\w+)\s*(?:,|;|\||\\mid|\\\|)\s*(\\?\w+)\s*\)\s*", rest)
        first, second = (re.escape(x) for x in arguments.groups()) if arguments is not None else ("", "")
        turned = arguments and re.search(
            rf"\$\s*{second}\s*\$\s*(?:given|conditional on|from|相对)\s*\$\s*{first}\s*\$|(?:under|over|关于)\s*\$\s*{second}\s*\$",
            what,
        )
        what = _REASON.split(what)[0]
        if (_OTHER.search(what) is not None and _SHANNON.search(what) is None) or turned or _FORMULA.match(what):
            yield letter, False, " ".join(what.split())
        elif "," in rest and re.search(r"\bjoint\b|联合", what) and re.search(r"\(\s*[pqPQ]\s*,", rest):
            yield letter, True, " ".join(what.split())


def _positive(outcome: Outcome) -> set[str]:
    """The names of the laws and functions without zeros under which it was shown."""
    theorem = outcome.result.theorem if outcome.result is not None else None
    names: set[str] = set()
    for h in theorem.hypotheses if theorem is not None else ():
        parts = constants_of([h])
        if ({"forall", "lt"} <= parts or {"forall", "not", "eq"} <= parts) and "imp" not in parts:
            names |= {v.name for v in h.free}
    return names
