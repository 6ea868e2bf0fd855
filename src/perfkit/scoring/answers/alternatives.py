"""Other ways in which a project might have been scored: as a county states them, and those that fit any set."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from fractions import Fraction

from attrs import evolve, field, frozen

from perfkit.model import STAGES, IndicatorSet, Project, Rounding, Title
from perfkit.model.numbers import fixed, places_of
from perfkit.scoring.answers.otherwise import NOT_ROUNDED, otherwise
from perfkit.scoring.result import ProjectResult, ScoreLine
from perfkit.scoring.terms import names_in
from perfkit.scoring.weighing import moved
from perfkit.wording import Language, say

DENOMINATORS = ("budget", "initial", "approved")
"""The stages that units divide by: 全年预算数, 年初预算数, 批复金额."""

_RATIO = re.compile(r"(\w+) / (\w+)")


@frozen(kw_only=True)
class Alternative:
    """One thing that might have been otherwise.

    Attributes:
        title: what it is, in words.
        keys: keys of the set, as amendments name them, each with its other text; see
            :func:`~perfkit.scoring.answers.otherwise.otherwise`.
        indicator_set: another set; None for the one in use.
        weights: points more (or, below zero, less) by the code of the indicator; the others of its block make up for
            them in proportion.
    """

    title: Title
    keys: Mapping[str, str] = field(factory=dict)
    indicator_set: IndicatorSet | None = None
    weights: Mapping[str, Fraction] = field(factory=dict)

    def set_for(self, indicator_set: IndicatorSet) -> IndicatorSet:
        """The set that is asked instead."""
        return otherwise(self.indicator_set or indicator_set, self.keys)

    def project_for(self, result: ProjectResult) -> Project:
        """The facts that are scored instead."""
        project = result.project
        for code, points in self.weights.items():
            project = _reweighed(project, code, points)
        return project


def standard_alternatives(result: ProjectResult) -> tuple[Alternative, ...]:
    """The alternatives that make sense for any set: rounding, what is graded, denominators, a point of weight."""
    indicator_set = result.indicator_set
    return (
        *_roundings(indicator_set),
        *_policies(indicator_set),
        *_denominators(indicator_set),
        *(one for line in result.lines for one in _weights(line, result)),
    )


def under_sets(*indicator_sets: IndicatorSet) -> tuple[Alternative, ...]:
    """Each of these sets in place of the one in use."""
    return tuple(Alternative(title=_title("set", set=one.address), indicator_set=one) for one in indicator_sets)


def _title(code: str, **fields: object) -> Title:
    def worded(language: Language) -> str:
        texts = {name: one.worded(language) if isinstance(one, Title) else one for name, one in fields.items()}
        return say(f"otherwise.{code}", language, **texts)

    return Title(worded("zh"), worded("en"))


def _roundings(indicator_set: IndicatorSet) -> Iterator[Alternative]:
    leaf, total = indicator_set.rounded("leaf"), indicator_set.rounded("total")
    if leaf is not None:
        mode = "down" if leaf.mode != "down" else "half-up"
        title = _title("leaf-mode", mode=Title(say(f"rounding.{mode}", "zh"), say(f"rounding.{mode}", "en")))
        yield Alternative(title=title, keys={"rounding.leaf.mode": mode})
        yield Alternative(title=_title("leaf-none"), keys={"rounding.leaf": NOT_ROUNDED})
    for places in (2, 1):
        if leaf is None or leaf.places != places:
            yield Alternative(title=_title("leaf-places", places=places), keys={"rounding.leaf.places": str(places)})
    if total is None or total.places:
        keys = {"rounding.total.places": "0", "rounding.total.mode": "half-up"}
        yield Alternative(title=_title("total-places", places=0), keys=keys)


def _policies(indicator_set: IndicatorSet) -> Iterator[Alternative]:
    graded = "exact" if indicator_set.policies.grade_of == "rounded" else "rounded"
    yield Alternative(title=_title(f"grade-{graded}"), keys={"policies.grade-of": graded})
    if indicator_set.rounded("rate") is not None:
        scored = "exact" if indicator_set.policies.scored_rate == "rounded" else "rounded"
        yield Alternative(title=_title(f"rate-{scored}"), keys={"policies.scored-rate": scored})


def _denominators(indicator_set: IndicatorSet) -> Iterator[Alternative]:
    """For each measure that is scored and divides an amount by a budget: the other budgets."""
    for key, title, formula in _scored_measures(indicator_set):
        ratio = _RATIO.fullmatch(formula)
        if ratio is None or ratio[1] not in STAGES or ratio[2] not in DENOMINATORS:
            continue
        for stage in DENOMINATORS:
            if stage != ratio[2]:
                words = _title("denominator", measure=title, stage=indicator_set.label(stage))
                yield Alternative(title=words, keys={key: f"{ratio[1]} / {stage}"})


def _scored_measures(indicator_set: IndicatorSet) -> Iterator[tuple[str, Title, str]]:
    """Key, name and formula of each measure from which points follow: of a node, or one that a node asks for."""
    asked: set[str] = set()
    for node in indicator_set.leaves():
        if node.measure:
            yield f"indicators.{node.code}.measure", Title(node.name), node.measure
            asked |= names_in(node.measure, indicator_set)
    for name in sorted(asked.intersection(indicator_set.measures)):
        yield f"measures.{name}", indicator_set.label(name), indicator_set.measures[name]


def _weights(line: ScoreLine, result: ProjectResult) -> Iterator[Alternative]:
    """A point more and a point less for an indicator that shares its block with others."""
    block = line.code.partition("[")[0]
    beside = sum((Fraction(one.weight or 0) for one in result.project.indicators if one.block == block), Fraction(0))
    own = (line.own_weight or line.weight).exact
    if line.code == block or line.waived:
        return
    if own and beside - own > 1:
        yield Alternative(title=_title("weight-more", line=line.name, points=1), weights={line.code: Fraction(1)})
    if own > 1 and beside > own:
        yield Alternative(title=_title("weight-less", line=line.name, points=1), weights={line.code: Fraction(-1)})


def _reweighed(project: Project, code: str, points: Fraction) -> Project:
    """The project with points moved to an indicator from the others of its block, in proportion to their weights.

    All keep the places in which the block writes its weights, and the sum of the block stays.
    """
    block, _, number = code.partition("[")
    positions = [at for at, one in enumerate(project.indicators) if one.block == block]
    own = positions.pop(int(number.rstrip("]")) - 1)
    written = {at: project.indicators[at].weight or Decimal(0) for at in (own, *positions)}
    places = max(map(places_of, written.values()))
    beside = moved([*(Fraction(written[at]) for at in positions), -points], (len(positions),), Rounding(places)) or []
    weights = {own: Fraction(written[own]) + points, **dict(zip(positions, beside, strict=False))}
    indicators = [
        evolve(one, weight=fixed(int(weights[at] * 10**places), places)) if at in weights else one
        for at, one in enumerate(project.indicators)
    ]
    return evolve(project, indicators=indicators)
