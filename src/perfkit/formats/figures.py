"""The one figure that a text is: what is a range, a date, a sentence or nothing is refused, each for its own reason."""

from __future__ import annotations

import re

from perfkit.formats.cells import cell
from perfkit.formats.quantities import LONGEST, WrittenFigure, refusal
from perfkit.model import number

_PLAIN = re.compile(r"[0-9]+(\.[0-9]+)?", re.ASCII)
_REASON = {"empty": "value.nothing", "range": "value.range", "date": "value.date"}


def figure(written: str) -> WrittenFigure:
    """The one figure in ``written``; ``value`` is None if it is a description in words.

    Raises:
        InputError: with a code ``value.…`` (or one of :func:`perfkit.model.number`) for whatever is neither.
    """
    if _PLAIN.fullmatch(written) and len(written) < LONGEST:  # most cells of a table; no decision concerns them
        return WrittenFigure(number(written))
    read = cell(written)
    if read.kind in _REASON:
        raise refusal(_REASON[read.kind], written)
    if read.label or "value.figures-in-words" in read.remarks:
        raise refusal("value.unreadable", written)
    if read.kind == "words":
        if not any(map(str.isalpha, read.text)):
            raise refusal("value.unreadable", written)
        return WrittenFigure(None, remarks=read.remarks)
    return WrittenFigure(read.value, read.unit, read.bound, read.strict, read.remarks)
