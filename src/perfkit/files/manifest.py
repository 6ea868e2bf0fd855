"""The list that comes with every set of documents: what they were made of, and by what, each with its digest.

It shows accidents and small edits. It has no key, so it does not stop a forger who writes the list anew.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from attrs import asdict, field, frozen

from perfkit.errors import Fault, InputError, Place
from perfkit.files.canonical import canonical_json
from perfkit.files.containment import inside
from perfkit.files.hashes import sha256
from perfkit.files.read import is_editor_lock, read_bytes
from perfkit.files.temporary import is_temporary

MANIFEST = "manifest.json"
MOST_BYTES = 10_000_000
MOST_OUTPUT_BYTES = 2_000_000_000

_MADE_BY_SYSTEMS = frozenset((".DS_Store", "Thumbs.db", "desktop.ini"))
_TABLES = ("inputs", "sets", "plugins", "outputs")


@frozen(kw_only=True)
class Manifest:
    """What a run was made of and what it made.

    Attributes:
        version: of perfkit.
        program: the program that wrote it.
        inputs: SHA-256 of every file that was read, by relative name.
        sets: digest of every indicator set in use, by ``id@edition``.
        plugins: version of every plugin that was loaded, by id.
        outputs: SHA-256 of every document, by relative name.
        facts: anything else: text, int, ``Decimal``, truth values, lists and mappings of these.
    """

    version: str
    program: str = "perfkit"
    inputs: Mapping[str, str] = field(factory=dict)
    sets: Mapping[str, str] = field(factory=dict)
    plugins: Mapping[str, str] = field(factory=dict)
    outputs: Mapping[str, str] = field(factory=dict)
    facts: Mapping[str, object] = field(factory=dict)

    @property
    def digest(self) -> str:
        """SHA-256 of the content in canonical form, this digest left out."""
        return sha256(canonical_json(asdict(self)))

    def to_bytes(self) -> bytes:
        """The manifest as a JSON file, with the digest of its own content."""
        return canonical_json({**asdict(self), "digest": self.digest})

    @classmethod
    def from_bytes(cls, data: bytes) -> Manifest:
        """The manifest in a JSON file.

        Raises :class:`InputError` with ``manifest.unreadable``, or ``manifest.tampered`` if its content does not fit
        its digest.
        """
        content = _content(data)
        digest = content.pop("digest", None)
        if not isinstance(digest, str) or not _sound(content):
            raise _unreadable()
        manifest = cls(**content)
        if manifest.digest != digest:
            arguments = {"expected": digest[:12], "found": manifest.digest[:12]}
            raise InputError(Fault("manifest.tampered", Place(file=MANIFEST), arguments))
        return manifest


def verify(folder: Path) -> tuple[Fault, ...]:
    """What is wrong with the documents in ``folder``; empty if they are the ones the manifest lists.

    Codes: ``manifest.missing``, ``manifest.unreadable``, ``manifest.tampered``; for each document ``manifest.changed``,
    ``manifest.gone``, ``manifest.not-plain``, ``manifest.extra``, or a ``file.…`` code if it cannot be read.
    """
    try:
        manifest = Manifest.from_bytes(read_bytes(folder / MANIFEST, MOST_BYTES, MANIFEST))
    except InputError as error:
        missing = error.code == "file.missing"
        return (Fault("manifest.missing", Place(file=MANIFEST)),) if missing else error.faults
    changed = (fault for name, digest in sorted(manifest.outputs.items()) for fault in _compared(folder, name, digest))
    extra = sorted(set(_names(folder)) - {*manifest.outputs, MANIFEST})
    return (*changed, *(Fault("manifest.extra", Place(file=name), {"name": name}) for name in extra))


def _compared(folder: Path, name: str, expected: str) -> Iterator[Fault]:
    """The fault of one document, if it has one."""
    place = Place(file=name)
    try:
        path = inside(folder, name, place)
        if not os.path.lexists(path):
            yield Fault("manifest.gone", place, {"name": name})
        elif path.is_symlink() or not path.is_file():
            yield Fault("manifest.not-plain", place, {"name": name})
        elif (found := sha256(read_bytes(path, MOST_OUTPUT_BYTES, name))) != expected:
            yield Fault("manifest.changed", place, {"name": name, "expected": expected[:12], "found": found[:12]})
    except InputError as error:
        yield from error.faults


def _names(folder: Path) -> Iterator[str]:
    """Relative names of all files in the folder, but for those that systems, editors and broken runs leave behind."""
    for place, folders, files in os.walk(folder):
        links = [name for name in folders if (Path(place) / name).is_symlink()]
        for name in (*files, *links):
            if not (is_editor_lock(name) or is_temporary(name) or name in _MADE_BY_SYSTEMS):
                yield (Path(place) / name).relative_to(folder).as_posix()


def _content(data: bytes) -> dict[str, Any]:
    try:
        text = data.decode("utf-8")
        content = json.loads(text, parse_float=_refuse, parse_constant=_refuse, object_pairs_hook=_once_each)
    except (ValueError, RecursionError) as error:
        raise _unreadable() from error
    if not isinstance(content, dict):
        raise _unreadable()
    return content


def _sound(content: Mapping[str, Any]) -> bool:
    """Whether the content has the fields of a manifest, each of its kind."""
    tables = [content.get(name) for name in _TABLES]
    return (
        set(content) == {"version", "program", "facts", *_TABLES}
        and all(isinstance(content[name], str) for name in ("version", "program"))
        and isinstance(content["facts"], dict)
        and all(isinstance(table, dict) and all(isinstance(v, str) for v in table.values()) for table in tables)
    )


def _once_each(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """The object of these pairs; a key that comes twice would hide one of its values from a reader."""
    content = dict(pairs)
    if len(content) != len(pairs):
        raise ValueError(pairs)
    return content


def _refuse(text: str) -> Any:
    raise ValueError(text)


def _unreadable() -> InputError:
    return InputError(Fault("manifest.unreadable", Place(file=MANIFEST)))
