"""A grid as a Word table: fixed widths, head rows on every page and kept with their first row, no row cut."""

from __future__ import annotations

from collections.abc import Sequence

from perfkit.model import Cell, Grid
from perfkit.reports.word_xml import Element, element, paragraph, run, tag

STYLE = "ReportTable"

KEPT_TOGETHER = 3
"""Last rows that stay on one page, with the note below them, so that a total never stands alone under a head."""


def table(grid: Grid, width: int) -> list[Element]:
    """The caption, the table and its note; ``width`` is that of the text area in twentieths of a point."""
    widths = shares(grid.widths, width)
    made = element(
        "tbl",
        None,
        element(
            "tblPr",
            None,
            element("tblStyle", {"val": STYLE}),
            element("tblW", {"w": width, "type": "dxa"}),
            element("jc", {"val": "center"}),
            element("tblLayout", {"type": "fixed"}),
            element("tblLook", {"val": "0020", "firstRow": 1}),
        ),
        element("tblGrid", None, *(element("gridCol", {"w": share}) for share in widths)),
        *_rows(grid, widths),
    )
    caption = [paragraph("Caption", run(grid.caption))] if grid.caption else []
    note = [paragraph("TableNote", run(grid.note))] if grid.note else []
    return [*caption, made, *note]


def shares(widths: Sequence[int], whole: int) -> list[int]:
    """Whole twentieths of a point in proportion to ``widths``, adding up to ``whole``."""
    total, made, used = sum(widths), list[int](), 0
    for index in range(1, len(widths) + 1):
        until = whole * sum(widths[:index]) // total
        made.append(until - used)
        used = until
    return made


def _rows(grid: Grid, widths: Sequence[int]) -> list[Element]:
    rows = []
    open_cells: dict[int, tuple[int, Cell]] = {}
    for index, placed in enumerate(grid.placed()):
        cells = {column: (cell, "restart" if cell.rows > 1 else "") for column, cell in placed}
        cells |= {column: (cell, "continue") for column, (_, cell) in open_cells.items()}
        begun = {column: (cell.rows, cell) for column, cell in placed if cell.rows > 1}
        open_cells = {c: (left - 1, cell) for c, (left, cell) in (open_cells | begun).items() if left > 1}
        properties = element("trPr", None, element("cantSplit"))
        if index < grid.head:
            properties.append(element("tblHeader"))
        row = element("tr", None, properties)
        last = len(grid.rows) if grid.note else len(grid.rows) - 1
        keep = index < grid.head or len(grid.rows) - KEPT_TOGETHER <= index < last
        row.extend(_cell(cells[column][0], column, widths, cells[column][1], keep=keep) for column in sorted(cells))
        rows.append(row)
    return rows


def _cell(cell: Cell, column: int, widths: Sequence[int], merge: str, *, keep: bool) -> Element:
    width = sum(widths[column : column + cell.columns])
    properties = element("tcPr", None, element("tcW", {"w": width, "type": "dxa"}))
    if cell.columns > 1:
        properties.append(element("gridSpan", {"val": cell.columns}))
    if merge:
        properties.append(element("vMerge", {"val": merge}))
    properties.append(element("vAlign", {"val": "center"}))
    style = "TableHead" if cell.head else "TableText"
    kept = (element("keepNext"),) if keep else ()
    align = () if cell.head else (element("jc", {"val": cell.align}),)
    content = [] if merge == "continue" else [run(cell.text)]
    return element("tc", None, properties, paragraph(style, *content, properties=(*kept, *align)))


def cells(table_element: Element) -> list[list[str]]:
    """The texts of a table row by row, for whoever compares it with the grid."""
    return [
        ["".join(piece.text or "" for piece in cell.iter(tag("t"))) for cell in row.iter(tag("tc"))]
        for row in table_element.iter(tag("tr"))
    ]
