"""The CSV rows of the catalogue that speak of what stands in forms: the good form, saved as CSV, with one slip."""

from __future__ import annotations

import csv
import io

from hostile.catalogue import Build
from hostile.catalogue import files as written
from hostile.csv_rows import Row
from hostile.good_form import COUNT, SHARE, first, good_workbook

FORM = "form.csv"
DEADLINE = {"E13": "2023年12月底前"}


def form_text(**cells: object) -> str:
    """The good form as a CSV file, with cells changed; shares bear their sign, as a spreadsheet saves them."""
    sheet = first(good_workbook())
    for address, value in {SHARE: "96%", "F18": "93%", "H6": "100%", **cells}.items():
        sheet[address].value = value
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerows(["" if one is None else one for one in line] for line in sheet.iter_rows(values_only=True))
    return out.getvalue()


def form(**cells: object) -> Build:
    return written({FORM: form_text(**cells)}, FORM)


def share(text: str) -> Build:
    """The good form with another actual for the target of ≥95%."""
    return form(**{SHARE: text})


def day(text: str) -> Build:
    """The good form with a day for its first target, and this for the actual."""
    return form(**DEADLINE, **{COUNT: text})


def _row(row: str, verdict: str, build: Build, code: str = "", cell: str = "", file: str = FORM, **more: object) -> Row:
    codes = (code,) if code else ()
    return Row(row, verdict, build, codes, key=cell, file=file, **more)


CONTROL = Row("CONTROL", "A", form())

ROWS = (
    _row("CSV-093", "E", form(G15=5), checked=("weights.sum-differs",)),
    _row("CSV-097", "E", written({"a.csv": form_text(), "b.csv": form_text()}), "form.twice-in-folder", "G3", "b.csv"),
    _row("CSV-111", "W", share("0.95"), "value.share-as-percent", SHARE),
    _row("CSV-112", "E", share("1"), "value.share-or-percent", SHARE),
    _row("CSV-113", "W", form(**{SHARE: "0.95", "F18": "95"}), "value.share-as-percent", SHARE),
    _row("CSV-114", "W", share("95％"), "value.wide", SHARE),
    _row("CSV-118", "E", day("2023-13-01"), "date.impossible", COUNT),
    _row("CSV-119", "E", day("2023/2/29"), "date.impossible", COUNT),
    _row("CSV-121", "E", day("45291"), "value.number-for-date", COUNT),
    _row("CSV-132", "E", share("90%-95%"), "value.range", SHARE),
    _row("CSV-157", "E", day("1900-01-00"), "date.impossible", COUNT),
    _row("CSV-158", "E", day("1900/1/0"), "date.impossible", COUNT),
)
"""``key`` is the cell here."""
