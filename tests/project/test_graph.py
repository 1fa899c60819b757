"""Who cites whom: trees at the terminal, graphs for Mermaid and Graphviz, circles and citations of nothing."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from symbolic_it import Library
from symbolic_it.authoring.citations import circles, citations, reached, turned
from symbolic_it.report.graphs import Graph, Node, dot, mermaid, tree

EDGES = {"a": ("b", "c"), "b": ("d",), "c": ("d",), "d": ()}


def test_edges_turned_reached_and_unfolded() -> None:
    assert turned(EDGES) == {"a": (), "b": ("a",), "c": ("a",), "d": ("b", "c")}
    assert reached(EDGES, ["c"]) == ("c", "d")
    assert tree("a", {**EDGES, "d": ("e",), "e": ()}) == (
        (1, "b", False), (2, "d", False), (3, "e", False), (1, "c", False), (2, "d", True),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("edges", "found"),
    [
        (EDGES, ()),
        ({"a": ("a",)}, (("a", "a"),)),
        ({"a": ("b",), "b": ("c",), "c": ("b",)}, (("b", "c", "b"),)),
        ({"a": ("b", "c"), "b": ("a",), "c": ("a",)}, (("a", "b", "a"), ("a", "c", "a"))),
    ],
)
def test_circles(edges, found) -> None:
    assert circles(edges) == found
    for name in edges:
        tree(name, edges)  # ends


def test_circles_are_found_in_long_chains() -> None:
    edges = {str(n): (str(n + 1),) for n in range(5000)} | {"5000": ("0",)}
    assert len(circles(edges)) == 1


def test_the_shipped_library_has_an_order() -> None:
    found = citations(Library.shipped())
    assert found.errors == ()
    assert "gibbs-inequality" in found.uses["cross-entropy-bound"]
    assert "cross-entropy-bound" in found.used_by["gibbs-inequality"]


def test_show_uses_and_used_by(run, write) -> None:
    write("one", ("my-gibbs", "gibbs-inequality"))
    write("two", ("my-other", "my-gibbs"))
    uses = run("show", "my-other", "--uses")
    assert uses.exit_code == 0
    lines = uses.stdout.splitlines()
    assert lines[:4] == ["my-other", "", "Rests on", "  my-gibbs  The title of my-gibbs"]
    assert lines[4].startswith("    gibbs-inequality  Gibbs")
    assert "ln-bound" in uses.stdout
    above = run("show", "gibbs-inequality", "--used-by").stdout
    assert "\n  my-gibbs  " in above and "\n    my-other  " in above and "ln-bound" not in above
    assert "no other derivation" in run("show", "my-other", "--used-by").stdout
    assert run("show", "my-other", "--uses", "--sympy").exit_code == 2


def test_graph_of_all_and_of_one(run, write) -> None:
    write("one", ("my-gibbs", "gibbs-inequality"))
    text = run("graph").stdout
    assert "derivation_my_gibbs --> derivation_gibbs_inequality\n" in text
    assert 'subgraph group_1["' in text
    assert text == run("graph", "--to", "mermaid").stdout
    one = run("graph", "my-gibbs").stdout
    assert re.findall(r'\["([a-z-]+)"\]', one) == ["gibbs-inequality", "my-gibbs"]


def test_graph_of_files(run, write) -> None:
    write("one", ("my-gibbs", "gibbs-inequality"))
    write("two", ("my-other", "my-gibbs"))
    assert "my-other" not in run("graph", "mine/one.py").stdout
    assert "my-other" in run("graph", "mine").stdout


def test_graph_with_rules_and_axioms(run) -> None:
    rules = run("graph", "gibbs-inequality", "--rules").stdout
    assert "derivation_gibbs_inequality --> rule_log_bound\n" in rules and "axiom_" not in rules
    axioms = run("graph", "gibbs-inequality", "--axioms").stdout
    assert 'axiom_ln_bound{{"ln-bound"}}' in axioms and "rule_" not in axioms
    both = run("graph", "gibbs-inequality", "--rules", "--axioms").stdout
    assert "rule_log_bound --> axiom_ln_bound\n" in both
    assert "derivation_gibbs_inequality --> axiom_ln_bound\n" not in both
    # What a cited derivation rests on is drawn there.
    cited = run("graph", "cross-entropy-bound", "--axioms").stdout
    assert "derivation_cross_entropy_bound --> axiom_ln_bound" not in cited
    assert "derivation_gibbs_inequality --> axiom_ln_bound" in cited


def test_graph_to_a_file(run, project: Path) -> None:
    result = run("graph", "gibbs-inequality", "--to", "dot", "-o", "out/library.dot")
    assert (result.exit_code, result.stdout) == (0, "out/library.dot\n")
    text = (project / "out" / "library.dot").read_text(encoding="utf-8")
    assert text.startswith("//") and text.count("{") == text.count("}")


@pytest.mark.parametrize("command", [["graph"], ["show", "a-first", "--uses"]])
def test_a_circle_is_said(run, write, command) -> None:
    write("one", ("a-first", "b-second"), ("b-second", "a-first"))
    result = run(*command)
    assert result.exit_code == 1
    assert "IT905" in result.stderr and "a-first -> b-second -> a-first" in result.stderr


def test_a_citation_of_nothing_is_said(run, write) -> None:
    write("one", ("a-first", "gibs-inequality"))
    result = run("graph", "a-first")
    assert result.exit_code == 1
    assert "IT904" in result.stderr and "gibbs-inequality" in result.stderr
    assert "derivation_a_first" in result.stdout and "-->" not in result.stdout


def test_a_derivation_that_raises_is_said(run, project: Path) -> None:
    text = "from symbolic_it import derivation\n\n@derivation('loud')\ndef loud(d):\n    raise SystemExit\n"
    (project / "mine" / "loud.py").write_text(text, encoding="utf-8")
    result = run("graph", "loud", "--rules", "--axioms")
    assert result.exit_code == 1
    assert "loud.py" in result.stderr and result.stdout.count("loud") == 2


def test_ids_and_labels_are_safe() -> None:
    end, hostile = Node("derivation", "end", "x/end.py"), Node("derivation", 'a"];\\-->b_c', 'x/"&<b>.py')
    graph = Graph((end, hostile, Node("rule", "end")), ((end, hostile), (end, Node("rule", "end"))))
    drawn = mermaid(graph)
    ids = re.findall(r"^    (\w+)[\[({]", drawn, re.M)
    assert len(set(ids)) == len(ids) == 3
    assert not {"end", "subgraph", "graph"} & set(ids)
    assert all(re.fullmatch(r'["\[\](){} \w#;,:\\|.\-]*|.*-->.*|.*%%.*', line) for line in drawn.splitlines())
    assert '"a#34;]#59;\\--#62;b_c"' in drawn
    assert r'[label="a\"];\\-->b_c", shape=box]' in dot(graph)
