"""One template and one evaluation become a document."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from attrs import define, field, frozen

from perfkit.errors import Fault, ReportError, nearest
from perfkit.model import Cover, Document, Finding, Form, Grid, Portfolio
from perfkit.reports.additions import Additions
from perfkit.reports.context import FindingView, ReportView
from perfkit.reports.environment import Sandbox
from perfkit.reports.escape import markdown
from perfkit.reports.filters import date_text
from perfkit.reports.forms import grid
from perfkit.reports.impossible import IMPOSSIBLE
from perfkit.reports.lookup import Lookup
from perfkit.reports.markdown import blocks
from perfkit.reports.narrative import Narratives
from perfkit.reports.views import Viewer
from perfkit.reports.vocabulary import View, names
from perfkit.wording import Language, say

if TYPE_CHECKING:
    from perfkit.scoring import Evaluation


PLUGINS = ("plugins", "插件")
"""The name of what plugins add, in English and Chinese; below it stand their ids."""


@frozen
class Making:
    """How a document is made; see :func:`perfkit.reports.render_document`."""

    language: Language
    template: str
    program: str
    additions: Additions


def render(
    evaluation: Evaluation,
    findings: Iterable[Finding],
    lookup: Lookup,
    forms: Mapping[str, Form],
    making: Making,
) -> Document:
    """See :func:`perfkit.reports.render_document`."""
    portfolio, language, program = evaluation.portfolio, making.language, making.program
    title = (portfolio.cover.title if portfolio.cover else "") or _title(portfolio, language)
    report = Viewer(evaluation, language).report(findings, title, program)
    context = top_level(report) | dict.fromkeys(PLUGINS, making.additions.data)
    narratives = Narratives.of(evaluation, context, language)
    functions: dict[str, Callable[..., Any]]
    functions = {"narrative": narratives, "正文": narratives, "missing": narratives.missing, "缺文": narratives.missing}
    environment = Sandbox(
        lookup, markdown, language=language, marks=True, functions=functions, added=making.additions.filters
    )
    narratives.environment = environment
    text = environment.render(making.template, context)
    narratives.refuse_unused(lookup)
    return Document(
        title=title,
        language=language,
        cover=_cover(portfolio, report, language),
        blocks=blocks(text, Grids(forms, report, language)),
        foot=_foot(evaluation, program, language),
        missing=narratives.lacking,
    )


def top_level(report: ReportView) -> dict[str, Any]:
    """The names a template starts with: ``report`` and 报告, and every attribute of the report by itself."""
    table = {name: getattr(report, attribute) for name, attribute in names(ReportView).items()}
    return {"report": report, "报告": report, **table}


@define
class Grids:
    """The tables of one report by name: ``funding``, ``scores`` …, or a form with a project's id: ``targets p3``."""

    forms: Mapping[str, Form]
    report: ReportView
    language: Language
    told: set[str] = field(factory=set)

    def __call__(self, name: str) -> Grid:
        form_name, _, subject_id = name.partition(" ")
        form = self.forms.get(form_name)
        if form is None:
            near = nearest(form_name, self.forms) or "、".join(self.forms)
            raise ReportError(Fault("report.grid-unknown", arguments={"name": name, "near": near}))
        rows = self._rows(form, subject_id.strip(), name)
        self.told.add(form.rows)
        return grid(form, rows, name.replace(" ", "-"), language=self.language)

    def _rows(self, form: Form, subject_id: str, name: str) -> Sequence[View]:
        report = self.report
        if form.rows in ("indicators", "lines"):
            subjects = {subject.id: subject for subject in (*report.subjects, *report.projects)}
            if subject_id not in subjects:
                raise ReportError(Fault("report.grid-unknown", arguments={"name": name, "near": "、".join(subjects)}))
            subject = subjects[subject_id]
            return subject.indicators if form.rows == "indicators" else subject.lines
        sources: Mapping[str, Sequence[View]] = {
            "funded": report.funded,
            "scored": report.scored,
            "projects": report.projects,
            "findings": self._findings(),
            "impossible": report.impossible,
        }
        return sources[form.rows]

    def _findings(self) -> tuple[FindingView, ...]:
        """Errors and warnings, without those that a table before this one has listed."""
        told = IMPOSSIBLE if "impossible" in self.told else ()
        return tuple(f for f in self.report.findings if f.severity != "info" and f.code not in told)


def _title(portfolio: Portfolio, language: Language) -> str:
    """What the document is: the report of a unit, or that of one stage of a project."""
    if portfolio.stage is None:
        unit = portfolio.unit.short or portfolio.unit.name
        return say("report.title", language, year=portfolio.year, unit=unit)
    stage, project = say(f"stage-name.{portfolio.stage.name}", language), portfolio.projects[0].name
    return say("report.stage-title", language, year=portfolio.year, project=project, stage=stage)


def _cover(portfolio: Portfolio, report: ReportView, language: Language) -> Cover:
    """The unit's cover, or one made from what is known of the unit, or of the project and its stage."""
    title = report.title
    if portfolio.cover is not None:
        return portfolio.cover if portfolio.cover.title else Cover(title, portfolio.cover.lines, portfolio.cover.date)
    stage, year = portfolio.stage, say("report.cover.year", language, year=portfolio.year)
    known = [("unit", portfolio.unit.name), ("department", portfolio.unit.department)]
    if stage is None:
        known.append(("period", year))
    else:
        by = {"unit": portfolio.unit.name, "department": portfolio.unit.department}.get(stage.by) or report.stage_by
        made = [(f"by-{stage.name}", by), (f"on-{stage.name}", date_text(stage.on, language))]
        known = [("project", portfolio.projects[0].name), *known, *made]
    return Cover(title, tuple((say(f"report.cover.{code}", language), text) for code, text in known if text))


def _foot(evaluation: Evaluation, program: str, language: Language) -> str:
    used = evaluation.indicator_set
    code = "report.foot" if used.digest else "report.foot-plain"
    digest = used.digest[:16]
    return say(code, language, address=used.address, edition=used.edition, digest=digest, program=program)
