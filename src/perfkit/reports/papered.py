"""What the working paper of a line holds: elements, documents, and the facts of its own indicator, for templates."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from attrs import evolve

from perfkit.formula import formula_name
from perfkit.model import Figure, Indicator, Project
from perfkit.reports.context import ElementView, FactView, FigureView
from perfkit.reports.figures import Printer
from perfkit.scoring.answers.elements import Element, elements_of
from perfkit.scoring.answers.papers_words import element_words, met_words
from perfkit.scoring.answers.strength_words import cited
from perfkit.wording import Language, say

if TYPE_CHECKING:
    from perfkit.scoring import ScoreLine


def indicators_by_line(project: Project) -> dict[str, Indicator]:
    """Each indicator by the code of its score line: block, and number within the block."""
    found: dict[str, Indicator] = {}
    counts: dict[str, int] = {}
    for indicator in project.indicators:
        counts[indicator.block] = counts.get(indicator.block, 0) + 1
        found[f"{indicator.block}[{counts[indicator.block]}]"] = indicator
    return found


def element_views(line: ScoreLine, indicator: Indicator | None, printer: Printer) -> tuple[ElementView, ...]:
    """The 评价要点 or problems behind a line, each with its points where they are its own."""
    return tuple(_element(one, printer) for one in elements_of(line.derivation, indicator))


def _element(element: Element, printer: Printer) -> ElementView:
    unproved = say("papers.unproved", printer.language) if element.unproved else ""
    return ElementView(
        name=element.name,
        met=met_words(element, printer.language),
        fact=element.fact,
        evidence=element.evidence or unproved,
        remark=element.remark,
        weight=_points(element.available, printer),
        points=_points(element.points, printer),
        lost=_points(element.deduction, printer),
        words=element_words(element, printer.language),
    )


def _points(figure: Figure | None, printer: Printer) -> FigureView | None:
    """Points of a part of a line, as the set prints those of a line; they are exact underneath."""
    rounding = printer.evaluation.indicator_set.rounded("leaf")
    return None if figure is None else printer.shown(evolve(figure, rounding=rounding))


def evidence_lines(line: ScoreLine, language: Language) -> tuple[str, ...]:
    """The documents that prove a line, each with its kind and page."""
    return tuple(cited(one, "", language) for one in line.evidence)


def own_facts(indicator: Indicator | None, printer: Printer) -> Iterator[FactView]:
    """The facts that an indicator gives besides target and actual; lists are among the elements."""
    labels = {formula_name(name): label for name, label in printer.evaluation.indicator_set.labels.items()}
    for name, fact in () if indicator is None else indicator.facts.items():
        if isinstance(fact, tuple):
            continue
        label = labels.get(formula_name(name))
        figure = printer.shown(Figure(Fraction(fact))) if isinstance(fact, Decimal) else None
        text = str(fact) if figure is None else figure.text
        if isinstance(fact, bool):
            text = say("report.true" if fact else "report.false", printer.language)
        said = name if label is None else label.worded(printer.language)
        yield FactView(label=said, text=text, holds=fact is True, figure=figure)
