"""Places of findings as officials name them: the tables and texts of the report, not the files they were read from."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from attrs import evolve, frozen

from perfkit.errors import NOWHERE, Place
from perfkit.model import STAGES, Finding, Funding, Named, Portfolio, Project, Stated
from perfkit.wording import Language, say

if TYPE_CHECKING:
    from perfkit.scoring import Evaluation

_RATES = {"execution": "execution_rate", "receipt": "receipt_rate"}
_STATED = ("count", "points", "grade")


@frozen
class Places:
    """What the files of one evaluation are called in its report.

    Attributes:
        files: by name of the file, the word of ``messages/``: ``funding``, ``scores``, ``stated``, ``project`` …
        names: by name of the file, the first project in it.
        label: the printed name of a stage or rate.
    """

    files: Mapping[str, str]
    names: Mapping[str, str]
    label: Callable[[str], str]
    language: Language

    @classmethod
    def of(cls, evaluation: Evaluation, label: Callable[[str], str], language: Language) -> Places:
        """The files that the facts say they come from; what is a row is of a table, what is not, of a form."""
        portfolio, files, names = evaluation.portfolio, dict[str, str](), dict[str, str]()
        for project in portfolio.projects:
            for said, kind in ((project.funding, "funding"), (project, "scores")):
                file, row = _standing(said)
                files.setdefault(file, "project" if row is None else kind)
                names.setdefault(file, project.name)
        for told in (portfolio, *portfolio.groups, *portfolio.projects):
            files.setdefault(_standing(told.stated)[0], "stated")
        files.setdefault(_standing(portfolio)[0], "portfolio")
        del files[""]
        return cls(files, names, label, language)

    def lines(self, place: Place) -> tuple[str, ...]:
        """A place in lines: the table and its row, then what is meant; other files are named as they are."""
        item = self._item(place.item)
        kind = self.files.get(place.file) or self.files.get(place.item)
        if kind is None:
            parts = (evolve(place, key="", item="").worded(self.language), place.key, item)
            return tuple(part for part in parts if part)
        if place.item in self.files or (kind == "project" and not item):
            item = self.names.get(place.file, "")
        code = f"report.place.{kind}" if place.row is None else f"report.place.{kind}-row"
        return tuple(part for part in (say(code, self.language, row=place.row), item) if part)

    def told(self, finding: Finding) -> Finding:
        """The finding with the places it names in words."""
        return evolve(finding, names={name: self._named(value) for name, value in finding.names.items()})

    def _named(self, value: Named) -> Named:
        if isinstance(value, tuple):
            return tuple(self._worded(one) if isinstance(one, Place) else one for one in value)
        return self._worded(value) if isinstance(value, Place) else value

    def _worded(self, place: Place) -> str:
        return " ".join(self.lines(place))

    def _item(self, item: str) -> str:
        """``amounts.budget`` or ``some group · received`` with the printed names of stages and rates."""
        before, dot, last = item.rpartition(" · ") if " · " in item else item.rpartition("amounts.")
        name = _RATES.get(last, last)
        if last in STAGES or last in _RATES:
            return (before + dot if dot == " · " else "") + self.label(name)
        return say(f"report.stated.{item}", self.language) if item in _STATED else item


def _standing(said: Project | Funding | Stated | Portfolio | None) -> tuple[str, int | None]:
    """The file and row that something was read from; no file for what a program handed in."""
    place = NOWHERE if said is None or said.origin is None else said.origin.place
    return place.file, place.row
