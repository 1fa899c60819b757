"""A step that fails in general, where plain words say what its letters stand for: judged for such letters."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from symbolic_it.language import declare
from symbolic_it.language.expr import Eq, Expr
from symbolic_it.language.notation import ForAll, Sum
from symbolic_it.notes import syntax as s
from symbolic_it.notes.reading.reader import Reader
from symbolic_it.notes.world import World
from symbolic_it.refute import Refutation
from symbolic_it.review.assuming import Established, example_under, where_stated
from symbolic_it.review.assumptions import possible
from symbolic_it.review.judging import INSTANCES, counterexample
from symbolic_it.review.stated_formulas import StatedFormulas
from symbolic_it.review.steps import Context, Item
from symbolic_it.review.told_in_words import loose_indices, told_in_words


@dataclass(frozen=True)
class InWords:
    """What became of a step under the words: a counterexample that meets them, a proof, or neither."""

    words: str
    example: Refutation | None = None
    met: tuple[Expr, ...] = ()
    """What the counterexample meets."""
    known: Established | None = None
    target: str = ""
    """The name of the one-hot target that the counterexample has."""


def in_words(
    reader: Reader, context: Context, item: Item, statement: Expr, given: Sequence[Expr]
) -> InWords | None:  # fmt: skip
    """What the words make of the step; None where they say nothing of its letters."""
    nodes = [n for x in (item.left, item.right) for n in s.walk(x)]
    averages = any(isinstance(n, (s.Expectation, s.Big)) for n in nodes)
    heads = {n.head for n in nodes if isinstance(n, s.Name)}
    told = told_in_words(context.told, context.scope.own, heads, averages)
    if told is None:
        return None
    if told.target:  # said with the class that an index of the step stands for
        for a in possible(reader.world, statement):
            if a.words.startswith(f"{told.target} is one-hot"):
                if (example := example_under(statement, given, [a])) is None:
                    return InWords(told.words)
                return InWords(told.words, example, (a.statement,))
    said = told.of_class(loose_indices(nodes))
    formulas = StatedFormulas(reader, (item.left, item.right), statement.term.free).of_texts(said)
    if not formulas and told.target and not loose_indices(nodes):
        formulas = one_hot(reader.world, told.target, statement)
    if not formulas:
        return InWords(told.words)
    example = counterexample(statement, [*given, *formulas], INSTANCES)
    if example is not None:
        return InWords(told.words, example, tuple(formulas), target=told.target)
    return InWords(told.words, known=where_stated(statement, given, formulas))


def one_hot(world: World, target: str, statement: Expr) -> list[Expr]:
    """That the numbers of this name are one-hot, over the one range that the step has; nothing where that is not known."""
    known = [(key, e) for key, e in world.known.items() if e.term in statement.term.free]
    sizes = [e for key, e in known if key.startswith("size:")]
    numbers = [e for key, e in known if key == f"sequence:{target}"]
    if len(sizes) != 1 or len(numbers) != 1:
        return []
    i, (y,) = declare.index("i", sizes[0]), numbers
    return [ForAll(i, Eq(y[i] ** 2, y[i])), Eq(Sum(i, y[i]), 1)]
