"""A project scored again: as if its facts had been like that from the start."""

from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from perfkit.model import Portfolio
from perfkit.scoring import evaluate
from perfkit.scoring.rescoring import Scorer
from scoring.small import a_rule, a_set, a_small_project, counted, judged, leaf

RANKED = a_rule("ranked", "max(60 - 3 * count(peers, value > actual), 0) / 60", needs={"peers": {"value": "number"}})
SET = a_set(leaf("a", 60), leaf("b", 40), rules=[RANKED])
ACTUALS = st.lists(st.integers(0, 90), min_size=1, max_size=4)


def portfolio(actuals, rule=""):
    """A project for each actual, of 60 points by this rule, with 40 that are met."""
    projects = [
        a_small_project(counted("a", 60, actual, name="产值", rule=rule), judged("b", 40), name=f"{at}")
        for at, actual in enumerate(actuals)
    ]
    return Portfolio(unit="单位", year=2023, projects=projects)


def changed(project, actual, rule):
    first = evolve(project.indicators[0], actual=actual, rule=rule)
    return evolve(project, indicators=(first, *project.indicators[1:]))


@given(ACTUALS, st.integers(0, 90), st.sampled_from(["", "ranked"]), st.sampled_from(["", "ranked"]))
def test_a_changed_project_scores_what_it_had_scored_with_these_facts_from_the_start(actuals, actual, before, after):
    """Its rank counts its new value and not the one that it replaces, whichever rule it had before."""
    facts = portfolio(actuals, before)
    project = changed(facts.projects[0], actual, after)
    whole = evolve(facts, projects=(project, *facts.projects[1:]))

    again = Scorer.of(facts, SET).rescore(project, facts.projects[0])

    assert again.points == evaluate(whole, SET).projects[0].points


@given(ACTUALS)
def test_a_project_scored_again_without_a_change_scores_the_same(actuals):
    """The same points, told in the same words."""
    facts = portfolio(actuals, "ranked")
    once = evaluate(facts, SET).projects
    scorer = Scorer.of(facts, SET)
    again = [scorer.rescore(one, one) for one in facts.projects]
    assert [(one.points, one.explain()) for one in again] == [(one.points, one.explain()) for one in once]


def test_the_value_that_was_replaced_is_no_peer_any_more():
    """90 falls to 10 beside a 20: only the 20 is better than it, so it is second with 57 of 60."""
    facts = portfolio([90, 20], "ranked")
    project = changed(facts.projects[0], 10, "ranked")
    assert Scorer.of(facts, SET).rescore(project, facts.projects[0]).points.exact == 57 + 40


def test_a_rule_that_looks_at_peers_finds_them_where_no_project_asked_before():
    """No project was ranked; the one that is now finds the other's 20 above its 10."""
    facts = portfolio([90, 20])
    project = changed(facts.projects[0], 10, "ranked")
    assert Scorer.of(facts, SET).rescore(project, facts.projects[0]).points.exact == 57 + 40
