"""Forms as they are written in TOML; the name of a form is the stem of its file."""

from __future__ import annotations

from pathlib import Path

from attrs import frozen

from perfkit.errors import Fault, InputError, Place
from perfkit.formats.convert import structure
from perfkit.formats.notes import Notes
from perfkit.formats.toml import read_toml
from perfkit.model import Align, Column, Form, Origin, RowSource, Title


@frozen(kw_only=True)
class _Column:
    """A column as it is written: a label is a text, or a table with ``zh`` and ``en``."""

    label: Title | str
    value: str
    unit: str = ""
    width: int = 10
    align: Align = "center"


@frozen(kw_only=True)
class _Form:
    rows: RowSource
    columns: tuple[_Column, ...]
    caption: Title | str = ""
    note: Title | str = ""
    total: Title | str = ""


def read_form(path: Path, name: str) -> Form:
    """The form in one file; a ``name`` key in it is refused, because two names would drift apart."""
    file = read_toml(path, name)
    if "name" in file.document:
        raise InputError(Fault("form.name-given", file.place("name"), {"stem": path.stem}))
    written = structure(file.document, _Form, name, Notes(locate=file.located))
    columns = [
        Column(label=one.label, value=one.value, unit=one.unit, width=one.width, align=one.align)
        for one in written.columns
    ]
    return Form(
        name=path.stem,
        rows=written.rows,
        columns=columns,
        caption=written.caption,
        note=written.note,
        total=written.total,
        origin=Origin(Place(file=name)),
    )
