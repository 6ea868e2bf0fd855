"""Verdicts: the word that a rule of the set gives a line, such as a light of monitoring. It changes no points."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from attrs import evolve

from perfkit.formula import Absent, Value
from perfkit.model import Title
from perfkit.scoring.asking import Asked, place_of_line
from perfkit.scoring.derivation import Decision
from perfkit.scoring.result import ScoreLine


def with_verdict(line: ScoreLine, asked: Asked, terms: Mapping[str, Title]) -> ScoreLine:
    """The line with its verdict, or why none could be given; a line that does not apply gets none."""
    if asked.verdict is None or not line.applicable:
        return line
    facts = {**asked.facts, "weight": line.weight.exact}
    word = asked.verdict.label(facts)
    if isinstance(word, Absent):
        return evolve(line, undecided=line.absent or word.fault(place_of_line(line)))
    return evolve(line, verdict=word, judged=Decision(asked.verdict, facts, asked.shown, terms))


def verdicts_given(lines: Iterable[ScoreLine]) -> list[Mapping[str, Value]]:
    """The list ``verdicts``: the word of each line that should have one, missing where none could be given."""
    asked = [line for line in lines if line.verdict or line.undecided is not None]
    return [{"verdict": line.verdict or None} for line in asked]
