"""Checks of the kernel that can be dropped without anything being provable that was not: each with the reason."""

from __future__ import annotations

from tests.campaign.kernel_mutations import Dropped

EQUIVALENT: dict[tuple[str, str], str] = {
    ("theorems.py", "sides[0].ty is real"): "what stands beside a numeral in an equation is a real number",
    (
        "theorems.py",
        "type(v) is Term and v.kind == VAR or fail('not a variable')",
    ): "the abstraction that follows refuses it",
    ("theorems.py", "v.kind == VAR"): "the abstraction that follows refuses it",
    ("theorems.py", "c.arg.ty.args[0] is not t.ty"): "the application that follows refuses it",
    ("arithmetic.py", "isinstance(a, Inverse)"): "only inverses are among those to be cleared",
    ("arithmetic.py", "len(result) <= MAX_TERMS or fail('normal form too large')"): (
        "of an identity, the terms before a divisor is cleared are no fewer; in a sum it is asked for elsewhere"
    ),
    ("substitution.py", "type(domain) is not Type"): "the type of the function cannot be made",
    (
        "substitution.py",
        "type(kind) is int",
    ): "a copy is built by functions that refuse what is no term; only its statement counts",
    (
        "substitution.py",
        "type(t.ty) is Type",
    ): "a copy is built by functions that refuse what is no term; only its statement counts",
    ("substitution.py", "type(t.index) is int"): "the index is made by a function that refuses it",
    ("types.py", "op[:1] in"): "the pattern of names asks for the same",
    (
        "certificates.py",
        "type(row[0]) is str",
    ): "what is no name is no key of the table of rules; what is found there is a rule, whatever found it",
    (
        "certificates.py",
        "len(row) == len(kinds) + 1",
    ): "letters and arguments are paired strictly: a ValueError, which is reported as damage",
    ("certificates.py", "type(x) is str or fail('a name is needed')"): "the two rules that take a name ask the same",
    (
        "certificates.py",
        "type(text) is str",
    ): "what is no text matches no pattern: a TypeError, which is reported as damage",
    (
        "archive.py",
        "type(name) is str",
    ): "what is no name is no key of the table of rules: a TypeError, which is reported as damage",
}
"""By the file and a beginning of what is dropped."""


def reason(mutant: Dropped) -> str | None:
    """Why no test can notice the mutant; None when one should."""
    for (file, what), words in EQUIVALENT.items():
        if mutant.file == file and mutant.what.startswith(what):
            return words
    return None
