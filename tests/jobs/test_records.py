"""Facts that a program hands in give the evaluation that files give, through the kit and on the command line."""

import json
from decimal import Decimal
from pathlib import Path

import pytest
import tomli

from perfkit import InputError, Kit, PluginError, Rows, Unit
from perfkit.cli.main import run
from perfkit.scoring import record
from perfkit.testing import a_folder_plugin

ROOT = Path(__file__).parents[2]
FORM = ROOT / "examples" / "one-project" / "form.toml"
RECORD = tomli.loads(FORM.read_text("utf-8"), parse_float=Decimal)
KIT = Kit(installed=False)
NATIONAL = "cn.mof.self-evaluation@2020"


def as_json(value):
    return json.dumps(value, ensure_ascii=False, default=str)


def said(evaluation):
    """The whole record of an evaluation, without the places and fingerprints of what was read."""

    def bare(value):
        if isinstance(value, dict):
            return {key: bare(one) for key, one in value.items() if key not in ("where", "origin", "sources", "place")}
        return [bare(one) for one in value] if isinstance(value, list) else value

    return bare(json.loads(as_json(record(evaluation, (), "zh"))))


def test_every_way_in_gives_the_same_evaluation(tmp_path):
    """TOML, a mapping, JSON, a list, JSON Lines and the record of a portfolio are scored alike, to the last figure."""
    member = {key: value for key, value in RECORD.items() if key not in ("schema", "indicator-set")}
    unit = {"year": 2022, "unit": RECORD["project"]["unit"], "department": RECORD["project"]["department"]}
    whole = {"schema": 1, "indicator-set": NATIONAL, "portfolio": unit, "projects": [member]}
    texts = {
        "one.json": as_json(RECORD),
        "list.json": as_json([RECORD]),
        "lines.jsonl": as_json(RECORD) + "\n",
        "whole.JSON": as_json(whole),
    }
    for name, text in texts.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    wanted = said(KIT.evaluate(KIT.read(FORM)))
    found = [KIT.read(tmp_path / name) for name in texts]

    assert [portfolio.sources.keys() for portfolio in found] == [{name} for name in texts]
    for portfolio in (*found, KIT.read_records([RECORD])):
        assert said(KIT.evaluate(portfolio))["projects"] == wanted["projects"]


def test_a_portfolio_of_json_has_groups_and_tables_as_its_folder_has(tmp_path):
    """A CSV of amounts beside it is joined, and members of groups are looked up."""
    (tmp_path / "money.csv").write_text("name,budget,executed\n道路,100,50\n桥梁,10,10\n", encoding="utf-8")
    whole = {
        "schema": 1,
        "portfolio": {"year": 2023, "unit": "局", "staffing": {"在编": 3}},
        "tables": {"funding": {"file": "money.csv", "unit": "万元"}},
        "groups": [{"key": "roads", "name": "路", "members": ["道路"]}],
        "projects": [{"project": {"name": "道路"}, "stated": {"points": "90"}, "personal": ["李某某", "王某某"]}],
        "personal": ["王某某"],
    }
    path = tmp_path / "whole.json"
    path.write_text(as_json(whole), encoding="utf-8")
    found = KIT.read(path)

    assert [(one.name, one.funding.budget) for one in found.projects] == [("道路", 1_000_000), ("桥梁", 100_000)]
    assert found.members(found.groups[0])[0].stated.points.digits == "90"
    assert found.unit.staffing == {"在编": 3}
    assert found.personal == ("王某某", "李某某")


@pytest.mark.parametrize(
    ("change", "code", "key"),
    [
        ({"projects": {}}, "input.not-list", "projects"),
        ({"portfolio": None}, "input.missing-keys-root", ""),
        ({"project": {}}, "input.misspelt-key", "project"),
        ({"projects": [{"project": {"name": "甲", "year": 2022}}]}, "project.other-year", "projects[1].project.year"),
        (
            {"projects": [{"project": {"name": "甲"}, "indicator-set": "a@1"}]},
            "record.belongs-to-portfolio",
            "projects[1].indicator-set",
        ),
        ({"groups": [{"key": "a", "name": "甲", "members": ["乙"]}]}, "reference.unknown", "groups[1].members[1]"),
    ],
)
def test_a_portfolio_of_json_is_refused_where_its_folder_would_be(tmp_path, change, code, key):
    """Each with its key and the line in the file."""
    whole = {"schema": 1, "portfolio": {"year": 2023, "unit": "局"}, "projects": []} | change
    path = tmp_path / "whole.json"
    path.write_text(json.dumps(whole, ensure_ascii=False, indent=1), encoding="utf-8")
    with pytest.raises(InputError) as refused:
        KIT.read(path)

    (fault,) = refused.value.faults
    assert (fault.code, fault.place.key, fault.place.file) == (code, key, "whole.json")
    assert (fault.place.line is not None) == bool(key)


def test_faults_of_the_portfolio_and_of_its_projects_are_told_at_once(tmp_path):
    """Nobody mends a file twice; what only follows from the first fault is not told."""
    taken = {"from": "road.length-built", "target": 5}
    projects = [
        {"project": {"name": "甲", "year": 2023}, "indicators": [taken]},
        {"project": {"name": "", "year": 2022}},
    ]
    path = tmp_path / "whole.json"
    path.write_text(as_json({"schema": 1, "portfolio": {"year": 2023}, "projects": projects}), encoding="utf-8")
    with pytest.raises(InputError) as refused:
        KIT.read(path)

    assert [(fault.code, fault.place.key) for fault in refused.value.faults] == [
        ("input.missing-keys", "portfolio"),
        ("name.empty", "projects[2].project.name"),
    ]


def test_a_broken_project_of_a_list_stops_no_other_where_somebody_is_told(tmp_path):
    """In a portfolio, a list and JSON Lines alike; without somebody to tell, the whole is refused."""
    good, bad = ({"schema": 1, "project": {"name": name, "year": 2023, "unit": "局"}} for name in ("甲", ""))
    whole = {"schema": 1, "portfolio": {"year": 2023, "unit": "局"}, "projects": [bad, good]}
    texts = {
        "a.json": as_json(whole),
        "b.json": as_json([good, bad]),
        "c.jsonl": f"{as_json(bad)}\n{{\n{as_json(good)}",
    }
    told = {}
    for name, text in texts.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
        told[name] = []
        assert [one.name for one in KIT.read(tmp_path / name, on_fault=told[name].append).projects] == ["甲"]
        with pytest.raises(InputError):
            KIT.read(tmp_path / name)

    assert {name: [fault.code for fault in found] for name, found in told.items()} == {
        "a.json": ["name.empty"],
        "b.json": ["name.empty"],
        "c.jsonl": ["name.empty", "json.open"],
    }
    assert [fault.place.line for fault in told["c.jsonl"]] == [1, 2]


def test_the_command_line_scores_a_json_file(tmp_path, capsys):
    """``perfkit evaluate`` takes it as it takes a TOML file."""
    path = tmp_path / "form.json"
    path.write_text(as_json(RECORD), encoding="utf-8")

    assert run(["evaluate", str(path)]) == 0
    assert "99.80" in capsys.readouterr().out


def test_indicators_of_records_may_come_from_the_library():
    """What an indicator leaves out is filled in along the set that is given, or that the record names."""
    taken = {
        "schema": 1,
        "project": {"name": "路", "year": 2023, "unit": "局"},
        "indicators": [{"from": "road.length-built", "target": 5}],
    }
    by_kit = KIT.read_records([taken], indicator_set=NATIONAL)
    by_record = KIT.read_records([taken | {"indicator-set": NATIONAL}])

    assert by_kit.projects[0].indicators == by_record.projects[0].indicators
    assert by_kit.projects[0].indicators[0].block == "output"
    assert by_kit.indicator_set == NATIONAL


def test_plugins_that_records_name_are_those_of_the_portfolio(tmp_path):
    """A folder of a plugin is looked for where the program stands; one that is not there is said when it is used."""
    a_folder_plugin(tmp_path / "plugin")
    assert KIT.read_records([RECORD | {"personal": ["王某某"]}]).personal == ("王某某",)
    found = KIT.read_records([RECORD | {"plugins": [str(tmp_path / "plugin")]}])

    assert found.plugins == (str(tmp_path / "plugin"),)
    assert KIT.evaluate(found).projects[0].points.digits == "99.80"
    with pytest.raises(PluginError):
        KIT.evaluate(KIT.read_records([RECORD | {"plugins": ["nowhere"]}]))


def test_unit_and_year_are_given_with_rows():
    """Rows need not say them; a unit may be one of its own."""
    rows = [{"project.name": "甲"}, {"project.name": "乙"}]
    found = KIT.read_rows(rows, unit=Unit("财政局", short="局"), year=2023, indicator_set=NATIONAL)

    assert (found.unit.short, found.year, found.indicator_set) == ("局", 2023, NATIONAL)
    assert KIT.read_rows(Rows([("甲",)], ["project.name"]), unit="局", year=2023).projects[0].name == "甲"


@pytest.mark.parametrize(
    "call",
    [
        lambda: KIT.read_records([], unit=5),
        lambda: KIT.read_records([], year="2023"),
        lambda: KIT.read_records([], year=True),
        lambda: KIT.read_records([], indicator_set=5),
        lambda: KIT.read_records(RECORD),
        lambda: KIT.read_records("x"),
        lambda: KIT.read_records(None),
        lambda: KIT.read_rows(None),
    ],
)
def test_what_makes_no_sense_is_refused(call):
    """Never a TypeError from deep inside."""
    with pytest.raises(InputError):
        call()
