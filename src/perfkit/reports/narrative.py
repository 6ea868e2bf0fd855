"""The unit's own texts: Markdown with the same placeholders as the template, rendered where it asks for them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from attrs import define, field
from markupsafe import Markup

from perfkit.errors import Fault, Place, ReportError
from perfkit.reports.context import ProjectView, ReportView
from perfkit.reports.environment import Sandbox
from perfkit.reports.markdown import NARRATIVE
from perfkit.reports.vocabulary import RenderingError

if TYPE_CHECKING:
    from perfkit.scoring import Evaluation


@define
class Narratives:
    """The function ``narrative`` of templates, and what it was asked for.

    Attributes:
        texts: by the id of the project or group (empty for the whole), then by section.
        folders: what messages call the place of a project's texts.
        context: the names the texts may use; a project's text has ``project`` and 项目 besides.
        asked: each text the template asked for, there or not.
    """

    texts: Mapping[str, Mapping[str, str]]
    folders: Mapping[str, str]
    context: Mapping[str, Any]
    environment: Sandbox | None = None
    asked: list[tuple[str, str]] = field(factory=list)

    @classmethod
    def of(cls, evaluation: Evaluation, report: ReportView, context: Mapping[str, Any]) -> Narratives:
        """The texts of a portfolio, its groups and projects, under the ids their views have."""
        texts: dict[str, Mapping[str, str]] = {"": evaluation.portfolio.narrative}
        folders = {"": NARRATIVE}
        owners = [(f"g{n}", r.group.key, r.group.narrative) for n, r in enumerate(evaluation.groups, start=1)]
        owners += [(f"p{n}", r.project.key, r.project.narrative) for n, r in enumerate(evaluation.projects, start=1)]
        for identity, key, narrative in owners:
            texts[identity], folders[identity] = narrative, f"{NARRATIVE}{key}/"
        return cls(texts, folders, context)

    def __call__(self, section: str, subject: ProjectView | None = None) -> Markup:
        """The rendered text of a section, of the whole or of one project; empty if the unit gave none."""
        if subject is not None and type(subject) is not ProjectView:
            raise RenderingError(Fault("report.subject-unknown"))
        identity = "" if subject is None else subject.id
        if (identity, section) not in self.asked:
            self.asked.append((identity, section))
        source = self.texts[identity].get(section, "").strip()
        if not source or self.environment is None:
            return Markup("")
        context = self.context if subject is None else {**self.context, "project": subject, "项目": subject}
        return Markup(self.environment.render_text(source, self._name(identity, section), context))  # noqa: S704 (Markdown)

    def _name(self, identity: str, section: str) -> str:
        return f"{self.folders[identity]}{section}.md"

    def refuse_unused(self) -> None:
        """A text the template never asked for would be lost in silence: it is an error instead."""
        faults = []
        for identity, sections in self.texts.items():
            asked = {section for owner, section in self.asked if bool(owner) == bool(identity)}
            for section in sections:
                if (identity, section) not in self.asked:
                    name, near = self._name(identity, section), "、".join(sorted(asked))
                    faults.append(Fault("report.narrative-unused", Place(file=name), {"name": name, "near": near}))
        if faults:
            raise ReportError(faults)
