"""Forms laid out by themselves, whether a template prints them or not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from attrs import evolve

from perfkit.errors import NOWHERE, Fault, ReportError
from perfkit.model import Finding, Form
from perfkit.reports.document import Grids
from perfkit.reports.views import Viewer
from perfkit.scoring import Evaluation
from perfkit.wording import Language


def form_faults(
    evaluation: Evaluation, findings: Iterable[Finding], forms: Iterable[Form], language: Language
) -> Iterator[Fault]:
    """What keeps forms from being laid out with the rows of an evaluation, each fault at the file of its form."""
    named = {form.name: form for form in forms}
    grids = Grids(named, Viewer(evaluation, language).report(findings, "", ""), language)
    for form in named.values():
        for name in _names(form, grids):
            try:
                grids(name)
            except ReportError as error:
                place = form.origin.place if form.origin else NOWHERE
                yield from (fault if fault.place.file else evolve(fault, place=place) for fault in error.faults)
                break


def _names(form: Form, grids: Grids) -> Iterator[str]:
    """The form as a template asks for it: by itself, or with each project that has such rows."""
    if form.rows not in ("indicators", "lines"):
        yield form.name
        return
    for project in grids.report.projects:
        if project.indicators if form.rows == "indicators" else project.lines:
            yield f"{form.name} {project.id}"
