"""A project of which one number is opened: the totals that are possible while it lies anywhere in a stretch."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from fractions import Fraction

from attrs import evolve, field, frozen

from perfkit.errors import Fault
from perfkit.formula import NumberSet, PartFact, PartFacts, names, possible
from perfkit.scoring.answers.movable import Number
from perfkit.scoring.bounds.known import part_facts, possible_actuals
from perfkit.scoring.bounds.lines import Lines
from perfkit.scoring.bounds.spans import Span, rounded
from perfkit.scoring.bounds.tree import Bounding
from perfkit.scoring.nodes import tree
from perfkit.scoring.plan import PEERS, NodePlan, Plan
from perfkit.scoring.rescoring import Scorer, known_of
from perfkit.scoring.result import ProjectResult, ScoreLine
from perfkit.scoring.weighing import may_hold

OPEN = Fault("indicator.actual-missing")
"""Why an open line has no points: its points do not count then, and it is not taken for one that does not apply."""

_WORD = re.compile(r"\w+")


@frozen
class _OpenedLines(Lines):
    """Lines of which some are open although they were scored.

    Attributes:
        spans: what those can earn, by code; part: the facts as far as they are known.
    """

    spans: Mapping[str, Span] = field(factory=dict)
    part: PartFacts = field(factory=dict)

    @property
    def facts(self) -> PartFacts:
        return self.part

    def span(self, line: ScoreLine, leaf: NodePlan) -> Span:
        return self.spans.get(line.code) or super().span(line, leaf)


@frozen(eq=False)
class Opened:
    """The totals of a project while one of its numbers lies in a stretch.

    Sound: no total that scoring gives for a number of the stretch is left out. That the number may not lie there at
    all, because its rule then gives no share, leaves out nothing that has a total.
    """

    result: ProjectResult
    number: Number
    plan: Plan
    changed: frozenset[str]

    @classmethod
    def of(cls, result: ProjectResult, number: Number, scorer: Scorer) -> Opened | None:
        """None where more follows from the number than can be reckoned with: weights, or places among peers."""
        plan = scorer.plan
        changed = frozenset((number.name,)) if number.code else _following(number.name, plan)
        opened = cls(result, number, plan, changed)
        ranked = any(PEERS in line.derivation.rule.facts for line, _ in opened._lines() if line.derivation is not None)
        words = {word for case in plan.weight_cases for word in _WORD.findall(case.case.when)}
        return None if ranked or (not number.code and words & changed) else opened

    def totals(self, low: Fraction, high: Fraction) -> NumberSet:
        """The totals, before they are rounded, that are possible while the number lies between the two, ends included.

        The number as formulas see it.
        """
        stretch = NumberSet.between(low, high)
        known = known_of(self.result.project, self.plan)
        part = dict(part_facts(known, self.plan))
        if not self.number.code:
            part[self.number.name] = stretch
            for measure in self.plan.measures:
                if measure.name in self.changed:
                    part[measure.name] = possible(measure.formula, part)
        spans = {line.code: self._span(line, leaf, stretch, part) for line, leaf in self._lines()}
        lines = [evolve(line, final=None, absent=OPEN) if line.code in spans else line for line in self.result.lines]
        weights = next(iter(may_hold(self.plan, known))).weights
        above = tree(lines, self.plan, weights, known, self.result.project)
        of = _OpenedLines(self.plan, known, self.result.project, spans, part)
        return Bounding(lines, weights, of, above).total().points

    def _lines(self) -> Iterator[tuple[ScoreLine, NodePlan]]:
        """The lines whose points follow from the number, each with its leaf."""
        for line in self.result.lines:
            leaf = self.plan.node(line.code.partition("[")[0])
            if leaf is None or line.derivation is None or line.by_other:
                continue
            if line.code == self.number.code or (not self.number.code and self._asks(line, leaf)):
                yield line, leaf

    def _asks(self, line: ScoreLine, leaf: NodePlan) -> bool:
        measured = frozenset[str]() if leaf.measure is None else names(leaf.measure.formula)
        asked = frozenset[str]() if line.derivation is None else line.derivation.rule.facts
        return bool(self.changed & (measured | asked))

    def _span(self, line: ScoreLine, leaf: NodePlan, stretch: NumberSet, part: PartFacts) -> Span:
        """What a line can earn, by its rule and its own facts but for the number."""
        if line.derivation is None:
            raise AssertionError("only lines that were scored are opened")
        facts: dict[str, PartFact] = dict(line.derivation.facts)
        if self.number.code:
            facts[self.number.name] = stretch
        else:
            facts |= {name: part[name] for name in self.changed}
            if leaf.measure is not None:
                facts["actual"] = possible_actuals(leaf, part, self.plan)
        shares = line.derivation.rule.possible_shares(facts)
        points = rounded(shares.times(line.weight.exact), self.plan.indicator_set.rounded("leaf"))
        return Span(points, shares, tight=False)


def _following(stage: str, plan: Plan) -> frozenset[str]:
    """An amount, and the measures that follow from it."""
    found = {stage}
    for measure in plan.measures:
        if names(measure.formula) & found:
            found.add(measure.name)
    return frozenset(found)
