"""The unit's own texts: Markdown by section name, kept as they are written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from attrs import evolve

from perfkit.errors import Place, nearest, quoted
from perfkit.formats.folder import Folder
from perfkit.formats.notes import Notes
from perfkit.model import Group, Portfolio, Project, Stage, Text

NARRATIVE = "narrative"


def read_narrative(folder: Folder) -> tuple[Mapping[str, str], Mapping[str, Mapping[str, str]]]:
    """The texts of the whole by section, and those of groups and projects by the name of their folder."""
    whole: dict[str, str] = {}
    parts: dict[str, Mapping[str, str]] = {}
    for entry in folder.entries(NARRATIVE):
        name = f"{NARRATIVE}/{entry}"
        if (folder.root / name).is_dir():
            parts[entry] = _sections(folder, name)
        else:
            _section(folder, name, entry, whole)
    return whole, parts


def texts_of_stage(folder: Folder, stage: Stage, every: Iterable[Stage]) -> Mapping[str, str]:
    """The texts of the report of a stage by section: those of all stages, of its kind, and its own, which come first.

    They lie in ``narrative/``, ``narrative/KIND/`` and ``narrative/KEY/``; another folder there is refused.
    """
    whole, parts = read_narrative(folder)
    known = tuple(dict.fromkeys(name for one in every for name in (one.name, one.key)))
    for owner in parts:
        if owner not in known:
            place, near = Place(file=f"{NARRATIVE}/{owner}"), nearest(owner, known)
            folder.notes.fault("narrative.no-stage", place, found=quoted(owner), near=near, known=known)
    return {**whole, **parts.get(stage.name, {}), **parts.get(stage.key, {})}


def _sections(folder: Folder, name: str) -> Mapping[str, str]:
    found: dict[str, str] = {}
    for entry in folder.entries(name):
        _section(folder, f"{name}/{entry}", entry, found)
    return found


def _section(folder: Folder, name: str, entry: str, into: dict[str, str]) -> None:
    """Read one file; whatever is no Markdown is left aside with a remark."""
    if not entry.endswith(".md"):
        folder.notes.remark("narrative.not-markdown", Place(file=name))
        return
    text = folder.text(name)
    if text is not None:
        into[entry.removesuffix(".md")] = Text(text.replace("\r\n", "\n").strip() + "\n", name)


def with_texts(
    files: Mapping[str, Project], groups: Sequence[Group], parts: Mapping[str, Mapping[str, str]]
) -> tuple[Mapping[str, Project], tuple[Group, ...], Mapping[str, Mapping[str, str]]]:
    """Project files and groups with the texts in the folders of their names, and the texts that are left."""
    told = {stem: evolve(project, narrative=parts.get(stem, {})) for stem, project in files.items()}
    spoken = tuple(evolve(group, narrative=parts.get(group.key, {})) for group in groups)
    owners = {*files, *(group.key for group in groups)}
    return told, spoken, {owner: texts for owner, texts in parts.items() if owner not in owners}


def with_texts_by_code(portfolio: Portfolio, rest: Mapping[str, Mapping[str, str]], notes: Notes) -> Portfolio:
    """The projects with the texts in folders named by their code; a folder that belongs to nobody is refused."""
    by_code = {project.code: project for project in portfolio.projects if project.code is not None}
    known = [*by_code, *(group.key for group in portfolio.groups)]
    for owner in rest:
        if owner not in by_code:
            near = nearest(owner, known)
            notes.fault("narrative.no-owner", Place(file=f"{NARRATIVE}/{owner}"), found=quoted(owner), near=near or "—")
    projects = tuple(
        evolve(project, narrative={**project.narrative, **rest.get(project.code or "", {})})
        for project in portfolio.projects
    )
    return evolve(portfolio, projects=projects)
