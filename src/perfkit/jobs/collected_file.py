"""One file of forms read and scored by itself: plain data, whatever comes of it."""

from __future__ import annotations

import traceback
from collections.abc import Collection, Mapping
from functools import cache
from pathlib import Path, PurePosixPath
from typing import Any

from attrs import evolve, field, frozen

from perfkit.errors import Fault, PerfkitError, Place
from perfkit.jobs.choose import chosen_set
from perfkit.jobs.evaluating import checked, scored
from perfkit.jobs.hosting import host_for
from perfkit.jobs.read import read
from perfkit.model import Finding, Project, exact_text
from perfkit.plugins import PluginHost
from perfkit.scoring import ProjectResult
from perfkit.wording import Language

BETWEEN = " · "
"""Stands between the name of a project and that of its indicator, where a finding is about both."""

OWN_PLUGINS = "own-plugins"
"""Among what came of a file: whether it may come out otherwise though neither it nor the kit has changed."""


@frozen(kw_only=True)
class Reading:
    """How files are read; called with the name of one in the folder it gives what came of it.

    It can be sent to other processes, each of which reads the plugins once.

    Attributes:
        root: the folder; folders: of plugins besides the installed ones, which ``installed`` may leave out.
        indicator_set: the address of the set; empty where the files name it.
        language: of everything that is told.
    """

    root: Path
    folders: tuple[Path, ...] = field(converter=tuple[Path, ...])
    installed: bool = True
    indicator_set: str = ""
    language: Language = "zh"

    def __call__(self, name: str) -> dict[str, Any]:
        """The projects of a file with their points, every fault, and whether it names plugins of its own.

        What is our own mistake is told as such.
        """
        try:
            return self._scored(name)
        except PerfkitError as error:
            is_folder = (self.root / name).is_dir()
            faults = [_from_root(fault, name, is_folder=is_folder) for fault in error.faults]
            return {**self.refused(*faults), OWN_PLUGINS: False}
        except Exception as error:
            where = traceback.extract_tb(error.__traceback__)[-1]
            told = {"kind": type(error).__name__, "where": f"{Path(where.filename).name}:{where.lineno}"}
            return {**self.refused(Fault("collect.bug", Place(file=name), told)), OWN_PLUGINS: True}

    def refused(self, *faults: Fault) -> dict[str, Any]:
        """What came of a file without results."""
        return {"projects": [], "faults": [fault_told(fault, self.language) for fault in faults]}

    def _scored(self, name: str) -> dict[str, Any]:
        """The projects of a file; one that could not be scored is told with its findings instead."""
        host = _host(self.folders, self.installed)
        portfolio = read(host, self.root / name, self.indicator_set or None)
        host = host_for(host, portfolio)
        evaluation = scored(host, portfolio, chosen_set(host, portfolio, self.indicator_set or None))
        findings = checked(host, evaluation)
        projects, faults = list[dict[str, Any]](), list[dict[str, Any]]()
        for result in evaluation.projects:
            about = list(findings) if len(evaluation.projects) == 1 else _about(result, findings)
            errors = [one for one in about if one.severity == "error"]
            if result.state == "absent" and errors:
                faults += [_finding_told(one, name, self.language) for one in errors]
            else:  # without a total, too, if nothing keeps it from one: no project leaves without a word
                projects.append(_told(result, portfolio.unit.name, portfolio.year, about, self.language))
        return {"projects": projects, "faults": faults, OWN_PLUGINS: bool(portfolio.plugins)}


@cache
def _host(folders: tuple[Path, ...], installed: bool) -> PluginHost:
    """The plugins of a process."""
    return PluginHost.build(folders, installed=installed)


def _from_root(fault: Fault, name: str, *, is_folder: bool) -> Fault:
    """A fault with its file as it lies in the folder that is collected, not in the one that was read by itself."""
    inner, base = fault.place.file, PurePosixPath(name) if is_folder else PurePosixPath(name).parent
    return evolve(fault, place=evolve(fault.place, file=str(base / inner) if inner else name))


def fault_told(fault: Fault, language: Language) -> dict[str, Any]:
    """A fault as plain data: its parts, and the whole in one line."""
    return {
        "code": fault.code,
        "file": fault.place.file,
        "sheet": fault.place.sheet,
        "cell": fault.place.cell,
        "where": fault.place.worded(language),
        "found": fault.found(language),
        "expected": fault.expected(language),
        "hint": fault.hint(language),
        "said": fault.worded(language),
    }


def _finding_told(finding: Finding, file: str, language: Language) -> dict[str, Any]:
    """The finding that keeps a project from a total, as a fault of the file it stands in."""
    return {
        "code": finding.code,
        "file": file,
        "sheet": finding.place.sheet,
        "cell": finding.place.cell,
        "where": finding.place.worded(language),
        "found": finding.message(language),
        "expected": "",
        "hint": finding.hint(language),
        "said": finding.worded(language),
    }


def _about(result: ProjectResult, findings: tuple[Finding, ...]) -> list[Finding]:
    """The findings about one project of several: those of the file, and those that name it or an indicator of it."""
    project = result.project
    keys = {project.name, project.key, project.code} - {None, ""}
    return [finding for finding in findings if _is_about(finding, project, keys)]


def _is_about(finding: Finding, project: Project, keys: Collection[str | None]) -> bool:
    item, sheet = finding.place.item, finding.place.sheet
    own = project.origin.place.sheet if project.origin is not None else ""
    if not item or item in keys or any(item.startswith(f"{key}{BETWEEN}") for key in keys):
        return not (item and sheet and own) or sheet == own
    return any(one.name == item for one in project.indicators) and sheet == own


def _told(result: ProjectResult, unit: str, year: int, findings: list[Finding], language: Language) -> dict[str, Any]:
    project, points = result.project, result.final_points
    counts: Mapping[str, int] = {
        severity: sum(one.severity == severity for one in findings) for severity in ("error", "warning")
    }
    return {
        "code": project.code or "",
        "name": project.name,
        "unit": project.unit or unit,
        "year": str(project.year or year),
        "indicator_set": result.indicator_set.address,
        "state": result.state,
        "points": "" if points is None else points.digits,
        "exact": "" if points is None else exact_text(points.exact),
        "grade": result.grade,
        "errors": str(counts["error"]),
        "warnings": str(counts["warning"]),
        "findings": [finding.worded(language) for finding in findings if finding.severity == "error"],
    }
