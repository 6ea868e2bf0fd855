"""``[cover]``: labelled lines, and boxes of which some are ticked."""

from __future__ import annotations

from perfkit.errors import Place, nearest, quoted
from perfkit.formats.notes import Notes
from perfkit.formats.texts import line_of, name_of
from perfkit.formats.written import WrittenCover, WrittenCoverLine
from perfkit.model import Choice, Cover


def read_cover(written: WrittenCover, place: Place, notes: Notes) -> Cover:
    """The cover; a line is either a text or a row of options."""
    lines = []
    for at, line in enumerate(written.lines, start=1):
        found = _line(line, place.inside("lines").inside(at), notes)
        if found is not None:
            lines.append(found)
    title = line_of(written.title, place.inside("title"), notes)
    return Cover(title, lines, line_of(written.date, place.inside("date"), notes))


def _line(line: WrittenCoverLine, place: Place, notes: Notes) -> tuple[str, str] | Choice | None:
    label = name_of(line.label, place.inside("label"), notes)
    if (line.text is None) == (line.options is None):
        notes.fault("cover.text-or-options", place, label=quoted(label))
        return None
    if line.options is None:
        return label, line_of(line.text or "", place.inside("text"), notes)
    for at, tick in enumerate(line.ticked, start=1):
        if tick not in line.options:
            near = nearest(tick, line.options) or "—"
            options = " ".join(line.options)
            notes.fault("cover.tick", place.inside("ticked").inside(at), found=quoted(tick), options=options, near=near)
    return Choice(label, line.options, line.ticked, line_of(line.note, place.inside("note"), notes))
