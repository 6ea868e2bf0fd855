"""Files of the indicator library as they are written in TOML: words that indicators are found by, and indicators."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from attrs import evolve, field, frozen

from perfkit.errors import Fault, InputError, PerfkitError, Place, PluginError, quoted
from perfkit.files import inside
from perfkit.formats.convert import structure
from perfkit.formats.notes import Notes
from perfkit.formats.plugin_entries import LIBRARY, gone
from perfkit.formats.scalars import written_figure
from perfkit.formats.toml import read_toml
from perfkit.model import Basis, Category, LibraryBlock, LibraryIndicator, Origin, Term, Title
from perfkit.model.kinds import as_tuple

_CODE = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]+(-[a-z0-9]+)*)+")
"""``road.length-built``: words in small letters, the field before the thing."""


@frozen(kw_only=True)
class _TermWritten:
    name: Title
    aliases: tuple[str, ...] = ()


@frozen(kw_only=True)
class _CategoryWritten(_TermWritten):
    block: LibraryBlock


@frozen(kw_only=True)
class _FileWritten:
    """``basis`` holds for every indicator of the file that gives none of its own."""

    basis: tuple[Basis, ...] = ()
    sectors: Mapping[str, _TermWritten] = field(factory=dict)
    types: Mapping[str, _TermWritten] = field(factory=dict)
    categories: Mapping[str, _CategoryWritten] = field(factory=dict)
    indicators: tuple[LibraryIndicator, ...] = ()


@frozen(kw_only=True)
class LibraryFile:
    """One file of the library: its sectors, expenditure types, categories and indicators."""

    name: str
    sectors: tuple[Term, ...] = field(default=(), converter=as_tuple)
    types: tuple[Term, ...] = field(default=(), converter=as_tuple)
    categories: tuple[Category, ...] = field(default=(), converter=as_tuple)
    indicators: tuple[LibraryIndicator, ...] = field(default=(), converter=as_tuple)


def read_library(folder: Path, names: Iterable[str], plugin: str, version: str) -> tuple[LibraryFile, ...]:
    """The files of these names in ``indicators/`` of a plugin folder.

    Raises:
        PluginError: with all faults of all files; ``plugin.changed`` for one that was there and is not any more.
    """
    files: list[LibraryFile] = []
    faults: list[Fault] = []
    for name in names:
        shown = Place(file=f"{folder.name}/{LIBRARY}/{name}")
        try:
            path = inside(folder, f"{LIBRARY}/{name}", shown)
            files.append(read_library_file(path, shown.file, plugin, version))
        except PerfkitError as error:
            faults.extend(map(gone, error.faults))
    if faults:
        raise PluginError(faults)
    return tuple(files)


def read_library_file(path: Path, name: str, plugin: str, version: str) -> LibraryFile:
    """One file; refused with :class:`InputError` for what it says wrongly of itself.

    Whether the words an indicator names exist is seen along the chain, since another plugin may bring them.
    """
    file = read_toml(path, name)
    written = structure(file.document, _FileWritten, name, Notes(locate=file.located))
    found = []
    faults: list[Fault] = []
    for at, one in enumerate(written.indicators, start=1):
        place = file.located(Place(file=name).inside("indicators").inside(at))
        faults.extend(evolve(fault, place=file.place(f"{place.key}.{fault.place.key}")) for fault in _faults(one))
        found.append(evolve(one, basis=one.basis or written.basis, origin=Origin(place, plugin, version)))
    if faults:
        raise InputError(faults)
    return LibraryFile(
        name=name,
        sectors=[Term(code=code, name=one.name, aliases=one.aliases) for code, one in written.sectors.items()],
        types=[Term(code=code, name=one.name, aliases=one.aliases) for code, one in written.types.items()],
        categories=[
            Category(code=code, name=one.name, aliases=one.aliases, block=one.block)
            for code, one in written.categories.items()
        ],
        indicators=found,
    )


def _faults(one: LibraryIndicator) -> Iterator[Fault]:
    """What an indicator says wrongly of itself, each at its key."""
    if not _CODE.fullmatch(one.code):
        yield Fault("library.code", Place(key="code"), {"found": quoted(one.code)})
    if not one.name.zh.strip():
        yield Fault("name.empty", Place(key="name"))
    if (one.direction == "judged") != (not one.unit):
        code = "library.judged-unit" if one.unit else "library.no-unit"
        yield Fault(code, Place(key="unit"), {"code": one.code, "unit": one.unit})
    for key in ("sectors", "types"):
        if not getattr(one, key):
            yield Fault("library.no-words", Place(key=key), {"code": one.code, "key": key})
    if one.target:
        yield from _target_faults(one)


def _target_faults(one: LibraryIndicator) -> Iterator[Fault]:
    """The usual target is a number with the unit of the indicator, or words for one that is judged."""
    place = Place(key="target")
    try:
        said = written_figure(one.target)
    except InputError as error:
        yield from (evolve(fault, place=place) for fault in error.faults)
        return
    judged = said.value is None
    fits = judged or (said.bound in ("", one.direction) and one.counts_in(said.unit))
    if judged != (one.direction == "judged") or not fits:
        yield Fault("library.target", place, {"code": one.code, "found": quoted(one.target), "unit": one.unit})
