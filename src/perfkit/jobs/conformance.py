"""Whether a plugin is ready to be handed on: everything that can be known of it before a unit uses it, told at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any

from attrs import field, frozen

from perfkit.errors import Fault, IndicatorSetError, PerfkitError, Place, PluginError
from perfkit.formats import UNSURE, case_paths, read_case
from perfkit.jobs.cases import CaseResult, fault_record, run_cases
from perfkit.jobs.conformance_about import about
from perfkit.jobs.conformance_hooks import repeatable
from perfkit.jobs.conformance_pages import pages
from perfkit.jobs.conformance_sets import SETS, SetTried
from perfkit.jobs.conformance_told import TOPICS, Told, Topic, advice
from perfkit.model.kinds import as_tuple
from perfkit.plugins import PluginHost, PluginRecord, TriedFolder, files_of, host_with, lacking, tried_record
from perfkit.wording import Language, say


@frozen(kw_only=True)
class Conformance:
    """What was found about a plugin.

    Attributes:
        folder: where it lies, with ``perfkit.toml``.
        plugin: what was read; None where it cannot be.
        told: everything there is to say, errors before advice, in the order in which an author meets it.
        cases: what came of its worked examples.
    """

    folder: Path
    plugin: PluginRecord | None = None
    told: tuple[Told, ...] = field(default=(), converter=as_tuple)
    cases: tuple[CaseResult, ...] = field(default=(), converter=as_tuple)

    @property
    def errors(self) -> tuple[Fault, ...]:
        """What keeps the plugin from being ready."""
        return tuple(one.fault for one in self.told if one.severity == "error")

    @property
    def advice(self) -> tuple[Fault, ...]:
        """What could be better in a plugin that is ready all the same."""
        return tuple(one.fault for one in self.told if one.severity == "advice")

    @property
    def ready(self) -> bool:
        return not self.errors

    def worded(self, language: Language) -> Iterator[str]:
        """What was looked at, each thing found, and last whether the plugin is ready or what is missing."""
        if self.plugin is not None:
            yield from self._looked(self.plugin, language)
        yield from (one.worded(language) for one in self.told)
        yield self.verdict(language)

    def _looked(self, plugin: PluginRecord, language: Language) -> Iterator[str]:
        yield say("test.plugin", language, id=plugin.id, version=plugin.version, title=plugin.title)
        counts = Counter(part for part, _ in files_of(plugin))
        rules = sum(len(file.rules) for file in plugin.rules)
        sizes = {"sets": len(plugin.sets), "rules": rules, "forms": counts["forms"], "templates": counts["templates"]}
        yield say("test.looked", language, **sizes)
        passed = sum(case.passed for case in self.cases)
        yield say("test.cases", language, count=len(self.cases), passed=passed)
        yield from ("  " + next(case.worded(language)) for case in self.cases)

    def verdict(self, language: Language) -> str:
        """One line: ready, or where something is missing."""
        if self.ready:
            return say("test.ready", language)
        counts = Counter(one.topic for one in self.told if one.severity == "error")
        topics = [
            say("test.topic", language, name=say(f"test.topic-{topic}", language), count=counts[topic])
            for topic in TOPICS
            if counts[topic]
        ]
        return say("test.not-ready", language, topics=topics)

    def record(self, language: Language) -> dict[str, Any]:
        """What was found as plain data."""
        plugin = self.plugin
        return {
            "plugin": None if plugin is None else {"id": plugin.id, "version": plugin.version, "title": plugin.title},
            "folder": str(self.folder),
            "ready": self.ready,
            "verdict": self.verdict(language),
            "findings": [
                {"severity": one.severity, "topic": one.topic, **fault_record(one.fault, language)} for one in self.told
            ],
            "cases": [case.record(language) for case in self.cases],
        }


NO_PLUGIN = frozenset(
    f"plugin.{one}"
    for one in ("archive", "is-file", "manifest-deeper", "manifest-named", "no-folder", "no-manifest", "unreadable")
)
"""Why there is no plugin at all where one was looked for."""


def conformance(host: PluginHost, tried: TriedFolder) -> Conformance:
    """Look at a plugin: a folder plugin, or a package.

    Other plugins that it builds on come from ``host``; its own record there is left aside. Refuses with
    :class:`~perfkit.errors.PluginError` only a path with no plugin at all; whatever is wrong with one is told.
    """
    try:
        own = tried_record(tried)
    except PerfkitError as error:
        if error.faults[-1].code in NO_PLUGIN:
            raise
        told = [*_all("files", error.faults), *_unreadable(tried), *about(tried, None)]
        return Conformance(folder=tried.folder, told=_ordered(told))
    return _looked_at(host_with(host, own), own, tried)


def _unreadable(tried: TriedFolder) -> Iterator[Told]:
    """What is wrong with the facts of cases, which can be read without their plugin."""
    for path in case_paths(tried.folder):
        try:
            read_case(path)
        except PerfkitError as error:
            yield from _all("cases", [fault for fault in error.faults if fault.code not in UNSURE])


def _looked_at(host: PluginHost, own: PluginRecord, tried: TriedFolder) -> Conformance:
    cases = run_cases(host, case_paths(own.folder))
    sets, told = _sets(host, own, cases)
    told = [*_all("files", lacking(host, own)), *(advice("files", note) for note in own.notes), *told]
    told += _looked_up(host, own, [one.fault for one in told])
    said = [one.fault for one in told]
    files = {fault.place.file for fault in said}
    told += [
        Told("cases", fault)
        for case in cases
        for fault in (*case.faults, *case.differences)
        if fault not in said and not _is_of_set(fault, case, files)
    ]
    for title, count in Counter(case.title for case in cases).items():
        if count > 1:
            place = Place(file=f"{own.folder.name}/cases")
            told.append(advice("cases", Fault("test.title-twice", place, {"title": title, "count": count})))
    told += repeatable(own, cases)
    told += pages(host, own, sets)
    told += about(tried, own)
    return Conformance(folder=tried.folder, plugin=own, told=_ordered(told), cases=cases)


def _is_of_set(fault: Fault, case: CaseResult, files: Collection[str]) -> bool:
    """Whether a case could not be scored because of what is told of the set's own file already."""
    return case.evaluation is None and any(fault.place.file.endswith(file) for file in files if file)


def _looked_up(host: PluginHost, own: PluginRecord, said: Collection[Fault]) -> Iterator[Told]:
    """What is wrong with its indicators and layouts, in themselves and along the chains of its sets."""
    looks: list[Callable[[], object]] = [own.library]
    for file in own.sets:
        with suppress(IndicatorSetError):  # said with the set
            found = host.indicator_set(file.address)
            looks += [partial(host.library, found), partial(host.layouts, found)]
    faults: list[Fault] = []
    for look in looks:
        try:
            look()
        except PluginError as error:
            faults += [fault for fault in error.faults if fault not in faults]
    yield from _all("files", [fault for fault in faults if fault not in said])


def _sets(host: PluginHost, own: PluginRecord, cases: Iterable[CaseResult]) -> tuple[list[SetTried], list[Told]]:
    """The sets of the plugin that are sound, with their cases, and what is to be said of all of them."""
    sound: list[SetTried] = []
    told: list[Told] = []
    by_set: dict[str, list[CaseResult]] = {}
    for case in cases:
        if case.evaluation is not None:
            by_set.setdefault(case.evaluation.indicator_set.address, []).append(case)
    for file in own.sets:
        try:
            found = host.indicator_set(file.address)
        except PerfkitError as error:
            told += _all("sets", error.faults)
        else:
            sound.append(SetTried(file, found, tuple(by_set.get(file.address, ()))))
    told += [one for check in SETS for one in check(own, sound)]
    return sound, told


def _all(topic: Topic, faults: Iterable[Fault]) -> list[Told]:
    return [Told(topic, fault) for fault in faults]


def _ordered(told: Iterable[Told]) -> list[Told]:
    """Each thing once, errors first."""
    once: list[Told] = []
    for one in told:
        if one not in once:
            once.append(one)
    return [*(one for one in once if one.severity == "error"), *(one for one in once if one.severity == "advice")]
