"""What the unit itself printed: 填报."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from attrs import field, frozen

from perfkit.errors import Fault, InputError, nearest
from perfkit.model.figure import Figure, stated_figure
from perfkit.model.funding import STAGES, FundingStage
from perfkit.model.kinds import as_dict, each_of_kind, of_kind
from perfkit.model.numbers import NumberLike, number
from perfkit.model.origin import Origin


def _points(value: Figure | NumberLike | None) -> Figure | None:
    return value if value is None or isinstance(value, Figure) else stated_figure(number(value), "分")


def _amounts(value: Mapping[Any, Any]) -> dict[Any, Any]:
    for stage in as_dict(value):
        if stage not in STAGES:
            arguments = {"found": str(stage), "known": STAGES, "near": nearest(str(stage), STAGES)}
            raise InputError(Fault("stated.stage-unknown", arguments=arguments))
    return as_dict(value)


@frozen
class Stated:
    """填报: what the unit itself wrote about a project, a group or the whole, kept beside what is computed.

    Attributes:
        points: the total, or the mean for a portfolio, as printed (a number is taken in 分); grade: beside it.
        count: how many projects the unit says there are.
        amounts: sums by stage; rates: by name (``execution``, ``receipt``). Each as printed, precision included.
        origin: where it stands; origins: where its entries stand that are no figures, by name (``grade``, ``count``).
            Figures know their own.
    """

    points: Figure | None = field(default=None, converter=_points)
    grade: str = ""
    count: int | None = field(default=None, validator=of_kind(int, type(None)))
    amounts: Mapping[FundingStage, Figure] = field(factory=dict, converter=_amounts, validator=each_of_kind(Figure))
    rates: Mapping[str, Figure] = field(factory=dict, converter=as_dict, validator=each_of_kind(Figure))
    origin: Origin | None = None
    origins: Mapping[str, Origin] = field(factory=dict, converter=as_dict, validator=each_of_kind(Origin), repr=False)
