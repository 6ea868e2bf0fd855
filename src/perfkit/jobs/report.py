"""Write the documents of an evaluation: report, results, manifest, all of them or none."""

from __future__ import annotations

import json
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path

from perfkit.files import MANIFEST, Manifest, sha256, write_all
from perfkit.jobs.outputs import FORMATS, ReportFormat
from perfkit.jobs.progress import Progress, silent
from perfkit.model import Finding
from perfkit.plugins import PluginHost
from perfkit.reports import Lookup, render_document, to_html, to_word
from perfkit.scoring import Evaluation, record
from perfkit.wording import Language


def write_report(
    host: PluginHost,
    evaluation: Evaluation,
    findings: Sequence[Finding],
    to: Path,
    *,
    formats: Sequence[ReportFormat] = FORMATS,
    language: Language = "zh",
    progress: Progress = silent,
) -> tuple[Path, ...]:
    """Write ``report.html``, ``report.docx``, ``evaluation.json`` and ``manifest.json`` into the folder ``to``.

    Everything is made in memory first; the files appear whole, the manifest last. Same input, same bytes.
    Refuses with :class:`~perfkit.errors.ReportError`, and then nothing was written.
    """
    contents = _documents(host, evaluation, findings, formats, language, progress)
    progress("step.save", len(formats), len(formats) + 1)
    contents[MANIFEST] = _manifest(host, evaluation, contents).to_bytes()
    write_all(to, contents)
    return tuple(to / name for name in contents)


def _documents(
    host: PluginHost,
    evaluation: Evaluation,
    findings: Sequence[Finding],
    formats: Sequence[ReportFormat],
    language: Language,
    progress: Progress,
) -> dict[str, bytes]:
    """The bytes of every document by file name."""
    steps = len(formats) + 1
    progress("step.compose", 0, steps)
    lookup = Lookup(host.template_folders(evaluation.indicator_set))
    forms = host.forms(evaluation.indicator_set)
    document = render_document(evaluation, findings, lookup, forms, language=language, program=version("perfkit"))
    contents: dict[str, bytes] = {}
    if "html" in formats:
        progress("step.html", 1, steps)
        contents["report.html"] = to_html(document, lookup).encode()
    if "word" in formats:
        progress("step.word", 2, steps)
        contents["report.docx"] = to_word(document, lookup)
    result = record(evaluation, findings, language)
    contents["evaluation.json"] = (json.dumps(result, ensure_ascii=False, indent=1) + "\n").encode()
    return contents


def _manifest(host: PluginHost, evaluation: Evaluation, contents: dict[str, bytes]) -> Manifest:
    """What the documents were made of: the unit's files, the set, and only the plugins along its chain.

    A version says which plugin was meant, a digest which one it was: its forms and templates count too.
    """
    chain = host.chain_records(evaluation.indicator_set)
    return Manifest(
        version=version("perfkit"),
        inputs=evaluation.portfolio.sources,
        sets={evaluation.indicator_set.address: evaluation.indicator_set.digest},
        plugins={record.id: record.version for record in chain},
        outputs={name: sha256(data) for name, data in contents.items()},
        facts={"plugin-files": {record.id: record.digest() for record in chain}},
    )
