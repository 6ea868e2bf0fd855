"""Tables of Word documents (.docx): each a sheet, every cell a text; the gate has to have let the file pass.

Read with the parser of the standard library: nothing of a document is needed but its tables, and a library for Word
would build the rest as well. What is deleted, hidden or only asks to be filled in is not read.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from xml.etree.ElementTree import Element, fromstring  # the gate refuses declarations of entities

from attrs import evolve, field, frozen

from perfkit.formats.sheets.cell import Sheet, SheetCell
from perfkit.formats.sheets.gathered import Gathered
from perfkit.formats.sheets.grid import Grid

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_RELATIONS = "_rels/.rels"
_MAIN = "word/document.xml"
_NAMED = re.compile(r".*/officeDocument$")

_PASSED_OVER = frozenset(
    (*(f"{_W}{name}" for name in ("del", "moveFrom", "drawing", "pict", "object", "rPr", "pPr", "sectPr", "tblPr")),)
)
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_SIGNS = {f"{_W}tab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-", f"{_W}sym": "□"}
_OFF = ("0", "false", "off", "none")
MOST_PARAGRAPHS = 20
LONGEST_PARAGRAPH = 500


def sheets_of(data: bytes, gathered: Gathered) -> tuple[Sheet, ...]:
    """The tables of a document, in the order in which they begin.

    Each bears its title (the one for readers of screens), or else its number.

    Raises:
        InputError: for a table out of bounds.
        Exception: whatever the parser makes of a damaged file; the caller puts it into words.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        content = archive.read(_main(archive)).replace(_STRICT, _W[1:-1].encode())
    body = fromstring(content).find(f"{_W}body")  # noqa: S314 (the gate refused every DTD)
    document = _Document(gathered)
    if body is not None:
        document.read(body)
    return tuple(document.sheets())


def _main(archive: zipfile.ZipFile) -> str:
    """The name of the part that holds the text."""
    for one in fromstring(archive.read(_RELATIONS)):  # noqa: S314 (the gate refused every DTD)
        if _NAMED.fullmatch(one.get("Type", "")):
            return one.get("Target", _MAIN).lstrip("/")
    return _MAIN


@frozen
class _Table:
    """A table with its title, and the number of paragraphs of the document that stand before it."""

    title: str
    grid: Grid
    before: int


@frozen
class _Document:
    """The tables and paragraphs read so far."""

    gathered: Gathered
    tables: list[_Table] = field(factory=list)
    paragraphs: list[str] = field(factory=list)

    def read(self, body: Element) -> None:
        for element in _blocks(body):
            if element.tag == f"{_W}tbl":
                self._table(element)
            elif text := "".join(text for text, _ in _runs(element)).strip():
                self.paragraphs.append(text[:LONGEST_PARAGRAPH])

    def sheets(self) -> Iterator[Sheet]:
        """The tables that hold anything."""
        filled = [table for table in self.tables if table.grid.cells]
        titles = [table.title for table in filled]
        for number, table in enumerate(filled, 1):
            unique = table.title and titles.count(table.title) == 1
            self.gathered.begin(table.title if unique else str(number))
            for (row, column), cell in table.grid.cells.items():
                self.gathered.put(row, column, cell)
            first = filled[number - 2].before if number > 1 else 0
            last = filled[number].before if number < len(filled) else len(self.paragraphs)
            yield Sheet(
                name=self.gathered.sheet,
                cells=self.gathered.cells,
                spans=table.grid.finish(),
                above=tuple(self.paragraphs[first : table.before][-MOST_PARAGRAPHS:]),
                below=tuple(self.paragraphs[table.before : last][:MOST_PARAGRAPHS]),
            )

    def _table(self, element: Element) -> None:
        title = element.find(f"{_W}tblPr/{_W}tblCaption")
        grid = Grid()
        named = "" if title is None else title.get(f"{_W}val", "").strip()[:50]
        self.tables.append(_Table(named, grid, len(self.paragraphs)))
        rows = [row for row in _inside(element, "tr") if row.find(f"{_W}trPr/{_W}del") is None]
        depths = _depths(rows)
        for at, row in enumerate(rows):
            grid.next_row()
            grid.column = _number(row, "trPr/gridBefore", 0)
            for start, width, cell in _cells(row):
                depth = depths.get((at, start), 1)
                if depth:
                    grid.column = start
                    self._cell(cell, grid, depth, width)

    def _cell(self, element: Element, grid: Grid, rows: int, columns: int) -> None:
        at = grid.place(rows, columns, self.gathered)
        lines: list[str] = []
        struck: set[bool] = set()
        for block in _blocks(element):
            if block.tag == f"{_W}tbl":
                self._table(block)
                continue
            runs = list(_runs(block))
            lines.append("".join(text for text, _ in runs).rstrip())
            struck |= {crossed for text, crossed in runs if text.strip()}
        cell: SheetCell | None = self.gathered.text(*at, "\n".join(lines).strip("\n"))
        if cell is not None:
            grid.cells[at] = evolve(cell, struck=len(struck) > 1, crossed=struck == {True})


def _blocks(parent: Element) -> Iterator[Element]:
    """Paragraphs and tables, those inside content controls and marks of changes included."""
    for child in parent:
        if child.tag in (f"{_W}p", f"{_W}tbl"):
            yield child
        elif child.tag not in _PASSED_OVER and not child.tag.endswith("Pr") and not _is_prompt(child):
            yield from _blocks(child)


def _inside(parent: Element, name: str) -> Iterator[Element]:
    """Rows of a table or cells of a row, those inside content controls and marks of changes included."""
    for child in parent:
        if child.tag == f"{_W}{name}":
            yield child
        elif child.tag in (f"{_W}sdt", f"{_W}sdtContent", f"{_W}ins", f"{_W}customXml", f"{_W}moveTo"):
            yield from _inside(child, name)


def _cells(row: Element) -> Iterator[tuple[int, int, Element]]:
    """The cells of a row, each with the columns before it and the columns it takes."""
    start = _number(row, "trPr/gridBefore", 0)
    for cell in _inside(row, "tc"):
        width = max(1, _number(cell, "tcPr/gridSpan", 1))
        yield start, width, cell
        start += width


def _depths(rows: list[Element]) -> dict[tuple[int, int], int]:
    """How many rows each cell takes, by its row and the columns before it; 0 where one above it goes on."""
    depths: dict[tuple[int, int], int] = {}
    begun: dict[int, int] = {}
    for at, row in enumerate(rows):
        going_on: dict[int, int] = {}
        for start, _, cell in _cells(row):
            merge = cell.find(f"{_W}tcPr/{_W}vMerge")
            if merge is None:
                continue
            if merge.get(f"{_W}val", "continue") == "continue" and start in begun:
                depths[begun[start], start] = at - begun[start] + 1
                depths[at, start] = 0
                going_on[start] = begun[start]
            else:
                going_on[start] = at
        begun = going_on
    return depths


def _number(element: Element, path: str, otherwise: int) -> int:
    found = element.find("/".join(f"{_W}{step}" for step in path.split("/")))
    text = "" if found is None else found.get(f"{_W}val", "")
    return int(text) if re.fullmatch(r"[0-9]{1,6}", text, re.ASCII) else otherwise


def _runs(element: Element, *, crossed: bool = False) -> Iterator[tuple[str, bool]]:
    """The texts of a paragraph, each with whether it is struck out."""
    for child in element:
        if child.tag == f"{_W}r":
            if not _is_on(child, "vanish"):
                yield from _runs(child, crossed=_is_on(child, "strike") or _is_on(child, "dstrike"))
        elif child.tag == f"{_W}t":
            yield child.text or "", crossed
        elif child.tag in _SIGNS:
            yield _SIGNS[child.tag], crossed
        elif child.tag not in _PASSED_OVER and child.tag != _FALLBACK and not _is_prompt(child):
            yield from _runs(child, crossed=crossed)


def _is_on(run: Element, name: str) -> bool:
    found = run.find(f"{_W}rPr/{_W}{name}")
    return found is not None and found.get(f"{_W}val", "1") not in _OFF


def _is_prompt(element: Element) -> bool:
    """Whether a content control shows only its prompt, such as 单击此处输入文字."""
    return element.tag == f"{_W}sdt" and element.find(f"{_W}sdtPr/{_W}showingPlcHdr") is not None
