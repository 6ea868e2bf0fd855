"""What a plugin needs beside itself: present, new enough, and not each other."""

from importlib.metadata import version

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfkit.errors import InputError
from perfkit.formats.plugin_requires import read_requirement, version_of
from perfkit.kit import Kit
from perfkit.plugins import PluginHost


def plugin(root, name, *requires, number="1"):
    folder = root / name
    folder.mkdir()
    needs = ", ".join(f'"{one}"' for one in requires)
    text = f'id = "cn.{name}"\nversion = "{number}"\ntitle = {{ zh = "甲" }}\nrequires = [{needs}]\n'
    (folder / "perfkit.toml").write_text(text, encoding="utf-8")
    return folder


def told(*folders):
    """The ids that are used, and code and plugin of every fault."""
    host = PluginHost.build(folders, installed=False)
    assert all(fault.worded(language) for fault in host.faults for language in ("zh", "en"))
    return [one.id for one in host.records], [(fault.code, fault.place.item) for fault in host.faults]


@pytest.mark.parametrize(
    ("needs", "code"),
    [
        ("cn.mof", None),
        ("cn.mof >= 1", None),
        ("cn.mof>=0.9,<2", None),
        ("cn.mof >= 1.0.0", None),
        ("cn.mof >= 2", "version"),
        ("cn.mof < 1", "version"),
        ("cn.moff", "missing"),
        ("perfkit", None),
        ("perfkit >= 0.0.1", None),
        ("perfkit >= 99", "perfkit"),
        ("perfkit < 0.0.1", "perfkit"),
    ],
)
def test_a_need_is_met_or_the_plugin_is_left_out(tmp_path, needs, code):
    """With its id, what it needs, and what is here."""
    used, faults = told(plugin(tmp_path, "a", needs))

    assert used == (["cn.mof"] if code else ["cn.a", "cn.mof"])
    assert faults == ([(f"plugin.requires-{code}", "cn.a")] if code else [])


def test_a_core_that_is_too_old_is_named_with_both_versions(tmp_path):
    """So that nobody has to look them up."""
    (fault,) = Kit(folders=[plugin(tmp_path, "a", "perfkit >= 99.1")], installed=False).faults

    assert "perfkit >= 99.1" in fault.worded("en")
    assert version("perfkit") in fault.worded("en")


def test_what_rests_on_a_plugin_that_was_left_out_is_left_out_too(tmp_path):
    """In a row of any length; a plugin that does not rest on it is used."""
    folders = [plugin(tmp_path, "a", "cn.gone"), plugin(tmp_path, "b", "cn.a"), plugin(tmp_path, "c", "cn.b")]
    used, faults = told(*reversed(folders), plugin(tmp_path, "d", "cn.mof"))

    assert used == ["cn.d", "cn.mof"]
    assert faults == [
        ("plugin.requires-missing", "cn.a"),
        ("plugin.requires-refused", "cn.b"),
        ("plugin.requires-refused", "cn.c"),
    ]


@pytest.mark.parametrize("size", [1, 2, 3])
def test_plugins_that_need_each_other_are_told_once_each(tmp_path, size):
    """A circle of any size; one that only leads into it says that what it needs was left out."""
    names = "abc"[:size]
    folders = [plugin(tmp_path, name, f"cn.{names[(at + 1) % size]}") for at, name in enumerate(names)]
    used, faults = told(*folders, plugin(tmp_path, "z", "cn.a"))

    assert used == ["cn.mof"]
    assert faults == [
        *(("plugin.requires-circle", f"cn.{name}") for name in names),
        ("plugin.requires-refused", "cn.z"),
    ]


@pytest.mark.parametrize(
    "text", ["", "cn.mof 1", "cn.mof == 1", "cn.mof >= v1", "CN.MOF", ">= 1", "cn.mof >= 1,", "a" * 200]
)
def test_what_cannot_be_read_is_answered_with_the_way_to_write_it(text):
    """One code for all."""
    with pytest.raises(InputError) as caught:
        read_requirement(text)
    assert caught.value.code == "plugin.requires-written"


NUMBERS = st.lists(st.integers(0, 12), min_size=1, max_size=4)


@given(NUMBERS, NUMBERS)
def test_versions_are_compared_by_their_figures(one, other):
    """1.10 is later than 1.9, and 1.0 is 1."""
    texts = [".".join(map(str, numbers)) for numbers in (one, other)]
    padded = [[*numbers, 0, 0, 0, 0][:4] for numbers in (one, other)]

    assert read_requirement(f"a >= {texts[0]}").met_by(texts[1]) == (padded[1] >= padded[0])
    assert read_requirement(f"a < {texts[0]}").met_by(texts[1]) == (padded[1] < padded[0])
    assert version_of(texts[0] + ".0") == version_of(texts[0])
