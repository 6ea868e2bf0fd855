"""What the report of a stage looks like: its headings and its words, without a page being made."""

from __future__ import annotations

import datetime
from pathlib import Path

from attrs import evolve

from perfkit.jobs import host_for
from perfkit.jobs.evaluating import checked
from perfkit.jobs.templates import template_for
from perfkit.kit import Kit
from perfkit.model import Document, Paragraph, Stage, StageName
from perfkit.reports import Lookup, render_document
from perfkit.scoring import Evaluation
from perfkit.wording import Language


def staged(kit: Kit, file: Path, name: StageName) -> Evaluation:
    """The project of a file, as one of a stage."""
    portfolio = kit.read(file)
    stage = Stage(name=name, key=name, on=datetime.date(portfolio.year, 12, 31))
    return kit.evaluate(evolve(portfolio, stage=stage))


def document(kit: Kit, evaluation: Evaluation, language: Language = "zh") -> Document:
    """The report as a document, from the template that applies."""
    host, used = host_for(kit.host, evaluation.portfolio), evaluation.indicator_set
    lookup = Lookup(host.template_folders(used))
    template, spoken = template_for(host, evaluation, lookup, language)
    findings = checked(host, evaluation)
    return render_document(evaluation, findings, lookup, host.forms(used), language=spoken, template=template)


def headings(found: Document, most: int = 2) -> list[str]:
    """The headings down to a level, each with its number."""
    return [one.number + one.text for one in found.headings if one.level <= most]


def words(found: Document) -> str:
    """The text of the paragraphs, one a line; tables are left out."""
    return "\n".join(one.text for one in found.blocks if isinstance(one, Paragraph))
