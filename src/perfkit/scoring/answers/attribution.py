"""What a difference is due to: shared out among its factors exactly, and in a way that depends on no order."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction
from itertools import combinations
from math import factorial
from typing import Literal, TypeAlias, get_args

from attrs import frozen

Factor: TypeAlias = Literal["data", "judgement", "weight", "rule"]
"""data: targets, actuals, money, declared facts, what applies, which indicators there are. judgement: judged shares,
reviews, sheets of raters, totals that are only stated. weight: of indicators and nodes, weight cases, full marks.
rule: everything else of the set, and the rule that an indicator names for itself."""

FACTORS: tuple[Factor, ...] = get_args(Factor)

Worth: TypeAlias = Callable[[frozenset[Factor]], Fraction | None]
"""The total where these factors are taken from the second evaluation and all others from the first; None for none."""

_JOINED: tuple[tuple[tuple[Factor, ...], ...], ...] = (
    (),
    (("weight", "rule"),),
    (("data", "judgement"),),
    (("data", "weight"),),
    (("data", "rule"),),
    (("judgement", "weight"),),
    (("judgement", "rule"),),
    (("data", "judgement"), ("weight", "rule")),
    (("data", "weight"), ("judgement", "rule")),
    (("data", "rule"), ("judgement", "weight")),
    (("data", "judgement", "weight"),),
    (("data", "weight", "rule"),),
    (("data", "judgement", "rule"),),
    (("judgement", "weight", "rule"),),
    (FACTORS,),
)
"""Every way to join factors that cannot be told apart: the fewer the better, and the earlier the better."""


@frozen
class Part:
    """What a factor, or several that cannot be told apart, adds to a difference."""

    factors: tuple[Factor, ...]
    points: Fraction

    @property
    def joined(self) -> bool:
        return len(self.factors) > 1


def attribution(worth: Worth, differing: Iterable[Factor]) -> tuple[Part, ...]:
    """The difference between taking no factor from the second side and taking all, shared out among the factors.

    The share is the Shapley value: what a factor adds, averaged over all orders in which the factors may be exchanged
    one after the other (L. S. Shapley, A Value for n-Person Games, 1953). The shares add up to the difference, a
    factor that changes nothing has none, and exchanging the sides changes every sign.

    Factors that are not among the ``differing`` are the same on both sides. Where a mixture cannot be scored, factors
    are joined: as few as will do. The totals of both sides have to be known.
    """
    active = [factor for factor in FACTORS if factor in set(differing)]
    for joined in _JOINED:
        players = _players(active, joined)
        worths = {taken: worth(frozenset(one for player in taken for one in player)) for taken in _subsets(players)}
        known = {taken: total for taken, total in worths.items() if total is not None}
        if len(known) == len(worths):
            shares = [Part(player, _share(player, players, known)) for player in players]
            idle = [Part((factor,), Fraction(0)) for factor in FACTORS if factor not in active]
            return tuple(sorted([*shares, *idle], key=lambda part: FACTORS.index(part.factors[0])))
    raise AssertionError("the totals of both sides are known")


Player: TypeAlias = tuple[Factor, ...]


def _players(active: Sequence[Factor], joined: Iterable[Player]) -> tuple[Player, ...]:
    """The differing factors, those together that are joined."""
    together = [tuple(factor for factor in one if factor in active) for one in joined]
    alone = [(factor,) for factor in active if not any(factor in one for one in together)]
    return tuple(one for one in (*together, *alone) if one)


def _subsets(players: Sequence[Player]) -> list[frozenset[Player]]:
    return [frozenset(some) for count in range(len(players) + 1) for some in combinations(players, count)]


def _share(player: Player, players: Sequence[Player], worths: dict[frozenset[Player], Fraction]) -> Fraction:
    count, found = len(players), Fraction(0)
    for before in _subsets([one for one in players if one != player]):
        orders = factorial(len(before)) * factorial(count - len(before) - 1)
        found += Fraction(orders, factorial(count)) * (worths[before | {player}] - worths[before])
    return found
