"""Joint and conditional divergence have the same minimisers when the model of the condition has no parameter."""

from __future__ import annotations

from collections.abc import Sequence

from symbolic_it.authoring.checking import conclusions_of
from symbolic_it.authoring.model import Derivation, Proof
from symbolic_it.authoring.results import Span, Verdict
from symbolic_it.errors import InvalidArgument
from symbolic_it.kernel.limits import KernelError, apart, bounded
from symbolic_it.kernel.terms import constants_of
from symbolic_it.language import declare
from symbolic_it.language.expr import And, Eq, Expr
from symbolic_it.language.notation import ForAll, Sum, argmin, conditional, first_marginal
from symbolic_it.notes.world import World
from symbolic_it.review.assuming import Assumption, Established
from symbolic_it.review.judging import WORK, Prover, fails, shipped_library

CHAIN_RULE = "divergence-chain-rule"


def same_minimisers(world: World, statement: Expr, given: Sequence[Expr]) -> Established | None:
    """The statement established where the model's law of the first variable does not depend on the parameter.

    Proved by the chain rule of divergence: Cover and Thomas, Elements of Information Theory, 2nd ed., theorem 2.5.3.
    """
    known = {key: e for key, e in world.known.items() if e.term in statement.term.free}
    laws = [(key[4:], e) for key, e in known.items() if key.startswith("law:")]
    models = [(key[6:], e) for key, e in known.items() if key.startswith("model:")]
    if len(laws) != 1 or len(models) != 1 or not {"argmin", "divergence"} <= constants_of([statement.term]):
        return None
    (key, P), (name, Q) = laws[0], models[0]
    letters = world.letters_of(key)
    if len(letters) != 2 or world.letters_of(name) != letters:
        return None
    x, y = (world.outcome(letter) for letter in letters)
    t = world.parameter(world.usage.models[name])
    S = declare.law("S", world.alphabet(letters[0]))
    row, model_row = first_marginal(P), first_marginal(Q[t])
    rows = And(ForAll(t, Eq(model_row, S)), row << S)

    def D(a: Expr, b: Expr) -> Expr:
        return world.based("divergence", a, b)

    each = [conditional(law, x) for law in (P, Q[t])]
    averaged = Sum(x, row(x) * D(*each))
    written = Sum(x, Sum(y, P(x, y) * world.notion_log(each[0](y) / each[1](y))))
    words = f"{Q.text}_{t.text}({letters[0]}) does not depend on {t.text}"
    assumption = Assumption("IT206", words, rows)
    if fails(statement, [*given, rows]):
        return None

    def write(d: Proof) -> None:
        split = d.have(ForAll(t, Eq(D(P, Q[t]), D(row, model_row) + averaged)), by=[CHAIN_RULE])
        opened = d.have(ForAll(t, Eq(averaged, written)))
        constant = d.have(ForAll(t, Eq(D(row, model_row), D(row, S))), by=[d.given[-1]])
        shifted = d.have(ForAll(t, Eq(D(P, Q[t]), D(row, S) + written)), by=[split, opened, constant])
        d.have(Eq(argmin(t, D(P, Q[t])), argmin(t, D(row, S) + written)), by=[shifted])
        d.have(statement)

    library = shipped_library()
    with apart():
        conclusions_of(library.get(CHAIN_RULE))
    derivation = Derivation(
        "note",
        write,
        title="",
        claims=(),
        given=[*given, rows],
        source="",
        kind="theorem",
        doc="",
        path="",
        span=Span(1),
    )
    derivation.library = library
    checker = Prover(derivation, False)
    checker.work = WORK
    try:
        with bounded(8 * WORK):
            checker.check()
    except (InvalidArgument, KernelError, RecursionError):
        return None
    result = checker.results[-1]
    return Established(assumption, result) if all(r.verdict is Verdict.PROVED for r in checker.results) else None
