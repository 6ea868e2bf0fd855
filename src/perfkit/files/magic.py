"""Files that are not text at all, known by their first bytes: someone renamed them or chose the wrong one."""

from __future__ import annotations

import re

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How the compound files of Office 97 to 2003 begin, and those with a password."""

_BY_START: tuple[tuple[bytes, str], ...] = (
    (OLE, "text.old-office"),
    (b"%PDF-", "text.pdf"),
    (b"{\\rtf", "text.rtf"),
    (b"Rar!\x1a\x07", "text.archive"),
    (b"7z\xbc\xaf\x27\x1c", "text.archive"),
    (b"\x1f\x8b", "text.archive"),
)

ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")

_WEB_PAGE = re.compile(rb"(?:\xef\xbb\xbf)?\s*<(?:!doctype\s+html|html|head|body|table|meta|\?xml)\b", re.IGNORECASE)


def foreign(data: bytes) -> str | None:
    """The code that names the kind of file (``text.workbook``, ``text.web-page``, …); None for what may be text."""
    if data.startswith(ZIP):
        return _kind_of_zip(data)
    for start, code in _BY_START:
        if data.startswith(start):
            return code
    return "text.web-page" if _WEB_PAGE.match(data[:512]) else None


def _kind_of_zip(data: bytes) -> str:
    """An Office file names its main folder in clear in the directory of the archive."""
    if b"xl/" in data:
        return "text.workbook"
    return "text.word" if b"word/" in data else "text.archive"
