"""How well a result is proved 佐证: a second verdict beside the grade, as in “优，证据不足”. It changes no points.

What a kind of evidence counts, and how much of the weight has to rest on what, is data of the set
(:class:`perfkit.model.EvidenceScale`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from typing import Any, Literal, TypeAlias

from attrs import field, frozen

from perfkit.formula import formula_name
from perfkit.model import EVIDENCE_GRADES, Evidence, EvidenceGrade, Figure, Project, best, exact_text, worst
from perfkit.scoring.answers.strength_words import line_words, strength_words
from perfkit.scoring.record_project import evidence_record, ratio
from perfkit.scoring.result import ProjectResult, ScoreLine
from perfkit.scoring.terms import names_in
from perfkit.wording import Language

Reading: TypeAlias = Literal["value", "insufficient", "missing", "not-applicable"]
"""value: there is one, and it is proved; insufficient: there is one, and its evidence is weak or none; missing: there
is none; not-applicable: there can be none. None of them is taken for zero or for full marks."""


@frozen(kw_only=True)
class LineStrength:
    """How well one line is proved.

    Attributes:
        line: as it was scored; reading: see :data:`Reading`.
        grade: of its evidence; None where there is no value to prove.
        evidence: what proves it; of a measure that of the values it follows from, by their names.
    """

    line: ScoreLine
    reading: Reading
    grade: EvidenceGrade | None
    evidence: Mapping[str, tuple[Evidence, ...]] = field(factory=dict)


@frozen(kw_only=True)
class Strength:
    """How well a project is proved.

    Attributes:
        result: of the project; lines: each of its lines, in order.
        weights: the weight that rests on each grade of evidence. Lines without a value have no part in it; of a project
            without a computed total, what no line shows rests on nothing.
        verdict: on the whole, by the shares that the set asks for.
    """

    result: ProjectResult
    lines: tuple[LineStrength, ...]
    weights: Mapping[EvidenceGrade, Figure]
    verdict: EvidenceGrade = field(init=False)

    @verdict.default
    def _verdict(self) -> EvidenceGrade:
        scale = self.result.indicator_set.evidence
        if self.share("strong") >= Fraction(scale.strong):
            return "strong"
        if self.share("fair") >= Fraction(scale.fair):
            return "fair"
        return "weak" if self.share("weak") else "none"

    @property
    def insufficient(self) -> tuple[LineStrength, ...]:
        """The lines whose value rests on weak evidence or on none."""
        return tuple(one for one in self.lines if one.reading == "insufficient")

    def share(self, grade: EvidenceGrade) -> Fraction:
        """The share of the weight that rests on evidence of this grade or a better one; 0 where nothing has weight."""
        whole = sum((figure.exact for figure in self.weights.values()), Fraction(0))
        enough = EVIDENCE_GRADES[: EVIDENCE_GRADES.index(grade) + 1]
        proved = sum((self.weights[one].exact for one in enough), Fraction(0))
        return proved / whole if whole else Fraction(0)

    def worded(self, language: Language = "zh") -> Iterator[str]:
        """The verdict beside the grade, then a sentence for each line."""
        yield strength_words(self.result, self.verdict, self.weights, language)
        for one in self.lines:
            yield line_words(one.line, one.reading, one.grade, one.evidence, self.result, language)

    def record(self, language: Language = "zh") -> dict[str, Any]:
        """The verdict as plain data."""
        return {
            "grade": self.result.grade or None,
            "verdict": self.verdict,
            "words": strength_words(self.result, self.verdict, self.weights, language),
            "weights": {grade: exact_text(figure.exact) for grade, figure in self.weights.items()},
            "shares": {grade: ratio(Figure(self.share(grade))) for grade in ("strong", "fair", "weak")},
            "lines": [self._line(one, language) for one in self.lines],
        }

    def _line(self, one: LineStrength, language: Language) -> dict[str, Any]:
        return {
            "code": one.line.code,
            "name": one.line.name,
            "weight": one.line.weight.digits,
            "reading": one.reading,
            "grade": one.grade,
            "evidence": {name: evidence_record(own) for name, own in one.evidence.items()},
            "words": line_words(one.line, one.reading, one.grade, one.evidence, self.result, language),
        }


def evidence_strength(result: ProjectResult) -> Strength:
    """How well the values of a project are proved, whatever state it is in."""
    lines = tuple(_line(line, result) for line in result.lines)
    weights = {
        grade: sum((one.line.weight.exact for one in lines if one.grade == grade), Fraction(0))
        for grade in EVIDENCE_GRADES
    }
    if result.points is None:
        full = Fraction(result.indicator_set.full_marks)
        weights["none"] += max(full - sum(weights.values(), Fraction(0)), Fraction(0))
    return Strength(
        result=result, lines=lines, weights={grade: Figure(weight, "分") for grade, weight in weights.items()}
    )


def _line(line: ScoreLine, result: ProjectResult) -> LineStrength:
    if not line.applicable:
        return LineStrength(line=line, reading="not-applicable", grade=None)
    if line.derivation is None and line.judged is None:
        return LineStrength(line=line, reading="missing", grade=None)
    node = result.indicator_set.node(line.code)
    if node is not None and node.measure:
        values = _Values(result)
        names = sorted(names_in(node.measure, result.indicator_set))
        grade, evidence = worst(values.grade(name) for name in names), dict(values.under(names))
    else:
        grade = result.indicator_set.evidence.grade(line.evidence)
        evidence = {"actual": line.evidence} if line.evidence else {}
    reading: Reading = "value" if grade in ("strong", "fair") else "insufficient"
    return LineStrength(line=line, reading=reading, grade=grade, evidence=evidence)


class _Values:
    """What proves the amounts, facts and measures of one project."""

    def __init__(self, result: ProjectResult) -> None:
        self._set = result.indicator_set
        self._evidence = own_evidence(result.project)
        self._project = result.project

    def grade(self, name: str) -> EvidenceGrade:
        """The grade of one value: of its own evidence; of a measure also the worst of those it follows from."""
        own = self._set.evidence.grade(self._of(name))
        formula = self._set.measures.get(name)
        if formula is None:
            return own
        return best([own, worst(self.grade(one) for one in names_in(formula, self._set))])

    def under(self, names: Iterable[str]) -> Iterator[tuple[str, tuple[Evidence, ...]]]:
        """What proves these values and those that they follow from, by name."""
        for name in names:
            if own := self._of(name):
                yield self._given(name), own
            if name in self._set.measures:
                yield from self.under(sorted(names_in(self._set.measures[name], self._set)))

    def _of(self, name: str) -> tuple[Evidence, ...]:
        return self._evidence.get(formula_name(self._given(name)), ())

    def _given(self, name: str) -> str:
        """The name under which a value was given: another stage may stand in for the budget of the year."""
        funding, stand_in = self._project.funding, self._set.policies.missing_budget
        missing = name == "budget" and (funding is None or funding.budget is None)
        return stand_in if missing and stand_in else name


def own_evidence(project: Project) -> Mapping[str, tuple[Evidence, ...]]:
    """The evidence of a project by the names that formulas use."""
    return {formula_name(name): own for name, own in project.evidence.items()}
