"""What is said about a plugin as a whole: its README, its versions, its code."""

from __future__ import annotations

from collections.abc import Iterator

from perfkit.errors import Fault, Place
from perfkit.formats import MANIFEST, unread_in_cases
from perfkit.jobs.conformance_told import Told, advice
from perfkit.plugins import PluginRecord, TriedFolder

README = "README.md"


def about(tried: TriedFolder, own: PluginRecord | None) -> Iterator[Told]:
    """What is missing beside the data of a plugin; ``own`` is None where it cannot be read."""
    place = Place(file=tried.folder.name)
    folders = [tried.folder] if tried.package is None else [tried.folder, tried.package]
    if not any((folder / README).is_file() for folder in folders):
        yield Told("about", Fault("test.no-readme", place))
    if own is not None and tried.version is not None and tried.version != own.version:
        arguments = {"package": tried.version, "plugin": own.version}
        where = Place(file=f"{tried.folder.name}/{MANIFEST}", key="version")
        yield Told("about", Fault("test.version-differs", where, arguments))
    for name in unread_in_cases(tried.folder):
        yield advice("cases", Fault("test.case-unread", place.inside("cases"), {"name": name}))
