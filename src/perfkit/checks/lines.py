"""Each scored line against what the unit printed beside it."""

from __future__ import annotations

from collections.abc import Iterator

from perfkit.checks.places import place_of
from perfkit.model import Finding, Title
from perfkit.scoring import Evaluation, ScoreLine


def lines(evaluation: Evaluation) -> Iterator[Finding]:
    """Findings about points of single lines: ``line.*``."""
    for result in evaluation.projects:
        for line in result.lines:
            yield from _line(line, result.project.name)


def _line(line: ScoreLine, project: str) -> Iterator[Finding]:
    """A3 and A5: points outside the weight cannot be; other points than ours should be looked at."""
    stated = line.stated_points
    if stated is None:
        return
    place = place_of(line.origin, f"{project} · {line.name}")
    if not 0 <= stated.exact <= line.weight.exact:
        yield Finding("line.outside-weight", "error", place, {"stated": stated, "weight": line.weight})
    elif line.points is not None and stated.exact != line.points.exact:
        words = {"words": Title(line.words("zh"), line.words("en"))}
        yield Finding("line.points-differ", "warning", place, {"stated": stated, "computed": line.points}, words)
