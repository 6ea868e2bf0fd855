"""A group of projects in words: its members, their exact sums, the rates that follow, and what the unit states."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from perfkit.model import STAGES, Figure, IndicatorSet, readable
from perfkit.scoring.derivation import rounding_words
from perfkit.scoring.facts import MONEY_SHOWN_IN
from perfkit.scoring.phrases import bracketed
from perfkit.scoring.terms import spelled
from perfkit.wording import Language, say

if TYPE_CHECKING:
    from perfkit.scoring.result import GroupResult, ProjectResult

RATES = {"execution_rate": "execution", "receipt_rate": "receipt"}
"""Names of the two rates: as the set's formulas call them, and as the unit's statements do."""


def explain_group(result: GroupResult, indicator_set: IndicatorSet, language: Language) -> str:
    """Everything there is to say about a group, a line for each member, sum and rate.

    A sum is given only for a stage that every member gives; a rate follows from the sums, not from the members' rates.
    """
    return "\n".join(_lines(result, indicator_set, language))


def _lines(result: GroupResult, indicator_set: IndicatorSet, language: Language) -> Iterator[str]:
    yield result.group.name + bracketed(result.group.key, language)
    title = indicator_set.title.worded(language)
    yield say("explain.group-set", language, title=title, set=indicator_set.address)
    yield say("explain.group-members", language, count=len(result.members))
    for member in result.members:
        yield "  " + _member(member, language)
    yield from _sums(result, indicator_set, language)
    yield from _rates(result, indicator_set, language)
    stated = result.group.stated
    if stated is not None and stated.points is not None:
        points = say("explain.group-stated-points", language, points=stated.points.worded(language))
        yield points + bracketed(stated.grade, language)


def _member(member: ProjectResult, language: Language) -> str:
    project = member.project
    name = project.name + bracketed(project.code or "", language)
    points = member.final_points
    if points is None:
        return say("explain.group-member-unscored", language, name=name)
    return say("explain.group-member", language, name=name, points=points.worded(language))


def _sums(result: GroupResult, indicator_set: IndicatorSet, language: Language) -> Iterator[str]:
    stated = result.group.stated.amounts if result.group.stated else {}
    for stage in STAGES:
        label = indicator_set.label(stage).worded(language)
        said = _stated(stated.get(stage), language)
        if stage in result.funding:
            amount = Figure(result.funding[stage].exact, MONEY_SHOWN_IN)
            yield say("explain.group-sum", language, stage=label, amount=amount, stated=said)
        elif any(_gives(member, stage) for member in result.members):
            silent = tuple(member.project.name for member in result.members if not _gives(member, stage))
            yield say("explain.group-no-sum", language, stage=label, members=silent, stated=said)
        elif said:
            yield say("explain.group-only-stated", language, label=label, stated=said)


def _gives(member: ProjectResult, stage: str) -> bool:
    funding = member.project.funding
    return funding is not None and stage in funding.amounts()


def _rates(result: GroupResult, indicator_set: IndicatorSet, language: Language) -> Iterator[str]:
    stated = result.group.stated.rates if result.group.stated else {}
    for name, figure in (("execution_rate", result.execution_rate), ("receipt_rate", result.receipt_rate)):
        label = indicator_set.label(name).worded(language)
        said = _stated(stated.get(RATES[name]), language)
        if figure is None:
            if said:
                yield say("explain.group-only-stated", language, label=label, stated=said)
            continue
        yield say(
            "explain.group-rate",
            language,
            label=label,
            formula=spelled(indicator_set.measures[name], indicator_set, language),
            exact=readable(figure.scaled),
            rate=figure,
            rounding=bracketed(rounding_words(figure.rounding, language), language),
            stated=said,
        )


def _stated(figure: Figure | None, language: Language) -> str:
    """What the unit states beside a computed figure; nothing where it states none."""
    return "" if figure is None else say("explain.group-stated", language, stated=figure.worded(language))
