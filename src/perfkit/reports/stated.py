"""What the unit stated, held against what the facts give."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from perfkit.model import STAGES, Figure, FundingStage, Stated
from perfkit.reports.context import DifferenceView, LabelledView, StatedView
from perfkit.reports.figures import Printer, figure_view
from perfkit.scoring import agrees


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
    printer: Printer, stated: Stated | None, amounts: Mapping[FundingStage, Figure], rates: Mapping[str, Figure | None]
) -> tuple[tuple[DifferenceView, ...], tuple[LabelledView, ...]]:
    """What the unit stated otherwise than the facts give it, and what the facts say nothing about.

    Figures are held together as the checks hold them, to the precision in which they were stated; a budget is held
    against the amount that stands for it, and then bears the name of that amount.
    """
    differences, unsupported = [], []
    for name, said, computed in _pairs(printer, stated, amounts, rates):
        rate = name.endswith("_rate")
        if computed is None:
            unsupported.append(LabelledView(label=printer.label(name), figure=figure_view(said)))
        elif not agrees(said, computed.exact):
            own = printer.shown(computed, "rate-in-text" if rate else None)
            differences.append(DifferenceView(label=printer.label(name), stated=figure_view(said), computed=own))
    return tuple(differences), tuple(unsupported)


def _pairs(
    printer: Printer, stated: Stated | None, amounts: Mapping[FundingStage, Figure], rates: Mapping[str, Figure | None]
) -> Iterator[tuple[str, Figure, Figure | None]]:
    if stated is None:
        return
    stand_in = printer.evaluation.indicator_set.policies.missing_budget
    for stage in STAGES:
        if stage in stated.amounts:
            computed, held = amounts.get(stage), stage
            if computed is None and stage == "budget" and stand_in and stand_in in amounts:
                computed, held = amounts[stand_in], stand_in
            yield held, stated.amounts[stage], computed
    for name, said in stated.rates.items():
        if name in rates:
            yield f"{name}_rate", said, rates[name]
