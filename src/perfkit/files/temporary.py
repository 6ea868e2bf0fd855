"""Names of the files that exist only while something is written, and the removal of those that dead runs left."""

from __future__ import annotations

import re
import secrets
import time
from contextlib import suppress
from pathlib import Path

STALE_SECONDS = 3600
"""A temporary file older than this belongs to no run that is alive."""

_NAME = re.compile(r"\.perfkit-[0-9a-f]{16}\.tmp")


def temporary_in(folder: Path) -> Path:
    """A name in ``folder`` that nobody else has."""
    return folder / f".perfkit-{secrets.token_hex(8)}.tmp"


def is_temporary(file_name: str) -> bool:
    """Whether a file has a name that only :func:`temporary_in` gives."""
    return _NAME.fullmatch(file_name) is not None


def remove_stale(folder: Path) -> None:
    """Remove temporary files of runs that died more than an hour ago; what cannot be removed stays."""
    with suppress(OSError):
        for path in list(folder.iterdir()):
            with suppress(OSError):
                if is_temporary(path.name) and time.time() - path.lstat().st_mtime > STALE_SECONDS:
                    path.unlink()
