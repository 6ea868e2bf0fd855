"""The files of facts as they are written: one class for each table, keys in kebab case, nothing read into them yet."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

from attrs import field, frozen

from perfkit.formats.convert import Written, WrittenDate
from perfkit.model import StageName

SCHEMA = 1
"""The version of the file formats that this version reads."""


WrittenFact: TypeAlias = bool | Written | tuple[Mapping[str, bool | Written], ...]
"""A fact: a truth, a figure, a word, or a list of records."""


@frozen(kw_only=True)
class WrittenTarget:
    """A target given as a table: one of the five kinds, and the unit of its numbers; a range has two."""

    at_least: Written | None = None
    at_most: Written | None = None
    equal: Written | None = None
    range: tuple[Written, ...] | None = None
    judged: str | None = None
    unit: str = ""


@frozen(kw_only=True)
class WrittenReview:
    """``[[reviews]]`` of a project or an indicator."""

    by: str
    points: Written
    reason: str = ""


@frozen(kw_only=True)
class WrittenEvidence:
    """``[[indicators.evidence]]`` and ``[[evidence.NAME]]``: see :class:`perfkit.model.Evidence`.

    ``file`` names the document's file in the folder that is read; its fingerprint is taken.
    """

    kind: str
    document: str = ""
    page: int | str = ""
    sha256: str = ""
    file: str = ""
    note: str = ""


@frozen(kw_only=True)
class WrittenTargetChange:
    """``[[indicators.changes]]``: a target that takes the place of the one before."""

    on: WrittenDate
    target: Written | WrittenTarget
    reason: str = ""
    document: str = ""


@frozen(kw_only=True)
class WrittenIndicator:
    """``[[indicators]]``: see :class:`perfkit.model.Indicator`; ``points`` is what the unit printed.

    ``from`` names an indicator of the library. Without it block, name and target must be there; with it the target.
    In the file of a stage one that was promised needs its name alone.
    """

    taken: str | None = field(default=None, metadata={"key": "from"})
    block: str | None = None
    category: str = ""
    name: str | None = None
    weight: Written | None = None
    target: Written | WrittenTarget | None = None
    changes: tuple[WrittenTargetChange, ...] = ()
    actual: Written | None = None
    baseline: Written | None = None
    judged: Written | None = None
    reached: str = ""
    reason: str = ""
    rule: str = ""
    points: Written | None = None
    facts: Mapping[str, WrittenFact] = field(factory=dict)
    reviews: tuple[WrittenReview, ...] = ()
    evidence: tuple[WrittenEvidence, ...] = ()


@frozen(kw_only=True)
class WrittenStages:
    """Amounts by stage, each a number or a text with its own unit."""

    approved: Written | None = None
    initial: Written | None = None
    budget: Written | None = None
    received: Written | None = None
    executed: Written | None = None


@frozen(kw_only=True)
class WrittenLine(WrittenStages):
    """``[[funding.lines]]``: one source of money."""

    source: str


@frozen(kw_only=True)
class WrittenFunding(WrittenStages):
    """``[funding]``: the unit is never guessed."""

    unit: str
    lines: tuple[WrittenLine, ...] = ()


@frozen(kw_only=True)
class WrittenProblem:
    """``[[problems]]``."""

    title: str
    text: str = ""
    cause: str = ""
    owner: str = ""
    deadline: WrittenDate | None = None


@frozen(kw_only=True)
class WrittenMeasure:
    """``[[measures]]``."""

    title: str
    text: str = ""
    owner: str = ""
    deadline: WrittenDate | None = None
    status: str = ""


@frozen(kw_only=True)
class WrittenChosen:
    """``[chosen.CODE]``: the share that was chosen within an outcome."""

    share: Written
    ground: str = ""


@frozen(kw_only=True)
class WrittenPeriod:
    """First and last day of the work."""

    start: WrittenDate
    end: WrittenDate


@frozen(kw_only=True)
class WrittenIdentity:
    """``[project]``: name, year and unit may be left to the portfolio or are missed together."""

    code: str | None = None
    name: str | None = None
    year: int | None = None
    unit: str | None = None
    department: str = ""
    period: WrittenPeriod | None = None
    goal: str = ""
    result: str = ""


@frozen(kw_only=True)
class WrittenStated:
    """``[stated]`` and the tables of ``stated.toml``: figures as the unit printed them, precision included."""

    count: int | None = None
    points: Written | None = None
    grade: str = ""
    amounts: Mapping[str, Written] = field(factory=dict)
    rates: Mapping[str, Written] = field(factory=dict)


@frozen(kw_only=True)
class WrittenExpected:
    """``[expect]`` of a worked example: what must come out for one project."""

    points: Written | None = None
    grade: str | None = None
    absent: bool | None = None
    findings: tuple[str, ...] = ()
    lines: Mapping[str, Written] = field(factory=dict)
    verdicts: Mapping[str, str] = field(factory=dict)
    follows: tuple[str, ...] | None = None
    actuals: Mapping[str, str] = field(factory=dict)
    cuts: Mapping[str, tuple[Written, ...]] = field(factory=dict)
    due: Mapping[str, WrittenDate] = field(factory=dict)


@frozen(kw_only=True)
class WrittenWhole:
    """``[expect]`` of ``expect.toml``: what must come out for a portfolio, and for its projects by code or name."""

    mean: Written | None = None
    grade: str | None = None
    findings: tuple[str, ...] = ()
    projects: Mapping[str, WrittenExpected] = field(factory=dict)


@frozen(kw_only=True)
class ExpectFile:
    """``expect.toml``, beside the ``portfolio.toml`` of a worked example."""

    schema: int = SCHEMA
    title: str
    expect: WrittenWhole


@frozen(kw_only=True)
class WrittenFacts:
    """What the file of a project and that of a stage may both say, under which set and with which plugins."""

    schema: int
    indicator_set: str = ""
    plugins: tuple[str, ...] = ()
    personal: tuple[str, ...] = ()
    facts: Mapping[str, WrittenFact] = field(factory=dict)
    reasons: Mapping[str, str] = field(factory=dict)
    grounds: Mapping[str, str] = field(factory=dict)
    evidence: Mapping[str, tuple[WrittenEvidence, ...]] = field(factory=dict)
    funding: WrittenFunding | None = None
    indicators: tuple[WrittenIndicator, ...] = ()
    stated: WrittenStated | None = None
    reviews: tuple[WrittenReview, ...] = ()
    problems: tuple[WrittenProblem, ...] = ()
    measures: tuple[WrittenMeasure, ...] = ()
    events: Mapping[str, WrittenDate] = field(factory=dict)
    chosen: Mapping[str, WrittenChosen] = field(factory=dict)


@frozen(kw_only=True)
class ProjectFile(WrittenFacts):
    """One structured project. The set and the plugins are named here only where the file is a portfolio of its own.

    A worked example also has a ``title`` and what to ``expect``; wherever facts are read, these are passed over.
    """

    title: str = ""
    expect: WrittenExpected | None = None
    project: WrittenIdentity


@frozen(kw_only=True)
class StageFile(WrittenFacts):
    """``stages/KEY.toml``: what one step in the life of a project adds to what was known before."""

    stage: StageName
    on: WrittenDate
    by: str = ""
    upon: str = ""
    result: str = ""


@frozen(kw_only=True)
class WrittenUnit:
    """``[portfolio]``: who reports, for which year."""

    year: int
    unit: str
    short: str = ""
    department: str = ""
    staffing: Mapping[str, int] = field(factory=dict)


@frozen(kw_only=True)
class WrittenCoverLine:
    """A line of the cover: a text, or options of which some are ticked."""

    label: str
    text: str | None = None
    options: tuple[str, ...] | None = None
    ticked: tuple[str, ...] = ()
    note: str = ""


@frozen(kw_only=True)
class WrittenCover:
    """``[cover]``."""

    title: str = ""
    date: str = ""
    lines: tuple[WrittenCoverLine, ...] = ()


@frozen(kw_only=True)
class MoneyTable:
    """``[tables.funding]``: a CSV file and the unit of its amounts."""

    file: str
    unit: str


@frozen(kw_only=True)
class PlainTable:
    """A CSV file without amounts."""

    file: str


@frozen(kw_only=True)
class WrittenTables:
    """``[tables]`` of ``portfolio.toml``."""

    funding: MoneyTable | None = None
    scores: PlainTable | None = None


@frozen(kw_only=True)
class WrittenGroup:
    """``[[groups]]``: members are codes, or names that only one project has."""

    key: str
    name: str
    members: tuple[str, ...]
    indicators: tuple[WrittenIndicator, ...] = ()
    problems: tuple[WrittenProblem, ...] = ()
    measures: tuple[WrittenMeasure, ...] = ()


@frozen(kw_only=True)
class PortfolioFile:
    """``portfolio.toml``."""

    schema: int
    indicator_set: str = ""
    plugins: tuple[str, ...] = ()
    personal: tuple[str, ...] = ()
    portfolio: WrittenUnit
    cover: WrittenCover | None = None
    tables: WrittenTables = WrittenTables()
    groups: tuple[WrittenGroup, ...] = ()
    problems: tuple[WrittenProblem, ...] = ()
    measures: tuple[WrittenMeasure, ...] = ()


@frozen(kw_only=True)
class StatedTables:
    """``[tables]`` of ``stated.toml``."""

    rates: PlainTable | None = None


@frozen(kw_only=True)
class StatedFile:
    """``stated.toml``: what the unit's report prints, by group key and by code or name of a project."""

    schema: int
    portfolio: WrittenStated = WrittenStated()
    groups: Mapping[str, WrittenStated] = field(factory=dict)
    projects: Mapping[str, WrittenStated] = field(factory=dict)
    tables: StatedTables = StatedTables()
