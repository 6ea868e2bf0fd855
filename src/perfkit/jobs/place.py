"""Whether documents can be written at a place at all: said before any work is done."""

from __future__ import annotations

import os
from pathlib import Path

from perfkit.errors import Fault, Place, ReportError

FACTS = "portfolio.toml"
"""Where this stands, facts stand: documents among them could not be told from them."""


def refuse_place(folder: Path) -> None:
    """Refuse a place where no folder stands nor can be made, with :class:`ReportError` that says what is in the way."""
    code, standing = _looked_at(folder)
    if not code and (folder / FACTS).is_file():
        code = "report.place-facts"
    if code:
        raise ReportError(Fault(code, Place(file=str(folder)), {"folder": folder, "standing": standing}))


def _looked_at(folder: Path) -> tuple[str, Path]:
    """What is wrong with the place, empty for nothing, and the nearest thing on the way to it that is there."""
    for one in (folder, *folder.parents):
        try:
            os.lstat(one)  # a link that leads nowhere is in the way as well
            if not one.is_dir():
                return "report.place-file", one
        except (FileNotFoundError, NotADirectoryError):
            continue
        except PermissionError:
            return "report.place-closed", one
        except (OSError, ValueError):  # a name that is too long, a NUL in it, a drive that has gone
            return "report.place-name", one
        return ("" if os.access(one, os.W_OK | os.X_OK) else "report.place-closed"), one
    return "report.place-name", folder
