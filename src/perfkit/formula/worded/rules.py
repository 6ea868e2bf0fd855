"""A whole rule in words: what it requires, how the share follows, and what its intermediate values are."""

from __future__ import annotations

from collections.abc import Mapping

from perfkit.formula.rule_tree import WITHIN_THE_WEIGHT, RuleTree
from perfkit.formula.tables.rows import otherwise_region
from perfkit.formula.worded.decimals import percent_text
from perfkit.formula.worded.formulas import prose, settled, words
from perfkit.wording import Language, say

MOST_TOLD = 4
"""Of more regions than this no list is made: it would be longer than the table."""


def rule_words(rule: RuleTree, language: Language, shown: Mapping[str, str]) -> str:
    """The rule as a person reads it, with terms for its names."""
    parts = []
    if rule.requires is not None:
        parts.append(say("words.rule-requires", language, requires=words(rule.requires, language, shown)))
    if rule.gives is not None:
        options = tuple(shown.get(option, option) for option in rule.gives.options)
        parts.append(say("words.rule-gives", language, options=options))
    parts.append(_table(rule, language, shown) if rule.cases else _share(rule, language, shown))
    if rule.let:
        stop = "；" if language == "zh" else "; "
        values = [f"{shown.get(name, name)} = {words(expr, language, shown)}" for name, expr in rule.let]
        parts.append(say("words.rule-let", language, values=stop.join(values)))
    if rule.limits != WITHIN_THE_WEIGHT:
        low, high = (percent_text(limit) for limit in rule.limits)
        parts.append(say("words.rule-limits", language, low=low, high=high))
    if rule.explain is not None:
        parts.append(say("words.rule-explain", language, condition=words(rule.explain, language, shown)))
    return settled("".join(parts))


def _share(rule: RuleTree, language: Language, shown: Mapping[str, str]) -> str:
    share = "" if rule.otherwise is None else prose(rule.otherwise, language, shown)
    return say("words.rule-share" if rule.gives is None else "words.rule-label", language, share=share)


def _left_out(rule: RuleTree, language: Language, shown: Mapping[str, str]) -> str:
    """Which facts no row takes, where a few words say it: what is not scored has to be seen by who writes the rule."""
    region = otherwise_region(rule)
    if region is None or not 0 < len(region.conjunctions) <= MOST_TOLD:
        return ""
    return say("words.rule-left-out", language, region=region.words(language, shown))


def _table(rule: RuleTree, language: Language, shown: Mapping[str, str]) -> str:
    case_code, rest_code = ("rule-case", "rule-rest") if rule.gives is None else ("rule-label-case", "rule-label-rest")
    rows = []
    for number, case in enumerate(rule.cases, 1):
        row = {"when": words(case.when, language, shown), "share": prose(case.share, language, shown)}
        rows.append(say(f"words.{case_code}", language, number=number, **row))
    if rule.otherwise is None:
        rest = say("words.rule-absent" if rule.gives is None else "words.rule-label-absent", language)
        rest += _left_out(rule, language, shown)
    else:
        rest = say(f"words.{rest_code}", language, share=prose(rule.otherwise, language, shown))
    stop = "；" if language == "zh" else "; "
    return say("words.rule-cases", language, rows=stop.join(rows), rest=rest)
