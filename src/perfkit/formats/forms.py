"""Forms as they are written in TOML; the name of a form is the stem of its file."""

from __future__ import annotations

from pathlib import Path

from attrs import evolve

from perfkit.errors import Fault, InputError, Place
from perfkit.formats.convert import structure
from perfkit.formats.notes import Notes
from perfkit.formats.toml import read_toml
from perfkit.model import Form, Origin


def read_form(path: Path, name: str) -> Form:
    """The form in one file; a ``name`` key in it is refused, because two names would drift apart."""
    file = read_toml(path, name)
    if "name" in file.document:
        raise InputError(Fault("form.name-given", file.place("name"), {"stem": path.stem}))
    form = structure({**file.document, "name": path.stem}, Form, name, Notes(locate=file.located))
    return evolve(form, origin=Origin(Place(file=name)))
