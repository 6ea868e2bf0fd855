"""Names of sheets: what Excel refuses in them is taken out, and no two of them are alike."""

from __future__ import annotations

import unicodedata

LONGEST = 31
"""Characters of a name, as Excel counts them: in units of UTF-16."""

_REFUSED = str.maketrans(dict.fromkeys("[]:*?/\\", " ") | {"'": "’"})


def sheet_name(number: int, text: str) -> str:
    """The name of the sheet of the project with this number; the number keeps it apart from all others."""
    printed = "".join(" " if unicodedata.category(sign)[0] in "CZ" else sign for sign in text.translate(_REFUSED))
    return _cut(f"{number} {' '.join(printed.split())}").rstrip()


def quoted_sheet(name: str) -> str:
    """A name as formulas write it."""
    return "'" + name.replace("'", "''") + "'"


def _cut(text: str) -> str:
    while len(text.encode("utf-16-le")) > 2 * LONGEST:
        text = text[:-1]
    return text
