"""Names that bound sums: lengths of samples, and sizes of alphabets."""

from __future__ import annotations

from symbolic_it.notes import syntax as s
from symbolic_it.notes.bounds import bounds_of
from symbolic_it.notes.letters import is_notion
from symbolic_it.notes.reading.base import Reading
from symbolic_it.notes.symbols import key_of


def is_name(argument: s.Node, name: s.Name) -> bool:
    """Whether the argument is this name: M in log M, log(M)."""
    return (argument.inner if isinstance(argument, s.Group) else argument) == name


class Sizes(Reading):
    """The part of `Reader` that finds sizes."""

    def find_sizes(self, sides: list[s.Node]) -> None:
        """Names that bound sums: lengths of samples, or sizes of alphabets."""
        found: dict[str, tuple[str, str]] = {}
        for side in sides:
            for n in s.walk(side):
                if not isinstance(n, s.Big):
                    continue
                for b in bounds_of(n):
                    if b.kind == "index" and isinstance(b.last, s.Name):
                        key = key_of(b.last)
                        if b.name in self.usage.enumerated:
                            found[key] = ("alphabet", self.usage.enumerated[b.name])
                        else:
                            found[key] = ("sample", b.name)
        if not any(kind == "alphabet" for kind, _ in found.values()):
            letters = self.letters()
            for name, letter in self.symbols.sizes.items():
                if name not in found and (letter in letters or len(letters) == 1):
                    found[name] = ("alphabet", letter if letter in letters else next(iter(letters)))
        extreme = any(isinstance(n, s.Big) and n.kind in ("max", "min") for x in sides for n in s.walk(x))
        if (
            not found
            and len(self.letters()) <= 1
            and (extreme or any(isinstance(n, s.Call) and is_notion(n) for x in sides for n in s.walk(x)))
        ):
            letter = self.world.default_letter()
            for x in sides:
                for n in s.walk(x):
                    if (
                        isinstance(n, s.Name)
                        and n.head in ("n", "N", "K", "M", "m", "k", "C")
                        and n.sub is None
                        and not n.mark
                        and n.head not in self.symbols.lengths
                    ):
                        logged = n.head in ("M", "m") and any(
                            isinstance(f, s.Function) and is_name(f.argument, n) for f in s.walk(x)
                        )
                        if n.head not in self.usage.laws and (extreme or logged or n.head not in self.usage.scalars):
                            found[key_of(n)] = ("alphabet", letter)
        self._sizes = found
