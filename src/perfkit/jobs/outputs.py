"""The kinds of documents a report can be written as."""

from __future__ import annotations

from typing import Literal, TypeAlias, get_args

ReportFormat: TypeAlias = Literal["html", "word"]

FORMATS: tuple[ReportFormat, ...] = get_args(ReportFormat)
