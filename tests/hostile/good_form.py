"""A 项目支出绩效自评表 that is filled in properly, as a workbook: the good project of the catalogue, for rows to spoil.

The layout is that of the national form; the cells below are what a row may name. Columns: A label, B first level,
C second level, D indicator, E target, F actual, G weight, H points, I reasons; above, D to F are the amounts, G the
weight, H the rate, I the points.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Mapping
from typing import Any

from attrs import frozen
from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment
from openpyxl.worksheet.worksheet import Worksheet

SHEET = "自评表"
PART = "xl/worksheets/sheet1.xml"

NAME = "B3"
CODE = "G3"
BUDGET = "E6"
COUNT = "F13"
"""The actual of 基础设施项目数, target ≥5项: a plain number."""
SHARE = "F14"
"""The actual of 验收合格率, target ≥95%: 0.96, shown as 96%."""
COST = "F15"
"""The actual of 单位成本, target ≤30万元: a text."""
WEIGHT = "G15"
POINTS = "H15"

_TOP: tuple[tuple[str, Any], ...] = (
    ("A1", "项目支出绩效自评表"),
    ("A2", "（2023年度）"),
    ("A3", "项目名称"),
    ("B3", "园区基础设施建设"),
    ("A4", "主管部门"),
    ("B4", "县人民政府"),
    ("E4", "实施单位"),
    ("F4", "高新区管委会"),
    ("A5", "项目资金（万元）"),
    ("D5", "年初预算数"),
    ("E5", "全年预算数"),
    ("F5", "全年执行数"),
    ("G5", "分值"),
    ("H5", "执行率"),
    ("I5", "得分"),
    ("B6", "年度资金总额："),
    ("B7", "其中：当年财政拨款"),
    ("B8", "上年结转资金"),
    ("B9", "其他资金"),
    ("A10", "年度总体目标"),
    ("B10", "预期目标"),
    ("F10", "实际完成情况"),
    ("B11", "完成园区道路、管网等基础设施项目建设，改善企业入驻条件。"),
    ("F11", "园区基础设施项目全部建成并通过验收。"),
)
_MONEY: tuple[tuple[Any, ...], ...] = (
    (14654, 14654, 14654, 10, 1, 10),
    (14654, 14654, 14654, "—", 1, "—"),
    (0, 0, 0, "—", None, "—"),
    (0, 0, 0, "—", None, "—"),
)
_HEAD = (
    "绩效指标",
    "一级指标",
    "二级指标",
    "三级指标",
    "年度指标值",
    "实际完成值",
    "分值",
    "得分",
    "偏差原因分析及改进措施",
)
_INDICATORS: tuple[tuple[Any, ...], ...] = (
    ("产出指标", "数量指标", "基础设施项目数", "≥5项", 6, 20, 20),
    (None, "质量指标", "验收合格率", "≥95%", 0.96, 20, 20),
    (None, "成本指标", "单位成本", "≤30万元", "28万元", 10, 10),
    ("效益指标", "社会效益指标", "带动就业人数", "≥200人", "210人", 15, 15),
    (None, "可持续影响指标", "管护机制", "建立长效管护机制", "已建立", 15, 15),
    ("满意度指标", "服务对象满意度指标", "企业满意度", "≥90%", 0.93, 10, 10),
)
_SPANS = [
    "A1:I1",
    "A2:I2",
    "B4:D4",
    "F4:I4",
    "A5:A9",
    "B5:C5",
    "B6:C6",
    "B7:C7",
    "B8:C8",
    "B9:C9",
    "A10:A11",
    "B10:E10",
    "F10:I10",
    "B11:E11",
    "F11:I11",
    "A12:A18",
    "B13:B15",
    "B16:B17",
    "A19:F19",
]


@frozen
class Put:
    """What a cell is changed to, where more than its value is meant: its number format, a comment."""

    value: Any
    format: str = "General"
    comment: str = ""


def good_workbook(*, coded: bool = True) -> Workbook:
    """The filled-in form; ``coded`` prints the code of the project beside its name, as forms of platforms do."""
    book = Workbook()
    sheet = first(book)
    sheet.title = SHEET
    for cell, value in _TOP:
        sheet[cell] = value
    for row, amounts in enumerate(_MONEY, 6):
        for column, amount in enumerate(amounts, 4):
            sheet.cell(row, column, amount)
        sheet.cell(row, 8).number_format = "0.00%"
    for column, head in enumerate(_HEAD, 1):
        sheet.cell(12, column, head)
    for row, indicator in enumerate(_INDICATORS, 13):
        for column, value in enumerate(indicator, 2):
            sheet.cell(row, column, value)
    for share in ("F14", "F18"):
        sheet[share].number_format = "0%"
    sheet["A19"], sheet["G19"], sheet["H19"] = "总分", 100, 100
    if coded:
        sheet["F3"], sheet[CODE] = "项目编码", "360722238888030005182"
    for span in (*_SPANS, *(("B3:E3", "G3:I3") if coded else ("B3:I3",))):
        sheet.merge_cells(span)
    return book


def first(book: Workbook) -> Worksheet:
    """The first sheet of a workbook."""
    sheet = book.worksheets[0]
    if not isinstance(sheet, Worksheet):
        raise TypeError
    return sheet


def saved(book: Workbook) -> bytes:
    """The bytes of the workbook's file."""
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def good_form(*, coded: bool = True, **changes: Any) -> bytes:
    """The file of the good form with cells changed: ``good_form(F13=95)``, ``good_form(F14=Put(0.95, "0.00%"))``."""
    book = good_workbook(coded=coded)
    sheet = first(book)
    for cell, change in changes.items():
        new = change if isinstance(change, Put) else Put(change, sheet[cell].number_format)
        sheet[cell] = new.value
        sheet[cell].number_format = new.format
        if new.comment:
            sheet[cell].comment = Comment(new.comment, "填报人")
    return saved(book)


def edited(edit: Callable[[Worksheet], object]) -> bytes:
    """The file of the good form after ``edit`` had its sheet."""
    book = good_workbook()
    edit(first(book))
    return saved(book)


def good_values(data: bytes | None = None) -> dict[str, Any]:
    """What stands in the cells of the form, by address, as openpyxl reads it."""
    book = load_workbook(io.BytesIO(good_form() if data is None else data))
    return {cell.coordinate: cell.value for row in first(book).iter_rows() for cell in row if cell.value is not None}


def part_changed(data: bytes, change: Callable[[str], str], part: str = PART) -> bytes:
    """The file with the text of one part changed; fails where the change changes nothing."""
    written, changed = io.BytesIO(), False
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            content = old.read(entry)
            if entry.filename == part:
                text = content.decode()
                content = change(text).encode()
                changed = content != text.encode()
            new.writestr(entry, content)
    if not changed:
        raise ValueError(f"nothing changed in {part}")
    return written.getvalue()


def with_parts(data: bytes, parts: Mapping[str, str]) -> bytes:
    """The file with more parts."""
    written = io.BytesIO(data)
    with zipfile.ZipFile(written, "a", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return written.getvalue()


def cell_xml(cell: str, xml: str, data: bytes | None = None) -> bytes:
    """The form with the XML of one cell replaced: ``cell_xml("F13", '<c r="F13"><v>1E+400</v></c>')``."""
    found = re.compile(rf'<c r="{cell}"(?:[^>]*/>|.*?</c>)', re.DOTALL)
    return part_changed(good_form() if data is None else data, lambda text: found.sub(lambda _: xml, text, count=1))
