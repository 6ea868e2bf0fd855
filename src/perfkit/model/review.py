"""Points that somebody gave by hand, beside those that are computed: 复核."""

from __future__ import annotations

from decimal import Decimal

from attrs import field, frozen

from perfkit.errors import Fault, InputError
from perfkit.model.kinds import of_kind
from perfkit.model.numbers import NumberLike, number, plain
from perfkit.model.origin import Origin


def _points(value: NumberLike) -> Decimal:
    points = number(value)
    if points < 0:
        raise InputError(Fault("review.negative", arguments={"found": plain(points)}))
    return points


@frozen
class Review:
    """The points of one evaluator for a project or an indicator.

    Attributes:
        by: who gave them, by the name that the set's ``final`` policy uses, such as ``department`` or ``finance``.
        points: as given; reason: why they differ from what is computed.
        origin: where they were read.
    """

    by: str = field(validator=of_kind(str))
    points: Decimal = field(converter=_points)
    reason: str = field(default="", validator=of_kind(str))
    origin: Origin | None = field(default=None, validator=of_kind(Origin, type(None)))
