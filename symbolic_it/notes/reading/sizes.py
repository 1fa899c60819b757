"""Names that bound sums: lengths of samples, and sizes of alphabets."""

from __future__ import annotations

from symbolic_it.notes import syntax as s
from symbolic_it.notes.bounds import bounds_of
from symbolic_it.notes.letters import is_notion
from symbolic_it.notes.reading.base import Reading
from symbolic_it.notes.symbols import key_of
from symbolic_it.notes.told_sizes import OTHERS, ToldSize


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
        if not any(kind == "sample" for kind, _ in found.values()):
            self.take_length(sides, found)
        if not any(kind == "alphabet" for kind, _ in found.values()):
            letters = self.letters()
            for name, letter in self.symbols.sizes.items():
                of = letter if letter in letters else next(iter(letters), "")
                if name not in found and (letter in letters or len(letters) == 1) and self.may_be_size(name, of):
                    found[name] = ("alphabet", of)
        self.take_told(found)
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
                        free = extreme or logged or n.head not in self.usage.scalars
                        if n.head not in self.usage.laws and free and self.may_be_size(key_of(n), letter):
                            found[key_of(n)] = ("alphabet", letter)
        if not found and len(self.letters()) == 1 and self.sums_without_end(sides):
            letter = next(iter(self.letters()))
            for f in (n for x in sides for n in s.walk(x) if isinstance(n, s.Function) and n.name in ("log", "ln")):
                inside = f.argument.inner if isinstance(f.argument, s.Group) else f.argument
                if (
                    isinstance(inside, s.Name)
                    and inside.head in ("n", "N", "K")
                    and inside.sub is None
                    and not inside.mark
                ):
                    if inside.head not in self.symbols.lengths and self.may_be_size(key_of(inside), letter):
                        found[key_of(inside)] = ("alphabet", letter)
        self._sizes = found

    def sums_without_end(self, sides: list[s.Node]) -> bool:
        """Whether a sum over outcomes by their index does not say how many there are: sum_i p_i log p_i."""
        sums = [n for x in sides for n in s.walk(x) if isinstance(n, s.Big)]
        return any(
            b.name in self.usage.enumerated and b.first is None and b.last is None for n in sums for b in bounds_of(n)
        )

    def take_length(self, sides: list[s.Node], found: dict[str, tuple[str, str]]) -> None:
        """Adds n beside a sum over i without its end: the length of the sample that the note tells, or n by custom."""
        sums = [n for x in sides for n in s.walk(x) if isinstance(n, s.Big)]
        open_ = {b.name for n in sums for b in bounds_of(n) if b.kind == "index" and b.first is None and b.last is None}
        open_ = {i for i in open_ if i in self.usage.indices and i not in self.usage.enumerated}
        names = {n.head for x in sides for n in s.walk(x) if isinstance(n, s.Name) and n.sub is None and not n.mark}
        told = [key for key in self.symbols.lengths if key in names]
        lengths = told if len(told) == 1 else ["n"] if "n" in names and not told else []
        if open_ and lengths and lengths[0] not in found and lengths[0] not in self.usage.indices:
            found[lengths[0]] = ("sample", min(open_))

    def take_told(self, found: dict[str, tuple[str, str]]) -> None:
        """Adds the names of which the note says that they are the sizes of the alphabets that these sides speak of."""
        for told in self.symbols.sizes_here:
            for letter in self.letters_of_laws():
                if self.is_of(told, letter) and told.named and told.size not in self.usage.laws:
                    found.setdefault(told.size, ("alphabet", letter))

    def may_be_size(self, name: str, letter: str) -> bool:
        """Whether a name that no sum runs to may be the size of the letter's alphabet, by what the note says of sizes."""
        told = self.symbols.sizes_here
        own = {t.size for t in told if self.is_of(t, letter)}
        if own:
            return name in own
        if any(t.size == name and t.letter == OTHERS for t in told):
            return False
        if any(t.size == name for t in told if t.letter):
            return letter not in self.usage.variables  # the size of another variable's alphabet
        names = {t.size for t in told if not t.letter and t.number is None}
        return not names or name in names

    def is_of(self, told: ToldSize, letter: str) -> bool:
        """Whether it is told of the variable of this letter, or of a law of that variable alone."""
        key = self.usage.same.get(told.letter, told.letter)
        return told.letter == letter or (
            key in {*self.usage.laws, *self.usage.named} and self.world.letters_of(key) == (letter,)
        )

    def letters_of_laws(self) -> set[str]:
        return self.letters() or {self.world.default_letter()}
