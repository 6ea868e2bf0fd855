"""Several raters side by side, and how far they agree."""

import json
from collections import Counter
from fractions import Fraction

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from perfkit.errors import InputError
from perfkit.scoring.answers.alpha import alpha
from perfkit.scoring.answers.raters import Agreement, Marked, rater_agreement
from perfkit.testing import evaluated, national_set
from scoring.small import a_set, a_small_project, judged, leaf, scored

# Values of each observer, a point for none. Four: K. Krippendorff, Computing Krippendorff's Alpha-Reliability, 2011,
# section D. Three: the computational example of the English Wikipedia. Both print three places.
FOUR = ("123321412...", "1233224125.3", ".3332342251.", "12332441251.")
THREE = (".....34121133.3", "1.213343.......", "..21344.21133.4")


def columns(rows):
    return [[Fraction(value) for value in column if value != "."] for column in zip(*rows, strict=True)]


def by_coincidences(items):
    """Alpha by its definition, from the table that counts each ordered pair of values of one item."""
    coincidences = Counter()
    for marks in items:
        for at, one in enumerate(marks):
            for other in (*marks[:at], *marks[at + 1 :]):
                coincidences[one, other] += Fraction(1, len(marks) - 1)
    times = Counter()
    for (one, _), count in coincidences.items():
        times[one] += count
    n = sum(times.values())
    observed = sum(count * (one - other) ** 2 for (one, other), count in coincidences.items())
    expected = sum(times[one] * times[other] * (one - other) ** 2 for one in times for other in times)
    return 1 - (n - 1) * observed / expected if expected else None


marks = st.fractions(0, 1, max_denominator=20)
items = st.lists(st.lists(marks, max_size=5), max_size=6)


@pytest.mark.parametrize(("rows", "published"), [(FOUR, "0.849"), (THREE, "0.811")])
def test_alpha_is_that_of_published_examples(rows, published):
    """To the places that are printed."""
    assert round(alpha(columns(rows)) * 1000) == Fraction(published) * 1000


@given(items)
def test_alpha_follows_its_definition(given_items):
    """Against the table of coincidences, for any sheets with any marks missing."""
    assert alpha(given_items) == by_coincidences(given_items)


@given(items, st.fractions(-3, 3, max_denominator=9), st.randoms(use_true_random=False))
def test_alpha_has_no_scale_and_no_order(given_items, shift, random):
    """Points instead of shares, another zero, and other orders of items and raters change nothing."""
    changed = [random.sample(one, len(one)) for one in random.sample(given_items, len(given_items))]
    assert alpha([[10 * mark + shift for mark in one] for one in changed]) == alpha(given_items)


@pytest.mark.parametrize(
    ("given_items", "expected"),
    [
        ([], None),
        ([[1], [2]], None),
        ([[1, 1], [1, 1, 1]], None),
        ([[1, 1], [2]], None),
        ([[1, 1], [2, 2]], 1),
        ([[1, 2], [1, 2]], Fraction(-1, 2)),
        ([[1, 1], [2, 2], [7]], 1),
    ],
)
def test_the_ends_of_alpha_and_where_there_is_none(given_items, expected):
    """No two marks of one item, or nothing to tell apart; what only one marked does not count."""
    assert alpha([[Fraction(mark) for mark in one] for one in given_items]) == expected


# Sheets


def raters(**given_marks):
    return {"raters": [{"name": name, "share": mark} for name, mark in given_marks.items()]}


TRIMMED = {"judged": "raters-trimmed", "at-least": "ratio", "at-most": "ratio", "equal": "ratio", "range": "ratio"}
SMALL = a_set(
    leaf("output", 60, rules_for=TRIMMED),
    leaf("benefit", 40),
    rules=[national_set().rules["raters-trimmed"]],
)
BRIDGE = judged("output", 30, None, name="桥", facts=raters(甲="0.9", 乙="0.8", 丙="0.4"))
ROAD = judged("output", 30, None, name="路", facts=raters(甲="0.7", 丙="0.7", 丁="0.7"))
EFFECT = judged("benefit", 40, "0.5", name="受益", facts=raters(甲="0.6", 乙="0.5"))


def sheets(*indicators, **facts):
    return rater_agreement(scored(SMALL, *(indicators or (BRIDGE, ROAD, EFFECT)), **facts))


def test_the_sheets_stand_side_by_side():
    """Raters in the order in which they appear; what the rule made of the marks, where it asked for them."""
    found = sheets()
    assert found.raters == ("甲", "乙", "丙", "丁")
    assert [(one.project, one.name, one.spread) for one in found.marked] == [
        ("甲", "桥", Fraction(1, 2)),
        ("甲", "路", 0),
        ("甲", "受益", Fraction(1, 10)),
    ]
    assert found.marked[0].marks == {"甲": Fraction(9, 10), "乙": Fraction(4, 5), "丙": Fraction(2, 5)}
    assert [(one.combined, None if one.rule is None else one.rule.name) for one in found.marked] == [
        (Fraction(4, 5), "raters-trimmed"),
        (Fraction(7, 10), "raters-trimmed"),
        (None, None),
    ]
    assert found.alpha == by_coincidences([list(one.marks.values()) for one in found.marked])


def test_how_lenient_each_rater_is():
    """The mean of his mark less that of the others, over what others marked too; by hand."""
    assert [(one.rater, one.items, one.deviation) for one in sheets().leanings] == [
        ("甲", 3, (Fraction(3, 10) + 0 + Fraction(1, 10)) / 3),
        ("乙", 2, (Fraction(15, 100) - Fraction(1, 10)) / 2),
        ("丙", 2, (Fraction(-45, 100) + 0) / 2),
        ("丁", 1, 0),
    ]


def test_a_rater_whom_nobody_joined_leans_nowhere():
    """His only sheet is for something that nobody else marked."""
    alone = evolve(EFFECT, facts=raters(戊="0.6"))
    (last,) = [one for one in sheets(BRIDGE, ROAD, alone).leanings if one.rater == "戊"]
    assert (last.items, last.deviation) == (0, None)


def test_the_widest_spread_comes_first_and_what_is_agreed_is_not_disputed():
    """Of two with equal spreads the earlier."""
    wide, other = (evolve(EFFECT, name=name, weight=20, facts=raters(甲="0.1", 乙="0.6")) for name in ("宽", "也宽"))
    found = sheets(evolve(BRIDGE, facts=raters(甲="0.7", 乙="0.8", 丙="0.9")), ROAD, wide, other)
    assert [one.name for one in found.disputed] == ["宽", "也宽", "桥"]


def test_a_project_has_sheets_of_its_own_and_an_evaluation_those_of_all_its_projects():
    """Behind those of its indicators, without a name; alpha is that of all together."""
    one, other = (a_small_project(BRIDGE, ROAD, EFFECT, name=name, facts=raters(甲="0.9", 乙="0.7")) for name in "ab")
    found = rater_agreement(evaluated(one, other, under=SMALL))
    assert [(each.project, each.name) for each in found.marked] == [
        (project, name) for project in "ab" for name in ("桥", "路", "受益", "")
    ]
    assert found.alpha == by_coincidences([list(each.marks.values()) for each in found.marked])


def test_sheets_are_read_also_where_a_project_cannot_be_scored():
    """Its weights do not add up; nothing was combined."""
    found = sheets(BRIDGE)
    assert [(one.name, one.combined) for one in found.marked] == [("桥", None)]


def test_what_is_no_mark_is_left_out():
    """A rater who gave none, one who wrote a word, an indicator that does not apply, and facts that are no sheets."""
    some = evolve(
        EFFECT,
        facts={"raters": [{"name": "甲", "share": "0.6"}, {"name": "乙"}, {"name": "丙", "share": "弃权"}]},
    )
    unused = evolve(ROAD, applicable=False)
    word = evolve(BRIDGE, facts={"raters": "无"})
    found = sheets(some, unused, word)
    assert [(one.name, one.marks) for one in found.marked] == [("受益", {"甲": Fraction(3, 5)})]


def test_raters_without_a_name_are_called_by_their_place():
    """The first of every list is one rater."""
    plain = {"raters": [{"share": "0.6"}, {"share": "0.5"}]}
    found = sheets(evolve(BRIDGE, facts=plain), ROAD, evolve(EFFECT, facts=plain))
    assert found.raters == ("1", "2", "甲", "丙", "丁")
    assert found.leanings[0].items == 2


def test_a_rater_who_stands_twice_in_a_list_is_refused():
    """All such at once, each at its place."""
    twice = {"raters": [{"name": "甲", "share": "0.6"}, {"name": "甲", "share": "0.7"}]}
    with pytest.raises(InputError) as refused:
        sheets(evolve(BRIDGE, facts=twice), ROAD, EFFECT, facts=twice)
    assert [(fault.code, fault.place.item) for fault in refused.value.faults] == [
        ("raters.twice", "甲 · 桥"),
        ("raters.twice", "甲"),
    ]
    assert refused.value.faults[0].worded("zh").startswith("甲 · 桥：评委“甲”在同一张评分表里出现两次")


def agreement(value):
    """Two sheets of two raters, with this statistic."""
    found = [Marked("项目", name, dict.fromkeys("甲乙", Fraction(1))) for name in "桥路"]
    return Agreement(("甲", "乙"), tuple(found), value)


@pytest.mark.parametrize(
    ("value", "expected", "zh", "en"),
    [
        ("1", "reliable", "一致性 α = 1，不低于 0.8：评委的意见一致，可以采信",
         "Agreement alpha = 1, at least 0.8: the raters agree, and their marks can be relied on"),
        ("0.8", "reliable", "一致性 α = 0.8，", "Agreement alpha = 0.8, at least 0.8"),
        ("0.7999", "tentative", "一致性 α = 0.7999，在 0.667 和 0.8 之间：只能作参考",
         "Agreement alpha = 0.7999, between 0.667 and 0.8: good for tentative conclusions only"),
        ("0.667", "tentative", "一致性 α = 0.667，", "Agreement alpha = 0.667, between"),
        ("0.6669", "unreliable", "一致性 α = 0.6669，低于 0.667：评委的意见不一致，不宜采信，先看分歧最大的几项",
         "Agreement alpha = 0.6669, below 0.667: the raters do not agree; look at the widest spreads first"),
        ("-0.5", "unreliable", "一致性 α = -0.5，", "Agreement alpha = -0.5, below 0.667"),
    ],
)  # fmt: skip
def test_how_far_marks_can_be_relied_on(value, expected, zh, en):
    """At the bounds of the literature, and what is said of each."""
    found = agreement(Fraction(value))
    assert found.reliability == expected
    assert list(found.worded())[1].startswith(zh)
    assert list(found.worded("en"))[1].startswith(en)


def test_why_there_is_no_statistic():
    """Nobody shares a sheet, or all say the same."""
    alone = Agreement(("甲",), (Marked("项目", "桥", {"甲": Fraction(1)}),), None)
    assert alone.reliability == "unpaired"
    assert list(alone.worded()) == [
        "评委 1 名，打了分的 1 项",
        "没有一项由两名以上评委打分，算不出一致性",
        "甲打分的各项没有别人打分，无从比较",
        "项目 · 桥：甲 100%",
    ]
    assert list(alone.worded("en"))[1:] == [
        "Nothing was marked by two raters, so that there is no agreement to compute",
        "甲 marked nothing that others marked",
        "项目 · 桥: 甲 100%",
    ]
    equal = agreement(None)
    assert equal.reliability == "all-equal"
    assert list(equal.worded())[1] == (
        "同一项有两人以上打分的，所有打分都相同：没有分歧，也没有差别可以比较，α 没有定义"
    )
    assert list(equal.worded("en"))[1] == (
        "All marks that can be compared are equal: no dispute, and nothing to tell apart, so that alpha is not defined"
    )


def test_one_sheet_does_not_tell_whether_raters_agree():
    """Its alpha is 0 whatever the marks are; a sheet of one rater beside it changes nothing."""
    found = rater_agreement(scored(SMALL, facts=raters(甲="0.9", 乙="0.1")))
    lone = evolve(found, marked=(*found.marked, Marked("项目", "桥", {"甲": Fraction(1)})))
    assert (found.alpha, found.reliability, lone.reliability) == (0, "single", "single")
    assert list(found.worded())[1] == "只有一项由两名以上评委打分，看不出一致性"
    assert list(found.worded("en"))[1] == (
        "Only one thing was marked by two raters or more, which does not tell whether they agree"
    )


def test_equal_marks_are_said_to_be_the_same():
    """In words instead of a spread of nothing."""
    assert list(agreement(Fraction(1)).worded())[-1] == "项目 · 路：甲 100%、乙 100%；打分相同"
    assert list(agreement(Fraction(1)).worded("en"))[-1] == "项目 · 路: 甲 100%, 乙 100%; all the same"


def test_without_marks_there_is_nothing_to_say():
    """A project that nobody marked."""
    found = rater_agreement(scored(SMALL, judged("output", 60), judged("benefit", 40)))
    assert (found.raters, found.marked, found.alpha) == ((), (), None)
    assert list(found.worded()) == ["没有评委打分"]
    assert list(found.worded("en")) == ["There are no marks of raters"]


def test_the_sheets_in_words():
    """The statistic, every rater, and the sheets with the widest spread first, those that agree last."""
    assert list(sheets(ROAD, BRIDGE, EFFECT).worded()) == [
        "评委 4 名，打了分的 3 项",
        "一致性 α = -0.0769…，低于 0.667：评委的意见不一致，不宜采信，先看分歧最大的几项",
        "甲偏宽：比其他评委平均高 13.3333…%（共 3 项）",
        "丙偏严：比其他评委平均低 22.5%（共 2 项）",
        "丁不宽不严：平均与其他评委相同（共 1 项）",
        "乙偏宽：比其他评委平均高 2.5%（共 2 项）",
        "甲 · 桥：甲 90%、丙 40%、丁 —、乙 80%；相差 50%；按“去掉一个最高分和一个最低分后的平均”得 80%",
        "甲 · 受益：甲 60%、丙 —、丁 —、乙 50%；相差 10%",
        "甲 · 路：甲 70%、丙 70%、丁 70%、乙 —；打分相同；按“去掉一个最高分和一个最低分后的平均”得 70%",
    ]
    assert list(sheets(ROAD, BRIDGE, EFFECT).worded("en"))[2:7] == [
        "甲 is lenient: 13.3333…% above the others on average, over 3",
        "丙 is strict: 22.5% below the others on average, over 2",
        "丁 marks as the others do on average, over 1",
        "乙 is lenient: 2.5% above the others on average, over 2",
        "甲 · 桥: 甲 90%, 丙 40%, 丁 —, 乙 80%; spread 50%; "
        "by “the mean of the raters without the highest and the lowest”: 80%",
    ]


def test_sheets_for_the_whole_bear_the_name_of_the_project():
    """Without an indicator behind it."""
    found = rater_agreement(scored(SMALL, facts=raters(甲="0.9", 乙="0.8"), name="工程"))
    assert list(found.worded())[-1] == "工程：甲 90%、乙 80%；相差 10%"


def test_the_record_is_plain_data():
    """Numbers are texts; JSON takes it as it is."""
    found = sheets(facts=raters(戊="0.9"))
    record = json.loads(json.dumps(found.record("en"), ensure_ascii=False))
    assert record.pop("words") == list(found.worded("en"))
    assert Fraction(record.pop("alpha")) == found.alpha
    assert record == {
        "raters": ["甲", "乙", "丙", "丁", "戊"],
        "reliability": "unreliable",
        "leanings": [
            {"rater": "甲", "items": "3", "deviation": "2/15"},
            {"rater": "乙", "items": "2", "deviation": "0.025"},
            {"rater": "丙", "items": "2", "deviation": "-0.225"},
            {"rater": "丁", "items": "1", "deviation": "0"},
            {"rater": "戊", "items": "0", "deviation": None},
        ],
        "marked": [
            {"project": "甲", "name": "桥", "marks": {"甲": "0.9", "乙": "0.8", "丙": "0.4"}, "spread": "0.5",
             "combined": "0.8", "rule": "raters-trimmed"},
            {"project": "甲", "name": "路", "marks": {"甲": "0.7", "丙": "0.7", "丁": "0.7"}, "spread": "0",
             "combined": "0.7", "rule": "raters-trimmed"},
            {"project": "甲", "name": "受益", "marks": {"甲": "0.6", "乙": "0.5"}, "spread": "0.1",
             "combined": None, "rule": None},
            {"project": "甲", "name": None, "marks": {"戊": "0.9"}, "spread": "0", "combined": None, "rule": None},
        ],
    }  # fmt: skip
