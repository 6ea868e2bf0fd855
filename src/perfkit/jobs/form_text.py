"""A form as its file says it, for a plugin that begins with the columns of the one it will stand for."""

from __future__ import annotations

from collections.abc import Iterator

import attrs

from perfkit.jobs.toml_text import toml_text
from perfkit.model import Column, Form, Title


def form_text(form: Form) -> str:
    """The form in TOML, defaults left out; of words in two languages the Chinese ones, in which a new plugin begins."""
    tables = ["\n".join(_said(form, ("caption", "note", "rows", "total")))]
    names = [one.name for one in attrs.fields(Column)]
    tables += ["\n".join(("[[columns]]", *_said(column, names))) for column in form.columns]
    return "\n\n".join(tables)


def _said(one: Form | Column, names: list[str] | tuple[str, ...]) -> Iterator[str]:
    """A line for each value that is not the default, and for every width."""
    defaults = {field.name: field.default for field in attrs.fields(type(one))}
    for name in names:
        if (value := getattr(one, name)) != defaults[name] or name == "width":
            yield f"{name} = {toml_text(value.zh if isinstance(value, Title) else value)}"
