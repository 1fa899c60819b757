"""What is found in notes, in words: the sentences of the codes in `note_codes`."""

from __future__ import annotations

from symbolic_it.report.facts import Payload, Words, either, fact, saying, seen


def _no_meaning(payload: Payload, step: str) -> str:
    symbol, text = fact(payload, "symbol"), fact(payload, "text")
    if not text:
        return f"{symbol or 'a part of the formula'} has no meaning here: nothing in the note defines it"
    return f"the formula has no meaning here: {text}{f' ({symbol})' if symbol not in ('', text) else ''}"


def _direction(payload: Payload, step: str) -> str:
    return f"{step} has the wrong sign{seen(payload)}{fact(payload, 'hint', '; ')}"


def _limit_as_equality(payload: Payload, step: str) -> str:
    limit = fact(payload, "limit", " (", ")")
    return f"{step} sets equal what agrees only in a limit{limit} that the text does not name{seen(payload)}"


def _differs(payload: Payload, step: str) -> str:
    standard = fact(payload, "standard", ", which is ")
    name = either(payload, "name", "a name")
    return f"the definition of {name} differs from the standard one{standard}{seen(payload)}"


def _independence(payload: Payload, step: str) -> str:
    return f"{step} needs independence{fact(payload, 'what', ' of ')}, and the note does not say so"


def _one_hot(payload: Payload, step: str) -> str:
    condition = fact(payload, "condition")
    if condition.endswith("sum to 1"):
        return f"{step} needs that {condition}, as those of a one-hot target do"
    return f"{step} needs {either(payload, 'target', 'the target')} to be one-hot, and the note does not say so"


def _integral(payload: Payload, step: str) -> str:
    return f"{step} holds where its integrals are sums{fact(payload, 'condition', '; ')}"


def _lengths(payload: Payload, step: str) -> str:
    return f"{step} was proved for short lists of variables{fact(payload, 'condition', ': ')}"


def _limit_named(payload: Payload, step: str) -> str:
    return (
        f"{step} holds in the limit that the text names{fact(payload, 'limit', ', ')}; before it the two sides differ"
    )


def _depends(payload: Payload, step: str) -> str:
    what, parameter = either(payload, "what", "a term"), either(payload, "parameter", "the parameter")
    return f"{step} needs that {what} does not depend on {parameter}, and the note does not say so"


def _stated_condition(payload: Payload, step: str) -> str:
    return f"{step} holds under the condition that the text states{fact(payload, 'condition', ', ')}"


def _bare_name(payload: Payload, step: str) -> str:
    name = fact(payload, "name")
    if name == "~":
        return "~ prints a space, and was read as the sign of a distribution; write \\sim"
    advice = f"; write \\{name}" if name else ""
    return f"{name or 'the name of a function'} is written without its backslash{advice}"


def _scope(payload: Payload, step: str) -> str:
    term, index = either(payload, "term", "the next term"), fact(payload, "index", " ")
    return f"the sum was read as reaching over {term}, which holds its index{index}; put brackets around what is summed"


def _differential(payload: Payload, step: str) -> str:
    return f"the integral lacks its differential; it was read as over {either(payload, 'variable', 'its variable')}"


def _read_as(payload: Payload, form: str) -> str:
    return (
        f"{either(payload, 'form', form)} was read as {either(payload, 'meaning', 'what the note makes most likely')}"
    )


def _joint(payload: Payload, step: str) -> str:
    return f"{_read_as(payload, 'a product inside a probability')}; write the comma"


def _clash(payload: Payload, step: str) -> str:
    return f"{_read_as(payload, 'a notation with two meanings')}; the notation also stands for something else"


def _useless(payload: Payload, step: str) -> str:
    return f"this comment silences {either(payload, 'codes', 'a finding')}, which does not occur here"


def _number(payload: Payload, step: str) -> str:
    value = fact(payload, "value", "; it is ")
    return f"{either(payload, 'printed', 'the printed number')} is not the value to the digits shown{value}"


def _unit(payload: Payload, step: str) -> str:
    unit, meant = fact(payload, "unit", " in "), fact(payload, "meant", "; it is right in ")
    return f"{either(payload, 'printed', 'the printed number')} is not the value{unit}{meant}"


NOTE_WORDS: dict[str, Words] = {
    "IT001": saying("the formula could not be read"),
    "IT002": saying("the formula has several readings", "readings", after="; no verdict is given on any of them"),
    "IT003": _no_meaning,
    "IT004": saying("the formula is too large to be read"),
    "IT102": _direction,
    "IT103": _limit_as_equality,
    "IT104": _differs,
    "IT203": _independence,
    "IT204": _one_hot,
    "IT205": _limit_named,
    "IT206": _depends,
    "IT207": _stated_condition,
    "IT208": _integral,
    "IT209": _lengths,
    "IT301": saying("a formula stands in the text without dollars"),
    "IT302": saying("a stray backslash is left", before=" in ", after="; the formula was read without it"),
    "IT303": _bare_name,
    "IT304": _scope,
    "IT305": saying("the base of the logarithm is unnamed or changes", "base"),
    "IT306": _differential,
    "IT307": _joint,
    "IT308": _clash,
    "IT309": saying("braces close in the middle of what belongs together", after="; they were read as layout"),
    "IT310": _useless,
    "IT311": lambda payload, step: "the two sides differ in general, and there are laws for which they agree",
    "IT401": _number,
    "IT402": _unit,
}
