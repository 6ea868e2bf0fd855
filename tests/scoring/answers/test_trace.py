"""The trace: its published shape, and that every line and every total can be recomputed from it alone."""

import json
from fractions import Fraction
from importlib.metadata import version
from pathlib import Path

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from corpus.comparing import changed, indicator_of, readings
from corpus.forms import forms
from perfkit import InputError, Kit
from perfkit.model import MODES, Adjustment, Case, Policies, Review, Rounding, Stated, Title, number, stated_figure
from perfkit.scoring import trace
from perfkit.testing import a_project, evaluated
from sampling import sparse
from scoring.answers.county import ADDRESS, a_county_project, county_kit
from scoring.local import local_set, projects
from scoring.small import a_case, a_rule, a_set, a_small_project, branch, counted, judged, leaf

ROOT = Path(__file__).parents[3]
SCHEMA = json.loads((ROOT / "docs" / "reference" / "trace.schema.json").read_text("utf-8"))
VALIDATOR = Draft202012Validator(SCHEMA)


def fits(document):
    """The document, after it was held against the schema and written as JSON."""
    assert [f"{list(error.absolute_path)}: {error.message}" for error in VALIDATOR.iter_errors(document)] == []
    return json.loads(json.dumps(document))


def rounded(value, rounding):
    """The number rounded as a trace says it, by another way than that of the library."""
    if rounding is None:
        return value
    unit = Fraction(1, 10 ** int(rounding["places"]))
    steps = value / unit
    below = steps.numerator // steps.denominator
    rest = steps - below
    if rest:
        towards_zero, away = (below, below + 1) if value > 0 else (below + 1, below)
        nearest = below if rest < Fraction(1, 2) else below + 1
        tie = rest == Fraction(1, 2)
        below = {
            "floor": below,
            "ceiling": below + 1,
            "down": towards_zero,
            "up": away,
            "half-up": away if tie else nearest,
            "half-down": towards_zero if tie else nearest,
            "half-even": (below if below % 2 == 0 else below + 1) if tie else nearest,
        }[rounding["mode"]]
    return below * unit


def recomputed_line(line):
    """The points of a line, and those that count, from the trace alone."""
    if line["working"] is not None:
        assert line["share"] == line["working"]["result"]
    if line["policy"] is not None:
        assert line["share"] == {"zero": "0", "full": "1"}[line["policy"]]
    points = None
    if line["share"] is not None:
        exact = Fraction(line["weight"]) * Fraction(line["share"])
        assert exact == Fraction(line["worked"])
        points = rounded(exact, line["rounding"])
    assert line["points"] == (None if points is None else text(points))
    return counting(line, points)


def counting(line, points):
    """The points that count: an evaluator's, or the computed ones."""
    if line["absent"] is not None or line["final_by"] in (None, "computed"):
        return points if line["final_by"] else None
    return next(Fraction(one["points"]) for one in line["reviews"] if one["by"] == line["final_by"])


def text(value):
    """An exact number as a trace writes it."""
    value, places = Fraction(value), 0
    while (value * 10**places).denominator != 1 and places < 40:
        places += 1
    if places == 40:
        return f"{value.numerator}/{value.denominator}"
    digits = f"{abs(value.numerator * 10**places // value.denominator):0{places + 1}}"
    whole, rest = (digits[:-places], digits[-places:]) if places else (digits, "")
    return ("-" if value < 0 else "") + whole + (f".{rest}" if rest else "")


def recomputed_node(node, points_of, below):
    """The points of a node over what is below it, from the trace alone."""
    assert [(part["code"], part["points"]) for part in node["parts"]] == [
        (code, None if points_of[code] is None else text(points_of[code])) for code in below
    ]
    if node["points"] is None:
        return None
    weight = Fraction(node["weight"])
    if node["working"] is not None:
        exact = Fraction(node["working"]["result"]) * weight
    else:
        left = sum(Fraction(part["weight"]) for part in node["parts"])
        exact = (
            sum(Fraction(part["points"]) for part in node["parts"]) / left * weight
            if left and node["rule"] is None
            else 0
        )
    assert Fraction(node["worked"]) == exact
    for one in node["adjusted"]:
        assert Fraction(one["before"]) == exact
        exact = Fraction(one["after"])
    points = rounded(exact, node["rounding"])
    assert Fraction(node["points"]) == points
    return points


def recompute(project):
    """Every line, every node and the total of a project, from the trace alone."""
    counted_lines, codes = {}, {}
    for line in project["lines"]:
        counted_lines[line["code"]] = recomputed_line(line)
        leaf_code = line["code"].partition("[")[0]
        if line["counts"]:
            codes.setdefault(leaf_code, []).append(line["code"])

    def up(node):
        own = {code: counted_lines[code] for code in codes.get(node["code"], [])}
        children = {child["code"]: up(child) for child in node["nodes"]}
        return recomputed_node(node, {**own, **children}, [*own, *children])

    if not project["nodes"]:
        return
    roots = {node["code"]: up(node) for node in project["nodes"]}
    total = recomputed_node(project["total"], roots, list(roots))
    if project["total"]["final_by"] == "computed":
        assert Fraction(project["total"]["final_points"]) == total


def graded(project):
    """The grade by the scale is the band that holds the points, and the next one is beyond them."""
    grade = project["grade"]
    if grade["by"] == "scale":
        assert grade["name"] == grade["band"]["name"]
        assert Fraction(grade["band"]["from"]) <= Fraction(grade["points"])
        assert grade["above"] is None or Fraction(grade["points"]) < Fraction(grade["above"]["from"])


def traced(evaluation, language="zh"):
    """The trace of an evaluation; it fits the schema, and follows from itself."""
    document = fits(trace(evaluation, language=language))
    for project in document["projects"]:
        recompute(project)
        graded(project)
    return document


def every_local():
    """The county's projects under sets that say different things."""
    for changes in (
        {},
        {"combine": "thirds", "grade_by": "by-output"},
        {"policies": Policies(not_applicable="total", zero_divisor="not-applicable", final=("computed", "finance"))},
        {"policies": Policies(not_applicable="full", missing="zero")},
        {"rounding": {}, "policies": Policies(not_applicable="weights")},
        {"full_marks": 120, "combine": "thirds"},
    ):
        yield evaluated(*projects(), under=local_set(**changes))


def a_full_rule():
    """One rule that has all that a rule may have."""
    return a_rule(
        "full",
        needs={"level": ("高", "低"), "elements": {"met": "number", "name": "number"}, "done": "truth"},
        parameters={"line": "60%", "lowest": "低"},
        let={"mean_met": "mean(elements, met)"},
        requires="target > 0",
        cases=[Case("done and level >= lowest and mean_met >= line", "1")],
        otherwise="0.5",
        limits=("0", "120%"),
    )


def full():
    """A project of which every value is there."""
    kinds = {"range": "ratio", "at-least": "full", "at-most": "ratio", "equal": "ratio", "judged": "judged"}
    under = a_set(leaf("a", 100, rules_for=kinds), rules=[a_full_rule()], rounding={"leaf": Rounding(0)})
    facts = {"level": "高", "elements": [{"met": "0.7"}, {"met": 1}], "done": True}
    own = counted("a", 100, 70, facts=facts, stated_points=99)
    return evaluated(a_small_project(own, code="360722238888030005223"), under=under)


def test_the_schema_is_a_schema_and_describes_every_key():
    """No object takes further keys, and each key says what it is, in both languages."""
    Draft202012Validator.check_schema(SCHEMA)
    for one in objects(SCHEMA):
        assert "properties" not in one or one["additionalProperties"] is False
        assert set(one.get("required", ())) == set(one.get("properties", ()))
        for name, key in one.get("properties", {}).items():
            assert any("\u4e00" <= sign <= "\u9fff" for sign in key.get("description", "")), name


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


def test_no_number_is_written_as_a_number():
    """A reader that parses numbers as floating point loses no digit, because there are none to parse."""
    assert '"integer"' not in json.dumps(SCHEMA)
    assert '"type": "number"' not in json.dumps(SCHEMA)


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("example", ["xinfeng-2023", "one-project/form.toml"])
def test_the_examples_fit_and_follow_from_themselves(example, language):
    """Both, in both languages."""
    kit = Kit()
    document = traced(kit.evaluate(kit.read(ROOT / "examples" / example)), language)

    assert (document["format"], document["version"]) == ("perfkit-trace", "1")
    assert (document["perfkit"], document["language"]) == (version("perfkit"), language)


def test_the_county_fits_and_follows_from_itself(tmp_path):
    """A set from files with an amendment that says a little of everything."""
    county = county_kit(tmp_path).indicator_set(ADDRESS)
    first, *others = a_county_project().indicators
    cases = (
        a_county_project(),
        a_county_project(name="拖", facts={"late": 10}, indicators=(evolve(first, weight=10), *others)),
        a_county_project(name="否", facts={"late": 0, "misused": True}, grounds={"misused": "审计"}),
        a_county_project(name="移", indicators=(evolve(first, applicable=False, reason="无"), *others)),
        a_county_project(name="审", reviews=[Review("finance", 88, "现场")]),
        a_county_project(name="缺", funding=None),
    )
    assert len(traced(evaluated(*cases, under=county))["projects"]) == 6


@pytest.mark.slow
def test_every_state_of_a_county_fits_and_follows_from_itself():
    """Moved weights, policies, reviews, combined nodes, adjustments, other weights."""
    for evaluation in every_local():
        traced(evaluation)
        traced(evaluation, "en")


@pytest.mark.parametrize("form", [form.id for form in forms().values() if form.rows][::6])
def test_printed_forms_fit_and_follow_from_themselves(form):
    """Rows of published forms, each under the reading that was declared for it."""
    reading = next(one for one in readings() if form in one.forms)
    rows = [row for row in forms()[form].rows if row.kind == "numeric" and row.weight]
    indicators = [indicator_of(row, forms()[form], reading, row.weight) for row in rows]
    rest = 100 - sum(Fraction(one.weight) for one in indicators)
    filler = judged("rows", number(text(rest)))
    under = changed(reading, number("0"))
    document = traced(evaluated(a_small_project(*indicators, filler), under=under))

    assert len(document["projects"][0]["lines"]) == len(rows) + 1


roundings = st.none() | st.builds(Rounding, st.integers(0, 2), st.sampled_from(MODES))


@sparse
@given(
    weights=st.lists(st.integers(30, 60), min_size=3, max_size=3),
    shares=st.lists(st.none() | st.fractions(0, 1, max_denominator=30), min_size=3, max_size=3),
    leaves=roundings,
    blocks=roundings,
    totals=roundings,
    combine=st.sampled_from(["", "weakest"]),
    missing=st.sampled_from(["absent", "zero"]),
)
def test_small_sets_at_random_fit_and_follow_from_themselves(weights, shares, leaves, blocks, totals, combine, missing):
    """Any weights, shares and roundings; points that are absent, and a rule that combines."""
    weakest = a_rule("weakest", "least(children, share)", needs={"children": {"share": "number", "weight": "number"}})
    first, second, third = weights
    rounding = {"leaf": leaves, "block": blocks, "total": totals}
    under = a_set(
        branch("a", first + second, leaf("b", first), leaf("c", second), combine=combine),
        leaf("d", third),
        rules=[weakest],
        full_marks=sum(weights),
        rounding={name: one for name, one in rounding.items() if one is not None},
        policies=Policies(missing=missing),
        adjustments=[Adjustment(code="x", title=Title("加"), at="a", when="true_fact", points="points - 0.3")],
        needs={"true_fact": "truth"},
        assumes={"true_fact": True},
    )
    own = [
        judged(block, weight, None if share is None else text_share(share))
        for block, weight, share in zip("bcd", weights, shares, strict=True)
    ]
    document = traced(evaluated(a_small_project(*own), under=under))
    (project,) = document["projects"]

    assert (project["total"]["points"] is None) == (None in shares and missing == "absent")


def text_share(share):
    """A share of at most four digits, as a unit would write it."""
    return number(text(Fraction(int(share * 10000), 10000)))


def keys(document, schema, found):
    """The keys of the schema that occur in the document with something said, by their object's description."""
    if "$ref" in schema:
        schema = SCHEMA["$defs"][schema["$ref"].rpartition("/")[2]]
    for option in schema.get("anyOf", ()):
        if document is not None and option.get("type") != "null":
            keys(document, option, found)
    if isinstance(document, dict) and "properties" in schema:
        for name, part in schema["properties"].items():
            if document[name] not in (None, [], ""):
                found.add((schema["description"], name))
            keys(document[name], part, found)
    if isinstance(document, list) and "items" in schema:
        for one in document:
            keys(one, schema["items"], found)


@pytest.mark.slow
def test_every_key_of_the_schema_occurs(tmp_path):
    """With something in it, in one of the evaluations tried here: no key is a promise only."""
    county = county_kit(tmp_path).indicator_set(ADDRESS)
    kit = Kit()
    stated = a_project(name="报", indicators=(), stated=Stated(points=stated_figure(number("95"), "分"), grade="优"))
    rule = a_rule("asks", "urgency", needs={"urgency": "number"})
    lacking = a_set(leaf("a", 100, combine="asks"), rules=[rule], needs={"urgency": "number"})
    light = a_rule("light", "绿", needs={"judged": "number"}, gives=["绿", "红"])
    lit = a_set(leaf("a", 100, verdicts_for={"judged": "light"}), rules=[light])
    evaluations = [
        *every_local(),
        full(),
        evaluated(a_small_project(judged("a", 100)), under=lit),
        evaluated(a_small_project(judged("a", 100)), under=lacking),
        evaluated(a_county_project(), stated, under=county),
        evaluated(a_county_project(facts={"late": 10}), under=county),
        kit.evaluate(kit.read(ROOT / "examples" / "one-project" / "form.toml")),
    ]
    found = set()
    for evaluation in evaluations:
        keys(fits(trace(evaluation)), SCHEMA, found)
    wanted = {(one["description"], name) for one in objects(SCHEMA) for name in one.get("properties", ())}

    assert wanted - found == set()


def test_a_line_tells_all_that_its_rule_was_asked():
    """Formulas as written, parameters with values, facts of each kind, intermediate values, the row."""
    (project,) = traced(full())["projects"]
    (line,) = project["lines"]

    assert line["rule"] == {
        "name": "full", "title": "full", "requires": "target > 0",
        "let": [{"name": "mean_met", "formula": "mean(elements, met)"}],
        "cases": [{"when": "done and level >= lowest and mean_met >= line", "share": "1"}],
        "otherwise": "0.5", "limits": ["0", "120%"],
        "parameters": [
            {"name": "line", "text": "60%", "value": "0.6"}, {"name": "lowest", "text": "低", "value": "低"},
        ],
    }  # fmt: skip
    assert line["working"] == {
        "asked": [
            {"name": "done", "kind": "truth", "value": True, "shown": None},
            {"name": "elements", "kind": "records", "value": [{"met": "0.7"}, {"met": "1"}], "shown": None},
            {"name": "level", "kind": "word", "value": "高", "shown": None},
            {"name": "target", "kind": "number", "value": "100", "shown": "100"},
        ],
        "let": [{"name": "mean_met", "kind": "number", "value": "0.85"}],
        "row": "1", "result": "1",
    }  # fmt: skip
    assert (line["worked"], line["points"], line["stated_points"]) == ("100", "100", "99")
    assert line["rounding"] == {"name": "leaf", "places": "0", "mode": "half-up"}


def test_parameters_of_a_node_are_those_in_force(tmp_path):
    """Their text and their value; a rule that the unit chose has its own."""
    county = county_kit(tmp_path).indicator_set(ADDRESS)
    first, second, third = a_county_project().indicators
    values = []
    for rule in ("", "pass-line"):
        result = evaluated(a_county_project(indicators=(first, second, evolve(third, rule=rule))), under=county)
        lines = {line["code"]: line for line in fits(trace(result))["projects"][0]["lines"]}
        values.append([lines[code]["rule"]["parameters"][0]["value"] for code in ("social[1]", "growth")])

    assert values == [["0.5", "0.4"], [text(Fraction(county.rules["pass-line"].parameters["line"][:-1]) / 100), "0.4"]]


def test_facts_and_measures_tell_values_and_sources(tmp_path):
    """Money in 元 and as forms print it, truths, what is assumed, and a measure that cannot be computed."""
    county = county_kit(tmp_path).indicator_set(ADDRESS)
    grounds = {"late": "验收单"}
    (project,) = fits(trace(evaluated(a_county_project(grounds=grounds), under=county)))["projects"]
    facts = {one["name"]: one for one in project["facts"]}
    measures = {one["name"]: one for one in project["measures"]}

    assert {name: [one["kind"], one["value"], one["unit"], one["shown"], one["assumed"], one["ground"]]
            for name, one in facts.items()} == {
        "initial": ["number", "100", "元", "0.01 万元", False, None],
        "executed": ["number", "80", "元", "0.008 万元", False, None],
        "late": ["number", "2", "", None, False, "验收单"],
        "misused": ["truth", False, "", None, True, None],
    }  # fmt: skip
    assert facts["initial"]["title"] == "年初预算数"
    assert [(one["of"], one["file"], one["row"], one["key"]) for one in facts["initial"]["sources"]] == [
        ("initial", "f.csv", "1", "initial")
    ]
    assert [one["kind"] for one in facts["misused"]["sources"]] == ["amendment"]
    rate, receipt = measures["execution_rate"], measures["receipt_rate"]
    assert [rate[key] for key in ("formula", "words", "asked", "kind", "value")] == [
        "executed / budget", "全年执行数 ÷ 全年预算数", ["budget", "executed"], "number", "0.8",
    ]  # fmt: skip
    assert (receipt["kind"], receipt["value"]) == ("missing", None)


def test_the_unit_of_a_fact_is_the_declared_one():
    """Money is in 元; a truth has none."""
    under = a_set(leaf("a", 100), needs={"spent": "money", "late": "number 天", "done": "truth"})
    project = a_small_project(judged("a", 100), facts={"spent": 5, "late": 3, "done": True})
    (found,) = fits(trace(evaluated(project, under=under)))["projects"]

    assert [(one["name"], one["unit"]) for one in found["facts"]] == [("spent", "元"), ("late", "天"), ("done", "")]


@pytest.mark.parametrize(
    ("share", "policy", "expected"),
    [
        ("0.89996", "exact", ("良", "89.996", "80", "90")),
        ("0.89996", "rounded", ("优", "90", "90", None)),
        ("0.59", "exact", ("差", "59", "0", "60")),
    ],
)
def test_the_grade_tells_where_the_points_lie_on_the_scale(share, policy, expected):
    """Exact, or as they are printed, as the set says; the best band has none above."""
    under = a_set(
        leaf("a", 100), rules=[a_rule("fixed", share)], combine="fixed", rounding={"leaf": Rounding(2)},
        policies=Policies(grade_of=policy),
    )  # fmt: skip
    (project,) = traced(evaluated(a_small_project(judged("a", 100)), under=under))["projects"]
    grade = project["grade"]
    above = grade["above"] and grade["above"]["from"]

    assert (grade["name"], grade["points"], grade["band"]["from"], above) == expected
    assert grade["by"] == "scale"


def test_a_grade_by_a_rule_or_an_adjustment_says_so():
    """With the working of the rule; none of them lies in a band of the scale."""
    by = a_rule("by", gives=("优", "差"), needs={"a": "number"}, cases=[Case("a > 0.5", "优")], otherwise="差")
    ruled = a_set(leaf("a", 100), rules=[by], grade_by="by")
    veto = Adjustment(code="v", title=Title("否"), at="total", when="bad", grade="差")
    vetoed = a_set(leaf("a", 100), adjustments=[veto], needs={"bad": "truth"})
    first, second = (
        fits(trace(evaluated(a_small_project(judged("a", 100), facts={"bad": True}), under=under)))["projects"][0][
            "grade"
        ]
        for under in (ruled, vetoed)
    )

    assert (first["name"], first["by"], first["band"], first["above"]) == ("优", "rule", None, None)
    assert (first["working"]["row"], first["working"]["result"]) == ("1", "优")
    assert first["working"]["asked"] == [{"name": "a", "kind": "number", "value": "1", "shown": "100%"}]
    assert (second["name"], second["by"], second["band"], second["working"]) == ("差", "adjustment", None, None)


def test_what_is_not_computed_has_reasons_and_bounds():
    """A line without actual: its reason, that of the project, and the totals that were possible."""
    (project,) = traced(
        evaluated(a_small_project(judged("a", 60, None), judged("b", 40)), under=a_set(leaf("a", 60), leaf("b", 40)))
    )["projects"]
    first, _ = project["lines"]

    assert (project["state"], project["total"]["points"], project["grade"]["name"]) == ("absent", None, None)
    assert (first["absent"]["code"], first["points"], first["worked"], first["rounding"]) == (
        "indicator.judgement-missing", None, None, None,
    )  # fmt: skip
    assert project["bounds"] == {"low": "40", "high": "100", "tight": True}
    assert [one["code"] for one in project["findings"]] == ["indicator.judgement-missing"]
    assert project["grade"]["by"] is None
    assert project["grade"]["points"] is None


def test_weights_of_a_case_are_told():
    """With the condition in both notations."""
    under = a_set(
        leaf("a", 60), leaf("b", 40), weight_cases=[a_case("late > 3", a=50, b=50)], needs={"late": "number 天"}
    )
    (project,) = traced(evaluated(a_small_project(judged("a", 50), judged("b", 50), facts={"late": 4}), under=under))[
        "projects"
    ]
    case = project["weight_case"]

    assert (case["when"], case["words"]) == ("late > 3", "late > 3")
    assert case["weights"] == [{"code": "a", "weight": "50"}, {"code": "b", "weight": "50"}]


def test_one_project_can_be_asked_for():
    """By code or name; the rest of the document is the same, and another name is refused."""
    evaluation = evaluated(a_project(name="甲", code="360722238888030005223"), a_project(name="乙"))
    whole = trace(evaluation)

    assert trace(evaluation, "乙") == {**whole, "projects": whole["projects"][1:]}
    assert trace(evaluation, "360722238888030005223") == {**whole, "projects": whole["projects"][:1]}
    with pytest.raises(InputError) as caught:
        trace(evaluation, "丙")
    assert caught.value.code == "project.unknown"


def test_the_language_changes_words_only():
    """Numbers, codes and formulas are the same in both."""
    evaluation = next(every_local())
    words = {"title", "words", "where", "message", "language", "shown", "origin"}

    def bare(part):
        if isinstance(part, dict):
            return {key: bare(value) for key, value in part.items() if key not in words}
        return [bare(one) for one in part] if isinstance(part, list) else part

    assert bare(trace(evaluation, language="zh")) == bare(trace(evaluation, language="en"))
    assert trace(evaluation, language="zh") != trace(evaluation, language="en")


def test_the_set_tells_its_layers(tmp_path):
    """From the county to the state; a set of a program has no layers and no digest."""
    county = county_kit(tmp_path).indicator_set(ADDRESS)
    found = fits(trace(evaluated(a_county_project(), under=county)))["indicator_set"]

    assert [(one["address"], one["plugin"], one["version"]) for one in found["layers"]] == [
        (ADDRESS, "cn.example.qinghe", "7"), ("cn.mof.self-evaluation@2020", "cn.mof", "1"),
    ]  # fmt: skip
    assert (found["address"], found["digest"], found["full_marks"]) == (ADDRESS, county.digest, "100")
    assert [one["document"] for one in found["documents"]] == ["财预〔2020〕10号", "清财绩〔2023〕7号"]
    bare = fits(trace(evaluated(a_small_project(judged("a", 100)), under=a_set(leaf("a", 100)))))["indicator_set"]
    assert (bare["layers"], bare["digest"]) == ([], None)


def test_a_document_of_another_shape_is_refused():
    """The schema would see a number written as one, and a key that is not described."""
    document = trace(evaluated(a_project()))
    document["projects"][0]["lines"][0]["points"] = 10
    document["projects"][0]["remark"] = "x"

    assert len(list(VALIDATOR.iter_errors(document))) == 2
