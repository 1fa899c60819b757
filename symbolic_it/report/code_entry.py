"""One entry of the table of diagnostic codes, and the classes of codes."""

from __future__ import annotations

from dataclasses import dataclass

CLASSES = {
    "IT0": "not understood",
    "IT1": "false",
    "IT2": "an assumption is missing",
    "IT3": "notation",
    "IT4": "a number is off",
    "IT5": "not established",
    "IT9": "something is wrong with us or with the file",
}


@dataclass(frozen=True)
class Code:
    """One entry of the table. ``payload`` names the facts that a diagnostic of this code carries."""

    code: str
    name: str
    meaning: str
    why: str
    example: str
    remedy: str
    payload: tuple[str, ...] = ()

    @property
    def family(self) -> str:
        """What the class of codes says, for instance ``false`` for IT1xx."""
        return CLASSES[self.code[:3]]
