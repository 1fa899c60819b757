"""The LaTeX commands that a formula may use, with the arguments each takes, and Unicode signs as commands.

A list of what is allowed, since a note holds text that others wrote: whatever is not here (``\\input``, ``\\write18``,
``\\newcommand``, ``\\label``, ...) is not set as a formula. All of it is known to amsmath with amssymb and to MathJax.
"""

from __future__ import annotations


def _words(text: str) -> list[str]:
    return text.split()


_GREEK = """
    alpha beta gamma delta epsilon varepsilon zeta eta theta vartheta iota kappa lambda mu nu xi pi varpi
    rho varrho sigma varsigma tau upsilon phi varphi chi psi omega Gamma Delta Theta Lambda Xi Pi Sigma
    Upsilon Phi Psi Omega
"""

_LETTERS = """
    surd ell hbar imath jmath Re Im aleph wp partial nabla infty emptyset varnothing forall exists nexists
    top bot angle triangle square blacksquare prime complement dag dagger ddagger ast star bullet circ lnot
    neg flat sharp
"""

_OPERATORS = """
    sum prod coprod int iint oint bigcup bigcap bigsqcup bigvee bigwedge bigoplus bigotimes arccos arcsin
    arctan arg cos cosh cot coth csc deg det dim exp gcd hom inf ker lg lim liminf limsup ln log max min Pr
    sec sin sinh sup tan tanh limits nolimits displaystyle textstyle scriptstyle
"""

BINARY = frozenset(
    _words("""
        pm mp times div cdot cap cup setminus smallsetminus wedge vee land lor oplus ominus otimes oslash
        odot sqcap sqcup uplus amalg diamond bmod
    """)
)

RELATIONS = frozenset(
    _words("""
        le leq leqslant ge geq geqslant ne neq lt gt ll gg equiv approx approxeq sim simeq cong propto prec
        succ preceq succeq subset supset subseteq supseteq subsetneq supsetneq in notin ni mid nmid parallel
        perp vdash models to gets rightarrow leftarrow leftrightarrow Rightarrow Leftarrow Leftrightarrow
        longrightarrow longleftarrow longleftrightarrow Longrightarrow Longleftarrow Longleftrightarrow
        implies impliedby iff mapsto longmapsto hookrightarrow uparrow downarrow searrow nearrow
        rightsquigarrow triangleq doteq asymp coloneqq therefore because
    """)
)

_SPACING = "quad qquad enspace thinspace colon dots ldots cdots vdots ddots dotsb dotsc dotsm backslash"

DELIMITERS = frozenset(
    _words("""
        lbrace rbrace lbrack rbrack langle rangle lfloor rfloor lceil rceil lvert rvert lVert rVert vert
        Vert lgroup rgroup
    """)
)

SIGNS = frozenset("{}|,;:!% #&$_\\")
"""Characters that may follow a backslash."""

PLAIN = frozenset(_words(_GREEK + " " + _LETTERS + " " + _OPERATORS + " " + _SPACING)) | (
    BINARY | RELATIONS | DELIMITERS
)

LARGE = frozenset(_words(_OPERATORS)) & frozenset(_words("sum prod coprod int bigcup bigcap bigvee bigwedge"))

TEXT = frozenset(_words("text textbf textit textrm textsf texttt textnormal mbox"))

ARGUMENTS = {
    **dict.fromkeys(
        _words("""
        sqrt mathrm mathbf mathit mathsf mathtt mathbb mathcal mathfrak boldsymbol hat widehat tilde
        widetilde bar overline underline vec dot ddot acute grave check breve mathop mathrel mathbin mathord
        mathopen mathclose mathpunct mathinner pmod overbrace underbrace overrightarrow overleftarrow
        operatorname substack boxed
    """),
        1,
    ),
    **dict.fromkeys(_words("frac dfrac tfrac binom dbinom tbinom overset underset stackrel"), 2),
}

SIZED = frozenset(size + side for size in ("big", "Big", "bigg", "Bigg") for side in ("", "l", "r", "m"))
"""Commands that take a delimiter."""

ENVIRONMENTS = frozenset(
    _words("aligned gathered split cases matrix pmatrix bmatrix Bmatrix vmatrix Vmatrix smallmatrix")
)

UNICODE = {
    **{
        chr(code): "\\" + name
        for code, name in zip(
            (*range(0x3B1, 0x3BF), *range(0x3C0, 0x3CA)),
            _words("""
        alpha beta gamma delta varepsilon zeta eta theta iota kappa lambda mu nu xi pi rho varsigma sigma
        tau upsilon varphi chi psi omega
    """),
            strict=True,
        )
    },
    **{
        char: "\\" + name
        for char, name in zip(
            "ΓΔΘΛΞΠΣΥΦΨΩ", _words("Gamma Delta Theta Lambda Xi Pi Sigma Upsilon Phi Psi Omega"), strict=True
        )
    },
    **{
        char: "\\" + name
        for char, name in zip(
            "ϑϕϵ≤≥≠≈≡∼≃∝∈∉∋⊂⊃⊆⊇∪∩∅∞∂∇∀∃¬∧∨→←↔⇒⇐⇔↦⟶⟹⟺∑∏∫√±∓×÷·⋅∘⊕⊗⊥∥∣‖≪≫⟨⟩⌊⌋⌈⌉…⋯ℓ",
            _words("""
        vartheta phi epsilon le ge ne approx equiv sim simeq propto in notin ni subset supset subseteq
        supseteq cup cap emptyset infty partial nabla forall exists neg wedge vee to leftarrow
        leftrightarrow Rightarrow Leftarrow Leftrightarrow mapsto longrightarrow Longrightarrow
        Longleftrightarrow sum prod int surd pm mp times div cdot cdot circ oplus otimes perp parallel mid
        parallel ll gg langle rangle lfloor rfloor lceil rceil dots cdots ell
    """),
            strict=True,
        )
    },
    "ℝ": r"\mathbb{R}",
    "ℕ": r"\mathbb{N}",
    "ℤ": r"\mathbb{Z}",
    "ℚ": r"\mathbb{Q}",
    "−": "-",
    "∗": r"\ast",
    "′": r"\prime",
}
"""Signs that people type, as the commands that set them (``\\surd`` for a root sign without its bar)."""
