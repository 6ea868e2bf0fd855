"""Templates, forms and layouts whose name is nearly that of one further up the chain: a slip would take the other."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from typing import Literal, TypeAlias

from perfkit.errors import Fault, IndicatorSetError, Place
from perfkit.model import STAGE_NAMES
from perfkit.plugins.loading import PluginRecord
from perfkit.reports import is_of_a_stage, template_names, without_language

Part: TypeAlias = Literal["forms", "layouts", "templates"]

ALIKE = 0.8
"""How alike two names are that are meant to be one; the names of different things are less alike."""

STAGE_REPORTS = frozenset(template_names(stage)[0] for stage in STAGE_NAMES)
"""The templates of stages: a plugin may have one though nobody above it has."""


def refuse_misnamed(records: Sequence[PluginRecord]) -> None:
    """Refuse a file that stands in for none of those further up, though its name is nearly that of one.

    ``records`` are the plugins along a chain, nearest first. Raises :class:`IndicatorSetError` with ``plugin.misnamed``
    for each such file.
    """
    faults = []
    for at, record in enumerate(records):
        above = {name for other in records[at + 1 :] for name in files_of(other)}
        for part, name in sorted(set(files_of(record)) - above):
            if (part, without_language(name)) in above or (part == "templates" and is_of_a_stage(name)):
                continue
            others = {other for kind, other in above if kind == part} | (
                STAGE_REPORTS if part == "templates" else set()
            )
            stems = {other.partition(".")[0]: other for other in sorted(others)}
            near = get_close_matches(name.partition(".")[0], stems, n=1, cutoff=ALIKE)
            if near:
                place = Place(file=f"{record.folder.name}/{part}/{name}")
                faults.append(Fault("plugin.misnamed", place, {"name": name, "near": stems[near[0]]}))
    if faults:
        raise IndicatorSetError(faults)


def files_of(record: PluginRecord) -> Iterable[tuple[Part, str]]:
    """The forms, layouts and templates of a plugin by name, each with the part of the folder it lies in."""
    yield from (("forms", f"{name}.toml") for name in sorted(form.name for form in record.forms))
    yield from (("layouts", f"{name}.toml") for name in sorted(layout.name for layout in record.layouts))
    if record.templates is not None:
        names = sorted(path.name for path in record.templates.iterdir() if path.is_file())
        yield from (("templates", name) for name in names)
