"""Strategies and relations: what they draw fits the set, and a rule that breaks a relation is caught by it."""

import pytest
from hypothesis import HealthCheck, given, settings

from perfkit.errors import IndicatorSetError
from perfkit.scoring import evaluate
from perfkit.testing import a_folder_plugin, a_set, evaluated, make_kit, national_set, relations, strategies
from perfkit.testing.relations import RELATIONS
from testing.county import county

NATIONAL = national_set()
few = settings(max_examples=8, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))


@few
@given(strategies.projects(NATIONAL))
def test_projects_fit_their_set(project):
    """Weights fill each node, names are unlike, and the set gives a total."""
    (result,) = evaluated(project, under=NATIONAL).projects

    assert result.state == "computed", [str(one) for one in result.findings]
    assert sum(line.weight.exact for line in result.lines) == 100
    assert len({one.name for one in project.indicators}) == len(project.indicators)


@few
@given(strategies.portfolios(NATIONAL, least=2, most=3))
def test_portfolios_hold_in_their_year_and_have_unlike_projects(portfolio):
    """They can be scored as they are."""
    assert 2 <= len({project.name for project in portfolio.projects}) == len(portfolio.projects) <= 3
    assert evaluate(portfolio, NATIONAL).mean is not None


@few
@given(strategies.amendments(NATIONAL))
def test_amendments_are_sound(tmp_path_factory, text):
    """Each is read, applied and proved."""
    folder = a_folder_plugin(tmp_path_factory.mktemp("any"), {"amendments/a.toml": text})
    found = make_kit(folder).indicator_set("test.amended@1")

    assert found.chain == ("test.amended@1", NATIONAL.address)
    assert len(found.changes) == text.count("[[change]]")


def changed(tmp_path, share, **keys):
    """The county's set, with this formula for indicators to be reached or kept below."""
    more = "".join(f"{key} = {value}\n" for key, value in keys.items())
    rule = f'[rules.ours]\ntitle = {{ zh = "本县" }}\nshare = "{share}"\n{more}'
    change = '\n[[change]]\nat = "indicators.output.rules-for.{0}"\nwas = "{1}"\nto = "ours"\nreason = "第二条"\n'
    files = county(rules__ours=rule, cases__bridge=None)
    files["amendments/county.toml"] += change.format("at-least", "ratio") + change.format("at-most", "inverse-ratio")
    return make_kit(a_folder_plugin(tmp_path / "county", files)).indicator_set("cn.test.county@2024")


@pytest.mark.slow
def test_the_national_set_holds_all_relations():
    """With few examples; the national rules have tests of their own."""
    relations.assert_relations(NATIONAL, examples=10)


CORE = "cn.mof.core-self-evaluation@2021"
FRAMEWORK = "cn.mof.evaluation-framework@2020"


@pytest.mark.slow
@pytest.mark.parametrize("address", [CORE, FRAMEWORK])
def test_the_other_national_sets_hold_all_relations(address):
    """Also where other weights hold under a condition."""
    relations.assert_relations(make_kit().indicator_set(address), examples=10)


@pytest.mark.parametrize("address", [CORE, FRAMEWORK])
def test_projects_fit_the_weights_of_the_condition_that_holds_for_them(address):
    """Every one drawn is scored line by line, under the set's own weights and under those of conditions."""
    chosen = make_kit().indicator_set(address)
    seen = set()

    @settings(few, max_examples=10)
    @given(strategies.projects(chosen))
    def fits(project):
        (result,) = evaluated(project, under=chosen).projects
        seen.add(result.weight_case and result.weight_case.code)
        assert sum(line.weight.exact for line in result.lines) == 100

    fits()
    assert len(seen) > 1


@pytest.mark.slow
def test_a_rule_that_earns_less_for_more_is_caught(tmp_path):
    """The line, target, actuals and points are named; the other relations hold of it."""
    odd = changed(tmp_path, "if(actual > 2 * target, 0.5, min(actual / target, 1))")
    with pytest.raises(AssertionError, match=r"产出指标 [0-9]”指标值.*得分反从"):
        relations.more_is_never_less(odd)
    with pytest.raises(AssertionError):
        relations.assert_relations(odd)
    for relation in RELATIONS:
        if relation is not relations.more_is_never_less:
            relation(odd, examples=10)


def test_limits_that_a_rule_names_are_kept_to(tmp_path):
    """120 % of the weight is no fault where the rule allows it."""
    relations.points_stay_within(changed(tmp_path, "actual / target", limits='["0", "120%"]'), examples=10)


@pytest.mark.parametrize("relation", ["points_stay_within", "order_does_not_matter", "replay_equals_the_run"])
def test_a_relation_sees_what_breaks_it(monkeypatch, relation):
    """Scoring itself keeps to these, so that each is tried with a scoring that does not."""
    from attrs import evolve

    calls = []

    def odd(portfolio, indicator_set):
        found = evaluate(portfolio, indicator_set)
        calls.append(portfolio)
        first = found.projects[0]
        more = evolve(first.lines[0].points, exact=first.lines[0].points.exact + 1000 * len(calls))
        broken = evolve(first, lines=[evolve(first.lines[0], points=more), *first.lines[1:]], points=more)
        return evolve(found, projects=[broken, *found.projects[1:]])

    monkeypatch.setattr(relations, "evaluate", odd)
    with pytest.raises(AssertionError):
        getattr(relations, relation)(a_set(), examples=5)


def test_a_set_that_takes_no_indicators_has_no_monotony_to_break():
    """Only what it measures itself; nothing is drawn."""
    from pathlib import Path

    kit = make_kit(Path(__file__).parents[2] / "plugins" / "hdi")
    relations.more_is_never_less(kit.indicator_set("org.undp.hdi@2010"))
    relations.points_stay_within(kit.indicator_set("org.undp.hdi@2010"), examples=5)
    with pytest.raises(IndicatorSetError):
        kit.indicator_set("org.undp.hdi@2011")
