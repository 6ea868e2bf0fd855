"""Values put under the keys of a project file, each with the cell it came from."""

from __future__ import annotations

from typing import Any

from attrs import field, frozen

from perfkit.errors import Place
from perfkit.formats.filled.form import FilledForm
from perfkit.formats.filled.further import Further
from perfkit.formats.filled.scene import Said, Scene
from perfkit.formats.notes import Notes


@frozen
class Putting:
    """The document in the making, with the places of its keys.

    Attributes:
        form: what was found on the sheet; further: the second sheet of a form that perfkit wrote, if it is one.
        notes: take what cannot be handed on, at its cell.
        document, places: as in :class:`~perfkit.formats.filled.form_file.FormFile`.
    """

    form: FilledForm
    notes: Notes
    further: Further | None = None
    document: dict[str, Any] = field(factory=dict)
    places: dict[str, Place] = field(factory=dict)

    @property
    def scene(self) -> Scene:
        """The sheet and its layout."""
        return self.form.scene

    def put(self, table: dict[str, Any], path: str, key: str, said: Said, text: object = None) -> None:
        """A value with its place, if something is said."""
        value = said.text if text is None else text
        if value not in ("", None):
            table[key] = value
        self.places[f"{path}.{key}" if path else key] = said.place

    def typed(self, said: Said) -> Said:
        """What a person typed: in a form of ours, what a formula shows is no statement of the unit."""
        return Said("", said.place) if self.further is not None and said.place in self.scene.formulas else said
