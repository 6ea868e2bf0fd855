"""What was already read, a line for each file: a run that was stopped goes on where it was, and reads no file twice.

A line holds for the bytes of the file and for everything else that decides what comes of it; a line that was cut off by
the end of a run is as if it had not been written.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from attrs import field, frozen

from perfkit.errors import Fault, Place, ReportError

JOURNAL = "collect.jsonl"


@frozen
class Journal:
    """The lines that hold, and a file to which new ones are added as they come.

    Attributes:
        path: of the file; recipe: digest of all that decides about results besides the files.
        known: what came of each file, by name, with the digest of its bytes.
    """

    path: Path
    recipe: str
    known: Mapping[str, tuple[str, dict[str, Any]]] = field(repr=False)

    def of(self, name: str, digest: str) -> dict[str, Any] | None:
        """What came of a file with these bytes; None if it has still to be read."""
        found = self.known.get(name)
        return found[1] if found is not None and found[0] == digest else None


def opened(path: Path, recipe: str) -> Journal:
    """The journal at ``path``; empty where there is none, or one of another recipe."""
    try:
        lines = path.read_bytes().split(b"\n") if path.is_file() else []
    except OSError as error:
        raise ReportError(_unwritable(path, error)) from error
    found = [one for line in lines[:-1] if (one := _line(line)) is not None]
    if not found or found[0].get("recipe") != recipe:
        return Journal(path, recipe, {})
    known = {one["file"]: (one["sha256"], one["came"]) for one in found[1:] if one.keys() == {"file", "sha256", "came"}}
    return Journal(path, recipe, known)


def _unwritable(path: Path, error: OSError) -> Fault:
    return Fault("collect.journal", Place(file=path.name), {"reason": error.strerror or str(error)})


def _line(line: bytes) -> dict[str, Any] | None:
    try:
        found = json.loads(line)
    except ValueError:
        return None
    return found if isinstance(found, dict) else None


@contextmanager
def continued(journal: Journal) -> Iterator[IO[str]]:
    """The journal open for more lines; begun anew where nothing in it holds. Refuses what cannot be written."""
    try:
        journal.path.parent.mkdir(parents=True, exist_ok=True)
        with journal.path.open("a" if journal.known else "w", encoding="utf-8", newline="\n") as file:
            if journal.known:
                _mend(journal.path, file)
            else:
                add(file, {"recipe": journal.recipe})
            yield file
    except OSError as error:
        raise ReportError(_unwritable(journal.path, error)) from error


def _mend(path: Path, file: IO[str]) -> None:
    """End a line that was cut off, so that the next one begins on its own."""
    with path.open("rb") as written:
        written.seek(-1, 2)
        if written.read() != b"\n":
            file.write("\n")


def add(file: IO[str], line: Mapping[str, Any]) -> None:
    """Write one line, whole and at once."""
    file.write(_text(line))
    file.flush()


def finished(recipe: str, lines: Iterable[tuple[str, str, Mapping[str, Any]]]) -> bytes:
    """The journal of a run that came to its end: name, digest and what came of each file, in the order of names.

    The same however many workers there were and however often it was stopped.
    """
    told = ({"file": name, "sha256": digest, "came": came} for name, digest, came in lines)
    return "".join((_text({"recipe": recipe}), *map(_text, told))).encode()


def _text(line: Mapping[str, Any]) -> str:
    return json.dumps(line, ensure_ascii=False, separators=(",", ":")) + "\n"
