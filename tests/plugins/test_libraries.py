"""The library along a chain: a county's own entries, codes that are taken, and who is never asked."""

import pytest

from perfkit.errors import InputError, PluginError
from perfkit.formats.library import LibraryFile
from perfkit.kit import Kit
from perfkit.model import Category, LibraryIndicator, Term, Title
from perfkit.plugins.libraries import joined_library

NATIONAL = "cn.mof.self-evaluation@2020"
COUNTY = "cn.a.self-evaluation@2024"

MANIFEST = 'id = "cn.a"\nversion = "3"\ntitle = { zh = "甲县" }\n'
AMENDMENT = f"""
id = "cn.a.self-evaluation"
edition = "2024"
title = {{ zh = "甲县自评" }}
extends = "{NATIONAL}"
fiscal-years = {{ from = 2024 }}
basis = [{{ document = "甲县通知" }}]
"""
TEA = """
[sectors.tea]
name = { zh = "茶业", en = "Tea" }

[[indicators]]
code = "tea.area"
name = { zh = "茶园面积" }
category = "quantity"
unit = "亩"
direction = "at-least"
sectors = ["tea", "agriculture"]
types = ["industry"]
source = "department-statistics"
evidence = "working"
"""
PROJECT = """
schema = 1
indicator-set = "{address}"

[project]
name = "茶园"
year = 2024
unit = "农业局"

[[indicators]]
from = "{code}"
weight = 10
target = 300
"""


def county(tmp_path, library=TEA):
    """A folder plugin that only gives the nation a new name and brings indicators of its own."""
    root = tmp_path / "county"
    for name, text in {
        "perfkit.toml": MANIFEST,
        "amendments/a.toml": AMENDMENT,
        "indicators/tea.toml": library,
    }.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    return Kit(folders=root, installed=False)


def project(tmp_path, code, address=COUNTY):
    path = tmp_path / "tea.toml"
    path.write_text(PROJECT.format(code=code, address=address), encoding="utf-8")
    return path


def indicator(code, **changes):
    """An indicator as a library file has it."""
    fields = {
        "name": Title("茶园面积"), "category": "quantity", "unit": "亩", "direction": "at-least", "sectors": ["tea"],
        "types": ["industry"], "source": "department-statistics", "evidence": "working",
    }  # fmt: skip
    return LibraryIndicator(code=code, **{**fields, **changes})


def file(*indicators, sectors=(), **words):
    return LibraryFile(name="own.toml", indicators=indicators, sectors=sectors, **words)


NATION = file(
    indicator("tea.area"),
    sectors=[Term(code="tea", name=Title("茶业"))],
    types=[Term(code="industry", name=Title("产业"))],
    categories=[Category(code="quantity", name=Title("数量指标"), block="output")],
)


def faults(*chain):
    """Code and place of each fault in joining."""
    with pytest.raises(PluginError) as caught:
        joined_library(chain)
    for fault in caught.value.faults:
        assert fault.worded("zh")
        assert fault.worded("en")
    return [fault.code for fault in caught.value.faults]


def test_a_county_adds_indicators_of_its_own_to_those_of_the_nation(tmp_path):
    """Its sets see both, and what was taken tells plugin, version, file and line."""
    kit = county(tmp_path)
    library = kit.host.library(kit.indicator_set(COUNTY))
    assert {"tea.area", "road.length-built"} <= set(library.indicators)

    own = kit.read(project(tmp_path, "tea.area")).projects[0].indicators[0]
    assert (own.block, own.name, str(own.target)) == ("output", "茶园面积", "≥300亩")
    origin = own.taken.indicator.origin
    assert (origin.plugin, origin.version, origin.place.file, origin.place.line) == (
        "cn.a", "3", "county/indicators/tea.toml", 5,
    )  # fmt: skip


def test_nobody_outside_the_chain_sees_them(tmp_path):
    """Installing a county changes nothing under the set of the nation."""
    kit = county(tmp_path)
    assert "tea.area" not in kit.host.library(kit.indicator_set(NATIONAL)).indicators
    assert "tea.area" not in kit.host.library().indicators
    with pytest.raises(InputError) as caught:
        kit.read(project(tmp_path, "tea.area", NATIONAL))
    assert caught.value.code == "library.unknown-code"


def test_the_set_that_is_asked_for_comes_before_the_one_in_the_file(tmp_path):
    """By its address or as it is; whoever evaluates under another set reads with it."""
    kit = county(tmp_path)
    path = project(tmp_path, "tea.area", NATIONAL)
    for chosen in (COUNTY, kit.indicator_set(COUNTY)):
        assert kit.read(path, indicator_set=chosen).projects[0].indicators[0].name == "茶园面积"
    with pytest.raises(InputError, match="indicator_set"):
        kit.read(path, indicator_set=3)


def test_a_set_of_its_own_may_use_the_national_library(tmp_path):
    """A set that extends nothing, made by a program, has no plugin in its chain."""
    kit = Kit(installed=False)
    from attrs import evolve

    own = evolve(kit.indicator_set(NATIONAL), plugins=(), chain=())
    assert "road.length-built" in kit.host.library(own).indicators


def test_libraries_are_read_only_when_asked_for(tmp_path):
    """A library at fault stands in nobody's way who takes nothing from it; then all is told, and told again."""
    kit = county(tmp_path, TEA.replace("亩", "", 1).replace('"working"', '"paper"'))
    assert kit.faults == ()
    assert kit.indicator_set(COUNTY).address == COUNTY
    for _ in range(2):
        with pytest.raises(PluginError) as caught:
            kit.host.library(kit.indicator_set(COUNTY))
        assert [(one.code, one.place.file) for one in caught.value.faults] == [
            ("input.not-choice", "county/indicators/tea.toml")
        ]
    assert "tea.area" not in kit.host.library(kit.indicator_set(NATIONAL)).indicators


def test_a_file_of_the_library_counts_for_the_digest_of_the_plugin(tmp_path):
    """A run can tell that its library was changed."""
    (before,) = [one for one in county(tmp_path).host.records if one.id == "cn.a"]
    first = before.digest()
    (after,) = [one for one in county(tmp_path, TEA + "\n").host.records if one.id == "cn.a"]
    assert after.digest() != first


def test_a_code_of_the_nation_is_taken_only_by_whoever_says_so():
    """With ``replaces`` the nearest counts; without it nobody could know which is meant."""
    own = indicator("tea.area", name=Title("茶园总面积"))
    assert faults(("cn.a", [file(own)]), ("cn.mof", [NATION])) == ["library.shadows"]
    for wrong in ("cn.mof", "cn.b:tea.area", "cn.mof:tea.sold"):
        other = file(indicator("tea.area", replaces=wrong))
        assert faults(("cn.a", [other]), ("cn.mof", [NATION])) == ["library.replaces-wrong"]

    told = indicator("tea.area", name=Title("茶园总面积"), replaces="cn.mof:tea.area")
    joined = joined_library([("cn.a", [file(told)]), ("cn.mof", [NATION])])
    assert joined.indicators["tea.area"].name == Title("茶园总面积")
    assert joined.named("茶园面积") == ()


def test_what_replaces_an_indicator_of_another_chain_is_new_in_this_one():
    """A plugin may have sets in several chains."""
    own = file(indicator("tea.kinds", replaces="cn.b:tea.kinds"))
    assert "tea.kinds" in joined_library([("cn.a", [own]), ("cn.mof", [NATION])]).indicators


def test_what_is_said_twice_or_replaces_nothing_is_refused_all_at_once():
    """Two of one code in one plugin, a code nobody has, a word that is said already, and words nobody says."""
    twice = file(indicator("tea.sold"), indicator("tea.sold"))
    nothing = file(indicator("tea.aera", replaces="cn.mof:tea.aera"), sectors=[Term(code="tea", name=Title("茶叶"))])
    unknown = file(indicator("tea.kinds", sectors=["tee"], types=["industri"], category="quantum"))

    assert faults(("cn.a", [twice, nothing, unknown]), ("cn.mof", [NATION])) == [
        "library.code-twice",
        "library.word-twice",
        "library.replaces-nothing",
        "library.unknown-word",
        "library.unknown-word",
        "library.unknown-word",
    ]


def test_a_hook_that_gives_something_else_is_named_with_its_plugin(tmp_path):
    """As any other hook."""
    import pluggy

    from perfkit.plugins import hookimpl, hookspecs
    from perfkit.plugins.calling import Hooks
    from perfkit.plugins.contributing import library_files

    class Wrong:
        """A package whose hook gives names."""

        @hookimpl
        def perfkit_indicator_library(self):
            return ["tea.area"]

    manager = pluggy.PluginManager(hookspecs.PROJECT)
    manager.add_hookspecs(hookspecs)
    manager.register(Wrong())
    with pytest.raises(PluginError) as caught:
        library_files(Hooks(manager, "cn.a", "1", tmp_path), [])
    assert caught.value.code == "plugin.hook-kind"


def test_every_national_indicator_may_be_taken_and_is_as_if_it_were_written_out(tmp_path):
    """All of output, cost, benefit and satisfaction: the same facts as from a file that leaves out nothing."""
    kit = Kit(installed=False)
    library = kit.host.library()
    nodes = {"output": "output", "cost": "output", "benefit": "benefit", "satisfaction": "satisfaction"}
    signs = {"at-least": "≥", "at-most": "≤", "equal": "＝"}
    entries = [one for one in library.indicators.values() if library.block(one) in nodes]
    short, whole = [], []
    for one in entries:
        number = "及时" if one.direction == "judged" else "12"
        sign, category = signs.get(one.direction, ""), library.categories[one.category].name.zh
        short.append(f'[[indicators]]\nfrom = "{one.code}"\ntarget = "{number}"\n')
        whole.append(
            f'[[indicators]]\nblock = "{nodes[library.block(one)]}"\ncategory = "{category}"\n'
            f'name = "{one.name.zh}"\ntarget = "{sign}{number}{one.unit}"\n'
        )
    head = PROJECT.format(address=NATIONAL, code="").partition("[[indicators]]")[0]
    read = []
    for name, parts in (("short", short), ("whole", whole)):
        path = tmp_path / f"{name}.toml"
        path.write_text(head + "".join(parts), encoding="utf-8")
        read.append(kit.read(path).projects[0].indicators)

    assert len(read[0]) == len(entries) > 250
    for one, other in zip(*read, strict=True):
        assert (one.block, one.category, one.name) == (other.block, other.category, other.name)
        assert (one.target.kind, one.target.value, one.target.unit) == (
            other.target.kind, other.target.value, other.target.unit,
        )  # fmt: skip
        assert other.taken is None
        assert set(one.taken.filled) >= {"block", "category", "name"}
