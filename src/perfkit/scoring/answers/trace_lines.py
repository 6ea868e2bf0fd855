"""One line of a trace: from what was asked to the points that count."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain
from typing import Any

from perfkit.model import Review, plain
from perfkit.scoring.answers.line_sources import LineSources
from perfkit.scoring.answers.trace_values import number, reason, rounding_step, sources
from perfkit.scoring.answers.trace_working import ruled, worked
from perfkit.scoring.result import ProjectResult, ScoreLine
from perfkit.wording import Language


def line(result: ProjectResult, one: ScoreLine, language: Language) -> dict[str, Any]:
    """The line with its rule, what the rule was asked, the exact share, the rounding and the points."""
    behind = LineSources.of(result, one)
    rounding = result.indicator_set.rounded("leaf")
    exact = None if one.share is None else one.weight.exact * one.share.exact
    return {
        "code": one.code,
        "block": one.block,
        "category": one.category,
        "name": one.name,
        "weight": number(one.weight),
        "own_weight": number(one.own_weight),
        "target": one.target,
        "actual": one.actual,
        "applicable": one.applicable,
        "reason": one.reason,
        "rule": ruled(one.rule, behind.given(), language),
        "working": worked(one.derivation),
        "policy": one.policy or None,
        "verdict": one.verdict or None,
        "share": number(one.share),
        "worked": number(exact),
        "rounding": None if one.points is None else rounding_step(rounding, "leaf"),
        "points": number(one.points),
        "stated_points": number(one.stated_points),
        "reviews": reviews(one.reviews),
        "final_points": number(one.final),
        "final_by": one.final_by or None,
        "counts": not one.waived,
        "words": one.words(language),
        "absent": reason(one.absent, language),
        "sources": sources(
            chain(behind.points(), behind.target(), behind.actual(), behind.stated(), behind.reviews()), language
        ),
    }


def reviews(given: Iterable[Review]) -> list[dict[str, str]]:
    """The points that others gave."""
    return [{"by": one.by, "points": plain(one.points), "reason": one.reason} for one in given]
