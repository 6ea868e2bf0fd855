"""File names made of the names of projects: safe on every system, readable for people, never two alike.

Names are for people; what has to be found by a program is named by its code.
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections import Counter
from collections.abc import Iterable

from perfkit.files.portable import FORBIDDEN, RESERVED

MOST_BYTES = 120
"""Length of a name in UTF-8, its suffix included; some file systems stop at 143."""

_REPLACED = frozenset(("Cc", "Cn", "Co", "Cs"))  # controls, unassigned, private, halves of surrogate pairs


def safe_name(name: str, suffix: str = "", code: str = "") -> str:
    """A file name for ``name`` with ``suffix`` (such as ``.docx``).

    Too long names are cut at a character and get eight digits made of ``code`` (or of the name where there is none),
    so that two long names with one beginning stay apart.
    """
    shown = "".join(_shown(character) for character in unicodedata.normalize("NFC", name))
    shown = " ".join(shown.split()).strip(". ") or "_"
    if RESERVED.match(shown):
        shown = f"_{shown}"
    if len((shown + suffix).encode()) > MOST_BYTES:
        tail = f"-{_digits(code or name)}"
        room = MOST_BYTES - len((tail + suffix).encode())
        shown = shown.encode()[:room].decode("utf-8", "ignore").rstrip(". ") + tail
    return shown + suffix


def safe_names(entries: Iterable[tuple[str, str]], suffix: str = "") -> tuple[str, ...]:
    """File names for pairs of name and code; names that a system could take for one another get their code."""
    pairs = list(entries)
    names = [safe_name(name, suffix, code) for name, code in pairs]
    alike = Counter(map(_folded, names))
    return tuple(
        name if alike[_folded(name)] == 1 else safe_name(f"{name.removesuffix(suffix)}-{code}", suffix, code)
        for name, (_, code) in zip(names, pairs, strict=True)
    )


def _shown(character: str) -> str:
    category = unicodedata.category(character)
    if character.isspace():
        return " "
    if category == "Cf":
        return ""
    return "_" if category in _REPLACED or character in FORBIDDEN else character


def _folded(name: str) -> str:
    return unicodedata.normalize("NFKC", name).casefold()


def _digits(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:8]
