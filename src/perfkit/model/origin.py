"""Where a value or a rule comes from: 出处."""

from __future__ import annotations

from attrs import frozen

from perfkit.errors import NOWHERE, Place
from perfkit.wording import Language, say


@frozen
class Basis:
    """The document on which a rule, a set or a change rests.

    Attributes:
        document: its number or title, such as 财预〔2020〕10号.
        clause: article, section or annex.
        verified: whether somebody compared this rule with the published text; False for facts from memory.
        note: what a reader should know about it.
    """

    document: str
    clause: str = ""
    verified: bool = False
    note: str = ""

    def __str__(self) -> str:
        return " ".join(part for part in (self.document, self.clause) if part)


SHOWN = ("target", "actual", "weight", "points")
"""Parts whose cells are told beside the place of the whole."""


@frozen
class Origin:
    """What stands behind a value: the place in a file, and the plugin whose file it is (none for the unit's facts).

    Attributes:
        parts: the places of what it is made of, such as ``actual`` of an indicator, where a form has a cell for each.
    """

    place: Place = NOWHERE
    plugin: str = ""
    version: str = ""
    parts: tuple[tuple[str, Place], ...] = ()

    def at(self, part: str) -> Place:
        """The place of a part; of the whole where nothing closer is known."""
        return dict(self.parts).get(part, self.place)

    def worded(self, language: Language) -> str:
        owner = f"{self.plugin} {self.version}".strip()
        where = self.place.worded(language)
        cells = {key: place.cell for key, place in self.parts}
        if self.place.cell and (shown := [key for key in SHOWN if cells.get(key)]):
            listed = [say(f"origin.{key}", language, cell=cells[key]) for key in shown]
            where = say("origin.parts", language, place=where, parts=tuple(listed))
        return f"{owner}: {where}" if owner and where else owner or where
