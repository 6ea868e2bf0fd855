"""Declared facts as a file gives them: truths, figures, words of labels, and lists of records."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal

from perfkit.errors import InputError, Place
from perfkit.formats.complaints import literal
from perfkit.formats.convert import Written
from perfkit.formats.notes import Notes, Read
from perfkit.formats.numerals import ZERO_WIDTH
from perfkit.formats.quantities import WrittenFigure
from perfkit.formats.scalars import SHORT_MONEY, money, refused, written_figure
from perfkit.formats.texts import text_of
from perfkit.formats.written import WrittenFact
from perfkit.formula import formula_name
from perfkit.model import (
    MONEY_PLACES,
    REMARKS,
    RESERVED,
    SUPPLIED,
    TEXTS,
    Fact,
    FactValue,
    NumberLike,
    Record,
    plain,
    shifted,
)

MOST_FACTS = 200
MOST_RECORDS = 1000
MOST_FIELDS = 50

_PLACES = {"": 0, "%": -2, "‰": -3, **MONEY_PLACES}
"""The units that a fact may have, with the power of ten that each stands for."""

LONGEST_WORD = 64
"""What a formula could name: an option of a label."""

_NONE = frozenset({"无", "没有"})
"""No figure, but words that labels have: 有 and 无; 无, 一般, 严重."""

_TRUTHS = frozenset({"是", "否", "true", "false", "yes", "no"})
"""Texts in place of truths, which no rule would take for one."""


def read_facts(written: Mapping[str, WrittenFact], place: Place, notes: Notes) -> dict[str, Fact]:
    """The facts of the table at ``place`` by name."""
    _distinct(written, place, notes)
    found: dict[str, Fact] = {}
    for name, value in written.items() if _few(len(written), MOST_FACTS, place, notes) else ():
        here = place.inside(name)
        if name in RESERVED or name in SUPPLIED:
            notes.fault("fact.reserved", here, name=name)
        elif (fact := _fact(value, here, notes)) is not None:
            found[name] = fact
    return found


def _few(count: int, most: int, place: Place, notes: Notes) -> bool:
    if count > most:
        notes.fault("fact.too-many", place, count=count, most=most)
    return count <= most


def _distinct(names: Iterable[str], place: Place, notes: Notes) -> None:
    """Refuse names that formulas cannot tell apart: ``late-days`` is ``late_days`` there."""
    seen: dict[str, str] = {}
    for name in names:
        first = seen.setdefault(formula_name(name), name)
        if first != name:
            notes.fault("fact.same-name", place.inside(name), name=name, first=first)


def _fact(written: WrittenFact, place: Place, notes: Notes) -> Fact | None:
    if not isinstance(written, tuple):
        return written if isinstance(written, bool) else notes.read(place, read_fact, written)
    if not _few(len(written), MOST_RECORDS, place, notes):
        return None
    return tuple(_record(record, place.inside(at), notes) for at, record in enumerate(written, start=1))


def _record(written: Mapping[str, bool | Written], place: Place, notes: Notes) -> Record:
    """One record; a field at fault is left out of it."""
    _distinct(written, place, notes)
    few = _few(len(written), MOST_FIELDS, place, notes)
    fields = {name: _field(name, value, place.inside(name), notes) for name, value in written.items() if few}
    return {name: value for name, value in fields.items() if value is not None}


def _field(name: str, written: bool | Written, place: Place, notes: Notes) -> FactValue | None:
    """One field: a fact, or a text for people, which rules do not ask for."""
    if name in TEXTS and isinstance(written, str):
        return text_of(written, place, notes)
    if name in TEXTS:
        notes.fault("input.not-text", place, found=literal(written))
        return None
    if name in REMARKS and isinstance(written, str) and not _is_fact(written):
        return text_of(written, place, notes)
    return written if isinstance(written, bool) else notes.read(place, read_fact, written, prose=True)


def _is_fact(written: str) -> bool:
    """Whether a text is to be read as a fact: it can be, or it stands where a truth should."""
    try:
        read_fact(written, prose=True)
    except InputError as error:
        return error.code == "value.truth-text"
    return True


def read_fact(written: NumberLike, *, prose: bool = False) -> Read[Decimal | str]:
    """A further fact: money in 元, percentages as shares of 1, plain numbers as they are, or the word of a label.

    Any other unit is refused: the file would not say it to the rule, which may count in another one. With ``prose``
    a text of several words is one for people, as long as it holds no digit.
    """
    said = _figure_or_words(written)
    if said.value is None:
        return _words(str(written), prose=prose)
    if said.bound:
        raise refused("value.no-number", written)
    unit = SHORT_MONEY.get(said.unit, said.unit)
    if unit not in _PLACES:
        raise refused("value.fact-unit", written, unit=unit, number=plain(said.value))
    return Read(shifted(said.value, _PLACES[unit]), said.remarks, money(said.value, unit))


def _figure_or_words(written: NumberLike) -> WrittenFigure:
    """The figure of a fact; what holds none or cannot be read as one is words. What nobody can know stays refused."""
    if isinstance(written, str) and _visible(written) in _NONE:
        return WrittenFigure(None)
    try:
        return written_figure(written)
    except InputError as error:
        if error.code != "value.unreadable":
            raise
        return WrittenFigure(None)


def _words(written: str, *, prose: bool) -> Read[Decimal | str]:
    text = _visible(written)
    if text.casefold() in _TRUTHS:
        raise refused("value.truth-text", written)
    is_word = text.isidentifier() and len(text) <= LONGEST_WORD
    is_prose = any(map(str.isalpha, text)) and not any(map(str.isdigit, text))
    if not is_word and not (prose and is_prose):
        raise refused("value.no-word", written)
    return Read(text, () if text == written else ("value.blanks",))


def _visible(written: str) -> str:
    return ZERO_WIDTH.sub("", written).strip()
