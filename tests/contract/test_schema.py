"""The published shape of a result: what comes out fits it, and what does not fit is refused."""

import copy
import json
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from perfkit.checks import check
from perfkit.cli.main import run
from perfkit.model import EVIDENCE_KINDS, SEVERITIES, STAGES, Evidence, Funding, Policies, Target
from perfkit.scoring import record
from perfkit.scoring.result import State
from perfkit.testing import a_card, a_project, a_stated_project, evaluated
from scoring.local import local_set, projects
from scoring.test_how_weighed import a_weighting

ROOT = Path(__file__).parents[2]
SCHEMA = json.loads((ROOT / "docs" / "reference" / "evaluation.schema.json").read_text("utf-8"))
VALIDATOR = Draft202012Validator(SCHEMA)
EXAMPLES = ("examples/xinfeng-2023", "examples/one-project/form.toml")


def printed(capsys, example, *options):
    """What ``perfkit evaluate --format json`` prints about an example."""
    assert run(["evaluate", str(ROOT / example), "--format", "json", *options]) == 0
    return json.loads(capsys.readouterr().out)


def faults(document):
    """Where a document leaves the schema, as paths."""
    return sorted("/".join(map(str, error.absolute_path)) for error in VALIDATOR.iter_errors(document))


def objects(schema):
    """Every part of the schema that describes an object."""
    if isinstance(schema, dict):
        if schema.get("type") == "object":
            yield schema
        for part in schema.values():
            yield from objects(part)
    elif isinstance(schema, list):
        for part in schema:
            yield from objects(part)


def mended(document, path, value):
    """A copy of the document with the value at ``path`` replaced."""
    document = copy.deepcopy(document)
    *way, last = path
    holder = document
    for step in way:
        holder = holder[step]
    holder[last] = value
    return document


def test_the_schema_is_a_schema():
    """The file is valid JSON Schema 2020-12."""
    Draft202012Validator.check_schema(SCHEMA)


def test_no_object_takes_keys_that_are_not_described():
    """Each object of the schema lists its keys; nothing can be added unseen."""
    assert all("additionalProperties" in one for one in objects(SCHEMA))


def test_no_number_is_written_as_a_number():
    """A reader that parses numbers as floating point loses no digit, because there are none to parse."""
    assert '"number"' not in json.dumps([one.get("type") for one in SCHEMA["$defs"].values()])
    assert '"integer"' not in json.dumps(SCHEMA)


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("example", EXAMPLES)
def test_what_the_command_prints_fits(capsys, example, language):
    """Both examples, in both languages."""
    assert faults(printed(capsys, example, "--language", language)) == []


@pytest.mark.parametrize("stage", ["ex-ante", "monitoring-09", "review", "use"])
def test_every_stage_of_a_project_fits(capsys, stage):
    """With points, with verdicts alone, with reviews and adjusted targets."""
    assert faults(printed(capsys, "examples/one-year", "--stage", stage)) == []


def test_every_state_fits():
    """Computed, stated, unscored and absent projects in one portfolio, findings included."""
    evaluation = evaluated(
        a_project(),
        a_project(name="缺完成值", indicators=a_card(actual=None)),
        a_stated_project(100, budget=100, executed=20),
        a_project(name="未评分", indicators=(), funding=None),
    )
    document = record(evaluation, check(evaluation))

    assert [one["state"] for one in document["projects"]] == ["computed", "absent", "stated", "unscored"]
    assert faults(document) == []
    assert faults(evaluation.to_dict("en")) == []


def local(language="zh", *, of=None, **changes):
    """The record of the county's projects, or of some of them by name, under its set."""
    chosen = [one for one in projects() if of is None or one.name in of]
    evaluation = evaluated(*chosen, under=local_set(**changes))
    return record(evaluation, check(evaluation), language)


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"combine": "thirds", "grade_by": "by-output"},
        {"policies": Policies(not_applicable="total", zero_divisor="not-applicable", final=("computed", "finance"))},
        {"policies": Policies(not_applicable="full", missing="zero")},
        {"rounding": {}, "policies": Policies(not_applicable="weights")},
        {"full_marks": 120, "combine": "thirds"},
    ],
)
def test_all_that_a_set_can_say_fits(changes, language):
    """Moved weights, policies, reviews, combined nodes, adjustments, other weights: each keeps the shape."""
    assert faults(local(language, **changes)) == []


def with_evidence():
    """The record of a project whose indicator and money are proved."""
    papers = [Evidence("voucher", "支付凭证", "3", "0a" * 32, "第四季度"), Evidence("statement", "情况说明")]
    project = a_project(indicators=a_card(evidence=papers), evidence={"executed": papers, "budget": []})
    return record(evaluated(project), [])


def test_evidence_fits():
    """What proves an indicator stands with its line, an amount with the project; null for what is not said."""
    document = with_evidence()
    (project,) = document["projects"]
    full, bare = project["evidence"]["executed"]

    assert faults(document) == []
    assert full == {"kind": "voucher", "document": "支付凭证", "page": "3", "sha256": "0a" * 32, "note": "第四季度"}
    assert bare == {"kind": "statement", "document": "情况说明", "page": None, "sha256": None, "note": None}
    assert [line["evidence"] for line in project["lines"]] == [[], [full, bare], [], []]


@pytest.mark.parametrize(("key", "value"), [("kind", "原始凭证"), ("document", ""), ("page", 3), ("sha256", "abc")])
def test_wrong_evidence_is_refused(key, value):
    """A kind by another name, no document, a number for a page, half a fingerprint."""
    for path in (("evidence", "executed", 0), ("lines", 1, "evidence", 0)):
        found = faults(mended(with_evidence(), ("projects", 0, *path, key), value))
        assert found == ["/".join(map(str, ("projects", 0, *path, key)))]


@pytest.mark.parametrize("keys", [{}, {"method": "expert", "comparisons": {}}, {"consistency_ratio": "0.01"}])
def test_how_the_weights_were_found_fits(keys):
    """With comparisons that are worked out again, with a ratio that is stated, with neither."""
    document = evaluated(under=local_set(weighting=a_weighting(**keys))).to_dict()

    assert faults(document) == []
    wrong = mended(document, ("portfolio", "indicator_set", "weighting", "date"), "2023年11月")
    assert faults(wrong) == ["portfolio/indicator_set/weighting"]


def test_what_a_set_says_stands_under_its_keys():
    """A program finds each state of a line, a node and a total without reading sentences."""
    found = {one["name"]: one for one in local()["projects"]}
    lines = {name: {line["name"]: line for line in one["lines"]} for name, one in found.items()}

    assert [(lines["移入"][name]["weight"], lines["移入"][name]["own_weight"]) for name in ("桥", "闸")] == [
        ("0", "14"), ("15", "8"),
    ]  # fmt: skip
    assert (lines["移入"]["桥"]["applicable"], lines["移入"]["桥"]["final_points"]) == (False, None)
    assert lines["复核"]["受益"]["reviews"] == [
        {"by": "finance", "points": "25", "reason": "抽查三处有两处漏水"},
        {"by": "department", "points": "28", "reason": ""},
    ]
    assert [lines["复核"]["受益"][key] for key in ("points", "final_points", "final_by")] == ["28.88", "25", "finance"]
    assert (lines["缺数"]["受益"]["policy"], lines["无预算"]["预算执行率"]["policy"]) == ("zero", "full")
    assert found["无满意度"]["weight_case"]["weights"] == {"benefit": "40", "satisfaction": "0"}
    assert found["移入"]["assumed"] == {"misused": False, "late": "0"}
    assert (found["总分复核"]["points"], found["总分复核"]["final_points"]) == ("100.0", "88.5")
    (veto,) = found["否决"]["adjusted"]
    assert (veto["before"], veto["after"], veto["grounds"]) == ("100", "59", ["审计报告〔2024〕5号"])
    output = found["无满意度"]["nodes"][1]
    assert (output["combine"], output["points"], output["share"]) == ("weakest", "38.0", "19/25")
    assert [one["code"] for one in output["nodes"]] == ["quantity", "quality"]
    assert (output["adjusted"][0]["before"], output["nodes"][0]["lines"][0]) == ("39.5", "quantity[1]")


@pytest.mark.parametrize(
    ("name", "path", "value"),
    [
        ("移入", ("lines", 1, "applicable"), True),
        ("移入", ("lines", 2, "own_weight"), 8),
        ("移入", ("assumed", "late"), 0),
        ("复核", ("lines", 5, "final_by"), None),
        ("复核", ("lines", 5, "reviews", 0, "points"), 25),
        ("缺数", ("lines", 5, "policy"), "given"),
        ("缺数", ("lines", 5, "share"), None),
        ("无满意度", ("weight_case", "weights", "benefit"), 40),
        ("无满意度", ("nodes", 1, "share"), "76%"),
        ("无满意度", ("nodes", 1, "nodes", 0, "rule"), "ratio"),
        ("否决", ("adjusted", 0, "after"), 59),
        ("否决", ("adjusted", 0, "basis", 0, "verified"), "yes"),
        ("否决", ("final_points",), None),
    ],
)
def test_a_wrong_state_is_refused(name, path, value):
    """A line without points that does not say why, a number for a text, an unknown key: each at its place."""
    found = faults(mended(local(of=[name]), ("projects", 0, *path), value))

    assert found
    assert all("/".join(map(str, ("projects", 0, *path))).startswith(one.rpartition("/")[0]) for one in found)


amounts = st.decimals(min_value=0, max_value=10**12, places=2)


@pytest.mark.slow
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(budget=amounts, executed=amounts, actual=st.decimals(min_value=0, max_value=10**6, places=3))
def test_any_amounts_fit(budget, executed, actual):
    """Zero budgets, rates that never end and large amounts keep the shape."""
    card = a_card(actual=actual, target=Target.at_least(7, "座"))
    evaluation = evaluated(a_project(funding=Funding(budget=budget, executed=executed), indicators=card))

    assert faults(record(evaluation, check(evaluation))) == []


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("projects", 0, "lines", 0, "weight"), 10),
        (("projects", 0, "lines", 0, "points"), 5.07),
        (("projects", 0, "points"), "九十"),
        (("projects", 0, "state"), "scored"),
        (("projects", 0, "code"), 360722238888030005222),
        (("projects", 0, "funding", "spent"), {"amount": "1", "unit": "元"}),
        (("projects", 0, "funding", "executed", "unit"), "万元"),
        (("projects", 0, "remark"), "x"),
        (("portfolio", "year"), 2023),
        (("portfolio", "mean"), "98.15"),
        (("portfolio", "indicator_set", "address"), "cn.mof.self-evaluation"),
        (("findings", 0, "severity"), "fatal"),
        (("findings", 0, "line"), "3"),
        (("version",), "1"),
    ],
)
def test_a_wrong_document_is_refused(capsys, path, value):
    """A number for a text, an unknown key, state, severity or stage: each is found at its place."""
    found = faults(mended(printed(capsys, EXAMPLES[0]), path, value))

    assert found
    assert all("/".join(map(str, path)).startswith(one) for one in found)


def test_a_missing_key_is_refused(capsys):
    """Every key is always there; what is not known is null."""
    document = printed(capsys, EXAMPLES[1])
    del document["projects"][0]["receipt_rate"]

    assert faults(document) == ["projects/0"]


def test_a_computed_project_without_points_is_refused(capsys):
    """State and points hold together: a reader may rely on it."""
    document = mended(printed(capsys, EXAMPLES[1]), ("projects", 0, "points"), None)

    assert faults(document) == ["projects/0/points"]


def test_states_severities_and_stages_are_those_of_the_program():
    """A new state, severity or stage cannot be forgotten in the schema."""
    parts = SCHEMA["$defs"]

    assert set(parts["project"]["properties"]["state"]["enum"]) == set(get_args(State))
    assert set(parts["finding"]["properties"]["severity"]["enum"]) == set(SEVERITIES)
    assert set(parts["funding"]["properties"]) == set(STAGES)
    assert set(parts["evidence"]["properties"]["kind"]["enum"]) == set(EVIDENCE_KINDS)
