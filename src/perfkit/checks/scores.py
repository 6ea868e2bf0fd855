"""Printed totals against what was possible and against what they are called."""

from __future__ import annotations

from collections.abc import Iterator

from perfkit.checks.places import project_place
from perfkit.model import Basis, Figure, Finding, Named, Severity
from perfkit.scoring import Evaluation, ProjectResult, ScoreLine, agrees_as_rounded


def scores(evaluation: Evaluation) -> Iterator[Finding]:
    """Findings about printed totals and grades: ``score.*`` and ``grade.*``."""
    for result in evaluation.projects:
        yield from _impossible(result, evaluation)
        yield from _other_total(result)
        yield from _grade(result, evaluation)


def _impossible(result: ProjectResult, evaluation: Evaluation) -> Iterator[Finding]:
    """B3: a stated total outside its bounds. Certain only if the text of the rules was verified.

    Where every line was scored there is a total of ours, and another one is just different. A total printed as a whole
    number is held against the exact end: a unit that rounds its totals needs a set that says so.
    """
    stated, bounds = result.stated_points, result.bounds
    if stated is None or bounds is None or result.state == "computed" or bounds.hold(stated):
        return
    line = next((line for line in result.lines if line.points is not None and line.rule is not None), None)
    basis = _basis(line)
    figures = {"stated": stated, "low": bounds.low, "high": bounds.high}
    if result.execution_rate is not None:
        figures["rate"] = result.execution_rate
    if line is not None and line.points is not None:
        figures |= {"weight": line.weight, "points": line.points}
    names: dict[str, Named] = {
        "name": result.project.name,
        "set": evaluation.indicator_set.address,
        "rule": line.rule.name if line is not None and line.rule is not None else "",
        "basis": tuple(map(str, basis)),
        "measure": line.name if line is not None else "",
    }
    verified = bool(basis) and all(document.verified for document in basis)
    code = "score.impossible" if line is not None else "score.outside-scale"
    if line is not None:
        code += "" if verified else "-unverified"
    severity: Severity = "error" if verified or line is None else "warning"
    yield Finding(code, severity, project_place(result.project, "points"), figures, names)


def _basis(line: ScoreLine | None) -> tuple[Basis, ...]:
    return line.rule.basis if line is not None and line.rule is not None else ()


def _other_total(result: ProjectResult) -> Iterator[Finding]:
    stated = result.stated_points
    if result.points is None or stated is None or agrees_as_rounded(stated, result.points):
        return
    figures = {"stated": stated, "computed": result.points}
    yield Finding("score.total-differs", "warning", project_place(result.project, "points"), figures)


def _grade(result: ProjectResult, evaluation: Evaluation) -> Iterator[Finding]:
    """A4: the printed grade against the grade of the printed total."""
    points: Figure | None = result.stated_points
    if points is None or not result.stated_grade:
        return
    computed = evaluation.indicator_set.grades.grade(points.exact)
    if computed and computed != result.stated_grade:
        names = {"stated": result.stated_grade, "computed": computed}
        yield Finding("grade.differs", "error", project_place(result.project, "grade"), {"points": points}, names)
