"""The rows of the catalogue on kinds of cell, XLS-069 to XLS-118: the good form with one cell as the row has it.

``cells_row("XLS-069")`` gives the file of a row, ``CELLS`` the cell that it is about. Rows on percentages are about
F14 (target ≥95%), rows on dates have a date for the target of the first indicator, the others are about F13, a number.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping

from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font
from openpyxl.worksheet.worksheet import Worksheet

from hostile.good_form import (
    BUDGET,
    CODE,
    COUNT,
    NAME,
    PART,
    SHARE,
    Put,
    cell_xml,
    edited,
    good_form,
    part_changed,
    with_parts,
)

DAYS = "yyyy-mm-dd"
DEADLINE = {"E13": "2023年12月底前"}

CONTROL = """\
<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:x="urn:schemas-microsoft-com:office:excel">
<v:shape id="_x0000_s1025" type="#_x0000_t201"><x:ClientData ObjectType="Checkbox">
<x:Anchor>5, 10, 12, 2, 5, 60, 12, 18</x:Anchor></x:ClientData></v:shape></xml>"""
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELATIONS = f"""\
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
<Relationship Id="rId1" Type="{_RELATION}/vmlDrawing" Target="../drawings/vmlDrawing1.vml"/></Relationships>"""


def _stored(xml: str, cell: str = COUNT) -> bytes:
    """The form with this inside of a cell."""
    return cell_xml(cell, f'<c r="{cell}">{xml}</c>')


def _date(value: object, code: str = DAYS) -> bytes:
    return good_form(**DEADLINE, **{COUNT: Put(value, code)})


def _stale() -> bytes:
    """The sum of the points says 95, and the workbook is not to be calculated again."""
    form = cell_xml("H19", '<c r="H19"><f>SUM(H13:H18)</f><v>95</v></c>')
    return part_changed(form, lambda text: text.replace("<calcPr ", '<calcPr calcMode="manual" ', 1), "xl/workbook.xml")


def _quoted(sheet: Worksheet) -> None:
    sheet[SHARE].value, sheet[SHARE].number_format = "95", "General"
    sheet[SHARE].quotePrefix = True


def _rich(*parts: TextBlock | str) -> bytes:
    return good_form(**{SHARE: Put(CellRichText(*parts))})


def _white(sheet: Worksheet) -> None:
    sheet[COUNT].font = Font(color="FFFFFFFF")


def _control() -> bytes:
    empty = good_form(**{COUNT: None})
    drawn = part_changed(
        empty,
        lambda text: text.replace("</worksheet>", f'<legacyDrawing xmlns:r="{_RELATION}" r:id="rId1"/></worksheet>', 1),
        PART,
    )
    vml = '<Default Extension="vml" ContentType="application/vnd.openxmlformats-officedocument.vmlDrawing"/></Types>'
    typed = part_changed(drawn, lambda text: text.replace("</Types>", vml, 1), "[Content_Types].xml")
    parts = {"xl/drawings/vmlDrawing1.vml": CONTROL, "xl/worksheets/_rels/sheet1.xml.rels": _RELATIONS}
    return with_parts(typed, parts)


_BUILD: Mapping[str, Callable[[], bytes]] = {
    "XLS-069": lambda: good_form(F13="#REF!"),
    "XLS-071": lambda: good_form(F13="#N/A"),
    "XLS-072": lambda: good_form(F13="#VALUE!"),
    "XLS-073": lambda: good_form(F13="#NAME?"),
    "XLS-074": lambda: good_form(F13="#NUM!"),
    "XLS-076": lambda: good_form(F13="#SPILL!"),
    "XLS-077": lambda: good_form(F13="=3+3"),
    "XLS-078": lambda: _stored("<f>3+3</f><v>6</v>"),
    "XLS-079": lambda: _stored("<f>[预算.xlsx]Sheet1!A1</f><v>6</v>"),
    "XLS-081": lambda: _stored('<f t="array" ref="F13">SUM(1*{1,2,3})</f><v>6</v>'),
    "XLS-082": _stale,
    "XLS-083": lambda: good_form(F14=Put("95 ")),
    "XLS-084": lambda: edited(_quoted),
    "XLS-086": lambda: good_form(**{NAME: 2023}),
    "XLS-087": lambda: good_form(F13=True),
    "XLS-088": lambda: good_form(F13=Put(datetime.date(2024, 3, 4), 'm"月"d"日"')),
    "XLS-089": lambda: _date(45291, "General"),
    "XLS-091": lambda: _date("2023年12月31日", "General"),
    "XLS-092": lambda: _date("2023.13.1", "General"),
    "XLS-093": lambda: _date("12/11/2023", "General"),
    "XLS-094": lambda: _date(60),
    "XLS-096": lambda: _date(-5),
    "XLS-097": lambda: _date(0.5),
    "XLS-098": lambda: good_form(F14=Put(0.95, "0.00%")),
    "XLS-099": lambda: good_form(F14=Put(0.95)),
    "XLS-101": lambda: good_form(F14=Put(1, "0%")),
    "XLS-102": lambda: good_form(F14=Put(100, "0%")),
    "XLS-103": lambda: good_form(F14=Put(95)),
    "XLS-104": lambda: good_form(**{BUDGET: Put(200_000_000, '0!.0,"万元"')}),
    "XLS-106": lambda: _stored("<v>3.6072223888803E+20</v>", CODE),
    "XLS-107": lambda: _stored("<v>36072223888803000</v>", CODE),
    "XLS-108": lambda: cell_xml(
        COUNT, '<c r="F13"><v>0.30000000000000004</v></c>', good_form(E13="≥0.3公里", D13="道路里程")
    ),
    "XLS-109": lambda: _stored("<v>1E+400</v>"),
    "XLS-111": lambda: _stored("<v>1e-320</v>"),
    "XLS-112": lambda: _rich(TextBlock(InlineFont(b=True), "9"), "5"),
    "XLS-113": lambda: _rich(TextBlock(InlineFont(strike=True), "90"), "95"),
    "XLS-114": lambda: good_form(F14=Put("95\n96")),
    "XLS-116": _control,
    "XLS-117": lambda: good_form(F13=Put(None, comment="6")),
    "XLS-118": lambda: edited(_white),
}

IDS = tuple(_BUILD)

_AT = {
    **dict.fromkeys(("XLS-083", "XLS-084", "XLS-112", "XLS-113", "XLS-114"), SHARE),
    **dict.fromkeys(("XLS-098", "XLS-099", "XLS-101", "XLS-102", "XLS-103"), SHARE),
    "XLS-082": "H19",
    "XLS-086": NAME,
    "XLS-104": BUDGET,
    "XLS-106": CODE,
    "XLS-107": CODE,
}
CELLS: Mapping[str, str] = {row: _AT.get(row, COUNT) for row in IDS}
"""The cell that each row is about."""


def cells_row(row: str) -> bytes:
    """The file of a row."""
    return _BUILD[row]()
