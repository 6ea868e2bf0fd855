"""The unit's own texts: Markdown with the same placeholders as the template, rendered where it asks for them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from attrs import define, field
from markupsafe import Markup

from perfkit.errors import Fault, Place, ReportError
from perfkit.model import Group, Project, Text
from perfkit.reports.context import ProjectView
from perfkit.reports.environment import Sandbox
from perfkit.reports.lookup import Lookup
from perfkit.reports.markdown import NARRATIVE
from perfkit.reports.vocabulary import RenderingError
from perfkit.wording import Language, say

if TYPE_CHECKING:
    from perfkit.scoring import Evaluation

PROJECTS = "projects/"
"""Where project files lie; the texts of a project lie in a folder named like its file."""


@define
class Narratives:
    """The functions ``narrative`` and ``missing`` of templates, and what they were asked for.

    Attributes:
        texts: by the id of the project or group (empty for the whole), then by section.
        folders: where a project's texts lie, or would lie.
        context: the names the texts may use; a project's text has ``project`` and 项目 besides.
        life: whether they are of a stage in the life of one project: the whole is the project, a text serves both.
        language: of the sentence that stands where there is no text.
        asked: each text the template asked for, there or not.
        lacking: the sections that say they have no text, by the name their file would have.
    """

    texts: Mapping[str, Mapping[str, str]]
    folders: Mapping[str, str]
    context: Mapping[str, Any]
    life: bool = False
    language: Language = "zh"
    environment: Sandbox | None = None
    asked: list[tuple[str, str]] = field(factory=list)
    lacking: list[str] = field(factory=list)

    @classmethod
    def of(cls, evaluation: Evaluation, context: Mapping[str, Any], language: Language) -> Narratives:
        """The texts of a portfolio, its groups and projects, under the ids their views have."""
        texts: dict[str, Mapping[str, str]] = {"": evaluation.portfolio.narrative}
        stage = evaluation.portfolio.stage
        if stage is not None:
            return cls(texts, {"": f"{NARRATIVE}{stage.key}/"}, context, life=True, language=language)
        folders = {"": NARRATIVE}
        owners: list[tuple[str, Group | Project]]
        owners = [(f"g{n}", result.group) for n, result in enumerate(evaluation.groups, start=1)]
        owners += [(f"p{n}", result.project) for n, result in enumerate(evaluation.projects, start=1)]
        for identity, owner in owners:
            texts[identity], folders[identity] = owner.narrative, _folder(owner)
        return cls(texts, folders, context, language=language)

    def __call__(self, section: str, subject: ProjectView | None = None) -> Markup:
        """The rendered text of a section, of the whole or of one project; empty if the unit gave none."""
        identity = self._identity(subject)
        if (identity, section) not in self.asked:
            self.asked.append((identity, section))
        source = self.texts[identity].get(section, "").strip()
        if not source or self.environment is None:
            return Markup("")
        context = self.context if subject is None else {**self.context, "project": subject, "项目": subject}
        return Markup(self.environment.render_text(source, self._name(identity, section), context))  # noqa: S704 (Markdown)

    def missing(self, section: str = "", subject: ProjectView | None = None) -> str:
        """The sentence that stands where the unit gave no text; the section is remembered for whoever may ask."""
        name = self.folders[self._identity(subject)].removeprefix(NARRATIVE) + section
        if section and name not in self.lacking:
            self.lacking.append(name)
        return say("report.no-text", self.language)

    def _name(self, identity: str, section: str) -> str:
        """The file of a text: the one it was read from, else where it would lie."""
        text = self.texts[identity].get(section, "")
        known = text.file if isinstance(text, Text) else ""
        return known or f"{self.folders[identity]}{section}.md"

    def _identity(self, subject: ProjectView | None) -> str:
        if subject is not None and type(subject) is not ProjectView:
            raise RenderingError(Fault("report.subject-unknown"))
        return "" if subject is None or self.life else subject.id

    def refuse_unused(self, lookup: Lookup) -> None:
        """A text the template never asked for would be lost in silence: it is an error instead.

        A text for every stage of a life may be meant for another one: it is, if a template of the chain speaks of it.
        """
        faults = []
        for identity, sections in self.texts.items():
            asked = {section for owner, section in self.asked if bool(owner) == bool(identity)}
            for section in sections:
                name, near = self._name(identity, section), "、".join(sorted(asked))
                for_another = self.life and name == f"{NARRATIVE}{section}.md" and lookup.speaks_of(section)
                if (identity, section) not in self.asked and not for_another:
                    faults.append(Fault("report.narrative-unused", Place(file=name), {"name": name, "near": near}))
        if faults:
            raise ReportError(faults)


def _folder(owner: Group | Project) -> str:
    """The folder of a project's texts: where those it has were read, else named like its file, its code or name."""
    for text in owner.narrative.values():
        if isinstance(text, Text) and text.file:
            return text.file.rpartition("/")[0] + "/"
    file = owner.origin.place.file if owner.origin is not None else ""
    stem = file.removeprefix(PROJECTS).removesuffix(".toml") if file.startswith(PROJECTS) else owner.key
    return f"{NARRATIVE}{stem}/"
