"""Small pieces of the words in which answers about many projects speak: points, parts of a whole, names of projects."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from perfkit.model import Figure, IndicatorSet, readable
from perfkit.scoring.phrases import bracketed
from perfkit.scoring.result import ProjectResult
from perfkit.wording import Language, say


def mean_of(values: Iterable[Fraction], indicator_set: IndicatorSet) -> Figure | None:
    """The simple mean of totals as the set shows means; None of nothing."""
    given = list(values)
    return averaged(sum(given, Fraction(0)) / len(given), indicator_set) if given else None


def averaged(value: Fraction, indicator_set: IndicatorSet) -> Figure:
    """Points that are a mean, exact, shown as the set rounds means."""
    return Figure(value, "分", indicator_set.rounded("mean"))


def points_told(figure: Figure, language: Language) -> str:
    """Points with their unit: rounded as the set says, else readable."""
    digits = readable(figure.exact) if figure.rounding is None else figure.digits
    return say("standing.points", language, points=digits)


def share_told(share: Fraction) -> str:
    """A part of the whole as a percentage, cut after two places."""
    return f"{readable(share * 100, 2)}%"


def project_told(result: ProjectResult, language: Language) -> str:
    """A project by its name and, where it has one, its code."""
    return result.project.name + bracketed(result.project.code or "", language)
