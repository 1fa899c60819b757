"""The campaign of mutants: steps of the library and of notes with one slip each; none that is false may be proved.

    python -m tests.campaign.mutants --seed 1 --count 12000 --ledger mutants.jsonl
    python -m tests.campaign.mutants --slice 3/40          one slice of forty, for small machines
    python -m tests.campaign.mutants --ledger mutants.jsonl --report     what a ledger says

What is in the ledger is not done again. Each mutant is first looked at in floating point, in random worlds that meet its
hypotheses (`numeric`, `worlds`), then judged by the checker. The same seed gives the same mutants.

A note says more than these worlds know: which law an example is about, what its own symbols stand for. Kinds of its mutants
that are false in some world are counted apart, refuted or not, unless they are accepted as they stand:

- ``given``: what stood in this place before the slip is a definition or a setting, or it is false in some world as well, and
  the checker did not establish it either, since it rests on words that are not read. The slip changes what is given. So it
  does where both sides were one and the same, "the model p_theta(x) = p(x | theta)": what stood there says how one writes.
- ``premise``: its formula has no slip; it reads otherwise because of a slip in what it rests on.
- ``conditional``: a condition is shown with it, the one that was shown with what stood there before, or which that was, and
  it is true in all worlds that meet the condition; or it is a <= b, and a = b stood there, under a condition or as what is given.
- ``lost``: it is not understood, and what stood there before was; it has no statement to look at, or none in which a name
  stands for one thing.
"""

from __future__ import annotations

import argparse
import json
import math
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from itertools import islice
from pathlib import Path

from rich.console import Console
from rich.progress import track
from rich.table import Table

from symbolic_it.authoring.results import Verdict
from symbolic_it.kernel.terms import LAM, Term, binary, unary
from symbolic_it.refute import find_counterexample
from tests.campaign import library_mutants, note_mutants
from tests.campaign.note_mutants import Mutant
from tests.campaign.worlds import World, false_in, worlds_for

FROM_LIBRARY = 0.8
"""The part of the mutants that comes from the library; the others come from notes."""
PER_ROUND = 100
"""How many mutants one round of slips over the notes gives, about."""
ENOUGH = 10
"""In so many worlds a statement is true that counts as true."""
WEAK = frozenset(("unproved", "not-understood"))
INSTANCES = 500
"""How many instances a statement of a note is tried on, as for notes."""
ACCEPTED = frozenset(("proved", "computed"))
BASES = (2.0, math.e, 10.0)
"""Those that a logarithm of a note without a base may have."""
NUMERIC = ("false", "true", "open", "given", "premise", "conditional", "lost")


@dataclass(frozen=True)
class Entry:
    """What came of one mutant: ``numeric`` is false, true or open, or a kind of its own; ``world`` is where it is false.

    ``withheld``, of a note: there is a counterexample, and the reader does not show it, since the note may speak of one law
    only or mean something else; ``why`` are its words.
    """

    item: str
    kind: str
    numeric: str
    verdict: str
    statement: str
    world: str = ""
    why: str = ""

    @property
    def lie(self) -> bool:
        """Whether something false was accepted."""
        return self.numeric == "false" and self.verdict in ACCEPTED


def items(seed: int, count: int) -> list[tuple[str, int]]:
    """What the mutants are made from: a step of the library and how many of it, a note and the number of the round."""
    steps = [origin for origin, _, _ in library_mutants.steps()]
    wanted = int(count * FROM_LIBRARY)
    each, more = divmod(wanted, len(steps))
    found = [(f"library:{origin}", each + (k < more)) for k, origin in enumerate(steps)]
    rounds = -(-(count - wanted) // PER_ROUND)
    return found + [(f"note:{name}", r) for r in range(rounds) for name in note_mutants.notes()]


def entries(seed: int, chosen: Iterable[tuple[str, int]]) -> Iterator[tuple[str, list[Entry]]]:
    """The entries of the mutants of each item."""
    steps = {origin: (hypotheses, statement) for origin, hypotheses, statement in library_mutants.steps()}
    for name, number in chosen:
        key = f"{name}:{number}"
        part, _, origin = name.partition(":")
        if part == "library":
            hypotheses, statement = steps[origin]
            if not worlds_for(hypotheses, statement.free, statement.type_vars):
                number = 1  # of what cannot be looked at in numbers, one is judged
            cases = library_mutants.of_step(seed, origin, hypotheses, statement, number)
            found = [_of_case(name, c) for c in cases]
        else:
            found = [_of_mutant(f"{name}:{number}", m) for m in note_mutants.mutated(origin, seed, number)]
        yield key, found


def _of_case(item: str, case: library_mutants.Case) -> Entry:
    numeric, world = _numeric(case.hypotheses, case.statement)
    result = library_mutants.judged(case)
    verdict = "refused" if result is None else result.verdict.value
    return Entry(item, case.kind, numeric, verdict, case.text, world)


def _of_mutant(item: str, m: Mutant) -> Entry:
    r = m.reading
    where = f"{item}, line {r.place[0]}"
    if r.statement is None:
        return Entry(where, m.kind, "lost", r.verdict.value, "", "", r.words)
    numeric, world = _numeric(r.hypotheses, r.statement, BASES)
    verdict = "unproved" if r.verdict is Verdict.DEFINITION else r.verdict.value
    if numeric == "false" and verdict in WEAK and find_counterexample([*r.hypotheses], r.statement, budget=INSTANCES):
        verdict = "withheld"
    if numeric == "false" and verdict not in ACCEPTED:
        numeric = _apart(m)
    return Entry(where, m.kind, numeric, verdict, r.text, world, r.words)


def _apart(m: Mutant) -> str:
    """The kind of its own that a mutant of a note is of, which is false in some world: else false."""
    r, before = m.reading, m.before
    assert r.statement is not None
    if m.kind == note_mutants.ELSEWHERE:
        return "premise"
    if before is None:
        return "false"
    if before.statement is not None and _weaker(r.statement, before.statement):
        if before.verdict in (Verdict.CONDITIONAL, Verdict.DEFINITION):
            return "conditional"
    if before.statement is not None and _same(before.statement):
        return "given"
    if r.verdict is Verdict.CONDITIONAL:
        stood = r.under == before.under or (before.verdict is Verdict.DEFINITION and before.statement is None)
        same = stood and r.proved_under is not None
        return "conditional" if same and _numeric(r.proved_under or (), r.statement, BASES)[0] == "true" else "false"
    if before.verdict.value in ACCEPTED or before.verdict in (Verdict.CONDITIONAL, Verdict.REFUTED):
        return "false"
    if before.statement is None:
        return "given" if before.verdict is Verdict.DEFINITION else "false"
    return "given" if _numeric(before.hypotheses, before.statement, BASES)[0] == "false" else "false"


def _same(statement: Term) -> bool:
    """Whether it says a = a, of all values of what is bound."""
    while (every := unary("forall", statement)) is not None and every.kind == LAM:
        statement = every.body
    sides = binary("eq", statement)
    return sides is not None and sides[0] is sides[1]


def _weaker(statement: Term, than: Term) -> bool:
    """Whether it is a <= b or b <= a, where the other is a = b."""
    sides, others = binary("le", statement), binary("eq", than)
    return sides is not None and others is not None and set(sides) == set(others)


def _numeric(hypotheses: tuple[Term, ...], statement: Term, bases: tuple[float, ...] = ()) -> tuple[str, str]:
    world, true = false_in(hypotheses, statement, bases)
    if world is not None:
        return "false", _words(world)
    return ("true" if true >= ENOUGH else "open"), ""


def _words(world: World) -> str:
    return "; ".join(f"{v.name} = {value!r}"[:120] for v, value in world.values.items())


def report(found: list[Entry], console: Console) -> None:
    """A table of the entries, the lies first."""
    for e in found:
        if e.lie:
            console.print(
                f"[red]ACCEPTED AND FALSE[/] {e.item} ({e.kind}): {e.statement}\n  where {e.world}", highlight=False
            )
    for part in ("library", "note"):
        mine = [e for e in found if e.item.startswith(part)]
        table = Table(title=f"{part}: {len(mine)} mutants")
        verdicts = sorted({e.verdict for e in mine})
        for column in ("numerically", *verdicts, "all"):
            table.add_column(column, justify="left" if column == "numerically" else "right")
        for numeric in NUMERIC[: 3 if part == "library" else None]:
            counts = Counter(e.verdict for e in mine if e.numeric == numeric)
            table.add_row(numeric, *(str(counts[v]) for v in verdicts), str(counts.total()))
        console.print(table)
        false = [e for e in mine if e.numeric == "false"]
        refuted, withheld = (sum(e.verdict == v for e in false) for v in ("refuted", "withheld"))
        if false:
            share = 100 * refuted / len(false)
            console.print(f"{refuted} of {len(false)} false ones refuted: {share:.1f} %", highlight=False)
        if withheld:
            share = 100 * (refuted + withheld) / len(false)
            console.print(f"with {withheld} counterexamples that are withheld: {share:.1f} %", highlight=False)


def read(ledger: Path) -> tuple[list[Entry], set[str]]:
    """The entries of a ledger, and the items that are done."""
    found, done = [], set()
    for line in ledger.read_text(encoding="utf-8").splitlines() if ledger.exists() else ():
        data = json.loads(line)
        done.add(data["done"])
        found += [Entry(**e) for e in data["entries"]]
    return found, done


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--count", type=int, default=12_000, help="slips that are tried over all slices; not all give a mutant"
    )
    parser.add_argument("--slice", default="1/1", help="k/n: every n-th item, from the k-th")
    parser.add_argument("--part", choices=("library", "note"), help="of these only")
    parser.add_argument("--ledger", type=Path, help="a file of JSON lines, read first and added to")
    parser.add_argument("--report", action="store_true", help="what the ledger says, without doing more")
    asked = parser.parse_args(arguments)
    k, n = map(int, asked.slice.split("/"))
    console = Console()
    found, done = read(asked.ledger) if asked.ledger else ([], set())
    if not asked.report:
        every = [i for i in items(asked.seed, asked.count) if i[0].startswith(asked.part or "")]
        todo = [i for i in islice(every, k - 1, None, n) if f"{i[0]}:{i[1]}" not in done]
        for name, made in track(entries(asked.seed, todo), "mutants", total=len(todo), console=console):
            found += made
            if asked.ledger:
                with asked.ledger.open("a", encoding="utf-8") as file:
                    file.write(json.dumps({"done": name, "entries": [asdict(e) for e in made]}) + "\n")
    report(found, console)
    return int(any(e.lie for e in found))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
