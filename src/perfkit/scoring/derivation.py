"""How a line got its points, in words, with its figures put in: built only when somebody reads it."""

from __future__ import annotations

from collections.abc import Mapping

from attrs import frozen

from perfkit.formula import Working
from perfkit.model import Figure, Rounding, readable
from perfkit.wording import Language, say


@frozen
class Derivation:
    """What the words of a line are made of.

    Attributes:
        working: the share with the part of the rule that gave it.
        shown: each fact as a reader sees it, by the name formulas use.
        weight, points: of the line.
    """

    working: Working
    shown: Mapping[str, str]
    weight: Figure
    points: Figure

    def worded(self, language: Language) -> str:
        """The worked line, for example ``得分 = 10 × min(77 ÷ 80, 1) = 9.625，四舍五入取 9.63``."""
        worked = self.weight.exact * self.working.share
        line = say(
            "line.worked" if self.points.exact == worked else "line.rounded",
            language,
            weight=self.weight.digits,
            formula=self.working.factor(language, self.shown),
            exact=readable(worked),
            rounding=rounding_words(self.points.rounding, language),
            points=self.points.digits,
        )
        return line + self._because(language)

    def _because(self, language: Language) -> str:
        """Why the branch that was taken was taken."""
        grounds = self.working.because(language, self.shown)
        joined = ("，" if language == "zh" else ", ").join(grounds)
        return say("line.because", language, grounds=joined) if grounds else ""


def rounding_words(rounding: Rounding | None, language: Language) -> str:
    """The name of a rounding: 四舍五入, 截断 …; empty for none."""
    return "" if rounding is None else say(f"rounding.{rounding.mode}", language)
