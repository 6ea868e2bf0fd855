"""How far a total is from the next grade up and from losing its own: 等级的余地."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from attrs import frozen

from perfkit.model import Figure, GradeBand, Rounding, exact_text
from perfkit.scoring.derivation import rounding_words
from perfkit.scoring.phrases import joined, named_rule
from perfkit.scoring.result import Adjusted, ProjectResult
from perfkit.wording import Language, say


@frozen
class Threshold:
    """The least total that has a grade.

    Attributes:
        band: the grade, with the lower bound that the set prints.
        at: where it begins, in points before any rounding.
        included: whether a total of exactly ``at`` has it; where the set grades what is rounded up or half down, only
            what lies above has.
    """

    band: GradeBand
    at: Fraction
    included: bool

    def reached(self, points: Fraction) -> bool:
        """Whether a total, not rounded, has this grade or a better one."""
        return points >= self.at if self.included else points > self.at


@frozen(kw_only=True)
class Margin:
    """The margin of the grade of one project.

    Attributes:
        result: whose grade it is; points: the total that counts; None where there is none.
        exact: the same before the set rounds it, from where distances are measured.
        above: where the next better grade begins; None for the highest, and where the grade is not by bands.
        own: where the present one begins; None below the lowest band, and where the grade is not by bands.
        below: the next worse grade; None for the lowest.
        graded_otherwise: why there is no distance: ``no-total``, ``by-rule`` (a rule of the set gives the grade) or
            ``given`` (an adjustment does); empty where there is one.
    """

    result: ProjectResult
    points: Figure | None
    exact: Fraction = Fraction(0)
    above: Threshold | None = None
    own: Threshold | None = None
    below: GradeBand | None = None
    graded_otherwise: str = ""

    @property
    def up(self) -> Fraction | None:
        """The further points that the next better grade takes; just above them where its threshold is not included."""
        return None if self.above is None else self.above.at - self.exact

    @property
    def down(self) -> Fraction | None:
        """The points that may be lost; with these the grade is kept only where its threshold is included."""
        return None if self.own is None else self.exact - self.own.at

    def worded(self, language: Language) -> Iterator[str]:
        """The total with its grade, how far it is from the neighbours, and by what it is graded."""
        if self.points is None:
            yield say("margin.no-total", language)
            return
        yield say("margin.of", language, points=self.points.worded(language), grade=self.result.grade or "—")
        if self.graded_otherwise:
            yield self._otherwise(language)
            return
        yield joined([self._up(language), self._down(language)], language)
        rounding = grading(self.result)
        if rounding is not None and _computed(self.result):
            words = rounding_words(rounding, language)
            yield say("margin.rounded", language, rounding=words, places=rounding.places)

    def record(self, language: Language = "zh") -> dict[str, Any]:
        """The margin as plain data: points as exact texts."""
        return {
            "points": None if self.points is None else self.points.digits,
            "grade": self.result.grade or None,
            "up": None if self.above is None else _record(self.up, self.above.band, enough=self.above.included),
            "down": None if self.own is None else _record(self.down, self.below, enough=not self.own.included),
            "graded_otherwise": self.graded_otherwise or None,
        }

    def _otherwise(self, language: Language) -> str:
        indicator_set = self.result.indicator_set
        if self.graded_otherwise == "by-rule":
            rule = named_rule(indicator_set.rules[indicator_set.grade_by], language)
            return say("margin.by-rule", language, rule=rule)
        given = _giving(self.result)
        title = "" if given is None else given.adjustment.title.worded(language)
        return say("margin.given", language, title=title)

    def _up(self, language: Language) -> str:
        if self.above is None or self.up is None:
            return say("margin.highest", language)
        code = "margin.up" if self.above.included else "margin.up-more"
        lowest = exact_text(Fraction(self.above.band.lowest))
        return say(code, language, band=self.above.band.name, points=exact_text(self.up), **{"from": lowest})

    def _down(self, language: Language) -> str:
        if self.own is None or self.down is None or self.below is None:
            return say("margin.lowest", language)
        if not self.down:
            return say("margin.down-any", language, band=self.below.name)
        code = "margin.down" if self.own.included else "margin.down-all"
        return say(code, language, band=self.below.name, points=exact_text(self.down))


def margin(result: ProjectResult) -> Margin:
    """The margin of the grade of the total that counts, whoever gave it."""
    points = result.final_points
    if points is None:
        return Margin(result=result, points=None, graded_otherwise="no-total")
    if result.graded is not None:
        return Margin(result=result, points=points, graded_otherwise="by-rule")
    if _giving(result) is not None:
        return Margin(result=result, points=points, graded_otherwise="given")
    exact = unrounded(result)
    thresholds = [threshold(band, grading(result)) for band in result.indicator_set.grades.bands]
    at = next((at for at, one in enumerate(thresholds) if one.reached(exact)), len(thresholds))
    return Margin(
        result=result,
        points=points,
        exact=exact,
        above=thresholds[at - 1] if at else None,
        own=thresholds[at] if at < len(thresholds) else None,
        below=thresholds[at + 1].band if at + 1 < len(thresholds) else None,
    )


def grading(result: ProjectResult) -> Rounding | None:
    """What a total goes through before it is graded: the set's rounding of totals, or how the total is shown."""
    points, indicator_set = result.final_points, result.indicator_set
    shown = points.rounding if points is not None and indicator_set.policies.grade_of == "rounded" else None
    return (indicator_set.rounded("total") if _computed(result) else None) or shown


def unrounded(result: ProjectResult) -> Fraction:
    """The total that counts before the set rounds it; one that somebody states or gives is not rounded."""
    points = result.final_points
    if points is None or not _computed(result):
        return Fraction(0) if points is None else points.exact
    if result.adjusted:
        return result.adjusted[-1].after.exact
    full = Fraction(result.indicator_set.full_marks)
    if result.derivation is not None:
        return result.derivation.share * full
    known = [(node.weight.exact, node.points.exact) for node in result.nodes if node.points is not None]
    weight = sum((had for had, _ in known), Fraction(0))
    earned = sum((one for _, one in known), Fraction(0))
    return earned * full / weight if weight else earned


def _computed(result: ProjectResult) -> bool:
    return result.state == "computed" and not result.by_other


def threshold(band: GradeBand, rounding: Rounding | None) -> Threshold:
    """Where a band begins: at its lower bound, or at the least total that is rounded up to it.

    Of all totals that round to one figure the least, or what they come close to, lies a whole last place below it, a
    half, or nothing: which of them it is depends on the way of rounding.
    """
    lowest = Fraction(band.lowest)
    if rounding is None:
        return Threshold(band, lowest, included=True)
    unit = Fraction(1, 10**rounding.places)
    figure = -(-lowest // unit) * unit
    begins = next(at for at in (figure - unit, figure - unit / 2, figure) if rounding.round(at + unit / 4) >= figure)
    return Threshold(band, begins, included=rounding.round(begins) >= figure)


def _giving(result: ProjectResult) -> Adjusted | None:
    """The adjustment that gives the grade whatever the points are."""
    return next((one for one in reversed(result.adjusted) if one.adjustment.grade), None)


def _record(points: Fraction | None, band: GradeBand | None, *, enough: bool) -> dict[str, Any] | None:
    """``enough``: whether exactly so many points give the other grade, or only more than that."""
    if points is None or band is None:
        return None
    return {"points": exact_text(points), "grade": band.name, "enough": enough}
