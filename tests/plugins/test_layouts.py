"""Layouts along a chain: what one takes over from another, and what keeps it from being whole."""

import pytest
from attrs import evolve

from perfkit.errors import PluginError
from perfkit.kit import Kit
from perfkit.testing import a_folder_plugin
from testing.county import ADDRESS, county

TITLED = """
extends = "department"
sets = ["cn.county.self-evaluation"]
titles = ["甲县部门自评表", "整体绩效自评表"]
"""
TOWNS = """
extends = "department"
titles = ["乡镇自评表"]
total = ["得分合计"]

[[labels]]
key = "project.name"
words = ["乡镇"]
"""
TALL = """
extends = "self-evaluation"

[funding]
unit = "元"

[[table.columns]]
key = "block"
words = ["大类"]

[[table.columns]]
key = "name"
words = ["名称"]

[[table.columns]]
key = "target"
words = ["要求"]
"""
SIGNED = """
extends = "department"
titles = ["乡镇自评表"]

[[tail]]
key = ""
words = ["填报人"]
"""
"""The signer stands above the money in the national one."""


def layouts(tmp_path, **files):
    """The layouts under the set of a county with these files in ``layouts/``, by name."""
    own = {f"layouts__{name}": text for name, text in files.items()}
    kit = Kit(folders=[a_folder_plugin(tmp_path / "county", county(**own))], installed=False)
    return {layout.name: layout for layout in kit.host.layouts(kit.indicator_set(ADDRESS))}


@pytest.fixture(scope="module")
def national():
    return {layout.name: layout for layout in Kit(installed=False).host.layouts()}


def test_what_a_layout_leaves_out_is_that_of_the_one_it_extends(tmp_path, national):
    """All but its sets and the titles that it gives itself is taken over, the kind of form too."""
    base, found = national["department"], layouts(tmp_path, department=TITLED)["department"]

    assert found.titles == ("甲县部门自评表", "整体绩效自评表")
    assert found.sets == ("cn.county.self-evaluation",)
    assert evolve(found, titles=base.titles, sets=base.sets, origin=base.origin) == base


def test_a_part_that_is_given_takes_the_place_of_the_whole_part(tmp_path, national):
    """One label is all the labels there are; the layout of another name stands beside the national one."""
    found = layouts(tmp_path, towns=TOWNS)

    assert [label.words for label in found["towns"].labels] == [("乡镇",)]
    assert (found["towns"].total, found["towns"].kind) == (("得分合计",), "department")
    assert found["towns"].table == national["department"].table
    assert found["department"] == national["department"]


def test_layouts_extend_one_another_in_a_row(tmp_path, national):
    """Villages extend towns, towns the layout of the county of the national name, and that the national one."""
    villages = TOWNS.replace('"department"', '"towns"').replace("乡镇自评表", "村自评表")
    found = layouts(tmp_path, villages=villages, towns=TOWNS, department=TITLED)["villages"]

    assert (found.titles, found.total) == (("村自评表",), ("得分合计",))
    assert found.table == national["department"].table


def test_a_block_may_give_some_of_its_keys(tmp_path, national):
    """Only the unit of money and the columns of the table: rows, words and first levels are those of the other one."""
    found = layouts(tmp_path, tall=TALL)["tall"]

    base = national["self-evaluation"]
    assert found.funding == evolve(base.funding, unit="元")
    assert [column.words for column in found.table.columns] == [("大类",), ("名称",), ("要求",)]
    assert evolve(found.table, columns=base.table.columns) == base.table
    assert (found.titles, found.goals, found.labels) == (base.titles, base.goals, base.labels)


@pytest.mark.parametrize(
    ("files", "code", "near"),
    [
        ({"towns": TOWNS.replace("department", "departmemt")}, "layout.extends-unknown", "department"),
        ({"towns": TOWNS.replace("department", "towns")}, "layout.extends-unknown", ""),
        (
            {"towns": TOWNS.replace("department", "village"), "village": TOWNS.replace("department", "towns")},
            "layout.extends-unknown",
            "",
        ),
        ({"towns": SIGNED}, "layout.word-twice", None),
        ({"tall": TALL.replace('"block"', '"note"')}, "layout.columns-missing", None),
    ],
    ids=["misspelt", "itself", "circle", "word", "columns"],
)
def test_a_layout_that_cannot_be_made_whole_is_refused(tmp_path, files, code, near):
    """With its file; in a circle the one that leads back."""
    with pytest.raises(PluginError) as refused:
        layouts(tmp_path, **files)
    fault = refused.value.faults[0]
    assert (fault.code, fault.place.file) == (code, f"county/layouts/{list(files)[-1]}.toml")
    assert near is None or fault.arguments["near"] == near
