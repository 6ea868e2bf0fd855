"""Why printed points are not the computed ones: what can be found, and what is only possible."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Literal, TypeAlias

from attrs import field, frozen

from perfkit.formula import Absent, CompiledRule, Facts
from perfkit.model import Figure, Indicator, IndicatorSet, Rule, Target, Title
from perfkit.scoring.agreement import agrees_as_rounded, prints_as
from perfkit.scoring.derivation import Derivation
from perfkit.scoring.lines import rounded_points
from perfkit.scoring.plan import RulePlan
from perfkit.scoring.result import ProjectResult, ScoreLine
from perfkit.wording import Language, say

CauseCode: TypeAlias = Literal[
    "rounding",
    "final",
    "beyond-weight",
    "own-weight",
    "cut-off",
    "rule",
    "adjustment",
    "lines",
    "measures",
    "sum",
    "unexplained",
]
"""rounding: equal once rounded as printed. final: the points that count after a review. beyond-weight: more than can be
had. own-weight: the weight from before weight moved. cut-off: cutting off instead of rounding would give them. rule:
another rule of the set would.

For totals besides, adjustment: the total before it. lines: the differences of the lines add up to it. measures: what is
left for the set's own measures is not what they earn. sum: the printed lines do not add up to it."""


@frozen
class Cause:
    """What is behind a difference between printed and computed points; ``cut-off`` and ``rule`` are only possible."""

    code: CauseCode
    figures: Mapping[str, Figure] = field(factory=dict)
    names: tuple[Title, ...] = ()

    def worded(self, language: Language) -> str:
        figures = {name: figure.digits for name, figure in self.figures.items()}
        return say(f"side.cause.{self.code}", language, **figures, names=self.names)


def cause_of_line(
    stated: Figure, line: ScoreLine, indicator: Indicator, indicator_set: IndicatorSet, book: Mapping[str, RulePlan]
) -> Cause | None:
    """Why the printed points of an indicator are not the computed ones; None where they are, or there are none.

    ``book`` holds the rules of the set.
    """
    if line.points is None or stated.exact == line.points.exact:
        return None
    found = _of_points(stated, line.points, line.final if line.by_other else None)
    derivation = line.derivation
    if found is None and derivation is not None:
        found = _of_weight(stated, line, derivation, indicator_set) or _of_places(stated, line.points)
        found = found or _of_rules(stated, line, derivation, indicator, indicator_set, book)
    return found or Cause("unexplained")


def _of_points(stated: Figure, computed: Figure, final: Figure | None) -> Cause | None:
    """The computed points, rounded as printed; or those that somebody else gave, where these count."""
    if agrees_as_rounded(stated, computed):
        return Cause("rounding")
    return Cause("final") if final is not None and agrees_as_rounded(stated, final) else None


def _of_weight(stated: Figure, line: ScoreLine, derivation: Derivation, indicator_set: IndicatorSet) -> Cause | None:
    """More than can be had, or what was to be had before weight moved to the line."""
    if stated.exact > line.weight.exact * max(Fraction(1), derivation.limits[1]):
        return Cause("beyond-weight", {"weight": line.weight})
    if line.own_weight is None:
        return None
    own = rounded_points(line.own_weight.exact * derivation.share, indicator_set)
    figures = {"own": line.own_weight, "weight": line.weight}
    return Cause("own-weight", figures) if agrees_as_rounded(stated, own) else None


def _of_places(stated: Figure, computed: Figure) -> Cause | None:
    return Cause("cut-off") if prints_as(stated, computed.exact, "down") else None


def _of_rules(
    stated: Figure,
    line: ScoreLine,
    derivation: Derivation,
    indicator: Indicator,
    indicator_set: IndicatorSet,
    book: Mapping[str, RulePlan],
) -> Cause | None:
    target = indicator.target or Target.judged("")
    possible = tuple(
        rule.title
        for rule, share in _others(derivation, line, target, book)
        if agrees_as_rounded(stated, rounded_points(line.weight.exact * share, indicator_set))
    )
    return Cause("rule", names=possible) if possible else None


def _others(
    derivation: Derivation, line: ScoreLine, target: Target, book: Mapping[str, RulePlan]
) -> Iterator[tuple[Rule, Fraction]]:
    """The other rules that an indicator with such a target may have, with the share that each would give."""
    for plan in book.values():
        if plan.rule == line.rule:
            continue
        share = _share(plan.compiled, derivation.facts, target)
        if share is not None:
            yield plan.rule, share


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
    return (
        _of_points(stated, result.points, result.final_points if result.by_other else None)
        or _of_places(stated, result.points)
        or _of_adjustments(stated, result)
        or _of_sum(stated, result, printed)
        or Cause("unexplained")
    )


def _of_adjustments(stated: Figure, result: ProjectResult) -> Cause | None:
    if not result.adjusted or not agrees_as_rounded(stated, result.adjusted[0].before):
        return None
    return Cause("adjustment", names=tuple(one.adjustment.title for one in result.adjusted))


def _of_sum(stated: Figure, result: ProjectResult, printed: Sequence[Figure | None]) -> Cause | None:
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
