"""A run done again: the same bit for bit, or every reason why not."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from importlib.metadata import version
from pathlib import Path
from typing import Any

from attrs import field, frozen

from perfkit.errors import Fault, InputError, PerfkitError, Place
from perfkit.files import MANIFEST, Manifest, read_bytes, sha256, verify
from perfkit.jobs.differing import differing
from perfkit.jobs.evaluating import checked, scored
from perfkit.jobs.hosting import host_for
from perfkit.jobs.outputs import FILES, Formats
from perfkit.jobs.read import read
from perfkit.jobs.report import (
    BY_PROGRAM,
    LANGUAGE,
    PLUGIN_FILES,
    PUBLIC,
    RESULT,
    SET_BY,
    STAGE,
    Edition,
    contents_of,
    result_bytes,
)
from perfkit.jobs.standing import MOST_BYTES, MOST_DOCUMENT_BYTES
from perfkit.plugins import PluginHost, Writer, writers
from perfkit.scoring import Evaluation, recipe_differences
from perfkit.wording import LANGUAGES, Language, say


@frozen(kw_only=True)
class Replayed:
    """What came of a run that was done again.

    Attributes:
        reasons: why it is not the same run, each with what was expected and what was found; empty if it is the same.
        results_same: whether the results are the same byte for byte, whatever else differs; None if nothing could be
            scored again.
        compared: the documents that came out the same byte for byte.
        evaluation: as scored again; None if it could not be.
    """

    reasons: tuple[Fault, ...] = ()
    results_same: bool | None = None
    compared: tuple[str, ...] = ()
    evaluation: Evaluation | None = field(default=None, repr=False)

    @property
    def same(self) -> bool:
        """Whether everything came out again, bit for bit, from the same recipe."""
        return not self.reasons

    def worded(self, language: Language) -> Iterator[str]:
        """The verdict, and each reason in a line."""
        if self.same:
            yield say("replay.same", language, count=len(self.compared))
            return
        count = sum(reason.code != "replay.more" for reason in self.reasons)
        yield say("replay.not-same", language, count=count)
        yield from (reason.worded(language) for reason in self.reasons)
        verdict = {None: "not-scored", True: "results-same", False: "results-differ"}[self.results_same]
        yield say(f"replay.{verdict}", language)

    def record(self, language: Language) -> dict[str, Any]:
        """The answer as plain data."""
        return {
            "same": self.same,
            "results_same": self.results_same,
            "compared": list(self.compared),
            "reasons": [_reason(reason, language) for reason in self.reasons],
        }


def _reason(fault: Fault, language: Language) -> dict[str, Any]:
    return {
        "code": fault.code,
        "where": fault.place.worded(language),
        "expected": fault.expected(language),
        "found": fault.found(language),
        "hint": fault.hint(language),
    }


def replay(host: PluginHost, folder: Path, facts: Path) -> Replayed:
    """Read the facts at ``facts`` again, score them as the manifest in ``folder`` says, and compare with what is there.

    Compared are the recipe (version of perfkit, inputs, set, plugins), the results and, where all of these are the
    same, every other document. A run that cannot be done again is no error: the reasons say why.
    """
    changed = tuple(fault for fault in verify(folder) if fault.code != "manifest.extra")
    try:
        manifest = Manifest.from_bytes(read_bytes(folder / MANIFEST, MOST_BYTES, MANIFEST))
        address = _address(manifest)
    except InputError as error:
        return Replayed(reasons=changed or error.faults)
    now: dict[str, Any] = {"perfkit": version("perfkit")}
    try:
        own, evaluation = _again(host, facts, manifest, address, now)
    except PerfkitError as error:
        return Replayed(reasons=(*changed, *recipe_differences(_written(manifest), now), *error.faults))
    reasons = (*changed, *recipe_differences(_written(manifest), now))
    return _compared(_Run(own, folder, manifest, evaluation), reasons)


def _again(
    host: PluginHost, facts: Path, manifest: Manifest, address: str, recipe: dict[str, Any]
) -> tuple[PluginHost, Evaluation]:
    """The facts read and scored again; ``recipe`` is told what was used as far as it came."""
    portfolio = read(host, facts, address, str(manifest.facts.get(STAGE, "")))
    recipe["inputs"] = portfolio.sources
    own = host_for(host, portfolio)
    indicator_set = own.indicator_set(address)
    chain = own.chain_records(indicator_set)
    recipe["sets"] = {address: indicator_set.digest}
    recipe["plugins"] = {record.id: record.version for record in chain}
    recipe[PLUGIN_FILES] = {record.id: record.digest() for record in chain}
    return own, scored(own, portfolio, indicator_set)


def _address(manifest: Manifest) -> str:
    """The set of the run; refuses a manifest that does not say which, or whose set no file has."""
    place = Place(file=MANIFEST)
    if RESULT not in manifest.outputs:
        raise InputError(Fault("replay.no-result", place, {"name": RESULT}))
    if len(manifest.sets) != 1:
        raise InputError(Fault("replay.set-not-one", place, {"count": len(manifest.sets)}))
    (address,) = manifest.sets
    if manifest.facts.get(SET_BY) == BY_PROGRAM:
        raise InputError(Fault("replay.set-by-program", place, {"name": address}))
    return address


def _written(manifest: Manifest) -> dict[str, Any]:
    """The recipe that a manifest tells; one written before plugins had digests is compared without."""
    files = manifest.facts.get(PLUGIN_FILES)
    known = {PLUGIN_FILES: files} if isinstance(files, Mapping) else {}
    return {"perfkit": manifest.version, "inputs": manifest.inputs, "sets": manifest.sets,
            "plugins": manifest.plugins, **known}  # fmt: skip


@frozen
class _Run:
    """A run that was done again, beside what it left behind the first time."""

    host: PluginHost
    folder: Path
    manifest: Manifest
    evaluation: Evaluation

    def results(self) -> tuple[Language, bytes]:
        """The results in the language of the run; a manifest that does not tell it had the one that fits, if any."""
        said = self.manifest.facts.get(LANGUAGE)
        languages = [language for language in LANGUAGES if language == said] or list(LANGUAGES)
        findings = checked(self.host, self.evaluation)
        mask = self.edition("zh").mask(self.evaluation)
        made = [(language, result_bytes(self.evaluation, findings, language, mask)) for language in languages]
        wanted = self.manifest.outputs[RESULT]
        return next((one for one in made if sha256(one[1]) == wanted), made[0])

    def edition(self, language: Language) -> Edition:
        """The edition as the manifest tells it."""
        return Edition(language, self.manifest.facts.get(PUBLIC) is True)

    def standing(self, name: str) -> bytes | None:
        """A document as the run wrote it; None if it is not there or was changed."""
        try:
            data = read_bytes(self.folder / name, MOST_DOCUMENT_BYTES, name)
        except InputError:
            return None
        return data if sha256(data) == self.manifest.outputs[name] else None


def _compared(run: _Run, reasons: tuple[Fault, ...]) -> Replayed:
    """The results compared; the other documents too, where nothing before them differs."""
    language, results = run.results()
    if sha256(results) != run.manifest.outputs[RESULT]:
        differences = tuple(_result_differences(run, results))
        return Replayed(reasons=(*reasons, *differences), results_same=False, evaluation=run.evaluation)
    if reasons:
        return Replayed(reasons=reasons, results_same=True, compared=(RESULT,), evaluation=run.evaluation)
    try:
        made = {name: sha256(data) for name, data in _documents(run, language).items()}
    except PerfkitError as error:
        return Replayed(reasons=error.faults, results_same=True, compared=(RESULT,), evaluation=run.evaluation)
    wanted = run.manifest.outputs
    different = [name for name in sorted(wanted) if made.get(name) != wanted[name]]
    faults = tuple(_document(name, wanted[name], made.get(name, "—")) for name in different)
    compared = tuple(name for name in sorted(wanted) if name not in different)
    return Replayed(reasons=faults, results_same=True, compared=compared, evaluation=run.evaluation)


def _documents(run: _Run, language: Language) -> dict[str, bytes]:
    """The documents of the run, made again in memory."""
    wanted = run.manifest.outputs
    own = tuple(one for one, name in FILES.items() if name in wanted)
    added: tuple[Writer, ...] = ()
    if set(wanted) - {*FILES.values(), RESULT}:
        offered = writers(run.host.along(run.evaluation.indicator_set))
        added = tuple(one for one in offered if one.file in wanted)
    return contents_of(run.host, run.evaluation, Formats(own, added), run.edition(language))


def _document(name: str, expected: str, found: str) -> Fault:
    return Fault("replay.document", Place(file=name), {"name": name, "expected": expected[:12], "found": found[:12]})


def _result_differences(run: _Run, results: bytes) -> Iterator[Fault]:
    """The first keys that differ; only the digests where the first results are not there any more."""
    before = run.standing(RESULT)
    if before is None:
        expected, found = run.manifest.outputs[RESULT], sha256(results)
        yield Fault("replay.result", Place(file=RESULT), {"expected": expected[:12], "found": found[:12]})
    else:
        yield from differing(json.loads(before), json.loads(results))
