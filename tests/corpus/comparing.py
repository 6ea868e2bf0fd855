"""Printed figures beside those of perfkit, under the reading that was declared for the form."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

import tomli
from attrs import evolve, field, frozen

from corpus.adapter import as_target, in_unit_of, percent_in
from corpus.forms import Form, Line, Row
from perfkit.model import (
    Figure,
    Funding,
    Indicator,
    IndicatorSet,
    Project,
    Rounding,
    SetIndicator,
    Target,
    TargetKind,
    exact_text,
    trimmed,
)
from perfkit.scoring import ProjectResult, ScoreLine, prove
from perfkit.testing import evaluated, national_set

DECLARED = Path(__file__).parent / "declared.toml"
WHOLE = 100
NONE = "none"
"""Where a rate does not exist. Points and totals that perfkit does not give are compared by the code of its reason."""

NATIONAL: Mapping[TargetKind, str] = {"at-least": "ratio", "at-most": "inverse-ratio", "equal": "ratio"}


def _rounding(stored: Mapping[str, Any] | Rounding | None) -> Rounding | None:
    return Rounding(**stored) if isinstance(stored, Mapping) else stored


@frozen(kw_only=True, eq=False)
class Reading:
    """How a group of forms scores, fixed before anything is compared; what is not declared is as in 财预〔2020〕10号.

    Attributes:
        forms: their ids; shown_by: what shows it (see declared.toml).
        rules: rule by kind of target; execution: rule of the execution rate.
        points, rate: how points are rounded, and the rate in percent.
        scored_rate: whether the ``exact`` or the ``rounded`` rate is scored.
        less_is_better: by form, the rows whose sign is not printed and whose name says that they are a harm.
    """

    forms: tuple[str, ...] = field(converter=tuple)
    shown_by: str
    rules: Mapping[TargetKind, str] = NATIONAL
    execution: str = "ratio"
    points: Rounding | None = field(default=None, converter=_rounding)
    rate: Rounding | None = field(default=None, converter=_rounding)
    scored_rate: str = "exact"
    less_is_better: Mapping[str, Sequence[int]] = field(factory=dict)


@frozen
class Compared:
    """One printed figure and what perfkit makes of the same facts.

    Attributes:
        what: ``points`` of a row, ``weightless`` points of a row whose weight is not printed (they are compared as
            full marks, which shows only that the rule gives all of it), ``execution`` points, ``rate``, ``total`` or
            ``grade``.
        row: number of the row or of the funding line; 0 for the form itself.
        whole: the points that could be had; None where the figure is no points.
    """

    form: str
    what: str
    row: int
    printed: str
    computed: str
    whole: Decimal | None = None

    @property
    def agrees(self) -> bool:
        return self.printed == self.computed

    @property
    def full(self) -> bool:
        return self.whole is not None and self.printed == trimmed(self.whole)


@cache
def readings() -> tuple[Reading, ...]:
    """The declared readings."""
    stored = tomli.loads(DECLARED.read_text(encoding="utf-8"))["reading"]
    named = ({key.replace("-", "_"): value for key, value in entry.items()} for entry in stored)
    return tuple(Reading(**{key: value for key, value in entry.items() if key != "why"}) for entry in named)


def compared(form: Form, reading: Reading) -> Iterator[Compared]:
    """Every printed figure of the form that perfkit can be asked for."""
    yield from _rows(form, reading)
    yield from _lines(form, reading)
    if form.complete and form.total is not None:
        yield _of_points(form, "total", 0, form.total, _total(form, reading), Decimal(WHOLE))
    if form.grade and form.total is not None:
        grade = national().grades.grade(Fraction(form.total))
        yield Compared(form.id, "grade", 0, form.grade, grade)


@cache
def changed(reading: Reading, execution_weight: Decimal) -> IndicatorSet:
    """The national set with the rules and roundings of a reading; all indicators hang under one leaf."""
    base = national()
    execution = next(leaf for leaf in base.indicators if leaf.code == "execution")
    execution = evolve(execution, weight=execution_weight, rule=reading.execution)
    others = SetIndicator(
        code="rows",
        name="指标",
        weight=WHOLE - execution_weight,
        accepts=("指标",),
        rules_for={**reading.rules, "judged": "judged"},
    )
    rounding = {**base.rounding}
    rounding |= {"leaf": reading.points} if reading.points else {}
    rounding |= {"rate": reading.rate} if reading.rate else {}
    made = evolve(
        base,
        rounding=rounding,
        policies=evolve(base.policies, scored_rate=reading.scored_rate),
        indicators=[leaf for leaf in (execution, others) if leaf.weight],
    )
    prove(made)
    return made


@cache
def national() -> IndicatorSet:
    """The national set, loaded once."""
    return national_set()


def _rows(form: Form, reading: Reading) -> Iterator[Compared]:
    """Rows with points and numbers, and rows whose points stand for several parts, by the mean of their shares."""
    under = changed(reading, Decimal(0))
    own = [row for row in form.rows if row.points is not None and row.kind in ("numeric", "parts")]
    parts = {number for row in own for number in row.parts}
    weights = {row.number: row.weight or row.points for row in own}
    asked = [row for row in form.rows if row.number in parts or (row in own and not row.parts)]
    indicators = [
        indicator_of(row, form, reading, Decimal(0) if row.number in parts else weights[row.number]) for row in asked
    ]
    lines = {row.number: line for row, line in zip(asked, _scored(indicators, under), strict=True)}
    for row in own:
        what = "points" if row.marks == "scored" else "weightless"
        if row.parts:
            exact = Fraction(weights[row.number]) * _mean(lines[number] for number in row.parts)
            points = trimmed(under.rounding["leaf"].round(exact))
        else:
            points = _points(lines[row.number])
        yield _of_points(form, what, row.number, row.points, points, weights[row.number])


def indicator_of(row: Row, form: Form, reading: Reading, weight: Decimal) -> Indicator:
    harm = row.number in reading.less_is_better.get(form.id, ())
    target = as_target(row.promised, less_is_better=harm)
    actual = in_unit_of(row.promised, row.reached) if row.reached.kind == "number" else None
    return Indicator("rows", "指标", row.name, weight, target, actual)


def _judged(row: Row) -> Indicator:
    """A row that has no numbers: the evaluator's judgement is what was printed."""
    share = None if row.points is None else exact_text(Fraction(row.points) / Fraction(row.weight))
    return Indicator("rows", "指标", row.name, row.weight, Target.judged("文字"), judged=share)


def _scored(indicators: Iterable[Indicator], under: IndicatorSet) -> Sequence[ScoreLine]:
    """The lines of these indicators in one project, filled up to the whole with one that the form does not print."""
    own = list(indicators)
    rest = WHOLE - sum(map(Fraction, (indicator.weight for indicator in own)), Fraction(0))
    filler = Indicator("rows", "指标", "其余", exact_text(rest), Target.judged("文字"), judged=1)
    return _result(Project(name="甲", indicators=[*own, filler]), under).lines[: len(own)]


def _result(project: Project, under: IndicatorSet) -> ProjectResult:
    return evaluated(project, under=under).projects[0]


def _points(line: ScoreLine) -> str:
    return line.absent.code if line.points is None else _digits(line.points)


def _digits(points: Figure) -> str:
    return trimmed(points.shown)


def _mean(lines: Iterable[ScoreLine]) -> Fraction:
    shares = [line.share.exact for line in lines]
    return sum(shares, Fraction(0)) / len(shares)


def _lines(form: Form, reading: Reading) -> Iterator[Compared]:
    """Rates and points of the funding table; where only a rate can be read, it stands for the amounts."""
    weight = form.execution_weight or Decimal(0)
    under = changed(reading, weight)
    for line in form.lines:
        result = _result(Project(name="甲", funding=_funding(line)), under)
        if line.rate and line.executed is not None and (printed := percent_in(line.rate)) is not None:
            yield _of_rate(form, line, printed, result, reading)
        if line.points is not None and line.weight is not None:
            yield _of_points(form, "execution", line.number, line.points, _points(result.lines[0]), line.weight)


def _funding(line: Line) -> Funding:
    if line.executed is None:
        return Funding(budget=WHOLE, executed=percent_in(line.rate))
    return Funding(initial=line.initial, budget=line.budget, executed=line.executed)


def _of_rate(form: Form, line: Line, printed: Decimal, result: ProjectResult, reading: Reading) -> Compared:
    """The rate at the places it was printed with."""
    places = max(0, -int(printed.as_tuple().exponent))
    mode = reading.rate.mode if reading.rate else "half-up"
    rate = result.execution_rate
    computed = NONE if rate is None else trimmed(Rounding(places, mode).round(rate.exact * WHOLE))
    return Compared(form.id, "rate", line.number, trimmed(printed), computed)


def _total(form: Form, reading: Reading) -> str:
    result = whole(form, reading)
    return result.findings[0].code if result.points is None else _digits(result.points)


def whole(form: Form, reading: Reading) -> ProjectResult:
    """A complete form scored as one project; rows without numbers are taken as they were judged."""
    weight = form.execution_weight or Decimal(0)
    indicators = [
        indicator_of(row, form, reading, row.weight) if row.promised.kind == "number" else _judged(row)
        for row in form.rows
    ]
    funding = _funding(form.lines[0]) if weight else None
    return _result(Project(name="甲", funding=funding, indicators=indicators), changed(reading, weight))


def _of_points(form: Form, what: str, row: int, printed: Decimal, computed: str, whole: Decimal) -> Compared:
    return Compared(form.id, what, row, trimmed(printed), computed, whole)
