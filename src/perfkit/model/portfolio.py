"""A unit's projects of one fiscal year, with the groups and the cover of its report."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Any

from attrs import field, frozen

from perfkit.model.finding import Finding
from perfkit.model.indicator import Indicator
from perfkit.model.kinds import as_dict, as_tuple, each_of_kind, of_kind
from perfkit.model.names import comparable
from perfkit.model.origin import Origin
from perfkit.model.project import Measure, Problem, Project
from perfkit.model.stage import Stage
from perfkit.model.stated import Stated


@frozen
class Unit:
    """单位: who reports.

    Attributes:
        name: full name; short: the short name used in running text.
        department: 主管部门.
        staffing: head counts by name, such as 编制 or 在编.
    """

    name: str = field(validator=of_kind(str))
    short: str = ""
    department: str = ""
    staffing: Mapping[str, int] = field(factory=dict, converter=as_dict, validator=each_of_kind(int))


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
    members: tuple[str, ...] = field(converter=as_tuple)
    indicators: tuple[Indicator, ...] = field(default=(), converter=as_tuple)
    stated: Stated | None = field(default=None, validator=of_kind(Stated, type(None)))
    narrative: Mapping[str, str] = field(factory=dict, converter=as_dict)
    problems: tuple[Problem, ...] = field(default=(), converter=as_tuple)
    measures: tuple[Measure, ...] = field(default=(), converter=as_tuple)
    origin: Origin | None = None


@frozen
class Choice:
    """A row of boxes on the cover: the options in order, and the ones that are ticked.

    ``note`` says why nothing is ticked where the source lost its ticks.
    """

    label: str
    options: tuple[str, ...] = field(converter=as_tuple)
    ticked: tuple[str, ...] = field(default=(), converter=as_tuple)
    note: str = ""


@frozen
class Cover:
    """封面: labelled lines in order (a text or a :class:`Choice`), and the date at the foot."""

    title: str = field(default="", validator=of_kind(str))
    lines: tuple[tuple[str, str] | Choice, ...] = field(
        default=(), converter=as_tuple, validator=each_of_kind(tuple, Choice)
    )
    date: str = ""


def _unit(value: Any) -> Unit:
    return value if isinstance(value, Unit) else Unit(value)


@frozen(kw_only=True, slots=False, repr=False)
class Portfolio:
    """项目集: a unit's projects of one fiscal year, with what the unit states about the whole.

    Attributes:
        unit: who reports; a plain text is taken as its name.
        year: fiscal year.
        projects: in the order of the input.
        indicator_set: ``id@edition`` of the set the portfolio asks for; empty if the caller says it.
        groups, stated, cover, narrative, problems, measures: for the report.
        stage: which step in the life of its project the facts are of; None for facts outside of any.
        plugins: folders of plugins named beside the portfolio.
        personal: names of persons, which an edition for the public covers.
        sources: SHA-256 of the files it was read from, by name.
        remarks: what the reader accepted only with a remark, such as a value read otherwise than typed.
        origin: the folder or file it was read from.
    """

    unit: Unit = field(converter=_unit)
    year: int = field(validator=of_kind(int))
    projects: tuple[Project, ...] = field(default=(), converter=as_tuple, validator=each_of_kind(Project))
    indicator_set: str = field(default="", validator=of_kind(str))
    groups: tuple[Group, ...] = field(default=(), converter=as_tuple, validator=each_of_kind(Group))
    stated: Stated | None = field(default=None, validator=of_kind(Stated, type(None)))
    cover: Cover | None = field(default=None, validator=of_kind(Cover, type(None)))
    narrative: Mapping[str, str] = field(factory=dict, converter=as_dict)
    problems: tuple[Problem, ...] = field(default=(), converter=as_tuple)
    measures: tuple[Measure, ...] = field(default=(), converter=as_tuple)
    stage: Stage | None = field(default=None, validator=of_kind(Stage, type(None)))
    plugins: tuple[str, ...] = field(default=(), converter=as_tuple)
    personal: tuple[str, ...] = field(default=(), converter=as_tuple, validator=each_of_kind(str))
    sources: Mapping[str, str] = field(factory=dict)
    remarks: tuple[Finding, ...] = field(default=(), converter=as_tuple)
    origin: Origin | None = None

    def __repr__(self) -> str:
        return f"Portfolio({self.unit.name} {self.year}, {len(self.projects)} projects)"

    @cached_property
    def _by_code(self) -> Mapping[str, tuple[Project, ...]]:
        return _gathered((project.code, project) for project in self.projects if project.code is not None)

    @cached_property
    def _by_name(self) -> Mapping[str, tuple[Project, ...]]:
        return _gathered((comparable(project.name), project) for project in self.projects)

    def named(self, key: str) -> tuple[Project, ...]:
        """The projects with this code, else those with this name (NFKC, without blanks); may be none or many."""
        return self._by_code.get(key) or self._by_name.get(comparable(key), ())

    def members(self, group: Group) -> tuple[Project, ...]:
        """The projects of ``group``, in its order; a member that names none or several is a fault of the group."""
        return tuple(project for key in group.members for project in self.named(key))


def _gathered(pairs: Iterable[tuple[str, Project]]) -> Mapping[str, tuple[Project, ...]]:
    """The projects under each key, in their order."""
    found: dict[str, list[Project]] = {}
    for key, project in pairs:
        found.setdefault(key, []).append(project)
    return {key: tuple(projects) for key, projects in found.items()}
