"""A workbook with every kind of cell, from which the files of office programs are made, and what each cell of it is."""

from __future__ import annotations

import datetime
import io
import shutil
import subprocess
import tempfile
from pathlib import Path

from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment
from openpyxl.styles import Font

from hostile.good_form import first

FILES = Path(__file__).parent / "files"
SOFFICE = shutil.which("soffice")

KINDS: dict[str, tuple[str, str, str]] = {
    "A1": ("text", "项目名称", "项目名称"),
    "A2": ("number", "14654.5", "14654.5"),
    "A3": ("number", "0.95", "95.00%"),
    "A4": ("number", "0.3", "0.3"),
    "A5": ("date", "2023-12-31", "2023-12-31"),
    "A6": ("date", "2023-12-31 08:30", "2023/12/31 8:30"),
    "A7": ("time", "12:00", "12:00"),
    "A8": ("truth", "TRUE", "TRUE"),
    "A9": ("error", "#N/A", "#N/A"),
    "A10": ("text", "两行\n文字", "两行\n文字"),
    "A11": ("number", "6", "6"),
    "A12": ("number", "200000000", "20000.0万元"),
    "A13": ("number", "-1234.5", "-1,234.50"),
    "A14": ("text", "360722238888030005182", "360722238888030005182"),
    "A15": ("text", "9095", "9095"),
    "A16": ("text", "作废", "作废"),
    "B3": ("text", "合并", "合并"),
}
"""Kind, text and what is shown of each cell of the sheet 种类."""


def kinds() -> bytes:
    """The workbook, as openpyxl writes it."""
    book = Workbook()
    sheet = first(book)
    sheet.title = "种类"
    values = ("项目名称", 14654.5, 0.95, 0.30000000000000004, datetime.date(2023, 12, 31))
    values += (datetime.datetime(2023, 12, 31, 8, 30), datetime.time(12), True, "#N/A", "两行\n文字", "=3+3")
    values += (200_000_000, -1234.5, "360722238888030005182")
    values += (CellRichText(TextBlock(InlineFont(strike=True), "90"), "95"), "作废")
    for row, value in enumerate(values, 1):
        sheet.cell(row, 1, value)
    formats = {"A3": "0.00%", "A5": "yyyy-mm-dd", "A6": "yyyy/m/d h:mm", "A7": "h:mm"}
    for cell, code in (formats | {"A12": '0!.0,"万元"', "A13": "#,##0.00"}).items():
        sheet[cell].number_format = code
    sheet["A16"].font = Font(strike=True)
    sheet["B3"] = "合并"
    sheet.merge_cells("B3:C4")
    sheet["A2"].comment = Comment("万元", "会计")
    sheet["C9"].comment = Comment("待补", "会计")
    sheet.row_dimensions[13].hidden = True
    sheet.column_dimensions["D"].hidden = True
    for name, state in (("隐藏", "hidden"), ("深藏", "veryHidden")):
        other = book.create_sheet(name)
        other["A1"], other.sheet_state = name, state
    return _saved(book)


def _saved(book: Workbook) -> bytes:
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def converted(data: bytes, ending: str, to: str, *, infilter: str = "") -> bytes:
    """The file as LibreOffice saves it in another format: ``xls``, ``docx``, ``html``, or csv with its options."""
    if SOFFICE is None:
        raise FileNotFoundError("soffice")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / f"book.{ending}").write_bytes(data)
        command = [SOFFICE, "--headless", f"-env:UserInstallation=file://{folder}/profile", "--convert-to", to]
        command += [f"--infilter={infilter}"] if infilter else []
        command += ["--outdir", f"{folder}/out", f"{folder}/book.{ending}"]
        subprocess.run(command, check=True, capture_output=True, timeout=120)
        return next((folder / "out").iterdir()).read_bytes()
