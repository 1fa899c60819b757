"""``symbolic-it graph``: what rests on what, for Mermaid or Graphviz."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from symbolic_it.cli.selection import authors_code, complain_of_citations, complain_of_files, select
from symbolic_it.errors import InvalidArgument

if TYPE_CHECKING:
    from symbolic_it.authoring import Derivation
    from symbolic_it.authoring.citations import Citations
    from symbolic_it.cli.selection import Selection
    from symbolic_it.report.graphs import Graph


@click.command()
@click.argument("names", nargs=-1, metavar="[NAME]...")
@click.option(
    "--to", "target", type=click.Choice(["mermaid", "dot"]), default="mermaid", help="For Mermaid or Graphviz."
)
@click.option("-o", "--output", "file", metavar="FILE", help="File to write to (default: standard output).")
@click.option("--rules", is_flag=True, help="With the rules that the steps name.")
@click.option("--axioms", is_flag=True, help="With the axioms of the kernel that each rests on (this checks them).")
@click.pass_context
def graph(ctx: click.Context, names: tuple[str, ...], target: str, file: str | None, rules: bool, axioms: bool) -> None:
    """Draw what rests on what: derivations and those that they cite.

    NAME is a derivation, or a derivation file or folder (.py), which is run: these and all that they rest on are
    drawn; without any, the whole library is.
    """
    from symbolic_it.authoring.citations import citations
    from symbolic_it.report.graphs import MERMAID_EDGES, WRITERS

    selection = select(names, names_first=True)
    with authors_code():
        cited = citations(selection.library)
        made = _graph(selection, cited, rules, axioms)
    if not made.nodes:
        raise InvalidArgument("there is no derivation to draw")
    text = WRITERS[target](made)
    if file is None:
        click.echo(text, nl=False)
    else:
        from symbolic_it.render.files import write

        path = Path(file)
        write({path.name: text}, path.parent)
        click.echo(file)
    if target == "mermaid" and len(made.edges) > MERMAID_EDGES:
        click.echo(
            f"symbolic-it: {len(made.edges)} arrows; Mermaid stops at {MERMAID_EDGES} unless its maxEdges is raised: "
            "name the derivations to draw, or take --to dot",
            err=True,
        )
    wrong = complain_of_files(selection)
    if complain_of_citations(cited) or wrong:
        ctx.exit(1)


def _graph(selection: Selection, cited: Citations, rules: bool, axioms: bool) -> Graph:
    from symbolic_it.authoring.citations import reached
    from symbolic_it.foundations import get_rule
    from symbolic_it.report.graphs import Graph, Node, order

    broken = {d.name for d, _ in cited.errors}
    drawn = [selection.library.get(name) for name in reached(cited.uses, [d.name for d in selection.derivations])]
    node = {d.name: Node("derivation", d.name, str(d.path)) for d in drawn}
    edges = [(node[d.name], node[other]) for d in drawn for other in cited.uses[d.name]]
    for d in drawn:
        if d.name in broken:
            continue
        named = d.rules if rules else ()
        edges += [(node[d.name], Node("rule", name)) for name in named]
        if axioms:
            shown = {axiom for name in named for axiom in get_rule(name).axioms}
            shown |= {axiom for other in cited.uses[d.name] for axiom in _axioms(selection.library.get(other))}
            edges += [(node[d.name], Node("axiom", axiom)) for axiom in _axioms(d) if axiom not in shown]
    if rules and axioms:
        used = dict.fromkeys(b.name for _, b in edges if b.kind == "rule")
        edges += [(Node("rule", name), Node("axiom", axiom)) for name in used for axiom in get_rule(name).axioms]
    return Graph(order([*node.values(), *(b for _, b in edges)]), tuple(dict.fromkeys(edges)))


def _axioms(derivation: Derivation) -> tuple[str, ...]:
    return derivation.axioms_used
