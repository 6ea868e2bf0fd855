"""Do the lists of one report hold the same projects? Counts, joins by code or unique name, names used twice."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from perfkit.checks.places import counted, place_of, stated_place
from perfkit.errors import NOWHERE, Place
from perfkit.model import Finding, Named, comparable
from perfkit.scoring import Evaluation, ProjectResult


def coverage(evaluation: Evaluation) -> Iterator[Finding]:
    """Findings about the population: ``coverage.*``."""
    yield from _count(evaluation)
    if evaluation.scored and evaluation.funded:
        yield from _unmatched(evaluation)


def _count(evaluation: Evaluation) -> Iterator[Finding]:
    """D1: the number in the text against the rows of each table."""
    stated = evaluation.portfolio.stated
    if stated is None or stated.count is None:
        return
    counts = {"scored": len(evaluation.scored), "funded": len(evaluation.funded)}
    if any(count and count != stated.count for count in counts.values()):
        figures = {"stated": counted(stated.count)} | {name: counted(count) for name, count in counts.items()}
        yield Finding("coverage.count-differs", "error", stated_place(stated, "count"), figures)


def _unmatched(evaluation: Evaluation) -> Iterator[Finding]:
    """D3 and D4: what stands in one table only, and names by which nothing can be joined."""
    tried = [result for result in evaluation.projects if not _is_unscored(result)]
    unfunded = _by_name(result for result in tried if result.project.funding is None)
    unscored = _by_name(result for result in evaluation.funded if _is_unscored(result))
    yield from _lone("coverage.not-funded", [r for name, rs in unfunded.items() if name not in unscored for r in rs])
    yield from _lone("coverage.not-scored", [r for name, rs in unscored.items() if name not in unfunded for r in rs])
    for name, rows in unfunded.items():
        if len(rows) == 1 and len(unscored.get(name, [])) == 1:
            yield from _codes_differ(rows[0], unscored[name][0])
    for table in (unscored, unfunded):
        for rows in table.values():
            yield from _ambiguous(rows)


def _is_unscored(result: ProjectResult) -> bool:
    """Whether nobody scored it: neither the unit nor an evaluator nor we, who may have tried and failed."""
    return result.state == "unscored" and result.final_points is None


def _by_name(results: Iterable[ProjectResult]) -> Mapping[str, list[ProjectResult]]:
    found: dict[str, list[ProjectResult]] = {}
    for result in results:
        found.setdefault(comparable(result.project.name), []).append(result)
    return found


def _lone(code: str, results: Sequence[ProjectResult]) -> Iterator[Finding]:
    if results:
        origin = results[0].project.origin
        place = Place(file=origin.place.file) if origin else NOWHERE
        names = {"names": tuple(result.project.name for result in results)}
        yield Finding(code, "error", place, {"count": counted(len(results))}, names)


def _codes_differ(scored: ProjectResult, funded: ProjectResult) -> Iterator[Finding]:
    """One name in both tables, under two codes."""
    one, other = scored.project, funded.project
    if one.code and other.code:
        names = {"name": one.name, "scored": one.code, "funded": other.code}
        yield Finding("coverage.codes-differ", "error", place_of(other.origin, other.name), names=names)


def _ambiguous(results: Sequence[ProjectResult]) -> Iterator[Finding]:
    """One name on several rows of a table without codes, so that nothing can be joined by it."""
    rows = [result.project for result in results]
    if len(rows) > 1 and not all(row.code for row in rows):
        names: dict[str, Named] = {"name": rows[0].name, "rows": tuple(place_of(row.origin) for row in rows)}
        place = place_of(rows[0].origin, rows[0].name)
        yield Finding("coverage.name-ambiguous", "warning", place, {"count": counted(len(rows))}, names)
