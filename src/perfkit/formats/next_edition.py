"""The text of the next edition of a set or an amendment: the author's own file, three values of it changed."""

from __future__ import annotations

import json

from perfkit.errors import Fault, InputError, Place
from perfkit.formats.toml import parse_toml
from perfkit.formats.toml_outline import Entry
from perfkit.formats.toml_source import Source

Edit = tuple[int, int, str]
"""From where to where a text is replaced, and by what."""


def next_edition(text: str, name: str, *, edition: str, year: int, extends: str) -> str:
    """``text`` with another ``edition``, first fiscal year and (unless it is empty) base.

    Comments, order and everything else stay as their author wrote them; a last year goes, for nobody knows the new one.
    Raises :class:`InputError` (``rollover.cannot-edit``) for a file that writes these keys in a way of its own.
    """
    source = Source(name, text)
    found = {entry.key: entry for entry in source.outline.entries}
    values = {"edition": json.dumps(edition, ensure_ascii=False), "fiscal-years.from": str(year)}
    if extends:
        values["extends"] = json.dumps(extends, ensure_ascii=False)
    edits = [_value(found, key, value, name) for key, value in values.items()]
    if "fiscal-years.to" in found:
        edits.append(_without(found["fiscal-years.to"], source))
    for start, end, new in sorted(edits, reverse=True):
        text = text[:start] + new + text[end:]
    _proved(text, name, edition, year, extends)
    return text


def _value(found: dict[str, Entry], key: str, value: str, name: str) -> Edit:
    entry = found.get(key)
    if entry is None or entry.value is None:
        raise InputError(_refused(name, key))
    return entry.value.start, entry.value.end, value


def _without(entry: Entry, source: Source) -> Edit:
    """The key and its value away: its line, or in an inline table the comma as well."""
    end = entry.start if entry.value is None else entry.value.end
    if not entry.inside:
        start, stop = source.lines.span(entry.start)
        return start, min(stop + 1, len(source.text)), ""
    before = [token for token in source.tokens if token.end <= entry.start]
    behind = next(token for token in source.tokens if token.start >= end)
    if before[-1].text == ",":
        return before[-1].start, end, ""
    return entry.start, behind.end + 1 if behind.text == "," else end, ""


def _proved(text: str, name: str, edition: str, year: int, extends: str) -> None:
    """What was written says what it should."""
    document = parse_toml(text, name).document
    said = {"edition": edition, "fiscal-years": {"from": year}, **({"extends": extends} if extends else {})}
    wrong = next((key for key, value in said.items() if document.get(key) != value), "")
    if wrong:
        raise InputError(_refused(name, wrong))


def _refused(name: str, key: str) -> Fault:
    return Fault("rollover.cannot-edit", Place(file=name, key=key), {"key": key})
