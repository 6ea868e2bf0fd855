"""``perfkit.toml``, the manifest of a plugin: who it is, for whom, and what it needs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from attrs import field, frozen

from perfkit.errors import Fault, Place, quoted
from perfkit.formats.complaints import literal
from perfkit.formats.convert import structure
from perfkit.formats.notes import Notes
from perfkit.formats.parsed_file import ParsedFile
from perfkit.formats.plugin_requires import Requirement, read_requirement
from perfkit.formats.toml import read_toml
from perfkit.model import Title
from perfkit.wording import Language

MANIFEST = "perfkit.toml"

MOST_ID = 64
"""Characters of an id."""

NATIONAL = "cn.mof"
"""The id of the standards; it and all ids below it belong to them."""

CODE_KEYS = frozenset(
    ("code", "command", "entry", "entry-point", "entry-points", "exec", "hook", "hooks", "import", "main", "module",
     "plugin", "python", "run", "script", "scripts", "setup")
)  # fmt: skip
"""Keys by which other programs are told to run something."""

_ID = re.compile(r"[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?")
_VERSION = re.compile(r"[0-9]+(?:\.[0-9]+)*")
_LONGEST_VERSION = 40


@frozen(kw_only=True)
class WrittenTitle:
    """A title as the manifest has it: in the languages of the plugin."""

    zh: str = ""
    en: str = ""


@frozen(kw_only=True)
class Manifest:
    """The keys of ``perfkit.toml``. Their meaning stands in ``messages/manifest.toml``, which the reference prints.

    Attributes:
        requires: as written; :func:`read_manifest` understands it.
    """

    id: str
    version: str
    title: WrittenTitle = field(factory=WrittenTitle)
    jurisdiction: str = ""
    languages: tuple[Language, ...] = ("zh",)
    priority: int = 0
    requires: tuple[str, ...] = ()
    contact: str = ""


@frozen(kw_only=True)
class ReadManifest:
    """A manifest that was read: its keys as written, title and requirements understood, and remarks."""

    written: Manifest
    title: Title
    requires: tuple[Requirement, ...]
    notes: tuple[Fault, ...]


def read_manifest(folder: Path, *, national: bool = False) -> ReadManifest:
    """The manifest in ``folder``; ``national`` is True for the standards, which alone may bear their id.

    Raises:
        InputError: with all faults at once: those of :func:`~perfkit.formats.toml.read_toml`, of the shape, and
            ``plugin.id``, ``plugin.id-long``, ``plugin.id-reserved``, ``plugin.version``, ``plugin.title``,
            ``plugin.no-language``, ``plugin.code-key`` and ``plugin.requires-…``.
    """
    file = read_toml(folder / MANIFEST, f"{folder.name}/{MANIFEST}")
    notes = Notes(locate=file.located)
    notes.faults.extend(_code_keys(file.document, file))
    document = {key: value for key, value in file.document.items() if key not in CODE_KEYS}
    written = notes.attempt(file.place(), structure, document, Manifest, file.name, notes)
    notes.faults.extend(_wrong(document, file, national=national))
    asked = document.get("requires")
    requires = [
        notes.attempt(file.place(f"requires[{at}]"), read_requirement, text)
        for at, text in enumerate(asked if isinstance(asked, list) else (), start=1)
        if isinstance(text, str)
    ]
    whole = notes.settled(written)
    if not (whole.title.zh or whole.title.en):
        untitled = Fault("plugin.no-title", Place(file=file.name, key="title"), {"id": whole.id})
        return _read(whole, Title(whole.id), requires, (*file.remarks, untitled))
    return _read(whole, Title(whole.title.zh or whole.title.en, whole.title.en), requires, file.remarks)


def _read(
    written: Manifest, title: Title, requires: list[Requirement | None], notes: tuple[Fault, ...]
) -> ReadManifest:
    return ReadManifest(written=written, title=title, requires=tuple(filter(None, requires)), notes=notes)


def _code_keys(document: Mapping[str, Any], file: ParsedFile) -> Iterator[Fault]:
    for key in document:
        if key in CODE_KEYS:
            yield Fault("plugin.code-key", file.place(key), {"key": quoted(key)})


def _wrong(document: Mapping[str, Any], file: ParsedFile, *, national: bool) -> Iterator[Fault]:
    """What is wrong with single keys, told even if others do not have their shape."""
    found_id, version = document.get("id"), document.get("version")
    title, languages = document.get("title"), document.get("languages", ["zh"])
    if isinstance(found_id, str):
        yield from _wrong_id(found_id, file.place("id"), national=national)
    if isinstance(version, str) and (not _VERSION.fullmatch(version) or len(version) > _LONGEST_VERSION):
        figures = re.search(r"[0-9]+(?:\.[0-9]+)*", version[:_LONGEST_VERSION])
        near = figures[0] if figures else "1"
        arguments = {"found": literal(version), "near": near if "." in near else f"{near}.0"}
        yield Fault("plugin.version", file.place("version"), arguments)
    if languages == []:
        yield Fault("plugin.no-language", file.place("languages"))
    elif isinstance(title, Mapping) and title and not title.get("zh") and _speaks_chinese(languages):
        yield Fault("plugin.title", file.place("title"))


def _speaks_chinese(languages: object) -> bool:
    return isinstance(languages, list) and "zh" in languages


def _wrong_id(found: str, place: Place, *, national: bool) -> Iterator[Fault]:
    arguments = {"id": quoted(found), "near": _mended(found), "most": MOST_ID}
    if len(found) > MOST_ID:
        yield Fault("plugin.id-long", place, {**arguments, "count": len(found)})
    elif not _is_id(found):
        yield Fault("plugin.id", place, arguments)
    elif (found == NATIONAL or found.startswith(f"{NATIONAL}.")) and not national:
        yield Fault("plugin.id-reserved", place, {**arguments, "reserved": NATIONAL})


def _is_id(text: str) -> bool:
    return _ID.fullmatch(text) is not None and ".." not in text


def _mended(found: str) -> str:
    """What the id may have been meant to be: in small letters, blanks and underscores as hyphens."""
    near = re.sub(r"[\s_]+", "-", found.strip()).lower()
    return near if _is_id(near) and near != found else ""
