"""Two evaluations side by side: who moves, by how much, and what of it is due to data, judgement, weight and rule."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal
from fractions import Fraction
from typing import Any

from attrs import field, frozen

from perfkit.model import Figure, comparable
from perfkit.scoring.answers.attribution import FACTORS, Factor, Part, attribution
from perfkit.scoring.answers.compare_record import comparison_record
from perfkit.scoring.answers.compare_words import comparison_words
from perfkit.scoring.answers.mixing import numbered
from perfkit.scoring.answers.mixtures import Mixtures
from perfkit.scoring.answers.pairing import Pairing
from perfkit.scoring.answers.ranks import ranks
from perfkit.scoring.result import Evaluation, ProjectResult, ScoreLine
from perfkit.wording import Language

RATES = ("execution_rate", "receipt_rate")


@frozen
class LineMove:
    """A line whose points that count are not the same; None on the side that has no such line."""

    before: ScoreLine | None
    after: ScoreLine | None

    @property
    def name(self) -> str:
        return next(line.name for line in (self.after, self.before) if line is not None)

    @property
    def difference(self) -> Fraction | None:
        """Points gained; None where either side has none."""
        return _difference(*(None if line is None else line.final for line in (self.before, self.after)))


@frozen
class RateMove:
    """A rate, by the name of its measure, whose printed values differ; None where it cannot be computed."""

    name: str
    before: Figure | None
    after: Figure | None


@frozen(kw_only=True)
class ProjectPair:
    """One project in both evaluations.

    Attributes:
        before, after: its results.
        rank_before, rank_after: its place among all totals of each evaluation, equal totals sharing one; None without.
        parts: what the difference of the totals is due to: every factor once, adding up to it exactly; empty where
            either side has no total.
    """

    before: ProjectResult
    after: ProjectResult
    rank_before: int | None
    rank_after: int | None
    parts: tuple[Part, ...]

    @property
    def difference(self) -> Fraction | None:
        """Points gained; None where either side has no total."""
        return _difference(self.before.final_points, self.after.final_points)

    @property
    def regraded(self) -> bool:
        """Whether both sides have a grade, and not the same."""
        return bool(self.before.grade and self.after.grade) and self.before.grade != self.after.grade

    @property
    def lines(self) -> tuple[LineMove, ...]:
        """The lines that moved, in the order after; those that only the first side has come last."""
        before, after = (numbered(result.lines, _line_key) for result in (self.before, self.after))
        keys = [*after, *(key for key in before if key not in after)]
        moves = (LineMove(before.get(key), after.get(key)) for key in keys)
        return tuple(move for move in moves if _points(move.before) != _points(move.after))

    @property
    def rates(self) -> tuple[RateMove, ...]:
        """The rates whose printed values differ."""
        moves = (RateMove(name, getattr(self.before, name), getattr(self.after, name)) for name in RATES)
        return tuple(move for move in moves if _shown(move.before) != _shown(move.after))

    @property
    def moves(self) -> bool:
        """Whether anything about the project is not the same: total, grade, a rate, possible totals, or a line."""
        totals = [None if one is None else one.exact for one in (self.before.final_points, self.after.final_points)]
        known = [(result.grade, result.bounds) for result in (self.before, self.after)]
        return totals[0] != totals[1] or known[0] != known[1] or bool(self.rates or self.lines)


@frozen(kw_only=True)
class Comparison:
    """Two evaluations, project by project.

    Attributes:
        before, after: the evaluations, untouched.
        pairs: the projects that are in both, in the order before.
        only_before, only_after: the results of those that are in one.
    """

    before: Evaluation = field(repr=False)
    after: Evaluation = field(repr=False)
    pairs: tuple[ProjectPair, ...]
    only_before: tuple[ProjectResult, ...] = ()
    only_after: tuple[ProjectResult, ...] = ()

    @property
    def up(self) -> tuple[ProjectPair, ...]:
        return self._where(lambda difference: difference > 0)

    @property
    def down(self) -> tuple[ProjectPair, ...]:
        return self._where(lambda difference: difference < 0)

    @property
    def same(self) -> tuple[ProjectPair, ...]:
        return self._where(lambda difference: difference == 0)

    @property
    def regraded(self) -> tuple[ProjectPair, ...]:
        return tuple(pair for pair in self.pairs if pair.regraded)

    @property
    def incomparable(self) -> tuple[ProjectPair, ...]:
        """The pairs of which one side or both have no total."""
        return tuple(pair for pair in self.pairs if pair.difference is None)

    @property
    def mean_difference(self) -> Fraction | None:
        """What the mean of all scored projects gained, those that are only in one evaluation included."""
        return _difference(self.before.mean, self.after.mean)

    @property
    def parts(self) -> tuple[Part, ...]:
        """The differences of all pairs added up, by what they are due to."""
        sums: dict[tuple[Factor, ...], Fraction] = {(factor,): Fraction(0) for factor in FACTORS}
        for part in (part for pair in self.pairs for part in pair.parts):
            sums[part.factors] = sums.get(part.factors, Fraction(0)) + part.points
        return tuple(Part(factors, points) for factors, points in sums.items())

    def _where(self, holds: Callable[[Fraction], bool]) -> tuple[ProjectPair, ...]:
        return tuple(pair for pair in self.pairs if pair.difference is not None and holds(pair.difference))

    def worded(self, language: Language = "zh") -> Iterator[str]:
        """The summary, then every project that moves with what moves it, then those without a partner."""
        return comparison_words(self, language)

    def record(self, language: Language = "zh") -> dict[str, Any]:
        """The comparison as plain data: numbers are texts."""
        return comparison_record(self, language)


def compare(before: Evaluation, after: Evaluation) -> Comparison:
    """Who moves between two evaluations, and what each difference is due to.

    Of the same facts under two sets, of two years, of the unit and of a reviewer. Projects are paired by code, else by
    name. Neither evaluation changes.
    """
    pairing = Pairing.of(before.portfolio.projects, after.portfolio.projects)
    mixtures = Mixtures(before, after, pairing)
    places = _ranks(before), _ranks(after)
    return Comparison(
        before=before,
        after=after,
        pairs=tuple(
            ProjectPair(
                before=before.projects[pair[0]],
                after=after.projects[pair[1]],
                rank_before=places[0][pair[0]],
                rank_after=places[1][pair[1]],
                parts=_parts(pair, mixtures),
            )
            for pair in pairing.pairs
        ),
        only_before=tuple(before.projects[at] for at in pairing.only_before),
        only_after=tuple(after.projects[at] for at in pairing.only_after),
    )


def _parts(pair: tuple[int, int], mixtures: Mixtures) -> tuple[Part, ...]:
    first = mixtures.before.projects[pair[0]].final_points
    last = mixtures.after.projects[pair[1]].final_points
    if first is None or last is None:
        return ()
    differing = mixtures.differing(pair)
    known: dict[frozenset[Factor], Fraction | None] = {differing: last.exact, frozenset(): first.exact}

    def worth(taken: frozenset[Factor]) -> Fraction | None:
        if taken not in known:
            known[taken] = mixtures.total(pair, taken)
        return known[taken]

    return attribution(worth, differing)


def _ranks(evaluation: Evaluation) -> list[int | None]:
    """The place of each project among all totals that count, the highest first; equal totals share one."""
    found = {id(one.result): one.rank for one in ranks(evaluation.projects)}
    return [found.get(id(result)) for result in evaluation.projects]


def _line_key(line: ScoreLine) -> tuple[str, str, str]:
    """A measure of the set by its code, an indicator by where it hangs and what it is called."""
    code, bracket, _ = line.code.partition("[")
    return (code, comparable(line.category), comparable(line.name)) if bracket else (code, "", "")


def _shown(figure: Figure | None) -> Decimal | None:
    return None if figure is None else figure.shown


def _points(line: ScoreLine | None) -> Fraction | None:
    return None if line is None or line.final is None else line.final.exact


def _difference(before: Figure | None, after: Figure | None) -> Fraction | None:
    return None if before is None or after is None else after.exact - before.exact
