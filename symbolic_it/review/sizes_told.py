"""What a note says of how many values a variable takes, for the steps about it: proved and attacked for that many alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from symbolic_it.kernel.terms import real
from symbolic_it.language.expr import Eq, Expr
from symbolic_it.notes.reading.reader import Reader
from symbolic_it.notes.symbols import Symbols
from symbolic_it.notes.told_sizes import OTHERS, at_place
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
