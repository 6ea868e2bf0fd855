"""Everything one may ask about a result that is done: why, how sure, and what would change it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import chain
from typing import Any, Literal, Protocol, TypeAlias, get_args

from attrs import frozen

from perfkit.scoring import (
    Evaluation,
    ProjectResult,
    attainable,
    attainable_grades,
    changes,
    effective_weights,
    evidence_strength,
    lost_points,
    margin,
    project_standing,
    provenance,
    rater_agreement,
    robustness,
    side_by_side,
    use_of,
    working_paper,
)
from perfkit.wording import Language, say

Topic: TypeAlias = Literal[
    "points",
    "lost",
    "margin",
    "changes",
    "alternatives",
    "bounds",
    "evidence",
    "reviewers",
    "raters",
    "weights",
    "standing",
    "provenance",
    "use",
    "papers",
]
"""points: every figure with its rule, document and cell; lost: where the points went; margin: how far the grade is from
its neighbours; changes: the smallest single change that gives another; alternatives: under how many other ways of
scoring it stays; bounds: which points were possible, node by node; evidence: how well it is proved; reviewers: what the
unit, the computation and each evaluator say; raters: their sheets, and how far they agree; weights: what each line
really weighs; standing: the place among the other projects and among peers; provenance: cell, key, plugin and document
behind each number; use: what follows from the result, and the deadlines that run; papers: the working
paper, 评价要点 by 评价要点."""

TOPICS: tuple[Topic, ...] = get_args(Topic)

ORDINARY: tuple[Topic, ...] = ("points", "lost", "margin")
"""What is told where nothing is asked for in particular."""


class Answer(Protocol):
    """What every answer can do."""

    def worded(self, language: Language) -> Iterator[str]:
        """The answer in sentences."""

    def record(self, language: Language) -> dict[str, Any]:
        """The answer as plain data."""


def answers(evaluation: Evaluation, key: str, topics: Sequence[Topic]) -> Mapping[Topic, Answer]:
    """The answers about one project, by topic; ``key`` names it as in ``evaluation[key]``."""
    return {topic: _ASKING[topic](evaluation, key) for topic in topics}


def answers_words(found: Mapping[Topic, Answer], language: Language) -> Iterator[str]:
    """The answers one after the other, each under its heading; the points of a project need none."""
    for topic, answer in found.items():
        if topic != "points":
            yield ""
            yield say(f"answers.{topic}", language)
        yield from answer.worded(language)


@frozen
class _Points:
    """The explanation of every figure."""

    evaluation: Evaluation
    key: str

    def worded(self, language: Language) -> Iterator[str]:
        yield from self.evaluation[self.key].explain(language).splitlines()

    def record(self, language: Language) -> dict[str, Any]:
        return {"words": list(self.worded(language))}


@frozen
class _Both:
    """Two answers to one question: what gives a better grade, and what loses the present one."""

    up: Answer
    down: Answer

    def worded(self, language: Language) -> Iterator[str]:
        return chain(self.up.worded(language), self.down.worded(language))

    def record(self, language: Language) -> dict[str, Any]:
        return {"up": self.up.record(language), "down": self.down.record(language)}


@frozen
class _Bounds:
    """The possible points of the total, of every node and of every line that is open, and the possible grades."""

    evaluation: Evaluation
    key: str

    def worded(self, language: Language) -> Iterator[str]:
        if self.evaluation.indicator_set.policies.points == "none":
            yield say("answers.no-points", language)
            return
        grades = attainable_grades(self.evaluation, self.key)
        if not grades:
            yield say("answers.no-bounds", language)
            return
        for name, code in self._places():
            bounds = attainable(self.evaluation, self.key, code)
            if bounds is not None:
                yield from (f"{name}{line}" for line in bounds.worded(language))
        yield say("answers.grades", language, grades=grades)

    def record(self, language: Language) -> dict[str, Any]:
        found = {code: attainable(self.evaluation, self.key, code) for _, code in self._places()}
        return {
            "points": {code: None if bounds is None else bounds.record(language) for code, bounds in found.items()},
            "grades": list(attainable_grades(self.evaluation, self.key)),
        }

    def _places(self) -> Iterator[tuple[str, str]]:
        """Name and code of the total and of each node of the tree, from top to bottom."""
        whole = self.evaluation[self.key].whole
        yield "", whole.code
        yield from ((node.name + " ", node.code) for node in self.evaluation.indicator_set.nodes())


WHATS: Mapping[str, tuple[str, ...]] = {
    "line": ("weight", "target", "actual", "rule", "parameters"),
    "total": ("points", "grade"),
}
"""The numbers whose sources are told: of every line, and of the total."""


@frozen
class _Provenance:
    """The sources of the numbers of every line and of the total."""

    result: ProjectResult

    def worded(self, language: Language) -> Iterator[str]:
        for name, code, whats in self._places():
            yield name or say("answers.total", language)
            for what in whats:
                sources = provenance(self.result, code, what)
                yield from ("  " + line for source in sources for line in source.worded(language))

    def record(self, language: Language) -> dict[str, Any]:
        return {
            code: {what: [one.record(language) for one in provenance(self.result, code, what)] for what in whats}
            for _, code, whats in self._places()
        }

    def _places(self) -> Iterator[tuple[str, str, tuple[str, ...]]]:
        yield from ((line.name, line.code, WHATS["line"]) for line in self.result.lines)
        yield "", self.result.whole.code, WHATS["total"]


_ASKING: Mapping[Topic, Callable[[Evaluation, str], Answer]] = {
    "points": _Points,
    "lost": lambda evaluation, key: lost_points(evaluation[key]),
    "margin": lambda evaluation, key: margin(evaluation[key]),
    "changes": lambda evaluation, key: _Both(changes(evaluation, key, "up"), changes(evaluation, key, "down")),
    "alternatives": robustness,
    "bounds": _Bounds,
    "evidence": lambda evaluation, key: evidence_strength(evaluation[key]),
    "reviewers": lambda evaluation, key: side_by_side(evaluation[key]),
    "raters": lambda evaluation, key: rater_agreement(evaluation[key]),
    "weights": lambda evaluation, key: effective_weights(evaluation[key]),
    "standing": project_standing,
    "provenance": lambda evaluation, key: _Provenance(evaluation[key]),
    "use": use_of,
    "papers": working_paper,
}
