"""The weights that hold for one project: the set's own or those of a condition, and where unused weight goes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import TypeAlias

from attrs import frozen

from perfkit.errors import Fault, Place
from perfkit.formula import Absent, Facts
from perfkit.model import Rounding, WeightCase
from perfkit.scoring.largest_remainder import largest_remainder
from perfkit.scoring.plan import NodePlan, Plan, Weights
from perfkit.scoring.result import ScoreLine

LinesByLeaf: TypeAlias = Mapping[str, Sequence[ScoreLine]]
"""The lines of every leaf that has any, by its code."""


@frozen
class Weighed:
    """Weights that hold, or may hold, for one project.

    Attributes:
        weights: of every node by code; case: the condition behind them, None for the set's own.
        undecided: why nobody knows whether the condition holds; None where it holds for sure.
    """

    weights: Weights
    case: WeightCase | None = None
    undecided: Absent | None = None


def may_hold(plan: Plan, facts: Facts) -> Iterator[Weighed]:
    """The weights of every condition that may hold, in order; the last are those that hold if none before them does."""
    own = {node.node.code: Fraction(node.node.weight) for root in plan.roots for node in root.walk()}
    for case in plan.weight_cases:
        holds = case.when(facts)
        if holds is False:
            continue
        yield Weighed({**own, **case.weights}, case.case, holds if isinstance(holds, Absent) else None)
        if holds is True:
            return
    yield Weighed(own)


def weights_had(plan: Plan, weights: Weights, lines: LinesByLeaf, *, whole_card: bool) -> Weights:
    """What can be had at every node, once it is known what applies.

    Where points are added up, a node has what is below it. What a rule combines, and what it combines it from, has the
    weight that the set gives it, or nothing where nothing of it applies. Without a whole card a leaf without lines may
    still have anything up to its weight.
    """
    found: dict[str, Fraction] = {}

    def had(node: NodePlan) -> Fraction:
        code = node.node.code
        below = sum((had(child) for child in node.children), Fraction(0))
        own = lines.get(code, ())
        left = sum((line.weight.exact for line in own if not line.waived), Fraction(0))
        if node.combine is not None or (not node.children and not own and not whole_card):
            found[code] = weights[code]
        elif code in plan.combined:
            found[code] = weights[code] if left else Fraction(0)
        else:
            found[code] = below + left
        return found[code]

    for root in plan.roots:
        had(root)
    return found


def moved(weights: Sequence[Fraction], unused: Iterable[int], rounding: Rounding | None) -> list[Fraction] | None:
    """The weights with those at the ``unused`` positions shared out among the others, in proportion to their own.

    With a rounding they are cut to its places, and what is left over goes, a unit each, to those that lost most
    (largest remainder, the earlier one of two equals), so that the sum stays what it was. None if no weight is left to
    share to.
    """
    left_out = set(unused)
    kept = [Fraction(0) if at in left_out else weight for at, weight in enumerate(weights)]
    whole, used = sum(weights, Fraction(0)), sum(kept, Fraction(0))
    if not used:
        return None
    exact = [weight * whole / used for weight in kept]
    return exact if rounding is None else largest_remainder(exact, whole, Fraction(1, 10**rounding.places))


def undecided(absent: Absent, place: Place) -> Fault:
    """Why the conditions of a set leave open which weights hold."""
    if absent.reason != "missing":
        return absent.fault(place)
    return Fault("weights.undecided", place, {"fact": str(absent.arguments["name"])})
