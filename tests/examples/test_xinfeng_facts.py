"""The facts of examples/xinfeng-2023 are the printed ones; read raw, so that no reader of ours can hide a slip."""

from __future__ import annotations

import csv
from collections import Counter
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
import tomli

EXAMPLE = Path(__file__).parents[2] / "examples" / "xinfeng-2023"

INCENTIVES = [
    "2023 年产业发展引导资金",
    "高新区管委会 23 年产业发展引导资金",
    "高新区管委会 2023 年产业发展引导资金",
    "惠企政策兑现(产业发展引导资金)",
    "产业发展引导资金",
]


def table(name: str) -> list[dict[str, str]]:
    with (EXAMPLE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, strict=True))


def document(name: str) -> dict[str, Any]:
    return tomli.loads((EXAMPLE / name).read_text(encoding="utf-8"))


def blankless(name: str) -> str:
    """Enough for these names: all their blanks are plain spaces."""
    return name.replace(" ", "")


FUNDING = table("funding.csv")
SCORES = table("scores.csv")
RATES = table("stated-rates.csv")
EXPECTED = document("expected/figures.toml")


def cut(value: Fraction) -> str:
    """Cut to two places, trailing zeros not written: the way the unit's table prints its rates."""
    hundredths = value.numerator * 100 // value.denominator
    return f"{hundredths // 100}.{hundredths % 100:02d}".rstrip("0").rstrip(".")


def half_up(value: Fraction) -> str:
    hundredths = (value.numerator * 200 + value.denominator) // (2 * value.denominator)
    return f"{hundredths // 100}.{hundredths % 100:02d}"


def rate(row: dict[str, str]) -> Fraction:
    return Fraction(row["executed"]) / Fraction(row["initial"]) * 100


def rows_named(name: str) -> list[dict[str, str]]:
    return [row for row in FUNDING if blankless(row["name"]) == blankless(name)]


def test_funding_has_31_rows_of_2023() -> None:
    """No row of the funding table was lost or doubled."""
    assert len(FUNDING) == 31
    assert {row["year"] for row in FUNDING} == {"2023"}


@pytest.mark.parametrize(
    ("column", "printed"), [("approved", "272255.05859"), ("initial", "270965.0585"), ("executed", "75692.6296")]
)
def test_funding_columns_add_up(column: str, printed: str) -> None:
    """Each amount column adds up exactly: a check sum over every digit."""
    assert sum(Fraction(row[column]) for row in FUNDING) == Fraction(printed) == Fraction(EXPECTED["sums"][column])


def test_amounts_keep_the_digits_of_the_source() -> None:
    """The row whose approved and initial amounts differ in the last digit keeps both as printed."""
    (row,) = rows_named("信丰高新区 2023 年其他资金")
    assert (row["approved"], row["initial"]) == ("804.12859", "804.1285")


@pytest.mark.parametrize("row", range(31))
def test_printed_rate_is_executed_over_initial_cut_to_two_places(row: int) -> None:
    """Every printed rate follows from its own row by truncation, and stands in the same row under the same name."""
    printed, expected = RATES[row], EXPECTED["rates"]["execution"][row]
    assert printed["row"] == str(row + 1)
    assert printed["name"] == FUNDING[row]["name"]
    assert cut(rate(FUNDING[row])) == printed["execution"] == expected


def test_rounding_half_up_would_miss_nine_rates() -> None:
    """Truncation is a finding about this unit, not a guess: half up disagrees with nine printed rates."""
    assert sum(Fraction(half_up(rate(row))) != Fraction(cut(rate(row))) for row in FUNDING) == 9


def test_codes_are_texts_of_21_digits_and_unique() -> None:
    """Project codes survived as text: none cut, none in exponent form, none twice."""
    codes = [row["code"] for row in SCORES]
    assert len(codes) == len(set(codes)) == 33
    assert all(len(code) == 21 and code.isascii() and code.isdigit() for code in codes)
    assert all(code.startswith("36072223") for code in codes)  # county, then year


def test_scores_are_the_printed_ones() -> None:
    """Points add up to 3239 in the printed distribution, and every printed grade is 优."""
    assert Counter(row["points"] for row in SCORES) == {"100": 21, "97": 7, "95": 2, "90": 3}
    assert sum(Fraction(row["points"]) for row in SCORES) / 33 == Fraction(EXPECTED["mean"]["exact"])
    assert half_up(Fraction(3239, 33)) == EXPECTED["mean"]["shown"] == "98.15"
    assert {row["grade"] for row in SCORES} == {"优"}


def test_joins_by_name_are_as_expected() -> None:
    """21 names are unique on both sides; 12 scores and 10 funding rows stay apart, which makes 43 entries."""
    funded = Counter(blankless(row["name"]) for row in FUNDING)
    scored = Counter(blankless(row["name"]) for row in SCORES)
    joined = [name for name, count in scored.items() if count == 1 and funded[name] == 1]
    unjoined = EXPECTED["unjoined"]
    assert len(joined) == EXPECTED["counts"]["joined"] == 21
    assert [row["code"] for row in SCORES if not funded[blankless(row["name"])]] == unjoined["scored"]
    assert [row["code"] for row in SCORES if funded[blankless(row["name"])] > 1] == unjoined["ambiguous"]
    numbered = [(number, blankless(row["name"])) for number, row in enumerate(FUNDING, start=1)]
    assert [number for number, name in numbered if not scored[name]] == unjoined["never-scored"]
    assert [number for number, name in numbered if funded[name] > 1] == unjoined["one-name"]
    assert (len(unjoined["scored"]), len(unjoined["never-scored"]), len(unjoined["one-name"])) == (11, 7, 3)
    assert len(SCORES) + len(FUNDING) - len(joined) == EXPECTED["counts"]["entries"] == 43


def test_impossible_scores_are_all_those_above_their_bound() -> None:
    """Under ten linear points for execution, exactly the listed ten scores exceed 90 + 10 × rate."""
    found = []
    for score in SCORES:
        rows = rows_named(score["name"])
        bound = 90 + rate(rows[0]) / 10 if len(rows) == 1 else Fraction(100)
        if Fraction(score["points"]) > bound:
            found.append(
                {
                    "code": score["code"],
                    "name": score["name"],
                    "execution": cut(rate(rows[0])),
                    "stated": score["points"],
                    "high": half_up(bound),
                }
            )
    assert found == EXPECTED["impossible"]
    assert len(found) == 10


def test_group_names_exactly_the_five_rows() -> None:
    """Each member of the group, by code or by name, leads to one funding row, and together to the printed budget."""
    (group,) = document("portfolio.toml")["groups"]
    name_of = {row["code"]: row["name"] for row in SCORES}
    names = [name_of.get(member, member) for member in group["members"]]
    assert names == INCENTIVES
    rows = [row for name in names for row in rows_named(name)]
    expected = EXPECTED["group"]["incentives"]
    budget, executed = (sum((Fraction(row[stage]) for row in rows), Fraction(0)) for stage in ("initial", "executed"))
    assert len(rows) == 5
    assert budget == Fraction("185834") == Fraction(expected["budget"])
    assert executed == Fraction("41235.2514") == Fraction(expected["executed"])
    assert half_up(executed / budget * 100) == expected["execution"] == "22.19"


def test_stated_figures_of_the_group_are_the_printed_ones() -> None:
    """The unit's received is the rows' executed sum, its executed lacks one row: both carried over unmended."""
    stated = document("stated.toml")["groups"]["incentives"]
    assert stated["count"] == 5
    assert stated["amounts"] == {"unit": "万元", "budget": "185834", "received": "41235.25", "executed": "39567.38"}
    assert stated["rates"] == {"receipt": "22.19%", "execution": "95.96%"}
    executed = [Fraction(rows_named(name)[0]["executed"]) for name in INCENTIVES]
    assert half_up(sum(executed, Fraction(0))) == stated["amounts"]["received"]
    assert half_up(sum(executed[:-1], Fraction(0))) == stated["amounts"]["executed"]
    assert rows_named(INCENTIVES[-1])[0]["executed"] == EXPECTED["group"]["incentives"]["lacking-amount"] == "1667.8723"


def test_stated_totals_are_the_printed_ones() -> None:
    """Count, scale, mean and grade as the report prints them, and the second project's five figures."""
    stated = document("stated.toml")
    assert stated["portfolio"] == {
        "count": 33,
        "points": "98",
        "grade": "优",
        "amounts": {"unit": "万元", "budget": "75692.63"},
    }
    assert stated["projects"]["360722238888030005182"] == {
        "amounts": {"unit": "万元", "budget": "7000", "received": "7000", "executed": "7000"},
        "rates": {"receipt": "100%", "execution": "100%"},
    }


def test_targets_carry_no_weight_and_no_actual() -> None:
    """The report gives targets without points or results; none may be invented."""
    (group,) = document("portfolio.toml")["groups"]
    project = document("projects/infrastructure.toml")
    indicators = group["indicators"] + project["indicators"]
    assert [indicator["target"] for indicator in group["indicators"]] == ["≥5亿元", "≥300亿元", "≥95%", "≤0%"]
    assert [indicator["target"] for indicator in project["indicators"]] == [
        *("≥5项", "≥95%", "≥90%", "≥5亿元", "≥85%", "≥90%", "≤0%")
    ]
    assert not any({"weight", "actual", "points"} & set(indicator) for indicator in indicators)
    assert not {"problems", "measures"} & set(project)


def test_staffing_is_consistent() -> None:
    """In post and hired add up to the head count, and the posts of the fourth rank to their quota."""
    staff = document("portfolio.toml")["portfolio"]["staffing"]
    assert (staff["编制"], staff["年末实有"]) == (50, 95)
    assert staff["在编"] + staff["临聘"] == staff["年末实有"]
    deputies = ("内设机构正职", "机关党总支专职副书记", "纪检监察工委副书记", "工会专职副主席")
    assert sum(staff[post] for post in deputies) == staff["副科级领导职数"] == 8


def test_cover_keeps_order_and_loses_no_box() -> None:
    """All cover fields stand in the printed order; the boxes whose ticks are lost are empty and say so."""
    lines = document("portfolio.toml")["cover"]["lines"]
    assert [line["label"] for line in lines] == [
        *("评价类型", "项目名称", "项目单位", "主管部门", "评价时间", "组织方式", "评价机构", "评价单位（盖章）")
    ]
    choices = [line for line in lines if "options" in line]
    assert [len(line["options"]) for line in choices] == [2, 3, 3]
    assert all(line["ticked"] == [] and line["note"] for line in choices)


def test_every_section_has_its_text() -> None:
    """No section of the outline that needs the unit's words is without them, and no file is empty."""
    sections = {
        *("opening", "unit-profile", "overall-goal", "annual-goals", "purpose", "principles"),
        *("methods", "process", "conclusions", "results-use"),
    }
    analysed = {"cost", "output", "benefit", "satisfaction"}
    narrative = EXAMPLE / "narrative"
    assert {path.stem for path in narrative.glob("*.md")} == sections
    assert {path.stem for path in (narrative / "incentives").glob("*.md")} == analysed | {"funds"}
    assert {path.stem for path in (narrative / "infrastructure").glob("*.md")} == analysed
    assert all(path.read_text(encoding="utf-8").strip() for path in narrative.rglob("*.md"))
