"""How well a result is proved, in words: the verdict beside the grade, and what each line rests on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from perfkit.model import Evidence, EvidenceGrade, Figure, readable
from perfkit.scoring.phrases import bracketed, joined
from perfkit.wording import Language, say

if TYPE_CHECKING:
    from perfkit.scoring.result import ProjectResult, ScoreLine


def strength_words(
    result: ProjectResult, verdict: EvidenceGrade, weights: Mapping[EvidenceGrade, Figure], language: Language
) -> str:
    """The verdict beside the grade, such as “优，证据不足”, with the weight that rests on each grade of evidence."""
    grade = result.grade or say("strength.no-grade", language)
    parts = [
        say(f"strength.on-{name}", language, weight=readable(weight.exact))
        for name, weight in weights.items()
        if weight.exact
    ]
    said = say("strength.verdict", language, grade=grade, verdict=say(f"strength.{verdict}", language))
    return said + bracketed(joined(parts, language), language)


def line_words(
    line: ScoreLine,
    reading: str,
    grade: EvidenceGrade | None,
    evidence: Mapping[str, tuple[Evidence, ...]],
    result: ProjectResult,
    language: Language,
) -> str:
    """One line: how well it is proved, and by which documents."""
    words = say(f"strength.{reading}" if grade is None else f"strength.line-{grade}", language)
    of_measure = result.indicator_set.node(line.code) is not None
    proofs = [
        cited(one, result.indicator_set.label(name).worded(language) if of_measure else "", language)
        for name, own in evidence.items()
        for one in own
    ]
    said = joined([words, *proofs], language)
    return say("strength.line", language, name=line.name, weight=readable(line.weight.exact), said=said)


def cited(one: Evidence, value: str, language: Language) -> str:
    """A document with its kind and page, and the value it proves where there are several."""
    counted = bool(one.page) and all(character.isdigit() or character in "-–～、," for character in one.page)
    parts = [say("strength.page", language, page=one.page) if counted else one.page, one.note]
    kind = say(f"strength.kind-{one.kind}", language)
    said = say("strength.document", language, kind=kind, document=one.document)
    said += bracketed(joined(parts, language), language)
    return say("strength.of-value", language, value=value, cited=said) if value else said
