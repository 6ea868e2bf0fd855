"""补充信息: the second sheet, with one row for each fact that the set asks for and the form has no place for.

Its last column is the key of the project file, so that a reader needs to know nothing of kinds: the value of a row is
what stands at its key. ``indicator.…`` is a key of the indicator named in the first column.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from fractions import Fraction

from attrs import evolve, frozen

from perfkit.formula import Kind, Labels, NumberIn, Records, read_kind
from perfkit.model import (
    RESERVED,
    STAGES,
    SUPPLIED,
    TEXTS,
    Fact,
    FactValue,
    Indicator,
    Need,
    plain,
    shifted,
)
from perfkit.model.numbers import terminating
from perfkit.model.units import MONEY_PLACES
from perfkit.reports.fillin.blank import Blank
from perfkit.reports.fillin.cells import SheetPlan
from perfkit.reports.fillin.rules import rule_of
from perfkit.reports.workbook import is_exact
from perfkit.wording import say

SHEET = "补充信息"
VALUE_COLUMN = "C"
FIRST_ROW = 4
"""Row of the first fact: above it stand the title, how it is filled in, and the head."""

TRUTHS = ("是", "否")
SPARE_RECORDS = 3
"""Records of a list for which a form without facts has room."""

_IDENTITY = ("project.name", "project.code", "project.year", "project.unit", "project.department")
_PERIOD = ("project.period.start", "project.period.end")
_CODES = ("project.code",)


@frozen(kw_only=True)
class FactRow:
    """One row of the second sheet.

    Attributes:
        subject: the form, the project, or the name of an indicator; title: of the fact, in Chinese.
        value: what is known; unit: of an amount or a number; hint: what may be written.
        key: of the project file.
        choices: what may be chosen; format: of the number; most: the highest number, empty for no limit.
        fixed: whether nobody should change it.
    """

    subject: str
    title: str
    value: str | Decimal | None
    key: str
    unit: str = ""
    hint: str = ""
    choices: tuple[str, ...] = ()
    format: str = ""
    most: str = ""
    fixed: bool = False


def fact_rows(blank: Blank) -> list[FactRow]:
    """The rows in their order: what the form is, the project, its indicators."""
    indicators = (row for one in blank.indicators for row in _of_indicator(one, blank))
    return [*_of_project(blank), *indicators, *_blocks(blank)]


def places(rows: Iterable[FactRow]) -> Mapping[tuple[str, str], str]:
    """The cell of each value, as formulas of the other sheet name it, by subject and key."""
    return {
        (row.subject, row.key): f"'{SHEET}'!${VALUE_COLUMN}${number}"
        for number, row in enumerate(rows, start=FIRST_ROW)
    }


def facts_sheet(rows: list[FactRow]) -> SheetPlan:
    """The second sheet."""
    sheet = SheetPlan(SHEET, (30, 26, 24, 7, 26, 30))
    sheet.put(1, sheet.columns, "title", say("fillin.more-title", "zh"))
    sheet.next(least=30)
    sheet.put(1, sheet.columns, "note", say("fillin.more-how", "zh"))
    sheet.next()
    for column, head in enumerate(say("fillin.more-heads", "zh").split("|"), start=1):
        sheet.put(column, column, "head", head)
    sheet.next()
    sheet.repeated = (FIRST_ROW - 1, FIRST_ROW - 1)
    for row in rows:
        sheet.put(1, 1, "label", row.subject)
        sheet.put(2, 2, "label", row.title)
        limit = say("fillin.limit", "zh", most=row.most) if row.most else ""
        sheet.put(
            3,
            3,
            "text",
            row.value,
            open=not row.fixed,
            choices=row.choices,
            format=row.format,
            most="1" if row.format.endswith("%") else row.most,
            limit_words=limit,
        )
        sheet.put(4, 4, "centre", row.unit)
        sheet.put(5, 5, "label", row.hint)
        sheet.put(6, 6, "quiet", row.key)
        sheet.next()
    return sheet


def _of_project(blank: Blank) -> Iterator[FactRow]:
    form, project = say("fillin.this-form", "zh"), say("fillin.this-project", "zh")
    address = blank.indicator_set.address
    title = say("fillin.key.indicator-set", "zh")
    hint = say("fillin.leave", "zh")
    yield FactRow(subject=form, title=title, value=address, key="indicator-set", hint=hint, fixed=True, format="@")
    for key in _missing_keys(blank):
        text = "@" if key in (*_CODES, *_PERIOD) else ""
        yield FactRow(
            subject=project,
            title=say(f"fillin.key.{key}", "zh"),
            value=blank.value(key),
            key=key,
            hint=say("fillin.day", "zh") if key in _PERIOD else "",
            format=text,
            choices=_grades(blank) if key == "stated.grade" else (),
        )
    for stage in _further_stages(blank):
        funding = blank.project.funding if blank.project is not None else None
        amount = None if funding is None else funding.amount(stage)  # type: ignore[arg-type] # one of STAGES
        row = FactRow(subject=project, title=blank.label(stage), value=None, key=f"funding.{stage}")
        yield _money(row, amount, blank)
    project_facts = {} if blank.project is None else blank.project.facts
    given = {} if blank.project is None else blank.project.fact_origins
    facts = {name: fact for name, fact in project_facts.items() if name not in given}
    needs = {name: need for name, need in _project_needs(blank).items() if name not in given}
    yield from _facts(project, facts, needs, "facts", blank)
    yield from _texts(project, "reasons", _reasons(blank), blank)
    grounds = dict.fromkeys(blank.indicator_set.grounds, "")
    if blank.project is not None:
        grounds |= blank.project.grounds
    yield from _texts(project, "grounds", grounds, blank)


def _blocks(blank: Blank) -> Iterator[FactRow]:
    """The names of the blocks, for who reads the form; those of measures have no code, as they are no indicators."""
    named = [(path, code) for code, path in blank.parts.items()]
    named += [(above, "") for above in dict.fromkeys(above for _, above in blank.measured())]
    for name, code in named:
        yield FactRow(
            subject=say("fillin.this-form", "zh"),
            title=say("fillin.block", "zh"),
            value=name,
            key=f"blocks.{code}",
            hint=say("fillin.leave", "zh"),
            fixed=True,
            format="@",
        )


def _missing_keys(blank: Blank) -> Iterator[str]:
    """Keys of the project file for which the form has no label."""
    layout = blank.layout
    there = {label.key for label in (*layout.labels, *layout.tail) if label.printed}
    yield from (key for key in _IDENTITY if key not in there)
    yield from (key for key in _PERIOD if key not in there)
    if layout.goals is None:
        yield from (key for key in ("project.goal", "project.result") if key not in there)
    if "stated.grade" not in there and blank.indicator_set.gives_points and blank.indicator_set.grades.bands:
        yield "stated.grade"


def _grades(blank: Blank) -> tuple[str, ...]:
    return tuple(band.name for band in blank.indicator_set.grades.bands)


def _further_stages(blank: Blank) -> Iterator[str]:
    """Stages of money that are asked for, or given, and have no column."""
    funding = blank.layout.funding
    there = set() if funding is None else {column.key for column in funding.columns if column.printed}
    asked = {name for node in blank.plan.nodes if node.node.measure for name in blank.behind(node)}
    if blank.project is not None and blank.project.funding is not None:
        asked |= set(blank.project.funding.amounts())
    if funding is None:
        asked |= {"initial", "budget", "executed"}
    yield from (stage for stage in STAGES if stage in asked and stage not in there)


def _project_needs(blank: Blank) -> Mapping[str, Need]:
    """What the set asks of every project, by name."""
    found: dict[str, Need] = dict(blank.indicator_set.needs)
    for node in blank.plan.nodes:
        if node.rule is not None:
            found = {**node.rule.rule.needs, **found}
    return found


def _reasons(blank: Blank) -> dict[str, str]:
    """The reasons of what the set itself measures, by the code of the node."""
    found = {} if blank.money_leaf is None else {blank.money_leaf.node.code: ""}
    return found if blank.project is None else {**found, **blank.project.reasons}


def _texts(subject: str, table: str, texts: Mapping[str, str], blank: Blank) -> Iterator[FactRow]:
    names = {node.code: node.name for node in blank.indicator_set.nodes()}
    for name, text in texts.items():
        title = say(f"fillin.{table}", "zh", name=names.get(name) or blank.label(name))
        yield FactRow(subject=subject, title=title, value=text or None, key=f"{table}.{name}")


def _of_indicator(indicator: Indicator, blank: Blank) -> Iterator[FactRow]:
    subject, rule = blank.subject(indicator), rule_of(indicator, blank)
    needed = rule.compiled.facts if rule is not None else frozenset()
    unit = indicator.target.unit if indicator.target is not None else ""
    if indicator.judged is not None or "judged" in needed:
        row = FactRow(subject=subject, title=say("fillin.judged", "zh"), value=None, key="indicator.judged")
        yield _share(row, indicator.judged)
    numeric = indicator.target is not None and indicator.target.value is not None
    if numeric and (indicator.baseline is not None or "baseline" in needed):
        row = FactRow(
            subject=subject, title=say("fillin.baseline", "zh"), value=None, unit=unit, key="indicator.baseline"
        )
        yield _baseline(row, indicator.baseline)
    if indicator.rule:
        yield FactRow(subject=subject, title=say("fillin.rule", "zh"), value=indicator.rule, key="indicator.rule")
    needs = {} if rule is None else rule.rule.needs
    common = _project_needs(blank)
    own = {name: need for name, need in needs.items() if name not in common}
    yield from _facts(subject, indicator.facts, own, "indicator.facts", blank)


def _baseline(row: FactRow, value: Decimal | None) -> FactRow:
    """A number in the unit of the target; a percentage stands in a cell of percentages."""
    if row.unit != "%":
        return _number(row, value)
    shown = None if value is None else shifted(value, -2)
    return (
        evolve(_number(row, shown), unit="", format="0.00%")
        if shown is None or is_exact(shown)
        else _number(row, value)
    )


def _share(row: FactRow, judged: Decimal | Fraction | None) -> FactRow:
    """The share that was given; one whose digits never end stands as the fraction it is."""
    shown = None if judged is None else terminating(Fraction(judged))
    if judged is not None and (shown is None or not is_exact(shown)):
        return evolve(row, value=str(judged), format="@")
    return evolve(row, value=shown, format="0.00%", most="100%", hint=say("fillin.share", "zh"))


def _facts(
    subject: str, facts: Mapping[str, Fact], needs: Mapping[str, Need], key: str, blank: Blank
) -> Iterator[FactRow]:
    """The rows of declared facts: those that are asked for, and those that are given all the same."""
    for name in dict.fromkeys([*needs, *facts]):
        if name in RESERVED or name in SUPPLIED:
            continue
        kind, fact = read_kind(needs[name]) if name in needs else None, facts.get(name)
        row = FactRow(subject=subject, title=blank.label(name), value=None, key=f"{key}.{name}")
        if isinstance(fact, tuple) or isinstance(kind, Records):
            yield from _records(row, fact if isinstance(fact, tuple) else None, kind, blank)
        else:
            yield _scalar(row, fact, kind, blank)


def _records(
    row: FactRow, records: tuple[Mapping[str, FactValue], ...] | None, kind: Kind | None, blank: Blank
) -> Iterator[FactRow]:
    """The fields of each record of a list, one below the other; a list that is not given has room for some."""
    asked: Mapping[str, Kind] = kind.fields if isinstance(kind, Records) else {}
    yes, no = say("fillin.whether", "zh").split("|")
    some = None if records is None else yes if records else no
    title = say("fillin.any", "zh", list=row.title)
    yield evolve(row, title=title, value=some, key=f"{row.key}[0]", choices=(yes, no))
    records = records or ()
    for number in range(1, (len(records) or SPARE_RECORDS) + 1):
        record = records[number - 1] if records else {}
        for name in dict.fromkeys([*record, *asked]):
            title = say("fillin.record", "zh", list=row.title, number=number, field=blank.label(name))
            field = evolve(row, title=title, key=f"{row.key}[{number}].{name}")
            yield _scalar(field, record.get(name), asked.get(name), blank, text=name in TEXTS)


def _scalar(row: FactRow, fact: FactValue | None, kind: Kind | None, blank: Blank, *, text: bool = False) -> FactRow:
    """A row for one value of a kind; what is given without being asked for is of its own kind."""
    if kind == "truth" or isinstance(fact, bool):
        value = None if fact is None else TRUTHS[0 if fact else 1] if isinstance(fact, bool) else str(fact)
        return evolve(row, value=value, choices=TRUTHS, hint=say("fillin.truth", "zh"))
    if isinstance(kind, Labels):
        value = None if fact is None else str(fact)
        return evolve(row, value=value, choices=kind.options, hint=say("fillin.choose", "zh", options=kind.options))
    if isinstance(fact, str) or text:
        return evolve(row, value=fact if isinstance(fact, str) else None, format="@")
    if kind == "money":
        return _money(row, fact, blank)
    if isinstance(kind, NumberIn):
        return _number(evolve(row, unit=kind.unit), fact)
    return _number(row, fact)


def _money(row: FactRow, amount: Decimal | None, blank: Blank) -> FactRow:
    shown = None if amount is None else shifted(amount, -MONEY_PLACES[blank.money_unit])
    return evolve(_number(row, shown), unit=blank.money_unit)


def _number(row: FactRow, value: Decimal | None) -> FactRow:
    """A number; one with more digits than a spreadsheet keeps stands as text."""
    if value is not None and not is_exact(value):
        return evolve(row, value=plain(value), format="@")
    return evolve(row, value=value, format="General", hint=say("fillin.number", "zh"))
