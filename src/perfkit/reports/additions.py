"""What plugins add to a report: data and filters for its templates, plain values only."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from attrs import field, frozen

from perfkit.errors import Fault, InputError, Place, quoted
from perfkit.model import Figure, number
from perfkit.reports.context import FigureView
from perfkit.reports.figures import figure_view
from perfkit.reports.vocabulary import RenderingError

MOST_VALUES = 20_000
DEEPEST = 12


@frozen
class Additions:
    """What the plugins along the chain add.

    Attributes:
        data: by the id of the plugin, then by name, as :func:`plain_values` gives it.
        filters: by the id of the plugin and the name of the filter, ``cn.qinghe.spelled``.
    """

    data: Mapping[str, Any] = field(factory=dict)
    filters: Mapping[str, Callable[..., Any]] = field(factory=dict)


def plain_values(value: Any, place: Place) -> Any:
    """A foreign value as templates take it: tables and lists are copied, and nothing but plain values is let in.

    Refuses floats, numbers out of range, objects of any other class, and more than a page could hold, with
    :class:`~perfkit.errors.InputError` at the key in question.
    """
    return _Copying().of(value, place, 0)


@frozen(eq=False)
class _Copying:
    count: list[None] = field(factory=list)

    def of(self, value: Any, place: Place, depth: int) -> Any:
        self.count.append(None)
        if depth > DEEPEST or len(self.count) > MOST_VALUES:
            raise InputError(Fault("report.added-much", place, {"deepest": DEEPEST, "most": MOST_VALUES}))
        if isinstance(value, Mapping):
            return {
                self._name(name, place): self.of(part, place.inside(str(name)), depth + 1)
                for name, part in value.items()
            }
        if isinstance(value, (list, tuple)):
            return tuple(self.of(part, place.inside(at), depth + 1) for at, part in enumerate(value, start=1))
        return _plain(value, place)

    @staticmethod
    def _name(name: object, place: Place) -> str:
        if not isinstance(name, str):
            raise InputError(_refused(name, place))
        return str.__str__(name)


def _plain(value: Any, place: Place) -> Any:
    """A text is never markup, whatever it says of itself: it is escaped like any other."""
    if isinstance(value, str):
        return str.__str__(value)
    if isinstance(value, Figure):
        return figure_view(value)
    if type(value) in (bool, datetime.date):
        return value
    if type(value) is int:
        number(value, place)
        return value
    if isinstance(value, (Decimal, float)):
        return number(value, place)  # type: ignore[arg-type]  # which refuses the float and says why
    raise InputError(_refused(value, place))


def _refused(value: object, place: Place) -> Fault:
    try:
        shown = quoted(repr(value), 60)
    except Exception:
        shown = type(value).__name__
    return Fault("report.added-kind", place, {"found": shown, "kind": type(value).__name__})


def given_to_filter(value: Any) -> Any:
    """A value of a template as a filter of a plugin gets it: plain ones only, a figure as it is in the model."""
    if isinstance(value, str):
        return str.__str__(value)
    if isinstance(value, FigureView):
        return value.figure
    if isinstance(value, (tuple, list)):
        return tuple(given_to_filter(part) for part in value)
    if type(value) is dict:
        return {name: given_to_filter(part) for name, part in value.items()}
    if type(value) in (bool, int, Decimal, datetime.date):
        return value
    code = "report.absent" if value is None else "report.filter-given"
    raise RenderingError(Fault(code, arguments={"kind": type(value).__name__}))
