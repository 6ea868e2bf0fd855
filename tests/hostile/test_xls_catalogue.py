"""Every row about layout and content of Excel forms: verdict, codes and cell, as a user of the kit meets them."""

from __future__ import annotations

from pathlib import Path

import pytest
import tomli

from hostile.xls_rows import ROWS, SET, Row
from hostile.xls_verdicts import VERDICTS
from perfkit.errors import Fault, InputError
from perfkit.kit import Kit
from perfkit.model import Finding
from perfkit.wording import LANGUAGES

DEVIATIONS = tomli.loads((Path(__file__).parent / "xls_deviations.toml").read_text(encoding="utf-8"))

QUICK = ("XLS-037", "XLS-046", "XLS-077", "XLS-102", "XLS-126", "XLS-167", "XLS-183")
NAMED = [pytest.param(row, id=f"{row.id}-{at}") for at, row in enumerate(ROWS)]


@pytest.fixture(scope="module")
def kit() -> Kit:
    return Kit(installed=False)


def written(row: Row, folder: Path) -> Path:
    """The files of a row; a single one, or the folder they are in."""
    files = row.build()
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder / next(iter(files)) if len(files) == 1 else folder


def outcome(kit: Kit, path: Path) -> tuple[str, list[Fault | Finding]]:
    """The verdict on a form, with everything that is said about it."""
    try:
        evaluation = kit.evaluate(kit.read(path, indicator_set=SET), indicator_set=SET)
    except InputError as error:
        return "E", list(error.faults)
    said: list[Fault | Finding] = list(kit.check(evaluation))
    wrong = any(isinstance(one, Finding) and one.severity == "error" for one in said)
    return ("E" if wrong else "W" if said else "A"), said


def assert_as_the_row_has_it(row: Row, kit: Kit, folder: Path) -> None:
    """Verdict, codes and cell; every word that is said can be said in both languages."""
    verdict, said = outcome(kit, written(row, folder))
    assert (verdict, {one.code for one in said}) == (row.verdict, set(row.codes))
    cells = [one.place.cell for one in said if one.code in row.codes]
    assert not row.cell or row.cell in cells
    assert all(one.worded(language) for one in said for language in LANGUAGES)
    assert row.finding or all(isinstance(one, Fault) for one in said) or row.verdict != "E"


def test_every_row_of_the_catalogue_is_tested_and_a_different_verdict_is_explained():
    """No row is forgotten, and a verdict that differs from the catalogue's has its reason; no reason is left over."""
    verdicts: dict[str, set[str]] = {}
    for row in ROWS:
        verdicts.setdefault(row.id, set()).add(row.verdict)

    assert verdicts.keys() == VERDICTS.keys()
    assert {row for row, found in verdicts.items() if found != {VERDICTS[row]}} == DEVIATIONS.keys()
    assert all(one["instead"] and one["reason"] for one in DEVIATIONS.values())


@pytest.mark.parametrize("row", [row for row in ROWS if row.id in QUICK], ids=QUICK)
def test_a_few_rows_get_their_verdict_code_and_cell(row, kit, tmp_path):
    """One of each part of the catalogue."""
    assert_as_the_row_has_it(row, kit, tmp_path)


@pytest.mark.slow
@pytest.mark.parametrize("row", NAMED)
def test_every_row_gets_its_verdict_code_and_cell(row, kit, tmp_path):
    """All rows, each on its own."""
    assert_as_the_row_has_it(row, kit, tmp_path)
