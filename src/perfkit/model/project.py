"""A budget project, the unit's set of projects, and what the unit states about them."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from decimal import Decimal
from functools import cached_property
from typing import Any

from attrs import field, frozen

from perfkit.errors import Fault, InputError
from perfkit.model.figure import Figure, stated_figure
from perfkit.model.finding import Finding
from perfkit.model.funding import Funding, FundingStage
from perfkit.model.indicator import Indicator
from perfkit.model.kinds import of_kind
from perfkit.model.names import comparable
from perfkit.model.numbers import NumberLike, number
from perfkit.model.origin import Origin


def _points(value: Figure | NumberLike | None) -> Figure | None:
    return value if value is None or isinstance(value, Figure) else stated_figure(number(value), "分")


@frozen
class Stated:
    """填报: what the unit itself wrote about a project, a group or the whole, kept beside what is computed.

    Attributes:
        points: the total, or the mean for a portfolio, as printed (a number is taken in 分); grade: beside it.
        count: how many projects the unit says there are.
        amounts: sums by stage; rates: by name (``execution``, ``receipt``). Each as printed, precision included.
        origin: where it stands.
    """

    points: Figure | None = field(default=None, converter=_points)
    grade: str = ""
    count: int | None = None
    amounts: Mapping[FundingStage, Figure] = field(factory=dict)
    rates: Mapping[str, Figure] = field(factory=dict)
    origin: Origin | None = None


@frozen
class Problem:
    """问题: a weakness the unit reports, with the measure it answers it with."""

    title: str
    text: str = ""
    cause: str = ""


@frozen
class Measure:
    """改进措施: what will be done, by whom, by when."""

    title: str
    text: str = ""
    owner: str = ""
    deadline: datetime.date | None = None
    status: str = ""


def _tuple(value: Iterable[Any]) -> tuple[Any, ...]:
    return tuple(value)


def _checked_name(value: Any) -> str:
    if not isinstance(value, str) or not value.strip():
        raise InputError(Fault("project.name-missing"))
    return value


@frozen(kw_only=True)
class Project:
    """项目: one budget project of one fiscal year. All money is in 元.

    A project with indicators that carry weights is scored; one with only ``stated`` points is legal and carried as
    stated; one with neither is unscored.

    Attributes:
        code: the 21-digit project code as text; None where the source gives none. A code is never a number.
        name: as printed.
        year: fiscal year; None takes the portfolio's.
        unit, department: 实施单位 and 主管部门, where they differ from the portfolio's.
        period: first and last day of the work, where given.
        funding: amounts by stage and source; None where no row of money belongs to it.
        indicators: what it promised and reached.
        facts: further facts that rules may ask for, by name, such as ``finished``: truth values or exact numbers.
        stated: what the unit printed.
        goal, result: 年度总体目标, 实际完成情况.
        narrative: the unit's texts about this project, by section name, in Markdown.
        problems, measures: as reported.
        origin: where it was read.
    """

    name: str = field(converter=_checked_name)
    code: str | None = field(default=None, validator=of_kind(str, type(None)))
    year: int | None = field(default=None, validator=of_kind(int, type(None)))
    unit: str = ""
    department: str = ""
    period: tuple[datetime.date, datetime.date] | None = None
    funding: Funding | None = field(default=None, validator=of_kind(Funding, type(None)))
    indicators: tuple[Indicator, ...] = field(default=(), converter=_tuple)
    facts: Mapping[str, bool | Decimal] = field(factory=dict)
    stated: Stated | None = None
    goal: str = ""
    result: str = ""
    narrative: Mapping[str, str] = field(factory=dict)
    problems: tuple[Problem, ...] = field(default=(), converter=_tuple)
    measures: tuple[Measure, ...] = field(default=(), converter=_tuple)
    origin: Origin | None = None

    @property
    def key(self) -> str:
        """What the project is asked for by: its code, or its name where it has none."""
        return self.code or self.name


@frozen
class Unit:
    """单位: who reports.

    Attributes:
        name: full name; short: the short name used in running text.
        department: 主管部门; leader, contact: as the form asks.
        staffing: head counts by name, such as 编制 or 在编.
    """

    name: str
    short: str = ""
    department: str = ""
    staffing: Mapping[str, int] = field(factory=dict)


@frozen(kw_only=True)
class Group:
    """项目分组: a named selection of projects that the report treats as one.

    Attributes:
        key: short name used in files and addresses; name: as printed.
        members: codes or names of its projects, each naming exactly one.
        Other fields as on :class:`Project`.
    """

    key: str
    name: str
    members: tuple[str, ...] = field(converter=_tuple)
    indicators: tuple[Indicator, ...] = field(default=(), converter=_tuple)
    stated: Stated | None = None
    narrative: Mapping[str, str] = field(factory=dict)
    problems: tuple[Problem, ...] = field(default=(), converter=_tuple)
    measures: tuple[Measure, ...] = field(default=(), converter=_tuple)
    origin: Origin | None = None


@frozen
class Choice:
    """A row of boxes on the cover: the options in order, and the ones that are ticked.

    ``note`` says why nothing is ticked where the source lost its ticks.
    """

    label: str
    options: tuple[str, ...] = field(converter=_tuple)
    ticked: tuple[str, ...] = field(default=(), converter=_tuple)
    note: str = ""


@frozen
class Cover:
    """封面: labelled lines in order (a text or a :class:`Choice`), and the date at the foot."""

    title: str = ""
    lines: tuple[tuple[str, str] | Choice, ...] = field(default=(), converter=_tuple)
    date: str = ""


def _unit(value: Any) -> Unit:
    return value if isinstance(value, Unit) else Unit(value)


@frozen(kw_only=True, slots=False)
class Portfolio:
    """项目集: a unit's projects of one fiscal year, with what the unit states about the whole.

    Attributes:
        unit: who reports; a plain text is taken as its name.
        year: fiscal year.
        projects: in the order of the input.
        indicator_set: ``id@edition`` of the set the portfolio asks for; empty if the caller says it.
        groups, stated, cover, narrative, problems, measures: for the report.
        plugins: folders of plugins named beside the portfolio.
        sources: SHA-256 of the files it was read from, by name.
        remarks: what the reader accepted only with a remark, such as a value read otherwise than typed.
        origin: the folder or file it was read from.
    """

    unit: Unit = field(converter=_unit)
    year: int = field(validator=of_kind(int))
    projects: tuple[Project, ...] = field(default=(), converter=_tuple)
    indicator_set: str = ""
    groups: tuple[Group, ...] = field(default=(), converter=_tuple)
    stated: Stated | None = None
    cover: Cover | None = None
    narrative: Mapping[str, str] = field(factory=dict)
    problems: tuple[Problem, ...] = field(default=(), converter=_tuple)
    measures: tuple[Measure, ...] = field(default=(), converter=_tuple)
    plugins: tuple[str, ...] = field(default=(), converter=_tuple)
    sources: Mapping[str, str] = field(factory=dict)
    remarks: tuple[Finding, ...] = field(default=(), converter=_tuple)
    origin: Origin | None = None

    @cached_property
    def _by_name(self) -> Mapping[str, tuple[Project, ...]]:
        found: dict[str, list[Project]] = {}
        for project in self.projects:
            found.setdefault(comparable(project.name), []).append(project)
        return {name: tuple(projects) for name, projects in found.items()}

    def named(self, key: str) -> tuple[Project, ...]:
        """The projects with this code, else those with this name (NFKC, without blanks); may be none or many."""
        by_code = tuple(project for project in self.projects if project.code == key)
        return by_code or self._by_name.get(comparable(key), ())

    def members(self, group: Group) -> tuple[Project, ...]:
        """The projects of ``group``, in its order; a member that names none or several is refused by the reader."""
        return tuple(project for key in group.members for project in self.named(key))
