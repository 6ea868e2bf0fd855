"""Do the lists of one report hold the same projects? Counts, joins by code or unique name, names used twice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from perfkit.checks.places import counted, place_of
from perfkit.errors import NOWHERE
from perfkit.model import Finding, comparable
from perfkit.scoring import Evaluation, ProjectResult


def coverage(evaluation: Evaluation) -> Iterator[Finding]:
    """Findings about the population: ``coverage.*``."""
    yield from _count(evaluation)
    if evaluation.scored and evaluation.funded:
        yield from _unmatched(evaluation)
        yield from _ambiguous(evaluation)


def _count(evaluation: Evaluation) -> Iterator[Finding]:
    """D1: the number in the text against the rows of each table."""
    stated = evaluation.portfolio.stated
    if stated is None or stated.count is None:
        return
    counts = {"scored": len(evaluation.scored), "funded": len(evaluation.funded)}
    if any(count and count != stated.count for count in counts.values()):
        figures = {"stated": counted(stated.count)} | {name: counted(count) for name, count in counts.items()}
        yield Finding("coverage.count-differs", "error", place_of(stated.origin, "count"), figures)


def _unmatched(evaluation: Evaluation) -> Iterator[Finding]:
    """D3: names that stand in one table only."""
    tried = [result for result in evaluation.projects if result.state != "unscored"]
    scored, funded = _names(tried), _names(evaluation.funded)
    yield from _only_in("coverage.not-funded", evaluation.scored, funded)
    yield from _only_in("coverage.not-scored", evaluation.funded, scored)


def _only_in(code: str, results: Sequence[ProjectResult], other: set[str]) -> Iterator[Finding]:
    lone = [result.project for result in results if comparable(result.project.name) not in other]
    if lone:
        origin = lone[0].origin
        file = origin.place.file if origin else ""
        names = {"names": tuple(project.name for project in lone)}
        yield Finding(code, "error", place_of(None, file) if file else NOWHERE, {"count": counted(len(lone))}, names)


def _ambiguous(evaluation: Evaluation) -> Iterator[Finding]:
    """D4: one name that several rows of a table bear, so that nothing can be joined by it."""
    for results in (evaluation.funded, evaluation.scored):
        uncoded = [result for result in results if not _joined(result)]
        names = Counter(comparable(result.project.name) for result in uncoded)
        for name, count in names.items():
            rows = [result.project for result in uncoded if comparable(result.project.name) == name]
            if count > 1 and any(not project.code for project in rows):
                yield Finding(
                    "coverage.name-ambiguous",
                    "warning",
                    place_of(rows[0].origin, rows[0].name),
                    {"count": counted(count)},
                    {"name": rows[0].name, "rows": tuple(place_of(row.origin) for row in rows)},
                )


def _joined(result: ProjectResult) -> bool:
    return result.project.funding is not None and result.final_points is not None


def _names(results: Iterable[ProjectResult]) -> set[str]:
    return {comparable(result.project.name) for result in results}
