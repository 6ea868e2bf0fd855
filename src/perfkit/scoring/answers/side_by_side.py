"""One project as the unit, the computation and each evaluator see it: 自评、计算、复核, line by line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from typing import Any

from attrs import frozen

from perfkit.model import Figure, Indicator, Project, Review, exact_text, stated_figure
from perfkit.scoring.answers.causes import Cause, cause_of_line, cause_of_total
from perfkit.scoring.answers.compare_words import signed
from perfkit.scoring.phrases import evaluator, joined
from perfkit.scoring.record_project import digits
from perfkit.scoring.result import ProjectResult, ScoreLine
from perfkit.scoring.rulebook import RuleBook
from perfkit.wording import Language, say


@frozen
class GivenPoints:
    """The points of one evaluator.

    Attributes:
        by: who; points: as given; reason: in his words, empty where he gives none.
        difference: from the computed points; None where nothing was computed.
        counts: whether these are the points that count.
    """

    by: str
    points: Figure
    reason: str
    difference: Fraction | None
    counts: bool


@frozen(kw_only=True)
class SideRow:
    """A line or the total, with the points of everybody beside each other.

    Attributes:
        code: of the line; ``total`` for the total. name: as printed, empty for the total. weight: points to be had.
        stated: what the unit printed, with the places it printed; computed: None where nothing could be.
        given: the points of evaluators, in their order.
        final: the points that count, by whom ``final_by`` says.
        difference: stated less computed; None where either is missing.
        cause: why stated and computed differ; None where they do not, or either is missing.
    """

    code: str
    name: str
    weight: Figure
    stated: Figure | None
    computed: Figure | None
    given: tuple[GivenPoints, ...]
    final: Figure | None
    final_by: str
    difference: Fraction | None
    cause: Cause | None


@frozen
class SideBySide:
    """The rows of one project: its lines in the order of the set, and the total last."""

    result: ProjectResult
    rows: tuple[SideRow, ...]

    @property
    def total(self) -> SideRow:
        return self.rows[-1]

    @property
    def differing(self) -> tuple[SideRow, ...]:
        """The rows in which somebody gives other points than are computed."""
        return tuple(row for row in self.rows if row.difference or any(one.difference for one in row.given))

    def worded(self, language: Language = "zh") -> Iterator[str]:
        """A line for each row, and below it each difference with its cause."""
        for row in self.rows:
            yield from _words(row, self.result, language)

    def record(self, language: Language = "zh") -> dict[str, Any]:
        """The rows as plain data: numbers are texts."""
        project = self.result.project
        rows = [_record(row, language) for row in self.rows]
        return {"code": project.code, "name": project.name, "rows": rows, "words": list(self.worded(language))}


def side_by_side(result: ProjectResult) -> SideBySide:
    """The points of the unit, of the computation and of each evaluator, with every difference and its cause.

    The cause of an evaluator's difference is the reason he gives. That of the unit's is looked for: rounding, weight,
    another rule of the set (which is only a possibility), or a total that is not the sum of its lines.
    """
    book = RuleBook(result.indicator_set.rules)
    rows = [_row_of_line(line, result, book) for line in result.lines]
    return SideBySide(result, (*rows, _row_of_total(result, rows)))


def _row_of_line(line: ScoreLine, result: ProjectResult, book: RuleBook) -> SideRow:
    indicator = indicator_of(line, result.project)
    stated, cause = None, None
    if indicator is not None and indicator.stated_points is not None:
        stated = stated_figure(indicator.stated_points, "分", indicator.origin)
        cause = cause_of_line(stated, line, indicator, result.indicator_set, book)
    return SideRow(
        code=line.code,
        name=line.name,
        weight=line.weight,
        stated=stated,
        computed=line.points,
        given=_given(line.reviews, line.points, line.final_by),
        final=line.final,
        final_by=line.final_by,
        difference=_difference(stated, line.points),
        cause=cause,
    )


def _row_of_total(result: ProjectResult, rows: Sequence[SideRow]) -> SideRow:
    stated, whole = result.stated_points, result.whole
    of_unit = [row for row, line in zip(rows, result.lines, strict=True) if "[" in line.code]
    counted = [row.stated for row in of_unit if row.stated is not None or row.final is not None]
    return SideRow(
        code=whole.code,
        name="",
        weight=whole.weight,
        stated=stated,
        computed=result.points,
        given=_given(result.project.reviews, result.points, result.final_by),
        final=result.final_points,
        final_by=result.final_by,
        difference=_difference(stated, result.points),
        cause=None if stated is None else cause_of_total(stated, result, counted),
    )


def indicator_of(line: ScoreLine, project: Project) -> Indicator | None:
    """The indicator behind a line; None for a measure of the set."""
    block, bracket, number = line.code.partition("[")
    own = [indicator for indicator in project.indicators if indicator.block == block]
    return own[int(number.rstrip("]")) - 1] if bracket else None


def _given(reviews: Iterable[Review], computed: Figure | None, final_by: str) -> tuple[GivenPoints, ...]:
    found = []
    for review in reviews:
        points = Figure(Fraction(review.points), "分", None, review.origin)
        counts = review.by == final_by
        found.append(GivenPoints(review.by, points, review.reason, _difference(points, computed), counts))
    return tuple(found)


def _difference(points: Figure | None, computed: Figure | None) -> Fraction | None:
    return None if points is None or computed is None else points.exact - computed.exact


def _words(row: SideRow, result: ProjectResult, language: Language) -> Iterator[str]:
    label = result.indicator_set.label
    said = [
        "" if row.stated is None else say("side.stated", language, points=row.stated.digits),
        say("side.computed", language, points=row.computed.digits)
        if row.computed is not None
        else say("side.not-computed", language),
        *(say("side.given", language, by=label(one.by), points=one.points.digits) for one in row.given),
        say("side.counts", language, by=evaluator(row.final_by, result.indicator_set, language))
        if row.given and row.final_by
        else "",
    ]
    name = row.name or say("side.total", language)
    yield say("side.row", language, name=name, weight=row.weight.digits, said=joined(said, language))
    if row.difference:
        by = say("side.by-unit", language)
        cause = "" if row.cause is None else row.cause.worded(language)
        yield "  " + say("side.difference", language, by=by, points=signed(row.difference), cause=cause)
    for one in row.given:
        if one.difference:
            cause = say("side.reason", language, reason=one.reason) if one.reason else say("side.no-reason", language)
            yield "  " + say("side.difference", language, by=label(one.by), points=signed(one.difference), cause=cause)


def _record(row: SideRow, language: Language) -> dict[str, Any]:
    return {
        "code": row.code,
        "name": row.name or None,
        "weight": row.weight.digits,
        "stated": digits(row.stated),
        "computed": digits(row.computed),
        "given": [
            {
                "by": one.by,
                "points": one.points.digits,
                "difference": _exact(one.difference),
                "reason": one.reason or None,
                "counts": one.counts,
            }
            for one in row.given
        ],
        "final": digits(row.final),
        "final_by": row.final_by or None,
        "difference": _exact(row.difference),
        "cause": None if row.cause is None else {"code": row.cause.code, "words": row.cause.worded(language)},
    }


def _exact(value: Fraction | None) -> str | None:
    return None if value is None else exact_text(value)
