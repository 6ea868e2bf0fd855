"""Names that every system can keep: what comes by mail or on a stick is unpacked on Windows, on a NAS, on Linux."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable

from perfkit.files.text import unwanted, visible

MOST_NAME_BYTES = 143
"""Length of a name in UTF-8; an encrypted folder, as on many network disks, keeps no longer one."""

RESERVED = re.compile(r"(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$)\s*(\.|$)", re.IGNORECASE)
"""Names that Windows keeps for devices, with or without a suffix."""

FORBIDDEN = frozenset('<>:"/\\|?*')
"""Signs that no name on Windows may hold."""


def unportable(name: str) -> tuple[str, dict[str, str]] | None:
    """Why a system cannot keep a file under this name: a code after ``name.`` and its argument; None if all can."""
    hidden = next((character for _, character in unwanted(name)), "") or next(
        (character for character in name if unicodedata.category(character) in ("Cc", "Cf", "Cs")), ""
    )
    if hidden:
        return "hidden", {"character": visible(hidden)}
    if len(name.encode()) > MOST_NAME_BYTES:
        return "long", {"most": str(MOST_NAME_BYTES), "bytes": str(len(name.encode()))}
    if RESERVED.match(name):
        return "reserved", {}
    if name != name.rstrip(". ") or name != name.lstrip(" "):
        return "end", {}
    sign = next((character for character in name if character in FORBIDDEN), "")
    return ("sign", {"character": sign}) if sign else None


def alike(names: Iterable[str]) -> list[tuple[str, ...]]:
    """Groups of paths that some systems take for one another: they differ by case or by how an accent is stored."""
    groups = defaultdict[str, list[str]](list)
    for name in names:
        groups[unicodedata.normalize("NFC", name).casefold()].append(name)
    return [tuple(group) for group in groups.values() if len(group) > 1]
