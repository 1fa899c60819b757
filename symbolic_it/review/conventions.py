"""Relations that claim nothing: what a term without meaning stands for, the next value of a number."""

from __future__ import annotations

from symbolic_it.notes import syntax as s


def is_convention(left: s.Node, right: s.Node) -> bool:
    """Whether it says what a term without meaning stands for: 0 log 0 = 0, 0 log(0/q) = 0, p log(p/0) = infinity."""
    if not isinstance(left, s.Binary) or left.op != "*" or not isinstance(left.right, s.Function):
        return False
    inside = left.right.argument
    while isinstance(inside, s.Group):
        inside = inside.inner
    if left.right.name not in ("log", "ln", "lg"):
        return False
    above, below = (inside.left, inside.right) if isinstance(inside, s.Binary) and inside.op == "/" else (inside, None)
    if is_zero(left.left):
        return is_zero(above) and is_zero(right)
    unbounded = isinstance(right, s.Name) and right.head == "infinity"
    return unbounded and below is not None and is_zero(below) and s.structure(above) == s.structure(left.left)


def is_update(left: s.Node, right: s.Node, sure: bool) -> bool:
    """theta_j := theta_j - alpha g, and with = beside a step size: the next value of a number, which claims nothing."""
    first: s.Node = right
    step: s.Node = right
    while isinstance(first, s.Binary) and first.op in "+-":
        step, first = first.right, first.left
    if not isinstance(left, s.Name) or first is right or s.structure(first) != s.structure(left):
        return False
    while isinstance(step, s.Binary) and step.op in "*/":
        step = step.left
    size = step.function if isinstance(step, s.Call) else step
    return sure or (isinstance(size, s.Name) and size.head in ("alpha", "eta", "gamma", "epsilon", "rho"))


def is_zero(node: s.Node) -> bool:
    return isinstance(node, s.Num) and node.value == 0
