"""The reader of these tests: what it makes of a cell, in the spellings of published forms and in others."""

from decimal import Decimal
from itertools import chain

import pytest

from corpus.adapter import as_target, cell, in_unit_of, percent_in, spelt, yuan_in
from corpus.forms import forms, printed_cells
from perfkit.errors import InputError
from perfkit.formats.figures import figure

NUMBERS = [
    ("=8个", "8", "个", "equal", False),
    ("═100%", "100", "%", "equal", False),
    ("＝100％", "100", "%", "equal", False),
    ("≧735人次", "735", "人次", "at-least", False),
    (">=90%", "90", "%", "at-least", False),
    ("98%以上", "98", "%", "at-least", False),
    ("不少于12种", "12", "种", "at-least", False),
    ("不低于百分之九十五", "95", "%", "at-least", False),
    ("＞3次", "3", "次", "at-least", True),
    ("≦100%", "100", "%", "at-most", False),
    ("≤ 202.6 万元", "202.6", "万元", "at-most", False),
    ("不超过30万元", "30", "万元", "at-most", False),
    ("控制在30天以内", "30", "天", "at-most", False),
    ("小于0.9‰", "0.9", "‰", "at-most", True),
    ("120,000.00", "120000.00", "", None, False),
    ("23333.56", "23333.56", "", None, False),
    ("１２个", "12", "个", None, False),
    ("400元/人、天", "400", "元/人、天", None, False),
    ("50m2", "50", "m2", None, False),
    ("-3%", "-3", "%", None, False),
    ("两次", "2", "次", None, False),
]

OTHERS = [
    ("", "nothing"),
    ("—", "nothing"),
    ("无", "nothing"),
    ("9月前", "date"),
    ("2023年12月前", "date"),
    ("2021年底", "date"),
    ("2024-05-01", "date"),
    ("完成时间为2022年12月30日", "date"),
    ("10-20个", "range"),
    ("80%至90%", "range"),
    ("5~8", "range"),
    ("达成预期指标", "words"),
    ("无结余", "words"),
    ("30%投入", "words"),
    ("定性 优良中低差", "words"),
    ("757万平方米养护全覆盖", "words"),
    ("第1批12个、第2批3个", "words"),
]


@pytest.mark.parametrize(("printed", "value", "unit", "bound", "strict"), NUMBERS)
def test_a_number_is_read_with_its_sign_and_unit(printed, value, unit, bound, strict):
    """Signs before and after, in words and in every width; thousands, Chinese numerals, composed units."""
    found = cell(printed)
    assert (found.kind, found.value, found.unit, found.bound, found.strict) == (
        "number",
        Decimal(value),
        unit,
        bound,
        strict,
    )


@pytest.mark.parametrize(("printed", "kind"), OTHERS)
def test_what_is_no_number_is_said_to_be_something_else(printed, kind):
    """Dates, ranges, words and empty cells are never taken for a number in them."""
    assert cell(printed).kind == kind


@pytest.mark.parametrize(("text", "value"), [("十", 10), ("二十三", 23), ("一百零八", 108), ("两千", 2000)])
def test_chinese_numerals_are_added_up(text, value):
    """Digits before a step multiply it, a step alone counts once, a last digit is added."""
    assert spelt(text) == value


@pytest.mark.parametrize(
    ("promised", "reached", "value"),
    [
        ("95%", "100", "100"),
        ("95%", "98%", "98"),
        ("0.9‰", "0.05%", "0.5"),
        ("≤2万元", "19500元", "1.9500"),
        ("227个", "227座", "227"),
        ("100%", "1000件", None),
        ("1座", "30%", None),
        ("10万元", "3个", None),
    ],
)
def test_what_was_reached_is_read_in_the_unit_of_the_promise(promised, reached, value):
    """Scales of money and of rates are converted, counting words count the same things, kinds are not mixed."""
    found = in_unit_of(cell(promised), cell(reached))
    assert found == (None if value is None else Decimal(value))


@pytest.mark.parametrize(
    ("printed", "less", "kind"), [("52", False, "equal"), ("0次", False, "at-most"), ("0.9", True, "at-most")]
)
def test_a_target_without_a_sign_is_to_be_met(printed, less, kind):
    """A bare number is met exactly, a bare 0 cannot be gone below, and a harm is a limit."""
    assert as_target(cell(printed), less_is_better=less).kind == kind


@pytest.mark.parametrize(
    ("printed", "percent"),
    [("31.00%", "31.00"), ("25", "25"), ("0.958", "95.8"), ("0", "0"), ("0.5%", "0.5"), ("—", None)],
)
def test_rates_are_read_in_percent(printed, percent):
    """With a sign, without one, or as a fraction of one."""
    assert percent_in(printed) == (None if percent is None else Decimal(percent))


@pytest.mark.parametrize(
    ("printed", "yuan"),
    [("10万", "100000"), ("2.38 万元", "23800"), ("334896元", "334896"), ("29", "290000"), ("", None)],
)
def test_amounts_are_read_in_yuan(printed, yuan):
    """Amounts without a unit are in 万元, as the forms print them."""
    assert yuan_in(printed) == (None if yuan is None else Decimal(yuan))


def test_the_reader_of_the_program_never_reads_another_number():
    """Of the cells in which both readers see a number that is no date, both see the same one with unit and sign."""
    both = 0
    for printed in chain.from_iterable(map(printed_cells, forms())):
        ours = cell(printed)
        try:
            theirs = figure(printed)
        except InputError:
            continue
        if ours.kind == "number" and theirs.value is not None:
            both += 1
            assert (theirs.value, theirs.unit, theirs.bound or None, theirs.strict) == (
                ours.value,
                ours.unit,
                ours.bound,
                ours.strict,
            )
    assert both >= 450
