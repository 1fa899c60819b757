"""The commands of TeX that formulas use, by what they mean to the parser."""

from __future__ import annotations

GREEK = {
    "\\" + name: name.removeprefix("var")
    for name in [
        "alpha",
        "beta",
        "gamma",
        "delta",
        "epsilon",
        "varepsilon",
        "zeta",
        "eta",
        "theta",
        "vartheta",
        "iota",
        "kappa",
        "lambda",
        "mu",
        "nu",
        "xi",
        "pi",
        "rho",
        "varrho",
        "sigma",
        "tau",
        "upsilon",
        "phi",
        "varphi",
        "chi",
        "psi",
        "omega",
        "Gamma",
        "Delta",
        "Theta",
        "Lambda",
        "Xi",
        "Pi",
        "Sigma",
        "Upsilon",
        "Phi",
        "Psi",
        "Omega",
        "ell",
        "imath",
        "jmath",
    ]
}
GREEK |= {
    r"\ell": "ell",
    r"\star": "star",
    r"\ast": "star",
    r"\top": "top",
    r"\prime": "prime",
    r"\dagger": "dagger",
    r"\intercal": "top",
}

FUNCTIONS = {
    r"\log": "log", r"\ln": "ln", r"\lg": "lg", r"\lb": "lb", r"\exp": "exp", r"\sin": "sin", r"\cos": "cos", r"\tanh": "tanh",
}  # fmt: skip
OPTIMA = {
    r"\argmax": "argmax", r"\argmin": "argmin", r"\max": "max", r"\min": "min", r"\sup": "max", r"\inf": "min", r"\lim": "lim",
    r"\operatornamewithlimits": "",
}  # fmt: skip
WORD_FUNCTIONS = {
    "log": r"\log", "ln": r"\ln", "lg": r"\lg", "exp": r"\exp", "argmax": r"\argmax", "argmin": r"\argmin", "max": r"\max", "min": r"\min",
    "lim": r"\lim", "log2": r"\lb", "sup": r"\sup", "inf": r"\inf",
}  # fmt: skip
BIG = {r"\sum": "sum", r"\prod": "prod", r"\int": "int", r"\iint": "int", r"\Sigma ": "sum", r"\sum\nolimits": "sum"}
FONTS = {
    r"\mathbf": "", r"\boldsymbol": "", r"\bm": "", r"\pmb": "", r"\mathcal": "cal", r"\mathbb": "bb", r"\mathds": "bb", r"\mathfrak": "",
    r"\mathscr": "cal", r"\cal": "cal", r"\bf": "", r"\rm": "", r"\bold": "", r"\Bbb": "bb", r"\vec": "",
}  # fmt: skip
ACCENTS = {
    r"\hat": "hat", r"\widehat": "hat", r"\tilde": "tilde", r"\widetilde": "tilde", r"\bar": "bar", r"\overline": "bar", r"\check": "check",
    r"\dot": "dot", r"\underline": "",
}  # fmt: skip
WRAPPERS = frozenset((
    r"\underbrace", r"\overbrace", r"\boxed", r"\color", r"\textcolor", r"\colorbox", r"\cancel", r"\mathord", r"\mathrel", r"\mathbin",
    r"\fbox", r"\ensuremath", r"\href", r"\class", r"\phantom", r"\smash", r"\bcancel",
))  # fmt: skip
OPERATORS = (r"\cdot", r"\times", "*", "/", r"\div", r"\ast", r"\odot_", "·")
DOTS = (r"\cdots", r"\dots", r"\ldots", r"\dotsb", r"\dotsc", r"\dotsm")
DIVIDERS = frozenset((r"\|", r"\parallel", r"\Vert", r"\lVert", r"\rVert", r"\Arrowvert", r"\mid", r"\vert", r"\given", r"\middle|", r"\rvert", r"\rceil"))  # fmt: skip
CLOSING = frozenset((")", "]", "}", r"\}", r"\rbrace", r"\rbrack", ",", ";", "&", "\\\\", r"\end", ".", r"\quad", r"\qquad", ":", r"\rvert"))  # fmt: skip
IGNORED = (
    r"\,",
    r"\mathclose",
    r"\mathopen",
    r"\mathpunct",
    r"\!",
    r"\;",
    r"\hspace",
    r"\vspace",
    r"\mkern",
    r"\kern",
    r"\tiny",
    r"\bigg.",
)
GUESSED = {
    r"\E": "E", r"\EE": "E", r"\Ebb": "E", r"\bbE": "E", r"\Exp": "E", r"\Expect": "E", r"\expect": "E", r"\expec": "E", r"\Var": "Var", r"\KL": "KL", r"\DKL": "KL", r"\kl": "KL",
    r"\Prob": "P", r"\prob": "P",
}  # fmt: skip
"""Commands that a document defines elsewhere, whose names say what they are."""
UNITS = frozenset(("bit", "bits", "nat", "nats", "ban", "shannon", "shannons", "比特", "奈特", "纳特"))

RELATIONS = {
    "=": "=", "<": "<", ">": ">", r"\lt": "<", r"\gt": ">", r"\le": "<=", r"\leq": "<=", r"\leqslant": "<=", r"\leqq": "<=", r"\ge": ">=",
    r"\geq": ">=", r"\geqslant": ">=", r"\geqq": ">=", r"\ne": "!=", r"\neq": "!=", r"\approx": "~=", r"\simeq": "~=", r"\doteq": "~=",
    r"\approxeq": "~=", r"\cong": "~=", r"\thickapprox": "~=", r"\coloneqq": ":=", r"\triangleq": ":=", r"\defeq": ":=", r"\equiv": "==", r"\doteqdot": ":=",
    r"\to": "->", r"\rightarrow": "->", r"\longrightarrow": "->", r"\xrightarrow": "->", r"\xlongrightarrow": "->", r"\Rightarrow": "=>",
    r"\implies": "=>", r"\Longrightarrow": "=>", r"\xRightarrow": "=>", r"\therefore": "=>", r"\iff": "<=>", r"\Leftrightarrow": "<=>",
    r"\Longleftrightarrow": "<=>", r"\in": "in", r"\propto": "propto", r"\sim": "~", r"\thicksim": "~", r"\ll": "<<", r"\not": "not", r"\notin": "not in",
    r"\xlongequal": "=", r"\leftarrow": ":=", r"\gets": ":=", r"\subset": "subset", r"\subseteq": "subset", r"\gg": "<<", r"\perp": "perp",
    r"\bot": "perp", r"\mapsto": "->", r"\uparrow": "up", r"\downarrow": "down", r"\nearrow": "up", r"\searrow": "down", r"\setminus": "minus",
    r"\cup": "cup", r"\cap": "cap", r"\wedge": "and", r"\land": "and", r"\lor": "or", r"\forall": "forall", r"\because": "because", r"\lesssim": "~=",
    r"\questeq": "?=",
}  # fmt: skip
"""What each relation is called in the report; those that the report does not know end a formula that can be judged."""
PAIRED_RELATIONS = {
    ":=": ":=", "=:": "=", "==": "=", "!=": "!=", "<=": "<=", ">=": ">=", "<<": "<<", ">>": "<<", "=>": "=>", "->": "->",
}  # fmt: skip
"""Relations typed as two characters."""
