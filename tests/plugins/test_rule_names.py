"""Rules along a chain: one name, one rule."""

import pytest

from perfkit.errors import IndicatorSetError
from perfkit.formats import RuleFile
from perfkit.model import Rule, Title
from perfkit.plugins.rule_names import refuse_shadows


def rules(file, *names):
    """A file of rules with these names."""
    return RuleFile(name=file, rules={name: Rule(name=name, title=Title(name), share="1") for name in names})


def test_different_names_stand_side_by_side():
    """Nothing is refused where every rule has a name of its own."""
    refuse_shadows([("county", [rules("c.toml", "own")]), ("nation", [rules("n.toml", "ratio", "judged")])])


def test_a_plugin_that_comes_twice_in_a_chain_is_not_in_its_own_way():
    """Two layers of one plugin share its rules."""
    county = ("county", [rules("c.toml", "own")])

    refuse_shadows([county, county, ("nation", [rules("n.toml", "ratio")])])


def test_every_shadow_is_named_with_its_place_and_the_plugin_it_hides():
    """County over city over nation: each name that is taken, once, where it is written."""
    chain = [
        ("county", [rules("c/rules/c.toml", "ratio", "own", "city")]),
        ("city", [rules("b/rules/b.toml", "city", "judged")]),
        ("nation", [rules("n/rules/n.toml", "ratio", "judged")]),
    ]
    with pytest.raises(IndicatorSetError) as caught:
        refuse_shadows(chain)

    found = [
        (fault.code, fault.place.file, fault.place.key, fault.arguments["plugin"]) for fault in caught.value.faults
    ]
    assert found == [
        ("rule.shadows", "b/rules/b.toml", "rules.judged", "nation"),
        ("rule.shadows", "c/rules/c.toml", "rules.ratio", "nation"),
        ("rule.shadows", "c/rules/c.toml", "rules.city", "city"),
    ]


def replacing(file, **said):
    """A file of rules that say which one they replace."""
    made = {
        name: Rule(name=name, title=Title(name), share="1", replaces=replaced or "") for name, replaced in said.items()
    }
    return RuleFile(name=file, rules=made)


NATION = ("nation", [rules("n.toml", "ratio", "judged")])


def test_a_rule_that_says_so_stands_for_the_one_further_up():
    """City over nation, and county over city; a plugin outside the chain may be named too, for other chains."""
    city = ("city", [replacing("b.toml", ratio="nation:ratio", own=None)])
    county = ("county", [replacing("c.toml", ratio="city:ratio", other="elsewhere:other")])
    refuse_shadows([county, city, NATION])


@pytest.mark.parametrize(
    ("said", "code", "argument"),
    [
        ({"ratio": "nation:ratios"}, "rule.replaces-wrong", ("wanted", "nation:ratio")),
        ({"ratio": "ratio"}, "rule.replaces-wrong", ("wanted", "nation:ratio")),
        ({"ratio": "elsewhere:ratio"}, "rule.replaces-wrong", ("wanted", "nation:ratio")),
        ({"rati": "nation:rati"}, "rule.replaces-nothing", ("near", "ratio")),
        ({"mine": "ratio"}, "rule.replaces-wrong", ("wanted", "cn.mof:mine")),
        ({"ratio": None}, "rule.shadows", ("plugin", "nation")),
    ],
)
def test_what_it_says_has_to_be_right(said, code, argument):
    """Plugin and name, and there has to be such a rule; the fault says the line that is needed."""
    with pytest.raises(IndicatorSetError) as caught:
        refuse_shadows([("county", [replacing("c.toml", **said)]), NATION])
    (fault,) = caught.value.faults
    assert (fault.code, fault.arguments[argument[0]]) == (code, argument[1])


def test_the_nearest_one_further_up_is_replaced():
    """A county under a city that replaced the nation's rule names the city's."""
    city = ("city", [replacing("b.toml", ratio="nation:ratio")])
    with pytest.raises(IndicatorSetError) as caught:
        refuse_shadows([("county", [replacing("c.toml", ratio="nation:ratio")]), city, NATION])
    assert [fault.arguments["wanted"] for fault in caught.value.faults] == ["city:ratio"]


def test_the_refusal_prints_the_line_to_add():
    """In both languages, to the letter."""
    with pytest.raises(IndicatorSetError) as caught:
        refuse_shadows([("county", [rules("c.toml", "ratio")]), NATION])
    for language in ("zh", "en"):
        assert 'replaces = "nation:ratio"' in caught.value.worded(language)
