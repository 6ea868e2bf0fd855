"""How a line got its points, in words, with its figures put in."""

from __future__ import annotations

from collections.abc import Mapping

from perfkit.formula import Working
from perfkit.model import Figure, Rounding, readable
from perfkit.wording import LANGUAGES, Language, say


def line_words(working: Working, shown: Mapping[str, str], weight: Figure, points: Figure) -> Mapping[Language, str]:
    """The worked line, for example ``得分 = 10 × min(77 ÷ 80, 1) = 9.625，四舍五入取 9.63``."""
    worked = weight.exact * working.share
    code = "line.worked" if points.exact == worked else "line.rounded"
    return {
        language: say(
            code,
            language,
            weight=weight.digits,
            formula=working.factor(language, shown),
            exact=readable(worked),
            rounding=rounding_words(points.rounding, language),
            points=points.digits,
        )
        + _because(working, shown, language)
        for language in LANGUAGES
    }


def _because(working: Working, shown: Mapping[str, str], language: Language) -> str:
    """Why the branch that was taken was taken."""
    grounds = working.because(language, shown)
    joined = ("，" if language == "zh" else ", ").join(grounds)
    return say("line.because", language, grounds=joined) if grounds else ""


def rounding_words(rounding: Rounding | None, language: Language) -> str:
    """The name of a rounding: 四舍五入, 截断 …; empty for none."""
    return "" if rounding is None else say(f"rounding.{rounding.mode}", language)
