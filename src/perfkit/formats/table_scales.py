"""One amount of a row that is in another scale than all others."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from perfkit.errors import Place
from perfkit.formats.notes import Notes
from perfkit.model import Exact, FundingStage

LEAST, MOST = 5_000, 20_000
"""Between these an amount is ten thousand times another: 元 stands where 万元 is meant."""


def check_scale(amounts: Mapping[FundingStage, Decimal], place: Place, notes: Notes) -> None:
    """Refuse an amount that is ten thousand times every other of its row.

    One that is a ten-thousandth of the others is not looked at: a small part of a budget may well be spent.
    """
    given = {stage: Exact(amount) for stage, amount in amounts.items() if amount}
    for stage, amount in given.items():
        others = [other for of, other in given.items() if of != stage]
        if others and all(LEAST <= amount / other <= MOST for other in others):
            notes.fault("table.scale", place.inside(stage))
