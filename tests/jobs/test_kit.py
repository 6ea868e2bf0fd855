"""The kit as an embedder uses it: its own plugins, no globals, the same answer from every thread."""

import threading
from pathlib import Path

import pytest

from chain import CHAIN, XINFENG
from perfkit import (
    Funding,
    Indicator,
    IndicatorSetError,
    InputError,
    Kit,
    PerfkitError,
    PluginError,
    Portfolio,
    Project,
    Target,
)

ROOT = Path(__file__).parents[2]


def test_a_project_from_a_finance_system_is_scored():
    """Typed objects in, exact digits out; one indicator of ten points is no whole card, and the result says so."""
    road = Project(
        code="360722238888030005182",
        name="园区基础设施建设",
        funding=Funding(initial="70000000", budget="70000000", executed="70000000"),
        indicators=[
            Indicator("output", "数量指标", "基础设施项目数", weight=10, target=Target.at_least(5, "项"), actual=6)
        ],
    )
    result = Kit(installed=False).evaluate(
        Portfolio(unit="高新区管委会", year=2023, projects=[road]), indicator_set="cn.mof.self-evaluation@2020"
    )

    assert [project["state"] for project in result.to_dict()["projects"]] == ["absent"]
    assert [finding.code for finding in result.projects[0].findings] == ["weights.sum-differs"]


def test_two_kits_do_not_know_each_other(tmp_path):
    """A folder given to one kit is unknown to another."""
    with_folder, without = Kit(folders=CHAIN, installed=False), Kit(installed=False)

    assert with_folder.indicator_set("cn.jx.xinfeng.self-evaluation@2023")
    with pytest.raises(IndicatorSetError):
        without.indicator_set("cn.jx.xinfeng.self-evaluation@2023")


def test_the_edition_for_a_year():
    """``on`` picks the edition in force."""
    assert (
        Kit(installed=False).indicator_set("cn.mof.self-evaluation", on=2023).address == "cn.mof.self-evaluation@2020"
    )


def test_a_plugin_folder_beside_the_portfolio_is_used_and_must_be_sound(tmp_path):
    """``plugins = […]`` in portfolio.toml is relative to it; a broken one stops the run with its faults."""
    county = tmp_path / "county"
    (county / "amendments").mkdir(parents=True)
    (county / "perfkit.toml").write_text('id = "cn.a"\nversion = "1"\ntitle = { zh = "甲县" }\n', "utf-8")
    (county / "amendments" / "a.toml").write_text(
        'id = "cn.a.self-evaluation"\nedition = "2023"\ntitle = { zh = "甲县" }\n'
        'extends = "cn.mof.self-evaluation@2020"\nfiscal-years = { from = 2023 }\n'
        '[[change]]\nat = "rounding.rate.places"\nto = 0\nreason = "取整"\n',
        "utf-8",
    )
    facts = tmp_path / "facts"
    facts.mkdir()
    (facts / "portfolio.toml").write_text(
        'schema = 1\nindicator-set = "cn.a.self-evaluation@2023"\nplugins = ["../county"]\n'
        '[portfolio]\nyear = 2023\nunit = "甲"\n[tables.funding]\nfile = "f.csv"\nunit = "万元"\n',
        "utf-8",
    )
    (facts / "f.csv").write_text("name,budget,executed\n桥,3,2\n", "utf-8")
    kit = Kit(installed=False)

    assert kit.evaluate(kit.read(facts)).projects[0].execution_rate.digits == "67"
    (county / "perfkit.toml").write_text('id = "cn.a"\n', "utf-8")
    result = kit.evaluate(kit.read(facts))  # a kit reads a plugin once
    assert result.projects[0].execution_rate.digits == "67"
    assert kit.report(result, tmp_path / "build", formats="html")
    with pytest.raises(PluginError):
        Kit(installed=False).evaluate(kit.read(facts))


def test_a_report_by_a_kit_without_the_plugin_says_so(tmp_path):
    """A set from another kit's plugin is named, not looked up in vain, and nothing is written."""
    kit = Kit(folders=CHAIN, installed=False)
    result = kit.evaluate(kit.read(ROOT / "examples" / "xinfeng-2023"))
    with pytest.raises(PerfkitError) as caught:
        Kit(installed=False).report(result, tmp_path / "build")

    assert caught.value.code == "plugin.not-loaded"
    assert "cn.jx.xinfeng" in str(caught.value)
    assert not (tmp_path / "build").exists()


def test_a_set_may_be_handed_in_itself():
    """A set object does what its address does."""
    kit = Kit(installed=False)
    portfolio = Portfolio(unit="甲", year=2023, projects=[Project(name="桥")])
    address = "cn.mof.self-evaluation@2020"

    by_object = kit.evaluate(portfolio, indicator_set=kit.indicator_set(address))
    assert by_object.to_dict() == kit.evaluate(portfolio, indicator_set=address).to_dict()


def test_one_folder_may_be_given_by_itself():
    """A text is one folder, not a row of letters."""
    kits = [Kit(folders=given, installed=False) for given in (str(XINFENG), XINFENG, [XINFENG])]

    assert [repr(kit) for kit in kits] == ["Kit(zh, cn.jx.xinfeng, cn.mof)"] * 3
    assert [kit.faults for kit in kits] == [()] * 3


MISTAKES = {
    "language": (lambda kit: Kit("fr"), "language.unknown"),
    "no language": (lambda kit: Kit(None), "language.unknown"),
    "folders": (lambda kit: Kit(folders=5), "value.wrong-kind"),
    "a folder": (lambda kit: Kit(folders=["x", None]), "value.wrong-kind"),
    "evaluate": (lambda kit: kit.evaluate([Project(name="桥")]), "value.wrong-kind"),
    "set": (lambda kit: kit.indicator_set(None), "value.wrong-kind"),
    "year": (lambda kit: kit.indicator_set("cn.mof.self-evaluation", on="2023"), "value.wrong-kind"),
    "year that is a truth": (lambda kit: kit.indicator_set("cn.mof.self-evaluation", on=True), "value.wrong-kind"),
    "set to evaluate": (lambda kit: kit.evaluate(Portfolio(unit="甲", year=2023), indicator_set=5), "value.wrong-kind"),
    "check": (lambda kit: kit.check("x"), "value.wrong-kind"),
    "read": (lambda kit: kit.read(5), "value.wrong-kind"),
    "report": (lambda kit: kit.report(None), "value.wrong-kind"),
    "verify": (lambda kit: kit.verify(None), "value.wrong-kind"),
}


@pytest.mark.parametrize(("call", "code"), MISTAKES.values(), ids=MISTAKES)
def test_what_cannot_be_used_is_an_input_error(call, code):
    """Each slip of a caller is an InputError that says what was found and what is needed, in both languages."""
    with pytest.raises(InputError) as caught:
        call(Kit(installed=False))

    assert [fault.code for fault in caught.value.faults] == [code]
    assert caught.value.worded("zh")
    assert caught.value.worded("en")


def test_sixteen_threads_get_the_answer_of_one():
    """A kit may be shared: results do not depend on who else is computing."""
    kit = Kit()
    portfolio = kit.read(ROOT / "examples" / "xinfeng-2023")
    expected, found = kit.evaluate(portfolio).to_dict(), []

    def work():
        found.append(kit.evaluate(portfolio).to_dict())

    threads = [threading.Thread(target=work) for _ in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert [expected] * 16 == found


def test_a_value_of_a_set_names_its_origin():
    """By the address of the set or by the set itself: plugin, version, layer, file, key and document; or a refusal."""
    kit = Kit()
    found = kit.origin_of("cn.jx.xinfeng.self-evaluation@2023", "output.weight")
    assert (found.origin.plugin, found.origin.version, found.layer) == ("cn.mof", "1", "cn.mof.self-evaluation@2020")
    assert found.origin.place.key == "indicators.output.weight"
    assert found.origin.place.file.endswith("cn.mof.self-evaluation.2020.toml")
    assert found.basis[0].document == "财预〔2020〕10号"
    assert kit.origin_of(kit.indicator_set("cn.jx.xinfeng.self-evaluation@2023"), "output.weight") == found
    changed = kit.origin_of("cn.jx.xinfeng.self-evaluation@2023", "rounding.rate.mode")
    assert (changed.kind, changed.origin.plugin, changed.before.origin.plugin) == (
        "amendment",
        "cn.jx.xinfeng",
        "cn.mof",
    )
    for address, key in (("cn.mof.self-evaluation@2020", "outputs"), ("cn.mof.self-evaluation@2020", 7), (7, "output")):
        with pytest.raises(InputError):
            kit.origin_of(address, key)


def test_a_kit_lists_its_plugins():
    """Without installed packages only the standards."""
    assert [one.plugin.id for one in Kit(installed=False).plugins().plugins] == ["cn.mof"]
