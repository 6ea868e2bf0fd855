"""The value reader on the table of spellings, which the documentation shows: each reading, each refusal."""

from __future__ import annotations

from pathlib import Path

import pytest
import tomli

from formats.notation import of_actual, of_target, of_verdict
from perfkit.formats import met, read_actual, read_target

GROUPS = tomli.loads((Path(__file__).parent / "spellings.toml").read_text(encoding="utf-8"))["group"]
TARGETS = [row for group in GROUPS for row in group.get("targets", [])]
ACTUALS = [row for group in GROUPS for row in group.get("actuals", [])]


@pytest.mark.parametrize("row", TARGETS, ids=" ".join)
def test_targets_are_read_as_the_table_says(row):
    """Kind, comparison, value and unit of each spelling; a refusal has the reason that the table gives."""
    text, expected, *more = row
    unit, name = (*more, "", "")[:2]
    assert of_target(read_target(text, unit=unit or None, name=name)) == expected


@pytest.mark.parametrize("row", ACTUALS, ids=" ".join)
def test_actuals_are_read_beside_their_targets(row):
    """Kind, value and unit of each actual, and whether it meets the target beside it."""
    target, actual, expected, verdict = row
    promised = read_target(target)
    reached = read_actual(actual, promised)
    assert (of_actual(reached), of_verdict(met(promised, reached))) == (expected, verdict)


def test_the_table_holds_at_least_two_hundred_spellings():
    """No spelling stands twice, so that the table is as long as it looks."""
    rows = [tuple(row[:1] + row[2:]) for row in TARGETS] + [tuple(row[:2]) for row in ACTUALS]
    assert len(set(rows)) == len(rows)
    assert len(rows) >= 300


def test_what_is_refused_or_assumed_is_said_in_both_languages():
    """A refusal has one note that refuses; every note has its sentence in Chinese and in English."""
    for text, expected, *more in TARGETS:
        unit, name = (*more, "", "")[:2]
        notes = read_target(text, unit=unit or None, name=name).notes
        assert [note.severity for note in notes].count("refused") == expected.startswith("refused"), text
        assert all(note.worded("zh") != note.worded("en") for note in notes), text
