"""What one form says, as the file of a project would: its values by key, and the cell of every key."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from attrs import evolve, field, frozen

from perfkit.errors import Place

UNNAMED = "（未填）"
"""What stands for a name or a target that is missing, once that was noted."""


@frozen
class FormFile:
    """What one form says, as the file of a project would: values by key, and the place of every key.

    Attributes:
        name: the file; sheet: the sheet in it.
        document: as :class:`~perfkit.formats.written.ProjectFile` describes it.
        places: of keys, such as ``indicators[3].target``; of the sheet under the empty key.
        layout: the name of the layout it was read with.
        year, unit: of the project, where the form says them.
    """

    name: str
    sheet: str
    layout: str
    document: dict[str, Any]
    places: Mapping[str, Place] = field(repr=False)
    year: int | None = None
    unit: str = ""

    @property
    def place(self) -> Place:
        """The sheet."""
        return Place(file=self.name, sheet=self.sheet)

    @property
    def is_blank(self) -> bool:
        """Whether it names no project and no unit, and holds neither money nor indicators."""
        says = {"unit", "code", "goal", "result"} & set(self.document["project"])
        nameless = self.document["project"].get("name", UNNAMED) == UNNAMED
        return nameless and not says and not {"funding", "indicators"} & set(self.document)

    def parts(self, place: Place) -> tuple[tuple[str, Place], ...]:
        """The places of what stands inside the thing at ``place``: key and place of each."""
        inner = f"{place.key}." if place.key else ""
        return tuple(
            (key.removeprefix(inner), at)
            for key, at in self.places.items()
            if key.startswith(inner)
            and key
            and "." not in key.removeprefix(inner)
            and "[" not in key.removeprefix(inner)
        )

    def located(self, place: Place) -> Place:
        """``place`` with the cell of its key, or of the nearest key around it; the key stays."""
        if place.cell or place.line is not None or (place.file, place.sheet) != (self.name, self.sheet):
            return place
        key = place.key
        while key not in self.places:
            key = key[: max(key.rfind("."), key.rfind("["), 0)]
        return evolve(self.places[key], key=place.key, item=place.item)
