"""Where the points went: every lost point has its entry, and the entries add up to what was lost."""

from fractions import Fraction

import pytest
from attrs import evolve
from hypothesis import given

from corpus.comparing import readings, whole
from corpus.forms import forms
from perfkit.model import (
    Adjustment,
    Funding,
    Policies,
    Project,
    Review,
    Rounding,
    Stated,
    Title,
    exact_text,
    number,
    stated_figure,
)
from perfkit.scoring import lost_points
from perfkit.scoring.answers.loss import CAUSES
from perfkit.testing import evaluated
from scoring.answers.random_sets import sets, small_projects
from scoring.local import local_set, projects
from scoring.small import a_case, a_rule, a_set, branch, counted, judged, leaf, measure, scored

LIST = {"children": {"weight": "number", "points": "number", "share": "number"}}
MEAN = a_rule("mean", "mean(children, share)", needs=LIST)
WEAKEST = a_rule("weakest", "least(children, share)", needs=LIST)
PLAIN = a_set(leaf("a", 60), leaf("b", 40))


def losses(result):
    """Code, class and points of each entry, in order."""
    return [(entry.code, entry.cause, entry.lost.exact) for entry in lost_points(result).entries]


def added(ledger):
    return sum(entry.lost.exact for entry in ledger.entries)


@given(sets(), small_projects())
def test_entries_add_up_to_what_was_lost(under, project):
    """Whatever the set combines, adjusts, moves and rounds, and whoever gives points."""
    (result,) = evaluated(project, under=under).projects
    ledger = lost_points(result)

    assert all(entry.lost.exact for entry in ledger.entries)
    assert [entry.lost.exact for entry in ledger.entries] == sorted(
        (entry.lost.exact for entry in ledger.entries), reverse=True
    )
    if result.final_points is None:
        assert (ledger.lost, ledger.unplaced, ledger.complete) == (None, None, False)
    else:
        assert added(ledger) + ledger.unplaced.exact == 100 - result.final_points.exact == ledger.lost.exact
        assert ledger.complete == (result.points is not None)
        assert not ledger.complete or ledger.unplaced.exact == 0


@given(sets(), small_projects())
def test_an_entry_of_a_line_is_its_weight_less_the_points_that_count(under, project):
    """One entry for each line below full marks or beyond them, unless nothing of it reaches the total."""
    (result,) = evaluated(project, under=under).projects
    lines = {line.code: line for line in result.lines if line.final is not None}
    found = {entry.code: entry for entry in lost_points(result).entries if entry.before is None}

    for code, entry in found.items():
        line = lines[code]
        assert entry.lost.exact == line.weight.exact - line.final.exact
        assert (entry.weight, entry.points, entry.name, entry.reason) == (
            line.weight, line.final, line.name, line.reason,
        )  # fmt: skip
    if result.points is not None:
        assert set(found) == {code for code, line in lines.items() if line.weight.exact != line.final.exact}


@given(sets(), small_projects())
def test_above_the_lines_only_what_a_set_says_takes_points(under, project):
    """Rounding where the set rounds, combination where a rule combines or a total is scaled, adjustments it has."""
    (result,) = evaluated(project, under=under).projects
    entries = lost_points(result).entries
    combining = {node.code for node in [*under.indicators, *under.leaves()] if node.combine}
    combining |= {"total"} if under.combine or under.policies.not_applicable == "total" else set()
    names = {"total": "total", "execution": "leaf"}

    assert {one.code for one in entries if one.cause == "combination"} <= combining
    assert all(under.rounded(names.get(one.code, "block")) for one in entries if one.cause == "rounding")
    assert {one.source.adjustment for one in entries if one.cause == "adjustment"} <= set(under.adjustments)


def test_weight_that_moves_within_a_block_costs_nothing():
    """20 of 60 do not apply and move to the other 40, which earn three quarters: 15 lost there, and nowhere else."""
    under = evolve(PLAIN, policies=Policies(not_applicable="move"))
    card = (judged("a", 20, applicable=False, reason="没有"), judged("a", 40, "0.75"), judged("b", 40))
    assert losses(scored(under, *card)) == [("a[2]", "judgement", 15)]


def test_the_greatest_loss_comes_first_and_equal_ones_in_the_order_of_the_set():
    """10 of a's second indicator, then 8, and 4 twice: before that of b the one of a, though b is written first."""
    card = [
        judged("b", 40, "0.9", "乙"),
        judged("a", 20, "0.8", "甲一"),
        judged("a", 20, "0.5"),
        judged("a", 20, "0.6"),
    ]

    assert losses(scored(PLAIN, *card)) == [
        ("a[2]", "judgement", 10),
        ("a[3]", "judgement", 8),
        ("a[1]", "judgement", 4),
        ("b[1]", "judgement", 4),
    ]


def test_a_rule_that_combines_a_bonus_and_rounding_have_entries_of_their_own():
    """a earns 30 of 40 and b all 20, where the weakest gives 60 × 3/4 = 45 and not 50; 1/3 is taken off, then rounded.

    The total of 44 2/3 + 30 = 74 2/3 becomes 74.7 at the node, and 75 as a whole.
    """
    late = Adjustment(code="late", title=Title("逾期"), at="result", when="late > 0", points="points - late / 3")
    under = a_set(
        branch("result", 60, leaf("a", 40), leaf("b", 20), combine="weakest"),
        leaf("c", 40),
        rules=[WEAKEST],
        needs={"late": "number"},
        adjustments=[late],
        rounding={"block": Rounding(1), "total": Rounding(0)},
    )
    card = (judged("a", 40, "0.75"), judged("b", 20), judged("c", 40, "0.75"))
    result = scored(under, *card, facts={"late": 1})

    assert result.points.exact == 75
    assert losses(result) == [
        ("a[1]", "judgement", 10),
        ("c[1]", "judgement", 10),
        ("result", "combination", 5),
        ("result", "adjustment", Fraction(1, 3)),
        ("result", "rounding", Fraction(-1, 30)),
        ("total", "rounding", Fraction(-3, 10)),
    ]
    above = lost_points(result).entries[2:5]
    assert [entry.before.exact for entry in above] == [50, 45, Fraction(134, 3)]
    assert [entry.points.exact for entry in above] == [45, Fraction(134, 3), Fraction(447, 10)]


def test_what_is_scaled_up_loses_more_than_its_own_points():
    """60 points do not apply; the other 40 earn 30, which stand for 75 of 100: 10 lost and 15 by scaling."""
    under = evolve(PLAIN, policies=Policies(not_applicable="total"))
    card = (judged("a", 60, applicable=False, reason="没有"), judged("b", 40, "0.75"))

    assert losses(scored(under, *card)) == [("total", "combination", 15), ("b[1]", "judgement", 10)]


def test_nothing_below_a_node_that_weighs_nothing_is_lost():
    """Under a condition the combined block weighs 0, though its own parts still have weights: it takes no part."""
    under = a_set(
        branch("x", 60, leaf("a", 40), leaf("b", 20), combine="mean"),
        leaf("c", 40),
        rules=[MEAN],
        needs={"small": "truth"},
        weight_cases=[a_case("small", x=0, c=100)],
    )
    card = (judged("a", 40, 0), judged("b", 20), judged("c", 100, "0.9"))
    result = scored(under, *card, facts={"small": True})

    assert losses(result) == [("c[1]", "judgement", 10)]


def test_a_part_without_points_that_the_rule_does_not_ask_for_costs_nothing():
    """The total is that of one block alone; the other has no points, and nobody misses them."""
    alone = a_rule("alone", "b", needs={"b": "number"})
    under = a_set(leaf("a", 60), leaf("b", 40), rules=[alone], combine="alone")
    result = scored(under, judged("a", 60, None), judged("b", 40, "0.9"))

    assert result.points.exact == 90
    assert losses(result) == [("total", "combination", 6), ("b[1]", "judgement", 4)]


def test_an_evaluator_is_named_for_the_difference_he_makes():
    """As points of a line, and as the total that counts instead of the computed one."""
    under = evolve(PLAIN, policies=Policies(final=("finance", "computed")))
    card = (judged("a", 60, reviews=[Review("finance", 50)]), judged("b", 40, "0.9"))
    result = scored(under, *card, reviews=[Review("finance", 80)])

    assert losses(result) == [("a[1]", "judgement", 10), ("total", "judgement", 6), ("b[1]", "judgement", 4)]
    assert lost_points(result).entries[1].before == result.points


def test_shares_are_those_of_all_losses_and_gains_have_none():
    """15 and 4 lost, 1 gained: 15 and 4 of 19."""
    praise = Adjustment(code="praise", title=Title("表扬"), at="total", when="good", points="points + 1")
    under = a_set(leaf("a", 60), leaf("b", 40), needs={"good": "truth"}, adjustments=[praise])
    ledger = lost_points(scored(under, judged("a", 60, "0.75"), judged("b", 40, "0.9"), facts={"good": True}))

    assert [entry.lost.exact for entry in ledger.entries] == [15, 4, -1]
    assert [share and share.exact for share in map(ledger.share, ledger.entries)] == [
        Fraction(15, 19), Fraction(4, 19), None,
    ]  # fmt: skip
    assert ledger.lost.exact == 18
    assert [ledger.of_cause(cause).exact for cause in CAUSES] == [0, 0, 19, 0, -1, 0, 0]


RATED = a_set(leaf("a", 90), measure("execution", 10))


def stated(points, executed, **changes):
    """A project of which a total and its money are known."""
    facts = {"name": "填", "funding": Funding(budget=100, executed=executed), **changes}
    return Project(**facts, stated=None if points is None else Stated(points=stated_figure(number(points), "分")))


@pytest.mark.parametrize(
    ("points", "executed", "lost", "unplaced"),
    [("95", 80, 5, 3), ("98", 80, 2, 0), ("100", 80, 0, -2), ("95", 100, 5, 5), (None, 80, None, None)],
)
def test_of_a_stated_total_only_the_computed_lines_are_placed(points, executed, lost, unplaced):
    """The rate lost 2 where 80 of 100 were spent; what else the total lost, or whether it lost too little, is said."""
    ledger = lost_points(evaluated(stated(points, executed), under=RATED).projects[0])

    assert added(ledger) == (2 if executed == 80 else 0)
    assert (ledger.lost and ledger.lost.exact, ledger.unplaced and ledger.unplaced.exact) == (lost, unplaced)
    assert (ledger.complete, ledger.open) == (False, ())
    assert [ledger.share(entry) for entry in ledger.entries] == [None] * len(ledger.entries)


def test_a_line_of_a_stated_project_that_cannot_be_computed_is_open():
    """Without the amount spent there is no rate; the total is known all the same."""
    ledger = lost_points(evaluated(stated("95", None), under=RATED).projects[0])

    assert [finding.code for finding in ledger.open] == ["measure.missing"]
    assert (ledger.lost.exact, ledger.entries) == (5, ())


def test_of_a_project_without_a_total_the_known_losses_are_listed_and_the_reasons():
    """One actual is missing: what the others lost is known, to the rounding of 15.4 and 36.4; the node above is not."""
    under = a_set(branch("result", 60, leaf("a", 40), leaf("b", 20)), leaf("c", 40), rounding={"block": Rounding(0)})
    card = (counted("a", 40, None), judged("b", 20, "0.77"), judged("c", 40, "0.91"))
    result = scored(under, *card)
    ledger = lost_points(result)

    assert result.state == "absent"
    assert losses(result) == [
        ("b[1]", "judgement", Fraction(46, 10)),
        ("c[1]", "judgement", Fraction(36, 10)),
        ("b", "rounding", Fraction(4, 10)),
        ("c", "rounding", Fraction(4, 10)),
    ]
    assert (ledger.lost, ledger.unplaced) == (None, None)
    assert [finding.code for finding in ledger.open] == ["indicator.actual-missing"]


def test_warnings_are_no_reasons_for_a_missing_total():
    """Only what keeps the project from a total is open; of one that does not fit its set, that."""
    card = (counted("a", 60, None), judged("b", 0, 1, "零"), judged("b", 40))
    assert {finding.severity for finding in lost_points(scored(PLAIN, *card)).open} == {"error"}
    assert [finding.code for finding in lost_points(scored(PLAIN, judged("a", 60))).open] == ["weights.sum-differs"]


@pytest.mark.parametrize("result", evaluated(*projects(), under=local_set()).projects, ids=lambda one: one.project.name)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_record_says_what_the_ledger_says(result, language):
    """Numbers as texts under stable keys, sentences in the language."""
    ledger = lost_points(result)
    record = ledger.record(language)

    assert record["full_marks"] == "100"
    assert record["final_points"] == (result.final_points and result.final_points.digits)
    assert record["lost"] == (ledger.lost and exact_text(ledger.lost.exact))
    assert record["complete"] is (result.state == "computed")
    assert record["unplaced"] == (ledger.unplaced and exact_text(ledger.unplaced.exact))
    assert [one["words"] for one in record["entries"]] == list(ledger.worded(language))[1 : len(ledger.entries) + 1]
    assert record["open"] == [finding.worded(language) for finding in ledger.open]


def test_an_entry_of_the_record_holds_its_figures_as_texts():
    """Of the first entry of a project that lost 6.3 of 13.5 at a bridge, and of the node above, by hand."""
    (result,) = evaluated(*(one for one in projects() if one.name == "无满意度"), under=local_set()).projects
    first, second, *_ = lost_points(result).record("en")["entries"]
    words = first.pop("words")

    assert first == {
        "code": "quantity[1]",
        "name": "桥",
        "cause": "target",
        "weight": "14",
        "points": "7.7",
        "lost": "6.3",
        "share": "7/15",
        "reason": "",
    }
    assert words.startswith("桥: 6.3 points lost (target, 46.67% of all that was lost)")
    assert (second["code"], second["name"], second["cause"], second["points"]) == (
        "output", "产出指标", "combination", "39.5",
    )  # fmt: skip


COMPLETE = [form for form in forms().values() if form.complete and form.total is not None]


@pytest.mark.parametrize("form", COMPLETE, ids=lambda form: form.id)
def test_published_forms_lose_what_their_rows_print_below_their_weights(form):
    """Each entry of a whole form is the printed weight less the printed points, where perfkit agrees with the form."""
    reading = next(one for one in readings() if form.id in one.forms)
    ledger = lost_points(whole(form, reading))
    printed = [
        Fraction(row.weight) - Fraction(row.points) for row in form.rows if row.weight and row.points is not None
    ]
    printed += [Fraction(line.weight) - Fraction(line.points) for line in form.lines[:1] if line.points is not None]

    if ledger.complete:
        assert added(ledger) == ledger.lost.exact == 100 - ledger.result.points.exact
    if ledger.complete and ledger.result.points.exact == Fraction(form.total):
        assert sorted(entry.lost.exact for entry in ledger.entries) == sorted(lost for lost in printed if lost)


def test_some_published_forms_lose_points_in_more_than_one_place():
    """The form that lost most of all: 30 and 16.15 by its targets, 7.5 by money; its total of 46.35 is the rest."""
    form = forms()["hi-nongken-xuesheng-2023"]
    result = whole(form, next(one for one in readings() if form.id in one.forms))

    assert losses(result) == [
        ("rows[2]", "target", 30),
        ("rows[1]", "target", Fraction(1615, 100)),
        ("execution", "money", Fraction(75, 10)),
    ]
