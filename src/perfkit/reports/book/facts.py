"""Facts in cells of their own, each with its name and unit: what rules ask for besides target and actual."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from fractions import Fraction

from attrs import frozen

from perfkit.formula import Facts, Value, exact, formula_name, names
from perfkit.formula.sheet import Flat, Gathered, SheetCell
from perfkit.model import MONEY_PLACES, Need, exact_text, plain
from perfkit.reports.book.cells import ROW, BookCell, Look, Page, Row, decimals, held, lines_of
from perfkit.reports.book.scope import NumberAt, Scope, WordAt, written
from perfkit.wording import Language, say

MONEY = "万元"
"""The unit of the official forms."""

MOST_RECORDS = 200
"""A list with more records than anyone reads in a sheet stays a value."""

NUMBER = "General"
AMOUNT = "#,##0.00####"


def shift_of(unit: str) -> int:
    """The power of ten by which a figure in a unit is what formulas see."""
    return {"%": -2, "‰": -3, **MONEY_PLACES}.get(unit, 0)


def unit_of(kind: Need | None) -> str:
    """The unit in which a fact of this kind is shown."""
    if kind == "money":
        return MONEY
    return kind.partition(" ")[2].strip() if isinstance(kind, str) else ""


def yes_no(language: Language) -> tuple[str, str]:
    """The words of a truth."""
    return say("explain.true", language), say("explain.false", language)


@frozen
class FactRows:
    """Writes facts below one another.

    Attributes:
        needs: kind of each fact, by the name that formulas use; labels: what a reader calls it.
    """

    page: Page
    scope: Scope
    language: Language
    needs: Mapping[str, Need]
    labels: Mapping[str, str]

    def put(self, name: str, value: Value, options: tuple[str, ...], key: tuple[str, ...]) -> None:
        """A fact in a row of its own, seen by formulas from now on; a list is put by :meth:`gather`."""
        self.scope.hide(name)
        row = self._row(self.labels.get(name, name), value, self.needs.get(name), options, key)
        if row is not None:
            self._seen(self.scope, name, row, value, self.needs.get(name), options)

    def gather(self, known: Flat, facts: Mapping[str, Value], code: str) -> None:
        """The lists that a rule asks for, record by record, with what it adds up of them in a row below."""
        for name in dict.fromkeys(one.records for one in known.lists.values()):
            records = facts.get(name)
            asked = {key: one for key, one in known.lists.items() if one.records == name}
            if isinstance(records, Sequence) and not isinstance(records, str) and len(records) <= MOST_RECORDS:
                self._records(name, records, asked, facts, code)

    def _records(
        self,
        name: str,
        records: Sequence[Mapping[str, Value]],
        asked: Mapping[str, Gathered],
        facts: Mapping[str, Value],
        code: str,
    ) -> None:
        terms: dict[str, list[NumberAt] | None] = {key: [] for key in asked}
        kinds = self.needs.get(name)
        fields = {formula_name(one): kind for one, kind in kinds.items()} if isinstance(kinds, Mapping) else {}
        for number, record in enumerate(records, start=1):
            inside = self.scope.inner()
            for hidden in record:
                inside.hide(hidden)
            start = self.page.next_row
            self._fields(name, number, record, fields, _fields_of(asked), inside, code)
            row = start
            for key, one in asked.items():
                term = self._term(one, record, facts, inside, row, (code, f"{name}[{number}]", key))
                row += one.each is not None
                known = terms[key]
                terms[key] = None if known is None or term is None else [*known, term]
        for key, one in asked.items():
            known = terms[key]
            if known is not None:
                self._sum(key, one, known, len(records), facts, code)

    def _fields(
        self,
        name: str,
        number: int,
        record: Mapping[str, Value],
        kinds: Mapping[str, Need],
        wanted: Iterable[str],
        inside: Scope,
        code: str,
    ) -> None:
        said = record.get("name")
        title = f"{number}. {said}" if isinstance(said, str) else f"{self.labels.get(name, name)} {number}"
        for field in [one for one in record if one in wanted] or [""]:
            kind = kinds.get(field)
            options = kind if isinstance(kind, tuple) else ()
            value = record.get(field)
            label = title if field in ("", "met") else f"{title} · {self.labels.get(field, field)}"
            row = self._row(label, value, kind, options, ("fact", code, f"{name}[{number}].{field}"))
            if row is not None:
                seen = self._seen(inside, field, row, value, kind, options)
                self.scope.behind.append(seen)

    def _term(
        self,
        one: Gathered,
        record: Mapping[str, Value],
        facts: Mapping[str, Value],
        inside: Scope,
        row: int,
        key: tuple[str, ...],
    ) -> NumberAt | None:
        """What one record adds, in a cell beside it; None where it has no formula."""
        if one.each is None:
            return NumberAt(SheetCell(""), Fraction(1))
        value = _each(one)({**facts, **record})
        found = written(one.each, inside, Fraction(1), None)
        if found is None or not isinstance(value, Fraction) or (decimal := held(value)) is None:
            return None
        while self.page.next_row <= row:
            self.page.add(Row({}))
        cell = BookCell(decimal, Look("small", NUMBER, "right"), found.formula, key=("term", *key))
        self.page.put(row, "E", cell)
        return NumberAt(SheetCell(f"E{row}"), value)

    def _sum(
        self, key: str, one: Gathered, terms: Sequence[NumberAt], count: int, facts: Mapping[str, Value], code: str
    ) -> None:
        """What the rule asks of the list, in a cell that adds up those of its records."""
        total = sum((term.value for term in terms), Fraction(0))
        places = max([0, *(decimals(term.value) for term in terms)])
        decimal, row = held(total), self.page.next_row
        if decimal is None:
            return
        added = "+".join(term.cell.text for term in terms)
        formula = ""
        if terms and one.each is not None:  # how many records there are is no figure of any cell
            formula = (
                f"=ROUND(({added})*{10 ** max(places, 2)},0)/{10 ** max(places, 2)}"
                if one.word == "sum"
                else f"={added}"
            )
        label = say(f"book.list-{one.word if one.each is not None else 'all-of-them'}", self.language)
        look = Look("small", NUMBER, "right")
        self.page.add(
            Row({"C": BookCell(label, Look("small")), "E": BookCell(decimal, look, formula, key=("list", code, key))})
        )
        if one.word in ("all", "any"):
            self.scope.told[key] = f"(E{row}{f'={count}' if one.word == 'all' else '>0'})"
        else:
            self.scope.numbers[key] = NumberAt(SheetCell(f"E{row}"), total)

    def _row(
        self, label: str, value: Value, kind: Need | None, options: tuple[str, ...], key: tuple[str, ...]
    ) -> int | None:
        """The row with the value as it is shown; None for what no cell holds so that a formula may count with it."""
        unit = unit_of(kind)
        fits = True
        if isinstance(value, Fraction):
            cell, fits = number_cell(value, shift_of(unit), "input", key)
        elif isinstance(value, bool):
            words = yes_no(self.language)
            cell = BookCell(words[0 if value else 1], Look("input", align="center"), choices=words, key=key)
        elif isinstance(value, str):
            cell = BookCell(value, Look("input", align="center"), choices=options, key=key)
        else:
            cell, fits = BookCell(None, Look("plain")), False
        cells = {"C": BookCell(label, Look("small")), "F": cell, "G": BookCell(unit, Look("small", align="center"))}
        row = self.page.add(Row(cells, height=ROW * lines_of(label, self.page.columns["C"])))
        return row if fits else None

    def _seen(
        self, scope: Scope, name: str, row: int, value: Value, kind: Need | None, options: tuple[str, ...]
    ) -> NumberAt | WordAt:
        if isinstance(value, Fraction):
            number = NumberAt(SheetCell(f"F{row}", shift_of(unit_of(kind))), value)
            scope.numbers[name] = number
            return number
        words = yes_no(self.language)
        word = words[0 if value else 1] if isinstance(value, bool) else str(value)
        at = WordAt(f"F{row}", word, words if isinstance(value, bool) else options)
        scope.words[name] = at
        return at


def number_cell(value: Fraction, shift: int, role: str, key: tuple[str, ...] = ()) -> tuple[BookCell, bool]:
    """A number in its unit, and whether a formula may count with it; digits that no double holds are a text."""
    decimal = held(value, shift)
    look = Look("input" if role == "input" else "fixed", AMOUNT if shift > 0 else NUMBER, "right")
    if decimal is None:
        return BookCell(exact_text(value / Fraction(10) ** shift), Look(look.role, align="right"), key=key), False
    return BookCell(decimal, look, key=key), True


def _each(one: Gathered) -> Callable[[Facts], object]:
    """What a record adds, computed: of a truth 1 or 0."""
    if one.over.body is None:
        return lambda _: Fraction(1)
    found = exact(one.over.body)

    def counted(facts: Facts) -> object:
        value = found(facts)
        return Fraction(value) if isinstance(value, bool) else value

    return counted


def _fields_of(asked: Mapping[str, Gathered]) -> frozenset[str]:
    """The fields of the records that are asked for."""
    bodies = (one.over for one in asked.values() if one.over.body is not None)
    return frozenset().union(*(over.fields & names(over.body) for over in bodies if over.body is not None))


def facts_asked(known: Flat) -> frozenset[str]:
    """The names of the facts behind a rule without lists and labels, lists included."""
    found = set(known.facts)
    for name in known.facts:
        if name in known.labels:
            found.remove(name)
            found.add(known.labels[name].label)
        elif name in known.lists:
            found.remove(name)
            found.add(known.lists[name].records)
            found |= _outside(known.lists[name])
    return frozenset(found)


def _outside(one: Gathered) -> frozenset[str]:
    return names(one.over) - {one.records}


def options_of(known: Iterable[Flat]) -> dict[str, tuple[str, ...]]:
    """All that each label may be."""
    return {chosen.label: chosen.options for one in known for chosen in one.labels.values()}


def shown(value: Fraction) -> str:
    """A number as formulas write it."""
    decimal = held(value)
    return exact_text(value) if decimal is None else plain(decimal)
