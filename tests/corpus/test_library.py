"""Every row of the published forms is in the national indicator library; where its target differs, that is listed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import tomli

from corpus.forms import Row, forms
from perfkit.kit import Kit
from perfkit.model import Library, LibraryIndicator, comparable

LISTED = tomli.loads((Path(__file__).parent / "library-differences.toml").read_text(encoding="utf-8"))["difference"]

BLOCKS = {"满意度": "satisfaction", "产出": "output", "效益": "benefit"}
"""How the first level of a form begins, where two indicators bear one name."""


@pytest.fixture(scope="module")
def library() -> Library:
    return Kit(installed=False).host.library()


def rows() -> Iterator[tuple[str, Row]]:
    return ((form, row) for form, stored in forms().items() for row in stored.rows)


def entry(library: Library, row: Row) -> LibraryIndicator | None:
    """The indicator of a row, by name or alias; by its block where there are several."""
    found = library.named(row.name)
    if len(found) > 1:
        wanted = next(block for begin, block in BLOCKS.items() if row.block.startswith(begin))
        found = tuple(one for one in found if library.block(one) == wanted)
    return found[0] if len(found) == 1 else None


def difference(row: Row, own: LibraryIndicator) -> str:
    """What the printed target says otherwise than the library: ``direction``, ``unit``, ``words`` or ``number``."""
    promised = row.promised
    if promised.kind == "nothing":
        return ""
    if promised.kind != "number":
        return "" if own.direction == "judged" else "words"
    if own.direction == "judged":
        return "number"
    if {promised.bound, own.direction} == {"at-least", "at-most"}:
        return "direction"
    return "" if not promised.unit or own.counts_in(promised.unit) else "unit"


def test_every_row_is_in_the_library(library):
    """All 323, none left out."""
    found = [(form, row.number, row.name) for form, row in rows() if entry(library, row) is None]

    assert found == []
    assert sum(1 for _ in rows()) == 323


def test_units_and_directions_agree_with_the_printed_targets_or_the_difference_is_listed(library):
    """Each difference is a slip of the form or a promise in words, and has its reason; none is listed in vain."""
    found = {}
    for form, row in rows():
        own = entry(library, row)
        if own is not None and (what := difference(row, own)):
            found[form, row.number] = (own.code, what)

    assert found == {(one["form"], one["row"]): (one["code"], one["differs"]) for one in LISTED}
    assert all(one["reason"] for one in LISTED)


def test_no_name_in_the_library_means_two_things_in_one_block(library):
    """A form's row must lead to one indicator."""
    seen: dict[tuple[str, str], str] = {}
    for one in library.indicators.values():
        for name in {comparable(name) for name in one.names}:
            assert seen.setdefault((library.block(one), name), one.code) == one.code
