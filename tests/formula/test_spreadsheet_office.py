"""What LibreOffice makes of the formulas: every cell recalculated, every digit compared with the exact reading."""

from __future__ import annotations

import csv
import random
import shutil
import subprocess
from collections import Counter
from decimal import Decimal
from fractions import Fraction
from itertools import islice, product

import pytest
import xlsxwriter
from attrs import evolve, frozen
from xlsxwriter.utility import xl_col_to_name

from formula.at_random import truths
from perfkit.formula import Absent, CompiledRule, compile_rule
from perfkit.formula.normal_form.form import normal
from perfkit.formula.sheet.cells import LIMIT
from perfkit.formula.sheet.points import MODES, spreadsheet
from perfkit.model import Rounding
from scoring.families import COMPILED

OFFICE = shutil.which("soffice")

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        OFFICE is None, reason="LibreOffice (soffice) is not installed: formulas cannot be recalculated"
    ),
]

RECALCULATES = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema"
 xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse">
<value>0</value></prop></item></oor:items>"""
AS_COMPUTED = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false"
"""Comma, quotes, UTF-8, and numbers with all their digits, not as shown."""

EXTRA = {
    "floor": {"share": "clamp(floor(10 * actual / target) / 10, 0, 1)"},
    "ceil": {"share": "1 - clamp(ceil(actual - target) / 10, 0, 1)"},
    "rounded rate": {"let": {"rate": "round(actual / target, 4)"}, "share": "clamp((rate - 0.6) / 0.4, 0, 1)"},
    "rounded to tens": {"share": "clamp(round(actual / 10, 0) * 10 / target, 0, 1)"},
    "steps of a ratio": {"share": "steps(actual / target, 90%, 1, 80%, actual / target, 60%, 0.5, 0)"},
    "nearness": {"requires": "target > 0", "share": "max(1 - abs(actual - target) / target, 0)"},
    "branches": {
        "needs": {"finished": "truth", "executed": "money", "budget": "money"},
        "let": {"rate": "if(budget > 0, min(executed / budget, 1), 0)"},
        "share": "if(finished, rate, if(actual >= target, 0.6, actual / 3 / target))",
    },
    "two rates": {
        "needs": {"executed": "money", "budget": "money"},
        "share": "0.6 * clamp(actual / target, 0, 1) + 0.4 * clamp(executed / budget, 0, 1)",
    },
    "deduction": {"share": "max(1 - 0.05 * floor(max(target - actual, 0) / target / 2%), 0)"},
    "negative points": {"limits": ["-100%", "120%"], "share": "clamp((actual - target) / 7, -1, 1.2)"},
    "improvement": {
        "requires": "target <> baseline",
        "share": "clamp((actual - baseline) / (target - baseline), 0, 1)",
    },
}
RULES = {name: rule for name, rule in COMPILED.items() if normal(rule.tree) is not None}
RULES |= {name: compile_rule(**rule) for name, rule in EXTRA.items()}
WAYS = [
    (Fraction(10), Rounding(2)),
    (Fraction("7.5"), Rounding(2)),
    (Fraction(15), Rounding(1)),
    (Fraction(10), Rounding(2, "down")),
    (Fraction(12), Rounding(2, "up")),
    (Fraction(8), Rounding(2, "floor")),
    (Fraction(8), Rounding(2, "ceiling")),
]
FACTS = sorted(frozenset().union(*(rule.facts for rule in RULES.values())))
COLUMNS = {name: xl_col_to_name(index) for index, name in enumerate(FACTS)}
TRUTHS = frozenset().union(*(truths(rule.tree) for rule in RULES.values()))


@frozen
class Row:
    """Facts in units of the last place, and what shall come of them."""

    rule: CompiledRule
    weight: Fraction
    rounding: Rounding
    places: int
    formula: str
    units: dict

    @property
    def facts(self):
        return {n: bool(v) if n in TRUTHS else Fraction(v, 10**self.places) for n, v in self.units.items()}

    @property
    def exact(self):
        """The points in units of their last place, not rounded; None where there are none."""
        share = self.rule.share(self.facts)
        return None if isinstance(share, Absent) else share * self.weight * 10**self.rounding.places

    @property
    def points(self):
        return None if self.exact is None else self.rounding.round(self.exact / 10**self.rounding.places)

    @property
    def is_tie(self):
        return self.exact is not None and self.exact % 1 == Fraction(1, 2)


def kinds_of_rows(rule):
    """A row of each way of rounding, its formula without the number of the row."""
    form = normal(rule.tree)
    cells = {name: f"{COLUMNS[name]}@" for name in rule.facts}
    for (weight, rounding), places in product(WAYS, (0, 2, 4)):
        said = {"places": rounding.places, "mode": rounding.mode, "cell_places": places}
        formula = spreadsheet(form, cells, weight=weight, **said)
        if formula is not None:  # down and up have none where points may be below 0
            yield Row(rule, weight, rounding, places, formula, {})


KINDS = [kind for rule in RULES.values() for kind in kinds_of_rows(rule)]


def a_row(chance, steps):
    """A row with facts as they are: rates, small, round, up to 10^9 units; up to 10^5 where facts are multiplied."""
    kind = chance.choice(KINDS)
    most = 5 if "*ABS(" in kind.formula else 9
    one = 10**kind.places
    units = {}
    for name in sorted(kind.rule.facts):
        step, largest = chance.choice(steps), chance.choice([one, 6 * one // 5, 10 ** chance.randint(1, most)])
        units[name] = chance.choice([chance.randint(0, largest) // step * step] * 9 + [one])
        if name in TRUTHS:
            units[name] = chance.randint(0, 1)
    if chance.random() < 0.5 and {"actual", "target"} <= units.keys():
        units["actual"] = units["target"] * chance.randint(0, 130) // 100
    return evolve(kind, units=units)


def ties(chance):
    """Rows moved along one fact to where the points are a half, if the share is linear there; and one unit beside."""
    while True:
        here = a_row(chance, [1, 10, 500, 6000, 12000])
        name = chance.choice(sorted(here.units.keys() - TRUTHS))
        there = evolve(here, units={**here.units, name: here.units[name] + 1})
        if here.exact is None or there.exact is None or here.exact == there.exact:
            continue
        slope = there.exact - here.exact
        at = here.units[name] + (here.exact.__floor__() + Fraction(1, 2) - here.exact) / slope
        for _ in range(20 if at.denominator == 1 else 0):
            units = int(at) + slope.denominator * chance.randint(-40, 40) + chance.choice([-1, 0, 0, 1])
            if 0 <= units < 10**9:
                yield evolve(here, units={**here.units, name: units})


def jumps(chance):
    """Bare fractions with numerators up to the limit, on a half or an integer or beside it, and what is right."""
    for _ in range(8_000):
        function, ways = chance.choice(list(EXACTLY.items()))
        divisor, off = chance.randint(1, 10 ** chance.randint(1, 7)), chance.choice([-1, 0, 1])
        k = chance.randint(LIMIT // 3, LIMIT) // divisor - 1
        n = ((2 * k + 1) * divisor + off) // 2 if function == "ROUND" else k * divisor + off
        sign = chance.choice([1, 1, -1])
        text = f"={function}({sign * n}/{divisor}{'' if function == 'INT' else ',0'})"
        yield text, ways(Fraction(n, divisor)) if sign > 0 else -CEILINGS[function](Fraction(n, divisor))


EXACTLY = {"ROUND": lambda value: (value + Fraction(1, 2)).__floor__(), "INT": Fraction.__floor__}
CEILINGS = {"ROUND": EXACTLY["ROUND"], "INT": Fraction.__ceil__}


BAD = compile_rule(needs={"finished": "truth"}, share="if(finished, min(actual / target, 1), 0.5)")
BAD_CELLS = [
    ({"finished": True, "actual": 0.1 + 0.2, "target": 0.6}, "5"),
    ({"finished": True, "actual": 0.3, "target": 0.6}, "5"),
    ({"finished": True, "actual": 0.3, "target": 0.0}, "#N/A"),
    ({"finished": True, "actual": 0.3}, "#N/A"),
    ({"finished": True, "actual": "", "target": 0.6}, "#N/A"),
    ({"finished": True, "actual": 0.301, "target": 0.6}, "#N/A"),
    ({"finished": True, "actual": 1e9, "target": 1e9}, "#N/A"),
    ({"actual": 0.3, "target": 0.6}, "#N/A"),
    ({"finished": 1.0, "actual": 0.3, "target": 0.6}, "#N/A"),
]
"""Cells as a workbook may hold them, and the points of ``BAD``: missing, text, too many places, too large."""


def recalculated(folder, asked):
    """The last column of a workbook with these formulas and facts, as the office program computes it."""
    with xlsxwriter.Workbook(folder / "points.xlsx") as book:
        sheet = book.add_worksheet()
        for number, (formula, facts) in enumerate(asked):
            for name, value in facts.items():
                cell = float(value) if isinstance(value, Fraction) else value
                sheet.write(number, FACTS.index(name), cell)
            sheet.write_formula(number, len(FACTS), formula.replace("@", str(number + 1)), value="")
    profile = folder / "profile" / "user"
    profile.mkdir(parents=True)
    (profile / "registrymodifications.xcu").write_text(RECALCULATES, encoding="utf-8")
    subprocess.run(
        [OFFICE, f"-env:UserInstallation=file://{folder}/profile", "--headless", "--norestore", "--convert-to",
         AS_COMPUTED, "--outdir", folder, folder / "points.xlsx"],
        check=True, capture_output=True, timeout=180,
    )  # fmt: skip
    with (folder / "points.csv").open(encoding="utf-8", newline="") as file:
        return [line[len(FACTS)] for line in csv.reader(file)]


@pytest.fixture(scope="module")
def rows():
    """20,000 random rows and 20,000 that seek ties."""
    chance = random.Random(2026)  # noqa: S311 - no secret
    return [a_row(chance, [1, 1, 10, 500]) for _ in range(20_000)] + list(islice(ties(chance), 20_000))


def test_ties_were_really_met(rows):
    """Thousands of exact ties, some in each way of rounding; every rule gives points, and some rows have none."""
    met = Counter(row.rounding.mode for row in rows if row.is_tie)
    assert met["half-up"] > 4_000
    assert min(met[mode] for mode in MODES) > 200
    assert {id(row.rule) for row in rows if row.points} == {id(rule) for rule in RULES.values()}
    assert sum(row.points is None for row in rows) > 2_000


def test_libreoffice_recalculates_every_digit(rows, tmp_path):
    """Of 40,000 rows over all rules no cell differs, nor a fraction at the limit; a bad cell gives no points."""
    fractions = list(jumps(random.Random(2027)))  # noqa: S311 - no secret
    places = {name: f"{COLUMNS[name]}@" for name in BAD.facts}
    bad = spreadsheet(BAD.tree, places, weight=Fraction(10), places=2, mode="half-up", cell_places=2)
    asked = [(row.formula, row.facts) for row in rows]
    asked += [(formula, {}) for formula, _ in fractions] + [(bad, cells) for cells, _ in BAD_CELLS]
    wanted = ["#N/A" if row.points is None else str(row.points) for row in rows]
    wanted += [str(whole) for _, whole in fractions] + [text for _, text in BAD_CELLS]

    found = recalculated(tmp_path, asked)

    answers = zip(asked, found, wanted, strict=True)
    assert [answer for answer in answers if not same(*answer[1:])] == []


def same(text, right):
    """Whether a cell shows the right number, or the right error."""
    return text == right if "#" in text + right else Decimal(text) == Decimal(right)
