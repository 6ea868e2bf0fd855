"""List words, labels, logarithms and roots in words: as rules read, and worked out with the figures of the records."""

from fractions import Fraction

import pytest

from perfkit.formula import Labels, Records, compile_rule, factor, parse, words

ELEMENTS = {"share": "number", "met": "number", "gate": "truth", "done": "truth", "stage": Labels(("running", "ended"))}
SCOPE = {"actual": "number", "p": "truth", "q": "truth", "elements": Records(ELEMENTS), "grade": Labels(("优", "良"))}
TERMS = {
    "elements": "评价要点",
    "share": "占比",
    "met": "达成",
    "gate": "一票否决",
    "done": "已验收",
    "running": "实施中",
    "p": "已完成",
    "q": "已经批复",
}


@pytest.mark.parametrize(
    ("text", "zh", "en"),
    [
        ("count(elements)", "评价要点的项数", "the number of elements"),
        ("count(elements, gate)", "评价要点中一票否决的项数", "the number of elements with gate"),
        ("count(elements, met < 1)", "评价要点中 达成 < 1 的项数", "the number of elements with met < 1"),
        ("sum(elements, share)", "各评价要点的占比之和", "the sum of share over all elements"),
        ("sum(elements, share * met)", "各评价要点的 占比 × 达成 之和", "the sum of share × met over all elements"),
        ("mean(elements, met)", "各评价要点达成的平均值", "the mean of met over all elements"),
        ("least(elements, met)", "各评价要点达成的最小值", "the least of met over all elements"),
        ("product(elements, met)", "各评价要点的达成之积", "the product of met over all elements"),
        ("all(elements, met = 1)", "各评价要点都 达成 = 1", "met = 1 for all elements"),
        ("any(elements, gate)", "评价要点中有一票否决的", "gate for some elements"),
        ("not any(elements, gate)", "评价要点中没有一票否决的", "gate for no elements"),
        ("not all(elements, gate)", "并非 (各评价要点都一票否决)", "not (gate for all elements)"),
        ("not any(elements, not done)", "评价要点中没有 未验收 的", "(not done) for no elements"),
        (
            "any(elements, gate and met < 1)",
            "评价要点中有 一票否决且达成 < 1 的",
            "(gate and met < 1) for some elements",
        ),
        (
            "count(elements, stage = running and share > actual)",
            "评价要点中 stage = 实施中且占比 > 完成值 的项数",
            "the number of elements with (stage = running and share > actual)",
        ),
        ("1 - count(elements) / 2", "1 - 评价要点的项数 ÷ 2", "1 - the number of elements ÷ 2"),
        ("1 - sum(elements, met)", "1 - 各评价要点的达成之和", "1 - (the sum of met over all elements)"),
        (
            "1 - sum(elements, 1 - met)",
            "1 - (各评价要点的 1 - 达成 之和)",
            "1 - (the sum of 1 - met over all elements)",
        ),
        (
            "sum(elements, share * met) < 1",
            "各评价要点的 占比 × 达成 之和 < 1",
            "the sum of share × met over all elements < 1",
        ),
        (
            "count(elements, met < 1) >= 2",
            "评价要点中 达成 < 1 的项数 ≥ 2",
            "(the number of elements with met < 1) ≥ 2",
        ),
        (
            "min(sum(elements, share * met), 1)",
            "min(各评价要点的 占比 × 达成 之和, 1)",
            "min(the sum of share × met over all elements, 1)",
        ),
        (
            "all(elements, gate) and any(elements, gate)",
            "(各评价要点都一票否决) 且评价要点中有一票否决的",
            "gate for all elements and (gate for some elements)",
        ),
        (
            "sum(elements, if(gate, met, 0))",
            "各评价要点的 (若一票否决则为达成，否则为 0) 之和",
            "the sum of (met if gate, otherwise 0) over all elements",
        ),
        (
            "sum(elements, share * count(elements, gate))",
            "各评价要点的 占比 × 评价要点中一票否决的项数 之和",
            "the sum of share × (the number of elements with gate) over all elements",
        ),
        ("all(elements, gate) or p", "(各评价要点都一票否决) 或已完成", "gate for all elements or p"),
        (
            "p and all(elements, gate and done)",
            "已完成且 (各评价要点都 一票否决且已验收)",
            "p and ((gate and done) for all elements)",
        ),
        (
            "if(all(elements, gate), 1, 0)",
            "若各评价要点都一票否决则为 1，否则为 0",
            "1 if gate for all elements, otherwise 0",
        ),
        ("not p", "未完成", "not p"),
        ("not q", "并非已经批复", "not q"),
        ("not (p and q)", "并非 (已完成且已经批复)", "not (p and q)"),
        ("grade >= 良", "grade ≥ 良", "grade ≥ 良"),
        ("if(p, 优, grade)", "若已完成则为优，否则为 grade", "优 if p, otherwise grade"),
        ("ln(actual, 4)", "自然对数(完成值, 取 4 位小数)", "ln(actual, to 4 places)"),
        ("2 * root(1.5, 2, 0)", "2 × 开 2 次方(1.5, 取 0 位小数)", "2 × root(1.5, degree 2, to 0 places)"),
        (
            "root(product(elements, met), count(elements), 10)",
            "开 (评价要点的项数) 次方(各评价要点的达成之积, 取 10 位小数)",
            "root(the product of met over all elements, degree (the number of elements), to 10 places)",
        ),
    ],
)
def test_list_words_and_labels_read_as_phrases(text, zh, en):
    """Each word has its phrase in both languages; blanks hold a body of several words together, brackets stay rare."""
    tree = parse(text, SCOPE)
    assert words(tree, "zh", TERMS) == zh
    assert words(tree, "en") == en


def test_a_term_that_is_done_has_an_opposite_in_english_too():
    """Only where the term says so: otherwise ``not`` stands before it."""
    tree = parse("not p", SCOPE)
    assert words(tree, "en", {"p": "already approved"}) == "not yet approved"
    assert words(tree, "en", {"p": "approved"}) == "not approved"
    assert words(tree, "zh", {"p": "项目已完成"}) == "项目未完成"


def test_a_list_word_is_a_factor_in_brackets():
    """Behind a weight each phrase with signs holds together, in English every phrase."""
    tree = parse("sum(elements, share * met)", SCOPE)
    assert factor(tree, "zh", TERMS) == "(各评价要点的 占比 × 达成 之和)"
    assert factor(tree, "en") == "(the sum of share × met over all elements)"


NEEDS = {"elements": {"share": "number", "met": "number", "gate": "truth"}, "others": {"met": "number"}}
THREE = [
    {"share": Fraction(3, 10), "met": Fraction(1), "gate": False},
    {"share": Fraction(3, 10), "met": Fraction(1, 2), "gate": True},
    {"share": Fraction(4, 10), "met": Fraction(0), "gate": False},
]


def worked(share, elements=THREE, others=(), language="zh", **rule):
    """The worked line of a rule over these records, and its grounds."""
    compiled = compile_rule(needs=NEEDS, share=share, limits=["-100", "100"], **rule)
    working = compiled.work({"elements": elements, "others": list(others), "actual": Fraction(1, 4)})
    shown = {**(TERMS if language == "zh" else {}), "actual": "25%"}
    return working.words(language, shown), working.because(language, shown)


@pytest.mark.parametrize(
    ("share", "line"),
    [
        ("sum(elements, share * met)", "30% × 1 + 30% × 0.5 + 40% × 0"),
        ("sum(elements, share)", "30% + 30% + 40%"),
        ("sum(elements, met - 2)", "1 - 2 + (0.5 - 2) + (0 - 2)"),
        ("sum(elements, met) / 3", "(1 + 0.5 + 0) ÷ 3"),
        ("mean(elements, met)", "(1 + 0.5 + 0) ÷ 3"),
        ("least(elements, if(gate, -met, met))", "min(1, -0.5, 0)"),
        ("product(elements, share + met)", "(30% + 1) × (30% + 0.5) × (40% + 0)"),
        ("least(elements, met * 2)", "min(1 × 2, 0.5 × 2, 0 × 2)"),
        ("count(elements)", "3"),
        ("count(elements, gate)", "1"),
        ("sum(elements, if(gate, met, share))", "30% + 0.5 + 40%"),
        ("sum(elements, steps(met, 1, share, 0.5, 0.1, 0))", "30% + 0.1 + 0"),
        ("sum(elements, actual * met)", "25% × 1 + 25% × 0.5 + 25% × 0"),
        ("sum(elements, met * count(elements, gate))", "1 × 1 + 0.5 × 1 + 0 × 1"),
        ("sum(elements, met * sum(others, met))", "1 × 0 + 0.5 × 0 + 0 × 0"),
        ("sum(others, met)", "0"),
        ("product(others, met)", "1"),
        ("if(count(others) = 0, 1, mean(others, met))", "1"),
    ],
)
def test_a_list_word_is_worked_out_with_its_figures(share, line):
    """Each record gives its part, with the branch it takes; what another list gives within a record is a number."""
    assert worked(share)[0] == line


@pytest.mark.parametrize(
    ("word", "line"), [("sum", "0.7"), ("mean", "0.7"), ("product", "0.7"), ("least", "0.7"), ("count", "1")]
)
def test_a_list_of_one_record_needs_no_sign(word, line):
    """One figure is its own sum, mean, product and least."""
    body = "met > 0" if word == "count" else "met"
    assert worked(f"{word}(others, {body})", others=[{"met": Fraction(7, 10)}])[0] == line


@pytest.mark.parametrize(
    ("word", "line"), [("sum", "2 + 5"), ("mean", "(2 + 5) ÷ 2"), ("product", "2 × 5"), ("least", "min(2, 5)")]
)
def test_a_list_of_two_records_has_its_sign(word, line):
    """Two figures are joined by the sign of the word."""
    records = [{"met": Fraction(2)}, {"met": Fraction(5)}]
    assert worked(f"{word}(others, met)", others=records)[0] == line


@pytest.mark.parametrize(
    ("figures", "line"),
    [
        (["1/2", "1/2"], "50% + 50%"),
        (["1/3", "2/3"], "1 ÷ 3 + 2 ÷ 3"),
        (["0.125", "0.875", "0"], "12.5% + 87.5% + 0"),
        (["1", "0"], "1 + 0"),
        (["1"], "1"),
        (["0.5", "0.4"], "0.5 + 0.4"),
        (["1.5", "-0.5"], "1.5 + -0.5"),
        (["2", "1/3"], "2 + 1 ÷ 3"),
    ],
)
def test_shares_of_one_whole_are_percentages_and_other_figures_decimals(figures, line):
    """Two or more figures of a field that add up to 1 are shares; a ratio without end stays a ratio."""
    assert worked("sum(others, met)", others=[{"met": Fraction(figure)} for figure in figures])[0] == line


def test_twelve_records_are_worked_out_and_more_stay_words():
    """A line of thirteen parts is read by nobody; the count is a number however long the list is."""
    records = [{"met": Fraction(1)}] * 13
    assert worked("sum(others, met)", others=records[:12])[0] == " + ".join(["1"] * 12)
    assert worked("sum(others, met)", others=records)[0] == "各 others 的达成之和"
    assert worked("count(others, met = 1)", others=records)[0] == "13"


@pytest.mark.parametrize(
    ("share", "line", "zh", "en"),
    [
        (
            "if(any(elements, gate and met < 1), 0, 1)",
            "0",
            "评价要点中有 一票否决且达成 < 1 的（3 项中 1 项）",
            "(gate and met < 1) for some elements (1 of 3)",
        ),
        (
            "if(any(elements, met > 1), 0, 1)",
            "1",
            "评价要点中没有 达成 > 1 的（3 项中 0 项）",
            "met > 1 for no elements (0 of 3)",
        ),
        (
            "if(all(elements, met >= 0), 1, 0)",
            "1",
            "各评价要点都 达成 ≥ 0（3 项中 3 项）",
            "met ≥ 0 for all elements (3 of 3)",
        ),
        (
            "if(all(elements, met > 0), 1, 0)",
            "0",
            "并非 (各评价要点都 达成 > 0（3 项中 2 项）)",
            "not (met > 0 for all elements (2 of 3))",
        ),
        ("if(count(elements, met < 1) >= 2, 0.5, 1)", "0.5", "2 ≥ 2", "2 ≥ 2"),
        ("if(sum(elements, share) = 1, 1, 0)", "1", "30% + 30% + 40% = 1", "30% + 30% + 40% = 1"),
        (
            "if(count(others) = 0 or mean(others, met) > 1, 1, 0)",
            "1",
            "0 = 0 或各 others 达成的平均值 > 1",
            "0 = 0 or the mean of met over all others > 1",
        ),
        (
            "if(any(others, all(elements, gate)), 1, 0)",
            "0",
            "others 中没有 各评价要点都一票否决 的（0 项中 0 项）",
            "(gate for all elements) for no others (0 of 0)",
        ),
    ],
)
def test_grounds_on_a_list_say_for_how_many_records_they_hold(share, line, zh, en):
    """A condition stays in words with its count; numbers in it are worked out where they have a value."""
    assert worked(share) == (line, (zh,))
    assert worked(share, language="en") == (line, (en,))


def test_rows_and_values_over_lists_are_grounds_too():
    """The condition of the row that was taken has its count, and a ``let`` value without a figure is put in."""
    rule = {"needs": NEEDS, "let": {"low": "count(elements, met < 1)", "bad": "any(elements, gate)"}}
    compiled = compile_rule(**rule, cases=[("bad and low > 1", "1 - low / 10")], otherwise="1")
    working = compiled.work({"elements": THREE})
    assert working.words("zh", TERMS) == "1 - 2 ÷ 10"
    assert working.because("zh", TERMS) == ("评价要点中有一票否决的（3 项中 1 项）且 2 > 1",)
    assert working.words("zh", {**TERMS, "low": "两项"}) == "1 - 两项 ÷ 10"


GRADED = {
    "needs": {"elements": NEEDS["elements"], "stage": ["running", "ended"]},
    "gives": ["优", "良", "差"],
}


def test_a_rule_that_gives_a_label_says_it_and_why():
    """The worked line is the label; the row, or the branch, is the ground; there is no share."""
    table = compile_rule(**GRADED, cases=[("any(elements, gate)", "差"), ("stage = ended", "优")], otherwise="良")
    facts = {"elements": THREE, "stage": "running"}
    working = table.work(facts)
    assert (working.result, working.case, working.words("zh", TERMS)) == ("差", 1, "差")
    assert working.because("zh", TERMS) == ("评价要点中有一票否决的（3 项中 1 项）",)
    with pytest.raises(TypeError, match="gives the label 差"):
        _ = working.share
    branched = compile_rule(**GRADED, share="if(stage = running and count(elements) > 3, 优, 良)").work(facts)
    assert (branched.result, branched.words("en", {"良": "good"})) == ("良", "good")
    assert branched.because("zh", {"stage": "实施中"}) == ("并非 (实施中 = running 且 3 > 3)",)
    assert table.work({**facts, "elements": []}).because("zh", {}) == ("以上各种情形都不成立",)


@pytest.mark.parametrize(
    ("rule", "zh", "en"),
    [
        (
            {"share": "actual", "limits": ["0", "120%"]},
            "得分比例：完成值。得分比例在 0 到 120% 之间，超出的不评分。",
            "Share of the weight: actual. The share lies between 0 and 120%; beyond them there is no score.",
        ),
        (
            {"share": "actual", "limits": ["-0.5", "1/3"]},
            "得分比例：完成值。得分比例在 -50% 到 1/3 之间，超出的不评分。",
            "Share of the weight: actual. The share lies between -50% and 1/3; beyond them there is no score.",
        ),
        ({"share": "actual", "limits": ["0", "1"]}, "得分比例：完成值。", "Share of the weight: actual."),
        (
            {"share": "min(actual, 1)", "explain_when": "actual >= 130% * target"},
            "得分比例：完成值，最多为 1。完成值 ≥ 130% × 指标值时，须说明偏差原因，得分不变。",
            "Share of the weight: actual, but at most 1. "
            "Where actual ≥ 130% × target, a reason for the deviation is asked for, and the score stays.",
        ),
        (
            {"needs": {"p": "truth"}, "gives": ["优", "良"], "share": "if(p, 优, 良)"},
            "评定为其中之一（从好到差）：优、良。评定：若已完成则为优，否则为良。",
            "One of these is given, best first: 优, 良. Given: 优 if p, otherwise 良.",
        ),
        (
            {"needs": {"p": "truth"}, "gives": ["优", "良"], "cases": [("p", "优")], "otherwise": "良"},
            "评定为其中之一（从好到差）：优、良。依次取第一个成立的情形：（1）已完成，评为优；其余评为良。",
            "One of these is given, best first: 优, 良. The first case that holds: (1) p: 优; in all other cases 良.",
        ),
        (
            {"needs": {"p": "truth"}, "gives": ["running", "良"], "cases": [("p", "running")], "otherwise": "absent"},
            "评定为其中之一（从好到差）：实施中、良。依次取第一个成立的情形：（1）已完成，评为实施中；其余不评定（即：未完成）。",
            "One of these is given, best first: running, 良. "
            "The first case that holds: (1) p: running; in all other cases none is given (that is: not p).",
        ),
    ],
)
def test_limits_reasons_and_labels_are_told_in_the_words_of_a_rule(rule, zh, en):
    """What a rule adds to its share is said where it differs from what every rule says."""
    compiled = compile_rule(**rule)
    assert compiled.words("zh", TERMS) == zh
    assert compiled.words("en", {}) == en


def test_a_figure_of_many_digits_is_cut_and_says_so():
    """A geometric mean of measured shares is read by people: six places and an ellipsis, never twenty digits."""
    rule = compile_rule(needs={"children": {"share": "number"}}, share="mean(children, share)")
    shares = [{"share": Fraction(629588296015896061594, 662007320653035612461)}, {"share": Fraction(1, 3)}]
    worked = rule.work({"children": shares})

    assert worked.words("zh", {}) == "(0.951029… + 1 ÷ 3) ÷ 2"
