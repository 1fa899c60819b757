"""``symbolic-it list``, ``show`` and ``explain``: look at derivations, rules and codes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import click

from symbolic_it.cli.nearest import did_you_mean
from symbolic_it.cli.patience import progress_bar
from symbolic_it.cli.selection import authors_code, complain_of_citations, complain_of_files, everything, select
from symbolic_it.errors import InvalidArgument

if TYPE_CHECKING:
    from collections.abc import Mapping

    from symbolic_it.authoring.results import Verdict
    from symbolic_it.cli.selection import Selection
    from symbolic_it.language.expr import Expr
    from symbolic_it.report.screen import Screen
    from symbolic_it.report.views import StepView


@click.command("list")
@click.argument("what", nargs=-1, metavar="[rules|vocabulary|codes|PATHS...]")
@click.option("--verdicts", is_flag=True, help="Check the derivations as well, and show their verdicts.")
@click.option("--claims", is_flag=True, help="Check the derivations, and show which claim each of them settles.")
@click.pass_context
def list_(ctx: click.Context, what: tuple[str, ...], verdicts: bool, claims: bool) -> None:
    """List derivations, the named rules, the vocabulary, or the codes.

    Without an argument, or with PATHS (derivation files or folders, which are run): name, title and claims of
    derivations. `list rules` lists the rules that steps may name, `list vocabulary` the
    words that derivations are written in, `list codes` the diagnostic codes.
    """
    from symbolic_it.report.screen import Screen

    screen = Screen()
    if what in (("rules",), ("vocabulary",), ("codes",)):
        if verdicts or claims:
            raise click.UsageError(f"{'--verdicts' if verdicts else '--claims'} is for derivations")
        _list_others(screen, what[0])
        return
    from symbolic_it.report.pages import print_list

    selection = select(what)
    judged = None
    if verdicts or claims:
        with progress_bar("checking") as progress:
            results = selection.check(False, progress)
        judged = {chain.name: chain.verdict for result in results for chain in result.derivations}
    if claims:
        _list_claims(screen, selection, judged or {})
    else:
        print_list(screen, selection.derivations, judged)
    if complain_of_files(selection):
        ctx.exit(1)


def _list_claims(screen: Screen, selection: Selection, judged: Mapping[str, Verdict]) -> None:
    from symbolic_it.authoring.ledger import entries, read_ledger, unknown_claims
    from symbolic_it.report.pages import print_claims

    ledger = read_ledger()
    print_claims(screen, entries(ledger, selection.derivations, judged), unknown_claims(ledger, selection.derivations))


def _list_others(screen: Screen, what: str) -> None:
    if what == "rules":
        from symbolic_it.foundations import all_rules
        from symbolic_it.report.pages import print_rules

        print_rules(screen, all_rules())
    elif what == "vocabulary":
        from symbolic_it.authoring.vocabulary import vocabulary
        from symbolic_it.report.pages import print_vocabulary

        print_vocabulary(screen, vocabulary())
    else:
        from symbolic_it.report.codes import CODES
        from symbolic_it.report.pages import print_codes

        print_codes(screen, CODES.values())


@click.command()
@click.argument("names", nargs=-1, required=True, metavar="NAME...")
@click.option("--sympy", "with_sympy", is_flag=True, help="Print the SymPy encoding of each step as well.")
@click.option("--uses", is_flag=True, help="Show instead what it rests on: derivations, rules, axioms.")
@click.option("--used-by", is_flag=True, help="Show instead the derivations that rest on it.")
@click.pass_context
def show(ctx: click.Context, names: tuple[str, ...], with_sympy: bool, uses: bool, used_by: bool) -> None:
    """Show a derivation: steps, reasons, conditions, what it rests on.

    NAME is the name of a derivation, or a derivation file (.py), which is run, for all that it holds.
    """
    from symbolic_it.report.pages import print_derivation
    from symbolic_it.report.screen import Screen

    if with_sympy and (uses or used_by):
        raise click.UsageError("--sympy is for the steps, which --uses and --used-by leave out")
    screen = Screen()
    selection = select(names, names_first=True)
    if uses or used_by:
        ctx.exit(_show_citations(screen, selection, uses, used_by))
    for number, derivation in enumerate(selection.derivations):
        if number:
            screen.line()
            screen.line()
        with authors_code():
            result = derivation.check(second_opinion=False)
        print_derivation(screen, derivation, result, sympy_text if with_sympy else None)
    if complain_of_files(selection):
        ctx.exit(1)


def _show_citations(screen: Screen, selection: Selection, uses: bool, used_by: bool) -> int:
    from symbolic_it.authoring.citations import citations
    from symbolic_it.report.pages import print_citations

    with authors_code():
        cited = citations(selection.library)
    titles = {d.name: d.title for d in selection.library.derivations}
    broken = {d.name for d, _ in cited.errors}
    for number, derivation in enumerate(selection.derivations):
        if number:
            screen.line()
        with authors_code():
            sound = derivation.name not in broken
            axioms = derivation.axioms_used if uses and sound else ()
            rules = derivation.rules if uses and sound else ()
        print_citations(
            screen,
            derivation.name,
            titles,
            cited.uses if uses else None,
            cited.used_by if used_by else None,
            rules,
            axioms,
        )
    wrong = complain_of_files(selection)
    return int(complain_of_citations(cited) or wrong)


def sympy_text(step: StepView) -> str:
    """The SymPy encoding of a step at two letters an alphabet, as Python text, or why there is none."""
    try:
        if step.statement_text is not None or not step.relation:
            return str(step.to_sympy())
        try:
            return f"{step.lhs.to_sympy()} {step.relation} {step.rhs.to_sympy()}"
        except InvalidArgument:
            if step.relation != "=":
                raise
        try:
            return f"{_optimum_text(step.lhs)} = {_optimum_text(step.rhs)}"
        except InvalidArgument:
            return str(step.to_sympy())  # an equation of laws, letter by letter
    except InvalidArgument as error:
        return f"none, {error}"


def _optimum_text(side: Expr) -> str:
    """A set of maximisers in words, its condition and its objective in SymPy."""
    from symbolic_it.language.sympy_bridge import optimum_to_sympy

    name = side.names[0] if side.names else "theta"
    like = [h for d in side.declarations for h in d.hypotheses]
    kind, where, objective = optimum_to_sympy(side.term, name, like=like)
    condition = "" if str(where) == "True" else f", where {where}"
    return f"{kind}({name}: {objective}{condition})"


@click.command()
@click.argument("name", metavar="RULE-OR-CODE")
def explain(name: str) -> None:
    """Explain a rule, a word of the vocabulary, an axiom, a definition or a diagnostic code.

    For a rule: what it states, its conditions, why it holds, an example, the source, and the shipped
    derivations that use it. For a code such as IT101: what it means, why it matters, an example, what to do.

    Two pages, in Markdown: `explain certificates`, the format of certificates, all that another replayer needs to
    know; `explain trust`, what is trusted, what is not checked, and the mistakes that were found.
    """
    if name in ("certificates", "trust"):
        from symbolic_it.render.certificate_page import certificate_page
        from symbolic_it.render.trust_page import trust_page

        click.echo(certificate_page() if name == "certificates" else trust_page())
        return
    from symbolic_it.report.screen import Screen

    if re.fullmatch(r"it\d+", name, re.IGNORECASE):
        from symbolic_it.report.codes import CODES
        from symbolic_it.report.pages import print_code

        if name.upper() not in CODES:
            raise InvalidArgument(f"no diagnostic code {name.upper()} (symbolic-it list codes shows all)")
        print_code(Screen(), CODES[name.upper()])
        return
    from symbolic_it.authoring.vocabulary import vocabulary, written
    from symbolic_it.foundations import all_rules
    from symbolic_it.kernel import AXIOMS, DEFINITIONS
    from symbolic_it.language.printing import definition_text
    from symbolic_it.report.pages import print_foundation, print_rule, print_word
    from symbolic_it.report.views import users_of

    rules = {rule.name: rule for rule in all_rules()}
    words = {word.name: word for word in vocabulary()}
    if name in rules:
        print_rule(Screen(), rules[name], users_of(name, everything().derivations), written(name))
    elif name in words:
        print_word(Screen(), words[name])
    elif name in AXIOMS:
        print_foundation(Screen(), name, "axiom", AXIOMS[name].words, AXIOMS[name].source)
    elif name in DEFINITIONS:
        print_foundation(Screen(), name, "definition", definition_text(name) or "", DEFINITIONS[name].source)
    else:
        derivations = [derivation.name for derivation in everything().derivations]
        if name in derivations:
            raise InvalidArgument(f"{name!r} is a derivation: see symbolic-it show {name}")
        known = [*rules, *words, *AXIOMS, *DEFINITIONS, *derivations]
        hint = did_you_mean(name, known) or " (symbolic-it list rules shows the rules)"
        raise InvalidArgument(f"no rule or code named {name!r}{hint}")
