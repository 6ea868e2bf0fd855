"""Layouts in TOML: read whole, found along the chain of a set, refused where a part could not be told by its words."""

from __future__ import annotations

from pathlib import Path

import pytest

from perfkit.errors import InputError
from perfkit.formats.layouts import read_layout
from perfkit.kit import Kit

GOOD = """\
titles = ["乡镇自评表"]
total = ["合计得分"]

[[labels]]
key = "project.name"
words = ["事项"]

[[labels]]
key = "project.unit"
words = ["乡镇"]

[[labels]]
key = "facts.late-days"
words = ["迟报天数"]

[funding]
words = ["资金"]
unit = "万元"

[[funding.columns]]
key = "budget"
words = ["预算"]

[[funding.columns]]
key = "executed"
words = ["花掉"]

[[funding.rows]]
source = ""
words = ["全部"]

[table]
words = ["指标"]

[[table.columns]]
key = "block"
words = ["大类"]

[[table.columns]]
key = "name"
words = ["做什么"]

[[table.columns]]
key = "target"
words = ["要做到"]

[[table.columns]]
key = "actual"
words = ["做到了"]

[[table.columns]]
key = "weight"
words = ["几分"]

[[table.blocks]]
code = "output"
words = ["干了多少"]
"""

FORM = """\
2023年乡镇自评表
事项,修路,乡镇,清河乡
迟报天数,3
资金,预算,花掉
全部,100,90
大类,做什么,要做到,做到了,几分
干了多少,修路,≥5公里,6公里,90
"""


def written(folder: Path, text: str) -> Path:
    path = folder / "town.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_what_the_set_says_is_no_key_of_a_layout(tmp_path):
    """The second levels that a set accepts come from the set alone: in a file they are an unknown key."""
    with pytest.raises(InputError) as refused:
        read_layout(written(tmp_path, GOOD.replace("[table]\n", "[table]\naccepted = {}\n")), "town.toml")
    assert [fault.code for fault in refused.value.faults] == ["input.unknown-key"]


def test_a_layout_is_read_whole(tmp_path):
    """Its name is that of its file; every part is there."""
    layout = read_layout(written(tmp_path, GOOD), "county/layouts/town.toml")

    assert (layout.name, layout.kind, layout.titles, layout.total) == (
        "town",
        None,
        ("乡镇自评表",),
        ("合计得分",),
    )
    assert layout.funding is not None
    assert (layout.funding.unit, layout.funding.rows[0].source) == ("万元", "")
    assert layout.table is not None
    assert [column.key for column in layout.table.columns] == ["block", "name", "target", "actual", "weight"]
    assert layout.origin is not None
    assert layout.origin.place.file == "county/layouts/town.toml"


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("titles", 'name = "town"\ntitles', ("layout.name-given", "name")),
        ('titles = ["乡镇自评表"]', "titles = []", ("layout.no-words", "titles")),
        ('words = ["要做到"]', 'words = ["做什么"]', ("layout.word-twice", "table.columns[3].words")),
        ('words = ["要做到"]', 'words = [" 做 什么 "]', ("layout.word-twice", "table.columns[3].words")),
        ('words = ["乡镇"]', 'words = ["事项"]', ("layout.word-twice", "labels[2].words")),
        ('words = ["要做到"]', "words = []", ("layout.no-words", "table.columns[3].words")),
        ('key = "target"', 'key = "name"', ("layout.columns-missing", "table.columns")),
        ('key = "target"', 'key = "goal"', ("input.not-choice", "table.columns[3].key")),
        ('key = "project.name"', 'key = "project.nmae"', ("layout.key-unknown", "labels[1].key")),
        ('unit = "万元"', 'unit = "万员"', ("funding.unit", "funding.unit")),
        ('code = "output"', 'code = "产出"', ("key.characters", "table.blocks[1].code")),
        ('words = ["干了多少"]', "wrods = []", ("input.missing-keys", "table.blocks[1]")),
    ],
)
def test_what_could_not_be_found_by_its_words_is_refused(tmp_path, old, new, expected):
    """Each with its key, and in both languages."""
    with pytest.raises(InputError) as caught:
        read_layout(written(tmp_path, GOOD.replace(old, new, 1)), "county/layouts/town.toml")

    faults = caught.value.faults
    assert expected in [(fault.code, fault.place.key) for fault in faults]
    assert all(fault.place.line for fault in faults)
    assert all(fault.worded("zh") and fault.worded("en") for fault in faults)


def test_all_faults_of_a_layout_come_at_once(tmp_path):
    """A layout without a table and with a key nobody knows."""
    text = GOOD.partition("[table]")[0].replace("project.name", "projects.name")
    with pytest.raises(InputError) as caught:
        read_layout(written(tmp_path, text), "town.toml")

    assert {fault.code for fault in caught.value.faults} == {"layout.key-unknown", "layout.no-table"}


def test_the_layout_of_a_county_reads_its_forms_and_nobody_elses(tmp_path):
    """Where a set of the county is in use; under the national one the same form has no words that are known."""
    county = tmp_path / "county"
    for name, text in {
        "perfkit.toml": 'id = "cn.qinghe"\nversion = "1"\ntitle = { zh = "清河" }\n',
        "amendments/own.toml": (
            'id = "cn.qinghe.self-evaluation"\nedition = "1"\nextends = "cn.mof.self-evaluation@2020"\n'
            'title = { zh = "清河" }\nfiscal-years = { from = 2023 }\n'
        ),
        "layouts/town.toml": GOOD,
    }.items():
        (county / name).parent.mkdir(parents=True, exist_ok=True)
        (county / name).write_text(text, encoding="utf-8")
    kit = Kit(folders=county, installed=False)
    assert kit.faults == ()
    path = tmp_path / "form.csv"
    path.write_text(FORM, encoding="utf-8")

    project = kit.read(path, indicator_set="cn.qinghe.self-evaluation@1").projects[0]
    assert (project.name, project.unit, project.year) == ("修路", "清河乡", 2023)
    assert str(project.indicators[0].target) == "≥5公里"
    assert project.facts["late-days"] == 3
    assert project.funding is not None
    assert project.funding.executed == 900_000
    with pytest.raises(InputError) as caught:
        kit.read(path)
    assert [fault.code for fault in caught.value.faults] == ["form.none"]
