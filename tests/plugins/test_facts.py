"""Facts from hooks: they count as facts with an origin, never replace what is stated, and any doubt makes no score."""

from decimal import Decimal
from fractions import Fraction

import pytest

from packaged import LATE, NATIONAL, facts
from perfkit.kit import Kit
from perfkit.model import Portfolio
from perfkit.scoring import attainable, evaluate, provenance, trace
from perfkit.testing import a_project

FULL = 100

NOT_LATE = '[[change]]\nat = "assumes"\nadd = { late = 0 }\nreason = "没有写的视为不逾期"\n'
MISSING_IS_ZERO = '[[change]]\nat = "policies.missing"\nwas = "absent"\nto = "zero"\nreason = "缺数记零分"\n'


def portfolio(**changes):
    """One project that scores 100 before any adjustment."""
    return Portfolio(unit="单位", year=2023, projects=[a_project(**changes)])


def scored(packages, body, changes=LATE, project=None, **more):
    """The evaluation of that project under a county's set, whose hook has this body."""
    address = packages.county(facts(body), changes=changes, **more)
    return Kit().evaluate(portfolio(**(project or {})), indicator_set=address)


def codes(evaluation):
    return [finding.code for finding in evaluation.findings]


def test_a_fact_of_a_hook_counts_and_says_where_it_is_from(packages):
    """Three days late cost three points; trace and explanation name plugin, version, file and line."""
    evaluation = scored(packages, "return {'late': 3}")
    (result,) = evaluation.projects
    origin = result.project.fact_origins["late"]

    assert result.points.exact == FULL - 3
    assert (origin.plugin, origin.version, origin.place.key) == ("cn.qinghe", "1.0", "perfkit_facts")
    assert (origin.place.file, origin.place.line) == ("cn_qinghe_plugin/hooks.py", 3)
    assert "由插件给出：late 3 天（cn.qinghe 1.0: cn_qinghe_plugin/hooks.py" in result.explain()
    (fact,) = [one for one in trace(evaluation)["projects"][0]["facts"] if one["name"] == "late"]
    assert [(one["kind"], one["plugin"], one["version"]) for one in fact["sources"]] == [("hook", "cn.qinghe", "1.0")]
    assert "hook" in {one.kind for one in provenance(result, "total", "points")}
    assert evaluation.findings == ()


def test_what_the_project_states_is_never_replaced(packages):
    """The stated day counts, and that the plugin says otherwise is told."""
    evaluation = scored(packages, "return {'late': 30}", project={"facts": {"late": 1}})

    assert evaluation.projects[0].points.exact == FULL - 1
    assert evaluation.projects[0].project.fact_origins == {}
    assert [(one.code, one.severity) for one in evaluation.findings] == [("plugin.facts-other", "warning")]


LAZY = """return Lazy()
import collections.abc
class Lazy(collections.abc.Mapping):
    def __iter__(self): return iter(["late"])
    def __len__(self): return 1
    def __getitem__(self, name): return 1 / 0"""

DOUBTFUL = {
    "raises": ("raise ValueError('没有数据')", "plugin.hook-failed"),
    "ends the program": ("raise SystemExit(3)", "plugin.hook-failed"),
    "goes too deep": ("return perfkit_facts(project, indicator_set)", "plugin.hook-failed"),
    "nothing": ("pass", "plugin.hook-nothing"),
    "no table": ("return [('late', 0)]", "plugin.hook-kind"),
    "a generator": ("yield {'late': 0}", "plugin.hook-kind"),
    "a float": ("return {'late': 0.0}", "plugin.facts-refused"),
    "not a number": ("return {'late': Decimal('NaN')}", "plugin.facts-refused"),
    "a truth for a number": ("return {'late': False}", "plugin.facts-refused"),
    "a word for a number": ("return {'late': '很久'}", "plugin.facts-refused"),
    "a list for a number": ("return {'late': [{'days': 1}]}", "plugin.facts-refused"),
    "a lazy table": (LAZY, "plugin.hook-failed"),
    "float arithmetic": ("return {'late': Decimal(0) + Decimal(0.1)}", "plugin.hook-failed"),
    "another value each time": ("project.seen = 1", "plugin.hook-failed"),
    "changes what it is given": ("project.facts['late'] = 0; return {'late': 0}", "plugin.hook-failed"),
}


@pytest.mark.parametrize(("body", "code"), DOUBTFUL.values(), ids=DOUBTFUL)
def test_a_fact_in_doubt_makes_no_score(packages, body, code):
    """Never a smaller one, nor one by what the set says of missing values or assumes; bounds stay wide."""
    evaluation = scored(packages, body, changes=LATE + NOT_LATE + MISSING_IS_ZERO)
    (result,) = evaluation.projects

    assert (result.state, result.points, result.grade) == ("absent", None, "")
    assert codes(evaluation) == [code]
    finding = evaluation.findings[0]
    assert finding.severity == "error"
    assert "cn.qinghe 1.0" in finding.worded("zh")
    assert "perfkit_facts" in finding.worded("en")
    assert finding.place.file == "cn_qinghe_plugin/hooks.py"
    assert finding.place.line >= 3
    assert "formula.withheld" in [one.code for one in result.findings]
    bounds = attainable(evaluation, "甲", "total")
    assert (bounds.low.exact, bounds.high.exact) == (0, FULL)


def test_a_measure_over_a_fact_in_doubt_is_no_zero(packages):
    """Where missing values score zero, one that a plugin failed to give still makes no score."""
    measure = (
        '[[change]]\nat = "measures.execution_rate"\nwas = "executed / budget"\n'
        'to = "executed / budget - late / 100"\nreason = "试"\n'
    )
    changes = LATE[: LATE.index('[[change]]\nat = "adj')] + measure + MISSING_IS_ZERO
    (result,) = scored(packages, "raise ValueError", changes=changes).projects

    assert (result.points, result.lines[0].points, result.lines[0].absent.code) == (None, None, "formula.withheld")


def test_a_result_that_changes_is_named_with_both_values(packages):
    """The same input gave 8.33 and then 8.34."""
    evaluation = scored(
        packages, "count.append(1); return {'late': Decimal('8.32') + Decimal(len(count)) / 100}\ncount = []"
    )

    assert evaluation.projects[0].points is None
    assert codes(evaluation) == ["plugin.not-repeatable"]
    assert "8.33" in evaluation.findings[0].worded("zh")
    assert "8.34" in evaluation.findings[0].worded("zh")


def test_a_slip_in_a_name_is_not_left_to_what_the_set_assumes(packages):
    """``lates`` is probably ``late``; the score is absent, not as if nobody had been late."""
    evaluation = scored(packages, "return {'lates': 3}", changes=LATE + NOT_LATE)

    assert evaluation.projects[0].points is None
    assert codes(evaluation) == ["plugin.facts-unasked"]
    assert evaluation.findings[0].hint("zh").endswith("是不是想写 late")


def test_other_facts_of_a_plugin_that_slipped_once_stand(packages):
    """Only the fact in doubt is withheld."""
    evaluation = scored(packages, "return {'late': 3, 'other': 0.5}")

    assert evaluation.projects[0].points.exact == FULL - 3
    assert list(evaluation.projects[0].project.withheld) == ["other"]


def test_only_plugins_along_the_chain_are_asked(packages):
    """Another county's hook is never called, whatever it would do."""
    packages.county(facts("raise ValueError"), id="cn.other")
    address = packages.county(facts("return {'late': 2}"))
    evaluation = Kit().evaluate(portfolio(), indicator_set=address)

    assert evaluation.projects[0].points.exact == FULL - 2
    assert evaluation.findings == ()


def two(packages, first, second, priority=""):
    """A town's set above that of its county, both with hooks; the town's has the priority."""
    county = packages.county(facts(first), id="cn.a")
    town = packages.county(facts(second), id="cn.b", changes="", extends=county, more=priority)
    return Kit().evaluate(portfolio(), indicator_set=town)


def test_two_plugins_with_two_values_are_named_with_what_settles_it(packages):
    """Neither counts, and the message says the line to write."""
    evaluation = two(packages, "return {'late': 1}", "return {'late': 2}")

    assert evaluation.projects[0].points is None
    assert codes(evaluation) == ["plugin.facts-two"]
    assert "cn.a 1.0、cn.b 1.0" in evaluation.findings[0].worded("zh")
    assert "priority = 1" in evaluation.findings[0].hint("en")


@pytest.mark.parametrize(
    ("first", "second", "priority", "points"),
    [
        ("return {'late': 1}", "return {'late': 2}", "priority = 1\n", FULL - 2),
        ("return {'late': 1}", "return {'late': 2}", "priority = -1\n", FULL - 1),
        ("return {'late': 2}", "return {'late': 2}", "", FULL - 2),
        ("return {'late': 1}", "raise ValueError", "", FULL - 1),
        ("return {'late': 1}", "raise ValueError", "priority = 1\n", None),
        ("return {'late': 1}", "return {'late': 0.5}", "", None),
        ("return {'late': 1}", "return {'late': 0.5}", "priority = -1\n", FULL - 1),
    ],
)
def test_priority_settles_whose_fact_counts(packages, first, second, priority, points):
    """The higher one; a failure hides only what stands below it, and leaves the facts of its equals alone."""
    result = two(packages, first, second, priority).projects[0]

    assert (result.points.exact if result.points else None) == points


def test_hooks_compute_under_a_context_of_their_own(packages):
    """A host whose decimals have three digits changes no fact."""
    import decimal

    address = packages.county(facts("return {'late': Decimal('1.23456') + Decimal('0.00004')}"))
    kit = Kit()
    with decimal.localcontext(decimal.Context(prec=3)):
        evaluation = kit.evaluate(portfolio(), indicator_set=address)

    assert evaluation.projects[0].project.facts["late"] == Decimal("1.23460")
    assert evaluation.projects[0].points.exact == FULL - Fraction("1.2346")


def test_facts_are_asked_for_anew_under_another_set(packages):
    """What a hook gave under one set is no statement of the project under the next."""
    address = packages.county(facts("return {'late': 3}"))
    kit = Kit()
    first = kit.evaluate(portfolio(), indicator_set=address)

    assert kit.evaluate(first.portfolio, indicator_set=address).projects[0].points.exact == FULL - 3
    assert kit.evaluate(first.portfolio, indicator_set=NATIONAL).projects[0].project.facts == {}


def test_a_portfolio_that_no_hook_concerns_is_the_very_same(packages):
    """And scoring by itself knows no hooks."""
    packages.county(facts("raise ValueError"))
    given, kit = portfolio(), Kit()

    assert kit.evaluate(given, indicator_set=NATIONAL).portfolio is given
    assert evaluate(given, kit.indicator_set(NATIONAL)).projects[0].points.exact == FULL
