"""这个得分可能发生吗: which points were possible, of a total, a node or a line, and which grades."""

from __future__ import annotations

from perfkit.errors import Fault, InputError, nearest
from perfkit.scoring.bounds.shown import Bounds
from perfkit.scoring.plan import TOTAL
from perfkit.scoring.result import Evaluation, ProjectResult


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
    if result.room is None or code == TOTAL:
        return result.bounds
    return result.room.of(code)


def attainable_grades(evaluation: Evaluation, key: str) -> tuple[str, ...]:
    """The grades that were possible, as the scale orders them, then those it does not know.

    None of a project whose indicators do not fit the set. They are those of the computed total, whoever else gave one.
    """
    result = evaluation[key]
    return () if result.room is None else result.room.grades()


def _codes(result: ProjectResult) -> tuple[str, ...]:
    nodes = (node.code for node in result.indicator_set.nodes())
    return tuple(dict.fromkeys([TOTAL, *nodes, *(line.code for line in result.lines)]))
