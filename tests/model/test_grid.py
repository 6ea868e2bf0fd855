"""Grids: every place covered exactly once."""

import pytest

from perfkit.errors import ReportError
from perfkit.model import Cell, Grid


def test_spans_push_later_cells_to_the_right_place():
    """A cell that spans two rows takes its column in the second row as well."""
    grid = Grid("g", (1, 1, 1), [[Cell("a", rows=2), Cell("b", columns=2)], [Cell("c"), Cell("d")]])

    assert [[(at, c.text) for at, c in row] for row in grid.placed()] == [[(0, "a"), (1, "b")], [(1, "c"), (2, "d")]]


@pytest.mark.parametrize(
    "rows",
    [
        [[Cell("a")]],
        [[Cell("a"), Cell("b"), Cell("c")]],
        [[Cell("a", rows=2), Cell("b")], [Cell("c"), Cell("d")]],
        [[Cell("a", rows=2), Cell("b")]],
    ],
)
def test_gaps_and_overlaps_are_refused(rows):
    """A table that would come out crooked in Word does not leave the model."""
    with pytest.raises(ReportError) as caught:
        Grid("g", (1, 1), rows).placed()

    assert caught.value.code == "grid.uncovered"
