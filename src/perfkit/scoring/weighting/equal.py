"""Equal weights 等权."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from perfkit.errors import Fault, InputError
from perfkit.model import Rounding
from perfkit.scoring.weighting.found import MethodWeights
from perfkit.scoring.weighting.spans import PLACES


def equal(names: Sequence[str]) -> MethodWeights:
    """The same weight for each of the names, of which there is at least one and none twice."""
    if not names or len(set(names)) < len(names):
        raise InputError(Fault("weighting.names", arguments={"found": tuple(names)}))
    weight = Fraction(Rounding(PLACES).round(Fraction(1, len(names))))
    return MethodWeights(method="equal", weights=dict.fromkeys(names, weight))
