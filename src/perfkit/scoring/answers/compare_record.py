"""A comparison as plain data."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from perfkit.model import exact_text
from perfkit.scoring.answers.attribution import Part
from perfkit.scoring.record_project import digits
from perfkit.wording import Language

if TYPE_CHECKING:
    from fractions import Fraction

    from perfkit.scoring.answers.compare import Comparison, LineMove, ProjectPair
    from perfkit.scoring.bounds.shown import Bounds
    from perfkit.scoring.result import Evaluation, ProjectResult, ScoreLine


def comparison_record(comparison: Comparison, language: Language) -> dict[str, Any]:
    """Numbers are texts; ``null`` is what is not known."""
    return {
        "before": _side(comparison.before),
        "after": _side(comparison.after),
        "mean_difference": _exact(comparison.mean_difference),
        "count": {
            "paired": str(len(comparison.pairs)),
            "up": str(len(comparison.up)),
            "down": str(len(comparison.down)),
            "same": str(len(comparison.same)),
            "incomparable": str(len(comparison.incomparable)),
            "regraded": str(len(comparison.regraded)),
        },
        "parts": _parts(comparison.parts),
        "pairs": [_pair(pair) for pair in comparison.pairs],
        "only_before": [_result(result) for result in comparison.only_before],
        "only_after": [_result(result) for result in comparison.only_after],
        "words": list(comparison.worded(language)),
    }


def _side(evaluation: Evaluation) -> dict[str, Any]:
    return {
        "unit": evaluation.portfolio.unit.name,
        "year": str(evaluation.portfolio.year),
        "indicator_set": evaluation.indicator_set.address,
        "digest": evaluation.indicator_set.digest,
        "mean": digits(evaluation.mean),
        "grade": evaluation.grade or None,
    }


def _pair(pair: ProjectPair) -> dict[str, Any]:
    return {
        "before": {**_result(pair.before), "rank": _text(pair.rank_before)},
        "after": {**_result(pair.after), "rank": _text(pair.rank_after)},
        "difference": _exact(pair.difference),
        "parts": _parts(pair.parts),
        "rates": {rate.name: {"before": digits(rate.before), "after": digits(rate.after)} for rate in pair.rates},
        "lines": [_line(move) for move in pair.lines],
    }


def _result(result: ProjectResult) -> dict[str, Any]:
    return {
        "code": result.project.code,
        "name": result.project.name,
        "state": result.state,
        "points": digits(result.final_points),
        "final_by": result.final_by or None,
        "grade": result.grade or None,
        "bounds": _bounds(result.bounds),
    }


def _line(move: LineMove) -> dict[str, Any]:
    return {
        "name": move.name,
        "before": _points(move.before),
        "after": _points(move.after),
        "difference": _exact(move.difference),
    }


def _points(line: ScoreLine | None) -> dict[str, Any] | None:
    return None if line is None else {"code": line.code, "points": digits(line.final)}


def _bounds(bounds: Bounds | None) -> dict[str, Any] | None:
    return None if bounds is None else {"low": bounds.low.digits, "high": bounds.high.digits}


def _parts(parts: Iterable[Part]) -> list[dict[str, Any]]:
    return [{"factors": list(part.factors), "points": exact_text(part.points)} for part in parts]


def _exact(value: Fraction | None) -> str | None:
    return None if value is None else exact_text(value)


def _text(rank: int | None) -> str | None:
    return None if rank is None else str(rank)
