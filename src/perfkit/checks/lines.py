"""Each scored line against what the unit printed beside it."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from perfkit.checks.places import place_of
from perfkit.model import Figure, Finding, Title
from perfkit.scoring import Evaluation, ScoreLine


def lines(evaluation: Evaluation) -> Iterator[Finding]:
    """Findings about points of single lines: ``line.*``."""
    for result in evaluation.projects:
        for line in result.lines:
            yield from _line(line, result.project.name)


def _line(line: ScoreLine, project: str) -> Iterator[Finding]:
    """A3 and A5: points outside the weight cannot be; other points than ours should be looked at.

    A unit may print what was computed, or what counts after a review: both are right.
    """
    stated = line.stated_points
    if stated is None or stated.exact in [points.exact for points in (line.points, line.final) if points is not None]:
        return
    place = place_of(line.origin, f"{project} · {line.name}", "points")
    if line.waived:
        if stated.exact:
            reason = {"reason": Title(line.words("zh"), line.words("en"))}
            yield Finding("line.not-scored", "warning", place, {"stated": stated}, reason)
    elif not _possible(stated, line):
        yield Finding("line.outside-weight", "error", place, {"stated": stated, "weight": line.weight})
    elif line.points is not None:
        words = {"words": Title(line.words("zh"), line.words("en"))}
        yield Finding("line.points-differ", "warning", place, {"stated": stated, "computed": line.points}, words)


def _possible(stated: Figure, line: ScoreLine) -> bool:
    """Whether the indicator could earn so much, with its own weight or with the one that moved to it.

    A rule may give more than the weight, or less than nothing; where it gave no points its limits are not at hand.
    """
    if line.derivation is None and line.rule is not None and line.rule.limits:
        return True
    low, high = (Fraction(0), Fraction(1)) if line.derivation is None else line.derivation.limits
    weight = max(one.exact for one in (line.weight, line.own_weight) if one is not None)
    return low * weight <= stated.exact <= high * weight
