"""What a file is that was handed in as an Office file: known by its bytes, whatever its name says."""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from typing import Literal, TypeAlias

from perfkit.files.magic import OLE, ZIP, foreign

_Books: TypeAlias = Literal["xlsx", "xlsm", "xlsb", "xls", "et", "ods"]
_Others: TypeAlias = Literal["docx", "docm", "doc", "odt", "pptx", "ppt", "encrypted", "empty", "unknown"]
_Foreign: TypeAlias = Literal["html", "xml", "text", "pdf", "rtf", "archive"]
OfficeKind: TypeAlias = _Books | _Others | _Foreign
"""``xls`` and ``doc`` are files of Office 97 to 2003 (compound files), ``et`` one that WPS named so; ``encrypted`` any
file with a password; ``html``, ``xml`` (a table of Excel 2003) and ``text`` are what web systems call a workbook."""

MOST_BYTES = 20_000_000

_WORKBOOKS = frozenset((".xlsx", ".xlsm", ".xltx", ".xltm", ".xls", ".xlt", ".et", ".ett"))
_DOCUMENTS = frozenset((".docx", ".docm", ".dotx", ".dotm", ".doc", ".wps"))
_ENTRIES: tuple[tuple[str, OfficeKind], ...] = (
    ("EncryptedPackage", "encrypted"),
    ("Workbook", "xls"),
    ("Book", "xls"),
    ("WordDocument", "doc"),
    ("PowerPoint Document", "ppt"),
)
_IN_ZIP: tuple[tuple[bytes, OfficeKind], ...] = (
    (b"mimetypeapplication/vnd.oasis.opendocument.spreadsheet", "ods"),
    (b"mimetypeapplication/vnd.oasis.opendocument.", "odt"),
    (b"xl/workbook.bin", "xlsb"),
    (b"xl/", "xlsx"),
    (b"word/", "docx"),
    (b"ppt/", "pptx"),
)
_FOREIGN: dict[str, OfficeKind] = {
    "text.pdf": "pdf",
    "text.rtf": "rtf",
    "text.archive": "archive",
    "text.web-page": "html",
}
_SHEET_2003 = re.compile(rb"urn:schemas-microsoft-com:office:spreadsheet|progid=.Excel\.Sheet")
_WEB_ARCHIVE = re.compile(rb"\s*MIME-Version:", re.IGNORECASE)
_UNKNOWN: OfficeKind = "unknown"
_ARCHIVE: OfficeKind = "archive"
_HEAD = 4096
_ENTRY_BYTES = 128
_READ = frozenset(("xlsx", "xlsm", "xls", "docx", "docm"))
_MACROS = b"vbaProject.bin"
_WITH_MACROS: dict[OfficeKind, OfficeKind] = {"xlsx": "xlsm", "docx": "docm"}


def office_kind(content: bytes, name: str) -> OfficeKind:
    """The kind of a file by its bytes; ``name`` tells only .et from .xls, which are one format."""
    if content.startswith(OLE):
        kind = next((kind for entry, kind in _ENTRIES if _has_entry(content, entry)), _UNKNOWN)
        return "et" if kind == "xls" and ending(name) in (".et", ".ett") else kind
    if content.startswith(ZIP):
        return _in_zip(content)
    if _WEB_ARCHIVE.match(content):
        return "html"
    return _foreign(content) if content else "empty"


def _foreign(content: bytes) -> OfficeKind:
    """What no program of an office calls its own."""
    code, head = foreign(content), content[:_HEAD]
    if code == "text.web-page" and _SHEET_2003.search(head):
        return "xml"
    if code is not None:
        return _FOREIGN.get(code, "unknown")
    return "text" if b"\x00" not in head or head.startswith((b"\xff\xfe", b"\xfe\xff")) else "unknown"


def _in_zip(content: bytes) -> OfficeKind:
    """Names of parts stand in clear in the archive."""
    kind = next((kind for mark, kind in _IN_ZIP if mark in content), _ARCHIVE)
    if _MACROS in content:
        return _WITH_MACROS.get(kind, kind)
    return kind


def _has_entry(content: bytes, name: str) -> bool:
    """Whether the directory of a compound file, whose entries lie on their own grid, has this name."""
    wanted = f"{name}\0".encode("utf-16-le")
    at = content.find(wanted)
    while at >= 0 and at % _ENTRY_BYTES:
        at = content.find(wanted, at + 1)
    return at >= 0


def ending(name: str) -> str:
    """The ending of a name, in small letters."""
    return PurePosixPath(name).suffix.casefold()


def unusable(kind: OfficeKind, name: str) -> str | None:
    """The code that says why no form can be read from a file of this kind and name; None where one can."""
    if kind not in _READ:
        return f"office.{kind}"
    if kind == "xls" and ending(name) in _WORKBOOKS - {".xls", ".xlt"}:
        return "office.xls"
    if kind in ("docx", "docm", "doc") and ending(name) in _WORKBOOKS:
        return "office.word-as-workbook"
    if kind in ("xlsx", "xlsm", "xls") and ending(name) in _DOCUMENTS:
        return "office.workbook-as-word"
    return None


def other_name(kind: OfficeKind, name: str) -> bool:
    """Whether the name says another format, which the programs of an office would complain about."""
    old = ending(name) in (".xls", ".xlt", ".et", ".ett", ".doc", ".wps")
    return old and kind in ("xlsx", "xlsm", "docx", "docm")
