"""What clerks write: each writing has one decision, and what is accepted is exact."""

from decimal import Decimal, localcontext
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfkit.errors import InputError
from perfkit.formats.accepted import actual_fact, target_fact
from perfkit.formats.facts import read_fact
from perfkit.formats.figures import figure
from perfkit.formats.notes import Read
from perfkit.formats.scalars import read_amount, read_bare, read_number, read_percent, read_share
from perfkit.formats.values import read_actual, read_target
from perfkit.model import Target, plain

PERCENT = Target.at_least("95", "%")
COUNT = Target.at_least("5", "项")
COST = Target.at_most("30", "万元")
BETWEEN = Target.between("90", "95", "%")


def code_of(reader, *arguments):
    """The code with which a value is refused; the fault can be said in both languages."""
    with pytest.raises(InputError) as refused:
        reader(*arguments)
    (fault,) = refused.value.faults
    assert fault.worded("zh")
    assert fault.worded("en")
    return fault.code


@pytest.mark.parametrize(
    ("written", "kind", "value", "unit", "strict"),
    [
        ("≥5项", "at-least", "5", "项", False),
        (">=5项", "at-least", "5", "项", False),
        ("95%以上", "at-least", "95", "%", False),
        ("95.0 %以上", "at-least", "95.0", "%", False),
        ("不低于95%", "at-least", "95", "%", False),
        ("不少于 3 次", "at-least", "3", "次", False),
        ("达到95%", "at-least", "95", "%", False),
        ("5亿元以上", "at-least", "5", "亿元", False),
        ("5亿元及以上", "at-least", "5", "亿元", False),
        ("大于5项", "at-least", "5", "项", True),
        ("＞5项", "at-least", "5", "项", True),
        ("≤30万元", "at-most", "30", "万元", False),
        ("不超过30万元", "at-most", "30", "万元", False),
        ("30万元以内", "at-most", "30", "万元", False),
        ("控制在5%以内", "at-most", "5", "%", False),
        ("低于3天", "at-most", "3", "天", True),
        ("＝100%", "equal", "100", "%", False),
        ("=100%", "equal", "100", "%", False),
        ("等于12个月", "equal", "12", "个月", False),
        ("≥0.5%", "at-least", "0.5", "%", False),
        ("≥-5%", "at-least", "-5", "%", False),
        ("≥5个百分点", "at-least", "5", "个百分点", False),
        ("≥3万人次", "at-least", "3", "万人次", False),
        ("≤30万", "at-most", "30", "万", False),
        ("＝0", "equal", "0", "", False),
    ],
)
def test_plain_targets(written, kind, value, unit, strict):
    """A target with a sign in front or words behind is read without any remark, with the digits it was written with."""
    read = target_fact(written)
    assert read == Read(Target(kind, Decimal(value), unit, written, strict))
    assert plain(read.value.value) == value


@pytest.mark.parametrize(
    ("written", "shown", "remarks"),
    [
        ("≥95%以上", "≥95%", ("value.bound-twice",)),
        ("≥９５％", "≥95%", ("value.wide",)),
        ("95％以上", "≥95%", ("value.wide",)),
        ("≥12,345人", "≥12345人", ("value.thousands",)),
        ("≥１２，３４５．６元", "≥12345.6元", ("value.wide", "value.thousands")),
        ("\u3000≥95%", "≥95%", ("value.blanks",)),
        ("≥95%\u200b", "≥95%", ("value.blanks",)),
        ("≥\u00a095%", "≥95%", ("value.blanks",)),
        ("≥百分之九十五", "≥95%", ("value.words",)),
        ("不少于十二项", "≥12项", ("value.words",)),
        ("0", "≤0", ("value.bare-zero",)),
        ("0%", "≤0%", ("value.bare-zero",)),
        (0, "≤0", ("value.bare-zero",)),
    ],
)
def test_targets_with_a_remark(written, shown, remarks):
    """What has one meaning but was not written plainly is accepted, and says so."""
    read = target_fact(written)
    assert (str(read.value), read.remarks) == (shown, remarks)


@pytest.mark.parametrize("written", ["按时完成", "建立长效机制", "进一步提升", "全年无事故", "达标", "一般", "有效"])
def test_words_are_for_an_evaluator(written):
    """A target without any number is a judged one and keeps its words."""
    assert target_fact(written).value == Target.judged(written)


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("95%", "value.no-sign"),
        ("5项", "value.no-sign"),
        (5, "value.no-sign"),
        ("五项", "value.no-sign"),
        ("≤95%以上", "value.contradiction"),
        ("约95%", "value.vague"),
        ("95%左右", "value.vague"),
        ("2000余万元", "value.vague"),
        ("近百", "value.vague"),
        ("若干", "value.vague"),
        ("一批", "value.vague"),
        ("九成五", "value.colloquial"),
        ("90%-95%", "value.range"),
        ("90～95", "value.range"),
        ("5至6项", "value.range"),
        ("5-6", "value.range"),
        ("5/6", "value.slash"),
        ("≥1,2345", "value.comma"),
        ("≥20,00", "value.comma"),
        ("≥1.234,5", "value.comma"),
        ("≥1 000", "value.blank-inside"),
        ("9 5%", "value.blank-inside"),
        ("1_000", "value.underscore"),
        ("≥1e2", "value.exponent"),
        ("1e2%", "value.exponent"),
        ("\u0663", "value.foreign-digit"),
        ("𝟗𝟓", "value.foreign-digit"),
        ("½", "value.unreadable"),
        ("sNaN", "value.not-a-number"),
        ("Infinity", "value.not-a-number"),
        ("#REF!", "value.excel-error"),
        ("#DIV/0!", "value.excel-error"),
        ("无", "value.nothing"),
        ("—", "value.nothing"),
        ("", "value.nothing"),
        ("见附件", "value.elsewhere"),
        ("同上", "value.elsewhere"),
        ("XXX", "value.sample"),
        ("(12.5)", "value.bookkeeping"),
        ("12.5-", "value.bookkeeping"),
        ("△12.5", "value.bookkeeping"),
        ("贰仟元整", "value.bankers-digits"),
        ("100百分比", "value.percent-word"),
        ("2023年12月31日前", "value.date"),
        ("¥2000", "value.unreadable"),
        ("2000人民币", "value.unreadable"),
        ("完成率100%", "value.no-sign"),
        ("≥完成", "value.unreadable"),
        ("≥" + "9" * 60, "number.too-long"),
    ],
)
def test_refused_targets(written, code):
    """What has two meanings, or none, is refused for its own reason."""
    assert code_of(target_fact, written) == code


@pytest.mark.parametrize(
    ("written", "target", "value", "remarks"),
    [
        (6, COUNT, "6", ()),
        (Decimal("6.50"), COUNT, "6.50", ()),
        ("6项", COUNT, "6", ()),
        ("六项", COUNT, "6", ("value.words",)),
        ("95%", PERCENT, "95", ()),
        ("95", PERCENT, "95", ()),
        (0, PERCENT, "0", ()),
        ("0.95", PERCENT, "95", ("value.share-as-percent",)),
        ("105%", PERCENT, "105", ("value.over-hundred",)),
        ("95%以上", PERCENT, "95", ("value.bound-in-actual-read",)),
        ("≥95%", PERCENT, "95", ("value.bound-in-actual-read",)),
        ("＝96%", PERCENT, "96", ()),
        ("28万元", COST, "28", ()),
        ("28万", COST, "28", ("value.other-scale",)),
        ("280000元", COST, "28.0000", ("value.other-scale",)),
        ("0.0028亿元", COST, "28", ("value.other-scale",)),
        ("6项", Target.at_least(5), "6", ()),
        ("0.5%", Target.at_most("1", "%"), "0.5", ()),
        ("93%", BETWEEN, "93", ()),
        (97, BETWEEN, "97", ()),
        ("280000元", Target.between(20, 30, "万元"), "28", ("value.other-scale",)),
    ],
)
def test_actuals(written, target, value, remarks):
    """An actual is read in the unit of its target, exactly."""
    read = actual_fact(written, target)
    assert (Fraction(read.value), read.remarks) == (Fraction(value), remarks)


@pytest.mark.parametrize(
    ("written", "target", "code"),
    [
        ("1", PERCENT, "value.share-or-percent"),
        (1, PERCENT, "value.share-or-percent"),
        ("0.5", Target.at_most("1", "%"), "value.share-or-percent"),
        ("6个", COUNT, "value.other-unit"),
        ("95‰", PERCENT, "value.other-unit"),
        ("95%", Target.at_least(95), "value.other-unit"),
        ("28万元", COUNT, "value.other-unit"),
        ("≤95%", PERCENT, "value.bound-in-actual"),
        (">95%", PERCENT, "value.bound-in-actual"),
        ("95%以上", Target.at_most("95", "%"), "value.bound-in-actual"),
        ("已完成", COUNT, "value.words-for-number"),
        ("达标", PERCENT, "value.words-for-number"),
        ("无", COUNT, "value.nothing"),
        ("√", COUNT, "value.words-for-number"),
        ("0.93", BETWEEN, "value.share-or-percent"),
        ("90%以上", BETWEEN, "value.bound-in-actual"),
        ("≤95%", BETWEEN, "value.bound-in-actual"),
        ("90%～95%", BETWEEN, "value.range"),
        ("93‰", BETWEEN, "value.other-unit"),
    ],
)
def test_refused_actuals(written, target, code):
    """An actual that may mean another thing than its target's unit is refused."""
    assert code_of(actual_fact, written, target) == code


@pytest.mark.parametrize(
    ("written", "unit", "yuan", "remarks"),
    [
        (7000, "万元", "70000000", ()),
        ("7000", "元", "7000", ()),
        (Decimal("804.12859"), "万元", "8041285.9", ()),
        ("2000万元", "万元", "20000000", ()),
        ("2000万", "元", "20000000", ("value.other-scale",)),
        ("0.2亿元", "万元", "20000000", ("value.other-scale",)),
        ("20000000元", "万元", "20000000", ("value.other-scale",)),
        ("5千元", "元", "5000", ("value.other-scale",)),
        ("12,345.6", "元", "12345.6", ("value.thousands",)),
        ("0", "万元", "0", ()),
        ("100.", "元", "100", ()),
    ],
)
def test_amounts(written, unit, yuan, remarks):
    """Money is held in 元, by the unit that is written, else by that of its table."""
    read = read_amount(written, unit)
    assert (Fraction(read.value), read.remarks) == (Fraction(yuan), remarks)


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("5%", "value.no-amount"),
        ("5项", "value.no-amount"),
        ("≥5", "value.no-amount"),
        ("已拨付", "value.no-amount"),
        (-5, "value.negative-amount"),
        ("-0.01", "value.negative-amount"),
    ],
)
def test_refused_amounts(written, code):
    """What is no amount of money is refused."""
    assert code_of(read_amount, written, "万元") == code


def test_small_readers():
    """Shares, numbers, percentages and bare targets take their own units and no others."""
    assert read_share("90%").value == Decimal("0.90")
    assert read_share("0.9").value == read_share(Decimal("0.9")).value == Decimal("0.9")
    assert [code_of(read_share, bad) for bad in ("110%", "-1%", "好", 90)] == ["value.no-share"] * 4
    assert read_number("10分").value == read_number(10).value == 10
    assert code_of(read_number, "10%") == code_of(read_number, "十分好") == "value.no-number"
    assert read_percent("63.61%").value == read_percent("63.61").value == Decimal("63.61")
    assert code_of(read_percent, "63项") == "value.no-percent"
    assert read_bare("5项", "项").value == read_bare(5, "项").value == 5
    assert code_of(read_bare, "5个", "项") == "value.other-unit"
    assert code_of(read_bare, "≥5项", "项") == "value.no-number"


@pytest.mark.parametrize(
    ("written", "value", "remarks"),
    [
        (5, "5", ()),
        ("12.50", "12.50", ()),
        ("95%", "0.95", ()),
        ("3‰", "0.003", ()),
        ("30万元", "300000", ()),
        ("30万", "300000", ()),
        ("1,200", "1200", ("value.thousands",)),
        ("五", "5", ("value.words",)),
        ("-2", "-2", ()),
    ],
)
def test_facts_that_are_figures(written, value, remarks):
    """Money is held in 元 and a percentage as its share of 1, exactly."""
    read = read_fact(written)
    assert (Fraction(read.value), read.remarks) == (Fraction(value), remarks)


@pytest.mark.parametrize("word", ["running", "优", "无", "没有", "一般", "一级", "A1", "in_progress", "e" * 64])
def test_facts_that_are_words(word):
    """Whatever a formula could name is the word of a label, also where no figure is meant: 无 is an answer to 有."""
    assert read_fact(word) == Read(word)
    assert read_fact(f" {word}\u200b") == Read(word, ("value.blanks",))


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("12天", "value.fact-unit"),
        ("5项", "value.fact-unit"),
        ("≥5", "value.no-number"),
        ("95%以上", "value.no-number"),
        ("约4", "value.vague"),
        ("若干", "value.vague"),
        ("90-95", "value.range"),
        ("2023年3月", "value.date"),
        ("见附件", "value.elsewhere"),
        ("略", "value.elsewhere"),
        ("暂无", "value.nothing"),
        ("", "value.nothing"),
        ("XX", "value.sample"),
        ("#N/A", "value.excel-error"),
        ("已完成，待验收", "value.no-word"),
        ("not yet", "value.no-word"),
        ("是", "value.truth-text"),
        ("True", "value.truth-text"),
        ("in-progress", "value.no-word"),
        ("完成率100%", "value.no-word"),
        ("½", "value.no-word"),
        ("√", "value.no-word"),
        ("e" * 65, "value.no-word"),
    ],
)
def test_refused_facts(written, code):
    """A unit that only the rule can know, a figure nobody can know, and texts that are no word."""
    assert code_of(read_fact, written) == code


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("道路 一标段", "道路 一标段"),
        ("已完成，待验收", "已完成，待验收"),
        ("running", "running"),
        ("95%", Decimal("0.95")),
    ],
)
def test_prose_beside_figures(written, read):
    """Where texts for people may stand, they are carried, and figures are figures all the same."""
    assert read_fact(written, prose=True).value == read


@pytest.mark.parametrize("written", ["第2标段 道路", "½", "√", "12天"])
def test_prose_holds_no_digit(written):
    """A text with a digit may be a figure that somebody misspelt."""
    assert code_of(lambda text: read_fact(text, prose=True), written) in ("value.no-word", "value.fact-unit")


@given(st.decimals(allow_nan=False, allow_infinity=False, places=4, min_value=0, max_value=10**12))
def test_every_plain_number_comes_back_as_it_was_written(value):
    """Reading a target gives exactly the digits that were written, whatever the host's decimal context."""
    written = f"≥{value:f}元"
    with localcontext() as context:
        context.prec = 2
        read = target_fact(written).value
        amount = read_amount(f"{value:f}", "万元").value
    assert str(read) == written
    assert Fraction(amount) == Fraction(value) * 10_000


@given(
    st.text(alphabet="≥≤＞<=0123456789.,，%％ 万亿元项以上下不低于约至到-/()十百零五无#AeE_\u3000\u200b٣", max_size=12)
)
def test_any_text_is_read_or_refused(written):
    """Each text gives a finite number, a description, or a fault that can be said; nothing else ever happens."""
    try:
        value = figure(written).value
    except InputError as error:
        said = error.worded("zh") and error.worded("en")
    else:
        said = value is None or (value.is_finite() and value.as_tuple().exponent <= 0)
    assert said


@given(st.integers(min_value=1, max_value=9999))
def test_chinese_numerals(value):
    """Numerals below ten thousand, as Chinese writes them, are read back."""
    digits, steps, text = "零一二三四五六七八九", ("", "十", "百", "千"), ""
    for place in range(3, -1, -1):
        digit = value // 10**place % 10
        if digit:
            text += digits[digit] + steps[place]
        elif text and not text.endswith("零") and value % 10**place:
            text += "零"
    assert figure(text + "项").value == value


@pytest.mark.parametrize(
    ("read", "said"),
    [
        (actual_fact("2,000万元", Target.at_most(30000000, "元")), "20000000 元"),
        (actual_fact("25,000元", Target.at_most(3, "万元")), "2.5 万元"),
        (read_fact("7,000万元"), "7000 万元"),
        (read_bare("1,000", "万元"), "1000 万元"),
        (read_bare("1,000", "人"), ""),
        (read_number("1,000"), ""),
    ],
)
def test_money_is_said_with_its_unit_in_remarks(read, said):
    """Only money needs it: other numbers are shown as they are."""
    assert read.remarks[0] == "value.thousands"
    assert read.said == said


@pytest.mark.parametrize("unit", ["%", "％", "百分比", "百分率", "百分比（%）"])
@pytest.mark.parametrize("text", ["98", "≥98", "98%"])
def test_a_column_of_units_may_name_the_percent(unit, text):
    """百分比 alone in its column is the unit %; behind a number in one cell it is refused as before."""
    read = read_target(text, unit=unit)
    assert (read.kind, read.value, read.unit) == ("percent", Decimal(98), "%")
    assert read_actual("99%", read).in_target == Decimal(99)
