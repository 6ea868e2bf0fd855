"""Working papers in words, and as plain data."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from perfkit.formula import formula_name
from perfkit.model import STAGES, Figure, exact_text, readable
from perfkit.scoring.answers.elements import Element
from perfkit.scoring.answers.ledger import Ledger
from perfkit.scoring.answers.line_causes import measured_from
from perfkit.scoring.answers.loss import Loss
from perfkit.scoring.answers.lost_words import loss_words, money_words
from perfkit.scoring.answers.strength_words import cited
from perfkit.scoring.explain_facts import fact_title, fact_value
from perfkit.scoring.explain_line import line_remarks
from perfkit.scoring.phrases import bracketed, joined, named_rule
from perfkit.scoring.record_project import digits
from perfkit.scoring.result import ProjectResult, ScoreLine
from perfkit.wording import Language, say

if TYPE_CHECKING:
    from perfkit.scoring.answers.papers import PaperLine


def total_words(result: ProjectResult, ledger: Ledger, language: Language) -> str:
    """The total that counts, and what was deducted in all."""
    full, points = readable(Fraction(result.indicator_set.full_marks)), result.final_points
    if points is None or ledger.lost is None:
        return say("papers.no-total", language, full=full)
    return say("papers.total", language, full=full, points=points.digits, deduction=readable(ledger.lost.exact))


def above_words(loss: Loss, result: ProjectResult, language: Language) -> str:
    """What a node or the total made of the lines below it."""
    return loss_words(loss, None, result, language)


def line_words(paper: PaperLine, result: ProjectResult, language: Language) -> Iterator[str]:
    """The head of a line, and below it what was found, its elements, the calculation, the evidence and the reason."""
    yield _head(paper, language)
    yield from (f"  {said}" for said in _body(paper, result, language))


def _head(paper: PaperLine, language: Language) -> str:
    line, where = paper.line, " · ".join(part for part in paper.path if part)
    weight = readable(line.weight.exact)
    if line.final is None or paper.deduction is None:
        return say("papers.line-waived" if line.waived else "papers.line-absent", language, where=where, weight=weight)
    lost = readable(paper.deduction.exact)
    return say("papers.line", language, where=where, weight=weight, points=line.final.digits, deduction=lost)


def _body(paper: PaperLine, result: ProjectResult, language: Language) -> Iterator[str]:
    if found := joined(found_words(paper.line, result, language), language):
        yield say("papers.found", language, found=found)
    for number, element in enumerate(paper.elements, start=1):
        yield f"{number}. {element_words(element, language)}"
    yield say("papers.calculation", language, words=calculation(paper.line, language))
    yield from line_remarks(paper.line, result.indicator_set, language)
    if proofs := evidence_words(paper, result, language):
        yield say("papers.evidence", language, evidence=joined(proofs, language))
    if paper.line.reason and not paper.line.waived:
        yield say("papers.reason", language, reason=paper.line.reason)


def found_words(line: ScoreLine, result: ProjectResult, language: Language) -> Iterator[str]:
    """What was found: the facts and amounts of a measure, else the actual beside the target."""
    facts = {formula_name(name): (name, fact) for name, fact in result.project.facts.items()}
    names = measured_from(line, result.indicator_set)
    for name in (name for name in names if name not in STAGES and name in facts):
        given, fact = facts[name]
        value = fact_value(given, fact, result.indicator_set, language)
        yield say("papers.value", language, name=fact_title(given, result, language), value=value)
    if names:
        yield from money_words(line, result, language)
    elif line.actual and line.target:
        yield say("lost.number", language, actual=line.actual, target=line.target)
    elif line.actual:
        yield line.actual


def calculation(line: ScoreLine, language: Language) -> str:
    """How the points came about, with the rule, or why there are none."""
    if line.absent is not None:
        return line.absent.worded(language)
    rule = named_rule(line.rule, language) if line.derivation is not None else ""
    named = say("papers.rule", language, rule=rule) if rule else ""
    return joined([line.words(language), named], language)


def evidence_words(paper: PaperLine, result: ProjectResult, language: Language) -> tuple[str, ...]:
    """The documents behind a line, each with the value it proves where the line has several."""
    of_measure = "[" not in paper.line.code
    return tuple(
        cited(one, result.indicator_set.label(name).worded(language) if of_measure else "", language)
        for name, own in paper.evidence.items()
        for one in own
    )


def element_words(element: Element, language: Language) -> str:
    """An element with what was found, what proves it, and its points."""
    proof = say("papers.evidence", language, evidence=element.evidence) if element.evidence else ""
    parts = [
        met_words(element, language),
        say("papers.found", language, found=element.fact) if element.fact else "",
        proof or (say("papers.unproved", language) if element.unproved else ""),
        _worth(element, language) + bracketed(element.remark, language),
    ]
    return say("papers.element", language, name=element.name or "—", said=joined(parts, language))


def met_words(element: Element, language: Language) -> str:
    """How far an element is met; empty for a problem."""
    if element.met is None:
        return ""
    if element.met in (0, 1):
        return say("papers.met" if element.met else "papers.unmet", language)
    return say("papers.partly", language, share=f"{readable(element.met * 100)}%")


def _worth(element: Element, language: Language) -> str:
    if element.available is not None and element.points is not None and element.deduction is not None:
        figures = {"weight": element.available, "points": element.points, "deduction": element.deduction}
        return say("papers.worth", language, **{name: readable(figure.exact) for name, figure in figures.items()})
    if element.deduction is not None:
        return say("papers.deducted", language, deduction=readable(element.deduction.exact))
    return say("papers.not-apart", language)


def line_record(paper: PaperLine, result: ProjectResult, language: Language) -> dict[str, Any]:
    """A line of the paper as plain data."""
    line = paper.line
    return {
        "code": line.code,
        "path": [part for part in paper.path if part],
        "weight": exact_text(line.weight.exact),
        "points": digits(line.final),
        "deduction": _exact(paper.deduction),
        "found": list(found_words(line, result, language)),
        "elements": [_element_record(element) for element in paper.elements],
        "calculation": calculation(line, language),
        "rule": line.rule.name if line.rule else None,
        "evidence": list(evidence_words(paper, result, language)),
        "reason": line.reason,
    }


def _element_record(element: Element) -> dict[str, Any]:
    return {
        "name": element.name,
        "met": None if element.met is None else exact_text(element.met),
        "fact": element.fact,
        "evidence": element.evidence,
        "weight": _exact(element.available),
        "points": _exact(element.points),
        "deduction": _exact(element.deduction),
        "remark": element.remark,
    }


def _exact(figure: Figure | None) -> str | None:
    return None if figure is None else exact_text(figure.exact)
