"""The other pages of the terminal: one derivation, the lists, and the explanation of a rule or a code."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from rich import box
from rich.table import Table
from rich.text import Text

from symbolic_it.authoring.results import DerivationResult, StepResult, Verdict, worst
from symbolic_it.report.codes import Code, sections
from symbolic_it.report.graphs import tree
from symbolic_it.report.plain import plain_math, readable
from symbolic_it.report.screen import VERDICT_STYLES, Screen
from symbolic_it.report.terminal import place
from symbolic_it.report.views import ChainView, DerivationView, PictureView, ProseView, RuleView, StepView, rules_of
from symbolic_it.report.words import finding, sentence

if TYPE_CHECKING:
    from symbolic_it.authoring.ledger import Entry
    from symbolic_it.authoring.vocabulary import Word

SympyText = Callable[[StepView], str]
"""Gives the SymPy encoding of a step as text."""


def print_derivation(
    screen: Screen, derivation: DerivationView, result: DerivationResult, sympy_text: SympyText | None = None
) -> None:
    """One derivation: what it assumes, its steps with reasons and verdicts, and what it rests on."""
    screen.show(
        screen.joined(
            (derivation.name, "bold"),
            (f"  {derivation.kind}, ", "dim"),
            (result.verdict.value.replace("-", " "), VERDICT_STYLES[result.verdict]),
        )
    )
    screen.line(readable(derivation.title))
    screen.facts(
        [
            ("settles", ", ".join(derivation.claims)),
            ("source", readable(derivation.source)),
            ("file", place(str(derivation.path), derivation.span)),
        ],
        indent=0,
    )
    if derivation.doc:
        screen.line()
        screen.prose(derivation.doc)
    if derivation.hypotheses:
        screen.heading("Given")
        for hypothesis in derivation.hypotheses:
            screen.line(readable(hypothesis.words) or hypothesis.text, indent=2)
    if derivation.conventions:
        screen.heading("Conventions")
        for convention in derivation.conventions:
            screen.prose(convention, indent=2)
    _print_blocks(screen, derivation, result, sympy_text)
    screen.heading("Rests on")
    screen.facts(
        [
            ("axioms", ", ".join(result.axioms)),
            ("definitions", ", ".join(result.definitions)),
            ("rules", ", ".join(rules_of(derivation))),
            ("derivations", ", ".join(derivation.cites)),
        ]
    )


def _print_blocks(
    screen: Screen, derivation: DerivationView, result: DerivationResult, sympy_text: SympyText | None
) -> None:
    results = iter(result.steps)
    for block in derivation.blocks:
        screen.line()
        if isinstance(block, ChainView):
            if block.title or block.label:
                label = f"({block.label})" if block.label else ""
                screen.line(" ".join(filter(None, (readable(block.title or ""), label))), "bold")
            screen.show(_chain(screen, block, [next(results, None) for _ in block.steps]))
            if sympy_text is not None:
                for step in block.steps:
                    screen.unwrapped(screen.text(f"    SymPy ({step.index}): {sympy_text(step)}"))
        elif isinstance(block, ProseView):
            screen.prose(block.text)
        elif isinstance(block, PictureView):
            screen.prose(f"Picture (see symbolic-it render): {block.caption}")


def _chain(screen: Screen, chain: ChainView, results: list[StepResult | None]) -> Table:
    table = Table(box=None, show_header=False, expand=True, pad_edge=False, padding=(0, 1))
    table.add_column(width=5, justify="right")
    table.add_column(ratio=1, overflow="fold")
    table.add_column(width=14)
    for step, result in zip(chain.steps, results, strict=True):
        whole = step.statement_text  # a statement with quantifiers or premises stands in one piece
        if whole is None and not step.continues:
            table.add_row("", screen.text(step.lhs_text), "")
        lines = []
        reasons = "; ".join(filter(None, (", ".join(step.by), readable(step.why or ""))))
        if reasons:
            lines.append((f"by {reasons}", "dim"))
        if step.conditions_text:
            lines.append((f"assuming {', '.join(step.conditions_text)}", "dim"))
        line = f"{step.relation} {step.rhs_text}" if whole is None else whole
        said = screen.under(screen.text(line), *lines, *_remarks(result))
        verdict = screen.verdict(result.verdict) if result else Text("")
        table.add_row(screen.text(f"({step.index})", "dim"), said, verdict)
    return table


def _remarks(result: StepResult | None) -> list[tuple[str, str]]:
    """What checking has to say about a step beyond its verdict."""
    if result is None:
        return []
    remarks = [(f"assuming {plain_math(assumption)}", "yellow") for assumption in result.assumptions]
    diagnostic = finding(result)
    listed = result.verdict is Verdict.CONDITIONAL and diagnostic is not None and diagnostic.code[:3] == "IT2"
    if diagnostic is not None and not listed:  # a missing condition stands among the assumptions already
        remarks.append((f"{diagnostic.code}: {sentence(diagnostic, result.index)}", "red"))
    return remarks


def print_list(
    screen: Screen, derivations: Iterable[DerivationView], verdicts: Mapping[str, Verdict] | None = None
) -> None:
    """Name, title and claims of derivations, with verdicts where they were checked."""
    table = _listing("name", "title", "claims")
    if verdicts is not None:
        table.add_column("verdict", width=14)
    for derivation in derivations:
        cells = [
            screen.text(derivation.name, "bold"),
            screen.text(readable(derivation.title)),
            screen.text(" ".join(derivation.claims), "cyan"),
        ]
        if verdicts is not None:
            verdict = verdicts.get(derivation.name)
            cells.append(screen.verdict(verdict) if verdict else Text(""))
        table.add_row(*cells)
    screen.show(table)


def print_claims(screen: Screen, ledger: Sequence[Entry], unknown: Sequence[str] = ()) -> None:
    """The ledger: each claim with its class, the derivations that settle it, and what is lacking."""
    table = _listing("id", "class", "claim", "settled by")
    table.add_column("verdict", width=14)
    for entry in ledger:
        names = [(name, "bold" if kind == "theorem" else "") for name, kind, _ in entry.derivations]
        verdicts = [verdict for _, _, verdict in entry.derivations if verdict is not None]
        said = screen.verdict(worst(verdicts)) if entry.settled and verdicts else screen.text("open", "yellow")
        lacking = [(f"lacks {what}", "yellow") for what in entry.lacking]
        lines = [*names, *lacking]
        table.add_row(
            screen.text(entry.claim.id, "cyan"),
            screen.text(entry.claim.kind),
            screen.text(entry.claim.says),
            screen.under(screen.text(*lines[0]), *lines[1:], indent=0) if lines else screen.text(""),
            said,
        )
    screen.show(table)
    settled = sum(entry.settled for entry in ledger)
    screen.line(f"{settled} of {len(ledger)} claims settled")
    if unknown:
        screen.line(f"named by derivations and not in the ledger: {', '.join(unknown)}", "yellow")


def print_citations(
    screen: Screen,
    name: str,
    titles: Mapping[str, str],
    uses: Mapping[str, Sequence[str]] | None,
    used_by: Mapping[str, Sequence[str]] | None,
    rules: Sequence[str] = (),
    axioms: Sequence[str] = (),
) -> None:
    """What a derivation rests on, and what rests on it, as trees of names; None for the one that is not asked."""
    screen.line(name, "bold")
    for edges, heading in ((uses, "Rests on"), (used_by, "Used by")):
        if edges is None:
            continue
        screen.heading(heading)
        lines = tree(name, edges)
        for depth, other, again in lines:  # a line each, however long: they are read by programs too
            said = "(as above)" if again else readable(titles[other])
            screen.unwrapped(screen.joined(("  " * depth + other, ""), (f"  {said}", "dim")))
        if not lines:
            screen.line("no other derivation", "dim", indent=2)
        if edges is uses:
            screen.facts([("rules", ", ".join(rules)), ("axioms", ", ".join(axioms))])


def print_rules(screen: Screen, rules: Iterable[RuleView]) -> None:
    """The named rules and what they state, by subject."""
    subjects: dict[str, list[RuleView]] = {}
    for rule in rules:
        subjects.setdefault(rule.subject, []).append(rule)
    for number, (subject, members) in enumerate(subjects.items()):
        if number:
            screen.line()
        screen.line(subject, "bold underline")
        table = _listing("rule", "states")
        table.show_header = False
        for rule in members:
            table.add_row(screen.text(rule.name, "bold"), screen.text(_with_conditions(rule)))
        screen.show(table)


def print_vocabulary(screen: Screen, words: Iterable[Word]) -> None:
    """The words that authors write, by subject."""
    subject = ""
    table: Table | None = None
    for word in words:
        if word.subject != subject or table is None:
            if table is not None:
                screen.show(table)
                screen.line()
            subject = word.subject
            screen.line(subject, "bold underline")
            table = _listing("written", "says")
            table.show_header = False
            table.columns[0].no_wrap = False
            table.columns[0].overflow = "fold"
        table.add_row(screen.text(word.usage, "bold"), screen.text(word.brief))
    if table is not None:
        screen.show(table)


def print_word(screen: Screen, word: Word) -> None:
    """The page of a word."""
    screen.show(screen.joined((word.name, "bold"), (f"  {word.subject}", "dim")))
    for title, text in (("Written", word.usage), ("Says", word.text)):
        if text:
            screen.heading(title)
            if title == "Written":
                screen.line(text, indent=2)
            else:
                screen.prose(text, indent=2)


def _with_conditions(rule: RuleView) -> str:
    """What a rule states, with what all its forms need: without it a statement would look as if it held always."""
    if not rule.conditions:
        return rule.statement_text
    shown = [readable(condition) for condition in rule.conditions]
    needed = ", ".join(f"({c})" if c.startswith(("forall", "exists")) else c for c in shown)
    several = "; " in rule.statement_text
    return f"given {needed}: {rule.statement_text}" if several else f"{needed} ==> {rule.statement_text}"


def _listing(name: str, *others: str) -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False, header_style="dim", padding=(0, 1))
    table.add_column(name, no_wrap=True)  # a name is there to be copied
    for title in others:
        table.add_column(title, overflow="fold")
    return table


def print_rule(screen: Screen, rule: RuleView, users: Iterable[str], written: str = "") -> None:
    """The page of a named rule."""
    screen.show(screen.joined((rule.name, "bold"), (f"  {readable(rule.title)}", "")))
    conditions = "\n".join(readable(condition) for condition in rule.conditions)
    for title, text in (
        ("Statement", rule.statement_text),
        ("Written", written),
        ("Conditions", conditions or ("as stated" if "==>" in rule.statement_text else "none")),
        ("Why", rule.why),
        ("Example", rule.example),
        ("Source", rule.source),
        ("Axioms", ", ".join(rule.axioms)),
        ("Used by", ", ".join(users) or "no shipped derivation names it"),
    ):
        if text:
            screen.heading(title)
            if title == "Written":
                screen.line(text, indent=2)
            elif title in ("Statement", "Conditions", "Example"):
                screen.line(readable(text), indent=2)
            else:
                screen.prose(text, indent=2)


def print_foundation(screen: Screen, name: str, kind: str, statement: str, source: str) -> None:
    """The page of an axiom or a definition of the kernel."""
    screen.show(screen.joined((name, "bold"), (f"  {kind} of the kernel", "dim")))
    for title, text in (("Statement", statement), ("Source", source)):
        if text:
            screen.heading(title)
            screen.prose(text, indent=2)


def print_codes(screen: Screen, entries: Iterable[Code]) -> None:
    """The diagnostic codes and their names."""
    table = _listing("code", "name", "class")
    family = ""
    for entry in entries:
        said = "" if entry.family == family else entry.family  # a class is named once
        family = entry.family
        table.add_row(screen.text(entry.code, "bold"), screen.text(entry.name), screen.text(said, "dim"))
    screen.show(table)


def print_code(screen: Screen, entry: Code) -> None:
    """The page of a diagnostic code."""
    screen.show(screen.joined((entry.code, "bold"), (f"  {entry.name}", ""), (f"  ({entry.family})", "dim")))
    for title, text in sections(entry):
        screen.heading(title)
        screen.line(text, indent=2)
