"""The score lines of a project: target, actual, what else the rule asks for, the weight, and the points over them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction

from attrs import evolve, field, frozen

from perfkit.formula import Value, formula_name
from perfkit.formula.sheet import MOST_PLACES, Flat, SheetCell, quoted
from perfkit.model import Figure, Need, Rounding, exact_text, plain
from perfkit.reports.book.cells import ROW, BookCell, Look, Page, Role, Row, decimals, held, lines_of
from perfkit.reports.book.facts import NUMBER, FactRows, facts_asked, number_cell, options_of, shift_of
from perfkit.reports.book.scope import NumberAt, Scope, Written, unchanged, written, written_fixed
from perfkit.scoring import Inputs, ProjectResult, ScoreLine, indicator_of
from perfkit.wording import Language, say

OWN = ("upper", "baseline", "judged")
"""What an indicator may give besides target and actual."""


@frozen
class Points:
    """Points in a cell, to be added up.

    Attributes:
        at: its address; cell: the same where a number stands there, else empty; said: the text that stands there.
        exact: the points; places: how many any points in this cell may have.
        weight_cell: where the weight stands; empty where it has no number there; weight: what can be had.
    """

    at: str
    cell: str
    said: str
    exact: Fraction
    places: int
    weight_cell: str
    weight: Fraction

    @classmethod
    def of(cls, at: str, cell: BookCell, points: Figure | None, places: int | None, weight: NumberAt | None) -> Points:
        """Points where they stand; a value has the places that it has."""
        number = points is not None and isinstance(cell.value, Decimal)
        value = Fraction(0) if points is None else points.exact
        return cls(
            at,
            at if number else "",
            cell.value if isinstance(cell.value, str) else "",
            value,
            decimals(value) if places is None else places,
            "" if weight is None else weight.cell.text,
            Fraction(0) if weight is None else weight.value,
        )


@frozen
class LineRows:
    """Writes the lines of one project.

    Attributes:
        points: the number format of points; places: how many decimal places they have, None for as many as come out.
        taken: the rule of each line over inputs, by its code.
    """

    page: Page
    scope: Scope
    result: ProjectResult
    inputs: Inputs
    language: Language
    labels: Mapping[str, str]
    leaf: Rounding | None
    points: str
    taken: Mapping[str, Flat] = field(factory=dict)

    def put(self, line: ScoreLine, above: Sequence[str]) -> Points:
        """The line with the rows of its facts below it; ``above`` are the names of the nodes over it."""
        scope, code = self.scope.inner(), line.code
        number = self.page.next_row
        weight, weight_cell = self._weight(line, number)
        cells = {
            "A": BookCell(above[0], Look("plain")),
            "B": BookCell(line.category or "".join(above[1:2]), Look("plain")),
            "C": BookCell(line.name, Look("plain")),
            "D": BookCell(line.target, Look("plain")),
            "H": weight_cell,
            "J": BookCell(self._rule(line), Look("small")),
        }
        cells |= dict(self._measured(line, number, scope) if "[" not in code else self._indicator(line, number, scope))
        self.page.add(Row(cells, height=_height(cells)))
        known = self.taken.get(code)
        facts: Mapping[str, Value] = {} if line.derivation is None else line.derivation.facts
        rows = FactRows(self.page, scope, self.language, _needs(line, self.result), self.labels)
        if known is not None:
            self._own_facts(line, known, rows, facts)
            rows.gather(known, facts, code)
        made = None if known is None or line.by_other else written(known, scope, _weighed(weight, line), self.leaf)
        if made is None and known is not None and weight is not None and "[" not in code and not line.by_other:
            made = written_fixed(known, scope, weight, self.leaf)
        return self._scored(line, number, scope, made, weight)

    def _weight(self, line: ScoreLine, row: int) -> tuple[NumberAt | None, BookCell]:
        own = "[" in line.code and line.own_weight is None
        cell, fits = number_cell(line.weight.exact, 0, "input" if own else "fixed", ("weight", line.code))
        if not own and fits:
            cell = kept(cell, unchanged(self.scope, self.inputs.deciding, as_value(cell)))
        return (NumberAt(SheetCell(f"H{row}"), line.weight.exact) if fits else None), cell

    def _measured(self, line: ScoreLine, row: int, scope: Scope) -> Iterator[tuple[str, BookCell]]:
        """What the set measures itself: the target of the set, and the rate as a formula over the money."""
        unit = self.inputs.unit(line)
        scope.hide("target")
        scope.hide("actual")
        target, fits = number_cell(self.inputs.target(line), shift_of(unit), "fixed")
        if fits:
            scope.numbers["target"] = NumberAt(SheetCell(f"E{row}", shift_of(unit)), self.inputs.target(line))
        yield "E", target
        yield "G", BookCell(unit, Look("small", align="center"))
        tree = self.inputs.actual(line)
        value = None if line.derivation is None else line.derivation.facts.get("actual")
        if tree is not None and isinstance(value, Fraction):
            rounding = self.result.indicator_set.rounded("rate") if unit == "%" else None
            yield "F", figure_cell(tree, self.scope, Figure(value, unit, rounding))
        else:
            yield "F", BookCell(line.actual or None, Look("value", align="right"))

    def _indicator(self, line: ScoreLine, row: int, scope: Scope) -> Iterator[tuple[str, BookCell]]:
        """The target and the actual of an indicator, in the unit of the target."""
        indicator = indicator_of(line, self.result.project)
        for name in ("target", "actual", *OWN):
            scope.hide(name)
        if indicator is None:
            return
        unit = indicator.target.unit if indicator.target else ""
        target = None if indicator.target is None else indicator.target.value
        given: dict[str, tuple[str, Decimal | Fraction | None]] = {
            "E": ("target", target),
            "F": ("actual", indicator.actual),
        }
        if indicator.actual is None and indicator.judged is not None:
            given["F"], unit = ("judged", Fraction(indicator.judged) * 100), "%"
        yield "G", BookCell(unit, Look("small", align="center"))
        for column, (name, value) in given.items():
            if value is None:
                continue
            fact = Fraction(value) * Fraction(10) ** shift_of(unit)
            cell, fits = number_cell(fact, shift_of(unit), "input", (name, line.code))
            yield column, cell
            if fits:
                scope.numbers[name] = NumberAt(SheetCell(f"{column}{row}", shift_of(unit)), fact)

    def _own_facts(self, line: ScoreLine, known: Flat, rows: FactRows, facts: Mapping[str, Value]) -> None:
        """The facts of the indicator itself that its rule asks for; those of the project stand above all lines."""
        indicator = indicator_of(line, self.result.project)
        if indicator is None:
            return
        own = {formula_name(name) for name in indicator.facts} | set(OWN)
        options = options_of([known])
        unit = indicator.target.unit if indicator.target else ""
        needs = {**rows.needs, "upper": f"number {unit}", "baseline": f"number {unit}", "judged": "number %"}
        rows = FactRows(rows.page, rows.scope, rows.language, needs, rows.labels)
        for name in sorted(facts_asked(known) & own):
            value = facts.get(name)
            if name not in rows.scope.numbers and not isinstance(value, tuple) and value is not None:
                rows.put(name, value, options.get(name, ()), ("fact", line.code, name))

    def _scored(self, line: ScoreLine, row: int, scope: Scope, made: Written | None, weight: NumberAt | None) -> Points:
        """The points that count, as a formula where there is one, else as a value with the reason beside it."""
        counted, key, why, places = line.final, ("points", line.code), self._why(line), None
        decimal = None if counted is None else held(counted.exact)
        if counted is None:
            cell = BookCell("—", Look("value", align="center"), note=why, key=key)
        elif made is not None and decimal is not None:
            cell = BookCell(decimal, Look("formula", self.points, "right"), made.formula, key=key)
            why, places = self._said(line), made.places
        elif line.by_other:
            cell, places = value_cell(counted, "input", self.points, why, key), MOST_PLACES
        else:
            cell = value_cell(counted, "value", self.points, why, key)
            cell = kept(cell, unchanged(_with_weight(scope, weight), self._behind(line, scope), as_value(cell)))
        self._finish(row, cell, why)
        made_of = Points.of(f"I{row}", cell, counted, places, weight)
        return evolve(made_of, weight=line.weight.exact)

    def _behind(self, line: ScoreLine, scope: Scope) -> frozenset[str]:
        """The facts on which a value rests: those its rule asks for, or all there are where no rule tells."""
        known = self.taken.get(line.code)
        if known is None:
            return frozenset((*scope.numbers, *scope.words))
        return facts_asked(known) | {"target", "actual", "weight"}

    def _finish(self, row: int, cell: BookCell, remark: str) -> None:
        self.page.put(row, "I", cell)
        self.page.put(row, "K", BookCell(remark, Look("small")))

    def _said(self, line: ScoreLine) -> str:
        """What was reached in words, where the form has words."""
        indicator = indicator_of(line, self.result.project)
        reached = "" if indicator is None or not indicator.reached else indicator.reached
        return say("book.reached", self.language, reached=reached) if reached else ""

    def _why(self, line: ScoreLine) -> str:
        """Why the points are no live formula."""
        if line.absent is not None:
            return say("book.absent", self.language, why=line.absent.worded(self.language))
        if line.waived:
            return say("book.waived", self.language)
        if line.by_other:
            by = self.result.indicator_set.label(line.final_by)
            points = "—" if line.points is None else line.points.digits
            return say("book.reviewed", self.language, by=by, points=points)
        if line.policy in ("zero", "full"):
            return say(f"book.policy-{line.policy}", self.language)
        peers = line.derivation is not None and "peers" in line.derivation.rule.facts
        return say("book.peers" if peers else "book.no-form", self.language)

    def _rule(self, line: ScoreLine) -> str:
        if line.derivation is not None:
            return line.derivation.rule.words(self.language, self.labels)
        return "" if line.rule is None else line.rule.title.worded(self.language)


def figure_cell(known: Flat, scope: Scope, figure: Figure) -> BookCell:
    """A figure that follows from inputs, in its unit, as a formula where there is one."""
    shown = figure.shown
    made = written(known, scope, Fraction(10) ** -shift_of(figure.unit), figure.rounding)
    if shown is None or held(Fraction(shown)) is None:
        return BookCell(str(figure), Look("value", align="right"))
    look = Look("fixed" if made is None else "formula", places_format(figure.rounding), "right")
    value = Decimal(shown)
    if made is not None:
        return BookCell(value, look, made.formula)
    return kept(BookCell(value, look), unchanged(scope, facts_asked(known), plain(value)))


def as_value(cell: BookCell) -> str:
    """What a cell holds, as formulas write it."""
    return plain(cell.value) if isinstance(cell.value, Decimal) else quoted(cell.value or "")


def kept(cell: BookCell, formula: str | None) -> BookCell:
    """A value that stands only while what it follows from does."""
    return cell if formula is None else BookCell(cell.value, cell.look, formula, cell.note, key=cell.key)


def value_cell(points: Figure, role: Role, number: str, why: str, key: tuple[str, ...]) -> BookCell:
    """Points that are no formula, with the reason; digits that no double holds are a text."""
    decimal = held(points.exact)
    value = exact_text(points.exact) if decimal is None else decimal
    look = Look(role, number if decimal is not None else "", "right")
    return BookCell(value, look, note=why, key=key)


def places_format(rounding: Rounding | None) -> str:
    """The number format of a figure with the places of its rounding."""
    if rounding is None or not rounding.trailing_zeros:
        return NUMBER
    return "0." + "0" * rounding.places if rounding.places else "0"


def _weighed(weight: NumberAt | None, line: ScoreLine) -> NumberAt | Fraction:
    return line.weight.exact if weight is None else weight


def _with_weight(scope: Scope, weight: NumberAt | None) -> Scope:
    if weight is not None:
        scope.numbers["weight"] = weight
    return scope


def _needs(line: ScoreLine, result: ProjectResult) -> Mapping[str, Need]:
    """The kind of each fact, as the set and the rule declare it, by the name that formulas use."""
    own = {} if line.rule is None else line.rule.needs
    return {formula_name(name): kind for name, kind in {**result.indicator_set.needs, **own}.items()}


def _height(cells: Mapping[str, BookCell]) -> int:
    """Enough lines for the longest text of the row."""
    widths = {"A": 10, "B": 10, "C": 24, "D": 13, "J": 40, "K": 18}
    return ROW * max(
        [1, *(lines_of(cells[column].value, width) for column, width in widths.items() if column in cells)]
    )
