"""What the unit states about a group of projects, against the rows of its members."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import combinations

from attrs import frozen

from perfkit.checks.agreement import in_unit_of, matching_stages
from perfkit.checks.places import stated_place
from perfkit.errors import Place
from perfkit.model import Figure, Finding, FundingStage, IndicatorSet, Named, Stated
from perfkit.scoring import Evaluation, GroupResult, agrees, planned_sums

MOST_LACKING = 2
"""How many rows a stated sum may lack and still be recognised: more would find a match by chance."""


MOST_ROWS = 60
"""Larger groups are searched for one missing row only: pairs grow with the square."""


def groups(evaluation: Evaluation) -> Iterator[Finding]:
    """Findings about stated figures of groups: ``group.*``."""
    for result in evaluation.groups:
        stated = result.group.stated
        if stated is None:
            continue
        for stage, figure in stated.amounts.items():
            yield from _amount(_Claim(stage, figure, stated, result, evaluation.indicator_set))
        yield from _rates(stated, result, evaluation.indicator_set)


@frozen
class _Claim:
    """One stated amount of a group, with what it is held against."""

    stage: FundingStage
    figure: Figure
    stated: Stated
    result: GroupResult
    indicator_set: IndicatorSet

    @property
    def computed(self) -> Figure | None:
        """The sum of the rows; None where a row does not give the stage."""
        planned = planned_sums(
            [member.project.funding for member in self.result.members], self.indicator_set, all_must_give=True
        )
        return planned.get(self.stage)

    @property
    def figures(self) -> dict[str, Figure]:
        own = self.computed
        return {"stated": self.figure} | ({} if own is None else {"computed": in_unit_of(self.figure, own)})

    @property
    def names(self) -> dict[str, Named]:
        return {"group": self.result.group.name, "stage": self.indicator_set.label(self.stage)}

    @property
    def place(self) -> Place:
        return stated_place(self.stated, f"amounts.{self.stage}", self.result.group.name)


def _amount(claim: _Claim) -> Iterator[Finding]:
    own = claim.computed
    if own is not None and agrees(claim.figure, own.exact):
        return
    if others := _really(claim):
        names = {**claim.names, "other": tuple(map(claim.indicator_set.label, others))}
        figures = {**claim.figures, "other_sum": in_unit_of(claim.figure, claim.result.funding[others[0]])}
        yield Finding("group.other-stage", "warning" if own is None else "error", claim.place, figures, names)
    elif own is not None:
        yield _shortfall(claim, own)


def _really(claim: _Claim) -> tuple[FundingStage, ...]:
    """The stages that the stated figure really is.

    Where no row gives the stage, money received may well equal the budget; that it equals what was spent is the doubt.
    """
    matching = matching_stages(claim.figure, claim.result.funding)
    others = tuple(stage for stage in matching if stage != claim.stage)
    return others if claim.computed is not None or others == ("executed",) else ()


def _shortfall(claim: _Claim, own: Figure) -> Finding:
    """A sum that lacks one or two rows names them; any other difference is just a difference."""
    amounts = (claim.indicator_set.amount(member.project.funding, claim.stage) for member in claim.result.members)
    rows = [
        (member.project.name, Fraction(amount or 0))
        for member, amount in zip(claim.result.members, amounts, strict=True)
    ]
    for size in range(1, MOST_LACKING + 1 if len(rows) <= MOST_ROWS else 2):
        for chosen in combinations(rows, size):
            lacking = sum((amount for _, amount in chosen), Fraction(0))
            if lacking and agrees(claim.figure, own.exact - lacking):
                figures = {**claim.figures, "lacking": Figure(lacking, claim.figure.unit)}
                names = {**claim.names, "rows": tuple(name for name, _ in chosen)}
                return Finding("group.lacks-rows", "error", claim.place, figures, names)
    return Finding("group.differs", "error", claim.place, claim.figures, claim.names)


def _rates(stated: Stated, result: GroupResult, indicator_set: IndicatorSet) -> Iterator[Finding]:
    for name, computed in (("execution", result.execution_rate), ("receipt", result.receipt_rate)):
        printed = stated.rates.get(name)
        if printed is None or computed is None or agrees(printed, computed.exact):
            continue
        names: dict[str, Named] = {"group": result.group.name, "rate": indicator_set.label(f"{name}_rate")}
        figures = {"stated": printed, "computed": computed}
        place = stated_place(stated, f"rates.{name}", result.group.name)
        if pair := _pair_behind(printed, stated):
            names |= {"numerator": indicator_set.label(pair[0]), "denominator": indicator_set.label(pair[1])}
            figures |= {"top": stated.amounts[pair[0]], "bottom": stated.amounts[pair[1]]}
            yield Finding("group.rate-other-denominator", "warning", place, figures, names)
        else:
            yield Finding("group.rate-differs", "warning", place, figures, names)


def _pair_behind(printed: Figure, stated: Stated) -> tuple[FundingStage, FundingStage] | None:
    """The two stated amounts whose ratio prints as the stated rate."""
    for top, above in stated.amounts.items():
        for bottom, below in stated.amounts.items():
            if top != bottom and below.exact and agrees(printed, above.exact / below.exact):
                return top, bottom
    return None
