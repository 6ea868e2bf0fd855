"""The page of ``perfkit.testing``, from its docstrings."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator
from types import ModuleType
from typing import Any

import perfkit.testing
from perfkit.testing import pytest_plugin, relations, strategies

HEAD = """# perfkit.testing

本页由程序的说明生成。用法见[案例](../zh/how-to/cases.md)。

This page is written from the program. For how it is used see [worked examples](../en/how-to/cases.md).
"""


def page() -> str:
    """The whole page."""
    own = {name: getattr(perfkit.testing, name) for name in perfkit.testing.__all__}
    lines = [HEAD, "## perfkit.testing", "", *_entries(own)]
    for module in (relations, strategies):
        lines += [f"## {module.__name__}", "", *_text(module.__doc__), *_entries(_public(module))]
    lines += ["## The pytest plugin", "", *_text(pytest_plugin.__doc__)]
    return "\n".join(lines).rstrip() + "\n"


def _public(module: ModuleType) -> dict[str, Any]:
    """What a module defines itself and does not hide."""
    return {
        name: value
        for name, value in vars(module).items()
        if not name.startswith("_") and inspect.isroutine(value) and value.__module__ == module.__name__
    }


def _entries(named: dict[str, Any]) -> Iterator[str]:
    for name, value in named.items():
        yield from (f"### `{name}{_signature(value)}`", "", *_text(value.__doc__))


def _signature(value: Any) -> str:
    if inspect.isclass(value):
        return ""
    signature = inspect.signature(value)
    drawn = [one for one in signature.parameters.values() if one.name != "draw"]
    bare = [one.replace(annotation=inspect.Parameter.empty) for one in drawn]
    return str(signature.replace(parameters=bare, return_annotation=inspect.Signature.empty))


def _text(docstring: str | None) -> Iterator[str]:
    """A docstring as Markdown: names in single marks, sections as lists, tables of reST as lists."""
    text = re.sub(r"``([^`]+)``", r"`\1`", inspect.cleandoc(docstring or ""))
    text = re.sub(r":\w+:`~?(?:[\w.]+\.)?(\w+)`", r"`\1`", text)
    for line in text.splitlines():
        if re.fullmatch(r"=+ +=+", line):
            continue
        if row := re.fullmatch(r"(`[^`]+`(?: …)?) {2,}(\S.*)", line):
            yield f"- {row[1]}: {row[2]}"
        elif section := re.fullmatch(r"(Args|Raises|Attributes):", line):
            yield from (f"{section[1]}:", "")
        elif entry := re.fullmatch(r" {4}(\w+): (.*)", line):
            yield f"- `{entry[1]}`: {entry[2]}"
        else:
            yield f"  {line.strip()}" if line.startswith("    ") else line
    yield ""
