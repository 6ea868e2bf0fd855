"""The kit as an embedder uses it: its own plugins, no globals, the same answer from every thread."""

import threading
from pathlib import Path

import pytest

from perfkit import Funding, Indicator, IndicatorSetError, Kit, PluginError, Portfolio, Project, Target

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
    folder = ROOT / "plugins" / "perfkit-xinfeng" / "src" / "perfkit_xinfeng"
    with_folder, without = Kit(folders=[folder], installed=False), Kit(installed=False)

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
    with pytest.raises(PluginError):
        kit.evaluate(kit.read(facts))


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
