"""Places of findings as officials name them: the tables and texts of the report, not the files they were read from."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from attrs import evolve, frozen

from perfkit.errors import NOWHERE, Place
from perfkit.model import STAGES, Finding, Funding, Group, Named, Portfolio, Project, Stated
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
        owners: tuple[Portfolio | Group | Project, ...] = (portfolio, *portfolio.groups, *portfolio.projects)
        for owner in owners:
            files.setdefault(_standing(owner.stated)[0], "stated")
        files.setdefault(_standing(portfolio)[0], "portfolio")
        files.pop("", None)
        return cls(files, names, label, language)

    def lines(self, place: Place) -> tuple[str, ...]:
        """A place in lines: the table and its row, then what is meant; other files are named as they are."""
        kind = self.files.get(place.file) or self.files.get(place.item)
        item = self._item(place, kind)
        if kind is None:
            parts = (evolve(place, key="", item="").worded(self.language), place.key, item)
            return tuple(part for part in parts if part)
        if not item and kind == "project":
            item = self.names.get(place.file, "")
        elif place.item in self.files:
            item = ""
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

    def _item(self, place: Place, kind: str | None) -> str:
        """What is meant, and which of its stated figures: ``amounts.received`` in the key, or at the item's end."""
        before, _, entry = place.item.rpartition(" · ")
        if word := self._entry(entry):
            return " · ".join(part for part in (before, word) if part)
        word = self._entry(place.key) if kind == "stated" else ""
        return " · ".join(part for part in (place.item, word) if part)

    def _entry(self, entry: str) -> str:
        """The printed name of a stated figure; empty for any other text."""
        name = entry.rpartition(".")[2]
        if name in STAGES or name in _RATES:
            return self.label(_RATES.get(name, name))
        return say(f"report.stated.{name}", self.language) if name in _STATED else ""


def _standing(said: Project | Funding | Stated | Portfolio | None) -> tuple[str, int | None]:
    """The file and row that something was read from; no file for what a program handed in."""
    place = NOWHERE if said is None or said.origin is None else said.origin.place
    return place.file, place.row
