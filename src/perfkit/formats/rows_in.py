"""Rows of tables that a program hands in: mappings, tuples with names, a cursor of a database, Arrow data.

A row is the flat form of a record: its columns are named for the keys of a project file, joined by dots, such as
``project.name`` or ``funding.budget``. Rows are taken as they come; nothing is kept of those before.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from attrs import field, frozen

from perfkit.errors import Fault, InputError, Place, likeliest, quoted

AT_ONCE = 1000
"""Rows fetched from a database in one go."""


@frozen
class Rows:
    """The rows of one table, and what its columns are called here.

    Attributes:
        source: mappings; tuples, with ``columns`` as a list of keys; a cursor of a database (DB-API) after its query;
            Arrow data: a table, a reader of batches, or anything that exports an Arrow stream, in which floats are
            refused.
        columns: the key for each column whose own name is none; None leaves a column out. For tuples, their keys.
    """

    source: Any
    columns: Mapping[str, str | None] | Sequence[str] = field(factory=dict)

    def __iter__(self) -> Iterator[Any]:
        """Each row by key, as it comes; what is no row is handed on, so that whoever reads it says where it stands."""
        names: Mapping[str, str | None] = self.columns if isinstance(self.columns, Mapping) else {}
        for row in self._by_column(names):
            if names and isinstance(row, Mapping):
                yield {key: value for name, value in row.items() if (key := names.get(name, name)) is not None}
            else:
                yield row

    def column(self, key: str) -> str:
        """What the column with this key is called in the table; empty where that is the key itself."""
        if not isinstance(self.columns, Mapping):
            return ""
        return next((name for name, own in self.columns.items() if own == key and name != key), "")

    def _by_column(self, wanted: Mapping[str, str | None]) -> Iterator[Any]:
        source = self.source
        if hasattr(source, "__arrow_c_stream__"):
            yield from _arrow(source, wanted)
        elif hasattr(source, "description") and hasattr(source, "fetchmany"):
            yield from _fetched(source, wanted)
        elif isinstance(source, (str, bytes, Mapping)) or not isinstance(source, Iterable):
            raise InputError(Fault("rows.no-rows", arguments={"found": quoted(type(source).__name__)}))
        elif isinstance(self.columns, Mapping):
            yield from source
        else:
            names = _distinct(self.columns)
            yield from (_named(names, row, at) for at, row in enumerate(source, start=1))


def _fetched(cursor: Any, wanted: Mapping[str, str | None]) -> Iterator[Mapping[str, Any]]:
    """The rows of a query that was executed."""
    if cursor.description is None:
        raise InputError(Fault("rows.no-query"))
    names = _known(_distinct([column[0] for column in cursor.description]), wanted)
    count = 0
    while rows := cursor.fetchmany(AT_ONCE):
        for row in rows:
            count += 1
            yield row if isinstance(row, Mapping) else _named(names, row, count)


def _arrow(source: Any, wanted: Mapping[str, str | None]) -> Iterator[Mapping[str, Any]]:
    """The rows of Arrow data, batch by batch; columns of floats are refused before the first row."""
    try:
        from pyarrow import RecordBatchReader  # type: ignore[import-untyped]  # it publishes no types
    except ImportError:
        raise InputError(Fault("rows.need-library")) from None
    reader = RecordBatchReader.from_stream(source)
    _known(_distinct(reader.schema.names), wanted)
    found = [(column.name, kind) for column in reader.schema if (kind := _float_in(column.type))]
    if found:
        raise InputError(
            Fault("record.float-column", Place(key=quoted(name)), {"column": quoted(name), "kind": kind})
            for name, kind in found
        )
    for batch in reader:
        yield from batch.to_pylist()


def _float_in(kind: Any) -> str:
    """The name of a type of floats at or inside a type of Arrow; empty if there is none."""
    if str(kind) in ("halffloat", "float", "double"):
        return str(kind)
    inner = (kind.field(at).type for at in range(kind.num_fields)) if kind.num_fields else ()
    return next((found for one in inner if (found := _float_in(one))), "")


def _distinct(names: Sequence[str]) -> Sequence[str]:
    """The names of columns; each stands once."""
    for at, name in enumerate(names):
        if name in names[:at]:
            raise InputError(Fault("rows.column-twice", Place(key=quoted(name)), {"column": quoted(name)}))
    return names


def _known(names: Sequence[str], wanted: Mapping[str, str | None]) -> Sequence[str]:
    """The names of columns, among which is every one for which there is a key."""
    for name in wanted:
        if name not in names:
            arguments = {"column": quoted(name), "known": likeliest(name, names)}
            raise InputError(Fault("rows.columns-unused", Place(key=quoted(name)), arguments))
    return names


def _named(names: Sequence[str], row: Any, at: int) -> dict[str, Any]:
    values = tuple(row)
    if len(values) != len(names):
        arguments = {"found": len(values), "expected": len(names)}
        raise InputError(Fault("rows.width", Place(key=f"[{at}]"), arguments))
    return dict(zip(names, values, strict=True))
