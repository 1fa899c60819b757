"""Sentences that say of names that they depend on others, or are no constants, in whatever words: "the baseline $b$ may depend on the action $a$".

What `ties_in_words` reads are the forms in which it is known which name depends on which. Here the words of dependence and
the names of one sentence are enough: a step that needs the contrary is not judged, unless the sentence denies it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from functools import lru_cache

from symbolic_it.notes import syntax as s
from symbolic_it.notes.letters import is_law_name, parameter_of
from symbolic_it.notes.symbols import Unclear, key_of, names_bound
from symbolic_it.review.condition_words import COMMENT, MATH

_DEPENDS = re.compile(
    r"\bdepend(?:s|ed|ing|ent|ence)?\b|(?:\b(?:is|are|be|being|as)|[:|,]) +(?:itself )?(?:an?|the) (?:\w+ ){0,2}functions? of\b|\b(?:norm|square|logarithm|product) of\b|\bvar(?:y|ies|ied|ying)\b"
    r"|\bchang(?:es?|ing)\b|\bdiffer(?:s|ing)?\b|\bdifferent for\b|\bshift(?:s|ed|ing)?\b|\bupdated (?:with|along|together)|\bshar(?:es?|ing) (?:its|the|their) (?:param|weight)"
    r"|\btuned (?:with|together|along|jointly)|\bterms? (?:\w+ )?in\s*$|\b(?:hides?|contains?|absorbs?|collects?|involves?)\b|\bin terms of\b|\bgiven over\b|\bposterior\b"
    r"|\b(?:computed|determined|obtained|derived) (?:from|by|with|using|under)\b"
    r"|依赖|取决|有关|相关|变化|不同|而异|函数|对应|随"
)
_OF = re.compile(
    r"\b(?:mean|variance|moment|value|average|expectation|weight|score|logit|reward|length|cost|loss)s? (?:under|of)\b"
)
"""Of a letter or an action, a value may be another for each; that of a variable is a number."""
_ALONE = re.compile(
    r"\b(?:not|no|never|hardly|isn't|non-?) ?(?:an? |really |necessarily |in fact )*constants?\b|\bnon-?constant\b|[a-z]-dependent\b|\bdepend\w* on (?:the |an? |which )?(?:outcome|class|sample|letter|symbol|input|index|action|state|draw)\b|\b(?:decays?|decreas\w+|increas\w+|grows?|anneal\w+)\b"
    r"|\b(?:differs?|different|var(?:y|ies|ying)|chang(?:es|ing)) (?:for|from|in|with|per|by|between|across|at)\b|\b(?:each|every|any)\b.{0,40}\b(?:has|have|gets?|carries|comes with|there (?:is|exists))\b|\bof (?:an?|the|each|every) (?:letter|class|sample|outcome|symbol|point|observation|word|token|action|state)\b"
    r"|不是?(?:一个)?常[数量]|非常数|而异|各不相同|每[个一].{0,20}(?:对应|有)|随.{0,12}变|(?:依赖于?|取决于)(?:类别|样本|结果|符号|动作|状态|下标)"
)
"""Words by which a name alone is no constant, whatever it is that runs."""
_RANDOM = re.compile(
    r"\b(?:is|are|be) (?:itself |also |again |here )?(?:an? )?random\b(?! (?:sample|walk|number of|choice))|\bdrawn at random\b|\bcorrelated with\b|随机变?[量数]"
)
_DENIED = re.compile(
    r"\b(?:not|n't|never|no longer|neither|nor|none|nothing|without|independent\w*|independently|free of|regardless|constants?|fixed|irrelevant|same|unchanged|contains? no)\b|无关|不依赖|不取决|不随|独立|固定|相同|常[数量]"
)
_NO_CONSTANT = re.compile(
    r"\b(?:not|no|never|isn't|non-?) ?(?:an? |really |necessarily )*constants?\b|不是?(?:一个)?常[数量]|constants? (?:that|which|,)[^.]{0,20}(?<!not )\bdepend(?:s|ing)?\b|常[数量][^。，]{0,30}有关"
)
_STOP = re.compile(r"(?<=[.;!?])\s|[。；！？]|;(?=[一-鿿])|\n\s*\n|\n(?=\s*[|*\-])|\x00")
_NAME = re.compile(r"\s*\\?[A-Za-z]+(?:\^\{?2\}?)?\s*")
_LETTERS = re.compile(r"\\([A-Za-z]+)|(?<![A-Za-z\\])([A-Za-z])(?![A-Za-z])")
_SLOPE = re.compile(
    r"\\[dt]?frac\s*\{\s*(?:\\partial|d|\\mathrm\{d\})\s*(?P<name>\\?[A-Za-z]+)\s*\}\s*\{\s*(?:\\partial|d|\\mathrm\{d\})\s*(?P<on>\\?[A-Za-z]+)\s*\}"
    r"(?=\s*(?:=|\\ne|>|<|\\neq))"
)
_MAPS = re.compile(r"\\nabla_\{?(?P<on>\\?[A-Za-z]+)\}?\s*(?P<name>\\?[A-Za-z]+)(?=\s*\\neq?)")
_SENT = re.compile(r"(?P<on>\\?[A-Za-z]+)\s*\\mapsto\s*(?P<name>\\?[A-Za-z]+)\s*$")
_OWN = re.compile(r"\s*(?P<name>\\?[A-Za-z]+)\s*(?::?=|\\equiv)\s*(?P=name)\s*\((?P<on>[^()]*)\)\s*")
_ZERO = re.compile(r"\s*=\s*0(?![.\d])")
_LAW_OF = re.compile(
    r"\s*(?P<name>[A-Za-z])\s*\((?P<arguments>[^()]*)\)\s*(?::?=|\\equiv|\\propto|\\approx|\\coloneqq|\\triangleq)(?P<value>.*)",
    re.DOTALL,
)
_FIXED = re.compile(
    r"\b(?:hold|keep|leav|treat|fix)(?:s|ing|e)? \$(?P<a>[A-Za-z])(?:\([^()$]*\))?\$ (?:fixed|constant|as it is|as (?:fixed|(?:a )?constant))\b|\$(?P<b>[A-Za-z])(?:\([^()$]*\))?\$ (?:is |being )?(?:then |now )?(?:held |kept )(?:fixed|constant)\b|\b(?:for|with) (?:a )?fixed \$(?P<c>[A-Za-z])(?:\([^()$]*\))?\$"
    r"|\$(?:H\()?(?P<d>[A-Za-z])(?:\([^()$]*\))?\)?\$,? (?:which )?(?:does not depend on|is (?:constant with respect to|constant in|independent of)) \$\\(?P<of>theta|phi|psi)\$|\b[Tt]he entropy(?: term)?,? (?:which )?does not depend on \$\\(?P<free>theta|phi|psi)\$|熵项?\s?(?:\$H\((?P<f>[a-z])\)\$ )?与 ?\$\\(?P<zh>theta|phi|psi)\$ ?无关|固定 ?\$(?P<e>[A-Za-z])(?:\([^()$]*\))?\$"
)
"""A law that is set by a parameter and then kept: "in the M-step we hold $q$ fixed"."""
_NOT_FIXED = re.compile(
    r"\b(?:if|when|unless|were|do not|don't|never|cannot|no longer|not (?:be )?(?:held|kept|hold|keep)|instead of|rather than)\b|不固定|不能固定|如果|若"
)
_STEMS = ("log", "ln", "exp", "sum", "frac", "mathbb", "mathcal", "mathrm", "text", "hat", "tilde", "bar", "mid", "in", "dots", "ldots", "le", "ge")  # fmt: skip
_PARAMETERS = ("theta", "phi", "psi", "vartheta", "varphi")
_VARIABLES = frozenset("UVWXYZT")
ANY = "*"
"""Stands for whatever runs."""


@lru_cache(maxsize=16)
def said_to_depend(text: str) -> dict[str, frozenset[str]]:
    """The names of which a sentence of the text may say that they depend on others, with these."""
    found: dict[str, frozenset[str]] = {}
    sentences = _STOP.split(COMMENT.sub(" ", text))
    fixed = {x for y in sentences if _NOT_FIXED.search(y) is None for x in _kept(y)}
    for sentence in sentences:
        formulas = [next(g for g in m.groups() if g) for m in MATH.finditer(sentence)]
        for formula in formulas:
            for name, on in _in_formula(formula):
                found[name] = found.get(name, frozenset()) | on
            for name, on in _law_in_formula(formula):
                if varied := frozenset(x for x in on if not {(name, x), (name, ANY), (ANY, x)} & fixed):
                    found[name] = found.get(name, frozenset()) | varied
        names = [key for f in formulas if (key := _name(f))]
        if not names:
            continue
        words = MATH.sub(" ", sentence).lower()
        if not (_NO_CONSTANT.search(words) or not _DENIED.search(words)):
            continue
        short = [f for f in formulas if "=" not in f and len(f) < 30]
        heads = frozenset(x for f in short for x in _heads(f))
        alone = _ALONE.search(words) is not None
        random = _RANDOM.search(words) is not None
        depends = alone or _DEPENDS.search(words) is not None
        for name in {*names, *(_function(f) for f in short)} - {""}:
            if random and name[:1].islower():
                found[name] = found.get(name, frozenset()) | {ANY}
            if alone and len(heads) == 1 and name not in _PARAMETERS:
                found[name] = found.get(name, frozenset()) | {ANY}
            on = heads if depends else heads - _VARIABLES if _OF.search(words) is not None else frozenset()
            if on - {name}:
                found[name] = found.get(name, frozenset()) | (on - {name})
    return found


def _kept(sentence: str) -> Iterator[tuple[str, str]]:
    """The laws that a sentence keeps fixed, or any, each with the parameter of which it speaks, or any."""
    for m in _FIXED.finditer(sentence):
        parameter = m["of"] or m["free"] or m["zh"] or ANY
        yield next((x for k in "abcdef" if (x := m[k])), ANY), parameter


def _name(formula: str) -> str:
    """The name that stands alone in a formula, or its square; empty where there is more."""
    return formula.strip().lstrip("\\").partition("^")[0] if _NAME.fullmatch(formula) else ""


def _in_formula(formula: str) -> Iterator[tuple[str, frozenset[str]]]:
    """What a formula says that a name depends on: \\theta \\mapsto c, dc/d\\theta = 1."""
    for m in (*_SLOPE.finditer(formula), *_MAPS.finditer(formula), *_SENT.finditer(formula)):
        if _ZERO.match(formula[m.end() :]) is None:
            yield m["name"].lstrip("\\"), frozenset((m["on"].lstrip("\\"),))
    if (own := _OWN.fullmatch(formula)) is not None:
        yield own["name"].lstrip("\\"), frozenset(_heads(own["on"]))


def _law_in_formula(formula: str) -> Iterator[tuple[str, frozenset[str]]]:
    """A law that a formula sets by one with a parameter: q(z) = p_\\theta(z|x)."""
    if (law := _LAW_OF.match(formula)) is not None:
        if on := frozenset(x for x in _PARAMETERS if re.search(rf"\\{x}(?![a-z'_^])", law["value"])):
            if not re.search(r"\\(?:theta|phi|psi)", law["arguments"]):
                yield law["name"], on


def _function(formula: str) -> str:
    """q of q(z), whose values are spoken of."""
    m = re.fullmatch(r"\s*([A-Za-z])\s*\(\s*\\?[A-Za-z]+\s*\)\s*", formula)
    return m[1] if m is not None else ""


def _heads(formula: str) -> set[str]:
    return {m[1] or m[2] for m in _LETTERS.finditer(formula)} - set(_STEMS)


def refuse_dependent(sides: Sequence[s.Node], text: str) -> None:
    """Raises Unclear where a name stands as a constant inside of what runs, and the text may say that it is none."""
    said = said_to_depend(text)
    if not said:
        return
    for node in (n for x in sides for n in s.walk(x)):
        runs = names_bound(node)
        body = getattr(node, "body", None)
        derived = isinstance(node, s.Derivative) and isinstance(node.variable, s.Name)
        if isinstance(node, s.Derivative) and isinstance(node.variable, s.Name):
            runs = runs | {key_of(node.variable)}
        if isinstance(node, s.Expectation) and isinstance(body, s.Node):
            capitals = {n.head for n in s.walk(body) if isinstance(n, s.Name) and n.head in _VARIABLES}
            runs = runs | capitals | {ANY}
        if not runs or not isinstance(body, s.Node):
            continue
        varied = derived or isinstance(node, s.Optimum)
        for name in _constants(body, runs, laws=varied):
            on = said.get(key_of(name), frozenset())
            if (on & runs or ANY in on) and key_of(name) not in runs:
                raise Unclear(
                    name, f"{s.spelled_name(name) or name.head} may depend on what runs here, as the note says"
                )


def _constants(body: s.Node, runs: AbstractSet[str], laws: bool) -> list[s.Name]:
    """The names without index and argument that stand for values; ``laws``: and laws without a parameter."""
    inside = {
        id(x)
        for n in s.walk(body)
        if isinstance(n, s.Call)
        for a in n.arguments
        for x in s.walk(a)
        if not laws or is_law_name(n.function)
    }
    functions = {id(n.function): n for n in s.walk(body) if isinstance(n, s.Call)}
    below = {id(x) for n in s.walk(body) if isinstance(n, s.Name) and n.sub is not None for x in s.walk(n.sub)}
    found = []
    for n in s.walk(body):
        if not isinstance(n, s.Name) or n.sub is not None or id(n) in inside | below or parameter_of(n) is not None:
            continue
        call = functions.get(id(n))
        if call is not None and not (laws and is_law_name(n)):
            continue
        if call is not None and any(
            isinstance(x, s.Name) and key_of(x) in runs for a in call.arguments for x in s.walk(a)
        ):
            continue  # p(D | theta)
        found.append(n)
    return found
