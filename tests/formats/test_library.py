"""Files of the indicator library: what stands in them, where, and all that is wrong with them."""

import pytest

from perfkit.errors import PluginError
from perfkit.formats import read_library
from perfkit.model import Basis, Title

GOOD = """
basis = [{ document = "甲县指标库" }]

[sectors.tea]
name = { zh = "茶业", en = "Tea" }
aliases = ["茶叶"]

[types.seedlings]
name = { zh = "种苗补助" }

[categories.ours]
name = { zh = "本县数量" }
block = "output"

[[indicators]]
code = "tea.area"
name = { zh = "茶园面积", en = "Area of tea" }
category = "ours"
unit = "亩"
units = ["万亩"]
direction = "at-least"
sectors = ["tea"]
types = ["seedlings"]
source = "department-statistics"
documents = ["种植台账"]
evidence = "working"
target = "≥300亩"
definition = { zh = "年末实有面积" }
aliases = ["茶叶种植面积"]

[[indicators]]
code = "tea.quality"
name = { zh = "茶叶品质" }
category = "ours"
direction = "judged"
sectors = ["tea"]
types = ["seedlings"]
source = "department-judgement"
evidence = "official"
basis = [{ document = "甲县通知", verified = true }]
"""


def read(tmp_path, **texts):
    """The library of a plugin folder with these files."""
    part = tmp_path / "county" / "indicators"
    part.mkdir(parents=True)
    for name, text in texts.items():
        (part / f"{name}.toml").write_text(text, encoding="utf-8")
    return read_library(tmp_path / "county", [f"{name}.toml" for name in texts], "cn.a", "3")


def faults(tmp_path, **texts):
    """Code and place of each fault."""
    with pytest.raises(PluginError) as caught:
        read(tmp_path, **texts)
    for fault in caught.value.faults:
        assert fault.worded("zh")
        assert fault.worded("en")
    return [(fault.code, fault.place.file, fault.place.line, fault.place.key) for fault in caught.value.faults]


def test_words_and_indicators_are_read_with_their_origin(tmp_path):
    """Each indicator knows plugin, version, file and line; the document of the file is that of those without one."""
    (file,) = read(tmp_path, tea=GOOD)
    area, quality = file.indicators

    assert [one.words for one in (*file.sectors, *file.types)] == [
        ("tea", "茶业", "Tea", "茶叶"),
        ("seedlings", "种苗补助"),
    ]
    assert [(one.code, one.block) for one in file.categories] == [("ours", "output")]
    assert (area.units, area.documents, area.definition) == (("万亩",), ("种植台账",), Title("年末实有面积"))
    assert (area.basis, quality.basis) == ((Basis("甲县指标库"),), (Basis("甲县通知", verified=True),))
    assert (quality.origin.plugin, quality.origin.version) == ("cn.a", "3")
    line = GOOD[: GOOD.rindex("[[indicators]]")].count("\n") + 1
    assert (quality.origin.place.file, quality.origin.place.line) == ("county/indicators/tea.toml", line)


def test_a_file_that_was_taken_away_since_is_told_as_such(tmp_path):
    """It was there when the plugin was loaded; the library is read later."""
    with pytest.raises(PluginError) as caught:
        read_library(tmp_path, ["tea.toml"], "cn.a", "1")
    assert [fault.code for fault in caught.value.faults] == ["plugin.changed"]


@pytest.mark.parametrize(
    ("old", "new", "code", "key"),
    [
        ('"tea.area"', '"Tea area"', "library.code", "code"),
        ('"tea.area"', '"area"', "library.code", "code"),
        ('zh = "茶园面积"', 'zh = " "', "name.empty", "name"),
        ('unit = "亩"\n', "", "library.no-unit", "unit"),
        ('direction = "at-least"', 'direction = "judged"', "library.judged-unit", "unit"),
        ('"≥300亩"', '"≤300亩"', "library.target", "target"),
        ('"≥300亩"', '"≥300个"', "library.target", "target"),
        ('"≥300亩"', '"面积增加"', "library.target", "target"),
        ('"≥300亩"', '"约300亩"', "value.vague", "target"),
        ('sectors = ["tea"]', "sectors = []", "library.no-words", "sectors"),
    ],
)
def test_what_an_indicator_says_wrongly_of_itself_is_refused(tmp_path, old, new, code, key):
    """At its key in the file."""
    assert old in GOOD
    found = faults(tmp_path, tea=GOOD.replace(old, new, 1))

    assert (code, f"indicators[1].{key}") in [(one[0], one[3]) for one in found]
    assert all(one[1] == "county/indicators/tea.toml" and one[2] for one in found)


def test_an_unknown_source_is_refused_with_the_near_match(tmp_path):
    """As any other choice."""
    assert faults(tmp_path, tea=GOOD.replace("department-judgement", "department-judgment"))[0][0] == "input.not-choice"


def test_the_faults_of_all_files_come_at_once(tmp_path):
    """Nobody mends a library file by file."""
    found = faults(tmp_path, a=GOOD.replace('"tea.area"', '"茶"'), b="indicators = 1")

    assert [one[1] for one in found] == ["county/indicators/a.toml", "county/indicators/b.toml"]
