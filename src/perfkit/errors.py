"""What perfkit raises: one root class, a few children, and the faults they carry.

A fault is a stable code, a place and arguments; it is put into words (Chinese or English) only when printed, from the
tables in ``messages/``. An error carries *all* faults found in one go, so that nobody mends a file eight times.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from difflib import get_close_matches

from attrs import evolve, field, frozen

from perfkit.wording import Language, say


@frozen
class Place:
    """Where something stands. Every field is optional; what is known is printed, from the outside inwards.

    Attributes:
        file: name of the file, relative to the folder that was read.
        line, column: position in a text file, from 1.
        key: path of a key, such as ``indicators[3].weight`` (lists count from 1).
        row: row of a table, from 1, the head not counted; a spreadsheet shows it one further down.
        sheet, cell: of a workbook, such as ``F12``; the table of a Word file has a sheet as well.
        character: position inside a formula, from 1.
        item: the project, group or indicator meant, as a person would name it.
    """

    file: str = ""
    line: int | None = None
    column: int | None = None
    key: str = ""
    row: int | None = None
    character: int | None = None
    item: str = ""
    sheet: str = ""
    cell: str = ""

    def inside(self, key: str | int) -> Place:
        """The place one key, or one list position (from 1), further in."""
        step = f"[{key}]" if isinstance(key, int) else (f".{key}" if self.key else key)
        return evolve(self, key=self.key + step)

    def worded(self, language: Language) -> str:
        """The place in words, for example ``funding.csv，第 3 行，budget``; empty if nothing is known.

        Where a cell is known, the key it was read as is left out: who mends the form knows the cell alone.
        """
        numbers = {name: getattr(self, name) for name in ("line", "column", "row", "character")}
        said = {
            name: say(f"place.{name}", language, number=at, line=at + 1)
            for name, at in numbers.items()
            if at is not None
        }
        said |= {
            name: say(f"place.{name}", language, name=at) for name in ("sheet", "cell") if (at := getattr(self, name))
        }
        outside = [self.file, *(said.get(name, "") for name in ("sheet", "cell", "line", "column", "row"))]
        key = "" if self.cell else self.key
        parts = [part for part in (*outside, key, said.get("character", ""), self.item) if part]
        return ("，" if language == "zh" else ", ").join(parts)

    def __str__(self) -> str:
        return self.worded("zh")


NOWHERE = Place()
"""The place of what stands in no file: a value handed in by a program."""


@frozen
class Fault:
    """One thing that is wrong, with the place and what is needed to say it.

    Attributes:
        code: stable code, an entry of ``messages/``.
        place: where it was found.
        arguments: fields of the sentence.
    """

    code: str
    place: Place = NOWHERE
    arguments: Mapping[str, object] = field(factory=dict)

    def found(self, language: Language) -> str:
        return say(self.code, language, "found", **self.arguments)

    def expected(self, language: Language) -> str:
        return say(self.code, language, "expected", **self.arguments)

    def hint(self, language: Language) -> str:
        return say(self.code, language, "hint", **self.arguments)

    def worded(self, language: Language) -> str:
        """One line: where, what was found, what was expected, how to mend it, and the code in brackets."""
        colon, stop = ("：", "；") if language == "zh" else (": ", "; ")
        parts = [part for part in (self.found(language), self.expected(language), self.hint(language)) if part]
        where = self.place.worded(language)
        return (where + colon if where else "") + stop.join(parts) + f" [{self.code}]"

    def __str__(self) -> str:
        return self.worded("zh")


class PerfkitError(Exception):
    """Root of all errors perfkit raises on purpose.

    Attributes:
        faults: everything that is wrong, in the order of the input; never empty.
    """

    def __init__(self, faults: Fault | Iterable[Fault]) -> None:
        self.faults: tuple[Fault, ...] = (faults,) if isinstance(faults, Fault) else tuple(faults)
        super().__init__(*self.faults)

    @property
    def code(self) -> str:
        """The code of the first fault."""
        return self.faults[0].code

    def worded(self, language: Language) -> str:
        """All faults, one a line."""
        return "\n".join(fault.worded(language) for fault in self.faults)

    def __str__(self) -> str:
        return self.worded("zh")


class InputError(PerfkitError, ValueError):
    """Facts were refused: a file, a table row or a value handed in by a program."""


class FormulaError(PerfkitError, ValueError):
    """A formula cannot be read or does not fit its names; each fault says at which character."""


class IndicatorSetError(PerfkitError, LookupError):
    """An indicator set or an amendment is unsound, or the one that is asked for is not installed."""


class PluginError(PerfkitError, RuntimeError):
    """A plugin broke its contract; the fault names plugin, version and place."""


class ReportError(PerfkitError, RuntimeError):
    """A document could not be written as it should look; nothing was written."""


def nearest(name: str, known: Iterable[str]) -> str:
    """The known name that ``name`` was probably meant to be, or an empty text."""
    return next(iter(get_close_matches(name, list(known), n=1, cutoff=0.6)), "")


def likeliest(name: str, known: Iterable[str], most: int = 8) -> tuple[str, ...]:
    """The known names most like ``name``, the likeliest first, with an ellipsis where there are more."""
    names = list(known)
    found = get_close_matches(name, names, n=most, cutoff=0)
    return (*found, "…") if len(found) < len(names) else tuple(found)


def quoted(text: str, most: int = 40) -> str:
    """A text as a message shows it: cut to ``most`` characters, hidden characters as U+XXXX."""
    shown = "".join(c if c.isprintable() else f"U+{ord(c):04X}" for c in text[:most])
    return shown + ("…" if len(text) > most else "")
