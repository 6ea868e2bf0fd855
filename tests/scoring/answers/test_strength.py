"""How well a result is proved: a verdict beside the grade, by the set's own scale, which never touches points."""

import json
from fractions import Fraction

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from perfkit.kit import Kit
from perfkit.model import (
    EVIDENCE_GRADES,
    EVIDENCE_KINDS,
    Evidence,
    EvidenceScale,
    Funding,
    Policies,
    Review,
)
from perfkit.scoring import evidence_strength
from perfkit.testing import a_card, a_project, a_stated_project, evaluated
from sampling import sparse
from scoring.answers.random_sets import sets, small_projects
from scoring.small import a_set, a_small_project, counted, judged, leaf, measure, scored

GIVEN = {"strong": "official", "fair": "working", "weak": "statement"}


def papers(*grades):
    """Evidence of these grades by the scale that holds without one of the set's own."""
    return [Evidence(GIVEN[grade], f"{grade}材料") for grade in grades if grade != "none"]


def grades(strength):
    """The grade of each line by its name."""
    return {one.line.name: one.grade for one in strength.lines}


kinds = st.lists(st.sampled_from(EVIDENCE_KINDS), max_size=2)


@st.composite
def proved_projects(draw):
    """A project with any evidence for its values."""
    project = draw(small_projects())
    own = [
        evolve(one, evidence=[Evidence(kind, "甲") for kind in draw(kinds)] if one.has_value else ())
        for one in project.indicators
    ]
    names = draw(st.lists(st.sampled_from(["executed", "budget", "late"]), unique=True))
    return evolve(
        project, indicators=own, evidence={name: [Evidence(kind, "乙") for kind in draw(kinds)] for name in names}
    )


scales = st.builds(
    EvidenceScale,
    st.dictionaries(st.sampled_from(EVIDENCE_KINDS), st.sampled_from(EVIDENCE_GRADES)),
    st.sampled_from(["0.5", "0.8", "1"]),
    st.sampled_from(["0", "0.3", "0.5"]),
)


def without_evidence(record):
    """A record without what says evidence."""
    if isinstance(record, dict):
        return {key: without_evidence(value) for key, value in record.items() if key != "evidence"}
    return [without_evidence(one) for one in record] if isinstance(record, list) else record


@sparse
@given(sets(), proved_projects(), scales)
def test_evidence_changes_no_points(under, project, scale):
    """With all evidence taken away, and under another scale, the result is the same to the last byte."""
    bare = evolve(project, evidence={}, indicators=[evolve(one, evidence=()) for one in project.indicators])
    proved, plain = (evaluated(one, under=of) for one, of in ((project, evolve(under, evidence=scale)), (bare, under)))
    evidence_strength(proved.projects[0])

    first, second = (json.dumps(without_evidence(one.to_dict()), ensure_ascii=False) for one in (proved, plain))
    assert first == second
    assert proved.projects[0].points == plain.projects[0].points
    assert proved.projects[0].explain() == plain.projects[0].explain()


@sparse
@given(sets(), proved_projects(), scales)
def test_the_weights_of_all_grades_make_the_weight_of_all_values(under, project, scale):
    """Each line with a value is counted once; the verdict is the best of which the set's share is reached."""
    (result,) = evaluated(project, under=evolve(under, evidence=scale)).projects
    strength = evidence_strength(result)
    values = [line for line in result.lines if line.derivation is not None]
    of_values = sum(line.weight.exact for line in values)
    whole = of_values if result.points is not None else max(Fraction(100), of_values)

    assert sum(figure.exact for figure in strength.weights.values()) == whole
    strong, fair = (
        sum(strength.weights[grade].exact for grade in enough) for enough in (("strong",), ("strong", "fair"))
    )
    if whole and strong >= Fraction(scale.strong) * whole:
        assert strength.verdict == "strong"
    elif whole and fair >= Fraction(scale.fair) * whole:
        assert strength.verdict == "fair"
    elif whole:
        assert strength.verdict == ("none" if strength.weights["none"].exact == whole else "weak")


PLAIN = a_set(leaf("a", 80), leaf("b", 20))


def verdict(first, second, **changes):
    """The verdict on a project whose 80 and 20 points rest on such evidence."""
    under = evolve(PLAIN, evidence=EvidenceScale(**changes)) if changes else PLAIN
    card = (judged("a", 80, evidence=papers(first)), judged("b", 20, evidence=papers(second)))
    return evidence_strength(scored(under, *card)).verdict


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("strong", "none", "strong"),
        ("strong", "weak", "strong"),
        ("fair", "strong", "fair"),
        ("fair", "none", "fair"),
        ("weak", "strong", "weak"),
        ("none", "strong", "weak"),
        ("none", "weak", "weak"),
        ("none", "none", "none"),
    ],
)
def test_the_share_of_the_weight_gives_the_verdict(first, second, expected):
    """80 of 100 have to rest on strong evidence, or 60 at least on fair; else it is weak, if there is any."""
    assert verdict(first, second) == expected


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"strong": "0.8"}, "strong"),
        ({"strong": "0.81"}, "fair"),
        ({"strong": "1", "fair": "0.8"}, "fair"),
        ({"strong": "1", "fair": "0.81"}, "weak"),
        ({"kinds": {"official": "fair"}}, "fair"),
        ({"kinds": {"official": "none"}}, "none"),
    ],
)
def test_shares_and_kinds_are_those_of_the_set(changes, expected):
    """80 of 100 points rest on an official document; just so much is enough."""
    assert verdict("strong", "none", **changes) == expected


@pytest.mark.parametrize("share", [0, "0.5", 1])
def test_the_verdict_stands_beside_any_grade(share):
    """Points and strength are two axes: 优 without evidence, and 差 with the best."""
    for proof in ("none", "strong"):
        result = scored(a_set(leaf("a", 100)), judged("a", 100, share, evidence=papers(proof)))
        strength = evidence_strength(result)
        assert (strength.verdict, strength.result.grade) == (proof, {0: "差", "0.5": "差", 1: "优"}[share])


def test_each_reading_is_one_of_four():
    """Proved, insufficient, missing and not applicable are told apart, and none of them is another."""
    under = a_set(leaf("a", 100), policies=Policies(missing="zero", not_applicable="move"))
    card = (
        judged("a", 10, evidence=papers("fair"), name="尚可"),
        judged("a", 20, evidence=papers("weak"), name="薄弱"),
        judged("a", 30, name="没有"),
        judged("a", 15, None, name="缺"),
        judged("a", 25, name="不适用", applicable=False, reason="没有", evidence=papers("strong")),
    )
    strength = evidence_strength(scored(under, *card))

    assert {one.line.name: (one.reading, one.grade) for one in strength.lines} == {
        "尚可": ("value", "fair"),
        "薄弱": ("insufficient", "weak"),
        "没有": ("insufficient", "none"),
        "缺": ("missing", None),
        "不适用": ("not-applicable", None),
    }
    assert [one.line.name for one in strength.insufficient] == ["薄弱", "没有"]
    assert {grade: figure.exact for grade, figure in strength.weights.items()} == {
        "strong": 0, "fair": Fraction(1000, 75), "weak": Fraction(2000, 75), "none": 40,
    }  # fmt: skip
    assert [strength.share(grade) for grade in EVIDENCE_GRADES] == [0, Fraction(1, 6), Fraction(1, 2), 1]


RATED = a_set(
    leaf("a", 90),
    measure("执行率", 10, "rate"),
    needs={"late_days": "number"},
    measures={"rate": "executed / budget", "of_facts": "1 - late_days / 100"},
    policies=Policies(missing_budget="initial"),
)


def of_rate(under=RATED, *, funding=None, **given):
    """The grade of a rate whose values rest on such evidence, and the names under which it is listed."""
    project = a_small_project(
        judged("a", 90),
        funding=funding or Funding(budget=100, executed=80),
        facts={"late-days": 10},
        evidence={name.replace("__", "-"): papers(grade) for name, grade in given.items()},
    )
    line = evidence_strength(evaluated(project, under=under).projects[0]).lines[-1]
    return line.grade, list(line.evidence)


@pytest.mark.parametrize(
    ("given", "expected", "names"),
    [
        ({}, "none", []),
        ({"executed": "strong"}, "none", ["executed"]),
        ({"executed": "strong", "budget": "weak"}, "weak", ["budget", "executed"]),
        ({"executed": "strong", "budget": "fair"}, "fair", ["budget", "executed"]),
        ({"rate": "fair"}, "fair", ["rate"]),
        ({"rate": "weak", "executed": "strong", "budget": "fair"}, "fair", ["rate", "budget", "executed"]),
        ({"rate": "strong", "executed": "weak"}, "strong", ["rate", "executed"]),
        ({"received": "strong"}, "none", []),
    ],
)
def test_a_measure_rests_on_its_own_evidence_or_on_all_of_its_values(given, expected, names):
    """The weakest of the values, unless the measure is proved as such; what it does not follow from does not count."""
    assert of_rate(**given) == (expected, names)


def test_an_amount_that_stands_in_brings_its_own_evidence():
    """The initial budget, where the budget of the year is not given; where it is, that of the initial one does not."""
    initial, both = Funding(initial=100, executed=80), Funding(initial=100, budget=100, executed=80)
    assert of_rate(funding=initial, executed="strong", initial="fair") == ("fair", ["initial", "executed"])
    assert of_rate(funding=both, executed="strong", initial="fair") == ("none", ["executed"])


def test_a_measure_of_a_fact_rests_on_the_evidence_of_the_fact():
    """By either writing of its name."""
    under = evolve(RATED, indicators=[leaf("a", 90), measure("不误期", 10, "of_facts")])
    assert of_rate(under, late__days="strong") == ("strong", ["late_days"])
    assert of_rate(under, late_days="fair") == ("fair", ["late_days"])


def test_what_no_line_shows_of_a_stated_total_rests_on_nothing():
    """10 of 100 points are proved, and nobody knows of the rest: weak beside the stated grade."""
    proofs = {"executed": papers("strong"), "budget": papers("strong")}
    project = evolve(a_stated_project(98, budget=100, executed=100), evidence=proofs)
    strength = evidence_strength(evaluated(project, evolve(project, name="丙", evidence={})).projects[0])

    assert ({grade: figure.exact for grade, figure in strength.weights.items()}, strength.verdict) == (
        {"strong": 10, "fair": 0, "weak": 0, "none": 90}, "weak",
    )  # fmt: skip
    assert strength.share("strong") == Fraction(1, 10)


def test_of_a_project_without_a_total_whose_lines_are_all_there_nothing_more_is_unproved():
    """Its total is refused, since an evaluator gave more than full marks; the 100 points of its lines are proved."""
    under = a_set(leaf("a", 100), policies=Policies(final=("finance", "computed")))
    strength = evidence_strength(
        scored(under, judged("a", 100, evidence=papers("fair")), reviews=[Review("finance", 101)])
    )
    assert strength.result.state == "absent"
    assert ({grade: figure.exact for grade, figure in strength.weights.items()}, strength.verdict) == (
        {"strong": 0, "fair": 100, "weak": 0, "none": 0}, "fair",
    )  # fmt: skip


def test_a_project_of_which_nothing_is_known_has_no_evidence():
    """Not even a line."""
    strength = evidence_strength(evaluated(a_project(indicators=(), funding=None)).projects[0])
    assert (strength.verdict, strength.weights["none"].exact, strength.share("weak")) == ("none", 100, 0)


def test_nothing_without_weight_has_a_share():
    """Every value is missing and scores nothing: there is nothing to prove, and nothing proved."""
    under = a_set(leaf("a", 100), policies=Policies(missing="zero"))
    strength = evidence_strength(scored(under, judged("a", 100, None)))
    assert (strength.verdict, strength.share("none"), strength.insufficient) == ("none", 0, ())


def told(project, language="zh", under=None):
    return list(evidence_strength(evaluated(project, under=under).projects[0]).worded(language))


def test_the_verdict_is_told_beside_the_grade_and_each_line_with_its_documents():
    """优，证据不足: 10 points by money with its documents, 50 by a statement, 30 by nothing, 10 missing."""
    voucher = Evidence("voucher", "支付凭证", "3", note="第四季度")
    card = a_card(evidence=[Evidence("statement", "情况说明", "附件2 第3页")])
    project = a_project(
        indicators=card,
        evidence={"executed": [voucher], "budget": [Evidence("official", "预算批复")], "finished": [voucher]},
        facts={"finished": True},
    )

    assert told(project) == [
        "优，证据不足（10 分证据有力；50 分证据薄弱；40 分没有证据）",
        "“预算执行率”（10 分）：证据有力；全年预算数：正式资料“预算批复”；"
        "全年执行数：原始凭证“支付凭证”（第 3 页；第四季度）",
        "“桥”（50 分）：证据薄弱；说明材料“情况说明”（附件2 第3页）",
        "“受益”（30 分）：没有证据",
        "“满意”（10 分）：没有证据",
    ]
    assert told(project, "en") == [
        "优, evidence weak (10 points rest on strong evidence; 50 on weak evidence; 40 on none)",
        "预算执行率 (10 points): strong evidence; budget of the year: official document “预算批复”; "
        "amount spent: voucher “支付凭证” (page 3; 第四季度)",
        "桥 (50 points): weak evidence; statement “情况说明” (附件2 第3页)",
        "受益 (30 points): no evidence",
        "满意 (10 points): no evidence",
    ]


@pytest.mark.parametrize(
    ("given", "chinese", "english"),
    [
        ("strong", "优，证据充分（100 分证据有力）", "优, evidence strong (100 points rest on strong evidence)"),
        ("fair", "优，证据基本充分（100 分证据尚可）", "优, evidence fair (100 on fair evidence)"),
        ("none", "优，没有证据（100 分没有证据）", "优, no evidence (100 on none)"),
    ],
)
def test_each_verdict_has_its_words(given, chinese, english):
    """Those of the fourth stand above; so do the words of each line."""
    under = a_set(leaf("a", 100))
    project = a_small_project(judged("a", 100, evidence=papers(given)))
    assert (told(project, under=under)[0], told(project, "en", under)[0]) == (chinese, english)


@pytest.mark.parametrize(
    ("page", "said"),
    [("12", "第 12 页"), ("12-14", "第 12-14 页"), ("3、5", "第 3、5 页"), ("附件2", "附件2"), ("3页", "3页")],
)
def test_pages_that_are_numbers_are_told_as_pages(page, said):
    """Any other place in a document is told as it is written."""
    project = a_small_project(judged("a", 100, evidence=[Evidence("working", "台账", page)]))
    assert told(project, under=a_set(leaf("a", 100)))[1].endswith(f"证据尚可；工作资料“台账”（{said}）")


def test_a_value_that_is_missing_or_does_not_apply_is_told_so():
    """And a result without a grade too."""
    under = a_set(leaf("a", 100), policies=Policies(not_applicable="move"))
    project = a_small_project(judged("a", 40, None, "缺"), judged("a", 60, name="免", applicable=False, reason="没有"))
    assert told(project, under=under) == [
        "没有等级，没有证据（100 分没有证据）",
        "“缺”（100 分）：没有完成值，没有要证明的数",
        "“免”（0 分）：不适用，没有要证明的数",
    ]
    assert told(project, "en", under)[1:] == [
        "缺 (100 points): there is no value to prove",
        "免 (0 points): it does not apply, so that there is no value to prove",
    ]
    assert told(project, "en", under)[0].startswith("no grade, no evidence")


def test_the_record_holds_verdict_weights_and_documents():
    """Numbers as texts; null where there is no value, or nothing is said of a document."""
    under = a_set(leaf("a", 60), leaf("b", 40), policies=Policies(missing="zero"))
    paper = Evidence("voucher", "凭证", "3", "0a" * 32, "注")
    card = (judged("a", 60, evidence=[paper, Evidence("statement", "说明")]), judged("b", 40, None))
    record = evidence_strength(scored(under, *card)).record("en")
    first, second = record.pop("lines")

    assert record == {
        "grade": "中",
        "verdict": "strong",
        "words": "中, evidence strong (60 points rest on strong evidence)",
        "weights": {"strong": "60", "fair": "0", "weak": "0", "none": "0"},
        "shares": {"strong": "1", "fair": "1", "weak": "1"},
    }
    assert first == {
        "code": "a[1]",
        "name": "a60",
        "weight": "60",
        "reading": "value",
        "grade": "strong",
        "evidence": {
            "actual": [
                {"kind": "voucher", "document": "凭证", "page": "3", "sha256": "0a" * 32, "note": "注"},
                {"kind": "statement", "document": "说明", "page": None, "sha256": None, "note": None},
            ]
        },
        "words": "a60 (60 points): strong evidence; voucher “凭证” (page 3; 注); statement “说明”",
    }
    assert (second["reading"], second["grade"], second["evidence"]) == ("missing", None, {})
    stated = evidence_strength(evaluated(a_project(indicators=(), funding=None)).projects[0])
    assert stated.record()["grade"] is None


def test_points_of_an_evaluator_need_the_evidence_of_the_value_all_the_same():
    """His points count, and the value beside them is proved or not; without a value there is nothing to prove."""
    under = a_set(leaf("a", 100), policies=Policies(final=("finance", "computed")))
    review = [Review("finance", 50)]
    readings = [
        evidence_strength(scored(under, counted("a", 100, actual, reviews=review))).lines[0].reading
        for actual in (80, None)
    ]
    assert readings == ["insufficient", "missing"]


def test_the_real_example_has_no_evidence_at_all():
    """The unit published none: 优 in the report, and nothing behind it."""
    kit = Kit()
    results = kit.evaluate(kit.read("examples/xinfeng-2023")).projects
    assert {evidence_strength(result).verdict for result in results} == {"none"}
    assert list(evidence_strength(results[0]).worded()) == [
        "优，没有证据（100 分没有证据）",
        "“预算执行率”（10 分）：没有证据",
    ]
