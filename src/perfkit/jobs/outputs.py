"""The kinds of documents a report can be written as."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Literal, TypeAlias, get_args

from perfkit.errors import Fault, InputError, Place, ReportError, nearest, quoted

ReportFormat: TypeAlias = Literal["html", "word"]

FORMATS: tuple[ReportFormat, ...] = get_args(ReportFormat)

_MEANT = {"docx": "word", "doc": "word", "wps": "word", "htm": "html", "web": "html"}
"""Names of kinds of files by which people ask for a document."""


def chosen_formats(asked: Any) -> tuple[ReportFormat, ...]:
    """The formats asked for, each once, in the order in which they are written; a single text is one format.

    Refuses with :class:`ReportError` (``report.format-unknown``), every unknown one at once.
    """
    names = [asked] if isinstance(asked, str) else asked
    if not isinstance(names, Iterable):
        arguments = {"found": quoted(repr(asked)), "kind": type(asked).__name__, "wanted": " | ".join(FORMATS)}
        raise InputError(Fault("value.wrong-kind", Place(key="formats"), arguments))
    wanted = list(names)
    unknown = [name for name in wanted if name not in FORMATS]
    if unknown:
        raise ReportError([_unknown(name) for name in unknown])
    return tuple(name for name in FORMATS if name in wanted)


def _unknown(name: object) -> Fault:
    text = name if isinstance(name, str) else repr(name)
    lower = text.lower().lstrip(".")
    near = _MEANT.get(lower) or nearest(lower, FORMATS)
    arguments = {"found": quoted(text), "known": FORMATS, "near": near}
    return Fault("report.format-unknown", Place(key="formats"), arguments)
