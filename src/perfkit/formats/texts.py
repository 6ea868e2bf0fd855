"""Names, codes and days as people type them: cleaned where nothing is lost, refused where nobody can know.

Characters that disguise text or cannot be seen at all were refused before, by the readers of files.
"""

from __future__ import annotations

import datetime
import re
import unicodedata

from perfkit.errors import Place, quoted
from perfkit.formats.convert import WrittenDate
from perfkit.formats.notes import Notes
from perfkit.formats.numerals import ZERO_WIDTH

LONGEST_NAME = 200
LONGEST_TEXT = 20_000

CODE_DIGITS = 21
"""Length of a project code (unit, year, kind, number, check digit); others are accepted with a remark."""

FIRST_YEAR, LAST_YEAR = 1995, 2100
"""Years in which a fiscal year can lie: the Budget Law took effect in 1995. The upper end is fixed, not today's year,
so that the same file gives the same answer on every day."""

EXCEL_DIGITS = 15
"""Digits that Excel keeps of a number; it puts zeros in the place of all others."""

_AS_TEXT = re.compile(r'="([^"]*)"')
"""The formula that keeps a code from being taken for a number."""

_SAMPLE = re.compile(r"[xX×]{3,}|示例")
_DAY = re.compile(r"([0-9]{4})(?:[-./]|年)([0-9]{1,2})(?:[-./]|月)([0-9]{1,2})日?")
_KEY = re.compile(r"[A-Za-z0-9_.-]+")


def name_of(text: str, place: Place, notes: Notes, *, longest: int = LONGEST_NAME) -> str:
    """A name on one line; refused if empty, too long or without a letter."""
    name = _visible(text, place, notes)
    if "\n" in name or "\r" in name:
        notes.remark("name.line-breaks", place)
        name = " ".join(name.split())
    if not name:
        notes.fault("name.empty", place)
    elif len(name) > longest:
        notes.fault("name.too-long", place, length=len(name), most=longest)
    elif not any(character.isalnum() or unicodedata.category(character) == "So" for character in name):
        notes.fault("name.no-letter", place, found=quoted(name))
    elif _SAMPLE.search(name):
        notes.remark("name.sample", place, found=quoted(name))
    return name


def persons(names: tuple[str, ...], place: Place, notes: Notes) -> tuple[str, ...]:
    """Names of persons, each of two characters or more: one alone would be found everywhere."""
    found = []
    for at, written in enumerate(names, start=1):
        name = name_of(written, place.inside(at), notes)
        if len(name) == 1:
            notes.fault("name.person-short", place.inside(at), found=quoted(name))
        found.append(name)
    return tuple(found)


def text_of(text: str, place: Place, notes: Notes) -> str:
    """A text of any number of lines, which may be empty."""
    clean = _visible(text, place, notes, blanks=False)
    if len(clean) > LONGEST_TEXT:
        notes.fault("name.too-long", place, length=len(clean), most=LONGEST_TEXT)
    return clean


def line_of(text: str, place: Place, notes: Notes) -> str:
    """A name that may be left out."""
    return name_of(text, place, notes) if text.strip() else ""


def _visible(text: str, place: Place, notes: Notes, *, blanks: bool = True) -> str:
    visible = ZERO_WIDTH.sub("", text)
    if visible != text:
        hidden = ZERO_WIDTH.search(text)
        notes.remark("name.zero-width", place, character=f"U+{ord(hidden[0]) if hidden else 0:04X}")
    if blanks and visible != visible.strip():
        notes.remark("name.outer-blanks", place, found=quoted(visible))
    return visible.strip()


def code_of(text: str, place: Place, notes: Notes) -> str:
    """A project code: digits as text; blanks, width, an apostrophe and ="…" are cleaned away with a remark."""
    code = unicodedata.normalize("NFKC", ZERO_WIDTH.sub("", text))
    code = _AS_TEXT.sub(r"\1", re.sub(r"\s", "", code)).removeprefix("'").removeprefix("‘").removeprefix("’")
    if not code:
        notes.fault("code.empty", place)
    elif re.fullmatch(r"[0-9.]+[eE]\+?[0-9]+", code):
        notes.fault("code.scientific", place, found=quoted(text))
    elif wrong := re.search(r"[^0-9]", code):
        notes.fault("code.character", place, found=quoted(text), character=quoted(wrong[0]), at=wrong.start() + 1)
    elif len(code) > EXCEL_DIGITS and not code[EXCEL_DIGITS:].strip("0"):
        notes.fault("code.zeroed", place, found=quoted(text), digits=EXCEL_DIGITS)
    else:
        if code != text:
            notes.remark("code.cleaned", place, found=quoted(text), clean=code)
        if len(code) != CODE_DIGITS:
            notes.remark("code.length", place, found=code, length=len(code), expected=CODE_DIGITS)
    return code


def key_of_file(text: str, place: Place, notes: Notes) -> str:
    """A short name used in files and addresses: letters, digits, ``.``, ``_`` and ``-``."""
    if not _KEY.fullmatch(text) or text.startswith("."):
        notes.fault("key.characters", place, found=quoted(text))
    return text


def year_of(year: int, place: Place, notes: Notes) -> int:
    """A fiscal year that can be one."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        notes.fault("year.impossible", place, found=quoted(str(year)), first=FIRST_YEAR, last=LAST_YEAR)
    return year


def day_of(written: WrittenDate, place: Place, notes: Notes) -> datetime.date | None:
    """A day: a date, a text ``2023-12-31``, or with a remark one whose order of year, month and day is certain."""
    if isinstance(written, datetime.date):
        return written
    if found := _DAY.fullmatch(unicodedata.normalize("NFKC", written).replace(" ", "")):
        year, month, day = map(int, found.groups())
        try:
            date = datetime.date(year, month, day)
        except ValueError:
            notes.fault("date.impossible", place, found=quoted(written))
            return None
        if written != date.isoformat():
            notes.remark("date.text", place, "info", found=quoted(written), date=date.isoformat())
        return date
    notes.fault("date.unreadable", place, found=quoted(written))
    return None
