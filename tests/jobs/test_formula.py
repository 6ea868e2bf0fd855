"""Rules tried from Python: exact results, values of every kind, and what is refused."""

from decimal import Decimal
from fractions import Fraction

import pytest
from attrs import evolve

from perfkit.errors import FormulaError, InputError
from perfkit.formula import Absent
from perfkit.jobs import try_rule
from perfkit.kit import Kit
from perfkit.model import Rounding, Rule, Title
from perfkit.testing import national_set

KIT = Kit(installed=False)
NATIONAL = "cn.mof.self-evaluation@2020"
RATIO = "min(actual / target, 1)"


def refused(work):
    """Code and key of every fault."""
    with pytest.raises((FormulaError, InputError)) as caught:
        work()
    return [(fault.code, fault.place.key) for fault in caught.value.faults]


def test_a_formula_is_tried():
    """Share, weight and points are exact figures; the worked line speaks both languages."""
    found = KIT.try_formula(RATIO, {"actual": 77, "target": "80", "weight": Decimal(10)})

    assert (found.share.exact, found.weight.exact, found.weighed) == (Fraction(77, 80), 10, True)
    assert (found.points.digits, found.points.exact) == ("9.63", Fraction("9.63"))
    assert found.words("en") == "points = 10 × min(77 ÷ 80, 1) = 9.625, rounded half up to 9.63"
    assert found.remarks == ()


def test_no_share_is_a_typed_reason():
    """What has no value is handed back, not raised."""
    assert KIT.try_formula("1 / target", {"target": 0}) == Absent("division-by-zero", {"divisor": "target"})


def test_a_rule_of_a_set_is_tried():
    """Points are rounded as the set says, or as the caller does."""
    given = {"actual": "70.005", "target": 100, "weight": 10}
    one = KIT.try_rule("pass-line", given, indicator_set=NATIONAL)
    two = KIT.try_rule("pass-line", given, indicator_set=NATIONAL, rounding=Rounding(3, "up"))

    # 10 × (0.70005 − 0.6) ÷ 0.4 = 2.50125
    assert (one.points.digits, two.points.digits) == ("2.50", "2.502")


@pytest.mark.parametrize(
    ("values", "found"),
    [
        ({"actual": 0.5, "target": 1}, [("number.float", "actual")]),
        ({"actual": None, "target": 1}, [("tried.no-value", "")]),
        ({"actual": True, "target": 1}, [("tried.no-number", "actual")]),
        (
            {"actual": Decimal("NaN"), "target": Decimal("1E+999")},
            [("number.not-finite", "actual"), ("number.out-of-range", "target")],
        ),
        ({1: 2}, [("value.wrong-kind", "values")]),
        ([("actual", 1)], [("value.wrong-kind", "values")]),
    ],
    ids=str,
)
def test_values_of_a_wrong_kind_are_refused(values, found):
    """Every one of them, at its name."""
    assert sorted(refused(lambda: KIT.try_formula(RATIO, values))) == sorted(found)


def test_formula_and_rounding_of_a_wrong_kind_are_refused():
    """Never an attribute error deep inside."""
    assert refused(lambda: KIT.try_formula(1, {})) == [("value.wrong-kind", "formula")]
    assert refused(lambda: KIT.try_formula("1", {}, rounding=2)) == [("value.wrong-kind", "rounding")]
    assert refused(lambda: KIT.try_rule(1, {}, indicator_set=NATIONAL)) == [("value.wrong-kind", "rule")]


def under(**rule):
    """The national set with one more rule, ``tried``."""
    national = national_set()
    return evolve(national, rules={**national.rules, "tried": Rule(name="tried", title=Title("试"), **rule)})


STAGES = {"needs": {"stage": ["finished", "running"]}, "share": "if(stage = finished, 1, 0.5)"}
ELEMENTS = {"needs": {"elements": {"met": "number"}}, "share": "mean(elements, met)"}


def test_a_label_is_given_as_one_of_its_words():
    """Another word is refused with those there are; a label that is lacking is asked for by its first word."""
    assert try_rule(under(**STAGES), "tried", {"stage": "running"}, None).share.exact == Fraction(1, 2)
    assert refused(lambda: try_rule(under(**STAGES), "tried", {"stage": "runing"}, None)) == [
        ("formula.unknown-label", "stage")
    ]
    with pytest.raises(InputError, match="stage=finished"):
        try_rule(under(**STAGES), "tried", {}, None)


@pytest.mark.parametrize("values", [{}, {"elements": "1"}])
def test_a_list_cannot_be_given(values):
    """Said in so many words, whether it is lacking or tried as a text."""
    assert refused(lambda: try_rule(under(**ELEMENTS), "tried", values, None)) == [("tried.list", "")]


def test_a_rule_that_gives_a_label_has_no_share_to_try():
    """The labels it may give are named."""
    grade = under(gives=["优", "差"], share="if(actual > 1, 优, 差)")
    with pytest.raises(InputError, match="优、差"):
        try_rule(grade, "tried", {"actual": 2}, None)


@pytest.mark.parametrize(("actual", "asks"), [("129.99", False), ("130", True)])
def test_a_rule_that_asks_for_a_reason_says_so(actual, asks):
    """The share stays, and the caller knows that the unit has to explain."""
    found = try_rule(
        under(share=RATIO, explain_when="actual >= 130% * target"), "tried", {"actual": actual, "target": 100}, None
    )

    assert (found.share.exact, found.must_explain) == (1, asks)


def test_a_share_above_1_earns_more_than_the_weight_where_the_rule_allows_it():
    """With limits up to 120%, 115 of 100 earns 11.5 of 10."""
    over = under(share="actual / target", limits=["0", "120%"])

    assert try_rule(over, "tried", {"actual": 115, "target": 100, "weight": 10}, None).points.digits == "11.50"
    assert try_rule(over, "tried", {"actual": 121, "target": 100}, None).reason == "share-outside"


@pytest.mark.parametrize(
    ("text", "values", "excel"),
    [
        ("min(actual / target, 1)", {"actual": "77", "target": "80", "weight": "10"}, "=ROUND(1000*77/80,0)/100"),
        ("steps(actual, 90%, 1, 80%, 80%, 0)", {"actual": "86%", "weight": "10"}, "=8"),
        ("ln(actual, 4) / 10", {"actual": "2000"}, None),
    ],
)
def test_a_formula_goes_into_a_spreadsheet_where_its_digits_are_the_same(text, values, excel):
    """What is printed can be pasted and gives the points; a logarithm has no such form, and none is printed."""
    assert KIT.try_formula(text, values).excel == excel
