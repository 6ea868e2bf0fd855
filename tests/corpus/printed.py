"""The published forms written out again, as clerks would send them: a workbook, a CSV file, a table in Word.

Each form has the heads of one of the layouts seen in the wild, chosen by its place; the figures are those printed.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence

import docx
from attrs import field, frozen
from openpyxl import Workbook

from corpus.forms import stored

HEADS = {
    "national": (
        ("年度指标值", "实际完成值", "分值", "得分", "偏差原因分析及改进措施"),
        ("年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分"),
    ),
    "lettered": (
        ("年度指标值(A)", "全年实际值\n（B）", "分值", "得分", "未完成原因及拟采取的改进措施"),
        ("年初预算数", "全年预算数(A)", "全年执行数(B)", "分值", "执行率（B/A)", "得分"),
    ),
    "adjusted": (
        ("指标值", "全年实际完成值", "指标分值", "自评得分", "备注"),
        ("年初预算", "调整后预算数", "预算执行数", "分值", "预算执行率", "得分"),
    ),
}
"""Heads of the indicators after the levels, and of the money."""

STYLES = {"安徽": "lettered", "贵州": "lettered", "四川": "adjusted", "湖北": "adjusted"}


@frozen
class Printed:
    """A form on paper: texts by row and column from 1, ranges that are one cell, and where its parts stand."""

    texts: dict[tuple[int, int], str] = field(factory=dict)
    spans: list[tuple[int, int, int, int]] = field(factory=list)

    def put(self, row: int, *texts: str, at: int = 1) -> None:
        """Texts side by side from a column on; empty ones are left out."""
        for column, text in enumerate(texts, at):
            if text:
                self.texts[row, column] = text

    def merge(self, top: int, left: int, bottom: int, right: int) -> None:
        if (top, left) != (bottom, right):
            self.spans.append((top, left, bottom, right))

    @property
    def rows(self) -> int:
        return max(row for row, _ in self.texts)

    def grid(self) -> Iterator[list[str]]:
        """Every row with all its cells."""
        width = max(column for _, column in self.texts)
        for row in range(1, self.rows + 1):
            yield [self.texts.get((row, column), "") for column in range(1, width + 1)]


def printed(form: str, *, extra_rows: int = 0) -> Printed:
    """The form of this name; ``extra_rows`` blank rows stand above its heads."""
    facts = stored(form)
    heads, money = HEADS[STYLES.get(facts.get("place", ""), "national")]
    page = Printed()
    page.put(1, "项目支出绩效自评表")
    page.put(2, f"（{facts['year']}年度）" if facts.get("year") else "（    年度）")
    page.put(3, "项目名称", form)
    page.put(4, "主管部门", "某局", at=1)
    page.put(4, "实施单位", "某单位", at=5)
    for span in ((1, 1, 1, 9), (2, 1, 2, 9), (3, 2, 3, 9), (4, 2, 4, 4), (4, 6, 4, 9)):
        page.merge(*span)
    row = _money(page, 5, money, facts.get("funding", []))
    page.put(row, "年度总体目标", "预期目标", "", "", "", "实际完成情况")
    page.put(row + 1, "", "按计划完成年度任务。", "", "", "", "已完成。")
    for span in ((row, 1, row + 1, 1), (row, 2, row, 5), (row, 6, row, 9), (row + 1, 2, row + 1, 5)):
        page.merge(*span)
    page.merge(row + 1, 6, row + 1, 9)
    row += 2 + extra_rows
    page.put(row, "绩效指标", "一级指标", "二级指标", "三级指标", *heads)
    last = _indicators(page, row, facts.get("rows", []))
    page.put(last, "总分", "", "", "", "", "", "100", facts.get("total", ""), facts.get("grade", ""))
    page.merge(last, 1, last, 6)
    return page


def _money(page: Printed, row: int, heads: Sequence[str], lines: Sequence[Sequence[str]]) -> int:
    """The block of money; the row below it."""
    page.put(row, "项目资金\n（万元）", "", "", *heads)
    for at, (label, *amounts) in enumerate(lines, row + 1):
        page.put(at, label, at=2)
        page.put(at, *amounts, at=4)
        page.merge(at, 2, at, 3)
    page.merge(row, 1, row + len(lines), 1)
    page.merge(row, 2, row, 3)
    return row + len(lines) + 1


def _indicators(page: Printed, head: int, rows: Sequence[Sequence[str]]) -> int:
    """The rows below their heads, with the first level merged over its rows; the row below them."""
    at, start, before = head + 1, head + 1, None
    for block, name, target, actual, weight, points in rows:
        if block != before:
            if before is not None:
                page.merge(start, 2, at - 1, 2)
            page.put(at, block, at=2)
            start, before = at, block
        page.put(at, name, target, actual, weight, points, at=4)
        at += 1
    if rows:
        page.merge(start, 2, at - 1, 2)
    page.merge(head, 1, at - 1, 1)
    return at


def workbook(pages: dict[str, Printed]) -> bytes:
    """A workbook with a sheet for each form, by its name; all cells are text, as they are printed."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, page in pages.items():
        sheet = book.create_sheet(name[:31])
        for (row, column), text in page.texts.items():
            cell = sheet.cell(row, column)
            cell.value = text
            cell.data_type = "s"
        for top, left, bottom, right in page.spans:
            sheet.merge_cells(start_row=top, start_column=left, end_row=bottom, end_column=right)
    return _saved(book)


def csv_file(page: Printed) -> bytes:
    """The form as a spreadsheet exports it: what is merged stands once, and nothing says where it ends."""
    text = io.StringIO()
    csv.writer(text).writerows(page.grid())
    return text.getvalue().encode()


def word(page: Printed) -> bytes:
    """A Word file with the title as paragraphs, and the form as a table."""
    document = docx.Document()
    for row in (1, 2):
        document.add_paragraph(page.texts[row, 1])
    lines = list(page.grid())[2:]
    table = document.add_table(len(lines), len(lines[0]))
    for at, line in enumerate(lines):
        for column, text in enumerate(line):
            if text:
                table.cell(at, column).text = text
    for top, left, bottom, right in page.spans:
        if top > 2:
            table.cell(top - 3, left - 1).merge(table.cell(bottom - 3, right - 1))
    return _saved(document)


def _saved(document) -> bytes:
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()
