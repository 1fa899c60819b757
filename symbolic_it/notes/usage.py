"""What the letters of a chain are: laws, outcomes, samples, indices, parameters, numbers, told by how they are used."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from symbolic_it.notes import syntax as s
from symbolic_it.notes.bounds import bounds_of
from symbolic_it.notes.free_letters import free_letters, free_names
from symbolic_it.notes.index_evidence import evidence
from symbolic_it.notes.letters import (
    GREEK_PARAMETERS,
    LAW_HEADS,
    applied_law_key,
    family_key,
    hangs,
    is_capital,
    is_differential_entropy,
    is_index,
    is_law_name,
    is_notion,
    is_parameter,
    joint_letters,
    key_text,
    law_key,
    parameter_of,
    split_arguments,
    subscript_variables,
)
from symbolic_it.notes.standing_values import looks_like_factor, standing_values
from symbolic_it.notes.symbols import Symbols


@dataclass
class Usage:
    """The roles of the letters of one chain."""

    symbols: Symbols
    laws: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Key of a law to the letters of its outcomes, in order."""
    models: dict[str, str] = field(default_factory=dict)
    """Key of a family of laws to the key of its parameter."""
    families: dict[str, str] = field(default_factory=dict)
    """Key of a family of functions to the key of its parameter."""
    scalars: set[str] = field(default_factory=set)
    enumerated: dict[str, str] = field(default_factory=dict)
    """Index that runs through an alphabet: the outcome's letter."""
    indices: set[str] = field(default_factory=set)
    samples: set[str] = field(default_factory=set)
    """Letters x whose x_i are elements of an alphabet, for an index over 1..n."""
    variables: set[str] = field(default_factory=set)
    """Letters of random variables that notions speak of: x for H(X)."""
    complemented: set[str] = field(default_factory=set)
    """Heads of names that stand as 1 - name."""
    logged: set[str] = field(default_factory=set)
    """Keys of names that a logarithm is taken of."""
    same: dict[str, str] = field(default_factory=dict)
    """Keys of laws that are another law's under a letter of the other case."""
    indexed: dict[str, str] = field(default_factory=dict)
    """Heads of names that a sum's index hangs on, with the index."""
    base: str = ""
    """The base of the chain's entropies, when its logarithms name one."""
    entropy_bases: set[str] = field(default_factory=set)
    """What stands below the entropies: 2, e, b."""
    letter_base: bool = False
    """Whether a logarithm or an entropy of the chain names the base b."""
    whole: set[str] = field(default_factory=set)
    """Keys of laws that are applied to a whole sample."""
    fixed: set[str] = field(default_factory=set)
    """Letters of outcomes that stand free: the formula is about each value of them."""
    optimised: set[str] = field(default_factory=set)
    """Names without an index that a maximum or minimum of the chain runs over, outcomes left out."""
    spoken_outside: set[str] = field(default_factory=set)
    """Heads of names that a side has outside of the sums that bind them or leave them out."""
    densities: set[str] = field(default_factory=set)
    """Letters of outcomes that an integral of the chain runs over: the laws are densities in them."""
    differential: bool = False
    """Whether the chain speaks of h(X), so that H(X) beside it is another notion."""
    named: set[str] = field(default_factory=set)
    """Keys of laws that stand as arguments of notions, without arguments of their own."""
    order: list[str] = field(default_factory=list)
    vectors: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """In a chain in coordinates: keys of names with indices, with the letter of the set that each index runs through."""
    classes: dict[str, str] = field(default_factory=dict)
    """In such a chain: the letter of the set that each index runs through."""
    coordinates: set[str] = field(default_factory=set)
    """The indices of the coordinates that derivatives are taken in."""
    told_apart: set[frozenset[str]] = field(default_factory=set)
    """Pairs of indices that the chain itself tells apart: by delta_ij, by the cases i = j and i != j."""
    positive: set[str] = field(default_factory=set)
    """Keys of vectors that logarithms are taken of, or that something is divided by."""

    def note_joint(self, letters: Iterable[str]) -> None:
        for x in letters:
            if x not in self.order:
                self.order.append(x)


def analysed(sides: Iterable[s.Node], symbols: Symbols) -> Usage:
    """The usage of a chain's letters."""
    usage = Usage(symbols)
    sides = list(sides)
    nodes = [n for side in sides for n in s.walk(side)]
    _Collector(usage, sides, nodes).run()
    return usage


class _Collector:
    def __init__(self, usage: Usage, sides: list[s.Node], nodes: list[s.Node]) -> None:
        self.usage, self.sides, self.nodes = usage, sides, nodes

    def run(self) -> None:
        for n in self.nodes:
            if isinstance(n, s.Big) and n.kind == "int":
                self.usage.densities |= {x.lower() for x in n.differential.split()}
            elif is_differential_entropy(n):
                assert isinstance(n, s.Call)
                self.usage.differential = True
                self.usage.densities |= set(joint_letters(split_arguments(n)[0]))
        self.family_functions()
        self.complements()
        self.bare_names()
        self.parameters()
        self.index_roles()
        self.letters_of_indices()
        self.law_letters()
        self.notions()
        self.bases()
        self.fixed_letters()

    def fixed_letters(self) -> None:
        """The letters that stand free on a side, unless another side binds them: then nothing is said of each value."""
        free = [set(free_letters(side, frozenset())) for side in self.sides]
        bound = [{b.name for n in s.walk(x) if isinstance(n, s.Big) for b in bounds_of(n)} for x in self.sides]
        for side, letters in zip(self.sides, bound, strict=True):
            for n in s.walk(side):
                if isinstance(n, s.Expectation) and n.given is None and isinstance(n.sub, s.Relation) and n.sub.left:
                    left = n.sub.left
                    letters.update(joint_letters(left.parts if isinstance(left, s.Sequence) else [left]))
        averaged = set().union(*(b - f for b, f in zip(bound, free, strict=True))) if free else set()
        self.usage.fixed = set().union(*free) - averaged

    def bases(self) -> None:
        """The one base that the chain's logarithms name; the document's where the chain has none."""
        named: set[str] = set()
        bare = False
        for n in self.nodes:
            under = n.base if isinstance(n, s.Function) else None
            if isinstance(n, s.Call) and isinstance(n.function, s.Name) and is_notion(n):
                under = n.function.sub
            if isinstance(under, s.Name) and s.spelled_name(under) == "b" and not under.mark:
                self.usage.letter_base = True
            if isinstance(n, s.Function) and n.name in ("log", "ln"):
                if n.name == "ln" or (isinstance(n.base, s.Name) and n.base.head == "e"):
                    named.add("e")
                elif isinstance(n.base, s.Num) and n.base.value in (2, 10):
                    named.add(str(n.base.value))
                elif n.base is None:
                    bare = True
        if len(named) == 1 and not bare:
            self.usage.base = named.pop()
        elif not named and not bare:
            notions = {
                n.function.head
                for n in self.nodes
                if isinstance(n, s.Call) and is_notion(n) and isinstance(n.function, s.Name)
            }
            bases = {self.usage.symbols.notion_bases.get(head, "") for head in notions}
            self.usage.base = bases.pop() if len(bases) == 1 else ""
            self.usage.base = self.usage.base or self.usage.symbols.written_base

    def family_functions(self) -> None:
        """f_theta(x), f(x; theta) for letters that are no laws."""
        for n in self.nodes:
            if (
                not isinstance(n, s.Call)
                or not isinstance(n.function, s.Name)
                or n.function.head in LAW_HEADS
                or is_notion(n)
            ):
                continue
            parameter = parameter_of(n.function) or next((a for a in split_arguments(n)[1] if is_parameter(a)), None)
            before, _ = split_arguments(n)
            if isinstance(parameter, s.Name) and before and not is_parameter(before[0]):
                self.usage.families[family_key(n.function)] = parameter.head

    def complements(self) -> None:
        bound = {b.name for n in self.nodes if isinstance(n, s.Big) for b in bounds_of(n)}
        for n in self.nodes:
            if isinstance(n, s.Binary) and n.op == "-" and isinstance(n.left, s.Num) and n.left.value == 1:
                right = n.right
                if isinstance(right, s.Call):
                    right = right.function
                if isinstance(right, s.Name) and not (
                    bound and isinstance(right.sub, s.Name) and right.sub.head not in bound
                ):
                    self.usage.complemented.add(family_key(right))
            elif isinstance(n, s.Function) and n.name in ("log", "ln") and isinstance(n.argument, s.Name):
                self.usage.logged.add(family_key(n.argument))

    def bare_names(self) -> None:
        """Law-like letters that stand as numbers: p in p log p + (1-p) log(1-p), theta^k."""
        for side in self.sides:
            for name, inside_sum, place in standing_values(side, False, ""):
                key = name.head
                if name.sub is not None and is_index(name.sub):
                    continue
                if is_law_name(name) and name.sub is None:
                    if inside_sum or place == "law":
                        continue
                    self.usage.scalars.add(key)
                elif name.head in GREEK_PARAMETERS and place != "law" and key not in self.usage.families.values():
                    self.usage.scalars.add(key)

    def parameters(self) -> None:
        for n in self.nodes:
            name = n.function if isinstance(n, s.Call) else n
            if isinstance(name, s.Name) and name.head in LAW_HEADS:
                parameter = parameter_of(name)
                if parameter is not None:
                    self.usage.models[law_key(name)] = key_text(parameter)
            if isinstance(n, s.Call) and isinstance(n.function, s.Name) and n.function.head in LAW_HEADS:
                _, after = split_arguments(n)
                for argument in after:
                    if is_parameter(argument):
                        self.usage.models.setdefault(law_key(n.function), key_text(argument))

    def index_roles(self) -> None:
        usage = self.usage
        plain: dict[str, str] = {}  # indices of sums that nothing tells of, with the last value
        hung: dict[str, dict[str, str]] = {}
        for n in self.nodes:
            if not isinstance(n, s.Big):
                continue
            for bound in bounds_of(n):
                if bound.kind != "index":
                    continue
                i = bound.name
                signs = list(evidence(n, i, usage.symbols.lengths, usage.complemented))
                last = s.structure(bound.last) if bound.last is not None else ""
                for x in s.walk(n.body):
                    if isinstance(x, s.Name) and isinstance(x.sub, s.Name) and x.sub.head == i:
                        usage.indexed.setdefault(x.head, i)
                        hung.setdefault(x.head, {})[i] = last
                if not signs and n.kind == "sum" and plain.get(i, last) == last:
                    plain[i] = last
                else:
                    plain[i] = "?"
                if "sample" in signs or (n.kind == "prod" and "letter" not in signs):
                    usage.indices.add(i)
                elif any(e.startswith("enumerated") for e in signs):
                    letter = next((e.split(":")[1] for e in signs if ":" in e), i)
                    usage.enumerated.setdefault(i, letter)
                else:
                    usage.indices.add(i)
        below = [n.below for n in self.nodes if isinstance(n, s.Optimum)]
        usage.optimised = {x.head for x in below if isinstance(x, s.Name) and x.sub is None} - set("abcijklmnstuvxyz")
        usage.spoken_outside = {head for side in self.sides for head in free_names(side)}
        for n in self.nodes:  # sum over i != j: j runs as well
            for bound in bounds_of(n) if isinstance(n, s.Big) else ():
                if bound.kind == "index" and bound.name in usage.indices and len(bound.without) == 1:
                    usage.indices |= {w.head for w in bound.without if isinstance(w, s.Name)} - usage.spoken_outside
        for i in list(usage.enumerated):
            if i in usage.indices:
                # one letter for both: the chain is about a sample
                usage.enumerated.pop(i)
        for indices in hung.values():  # sum_k p_k z_k beside sum_j e^{z_j}: j runs through the same alphabet
            through = {usage.enumerated[i]: last for i, last in indices.items() if i in usage.enumerated}
            for j, last in indices.items():
                if len(through) == 1 and j in usage.indices and plain.get(j) == last == next(iter(through.values())):
                    usage.indices.discard(j)
                    usage.enumerated[j] = next(iter(through))
        for n in self.nodes:
            if isinstance(n, s.Call) and (
                is_law_name(n.function) or (isinstance(n.function, s.Name) and family_key(n.function) in usage.families)
            ):
                for argument in n.arguments:
                    name = (
                        argument.right if isinstance(argument, s.Relation) and argument.right is not None else argument
                    )
                    index = (
                        name.sub if isinstance(name, s.Name) and name.sub is not None else getattr(name, "sup", None)
                    )
                    if isinstance(name, s.Name) and isinstance(index, s.Name) and index.head in usage.indices:
                        usage.samples.add(name.head)

        self.averaged_samples()

    def averaged_samples(self) -> None:
        """x of the average of f(x_i) beside E[f(X)], or E_p[f(x)]: x_i is a value of X."""
        bodies = [n for n in self.nodes if isinstance(n, s.Expectation) and n.kind == "E"]
        heads = {n.head for e in bodies for n in s.walk(e.body) if isinstance(n, s.Name) and n.sub is None}
        for n in self.nodes:
            if not isinstance(n, s.Big) or n.kind != "sum":
                continue
            bound = {b.name for b in bounds_of(n)} & self.usage.indices
            for x in (x for x in s.walk(n.body) if isinstance(x, s.Name) and not x.mark and x.sup is None):
                if isinstance(x.sub, s.Name) and x.sub.head in bound and x.head in ("x", "y", "z"):
                    if {x.head, x.head.upper()} & heads:
                        self.usage.samples.add(x.head)

    def letters_of_indices(self) -> None:
        """p_i beside p(x): the index runs through the outcomes that the law has an argument for."""
        for i, letter in self.usage.enumerated.items():
            if i != letter:
                continue
            laws = {law_key(n) for n in self.nodes if isinstance(n, s.Name) and is_law_name(n) and hangs(n, i)}
            calls = [n for n in self.nodes if isinstance(n, s.Call) and is_law_name(n.function)]
            applied = [
                tuple(joint_letters(n.arguments))
                for n in calls
                if isinstance(n.function, s.Name) and applied_law_key(n.function) in laws
            ]
            if len(set(applied)) == 1 and len(applied[0]) == 1 and applied[0][0] not in self.usage.enumerated:
                self.usage.enumerated[i] = applied[0][0]

    def law_letters(self) -> None:
        usage = self.usage
        for n in self.nodes:
            if not isinstance(n, s.Call) or not isinstance(n.function, s.Name):
                continue
            f = n.function
            if f.head not in LAW_HEADS:
                continue
            if (f.head in usage.scalars or looks_like_factor(n)) and not joint_letters(n.arguments):
                continue
            before, after = split_arguments(n)
            if self.is_whole_sample(before):
                usage.whole.add(law_key(f))
                continue
            letters = [usage.enumerated.get(x, x) for x in joint_letters(before)]
            letters += [x for x in joint_letters([a for a in after if not is_parameter(a)]) if x not in letters]
            self.add_law(applied_law_key(f), [usage.enumerated.get(x, x) for x in letters])
        for n in self.nodes:
            below = n.sub if isinstance(n, s.Expectation) else None
            if isinstance(below, s.Relation) and below.op == "~" and isinstance(below.left, s.Sequence):
                if isinstance(below.right, s.Name) and is_law_name(below.right):  # (x, y) ~ p
                    self.add_law(law_key(below.right), joint_letters(below.left.parts))
            elif isinstance(below, s.Relation) and below.op == "~" and isinstance(below.left, s.Name):
                if isinstance(below.right, s.Name) and is_law_name(below.right):  # y ~ q, of which nothing else is said
                    if law_key(below.right) not in usage.laws:
                        self.add_law(law_key(below.right), joint_letters([below.left]))
            if isinstance(n, s.Name) and n.head in LAW_HEADS and n.sub is not None:
                if is_index(n.sub) and isinstance(n.sub, s.Name) and n.sub.head in usage.enumerated:
                    self.add_law(law_key(n), [usage.enumerated[n.sub.head]])
                elif subscript_variables(n):
                    self.add_law(law_key(n), list(subscript_variables(n)))

    def is_whole_sample(self, before: list[s.Node]) -> bool:
        """P(X; theta), p(x_1, ..., x_n | theta), p(D | theta), where x_i is a sample."""
        if any(isinstance(a, s.Dots) for a in before):
            return True
        if len(before) != 1 or not isinstance(before[0], s.Name):
            return False
        name = before[0]
        if any(isinstance(n, s.Expectation) for n in self.nodes):
            return False
        sampled = name.head.isupper() and name.head.lower() in self.usage.samples and name.sub is None
        return sampled or name.head in ("D", "data")

    def add_law(self, key: str, letters: list[str]) -> None:
        known = self.usage.laws.get(key, ())
        self.usage.laws[key] = known + tuple(x for x in letters if x not in known)

    def notions(self) -> None:
        for n in self.nodes:
            if isinstance(n, s.Call) and is_notion(n):
                if isinstance(n.function, s.Name) and n.function.head in ("H", "S") and n.function.sub is not None:
                    self.usage.entropy_bases.add(s.word_below(n.function.sub))
                self.usage.named |= {law_key(a) for a in n.arguments if isinstance(a, s.Name) and is_law_name(a)}
                flat = [a for x in n.arguments for a in (x.parts if isinstance(x, s.Sequence) else (x,))]
                names = [a for a in flat if isinstance(a, s.Name) and a.sub is None and a.head not in ("P", "Q")]
                letters = [a.head.lower() for a in names if is_capital(a.head)]
                small = [a.head for a in n.arguments if isinstance(a, s.Name) and a.head in ("x", "y", "z")]
                if len(small) > 1 and len(small) == len(n.arguments) == len(set(small)):  # I(x;y), H(x|y)
                    letters = small
                self.usage.variables |= set(letters)
                if len(letters) > 1:
                    self.usage.note_joint(letters)
