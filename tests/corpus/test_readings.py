"""The value reader on the published forms: every target and every actual, against the expected reading of its row."""

from __future__ import annotations

from collections import Counter
from functools import cache
from pathlib import Path

import pytest
import tomli

from corpus.forms import FOLDER
from formats.notation import of_actual, of_target, of_verdict
from perfkit.formats import met, read_actual, read_target

EXPECTED = tomli.loads((Path(__file__).parent / "readings.toml").read_text(encoding="utf-8"))


@cache
def printed_rows(form: str) -> list[list[str]]:
    """The rows of a form as printed."""
    return tomli.loads((FOLDER / f"{form}.toml").read_text(encoding="utf-8")).get("rows", [])


def read_row(name: str, target: str, actual: str) -> list[str]:
    """What the reader says, as the table of expected readings writes it."""
    promised = read_target(target, name=name)
    reached = read_actual(actual, promised)
    return [of_target(promised), of_actual(reached), of_verdict(met(promised, reached))]


@pytest.mark.parametrize("form", EXPECTED)
def test_each_target_and_actual_is_read_as_a_person_reads_it(form):
    """Kind, comparison, value, unit and whether the target is met, of every row of the form."""
    found = [read_row(name, target, actual) for _, name, target, actual, *_ in printed_rows(form)]
    assert found == EXPECTED[form]["rows"]


def test_no_row_is_left_out():
    """Every form with rows has its expected readings, 323 in all, and their kinds are counted."""
    assert sorted(EXPECTED) == sorted(path.stem for path in FOLDER.glob("*.toml") if printed_rows(path.stem))
    rows = [row for form in EXPECTED.values() for row in form["rows"]]
    assert len(rows) == 323
    assert Counter(target.split()[0] for target, _, _ in rows) == {
        "number": 128,
        "percent": 95,
        "words": 45,
        "empty": 39,
        "money": 10,
        "date": 6,
    }
    assert Counter(verdict for _, _, verdict in rows) == {"yes": 206, "no": 23, "-": 94}


def test_nothing_is_read_from_the_name_but_what_is_implied():
    """Without the names of the indicators every target has the same kind, value and unit."""
    for form in EXPECTED:
        for _, name, target, *_ in printed_rows(form):
            with_name, alone = read_target(target, name=name), read_target(target)
            assert (with_name.kind, with_name.plain, with_name.unit) == (alone.kind, alone.plain, alone.unit)
