"""A budget project, with the problems and measures its unit reports."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from importlib import import_module
from typing import Any

from attrs import field, frozen

from perfkit.errors import Fault, InputError
from perfkit.model.evidence import Evidence, evidence_of
from perfkit.model.fact import Fact, facts_of
from perfkit.model.funding import Funding
from perfkit.model.indicator import Indicator
from perfkit.model.kinds import as_dict, as_tuple, each_of_kind, of_kind
from perfkit.model.origin import Origin
from perfkit.model.review import Review
from perfkit.model.stated import Stated
from perfkit.model.use import Chosen

DONE: frozenset[str] = frozenset(("已完成", "完成", "已整改", "done"))
"""What a status says of a measure that is done."""


@frozen
class Problem:
    """问题: a weakness that was found, with who answers for it and by when it is to be mended."""

    title: str = field(validator=of_kind(str))
    text: str = field(default="", validator=of_kind(str))
    cause: str = field(default="", validator=of_kind(str))
    owner: str = field(default="", validator=of_kind(str))
    deadline: datetime.date | None = None


@frozen
class Measure:
    """改进措施: what will be done, by whom, by when."""

    title: str = field(validator=of_kind(str))
    text: str = field(default="", validator=of_kind(str))
    owner: str = field(default="", validator=of_kind(str))
    deadline: datetime.date | None = None
    status: str = ""

    @property
    def is_done(self) -> bool:
        """Whether its status says that it is done; any other status, and none, is open."""
        return self.status.strip().casefold() in DONE


def _checked_name(value: Any) -> str:
    if not isinstance(value, str) or not value.strip():
        raise InputError(Fault("project.name-missing"))
    return value


def _evidence_of_values(instance: object, attribute: Any, value: Mapping[str, tuple[Evidence, ...]]) -> None:
    for own in value.values():
        each_of_kind(Evidence)(instance, attribute, own)


def _formats() -> Any:
    """The readers of records: the one door that leads up, opened by name when a record is handed to the class itself.

    They make projects and so stand above them; nothing of the model needs them, and they are not loaded before.
    """
    return import_module("perfkit.formats")


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
        facts: further facts that rules may ask for, by name, such as ``finished``: truths, exact numbers, words of
            labels, or lists of records.
        fact_origins: where facts come from that somebody else than the unit gave, by their name: a hook of a plugin.
        withheld: why facts that a plugin should have given are not known, by name; a score that needs one is absent.
        evidence: what proves a fact, an amount of money or a measure, by its name (a stage, ``execution_rate`` …).
        reasons: 偏差原因 of what the set itself measures, by the code of the node, such as ``execution``.
        grounds: the ground of a fact, by its name: the document, the finding of an audit.
        stated: what the unit printed.
        reviews: totals that others gave, 复核.
        goal, result: 年度总体目标, 实际完成情况.
        narrative: the unit's texts about this project, by section name, in Markdown.
        problems, measures: as reported.
        events: what happened on which day, by the names that deadlines use, such as ``feedback``.
        chosen: what was chosen within an outcome, by its code.
        origin: where it was read.
    """

    name: str = field(converter=_checked_name)
    code: str | None = field(default=None, validator=of_kind(str, type(None)))
    year: int | None = field(default=None, validator=of_kind(int, type(None)))
    unit: str = field(default="", validator=of_kind(str))
    department: str = field(default="", validator=of_kind(str))
    period: tuple[datetime.date, datetime.date] | None = None
    funding: Funding | None = field(default=None, validator=of_kind(Funding, type(None)))
    indicators: tuple[Indicator, ...] = field(default=(), converter=as_tuple, validator=each_of_kind(Indicator))
    facts: Mapping[str, Fact] = field(factory=dict, converter=facts_of)
    fact_origins: Mapping[str, Origin] = field(factory=dict, converter=as_dict, validator=each_of_kind(Origin))
    withheld: Mapping[str, Fault] = field(factory=dict, converter=as_dict, validator=each_of_kind(Fault))
    reasons: Mapping[str, str] = field(factory=dict, converter=as_dict, validator=each_of_kind(str))
    grounds: Mapping[str, str] = field(factory=dict, converter=as_dict, validator=each_of_kind(str))
    evidence: Mapping[str, tuple[Evidence, ...]] = field(
        factory=dict, converter=evidence_of, validator=_evidence_of_values
    )
    stated: Stated | None = field(default=None, validator=of_kind(Stated, type(None)))
    goal: str = field(default="", validator=of_kind(str))
    result: str = field(default="", validator=of_kind(str))
    reviews: tuple[Review, ...] = field(default=(), converter=as_tuple, validator=each_of_kind(Review))
    narrative: Mapping[str, str] = field(factory=dict, converter=as_dict)
    problems: tuple[Problem, ...] = field(default=(), converter=as_tuple, validator=each_of_kind(Problem))
    measures: tuple[Measure, ...] = field(default=(), converter=as_tuple, validator=each_of_kind(Measure))
    events: Mapping[str, datetime.date] = field(factory=dict, converter=as_dict, validator=each_of_kind(datetime.date))
    chosen: Mapping[str, Chosen] = field(factory=dict, converter=as_dict, validator=each_of_kind(Chosen))
    origin: Origin | None = None

    @classmethod
    def from_dict(cls, record: Mapping[str, Any]) -> Project:
        """The project that a record describes: a mapping with exactly the keys of a project file.

        Nothing is coerced; ``None`` says that nothing is given. Records that take indicators from the library, and
        many records at once, are read by :meth:`perfkit.Kit.read_records`.

        Raises:
            InputError: with all faults at once, each at its key.
        """
        project: Project = _formats().project_of(record)
        return project

    def to_dict(self) -> dict[str, Any]:
        """The record of this project, fit for JSON, of which :meth:`from_dict` makes an equal one.

        Every number is a text and money is in 元. Not in it is what no project file says: origins, narrative, and facts
        that plugins gave or withheld; what came from the indicator library is written out.
        """
        record: dict[str, Any] = _formats().record_of(self)
        return record

    @property
    def key(self) -> str:
        """What the project is asked for by: its code, or its name where it has none."""
        return self.code or self.name
