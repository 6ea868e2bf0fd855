"""The spreadsheet reading, from the normal form: live formulas, and what a workbook adds to them."""

from perfkit.formula.sheet.cells import SheetCell
from perfkit.formula.sheet.flat import Chosen, Flat, Gathered, as_formula, flat
from perfkit.formula.sheet.points import EXACTLY, Template, live, spreadsheet, template, written_out
from perfkit.formula.sheet.sums import (
    MOST_PLACES,
    among_text,
    fits,
    grade_text,
    quoted,
    rounded_text,
    sum_text,
    unchanged_text,
    units_text,
)

__all__ = [
    "EXACTLY",
    "MOST_PLACES",
    "Chosen",
    "Flat",
    "Gathered",
    "SheetCell",
    "Template",
    "among_text",
    "as_formula",
    "fits",
    "flat",
    "grade_text",
    "live",
    "quoted",
    "rounded_text",
    "spreadsheet",
    "sum_text",
    "template",
    "unchanged_text",
    "units_text",
    "written_out",
]
