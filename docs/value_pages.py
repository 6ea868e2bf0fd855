"""The tables of accepted spellings: the value reader's own test table, as a clerk reads it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import tomli

from perfkit.formats import ReadActual, ReadTarget, read_actual, read_target
from perfkit.wording import Language

TABLE = Path(__file__).parents[1] / "tests" / "formats" / "spellings.toml"

KINDS = {
    "number": ("数", "number"),
    "percent": ("百分数", "percentage"),
    "money": ("金额", "money"),
    "words": ("文字", "words"),
    "date": ("日期", "date"),
    "range": ("区间", "range"),
    "empty": ("没有填", "empty"),
    "refused": ("不接受", "refused"),
    "implied": ("（推定）", "(implied)"),
    "repeated": ("（带比较词）", "(with its comparison)"),
}
HEADS = {
    "targets": (
        "| 指标值写成 | 单位栏 | 指标名称 | 读作 |",
        "| target as written | column of units | name | read as |",
    ),
    "actuals": (
        "| 指标值 | 完成值写成 | 读作 | 是否完成 |",
        "| target | actual as written | read as | met |",
    ),
}
VERDICTS = {"yes": ("是", "yes"), "no": ("否", "no"), "-": ("不判断", "not said")}


@cache
def groups() -> list[Mapping[str, Any]]:
    """The groups of ``spellings.toml``."""
    found: list[Mapping[str, Any]] = tomli.loads(TABLE.read_text(encoding="utf-8"))["group"]
    return found


def tables(language: Language) -> str:
    """A table for each group."""
    return "".join(f"\n### {group[language]}\n\n" + "\n".join(_table(group, language)) + "\n" for group in groups())


def _table(group: Mapping[str, Any], language: Language) -> Iterator[str]:
    at = ("zh", "en").index(language)
    side = "targets" if "targets" in group else "actuals"
    yield HEADS[side][at]
    yield "|---|---|---|---|"
    for text, expected, *more in group.get("targets", ()):
        unit, name = (*more, "", "")[:2]
        read = read_target(text, unit=unit or None, name=name)
        yield f"| {_written(text)} | {_plain(unit)} | {_plain(name)} | {_reading(expected, read, language)} |"
    for target, actual, expected, verdict in group.get("actuals", ()):
        found = read_actual(actual, read_target(target))
        reading = _reading(expected, found, language)
        yield f"| {_written(target)} | {_written(actual)} | {reading} | {VERDICTS[verdict][at]} |"


def _reading(expected: str, read: ReadTarget | ReadActual, language: Language) -> str:
    """The expected reading in words; for what is refused, how to mend it."""
    at = ("zh", "en").index(language)
    kind, *rest = expected.split(" ")
    if kind == "refused" and read.fault is not None:
        mend = read.fault.hint(language) or read.fault.expected(language) or read.fault.found(language)
        return _plain(f"{KINDS[kind][at]}{'：' if at == 0 else ': '}{mend}")
    return _plain(" ".join([KINDS[kind][at], *(KINDS[part][at] if part in KINDS else part for part in rest)]))


def _written(text: str) -> str:
    return f"`{text}`" if text.strip() else "&nbsp;"


def _plain(text: str) -> str:
    for sign, instead in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ("|", "\\|"), ("*", "\\*"), ("~", "～")):
        text = text.replace(sign, instead)
    return text
