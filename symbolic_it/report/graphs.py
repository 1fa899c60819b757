"""What rests on what, as text that Mermaid or Graphviz draws: derivations by file, the rules they name, axioms.

The text is the same for the same library. An arrow leads from what rests to what it rests on.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePath

KINDS = ("derivation", "rule", "axiom")


@dataclass(frozen=True)
class Node:
    """``kind`` is one of KINDS; a name belongs to one node of its kind. ``group`` is the file of a derivation."""

    kind: str
    name: str
    group: str = ""


@dataclass(frozen=True)
class Graph:
    """Nodes, and pairs of them: the first rests on the second."""

    nodes: tuple[Node, ...]
    edges: tuple[tuple[Node, Node], ...]

    @property
    def groups(self) -> tuple[tuple[str, tuple[Node, ...]], ...]:
        """The nodes under a heading each: files, then rules, then axioms, in the order of the nodes."""
        found: dict[tuple[str, str], list[Node]] = {}
        for node in self.nodes:
            found.setdefault((node.kind, node.group), []).append(node)
        return tuple((_heading(*key), tuple(members)) for key, members in found.items())


def _heading(kind: str, group: str) -> str:
    if kind != "derivation":
        return {"rule": "Rules", "axiom": "Axioms"}[kind]
    words = PurePath(group).stem.replace("_", " ").replace("-", " ").split()
    return " ".join(words).capitalize() or "Derivations"


MERMAID_EDGES = 500
"""Mermaid draws no more than these unless its user raises the limit; GitHub's does not."""


def mermaid(graph: Graph) -> str:
    """The graph for Mermaid, which GitHub and many editors draw."""
    marks = {"derivation": ('["', '"]'), "rule": ('(["', '"])'), "axiom": ('{{"', '"}}')}
    lines = ["flowchart LR", "  %% an arrow leads to what its start rests on"]
    for number, (heading, members) in enumerate(graph.groups, 1):
        lines.append(f'  subgraph group_{number}["{_mermaid_text(heading)}"]')
        for node in members:
            before, after = marks[node.kind]
            lines.append(f"    {_mermaid_id(node)}{before}{_mermaid_text(node.name)}{after}")
        lines.append("  end")
    lines += [f"  {_mermaid_id(a)} --> {_mermaid_id(b)}" for a, b in graph.edges]
    return "\n".join(lines) + "\n"


def _mermaid_id(node: Node) -> str:
    """An id of letters, digits and underscores: Mermaid reads hyphens as arrows, and words such as `end` as its own."""
    return f"{node.kind}_{_letters(node.name)}"


def _letters(name: str) -> str:
    # Names are of small letters, digits and hyphens; anything else, an underscore too, becomes its code point.
    return "".join(c if c.isascii() and c.isalnum() else "_" if c == "-" else f"_{ord(c)}_" for c in name)


def _mermaid_text(text: str) -> str:
    """Text between quotation marks: what Mermaid would read as its own, as its entities of decimal code points."""
    return "".join(f"#{ord(c)};" if c in '"#<>&`;' else c for c in text)


def dot(graph: Graph) -> str:
    """The graph for Graphviz."""
    shapes = {"derivation": "box", "rule": "ellipse", "axiom": "hexagon"}
    lines = [
        "// an arrow leads to what its start rests on",
        "digraph derivations {",
        "  rankdir=LR;",
        '  node [fontname="Helvetica", fontsize=10, margin="0.25,0.08"];',
        '  graph [fontname="Helvetica", fontsize=11, color=gray60];',
        "  edge [color=gray35, arrowsize=0.7];",
    ]
    for number, (heading, members) in enumerate(graph.groups, 1):
        lines.append(f"  subgraph cluster_{number} {{")
        lines.append(f"    label={_quoted(heading)};")
        for node in members:
            lines.append(f"    {_dot_id(node)} [label={_quoted(node.name)}, shape={shapes[node.kind]}];")
        lines.append("  }")
    lines += [f"  {_dot_id(a)} -> {_dot_id(b)};" for a, b in graph.edges]
    return "\n".join([*lines, "}"]) + "\n"


def _dot_id(node: Node) -> str:
    return _quoted(node.name if node.kind == "derivation" else f"{node.kind} {node.name}")


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


WRITERS = {"mermaid": mermaid, "dot": dot}


def tree(name: str, edges: Mapping[str, Sequence[str]]) -> tuple[tuple[int, str, bool], ...]:
    """(depth, name, whether its own branches stand above) of all below the name; each is unfolded once."""
    lines: list[tuple[int, str, bool]] = []
    unfolded: set[str] = {name}
    stack = [(1, other) for other in reversed(edges[name])]
    while stack:
        depth, top = stack.pop()
        again = top in unfolded and bool(edges[top])
        lines.append((depth, top, again))
        if top not in unfolded:
            unfolded.add(top)
            stack += [(depth + 1, other) for other in reversed(edges[top])]
    return tuple(lines)


def order(nodes: Iterable[Node]) -> tuple[Node, ...]:
    """Derivations as they come, then rules, then axioms by name."""
    given = tuple(dict.fromkeys(nodes))
    others = sorted((node for node in given if node.kind != "derivation"), key=lambda n: (KINDS.index(n.kind), n.name))
    return (*(node for node in given if node.kind == "derivation"), *others)
