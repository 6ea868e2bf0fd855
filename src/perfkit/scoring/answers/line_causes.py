"""Why a line lost points: by money, by a number, by a judgement, or because something is not there."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from perfkit.formula import Facts, Value
from perfkit.model import STAGES, IndicatorSet
from perfkit.scoring.answers.loss import LossCause
from perfkit.scoring.derivation import Derivation
from perfkit.scoring.facts import amounts, own_facts
from perfkit.scoring.result import ProjectResult, ScoreLine
from perfkit.scoring.terms import facts_behind

MONEY = frozenset((*STAGES, "lines"))
"""What a measure of money asks for: amounts by stage, or the lines of 资金来源."""


def line_cause(line: ScoreLine, result: ProjectResult) -> LossCause:
    """The class of cause behind the points of a line that lost some, or gained some beyond its weight."""
    if line.by_other and (line.points is None or line.final is None or line.points.exact != line.final.exact):
        return "judgement"
    if line.derivation is None and _unknown(line, result):
        return "missing"
    if is_money(line, result.indicator_set):
        return "money"
    if line.derivation is None:
        return "target"
    asked = {name: line.derivation.facts.get(name) for name in line.derivation.rule.facts}
    return "missing" if _unproved(line.derivation) else _by_kind(asked)


def is_money(line: ScoreLine, indicator_set: IndicatorSet) -> bool:
    """Whether the measure, or the rule, of a line asks for amounts of money by stage."""
    asked = line.derivation.rule.facts if line.derivation is not None else frozenset[str]()
    return bool(MONEY & asked) or not MONEY.isdisjoint(measured_from(line, indicator_set))


def measured_from(line: ScoreLine, indicator_set: IndicatorSet) -> tuple[str, ...]:
    """The facts and amounts that the measure of a line follows from, through other measures; none of an indicator."""
    node = indicator_set.node(line.code)
    return tuple(dict.fromkeys(facts_behind(node.measure, indicator_set))) if node is not None and node.measure else ()


def _unknown(line: ScoreLine, result: ProjectResult) -> bool:
    """Whether the rule was not asked because a value is missing: of an indicator its own, else one of the measure's.

    A measure all of whose values are there has a divisor of zero.
    """
    indicator_set, project = result.indicator_set, result.project
    known = {**own_facts(project, indicator_set), **amounts(project.funding, indicator_set)}
    asked = measured_from(line, indicator_set)
    return not asked or not known.keys() >= set(asked)


def _by_kind(asked: Facts) -> LossCause:
    """By what the rule asks for: a judged share, else an actual, else words, truths and lists, else numbers."""
    if "judged" in asked:
        return "judgement"
    given = any(isinstance(value, (str, bool, tuple)) for value in asked.values())
    return "judgement" if given and "actual" not in asked else "target"


def unmet_of(derivation: Derivation) -> list[Mapping[str, Value]]:
    """The records of lists 评价要点 that a rule asked for and that are not, or not wholly, met."""
    lists = [derivation.facts.get(name) for name in sorted(derivation.rule.facts)]
    records = [record for value in lists if isinstance(value, tuple) for record in value]
    return [record for record in records if isinstance(met := record.get("met"), (bool, Fraction)) and met != 1]


def _unproved(derivation: Derivation) -> bool:
    """Whether all that is not met in a list is not met because nothing proves it: ``evidence = false``."""
    unmet = unmet_of(derivation)
    return bool(unmet) and all(record.get("evidence") is False for record in unmet)
