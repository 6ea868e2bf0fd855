"""How far raters agree: Krippendorff's alpha for marks on an interval scale, as an exact ratio."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction


def alpha(items: Iterable[Sequence[Fraction]]) -> Fraction | None:
    """1 where all raters give each item the same mark, 0 where they agree as by chance, below 0 where less than that.

    Each item has the marks that raters gave it; who did not mark it is left out, and an item with fewer than two marks
    tells nothing. None where alpha is not defined: no item has two marks, or all marks that can be paired are equal,
    so that there is nothing to tell apart.

    It is 1 less the observed disagreement over the expected one: the mean of the squared differences of the marks of
    one item, each item with m marks counting m-fold, over that of all paired marks whatever their item (K.
    Krippendorff, Computing Krippendorff's Alpha-Reliability, 2011, interval metric, missing data allowed). A sum of
    squared differences of all ordered pairs is 2 (m Σx² − (Σx)²).
    """
    paired = [marks for marks in items if len(marks) > 1]
    every = [mark for marks in paired for mark in marks]
    expected = _squares(every)
    if not expected:
        return None
    observed = sum((_squares(marks) / (len(marks) - 1) for marks in paired), Fraction(0))
    return 1 - (len(every) - 1) * observed / expected


def _squares(marks: Sequence[Fraction]) -> Fraction:
    """Half the sum of the squared differences of all ordered pairs."""
    total = sum(marks, Fraction(0))
    return len(marks) * sum((mark * mark for mark in marks), Fraction(0)) - total * total
