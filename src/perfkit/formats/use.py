"""``[events]`` and ``[chosen]`` of a project: what happened when, and what was chosen within an outcome."""

from __future__ import annotations

import datetime
from collections.abc import Mapping

from perfkit.errors import Place
from perfkit.formats.convert import WrittenDate
from perfkit.formats.notes import Notes
from perfkit.formats.scalars import read_share
from perfkit.formats.texts import day_of, text_of, year_of
from perfkit.formats.written import ProjectFile
from perfkit.model import Chosen


def read_events(written: Mapping[str, WrittenDate], place: Place, notes: Notes) -> dict[str, datetime.date]:
    """The days of the table at ``place``, by event."""
    found = {}
    for name, said in written.items():
        here = place.inside(name)
        day = day_of(said, here, notes)
        if day is not None:
            year_of(day.year, here, notes)
            found[name] = day
    return found


def read_chosen(written: ProjectFile, place: Place, notes: Notes) -> dict[str, Chosen]:
    """What was chosen, by the code of the outcome."""
    found = {}
    for code, one in written.chosen.items():
        here = place.inside("chosen").inside(code)
        share = notes.read(here.inside("share"), read_share, one.share)
        ground = text_of(one.ground, here.inside("ground"), notes)
        if share is not None:
            found[code] = Chosen(share, ground, notes.origin(here))
    return found
