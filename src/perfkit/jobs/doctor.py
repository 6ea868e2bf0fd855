"""What a user needs, looked at one by one: the program, its parts, the system, the plugins. Nothing is fetched."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from attrs import field, frozen

from perfkit.errors import PerfkitError
from perfkit.formats.toml import read_toml
from perfkit.jobs.doctor_program import libraries, program, twice_installed
from perfkit.jobs.doctor_system import encoding, folders, fonts, office
from perfkit.jobs.installed import installed
from perfkit.jobs.looked import Looked
from perfkit.jobs.place import FACTS
from perfkit.model.kinds import as_tuple
from perfkit.plugins import PluginHost
from perfkit.wording import Language, say


@frozen
class Doctor:
    """Everything that was looked at, in the order in which a user would go through it."""

    looked: tuple[Looked, ...] = field(converter=as_tuple)

    @property
    def sound(self) -> bool:
        """Whether nothing that is needed is broken; what is optional may be missing."""
        return all(one.state != "broken" for one in self.looked)

    def worded(self, language: Language) -> Iterator[str]:
        """A line for each thing, and what they come to."""
        yield from (one.worded(language) for one in self.looked)
        broken = sum(one.state == "broken" for one in self.looked)
        optional = sum(one.state == "optional" for one in self.looked)
        yield say("doctor.sound" if self.sound else "doctor.unsound", language, broken=broken, optional=optional)

    def record(self, language: Language) -> dict[str, Any]:
        """The answer as plain data."""
        return {"sound": self.sound, "looked": [one.record(language) for one in self.looked]}


def doctor(host: PluginHost) -> Doctor:
    """Look at everything, with the plugins of ``host`` and the folder that is the current one."""
    return Doctor(
        [
            *program(),
            *libraries(),
            office(),
            fonts(),
            encoding(),
            *folders(),
            *_plugins(host),
            *twice_installed(),
            *_beside(host, Path()),
        ]
    )


def _plugins(host: PluginHost) -> Iterator[Looked]:
    """Every plugin with what is wrong with it or its sets, and those that were left out."""
    found = installed(host)
    for one in found.plugins:
        plugin = one.plugin
        arguments = {"id": plugin.id, "version": plugin.version, "source": plugin.source}
        if not one.faults:
            yield Looked("fine", "doctor.plugin", arguments)
        yield from (Looked("broken", "doctor.plugin-set", {**arguments, "fault": fault}) for fault in one.faults)
        yield from (Looked("optional", "doctor.plugin-note", {**arguments, "note": note}) for note in plugin.notes)
    yield from (Looked("broken", "doctor.plugin-left-out", {"fault": fault}) for fault in found.faults)


def _beside(host: PluginHost, folder: Path) -> Iterator[Looked]:
    """The plugin folders that the portfolio in ``folder`` names, if one stands there."""
    if not (folder / FACTS).is_file():
        return
    try:
        named = read_toml(folder / FACTS, FACTS).document.get("plugins", [])
    except PerfkitError as error:
        yield Looked("optional", "doctor.facts-unread", {"fault": error.faults[0], "file": FACTS})
        return
    names = [name for name in named if isinstance(name, str)] if isinstance(named, list) else []
    extended = host.extended(tuple(folder / name for name in names))
    known = {record.folder.resolve(): record for record in extended.records}
    for name in names:
        record = known.get((folder / name).resolve())
        if record is not None:
            arguments = {"name": name, "id": record.id, "version": record.version, "file": FACTS}
            yield Looked("fine", "doctor.beside", arguments)
    for fault in extended.faults:
        if fault not in host.faults:
            yield Looked("broken", "doctor.beside-broken", {"fault": fault, "file": FACTS})
