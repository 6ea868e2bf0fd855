"""Labels with their values beside them, and the year in the title."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container, Iterator, Mapping

from attrs import field, frozen

from perfkit.errors import quoted
from perfkit.formats.filled.scene import Said, Scene
from perfkit.formats.filled.words import Lexicon, bare, folded, money_unit_of
from perfkit.model import MONEY_PLACES, Layout

NAME = "project.name"
_YEAR = re.compile(r"(?<![0-9~—至-])((?:19|20|21)[0-9]{2})(?:年度?|$)")
_YEAR_ALONE = re.compile(r"\(?((?:19|20|21)[0-9]{2})年?度?\)?")
_NEXT = re.compile(r"(?<!\s)\s+(?=[^\s:]{2,12}:)")
"""Where another label may begin in a text."""
_GAP = re.compile(r"[ \t]{2,}")
_YEAR_WORDS = re.compile(r"[一二][〇○零一二三四五六七八九]{3}(?=年)")
_DIGITS = str.maketrans("〇○零一二三四五六七八九", "000123456789")
_YEAR_MEANT = re.compile(r"\(?[0-9]{2,4}(?:[-~—至][0-9]{2,4})?年度?\)?")
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
    Of several labels of a key the one counts that its layout names first.
    """
    lexicon = lexicon_of(scene.layout)
    taken = _Taken(scene)
    rows: dict[str, list[int]] = {}
    for row in range(1, scene.grid.rows + 1):
        if row in inside:
            continue
        for column, cell in scene.grid.own(row):
            for at, (label, rest) in enumerate(_parts(cell.text, lexicon)):
                key = lexicon.meant(label)
                if key is None or key == "-":
                    continue
                rows.setdefault(key, []).append(row)
                value = Said(_alone(key, rest), scene.place(row, column))
                if not rest and not at:
                    value = _beside(scene, lexicon, row, column, _WANTED.get(key, "any"))
                taken.put(key, label, value)
    for text in (*scene.sheet.above, *scene.sheet.below):
        for label, rest in _parts(text, lexicon):
            if rest and (key := lexicon.meant(label)) not in (None, "-"):
                taken.put(key or "", label, Said(_alone(key or "", rest), scene.place()))
    return {key: said for key, (_, said) in taken.found.items()}, rows


def _parts(text: str, lexicon: Lexicon[str]) -> Iterator[tuple[str, str]]:
    """Labels with what stands behind their colons: ``填报单位：某局　填报日期：3月1日`` has two; a text may have none.

    A word before a colon that is no label belongs to the value before it.
    """
    if lexicon.meant(text) is not None:
        yield text, ""
        return
    pieces: list[str] = []
    for piece in _NEXT.split(unicodedata.normalize("NFKC", text)):
        label = piece.partition(":")[0]
        if not pieces or lexicon.meant(label) is not None or money_unit_of(piece):
            pieces.append(piece)
        else:
            pieces[-1] += f" {piece}"
    for piece in pieces:
        label, _, rest = piece.partition(":")
        if folded(rest).removeprefix("人民币") not in MONEY_PLACES:  # 单位：万元 names no unit that does anything
            yield label, rest.strip()


def _alone(key: str, text: str) -> str:
    """A name without what stands behind a gap on its line, such as a date."""
    return _GAP.split(text)[0] if key in _WANTED else text


@frozen
class _Taken:
    """Values by key, each with the place of its label among the words of the layout."""

    scene: Scene
    found: dict[str, tuple[int, Said]] = field(factory=dict)
    ranks: Lexicon[int] = field(init=False)

    @ranks.default
    def _ranks(self) -> Lexicon[int]:
        labels = (*self.scene.layout.labels, *self.scene.layout.tail)
        return Lexicon.of((rank, [word]) for label in labels for rank, word in enumerate(label.words))

    def put(self, key: str, label: str, value: Said) -> None:
        """A value, unless a better label has one; two that differ are told."""
        rank = self.ranks.meant(label) or 0
        first, said = self.found.get(key, (rank, Said()))
        better = not said or (bool(value) and rank < first)
        if value and said and folded(value.text) != folded(said.text):
            used, other = (value, said) if better else (said, value)
            about = {"found": quoted(other.text), "used": quoted(used.text), "cell": used.place.cell}
            self.scene.notes.remark("form.label-again", other.place, "info", **about)
        if better:
            self.found[key] = (rank, value)


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
    """The year as its label says it, else as it stands alone above the table, else in the title; empty for none.

    A text that was meant as one and says no year, such as （23年度）, is handed on as it stands.
    """
    said = labels.get("project.year")
    over = list(above(scene, before))
    for one in (said or Said(), *over):
        for alone in re.split(r"\s{2,}", one.text):  # beside the unit and that of money, in one line
            if found := _YEAR_ALONE.fullmatch(_in_digits(alone)):
                return _year_at(scene, found[1], one)
    titles = [title, *(one for one in over if bare(one.text).endswith("表")), Said(scene.sheet.name, scene.place())]
    for one in titles:
        if found := _YEAR.search(_in_digits(one.text)):
            return _year_at(scene, found[1], one)
    meant = next((one for one in over if _YEAR_MEANT.fullmatch(folded(one.text))), None)
    return said or meant or Said("", title.place)


def _year_at(scene: Scene, year: str, said: Said) -> Said:
    """The year where it stands; one in words is told."""
    if year not in folded(said.text):
        scene.notes.remark("form.year-words", said.place, "info", found=quoted(said.text), year=year)
    return Said(year, said.place)


def _in_digits(text: str) -> str:
    """A text with the year that it says in words, 二〇二三年, in digits."""
    return _YEAR_WORDS.sub(lambda found: found[0].translate(_DIGITS), folded(text))
