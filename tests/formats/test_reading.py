"""Relations of the value reader: what must hold for every text, whatever it is read as."""

from __future__ import annotations

import json
import operator
import time
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
import tomli
from hypothesis import given
from hypothesis import strategies as st

from perfkit.formats import ReadActual, ReadTarget, met, read_actual, read_target
from perfkit.formats.conversions import ratio
from perfkit.formats.harms import less_is_better
from perfkit.formats.numerals import chinese
from perfkit.jobs.values import read_pair
from perfkit.model import Target

GROUPS = tomli.loads((Path(__file__).parent / "spellings.toml").read_text(encoding="utf-8"))["group"]
SPELLINGS = sorted({row[0] for group in GROUPS for row in group.get("targets", [])})
OPERATORS = {"≥": operator.ge, "≤": operator.le, ">": operator.gt, "<": operator.lt, "=": operator.eq}
UNITS = ["", "%", "项", "万元", "元/人·月", "万人次", "平方米"]

numbers = st.decimals(min_value=-(10**6), max_value=10**12, places=3, allow_nan=False, allow_infinity=False)
hostile = st.text(
    alphabet="≥≤＞<=±0123456789.,，;；:：%％‰ 万亿千元项个人次年月日底前季度以上下不超低于约至到和且"
    "-~～/()（）十百零半两壹成无"
    "控制在每达已完成率投诉#AeEXxOol_\t\u3000\u200b٣½",
    max_size=24,
)


def wide(text: str) -> str:
    """The text with every character of ASCII full-width, and blanks around it."""
    return "\u3000" + "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in text) + " \u00a0"


def said(read: ReadTarget | ReadActual) -> tuple[object, ...]:
    """What must stay the same when only the way of writing changes; words and refusals keep their kind."""
    value = None if read.kind == "words" else read.plain
    return read.kind, getattr(read, "op", None), value, read.unit, getattr(read, "inverse_implied", None)


def test_width_and_blanks_change_nothing():
    """Full-width characters and blanks around a target change neither kind nor value, unit and comparison."""
    assert [said(read_target(wide(text))) for text in SPELLINGS] == [said(read_target(text)) for text in SPELLINGS]


@given(hostile)
def test_width_and_blanks_change_nothing_in_any_text(text):
    """The same for texts that nobody would write."""
    assert said(read_target(wide(text))) == said(read_target(text))


@given(numbers, st.sampled_from(UNITS), st.sampled_from(list(OPERATORS)))
def test_what_is_shown_is_read_back(value, unit, sign):
    """Reading what a reading shows gives the same value with its digits, unit and comparison."""
    read = read_target(f"{sign}{value:f}{unit}")
    again = read_target(read.shown)
    assert (read.op, read.value, read.unit) == (sign, value, unit)
    assert (said(again), str(again.value)) == (said(read), str(read.value))


def test_every_figure_that_is_shown_is_read_back():
    """The shown form of each spelling that is one figure is read as the same figure."""
    figures = [read for read in map(read_target, SPELLINGS) if read.is_figure]
    assert len(figures) > 150
    assert [said(read_target(read.shown))[:4] for read in figures] == [said(read)[:4] for read in figures]


@given(numbers, numbers, st.sampled_from(UNITS), st.sampled_from(list(OPERATORS)))
def test_met_agrees_with_comparing_the_numbers(target, actual, unit, sign):
    """Whether a target is met is what the comparison of the two fractions says."""
    promised = read_target(f"{sign}{target:f}{unit}")
    reached = read_actual(f"{actual:f}{unit}", promised)
    assert met(promised, reached).met is OPERATORS[sign](Fraction(actual), Fraction(target))


@given(numbers, numbers, numbers)
def test_met_in_a_range_agrees_with_comparing_the_numbers(first, second, actual):
    """A range holds both its ends."""
    low, high = sorted((first, second))
    promised = read_target(f"{low:f}～{high:f}元")
    assert met(promised, read_actual(f"{actual:f}元", promised)).met is (low <= actual <= high)


@given(st.decimals(min_value=0, max_value=10**9, places=4), st.sampled_from(["元", "千元", "万元", "亿元"]))
def test_money_of_another_scale_is_the_same_money(value, unit):
    """An amount in any scale is held against a target in 万元 as that amount in 元 would be."""
    promised = read_target("≥30万元")
    places = {"元": 0, "千元": 3, "万元": 4, "亿元": 8}[unit]
    reached = read_actual(f"{value:f}{unit}", promised)
    assert Fraction(reached.in_target) * 10**4 == Fraction(value) * 10**places


@given(hostile, hostile)
def test_any_text_gives_a_result(target, actual):
    """Nothing is raised; the result can be said in both languages and written as JSON; a refusal says why."""
    pair = read_pair(f"{target}\t{actual}")
    for language in ("zh", "en"):
        assert json.dumps(pair.record(language))
    for read in (pair.target, pair.actual):
        assert (read.kind == "refused") == (read.fault is not None or "line" in dict(pair.notes))
        assert read.value is None or (read.value.is_finite() and read.kind not in ("refused", "words", "empty"))


@given(st.text(max_size=40), st.text(max_size=40), st.text(max_size=8), st.text(max_size=12))
def test_any_characters_give_a_result(target, actual, unit, name):
    """The same for texts of any characters, units and names."""
    promised = read_target(target, unit=unit, name=name)
    reached = read_actual(actual, promised)
    assert met(promised, reached).met in (True, False, None)
    assert all(note.worded("zh") and note.worded("en") for note in (*promised.notes, *reached.notes))


@pytest.mark.parametrize(
    "piece",
    [
        "9",
        "≥",
        "(",
        "一",
        "1,",
        "已全部",
        "控制在",
        "每人",
        "3个；",
        "第1批",
        "1-",
        "半",
        "十百",
        "至",
        " ",
        "年",
        "0O",
        "不超过",
    ],
)
def test_ten_thousand_characters_take_no_time(piece):
    """A hostile text of 10 000 characters is read or refused at once, alone and after a beginning that looks right."""
    begun = time.perf_counter()
    for text in (piece * (10_000 // len(piece)), "≥95%" + piece * (10_000 // len(piece)), piece * (190 // len(piece))):
        target = read_target(text)
        met(target, read_actual(text, target))
    assert time.perf_counter() - begun < 1


def test_the_text_is_kept_as_typed():
    """Folding and taking apart leave the text itself alone."""
    assert read_target("≥９５％").text == "≥９５％"
    assert read_actual("已完成６项", read_target("≥5项")).text == "已完成６项"


def test_a_target_of_the_model_may_stand_for_its_reading():
    """An actual is read beside a target that was built, too."""
    reached = read_actual("280000元", Target.at_most("30", "万元"))
    assert (reached.in_target, reached.value, reached.unit) == (Decimal("28.0000"), Decimal(280000), "元")
    assert read_actual("93%", Target.between(90, 95, "%")).in_target == 93
    assert read_actual("有效", Target.judged("有效")).mismatch is None


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (Decimal("0.95"), "95"),
        (Decimal(96), "96"),
        (97, "97"),
    ],
)
def test_numbers_of_cells_are_read_as_they_stand(found, expected):
    """A number that is no text is read with its digits."""
    assert Fraction(read_actual(found, read_target("≥95%")).value) == Fraction(expected)


def test_a_float_is_refused_since_its_digits_are_not_those_that_were_typed():
    """Not even a number that cannot be taken raises anything."""
    target = read_target(0.95)
    assert (target.kind, target.text, target.fault.code) == ("refused", "0.95", "number.float")
    assert read_actual(0.95, target).fault.code == "number.float"


@pytest.mark.parametrize(
    "name",
    [
        "投诉率",
        "培训成本",
        "成本控制率",
        "在职人员控制率",
        "安全事故起数",
        "差错率",
        "死亡人数",
        "森林火灾受害率",
        "预算调整率",
        "演出设备成本件/件",
    ],
)
def test_less_is_better(name):
    """Names whose last word is a harm or a cost."""
    assert less_is_better(name)


@pytest.mark.parametrize(
    "name",
    [
        "投诉处理率",
        "事故下降率",
        "成本节约率",
        "成本核算率",
        "高血压控制率",
        "病虫害控制率",
        "减少投诉次数",
        "培训次数",
        "违法案件查办率",
        "满意度",
        "损坏的音响",
    ],
)
def test_more_is_better(name):
    """What is done about a harm is a good; a word in the middle of a name decides nothing."""
    assert not less_is_better(name)


@pytest.mark.parametrize(
    ("given", "wanted", "size"),
    [
        ("元", "万元", "1/10000"),
        ("亿元", "千元", "100000"),
        ("人次", "万人次", "1/10000"),
        ("㎡", "平方米", "1"),
        ("元/人·月", "万元/人·月", "1/10000"),
        ("元/月·人", "元/人·月", "1"),
        ("元/人/月", "元/人/年", "12"),
        ("万元/公里", "元/米", "10"),
        ("‰", "%", "1/10"),
        ("千米", "公里", "1"),
        ("米", "km", "1/1000"),
        ("公顷", "亩", "15"),
        ("万㎡", "公顷", "1"),
        ("㎏", "吨", "1/1000"),
        ("kW·h", "万千瓦时", "1/10000"),
        ("mg/L", "㎎/l", "1"),
        ("ug/m3", "微克/立方米", "1"),
        ("分钟", "小时", "1/60"),
        ("天", "小时", "24"),
        ("季度", "个月", "3"),
        ("套", "台(套)", "1"),
        ("名", "人", "1"),
        ("个", "项", None),
        ("人", "人次", None),
        ("元", "美元", None),
        ("元/人", "元", None),
        ("分", "分钟", None),
        ("月", "天", None),
        ("工作日", "天", None),
        ("座桥", "座", None),
    ],
)
def test_units_turn_into_units_of_the_same_kind_only(given, wanted, size):
    """Scales, sizes and names of one measure convert exactly; counting words do not."""
    assert ratio(given, wanted) == (None if size is None else Fraction(size))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("零", "0"),
        ("十", "10"),
        ("二十三", "23"),
        ("一百零八", "108"),
        ("一万零一", "10001"),
        ("三千万", "30000000"),
        ("一亿零五", "100000005"),
        ("九十八点零五", "98.05"),
        ("两百", "200"),
        ("百", None),
        ("十百", None),
        ("一二三", None),
        ("一百零", None),
        ("点五", None),
        ("万", None),
    ],
)
def test_chinese_numerals_up_to_yi(text, value):
    """Sections of four digits with 万 and 亿, decimals behind 点; what is no numeral is none."""
    assert chinese(text) == (None if value is None else Decimal(value))
