"""The three long tables: money by project, scores by project, and the rates a unit printed."""

from __future__ import annotations

from decimal import Decimal

from attrs import frozen

from perfkit.errors import Place, quoted
from perfkit.formats.money import read_stages
from perfkit.formats.notes import Notes
from perfkit.formats.scalars import read_number, read_percent
from perfkit.formats.table_scales import check_scale
from perfkit.formats.table_sums import Sums
from perfkit.formats.tables import Column, Row, read_table
from perfkit.formats.texts import code_of, line_of, name_of, year_of
from perfkit.model import STAGES, Figure, Funding, FundingStage, Project, Stated, stated_figure

_NUMBER = Column("no", ("序号",))
_CODE = Column("code", ("编码", "项目编码"))
_NAME = Column("name", ("项目名称", "名称"), needed=True)

FUNDING: tuple[Column, ...] = (
    _NUMBER,
    _CODE,
    _NAME,
    Column("year", ("年度", "年份")),
    Column("approved", ("批复金额",), filled=True),
    Column("initial", ("年初预算数",), filled=True),
    Column("budget", ("全年预算数",), filled=True),
    Column("received", ("到位资金", "实际到位资金"), filled=True),
    Column("executed", ("执行数", "全年执行数", "跟踪期执行数"), filled=True),
)
SCORES: tuple[Column, ...] = (
    _NUMBER,
    _CODE,
    _NAME,
    Column("points", ("得分", "自评得分"), needed=True),
    Column("grade", ("等级", "评价等级", "自评等级")),
)
RATES: tuple[Column, ...] = (
    Column("row", ("行", "行号"), needed=True),
    Column("name", ("项目名称", "名称")),
    Column("execution", ("执行率", "跟踪期执行率", "执行率(%)"), needed=True),
)


@frozen
class PrintedRate:
    """A rate as printed beside a row of the funding table."""

    row: int
    name: str
    execution: Figure
    place: Place


def read_funding_rows(text: str, file: str, unit: str, year: int, notes: Notes) -> tuple[Project, ...]:
    """One project for each row of the funding table, its amounts in 元; rows of another year are refused."""
    projects: list[Project] = []
    before, sums = len(notes.faults), Sums(unit)
    for row in read_table(text, file, FUNDING, notes, unit):
        written: dict[FundingStage, str] = {stage: row.cells[stage] for stage in STAGES if stage in row.cells}
        if row.total:
            if before == len(notes.faults):  # else a row above was not read
                sums.compare(written, row.place, notes)
            continue
        name, code = _identity(row, notes)
        told = len(notes.faults)
        amounts = read_stages(written, unit, row.place, notes)
        if told == len(notes.faults):
            check_scale(amounts, row.place, notes)
        sums.add(amounts)
        own_year = _year(row, year, notes)
        if name:
            funding = Funding(**amounts, origin=notes.origin(row.place))
            projects.append(
                Project(name=name, code=code, year=own_year, funding=funding, origin=notes.origin(row.place))
            )
    _codes_once(projects, notes)
    return tuple(projects)


def read_score_rows(text: str, file: str, notes: Notes) -> tuple[Project, ...]:
    """One project for each row of the score table, with its points and grade as stated."""
    projects = []
    for row in read_table(text, file, SCORES, notes):
        if row.total:
            continue
        name, code = _identity(row, notes)
        points = _needed(row, "points", notes)
        read = None if points is None else notes.read(row.at("points"), read_number, points)
        grade = line_of(row.cells.get("grade", ""), row.at("grade"), notes)
        if name and read is not None:
            stated = Stated(
                stated_figure(read, "分", notes.origin(row.at("points"))), grade, origin=notes.origin(row.place)
            )
            projects.append(Project(name=name, code=code, stated=stated, origin=notes.origin(row.place)))
    _codes_once(projects, notes)
    return tuple(projects)


def read_rate_rows(text: str, file: str, notes: Notes) -> tuple[PrintedRate, ...]:
    """The printed execution rates, in percent with the places they were printed with."""
    rates = []
    for row in read_table(text, file, RATES, notes):
        if row.total:
            continue
        number = _whole(row, "row", notes)
        execution = notes.read(row.at("execution"), read_percent, _needed(row, "execution", notes))
        if number is not None and execution is not None:
            figure = stated_figure(execution, "%", notes.origin(row.at("execution")))
            rates.append(PrintedRate(number, row.cells.get("name", ""), figure, row.place))
    return tuple(rates)


def _identity(row: Row, notes: Notes) -> tuple[str, str | None]:
    name = name_of(row.cells.get("name", ""), row.at("name"), notes)
    code = row.cells.get("code")
    return name, None if code is None else code_of(code, row.at("code"), notes)


def _needed(row: Row, key: str, notes: Notes) -> str | None:
    if key not in row.cells:
        notes.fault("table.cell-empty", row.at(key), column=key)
    return row.cells.get(key)


def _whole(row: Row, key: str, notes: Notes) -> int | None:
    text = _needed(row, key, notes)
    if text is None:
        return None
    value: Decimal | None = notes.read(row.at(key), read_number, text)
    if value is None:
        return None
    if value != int(value) or value < 1:
        notes.fault("table.not-whole", row.at(key), found=quoted(text))
        return None
    return int(value)


def _year(row: Row, expected: int, notes: Notes) -> int | None:
    if "year" not in row.cells:
        return None
    year = _whole(row, "year", notes)
    if year is None:
        return None
    if year != expected:
        notes.fault("table.other-year", row.at("year"), found=year, expected=expected)
    return year_of(year, row.at("year"), notes)


def _codes_once(projects: list[Project], notes: Notes) -> None:
    """A code that stands in two rows is refused: nobody can know which of them holds."""
    seen: dict[str, Project] = {}
    for project in projects:
        if project.code is None or project.origin is None:
            continue
        first = seen.setdefault(project.code, project)
        row = first.origin.place.row if first.origin is not None else None
        if first is not project and row is not None:
            notes.fault("table.code-twice", project.origin.place, project=project.code, first=row, line=row + 1)
