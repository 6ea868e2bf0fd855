"""Facts that nothing asks for, though their name is nearly that of one: a slip would pass as if nobody had spoken."""

from __future__ import annotations

from collections.abc import Iterator

from perfkit.checks.places import place_of
from perfkit.errors import nearest
from perfkit.formula import formula_name
from perfkit.model import Finding, Named
from perfkit.scoring import Evaluation, ProjectResult, asked_facts


def facts(evaluation: Evaluation) -> Iterator[Finding]:
    """Findings about the names of facts: ``fact.misspelt``."""
    if any(result.project.facts for result in evaluation.projects):
        asked = tuple(asked_facts(evaluation.indicator_set))
        for result in evaluation.projects:
            yield from _misspelt(result, asked)


def _misspelt(result: ProjectResult, asked: tuple[str, ...]) -> Iterator[Finding]:
    """A fact of one's own may have any name; one like a name that the project does not give is most likely that one."""
    project = result.project
    given = {formula_name(name) for name in project.facts}
    for name in project.facts:
        called = formula_name(name)
        open_names = tuple(one for one in asked if one not in given)
        meant = "" if called in asked else nearest(called, open_names) or _swapped(called, open_names)
        if meant:
            about: dict[str, Named] = {"name": name, "near": meant, "fact": result.indicator_set.label(meant)}
            yield Finding("fact.misspelt", "error", place_of(project.origin, project.name).inside("facts"), names=about)


def _swapped(called: str, asked: tuple[str, ...]) -> str:
    """The fact with the same words in another order: ``late_days`` for ``days_late``."""
    return next((one for one in asked if sorted(one.split("_")) == sorted(called.split("_"))), "")
