"""Other inputs for a project: as facts for perfkit, and as cells for a workbook of the project as it was."""

from __future__ import annotations

import random
from decimal import Decimal
from fractions import Fraction

from attrs import evolve

from perfkit.model import MONEY_PLACES, Funding, Project, Target, shifted
from perfkit.model.numbers import places_of
from perfkit.reports.book.cells import BookCell, Page
from perfkit.reports.book.facts import shift_of

FACTORS = [Decimal("0.55"), Decimal("0.83"), Decimal("0.97"), Decimal("1.04"), Decimal("1.31")]


def other(value: Decimal, chance: random.Random) -> Decimal:
    """Another number with no more places."""
    if not value:
        return Decimal(1)
    exact = Fraction(value) * Fraction(chance.choice(FACTORS))
    places = places_of(value)
    return shifted(Decimal(round(exact * 10**places)), -places)


def changed(project: Project, page: Page, chance: random.Random, how_many: int) -> tuple[Project, dict[str, object]]:
    """The project with some of its open inputs changed, and the cells that say so."""
    open_cells = [(address, cell) for address, cell in page.cells() if cell.look.role == "input" and cell.key]
    chance.shuffle(open_cells)
    cells: dict[str, object] = {}
    taken = set()
    for address, cell in open_cells:
        if len(taken) >= how_many:
            break
        if cell.key[0] in ("weight", "points", "final"):
            continue
        value = _value(cell, chance)
        fact = shifted(value, shift_of(_unit(page, address))) if isinstance(value, Decimal) else value
        moved = None if value is None else _with(project, cell.key, fact if cell.key[0] == "fact" else value)
        if moved is not None:
            project, cells[address] = moved, value
            taken.add(cell.key)
    return project, cells


def shifted_weight(project: Project, page: Page, by: Decimal) -> tuple[Project, dict[str, object]]:
    """The project with some weight of one indicator given to another; nothing where there are no two."""
    weights = [(a, c) for a, c in page.cells() if c.key[:1] == ("weight",) and c.look.role == "input" and c.value > by]
    if len(weights) < 2:
        return project, {}
    cells: dict[str, object] = {}
    for (address, cell), more in zip(weights[:2], (by, -by), strict=True):
        cells[address] = cell.value + more
        project = _indicator(project, cell.key[1], weight=cell.value + more)
    return project, cells


def _unit(page: Page, address: str) -> str:
    """The unit that stands beside a cell."""
    return page.rows[int(address[1:]) - 1].cells["G"].value or ""


def _value(cell: BookCell, chance: random.Random) -> object:
    if isinstance(cell.value, Decimal):
        return other(cell.value, chance)
    words = [word for word in cell.choices if word != cell.value]
    return chance.choice(words) if words else None


def _indicator(project: Project, code: str, **fields: object) -> Project:
    block, _, number = code.partition("[")
    own = [at for at, one in enumerate(project.indicators) if one.block == block]
    at = own[int(number[:-1]) - 1]
    indicators = list(project.indicators)
    indicators[at] = evolve(indicators[at], **fields)
    return evolve(project, indicators=indicators)


def _of(project: Project, code: str):
    block, _, number = code.partition("[")
    return [one for one in project.indicators if one.block == block][int(number[:-1]) - 1]


def _with(project: Project, key: tuple[str, ...], value: object) -> Project | None:
    """The project with this in the place of what the key names; None where it cannot be changed there."""
    kind, code, *names = key
    if kind == "amount":
        funding = evolve(project.funding or Funding(), **{code: shifted(value, MONEY_PLACES["万元"])})
        return evolve(project, funding=funding)
    if kind == "fact":
        return _with_fact(project, code, names[0], value)
    if kind == "target":
        target: Target = _of(project, code).target
        return None if target.upper is not None else _indicator(project, code, target=evolve(target, value=value))
    if kind == "judged" and value > 100:
        return None
    return _indicator(project, code, **{kind: shifted(value, -2) if kind == "judged" else value})


def _with_fact(project: Project, code: str, name: str, value: object) -> Project | None:
    """The same for a fact of the project, or of one of its indicators."""
    if code and "[" not in code:
        return None
    facts = _facts(dict(_of(project, code).facts if code else project.facts), name, value)
    if facts is None:
        return None
    return _indicator(project, code, facts=facts) if code else evolve(project, facts=facts)


def _facts(facts: dict, name: str, value: object) -> dict | None:
    """The facts with another value, of an element of a list where the name says so; None where it is not among them."""
    records, _, rest = name.partition("[")
    if rest:
        number, _, field = rest.partition("].")
        rows = [dict(row) for row in facts[records]]
        rows[int(number) - 1][field] = _as(rows[int(number) - 1][field], value)
        return {**facts, records: tuple(rows)}
    key = next((one for one in facts if one.replace("-", "_") == name), None)
    return None if key is None else {**facts, key: _as(facts[key], value)}


def _as(was: object, value: object) -> object:
    """What is shown as 是 or in 万元, as facts have it."""
    return value in ("是", "yes") if isinstance(was, bool) else value
