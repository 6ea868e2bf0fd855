"""Where the facts stand that formulas ask for, and what they are now."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from attrs import field, frozen

from perfkit.formula import Facts, formula_name
from perfkit.formula.sheet import SheetCell
from perfkit.model import Indicator
from perfkit.model.units import MONEY_PLACES
from perfkit.reports.fillin.blank import Blank
from perfkit.reports.fillin.more import TRUTHS, FactRow
from perfkit.scoring.asking import values_of
from perfkit.scoring.rescoring import known_of
from perfkit.wording import say

SHIFTS: Mapping[str, int] = {**MONEY_PLACES, "‰": -3}
"""Powers of ten by which a fact exceeds what its cell holds; a cell in per cent holds a share of 1 already."""


@frozen(kw_only=True)
class Scope:
    """What a formula may ask for.

    Attributes:
        numbers: cells; truths: expressions that are true or false; words: cells with the options of a label.
        fixed: numbers that nobody changes; now: what is known of all of them.
    """

    numbers: Mapping[str, SheetCell]
    truths: Mapping[str, str]
    words: Mapping[str, tuple[str, tuple[str, ...]]]
    fixed: Mapping[str, Fraction] = field(factory=dict)
    now: Facts = field(factory=dict)


@frozen(kw_only=True)
class Sources:
    """The cells of a form.

    Attributes:
        blank: the form; rows: of the second sheet; cells: their values by subject and key.
        money: the cell of each stage of money, in the unit of the form.
    """

    blank: Blank
    rows: list[FactRow]
    cells: Mapping[tuple[str, str], str]
    money: dict[str, str] = field(factory=dict)

    def common(self) -> Scope:
        """What is told of the project: its money and its facts."""
        blank, subject = self.blank, say("fillin.this-project", "zh")
        found = self._declared(subject, "facts.")
        numbers = {**found.numbers, **self._amounts(subject)}
        now = {} if blank.project is None else known_of(blank.project, blank.plan)
        return Scope(numbers=numbers, truths=found.truths, words=found.words, now=now)

    def of(self, indicator: Indicator, actual: str, *, known: bool) -> Scope:
        """The same with what is told of an indicator, whose actual stands in a cell, where it is ``known``."""
        common, subject, target = self.common(), self.blank.subject(indicator), indicator.target
        own = self._declared(subject, "indicator.facts.")
        shift = SHIFTS.get(target.unit, 0) if target is not None else 0
        numbers = {**common.numbers, **own.numbers}
        for name, moved in (("judged", 0), ("baseline", shift)):
            if (subject, f"indicator.{name}") in self.cells:
                numbers[name] = SheetCell(self.cells[subject, f"indicator.{name}"], moved)
        values, _ = values_of(indicator)
        fixed = {name: value for name in ("target", "upper") if isinstance(value := values.get(name), Fraction)}
        if target is not None and target.value is not None:
            numbers["actual"] = SheetCell(actual, shift)
        if not known:
            values.pop("actual", None)
        return Scope(
            numbers=numbers,
            truths={**common.truths, **own.truths},
            words={**common.words, **own.words},
            fixed=fixed,
            now={**common.now, **values},
        )

    def _amounts(self, subject: str) -> dict[str, SheetCell]:
        """Each stage of money; the budget may be that of another stage, by the policy of the set."""
        keys = [row.key for row in self.rows if row.subject == subject and row.key.startswith("funding.")]
        cells = {**{key.removeprefix("funding."): self.cells[subject, key] for key in keys}, **self.money}
        stand_in = self.blank.indicator_set.policies.missing_budget
        if stand_in and stand_in in cells:
            own, other = cells.get("budget", ""), cells[stand_in]
            cells["budget"] = f"IF(ISNUMBER({own}),{own},{other})" if own else other
        shift = MONEY_PLACES[self.blank.money_unit]
        return {stage: SheetCell(cell, shift) for stage, cell in cells.items()}

    def _declared(self, subject: str, start: str) -> Scope:
        """The facts that are declared on the second sheet; lists and texts are none that a formula takes."""
        numbers: dict[str, SheetCell] = {}
        truths: dict[str, str] = {}
        words: dict[str, tuple[str, tuple[str, ...]]] = {}
        for row in self.rows:
            name = row.key.removeprefix(start)
            if row.subject != subject or not row.key.startswith(start) or set(name) & set(".["):
                continue
            cell, known = self.cells[subject, row.key], formula_name(name)
            if row.choices == TRUTHS:
                truths[known] = _truth(cell, self.blank.indicator_set.assumes.get(name))
            elif row.choices:
                words[known] = (cell, row.choices)
            elif row.format != "@":
                numbers[known] = SheetCell(cell, SHIFTS.get(row.unit, 0))
        return Scope(numbers=numbers, truths=truths, words=words)


def _truth(cell: str, assumed: object) -> str:
    """A truth as formulas ask for it; what the set assumes holds while nothing is said."""
    yes, no = TRUTHS
    silent = f'IF({cell}="",{str(assumed).upper()},NA())' if isinstance(assumed, bool) else "NA()"
    return f'IF({cell}="{yes}",TRUE,IF({cell}="{no}",FALSE,{silent}))'
