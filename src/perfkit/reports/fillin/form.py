"""The form as a whole: both sheets planned, then written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from attrs import evolve

from perfkit.model import IndicatorSet, Layout, Portfolio
from perfkit.reports.fillin.blank import Blank
from perfkit.reports.fillin.cells import SheetPlan
from perfkit.reports.fillin.columns import columns_of
from perfkit.reports.fillin.head import put_goals, put_labels, put_title
from perfkit.reports.fillin.making import Making
from perfkit.reports.fillin.money import put_money
from perfkit.reports.fillin.more import SHEET, fact_rows, facts_sheet, places
from perfkit.reports.fillin.sources import Sources
from perfkit.reports.fillin.table import put_table
from perfkit.reports.fillin.total import put_total
from perfkit.reports.fillin.writing import write_sheet
from perfkit.reports.workbook import sheet_name, workbook_bytes
from perfkit.scoring import ProjectResult
from perfkit.scoring.fitting import fitted
from perfkit.scoring.planning import make_plan


def blank_form(layout: Layout, indicator_set: IndicatorSet) -> bytes:
    """The form of a set in a layout, with room for a project."""
    return form_bytes(Blank(layout=fitted(layout, indicator_set), plan=make_plan(indicator_set)))


def filled_forms(
    layout: Layout, indicator_set: IndicatorSet, results: Iterable[ProjectResult], portfolio: Portfolio
) -> Iterator[bytes]:
    """The form of each project of a portfolio, with its facts, and its points where formulas work them out."""
    unit = portfolio.unit
    common = Blank(
        layout=fitted(layout, indicator_set),
        plan=make_plan(indicator_set),
        year=portfolio.year or None,
        unit=unit.name,
        department=unit.department,
    )
    for result in results:
        yield form_bytes(evolve(common, project=result.project, result=result))


def form_bytes(blank: Blank) -> bytes:
    """The workbook of a form: same form, same bytes."""
    sheets = planned(blank)

    def build(workbook: object) -> None:
        for sheet in sheets:
            write_sheet(workbook, sheet)

    return workbook_bytes(build, blank.layout.titles[0])


def planned(blank: Blank) -> tuple[SheetPlan, SheetPlan]:
    """The sheet of the form, and that of further facts."""
    layout, rows = blank.layout, fact_rows(blank)
    columns = columns_of(layout)
    sheet = SheetPlan(sheet_name(layout.titles[0], [SHEET]), columns.widths)
    making = Making(sheet, columns, Sources(blank=blank, rows=rows, cells=places(rows)))
    put_title(sheet, blank)
    put_labels(making, layout.labels)
    if layout.funding is not None:
        put_money(making, layout.funding)
    if layout.goals is not None:
        put_goals(making, layout.goals)
    if layout.table is not None:
        put_table(making, layout.table)
        put_total(making)
    put_labels(making, layout.tail)
    for note in layout.notes:
        sheet.put(1, sheet.columns, "note", note)
        sheet.next()
    return sheet, facts_sheet(rows)
