"""What a name in a formula may stand for, and how an author writes it down."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal, TypeAlias

from attrs import field, frozen


@frozen
class NumberIn:
    """A number counted in a unit of its own, such as 天."""

    unit: str


@frozen
class Labels:
    """One of several words in order, best first, such as 优, 良, 中, 差."""

    options: tuple[str, ...]

    def rank(self, option: str) -> int | None:
        """How good the option is, from 0 for the last; None for a word that is none of them."""
        return len(self.options) - 1 - self.options.index(option) if option in self.options else None


FieldKind: TypeAlias = Literal["number", "money", "truth", "unknown"] | NumberIn | Labels
"""What one value is. Money, held in 元, is a number; ``unknown`` is a name whose own definition is at fault, which adds
no faults of its own."""


@frozen
class Records:
    """A list of records that have the same fields."""

    fields: Mapping[str, FieldKind] = field(hash=False)


Kind: TypeAlias = FieldKind | Records
"""What a name in scope stands for."""

NodeKind: TypeAlias = Literal["number", "truth", "unknown"] | Labels
"""What a part of a formula gives. ``unknown`` never leaves the parser, which refuses the formula."""

_PLAIN: Mapping[str, FieldKind] = {"number": "number", "money": "money", "truth": "truth"}
KIND_WORDS = tuple(_PLAIN)


def read_kind(written: object) -> Kind | None:
    """The kind that ``needs`` names; None for what names none.

    ``"number"``, ``"money"`` and ``"truth"``; ``"number 天"`` for a number with a unit; an array of words for a label,
    best first; a table of fields for a list of records, each field written in one of the ways before.
    """
    if not isinstance(written, Mapping):
        return _field_kind(written)
    fields = {name: _field_kind(kind) for name, kind in written.items()}
    known = {name: kind for name, kind in fields.items() if kind is not None}
    return Records(known) if known and len(known) == len(fields) else None


def _field_kind(written: object) -> FieldKind | None:
    if isinstance(written, str):
        kind, _, unit = written.partition(" ")
        if unit.strip():
            return NumberIn(unit.strip()) if kind == "number" else None
        return _PLAIN.get(kind)
    if isinstance(written, Sequence) and written and all(isinstance(option, str) for option in written):
        options = tuple(written)
        return Labels(options) if len(set(options)) == len(options) else None
    return None


def is_number(kind: Kind) -> bool:
    """Whether a name of this kind is a number, with a unit or without."""
    return isinstance(kind, NumberIn) or kind in ("number", "money")


def node_kind(kind: FieldKind) -> NodeKind:
    """What a name of this kind gives in a formula."""
    match kind:
        case Labels() | "truth" | "unknown":
            return kind
        case _:
            return "number"
