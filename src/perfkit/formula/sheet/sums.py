"""Sums, roundings and grades of cells that hold decimals, as formulas that compute the same digits as exact numbers.

The cells hold decimals with k places, each as the double nearest to it. Let there be n <= 1000 of them, together below
10^12 units of the last place, as all points are. Every double, every sum and the product are off by at most 2^-53 of
themselves, together by less than 1002·2^-53·10^12 < 0.12 units, so ``ROUND(sum*10^k,0)`` is the sum in units of the
last place, exactly. What follows divides integers once: the theorem of :mod:`perfkit.formula.sheet.points` holds.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from perfkit.formula.sheet.points import LONGEST
from perfkit.formula.sheet.text import NONE
from perfkit.formula.worded.decimals import decimal_text

MOST_CELLS = 1000
MOST_PLACES = 6


def units_text(cells: Sequence[str], places: int) -> str:
    """The sum of cells as an integer in units of their last place; ``0`` for none."""
    if not cells:
        return "0"
    added = "+".join(cells)
    if not places:
        return f"ROUND({added},0)"
    return f"ROUND({f'({added})' if len(cells) > 1 else added}*{10**places},0)"


def sum_text(cells: Sequence[str], places: int) -> str | None:
    """The sum of cells as a formula; None for too many cells or places."""
    return rounded_text(units_text(cells, places), 1, places, places, "half-up") if fits(cells, places) else None


def fits(cells: Sequence[str], places: int) -> bool:
    """Whether so many cells with so many places can be added up exactly."""
    return len(cells) <= MOST_CELLS and places <= MOST_PLACES and sum(len(cell) + 1 for cell in cells) < LONGEST // 4


def rounded_text(units: str, divisor: int, places: int, to: int, mode: str) -> str | None:
    """A sum in units of its last place, divided and rounded to ``to`` places; None where the mode has no formula.

    ``units`` is an integer as text, of a sum with ``places`` places.
    """
    shift = places - to
    below = divisor * 10 ** max(shift, 0)
    above = units if shift >= 0 else f"{units}*{10**-shift}"
    text = above if below == 1 else _whole(above, below, mode)
    if text is None:
        return None
    return f"={text}/{10**to}" if to else f"={text}"


def _whole(above: str, below: int, mode: str) -> str | None:
    down, up = f"INT({above}/{below})", f"-INT(-{above}/{below})"
    match mode:
        case "half-up":
            return f"ROUND({above}/{below},0)"
        case "floor":
            return down
        case "ceiling":
            return up
        case "down":
            return f"IF({above}>=0,{down},{up})"
        case "up":
            return f"IF({above}>=0,{up},{down})"
        case _:
            return None


def grade_text(units: str, divisor: int, places: int, bands: Sequence[tuple[str, Fraction]]) -> str:
    """The grade of a sum in units of its last place, divided: the first band whose lower bound it reaches.

    Both sides are integers; a total of no band has the empty grade.
    """
    finer = max([places, *(len(decimal_text(low).partition(".")[2]) for _, low in bands)]) - places
    left = f"{units}*{10**finer}" if finer else units
    text = '""'
    for name, low in reversed(bands):
        text = f"IF({left}>={decimal_text(low * divisor * 10 ** (places + finer))},{quoted(name)},{text})"
    return text


def quoted(text: str) -> str:
    """A text as formulas write it."""
    return '"' + text.replace('"', '""') + '"'


def among_text(cell: str, among: Sequence[str], options: Sequence[str]) -> str:
    """Whether a cell holds one of these words; #N/A where it holds none of the options. ``=`` would ignore case."""
    known, asked = (_or([f"EXACT({cell},{quoted(word)})" for word in words]) for words in (options, among))
    return f"IF({known},{asked},{NONE})"


def _or(texts: Sequence[str]) -> str:
    return "FALSE" if not texts else texts[0] if len(texts) == 1 else f"OR({','.join(texts)})"


def unchanged_text(cells: Sequence[tuple[str, str]], value: str) -> str:
    """A value that stands only while these cells are what they were; #N/A afterwards.

    Args:
        cells: each with what it holds, as formulas write it.
        value: as formulas write it.
    """
    tests = [f"EXACT({cell},{held})" if held.startswith('"') else f"{cell}={held}" for cell, held in cells]
    test = tests[0] if len(tests) == 1 else f"AND({','.join(tests)})"
    return f"=IF({test},{value},{NONE})"
