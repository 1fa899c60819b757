"""The text of the derivation file that ``symbolic-it new`` writes."""

from __future__ import annotations

import keyword

_USED = frozenset(("alphabet", "derivation", "law", "log", "x"))
"""Names that the file below gives a meaning."""

_TEXT = '''\
"""@TITLE@."""

from symbolic_it import D, H, Sum, alphabet, derivation, law, log

X = alphabet("X")
x = X.outcome("x")
P, Q = law("P", X), law("Q", X)


@derivation("@NAME@", given=[P << Q])
def @FUNCTION@(d):
    """@TITLE@.

    Say here what is shown and why it matters; formulas stand between dollars, as in $D(P \\\\| Q)$.
    """
    # A step names the rules that it uses (`symbolic-it list rules`), or none: then a proof is searched for.
    d.chain(D(P, Q)).eq(
        Sum(x, P(x) * log(P(x) / Q(x))),
        by="divergence-definition",
    ).eq(
        H(P, Q) - H(P),
    )
'''


def scaffold(name: str) -> str:
    """The file for a derivation of this name (words joined by hyphens)."""
    title = name.replace("-", " ").capitalize()
    function = name.replace("-", "_")
    if keyword.iskeyword(function) or function in _USED:
        function += "_"
    return _TEXT.replace("@TITLE@", title).replace("@NAME@", name).replace("@FUNCTION@", function)
