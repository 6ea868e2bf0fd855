"""Whether documents can be written at a place at all: said before any work is done."""

from __future__ import annotations

import os
from pathlib import Path

from perfkit.errors import Fault, Place, ReportError


def refuse_place(folder: Path) -> None:
    """Refuse a place where no folder stands nor can be made, with :class:`ReportError` that says what is in the way."""
    if code := _fault(folder):
        raise ReportError(Fault(code, Place(file=str(folder)), {"folder": folder, "standing": _standing(folder)}))


def _fault(folder: Path) -> str:
    if "\0" in str(folder):
        return "report.place-name"
    try:
        standing = _standing(folder)
        if not standing.is_dir():
            return "report.place-file"
        return "" if os.access(standing, os.W_OK | os.X_OK) else "report.place-closed"
    except OSError:  # a name that is too long, a folder that may not be entered, a drive that has gone
        return "report.place-name"


def _standing(folder: Path) -> Path:
    """The nearest thing on the way to ``folder`` that is there already."""
    for one in (folder, *folder.parents):
        try:
            if os.path.lexists(one):
                return one
        except ValueError:  # a NUL in the name
            continue
    return folder
