"""What every workbook of ours has in common: texts that stay texts, exact numbers, fixed dates, the same bytes.

XlsxWriter comes with the extra ``excel`` and is loaded when the first workbook is written.
"""

from __future__ import annotations

import datetime
import io
import re
import zipfile
from collections.abc import Callable, Iterable
from decimal import Decimal
from typing import Any

from perfkit.errors import Fault, ReportError, quoted
from perfkit.files import canonical_zip
from perfkit.model import plain
from perfkit.reports.escape import printable
from perfkit.reports.vocabulary import RenderingError

MOST_TEXT = 32_767
"""Characters that a cell can hold, as Excel counts them: in units of UTF-16; so with names of sheets."""

MOST_DIGITS = 15
"""Digits of a number that a spreadsheet keeps."""

MOST_SHEET_NAME = 31
MOST_PROPERTY = 255

_DATE = datetime.datetime(2000, 1, 1)
"""Stands in the properties of every file, so that the same input gives the same bytes."""

_FORBIDDEN = re.compile(r"[\[\]:*?/\\]")
_SHEETS = "xl/worksheets/sheet"
_EMPTY = re.compile(rb'(<c r="[A-Z]+[0-9]+"(?: s="[0-9]+")?)(><f>[^<]*</f><v></v></c>)')
_LINE_END = re.compile(r"\r\n?")
_PLAIN = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


def workbook_bytes(
    build: Callable[[Any], None], title: str, on: datetime.date | None = None, *, row_by_row: bool = False
) -> bytes:
    """The bytes of the workbook that ``build`` fills: same calls, same bytes.

    Args:
        build: is given the workbook of XlsxWriter.
        title: stands in the properties.
        on: the day that stands there; a workbook without one of its own has a fixed one, never that of today.
        row_by_row: whether each sheet is written from top to bottom, which keeps memory flat.
    """
    import xlsxwriter

    buffer = io.BytesIO()
    workbook = xlsxwriter.Workbook(buffer, {"constant_memory": row_by_row, "in_memory": not row_by_row, **_PLAIN})
    created = _DATE if on is None else datetime.datetime.combine(on, datetime.time())
    workbook.set_properties({"title": cell_text(title)[:MOST_PROPERTY], "author": "perfkit", "created": created})
    build(workbook)
    workbook.close()
    return canonical_zip(_with_empty_results(buffer.getvalue()))


def _with_empty_results(data: bytes) -> bytes:
    """The same workbook in which a formula that shows nothing has an empty text for its result.

    XlsxWriter leaves the kind of such a result out, as if the formula had never been worked out.
    """
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as found, zipfile.ZipFile(made, "w") as archive:
        for name in found.namelist():
            part = found.read(name)
            archive.writestr(name, _EMPTY.sub(rb'\1 t="str"\2', part) if name.startswith(_SHEETS) else part)
    return made.getvalue()


def cell_text(text: str) -> str:
    """``text`` as a cell can hold it, with the line ends of a spreadsheet.

    Refuses a character that no document can carry (``report.character``), and what is too long for a cell
    (``workbook.too-long``): nothing is cut off silently.
    """
    if faults := text_faults(text):
        raise ReportError(faults)
    return _LINE_END.sub("\n", text)


def text_faults(text: str) -> tuple[Fault, ...]:
    """Why no cell can hold a text."""
    faults: tuple[Fault, ...] = ()
    try:
        printable(_LINE_END.sub("\n", text))
    except RenderingError as error:
        faults = error.faults
    count = len(text.encode("utf-16-le", "surrogatepass")) // 2
    if count > MOST_TEXT:
        arguments = {"text": quoted(text[:MOST_SHEET_NAME]), "count": count, "most": MOST_TEXT}
        faults = (*faults, Fault("workbook.too-long", arguments=arguments))
    return faults


def write_text(workbook: Any, sheet: Any, at: tuple[int, int], text: str, look: Any) -> None:
    """A text as the text it is. XlsxWriter takes one in ``<r>`` for its own markup; such a text comes in two pieces."""
    clean = cell_text(text)
    if is_markup(clean):
        plainly = workbook.add_format()
        sheet.write_rich_string(*at, plainly, clean[:1], plainly, clean[1:], look)
    else:
        sheet.write_string(*at, clean, look)


def is_markup(text: str) -> bool:
    """Whether XlsxWriter would take a text for its own markup."""
    return text.startswith("<r>") and text.endswith("</r>")


def is_exact(value: Decimal) -> bool:
    """Whether a spreadsheet keeps all digits of a number; one with more of them has to stand as text."""
    return len(plain(value).lstrip("-").replace(".", "").strip("0")) <= MOST_DIGITS


def sheet_name(name: str, taken: Iterable[str] = ()) -> str:
    """A name for a sheet: no sign that a spreadsheet forbids or nobody sees, not too long, none that is taken."""
    seen = "".join(sign if sign.isprintable() else " " for sign in name)
    clean = _FORBIDDEN.sub("_", " ".join(seen.split())).strip("' ") or "_"
    known = {one.casefold() for one in taken} | {"history"}
    number, found = 1, _cut(clean, MOST_SHEET_NAME)
    while found.casefold() in known:
        number += 1
        tail = f" ({number})"
        found = _cut(clean, MOST_SHEET_NAME - len(tail)) + tail
    return found


def quoted_sheet(name: str) -> str:
    """The name of a sheet as formulas and links write it."""
    return "'" + name.replace("'", "''") + "'"


def _units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _cut(text: str, most: int) -> str:
    while _units(text) > most:
        text = text[:-1]
    return text.rstrip("' ")
