"""Where a key of a finished set comes from: layer, file, line, documents, and the amendment that changed it."""

import json
from importlib.metadata import version

import pytest
from attrs import evolve

from perfkit import InputError
from perfkit.model import Policies, Rounding
from perfkit.scoring import origin_of
from perfkit.testing import national_set
from scoring.answers.county import ADDRESS, AMENDMENT, FILE, NATION, county_kit
from scoring.small import a_set, branch, leaf

COUNTY = ["清财绩〔2023〕7号"]
STATE = ["财预〔2020〕10号"]


@pytest.fixture(scope="module")
def county(tmp_path_factory):
    """The county's set, from its files."""
    return county_kit(tmp_path_factory.mktemp("county")).indicator_set(ADDRESS)


def line_of(words, nth=1):
    """The line of the nth occurrence of these words in the amendment."""
    return [number for number, line in enumerate(AMENDMENT.splitlines(), 1) if words in line][nth - 1]


@pytest.mark.parametrize(
    ("key", "kind", "words", "written", "documents"),
    [
        ("execution.weight", "amendment", "to = 20", "change[1].to", COUNTY),
        ("indicators.execution.weight", "amendment", "to = 20", "change[1].to", COUNTY),
        ("benefit", "amendment", 'to = { code = "benefit"', "change[3].to", COUNTY),
        ("benefit.weight", "amendment", 'to = { code = "benefit"', "change[3].to.weight", COUNTY),
        ("social.weight", "amendment", '{ code = "social"', "change[3].to.children[1].weight", ["社会〔2022〕1号"]),
        ("benefit.children.social.weight", "amendment", '{ code = "social"', "change[3].to.children[1].weight",
         ["社会〔2022〕1号"]),
        ("benefit.growth.parameters.line", "amendment", "parameters = {", "change[3].to.children[2].parameters.line",
         COUNTY),
        ("rounding.leaf.mode", "amendment", 'to = "down"', "change[4].to", COUNTY),
        ("rounding.total.places", "amendment", "add = { places", "change[5].add.places", COUNTY),
        ("adjustments.slow.points", "amendment", 'code = "slow"', "change[12].add[1].points", ["清政〔2021〕3号"]),
        ("adjustments.slow", "amendment", 'code = "slow"', "change[12].add[1]", ["清政〔2021〕3号"]),
        ("adjustments", "amendment", 'add = [', "change[12].add", COUNTY),
        ("adjustments.veto", "amendment", 'code = "veto"', "change[12].add[2]", COUNTY),
        ("weight-cases.late.weights.output", "amendment", 'code = "late"', "change[11].add[1].weights.output", COUNTY),
        ("title.zh", "set", "title =", "title.zh", COUNTY),
    ],
)  # fmt: skip
def test_what_an_amendment_says_has_its_line_and_its_documents(county, key, kind, words, written, documents):
    """By the codes of nodes, cases and adjustments; an entry with documents of its own rests on those."""
    found = origin_of(county, key)
    place = found.origin.place

    assert (found.kind, found.layer, place.file, place.key) == (kind, ADDRESS, FILE, written)
    assert place.line == line_of(words, 1 if words != "add = [" else 3)
    assert (found.origin.plugin, found.origin.version) == ("cn.example.qinghe", "7")
    assert [one.document for one in found.basis] == documents
    assert (found.change is not None) == (kind == "amendment")


@pytest.mark.parametrize(
    ("key", "documents"),
    [
        ("execution.measure", STATE),
        ("output.weight", STATE),
        ("rounding.leaf.places", STATE),
        ("grades.优.from", STATE),
        ("labels.executed.zh", STATE),
    ],
)
def test_what_the_base_says_has_its_own_line(county, key, documents):
    """Though an amendment changed its neighbours."""
    found = origin_of(county, key)

    assert (found.kind, found.layer, found.origin.place.file) == ("set", "cn.mof.self-evaluation@2020", NATION)
    assert (found.origin.plugin, found.origin.version) == ("cn.mof", "1")
    assert found.origin.place.line > 0
    assert found.change is None
    assert found.before is None
    assert [one.document for one in found.basis] == documents


def test_a_node_with_documents_of_its_own_rests_on_those(county):
    """Not on all that the set rests on; the whole set on all of them."""
    assert origin_of(county, "execution.measure").basis == county.node("execution").basis
    assert len(origin_of(county, "output.weight").basis[0].clause) > len(county.node("execution").basis[0].clause)


def test_what_an_amendment_changed_tells_where_it_was_before(county):
    """The base's own line, and why it was changed; nothing for what is new."""
    found = origin_of(county, "execution.weight")
    before = found.before

    assert (found.change.was, found.change.value, found.change.reason) == (10, 20, "县里看重进度")
    assert (before.kind, before.origin.place.file, before.origin.place.key) == (
        "set", NATION, "indicators.execution.weight",
    )  # fmt: skip
    assert before.basis == county.node("execution").basis
    assert origin_of(county, "rounding.total").before is None


def test_what_nobody_says_is_the_default_of_perfkit(county):
    """With the version that has it; also where an amendment replaced all around it."""
    for key in ("policies.scored-rate", "full-marks", "output.combine", "benefit.accepts"):
        found = origin_of(county, key)
        assert (found.kind, found.origin.plugin, found.origin.version) == ("default", "perfkit", version("perfkit"))
        assert (found.layer, found.basis) == ("", ())
    assert origin_of(county, "benefit.accepts").origin.place.key == "indicators.benefit.accepts"


def test_a_rule_is_at_home_in_its_own_file(county):
    """With its own documents, and the layer of the plugin that brought it."""
    found = origin_of(county, "rules.ratio.share")
    place = found.origin.place

    assert (found.kind, place.file, place.key) == ("rule", "standards/rules/proportional.toml", "rules.ratio.share")
    assert place.line == county.rules["ratio"].origin.place.line
    assert found.layer == "cn.mof.self-evaluation@2020"
    assert found.basis == county.rules["ratio"].basis


def test_a_set_of_a_program_has_no_file():
    """Neither have its rules."""
    made = a_set(leaf("a", 100))

    assert origin_of(made, "a.weight").kind == "program"
    assert origin_of(made, "a.weight").origin.place.key == "indicators.a.weight"
    assert origin_of(made, "rules.ratio").kind == "program"
    assert origin_of(made, "rules.ratio").basis == ()


def test_what_a_program_changed_is_not_said_to_stand_in_a_file():
    """Only what it left alone is."""
    filed = national_set()
    first, *rest = filed.indicators
    rules = {**filed.rules, "ratio": evolve(filed.rules["ratio"], share="1")}
    changed = evolve(
        filed,
        indicators=[evolve(first, weight=5), *rest],
        rounding={"leaf": Rounding(1)},
        policies=Policies(),
        rules=rules,
    )
    kinds = {key: origin_of(changed, key).kind for key in (
        "execution.weight", "execution.measure", "output.weight", "execution", "output", "rounding.leaf.places",
        "policies.missing", "rules.ratio", "rules.judged", "grades.优.from",
    )}  # fmt: skip

    assert {key for key, kind in kinds.items() if kind == "program"} == {
        "execution.weight", "execution", "rounding.leaf.places", "policies.missing", "rules.ratio",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("key", "near"),
    [("outptu.weight", "output"), ("rules.ratoi", "rules.ratio"), ("", ""), ("indicators", "indicators")],
)
def test_a_key_that_leads_nowhere_is_refused_with_the_nearest(county, key, near):
    """A misspelt code is not taken for a default."""
    with pytest.raises(InputError) as caught:
        origin_of(county, key)

    (fault,) = caught.value.faults
    assert (fault.code, fault.arguments["near"]) == ("origin.unknown-key", near)
    assert fault.arguments["address"] == ADDRESS


def test_nodes_below_nodes_are_found_by_their_codes():
    """With or without those between."""
    made = a_set(branch("a", 100, branch("b", 100, leaf("c", 60), leaf("d", 40))))
    keys = {
        origin_of(made, key).origin.place.key
        for key in ("c.weight", "a.c.weight", "a.b.c.weight", "a.children.b.children.c.weight")
    }

    assert keys == {"indicators.a.children.b.children.c.weight"}


def test_an_origin_in_words(county):
    """A sentence, and a second one where an amendment changed it."""
    line = line_of("to = 20")
    assert list(origin_of(county, "execution.weight").worded("zh")) == [
        "execution.weight：cn.example.qinghe@2023 作了调整，理由：县里看重进度；见 cn.example.qinghe 7: "
        f"{FILE}，第 {line} 行，change[1].to（清财绩〔2023〕7号 第六条，原文已核对）",
        f"调整前见 cn.mof 1: {NATION}，第 52 行，indicators.execution.weight"
        "（财预〔2020〕10号 第十三条、第十六条，原文已核对）",
    ]
    assert list(origin_of(county, "full-marks").worded("en")) == [
        "full-marks: not said in the set, so perfkit's default"
    ]
    assert list(origin_of(county, "rules.ratio").worded("en")) == [
        "rules.ratio: rule file cn.mof 1: standards/rules/proportional.toml, line 3, rules.ratio "
        "(财预〔2020〕10号 第十六条, text verified)"
    ]
    assert "".join(origin_of(county, "social.weight").worded("en")).endswith("(社会〔2022〕1号, text not verified)")
    assert list(origin_of(a_set(leaf("a", 100)), "a").worded("en")) == ["a: given by a program"]


def test_an_origin_as_plain_data(county):
    """Numbers are texts, what is not known is null."""
    found = origin_of(county, "execution.weight").record("zh")

    assert json.loads(json.dumps(found)) == found
    assert found["before"].pop("documents") == [
        {"document": "财预〔2020〕10号", "clause": "第十三条、第十六条", "verified": True}
    ]
    assert found == {
        "of": "execution.weight", "title": "execution.weight", "kind": "amendment", "plugin": "cn.example.qinghe",
        "version": "7", "file": FILE, "line": str(line_of("to = 20")), "row": None, "key": "change[1].to",
        "layer": ADDRESS, "documents": [{"document": "清财绩〔2023〕7号", "clause": "第六条", "verified": True}],
        "change": {"by": ADDRESS, "at": "indicators.execution.weight", "reason": "县里看重进度"},
        "before": {
            "of": "execution.weight", "title": "execution.weight", "kind": "set", "plugin": "cn.mof", "version": "1",
            "file": NATION, "line": "52", "row": None, "key": "indicators.execution.weight",
            "layer": "cn.mof.self-evaluation@2020", "change": None, "before": None,
        },
    }  # fmt: skip
    bare = origin_of(a_set(leaf("a", 100)), "a").record("zh")
    assert [bare[key] for key in ("plugin", "version", "file", "line", "row", "layer")] == [None] * 6
