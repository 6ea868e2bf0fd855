"""Where plugins come from: the standards, installed packages with an entry point, and folders named by the caller."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from importlib.metadata import EntryPoint, entry_points
from pathlib import Path
from types import ModuleType

from attrs import evolve, frozen

from perfkit.errors import Fault, Place, PluginError
from perfkit.plugins.importing import imported

GROUP = "perfkit"
"""The one entry point group."""

STANDARDS = Path(__file__).parent.parent / "standards"


@frozen
class Found:
    """A plugin that was found: its folder, the module of a package plugin, and how it came in."""

    folder: Path
    module: ModuleType | None
    source: str


def discovered(folders: Iterable[Path], *, installed: bool) -> Iterator[Found | Fault]:
    """The standards, then installed packages by name, then folders as given; a package that cannot load is a fault."""
    yield Found(STANDARDS, None, "perfkit")
    if installed:
        for point in sorted(entry_points(group=GROUP), key=lambda point: (point.name, point.value)):
            yield _loaded(point)
    for folder in folders:
        yield Found(folder, None, str(folder))


def _loaded(point: EntryPoint) -> Found | Fault:
    """One entry point, loaded by itself so that a broken one spoils no other."""
    place = Place(item=f"{point.name} = {point.value}")
    try:
        module = imported(point.name, point.module, point.load)
    except PluginError as error:
        fault = error.faults[0]
        return evolve(fault, place=evolve(fault.place, item=place.item))
    paths = list(getattr(module, "__path__", []))
    if not paths:
        return Fault("plugin.not-a-package", place, {"name": point.name})
    return Found(Path(paths[0]), module, point.dist.name if point.dist else point.name)
