"""What a note says of how many values a variable takes, for the steps about it: proved and attacked for that many alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from symbolic_it.kernel.terms import real
from symbolic_it.language.expr import Eq, Expr
from symbolic_it.language.notation import ForAll, Sum
from symbolic_it.notes.reading.reader import Reader
from symbolic_it.notes.symbols import Symbols
from symbolic_it.notes.told_sizes import OTHERS, at_place
from symbolic_it.review.assuming import can_be_met
from symbolic_it.review.judging import fails
from symbolic_it.review.steps import Context


def take_place(symbols: Symbols, context: Context, start: int) -> None:
    """Puts into the table what holds of sizes where a formula stands."""
    here = at_place(symbols.told_sizes, context.section, start, context.scope.places)
    if here != symbols.sizes_here:
        symbols.sizes_here = here


def told_sizes_of(reader: Reader, statement: Expr) -> Iterator[tuple[str, Expr]]:
    """That the alphabets of the statement have as many letters as the note says, with the words for it."""
    for told in reader.symbols.sizes_here:
        for letter in sorted(reader.letters_of_laws()):
            if told.number and reader.is_of(told, letter):
                if reader.world.alphabet(letter).type in statement.term.type_vars:
                    yield f"as the note says, {told.words}", Eq(reader.world.count(letter), told.number)
                    if told.bits:
                        for k, claim in enumerate(_bits(reader, statement, letter)):
                            of = letter.upper()
                            yield f"the values of {of} are 0 and 1" if k else f"each value of {of} is 0 or 1", claim


def _bits(reader: Reader, statement: Expr, letter: str) -> list[Expr]:
    """That the values of a variable, where the statement speaks of them, are 0 and 1."""
    value = _values(reader, statement, letter)
    x = reader.world.outcome(letter)
    return [] if value is None else [ForAll(x, Eq(value(x) * value(x), value(x))), Eq(Sum(x, value(x)), 1)]


def _signs(reader: Reader, statement: Expr, letter: str) -> list[Expr]:
    """That they are -1 and 1."""
    value = _values(reader, statement, letter)
    x = reader.world.outcome(letter)
    return [] if value is None else [ForAll(x, Eq(value(x) * value(x), 1)), Eq(Sum(x, value(x)), 0)]


def _values(reader: Reader, statement: Expr, letter: str) -> Expr | None:
    """The values of a variable as numbers, where the statement speaks of them."""
    value = reader.world.known.get(f"function:v_{letter}:{letter}")
    return value if value is not None and value.term in statement.term.free else None


def holds_of_values(reader: Reader, statement: Expr, given: Sequence[Expr]) -> str:
    """A variable of two values, which the note does not tell, and two values for which the step is not seen to fail."""
    for told in reader.symbols.sizes_here:
        for letter in sorted(reader.letters_of_laws()) if told.number == 2 and not told.bits else ():
            if not reader.is_of(told, letter):
                continue
            for words, claims in (("0 and 1", _bits), ("-1 and 1", _signs)):
                values = claims(reader, statement, letter)
                if values and can_be_met([*given, *values]) and not fails(statement, [*given, *values]):
                    return f"{letter.upper()} are {words}"
    return ""


def holds_of_told_size(reader: Reader, statement: Expr, given: Sequence[Expr]) -> str:
    """The size, in words, that the note tells of no variable or elsewhere, for which the statement is not seen to fail."""
    letters = sorted(reader.letters_of_laws())
    known = {x for x in letters for t in reader.symbols.sizes_here if reader.is_of(t, x)}
    for told, _ in reader.symbols.told_sizes:
        fitting = [
            x for x in letters if x not in known and (not told.letter or reader.is_of(told, x) or len(letters) == 1)
        ]
        if told.number and fitting:
            sizes = [Eq(reader.world.count(x), told.number) for x in fitting]
            if not fails(statement, [*given, *sizes]):
                return told.words
    return ""


def of_untold_size(reader: Reader, statement: Expr) -> str:
    """A number of the statement that might be the size of an alphabet, were another not told; empty when there is none."""
    sizes = {t.size for t in reader.symbols.sizes_here if t.letter}
    others = {t.size for t in reader.symbols.sizes_here if t.letter != OTHERS} | set(reader.symbols.sizes)
    for v in sorted(statement.term.free, key=lambda v: v.name):
        may_be = v.ty is real and v.name in ("n", "N", "K", "M", "m", "k", "C") and v.name in reader.usage.logged
        if may_be and statement.term.type_vars and others - {v.name} and v.name not in sizes:
            return v.name
    return ""
