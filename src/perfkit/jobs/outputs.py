"""The kinds of documents a report can be written as: those of perfkit, and those of plugins along the chain."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Literal, TypeAlias, get_args

from attrs import frozen

from perfkit.errors import Fault, InputError, Place, ReportError, nearest, quoted
from perfkit.plugins import Writer

ReportFormat: TypeAlias = Literal["html", "word", "excel"]

OWN: tuple[ReportFormat, ...] = get_args(ReportFormat)

FORMATS: tuple[ReportFormat, ...] = ("html", "word")
"""What is written where nobody says which: the report. The working paper is asked for."""

FILES: Mapping[ReportFormat, str] = {"html": "report.html", "word": "report.docx", "excel": "working-paper.xlsx"}

_MEANT = {
    "docx": "word",
    "doc": "word",
    "wps": "word",
    "htm": "html",
    "web": "html",
    "xlsx": "excel",
    "xls": "excel",
    "et": "excel",
}
"""Names of kinds of files by which people ask for a document."""


@frozen
class Formats:
    """The formats of one report, in the order in which they are written.

    Attributes:
        own: those of perfkit; added: those of plugins.
    """

    own: tuple[ReportFormat, ...]
    added: tuple[Writer, ...] = ()

    @property
    def files(self) -> tuple[str, ...]:
        """The names of the files."""
        return (*(FILES[one] for one in self.own), *(one.file for one in self.added))


def chosen_formats(asked: Any, offered: Sequence[Writer] = ()) -> Formats:
    """The formats asked for, each once; a single text is one format.

    Args:
        asked: names; a format of a plugin by its full name, or by its own where no other plugin has one of that name.
        offered: the formats of the plugins along the chain.

    Raises:
        ReportError: with every unknown name (``report.format-unknown``) and every one that several plugins have
            (``report.format-several``) at once.
    """
    names = [asked] if isinstance(asked, str) else asked
    if not isinstance(names, Iterable):
        arguments = {"found": quoted(repr(asked)), "kind": type(asked).__name__, "wanted": " | ".join(OWN)}
        raise InputError(Fault("value.wrong-kind", Place(key="formats"), arguments))
    wanted = list(names)
    meant = {name: _meant(name, offered) for name in wanted if isinstance(name, str) and name not in OWN}
    faults = [_unclear(name, meant.get(name, []), offered) for name in wanted if name not in OWN]
    if any(fault is not None for fault in faults):
        raise ReportError(fault for fault in faults if fault is not None)
    chosen = [one for found in meant.values() for one in found]
    return Formats(tuple(name for name in OWN if name in wanted), tuple(one for one in offered if one in chosen))


def _meant(name: str, offered: Sequence[Writer]) -> list[Writer]:
    """The formats of plugins that a name may mean."""
    return [one for one in offered if name in (one.full_name, one.name)]


def _unclear(name: object, meant: Sequence[Writer], offered: Sequence[Writer]) -> Fault | None:
    """Why a name does not say which format is meant; None where it does."""
    if len(meant) == 1:
        return None
    text = name if isinstance(name, str) else repr(name)
    place = Place(key="formats")
    if meant:
        arguments = {"found": quoted(text), "known": tuple(one.full_name for one in meant)}
        return Fault("report.format-several", place, arguments)
    lower = text.lower().lstrip(".")
    known = (*OWN, *(one.full_name for one in offered))
    return Fault(
        "report.format-unknown",
        place,
        {"found": quoted(text), "known": known, "near": _MEANT.get(lower) or nearest(lower, known)},
    )
