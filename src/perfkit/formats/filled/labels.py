"""Labels with their values beside them, and the year in the title."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container, Iterator, Mapping

from perfkit.formats.filled.scene import Said, Scene
from perfkit.formats.filled.words import Lexicon, folded
from perfkit.model import Layout

NAME = "project.name"
_YEAR = re.compile(r"(?<![0-9])((?:19|20|21)[0-9]{2})(?:年度?|$)")
_YEAR_ALONE = re.compile(r"\(?((?:19|20|21)[0-9]{2})年?度?\)?")
_WANTED = {
    NAME: "name",
    "project.unit": "name",
    "project.code": "code",
    "project.period.start": "date",
    "project.period.end": "date",
}


def lexicon_of(layout: Layout) -> Lexicon[str]:
    """The labels of a layout, above the money and below the indicators; ``-`` for what is passed over."""
    return Lexicon.of((label.key or "-", label.words) for label in (*layout.labels, *layout.tail))


def read_labels(scene: Scene, inside: Container[int]) -> tuple[Mapping[str, Said], Mapping[str, list[int]]]:
    """The values by key, and the rows in which each key has a label; rows that are ``inside`` a block are left out.

    The value is the first cell to the right that says something and is no label itself, or what stands behind a colon.
    """
    lexicon = lexicon_of(scene.layout)
    found: dict[str, Said] = {}
    rows: dict[str, list[int]] = {}
    for row in range(1, scene.grid.rows + 1):
        if row in inside:
            continue
        for column, cell in scene.grid.own(row):
            label, colon, rest = unicodedata.normalize("NFKC", cell.text).partition(":")
            key = lexicon.meant(cell.text) or (lexicon.meant(label) if colon else None)
            if key is None or key == "-":
                continue
            rows.setdefault(key, []).append(row)
            own = (
                Said(cell.text[len(label) + 1 :].strip(), scene.place(row, column)) if colon and rest.strip() else None
            )
            value = own or _beside(scene, lexicon, row, column, _WANTED.get(key, "any"))
            if not found.get(key):
                found[key] = value
    for text in (*scene.sheet.above, *scene.sheet.below):
        _outside(scene, lexicon, text, found)
    return found, rows


def _outside(scene: Scene, lexicon: Lexicon[str], text: str, found: dict[str, Said]) -> None:
    """Labels with their values behind a colon, in a paragraph beside the table of a text document."""
    for part in re.split(r"\s{2,}|\t|　", text):
        label, _, rest = unicodedata.normalize("NFKC", part).partition(":")
        key = lexicon.meant(label) if rest.strip() else None
        if key not in (None, "-") and not found.get(key or ""):
            found[key or ""] = Said(rest.strip(), scene.place())


def _beside(scene: Scene, lexicon: Lexicon[str], row: int, column: int, wanted: str) -> Said:
    first = None
    for at in scene.grid.right_of(row, column):
        cell = scene.grid.cell(row, at)
        if cell is not None and cell.kind == "text" and lexicon.meant(cell.text) is not None:
            break
        value = scene.said(row, at, wanted)
        first = first or value
        if value:
            return value
    return first if first is not None else Said("", scene.place(row, column))


def labels_above(scene: Scene, before: int) -> int:
    """How many of the labels stand above a row."""
    lexicon = lexicon_of(scene.layout)
    return len({lexicon.meant(said.text) for said in above(scene, before)} - {None, "-"})


def above(scene: Scene, before: int) -> Iterator[Said]:
    """The texts above a row, with those that stand above the table of a text document; none is judged."""
    for text in scene.sheet.above:
        yield Said(text, scene.place())
    for row in range(1, before):
        for column, cell in scene.grid.own(row):
            yield Said(cell.text, scene.place(row, column))


def title_of(scene: Scene, before: int) -> tuple[int, Said]:
    """The title and how long the words are by which it was found, 0 for none."""
    best, length = Said("", scene.place()), 0
    for said in above(scene, max(before, 2)):
        text = folded(said.text)
        long = max((len(word) for title in scene.layout.titles if (word := folded(title)) in text), default=0)
        if long > length:
            best, length = said, long
    return length, best


def year_of_form(scene: Scene, labels: Mapping[str, Said], title: Said, before: int) -> Said:
    """The year as its label says it, else as it stands alone above the table, else in the title; empty for none."""
    said = labels.get("project.year")
    if said and (found := _YEAR_ALONE.fullmatch(folded(said.text))):
        return Said(found[1], said.place)
    for alone in above(scene, before):
        if found := _YEAR_ALONE.fullmatch(folded(alone.text)):
            return Said(found[1], alone.place)
    for text, place in ((title.text, title.place), (scene.sheet.name, scene.place())):
        if found := _YEAR.search(folded(text)):
            return Said(found[1], place)
    return said or Said("", title.place)
