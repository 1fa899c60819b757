"""A table of symbols that keeps what of it was looked at and what was set: whole fields, or single keys of some of them."""

from __future__ import annotations

import copy
from collections.abc import Callable, Hashable, Iterable, Iterator, MutableMapping, MutableSet, Sequence
from dataclasses import dataclass, field, fields
from typing import Any

from symbolic_it.notes.symbols import MAX_SETTINGS, Symbols, T

Question = tuple[Callable[..., Any], tuple[Hashable, ...]]
Part = tuple[str, str | Question | None]
"""A field of the table, what stands there for one key, or what it says to a question."""
_FIELDS = frozenset(f.name for f in fields(Symbols) if f.name != "effort")
"""What a judgement may rest on. The work done so far counts in another way."""
_BY_KEY = ("introduced", "last_forms", "latest")
"""What a note introduces depends on what is proved in it, so this is not foreseen as surely as the rest."""


@dataclass
class Watch:
    """What was looked at and what was set."""

    seen: set[Part] = field(default_factory=set)
    put: set[Part] = field(default_factory=set)
    appended: list[tuple[str, Sequence[object], int]] = field(default_factory=list)


class Watched(Symbols):
    """A table of symbols with a watch over it."""

    def __init__(self, table: dict[str, Any], watch: Watch) -> None:
        super().__init__(**{name: copy.copy(value) for name, value in table.items()})
        self.introduced = _KeySet(self.introduced, "introduced", watch)  # type: ignore[assignment]
        self.latest = _Keys(self.latest, "latest", watch)  # type: ignore[assignment]
        self.last_forms = _Keys(self.last_forms, "last_forms", watch)  # type: ignore[assignment]
        self._watch = watch

    def __getattribute__(self, name: str) -> Any:
        own = object.__getattribute__(self, "__dict__")
        if name in _FIELDS and name not in _BY_KEY and "_watch" in own:
            own["_watch"].seen.add((name, None))
        return object.__getattribute__(self, name)

    def __setattr__(self, name: str, value: Any) -> None:
        own = object.__getattribute__(self, "__dict__")
        if name in _FIELDS and "_watch" in own and value is not own[name]:
            own["_watch"].put.add((name, None))
        own[name] = value

    def asked(self, name: str, question: Callable[..., T], *about: Hashable) -> T:
        own = object.__getattribute__(self, "__dict__")
        known = own[name]
        exact = len(known) < MAX_SETTINGS  # afterwards entries are forgotten
        self._watch.seen.add((name, (question, about) if exact else None))
        return question(known, *about)

    def append(self, name: str, entries: Sequence[object], most: int = 0) -> None:
        own = object.__getattribute__(self, "__dict__")
        own[name] = [*own[name], *entries][-most:]
        self._watch.appended.append((name, tuple(entries), most))

    def copied(self) -> Symbols:
        """A copy: what is looked at there counts, what is set there does not."""
        return Watched(table_of(self), Watch(self._watch.seen))


class _KeySet(MutableSet[str]):
    """A set of which single members are asked for."""

    def __init__(self, members: Iterable[str], name: str, watch: Watch) -> None:
        self.members, self.name, self.watch = set(members), name, watch

    def __contains__(self, key: object) -> bool:
        self.watch.seen.add((self.name, str(key)))
        return key in self.members

    def __iter__(self) -> Iterator[str]:
        self.watch.seen.add((self.name, None))
        return iter(self.members)

    def __len__(self) -> int:
        self.watch.seen.add((self.name, None))
        return len(self.members)

    def add(self, value: str) -> None:
        self.watch.put.add((self.name, value))
        self.members.add(value)

    def discard(self, value: str) -> None:
        self.watch.put.add((self.name, value))
        self.members.discard(value)


class _Keys(MutableMapping[str, Any]):
    """A dictionary of which single keys are asked for."""

    def __init__(self, values: dict[str, Any], name: str, watch: Watch) -> None:
        self.values_, self.name, self.watch = dict(values), name, watch

    def __getitem__(self, key: str) -> Any:
        self.watch.seen.add((self.name, key))
        return self.values_[key]

    def __setitem__(self, key: str, value: Any) -> None:
        self.watch.put.add((self.name, key))
        self.values_[key] = value

    def __delitem__(self, key: str) -> None:
        self.watch.put.add((self.name, key))
        del self.values_[key]

    def __iter__(self) -> Iterator[str]:
        self.watch.seen.add((self.name, None))
        return iter(self.values_)

    def __len__(self) -> int:
        self.watch.seen.add((self.name, None))
        return len(self.values_)


def table_of(symbols: Symbols) -> dict[str, Any]:
    """The fields of the table as plain values, without a note that they were looked at."""
    own = object.__getattribute__(symbols, "__dict__")
    table = {f.name: own[f.name] for f in fields(Symbols)}
    for name in _BY_KEY:
        value = table[name]
        table[name] = (
            value.members if isinstance(value, _KeySet) else value.values_ if isinstance(value, _Keys) else value
        )
    return table


def at(table: dict[str, Any], part: Part) -> Any:
    """What the table has there; for a key of a set, whether it is a member."""
    name, key = part
    value = table[name]
    if key is None:
        return value
    if isinstance(key, tuple):
        question, about = key
        return question(value, *about)
    return key in value if isinstance(value, set) else value.get(key)


def same(a: Any, b: Any) -> bool:
    """Whether two values are the same to one who looks at them: of dictionaries, also in order."""
    return bool(a == b) and (not isinstance(a, dict) or list(a) == list(b))


def put(symbols: Symbols, part: Part, value: Any) -> None:
    """Make what `at` says be so."""
    name, key = part
    if key is None:
        setattr(symbols, name, value)
        return
    whole = getattr(symbols, name)
    if not isinstance(whole, set):
        whole.update({key: value}) if value is not None else whole.pop(key, None)
    elif value:
        whole.add(key)
    else:
        whole.discard(key)
