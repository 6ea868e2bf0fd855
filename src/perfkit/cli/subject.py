"""What a user wants explained: a project by code or name, or a group by key or name."""

from __future__ import annotations

from collections.abc import Sequence

from attrs import evolve

from perfkit.errors import NOWHERE, Fault, InputError, nearest
from perfkit.jobs import Topic, answers, answers_words
from perfkit.model import Project, comparable
from perfkit.scoring import Evaluation, GroupResult
from perfkit.scoring.explain_group import explain_group
from perfkit.wording import Language, say


def explained(evaluation: Evaluation, key: str, topics: Sequence[Topic], language: Language) -> str:
    """The project or group that ``key`` names, in words; of a project what is asked about it.

    A project comes before a group of the same name, which is then pointed to. Refuses a key that names nothing
    (``project.unknown``) or several projects (``project.several``, with their places).
    """
    projects = evaluation.portfolio.named(key)
    groups = _groups(evaluation, key)
    if groups and (not projects or (groups[0].group.key == key and projects[0].code != key)):
        return "\n\n".join(explain_group(group, evaluation.indicator_set, language) for group in groups)
    if not projects:
        raise InputError(Fault("project.unknown", arguments={"key": key, "near": nearest(key, _known(evaluation))}))
    if len(projects) > 1:
        places = tuple(_place(project) for project in projects)
        raise InputError(Fault("project.several", arguments={"key": key, "count": len(projects), "places": places}))
    told = answers_words(answers(evaluation, key, topics), language)
    notes = [say("cli.also-group", language, command=f"perfkit explain … {group.group.key}") for group in groups]
    return "\n".join([*told, *notes]).lstrip("\n")


def _groups(evaluation: Evaluation, key: str) -> list[GroupResult]:
    """The group with this key, else those with this name."""
    by_key = [group for group in evaluation.groups if group.group.key == key]
    return by_key or [group for group in evaluation.groups if comparable(group.group.name) == comparable(key)]


def _known(evaluation: Evaluation) -> list[str]:
    projects = [name for one in evaluation.portfolio.projects for name in (one.code, one.name) if name]
    return [*projects, *(name for one in evaluation.groups for name in (one.group.key, one.group.name))]


def _place(project: Project) -> object:
    """Where a project was read, with its code."""
    return evolve(project.origin.place if project.origin else NOWHERE, item=project.code or project.name)
