"""Words by which a relation states a condition or a choice, or is what follows from one."""

from __future__ import annotations

import re

LET = re.compile(
    r"\b(let|suppose|assume|assuming|set|setting|take|taking|put|choose|consider|given|uniform|where|with)\b|设|令|假设|假定|取|记"
)
LET_OR_DEFINE = re.compile(r"\b(let|define|defines|defined|denote|put|set|where|call)\b|设|令|定义|记")
IF = re.compile(
    r"\b(if|when|whenever|unless|as soon as|(so|as) long as|provided|only|for|false|never|untrue)\b[^.]*$|如果|若|当"
)
IN_CASE = re.compile(r"(\b(if|when|whenever|as soon as|as long as|provided( that)?|unless)|当|若|如果|只要)\s*\$*\s*$")
WHEN = re.compile(r"\b(if|iff|when|whenever|unless|as soon as|as long as)\b[^,]*$|如果[^，]*$|当[^，]*$|若[^，]*$")
OF_ALL = re.compile(
    r"[\s$\\),]*(?:(?:for|at) (?:all|every|each|any)\b|everywhere\b|identically\b|对(?:于)?(?:所有|任意|一切|每))"
)
SUBJECT = re.compile(r"(subject to|\bs\.t\.|[Cc]onstraints?\b|约束)[^\x00.。]*\x00")
CONDITION = re.compile(
    r"\b(if|iff|when|whenever|where|unless|for|case|cases|suppose|assum\w*|let|given|since|because|condition\w*|equal\w*|independen\w*|zero|identical"
    r"|same|minim\w*|maxim\w*|attain\w*|achiev\w*|hold\w*|implies|then|uniform|determin\w*|constant|possible|example|exactly|only|perfect\w*|must|want|goal)\b"
    r"|[若当设零]|如果|假设|独立|等号|为0|相等|相同|最小|最大|均匀"
)
THEN = re.compile(
    r"(\b(then|so|hence|thus|therefore|we (have|get|obtain))|则|那么|因此|所以|于是|得到?)[\s,:，：$\\(\[]*$"
)
SUPPOSED = re.compile(
    r"(\b(if|when|whenever|suppose|supposing|assume|assuming|provided|given that|such that|satisf(y|ies|ying))|如果|假设|假定|若|当|设|满足)"
    r"(,|，| that| we have|有)?\s*[$(\\]*$"
)
AND = re.compile(r"[$)]\s*(and( that)?|且|并且|以及|和|,|，)\s*[$(\\]*$")
BESIDE = re.compile(r"\$[^$]*\$|\\\(.*?\\\)|\band\b|[和且与、]")
