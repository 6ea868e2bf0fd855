"""``from`` of an indicator: what is filled in from the library, what the project says itself, what contradicts."""

from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest

from perfkit.errors import Fault, IndicatorSetError, InputError, Place
from perfkit.formats import Shelf, read_portfolio
from perfkit.model import Category, Library, LibraryIndicator, Origin, Target, Title
from perfkit.testing import national_set

CATEGORIES = {
    "quantity": Category(code="quantity", name=Title("数量"), aliases=["数量指标"], block="output"),
    "social": Category(code="social", name=Title("社会效益指标"), block="benefit"),
    "funds": Category(code="funds", name=Title("资金管理"), block="process"),
}


def entry(code, name, unit, direction, category="quantity", units=()):
    """An indicator of the library, as one file of the nation has it."""
    return LibraryIndicator(
        code=code,
        name=Title(name),
        category=category,
        unit=unit,
        units=units,
        direction=direction,
        sectors=["road"],
        types=["infrastructure"],
        source="department-records",
        evidence="voucher",
        origin=Origin(Place(file="standards/indicators/road.toml", line=8), "cn.mof", "1"),
    )


LIBRARY = Library(
    {
        one.code: one
        for one in (
            entry("road.length", "新建道路长度", "公里", "at-least", units=["米"]),
            entry("road.accidents", "事故数", "起", "at-most", "social"),
            entry("road.standard", "标准执行率", "%", "equal"),
            entry("road.look", "路容路貌", "", "judged", "social"),
            entry("road.cost", "建设成本", "万元", "at-most"),
            entry("funds.rate", "资金到位率", "%", "at-least", "funds"),
        )
    },
    categories=CATEGORIES,
)

PROJECT = """
schema = 1
indicator-set = "cn.mof.self-evaluation@2020"

[project]
name = "道路"
year = 2023
unit = "交通局"

[[indicators]]
weight = 10
{said}
"""


national = cache(national_set)


def read(tmp_path, said, find=None):
    """The first indicator of a project file, read with the library under the national set."""
    path = Path(tmp_path) / "road.toml"
    path.write_text(PROJECT.format(said=said), encoding="utf-8")
    shelf = Shelf(LIBRARY, national())
    (project,) = read_portfolio(path, find or (lambda address, plugins: shelf)).portfolio.projects
    return project.indicators[0]


def faults(tmp_path, said, **given):
    """Code, key and line of each fault; every one can be said in both languages."""
    with pytest.raises(InputError) as caught:
        read(tmp_path, said, **given)
    for fault in caught.value.faults:
        assert fault.worded("zh")
        assert fault.worded("en")
    return [(fault.code, fault.place.key, fault.place.line) for fault in caught.value.faults]


def test_what_the_project_leaves_out_is_filled_in(tmp_path):
    """A bare number is a target in the direction and unit of the library, under the node that accepts the category."""
    found = read(tmp_path, 'from = "road.length"\ntarget = 12.6\nactual = 12')

    assert (found.block, found.category, found.name) == ("output", "数量指标", "新建道路长度")
    assert found.target == Target("at-least", Decimal("12.6"), "公里")
    assert found.actual == 12


def test_what_came_from_the_library_is_told_with_its_origin(tmp_path):
    """Keys, plugin, version, file and line; an indicator of the project's own has none."""
    taken = read(tmp_path, 'from = "road.length"\ntarget = 12.6').taken

    assert taken.filled == ("block", "category", "name", "direction", "unit")
    assert taken.indicator.origin == Origin(Place(file="standards/indicators/road.toml", line=8), "cn.mof", "1")
    assert read(tmp_path, 'block = "output"\nname = "桥"\ntarget = "≥1座"').taken is None


@pytest.mark.parametrize(
    ("code", "written", "target"),
    [
        ("road.length", '"12.6"', Target("at-least", "12.6", "公里")),
        ("road.length", '"12600米"', Target("at-least", 12600, "米")),
        ("road.length", '"≥12.6"', Target("at-least", "12.6", "公里", "≥12.6")),
        ("road.length", '"＝12公里"', Target("equal", 12, "公里", "＝12公里")),
        ("road.length", "{ at-least = 5 }", Target("at-least", 5, "公里")),
        ("road.length", '{ range = [5, 6], unit = "米" }', Target("range", 5, "米", upper=6)),
        ("road.length", '"全部贯通"', Target.judged("全部贯通")),
        ("road.accidents", "0", Target("at-most", 0, "起")),
        ("road.accidents", "3", Target("at-most", 3, "起")),
        ("road.standard", "100", Target("equal", 100, "%")),
        ("road.look", '"整洁"', Target.judged("整洁")),
        ("road.look", '"≥90%"', Target("at-least", 90, "%", "≥90%")),
        ("road.cost", '"≤300000元"', Target("at-most", 300000, "元", "≤300000元")),
        ("road.cost", '"30万"', Target("at-most", 30, "万")),
    ],
)
def test_the_target_takes_only_what_it_does_not_say(tmp_path, code, written, target):
    """Direction and unit come from the library where the project is silent; its own win."""
    assert read(tmp_path, f'from = "{code}"\ntarget = {written}').target == target


@pytest.mark.parametrize(
    ("said", "node"),
    [
        ('name = "村道"', ("output", "数量指标", "村道")),
        ('category = "质量指标"', ("output", "质量指标", "新建道路长度")),
        ('category = "社会效益指标"', ("benefit", "社会效益指标", "新建道路长度")),
        ('block = "benefit"', ("benefit", "数量", "新建道路长度")),
        ('block = "benefit"\ncategory = "社会效益指标"', ("benefit", "社会效益指标", "新建道路长度")),
    ],
)
def test_the_projects_own_name_and_place_win(tmp_path, said, node):
    """A category that is written leads to the node that accepts it; a node that does not is told by the evaluation."""
    found = read(tmp_path, f'from = "road.length"\ntarget = 1\n{said}')

    assert (found.block, found.category, found.name) == node


@pytest.mark.parametrize(
    ("said", "code", "key"),
    [
        ('from = "road.lenght"\ntarget = 1', "library.unknown-code", "from"),
        ('from = ""\ntarget = 1', "library.unknown-code", "from"),
        ('from = "road.length"', "input.missing-keys", ""),
        ('from = "road.length"\ntarget = "≤12公里"', "library.direction", "target"),
        ('from = "road.accidents"\ntarget = { at-least = 3 }', "library.direction", "target"),
        ('from = "road.length"\ntarget = "≥12座"', "library.unit", "target"),
        ('from = "road.cost"\ntarget = 3\nunit = "元"', "input.unknown-key", "unit"),
        ('from = "road.cost"\ntarget = "3公里"', "library.unit", "target"),
        ('from = "road.standard"\ntarget = 0.95', "value.share-or-percent", "target"),
        ('from = "road.standard"\ntarget = 1', "value.share-or-percent", "target"),
        ('from = "road.standard"\ntarget = { range = [0.9, 1] }', "value.share-or-percent", "target"),
        ('from = "road.look"\ntarget = 90', "library.number-for-words", "target"),
        ('from = "road.length"\ntarget = "约12公里"', "value.vague", "target"),
        ('from = "funds.rate"\ntarget = 100', "library.no-node", ""),
    ],
)
def test_what_cannot_be_filled_in_is_refused_where_it_stands(tmp_path, said, code, key):
    """One fault, at its key."""
    (found,) = faults(tmp_path, said)

    assert found[:2] == (code, f"indicators[1].{key}".rstrip("."))
    assert found[2] is not None


def test_a_contradiction_in_direction_and_unit_is_told_at_once(tmp_path):
    """Both, and not one after the other."""
    found = faults(tmp_path, 'from = "road.length"\ntarget = "≤12座"')

    assert [code for code, _, _ in found] == ["library.direction", "library.unit"]


def test_without_a_set_the_project_must_say_its_block(tmp_path):
    """Nobody can know the node; with a block the category is that of the library."""

    def nation(address, plugins):
        return Shelf(LIBRARY)

    (found,) = faults(tmp_path, 'from = "road.length"\ntarget = 1', find=nation)
    assert found[0] == "library.no-set"
    own = read(tmp_path, 'from = "road.length"\nblock = "output"\ntarget = 1', find=nation)
    assert (own.block, own.category) == ("output", "数量")


def test_a_library_that_cannot_be_had_is_told_once_and_looked_for_only_when_needed(tmp_path):
    """A set that is not installed stops nobody who takes nothing from the library."""
    asked = []

    def broken(address, plugins):
        asked.append((address, plugins))
        raise IndicatorSetError(Fault("set.no-grades"))

    read(tmp_path, 'block = "output"\nname = "桥"\ntarget = "≥1座"', find=broken)
    assert asked == []
    said = 'from = "road.length"\ntarget = 1\n[[indicators]]\nweight = 1\nfrom = "road.cost"\ntarget = 1'
    assert [code for code, _, _ in faults(tmp_path, said, find=broken)] == ["set.no-grades"]
    assert asked == [("cn.mof.self-evaluation@2020", ())]


def test_two_indicators_taken_from_one_code_are_one_too_many(tmp_path):
    """Unless the project gives one of them a name of its own."""
    twice = 'from = "road.length"\ntarget = 1\n[[indicators]]\nweight = 1\nfrom = "road.length"\ntarget = 2'

    assert [code for code, _, _ in faults(tmp_path, twice)] == ["indicator.duplicate"]
    assert read(tmp_path, twice + '\nname = "村道"').name == "新建道路长度"


FOLDER = {
    "portfolio.toml": """
schema = 1
indicator-set = "cn.mof.self-evaluation@2020"
plugins = ["../county"]

[portfolio]
year = 2023
unit = "交通局"

[[groups]]
key = "roads"
name = "道路"
members = ["村道"]

[[groups.indicators]]
from = "road.look"
target = "整洁"
""",
    "projects/road.toml": """
schema = 1

[project]
name = "村道"

[[indicators]]
from = "road.length"
weight = 90
target = 3
""",
}


def folder(tmp_path, **instead):
    """A portfolio folder of one project in one group, with other texts by the stem of their file."""
    for name, text in FOLDER.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(instead.get(Path(name).stem, text), encoding="utf-8")
    return tmp_path


def test_projects_and_groups_of_a_folder_share_the_library_of_its_set(tmp_path):
    """It is looked for once, for the set and the plugins that portfolio.toml names."""
    asked = []

    def find(address, plugins):
        asked.append((address, plugins))
        return Shelf(LIBRARY, national())

    found = read_portfolio(folder(tmp_path), find).portfolio
    assert str(found.projects[0].indicators[0].target) == "≥3公里"
    assert (found.groups[0].indicators[0].block, found.groups[0].indicators[0].name) == ("benefit", "路容路貌")
    assert asked == [("cn.mof.self-evaluation@2020", ("../county",))]


def test_where_the_portfolio_cannot_be_read_nobody_is_blamed_for_its_set(tmp_path):
    """The code may be one of the county that portfolio.toml would name; other faults are told."""
    broken = FOLDER["projects/road.toml"].replace("road.length", "tea.area") + "[[indicators]]\nweight = 1\n"
    folder(tmp_path, portfolio="schema = 1\n[portfolio]\nyear = 2023\n", road=broken)

    with pytest.raises(InputError) as caught:
        read_portfolio(tmp_path)
    assert {(fault.code, fault.place.file) for fault in caught.value.faults} == {
        ("input.missing-keys", "portfolio.toml"),
        ("input.missing-keys", "projects/road.toml"),
    }
