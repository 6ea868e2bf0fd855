"""The spreadsheet reading: a live formula for Excel and LibreOffice that recalculates to the same digits.

A spreadsheet counts in doubles, and some of its functions look at 15 decimal digits of them only. A plain
``ROUND(10*B2/C2,2)`` divides, multiplies and then rounds what is no longer the ratio. Here every fact is first made an
integer, ``ROUND(B2*100,0)``; the tests compare integers; and only the last step divides: points are
``ROUND(N/D,0)/100``, or ``INT``, with integers N and D from the normal form. Division and rounding together are exact:

    Theorem. Let 0 <= N < 9·10^13 and D >= 1 be integers, q the double nearest to N/D, and y either q itself or q
    rounded to 15 significant decimal digits. Then y rounded at the half, away from 0, is N/D rounded at the half;
    and y rounded down, or up, is N/D rounded down, or up.

    Proof. Let b be where the result jumps: a half for ROUND, an integer for the others; b < 10^14, so b is a double and
    has at most 15 digits. Rounding is monotone and leaves b alone, so N/D >= b gives y >= b, and N/D = b gives y = b.
    Let N/D < b. Then b - N/D is at least 1/(2D), for it is a multiple of that. Suppose y = b. Let 10^e <= q < 10^(e+1);
    the two roundings moved the value by at most 2^-53·N/D + 10^(e-14)/2 <= (N/D)·(2^-53 + 0.5·10^-14·(1 + 2^-53)), so
    1 <= 2D·(b - N/D) <= N·(2^-52 + 1.0001·10^-14) < N·1.03·10^-14, and N > 9.7·10^13, a contradiction. N/D > b, for
    rounding up, is the same from the other side, and for N < 0 the signs change. QED.

For y = q alone 2^52 would do (the columns of a batch rest on that). Rounding to 15 digits first is what LibreOffice
does in ``INT``, and what Excel is known to do in places which it does not document. ``ROUNDDOWN`` and ``ROUNDUP`` are
not used: LibreOffice 7.4 makes 1513014143520 of 59007551597396/39 = 1513014143522.97. Both programs also compare
numbers to some 15 digits: integers below 9·10^13 that differ at all differ by more.

So each formula checks that whatever it computes stays below 9·10^13, that its cells hold numbers, and that these have
no more places than was said; else it shows ``#N/A``. So does a case without value: nothing is scored silently.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from fractions import Fraction
from math import lcm

from attrs import frozen

from perfkit.formula.absent import Facts
from perfkit.formula.language.tree import Expr
from perfkit.formula.normal_form.form import normal
from perfkit.formula.normal_form.guarded import Normal, Quotient, Told
from perfkit.formula.normal_form.polynomial import SCALE, Polynomial, TooLargeError
from perfkit.formula.normal_form.quotients import number
from perfkit.formula.rule_tree import RuleTree
from perfkit.formula.sheet.cells import LIMIT, SheetCell, cell_checks, size_checks, sizes_hold
from perfkit.formula.sheet.text import NONE, Choice, NoSheetError, SheetText
from perfkit.formula.worded.decimals import decimal_text

LONGEST = 8_192
DEEPEST = 64

MODES = ("half-up", "down", "up", "floor", "ceiling")
"""The modes of rounding that have a formula; ``down`` and ``up`` have one only where no value is below 0."""

EXACTLY = "exactly"
"""In the place of a mode: only where nothing has to be rounded."""

WEIGHT = "weight"

NOTHING: Mapping[str, Fraction] = {}

_PLACE = re.compile("\ue000(.*?)\ue001")

_WRITTEN = re.compile(r"-?[0-9]+(\.[0-9]+)?", re.ASCII)


def spreadsheet(
    formula: Expr | RuleTree | Normal,
    cells: Mapping[str, str],
    *,
    weight: Fraction,
    places: int,
    mode: str,
    cell_places: int,
) -> str | None:
    """The points as a live formula, ``=`` included; None where there is none that is exact.

    Args:
        formula: formula of the share, or the rule that gives it; for many rows, its normal form.
        cells: for each fact its cell, such as ``B2``, or its value as text: a decimal, ``TRUE`` or ``FALSE``. Truths
            may be any expression that is true or false. A missing fact has no formula, unless it is ``weight``.
        weight: what the share is multiplied by.
        places: places of the points.
        mode: how they are rounded, one of :data:`MODES`.
        cell_places: decimal places that the cells may have: the fewer, the larger their numbers may be.
    """
    known = {"weight": weight}
    for name, text in cells.items():
        if text in ("TRUE", "FALSE"):
            known[name] = Fraction(text == "TRUE")
        elif _WRITTEN.fullmatch(text):
            known[name] = Fraction(text)
        else:
            known.pop(name, None)
    referred = {name: SheetCell(text) for name, text in cells.items() if name not in known}
    return _written(formula, known, referred, cell_places, _Points(weight, places, mode))


def live(  # noqa: PLR0913 - cells, and how the points are made of them
    formula: RuleTree | Expr | Normal,
    cells: Mapping[str, SheetCell],
    *,
    weight: Fraction,
    places: int,
    mode: str,
    cell_places: int,
    now: Mapping[str, Fraction],
    fixed: Mapping[str, Fraction] = NOTHING,
) -> str | None:
    """The same where cells may hold figures in units of their own.

    Args:
        formula: as for :func:`spreadsheet`.
        cells: for each fact its cell.
        weight: what the share is multiplied by.
        places: of the points.
        mode: one of :data:`MODES`, or :data:`EXACTLY`.
        cell_places: of the facts, not of what the cells show.
        now: the facts in the cells: with them the formula has to give points, not #N/A because a number is too large.
        fixed: facts that stand in the formula as numbers.
    """
    if any(cell_places + cell.shift < 0 for cell in cells.values()):
        return None
    points = _Points(weight, places, mode, any_sign=True)
    made = _made(formula, {**fixed, WEIGHT: weight}, cells, cell_places, points)
    if made is None or not sizes_hold(made.sheet, {name: now[name] for name in made.numbers}, cell_places):
        return None
    return made.text if _fits(made.text) else None


@frozen(eq=False)
class Template:
    """A live formula with places for its cells, so that many rows need only be filled in.

    Attributes:
        numbers: the facts whose cells hold numbers.
    """

    text: str
    numbers: tuple[str, ...]
    _sheet: SheetText
    _cell_places: int

    def filled(self, cells: Mapping[str, str], now: Mapping[str, Fraction]) -> str | None:
        """The formula over these cells; None where what they hold now would give #N/A, or where it grows too long."""
        if not sizes_hold(self._sheet, {name: now[name] for name in self.numbers}, self._cell_places):
            return None
        text = _PLACE.sub(lambda place: cells[place[1]], self.text)
        return text if _fits(text) else None


def template(
    formula: RuleTree | Expr | Normal,
    shifts: Mapping[str, int],
    *,
    weight: Fraction | None,
    places: int,
    mode: str,
    cell_places: int,
) -> Template | None:
    """A live formula for many rows whose cells may hold figures in units of their own, the weight among them.

    Args:
        formula: as for :func:`spreadsheet`.
        shifts: for each fact the power of ten of what its cell holds: -2 for a percentage, 4 for 万元.
        weight: a number; None for a cell of the name ``weight``, which may hold nothing below 0.
        places: of the points.
        mode: one of :data:`MODES`, or :data:`EXACTLY`.
        cell_places: of the facts, not of what the cells show.
    """
    if any(cell_places + shift < 0 for shift in shifts.values()):
        return None
    cells = {name: SheetCell(f"\ue000{name}\ue001", shift) for name, shift in shifts.items()}
    known = {} if weight is None else {WEIGHT: weight}
    made = _made(formula, known, cells, cell_places, _Points(weight, places, mode, any_sign=True))
    return None if made is None else Template(made.text, made.numbers, made.sheet, cell_places)


def written_out(formula: Expr | RuleTree, facts: Facts, *, weight: Fraction, places: int, mode: str) -> str | None:
    """The points for these facts as a formula of numbers alone, which anyone can paste into a spreadsheet.

    It shows the one case that the facts are in; None where there is no exact formula.
    """
    numbers = {name: Fraction(value) for name, value in facts.items() if isinstance(value, (Fraction, bool))}
    known = {"weight": weight, **numbers}
    return _written(formula, known, {}, None, _Points(weight, places, mode))


@frozen
class _Points:
    """What the share is multiplied by (None: by the weight in a cell), and how the points are rounded.

    Attributes:
        any_sign: whether ``down`` and ``up`` are written also where points may be below 0, for either sign.
    """

    weight: Fraction | None
    places: int
    mode: str
    any_sign: bool = False

    def written(self, sheet: SheetText, share: Quotient) -> str:
        """The points for a share, as text."""
        factor = 10**self.places * (1 if self.weight is None else self.weight)
        if self.weight is None:
            weighed, scale = (Polynomial.variable(name) for name in (WEIGHT, SCALE))
            share = Quotient(share.numerator * weighed, share.denominator * scale)
        units = Quotient(share.numerator.times(factor.numerator), share.denominator.times(factor.denominator))
        units = _small(sheet, sheet.lowest(units))
        if units.denominator.number != 1:
            text = self._rounded(sheet, units)
        elif units.numerator.number is not None:
            return decimal_text(Fraction(units.numerator.number, 10**self.places))
        else:
            text = sheet.whole(units.numerator)
            text = f"({text})" if len(units.numerator.terms) > 1 and self.places else text
        return f"{text}/{10**self.places}" if self.places else text

    def _rounded(self, sheet: SheetText, units: Quotient) -> str:
        if self.mode == "half-up":
            return f"ROUND({sheet.fraction(units)},0)"
        weight = 1 if self.weight is None else self.weight
        below_zero = sheet.form.least is None or sheet.form.least * weight < 0
        if self.mode == EXACTLY or (self.mode in ("down", "up") and below_zero and not self.any_sign):
            raise NoSheetError
        down = f"INT({sheet.fraction(units)})"
        up = f"-INT({sheet.fraction(Quotient(-units.numerator, units.denominator))})"
        if self.mode in ("down", "up") and below_zero:
            above, below = (down, up) if self.mode == "down" else (up, down)
            return f"IF({sheet.whole(units.numerator)}>=0,{above},{below})"
        return down if self.mode in ("down", "floor") else up


def _small(sheet: SheetText, quotient: Quotient) -> Quotient:
    """The fraction; if it is of known numbers and too large, in its lowest terms."""
    sizes = [sheet.size(part).number for part in (quotient.numerator, quotient.denominator)]
    if all(size is not None and size < LIMIT for size in sizes):
        return quotient
    numerator, denominator = sheet.value(quotient.numerator), sheet.value(quotient.denominator)
    return quotient if numerator is None or denominator is None else number(Fraction(numerator, denominator))


@frozen(eq=False)
class _Made:
    """A formula, and what it was made with."""

    text: str
    numbers: tuple[str, ...]
    sheet: SheetText


def _written(
    formula: Expr | RuleTree | Normal,
    known: Mapping[str, Fraction],
    cells: Mapping[str, SheetCell],
    cell_places: int | None,
    points: _Points,
) -> str | None:
    """The formula; without cells the scale is as small as the known numbers allow."""
    made = _made(formula, known, cells, cell_places, points)
    return made.text if made is not None and _fits(made.text) else None


def _made(
    formula: Expr | RuleTree | Normal,
    known: Mapping[str, Fraction],
    cells: Mapping[str, SheetCell],
    cell_places: int | None,
    points: _Points,
) -> _Made | None:
    """The same, however long it is."""
    form = formula if isinstance(formula, Normal) else normal(formula)
    if form is None or points.mode not in (*MODES, EXACTLY):
        return None
    scale = _scale([known[name] for name in form.facts if name in known]) if cell_places is None else 10**cell_places
    places = cell_places or 0
    truths = {guard.name for case in form.cases for guard in case.guards if isinstance(guard, Told)}
    whole = {name: value if name in truths else value * scale for name, value in known.items()}
    values = {name: int(value) for name, value in whole.items() if value.denominator == 1}
    spelled = {name: cell.text if name in truths else cell.integer(places) for name, cell in cells.items()}
    sheet = SheetText(form, spelled, {**values, SCALE: scale}, points.written)
    try:
        text = sheet.branch(form.tree)
        numbers = {name: cell for name, cell in cells.items() if name in sheet.used - truths}
        checks = [f"ISLOGICAL({cell.text})" for name, cell in cells.items() if name in sheet.used & truths]
        checks += cell_checks(tuple(numbers.values()), places)
        checks += [f"{cell.text}>=0" for name, cell in numbers.items() if points.weight is None and name == WEIGHT]
        checks += size_checks(sheet, tuple(numbers.values()), places)
    except (NoSheetError, TooLargeError):
        return None
    return _Made(f"={Choice(tuple(checks), text, NONE) if checks and text != NONE else text}", tuple(numbers), sheet)


def _fits(text: str) -> bool:
    return len(text) <= LONGEST and _depth(text) <= DEEPEST


def _scale(values: Sequence[Fraction]) -> int:
    """The smallest power of ten that makes them all integers, or what does if there is none."""
    common = lcm(*(value.denominator for value in values))
    return next((10**places for places in range(common.bit_length()) if not 10**places % common), common)


def _depth(text: str) -> int:
    """How deep brackets stand in one another; those in names of sheets do not count."""
    depth = deepest = 0
    for piece in re.split(r"'[^']*'|\"[^\"]*\"", text):
        for sign in piece:
            depth += (sign == "(") - (sign == ")")
            deepest = max(deepest, depth)
    return deepest
