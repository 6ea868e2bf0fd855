"""这个得分可能发生吗: which points were possible, of a total, a node or a line, and which grades."""

from __future__ import annotations

from collections.abc import Iterator

from perfkit.errors import Fault, InputError, nearest
from perfkit.scoring.bounds.grades import possible_grades
from perfkit.scoring.bounds.shown import Bounds, hull
from perfkit.scoring.bounds.tree import Bounding
from perfkit.scoring.facts import has_card
from perfkit.scoring.lines import score_lines
from perfkit.scoring.nodes import tree
from perfkit.scoring.plan import TOTAL
from perfkit.scoring.rescoring import Scorer, known_of
from perfkit.scoring.result import Evaluation, ProjectResult
from perfkit.scoring.weighing import may_hold


def attainable(evaluation: Evaluation, key: str, code: str = TOTAL) -> Bounds | None:
    """The points that were possible, with what is known of a project.

    Args:
        evaluation: where the project was scored.
        key: its code or its name.
        code: of a node of the set, such as ``output``, or of a line, such as ``output[2]``; ``total`` for the total.

    Returns:
        The possible points; None where the project has no bounds, because its indicators do not fit the set.

    Raises:
        InputError: for a key or a code that nothing has.
    """
    result = evaluation[key]
    known = _codes(result)
    if code not in known:
        arguments = {"found": code, "near": nearest(code, known), "known": known, "name": result.project.name}
        raise InputError(Fault("bounds.code-unknown", arguments=arguments))
    if result.bounds is None or code == TOTAL:
        return result.bounds
    return hull(
        [one.bounds_of(code) for one in _boundings(result, Scorer.of(evaluation.portfolio, evaluation.indicator_set))]
    )


def attainable_grades(evaluation: Evaluation, key: str) -> tuple[str, ...]:
    """The grades that were possible, as the scale orders them, then those it does not know.

    None where the indicators do not fit the set. Points that an evaluator gave in the place of the computed ones are
    not looked at.
    """
    result = evaluation[key]
    if result.bounds is None:
        return ()
    scorer = Scorer.of(evaluation.portfolio, evaluation.indicator_set)
    found = [grade for one in _boundings(result, scorer) for grade in possible_grades(one, result.bounds, scorer.plan)]
    order = [band.name for band in evaluation.indicator_set.grades.bands]
    return tuple(dict.fromkeys([*(grade for grade in order if grade in found), *found]))


def _codes(result: ProjectResult) -> tuple[str, ...]:
    nodes = [TOTAL]
    waiting = list(result.indicator_set.indicators)
    while waiting:
        node = waiting.pop(0)
        nodes.append(node.code)
        waiting = [*node.children, *waiting]
    return tuple(dict.fromkeys([*nodes, *(line.code for line in result.lines)]))


def _boundings(result: ProjectResult, scorer: Scorer) -> Iterator[Bounding]:
    """The trees with what is possible in them, one for each condition on the weights that may hold."""
    project, plan = result.project, scorer.plan
    known = known_of(project, plan)
    weighed = list(may_hold(plan, known))
    if has_card(project, plan.indicator_set):
        weights = weighed[0].weights
        above = tree(result.lines, plan, weights, known, project)
        yield Bounding(result.lines, plan, weights, known, project, above)
        return
    for one in weighed:
        lines = score_lines(project, known, plan, one.weights, scorer.peers, with_indicators=False)
        yield Bounding(lines, plan, one.weights, known, project, None)
