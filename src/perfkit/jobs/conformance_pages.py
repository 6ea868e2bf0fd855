"""Templates and forms of a plugin, tried with data: the portfolios of its cases, and one made from each of its sets."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Sequence
from itertools import product

from attrs import evolve

from perfkit.errors import Fault, PerfkitError, Place
from perfkit.jobs.conformance_sets import SetTried
from perfkit.jobs.conformance_told import Told, advice
from perfkit.jobs.evaluating import checked, scored
from perfkit.jobs.sample import sample_portfolio
from perfkit.jobs.templates import template_for
from perfkit.model import STAGE_NAMES, Form, Stage, StageName
from perfkit.plugins import PluginHost, PluginRecord, files_of, report_additions
from perfkit.reports import Lookup, form_faults, render_document, to_html, to_word, without_language
from perfkit.scoring import Evaluation
from perfkit.wording import LANGUAGES, Language

_GRID = re.compile(r"\{grid\}\s+([^\s`}{]+)")
"""How a template prints a form."""


def pages(host: PluginHost, own: PluginRecord, sets: Sequence[SetTried]) -> Iterator[Told]:
    """What keeps the report of one of these sets from being written, and what no report uses."""
    used: set[str] = set()
    for one in sets:
        sample = scored(host, sample_portfolio(one.indicator_set), one.indicator_set)
        yield from _forms(host, own, sample)
        lookup = Lookup(host.template_folders(one.indicator_set))
        for evaluation, template, language in _reports(host, own, [*_richest(one), sample], lookup):
            yield from _rendered(host, own, evaluation, lookup, template, language)
        used.update(lookup.used)
    if sets:
        yield from _unused(host, own, sets, used)


def _languages(own: PluginRecord) -> tuple[Language, ...]:
    """The languages that the plugin says it speaks, of those perfkit speaks, and those its templates are named for."""
    named = [name for part, name in files_of(own) if part == "templates" and without_language(name) != name]
    spoken = {*own.languages, *(one for one in LANGUAGES if any(f".{one}." in name for name in named))}
    return tuple(language for language in LANGUAGES if language in spoken)


def _reports(
    host: PluginHost, own: PluginRecord, evaluations: Sequence[Evaluation], lookup: Lookup
) -> Iterator[tuple[Evaluation, str, Language]]:
    """Each evaluation with the template and the language of a report outside of any life.

    The last one, the sample, is tried as one of each stage besides whose template the plugin brings. Each template once
    for an evaluation, in every language of the plugin.
    """
    brought = {name for part, name in files_of(own) if part == "templates"}
    for evaluation in evaluations:
        tried: set[tuple[str, Language]] = set()
        staged = [evaluation, *(_at(evaluation, name) for name in STAGE_NAMES if evaluation is evaluations[-1])]
        for one, language in product(staged, _languages(own)):
            found = template_for(host, one, lookup, language)
            if found not in tried and (one is evaluation or found[0] in brought):
                tried.add(found)
                yield one, *found


def _at(evaluation: Evaluation, name: StageName) -> Evaluation:
    """The evaluation as one of a stage."""
    stage = Stage(name=name, key=name, on=datetime.date(evaluation.portfolio.year, 12, 31))
    return evolve(evaluation, portfolio=evolve(evaluation.portfolio, stage=stage))


def _richest(one: SetTried) -> list[Evaluation]:
    """The evaluation of the case with the most projects, for it fills the most of a report; none without cases."""
    found = [case.evaluation for case in one.cases if case.evaluation is not None]
    return sorted(found, key=lambda evaluation: len(evaluation.projects))[-1:]


def _rendered(
    host: PluginHost, own: PluginRecord, evaluation: Evaluation, lookup: Lookup, template: str, language: Language
) -> Iterator[Told]:
    """What the report complains about; Word once for an evaluation, where the plugin brings a template for it."""
    word = evaluation.portfolio.stage is None and any(
        name.endswith(".docx") for part, name in files_of(own) if part == "templates"
    )
    try:
        forms = host.forms(evaluation.indicator_set)
        additions = report_additions(host.along(evaluation.indicator_set), evaluation)
        findings = checked(host, evaluation)
        document = render_document(
            evaluation, findings, lookup, forms, language=language, template=template, additions=additions
        )
        to_html(document, lookup)
        if word:
            to_word(document, lookup)
    except PerfkitError as error:
        yield from (Told("templates", fault) for fault in error.faults)


def _forms(host: PluginHost, own: PluginRecord, sample: Evaluation) -> Iterator[Told]:
    if not own.forms:
        return
    findings = checked(host, sample)
    for language in _languages(own):
        yield from (Told("forms", fault) for fault in form_faults(sample, findings, own.forms, language))


def _unused(host: PluginHost, own: PluginRecord, sets: Sequence[SetTried], used: set[str]) -> Iterator[Told]:
    """Templates that no report reads, and forms that no template along any of the chains prints."""
    templates = [name for part, name in files_of(own) if part == "templates"]
    place = Place(file=f"{own.folder.name}/templates")
    if used and (idle := tuple(name for name in templates if f"{own.id}:{name}" not in used and name != WORD)):
        yield advice("templates", Fault("test.template-unused", place, {"names": idle}))
    printed = {name for one in sets for name in _printed(host, one)}
    forms: list[Form] = [form for form in own.forms if form.name not in printed]
    if used and forms:
        names = tuple(form.name for form in forms)
        yield advice("forms", Fault("test.form-unused", Place(file=f"{own.folder.name}/forms"), {"names": names}))


WORD = "report.docx"
"""The template of the Word file, which is read only where Word files are written."""


def _printed(host: PluginHost, one: SetTried) -> Iterator[str]:
    for _, folder in host.template_folders(one.indicator_set):
        for path in sorted(folder.glob("*.j2")):
            yield from _GRID.findall(path.read_text(encoding="utf-8", errors="replace"))
