"""What is installed: every plugin with what it adds, what of others it stands for, and why."""

import json

import pytest

from perfkit.jobs import installed
from perfkit.jobs.installed import Overridden
from perfkit.plugins import PluginHost

NATIONAL = "cn.mof.self-evaluation@2020"
MANIFEST = 'id = "{id}"\nversion = "2"\ntitle = {{ zh = "甲县" }}\n'
AMENDMENT = """
id = "{id}.self-evaluation"
edition = "2024"
title = {{ zh = "甲县自评" }}
extends = "{extends}"
fiscal-years = {{ from = 2024 }}
basis = [{{ document = "甲县通知" }}]

[[change]]
at = "rounding.rate.mode"
was = "half-up"
to = "{mode}"
reason = "截断"

[[change]]
at = "rounding.rate.trailing-zeros"
add = false
reason = "不补零"
"""
RULE = '[rules.ours]\ntitle = { zh = "本县" }\nshare = "min(actual / target, 1)"\n'


def folder(path, id="cn.a", extends=NATIONAL, mode="down", **files):  # noqa: A002 (the key of the manifest)
    """A folder plugin with one amendment, and further files by their names with ``__`` for ``/``."""
    contents = {
        "perfkit.toml": MANIFEST.format(id=id),
        "amendments/one.toml": AMENDMENT.format(id=id, extends=extends, mode=mode),
        **{name.replace("__", "/") + ".toml": text for name, text in files.items()},
    }
    for name, text in contents.items():
        (path / name).parent.mkdir(parents=True, exist_ok=True)
        (path / name).write_text(text, encoding="utf-8")
    return path


def found(*folders):
    """The plugins of a host without packages, by id."""
    listed = installed(PluginHost.build(folders, installed=False))
    return {one.plugin.id: one for one in listed.plugins}, listed


def test_the_standards_add_and_stand_for_nothing():
    """The national sets, their rules, forms and templates, in order."""
    plugins, listed = found()
    national = plugins["cn.mof"]
    assert NATIONAL in national.sets
    assert "ratio" in national.rules
    for names in (national.sets, national.rules, national.forms, national.templates):
        assert list(names) == sorted(names)
    assert (national.overridden, national.faults, listed.faults) == ((), (), ())


def test_an_amendment_stands_for_what_it_changes_and_not_for_what_it_adds(tmp_path):
    """The mode was half-up in the base, trailing zeros were not said there."""
    county = found(folder(tmp_path / "a", rules__own=RULE))[0]["cn.a"]
    assert county.sets == ("cn.a.self-evaluation@2024",)
    assert county.rules == ("ours",)
    assert county.overridden == (Overridden(kind="key", name="rounding.rate.mode", of=NATIONAL, why="截断"),)
    assert list(county.worded("zh")) == [
        f"cn.a 2：甲县（{county.plugin.source}）",
        "  指标体系和调整 1 个：cn.a.self-evaluation@2024",
        "  规则 1 条：ours",
        f"  改动 {NATIONAL} 的 rounding.rate.mode：截断",
    ]


def test_the_layer_above_stands_for_that_below_it(tmp_path):
    """A town over the county changes the county's set; the county's own change is the county's."""
    county = folder(tmp_path / "a")
    town = folder(tmp_path / "b", id="cn.b", extends="cn.a.self-evaluation@2024", mode="up")
    text = (town / "amendments" / "one.toml").read_text(encoding="utf-8")
    text = text.replace('was = "half-up"', 'was = "down"').replace("add = false", "to = true")
    (town / "amendments" / "one.toml").write_text(text, encoding="utf-8")
    plugins, _ = found(county, town)
    assert [(one.name, one.of) for one in plugins["cn.b"].overridden] == [
        ("rounding.rate.mode", "cn.a.self-evaluation@2024"),
        ("rounding.rate.trailing-zeros", "cn.a.self-evaluation@2024"),
    ]
    assert [one.name for one in plugins["cn.a"].overridden] == ["rounding.rate.mode"]


def test_a_form_of_the_same_name_stands_for_that_further_up(tmp_path):
    """It is nearer in the chain; a form that nobody else has stands for none."""
    form = 'caption = "资金表"\nrows = "funded"\n\n[[columns]]\nlabel = "项目名称"\nvalue = "name"\n'
    county = found(folder(tmp_path / "a", forms__funding=form, forms__mine=form))[0]["cn.a"]
    assert county.forms == ("funding.toml", "mine.toml")
    assert [(one.kind, one.name, one.of) for one in county.overridden if one.kind == "forms"] == [
        ("forms", "funding.toml", "cn.mof")
    ]
    assert list(county.worded("en"))[-1] == "  form funding.toml stands for that of cn.mof: it is nearer in the chain"


def test_a_set_that_cannot_be_used_is_told_and_spoils_no_other(tmp_path):
    """Its base is not installed; the standards are listed all the same."""
    plugins, listed = found(folder(tmp_path / "a", extends="cn.nowhere@2020"))
    assert [fault.code for fault in plugins["cn.a"].faults] == ["set.not-installed"]
    assert list(plugins["cn.a"].worded("zh"))[-1].startswith("  ! ")
    assert plugins["cn.mof"].faults == ()
    assert listed.faults == ()


def test_a_plugin_that_was_left_out_is_named(tmp_path):
    """A folder without a manifest adds nothing, and is said to have been left out."""
    (tmp_path / "empty").mkdir()
    _, listed = found(tmp_path / "empty")
    assert [fault.code for fault in listed.faults] == ["plugin.no-manifest"]
    assert "plugin.no-manifest" in list(listed.worded("zh"))[-1]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_list_is_plain_data(tmp_path, language):
    """Texts, lists and tables; a file that stands for another has no reason of its own."""
    form = 'caption = "资金表"\nrows = "funded"\n\n[[columns]]\nlabel = "项目名称"\nvalue = "name"\n'
    _, listed = found(folder(tmp_path / "a", forms__funding=form))
    record = listed.record(language)
    assert json.loads(json.dumps(record)) == record
    county = next(one for one in record["plugins"] if one["id"] == "cn.a")
    assert [one["why"] for one in county["overridden"]] == ["截断", None]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_whom_to_ask_and_what_should_be_known_are_told(tmp_path, language):
    """A remark breaks nothing; the contact stands where a user looks for it."""
    path = folder(tmp_path / "elsewhere", id="cn.b.qinghe")
    manifest = path / "perfkit.toml"
    manifest.write_text(manifest.read_text("utf-8") + 'contact = "绩效股 0797-1"\n', "utf-8")
    plugins, listed = found(path)
    one = plugins["cn.b.qinghe"]
    said = "\n".join(one.worded(language))

    assert listed.faults == ()
    assert "绩效股 0797-1" in said
    assert "[plugin.folder-name]" in said
    assert one.record(language)["contact"] == "绩效股 0797-1"
    assert [text.rpartition("[")[2] for text in one.record(language)["notes"]] == ["plugin.folder-name]"]


def test_a_rule_that_replaces_another_is_told_with_the_line_that_says_so(tmp_path):
    """It then scores the county's set, and the nation's own rule goes on scoring the nation's."""
    rule = '[rules.ratio]\ntitle = { zh = "本县" }\nreplaces = "cn.mof:ratio"\nshare = "min(actual / target, 1) / 2"\n'
    host = PluginHost.build([folder(tmp_path / "a", rules__own=rule)], installed=False)
    county, nation = (host.indicator_set(one).rules["ratio"] for one in ("cn.a.self-evaluation@2024", NATIONAL))
    assert (county.share, county.origin.plugin, nation.origin.plugin) == (
        "min(actual / target, 1) / 2",
        "cn.a",
        "cn.mof",
    )
    told = next(one for one in installed(host).plugins if one.plugin.id == "cn.a")
    (rules,) = [one for one in told.overridden if one.kind == "rule"]
    assert (rules.name, rules.of) == ("ratio", "cn.mof")
    where = "a/rules/own.toml，第 3 行，rules.ratio.replaces"
    assert rules.worded("zh") == f'规则 ratio 代替 cn.mof 的同名规则：replaces = "cn.mof:ratio"（{where}）'


def test_two_plugins_that_claim_one_address_are_told_with_the_step_that_settles_it(tmp_path):
    """Both files with the line of the edition, and the edition that would tell them apart; no other set is spoilt."""
    one, two = folder(tmp_path / "a"), folder(tmp_path / "b", id="cn.b")
    text = (two / "amendments" / "one.toml").read_text(encoding="utf-8").replace("cn.b.self", "cn.a.self")
    (two / "amendments" / "one.toml").write_text(text, encoding="utf-8")
    plugins, _ = found(one, two)
    (fault,) = plugins["cn.b"].faults
    assert fault.code == "set.address-twice"
    lines = [f"{name}/amendments/one.toml，第 3 行，edition" for name in ("a", "b")]
    assert all(part in fault.worded("zh") for part in (*lines, 'edition = "2024-2"'))
    assert plugins["cn.mof"].faults == ()


def test_the_indicators_of_a_plugin_are_told_by_their_number(tmp_path):
    """Those of the nation, and a library at fault with its reasons; nobody else is spoilt."""
    plugins, _ = found(folder(tmp_path / "a", indicators__own='[[indicators]]\ncode = "x"\n'))
    national, county = plugins["cn.mof"], plugins["cn.a"]
    assert f"  指标库的指标 {len(national.indicators)} 条" in list(national.worded("zh"))
    assert "road.length-built" in national.record("en")["indicators"]
    assert county.indicators == ()
    assert [(fault.code, fault.place.file) for fault in county.faults] == [
        ("input.missing-keys", "a/indicators/own.toml")
    ]
