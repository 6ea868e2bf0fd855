"""Small pieces that explanations are put together from: brackets, documents, rules and what amendments changed."""

from __future__ import annotations

from collections.abc import Iterable

from perfkit.model import COMPUTED, Basis, IndicatorSet, Rule
from perfkit.wording import Language, say


def bracketed(text: str, language: Language) -> str:
    """A remark in the brackets of its language; nothing for no remark."""
    brackets = "（{}）" if language == "zh" else " ({})"
    return brackets.format(text) if text else ""


def joined(parts: Iterable[str], language: Language) -> str:
    """Clauses one after the other; those that are empty are left out."""
    return ("；" if language == "zh" else "; ").join(part for part in parts if part)


def documents(basis: Iterable[Basis], language: Language) -> str:
    """The documents behind a rule in brackets, each marked as verified or not."""
    said = [
        f"{document}{say('explain.verified' if document.verified else 'explain.unverified', language)}"
        for document in basis
    ]
    return bracketed(joined(said, language), language)


def named_rule(rule: Rule | None, language: Language) -> str:
    """A rule by its title and name, with its documents."""
    if rule is None:
        return ""
    return f"{rule.title.worded(language)} [{rule.name}]{documents(rule.basis, language)}"


def changed(indicator_set: IndicatorSet, path: str, language: Language) -> str:
    """By which amendment a figure differs from the base, and why."""
    changes = [change for change in indicator_set.changes if change.at == path]
    return "".join(say("explain.changed", language, by=change.by, reason=change.reason) for change in changes)


def evaluator(by: str, indicator_set: IndicatorSet, language: Language) -> str:
    """Who gives points: the computation, or an evaluator by the name that the set prints for him."""
    return say("explain.by-computation", language) if by == COMPUTED else indicator_set.label(by).worded(language)
