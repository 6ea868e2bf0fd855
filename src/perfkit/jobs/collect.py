"""A folder of filled-in forms: every one read and scored by itself, the bad ones named, nothing stops the run.

What decides about a result is written into a journal with each file, so that a run which was stopped goes on later.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from importlib.metadata import version
from pathlib import Path
from typing import Any

from attrs import evolve, field, frozen

from perfkit.errors import Fault, InputError, Place, quoted
from perfkit.files import MANIFEST, Manifest, canonical_json, is_editor_lock, sha256, write_all
from perfkit.jobs.collected_file import OWN_PLUGINS, Reading, fault_told
from perfkit.jobs.collected_journal import JOURNAL, add, continued, finished, opened
from perfkit.jobs.collected_tables import tables
from perfkit.jobs.place import refuse_place
from perfkit.jobs.progress import Progress, silent
from perfkit.jobs.standing import refuse_changed
from perfkit.model import Figure, comparable
from perfkit.plugins import PluginHost
from perfkit.scoring import mean
from perfkit.wording import Language, say

KINDS = (".xlsx", ".xlsm", ".xls", ".et", ".docx", ".csv", ".toml", ".json", ".jsonl")
"""Endings of what may be a form; whether it is one, its bytes say."""

WHOLE = ("portfolio.toml", "project.toml")
"""What makes a folder one thing that is read as a whole."""


@frozen(kw_only=True)
class CollectedFile:
    """What came of one file: its projects as plain data, or every fault.

    Attributes:
        before: whether an earlier run read it.
        again: whether the next run has to read it again: the process that read it was lost, or it names plugins of its
            own, whose changes nobody would notice.
    """

    name: str
    digest: str
    projects: tuple[Mapping[str, Any], ...] = field(converter=tuple[Mapping[str, Any], ...])
    faults: tuple[Mapping[str, Any], ...] = field(converter=tuple[Mapping[str, Any], ...])
    before: bool = False
    again: bool = False

    @property
    def came(self) -> dict[str, Any]:
        """As the journal keeps it."""
        return {"projects": list(self.projects), "faults": list(self.faults)}


@frozen(kw_only=True)
class Collected:
    """A folder of forms that was read.

    Attributes:
        files: in the order of their names; passed_over: names of files that are no forms.
        mean: of all projects with a total, under the one set that was asked for; None without such a set.
        written: the files with the results.
    """

    files: tuple[CollectedFile, ...]
    passed_over: tuple[str, ...]
    mean: Figure | None
    written: tuple[Path, ...] = ()

    @property
    def good(self) -> tuple[CollectedFile, ...]:
        return tuple(one for one in self.files if not one.faults)

    @property
    def bad(self) -> tuple[CollectedFile, ...]:
        return tuple(one for one in self.files if one.faults)

    @property
    def projects(self) -> tuple[Mapping[str, Any], ...]:
        """Those that have results; a file with faults may hold some as well."""
        return tuple(project for one in self.files for project in one.projects)

    def worded(self, language: Language) -> Iterator[str]:
        """How many, the mean and the grades; each file without results with its first fault."""
        counts = {"files": len(self.files), "good": len(self.good), "bad": len(self.bad)}
        yield say("collect.counts", language, projects=len(self.projects), **counts)
        if before := sum(one.before for one in self.files):
            yield say("collect.resumed", language, count=before)
        if self.mean is not None:
            count = sum(bool(project["points"]) for project in self.projects)
            yield say("collect.mean", language, mean=self.mean.digits, count=count)
        grades = Counter(project["grade"] for project in self.projects if project["grade"])
        if grades:
            told = tuple(say("collect.grade", language, grade=one, count=many) for one, many in grades.most_common())
            yield say("collect.grades", language, grades=told)
        if self.passed_over:
            yield say("collect.passed-over", language, names=self.passed_over)
        if self.bad:
            yield say("collect.without", language)
        for one in self.bad:
            said, more = one.faults[0]["said"], len(one.faults) - 1
            yield "  " + (say("collect.more", language, said=said, count=more) if more else said)
        yield from (str(path) for path in self.written)

    def record(self, language: Language) -> dict[str, Any]:
        """Everything as plain data."""
        del language  # what is told of a file was put into words when it was read
        return {
            "mean": None if self.mean is None else {"shown": self.mean.digits, "exact": str(self.mean.exact)},
            "files": [
                {"file": one.name, "sha256": one.digest, "projects": list(one.projects), "faults": list(one.faults)}
                for one in self.files
            ],
            "passed_over": list(self.passed_over),
        }


def collect(
    host: PluginHost, reading: Reading, to: Path, *, workers: int = 1, progress: Progress = silent
) -> Collected:
    """Read every form below ``reading.root`` and write what came of them into the folder ``to``.

    Written are ``projects.csv``, ``faults.csv``, ``collected.json`` and the manifest, and while it runs the journal,
    which a later run goes on from. Nothing is written that a file decides about: a bad one is only told.

    Raises:
        InputError: ``collect.not-folder``, ``collect.no-forms``, ``collect.inside`` (results among the forms);
        ReportError: for a place where nothing can be written; IndicatorSetError: for a set that cannot be used.
    """
    chosen = host.indicator_set(reading.indicator_set) if reading.indicator_set else None
    found, passed_over = _forms(reading.root)
    if _below(to, reading.root):
        raise InputError(Fault("collect.inside", arguments={"name": str(to)}))
    refuse_place(to)
    recipe = _recipe(host, reading)
    read = sorted(_read(found, reading, to / JOURNAL, recipe, workers, progress), key=_name)
    files = _once(read, reading)
    points = [Fraction(one["exact"]) for file in files for one in file.projects if one["exact"]]
    collected = Collected(
        files=tuple(files),
        passed_over=tuple(passed_over),
        mean=None if chosen is None else mean((Figure(one, "分") for one in points), chosen),
    )
    journal = finished(recipe, ((one.name, one.digest, one.came) for one in read if not one.again))
    return _written(collected, host, reading, to, journal)


def _name(file: CollectedFile) -> str:
    return file.name


def _forms(root: Path) -> tuple[list[str], list[str]]:
    """The names of the forms below a folder, and of other files; links, hidden files and locks of editors are left."""
    if not root.is_dir():
        raise InputError(Fault("collect.not-folder", Place(file=root.name), {"name": quoted(str(root), 80)}))
    found, others = list[str](), list[str]()
    for folder, inner, names in os.walk(root):
        inner[:] = sorted(one for one in inner if not one.startswith("."))
        here = Path(folder)
        if here != root and any(name in names for name in WHOLE):
            found.append(here.relative_to(root).as_posix())
            inner[:] = []
            continue
        for name in sorted(names):
            path = here / name
            if name.startswith(".") or is_editor_lock(name) or path.is_symlink() or not path.is_file():
                continue
            (found if path.suffix.lower() in KINDS else others).append(path.relative_to(root).as_posix())
    if not found:
        raise InputError(Fault("collect.no-forms", Place(file=root.name), {"kinds": " ".join(KINDS)}))
    return sorted(found), sorted(others)


def _below(inner: Path, outer: Path) -> bool:
    return inner.resolve().is_relative_to(outer.resolve())


def _recipe(host: PluginHost, reading: Reading) -> str:
    """The digest of everything besides a file that decides what comes of it."""
    return sha256(
        canonical_json(
            {
                "perfkit": version("perfkit"),
                "set": reading.indicator_set,
                "language": reading.language,
                "plugins": {record.id: record.digest() for record in host.records},
            }
        )
    )


def _digest(path: Path) -> str:
    """The digest of a file, or of all files of a folder that is read as a whole; empty where it cannot be read."""
    try:
        if path.is_dir():
            inner = sorted(one for one in path.rglob("*") if one.is_file())
            return sha256("".join(f"{one.relative_to(path)}:{sha256(one.read_bytes())}\n" for one in inner).encode())
        return sha256(path.read_bytes())
    except OSError:
        return ""


def _read(
    names: Sequence[str], reading: Reading, journal: Path, recipe: str, workers: int, progress: Progress
) -> Iterator[CollectedFile]:
    """What came of each file: from the journal where it holds, else read now and added to it."""
    from perfkit.jobs.crew import PATIENCE, worked  # brings what processes need, which nothing else of the kit does

    told = opened(journal, recipe)
    digests = {name: _digest(reading.root / name) for name in names}
    left = []
    for name, digest in digests.items():
        before = told.of(name, digest) if digest else None
        if before is None:
            left.append(name)
        else:
            yield CollectedFile(name=name, digest=digest, before=True, **before)
    done = len(names) - len(left)
    progress("step.collect", done, len(names))
    with continued(told) as lines:
        for name, result in worked(left, reading, workers):
            if isinstance(result, str):
                fault = Fault(f"collect.{result}", Place(file=name), {"seconds": int(PATIENCE)})
                file = CollectedFile(name=name, digest=digests[name], again=True, **reading.refused(fault))
            else:
                again = result.pop(OWN_PLUGINS)
                file = CollectedFile(name=name, digest=digests[name], again=again, **result)
            if not file.again:
                add(lines, {"file": name, "sha256": file.digest, "came": file.came})
            done += 1
            progress("step.collect", done, len(names))
            yield file


def _once(files: Iterable[CollectedFile], reading: Reading) -> list[CollectedFile]:
    """The files, those refused that hold a project which another file holds too: nobody can know which is right."""
    files = list(files)
    holders: dict[tuple[str, str], list[str]] = {}
    for file in files:
        for project in file.projects:
            holders.setdefault(_identity(project), []).append(file.name)
    twice = {key: names for key, names in holders.items() if len(names) > 1}
    return [_doubted(file, twice, reading) for file in files]


def _identity(project: Mapping[str, Any]) -> tuple[str, str]:
    """The code, or without one the unit and the name."""
    code = project["code"]
    return ("", code) if code else (comparable(project["unit"]), comparable(project["name"]))


def _doubted(file: CollectedFile, twice: Mapping[tuple[str, str], list[str]], reading: Reading) -> CollectedFile:
    faults = []
    for project in file.projects:
        names = twice.get(_identity(project), [])
        if names:
            place = Place(file=file.name, item=project["name"])
            named = {"code": project["code"], "unit": project["unit"], "name": project["name"], "files": tuple(names)}
            faults.append(Fault("collect.code-twice" if project["code"] else "collect.name-twice", place, named))
    if not faults:
        return file
    told = [*file.faults, *(fault_told(fault, reading.language) for fault in faults)]
    left = [project for project in file.projects if _identity(project) not in twice]
    return CollectedFile(name=file.name, digest=file.digest, projects=left, faults=told, before=file.before)


def _written(collected: Collected, host: PluginHost, reading: Reading, to: Path, journal: bytes) -> Collected:
    """The results in their files, all of them or none."""
    contents = tables(collected, reading.language)
    refuse_changed(to, contents)
    contents[JOURNAL] = journal
    address = reading.indicator_set
    manifest = Manifest(
        version=version("perfkit"),
        inputs={one.name: one.digest for one in collected.files},
        sets={address: host.indicator_set(address).digest} if address else {},
        plugins={record.id: record.version for record in host.records},
        outputs={name: sha256(data) for name, data in contents.items()},
    )
    contents[MANIFEST] = manifest.to_bytes()
    write_all(to, contents)
    written = tuple(to / name for name in contents if name != JOURNAL)
    return evolve(collected, written=written)
