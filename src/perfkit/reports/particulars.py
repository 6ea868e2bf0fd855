"""What a column of a form may ask of one project by name: its facts, the points of each part, each adjustment."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from attrs import define, evolve, field

from perfkit.formula import formula_name
from perfkit.model import SUPPLIED, Fact, Figure, Title
from perfkit.reports.context import AdjustedView, FactView, FigureView, PartView
from perfkit.reports.figures import Printer, figure_view
from perfkit.reports.scored import adjusted_view, changed_by, in_effect
from perfkit.wording import say

if TYPE_CHECKING:
    from perfkit.scoring import ProjectResult, ScoreLine
    from perfkit.scoring.result import NodeResult


@define
class Particulars:
    """The tables of one evaluation by name.

    Every name that can be asked for is in them, with None where a project has nothing under it: so a slip in a form is
    told from a fact that nobody gave.
    """

    printer: Printer
    _facts: Mapping[str, Title] = field(init=False)
    _kinds: Mapping[str, str] = field(init=False)

    def __attrs_post_init__(self) -> None:
        used = self.printer.evaluation.indicator_set
        needs = [*(rule.needs for rule in used.rules.values()), used.needs]
        self._kinds = {formula_name(name): str(kind) for one in needs for name, kind in one.items()}
        named = [*self._kinds, *used.assumes]
        named += [name for project in self.printer.evaluation.portfolio.projects for name in project.facts]
        labels = {formula_name(name): label for name, label in used.labels.items()}
        names = [name for name in dict.fromkeys(map(formula_name, named)) if name not in SUPPLIED]
        self._facts = {name: labels.get(name, Title(name)) for name in names}

    def facts(self, result: ProjectResult) -> Mapping[str, FactView | None]:
        """The declared facts by the names that formulas use; those that the set assumes are said to be assumed."""
        used, project = self.printer.evaluation.indicator_set, result.project
        assumed = {formula_name(name): fact for name, fact in used.assumes.items()}
        own = {formula_name(name): fact for name, fact in project.facts.items()}
        grounds = {formula_name(name): ground for name, ground in project.grounds.items()}
        given = {**assumed, **own}
        return {
            name: None
            if name not in given
            else self._fact(label, given[name], self._kinds.get(name, ""), grounds.get(name, ""), own=name in own)
            for name, label in self._facts.items()
        }

    def decided(self, result: ProjectResult) -> tuple[FactView, ...]:
        """The facts that people decided, such as a conclusion: those with a ground, or that ought to have one."""
        names = (*self.printer.evaluation.indicator_set.grounds, *result.project.grounds)
        wanted = {formula_name(name) for name in names}
        return tuple(fact for name, fact in self.facts(result).items() if name in wanted and fact is not None)

    def _fact(self, label: Title, fact: Fact, kind: str, ground: str, *, own: bool) -> FactView:
        language = self.printer.language
        figure = self._number(fact, kind) if isinstance(fact, Decimal) else None
        text = str(fact) if figure is None else figure.text
        if isinstance(fact, bool):
            text = say("report.true" if fact else "report.false", language)
        elif isinstance(fact, tuple):
            text = say("report.records", language, count=len(fact))
        return FactView(
            label=label.worded(language),
            text=text,
            holds=fact is True,
            figure=figure,
            ground=ground,
            remark="" if own else say("report.assumed", language, label=label, value=text),
        )

    def _number(self, fact: Decimal, kind: str) -> FigureView:
        """A number with the unit that the set, or else a rule, declares; money is held in 元."""
        unit = "元" if kind == "money" else kind.partition(" ")[2]
        return self.printer.shown(Figure(Fraction(fact), unit))

    def parts(self, result: ProjectResult) -> Mapping[str, PartView | None]:
        """What each indicator of the set earned, by its code."""
        earned = {node.code: self._part(node) for root in result.nodes for node in root.walk()}
        return {node.code: earned.get(node.code) for node in self.printer.evaluation.indicator_set.nodes()}

    def _part(self, node: NodeResult) -> PartView:
        lost = None if node.points is None else figure_view(_lost(node.weight, node.points))
        return PartView(
            name=node.name,
            weight=figure_view(node.weight),
            points=self.printer.figure(node.points),
            lost=lost,
            share=self.printer.figure(node.share),
        )

    def taken(self, result: ProjectResult) -> Mapping[str, AdjustedView | None]:
        """The adjustments of the set by their codes; None for those that did not take effect."""
        language = self.printer.language
        found = {one.adjustment.code: adjusted_view(one, place, language) for place, one in in_effect(result, language)}
        return {one.code: found.get(one.code) for one in self.printer.evaluation.indicator_set.adjustments}

    def losses(self, result: ProjectResult) -> str:
        """Where points were lost and how many, in one line: by indicator, then by adjustment.

        Empty where the total that counts was not computed: it does not follow from these.
        """
        language = self.printer.language
        if result.state != "computed" or result.by_other:
            return ""
        lost = [(line.name, figure) for line in result.lines if (figure := lost_of(line)) is not None]
        for _, one in in_effect(result, language):
            change = changed_by(one)
            lost.append((one.adjustment.title.worded(language), evolve(change, exact=-change.exact)))
        said = [
            say("report.lost", language, name=name, points=figure.digits) for name, figure in lost if figure.exact > 0
        ]
        return say("report.between", language).join(said)


def lost_of(line: ScoreLine) -> Figure | None:
    """The points of a line that were not earned; None where none are known to count."""
    return None if line.final is None else _lost(line.weight, line.final)


def _lost(weight: Figure, points: Figure) -> Figure:
    return Figure(weight.exact - points.exact, "分", points.rounding)
