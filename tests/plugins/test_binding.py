"""A binding constraint holds for every set that extends the one which says it, and no amendment touches it."""

import pytest

from perfkit.errors import IndicatorSetError
from perfkit.kit import Kit

BASE = """\
id = "cn.p.base"
edition = "2023"
title = { zh = "省里的体系" }
fiscal-years = { from = 2023 }
basis = [{ document = "省办〔2023〕1号", verified = true }]

[[grades]]
name = "合格"
from = 0

[[indicators]]
code = "output"
name = "产出"
weight = 60
accepts = ["数量指标"]
rules-for = { at-least = "full", at-most = "full", equal = "full", judged = "full" }

[[indicators]]
code = "benefit"
name = "效益"
weight = 40
accepts = ["社会效益指标"]
rules-for = { at-least = "full", at-most = "full", equal = "full", judged = "full" }

[[constraints]]
code = "shape"
title = { zh = "产出不低于一半" }
holds = "output >= 50% * full_marks"
binding = true
basis = [{ document = "省办〔2023〕1号", clause = "第三条", verified = true }]

[[constraints]]
code = "advice"
title = { zh = "效益宜高" }
holds = "benefit >= 40"
"""
RULES = '[rules.full]\ntitle = { zh = "满" }\nshare = "1"\n'
AMENDMENT = """\
id = "{id}"
edition = "2023"
title = {{ zh = "下级" }}
fiscal-years = {{ from = 2023 }}
extends = "{extends}"
"""


def change(at, action):
    return f'[[change]]\nat = "{at}"\n{action}\nreason = "x"\n'


def kit(tmp_path, county, city=""):
    """A kit with the province's set, a city that extends it and a county that extends the city."""
    files = {
        "perfkit.toml": 'id = "cn.p"\nversion = "1"\ntitle = { zh = "省" }\n',
        "rules/full.toml": RULES,
        "indicator-sets/base.toml": BASE,
        "amendments/city.toml": AMENDMENT.format(id="cn.p.city", extends="cn.p.base@2023") + city,
        "amendments/county.toml": AMENDMENT.format(id="cn.p.county", extends="cn.p.city@2023") + county,
    }
    for name, content in files.items():
        path = tmp_path / "p" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
    return Kit(folders=[tmp_path / "p"], installed=False)


FIRST = len(AMENDMENT.splitlines()) + 1


def refused(tmp_path, county, city=""):
    """Codes and the line in the county's file of what is wrong with it."""
    with pytest.raises(IndicatorSetError) as caught:
        kit(tmp_path, county, city).indicator_set("cn.p.county@2023")
    return [(one.code, one.place.file, one.place.line) for one in caught.value.faults], caught.value.faults[0]


WEIGHTS = change("indicators.output.weight", "to = 45") + change("indicators.benefit.weight", "to = 55")


def test_weights_two_layers_below_are_held_against_it(tmp_path):
    """The fault lies at the county's change and names constraint, layer, document, what is asked and what was found."""
    found, fault = refused(tmp_path, WEIGHTS)
    assert found == [("set.constraint-broken", "p/amendments/county.toml", FIRST + 4)]
    for part in (
        "产出不低于一半",
        "cn.p.base@2023",
        "省办〔2023〕1号 第三条",
        "产出 ≥ 50% × 满分",
        "产出 45、满分 100",
    ):
        assert part in fault.found("zh")


def test_a_weight_case_is_held_against_it(tmp_path):
    """The line is that of the case."""
    weights = '{ code = "poor", when = "budget = 0", weights = { output = 40, benefit = 60 } }'
    case = change("weight-cases.poor", f"add = {weights}")
    found, fault = refused(tmp_path, case)
    assert found == [("set.constraint-broken", "p/amendments/county.toml", FIRST)]
    assert "情形“poor”" in fault.found("zh")


@pytest.mark.parametrize(
    ("at", "action"),
    [
        ("constraints.shape", "remove = true"),
        ("constraints.shape.binding", "to = false"),
        ("constraints.shape.holds", 'to = "output >= 1"'),
        ("constraints.shape", 'rename = "form"'),
        ("constraints", "to = []"),
        ("constraints", "remove = true"),
    ],
)
def test_no_amendment_touches_it(tmp_path, at, action):
    """The fault lies at the change and names the layer that set it, though the city stands in between."""
    found, fault = refused(tmp_path, change(at, action))
    assert found == [("amendment.binding", "p/amendments/county.toml", FIRST)]
    assert (fault.arguments["code"], fault.arguments["by"]) == ("shape", "cn.p.base@2023")
    assert "cn.p.base@2023" in fault.worded("en")


def test_a_node_it_speaks_of_does_not_go(tmp_path):
    """Nothing could be said of it then."""
    county = change("indicators.output", "remove = true") + change("indicators.benefit.weight", "to = 100")
    found, fault = refused(tmp_path, county)
    assert found == [("set.constraint-no-node", "p/amendments/county.toml", FIRST)]
    assert fault.arguments["missing"] == ("output",)


def test_advice_may_be_changed_made_binding_or_lost(tmp_path):
    """What does not bind is the county's to settle; what it binds itself, binds."""
    county = change("constraints.advice.binding", "add = true") + change(
        "constraints.advice.holds", 'to = "benefit >= 30"'
    )
    assert kit(tmp_path, county).indicator_set("cn.p.county@2023").constraints[1].binding
    found, _ = refused(
        tmp_path, WEIGHTS.replace("45", "62").replace("55", "38"), change("constraints.advice.binding", "add = true")
    )
    assert [code for code, *_ in found] == ["set.constraint-broken"]
    assert kit(tmp_path, change("constraints.advice", "remove = true")).indicator_set("cn.p.county@2023")


def test_a_renamed_node_keeps_its_constraint(tmp_path):
    """The constraint goes with it, still binds, and provenance finds the province's file through the new name."""
    county = change("indicators.output", 'rename = "products"')
    found = kit(tmp_path, county).indicator_set("cn.p.county@2023")
    assert found.constraints[0].holds == "products >= 50% * full_marks"
    made = kit(tmp_path, county)
    origin = made.origin_of("cn.p.county@2023", "products.weight")
    assert (origin.layer, origin.origin.place.line) == (
        "cn.p.base@2023",
        BASE[: BASE.index("weight = 60")].count("\n") + 1,
    )
    assert made.origin_of("cn.p.county@2023", "constraints.shape").basis[0].clause == "第三条"
    broken = county + change("indicators.products.weight", "to = 40") + change("indicators.benefit.weight", "to = 60")
    assert [code for code, *_ in refused(tmp_path, broken)[0]] == ["set.constraint-broken"]


def test_a_fault_below_a_renamed_node_lies_where_it_was_written(tmp_path):
    """The county gives the node another code, the city had given it a rule that does not exist."""
    city = change("indicators.output.rules-for.equal", 'to = "ful"')
    found, _ = refused(tmp_path, change("indicators.output", 'rename = "products"'), city)
    assert found == [("set.rule-unknown", "p/amendments/city.toml", FIRST)]
