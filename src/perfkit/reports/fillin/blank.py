"""What a form is made of: the layout, the set it is for, and the facts and results that are known already."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from attrs import field, frozen

from perfkit.formula import formula_name
from perfkit.model import STAGES, Indicator, IndicatorSet, Layout, Project
from perfkit.scoring import ProjectResult, ScoreLine
from perfkit.scoring.fitting import BETWEEN, accepting, measuring
from perfkit.scoring.plan import NodePlan, Plan
from perfkit.scoring.terms import facts_behind

MONEY_UNIT = "万元"
"""The unit of amounts in a layout that names none."""


@frozen(kw_only=True)
class Blank:
    """A form in the making.

    Attributes:
        layout: fitted to the set; plan: the set ready to score.
        project, result: what is known; None for a blank form.
        year, unit, department: of the unit that hands it in, where the project says nothing of its own.
        money_leaf: the leaf whose points stand in the block of money; None where the set or the layout has none.
        parts: printed names of the leaves that take indicators, by code.
    """

    layout: Layout
    plan: Plan
    project: Project | None = None
    result: ProjectResult | None = None
    year: int | None = None
    unit: str = ""
    department: str = ""
    money_leaf: NodePlan | None = field(init=False)
    parts: Mapping[str, str] = field(init=False)

    @money_leaf.default
    def _found_leaf(self) -> NodePlan | None:
        funding = self.layout.funding
        stages = set() if funding is None else {column.key for column in funding.columns if column.printed}
        if not {"rate", "points"} & stages:
            return None
        stand_in = self.indicator_set.policies.missing_budget
        known = {*stages, "budget"} if stand_in in stages else stages
        fits = (one for one in self.plan.nodes if one.node.measure and one.node.unit == "%")
        return next((one for one in fits if {"executed"} < set(self.behind(one)) <= known & set(STAGES)), None)

    @parts.default
    def _names(self) -> Mapping[str, str]:
        return {node.code: path for node, path in accepting(self.indicator_set)}

    @property
    def indicator_set(self) -> IndicatorSet:
        """The set that the form is for."""
        return self.plan.indicator_set

    @property
    def indicators(self) -> tuple[Indicator, ...]:
        """What the project promised."""
        return self.project.indicators if self.project is not None else ()

    @property
    def money_unit(self) -> str:
        """The unit in which the form prints amounts."""
        return (self.layout.funding.unit if self.layout.funding is not None else "") or MONEY_UNIT

    @property
    def is_weighed(self) -> bool:
        """Whether every line of the project has its weight, together the full marks."""
        lines = () if self.result is None else self.result.lines
        return bool(lines) and sum(line.weight.exact for line in lines) == self.indicator_set.full_marks

    def behind(self, node: NodePlan) -> Iterator[str]:
        """The facts and amounts from which a measure follows."""
        return facts_behind(node.node.measure, self.indicator_set)

    def measured(self) -> Iterator[tuple[NodePlan, str]]:
        """The leaves with a measure of their own that are rows of the table, each with the name of what is above it."""
        above = {node.code: path for node, path in measuring(self.indicator_set)}
        for one in self.plan.nodes:
            if one.node.code in above and one is not self.money_leaf:
                yield one, above[one.node.code]

    def subject(self, indicator: Indicator) -> str:
        """How the second sheet names an indicator."""
        return BETWEEN.join((self.parts.get(indicator.block, indicator.block), indicator.category, indicator.name))

    def label(self, name: str) -> str:
        """The printed name of a fact."""
        labels = self.plan.labels
        return labels[formula_name(name)].zh if formula_name(name) in labels else name

    def line(self, code: str) -> ScoreLine | None:
        """The score line with this code."""
        lines = self.result.lines if self.result is not None else ()
        return next((one for one in lines if one.code == code), None)

    def value(self, key: str) -> str | Decimal | None:
        """What stands at a key of the project file, such as ``project.name``; None for nothing."""
        project = self.project
        own: dict[str, str | Decimal | None] = {"project.unit": self.unit, "project.department": self.department}
        if self.year is not None:
            own["project.year"] = Decimal(self.year)
        if project is not None:
            own |= {
                "project.name": project.name,
                "project.code": project.code,
                "project.unit": project.unit or self.unit,
                "project.department": project.department or self.department,
                "project.goal": project.goal,
                "project.result": project.result,
            }
            if project.year is not None:
                own["project.year"] = Decimal(project.year)
            if project.period is not None:
                own["project.period.start"], own["project.period.end"] = (day.isoformat() for day in project.period)
            if project.stated is not None:
                own["stated.grade"] = project.stated.grade
        return own.get(key) or None
