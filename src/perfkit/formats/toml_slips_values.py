"""Slips of values that stand without quotes: numbers, dates, yes and no, and plain words."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Mapping
from typing import TypeAlias

from perfkit.errors import quoted
from perfkit.formats.toml_scene import Scene, Slip

Write: TypeAlias = Callable[[re.Match[str]], str]
"""What should have been written."""

_GROUPED = re.compile(r"=\s*([+-]?[0-9]+(?:[,，][0-9]+)+(?:\.[0-9]+)?)\s*(?=$|[#}%％]|,\s*[^\s0-9])")
_DATE = re.compile(r"([0-9]{4})\s*[-/.年]\s*([0-9]{1,2})\s*[-/.月]\s*([0-9]{1,2})\s*日?")
_COMPARISON = re.compile(r"^[<>]=")
_PLAIN = re.compile(r"[+-]?[0-9]+(\.[0-9]+)?|true|false")
_TRUTH: Mapping[str, str] = {"yes": "true", "on": "true", "是": "true", "true": "true"}


def _truth(found: re.Match[str]) -> str:
    return _TRUTH.get(found[0].lower(), "false")


def _quoted(found: re.Match[str]) -> str:
    return f'"{found[0]}"'


def _nothing(_: re.Match[str]) -> str:
    return ""


def _whole(found: re.Match[str]) -> str:
    sign, digits = found[1], found[2].lstrip("0")
    return sign.replace("+", "") + (digits if digits[:1].isdigit() else "0" + digits)


def _point(found: re.Match[str]) -> str:
    sign, whole, places = found[1].replace("+", ""), found[2] or "0", found[3]
    return f"{sign}{whole}.{places}" if places else sign + whole


def _one_sign(found: re.Match[str]) -> str:
    return ("-" if "-" in found[1] else "") + found[2]


def _one_underscore(found: re.Match[str]) -> str:
    return found[0].replace("_", "")


_SLIPS: tuple[tuple[str, re.Pattern[str], Write], ...] = (
    ("toml.yes-no", re.compile(r"(?i:yes|no|on|off)|是|否"), _truth),
    ("toml.true-case", re.compile(r"(?i:true|false)"), _truth),
    ("toml.null", re.compile(r"(?i:null|none|nil|undefined|n/a)|[~/—-]+|暂?无"), _nothing),
    ("toml.not-finite", re.compile(r"[+-]?(?i:nan|inf|infinity)|∞"), _nothing),
    ("toml.percent", re.compile(r"[+-]?[0-9][0-9.,]*\s*[%％﹪‰]"), _quoted),
    ("toml.leading-zero", re.compile(r"([+-]?)(0[0-9]+(?:\.[0-9]+)?)"), _whole),
    ("toml.point", re.compile(r"([+-]?)([0-9]*)\.([0-9]*)(?<=[0-9.])(?<![^0-9]\.)"), _point),
    ("toml.underscores", re.compile(r"[+-]?_*[0-9]+_[0-9_]*(\.[0-9_]+)?"), _one_underscore),
    ("toml.signs", re.compile(r"([+-]{2,})\s*([0-9][0-9.]*)"), _one_sign),
)
"""Code, form, and what to write instead, in the order in which they are tried on the whole value."""


def grouped_digits(scene: Scene) -> Slip | None:
    """``14,654``."""
    for found in _GROUPED.finditer(scene.line):
        start = scene.span[0] + found.start(1)
        if start <= scene.position <= scene.span[0] + found.end() + 1:
            plain = re.sub("[,，]", "", found[1])
            return Slip("toml.thousands", start, {"found": found[1], "write": plain})
    return None


def date(scene: Scene) -> Slip | None:
    """``2023-2-9``, ``2023/12/31``, ``2023年12月31日``, and days that are in no calendar."""
    value = scene.value
    found = _DATE.fullmatch(value.text) if value is not None else None
    if value is None or found is None:
        return None
    try:
        day = datetime.date(*(int(part) for part in found.groups()))
    except ValueError:
        return Slip("toml.no-such-day", value.start, {"found": value.text})
    return Slip("toml.date", value.start, {"found": value.text, "write": day.isoformat()})


def known_form(scene: Scene) -> Slip | None:
    """One of the forms of ``_SLIPS``."""
    value = scene.value
    if value is None:
        return None
    for code, form, write in _SLIPS:
        if found := form.fullmatch(value.text):
            return Slip(code, value.start, {"found": quoted(value.text), "write": write(found)})
    return None


def bare_text(scene: Scene) -> Slip | None:
    """Words, or a figure with its unit, without quotes."""
    value = scene.value
    if value is None or value.kind != "word" or any(c in value.text for c in "\"'[]{}"):
        return None
    if "=" in _COMPARISON.sub("", value.text) or all(_PLAIN.fullmatch(part) for part in value.text.split()):
        return None
    quote = "'" if "\\" in value.text else '"'
    found = quoted(value.text)
    return Slip("toml.bare-text", value.start, {"found": found, "write": quote + found + quote})
