"""Words and signs by which a text states conditions: independence, chains, laws that are alike, functions that are one-to-one."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set

PERP = re.compile(r"(\\(?:perp|bot|Perp|independent|indep|upmodels)|⊥|⫫)(\\!|\\perp|\\bot|⊥)*")
ARROW = re.compile(
    r"\\(?:long)?(?:left)?rightarrow|\\to|→|↔|⟶|(?<=[A-Z])\s*-{1,2}\s*(?=[A-Z]\s*-)|(?<=-[A-Z])\s*-{1,2}\s*(?=[A-Z])"
)
VARIABLE = r"[A-Z](?:_\d+)?"
DASHES = re.compile(r"(?<![A-Za-z(=+])[A-Z](?:\s*(?:--?|\u2013|\u2014)\s*[A-Z]){2,}(?![A-Za-z(=+])")
"""X - Y - Z, the other way to write a Markov chain."""
NOISE = re.compile(
    r"\\(?:left|right|[,;!: ]|quad|qquad|mathrm|mathbf|mathsf|boldsymbol|bm|mathit|text|displaystyle|operatorname|big|Big)(?![a-z])|[{}\s$*]"
)
NEGATED = re.compile(
    r"\bnot (\w+ )?independent|n't (\w+ )?independent|\bdependent|without|regardless|whether or not|even (if|when|though)|in general\b"
    r"|不独立|不一定|无论|不管|非独立|相关|一般情况"
)
OPENER = re.compile(
    r"\b(if|when|whenever|where|for|given that|assum\w*|suppos\w*|let|under|unless|provided|since|because|with|subject to|such that|as|i\.e\.|set(ting)?|tak(e|ing)|denote\w*|defin\w*|in (the|this) case)\b"
    r"|当|若|如果|假设|假定|设|由于|因为|令|其中|时|满足|约束|取|记"
)
INDEPENDENT = re.compile(r"\bi\.?i\.?d\b|\bindependen|\bmarkov|独立|马尔可?科?夫")
INDEPENDENT_VARIABLES = re.compile(
    r"\bi\.?i\.?d\b|独立同分布|相互独立|\b(are|is|were|be) (all |mutually |statistically )?independent"
    r"|\bindependent(ly)? (and identically|(random |discrete )?(variables|samples|draws|observations|copies|tosses|symbols))"
)
"""Words by which a text says of its variables that they are independent."""
CONDITIONALLY = re.compile(r"conditional(ly)? independen|条件独立|pairwise|两两")
GIVEN_CLASS = re.compile(r"conditional(ly)? independen|条件独立|na[iï]ve bayes|朴素贝叶斯|樸素貝葉斯")
"""Words by which a text says of features that they are independent given their class."""
ONE_HOT = re.compile(
    r"(?<!\bas for )(?<!\bas with )(?<!\blike for )(?<!\blike with )(?:\bone[- ]?hot|\bhard (label|target)|独热)"
)
"""That the target is a point; "as for one-hot targets" compares with that."""
OF_LAWS = re.compile(
    r"\bdeterministic|\bis a function of|\bbijecti|\binvertible|\bone[- ]to[- ]one|\bfair\b|\buniform|\bequally likely|\bequiprobable"
    r"|\bsymmetric (matrix|channel|distribution)|\bidentical|\bdisjoint|\bmutually exclusive|\bbernoulli|\bgaussian|\bnormal(ly)? distribut"
    r"|\bstationar|\bergodic|平稳|\bsufficient statistic|\bmismatch|\bdegenerate|\bsame distribution|\bpoint mass|\bdirac|\bbinary (label|classif|case|variable|random)"
    r"|\bsubject to\b|\bconstraints?\b|(?<!不)确定性(的)?(函数|映射)|完全(确定|相同|一致)|双射|可逆|均匀|等概|互斥|伯努利|高斯|充分统计|二分类|二项分布|两点分布|约束|(?<!独立)同分布|的函数"
)
MODELS = re.compile(
    r"\b(?:bi|tri|uni|n-?|skip-?)-?gram|\bmean[- ]field|\bfactor(?:i[sz])?e[sd]?\b|\bfactori[sz]ations?\b|\bgraphical model|\bbayes(?:ian)? net|\bhidden markov|\bhmms?\b|\bstate[- ]space"
    r"|二元语法|平均场|分解为|图模型"
)
"""Words for models in which a joint law is a product that it is not in general."""
OF_EVERY_LAW = re.compile(r"chain rule|product rule|\b(?:always|any|every|in general)\b|链式|总是|任意")
IN_A_CASE = re.compile(
    r"(\b(if|when|whenever|unless|suppose|assume)\b|如果|若|当)[^.。]{0,120}?(\bmatch|\bcoincid|\b(the )?same\b|\b(is|are) equal|\bequals?\b|\bperfect|\bidentical"
    r"|\bconstant\b|\bonly one\b|\bdiffer|\bcertain\b|\bknown\b|相同|相等|一致|不同|确定|已知|完美|等于)"
)
LAW = r"[pqrPQR](?:_?(?:\\theta|\\phi|data|model|true)|\^\*)?"
EQUAL_LAWS = re.compile(rf"({LAW})(?:\(\.?[a-z\\cdot]*\))?(=|\\equiv|\\ne(?:q)?|≠)({LAW})(?:\(\.?[a-z\\cdot]*\))?")
ALIKE = re.compile(
    r"\bmatch(es|ed)?\b|\bcoincid|\bidentical|\b(the )?same\b|\b(is|are|be) equal|\bequals\b|\bagree\b|完全相同|相同|相等|一致|等于"
)
UNLIKE = re.compile(
    r"\bmismatch|\bdiffer(s|ent)?\b|\bnot (the )?(same|identical|equal)|\bdo(es)? not match|\bdistinct|不同|不等|不一致|不匹配"
)
BOTH = re.compile(r"\bi\.?i\.?d\b|独立同分布|independent(ly)? and identically")
ONE_LAW = re.compile(BOTH.pattern + r"|\bidentically distributed|\bthe same (distribution|law)|同分布")
ONE_TO_ONE = re.compile(r"\bone[- ]to[- ]one\b|\binjecti\w+|\bbijecti\w+|\binvertible\b|双射|单射|可逆|一一对应|一对一")
NOT_ONE_TO_ONE = re.compile(
    r"\b(not|no|need not be|isn't|neither|non)[- ]?\s*(\w+ ){0,2}(one[- ]to[- ]one|injecti|bijecti|invertible)|unless|不可逆|(不|非)(是)?(单射|双射|一一)"
)
ALIKE_IN_PART = re.compile(
    r"\b(about|almost|nearly|approximately|roughly|close to|not quite|similar)\b|\b(mean|variance|moment|support|entropy|marginal|shape|family|mode|median)s?\b"
    r"|\b(agree|match(es)?|coincide|equal)s? (on|at|in|up to)\b|\bsome\b|近似|几乎|支撑|均值|方差|边缘"
)
"""Words by which laws are alike in a part of what they are, or nearly."""
MATH = re.compile(r"\$\$(.+?)\$\$|\$([^$\n]+)\$|\\\((.+?)\\\)|\\\[(.+?)\\\]", re.DOTALL)
SIMPLE = re.compile(r"[A-Za-z0-9\\_^.,/()|;:'\-+]+")
COMPUTED = re.compile(
    r"\\(?:sum|prod|int|log|ln|lg|exp|sigma|E|mathbb|max|min|arg|operatorname|sqrt)|(?<![A-Za-z\\])[HDI]\(|\\?(?:d|l)?dots|D_|KL|softmax"
)


COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
LIMIT_WORDS = (
    "law of large numbers", "large number", "limit", "asymptotic", "converge", "n \\to", "m \\to", "\\to\\infty", "\\to \\infty", "infinite data", "infinitely many",
    "approximat", "monte carlo", "tends to", "大数", "极限", "趋于", "收敛", "近似", "渐近", "无穷", "large n", "large sample", "lln",
)  # fmt: skip
"""Words by which a text speaks of a limit or of an approximation."""
UNIT_AFTER = re.compile(
    r"\s*(?:\$+|\\\)|\\\])?\s*(?:\*\*|_)?(bits?|nats?|shannons?|hartleys?|dits?|bans?|比特|奈特|纳特|哈特莱|哈特利)(?![a-z])",
    re.IGNORECASE,
)
FLAT = re.compile(
    r"uniform|\bflat\b|constant|equally|equiprob|(un|non-?)informative|improper|ignor|independen|均匀|平坦|常数|等概|无信息|独立|忽略",
    re.IGNORECASE,
)
"""Words that say of a law that it is the same everywhere, so that it may be left out of a product."""
UNIFORM = re.compile(r"\buniform(ly)?|均匀", re.IGNORECASE)
_CALLED_UNIFORM = re.compile(
    r"\$\s*([a-z])[^$]*\$\s*(?:be|is|are|denotes?|为|是|表示|记)?\s*(?:the|a|an)?\s*(?:discrete )?(?:uniform|均匀)"
    r"|(?:\buniform|均匀)\s*(?:law|distribution|pmf|分布)?\s*\$\s*([a-z])[^$]*\$"
)
_NORMED = re.compile(
    r"(?:\bsubject to(?: the constraint)?(?: that)?|\bconstraints?(?: that)?|约束(?:条件)?)\s*\$\s*\\sum_?(?:\{[^{}]*\}|\w)?(?:\^(?:\{[^{}]*\}|\w))?"
    r"\s*([A-Za-z])(?:_(?:\w|\{\w\})|\(\w\))\s*=\s*1\s*\$"
)


def uniform_is_another(lower: str, names: Set[str]) -> bool:
    """Whether what the text, in small letters, calls uniform is a law by another name: "let $u$ be the uniform law"."""
    called = [m[1] or m[2] for m in _CALLED_UNIFORM.finditer(lower)]
    return len(called) == len(UNIFORM.findall(lower)) > 0 and not any(
        name[:1] == letter for letter in called for name in names
    )


def without_norms(text: str, laws: Sequence[str]) -> str:
    """The text without the constraint that the probabilities of one of these laws sum to one, which is no condition."""
    return _NORMED.sub(lambda m: " " if m[1] in laws else m[0], text)


_GENERAL_CASE = re.compile(r"[;；]\s*(?:but |and |while |whereas |而|但)?(?:in general|generally|一般)", re.IGNORECASE)


def own_clause(own: str) -> str:
    """The sentence without what it says of the general case, beside the one of a step: "for independent X, Y ..; in general .."."""
    before, mark, after = own.partition("\x00")
    return _GENERAL_CASE.split(before)[-1] + mark + _GENERAL_CASE.split(after)[0]


def inside(m: re.Match[str]) -> str:
    """What stands between the delimiters of a formula."""
    return next(g for g in m.groups() if g)


def compact(text: str) -> str:
    """LaTeX without blanks, braces and fonts; the signs of independence and the arrows as one sign each."""
    text = PERP.sub("⊥", ARROW.sub("→", text))
    text = re.sub(r"\\(?:mid|vert|lvert|rvert|given)(?![a-z])", "|", text)
    return NOISE.sub("", text)
