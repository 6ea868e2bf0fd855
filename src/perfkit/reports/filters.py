"""The filters and tests a template may use; all others of Jinja are gone."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable
from typing import Any

from jinja2 import Undefined
from jinja2 import filters as stock
from jinja2 import tests as stock_tests
from markupsafe import Markup

from perfkit.errors import Fault
from perfkit.model import MONEY_PLACES
from perfkit.reports.context import FigureView
from perfkit.reports.figures import in_unit
from perfkit.reports.marks import blank
from perfkit.reports.vocabulary import RenderingError

_STOCK_FILTERS = (
    "count first groupby last length list map max min reject rejectattr reverse select selectattr sort unique"
)
_STOCK_TESTS = "!= < <= == > >= divisibleby eq even false ge gt in le lt ne none number odd string true"


def default(value: Any, instead: Any = "") -> Any:
    """``value``, or ``instead`` where it is absent or empty; a misspelt name stays an error."""
    if isinstance(value, Undefined):
        str(value)
    return instead if value is None or (isinstance(value, str) and not value) else value


def amount(value: Any, unit: str) -> FigureView:
    """An amount of money in another unit."""
    if not isinstance(value, FigureView) or unit not in MONEY_PLACES or value.unit not in MONEY_PLACES:
        raise RenderingError(Fault("report.not-money", arguments={"unit": unit, "units": "、".join(MONEY_PLACES)}))
    return in_unit(value, unit)


def filters(text_of: Callable[[Any], str], joined: Callable[..., str]) -> dict[str, Any]:
    """The filters by name; ``text_of`` gives the plain text of a value, ``joined`` puts texts together, counted."""

    def changed(change: Callable[[str], str]) -> Callable[[Any], str]:
        return lambda value: change(text_of(value))

    def trim(value: Any) -> str:
        if not isinstance(value, Markup):
            return text_of(value).strip()
        return Markup("" if blank(value) else value.strip())  # noqa: S704 (was Markup)

    def join(values: Iterable[Any], between: str = "") -> str:
        parts: list[Any] = []
        for value in values:
            parts += [between, value] if parts else [value]
        return joined(*parts)

    own: dict[str, Any] = {
        "default": default, "amount": amount, "换算": amount, "join": join, "trim": trim,
        "upper": changed(str.upper), "lower": changed(str.lower), "capitalize": changed(str.capitalize),
        "string": changed(str),
    }  # fmt: skip
    stocked: dict[str, Any] = dict(stock.FILTERS)
    return {name: stocked[name] for name in _STOCK_FILTERS.split()} | own


def tests() -> dict[str, Any]:
    """The tests by name."""
    return {name: stock_tests.TESTS[name] for name in _STOCK_TESTS.split()}


def date_text(value: datetime.date, language: str) -> str:
    """A date as documents print it: 2024 年 5 月 1 日, or 2024-05-01 in English."""
    return f"{value.year} 年 {value.month} 月 {value.day} 日" if language == "zh" else value.isoformat()
