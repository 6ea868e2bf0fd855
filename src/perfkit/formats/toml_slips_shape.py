"""Slips of the whole shape: lists and tables left open, commas, two things in one line, things said twice."""

from __future__ import annotations

import re
from collections.abc import Sequence

from perfkit.formats.toml_outline import Entry, shown
from perfkit.formats.toml_scene import Scene, Slip

_STATEMENT = re.compile(r"""\s*(\[{1,2}\s*[A-Za-z_"'][^\[\],]*\]{1,2}|[A-Za-z0-9_."'-]+\s*=)""")
_UNCLOSED = ("Unclosed array", "Unclosed inline table")
_SAID_TWICE = ("Cannot overwrite", "Cannot declare", "Cannot mutate", "Cannot redefine", "Duplicate inline")


def left_open(scene: Scene) -> Slip | None:
    """A list or an inline table that is never closed; the place is where it was opened."""
    opening = scene.source.outline.unclosed
    if opening is None or opening.start >= scene.position:
        return None
    rest = (token for token in reversed(scene.source.tokens) if token.kind not in ("newline", "comment"))
    at_end = next(rest).start < scene.position
    elsewhere = scene.source.lines.number(opening.start) != scene.source.lines.number(scene.position)
    if not at_end and not (elsewhere and _STATEMENT.match(scene.line) and not _closed_soon(scene, opening.text)):
        return None
    code = "toml.list-open" if opening.text == "[" else "toml.table-open"
    return Slip(code, opening.start, {"line": scene.source.lines.number(opening.start)}, alone=False)


def comma_missing(scene: Scene) -> Slip | None:
    """Two entries of a list or an inline table without a comma between them."""
    return Slip("toml.comma-missing", scene.position) if scene.message.startswith(_UNCLOSED) else None


def sign_extra(scene: Scene) -> Slip | None:
    """A comma or a closing bracket too many: ``[1,, 2]``, ``[1]]``."""
    sign = scene.source.text[scene.position :][:1]
    if sign not in (",", "]", "}") or scene.message.startswith(_UNCLOSED) or scene.header:
        return None
    return Slip("toml.sign-extra", scene.position, {"found": sign})


def comma_at_end(scene: Scene) -> Slip | None:
    """A comma or semicolon behind a line, the habit of JSON and of programs."""
    if scene.inside or not scene.words or not scene.message.startswith("Expected newline"):
        return None
    last = scene.words[-1]
    if last.text != "," and not last.text.endswith(";"):
        return None
    return Slip("toml.comma-at-end", last.end - 1, {"found": last.text[-1]}, alone=not scene.header)


def two_in_a_line(scene: Scene) -> Slip | None:
    """Something behind a header or a value that belongs in a line of its own."""
    if not scene.message.startswith("Expected newline"):
        return None
    return Slip("toml.one-per-line", scene.position, alone=not scene.header)


def said_twice(scene: Scene) -> Slip | None:
    """A key or a table that was given before, or one that is a value there and a table here."""
    if not scene.message.startswith(_SAID_TWICE):
        return None
    inside = scene.message.startswith("Duplicate inline")
    entries = scene.source.outline.entries
    candidates = [e for e in entries if e.start <= scene.position and e.parts and (inside or not e.inside)]
    new = candidates[-1]
    old = _first_claim(entries, new)
    arguments = {
        "key": shown(_without_last_number(new)),
        "first": shown(_without_last_number(old)),
        "line": scene.source.lines.number(old.start),
    }
    return Slip(_code(new, old), new.start, arguments, alone=new.role in ("value", "container"))


def _first_claim(entries: Sequence[Entry], new: Entry) -> Entry:
    """The entry that took the place of ``new``: the same path, a value above it, something below it, a table above."""
    target = _without_last_number(new)
    earlier = [entry for entry in entries if entry.start < new.start]
    for entry in earlier:
        if _without_last_number(entry) == target and not (entry.role == new.role == "list-table"):
            return entry
    for entry in earlier:
        if entry.role in ("value", "container") and target[: len(entry.path)] == entry.path:
            return entry
    below = next((entry for entry in earlier if entry.path[: len(target)] == target), None)
    above = (entry for entry in earlier if target[: len(entry.path)] == entry.path)
    return below or max(above, key=lambda entry: len(entry.path), default=new)


def _without_last_number(entry: Entry) -> tuple[str | int, ...]:
    return entry.path[:-1] if entry.role == "list-table" else entry.path


def _code(new: Entry, old: Entry) -> str:
    if old.path == new.path and {old.role, new.role} <= {"value", "container"}:
        return "toml.key-twice"
    if old.path == new.path and old.role == new.role == "table":
        return "toml.table-twice"
    if old.role == "container":
        return "toml.table-closed"
    above = len(old.path) <= len(_without_last_number(new))
    return "toml.already-value" if old.role == "value" and above else "toml.already-table"


def _closed_soon(scene: Scene, opening: str) -> bool:
    """Whether the closing bracket of an inline table comes before the next header: then only a comma is missing."""
    if opening != "{":
        return False
    rest = [token for token in scene.source.tokens if token.start >= scene.span[0]]
    depth = 0
    for index, token in enumerate(rest):
        at_line_start = index == 0 or rest[index - 1].kind == "newline"
        if at_line_start and token.text == "[":
            return False
        depth += (token.text == "{") - (token.text == "}")
        if depth < 0:
            return True
    return False
