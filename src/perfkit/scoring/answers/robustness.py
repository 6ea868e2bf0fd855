"""How firm a grade is: under how many other ways of scoring it stays."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Any

from attrs import field, frozen

from perfkit.errors import Fault, PerfkitError
from perfkit.model.kinds import as_tuple
from perfkit.scoring.answers.alternatives import Alternative, standard_alternatives
from perfkit.scoring.rescoring import Scorer
from perfkit.scoring.result import Evaluation, ProjectResult
from perfkit.wording import Language, say


@frozen
class Outcome:
    """What an alternative makes of a project.

    Attributes:
        alternative: what was otherwise.
        result: under it; None where the set cannot be asked that way.
        faults: why not.
    """

    alternative: Alternative
    result: ProjectResult | None
    faults: tuple[Fault, ...] = ()

    @property
    def scored(self) -> bool:
        """Whether there is a total to compare."""
        return self.result is not None and self.result.final_points is not None


@frozen(kw_only=True)
class Robustness:
    """The grade of one project under other ways of scoring it.

    Attributes:
        result: as it was scored; outcomes: one for each alternative, in their order.
    """

    result: ProjectResult
    outcomes: tuple[Outcome, ...] = field(default=(), converter=as_tuple)

    @property
    def computed(self) -> bool:
        """Whether the total that counts follows from rules; one that somebody states or gives stays as it is."""
        return self.result.state == "computed" and not self.result.by_other

    @property
    def asked(self) -> tuple[Outcome, ...]:
        """The alternatives that give a total; only these are counted."""
        return tuple(one for one in self.outcomes if one.scored)

    @property
    def kept(self) -> tuple[Outcome, ...]:
        """Those that keep the grade."""
        return tuple(one for one in self.asked if one.result is not None and one.result.grade == self.result.grade)

    @property
    def share(self) -> Fraction | None:
        """The share of the alternatives that keep the grade; None where none could be asked."""
        return Fraction(len(self.kept), len(self.asked)) if self.asked else None

    def worded(self, language: Language) -> Iterator[str]:
        """How many keep the grade, each that does not with its total, and each that gives none."""
        if not self.result.grade:
            yield say("robustness.no-grade", language)
            return
        if not self.computed:
            yield say("robustness.not-computed", language)
            return
        if not self.outcomes:
            yield say("robustness.none", language)
            return
        yield say("robustness.kept", language, asked=len(self.asked), kept=len(self.kept))
        for one in self.outcomes:
            title = one.alternative.title.worded(language)
            if one.result is None or one.result.final_points is None:
                yield "  " + say("robustness.unscored", language, title=title)
            elif one.result.grade != self.result.grade:
                points = one.result.final_points.digits
                yield "  " + say("robustness.flips", language, title=title, points=points, grade=one.result.grade)

    def record(self, language: Language) -> dict[str, Any]:
        """The answer as plain data: counts as texts."""
        return {
            "grade": self.result.grade or None,
            "asked": str(len(self.asked)),
            "kept": str(len(self.kept)),
            "share": None if self.share is None else str(self.share),
            "outcomes": [_record(one, language) for one in self.outcomes],
        }


def robustness(evaluation: Evaluation, key: str, alternatives: Sequence[Alternative] | None = None) -> Robustness:
    """Ask for the grade of one project again under each alternative; without any, under the standard ones.

    ``key`` names the project as in ``evaluation[key]``. An alternative that the set does not allow is an outcome with
    its faults; it spoils no other. A total that was not computed is not asked again.
    """
    result = evaluation[key]
    if not Robustness(result=result).computed:
        return Robustness(result=result)
    asked = standard_alternatives(result) if alternatives is None else alternatives
    return Robustness(result=result, outcomes=[_outcome(one, evaluation, result) for one in asked])


def _outcome(alternative: Alternative, evaluation: Evaluation, result: ProjectResult) -> Outcome:
    project = alternative.project_for(result)
    try:
        indicator_set = alternative.set_for(evaluation.indicator_set)
        scorer = Scorer.for_one(evaluation.portfolio, indicator_set, result.project)
    except PerfkitError as error:
        return Outcome(alternative, None, error.faults)
    return Outcome(alternative, scorer.rescore(project, result.project))


def _record(outcome: Outcome, language: Language) -> dict[str, Any]:
    result = outcome.result
    points = None if result is None else result.final_points
    return {
        "title": outcome.alternative.title.worded(language),
        "points": None if points is None else points.digits,
        "grade": None if result is None else result.grade or None,
        "faults": [fault.worded(language) for fault in outcome.faults],
    }
