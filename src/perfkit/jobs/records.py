"""Facts that a program hands in: records like those of a project file, or rows of tables."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from attrs import evolve

from perfkit.formats import Batch, FlatRows, Rows, read_batch
from perfkit.jobs.asked import asked
from perfkit.jobs.evaluating import OnFault
from perfkit.jobs.read import library_for
from perfkit.model import IndicatorSet, Portfolio, Unit
from perfkit.plugins import PluginHost


def read_records(records: Iterable[Mapping[str, Any]], batch: Batch) -> Portfolio:
    """The portfolio of records, each a mapping with the keys of a project file."""
    return read_batch(Rows(records), batch)


def read_rows(projects: Any, indicators: Any, batch: Batch) -> Portfolio:
    """The portfolio of the rows of one table or two."""
    flat = FlatRows(_rows(projects), _rows(indicators))
    found = flat.notes.settled(flat.read(evolve(batch, notes=flat.notes)))
    return evolve(found, remarks=tuple(flat.notes.remarks))


def batch_for(
    host: PluginHost,
    unit: str | Unit,
    year: int | None,
    indicator_set: str | IndicatorSet | None,
    on_fault: OnFault | None,
) -> Batch:
    """How records are read for a kit; folders of plugins that they name stand in the current folder."""
    if not isinstance(unit, Unit):
        unit = Unit(asked(unit, str, "unit"))
    address = indicator_set.address if isinstance(indicator_set, IndicatorSet) else indicator_set
    return Batch(
        library_for=library_for(host, Path(), indicator_set),
        refuse=on_fault,
        unit=unit if unit.name else None,
        year=None if year is None else asked(year, int, "year"),
        indicator_set=None if address is None else asked(address, str, "indicator_set"),
    )


def _rows(source: Any) -> Rows:
    return source if isinstance(source, Rows) else Rows(source)
