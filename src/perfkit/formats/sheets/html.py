"""Web pages whose tables web systems hand out as .xls: each table a sheet, every cell a text.

The page is taken apart by one expression in one pass, so that no page, however broken, takes longer than its length
(the parser of the standard library tries an unclosed tag again at every character). Nothing is fetched or run.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from attrs import define, field

from perfkit.errors import Fault, InputError, Place
from perfkit.files.encoding import encoding_of
from perfkit.formats.sheets.cell import Sheet
from perfkit.formats.sheets.gathered import Gathered
from perfkit.formats.sheets.grid import Grid

_PIECES = re.compile(
    r"<!--.*?(?:-->|\Z)"
    r"|<(?P<skipped>script|style|title|xml)\b.*?(?:</(?P=skipped)\s*>|\Z)"
    r"|<(?P<end>/?)(?P<tag>[a-z][a-z0-9]*)(?P<attributes>[^>]*)(?:>|\Z)"
    r"|<[!?/][^>]*(?:>|\Z)"
    r"|(?P<text>[^<]+|<)",
    re.IGNORECASE | re.DOTALL,
)
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([a-z0-9_-]{1,20})", re.IGNORECASE)
_CODES = {"utf-8": "utf-8", "utf8": "utf-8", "gb2312": "gb18030", "gbk": "gb18030", "gb18030": "gb18030"}
_SPAN = re.compile(r"\b(row|col)span\s*=\s*[\"']?\s*([0-9]{1,9})", re.IGNORECASE | re.ASCII)
_UNSEEN = re.compile(r"display\s*:\s*none|\bhidden\b", re.IGNORECASE)
_SPACE = re.compile(r"[ \t\n\r\f]+")
_LINES = frozenset({"br", "p", "div", "li"})
_HEAD = 4096


def sheets_of(data: bytes, gathered: Gathered) -> tuple[Sheet, ...]:
    """The tables of a page that hold anything; raises :class:`InputError`."""
    reading = _Reading(gathered)
    for piece in _PIECES.finditer(_text(data, gathered.file)):
        reading.piece(piece)
    reading.close()
    return tuple(_numbered(reading.tables, gathered))


def _text(data: bytes, name: str) -> str:
    """The text, in the encoding that the page declares, else in the one that fits."""
    declared = _CHARSET.search(data[:_HEAD])
    code = _CODES.get(declared[1].decode().lower()) if declared else None
    try:
        return data.decode(code) if code else encoding_of(data, name, table=True)[0]
    except UnicodeDecodeError:
        return encoding_of(data, name, table=True)[0]


def _numbered(tables: list[Grid], gathered: Gathered) -> Iterator[Sheet]:
    filled = [table for table in tables if table.cells]
    for number, table in enumerate(filled, 1):
        gathered.begin(str(number) if len(filled) > 1 else "")
        for (row, column), cell in table.cells.items():
            gathered.put(row, column, cell)
        hidden = frozenset(table.hidden)
        yield Sheet(name=gathered.sheet, cells=gathered.cells, spans=table.finish(), hidden_rows=hidden)


@define
class _Open:
    """A table that is not closed yet, and the cell of it that is being read."""

    grid: Grid
    at: tuple[int, int] | None = None
    text: list[str] = field(factory=list)


@define
class _Reading:
    """The page so far: its tables in the order in which they begin, and those that are open, the outermost first."""

    gathered: Gathered
    tables: list[Grid] = field(factory=list)
    open: list[_Open] = field(factory=list)

    def piece(self, piece: re.Match[str]) -> None:
        if piece["text"] is not None:
            if self.open and self.open[-1].at is not None:
                self.open[-1].text.append(_SPACE.sub(" ", html.unescape(piece["text"])))
        elif piece["tag"] is not None:
            tag = piece["tag"].lower()
            if piece["end"]:
                self._end(tag)
            else:
                self._start(tag, piece["attributes"])

    def _start(self, tag: str, attributes: str) -> None:
        if tag == "table":
            self.tables.append(Grid())
            self.open.append(_Open(self.tables[-1]))
            if len(self.tables) > 1000 or len(self.open) > 50:
                raise InputError(Fault("sheet.damaged", Place(file=self.gathered.file)))
        elif self.open:
            table = self.open[-1]
            if tag in ("tr", "td", "th"):
                self._close_cell()
            if tag == "tr":
                table.grid.next_row()
                if _UNSEEN.search(attributes):
                    table.grid.hidden.add(table.grid.row)
            elif tag in ("td", "th"):
                spans = {kind.lower(): int(size) for kind, size in _SPAN.findall(attributes)}
                table.at = table.grid.place(max(1, spans.get("row", 1)), max(1, spans.get("col", 1)), self.gathered)
            elif tag in _LINES:
                table.text.append("\n")

    def _end(self, tag: str) -> None:
        if not self.open:
            return
        if tag in ("td", "th", "tr", "table"):
            self._close_cell()
        if tag == "table":
            self.open.pop()
        elif tag in _LINES and tag != "br":
            self.open[-1].text.append("\n")

    def _close_cell(self) -> None:
        """The cell that is open, if any, is done."""
        table = self.open[-1]
        if table.at is not None:
            lines = (line.strip(" ") for line in "".join(table.text).split("\n"))
            cell = self.gathered.text(*table.at, "\n".join(line for line in lines if line))
            if cell is not None:
                table.grid.cells[table.at] = cell
        table.at, table.text = None, []

    def close(self) -> None:
        """The page ends, whatever is still open."""
        while self.open:
            self._close_cell()
            self.open.pop()
