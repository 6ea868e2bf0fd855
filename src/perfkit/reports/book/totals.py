"""Blocks and the total: what lies below added up, adjusted, rounded and graded, each step in a row of its own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction

from attrs import evolve, frozen

from perfkit.formula import Facts
from perfkit.formula.sheet import (
    MOST_PLACES,
    SheetCell,
    fits,
    grade_text,
    quoted,
    rounded_text,
    sum_text,
    units_text,
)
from perfkit.model import Figure, RoundingName
from perfkit.reports.book.cells import BookCell, Look, Row, held
from perfkit.reports.book.facts import NUMBER
from perfkit.reports.book.lines import LineRows, Points, as_value, kept, places_format, value_cell
from perfkit.reports.book.scope import NumberAt, Scope, WordAt, unchanged, written
from perfkit.scoring import Adjusted, Adjusting, NodeResult, ProjectResult
from perfkit.wording import say

WEIGHT_PLACES = 4


@frozen
class Veto:
    """An adjustment that gives a grade, and the cell that says 1 where it takes effect; empty where none can."""

    grade: str
    cell: str


@frozen
class Graded:
    """The total that counts, and the cell of its grade."""

    total: Points
    grade_cell: str


@frozen
class TotalRows:
    """Writes the nodes of one project, and the total; ``known`` is what adjustments may ask of the project."""

    lines: LineRows
    known: Facts

    @property
    def result(self) -> ProjectResult:
        return self.lines.result

    def node(self, node: NodeResult, above: tuple[str, ...] = ()) -> Points:
        """A node with all below it, and where its points stand; one part that is all of it needs no sum."""
        above = (*above, node.name)
        parts = [self.lines.put(line, above) for line in node.lines]
        parts = [part for line, part in zip(node.lines, parts, strict=True) if not line.waived]
        parts += [self.node(child, above) for child in node.children]
        measured = any("[" not in line.code for line in node.lines)
        if len(parts) == 1 and self._is_its_part(node, parts[0], measured=measured):
            return parts[0]
        label = say("book.block", self.lines.language, name=node.name)
        return self._made(node, parts, "leaf" if measured else "block", label)[0]

    def _is_its_part(self, node: NodeResult, part: Points, *, measured: bool) -> bool:
        """Whether nothing is done to the points of the only part of a node."""
        used, inputs = self.result.indicator_set, self.lines.inputs
        changed = inputs.combined(node.code) or inputs.adjustments(node.code, node.weight.exact)
        rounded = not measured and used.rounded("block") is not None
        same = node.points is None or (node.points.exact == part.exact and node.weight.exact == part.weight)
        return same and not changed and not rounded

    def total(self) -> Graded:
        """The total with its grade below it."""
        whole, language = self.result.whole, self.lines.language
        parts = [self.node(node) for node in whole.children]
        total, vetoes = self._made(whole, parts, "total", say("book.total", language))
        final = self.result.final_points
        if self.result.by_other and final is not None:
            label = say("book.final", language, by=self.result.indicator_set.label(self.result.final_by))
            cell = value_cell(final, "input", self.lines.points, "", ("final",))
            total = self._points(self._row(label, {"I": cell}), cell, final, MOST_PLACES)
        return Graded(total, self._grade(total, parts, vetoes))

    def _made(
        self, node: NodeResult, parts: Sequence[Points], name: RoundingName, label: str
    ) -> tuple[Points, list[Veto]]:
        """The points of a node: a row for the sum, one for each adjustment, one if they are rounded."""
        steps = self.lines.inputs.adjustments(node.code, node.weight.exact)
        rounding = self.result.indicator_set.rounded(name)
        last = not steps and rounding is None
        weight, before = self._weight(parts, node), node.points if last else self._before(node, parts)
        cell, places = self._sum(node, parts, before, weight)
        cell = evolve(cell, key=("points" if last else "sum", node.code))
        row = self._row(label, {"H": weight, "I": cell})
        at = self._points(row, cell, before, places, NumberAt(SheetCell(f"H{row}"), node.weight.exact))
        vetoes, weighed = [], at
        for step in steps:
            at, veto = self._adjusted(node, step, at)
            vetoes += [veto] if veto is not None else []
        made = at if last else self._rounded(node, at, name, label)
        return evolve(made, weight_cell=weighed.weight_cell, weight=weighed.weight), vetoes

    def _before(self, node: NodeResult, parts: Sequence[Points]) -> Figure | None:
        """The points before any adjustment and rounding."""
        if node.points is None or node.adjusted:
            return node.adjusted[0].before if node.points is not None else None
        if node.derivation is not None:
            exactly = node.derivation.share * node.weight.exact
        else:
            left = sum((part.weight for part in parts), Fraction(0))
            added = sum((part.exact for part in parts), Fraction(0))
            exactly = added if not left else added * node.weight.exact / left
        return Figure(exactly, "分", self.result.indicator_set.rounded("leaf"))

    def _weight(self, parts: Sequence[Points], node: NodeResult) -> BookCell:
        """What can be had, added up of the parts."""
        decimal, look = held(node.weight.exact), Look("sum", NUMBER, "right")
        cells = [part.weight_cell for part in parts]
        added = sum((part.weight for part in parts), Fraction(0))
        if decimal is None:
            return BookCell(node.weight.digits, Look("sum", align="right"))
        plainly = added == node.weight.exact and all(cells) and fits(cells, WEIGHT_PLACES)
        formula = sum_text(cells, WEIGHT_PLACES) if plainly and parts else None
        return BookCell(decimal, look, formula or "", key=("weights", node.code))

    def _sum(
        self, node: NodeResult, parts: Sequence[Points], points: Figure | None, weight: BookCell
    ) -> tuple[BookCell, int | None]:
        """The points of the parts added up, and how many places they have; None where it is no formula."""
        if points is None:
            return self._nothing(), None
        cells, places = [part.cell for part in parts], max([0, *(part.places for part in parts)])
        decimal = held(points.exact)
        added = sum((part.exact for part in parts), Fraction(0)) == points.exact
        plainly = added and all(cells) and fits(cells, places) and not self.lines.inputs.combined(node.code)
        if decimal is not None and plainly and (formula := sum_text(cells, places)) is not None:
            if node.code == self.result.whole.code and weight.formula:
                full = units_text([f"H{self.lines.page.next_row}"], WEIGHT_PLACES)
                formula = f"=IF({full}={int(node.weight.exact * 10**WEIGHT_PLACES)},{formula[1:]},NA())"
                formula = unchanged(self.lines.scope, self.lines.inputs.deciding, formula[1:]) or formula
            return BookCell(decimal, Look("sum", self.lines.points, "right"), formula), places
        cell = value_cell(points, "sum-value", self.lines.points, say("book.no-sum", self.lines.language), ())
        return self._guarded(cell, parts), None

    def _adjusted(self, node: NodeResult, step: Adjusting, at: Points) -> tuple[Points, Veto | None]:
        """The points after one adjustment, and the grade that it gives where it takes effect."""
        lines, code = self.lines, step.adjustment.code
        taken = next((one for one in node.adjusted if one.adjustment == step.adjustment), None)
        scope = lines.scope.inner()
        scope.hide("points")
        if at.cell:
            scope.numbers["points"] = NumberAt(SheetCell(at.cell), at.exact, at.places)
        row, cells = lines.page.next_row, {"K": BookCell(_grounds(taken), Look("small"))}
        holds, told = written(step.holds, scope, Fraction(1), None), step.when(self.known)
        if holds is not None and isinstance(told, bool):
            look = Look("small", '"√";;"—"', "center")
            cells["H"] = BookCell(held(Fraction(told)), look, holds.formula, key=("holds", code))
        figure = None
        if node.points is not None:
            figure = Figure(at.exact if taken is None else taken.after.exact, "分", lines.leaf)
        cell, places = self._after(step, scope, figure, at)
        cells["I"] = evolve(cell, key=("adjusted", code))
        label = BookCell(say("book.adjustment", lines.language, title=step.adjustment.title), Look("plain"))
        lines.page.add(Row({"A": label, **cells}, Look("plain"), 20, (("A", "G"),)))
        grade = step.adjustment.grade
        veto = Veto(grade, f"H{row}" if "H" in cells else "") if grade else None
        return self._points(row, cell, figure, places), veto

    def _after(self, step: Adjusting, scope: Scope, points: Figure | None, at: Points) -> tuple[BookCell, int | None]:
        if points is None:
            return self._nothing(), None
        rule, decimal = step.after, held(points.exact)
        made = written(rule, scope, Fraction(1), None) if "points" in scope.numbers else None
        if made is not None and decimal is not None:
            return BookCell(decimal, Look("formula", self.lines.points, "right"), made.formula), made.places
        cell = value_cell(points, "value", self.lines.points, say("book.no-form", self.lines.language), ())
        return self._guarded(cell, [at]), None

    def _rounded(self, node: NodeResult, at: Points, name: RoundingName, label: str) -> Points:
        """What stands after all adjustments, rounded where the set rounds it."""
        rounding, said = self.result.indicator_set.rounded(name), say("book.after", self.lines.language, label=label)
        key = ("points", node.code)
        if node.points is None:
            row = self._row(said, {"I": evolve(self._nothing(), key=key)})
            return self._points(row, self._nothing(), None, None)
        places = at.places if rounding is None else rounding.places
        number = self.lines.points if rounding is None else places_format(rounding)
        mode = "half-up" if rounding is None else rounding.mode
        text = rounded_text(units_text([at.cell], at.places), 1, at.places, places, mode) if at.cell else None
        decimal = held(node.points.exact)
        if text is not None and decimal is not None:
            cell = BookCell(decimal, Look("sum", number, "right"), text, key=key)
            return self._points(self._row(said, {"I": cell}), cell, node.points, places)
        cell = value_cell(node.points, "sum-value", number, say("book.no-sum", self.lines.language), key)
        cell = self._guarded(cell, [at])
        return self._points(self._row(said, {"I": cell}), cell, node.points, None)

    def _grade(self, total: Points, parts: Sequence[Points], vetoes: Sequence[Veto]) -> str:
        """The grade over the total, by the bands of the set; its cell."""
        language, used = self.lines.language, self.result.indicator_set
        value = self.result.grade
        bands = [(band.name, Fraction(band.lowest)) for band in used.grades.bands]
        by_rule = self.result.graded is not None or (used.grade_by and not self.result.by_other)
        cell = BookCell(value or "—", Look("sum-value", align="center"), key=("grade",))
        if not value and not total.cell:
            cell = evolve(cell, note=say("book.no-grade", language))
        elif not total.cell or by_rule or not all(veto.cell for veto in vetoes):
            cell = evolve(cell, value=value, note=say("book.no-sum", language))
            cell = self._guarded(cell, [total, *parts])
        else:
            formula = grade_text(*self._graded_units(total), bands)
            for veto in vetoes:
                formula = f"IF({veto.cell}=1,{quoted(veto.grade)},{formula})"
            cell = evolve(cell, value=value, formula=f"={formula}", look=Look("sum", align="center"))
        return f"I{self._row(say('book.grade', language), {'I': cell})}"

    def _graded_units(self, total: Points) -> tuple[str, int, int]:
        """The total that is graded, in units of its last place: the exact one, or as it is printed."""
        units, final = units_text([total.cell], total.places), self.result.final_points
        rounding = None if final is None else final.rounding
        if self.result.indicator_set.policies.grade_of == "exact" or rounding is None:
            return units, 1, total.places
        printed = rounded_text(units, 1, total.places, rounding.places, rounding.mode)
        if printed is None or rounding.places >= total.places:
            return units, 1, total.places
        return f"ROUND({printed[1:]}*{10**rounding.places},0)", 1, rounding.places

    def _nothing(self) -> BookCell:
        return BookCell("—", Look("sum-value", align="center"), note=say("book.no-total", self.lines.language))

    def _row(self, label: str, cells: Mapping[str, BookCell]) -> int:
        head = BookCell(label, Look("sum"))
        return self.lines.page.add(Row({"A": head, **cells}, Look("sum"), 20, (("A", "G"),)))

    def _points(
        self, row: int, cell: BookCell, points: Figure | None, places: int | None, weight: NumberAt | None = None
    ) -> Points:
        return Points.of(f"I{row}", cell, points, places, weight)

    def _guarded(self, cell: BookCell, parts: Iterable[Points]) -> BookCell:
        """A value that stands while the facts of the project, and these points with their weights, do."""
        scope = self.lines.scope.inner()
        for part in parts:
            if part.cell:
                scope.numbers[f"#{part.at}"] = NumberAt(SheetCell(part.at), part.exact)
            elif part.said:
                scope.words[f"#{part.at}"] = WordAt(part.at, part.said, ())
            if part.weight_cell:
                scope.numbers[f"#{part.weight_cell}"] = NumberAt(SheetCell(part.weight_cell), part.weight)
        return kept(cell, unchanged(scope, frozenset((*scope.numbers, *scope.words)), as_value(cell)))


def _grounds(taken: Adjusted | None) -> str:
    return "" if taken is None else "；".join(taken.grounds)
