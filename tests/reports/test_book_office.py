"""What LibreOffice makes of working papers: every formula anew, with the inputs as they were and with others."""

from __future__ import annotations

import random
from decimal import Decimal
from pathlib import Path

import pytest
from attrs import evolve, frozen

from perfkit import Kit
from perfkit.jobs.cases import run_case_at
from perfkit.reports.book.book import pages_of
from perfkit.reports.book.cells import Page
from perfkit.reports.book.write import book_bytes
from perfkit.scoring import Evaluation, evaluate
from reports.book_changes import changed, shifted_weight
from reports.book_office import OFFICE, differing, recalculated, same, spoiled
from reports.book_sets import sets

ROOT = Path(__file__).parents[2]
CASES = sorted((ROOT / "src" / "perfkit" / "standards" / "cases").iterdir())

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(OFFICE is None, reason="LibreOffice (soffice) is not installed: nothing can be recalculated"),
]


@frozen
class Changed:
    """A sheet with other inputs, and the sheet that perfkit makes of these inputs, if it scores them."""

    page: Page
    cells: dict
    anew: Page | None


@pytest.fixture(scope="module")
def examples() -> list[Evaluation]:
    """The county's year, one project, and the stages of a life that give points."""
    kit = Kit(folders=ROOT / "examples" / "one-year" / "qinghe")
    life = ROOT / "examples" / "one-year"
    stages = [kit.evaluate(kit.read(life, stage=stage.key)) for stage in kit.stages(life)]
    folders = [ROOT / "examples" / "xinfeng-2023", ROOT / "examples" / "one-project" / "form.toml"]
    found = [kit.evaluate(kit.read(folder)) for folder in folders] + stages
    return [one for one in found if one.indicator_set.gives_points]


@pytest.fixture(scope="module")
def cases() -> list[Evaluation]:
    """Every worked example of the national sets that has a score card, and sets that ask for what these do not."""
    host = Kit(installed=False).host
    found = [run_case_at(host, path).evaluation for path in CASES] + sets()
    return [one for one in found if one is not None and any(result.nodes for result in one.projects)]


def alone(evaluation: Evaluation, number: int) -> Evaluation:
    """The evaluation of one of its projects."""
    return evaluate(
        evolve(evaluation.portfolio, projects=[evaluation.projects[number].project], groups=()),
        evaluation.indicator_set,
    )


def sheets(evaluations) -> list[tuple[Evaluation, Page]]:
    """Every project with points, alone, with its sheet under a name of its own."""
    found = []
    for evaluation in evaluations:
        for at in (at for at, result in enumerate(evaluation.projects) if result.nodes):
            one = alone(evaluation, at)
            page = pages_of(one, "zh")[1]
            page.name = f"{len(found) + 1}"
            found.append((one, page))
    return found


def book(folder: Path, name: str, pages) -> Path:
    path = folder / name
    path.write_bytes(book_bytes(pages, "", None))
    return path


def test_no_cell_differs_after_recalculation(examples, cases, tmp_path):
    """Whole books of the examples, and all worked cases in one: LibreOffice computes every formula as perfkit did."""
    books = [pages_of(one, "zh") for one in examples] + [[page for _, page in sheets(cases)]]
    (tmp_path / "bare").mkdir()
    files = [book(tmp_path, f"{at}.xlsx", pages) for at, pages in enumerate(books)]
    bare = [spoiled(file, {}, tmp_path / "bare" / file.name) for file in files]

    found = recalculated(tmp_path, bare)

    assert [one for pages, again in zip(books, found, strict=True) for one in differing(again, pages)] == []
    formulas = [cell for pages in books for page in pages for _, cell in page.cells() if cell.formula]
    assert len(formulas) > 3_000


@pytest.fixture(scope="module")
def others(examples, cases) -> list[Changed]:
    """Every sheet with all inputs changed; the first of a set also with some, and with weight moved to another."""
    chance = random.Random(7)  # noqa: S311 - no secret
    found, seen = [], set()
    for evaluation, page in sheets([*examples, *cases]):
        project, used = evaluation.projects[0].project, evaluation.indicator_set.address
        ways = [changed(project, page, chance, 40)]
        if used not in seen or used.startswith("small"):
            ways += [changed(project, page, chance, 3), shifted_weight(project, page, Decimal(1))]
        seen.add(used)
        for instead, cells in ways:
            if cells:
                again = evaluate(evolve(evaluation.portfolio, projects=[instead]), evaluation.indicator_set)
                named = evolve(page, name=f"{len(found) + 1}")
                found.append(Changed(named, cells, next(iter(pages_of(again, "zh")[1:]), None)))
    return found


def points(page: Page) -> dict:
    """The cells that a change is to reach, by what they are."""
    kinds = ("points", "sum", "adjusted", "holds", "grade", "final", "weights")
    return {cell.key: (address, cell) for address, cell in page.cells() if cell.key[:1] and cell.key[0] in kinds}


def test_changed_inputs_give_what_perfkit_gives_for_the_changed_facts(others, tmp_path):
    """Every live score, sum, total and grade follows; a value is still right or shows #N/A, and never misleads."""
    file = book(tmp_path, "book.xlsx", [one.page for one in others])
    cells = {(one.page.name, address): value for one in others for address, value in one.cells.items()}
    (again,) = recalculated(tmp_path, [spoiled(file, cells, tmp_path / "changed.xlsx")])

    wrong, followed, flipped, silent, refused = [], 0, 0, 0, 0
    for one in others:
        if one.anew is None:  # other weights hold, and those of the project do not add up to them
            shown = {key: again[one.page.name][address].value for key, (address, _) in points(one.page).items()}
            assert {shown["points", "total"], shown["points", "execution"], shown["grade",]} == {"#N/A"}
            refused += 1
            continue
        expected = points(one.anew)
        for key, (address, cell) in points(one.page).items():
            found, right = again[one.page.name][address].value, expected.get(key, (None, None))[1]
            right = None if right is None else right.value
            live = cell.formula and cell.look.role in ("formula", "sum", "small")
            if same(found, right):
                followed += bool(live and right != cell.value)
                flipped += key == ("grade",) and right != cell.value
            elif found == "#N/A" and (not live or right == "—" or _rests_on_a_value(one)):
                silent += 1
            elif not (cell.value == "—" and not cell.formula):
                wrong.append((one.page.name, one.cells, key, address, cell.formula[:300], found, right))

    assert wrong == []
    assert followed > 500
    assert flipped > 20
    assert refused
    assert silent < followed / 4


def _rests_on_a_value(one: Changed) -> bool:
    """Whether some score of the sheet is no live formula, so that what is made of it may be #N/A."""
    roles = [cell.look.role for key, (_, cell) in points(one.page).items() if key[0] in ("points", "sum", "adjusted")]
    return any(role in ("value", "sum-value") for role in roles)
