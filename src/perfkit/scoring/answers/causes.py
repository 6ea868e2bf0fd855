"""Why printed points are not the computed ones: what can be found, and what is only possible."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Literal, TypeAlias

from attrs import field, frozen

from perfkit.formula import Absent, CompiledRule, Facts
from perfkit.model import Figure, Indicator, IndicatorSet, Rule, Target, Title
from perfkit.scoring.agreement import agrees_as_rounded
from perfkit.scoring.derivation import Derivation
from perfkit.scoring.lines import rounded_points
from perfkit.scoring.result import ProjectResult, ScoreLine
from perfkit.scoring.rulebook import RuleBook
from perfkit.wording import Language, say

CauseCode: TypeAlias = Literal[
    "rounding", "final", "beyond-weight", "own-weight", "rule", "adjustment", "lines", "measures", "sum", "unexplained"
]
"""rounding: equal once rounded as printed. final: the points that count after a review. beyond-weight: more than can be
had. own-weight: the weight from before weight moved. rule: another rule of the set would give them. For totals besides,
adjustment: the total before it; lines: the differences of the lines add up to it; measures: what is left for the set's
own measures is not what they earn; sum: the printed lines do not add up to it."""


@frozen
class Cause:
    """What is behind a difference between printed and computed points; ``rule`` is a possibility and no more."""

    code: CauseCode
    figures: Mapping[str, Figure] = field(factory=dict)
    names: tuple[Title, ...] = ()

    def worded(self, language: Language) -> str:
        figures = {name: figure.digits for name, figure in self.figures.items()}
        return say(f"side.cause.{self.code}", language, **figures, names=self.names)


def cause_of_line(stated: Figure, line: ScoreLine, indicator: Indicator, indicator_set: IndicatorSet) -> Cause | None:
    """Why the printed points of an indicator are not the computed ones; None where they are, or there are none."""
    if line.points is None or stated.exact == line.points.exact:
        return None
    if agrees_as_rounded(stated, line.points):
        return Cause("rounding")
    if line.by_other and line.final is not None and agrees_as_rounded(stated, line.final):
        return Cause("final")
    if line.derivation is not None and stated.exact > line.weight.exact * max(Fraction(1), line.derivation.limits[1]):
        return Cause("beyond-weight", {"weight": line.weight})
    if line.own_weight is not None and line.share is not None:
        own = rounded_points(line.own_weight.exact * line.share.exact, indicator_set)
        if agrees_as_rounded(stated, own):
            return Cause("own-weight", {"own": line.own_weight, "weight": line.weight})
    others = [] if line.derivation is None else list(_others(line.derivation, line, indicator, indicator_set))
    possible = tuple(rule.title for rule, points in others if agrees_as_rounded(stated, points))
    return Cause("rule", names=possible) if possible else Cause("unexplained")


def _others(
    derivation: Derivation, line: ScoreLine, indicator: Indicator, indicator_set: IndicatorSet
) -> Iterator[tuple[Rule, Figure]]:
    """The other rules that such an indicator may have, with the points that each would give."""
    book, target = RuleBook(indicator_set.rules), indicator.target or Target.judged("")
    for name in indicator_set.rules:
        rule = book[name]
        if line.rule is not None and name == line.rule.name:
            continue
        share = _share(rule.compiled, derivation.facts, target)
        if share is not None:
            yield rule.rule, rounded_points(line.weight.exact * share, indicator_set)


def _share(rule: CompiledRule, facts: Facts, target: Target) -> Fraction | None:
    """What the rule gives; None if it gives nothing here, or is not one for such a target."""
    fitting = rule.tree.gives is None and (rule.unit is None or rule.fits(target.unit))
    if not fitting or not _suits(rule, facts, target):
        return None
    share = rule.share(facts)
    return None if isinstance(share, Absent) else share


def _suits(rule: CompiledRule, facts: Facts, target: Target) -> bool:
    """Whether a rule is one for this kind of target: met it gives everything, and far from it less."""
    if target.kind == "judged":
        return not {"target", "actual"} & rule.facts
    if "actual" not in rule.facts:
        return False
    promised = facts.get("target")
    if not isinstance(promised, Fraction):
        return False
    met, missed = (rule.share({**facts, "actual": actual}) for actual in (promised, _far_from(promised, target)))
    return met == 1 and not isinstance(missed, Absent) and missed < 1


FAR = 10


def _far_from(promised: Fraction, target: Target) -> Fraction:
    """A value that misses the target by far: nothing, or many times as much where less is better or nothing is best."""
    return FAR * max(promised, Fraction(1)) if target.kind == "at-most" or not promised else Fraction(0)


def cause_of_total(stated: Figure, result: ProjectResult, printed: Sequence[Figure | None]) -> Cause | None:
    """Why the printed total is not the computed one; ``printed`` are the points of the indicators, in their order."""
    if result.points is None or stated.exact == result.points.exact:
        return None
    if agrees_as_rounded(stated, result.points):
        return Cause("rounding")
    if result.final_points is not None and result.by_other and agrees_as_rounded(stated, result.final_points):
        return Cause("final")
    if result.adjusted and agrees_as_rounded(stated, result.adjusted[0].before):
        return Cause("adjustment", names=tuple(one.adjustment.title for one in result.adjusted))
    return _cause_in_sum(stated, result, printed) or Cause("unexplained")


def _cause_in_sum(stated: Figure, result: ProjectResult, printed: Sequence[Figure | None]) -> Cause | None:
    """What the printed lines tell, where the total is their sum."""
    known = [points.exact for points in printed if points is not None]
    if len(known) < len(printed) or not _added_up(result):
        return None
    measured = [line for line in result.lines if "[" not in line.code]
    rest = stated.exact - sum(known, Fraction(0))
    earned = sum((line.final.exact for line in measured if line.final is not None), Fraction(0))
    weight = sum((line.weight.exact for line in measured), Fraction(0))
    figures = {"sum": Figure(sum(known, Fraction(0)), "分"), "rest": Figure(rest, "分"), "earned": Figure(earned, "分")}
    if rest == earned:
        return Cause("lines")
    if 0 <= rest <= weight:
        return Cause("measures", figures, tuple(Title(line.name) for line in measured))
    return Cause("sum", figures)


def _added_up(result: ProjectResult) -> bool:
    """Whether the computed total is no more than the sum of its lines."""
    points = [line.final.exact for line in result.lines if line.final is not None]
    return result.points is not None and sum(points, Fraction(0)) == result.points.exact
