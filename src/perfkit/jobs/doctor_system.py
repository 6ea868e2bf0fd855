"""The system around perfkit: an office program, fonts, the terminal, and folders that can be written."""

from __future__ import annotations

import locale
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from perfkit.files.temporary import temporary_in
from perfkit.jobs.looked import Looked

_OFFICES = (
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    "C:/Program Files/LibreOffice/program/soffice.exe",
    "C:/Program Files (x86)/LibreOffice/program/soffice.exe",
)
"""Where LibreOffice stands on systems that do not have it among their commands."""

_CHINESE = "绩效评价"
_LONGEST = 20
"""Seconds that the list of fonts may take."""


def office() -> Looked:
    """LibreOffice, which turns the Word report into other formats; Word or WPS do as well."""
    found = shutil.which("soffice") or shutil.which("libreoffice")
    found = found or next((place for place in _OFFICES if Path(place).is_file()), None)
    return Looked("fine", "doctor.office", {"place": found}) if found else Looked("optional", "doctor.office-missing")


def fonts() -> Looked:
    """Fonts that hold Chinese; where nobody can say, that is said."""
    program = shutil.which("fc-list")
    if program is None:
        return Looked("fine" if sys.platform in ("win32", "darwin") else "optional", "doctor.fonts-unknown")
    with suppress(OSError, subprocess.SubprocessError):
        listed = subprocess.run(  # noqa: S603 (the program was found on the path, its arguments are ours)
            [program, ":lang=zh", "family"], capture_output=True, timeout=_LONGEST, check=True
        )
        families = listed.stdout.decode("utf-8", "replace").splitlines()
        names = sorted({line.split(",")[0].strip() for line in families} - {""})
        if names:
            return Looked("fine", "doctor.fonts", {"count": len(names), "names": tuple(names[:3])})
        return Looked("optional", "doctor.fonts-missing")
    return Looked("optional", "doctor.fonts-unknown")


def encoding() -> Looked:
    """Whether the terminal, or what stands for it, can print Chinese."""
    name = getattr(sys.stdout, "encoding", None) or "utf-8"
    arguments = {"encoding": name, "locale": locale.setlocale(locale.LC_CTYPE)}
    try:
        _CHINESE.encode(name)
    except (UnicodeError, LookupError):
        return Looked("optional", "doctor.encoding-poor", arguments)
    return Looked("fine", "doctor.encoding", arguments)


def folders() -> Iterator[Looked]:
    """Whether the current and the temporary folder can be written, and files in them replaced in one go."""
    for kind, find in (("here", Path.cwd), ("temporary", lambda: Path(tempfile.gettempdir()))):
        try:
            folder = find()
            _try(folder)
        except OSError as error:
            reason = error.strerror or str(error)
            yield Looked("broken", f"doctor.{kind}-closed", {"reason": reason})
        else:
            yield Looked("fine", f"doctor.{kind}", {"folder": folder})


def _try(folder: Path) -> None:
    """Write a file, put it in the place of another as reports are, and take it away again."""
    first, second = temporary_in(folder), temporary_in(folder)
    try:
        for path in (first, second):
            path.write_bytes(b"perfkit")
        os.replace(first, second)  # noqa: PTH105 (the very call by which documents are written)
    finally:
        for path in (first, second):
            with suppress(OSError):
                path.unlink()
