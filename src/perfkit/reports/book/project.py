"""The sheet of one project: who it is, its money, what its rules ask for, its lines, its total and its grade."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction

from attrs import frozen

from perfkit.formula import Value, formula_name
from perfkit.formula.sheet import Flat, SheetCell
from perfkit.model import STAGES, FundingStage, Need
from perfkit.reports.book.cells import BookCell, Look, Page, Row
from perfkit.reports.book.facts import MONEY, FactRows, facts_asked, number_cell, options_of, shift_of
from perfkit.reports.book.lines import LineRows, figure_cell, places_format
from perfkit.reports.book.scope import NumberAt, Scope
from perfkit.reports.book.totals import TotalRows
from perfkit.reports.workbook import quoted_sheet
from perfkit.scoring import Evaluation, Inputs, ProjectResult
from perfkit.wording import Language, say

COLUMNS: Mapping[str, int] = dict(zip("ABCDEFGHIJK", (10, 10, 25, 14, 10, 12, 6, 7, 8, 36, 18), strict=True))
HEADS = ("block", "category", "name", "target", "target-number", "actual", "unit", "weight", "points", "rule", "remark")
RATES = ("execution_rate", "receipt_rate")


@frozen
class ProjectPage:
    """The sheet of a project, and where the summary finds its figures: references from another sheet."""

    page: Page
    total: str
    grade: str
    rate: str
    amounts: Mapping[str, str]


@frozen
class _Making:
    """Puts one sheet together.

    Attributes:
        facts: what rules and adjustments ask of the project; taken: the rule of each line over inputs, by its code.
    """

    page: Page
    evaluation: Evaluation
    result: ProjectResult
    inputs: Inputs
    language: Language
    taken: Mapping[str, Flat]
    scope: Scope

    def identity(self) -> None:
        """Who it is: texts alone, the code among them."""
        project, portfolio, used = self.result.project, self.evaluation.portfolio, self.result.indicator_set
        title = BookCell(say("book.title", self.language), Look("title", align="center"))
        self.page.add(Row({"A": title}, Look("title"), 34, (("A", "K"),)))
        unit = project.unit or portfolio.unit.name
        department = project.department or portfolio.unit.department
        year = portfolio.year if project.year is None else project.year
        self._named([("project", project.name), ("code", project.code or "—")])
        self._named([("unit-name", unit), ("department", department or "—")])
        named = f"{used.title.worded(self.language)} {used.address}"
        self._named([("year", str(year)), ("set", named)])
        legend = BookCell(say("book.legend", self.language), Look("small"))
        self.page.add(Row({"A": legend}, Look("plain"), 40, (("A", "K"),)))
        heads = {
            column: BookCell(say(f"book.head-{head}", self.language), Look("head", align="center"))
            for column, head in zip(COLUMNS, HEADS, strict=True)
        }
        self.page.head = self.page.add(Row(heads, Look("head"), 32))

    def _named(self, pairs: list[tuple[str, str]]) -> None:
        (first, one), (second, other) = pairs
        cells = {
            "A": BookCell(say(f"book.{first}", self.language), Look("head")),
            "C": BookCell(one, Look("plain"), key=("identity", first)),
            "H": BookCell(say(f"book.{second}", self.language), Look("head", align="center")),
            "J": BookCell(other, Look("plain"), key=("identity", second)),
        }
        self.page.add(Row(cells, Look("plain"), 20, (("A", "B"), ("C", "G"), ("H", "I"), ("J", "K"))))

    def section(self, code: str) -> None:
        """A heading over rows."""
        label = BookCell(say(f"book.section-{code}", self.language), Look("section"))
        self.page.add(Row({"A": label}, Look("section"), 20, (("A", "K"),)))

    def money(self) -> str:
        """The amounts in the unit of the form, and the rates over them; the cell of 预算执行率."""
        funding, used = self.result.project.funding, self.result.indicator_set
        given = {} if funding is None else funding.amounts()
        if not given and self.result.execution_rate is None:
            return ""
        self.section("money")
        for stage, amount in given.items():
            cell, fits = number_cell(Fraction(amount), shift_of(MONEY), "input", ("amount", stage))
            row = self._amount(used.label(stage).worded(self.language), cell)
            if fits:
                self.scope.numbers[stage] = NumberAt(SheetCell(f"F{row}", shift_of(MONEY)), Fraction(amount))
        self._stand_in(given)
        found = ""
        for name, rate in zip(RATES, (self.result.execution_rate, self.result.receipt_rate), strict=True):
            tree = self.inputs.measure(name)
            if rate is not None and tree is not None:
                cell = figure_cell(tree, self.scope, rate)
                row = self._amount(used.label(name).worded(self.language), cell, rate.unit)
                found = found or (f"F{row}" if name == RATES[0] else "")
        return found

    def _amount(self, label: str, cell: BookCell, unit: str = MONEY) -> int:
        cells = {"C": BookCell(label, Look("plain")), "F": cell, "G": BookCell(unit, Look("small", align="center"))}
        return self.page.add(Row(cells))

    def _stand_in(self, given: Mapping[FundingStage, object]) -> None:
        """A missing 全年预算数, for which another stage stands in: the cell that formulas take."""
        stage = self.result.indicator_set.policies.missing_budget
        if "budget" in given or not stage or stage not in self.scope.numbers:
            return
        taken, label = self.scope.numbers[stage], self.result.indicator_set.label
        title = say("book.stand-in", self.language, missing=label("budget"), taken=label(stage))
        cell, _ = number_cell(taken.value, taken.cell.shift, "fixed")
        row = self._amount(title, BookCell(cell.value, cell.look, f"={taken.cell.text}"))
        self.scope.numbers["budget"] = NumberAt(SheetCell(f"F{row}", taken.cell.shift), taken.value)

    def facts(self, known: Mapping[str, Value]) -> None:
        """The facts of the project that some rule or adjustment asks for."""
        rules = [*self.taken.values(), *self._adjusting()]
        asked = frozenset().union(*(facts_asked(rule) for rule in rules))
        own = {formula_name(name) for name in (*self.result.project.facts, *self.result.indicator_set.assumes)}
        wanted = [name for name in sorted(asked & own) if isinstance(known.get(name), (Fraction, bool, str))]
        if not wanted:
            return
        self.section("facts")
        options, rows = options_of(rules), self._rows()
        for name in wanted:
            rows.put(name, known[name], options.get(name, ()), ("fact", "", name))

    def _adjusting(self) -> Iterator[Flat]:
        codes = [node.code for node in self.result.whole.walk()]
        for code in codes:
            for step in self.inputs.adjustments(code, Fraction(0)):
                yield from (step.holds, step.after)

    def _rows(self) -> FactRows:
        needs: dict[str, Need] = {}
        for rule in [line.rule for line in self.result.lines if line.rule is not None]:
            needs |= {formula_name(name): kind for name, kind in rule.needs.items()}
        needs |= {formula_name(name): kind for name, kind in self.result.indicator_set.needs.items()}
        return FactRows(self.page, self.scope, self.language, needs, self.labels())

    def labels(self) -> Mapping[str, str]:
        """What a reader calls a fact, by the name that formulas use."""
        own = {
            formula_name(name): title.worded(self.language) for name, title in self.result.indicator_set.labels.items()
        }
        words = ("upper", "baseline", "judged", "elements", "deviations", "met")
        return {**{word: say(f"book.fact-{word}", self.language) for word in words}, **own}


def project_page(
    name: str, result: ProjectResult, evaluation: Evaluation, inputs: Inputs, language: Language
) -> ProjectPage:
    """The sheet, with this name, of a project that has points of its own."""
    page = Page(name, COLUMNS)
    rules = {line.code: inputs.rule(line) for line in result.lines}
    taken = {code: rule for code, rule in rules.items() if rule is not None}
    making = _Making(page, evaluation, result, inputs, language, taken, Scope())
    known = inputs.known(result.project)
    making.identity()
    rate = making.money()
    making.facts(known)
    making.section("lines")
    leaf = result.indicator_set.rounded("leaf")
    lines = LineRows(page, making.scope, result, inputs, language, making.labels(), leaf, places_format(leaf), taken)
    graded = TotalRows(lines, known).total()
    sheet = quoted_sheet(page.name)
    row = page.find("final") or page.find("points", result.whole.code) or ""
    return ProjectPage(
        page,
        f"{sheet}!{row}",
        f"{sheet}!{graded.grade_cell}",
        f"{sheet}!{rate}" if rate else "",
        {name: f"{sheet}!{at.cell.text}" for name, at in making.scope.numbers.items() if name in STAGES},
    )


def counted(page: Page) -> tuple[int, int]:
    """How many scores of a sheet are live formulas, and how many are values."""
    scores = [cell for _, cell in page.cells() if cell.key[:1] in (("points",), ("final",))]
    live = sum(bool(cell.formula) and cell.look.role in ("formula", "sum") for cell in scores)
    return live, len(scores) - live
