"""Working papers 评价底稿: of each indicator what was found, what proves it, how it is calculated, what is deducted."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any

from attrs import frozen

from perfkit.model import Evidence, Figure, Indicator, exact_text
from perfkit.scoring.answers.elements import Element, elements_of
from perfkit.scoring.answers.ledger import Ledger, lost_points
from perfkit.scoring.answers.loss import Loss
from perfkit.scoring.answers.papers_words import above_words, line_record, line_words, total_words
from perfkit.scoring.answers.strength import evidence_strength
from perfkit.scoring.record_project import digits
from perfkit.scoring.result import Evaluation, ProjectResult, ScoreLine
from perfkit.wording import Language


@frozen(kw_only=True)
class PaperLine:
    """The paper of one indicator.

    Attributes:
        line: as it was scored; path: the names from the first level down to it.
        elements: its 评价要点 or problems, where its rule asks for them.
        evidence: what proves it; of a measure that of the values it follows from, by their names.
        deduction: its weight less the points that count; None where it has none, or does not apply.
    """

    line: ScoreLine
    path: tuple[str, ...]
    elements: tuple[Element, ...]
    evidence: Mapping[str, tuple[Evidence, ...]]
    deduction: Figure | None


@frozen(kw_only=True)
class WorkingPaper:
    """The working paper of one project.

    Attributes:
        result: of the project; lines: one for each indicator, in the order of the set.
        above: what nodes and the total make of the lines: adjustments, combining, rounding, an evaluator's total.
        ledger: where the points went; the deductions of the lines and of ``above`` add up to ``ledger.lost``.
    """

    result: ProjectResult
    lines: tuple[PaperLine, ...]
    above: tuple[Loss, ...]
    ledger: Ledger

    def worded(self, language: Language = "zh") -> Iterator[str]:
        """The total, then each indicator with its points below it, then what happened above the indicators."""
        yield total_words(self.result, self.ledger, language)
        for one in self.lines:
            yield from line_words(one, self.result, language)
        yield from (above_words(loss, self.result, language) for loss in self.above)

    def record(self, language: Language = "zh") -> dict[str, Any]:
        """The paper as plain data: numbers as texts."""
        return {
            "full_marks": exact_text(Fraction(self.result.indicator_set.full_marks)),
            "final_points": digits(self.result.final_points),
            "deduction": digits(self.ledger.lost),
            "lines": [line_record(one, self.result, language) for one in self.lines],
            "above": [
                {
                    "code": loss.code,
                    "name": loss.named(language),
                    "cause": loss.cause,
                    "deduction": digits(loss.lost),
                    "words": above_words(loss, self.result, language),
                }
                for loss in self.above
            ],
        }


def working_paper(evaluation: Evaluation, key: str) -> WorkingPaper:
    """The working paper of the project that ``key`` names, whatever state it is in."""
    result = evaluation[key]
    ledger = lost_points(result)
    proofs = {id(one.line): one.evidence for one in evidence_strength(result).lines}
    return WorkingPaper(
        result=result,
        lines=tuple(_line(line, result, proofs[id(line)]) for line in result.lines),
        above=tuple(loss for loss in ledger.entries if not isinstance(loss.source, ScoreLine)),
        ledger=ledger,
    )


def _line(line: ScoreLine, result: ProjectResult, evidence: Mapping[str, tuple[Evidence, ...]]) -> PaperLine:
    given = {"actual": line.evidence} if line.evidence and not evidence else evidence
    lost = None if line.final is None else Figure(line.weight.exact - line.final.exact, "分")
    return PaperLine(
        line=line,
        path=tuple(dict.fromkeys((*_above(line, result), line.category, line.name))),
        elements=elements_of(line.derivation, _indicator(line, result)),
        evidence=given,
        deduction=lost,
    )


def _above(line: ScoreLine, result: ProjectResult) -> Iterator[str]:
    """The names of the nodes over a line, from the first level down."""
    code = line.code.partition("[")[0]
    for root in result.indicator_set.indicators:
        yield from (node.name for node in root.walk() if code in {below.code for below in node.walk()})


def _indicator(line: ScoreLine, result: ProjectResult) -> Indicator | None:
    """The project's own indicator behind a line; None for a measure of the set."""
    block, _, number = line.code.partition("[")
    own = [indicator for indicator in result.project.indicators if indicator.block == block]
    return own[int(number.removesuffix("]")) - 1] if number else None
