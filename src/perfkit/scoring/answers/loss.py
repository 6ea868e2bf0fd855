"""One place where points were lost, with the class of its cause."""

from __future__ import annotations

from typing import Literal, TypeAlias, get_args

from attrs import field, frozen

from perfkit.model import Figure, Review
from perfkit.scoring.result import Adjusted, NodeResult, ScoreLine
from perfkit.wording import Language, say

LossCause: TypeAlias = Literal["money", "target", "judgement", "missing", "adjustment", "combination", "rounding"]
"""money: a measure of money, such as 预算执行率; target: a number that missed its target; judgement: a judged share, a
rating, or an evaluator's points instead of the computed ones; missing: a value or its evidence is not there; and above
the lines: an adjustment; a rule that combines, or a total scaled up to full marks; the rounding of a node."""

CAUSES: tuple[LossCause, ...] = get_args(LossCause)


@frozen(kw_only=True)
class Loss:
    """One place where points were lost, or gained beyond what could be had.

    Attributes:
        code: of the line or the node, ``total`` for the whole; name: as printed, empty for the whole.
        cause: see :data:`LossCause`.
        weight: that could be had there; points: what was left of it, or of the node, afterwards.
        lost: exact; below zero for a gain.
        reason: 偏差原因, as the unit gave it.
        source: the line, the node, the adjustment or the review behind it.
        before: points before the node, the adjustment or the review changed them; None for a line.
    """

    code: str
    name: str
    cause: LossCause
    weight: Figure
    points: Figure
    lost: Figure
    reason: str = ""
    source: ScoreLine | NodeResult | Adjusted | Review = field(repr=False)
    before: Figure | None = None

    def named(self, language: Language) -> str:
        """The name as a reader knows it, also that of the whole."""
        return self.name or say("lost.whole", language)
