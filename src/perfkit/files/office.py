"""Office files are zip archives: what they would unpack to is known before anything is unpacked."""

from __future__ import annotations

import io
import zipfile
from typing import Literal

MOST_PARTS = 200
LARGEST_PART = 5 * 1024 * 1024
LARGEST_WHOLE = 50 * 1024 * 1024
"""Bytes of one part, and of all, when unpacked. Python unpacks no more of a part than the archive declares."""


def unfit_office(content: bytes) -> Literal["unreadable", "size"] | None:
    """Why an Office file may not be unpacked: it is no archive, or would become too much."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            sizes = [entry.file_size for entry in package.infolist()]
    except (zipfile.BadZipFile, EOFError, NotImplementedError, ValueError):
        return "unreadable"
    too_much = len(sizes) > MOST_PARTS or max(sizes, default=0) > LARGEST_PART or sum(sizes) > LARGEST_WHOLE
    return "size" if too_much else None
