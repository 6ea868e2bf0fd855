"""Exact figures as the set in use prints them, with the names it gives them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from attrs import define, evolve

from perfkit.model import STAGES, Figure, FundingLine, FundingStage, RoundingName, exact_text, is_money
from perfkit.reports.context import FigureView, FundingView, LabelledView, SourceView
from perfkit.wording import Language, say

if TYPE_CHECKING:
    from perfkit.scoring import Evaluation

MONEY = "万元"
"""The unit in which running text prints money; tables say their own."""


def figure_view(figure: Figure, in_text: Figure | None = None) -> FigureView:
    """A figure as templates see it; ``in_text`` is how running text prints it, where that differs."""
    return evolve(_view(figure), in_text=_view(in_text or figure))


def _view(figure: Figure) -> FigureView:
    return FigureView(
        text=str(figure),
        digits=figure.digits,
        unit=figure.unit,
        exact=exact_text(figure.scaled),
        value=figure.shown,
        figure=figure,
    )


def in_unit(view: FigureView, unit: str) -> FigureView:
    """An amount of money in another unit, exactly."""
    return figure_view(evolve(view.figure, unit=unit))


def in_yuan(amounts: Mapping[FundingStage, Decimal]) -> Mapping[FundingStage, Figure]:
    """Amounts as facts hold them, with their unit."""
    return {stage: Figure(Fraction(amount), "元") for stage, amount in amounts.items()}


@define
class Printer:
    """Prints the figures of one evaluation in one language."""

    evaluation: Evaluation
    language: Language

    def figure(self, figure: Figure | None, text_rounding: RoundingName | None = None) -> FigureView | None:
        """A figure as the set shows it, and as it shows it in running text; nothing where there is none."""
        return None if figure is None else self.shown(figure, text_rounding)

    def shown(self, figure: Figure, text_rounding: RoundingName | None = None) -> FigureView:
        """See :meth:`figure`."""
        if is_money(figure.unit):
            figure = evolve(figure, unit=MONEY)
        rounding = self.evaluation.indicator_set.rounded(text_rounding) if text_rounding else None
        return figure_view(figure, evolve(figure, rounding=rounding) if rounding else figure)

    def label(self, fact: str) -> str:
        """The printed name of a stage or rate: the set's own, else perfkit's."""
        label = self.evaluation.indicator_set.labels.get(fact)
        return say(f"report.label.{fact}", self.language) if label is None else label.worded(self.language)

    def funding(self, amounts: Mapping[FundingStage, Figure], lines: Iterable[FundingLine] = ()) -> FundingView:
        """Amounts by stage, and those of each source."""
        views = {stage: view for stage in STAGES if (view := self.figure(amounts.get(stage))) is not None}
        given = tuple(LabelledView(label=self.label(stage), figure=view) for stage, view in views.items())
        sources = tuple(SourceView(name=one.source, funding=self.funding(in_yuan(one.amounts()))) for one in lines)
        return FundingView(**views, given=given, sources=sources)

    def planned(self, funding: FundingView) -> LabelledView | None:
        """The amount that stands for the budget: 全年预算数, or the stage the set names in its place."""
        stand_in = self.evaluation.indicator_set.policies.missing_budget
        if funding.budget is not None:
            return LabelledView(label=self.label("budget"), figure=funding.budget)
        view = getattr(funding, stand_in) if stand_in else None
        if view is None:
            return None
        remark = say("report.stand-in", self.language, missing=self.label("budget"), label=self.label(stand_in))
        return LabelledView(label=self.label(stand_in), figure=view, remark=remark)
