"""The sentences of a note: reasons of steps, verdicts, and what SymPy says, as running text without any markup."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from symbolic_it.authoring.results import DerivationResult, StepResult, Verdict
from symbolic_it.render.formulas import Formula
from symbolic_it.render.prose import Inline, Math, Segment, Strong, Words, inline, joined

KINDS = {"theorem": "Theorem", "refutation": "Refutation", "computation": "Computation"}

VERDICTS = {
    Verdict.PROVED: "proved",
    Verdict.CONDITIONAL: "proved under further assumptions",
    Verdict.DEFINITION: "definition",
    Verdict.COMPUTED: "computed",
    Verdict.REFUTED: "refuted",
    Verdict.UNPROVED: "not proved",
    Verdict.NOT_UNDERSTOOD: "not understood",
}


def opening(kind: str) -> Inline:
    """The sentence that says how to read a note that is no theorem."""
    if kind == "refutation":
        return (
            Strong("As often written, the claim is false."),
            Words(" The steps below work out an instance in which it fails."),
        )
    if kind == "computation":
        return (Words("The numbers below are computed, exactly or by interval arithmetic; none is typed in."),)
    return ()


def status(kind: str, result: DerivationResult | None) -> str:
    """One short phrase for the head of a note."""
    if result is None:
        return "not checked"
    if any(step.second_opinion == "disagrees" for step in result.steps):
        return "the kernel and SymPy disagree"
    verdict = result.verdict
    if kind == "refutation" and verdict in (Verdict.PROVED, Verdict.COMPUTED, Verdict.DEFINITION):
        return "the refutation stands"
    if verdict is Verdict.DEFINITION:
        return "proved"
    if not verdict.good:
        return {
            Verdict.REFUTED: "a step is refuted",
            Verdict.UNPROVED: "a step is not proved",
            Verdict.NOT_UNDERSTOOD: "a step is not understood",
        }[verdict]
    return VERDICTS[verdict]


def numbers(steps: Sequence[int]) -> str:
    """``1-3 and 5`` with en dashes, under ``step`` or ``steps``."""
    runs: list[list[int]] = []
    for n in sorted(steps):
        if runs and runs[-1][-1] == n - 1:
            runs[-1].append(n)
        else:
            runs.append([n])
    parts: list[str] = []
    for run in runs:
        if len(run) == 2:
            parts += [str(run[0]), str(run[1])]
        else:
            parts.append(str(run[0]) if len(run) == 1 else f"{run[0]}\u2013{run[-1]}")
    text = parts[0] if len(parts) == 1 else ", ".join(parts[:-1]) + " and " + parts[-1]
    return ("step " if len(steps) == 1 else "steps ") + text


def verdicts(result: DerivationResult | None) -> Inline:
    """The verdict of each step, and the second opinion where it was asked for."""
    if result is None:
        return (Words("This note was written without checking its steps."),)
    if not result.steps:
        return (Words("There are no steps to check."),)
    groups = _grouped(result.steps, lambda step: VERDICTS[step.verdict])
    out: list[Segment] = []
    if list(groups) == ["proved"]:
        many = len(result.steps)
        all_of = {1: "The step is", 2: "Both steps are"}.get(many, f"All {many} steps are")
        out.append(Words(f"{all_of} proved"))
    else:
        parts = [f"{numbers(where)} {word}" for word, where in groups.items()]
        out.append(Words(_capital("; ".join(parts))))
    asked = _grouped(
        (step for step in result.steps if step.second_opinion is not None),
        lambda step: str(step.second_opinion),
    )
    if not asked:
        return (*out, Words(". SymPy was not asked for a second opinion."))
    if list(asked) == ["agrees"] and len(asked["agrees"]) == len(result.steps):
        if len(result.steps) == 1:
            return (*out, Words(", and SymPy agrees."))
        return (*out, Words(", and SymPy agrees with each."))
    if list(asked) == ["no finite instance"] and len(asked["no finite instance"]) == len(result.steps):
        return (*out, Words(". There is no finite instance that SymPy could confirm."))
    out.append(Words(". SymPy "))
    wording = {
        "agrees": "agrees with {}",
        "disagrees": "disagrees with {}",
        "no finite instance": "has no finite instance of {} to confirm",
    }
    for n, (opinion, where) in enumerate(asked.items()):
        phrase = wording.get(opinion, opinion + " for {}").format(numbers(where))
        out.append(Words("; it " if n else ""))
        out.append(Strong(phrase) if opinion == "disagrees" else Words(phrase))
    return (*out, Words("."))


def _grouped(steps: Iterable[StepResult], word: Callable[[StepResult], str]) -> dict[str, list[int]]:
    groups: dict[str, list[int]] = {}
    for step in steps:
        groups.setdefault(word(step), []).append(step.index)
    return groups


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _sentence(parts: Inline) -> Inline:
    """The parts with a full stop, unless they end in one."""
    if not parts:
        return ()
    last = parts[-1]
    if isinstance(last, Words) and last.text.rstrip().endswith((".", "!", "?")):
        return parts
    return (*parts, Words("."))


def _formulas(formulas: Sequence[Formula]) -> Inline:
    return joined([(Math(f),) for f in formulas])


def under(conditions: Sequence[Formula], again: bool) -> Inline:
    """What a chain is under, as the words before it. ``again`` says that the chain before was under the same."""
    if not conditions:
        return ()
    many = "s" if len(conditions) > 1 else ""
    if again:
        return (Words(f"Under the same assumption{many}:"),)
    return (Words(f"Under the assumption{many} "), *_formulas(conditions), Words(":"))


def reason(
    named: Sequence[Inline],
    why: str,
    conditions: Sequence[Formula],
    assumptions: Sequence[Formula],
    result: StepResult | None,
) -> Inline:
    """Why a step holds: the rules it names, the author's remark, what it needs, and a verdict other than proved."""
    out: list[Segment] = []

    def add(parts: Inline) -> None:
        if parts:
            out.extend((Words(" "),) if out else ())
            out.extend(parts)

    remark = inline(why or "")
    if named and remark and isinstance(remark[0], Words) and remark[0].text[:1].islower():
        # A remark that goes on from the rule: "Logarithm of a quotient: where ..."
        add(_sentence((*joined(named, "; ", "; "), Words(": "), *remark)))
    else:
        add(_sentence(joined(named, "; ", "; ")))
        add(_sentence(remark))
    verdict = result.verdict if result is not None else None
    if not out and verdict in (None, Verdict.PROVED, Verdict.CONDITIONAL):
        add((Words("No rule is named." if verdict is None else "Found by the checker, no rule named."),))
    if conditions:
        add((Words("Given "), *_formulas(conditions), Words(".")))
    if assumptions:
        add((Strong("Assuming "), *_formulas(assumptions), Words(".")))
    if verdict is Verdict.DEFINITION and not out:
        add((Words("Definition."),))
    if verdict is Verdict.COMPUTED and not out:
        add((Words("Computed."),))
    if verdict is not None and not verdict.good:
        add((Strong(_capital(VERDICTS[verdict]) + "."),))
        example = result.counterexample if result is not None else None
        if example is not None:
            add(
                (
                    Words(f"It fails for {example.where}: the left side is {example.lhs}, "),
                    Words(f"the right side {example.rhs}."),
                )
            )
    if result is not None and result.second_opinion == "disagrees":
        add((Strong("SymPy disagrees."),))
    return tuple(out)
