"""Where the facts of a rule stand in a sheet, and the live formula over them."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from attrs import define, evolve, field, frozen

from perfkit.formula import Normal
from perfkit.formula.sheet import (
    EXACTLY,
    MOST_PLACES,
    Flat,
    SheetCell,
    among_text,
    quoted,
    unchanged_text,
)
from perfkit.model import Rounding, plain
from perfkit.reports.book.cells import decimals, held

WEIGHT = "weight"
_ROOM = 10
"""How many times larger than now the facts may become before a formula with fewer places is taken."""


@frozen
class NumberAt:
    """A number in a cell: the fact it holds, exactly, and how many places it may have at least."""

    cell: SheetCell
    value: Fraction
    places: int = 0

    @property
    def holds(self) -> str:
        """What the cell holds, as formulas write it."""
        decimal = held(self.value, self.cell.shift)
        if decimal is None:
            raise AssertionError("what no cell holds has none")
        return plain(decimal)


@frozen
class WordAt:
    """A word in a cell, one of several; of a truth the first one says that it is so."""

    cell: str
    word: str
    options: tuple[str, ...]


@define
class Scope:
    """The facts that have cells, by the names that formulas use.

    Attributes:
        told: expressions that are true or false, by name.
        behind: cells from which others in it are computed.
    """

    numbers: dict[str, NumberAt] = field(factory=dict)
    words: dict[str, WordAt] = field(factory=dict)
    told: dict[str, str] = field(factory=dict)
    behind: list[NumberAt | WordAt] = field(factory=list)

    def inner(self) -> Scope:
        """One that sees all of this, and more."""
        return Scope(dict(self.numbers), dict(self.words), dict(self.told), list(self.behind))

    def hide(self, name: str) -> None:
        """What a name nearer by stands for is no longer seen."""
        for known in (self.numbers, self.words, self.told):
            known.pop(name, None)

    def truth(self, name: str) -> str | None:
        """A truth as formulas write it."""
        word = self.words.get(name)
        return self.told.get(name) if word is None else among_text(word.cell, word.options[:1], word.options)


@frozen
class Written:
    """A live formula, and how many places its value has."""

    formula: str
    places: int


def written(flat: Flat, scope: Scope, weight: Fraction | NumberAt, rounding: Rounding | None) -> Written | None:
    """The live formula of a rule over the cells of its facts; None where there is none that is exact.

    Without a rounding it has as many places as its facts make it have, if these have an end.
    """
    form = flat.form
    cells = None if form is None else _cells(form, flat, scope)
    if form is None or cells is None:
        return None
    if rounding is not None:
        text = _with_places(flat, cells, scope, weight, rounding.places, rounding.mode)
        return None if text is None else Written(text, rounding.places)
    for places in range(MOST_PLACES + 1):
        if (text := _with_places(flat, cells, scope, weight, places, EXACTLY)) is not None:
            return Written(text, places)
    return None


def written_fixed(flat: Flat, scope: Scope, weight: NumberAt, rounding: Rounding | None) -> Written | None:
    """The same with weight and target as numbers, which leaves room for larger facts.

    They stand in cells that nobody is invited to change; where somebody does, it is #N/A.
    """
    fixed = {name: scope.numbers[name] for name in ("target",) if name in scope.numbers}
    made = written(flat.settled({name: one.value for name, one in fixed.items()}), scope, weight.value, rounding)
    if made is None:
        return None
    text = unchanged_text([(one.cell.text, one.holds) for one in (weight, *fixed.values())], made.formula[1:])
    return evolve(made, formula=text)


def _cells(form: Normal, flat: Flat, scope: Scope) -> dict[str, SheetCell] | None:
    found = {}
    for name in sorted(form.facts - {WEIGHT}):  # in an order that no hash decides
        if name in flat.labels:
            chosen = flat.labels[name]
            word = scope.words.get(chosen.label)
            text = None if word is None else among_text(word.cell, chosen.among, chosen.options)
        else:
            text = scope.truth(name)
        if text is None and name not in scope.numbers:
            return None
        found[name] = scope.numbers[name].cell if text is None else SheetCell(text)
    return found


def _with_places(
    flat: Flat,
    cells: Mapping[str, SheetCell],
    scope: Scope,
    weight: Fraction | NumberAt,
    places: int,
    mode: str,
) -> str | None:
    """The formula with as many places of its facts as leave room for larger ones."""
    known = scope.numbers if isinstance(weight, Fraction) else {**scope.numbers, WEIGHT: weight}
    numbers = {name: known[name] for name in (*cells, WEIGHT) if name in known and name not in scope.words}
    now = {name: one.value for name, one in numbers.items()}
    finer = [-one.cell.shift for one in numbers.values()]
    held_places = [max(one.places, decimals(one.value)) for one in numbers.values()]
    needed = max([0, *finer, *held_places])
    usual = max(needed, 2 + max([0, *finer]))
    factor = weight if isinstance(weight, Fraction) else None
    if not isinstance(weight, Fraction):
        cells = {**cells, WEIGHT: weight.cell}
    shifts, texts = (
        {name: cell.shift for name, cell in cells.items()},
        {name: cell.text for name, cell in cells.items()},
    )
    tried = [(cell_places, _ROOM) for cell_places in range(usual, needed - 1, -1)] + [(needed, 1)]
    for cell_places, room in tried:
        made = flat.template(shifts, factor, places, mode, cell_places)
        then = {name: value * (1 if name == WEIGHT else room) for name, value in now.items()}
        text = None if made is None else made.filled(texts, then)
        if text is not None:
            return text
    return None


def unchanged(scope: Scope, names: frozenset[str], value: str) -> str | None:
    """A value that stands while the cells of these facts are what they were; None where none of them has a cell."""
    known: dict[str, NumberAt | WordAt] = {**scope.numbers, **scope.words}
    used = [known[name] for name in sorted(names) if name in known] + scope.behind
    cells = {_address(one): _holds(one) for one in used}
    return unchanged_text(tuple(cells.items()), value) if cells else None


def _address(one: NumberAt | WordAt) -> str:
    return one.cell if isinstance(one, WordAt) else one.cell.text


def _holds(one: NumberAt | WordAt) -> str:
    return quoted(one.word) if isinstance(one, WordAt) else one.holds


def moved(one: NumberAt, text: str) -> NumberAt:
    """The same number in another cell."""
    return evolve(one, cell=evolve(one.cell, text=text))
