"""What a letter is by custom, before its formula is looked at: a law, an outcome, an index, a parameter, a notion."""

from __future__ import annotations

from collections.abc import Iterable

from symbolic_it.notes import syntax as s

LAW_HEADS = frozenset(("p", "q", "r", "P", "Q", "R", "pi", "Pr", "m", "M", "rho"))
GREEK_PARAMETERS = frozenset(
    ("theta", "phi", "psi", "beta", "omega", "eta", "Theta", "lambda", "alpha", "vartheta", "w", "W")
)
INDICES = frozenset("ijklmntcs")
CAPITALS = frozenset("XYZUVWST")
OUTCOMES = frozenset("xyzuvwsabco")
EVENTS = frozenset("ABCEF")
FUNCTION_HEADS = frozenset(("f", "g", "h", "phi", "psi", "T", "u", "F", "G", "ell", "L", "J", "C", "R", "S", "K", "l"))


def joint_event(*keys: str) -> str:
    """The name of the event that all of these happen: those of its parts, each once."""
    return " ".join(sorted({part for key in keys for part in key.split(" ")}))


def is_capital(head: str) -> bool:
    """Whether this is the letter of a random variable: X, or a name made for X_1 or for g(X)."""
    return head in CAPITALS or (head[:1] in CAPITALS and is_made(head))


def is_made(head: str) -> bool:
    """X_1, x_12; X_g for g(X): names of variables that `symbolic_it.notes.numbered_variables` makes."""
    return "_" in head and len(head) > 2


def made_of(letter: str) -> tuple[str, ...]:
    """The letters of the variables that one is a function of: x for x_g, which stands for g(X); none for x_1."""
    before, _, after = letter.partition("_")
    return tuple(before) if after.isalpha() else ()


def is_law_name(node: s.Node | None) -> bool:
    return isinstance(node, s.Name) and node.head in LAW_HEADS


def is_notion(call: s.Call) -> bool:
    """Whether a name in brackets is one of the notions: H(..), D(..||..), I(..;..), KL(..)."""
    f = call.function
    if not isinstance(f, s.Name):
        return False
    if f.mark or f.sup is not None:
        return False
    below = s.word_below(f.sub)
    if f.head in ("H", "S"):
        return below in ("", "2", "e", "a", "b", "10") or is_law_name(f.sub) or isinstance(f.sub, s.Call)
    if f.head in ("KL", "DKL", "CE"):
        return not below
    if f.head == "D":
        return below.upper().replace("-", "") in ("KL", "KULLBACKLEIBLER", "") and (
            "||" in call.dividers or below != ""
        )
    if f.head == "I":
        return not below or is_law_name(f.sub)
    if f.head == "h" and not f.mark and f.sub is None and set(call.dividers) & {",", "|"}:  # h(X, Y), h(X|Y)
        return all(
            isinstance(a, s.Name) and is_capital(a.head) and not a.mark and a.sub is None for a in call.arguments
        )
    return f.head in ("h", "mathcalH") and len(call.arguments) == 1


def is_other_notion(node: s.Node) -> bool:
    """H_alpha(X), D_f(p || q), I^*(X; Y): an entropy, divergence or information of another kind."""
    f = node.function if isinstance(node, s.Call) else None
    if not isinstance(node, s.Call) or not isinstance(f, s.Name) or f.head not in ("H", "D", "I") or is_notion(node):
        return False
    if f.sub is None and f.sup is None and not f.mark:
        return False
    variables = any(isinstance(a, s.Name) and is_capital(a.head) for a in node.arguments)
    laws = all(is_law_name(a.function if isinstance(a, s.Call) else a) for a in node.arguments)
    return variables or laws or "||" in node.dividers


def is_differential_entropy(node: s.Node) -> bool:
    """h(X), h(X|Y) with a small h: by custom the entropy of densities."""
    if not isinstance(node, s.Call) or not isinstance(node.function, s.Name) or node.function.head != "h":
        return False
    before, _ = split_arguments(node)
    return is_notion(node) and all(
        isinstance(a, s.Name) and is_capital(a.head) and a.sub is None and not a.mark for a in before
    )


def is_parameter(node: s.Node) -> bool:
    return isinstance(node, s.Name) and node.head in GREEK_PARAMETERS


def parameter_of(name: s.Name) -> s.Node | None:
    """The parameter in a subscript: p_theta."""
    sub = name.sub
    parts = sub.parts if isinstance(sub, s.Sequence) else (sub,)
    for part in parts:
        if isinstance(part, s.Name) and part.head in GREEK_PARAMETERS and part.sub is None:
            return part
    return None


def parameter_key(node: s.Node) -> str:
    """What tells values of a parameter apart: its marks, subscript and superscript; empty where these are not read."""
    if not isinstance(node, s.Name):
        return ""
    words = [node.head, *node.mark.split()]
    for part in (node.sub, node.sup):
        if part is None:
            continue
        if isinstance(part, s.Binary) and part.op in "+-" and isinstance(part.right, s.Num):
            word = f"{s.spelled_name(part.left)}_{'plus' if part.op == '+' else 'minus'}_{part.right.written}"
        else:
            word = s.spelled_name(part)
        if not word:
            return ""
        words.append(word)
    return "_".join(words)


def law_key(name: s.Name) -> str:
    """The law's own name: without parameters, indices, variables in its subscript."""
    mark = "".join("_" + m for m in name.mark.split() if m != "transposed")
    if name.sup is not None:
        mark += "_at_" + s.structure(name.sup)
    sub = name.sub
    if sub is None or parameter_of(name) is not None or subscript_variables(name) or is_index(sub):
        return name.head + mark
    word = "".join(ch for ch in s.word_below(sub) if ch.isalnum())
    return name.head + mark + (f"_{word}" if word else "")


def applied_law_key(name: s.Name) -> str:
    """The key of a law where it is applied to outcomes or stands in a notion: p_1 and p_2 are two laws there."""
    if is_index(name.sub) and isinstance(name.sub, (s.Name, s.Num)):
        return f"{law_key(name)}_{s.word_below(name.sub)}"
    return law_key(name)


def family_key(name: s.Name) -> str:
    return name.head + "".join("_" + m for m in name.mark.split())


def key_text(node: s.Node) -> str:
    return node.head if isinstance(node, s.Name) else ""


def is_index(sub: s.Node | None) -> bool:
    return (isinstance(sub, s.Name) and sub.head in INDICES and sub.sub is None) or isinstance(sub, s.Num)


def hangs(name: s.Name, i: str) -> bool:
    """Whether the index hangs on the name: x_i, x^{(i)}, y_{i}."""
    for part in (name.sub, name.sup):
        parts = part.parts if isinstance(part, s.Sequence) else (part,)
        if any(isinstance(x, s.Name) and x.head == i for x in parts):
            return True
    return False


def subscript_variables(name: s.Name) -> tuple[str, ...]:
    """p_X, P_{XY}, P_{Y|X}: the letters of the variables in the subscript, lower case."""
    sub = name.sub
    letters: list[str] = []
    parts: Iterable[s.Node]
    if isinstance(sub, s.Sequence):
        parts = sub.parts
    elif isinstance(sub, s.Binary) and sub.implied:
        parts = [n for n in s.walk(sub) if isinstance(n, s.Name)]
    else:
        parts = () if sub is None else (sub,)
    for part in parts:
        if isinstance(part, s.Name) and is_capital(part.head) and part.sub is None:
            letters.append(part.head.lower())
        else:
            return ()
    return tuple(letters)


def outcome_letter(node: s.Node) -> str:
    """The letter of an outcome or a random variable as an argument; empty when it is none."""
    if isinstance(node, s.Relation) and node.op == "=" and node.left is not None:
        return outcome_letter(node.left)
    if isinstance(node, s.Relation) and node.op == "in" and node.left is not None:
        return ""
    if isinstance(node, s.Group):
        return outcome_letter(node.inner)
    if isinstance(node, s.Name) and is_made(node.head):
        return "" if node.mark and node.head[0].isupper() else node.head.lower()
    if not isinstance(node, s.Name) or len(node.head) != 1:
        return ""
    if node.head in CAPITALS and node.mark:
        return ""  # another variable: X', X with a hat
    if node.head in OUTCOMES:
        return node.head
    if node.head in CAPITALS:
        return node.head.lower()
    if node.head in INDICES and node.sub is None:
        return node.head
    return ""


def split_arguments(call: s.Call) -> tuple[list[s.Node], list[s.Node]]:
    """The arguments before and after the conditional bar (or the semicolon)."""
    before: list[s.Node] = [call.arguments[0]] if call.arguments else []
    after: list[s.Node] = []
    passed = False
    for divider, argument in zip(call.dividers, call.arguments[1:], strict=True):
        passed = passed or divider in ("|", ";")
        (after if passed else before).append(argument)
    return before, after


def joint_letters(arguments: Iterable[s.Node]) -> list[str]:
    """The letters of outcomes, p(xy) split into its letters."""
    found: list[str] = []
    for argument in arguments:
        if isinstance(argument, s.Binary) and argument.implied:
            parts = [n for n in s.walk(argument) if isinstance(n, s.Name)]
            if all(outcome_letter(n) for n in parts):
                found += [outcome_letter(n) for n in parts]
                continue
        letter = outcome_letter(argument)
        if letter:
            found.append(letter)
    return found
