"""Forms: which columns a statutory table has. A county changes them in ``forms/*.toml``, never in code."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Literal, TypeAlias

from attrs import field, frozen

from perfkit.model.grid import Align
from perfkit.model.origin import Origin
from perfkit.model.title import Title, as_title

RowSource: TypeAlias = Literal["funded", "scored", "projects", "indicators", "lines", "findings", "impossible"]
"""What the rows are: projects with money, projects with a total, every project, the indicators or the score lines of
one project or group, the findings, or the stated totals that were not possible. ``findings`` leaves out what a table
``impossible`` before it has listed."""


@frozen(kw_only=True)
class Column:
    """One column of a form.

    Attributes:
        label: as printed in the head, unit included; in two languages, or the same in both.
        value: name of what is printed, in Chinese or English, such as ``funding.executed``; ``number`` counts the rows.
        unit: the unit money is printed in (``元``, ``万元`` …); empty prints the value in its own unit.
        width: relative to the other columns.
        align: of the cells below the head.
    """

    label: Title = field(converter=as_title)
    value: str
    unit: str = ""
    width: int = 10
    align: Align = "center"


def _columns(value: Iterable[Any]) -> tuple[Column, ...]:
    return tuple(value)


@frozen(kw_only=True)
class Form:
    """A table as ``forms/*.toml`` lays it out.

    Attributes:
        name: by which templates and lookups refer to it: the stem of its file.
        rows: what its rows are.
        columns: from left to right.
        caption: printed above; note: printed below; either may be empty, and in two languages like labels.
        total: label of a last row with the sums of the money columns; empty for none.
        origin: the file and plugin it came from.
    """

    name: str
    rows: RowSource
    columns: tuple[Column, ...] = field(converter=_columns)
    caption: Title = field(default=Title(""), converter=as_title)
    note: Title = field(default=Title(""), converter=as_title)
    total: Title = field(default=Title(""), converter=as_title)
    origin: Origin | None = None
