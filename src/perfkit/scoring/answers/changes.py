"""The smallest single change that reaches a better grade, and the smallest that loses the present one."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from typing import Any, Literal, TypeAlias

from attrs import field, frozen

from perfkit.formula import NumberSet
from perfkit.model import Title, exact_text
from perfkit.model.kinds import as_tuple
from perfkit.scoring.answers.margin import Margin, margin
from perfkit.scoring.answers.movable import Choice, Number, choices, numbers
from perfkit.scoring.answers.nearest import MOST_LOOKS, GaveUp, nearest_holding
from perfkit.scoring.answers.opened import Opened
from perfkit.scoring.rescoring import Scorer
from perfkit.scoring.result import Evaluation, ProjectResult
from perfkit.wording import Language, say

Direction: TypeAlias = Literal["up", "down"]

Why: TypeAlias = Literal["nothing", "gave-up", "entangled"]
"""nothing: no value does it; gave-up: too many looks; entangled: more than its own line follows from it."""


@frozen(kw_only=True)
class Change:
    """One thing that is otherwise, and what comes of it.

    Attributes:
        title: what is changed; before, after: from what to what.
        size: how large the change is: 1 for the whole target, the whole budget, full marks, or a fact turned round.
        result: the project scored again.
    """

    title: Title
    before: Title
    after: Title
    size: Fraction
    result: ProjectResult

    def worded(self, language: Language) -> str:
        points = self.result.final_points
        return say(
            "changes.found",
            language,
            what=self.title.worded(language),
            before=self.before.worded(language),
            after=self.after.worded(language),
            points="—" if points is None else points.digits,
            grade=self.result.grade,
        )


@frozen(kw_only=True)
class NotFound:
    """A number that does not do it, or of which it was not found out."""

    number: Number
    why: Why

    def worded(self, language: Language) -> str:
        number = self.number
        ends = {"low": number.shown(number.low), "high": number.shown(number.high), "looks": MOST_LOOKS}
        why = say(f"changes.why-{self.why}", language, **ends)
        return say("changes.not-found", language, what=number.title.worded(language), why=why)


@frozen(kw_only=True)
class Changes:
    """The single changes that give another grade.

    Attributes:
        result: as it is; direction: whether a better grade is reached or the present one lost.
        grade: the grade that is reached, or lost; empty where there is none to reach or to lose.
        found: the smallest change of each thing that does it, the smallest of all first.
        not_found: the numbers of which none was found, in their order.
    """

    result: ProjectResult
    direction: Direction
    grade: str
    found: tuple[Change, ...] = field(default=(), converter=as_tuple)
    not_found: tuple[NotFound, ...] = field(default=(), converter=as_tuple)

    @property
    def smallest(self) -> Change | None:
        """The smallest change of all."""
        return self.found[0] if self.found else None

    def worded(self, language: Language) -> Iterator[str]:
        """What would have to be otherwise, a line for each."""
        if not self.grade:
            code = "no-total" if self.result.state != "computed" or self.result.by_other else self.direction
            yield say(f"changes.nowhere-{code}", language)
            return
        yield say(
            f"changes.{self.direction}" if self.found else f"changes.none-{self.direction}", language, grade=self.grade
        )
        yield from ("  " + one.worded(language) for one in self.found)
        open_ = [one for one in self.not_found if one.why != "nothing"]
        yield from ("  " + one.worded(language) for one in open_)
        if len(open_) < len(self.not_found):
            yield "  " + say("changes.nothing", language, count=len(self.not_found) - len(open_))

    def record(self, language: Language) -> dict[str, Any]:
        """The answer as plain data: sizes as exact texts."""
        return {
            "direction": self.direction,
            "grade": self.grade or None,
            "found": [_record(one, language) for one in self.found],
            "not_found": [{"what": one.number.title.worded(language), "why": one.why} for one in self.not_found],
        }


def changes(evaluation: Evaluation, key: str, direction: Direction = "up") -> Changes:
    """The smallest single changes of a project that reach the next better grade, or that lose the present one.

    ``key`` names the project as in ``evaluation[key]``. What may change: actuals and judgements of its indicators, what
    was received and spent, its facts, its elements. Every change that is found was scored again, and no nearer value
    of the same number does it; where a rule neither rises nor falls, the search may give up, and says so.
    """
    result = evaluation[key]
    aim = _aim(result, direction)
    if aim is None:
        return Changes(result=result, direction=direction, grade="")
    scorer = Scorer.for_one(evaluation.portfolio, evaluation.indicator_set, result.project)
    search = _Search(result, scorer, aim, margin(result))
    outcomes = [search.number(one) for one in numbers(result)]
    found = [one for one in outcomes if isinstance(one, Change)]
    found += [one for choice in choices(result) if (one := search.choice(choice)) is not None]
    return Changes(
        result=result,
        direction=direction,
        grade=aim.grade,
        found=sorted(found, key=lambda one: one.size),
        not_found=[one for one in outcomes if isinstance(one, NotFound)],
    )


@frozen
class _Aim:
    """A better grade that is reached, or the present one that is lost: ``grades`` are those that do."""

    direction: Direction
    grade: str
    grades: frozenset[str]

    def reached(self, result: ProjectResult) -> bool:
        return result.final_points is not None and result.grade in self.grades

    def may_be_reached(self, totals: NumberSet, of: Margin) -> bool:
        """Whether any of these totals, not rounded yet, does; False only if surely none does."""
        bound = of.above if self.direction == "up" else of.own
        if bound is None:
            return False
        if self.direction == "up":
            return bool(totals) and (totals.high is None or bound.reached(totals.high))
        return bool(totals) and (totals.low is None or not bound.reached(totals.low))


def _aim(result: ProjectResult, direction: Direction) -> _Aim | None:
    """None where there is no grade, where it is the last one in this direction, or where somebody else's total counts.

    A grade that an adjustment gives, and that is none of the scale, is worse than all that are.
    """
    ranking = _ranking(result)
    if not result.grade or result.by_other or result.state != "computed":
        return None
    at = ranking.index(result.grade) if result.grade in ranking else len(ranking)
    better, worse = ranking[:at], [*ranking[at + 1 :], *_given(result, ranking)]
    if direction == "up":
        return _Aim(direction, better[-1], frozenset(better)) if better else None
    worse = [grade for grade in worse if grade != result.grade]
    return _Aim(direction, result.grade, frozenset(worse)) if worse else None


def _ranking(result: ProjectResult) -> list[str]:
    """The grades of the set from best to worst: of its rule where one gives them, else of its scale."""
    indicator_set = result.indicator_set
    if indicator_set.grade_by:
        return list(indicator_set.rules[indicator_set.grade_by].gives)
    return [band.name for band in indicator_set.grades.bands]


def _given(result: ProjectResult, ranking: Sequence[str]) -> list[str]:
    """Grades that only adjustments give."""
    given = [one.grade for one in result.indicator_set.adjustments if one.grade]
    return [grade for grade in given if grade not in ranking]


@frozen
class _Search:
    result: ProjectResult
    scorer: Scorer
    aim: _Aim
    margin: Margin

    def number(self, number: Number) -> Change | NotFound:
        """The smallest change of a number that does it, in whichever direction it lies nearer."""
        opened = Opened.of(self.result, number, self.scorer)
        if opened is None or self.margin.graded_otherwise:
            return NotFound(number=number, why="entangled")

        def holds(at: int) -> bool:
            return self.aim.reached(self._scored(number.make(self.result.project, at)))

        def may_hold(low: int, high: int) -> bool:
            return self.aim.may_be_reached(opened.totals(number.value(low), number.value(high)), self.margin)

        try:
            nearest = _nearest(number, holds, may_hold)
        except GaveUp:
            return NotFound(number=number, why="gave-up")
        if nearest is None:
            return NotFound(number=number, why="nothing")
        before, after = Title(number.shown(number.now)), Title(number.shown(nearest))
        result = self._scored(number.make(self.result.project, nearest))
        return Change(title=number.title, before=before, after=after, size=number.size(nearest), result=result)

    def choice(self, choice: Choice) -> Change | None:
        """The smallest change of a choice that does it."""
        does = [
            Change(title=choice.title, before=choice.now, after=after, size=size, result=result)
            for after, project, size in choice.options
            if self.aim.reached(result := self._scored(project))
        ]
        return min(does, key=lambda one: one.size, default=None)

    def _scored(self, project: Any) -> ProjectResult:
        return self.scorer.rescore(project, self.result.project)


def _nearest(number: Number, holds: Callable[[int], bool], may_hold: Callable[[int, int], bool]) -> int | None:
    """The nearest place on the grid that does it; of two equally near ones the greater."""
    above = below = None
    if number.now < number.high:
        above = nearest_holding(number.now + 1, number.high, holds, may_hold)
    furthest = number.low if above is None else max(number.low, 2 * number.now - above + 1)
    if furthest < number.now:
        below = nearest_holding(number.now - 1, furthest, holds, may_hold)
    return above if below is None else below


def _record(change: Change, language: Language) -> dict[str, Any]:
    points = change.result.final_points
    return {
        "what": change.title.worded(language),
        "before": change.before.worded(language),
        "after": change.after.worded(language),
        "size": exact_text(change.size),
        "points": None if points is None else points.digits,
        "grade": change.result.grade,
    }
