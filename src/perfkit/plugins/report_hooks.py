"""What the plugins along a chain add to the templates of a report: data under their own id, filters behind it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from perfkit.errors import Fault, InputError, Place, PluginError
from perfkit.plugins.calling import Answer, HookError, Hooks
from perfkit.plugins.handing import handed
from perfkit.plugins.loading import PluginRecord
from perfkit.reports import Additions, plain_values
from perfkit.scoring import Evaluation

CONTEXT, FILTERS = "perfkit_report_context", "perfkit_report_filters"

_NAME = re.compile(r"[^\W\d]\w{0,60}")
"""A name as templates can write it."""


def report_additions(records: Iterable[PluginRecord], evaluation: Evaluation) -> Additions:
    """What these plugins add.

    Raises:
        PluginError: with every fault of their hooks. A report that lacks what its templates were written for would be
            another report.
    """
    faults: list[Fault] = []
    data: dict[str, Any] = {}
    filters: dict[str, Callable[..., Any]] = {}
    asked = tuple(records)
    given = handed(evaluation) if any(record.hooks.has(CONTEXT) for record in asked) else evaluation
    for record in asked:
        hooks = record.hooks
        if hooks.has(CONTEXT):
            data[record.id] = dict(_data(hooks, given, faults))
        if hooks.has(FILTERS):
            filters |= {f"{_written(record.id)}.{name}": one for name, one in _filters(hooks, faults)}
    if faults:
        raise PluginError(faults)
    return Additions(data, filters)


def _written(plugin: str) -> str:
    """An id as the name of a filter can hold it."""
    return plugin.replace("-", "_")


def _tables(hooks: Hooks, hook: str, faults: list[Fault], **given: object) -> Iterator[tuple[str, Any, Answer]]:
    """The entries of the tables that a hook returns, by name; a table of another kind and a bad name are faults."""
    for answer in hooks.answers(hook, faults, **given):
        if not isinstance(answer.value, Mapping):
            faults.append(hooks.wrong(hook, answer, answer.value, "dict[str, …]"))
            continue
        for name, value in answer.value.items():
            if isinstance(name, str) and _NAME.fullmatch(name):
                yield name, value, answer
            else:
                arguments = {"plugin": hooks.owner, "hook": hook, "name": str(name)}
                faults.append(Fault("plugin.added-name", answer.place, arguments))


def _data(hooks: Hooks, evaluation: Evaluation, faults: list[Fault]) -> Iterator[tuple[str, Any]]:
    for name, value, answer in _tables(hooks, CONTEXT, faults, evaluation=evaluation):
        try:
            yield name, plain_values(value, Place(key=name))
        except InputError as error:
            arguments = {"plugin": hooks.owner, "hook": CONTEXT, "why": error.faults}
            faults.append(Fault("plugin.added", answer.place, arguments))


def _filters(hooks: Hooks, faults: list[Fault]) -> Iterator[tuple[str, Callable[..., Any]]]:
    for name, value, answer in _tables(hooks, FILTERS, faults):
        if callable(value):
            yield name, _guarded(hooks, value)
        else:
            faults.append(hooks.wrong(FILTERS, answer, value, "dict[str, Callable]"))


def _guarded(hooks: Hooks, function: Callable[..., Any]) -> Callable[..., Any]:
    """The function of a filter; whatever it raises names plugin and line."""

    def run(*arguments: object) -> Any:
        try:
            return hooks.run(FILTERS, function, *arguments)
        except HookError as error:
            raise PluginError(error.fault) from error

    return run
