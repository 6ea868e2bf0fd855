"""Writing the next edition of a set beside the file of the old one."""

from __future__ import annotations

from pathlib import Path

from attrs import evolve

from perfkit.errors import Fault, InputError, Place
from perfkit.files import decode, read_bytes, write_all
from perfkit.formats import next_edition
from perfkit.jobs.rolled import Rollover
from perfkit.plugins import Link, PluginHost

MOST_BYTES = 1_000_000


def write_next(host: PluginHost, rolled: Rollover) -> Rollover:
    """The same answer, with the file of the next edition written; nothing is written where nothing is needed.

    Only into a plugin folder that somebody named, and never over a file. Raises :class:`InputError` otherwise
    (``rollover.package``, ``rollover.file-there``, ``rollover.cannot-edit``).
    """
    if rolled.holds or rolled.exists:
        return rolled
    link = host.chain(rolled.address)[0]
    if link.record.source != str(link.record.folder):
        raise InputError(Fault("rollover.package", arguments={"plugin": link.record.id, "source": link.record.source}))
    old = _path(link)
    new = old.with_name(_name(old, link.file.address.partition("@")[2], str(rolled.year)))
    if new.exists() or new.is_symlink():
        raise InputError(Fault("rollover.file-there", Place(file=new.name), {"file": new}))
    text = decode(read_bytes(old, MOST_BYTES, link.file.name), link.file.name).text
    text = next_edition(text, link.file.name, edition=str(rolled.year), year=rolled.year, extends=rolled.base_after)
    write_all(new.parent, {new.name: text.encode()})
    return evolve(rolled, written=new)


def _path(link: Link) -> Path:
    """Where the file of a layer lies; its name begins with that of its folder."""
    return link.record.folder.joinpath(*link.file.name.split("/")[1:])


def _name(path: Path, edition: str, year: str) -> str:
    """The name of the old file with the new edition for the old one, or behind it."""
    before, found, behind = path.stem.rpartition(edition)
    stem = before + year + behind if found else f"{path.stem}.{year}"
    return stem + path.suffix
