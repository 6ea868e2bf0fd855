"""Printed totals against what was possible and against what they are called."""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

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
    if result.by_other and _agree(stated, result.final_points):
        return
    if (gap := bounds.beside(stated)) is not None:
        yield _between(result, stated, gap, evaluation)
        return
    line = next((line for line in result.lines if line.derivation is not None), None)
    basis = _basis(line)
    figures = {"stated": stated, "low": bounds.low, "high": bounds.high}
    shown = line.actual if line is not None else ""
    rate = result.execution_rate
    if rate is not None and str(rate) == shown:
        figures["rate"] = rate
    if line is not None and line.points is not None:
        figures |= {"weight": line.weight, "points": line.points}
    names: dict[str, Named] = {
        "name": result.project.name,
        "set": evaluation.indicator_set.address,
        "rule": line.rule.name if line is not None and line.rule is not None else "",
        "basis": tuple(map(str, basis)),
        "measure": line.name if line is not None else "",
    }
    if "rate" not in figures:
        names["rate"] = shown
    verified = bool(basis) and all(document.verified for document in basis)
    code = "score.impossible" if line is not None else "score.outside-scale"
    if line is not None:
        code += "" if verified else "-unverified"
    severity: Severity = "error" if verified or line is None else "warning"
    yield Finding(code, severity, project_place(result.project, "points"), figures, names)


def _between(result: ProjectResult, stated: Figure, gap: tuple[Figure, Figure], evaluation: Evaluation) -> Finding:
    """A stated total between two stretches of possible ones. It rests on the rule of every line."""
    rules = {line.rule.name: line.rule for line in result.lines if line.rule is not None}
    verified = all(rule.basis and all(document.verified for document in rule.basis) for rule in rules.values())
    figures = {"stated": stated, "below": gap[0], "above": gap[1]}
    names: dict[str, Named] = {
        "name": result.project.name,
        "set": evaluation.indicator_set.address,
        "rules": tuple(rules),
    }
    code, severity = ("score.between", "error") if verified else ("score.between-unverified", "warning")
    return Finding(code, cast("Severity", severity), project_place(result.project, "points"), figures, names)


def _basis(line: ScoreLine | None) -> tuple[Basis, ...]:
    return line.rule.basis if line is not None and line.rule is not None else ()


def _other_total(result: ProjectResult) -> Iterator[Finding]:
    """A unit may print the computed total, or the one that counts after a review: both are right."""
    stated = result.stated_points
    if result.points is None or stated is None:
        return
    if _agree(stated, result.points) or _agree(stated, result.final_points):
        return
    figures = {"stated": stated, "computed": result.points}
    yield Finding("score.total-differs", "warning", project_place(result.project, "points"), figures)


def _agree(stated: Figure, points: Figure | None) -> bool:
    return points is not None and agrees_as_rounded(stated, points)


def _grade(result: ProjectResult, evaluation: Evaluation) -> Iterator[Finding]:
    """A4: the printed grade against the grade of the printed total, or the one that a rule or a veto gave."""
    points = result.stated_points
    if points is None or not result.stated_grade or _is_open(result):
        return
    given = result.grade if _is_given(result) else ""
    computed = given or evaluation.indicator_set.grades.grade(points.exact)
    if computed and computed != result.stated_grade:
        names = {"stated": result.stated_grade, "computed": computed}
        code = "grade.not-given" if given else "grade.differs"
        yield Finding(code, "error", project_place(result.project, "grade"), {"points": points}, names)


def _is_given(result: ProjectResult) -> bool:
    """Whether the grade of the project follows from something else than a total."""
    return bool(result.indicator_set.grade_by) or any(one.adjustment.grade for one in result.adjusted)


def _is_open(result: ProjectResult) -> bool:
    """Whether the printed grade may be one that is not given by totals, of a project whose grade we do not know."""
    if result.state == "computed":
        return False
    indicator_set = result.indicator_set
    return bool(indicator_set.grade_by) or result.stated_grade in [one.grade for one in indicator_set.adjustments]
