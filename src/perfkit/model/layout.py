"""How a form that people fill in is laid out: the words by which its parts are found, in the order they are printed.

One layout reads a filled-in form and writes a blank one, so that what is written can be read back. A form is found by
the words of its labels and heads, never by fixed cells. The first word of each part is the one that is printed. Layouts
are written in TOML, ``layouts/*.toml`` of a plugin.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Literal, TypeAlias

from attrs import evolve, field, fields, frozen, has

from perfkit.model.origin import Origin

FormKind: TypeAlias = Literal["project", "department"]
"""Whose form it is: a project's, or that of a whole department or unit."""

FundingKey: TypeAlias = Literal["approved", "initial", "budget", "received", "executed", "weight", "rate", "points"]
TableKey: TypeAlias = Literal[
    "block",
    "category",
    "name",
    "operator",
    "target",
    "adjusted",
    "unit",
    "actual",
    "weight",
    "points",
    "review",
    "reason",
    "note",
]
"""What a column of the indicators holds. Operator, target and unit may stand in one column or in three; a target that
was adjusted during the year stands in a column of its own and takes the place of the first."""


def _words(value: Iterable[str] | str) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value)


@frozen(kw_only=True)
class LayoutLabel:
    """A label with its value in the next cell to the right.

    Attributes:
        key: what the value is: a key of a project file, such as ``project.name`` or ``stated.grade``; empty for a value
            that is passed over.
        words: of the label; wide: whether the value spans the rest of its row when printed.
        printed: False for one that is only read where a form has it; so with columns and rows.
    """

    key: str
    words: tuple[str, ...] = field(converter=_words)
    wide: bool = False
    printed: bool = True


@frozen(kw_only=True)
class FundingColumn:
    """A column of the block of money."""

    key: FundingKey
    words: tuple[str, ...] = field(converter=_words)
    printed: bool = True


@frozen(kw_only=True)
class FundingRow:
    """A row of the block of money: a source, or with an empty ``source`` the total of the year."""

    source: str
    words: tuple[str, ...] = field(converter=_words)
    printed: bool = True


@frozen(kw_only=True)
class FundingBlock:
    """The block of money.

    Attributes:
        words: of the label beside it; unit: the unit of its amounts where the form itself prints none, empty to refuse
            a form that prints none.
        columns, rows: in printed order.
    """

    words: tuple[str, ...] = field(default=(), converter=_words)
    unit: str = ""
    columns: tuple[FundingColumn, ...] = field(default=(), converter=tuple[FundingColumn, ...])
    rows: tuple[FundingRow, ...] = field(default=(), converter=tuple[FundingRow, ...])


@frozen(kw_only=True)
class GoalBlock:
    """The goal of the year: what was expected, and below the second head what was reached."""

    words: tuple[str, ...] = field(default=(), converter=_words)
    expected: tuple[str, ...] = field(default=(), converter=_words)
    reached: tuple[str, ...] = field(default=(), converter=_words)


@frozen(kw_only=True)
class TableColumn:
    """A column of the indicators."""

    key: TableKey
    words: tuple[str, ...] = field(converter=_words)
    printed: bool = True


@frozen(kw_only=True)
class TableBlock:
    """A first level of the indicators: the code of its node in the set, its words, the second levels below it."""

    code: str
    words: tuple[str, ...] = field(converter=_words)
    categories: tuple[str, ...] = field(default=(), converter=_words)


@frozen(kw_only=True)
class IndicatorTable:
    """The table of indicators.

    Attributes:
        words: of the label beside it; columns: from left to right; blocks: from above.
        measured: words of first levels that the set works out from the money, such as 预算执行率.
    """

    words: tuple[str, ...] = field(default=(), converter=_words)
    columns: tuple[TableColumn, ...] = field(default=(), converter=tuple[TableColumn, ...])
    blocks: tuple[TableBlock, ...] = field(default=(), converter=tuple[TableBlock, ...])
    measured: tuple[str, ...] = field(default=(), converter=_words)


@frozen(kw_only=True)
class Layout:
    """A form to be filled in.

    Attributes:
        name: the stem of its file; kind: see :data:`FormKind`; None for a project's, or that of the base.
        extends: the name of the layout from which it takes what it leaves out; empty for none.
        sets: ids of the indicator sets, and of those they extend, whose forms are printed with it.
        titles: words of its title.
        labels: above the money; tail: below the indicators, such as signers.
        funding, goals, table: its blocks; None for one that the form does not have.
        total: words of the row of the total.
        sums: words of rows that only add up what stands above them.
        notes: sentences that are printed below.
        origin: the file and plugin it came from.
        accepted: second levels by the code of their node, as the set in use names them; empty where no set is known.
    """

    name: str
    kind: FormKind | None = None
    extends: str = ""
    sets: tuple[str, ...] = field(default=(), converter=_words)
    titles: tuple[str, ...] = field(default=(), converter=_words)
    labels: tuple[LayoutLabel, ...] = field(default=(), converter=tuple[LayoutLabel, ...])
    funding: FundingBlock | None = None
    goals: GoalBlock | None = None
    table: IndicatorTable | None = None
    total: tuple[str, ...] = field(default=(), converter=_words)
    sums: tuple[str, ...] = field(default=(), converter=_words)
    tail: tuple[LayoutLabel, ...] = field(default=(), converter=tuple[LayoutLabel, ...])
    notes: tuple[str, ...] = field(default=(), converter=_words)
    origin: Origin | None = None
    accepted: Mapping[str, tuple[str, ...]] = field(factory=dict)

    def over(self, base: Layout) -> Layout:
        """This layout with whatever it leaves out taken from ``base``, but for the sets; of a block key by key."""
        own = {part: _over(getattr(self, part), getattr(base, part)) for part in _PARTS if getattr(self, part)}
        return evolve(base, name=self.name, extends="", sets=self.sets, origin=self.origin, **own)


_PARTS = ("kind", "titles", "labels", "funding", "goals", "table", "total", "sums", "tail", "notes")


def _over(own: Any, base: Any) -> Any:
    """A part, and where it is a block what it leaves out of the block of the base."""
    if base is None or not has(type(own)):
        return own
    return evolve(base, **{key.name: value for key in fields(type(own)) if (value := getattr(own, key.name))})
