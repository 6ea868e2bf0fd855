"""Looking through the library: by sector, type, block, unit and words; what is not there; what looks like it."""

import json

import pytest

from perfkit.errors import InputError
from perfkit.jobs.indicators import Wanted, indicators
from perfkit.kit import Kit


@pytest.fixture(scope="module")
def library():
    return Kit(installed=False).host.library()


def codes(library, **wanted):
    return [one.code for one in indicators(library, Wanted(**wanted)).indicators]


@pytest.mark.parametrize("word", ["道路", "road", "Roads", "交通", "ROAD"])
def test_a_sector_is_found_by_code_name_or_another_word(library, word):
    """In either language and spelling; what is at home there comes first."""
    found = indicators(library, Wanted(sector=word))

    assert all("road" in one.sectors for one in found.indicators)
    assert [one.code for one in found.indicators] == codes(library, sector="道路")
    homes = [one.sectors[0] == "road" for one in found.indicators]
    assert homes == sorted(homes, reverse=True)
    assert found.general == len(codes(library, sector="general"))
    assert indicators(library, Wanted(sector="通用")).general == 0


def test_filters_narrow_one_another(library):
    """Each for itself, and all together."""
    every = {one.code: one for one in library.indicators.values()}
    for key, value, holds in (
        ("type", "补助", lambda one: "subsidy" in one.types),
        ("block", "产出", lambda one: library.block(one) == "output"),
        ("block", "output", lambda one: library.block(one) == "output"),
        ("unit", "米", lambda one: "米" in (one.unit, *one.units)),
        ("text", "长度", lambda one: any("长度" in name for name in one.names)),
    ):
        assert set(codes(library, **{key: value})) == {code for code, one in every.items() if holds(one)}
    assert codes(library, sector="道路", type="工程", block="产出", unit="米", text="硬化") == ["road.length-hardened"]


@pytest.mark.parametrize("text", ["购买路灯", "road.street", "指标3：太阳能路灯安装数量", "Street Lamps"])
def test_words_are_looked_for_in_codes_names_and_aliases(library, text):
    """As forms print them, too."""
    found = indicators(library, Wanted(text=text))
    assert [one.code for one in found.indicators] == ["road.street-lamps"]
    assert found.like == ""


def test_where_nothing_has_the_words_what_looks_like_them_is_told(library):
    """By spelling only, and said so."""
    found = indicators(library, Wanted(text="道路硬化总长度"))

    assert found.indicators[0].code == "road.length-hardened"
    assert list(found.notes("zh")) == ["没有含“道路硬化总长度”的指标，以上名称相近。"]
    nothing = indicators(library, Wanted(text="qqqq"))
    assert nothing.indicators == ()
    assert len(list(nothing.worded("zh"))) == 1


def test_a_name_may_be_suggested_for(library):
    """Also where it is there already; at most five, and within the filters."""
    assert codes(library, suggest="道路硬化长度")[0] == "road.length-hardened"
    assert len(codes(library, suggest="道路硬化长度")) == 5
    assert codes(library, suggest="道路硬化长度", sector="水利") == ["water.canals-built"]


def test_words_there_are_none_of_are_refused_with_what_there_is(library):
    """All at once, with the near match."""
    with pytest.raises(InputError) as caught:
        indicators(library, Wanted(sector="道路交", type="equipmnt", block="产量"))
    assert [fault.code for fault in caught.value.faults] == ["library.unknown-filter"] * 3
    sector, kind, _ = (fault.worded("zh") for fault in caught.value.faults)
    assert "教育" in sector
    assert "最接近的是“道路”" in sector
    assert "最接近的是“设备购置”" in kind


def test_without_a_question_there_is_a_summary_with_counts(library):
    """Counted here by other means; every indicator is in a block."""
    found = indicators(library, Wanted())
    record = found.record("en")

    assert record["count"] == len(library.indicators)
    assert record["counts"]["sectors"]["road"] == sum("road" in one.sectors for one in library.indicators.values())
    assert sum(record["counts"]["blocks"].values()) == record["count"]
    lines = list(found.worded("zh"))
    assert lines[0] == f"指标库共 {record['count']} 条指标。"
    assert f"  道路（road）{record['counts']['sectors']['road']}" in lines


def test_an_indicator_is_told_in_words_and_as_data(library):
    """Direction and unit, where the value comes from, what proves it, on what it rests."""
    found = indicators(library, Wanted(text="预算执行率"))
    head, row = found.rows("zh")

    assert head == ("代码", "指标", "二级指标", "方向、单位", "数据来源", "佐证资料")
    assert row == (
        "budget.execution-rate", "预算执行率", "资金管理", "≥ %", "部门业务记录（国库支付记录）", "原始凭证",
    )  # fmt: skip
    (record,) = json.loads(json.dumps(found.record("en")))["indicators"]
    assert record["definition"] == "amount spent ÷ budget of the year"
    assert record["basis"] == [{"document": "财预〔2020〕10号", "clause": "附件2", "verified": True}]
    assert (record["plugin"], record["file"]) == ("cn.mof", "standards/indicators/process.toml")


def test_every_indicator_of_the_nation_can_be_told_in_both_languages(library):
    """None lacks a word, an English name or a document; codes are those of one library."""
    found = indicators(library, Wanted())
    for language in ("zh", "en"):
        rows = list(found.rows(language))
        assert len(rows) == len(library.indicators) + 1
        assert all(all(cell.strip() for cell in row) for row in rows)
    for one in library.indicators.values():
        assert one.name.en
        assert one.basis
        assert one.definition is None or one.definition.en
