"""Sharing out a difference by its definition: the average over all orders."""

from fractions import Fraction
from itertools import chain, combinations, permutations


def subsets(of):
    return [frozenset(some) for some in chain.from_iterable(combinations(of, n) for n in range(len(of) + 1))]


def by_orders(worths, players):
    """The average over all orders of what a factor adds when its turn comes: another way to the same value."""
    sums = dict.fromkeys(players, Fraction(0))
    orders = list(permutations(players))
    for order in orders:
        taken = frozenset()
        for player in order:
            sums[player] += worths[taken | {player}] - worths[taken]
            taken |= {player}
    return {(player,): value / len(orders) for player, value in sums.items()}
