"""The functions of the language: how many values each takes."""

from __future__ import annotations

from collections.abc import Mapping

from attrs import frozen

from perfkit.formula.tree import FunctionName


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
}

RESERVED = frozenset({"and", "or", "not", "absent", *FUNCTIONS})
"""Words that no fact, parameter or ``let`` value may be called."""
