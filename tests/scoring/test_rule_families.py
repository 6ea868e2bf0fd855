"""All rules that come with the library: what is written about them, and what holds for every one of them."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from perfkit.formula import Absent, Labels, Records, formula_name, read_kind
from perfkit.formula.units.walk import rule_dimensions
from perfkit.formula.worded.formulas import BUILT_IN
from scoring.families import COMPILED, NATIONAL

RULES = sorted(NATIONAL.rules)

some_numbers = st.one_of(
    st.sampled_from([Fraction(0), Fraction(4, 5), Fraction(1), Fraction(2)]),
    st.fractions(min_value=-1, max_value=3, max_denominator=100),
)
shares = st.sampled_from([Fraction(0), Fraction(4, 5), Fraction(1)]) | st.fractions(min_value=0, max_value=1)


def kinds(rule):
    """The kind of each fact a rule may ask for, by the name formulas use."""
    needs = {formula_name(name): read_kind(kind) for name, kind in NATIONAL.rules[rule].needs.items()}
    return {**dict.fromkeys(BUILT_IN, "number"), **needs}


def values(kind, numbers=some_numbers):
    """What a fact of this kind may be."""
    match kind:
        case Records():
            fields = {name: values(inner, numbers) for name, inner in kind.fields.items()}
            return st.lists(st.fixed_dictionaries(fields), max_size=9)
        case Labels():
            return st.sampled_from(kind.options)
        case "truth":
            return st.booleans()
        case _:
            return numbers


def facts(rule):
    """Any facts for a rule, some of them missing; what is scored below a node has its share already."""
    asked = {name: kind for name, kind in kinds(rule).items() if name in COMPILED[rule].facts}
    drawn = {name: values(kind, shares if name == "children" else some_numbers) for name, kind in asked.items()}
    return st.fixed_dictionaries({name: st.none() | one for name, one in drawn.items()})


def found(rule, given_facts):
    """The share or the label."""
    gives = NATIONAL.rules[rule].gives
    return COMPILED[rule].label(given_facts) if gives else COMPILED[rule].share(given_facts)


@pytest.mark.parametrize("name", RULES)
def test_every_rule_has_titles_a_basis_and_words(name):
    """A reader finds its name, its document, whether anybody checked, and what it does, in both languages."""
    rule = NATIONAL.rules[name]
    said = {language: COMPILED[name].words(language, {}) for language in ("zh", "en")}

    assert rule.title.zh != rule.title.en
    assert rule.title.en
    assert rule.basis
    assert all(one.document and one.clause for one in rule.basis)
    assert all(one.verified or one.note for one in rule.basis)
    assert said["zh"].endswith("。")
    assert said["en"].endswith(".")
    assert "得分比例" in said["zh"] or "第一个成立的情形" in said["zh"]


def test_no_two_rules_have_one_title():
    """Whoever chooses from a list sees which is which."""
    titles = [title for rule in NATIONAL.rules.values() for title in (rule.title.zh, rule.title.en)]

    assert len(set(titles)) == len(titles)


@pytest.mark.parametrize("name", RULES)
def test_every_rule_declares_what_it_asks_for(name):
    """Whoever reads ``needs`` knows which facts to give: all of them are used, and nothing else is."""
    declared = {formula_name(need) for need in NATIONAL.rules[name].needs}

    assert COMPILED[name].facts - set(BUILT_IN) == declared


@pytest.mark.parametrize("name", RULES)
def test_no_rule_mixes_units(name):
    """Whatever unit an indicator has, the rule adds and compares only what is counted alike."""
    checked = rule_dimensions(COMPILED[name].tree, kinds(name))

    assert [fault.worded("zh") for fault in checked.faults] == []


@pytest.mark.parametrize("name", RULES)
@settings(max_examples=25)
@given(data=st.data())
def test_a_rule_gives_a_share_of_the_weight_or_a_reason(name, data):
    """Whatever the facts are, the share lies between nothing and all, or the label is one of its own; else why not."""
    given_facts = data.draw(facts(name))
    what = found(name, given_facts)

    match what:
        case Absent():
            assert what.fault().worded("zh")
            assert what.reason not in ("share-outside", "too-large", "wrong-kind", "unknown-label")
        case str():
            assert what in NATIONAL.rules[name].gives
        case _:
            assert 0 <= what <= 1


@pytest.mark.parametrize("name", [name for name in RULES if any(isinstance(k, Records) for k in kinds(name).values())])
@settings(max_examples=25)
@given(data=st.data())
def test_the_order_of_a_list_changes_nothing(name, data):
    """Elements, problems, answers, children and peers may stand in any order."""
    given_facts = data.draw(facts(name))
    moved = {
        key: data.draw(st.permutations(value)) if isinstance(value, list) else value
        for key, value in given_facts.items()
    }

    assert found(name, given_facts) == found(name, moved)
