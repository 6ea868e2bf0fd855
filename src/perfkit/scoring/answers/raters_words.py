"""The agreement of raters in words and as plain data."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from perfkit.model import exact_text, readable
from perfkit.scoring.phrases import joined
from perfkit.wording import Language, say

if TYPE_CHECKING:
    from perfkit.scoring.answers.raters import Agreement, Leaning, Marked


def agreement_words(agreement: Agreement, language: Language) -> Iterator[str]:
    """A line for the statistic, one for each rater, one for each sheet."""
    if not agreement.marked:
        yield say("raters.none", language)
        return
    yield say("raters.count", language, raters=len(agreement.raters), items=len(agreement.marked))
    value = "" if agreement.alpha is None else readable(agreement.alpha)
    yield say(f"raters.{agreement.reliability}", language, alpha=value)
    for leaning in agreement.leanings:
        yield _leaning(leaning, language)
    level = [one for one in agreement.marked if not one.spread]
    for one in (*agreement.disputed, *level):
        yield _sheet(one, agreement, language)


def _leaning(leaning: Leaning, language: Language) -> str:
    deviation = leaning.deviation
    if deviation is None:
        return say("raters.alone", language, rater=leaning.rater)
    code = "lenient" if deviation > 0 else "strict" if deviation < 0 else "level"
    by = percent(abs(deviation))
    return say(f"raters.{code}", language, rater=leaning.rater, by=by, items=leaning.items)


def _sheet(one: Marked, agreement: Agreement, language: Language) -> str:
    """Every mark, a stroke for none; the spread; and what the rule made of them."""
    marks = tuple(
        say("raters.mark", language, rater=rater, mark=percent(one.marks[rater]) if rater in one.marks else "—")
        for rater in agreement.raters
    )
    said = [say("raters.marks", language, marks=marks)]
    if one.spread:
        said.append(say("raters.spread", language, spread=percent(one.spread)))
    elif len(one.marks) > 1:
        said.append(say("raters.same", language))
    if one.combined is not None and one.rule is not None:
        said.append(say("raters.combined", language, rule=one.rule.title, share=percent(one.combined)))
    name = " · ".join(part for part in (one.project, one.name) if part)
    return say("raters.sheet", language, name=name, said=joined(said, language))


def percent(share: Fraction) -> str:
    """A share as a reader sees it."""
    return f"{readable(100 * share)}%"


def agreement_record(agreement: Agreement, language: Language) -> dict[str, Any]:
    """Numbers are texts, shares of 1 as they were given; ``null`` is what is not known."""
    return {
        "raters": list(agreement.raters),
        "alpha": _exact(agreement.alpha),
        "reliability": agreement.reliability,
        "leanings": [
            {"rater": one.rater, "items": str(one.items), "deviation": _exact(one.deviation)}
            for one in agreement.leanings
        ],
        "marked": [
            {
                "project": one.project,
                "name": one.name or None,
                "marks": {rater: exact_text(mark) for rater, mark in one.marks.items()},
                "spread": exact_text(one.spread),
                "combined": _exact(one.combined),
                "rule": None if one.rule is None else one.rule.name,
            }
            for one in agreement.marked
        ],
        "words": list(agreement.worded(language)),
    }


def _exact(value: Fraction | None) -> str | None:
    return None if value is None else exact_text(value)
