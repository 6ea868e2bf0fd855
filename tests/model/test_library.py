"""The indicator library: names as forms print them, units that mean the same, likeness of names."""

import pytest

from perfkit.model import Category, Library, LibraryIndicator, Title, printed_name


def indicator(code, name, unit="公里", **changes):
    """An indicator for roads, with other fields where the test needs them."""
    fields = {
        "category": "quantity", "direction": "at-least", "sectors": ["road"], "types": ["infrastructure"],
        "source": "department-records", "evidence": "voucher",
    }  # fmt: skip
    return LibraryIndicator(code=code, name=Title(name), unit=unit, **{**fields, **changes})


QUANTITY = Category(code="quantity", name=Title("数量指标"), aliases=["产出数量"], block="output")


def library(*indicators):
    """A library of these, with one category."""
    return Library({one.code: one for one in indicators}, categories={"quantity": QUANTITY})


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("指标1：道路长度", "道路长度"),
        ("指标12.道路长度", "道路长度"),
        ("★补助面积", "补助面积"),
        ("其中桃树面积", "桃树面积"),
        ("3、道路长度", "道路长度"),
        ("指标9:0-6岁儿童人数", "0-6岁儿童人数"),
        ("0-6岁儿童人数", "0-6岁儿童人数"),
        ("1.5米道路长度", "1.5米道路长度"),
        ("5000吨粮食储备", "5000吨粮食储备"),
        ("公猪舍（≥**平方米）", "公猪舍"),
        ("粉碎机(11kW)(≥台)", "粉碎机(11kw)"),
        ("道路 长度", "道路长度"),
        ("指标1：", "指标1:"),
    ],
)
def test_what_forms_print_around_a_name_is_left_out(printed, name):
    """A number of its own stays: only the counting of the form goes, and never all of the name."""
    assert printed_name(printed) == name


def test_an_indicator_is_found_by_any_of_its_names():
    """The printed name, an alias, and as forms number it."""
    lamps = indicator("road.street-lamps", "路灯安装数量", "盏", aliases=["购买路灯数量"])
    found = library(lamps)

    for name in ("路灯安装数量", "指标2：购买路灯数量", "★路灯 安装数量"):
        assert found.named(name) == (lamps,)
    assert found.named("路灯") == ()


def test_a_name_of_two_indicators_gives_both():
    """Two blocks may share a name; who asks must tell them apart."""
    one, other = indicator("a.b", "资助学生"), indicator("a.c", "学生满意度", aliases=["资助学生"])

    assert library(one, other).named("资助学生") == (one, other)


def test_names_most_alike_come_first_and_what_is_not_alike_is_left_out():
    """By the characters they share; less than half is nothing."""
    found = library(*(indicator(f"a.{at}", name) for at, name in enumerate(["道路改建长度", "道路硬化长度", "满意度"])))

    assert [one.code for one in found.like("道路硬化总长度")] == ["a.1", "a.0"]
    assert [one.code for one in found.like("道路硬化总长度", most=1)] == ["a.1"]


@pytest.mark.parametrize(
    ("own", "unit", "counts"),
    [
        ("公里", "公里", True),
        ("公里", "米", True),
        ("公里", "座", False),
        ("万元", "元", True),
        ("万元", "公里", False),
    ],
)
def test_units_that_mean_the_same_are_accepted(own, unit, counts):
    """Those that are listed, and any scale of money for money."""
    assert indicator("a.b", "某", own, units=["米"] if own == "公里" else []).counts_in(unit) is counts


def test_the_code_that_was_meant_is_found_by_spelling_or_by_name():
    """Whoever writes the name for the code is told the code."""
    found = library(indicator("road.length-built", "新建道路长度"))

    assert found.near("road.lenght-built") == "road.length-built"
    assert found.near("新建道路长度") == "road.length-built"
    assert found.near("xyz") == ""


@pytest.mark.parametrize(
    ("accepts", "spelt"),
    [(["质量指标", "产出数量"], "产出数量"), (["数量 指标"], "数量 指标"), (["质量指标"], ""), ([], "")],
)
def test_a_category_is_written_as_the_node_spells_it(accepts, spelt):
    """A set may call 数量指标 otherwise."""
    assert QUANTITY.accepted(accepts) == spelt
