"""Every source of a number of a result, each once: cells of the unit, keys of the set, rules, policies, amendments."""

import pytest
from attrs import evolve

from perfkit import InputError, Place
from perfkit.model import (
    Basis,
    Case,
    Funding,
    FundingLine,
    LibraryIndicator,
    Origin,
    Policies,
    Review,
    Rounding,
    Stated,
    Taken,
    Target,
    Title,
    number,
    stated_figure,
)
from perfkit.scoring import provenance
from perfkit.testing import a_card, a_project, evaluated
from scoring.answers.county import ADDRESS, a_county_project, an_indicator, at, county_kit
from scoring.small import a_rule, a_set, counted, leaf, measure, scored


@pytest.fixture(scope="module")
def county(tmp_path_factory):
    """The county's set, from its files."""
    return county_kit(tmp_path_factory.mktemp("county")).indicator_set(ADDRESS)


def told(sources):
    """What each source is called, its kind, and where it stands: a key of the set, or file, row and key."""
    return [(one.of, one.kind, where(one)) for one in sources]


def where(source):
    """A change by what it changes, a cell with its row."""
    place = source.origin.place
    if source.change is not None:
        return source.change.at
    return f"{place.file}:{place.row or ''}:{place.key}" if source.kind == "fact" else place.key


def result_of(county, **changes):
    """The result of the county's project."""
    return evaluated(a_county_project(**changes), under=county).projects[0]


LINE = [
    ("execution", "weight", [("weight", "amendment", "indicators.execution.weight")]),
    ("execution", "target", [("target", "set", "indicators.execution.target")]),
    ("execution", "actual", [
        ("measure", "set", "indicators.execution.measure"),
        ("execution_rate", "set", "measures.execution_rate"),
        ("policy", "set", "policies.missing-budget"),
        ("initial", "fact", "f.csv:1:initial"),
        ("executed", "fact", "f.csv:1:executed"),
    ]),
    ("execution", "rule", [("rule-chosen", "set", "indicators.execution.rule"), ("rule", "rule", "rules.ratio")]),
    ("execution", "parameters", []),
    ("execution", "stated", []),
    ("execution", "reviews", []),
    ("output[1]", "weight", [("weight", "fact", "i.csv:1:weight")]),
    ("output[1]", "target", [("target", "fact", "i.csv:1:target")]),
    ("output[1]", "actual", [("actual", "fact", "i.csv:1:actual")]),
    ("output[1]", "rule", [
        ("rule-chosen", "set", "indicators.output.rules-for.at-least"), ("rule", "rule", "rules.ratio"),
    ]),
    ("output[1]", "share", [
        ("rule-chosen", "set", "indicators.output.rules-for.at-least"), ("rule", "rule", "rules.ratio"),
        ("actual", "fact", "i.csv:1:actual"), ("target", "fact", "i.csv:1:target"),
    ]),
    ("output[1]", "points", [
        ("weight", "fact", "i.csv:1:weight"),
        ("rule-chosen", "set", "indicators.output.rules-for.at-least"), ("rule", "rule", "rules.ratio"),
        ("actual", "fact", "i.csv:1:actual"), ("target", "fact", "i.csv:1:target"),
        ("rounding", "set", "rounding.leaf"), ("rounding", "amendment", "rounding.leaf.mode"),
    ]),
    ("output[2]", "points", [
        ("weight", "fact", "i.csv:2:weight"),
        ("rule-chosen", "set", "indicators.output.rules-for.at-least"), ("rule", "rule", "rules.ratio"),
        ("actual", "fact", "i.csv:2:actual"), ("target", "fact", "i.csv:2:target"),
        ("rounding", "set", "rounding.leaf"), ("rounding", "amendment", "rounding.leaf.mode"),
        ("policy", "amendment", "policies.final"), ("finance", "fact", "i.csv:2:points"),
    ]),
    ("output[2]", "reviews", [("finance", "fact", "i.csv:2:points")]),
    ("social[1]", "parameters", [("parameter", "amendment", "indicators.benefit")]),
    ("social[1]", "stated", [("stated", "fact", "i.csv:3:points")]),
    ("growth", "parameters", [("parameter", "amendment", "indicators.benefit")]),
    ("growth", "weight", [("weight", "amendment", "indicators.benefit")]),
    ("growth", "actual", [
        ("measure", "amendment", "indicators.benefit"),
        ("executed", "fact", "f.csv:1:executed"), ("initial", "fact", "f.csv:1:initial"),
    ]),
    ("output", "weight", [("weight", "set", "indicators.output.weight")]),
    ("output", "rule", []),
    ("output", "points", [("adjustment", "amendment", "adjustments"), ("late", "fact", "p.toml::facts.late")]),
    ("benefit", "rule", [
        ("rule-chosen", "amendment", "indicators.benefit"), ("rule", "rule", "rules.mean-of-children"),
    ]),
    ("benefit", "points", [
        ("rule-chosen", "amendment", "indicators.benefit"), ("rule", "rule", "rules.mean-of-children"),
    ]),
    ("total", "weight", [("weight", "default", "full-marks")]),
    ("total", "rule", []),
    ("total", "points", [("rounding", "amendment", "rounding.total")]),
    ("total", "grade", [
        ("band", "set", "grades.良.from"), ("band", "set", "grades.优.from"), ("policy", "set", "policies.grade-of"),
    ]),
]  # fmt: skip


@pytest.mark.parametrize(("code", "what", "expected"), LINE, ids=lambda value: value if isinstance(value, str) else "")
def test_each_value_of_a_line_a_node_and_the_total_has_its_sources(county, code, what, expected):
    """From the unit's row, the set's key and the amendment's change, in the order in which they are asked."""
    result = result_of(county)

    assert (result.state, result.grade) == ("computed", "良")
    assert told(provenance(result, code, what)) == expected


def test_a_parameter_is_the_nodes_where_it_gives_one(county):
    """Its line is that of the node's own table, not of the rule's."""
    (social,), (growth,) = (provenance(result_of(county), code, "parameters") for code in ("social[1]", "growth"))

    assert social.origin.place.key == "change[3].to.children[1].parameters-for.at-least.line"
    assert growth.origin.place.key == "change[3].to.children[2].parameters.line"
    assert social.title.zh == "参数 line"


def test_a_rule_that_the_unit_chose_has_its_own_parameters(county):
    """The node's were meant for the rule of the set."""
    own = an_indicator(3, "social", "社会效益指标", weight=20, rule="pass-line")
    indicators = (*a_county_project().indicators[:2], own)
    result = result_of(county, indicators=indicators)

    assert told(provenance(result, "social[1]", "rule")) == [
        ("rule-chosen", "fact", "i.csv:3:rule"), ("rule", "rule", "rules.pass-line"),
    ]  # fmt: skip
    assert told(provenance(result, "social[1]", "parameters")) == [
        ("parameter", "rule", "rules.pass-line.parameters.line")
    ]


def test_a_line_and_a_node_of_one_code_are_told_apart_by_what_is_handed_in(county):
    """A code alone means the line."""
    result = result_of(county)
    node = next(node for node in result.nodes if node.code == "execution")

    assert provenance(result, "execution", "points") == provenance(result, result.lines[0], "points")
    assert told(provenance(result, node, "points")) == [
        ("rounding", "set", "rounding.leaf"), ("rounding", "amendment", "rounding.leaf.mode"),
    ]  # fmt: skip


def test_weights_of_a_case_come_from_the_case(county):
    """Those that it gives; the others are the set's."""
    first, second, third = a_county_project().indicators
    result = result_of(county, facts={"late": 10}, indicators=(evolve(first, weight=10), second, third))

    assert result.weight_case.code == "late"
    assert told(provenance(result, "execution", "weight")) == [("weight", "amendment", "weight-cases")]
    assert provenance(result, "output", "weight")[0].origin.place.key == "change[11].add[1].weights.output"
    assert told(provenance(result, "growth", "weight")) == [("weight", "amendment", "indicators.benefit")]


def test_moved_weight_rests_on_the_policy(county):
    """And on the rounding of weights; the line that does not apply on what the unit says of it."""
    first, second, third = a_county_project().indicators
    unused = evolve(first, applicable=False, actual=None, reason="没有安排")
    result = result_of(county, indicators=(unused, second, third))
    moved = [("policy", "amendment", "policies.not-applicable"), ("rounding", "amendment", "rounding.weight")]

    assert told(provenance(result, "output[2]", "weight")) == [("weight", "fact", "i.csv:2:weight"), *moved]
    assert told(provenance(result, "output[1]", "share")) == [("applicable", "fact", "i.csv:1:applicable"), moved[0]]
    assert told(provenance(result, "output[1]", "points")) == [
        ("weight", "fact", "i.csv:1:weight"), *moved, ("applicable", "fact", "i.csv:1:applicable"),
    ]  # fmt: skip
    assert told(provenance(result, "output[1]", "rule")) == []
    assert told(provenance(result, "output[1]", "parameters")) == []


def test_points_by_policy_rest_on_the_policy(county):
    """No actual, no points: the set says so, not the rule."""
    first, second, third = a_county_project().indicators
    result = result_of(county, indicators=(evolve(first, actual=None), second, third))

    assert told(provenance(result, "output[1]", "share")) == [("policy", "amendment", "policies.missing")]


@pytest.mark.parametrize(
    ("missing", "zero_divisor", "not_applicable", "budget", "expected"),
    [
        ("zero", "full", "absent", 0, ["zero-divisor"]),
        ("zero", "full", "absent", None, ["missing"]),
        ("absent", "zero", "absent", 0, ["zero-divisor"]),
        ("zero", "zero", "absent", 0, ["zero-divisor", "missing"]),
        ("zero", "not-applicable", "full", 0, ["zero-divisor", "not-applicable"]),
        ("zero", "not-applicable", "total", 0, ["zero-divisor", "not-applicable"]),
        ("absent", "absent", "absent", None, []),
    ],
)
def test_a_measure_that_cannot_be_computed_rests_on_its_policies(
    missing, zero_divisor, not_applicable, budget, expected
):
    """Of a zero divisor, of a missing amount, of what does not apply; nothing is told where nothing was given."""
    policies = Policies(missing=missing, zero_divisor=zero_divisor, not_applicable=not_applicable)
    under = a_set(measure("a", 50), leaf("b", 50), policies=policies)
    result = scored(under, counted("b", 50, 100), funding=Funding(budget=budget, executed=5))
    found = provenance(result, "a", "share")

    assert [one.origin.place.key for one in found] == [f"policies.{name}" for name in expected]


def test_a_measure_without_amounts_rests_on_what_is_there(county):
    """Only its formula and policies: what was not given has no cell."""
    result = result_of(county, funding=Funding(executed=80, origin=at("f.csv", row=1)))

    assert told(provenance(result, "execution", "actual"))[-1] == ("executed", "fact", "f.csv:1:executed")
    assert [one.of for one in provenance(result, "execution", "share")] == ["policy"]
    assert told(provenance(result_of(county, funding=None), "growth", "actual")) == [
        ("measure", "amendment", "indicators.benefit")
    ]


def test_a_veto_rests_on_its_condition_and_gives_the_grade(county):
    """On what the project says, or on what the set assumes where it says nothing."""
    result = result_of(county, facts={"late": 0, "misused": True})

    assert told(provenance(result, "total", "points")) == [
        ("rounding", "amendment", "rounding.total"),
        ("adjustment", "amendment", "adjustments"),
        ("misused", "fact", "p.toml::facts.misused"),
    ]
    assert told(provenance(result, "total", "grade")) == [("adjustment", "amendment", "adjustments")]
    assert provenance(result, "total", "grade")[0].title.zh == "加减分“否决”"


def test_a_total_of_an_evaluator_rests_on_his_points(county):
    """And on the policy by which they count."""
    review = Review("finance", 88, "现场", at("r.toml"))
    result = result_of(county, reviews=[Review("other", 1), review])

    assert told(provenance(result, "total", "points")) == [
        ("rounding", "amendment", "rounding.total"),
        ("policy", "amendment", "policies.final"),
        ("finance", "fact", "r.toml::points"),
    ]


@pytest.mark.parametrize(("points", "bands"), [("95", ["优"]), ("85", ["良", "优"]), ("10", ["差", "中"]), (None, [])])
def test_a_grade_by_the_scale_rests_on_its_band_and_the_one_above(points, bands):
    """The best band has none above; without a grade there is no band."""
    stated = None if points is None else Stated(points=stated_figure(number(points), "分"))
    result = evaluated(a_project(indicators=(), stated=stated)).projects[0]
    found = provenance(result, "total", "grade")

    assert [one.origin.place.key for one in found[:-1]] == [f"grades.{band}.from" for band in bands]
    assert found[-1].of == "policy"


def test_facts_of_indicator_project_and_set_are_told_apart():
    """The indicator's own come first; a name with a hyphen keeps it; peers stand in no single cell."""
    rule = a_rule(
        "by-facts",
        needs={"late-days": "number", "done": "truth", "elements": {"met": "number"}, "peers": {"value": "number"}},
        cases=[Case("done and late_days < 1 and count(peers) > 0 and weight > 0 and upper > 0", "mean(elements, met)")],
        otherwise="0",
    )
    kinds = {"range": "by-facts", "at-least": "ratio", "at-most": "ratio", "equal": "ratio", "judged": "judged"}
    under = a_set(leaf("a", 100, rules_for=kinds), rules=[rule], needs={"done": "truth"}, assumes={"done": True})
    facts = {"elements": [{"met": 1}]}
    own = counted("a", 100, 5, Target.between(1, 9), facts=facts, origin=at("i.toml", "indicators[1]"))
    result = scored(under, own, facts={"late-days": 0}, origin=at("p.toml"))

    assert result.points.exact == 100
    assert told(provenance(result, "a[1]", "share"))[2:] == [
        ("done", "program", "assumes.done"),
        ("elements", "fact", "i.toml::indicators[1].facts.elements"),
        ("late_days", "fact", "p.toml::facts.late-days"),
        ("peers", "fact", "::"),
        ("upper", "fact", "i.toml::indicators[1].target"),
        ("weight", "fact", "i.toml::indicators[1].weight"),
    ]


def test_lines_of_money_and_indicators_have_a_source_each():
    """Of a measure that counts them."""
    under = a_set(
        measure("a", 50, "share_of_lines"), leaf("b", 50), measures={"share_of_lines": "count(lines) / 2"},
        needs={"lines": {"source": "number"}},
    )  # fmt: skip
    lines = [FundingLine("中央", origin=at("f.csv", row=1)), FundingLine("县", origin=at("f.csv", row=2))]
    own = counted("b", 50, 100, origin=at("i.csv", row=1))
    result = scored(under, own, funding=Funding(lines=lines, origin=at("f.csv", row=3)))

    assert told(provenance(result, "a", "actual"))[2:] == [("lines", "fact", "f.csv:1:"), ("lines", "fact", "f.csv:2:")]
    assert [one.title.zh for one in provenance(result, "a", "actual")[2:]] == ["中央", "县"]


def test_lines_of_money_that_are_not_there_have_no_source():
    """A project without money has none, and asking breaks nothing."""
    counting = {"measures": {"count_of_lines": "count(lines) / 2"}, "needs": {"lines": {"source": "number"}}}
    under = a_set(measure("a", 50, "count_of_lines"), leaf("b", 50), **counting)
    result = scored(under, counted("b", 50, 100))

    assert [one.of for one in provenance(result, "a", "actual")] == ["measure", "count_of_lines"]


def test_a_rule_that_looks_at_the_indicators_has_them_as_sources():
    """Each at its row."""
    rule = a_rule(
        "wide", needs={"indicators": {"weight": "number"}}, cases=[Case("count(indicators) > 1", "1")], otherwise="0"
    )
    kinds = dict.fromkeys(("range", "at-least", "at-most", "equal", "judged"), "wide")
    own = [counted("a", 50, 100, name=f"甲{row}", origin=at("i.csv", row=row)) for row in (1, 2)]
    result = scored(a_set(leaf("a", 100, rules_for=kinds), rules=[rule]), *own)

    assert result.points.exact == 100
    assert [(one.title.zh, where(one)) for one in provenance(result, "a[1]", "share")[2:]] == [
        ("甲1", "i.csv:1:"), ("甲2", "i.csv:2:"),
    ]  # fmt: skip


def test_facts_of_a_program_have_no_file():
    """Only their key is known."""
    result = evaluated(a_project()).projects[0]

    assert told(provenance(result, "output[1]", "weight")) == [("weight", "program", "weight")]
    assert ("executed", "program", "executed") in told(provenance(result, "execution", "actual"))


def test_a_rate_that_is_scored_as_printed_rests_on_its_rounding():
    """And on the policy that says so; one that is scored exactly does not."""
    rounding = {"rate": Rounding(2)}
    both = [
        a_set(measure("a", 100), rounding=rounding, policies=Policies(scored_rate=one)) for one in ("exact", "rounded")
    ]
    exact, rounded = (
        [one.of for one in provenance(scored(under, funding=Funding(budget=3, executed=1)), "a", "actual")]
        for under in both
    )

    assert exact == ["measure", "budget", "executed"]
    assert rounded == [*exact, "rounding", "policy"]


def test_a_grade_by_a_rule_rests_on_the_rule():
    """Of a set that grades by what is below."""
    by = a_rule("by", gives=("优", "差"), needs={"a": "number"}, cases=[Case("a > 0.5", "优")], otherwise="差")
    result = scored(a_set(leaf("a", 100), rules=[by], grade_by="by"), counted("a", 100, 90))

    assert result.grade == "优"
    assert [(one.of, one.origin.place.key) for one in provenance(result, "total", "grade")] == [
        ("grade-by", "grade-by"), ("rule", "rules.by"),
    ]  # fmt: skip


def test_a_total_that_is_combined_rests_on_the_rule_of_the_set():
    """Chosen by the set's own key."""
    rule = a_rule("half", "0.5")
    result = scored(a_set(leaf("a", 100), rules=[rule], combine="half"), counted("a", 100, 90))

    assert [(one.of, one.origin.place.key) for one in provenance(result, "total", "rule")] == [
        ("rule-chosen", "combine"), ("rule", "rules.half"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("code", "what", "fault", "near"),
    [
        ("outptu[1]", "weight", "provenance.unknown-place", "output[1]"),
        ("output[1]", "wieght", "provenance.unknown-value", "weight"),
        ("output[1]", "grade", "provenance.unknown-value", ""),
        ("output", "grade", "provenance.unknown-value", ""),
        ("output", "target", "provenance.unknown-value", ""),
    ],
)
def test_a_place_or_a_value_that_is_not_there_is_refused(county, code, what, fault, near):
    """With what can be asked for, and the nearest."""
    with pytest.raises(InputError) as caught:
        provenance(result_of(county), code, what)

    (found,) = caught.value.faults
    assert (found.code, found.arguments["near"]) == (fault, near)
    assert found.arguments["known"]


def test_nothing_is_computed_again(county):
    """Asking for sources leaves the result as it was."""
    result = result_of(county)
    before = evolve(result)
    for line in result.lines:
        provenance(result, line, "points")

    assert result == before


@pytest.mark.parametrize(("filled", "told_too"), [(["name", "unit"], True), (["direction"], True), (["name"], False)])
def test_a_target_tells_the_indicator_of_the_library_that_gave_its_direction_or_unit(filled, told_too):
    """Plugin, version, file, line and document; a name from the library says nothing about the target."""
    origin = Origin(Place(file="standards/indicators/road.toml", line=8), "cn.mof", "1")
    entry = LibraryIndicator(
        code="road.bridges", name=Title("桥"), category="quantity", unit="座", direction="at-least", sectors=["road"],
        types=["any"], source="other", evidence="voucher", basis=[Basis("甲文")], origin=origin,
    )  # fmt: skip
    result = evaluated(a_project(indicators=a_card(taken=Taken(entry, filled)))).projects[0]

    for what in ("target", "share"):
        found = [one for one in provenance(result, "output[1]", what) if one.kind == "library"]
        assert [(one.origin, one.basis) for one in found] == ([(origin, (Basis("甲文"),))] if told_too else [])
        assert all("取自指标库 cn.mof 1" in next(one.worded("zh")) for one in found)
