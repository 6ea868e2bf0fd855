"""What was collected as tables that open in Excel and WPS, and as plain data."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from perfkit.wording import Language, say

if TYPE_CHECKING:
    from perfkit.jobs.collect import Collected

PROJECTS = ("file", "code", "name", "unit", "year", "state", "points", "grade", "errors", "warnings")
FAULTS = ("file", "sheet", "cell", "where", "found", "expected", "hint", "fault")

_BOM = "\ufeff"
"""Without it Excel takes UTF-8 for the code page of the machine."""

_STARTS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
"""What makes a spreadsheet read a text as a formula, also in full width (OWASP ASVS 1.2.10)."""


def tables(collected: Collected, language: Language) -> dict[str, bytes]:
    """The files by name."""
    good = ({"file": one.name, **project} for one in collected.files for project in one.projects)
    bad = ({**fault, "file": one.name, "fault": fault["code"]} for one in collected.bad for fault in one.faults)
    data = json.dumps(collected.record(language), ensure_ascii=False, indent=1) + "\n"
    return {
        "projects.csv": _table(PROJECTS, good, language),
        "faults.csv": _table(FAULTS, bad, language),
        "collected.json": data.encode(),
    }


def _table(keys: tuple[str, ...], rows: Iterable[Mapping[str, Any]], language: Language) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow([say(f"collect.head-{key}", language) for key in keys])
    writer.writerows([[_harmless(str(row[key])) for key in keys] for row in rows])
    return (_BOM + text.getvalue()).encode()


def _harmless(text: str) -> str:
    """A text that a spreadsheet takes as text: a code of digits keeps all of them, and nothing becomes a formula."""
    if text.startswith(_STARTS) or (text.isdigit() and len(text) > len("123456789012345")):
        return f"'{text}"
    return text
