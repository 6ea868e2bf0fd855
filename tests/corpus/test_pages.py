"""The published form that the pages of explanation work through is the stored one."""

import re
from decimal import Decimal
from pathlib import Path

import pytest
import tomli

from corpus.forms import forms
from perfkit.formats.scalars import read_number

DOCS = Path(__file__).parents[2] / "docs"
FORM = "hi-nongken-xuesheng-2023"


@pytest.mark.parametrize("page", ["provenance", "replay"])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_form_on_the_page_is_the_stored_one(page, language):
    """Names, weights, targets, actuals, money and the printed total."""
    text = (DOCS / language / "explanation" / f"{page}.md").read_text("utf-8")
    shown = tomli.loads(re.search(r"```toml\n(schema.*?)```", text, re.S)[1])
    stored = forms()[FORM]
    number = re.compile(r"[0-9]+")

    assert [(one["name"], Decimal(one["weight"])) for one in shown["indicators"]] == [
        (row.name, row.weight) for row in stored.rows
    ]
    assert [number.search(one["target"])[0] for one in shown["indicators"]] == [
        str(row.promised.value) for row in stored.rows
    ]
    assert [number.search(str(one["actual"]))[0] for one in shown["indicators"]] == [
        str(row.reached.value) for row in stored.rows
    ]
    for stage in ("initial", "budget", "executed"):  # the form names no unit: stored as if 万元, shown as 元
        assert read_number(shown["funding"][stage]).value * 10000 == getattr(stored.lines[0], stage)
    assert str(stored.total) in text
