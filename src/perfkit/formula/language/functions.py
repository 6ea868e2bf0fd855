"""The functions and list words of the language: how many values each takes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import get_args

from attrs import frozen

from perfkit.formula.language.tree import FunctionName, ListWord


@frozen
class Arity:
    """How many values a function takes: ``lowest`` to ``highest`` (None: any number), in steps of ``step``."""

    lowest: int
    highest: int | None
    step: int = 1

    def takes(self, count: int) -> bool:
        """Whether so many values are right."""
        enough = self.lowest <= count and (self.highest is None or count <= self.highest)
        return enough and (count - self.lowest) % self.step == 0

    def __str__(self) -> str:
        if self.highest is None:
            return f"{self.lowest}, {self.lowest + self.step}, {self.lowest + 2 * self.step} …"
        return str(self.lowest) if self.lowest == self.highest else f"{self.lowest}–{self.highest}"


FUNCTIONS: Mapping[FunctionName, Arity] = {
    "if": Arity(3, 3),
    "min": Arity(1, 20),
    "max": Arity(1, 20),
    "abs": Arity(1, 1),
    "clamp": Arity(3, 3),
    "round": Arity(2, 2),
    "floor": Arity(1, 1),
    "ceil": Arity(1, 1),
    "steps": Arity(4, None, 2),
    "ln": Arity(2, 2),
    "root": Arity(3, 3),
}

LIST_WORDS: tuple[ListWord, ...] = get_args(ListWord)
OVER_TRUTHS = frozenset({"count", "all", "any"})
"""The list words whose second value is a truth."""

HIGHEST_ROOT = 20
"""The greatest degree of a root: a geometric mean of more parts is none of a score card."""

RESERVED = frozenset({"and", "or", "not", "absent", *FUNCTIONS, *LIST_WORDS})
"""Words that no fact, parameter or ``let`` value may be called."""
