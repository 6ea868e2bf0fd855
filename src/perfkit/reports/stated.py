"""What the unit stated, held against what the facts give."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from perfkit.model import STAGES, Figure, Funding, FundingStage, Stated
from perfkit.reports.context import DifferenceView, LabelledView, StatedView
from perfkit.reports.figures import Printer, figure_view
from perfkit.scoring import agrees, planned_sums


def stated_view(printer: Printer, stated: Stated | None) -> StatedView | None:
    """What the unit stated, as templates see it; nothing where it stated nothing."""
    if stated is None:
        return None
    return StatedView(
        count=stated.count,
        points=printer.figure(stated.points),
        grade=stated.grade,
        funding=printer.funding(stated.amounts),
        execution_rate=printer.figure(stated.rates.get("execution")),
        receipt_rate=printer.figure(stated.rates.get("receipt")),
    )


def compared(
    printer: Printer,
    stated: Stated | None,
    fundings: Sequence[Funding | None],
    rates: Mapping[str, Figure | None],
    *,
    all_must_give: bool = True,
) -> tuple[tuple[DifferenceView, ...], tuple[LabelledView, ...]]:
    """What the unit stated otherwise than the facts give it, and what the facts say nothing about.

    Figures are held together as the checks hold them, to the precision in which they were stated; a budget is held
    against the amount that stands for it, and then bears the name of that amount.
    """
    differences, unsupported = [], []
    amounts = planned_sums(fundings, printer.evaluation.indicator_set, all_must_give=all_must_give)
    adjusted = any(funding is not None and funding.budget is not None for funding in fundings)
    for name, said, computed in _pairs(printer, stated, amounts, rates, adjusted=adjusted):
        rate = name.endswith("_rate")
        if computed is None:
            unsupported.append(LabelledView(label=printer.label(name), figure=figure_view(said)))
        elif not agrees(said, computed.exact):
            own = printer.shown(computed, "rate-in-text" if rate else None)
            differences.append(DifferenceView(label=printer.label(name), stated=figure_view(said), computed=own))
    return tuple(differences), tuple(unsupported)


def _pairs(
    printer: Printer,
    stated: Stated | None,
    amounts: Mapping[FundingStage, Figure],
    rates: Mapping[str, Figure | None],
    *,
    adjusted: bool,
) -> Iterator[tuple[str, Figure, Figure | None]]:
    if stated is None:
        return
    stand_in = printer.evaluation.indicator_set.policies.missing_budget
    for stage in STAGES:
        if stage in stated.amounts:
            computed = amounts.get(stage)
            stands_in = stage == "budget" and stand_in and not adjusted and computed is not None
            yield stand_in if stands_in else stage, stated.amounts[stage], computed
    for name, said in stated.rates.items():
        if name in rates:
            yield f"{name}_rate", said, rates[name]
