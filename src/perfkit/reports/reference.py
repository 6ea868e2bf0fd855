"""The reference of the template context, written from the classes: it cannot fall behind them."""

from __future__ import annotations

import types
from collections.abc import Iterator
from typing import Any, get_args, get_origin, get_type_hints

import attrs

from perfkit.reports.context import ReportView
from perfkit.reports.environment import Sandbox
from perfkit.reports.escape import markdown
from perfkit.reports.lookup import Lookup
from perfkit.reports.page import PageView
from perfkit.reports.vocabulary import View
from perfkit.wording import LANGUAGES, say


def reference() -> str:
    """The page ``docs/reference/report-context.md``."""
    lines = [*_both("context.title", "# "), ""]
    for code in ("context.intro", "context.functions", "context.plugins"):
        lines += [*_both(code), ""]
    sandbox = Sandbox(Lookup([]), markdown)
    lines += [*_both("context.filters"), "", " ".join(f"`{name}`" for name in sorted(sandbox.filters)), ""]
    lines += [*_both("context.tests"), "", " ".join(f"`{name}`" for name in sorted(sandbox.tests)), ""]
    for root, code in ((ReportView, "context.report"), (PageView, "context.page")):
        lines += [*_both(code, "## "), ""]
        for view in views(root):
            lines += _section(view)
    return "\n".join(lines).rstrip() + "\n"


def _both(code: str, sign: str = "") -> list[str]:
    texts = [say(code, language) for language in LANGUAGES]
    return [sign + " · ".join(texts)] if sign else ["\n\n".join(texts)]


def views(root: type[View]) -> list[type[View]]:
    """The classes that can be reached from ``root``, it first, each once."""
    found, waiting = list[type[View]](), [root]
    while waiting:
        view = waiting.pop(0)
        if view not in found:
            found.append(view)
            waiting += [part for hint in get_type_hints(view).values() for part in _parts(hint)]
    return found


def _parts(hint: Any) -> Iterator[type[View]]:
    if isinstance(hint, type) and not get_args(hint) and issubclass(hint, View):
        yield hint
    for part in get_args(hint):
        yield from _parts(part)


def _section(view: type[View]) -> list[str]:
    hints = get_type_hints(view)
    rows = [f"### {view.__name__}", "", "| 名称 | name | 类型 type | 说明 |  |", "|---|---|---|---|---|"]
    for attribute in attrs.fields(view):  # type: ignore[arg-type]  # every view is an attrs class
        chinese = attribute.metadata.get("zh")
        if chinese:
            said = [say(f"context.{view.__name__}.{attribute.name}", language) for language in LANGUAGES]
            kind = _kind(hints[attribute.name])
            rows.append(f"| `{chinese}` | `{attribute.name}` | {kind} | {said[0]} | {said[1]} |")
    return [*rows, ""]


def _kind(hint: Any) -> str:
    if get_origin(hint) is types.UnionType:
        return " / ".join(_kind(part) for part in get_args(hint))
    if get_origin(hint) is tuple:
        return f"{_kind(get_args(hint)[0])} …"
    if hint is type(None):
        return "—"
    if isinstance(hint, type) and issubclass(hint, View):
        return f"[{hint.__name__}](#{hint.__name__.lower()})"
    return {str: "text", int: "integer", bool: "truth"}.get(hint, getattr(hint, "__name__", "table").lower())
