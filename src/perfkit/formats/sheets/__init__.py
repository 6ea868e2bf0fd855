"""A sheet that was read, whichever file it came from: a workbook, an old workbook, a table in Word, a CSV file."""

from perfkit.formats.sheets.cell import Book, CellKind, Sheet, SheetCell, Span

__all__ = ["Book", "CellKind", "Sheet", "SheetCell", "Span"]
