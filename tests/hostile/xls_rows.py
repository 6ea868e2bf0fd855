"""The rows of the catalogue on layout, cells, writing, repetition and sense of forms: the good form with one slip."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping

from attrs import frozen
from openpyxl import Workbook
from openpyxl.chart import BarChart
from openpyxl.worksheet.worksheet import Worksheet

from hostile.catalogue import Verdict
from hostile.good_form import COUNT, SHARE, Put, edited, first, good_form, good_workbook, saved
from hostile.xls_cells import cells_row

FILE = "自评表.xlsx"
SET = "cn.mof.self-evaluation@2020"

Files = Mapping[str, bytes | str]
"""The files of a row by name; a single one is read by itself, several as a folder."""


@frozen
class Row:
    """One row of the catalogue.

    Attributes:
        id: as in the catalogue; verdict: refused or found to be wrong, accepted with a word, accepted.
        build: gives the files.
        codes: every code that is reported, and no other.
        cell: of the first of them, or the beginning of a sheet's place; empty where there is none.
        finding: whether the file is accepted and its evaluation finds what is wrong.
    """

    id: str
    verdict: Verdict
    build: Callable[[], Files]
    codes: tuple[str, ...] = ()
    cell: str = ""
    finding: bool = False


def one(**cells: object) -> Callable[[], Files]:
    """The good form with cells changed."""
    return lambda: {FILE: good_form(**cells)}


def edit(change: Callable[[Worksheet], object]) -> Callable[[], Files]:
    """The good form after its sheet was edited."""
    return lambda: {FILE: edited(change)}


def of_cells(row: str) -> Callable[[], Files]:
    """A row of :mod:`hostile.xls_cells`."""
    return lambda: {FILE: cells_row(row)}


def actual(text: object) -> Callable[[], Files]:
    """The good form with another actual for the share of ≥95%."""
    return one(**{SHARE: Put(text)})


def _wrong_workbook() -> Files:
    book = Workbook()
    book.worksheets[0].title = "Sheet1"
    first(book)["A1"] = "通讯录"
    book.create_sheet("Sheet2")["A1"] = "姓名"
    return {FILE: saved(book)}


def _named(name: str) -> Callable[[], Files]:
    def build() -> Files:
        book = good_workbook()
        first(book).title = name
        return {FILE: saved(book)}

    return build


def _copied() -> Files:
    book = good_workbook()
    book.copy_worksheet(first(book)).title = "自评表 (2)"
    return {FILE: saved(book)}


def _hidden_sheet() -> Files:
    book = good_workbook()
    book.create_sheet("数据").sheet_state = "veryHidden"
    book["数据"]["A1"] = "选项"
    return {FILE: saved(book)}


def _sideways() -> Files:
    book, old = Workbook(), first(good_workbook())
    for row in old.iter_rows():
        for cell in row:
            if cell.value is not None:
                first(book).cell(cell.column, cell.row, cell.value)
    return {FILE: saved(book)}


def _below_one_another() -> Files:
    book = good_workbook()
    sheet = first(book)
    for row in list(sheet.iter_rows(min_row=3, max_row=19)):
        for cell in row:
            if cell.value is not None:
                sheet.cell(cell.row + 20, cell.column, cell.value)
    return {FILE: saved(book)}


def _chart_only() -> Files:
    book = Workbook()
    first(book).append(["表"])
    sheet = book.create_chartsheet("图")
    sheet.add_chart(BarChart())
    return {FILE: saved(book)}


def _moved(sheet: Worksheet) -> None:
    sheet.insert_rows(3, 3)
    moved = [str(span) for span in sheet.merged_cells.ranges if span.min_row >= 3]
    for span in moved:
        sheet.merged_cells.remove(span)
        top = next(part for part in (span,))
        left, right = top.split(":")
        sheet.merge_cells(f"{_down(left)}:{_down(right)}")


def _down(cell: str) -> str:
    letters = cell.rstrip("0123456789")
    return f"{letters}{int(cell[len(letters) :]) + 3}"


def _swapped(sheet: Worksheet) -> None:
    for row in range(12, 19):
        sheet.cell(row, 5).value, sheet.cell(row, 6).value = sheet.cell(row, 6).value, sheet.cell(row, 5).value
        formats = sheet.cell(row, 5).number_format, sheet.cell(row, 6).number_format
        sheet.cell(row, 6).number_format, sheet.cell(row, 5).number_format = formats


def _without_column(sheet: Worksheet) -> None:
    for row in range(12, 19):
        sheet.cell(row, 6).value = None


def _without_rows(sheet: Worksheet) -> None:
    for row in range(13, 19):
        for column in range(4, 10):
            sheet.cell(row, column).value = None


def _filtered(sheet: Worksheet) -> None:
    sheet.auto_filter.ref = "B12:I18"
    sheet.auto_filter.add_filter_column(2, ["基础设施项目数"])
    for row in (14, 15):
        sheet.row_dimensions[row].hidden = True


def _hidden(sheet: Worksheet) -> None:
    sheet.row_dimensions[14].hidden = True


def _merged_values(sheet: Worksheet) -> None:
    sheet.merge_cells("F13:F14")


def _blank_row(sheet: Worksheet) -> None:
    for span in ("A12:A18", "B13:B15", "B16:B17", "A19:F19"):
        sheet.unmerge_cells(span)
    sheet.insert_rows(15)


def _index_row(sheet: Worksheet) -> None:
    _blank_row(sheet)
    sheet["A15"] = 3


def _row_of(**cells: object) -> Callable[[Worksheet], None]:
    """A further row, 15, with these cells."""

    def change(sheet: Worksheet) -> None:
        _blank_row(sheet)
        for cell, value in cells.items():
            sheet[cell] = value

    return change


def _numbered(sheet: Worksheet) -> None:
    sheet.unmerge_cells("A12:A18")
    sheet["A12"] = "序号"
    for row, number in zip(range(13, 19), (1, 2, 4, 4, 5, 6), strict=True):
        sheet.cell(row, 1).value = number


def _percentages(sheet: Worksheet) -> None:
    sheet["G15"] = 0.1
    sheet["G15"].number_format = "0%"


def _dates(sheet: Worksheet, actual_day: object) -> None:
    sheet.unmerge_cells("B4:D4")
    sheet.insert_cols(20)
    for cell, value in {
        "J3": "计划开始日期",
        "K3": datetime.date(2023, 1, 1),
        "J4": "计划完成日期",
        "K4": datetime.date(2023, 12, 31),
        "E13": "2023年12月底前",
        "F13": actual_day,
    }.items():
        sheet[cell] = value


_ERRORS = ("069", "071", "072", "073", "074", "076")

PORTFOLIO = """\
schema = 1
indicator-set = "cn.mof.self-evaluation@2020"

[portfolio]
year = 2023
unit = "高新区管委会"
"""


def folder(**forms: bytes) -> Files:
    """A portfolio for 2023 with these forms among its projects."""
    return {"portfolio.toml": PORTFOLIO, **{f"projects/{name}.xlsx": data for name, data in forms.items()}}


def _ledger() -> Files:
    """The form beside a table of money that knows its project by another code."""
    tables = '\n[tables]\nfunding = { file = "funding.csv", unit = "万元" }\n'
    lines = "code,name,initial,budget,executed\n360722238888030005181,园区基础设施建设,14654,14654,14654\n"
    return {**folder(a=good_form()), "portfolio.toml": PORTFOLIO + tables, "funding.csv": lines}


LAYOUT = (
    Row("XLS-037", "E", _wrong_workbook, ("form.none",)),
    Row("XLS-038", "A", _named("自评表 ")),
    Row("XLS-039", "E", _copied, ("form.twice",), "B3"),
    Row("XLS-041", "W", _hidden_sheet, ("sheet.very-hidden",)),
    Row("XLS-042", "A", one(J1="2021版")),
    Row("XLS-043", "A", one(A1=None)),
    Row("XLS-044", "A", edit(_moved)),
    Row("XLS-046", "E", edit(_without_column), ("form.column-missing",), "B12"),
    Row("XLS-047", "W", edit(_swapped), ("form.column-order",), "B12"),
    Row("XLS-048", "E", one(I12="实际完成值"), ("form.column-twice",), "I12"),
    Row("XLS-049", "A", one(E12="年度\n指标值 （A）")),
    Row("XLS-051", "E", _sideways, ("form.sideways",)),
    Row("XLS-052", "E", _below_one_another, ("form.two-in-sheet",), "A23"),
    Row("XLS-053", "E", edit(_without_rows), ("form.no-indicators",), "B12"),
    Row("XLS-064", "A", one(A12="指标")),
    Row("XLS-066", "W", edit(_filtered), ("form.rows-filtered",), "D14"),
    Row("XLS-067", "W", edit(_hidden), ("form.rows-hidden",), "D14"),
    Row("XLS-068", "E", _chart_only, ("form.none",)),
)

CELL_KINDS = (
    *(Row(f"XLS-{number}", "E", of_cells(f"XLS-{number}"), ("value.excel-error",), "F13") for number in _ERRORS),
    Row("XLS-077", "E", of_cells("XLS-077"), ("form.not-calculated",), "F13"),
    Row("XLS-078", "W", of_cells("XLS-078"), ("form.formulas",), "F13"),
    Row("XLS-079", "E", of_cells("XLS-079"), ("form.other-workbook",), "F13"),
    Row("XLS-081", "W", of_cells("XLS-081"), ("form.formulas",), "F13"),
    Row("XLS-082", "W", of_cells("XLS-082"), ("form.formulas", "score.total-differs"), "H19", finding=True),
    Row("XLS-083", "A", of_cells("XLS-083")),
    Row("XLS-084", "A", of_cells("XLS-084")),
    Row("XLS-086", "E", of_cells("XLS-086"), ("form.number-for-name",), "B3"),
    Row("XLS-087", "E", of_cells("XLS-087"), ("form.truth",), "F13"),
    Row("XLS-088", "E", of_cells("XLS-088"), ("form.date-for-number",), "F13"),
    Row("XLS-089", "E", of_cells("XLS-089"), ("form.number-for-date",), "F13"),
    Row("XLS-091", "W", of_cells("XLS-091"), ("value.date-text",), "E13"),
    Row("XLS-092", "E", of_cells("XLS-092"), ("date.impossible",), "F13"),
    Row("XLS-093", "E", of_cells("XLS-093"), ("value.date-order",), "F13"),
    Row("XLS-094", "E", of_cells("XLS-094"), ("form.no-day",), "F13"),
    Row("XLS-096", "E", of_cells("XLS-096"), ("form.no-day",), "F13"),
    Row("XLS-097", "E", of_cells("XLS-097"), ("form.time",), "F13"),
    Row("XLS-098", "A", of_cells("XLS-098")),
    Row("XLS-099", "W", of_cells("XLS-099"), ("value.share-as-percent",), "F14"),
    Row("XLS-101", "A", of_cells("XLS-101")),
    Row("XLS-102", "E", of_cells("XLS-102"), ("form.percent-twice",), "F14"),
    Row("XLS-103", "A", of_cells("XLS-103")),
    Row("XLS-104", "E", of_cells("XLS-104"), ("form.scaled-format",), "E6"),
    Row("XLS-106", "E", of_cells("XLS-106"), ("form.code-number",), "G3"),
    Row("XLS-107", "E", of_cells("XLS-107"), ("form.code-number",), "G3"),
    Row("XLS-108", "W", of_cells("XLS-108"), ("sheet.rounded",), "F13"),
    Row("XLS-109", "E", of_cells("XLS-109"), ("sheet.number",), "F13"),
    Row("XLS-111", "E", of_cells("XLS-111"), ("sheet.number",), "F13"),
    Row("XLS-112", "A", of_cells("XLS-112")),
    Row("XLS-113", "E", of_cells("XLS-113"), ("form.struck",), "F14"),
    Row("XLS-114", "E", of_cells("XLS-114"), ("form.two-lines",), "F14"),
    Row("XLS-116", "E", of_cells("XLS-116"), ("form.control", "indicator.actual-missing"), "F13", finding=True),
    Row("XLS-117", "E", of_cells("XLS-117"), ("form.comment-only", "indicator.actual-missing"), "F13", finding=True),
    Row("XLS-118", "A", of_cells("XLS-118")),
)

WRITTEN = (
    Row("XLS-119", "W", actual("９５％"), ("value.wide",), SHARE),
    Row("XLS-121", "E", actual("100百分比"), ("value.percent-word",), SHARE),
    Row("XLS-122", "W", actual("百分之九十五"), ("value.words",), SHARE),
    Row("XLS-123", "E", actual("九成五"), ("value.colloquial",), SHARE),
    Row("XLS-124", "E", actual("95%-100%"), ("value.range",), SHARE),
    Row("XLS-126", "E", one(E14="≤95%以上"), ("value.contradiction",), "E14"),
    Row("XLS-127", "E", actual("95%左右"), ("value.vague",), SHARE),
    Row("XLS-128", "E", actual("95,5%"), ("value.comma",), SHARE),
    Row("XLS-129", "E", actual("9 5%"), ("value.blank-inside",), SHARE),
    Row("XLS-131", "E", actual("95‰"), ("value.other-unit",), SHARE),
    Row("XLS-132", "E", one(F18=Put("-5%")), ("formula.requires",), "F18", finding=True),
    Row("XLS-133", "E", one(F18=Put("105%")), ("indicator.satisfaction-over-hundred",), "F18"),
    Row("XLS-134", "W", actual("105%"), ("value.over-hundred",), SHARE),
    Row("XLS-136", "A", one(E6="14654万元")),
    Row("XLS-137", "W", one(E6="1.4654亿元"), ("value.other-scale",), "E6"),
    Row(
        "XLS-138",
        "E",
        one(E6="75692.63万", E7=7569.263),
        ("funding.lines-differ", "rate.differs", "score.total-differs"),
        "E6",
        finding=True,
    ),
    Row("XLS-139", "E", one(E6="20，00"), ("value.comma",), "E6"),
    Row("XLS-141", "E", one(F7="(12.5)"), ("value.bookkeeping",), "F7"),
    Row("XLS-142", "E", one(E6="贰仟元整"), ("value.bankers-digits",), "E6"),
    Row("XLS-143", "E", one(E6="2000/3000"), ("value.slash",), "E6"),
    Row("XLS-144", "E", one(E6="2000余万元"), ("value.vague",), "E6"),
    Row("XLS-146", "W", one(F13="五"), ("value.words",), COUNT),
    Row("XLS-147", "E", one(F13="5个"), ("value.other-unit",), COUNT),
    Row("XLS-148", "E", one(F13="5-6"), ("value.range",), COUNT),
    Row("XLS-149", "E", one(F13="第5"), ("value.unreadable",), COUNT),
    Row("XLS-151", "E", one(F13="无"), ("value.nothing",), COUNT),
    Row("XLS-152", "A", one(I13="无")),
    Row("XLS-153", "E", one(F13="—"), ("value.nothing",), COUNT),
    Row("XLS-153", "E", one(F13="-"), ("value.nothing",), COUNT),
    Row("XLS-153", "E", one(E13="/"), ("form.no-target",), "E13"),
    Row(
        "XLS-154",
        "E",
        one(F13="不适用", I13="当年没有新建任务"),
        ("indicator.not-applicable", "indicator.not-applicable-weight"),
        COUNT,
        finding=True,
    ),
    Row("XLS-156", "E", one(F13="见附件"), ("value.elsewhere",), COUNT),
    Row("XLS-156", "E", one(F13="同上"), ("value.elsewhere",), COUNT),
    Row("XLS-156", "E", one(F13="详见报告"), ("value.elsewhere",), COUNT),
    Row("XLS-157", "E", one(D14="同上"), ("value.elsewhere",), "D14"),
    Row("XLS-158", "E", one(F13="已完成"), ("value.words-for-number",), COUNT),
    Row("XLS-158", "E", one(F13="完成"), ("value.words-for-number",), COUNT),
    Row("XLS-159", "A", one(E17="是", F17="√")),
    Row("XLS-161", "E", one(F13="XXX"), ("value.sample",), COUNT),
    Row("XLS-162", "E", one(D13="示例：新建道路"), ("form.sample-row",), "D13"),
    Row("XLS-163", "E", one(F13=Put("#REF! ")), ("value.excel-error",), COUNT),
    Row("XLS-164", "W", one(D13="基础设施\n项目数"), ("name.line-breaks",), "D13"),
)

REPEATED = (
    Row("XLS-166", "A", one()),
    Row("XLS-167", "E", edit(_merged_values), ("form.merged-values",), "F13"),
    Row("XLS-168", "A", edit(_blank_row)),
    Row("XLS-169", "E", edit(_row_of(G15=5)), ("form.name-missing",), "D15"),
    Row("XLS-171", "A", edit(_index_row)),
    Row("XLS-172", "A", edit(_row_of(B15="合计", G15=40, H15=40))),
    Row("XLS-173", "A", edit(_row_of(D15="小计", G15=40, H15=40))),
    Row(
        "XLS-174",
        "E",
        edit(_row_of(C15="数量指标", D15="基础设施项目数", E15="≥5项", F15=5, G15=0)),
        ("indicator.duplicate",),
        "D15",
    ),
    Row("XLS-176", "A", edit(_numbered)),
)

SENSE = (
    Row("XLS-177", "E", one(G15=9), ("weights.sum-differs",), "", finding=True),
    Row("XLS-178", "E", edit(_percentages), ("form.weight-mixed",), "G15"),
    Row("XLS-179", "E", _ledger, ("coverage.not-scored",), "", finding=True),
    Row("XLS-181", "E", lambda: folder(a=good_form(A2="（2022年度）")), ("project.other-year",), "A2"),
    Row("XLS-182", "E", lambda: folder(a=good_form(), b=good_form()), ("project.code-twice",), "G3"),
    Row("XLS-182", "E", lambda: {"a.xlsx": good_form(), "b.xlsx": good_form()}, ("form.twice-in-folder",), "G3"),
    Row("XLS-183", "W", one(F13=4), ("line.points-differ", "score.total-differs"), "H13", finding=True),
    Row("XLS-184", "E", one(H15=12), ("line.outside-weight",), "H15", finding=True),
    Row("XLS-186", "E", edit(lambda sheet: _dates(sheet, datetime.date(2022, 12, 1))), ("form.before-start",), COUNT),
)

ROWS = (*LAYOUT, *CELL_KINDS, *WRITTEN, *REPEATED, *SENSE)
