"""The rule that scores an indicator, and what is said about it in the comment of a cell."""

from __future__ import annotations

from collections.abc import Iterator

from perfkit.model import Indicator, plain
from perfkit.reports.fillin.blank import Blank
from perfkit.scoring.plan import NodePlan, RulePlan
from perfkit.scoring.terms import in_language
from perfkit.wording import say


def rule_of(indicator: Indicator, blank: Blank) -> RulePlan | None:
    """The rule of an indicator: its own, or that of the set for its target; None where neither is known."""
    if indicator.rule:
        return blank.plan.rules.get(indicator.rule)
    node = blank.plan.node(indicator.block)
    return None if node is None or indicator.target is None else node.rule_for(indicator.target)


def rule_words(rule: RulePlan, blank: Blank) -> str:
    """The rule by its title, and in words."""
    terms = {**{name: say(f"fillin.{name}", "zh") for name in ("judged", "baseline", "level")}}
    words = rule.compiled.words("zh", {**terms, **in_language(blank.plan.labels, "zh")})
    return say("fillin.rule-words", "zh", title=rule.rule.title.zh, words=words)


def note_of(rule: RulePlan | None, blank: Blank, most: str) -> str:
    """The comment of a cell for points: the rule, and how many points can be had."""
    parts = [] if rule is None else [rule_words(rule, blank)]
    if most:
        parts.append(say("fillin.range", "zh", most=most))
    return "\n".join(parts)


def notes_of_node(node: NodePlan, blank: Blank) -> str:
    """The comment for rows that are still blank: the rule for each kind of target, rules that are alike only once."""
    by_rule: dict[str, list[str]] = {}
    for kind, rule in node.rules.items():
        by_rule.setdefault(rule_words(rule, blank), []).append(say(f"fillin.kind.{kind}", "zh"))
    lines = [say("fillin.for-kinds", "zh", kinds="、".join(kinds), words=words) for words, kinds in by_rule.items()]
    return "\n".join([*lines, *_together(node)])


def _together(node: NodePlan) -> Iterator[str]:
    if node.node.weight:
        yield say("fillin.together", "zh", name=node.node.name, most=plain(node.node.weight))
