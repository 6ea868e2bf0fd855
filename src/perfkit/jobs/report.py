"""Write the documents of an evaluation: report, results, manifest, all of them or none."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from importlib.metadata import version
from pathlib import Path
from typing import Any

from attrs import field, frozen

from perfkit.errors import Fault, IndicatorSetError, ReportError
from perfkit.files import MANIFEST, Manifest, sha256, write_all
from perfkit.jobs.evaluating import checked
from perfkit.jobs.outputs import FILES, FORMATS, OWN, Formats, ReportFormat, chosen_formats
from perfkit.jobs.place import refuse_place
from perfkit.jobs.progress import Progress, silent
from perfkit.jobs.standing import EARLIER, left_standing, refuse_changed
from perfkit.jobs.templates import template_for
from perfkit.model import Document, Finding, IndicatorSet
from perfkit.plugins import PluginHost, report_additions, writers
from perfkit.reports import Lookup, Mask, render_document, to_book, to_html, to_word
from perfkit.scoring import Evaluation, record
from perfkit.wording import Language

RESULT = "evaluation.json"

PLUGIN_FILES, LANGUAGE, SET_BY, STAGE, PUBLIC = "plugin-files", "language", "set-by", "stage", "public"
"""Among the facts of a manifest: the digest of each plugin, the language of the results, who made the set, and the
key of the stage in the life of a project, and whether what is personal was covered."""

BY_PROGRAM = "program"
"""Who made a set that no file has, or that is not as its files say."""


@frozen
class Edition:
    """In which language results are told, and whether what is personal is covered, for the public."""

    language: Language = "zh"
    public: bool = False

    def mask(self, evaluation: Evaluation) -> Mask | None:
        """What covers it, knowing the persons that the facts list; None where nothing is covered."""
        return Mask(evaluation.portfolio.personal) if self.public else None


class Written(tuple[Path, ...]):
    """The files that were written, in order.

    Attributes:
        missing: names of the sections for which the unit gave no text.
        covered: in how many places something personal was covered, in all files together; None if nobody asked for it.
    """

    missing: tuple[str, ...] = ()
    covered: int | None = None

    @classmethod
    def of(cls, files: Iterable[Path], missing: Iterable[str], covered: int | None = None) -> Written:
        written = cls(files)
        written.missing = tuple(missing)
        written.covered = covered
        return written


def write_report(
    host: PluginHost,
    evaluation: Evaluation,
    to: Path,
    *,
    formats: str | Iterable[str] = FORMATS,
    edition: Edition = Edition(),
    overwrite: bool = False,
    progress: Progress = silent,
) -> Written:
    """Write the documents that are asked for, ``evaluation.json`` and ``manifest.json`` into the folder ``to``.

    Everything is made in memory first; the files appear whole, the manifest last. Same input, same bytes. What plugins
    write cannot be covered: their formats are refused in an edition for the public (``report.public-format``).
    Refuses with :class:`~perfkit.errors.ReportError`, and then nothing was written: an unknown format, a place where
    no folder can be, and, unless ``overwrite`` says so, a file there that is not as perfkit wrote it.
    """
    wanted = _asked(host, evaluation, formats)
    if edition.public and wanted.added:
        added = tuple(one.full_name for one in wanted.added)
        raise ReportError(Fault("report.public-format", arguments={"names": added}))
    refuse_place(to)
    names = [*wanted.files, RESULT]
    if not overwrite:
        refuse_changed(to, names)
    mask = edition.mask(evaluation)
    work = _Work(host, evaluation, edition.language, mask, progress, len(wanted.files) + 4)
    document, contents = work.documents(wanted)
    work.tell("step.save")
    contents[MANIFEST] = _manifest(work, contents, left_standing(to, names)).to_bytes()
    write_all(to, contents)
    progress("step.save", work.steps, work.steps)
    covered = None if mask is None else len(mask.covered)
    return Written.of((to / name for name in contents), document.missing, covered)


def _asked(host: PluginHost, evaluation: Evaluation, formats: Any) -> Formats:
    """The formats asked for; plugins are asked for theirs only where another than perfkit's own is meant."""
    names = formats if isinstance(formats, str) or not isinstance(formats, Iterable) else tuple(formats)
    own = names in OWN or (isinstance(names, tuple) and all(name in OWN for name in names))
    return chosen_formats(names, () if own else writers(host.along(evaluation.indicator_set)))


def contents_of(host: PluginHost, evaluation: Evaluation, formats: Formats, edition: Edition) -> dict[str, bytes]:
    """The documents and the results by name, made in memory."""
    work = _Work(host, evaluation, edition.language, edition.mask(evaluation), silent, 0)
    return work.documents(formats)[1]


def result_bytes(
    evaluation: Evaluation, findings: Iterable[Finding], language: Language, mask: Mask | None = None
) -> bytes:
    """The results as they are written."""
    result = record(evaluation, findings, language)
    result = result if mask is None else mask.record(result)
    return (json.dumps(result, ensure_ascii=False, indent=1) + "\n").encode()


@frozen
class _Work:
    """One report in the making; it tells its listener before each step how many are done."""

    host: PluginHost
    evaluation: Evaluation
    language: Language
    mask: Mask | None
    progress: Progress
    steps: int
    _done: list[str] = field(factory=list, init=False)

    def tell(self, step: str) -> None:
        self.progress(step, len(self._done), self.steps)
        self._done.append(step)

    def documents(self, formats: Formats) -> tuple[Document, dict[str, bytes]]:
        """The document, and the bytes of every file by name."""
        self.tell("step.check")
        findings = checked(self.host, self.evaluation)
        self.tell("step.compose")
        lookup = Lookup(self.host.template_folders(self.evaluation.indicator_set))
        template, language = template_for(self.host, self.evaluation, lookup, self.language)
        document = render_document(
            self.evaluation,
            findings,
            lookup,
            self.host.forms(self.evaluation.indicator_set),
            language=language,
            template=template,
            program=version("perfkit"),
            additions=report_additions(self.host.along(self.evaluation.indicator_set), self.evaluation),
        )
        document = document if self.mask is None else self.mask.document(document)
        contents: dict[str, bytes] = {}
        for one in formats.own:
            self.tell(f"step.{one}")
            contents[FILES[one]] = self._written_as(one, document, lookup)
        for writer in formats.added:
            self.tell("step.added")
            contents[writer.file] = writer.content(self.evaluation, findings, document.language)
        self.tell("step.result")
        contents[RESULT] = result_bytes(self.evaluation, findings, self.language, self.mask)
        return document, contents

    def _written_as(self, form: ReportFormat, document: Document, lookup: Lookup) -> bytes:
        match form:
            case "html":
                return to_html(document, lookup).encode()
            case "word":
                return to_word(document, lookup)
            case "excel":
                return to_book(self.evaluation, self.language, self.mask)


def _manifest(work: _Work, contents: Mapping[str, bytes], earlier: Mapping[str, str]) -> Manifest:
    """What the documents were made of: the unit's files, the set, and only the plugins along its chain.

    A version says which plugin was meant, a digest which one it was: its forms and templates count too. Documents of
    an earlier run that stay in the folder are named apart, so that a later run knows them for ours. Together with the
    language and the maker of the set this is all that is needed to run it again.
    """
    portfolio, indicator_set = work.evaluation.portfolio, work.evaluation.indicator_set
    chain = work.host.chain_records(indicator_set)
    facts: dict[str, object] = {
        PLUGIN_FILES: {record.id: record.digest() for record in chain},
        LANGUAGE: work.language,
        **({STAGE: portfolio.stage.key} if portfolio.stage else {}),
        **({PUBLIC: True} if work.mask is not None else {}),
        **({SET_BY: BY_PROGRAM} if _by_program(work.host, indicator_set) else {}),
        **({EARLIER: earlier} if earlier else {}),
    }
    return Manifest(
        version=version("perfkit"),
        inputs=portfolio.sources,
        sets={indicator_set.address: indicator_set.digest},
        plugins={record.id: record.version for record in chain},
        outputs={name: sha256(data) for name, data in contents.items()},
        facts=facts,
    )


def _by_program(host: PluginHost, indicator_set: IndicatorSet) -> bool:
    """Whether the set is not the one that the plugins have under its address."""
    try:
        return host.indicator_set(indicator_set.address) != indicator_set
    except IndicatorSetError:
        return True
