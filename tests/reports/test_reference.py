"""What templates may use is documented, in both languages, from the classes themselves."""

from __future__ import annotations

import types
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import get_args, get_origin, get_type_hints

import attrs
import pytest

from perfkit.model import Figure
from perfkit.reports.context import ReportView
from perfkit.reports.page import PageView
from perfkit.reports.reference import reference, views
from perfkit.reports.vocabulary import View, names
from perfkit.wording import table

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "report-context.md"
VIEWS = [*views(ReportView), *views(PageView)]


def test_the_reference_is_not_stale():
    """docs/reference/report-context.md is what the classes say today."""
    assert PAGE.read_text(encoding="utf-8") == reference()


@pytest.mark.parametrize("view", VIEWS, ids=lambda view: view.__name__)
def test_every_name_is_explained_and_none_hides_another(view):
    """Each attribute has a Chinese name of its own and a sentence in both languages; no sentence is left over."""
    public = [attribute.name for attribute in attrs.fields(view) if attribute.metadata.get("zh")]
    assert len(names(view)) == 2 * len(public)
    codes = {code for code in table() if code.startswith(f"context.{view.__name__}.")}
    assert codes == {f"context.{view.__name__}.{name}" for name in public}
    assert set(names(view)) <= {word for word in names(view) if f"`{word}`" in reference()}


@pytest.mark.parametrize("view", VIEWS, ids=lambda view: view.__name__)
def test_templates_see_plain_values_only(view):
    """Every attribute a template reaches is text, a number, a date, a table of numbers or views, or other views."""
    plain = {str, int, bool, Decimal, date, types.NoneType}

    def check(hint):
        if get_origin(hint) in (tuple, types.UnionType):
            assert all(check(part) for part in get_args(hint) if part is not Ellipsis)
        elif get_args(hint):
            name, entry = get_args(hint)
            assert name is str
            check(entry)
        else:
            assert hint in plain or issubclass(hint, View), hint
        return True

    hints = get_type_hints(view)
    for attribute in attrs.fields(view):
        if attribute.metadata.get("zh"):
            check(hints[attribute.name])
        else:
            assert hints[attribute.name] is Figure


def test_no_view_shows_itself():
    """A view prints neither its values nor those of its hidden parts."""
    assert all(view.__repr__ is object.__repr__ for view in VIEWS)
