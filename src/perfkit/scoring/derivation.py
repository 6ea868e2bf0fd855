"""How a line got its points, in words, with its figures put in: built only when somebody reads it."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from attrs import frozen

from perfkit.formula import Absent, CompiledRule, Facts, Working
from perfkit.model import Figure, Rounding, Title, readable
from perfkit.scoring.terms import NO_TERMS, in_language
from perfkit.wording import Language, say


@frozen
class Derivation:
    """What the words of a line are made of.

    Attributes:
        rule, facts: what was asked, and with which facts.
        share, row: what came out, and the row of the table that gave it.
        shown: each fact as a reader sees it, by the name formulas use.
        weight, points: of the line or the node.
        terms: what a reader calls the other names of the rule.
    """

    rule: CompiledRule
    facts: Facts
    share: Fraction
    row: int
    shown: Mapping[str, str]
    weight: Figure
    points: Figure
    terms: Mapping[str, Title] = NO_TERMS

    @property
    def limits(self) -> tuple[Fraction, Fraction]:
        """The least and the greatest share that the rule may give."""
        return self.rule.tree.limits

    @property
    def working(self) -> Working:
        """The share with the part of the rule that gave it."""
        return self.rule.working(self.share, self.row, self.facts)

    def worded(self, language: Language) -> str:
        """The worked line, for example ``得分 = 10 × min(77 ÷ 80, 1) = 9.625，按四舍五入取 9.63``."""
        working, worked = self.working, self.weight.exact * self.share
        shown = {**in_language(self.terms, language), **self.shown}
        rounding = self.points.rounding
        exactly = rounding is None or Fraction(rounding.round(self.points.exact)) == worked
        line = say(
            "line.worked" if exactly else "line.rounded",
            language,
            weight=readable(self.weight.exact),
            formula=working.factor(language, shown),
            exact=readable(worked),
            rounding=rounding_words(rounding, language),
            points=readable(worked) if rounding is None else self.points.digits,
        )
        return line + _because(working, language, shown)

    def ruled(self, language: Language) -> str:
        """The whole rule in words, with terms and without figures."""
        return self.rule.words(language, in_language(self.terms, language))


@frozen
class Decision:
    """How a rule gave a label, such as a grade; the attributes are those of :class:`Derivation`."""

    rule: CompiledRule
    facts: Facts
    shown: Mapping[str, str]
    terms: Mapping[str, Title]

    def because(self, language: Language) -> str:
        """Why this label was given, with figures, as a remark behind it."""
        working = self.rule.work(self.facts)
        shown = {**in_language(self.terms, language), **self.shown}
        return "" if isinstance(working, Absent) else _because(working, language, shown)


def _because(working: Working, language: Language, shown: Mapping[str, str]) -> str:
    grounds = ("，" if language == "zh" else ", ").join(working.because(language, shown))
    return say("line.because", language, grounds=grounds) if grounds else ""


def rounding_words(rounding: Rounding | None, language: Language) -> str:
    """The name of a rounding: 四舍五入, 截断 …; empty for none."""
    return "" if rounding is None else say(f"rounding.{rounding.mode}", language)
