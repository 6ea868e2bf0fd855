"""Workbooks recalculated by LibreOffice, and held against what perfkit put into them."""

from __future__ import annotations

import shutil
import subprocess
from decimal import Decimal
from pathlib import Path

import openpyxl

OFFICE = shutil.which("soffice")

RECALCULATES = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema"
 xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse">
<value>0</value></prop></item></oor:items>"""


def recalculated(folder: Path, files: list[Path]) -> list[openpyxl.Workbook]:
    """The books with all formulas computed anew, whatever they held, by one run of the office program."""
    profile, out = folder / "profile" / "user", folder / "recalculated"
    profile.mkdir(parents=True, exist_ok=True)
    (profile / "registrymodifications.xcu").write_text(RECALCULATES, encoding="utf-8")
    subprocess.run(
        [OFFICE, f"-env:UserInstallation=file://{folder}/profile", "--headless", "--norestore", "--convert-to", "xlsx",
         "--outdir", out, *files],
        check=True, capture_output=True, timeout=180,
    )  # fmt: skip
    return [openpyxl.load_workbook(out / file.name, data_only=True) for file in files]


def spoiled(file: Path, changes: dict[tuple[str, str], object], to: Path) -> Path:
    """The book with no cached value at all, and with other inputs: only a program that computes can fill it."""
    book = openpyxl.load_workbook(file)
    for (sheet, address), value in changes.items():
        book[sheet][address] = value
    book.save(to)
    return to


def same(found: object, expected: object) -> bool:
    """Whether a cell shows this: the same decimal, the same text; an empty text is an empty cell."""
    if isinstance(expected, Decimal):
        return isinstance(found, (int, float)) and not isinstance(found, bool) and Decimal(repr(found)) == expected
    return (found or "") == (expected or "")


def differing(book: openpyxl.Workbook, pages) -> list[tuple]:
    """Every cell with a formula that does not show what perfkit computed."""
    return [
        (page.name, address, cell.key, cell.formula, cell.value, book[page.name][address].value)
        for page in pages
        for address, cell in page.cells()
        if cell.formula and not same(book[page.name][address].value, cell.value)
    ]
