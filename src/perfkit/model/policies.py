"""What the regulation leaves open and a set has to say."""

from __future__ import annotations

from typing import Literal

from attrs import field, frozen

from perfkit.model.kinds import as_tuple

COMPUTED = "computed"
"""The name of perfkit's own points among those that may be final."""


@frozen
class Policies:
    """What the regulation leaves open and a set has to say.

    Attributes:
        missing: what a missing actual scores: ``absent`` (the project has no total) or ``zero``.
        missing_budget: the stage that stands in where 全年预算数 is not given, or empty for none.
        grade_of: whether the grade is that of the ``exact`` or of the ``rounded`` total.
        scored_rate: whether a measure is scored by its ``exact`` rate or by the ``rounded`` one that is printed.
        zero_divisor: what the set's own measure scores where its divisor is zero, such as a budget of 0: ``absent``,
            ``zero``, ``full``, or as an indicator that does not apply.
        not_applicable: where the weight of an indicator goes that does not apply: ``absent`` (the project has no
            total), ``full`` (its points are given), ``move`` (to the other indicators of its block, in proportion),
            ``weights`` (to all others, in proportion) or ``total`` (the total is scaled up). Below a rule that combines
            it never leaves its block, and a block of which nothing applies is left out.
        points: ``none`` for a set that gives verdicts only, such as the lights of monitoring: nothing is made up then.
        final: whose points count, in order: ``computed``, or the name of an evaluator of reviews.
    """

    missing: Literal["absent", "zero"] = "absent"
    missing_budget: Literal["", "approved", "initial"] = ""
    grade_of: Literal["exact", "rounded"] = "exact"
    scored_rate: Literal["exact", "rounded"] = "exact"
    zero_divisor: Literal["absent", "zero", "full", "not-applicable"] = "absent"
    not_applicable: Literal["absent", "full", "move", "weights", "total"] = "absent"
    points: Literal["computed", "none"] = "computed"
    final: tuple[str, ...] = field(default=(COMPUTED,), converter=as_tuple)
