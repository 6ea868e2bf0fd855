"""A comparison in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import TYPE_CHECKING

from perfkit.model import readable
from perfkit.scoring.answers.attribution import Part
from perfkit.scoring.phrases import joined
from perfkit.wording import Language, say

if TYPE_CHECKING:
    from perfkit.scoring.answers.compare import Comparison, LineMove, ProjectPair
    from perfkit.scoring.result import Evaluation, ProjectResult, ScoreLine


def comparison_words(comparison: Comparison, language: Language) -> Iterator[str]:
    """A line for each thing that can be said by itself; what belongs to a project is set in below it."""
    yield say(
        "compare.head",
        language,
        before=_side(comparison.before, language),
        after=_side(comparison.after, language),
    )
    yield from _summary(comparison, language)
    for pair in comparison.pairs:
        if pair.moves:
            yield from pair_words(pair, language)
    for code, alone in (("only-before", comparison.only_before), ("only-after", comparison.only_after)):
        for result in alone:
            yield say(f"compare.{code}", language, name=result.project.name, said=_total(result, language))


def _side(evaluation: Evaluation, language: Language) -> str:
    portfolio = evaluation.portfolio
    return say(
        "compare.side",
        language,
        unit=portfolio.unit.short or portfolio.unit.name,
        year=portfolio.year,
        set=evaluation.indicator_set.address,
    )


def _summary(comparison: Comparison, language: Language) -> Iterator[str]:
    kinds = {name: len(getattr(comparison, name)) for name in ("up", "down", "same", "incomparable", "regraded")}
    yield say("compare.count", language, count=len(comparison.pairs), **kinds)
    before, after, difference = comparison.before.mean, comparison.after.mean, comparison.mean_difference
    if before is not None and after is not None and difference is not None:
        moved = say("compare.points", language, before=before.digits, after=after.digits, by=signed(difference))
        grades = _grades(comparison.before.grade, comparison.after.grade, language)
        yield say("compare.mean", language, said=joined([moved, grades], language))
    if any(part.points for part in comparison.parts):
        whole = sum((part.points for part in comparison.parts), Fraction(0))
        yield say("compare.sum", language, whole=signed(whole), parts=due_to(comparison.parts, language))


def pair_words(pair: ProjectPair, language: Language) -> Iterator[str]:
    """One project: its total, grade and place, what the difference is due to, and the lines behind it."""
    yield say("compare.pair", language, name=pair.after.project.name, said=joined(_about(pair, language), language))
    for part in pair.parts:
        if part.joined:
            yield "  " + say("compare.joined", language, factors=_factors(part, language))
    yield from _possible(pair, language)
    for rate in pair.rates:
        label = pair.after.indicator_set.label(rate.name)
        shown = [say("compare.no-rate", language) if one is None else str(one) for one in (rate.before, rate.after)]
        yield "  " + say("compare.rate", language, name=label, before=shown[0], after=shown[1])
    for move in pair.lines:
        yield "  " + _line(move, language)


def _possible(pair: ProjectPair, language: Language) -> Iterator[str]:
    """The totals that were possible, where neither side has a computed one and they are not the same."""
    before, after = pair.before.bounds, pair.after.bounds
    if before is None or after is None or before == after or "computed" in (pair.before.state, pair.after.state):
        return
    ends = {"low": before.low.digits, "high": before.high.digits}
    yield "  " + say("compare.bounds", language, **ends, new_low=after.low.digits, new_high=after.high.digits)


def _about(pair: ProjectPair, language: Language) -> Iterator[str]:
    before, after, difference = pair.before.final_points, pair.after.final_points, pair.difference
    if before is None and after is None:
        yield say("compare.both-without", language)
        return
    if before is None or after is None or difference is None:
        yield say("compare.from-to", language, before=_total(pair.before, language), after=_total(pair.after, language))
        return
    if difference:
        yield say("compare.points", language, before=before.digits, after=after.digits, by=signed(difference))
    else:
        stated = {pair.before.state, pair.after.state} == {"stated"}
        yield say("compare.still-stated" if stated else "compare.still", language, points=after.digits)
    yield _grades(pair.before.grade, pair.after.grade, language)
    if pair.rank_before != pair.rank_after:
        yield say("compare.rank", language, before=pair.rank_before, after=pair.rank_after)
    if any(part.points for part in pair.parts):
        yield say("compare.due", language, parts=due_to(pair.parts, language))


def _grades(before: str, after: str, language: Language) -> str:
    if before == after:
        return say("compare.grade-same", language, grade=after) if after else ""
    return say("compare.grade", language, before=before or "-", after=after or "-")


def _total(result: ProjectResult, language: Language) -> str:
    points = result.final_points
    if points is None:
        return say("compare.no-total", language)
    return say("compare.total", language, points=points.worded(language), grade=result.grade or "-")


def due_to(parts: Iterable[Part], language: Language) -> tuple[str, ...]:
    """What each factor adds; those that add nothing are left out."""
    return tuple(
        say("compare.part", language, factors=_factors(part, language), points=signed(part.points))
        for part in parts
        if part.points
    )


def _factors(part: Part, language: Language) -> str:
    names = [say(f"compare.factor.{factor}", language) for factor in part.factors]
    return say("compare.and", language).join(names)


def _line(move: LineMove, language: Language) -> str:
    before, after = _points(move.before, language), _points(move.after, language)
    if move.before is None:
        return say("compare.line-new", language, name=move.name, points=after)
    if move.after is None:
        return say("compare.line-gone", language, name=move.name, points=before)
    fields = {"name": move.name, "before": before, "after": after}
    if move.difference is None:
        return say("compare.line-from-to", language, **fields)
    return say("compare.line", language, **fields, by=signed(move.difference))


def _points(line: ScoreLine | None, language: Language) -> str:
    """The points of a line that count; words where there are none."""
    if line is None or line.final is None:
        return say("compare.no-points", language)
    return line.final.digits


def signed(points: Fraction) -> str:
    """A difference with its sign; no difference is 0."""
    return f"{'+' if points > 0 else '−' if points < 0 else ''}{readable(abs(points))}"
