"""The places in ``plugins/``: three layers on one chain, what each changes, and relations that hold under every set."""

from pathlib import Path

import pytest

from perfkit.kit import Kit
from perfkit.testing.relations import assert_relations

PLUGINS = Path(__file__).parents[2] / "plugins"
NATIONAL = "cn.mof.self-evaluation@2020"
PLACES = {
    "hubei": "cn.hb.self-evaluation@2020",
    "guangshui": "cn.hb.guangshui.self-evaluation@2021",
    "sichuan": "cn.sc.self-evaluation@2023",
    "yunnan": "cn.yn.self-evaluation@2022",
    "suiyang": "cn.gz.suiyang.self-evaluation@2020",
    "anhui": "cn.ah.self-evaluation@2022",
    "guangxi": "cn.gx.self-evaluation@2020",
    "zhejiang": "cn.zj.self-evaluation@2020",
    "hebei": "cn.he.self-evaluation@2020",
    "guangdong": "cn.gd.self-evaluation@2020",
    "shanxi": "cn.sx.bond.self-evaluation@2020",
    "ningxia": "cn.nx.self-evaluation@2020",
    "inner-mongolia": "cn.nm.urad-middle.self-evaluation@2020",
    "platform-80-70-60": "platform-80-70-60.self-evaluation@2020",
    "three-grades": "three-grades.self-evaluation@2020",
    "management-60": "management-60.self-evaluation@2020",
}


@pytest.fixture(scope="module")
def kit():
    """All places side by side."""
    found = Kit(folders=[PLUGINS / name for name in PLACES], installed=False)
    assert found.faults == ()
    return found


def test_nation_province_and_city_stand_on_each_other(kit):
    """Guangshui is told layer by layer: its own change, one of Hubei that it kept, one of the nation that both kept."""
    city = kit.indicator_set(PLACES["guangshui"])

    assert city.chain == (PLACES["guangshui"], PLACES["hubei"], NATIONAL)
    assert kit.origin_of(city, "indicators.decision.weight").layer == PLACES["guangshui"]
    assert kit.origin_of(city, "needs.novelty").layer == PLACES["hubei"]
    assert kit.origin_of(city, "grades.良.from").layer == NATIONAL


@pytest.mark.parametrize("name", PLACES)
def test_every_change_of_a_place_is_told_with_its_reason(kit, name):
    """`perfkit diff` finds something, and nothing but names, years and rules goes without a reason."""
    found = kit.diff(NATIONAL, PLACES[name]).differences
    silent = {one.key.partition(".")[0] for one in found if one.change is None}

    assert any(one.change is not None for one in found)
    assert silent <= {"title", "fiscal-years", "rules"}


@pytest.mark.parametrize("name", PLACES)
def test_facts_of_places_are_not_said_to_be_compared_with_a_text(kit, name):
    """Nobody saw the documents of these places, only forms and platforms."""
    own = kit.indicator_set(PLACES[name])
    rules = [rule for rule in own.rules.values() if rule.origin.plugin != "cn.mof"]

    assert not any(basis.verified for basis in own.layers[0].basis)
    assert not any(basis.verified for rule in rules for basis in rule.basis)


@pytest.mark.slow
@pytest.mark.parametrize("name", PLACES)
def test_relations_hold_under_the_set_of_every_place(kit, name):
    """No more points than the weight, never less for a better actual, in any order, and the same again."""
    assert_relations(kit.indicator_set(PLACES[name]), examples=10)
