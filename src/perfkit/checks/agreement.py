"""Stated amounts beside computed ones: in one unit, and which column a wrong one really is."""

from __future__ import annotations

from collections.abc import Mapping

from perfkit.model import Figure, FundingStage
from perfkit.scoring import agrees


def in_unit_of(stated: Figure, figure: Figure) -> Figure:
    """An amount in the unit in which the unit stated it, so that the two can be read side by side."""
    return Figure(figure.exact, stated.unit)


def matching_stages(stated: Figure, sums: Mapping[FundingStage, Figure]) -> tuple[FundingStage, ...]:
    """The stages whose sum prints as the stated figure."""
    return tuple(stage for stage, figure in sums.items() if agrees(stated, figure.exact))
