"""The table of diagnostic codes: for each its name, meaning, why it matters, an example and what to do."""

from __future__ import annotations

from symbolic_it.errors import InvalidArgument
from symbolic_it.report.code_entry import CLASSES, Code
from symbolic_it.report.note_codes import NOTE_CODES

__all__ = ["CLASSES", "CODES", "SECTIONS", "Code", "get_code", "reference", "sections"]

SECTIONS = (
    ("What it means", "meaning"),
    ("Why it matters", "why"),
    ("Example", "example"),
    ("What to do", "remedy"),
)


_TABLE = (
    Code(
        "IT101",
        "false-step",
        "A concrete instance meets every hypothesis of the derivation or note, makes both sides meaningful, and the "
        "relation fails on it. Both values were computed exactly, or by interval arithmetic that separates "
        "them.",
        "This is a fact about the step, not a failure to prove it: no rule and no further effort will make it true.",
        "H(P) = D(P || Q), shown false at P = (3/4, 1/4), Q = (1/2, 1/2): the left side is 0.811 bit, the "
        "right 0.189 bit.",
        "Compare the two values at the instance. Often a sign, a swapped argument of D, or a dropped factor "
        "explains them; otherwise add the hypothesis that excludes the instance.",
        ("where", "lhs", "rhs", "hint"),
    ),
    Code(
        "IT201",
        "missing-condition",
        "The step holds under a condition that does not follow from the hypotheses of the derivation, or that the note "
        "does not state.",
        "Without the condition the step may be false, so it is reported as conditional and the condition is "
        "listed with it.",
        "log(a b) = log a + log b needs a > 0 and b > 0, and nothing given says that a is positive.",
        "Add the condition to `given=[...]` of the derivation, or establish it in an earlier step. In a note, state it "
        "in the text or declare it: <!-- symbolic-it: ... -->.",
        ("condition", "place"),
    ),
    Code(
        "IT202",
        "needed-for-meaning",
        "The step was proved for total functions (x/0 = 0, log 0 = 0), but what it says to a reader needs a "
        "condition that is not given.",
        "Where the condition fails, the formula in a book is undefined or infinite, and ours is a number "
        "without that meaning.",
        "D(P || Q) is finite only if P << Q (Q(x) = 0 implies P(x) = 0).",
        "Add the condition to `given=[...]` of the derivation.",
        ("condition",),
    ),
    Code(
        "IT501",
        "not-justified",
        "The step was understood and no counterexample was found, but it does not follow by the rules named "
        "(where none is named: by the search). What is left over after they were used is shown.",
        "The step may be true: naming too few rules is no error in the mathematics. It counts as unproved "
        "until it follows.",
        'H(P, Q) - H(P) = D(P, Q), by="entropy-definition": the definitions of D and of H(P, Q) are needed as well.',
        "Name the rule that closes what is left over, cut the step into smaller ones, or name no rule and "
        "let the search try. In a note, write what lies between the two sides.",
        ("residual", "reason", "suggestion"),
    ),
    Code(
        "IT502",
        "budget-spent",
        "The search for a proof stopped at its limit before it found one. Nothing is claimed about the step.",
        "Work is counted in steps so that a check ends, and gives the same answer, on every machine.",
        "A step that expands the logarithm of a product of hundreds of factors and regroups the sum at once.",
        "Cut the step into smaller ones, or name its rules, so that the search has less to try.",
        ("budget",),
    ),
    Code(
        "IT900",
        "unreadable-file",
        "The file exists but could not be read, or is not text in UTF-8.",
        "Nothing in it was checked.",
        "A file without read permission, or one saved in another encoding.",
        "Give read permission, or save the file as UTF-8.",
        ("text",),
    ),
    Code(
        "IT901",
        "syntax-error",
        "The file is not valid Python.",
        "Nothing in it was checked; other files were.",
        "A bracket that is never closed.",
        "Correct the line shown. `python -m py_compile FILE` shows the same error.",
        ("text",),
    ),
    Code(
        "IT902",
        "file-raised",
        "Running the file, or one derivation in it, raised an exception that is not about mathematics.",
        "Checking a .py file runs it; what it defines after the exception does not exist.",
        "NameError: name 'Lawe' is not defined.",
        "Correct the line shown. `python FILE` shows the whole traceback.",
        ("type", "text"),
    ),
    Code(
        "IT903",
        "duplicate-name",
        "Two derivations have the same name. The first one stands, the second is not checked.",
        "A derivation is cited, shown and rendered by its name, so the name has to mean one thing.",
        '@derivation("gibbs") in two of the files checked.',
        "Rename one of the two.",
        ("name", "first"),
    ),
    Code(
        "IT904",
        "unknown-citation",
        "A step cites a derivation that does not exist.",
        "What the step rests on is missing, so the step is not proved.",
        'by="gibs" where the derivation is named "gibbs".',
        "Correct the name (`symbolic-it list` shows all), or pass the file that defines it to the same command.",
        ("name", "suggestion"),
    ),
    Code(
        "IT905",
        "circular-citation",
        "Derivations cite one another in a circle.",
        "In a circle each rests on the other and nothing is proved.",
        "gibbs cites kl-nonnegative, which cites gibbs.",
        "Prove one of them from what comes before, without the citation that closes the circle.",
        ("cycle",),
    ),
    Code(
        "IT906",
        "types-mixed",
        "A term combines things of different types or alphabets.",
        "The sum over x of P(x) Q(x) means nothing when P and Q are laws on different alphabets.",
        "P(y), where P is a law on X and y an outcome of Y.",
        "Use an outcome of the law's own alphabet, or declare both laws on the same alphabet.",
        ("text",),
    ),
    Code(
        "IT907",
        "free-variable",
        "A step contains a variable that no sum binds and that the derivation does not declare.",
        "Such a statement says something about one unknown outcome, where a statement about all or about a "
        "sum was meant.",
        "P(x) log P(x) = -H(P), where the sum over x was forgotten.",
        "Bind the variable with Sum(x, ...) or ForAll(x, ...), or give it in the hypotheses.",
        ("name",),
    ),
    Code(
        "IT908",
        "float",
        "A Python float was used where an exact number is needed.",
        "0.1 is not one tenth: a float would turn exact statements into false ones.",
        "Bernoulli(0.1)",
        "Write the fraction: Fraction(1, 10), or rational(1, 10).",
        ("value",),
    ),
    Code(
        "IT909",
        "unknown-rule",
        "A step names a rule, in `by=`, that does not exist.",
        "The step was not tried with other rules in its place: a name that means nothing justifies nothing.",
        'by="log-quotent" where the rule is "log-quotient".',
        "Correct the name. `symbolic-it list rules` shows all.",
        ("name", "suggestion"),
    ),
    Code(
        "IT910",
        "no-derivation",
        "The file ran and defines no derivation.",
        "A check of nothing would pass; it must not look like a success.",
        "A Python file that contains no function decorated with @derivation(...).",
        "Decorate a function with @derivation(...), or pass another file. `symbolic-it new NAME` writes one "
        "to start from.",
    ),
    Code(
        "IT911",
        "contradictory-hypotheses",
        "The hypotheses of the derivation contradict each other: no instance meets them, so it says nothing.",
        "From a contradiction every statement follows; a proof under such hypotheses would look like a success.",
        "@derivation(..., given=[a < b, b < a]).",
        "Correct the hypotheses. A proof by contradiction assumes inside `with d.suppose(...)`, not with `given=`.",
        ("text",),
    ),
    Code(
        "IT990",
        "kernel-and-sympy-disagree",
        "The kernel proved the step and SymPy computed different values for its two sides on an instance.",
        "One of them is wrong. If it is the kernel or an axiom, then every verdict is in doubt.",
        "An axiom that is false at a zero of a law, or a term lowered wrongly to SymPy.",
        "Do not rely on the step. Report it to the project with the file; `symbolic-it show NAME --sympy` "
        "prints what SymPy was given.",
        ("where", "lhs", "rhs"),
    ),
    Code(
        "IT991",
        "internal-error",
        "The review of the file failed by a mistake of ours.",
        "Nothing is claimed about this file; the other files were judged.",
        "A formula of a form that the reader was never tried on.",
        "Report it to the project with the file. SYMBOLIC_IT_TRACEBACK=1 in the environment shows where it happened.",
        ("text",),
    ),
)

CODES = {entry.code: entry for entry in sorted((*_TABLE, *NOTE_CODES), key=lambda entry: entry.code)}


def get_code(code: str) -> Code:
    """The entry of a code such as ``IT101``; case does not matter."""
    try:
        return CODES[code.upper()]
    except KeyError:
        raise InvalidArgument(f"no diagnostic code {code!r}") from None


def sections(entry: Code) -> tuple[tuple[str, str], ...]:
    """The sections of an entry's page as (title, text); an empty one is an error: no page may lack any."""
    if not entry.name:
        raise InvalidArgument(f"{entry.code} has no name")
    pairs = tuple((title, str(getattr(entry, attribute)).strip()) for title, attribute in SECTIONS)
    for title, text in pairs:
        if not text:
            raise InvalidArgument(f"{entry.code} ({entry.name}) lacks its section {title!r}")
    return pairs


def reference() -> str:
    """The reference page of all codes, in Markdown."""
    lines = ["# Diagnostic codes", ""]
    for prefix, family in CLASSES.items():
        entries = [entry for entry in CODES.values() if entry.code.startswith(prefix)]
        if not entries:
            continue
        lines += [f"## {prefix}xx: {family}", ""]
        for entry in entries:
            lines += [f"### {entry.code} {entry.name}", ""]
            for title, text in sections(entry):
                lines += [f"**{title}.** {text}", ""]
    return "\n".join(lines)
