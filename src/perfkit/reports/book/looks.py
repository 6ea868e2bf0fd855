"""How cells look: official fonts, thin borders, inputs tinted and unlocked, everything else locked."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from perfkit.reports.book.cells import Look, Role

TEXT, HEAD, TITLE = "仿宋_GB2312", "黑体", "方正小标宋简体"

_LINE, _INPUT, _FIXED, _VALUE, _HEAD, _SUM = "#7F7F7F", "#FFF8DC", "#F7F7F7", "#E7E6E6", "#DDE6EF", "#EEF3F8"

_ROLES: Mapping[Role, Mapping[str, Any]] = {
    "title": {"font_name": TITLE, "font_size": 18, "border": 0},
    "head": {"font_name": HEAD, "bg_color": _HEAD},
    "section": {"font_name": HEAD, "bg_color": _HEAD},
    "plain": {},
    "small": {"font_size": 9},
    "input": {"bg_color": _INPUT, "locked": False},
    "fixed": {"bg_color": _FIXED},
    "formula": {},
    "value": {"bg_color": _VALUE},
    "sum": {"font_name": HEAD, "bg_color": _SUM},
    "sum-value": {"font_name": HEAD, "bg_color": _VALUE},
    "link": {"font_color": "#1F4E79", "underline": 1},
}


def properties(look: Look) -> dict[str, Any]:
    """The properties of a look, as XlsxWriter names them."""
    return {
        "font_name": TEXT,
        "font_size": 10.5 if look.role != "title" else 18,
        "border": 1,
        "border_color": _LINE,
        "valign": "vcenter",
        "align": look.align,
        "text_wrap": not look.number,
        "num_format": look.number or "@",
        **_ROLES[look.role],
    }
