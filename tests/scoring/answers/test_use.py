"""What follows from a result: the table from grade to action, the share that was chosen, the clocks that run."""

import datetime
from fractions import Fraction

import pytest
from attrs import evolve

from perfkit.errors import IndicatorSetError
from perfkit.model import Basis, Chosen, Deadline, Funding, Outcome, Portfolio, Project, ShareRange, Stage, Title
from perfkit.scoring import evaluate, use_of
from scoring.small import a_rule, a_set, judged, leaf

D = datetime.date
BASIS = [Basis("用 15", verified=True)]


def outcome(code, when, cut=None, **changes):
    """An outcome of that code as title."""
    return Outcome(code=code, title=Title(code), when=when, cut=cut, basis=BASIS, **changes)


def of_budget(lowest, highest):
    """A range of shares of the budget."""
    return ShareRange(of="budget", lowest=lowest, highest=highest)


OUTCOMES = [
    outcome("praise", "grade = 优", by="finance"),
    outcome("mend", "grade <= 良"),
    outcome("cut", "grade = 中", of_budget("10%", "30%")),
    outcome("deep-cut", "grade = 差", of_budget("30%", "100%")),
]
MEND = Deadline(code="mend", title=Title("整改"), done="mended", after="feedback", days=60, when="grade <= 良")
FILE = Deadline(code="file", title=Title("报送"), done="filed", month=1, day=31, years=1)

SET = a_set(
    leaf("output", 100),
    outcomes=OUTCOMES,
    deadlines=[MEND, FILE],
    labels={"finance": Title("市财政局", "the treasury")},
)


def used(share, *, under=SET, **facts):
    """What follows for a project with a budget of five million that reached this share of its points."""
    project = Project(name="路", funding=Funding(budget=5_000_000), indicators=[judged("output", 100, share)], **facts)
    stage = Stage(name="use", key="use", on=D(2024, 8, 1))
    portfolio = Portfolio(unit="单位", year=2023, projects=[project], stage=stage)
    return use_of(evaluate(portfolio, under), "路")


@pytest.mark.parametrize(
    ("share", "codes"),
    [
        ("0.9", ["praise"]),
        ("0.89", ["mend"]),
        ("0.8", ["mend"]),
        ("0.79", ["mend", "cut"]),
        ("0.6", ["mend", "cut"]),
        ("0.59", ["mend", "deep-cut"]),
    ],
)
def test_the_grade_decides_what_follows(share, codes):
    """The four rows of the table, at their bounds."""
    assert [one.outcome.code for one in used(share).following] == codes


@pytest.mark.parametrize(("share", "low", "high"), [("0.7", 500_000, 1_500_000), ("0.5", 1_500_000, 5_000_000)])
def test_a_cut_is_a_range_of_the_budget(share, low, high):
    """Of five million, 中 costs half a million to one and a half, 差 from there to all of it."""
    cut = used(share).following[-1].cut
    assert cut is not None
    assert (cut.lowest.exact, cut.highest.exact, cut.amount) == (low, high, None)


@pytest.mark.parametrize(
    ("share", "ground", "faults"),
    [
        ("0.1", "首次", []),
        ("0.3", "再次", []),
        ("0.09", "首次", ["use.outside"]),
        ("0.31", "", ["use.outside", "use.no-ground"]),
    ],
)
def test_the_choice_lies_in_the_range_and_has_a_ground(share, ground, faults):
    """Both ends may be chosen; what lies beyond, or has no ground, is told."""
    cut = used("0.7", chosen={"cut": Chosen(share, ground)}).following[-1].cut
    assert cut is not None
    assert [fault.code for fault in cut.faults] == faults
    assert cut.amount is not None
    assert cut.amount.exact == Fraction(share) * 5_000_000


@pytest.mark.parametrize(("code", "fault"), [("cutt", "use.unknown"), ("deep-cut", "use.not-holding")])
def test_a_choice_for_nothing_is_told(code, fault):
    """A slip in the code, and a cut that the grade does not ask for."""
    assert [one.code for one in used("0.7", chosen={code: Chosen("0.5", "理由")}).faults] == [fault]


def test_without_a_total_nothing_is_decided():
    """Nobody judged the project: what asks for its grade says so, and none is taken for one that does not hold."""
    found = used(None)
    assert [one.outcome.code for one in found.following] == ["praise", "mend", "cut", "deep-cut"]
    assert all(one.undecided is not None for one in found.following)
    assert [clock.state for clock in found.clocks] == ["unknown", "overdue"]


def test_a_cut_of_an_unknown_amount_is_undecided():
    """Without a budget nobody knows how much is cut."""
    project = Project(name="路", indicators=[judged("output", 100, "0.7")])
    found = use_of(evaluate(Portfolio(unit="单位", year=2023, projects=[project]), SET), "路")
    assert found.following[-1].undecided is not None
    assert found.following[-1].cut is None


def test_clocks_run_from_events_and_on_fixed_days():
    """Sixty days after the feedback of 3 June, and the end of January, seen from 1 August."""
    events = {"feedback": D(2024, 6, 3), "filed": D(2024, 2, 2)}
    mend, file = used("0.7", events=events).clocks
    assert (mend.due, mend.state, mend.days) == (D(2024, 8, 2), "open", -1)
    assert (file.due, file.state, file.days) == (D(2024, 1, 31), "late", 2)


def test_a_clock_that_does_not_concern_the_project_is_not_shown():
    """Who is 优 need not mend anything."""
    assert [clock.deadline.code for clock in used("0.95").clocks] == ["file"]


def test_a_deadline_ahead_of_a_day_nobody_knows_yet_says_so():
    """It waits for the day, not for something to happen first."""
    notice = Deadline(code="n", title=Title("通知"), done="told", before="start", days=5)
    under = a_set(leaf("output", 100), deadlines=[notice], labels={"start": Title("开始评价", "the evaluation")})
    assert list(used("0.9", under=under).worded("zh"))[-1] == "通知：在“开始评价”以前，日期未定"
    known = used("0.9", under=under, events={"start": D(2024, 8, 10), "told": D(2024, 8, 6)})
    assert list(known.worded("zh"))[-1] == "通知：期限 2024-08-05，2024-08-06 办结，逾期 1 天"


def test_it_is_told_in_both_languages():
    """Each outcome with its figures and its document, each clock with its days."""
    found = used("0.7", events={"feedback": D(2024, 6, 3)}, chosen={"cut": Chosen("0.2", "首次评为中")})
    assert list(found.worded("zh")) == [
        "mend（用 15）",
        "cut（用 15）",
        "  核减 50 万元 到 150 万元（10% 到 30%）",
        "  选定 20%，即 100 万元；理由：首次评为中",
        "整改：期限 2024-08-02，还有 1 天",
        "报送：期限 2024-01-31，尚未办结，已逾期 183 天",
    ]
    assert len(list(found.worded("en"))) == 6
    assert next(used("0.95").worded("zh")) == "praise，由市财政局办理（用 15）"


def test_the_record_holds_every_figure():
    """As plain data, numbers as texts."""
    found = used("0.7", chosen={"cut": Chosen("0.2", "首次")}).record("zh")
    assert found["outcomes"][1]["cut"] == {
        "from": "500000",
        "to": "1500000",
        "shares": ["0.1", "0.3"],
        "chosen": "0.2",
        "amount": "1000000",
        "ground": "首次",
        "faults": [],
    }
    assert [(one["code"], one["state"], one["due"]) for one in found["deadlines"]] == [
        ("mend", "waiting", None),
        ("file", "overdue", "2024-01-31"),
    ]


def test_a_set_that_says_nothing_says_so():
    """No outcomes and no deadlines: one sentence."""
    assert list(used("0.7", under=a_set(leaf("output", 100))).worded("zh")) == ["“小”没有规定结果怎样应用"]


def test_points_and_the_words_of_a_rule_may_be_asked_for():
    """The conditions know the points that count, and the words of the rule that gives the grade."""
    grading = a_rule("grading", "弱", gives=["强", "弱"], needs={"children": {"share": "number"}})
    outcomes = [outcome("weak", "grade = 弱 and points < 60"), outcome("strong", "grade = 强")]
    under = a_set(leaf("output", 100), rules=[grading], grade_by="grading", outcomes=outcomes)
    assert [one.outcome.code for one in used("0.5", under=under).following] == ["weak"]


@pytest.mark.parametrize(
    ("shares", "praised", "called"),
    [
        (("0.9", "0.8", "0.7"), "A", "C"),
        (("0.9", "0.9", "0.7"), "AB", "C"),
        (("0.9", "0.7", "0.7"), "A", "BC"),
        (("0.8", "0.8", "0.8"), "ABC", "ABC"),
        (("0.8", None, "0.7"), "A", "C"),
    ],
)
def test_the_place_among_the_others_decides_who_is_praised_and_who_is_called_in(shares, praised, called):
    """Equals share the better place, from either end; who has no total stands nowhere, and nothing follows for sure."""
    first, last = outcome("praise", "rank <= 1"), outcome("call", "rank_from_last <= 1 and ranked >= 2")
    under = a_set(leaf("output", 100), outcomes=[first, last])
    projects = [
        Project(name=name, indicators=[] if share is None else [judged("output", 100, share)])
        for name, share in zip("ABC", shares, strict=True)
    ]
    evaluation = evaluate(Portfolio(unit="县", year=2023, projects=projects), under)
    following = {name: use_of(evaluation, name).following for name in "ABC"}
    held = {name: [one.outcome.code for one in found if one.undecided is None] for name, found in following.items()}
    assert [name for name in "ABC" if "praise" in held[name]] == list(praised)
    assert [name for name in "ABC" if "call" in held[name]] == list(called)
    assert all(
        one.undecided for name, share in zip("ABC", shares, strict=True) if share is None for one in following[name]
    )


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"outcomes": [outcome("a", "grade = 优秀")]}, "formula.misspelt-name"),
        ({"outcomes": [outcome("a", "gradee = 优")]}, "formula.misspelt-name"),
        ({"outcomes": [outcome("a", "points >= 0"), outcome("a", "points >= 0")]}, "set.code-twice"),
        ({"outcomes": [outcome("a", "points >= 0", of_budget("30%", "10%"))]}, "set.cut-range"),
        ({"outcomes": [outcome("a", "points >= 0", of_budget("0", "110%"))]}, "set.cut-range"),
        ({"deadlines": [evolve(FILE, month=2, day=29)]}, "set.deadline"),
        ({"deadlines": [evolve(FILE, after="feedback")]}, "set.deadline"),
        ({"deadlines": [Deadline(code="a", title=Title("a"), done="b")]}, "set.deadline"),
        ({"deadlines": [evolve(MEND, before="feedback")]}, "set.deadline"),
        ({"deadlines": [evolve(FILE, before="feedback")]}, "set.deadline"),
        ({"deadlines": [FILE, FILE]}, "set.code-twice"),
    ],
)
def test_a_set_whose_outcomes_cannot_be_decided_is_refused(changes, code):
    """A grade that no scale has, a range that is none, a deadline that says no day or two."""
    with pytest.raises(IndicatorSetError) as caught:
        a_set(leaf("output", 100), **changes)
    assert code in [fault.code for fault in caught.value.faults]
