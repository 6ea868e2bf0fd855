"""The life of one project: ``project.toml`` says what was promised, ``stages/*.toml`` what each step found."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from pathlib import Path

from attrs import evolve, frozen

from perfkit.errors import Place, nearest, quoted
from perfkit.formats.evidence import check_evidence
from perfkit.formats.folder import Folder
from perfkit.formats.lending import Lender, LibraryFor
from perfkit.formats.narrative import texts_of_stage
from perfkit.formats.notes import Notes
from perfkit.formats.project import read_project
from perfkit.formats.single import read_single
from perfkit.formats.texts import day_of, key_of_file, line_of, persons
from perfkit.formats.use import read_events
from perfkit.formats.written import ProjectFile, StageFile, WrittenIdentity
from perfkit.model import PROMISED, STAGE_NAMES, Funding, Indicator, Portfolio, Project, Stage, comparable

PROJECT, STAGES = "project.toml", "stages"


def is_life(folder: Folder) -> bool:
    """Whether a folder holds the life of one project."""
    return (folder.root / PROJECT).is_file() and (folder.root / STAGES).is_dir()


def read_life(path: Path) -> tuple[Stage, ...]:
    """The stages in the folder ``path``, in the order of their days.

    Raises:
        InputError: for a folder that holds no life, and with all faults of the files of its stages.
    """
    folder = Folder(path)
    if not is_life(folder):
        folder.notes.fault("stage.no-life", Place(file=path.name))
    stages = read_stages(folder)
    folder.notes.close()
    return stages


def read_stages(folder: Folder) -> tuple[Stage, ...]:
    """The stages of a life in the order of their days; faults are noted."""
    found = []
    for entry in folder.entries(STAGES):
        name = f"{STAGES}/{entry}"
        if not entry.endswith(".toml"):
            folder.notes.remark("folder.not-read", Place(file=name))
        elif (written := folder.document(name, StageFile)) is not None:
            stage = _stage(written, entry.removesuffix(".toml"), Place(file=name), folder.notes)
            found += [] if stage is None else [stage]
    return tuple(sorted(found, key=lambda stage: (stage.on, STAGE_NAMES.index(stage.name), stage.key)))


def read_stage(folder: Folder, wanted: str, library_for: LibraryFor) -> Portfolio | None:
    """The project of the folder as it stood at one stage; the last one of a kind, where there are several.

    Each file of the folder is read, so that a stage with a fault is never passed over for an earlier one.
    """
    base = read_single(folder, PROJECT, library_for)
    stages = read_stages(folder)
    if base is None or folder.notes.faults:
        return None
    fitting = [stage for stage in stages if wanted in (stage.key, stage.name)]
    exact = [stage for stage in fitting if stage.key == wanted]
    if not fitting:
        known = tuple(dict.fromkeys(name for stage in stages for name in (stage.name, stage.key)))
        code = "stage.unknown" if wanted else "stage.unsaid"
        here = Place(file=folder.root.resolve().name)
        folder.notes.fault(code, here, stage=quoted(wanted), known=known, near=nearest(wanted, known))
        return None
    life = _Life(base, {stage.key: stage for stage in stages}, stages, folder, library_for)
    stage = (exact or fitting)[-1]
    found = life.at(stage)
    return None if found is None else evolve(found, narrative=texts_of_stage(folder, stage, stages))


def _stage(written: StageFile, key: str, place: Place, notes: Notes) -> Stage | None:
    on = day_of(written.on, place.inside("on"), notes)
    by = line_of(written.by, place.inside("by"), notes)
    key = key_of_file(key, place, notes)
    if on is None:
        return None
    events = read_events(written.events, place.inside("events"), notes)
    return Stage(
        name=written.stage, key=key, on=on, by=by, upon=written.upon, events=events, origin=notes.origin(place)
    )


@frozen
class _Life:
    """The promise, the stages by their keys that another may stand upon, and all of them."""

    promise: Portfolio
    stages: Mapping[str, Stage]
    every: tuple[Stage, ...]
    folder: Folder
    library_for: LibraryFor

    def at(self, stage: Stage) -> Portfolio | None:
        """The portfolio of one at a stage, upon what was promised or what an earlier stage found."""
        name, notes = f"{STAGES}/{stage.key}.toml", self.folder.notes
        written, base = self.folder.document(name, StageFile), self._under(stage)
        if written is None or base is None:
            return None
        project, promised = base.projects[0], [one.as_of(stage.on) for one in base.projects[0].indicators]
        address, plugins = written.indicator_set or base.indicator_set, (*base.plugins, *written.plugins)
        known = {comparable(one.name): one for one in promised}
        lender = Lender(lambda: self.library_for(address, plugins), notes, known)
        own = read_project(_as_project(written, project), Place(file=name), notes, lender, alone=False)
        if own is None:
            return None
        joined = _joined(project, own, promised if stage.upon or stage.name in PROMISED else ())
        joined = evolve(joined, events={**joined.events, **self._events(stage)})
        unique = tuple(dict.fromkeys(plugins))
        listed = persons(written.personal, Place(file=name, key="personal"), notes)
        personal = tuple(dict.fromkeys((*base.personal, *listed)))
        portfolio = evolve(
            base, projects=[joined], indicator_set=address, plugins=unique, personal=personal, stage=stage
        )
        check_evidence(portfolio, notes)
        return portfolio

    def _events(self, stage: Stage) -> dict[str, datetime.date]:
        """What this stage and those up to its day tell of what happened; of one event the last word counts."""
        return {name: on for one in self.every if one.on <= stage.on for name, on in one.events.items()}

    def _under(self, stage: Stage) -> Portfolio | None:
        """What a stage starts from; refused where it names none that is earlier."""
        if not stage.upon:
            return self.promise
        earlier = {key: one for key, one in self.stages.items() if one != stage and one.on <= stage.on}
        if stage.upon in earlier:
            return evolve(self, stages=earlier).at(earlier[stage.upon])
        place, near = Place(file=f"{STAGES}/{stage.key}.toml", key="upon"), nearest(stage.upon, earlier)
        self.folder.notes.fault("stage.upon", place, found=quoted(stage.upon), known=tuple(earlier), near=near)
        return None


def _as_project(written: StageFile, project: Project) -> ProjectFile:
    """What the file of a stage says, as the file of the project would say it."""
    return ProjectFile(
        schema=written.schema,
        project=WrittenIdentity(name=project.name, result=written.result),
        facts=written.facts,
        reasons=written.reasons,
        grounds=written.grounds,
        evidence=written.evidence,
        funding=written.funding,
        indicators=written.indicators,
        stated=written.stated,
        reviews=written.reviews,
        problems=written.problems,
        measures=written.measures,
        chosen=written.chosen,
    )


def _joined(base: Project, own: Project, promised: Sequence[Indicator]) -> Project:
    """The project with what the stage knows: later amounts and facts replace earlier ones, what is stated is its own.

    Indicators of the stage stand where they were promised; those that nobody promised follow.
    """
    by_name = {comparable(one.name): one for one in own.indicators}
    kept = [by_name.pop(comparable(one.name), one) for one in promised]
    return evolve(
        base,
        result=own.result or base.result,
        funding=_funding(base.funding, own.funding),
        indicators=[*kept, *by_name.values()],
        facts={**base.facts, **own.facts},
        reasons={**base.reasons, **own.reasons},
        grounds={**base.grounds, **own.grounds},
        evidence={**base.evidence, **own.evidence},
        stated=own.stated or base.stated,
        reviews=(*base.reviews, *own.reviews),
        problems=own.problems or base.problems,
        measures=own.measures or base.measures,
        chosen={**base.chosen, **own.chosen},
        origin=own.origin,
    )


def _funding(base: Funding | None, own: Funding | None) -> Funding | None:
    if base is None or own is None:
        return own or base
    return Funding(**{**base.amounts(), **own.amounts()}, lines=own.lines or base.lines, origin=own.origin)
