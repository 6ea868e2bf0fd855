"""Effective weights in words: each beside the printed one, and why it differs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from perfkit.model import readable
from perfkit.scoring.explain_facts import explain_weights
from perfkit.scoring.phrases import joined
from perfkit.wording import Language, say

if TYPE_CHECKING:
    from perfkit.scoring.answers.effective import EffectiveWeight, EffectiveWeights, Why


def effective_worded(weights: EffectiveWeights, language: Language) -> Iterator[str]:
    """What is to be known about all of them, then the nodes that differ, then every line."""
    if not weights.lines:
        yield say("effective.unknown", language)
        return
    figures = {"full": readable(weights.full_marks), "added": readable(weights.added), "count": len(weights.lines)}
    if not weights.added:
        yield say("effective.nothing", language)
        return
    differs = weights.added != weights.full_marks
    yield say("effective.nominal" if differs else "effective.whole", language, **figures)
    if weights.guessed:
        yield say("effective.guessed", language, names=weights.guessed)
    yield from explain_weights(weights.result, language)
    for node in weights.nodes:
        if node.why:
            yield say("effective.node", language, said=_one(node, weights, language))
    for line in weights.lines:
        yield _one(line, weights, language)


def _one(weight: EffectiveWeight, weights: EffectiveWeights, language: Language) -> str:
    figures = {"printed": readable(weight.printed), "effective": readable(weight.effective)}
    if not weight.why:
        return say("effective.same", language, name=weight.name, **figures)
    because = joined((_because(why, weight, weights, language) for why in weight.why), language)
    return say("effective.differs", language, name=weight.name, because=because, **figures)


def _because(why: Why, weight: EffectiveWeight, weights: EffectiveWeights, language: Language) -> str:
    """One reason; of what does not apply, its name; of a rule, its title."""
    waived = tuple(line.name for line in weights.result.lines if line.waived)
    rules = tuple(rule.title for rule in weight.rules)
    return say(f"effective.because-{why}", language, waived=waived, rules=rules)
