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
