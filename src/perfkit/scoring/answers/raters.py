"""Several raters: their sheets beside each other, what the rule makes of them, and how far they agree."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any, Literal, TypeAlias

from attrs import evolve, frozen

from perfkit.errors import NOWHERE, Fault, InputError, Place
from perfkit.model import Fact, Origin, Rule
from perfkit.scoring.answers.alpha import alpha
from perfkit.scoring.answers.raters_words import agreement_record, agreement_words
from perfkit.scoring.answers.side_by_side import indicator_of
from perfkit.scoring.result import Evaluation, ProjectResult, ScoreLine
from perfkit.wording import Language

RATERS = "raters"
"""The list that holds the sheets: a record for each rater, with ``name`` and ``share``, the part of the weight."""

Reliability: TypeAlias = Literal["reliable", "tentative", "unreliable", "single", "unpaired", "all-equal"]
"""reliable: alpha of at least 0.8; tentative: of at least 0.667; the bounds are those of K. Krippendorff, Content
Analysis, 2004, chapter 11. single: one item alone has two marks, where alpha is 0 whatever they are and tells nothing.
unpaired and all-equal: why there is no alpha."""

_RELIABLE, _TENTATIVE = Fraction(4, 5), Fraction(667, 1000)


@frozen
class Marked:
    """One indicator, or a project as a whole, that raters marked.

    Attributes:
        project, name: as printed; ``name`` is empty for a project as a whole.
        marks: share of the weight by rater, in the order of the sheets; who gave none is left out.
        combined: what the rule made of them; rule: by which; None where no rule asks for raters.
    """

    project: str
    name: str
    marks: Mapping[str, Fraction]
    combined: Fraction | None = None
    rule: Rule | None = None

    @property
    def spread(self) -> Fraction:
        """From the lowest mark to the highest."""
        return max(self.marks.values()) - min(self.marks.values())


@frozen
class Leaning:
    """How much higher a rater marks than the others do: 宽 above 0, 严 below.

    Attributes:
        rater: the name; items: how many he marked that others marked too.
        deviation: mean over these of his mark less the mean of the others' marks; None without any.
    """

    rater: str
    items: int
    deviation: Fraction | None


@frozen
class Agreement:
    """The marks of all raters, and how far they agree.

    Attributes:
        raters: in the order in which they first appear; marked: what they marked, in order.
        alpha: see :func:`~perfkit.scoring.answers.alpha.alpha`; None where it is not defined.
    """

    raters: tuple[str, ...]
    marked: tuple[Marked, ...]
    alpha: Fraction | None

    @property
    def reliability(self) -> Reliability:
        """What alpha says of the marks, or why it says nothing."""
        paired = sum(len(one.marks) > 1 for one in self.marked)
        if self.alpha is None:
            return "all-equal" if paired else "unpaired"
        if paired == 1:
            return "single"
        if self.alpha >= _RELIABLE:
            return "reliable"
        return "tentative" if self.alpha >= _TENTATIVE else "unreliable"

    @property
    def leanings(self) -> tuple[Leaning, ...]:
        """Every rater against the others, in order."""
        return tuple(self._leaning(rater) for rater in self.raters)

    @property
    def disputed(self) -> tuple[Marked, ...]:
        """What raters marked differently, the greatest spread first; of equal ones the earlier."""
        return tuple(sorted((one for one in self.marked if one.spread), key=lambda one: -one.spread))

    def _leaning(self, rater: str) -> Leaning:
        found = []
        for one in self.marked:
            others = [mark for name, mark in one.marks.items() if name != rater]
            if rater in one.marks and others:
                found.append(one.marks[rater] - sum(others, Fraction(0)) / len(others))
        return Leaning(rater, len(found), sum(found, Fraction(0)) / len(found) if found else None)

    def worded(self, language: Language = "zh") -> Iterator[str]:
        """How far they agree, each rater's leaning, and every sheet with the greatest spread first."""
        return agreement_words(self, language)

    def record(self, language: Language = "zh") -> dict[str, Any]:
        """The marks and statistics as plain data: numbers are texts."""
        return agreement_record(self, language)


def rater_agreement(of: ProjectResult | Evaluation) -> Agreement:
    """The sheets of raters in a project, or in all of an evaluation, side by side.

    A rater without a name is called by his place in the list. Refuses, all at once, a rater who stands twice in one.
    """
    results = of.projects if isinstance(of, Evaluation) else (of,)
    faults: list[Fault] = []
    marked = [one for result in results for one in _marked(result, faults) if one.marks]
    if faults:
        raise InputError(faults)
    names = dict.fromkeys(name for one in marked for name in one.marks)
    return Agreement(tuple(names), tuple(marked), alpha([tuple(one.marks.values()) for one in marked]))


def _marked(result: ProjectResult, faults: list[Fault]) -> Iterator[Marked]:
    """What was marked in one project: its indicators that apply, and the whole where it has sheets of its own."""
    project = result.project
    lines = {id(indicator_of(line, project)): line for line in result.lines}
    for indicator in project.indicators:
        if indicator.applicable:
            place = _place(indicator.origin, f"{project.name} · {indicator.name}")
            marks = _marks(indicator.facts, place, faults)
            yield Marked(project.name, indicator.name, marks, *_combined(lines.get(id(indicator))))
    yield Marked(project.name, "", _marks(project.facts, _place(project.origin, project.name), faults))


def _combined(line: ScoreLine | None) -> tuple[Fraction | None, Rule | None]:
    """What the rule of a line made of the marks, and the rule; nothing where it did not ask for them."""
    derivation = None if line is None else line.derivation
    if line is None or derivation is None or RATERS not in derivation.rule.facts:
        return None, None
    return derivation.share, line.rule


def _marks(facts: Mapping[str, Fact], place: Place, faults: list[Fault]) -> dict[str, Fraction]:
    """The mark of each rater; a sheet without a number is none."""
    sheets = facts.get(RATERS, ())
    if not isinstance(sheets, tuple):
        return {}
    named = [(str(sheet.get("name", number)), sheet.get("share")) for number, sheet in enumerate(sheets, start=1)]
    twice = [name for name, count in Counter(name for name, _ in named).items() if count > 1]
    faults.extend(Fault("raters.twice", place, {"name": name}) for name in twice)
    return {name: Fraction(mark) for name, mark in named if isinstance(mark, Decimal)}


def _place(origin: Origin | None, item: str) -> Place:
    return evolve(origin.place if origin else NOWHERE, item=item)
