"""Whether a plugin is ready: each thing that keeps it from it is found, with its file, and all at once."""

import json
import shutil
from pathlib import Path

import pytest

from perfkit.errors import PluginError
from perfkit.kit import Kit
from perfkit.testing import a_folder_plugin
from testing.county import ADDRESS, AMENDMENT, CASE, EXPECTED, FORM, MANIFEST, NATIONAL, RULE, TEMPLATE, county

ROOT = Path(__file__).parents[2]
SHAPE = """
[[change]]
at = "constraints"
reason = "第三条"

[[change.add]]
code = "half"
title = { zh = "产出不少于一半" }
holds = "output >= full_marks / 2"
binding = false
basis = [{ document = "甲财绩〔2024〕3号", verified = true }]
"""
RARELY = "{% if 得分项目|count > 2 %}{{ 平均份 }}{% endif %}"
"""Reached by the sample made from the set, not by the case, which has one project."""

PROJECT = '[project]\nname = "perfkit-test"\nversion = "{version}"\n\n[project.entry-points.perfkit]\nours = "ours"\n'


def looked_at(tmp_path, files=None, *folders):
    """What is found about a folder plugin with these files."""
    return Kit("en", folders, installed=False).test(a_folder_plugin(tmp_path / "county", files or county()))


def codes(found):
    """The codes of errors and of advice, each with the file."""
    return [[(fault.code, fault.place.file) for fault in faults] for faults in (found.errors, found.advice)]


def test_a_plugin_that_has_everything_is_ready(tmp_path):
    """The last line says so; what was looked at is counted."""
    found = looked_at(tmp_path)

    assert (found.ready, found.told) == (True, ())
    assert list(found.worded("en")) == [
        "cn.county 1: 甲县",
        "looked at: sets and amendments 1, rules 0, forms 1, templates 1",
        "cases 1, passed 1",
        "  passed: 一座桥少修两成，路灯修好",
        "ready",
    ]
    assert list(found.worded("zh"))[-1] == "就绪"


@pytest.mark.parametrize(
    ("changes", "errors"),
    [
        ({"README": None}, [("test.no-readme", "county")]),
        ({"cases__bridge": None}, [("test.no-case", "county/amendments/county.toml")]),
        ({"cases__bridge": CASE + 'points = "1"\n'}, [("case.points", "county/cases/bridge.toml")]),
        ({"cases__worse": "x"}, [("toml.equals-missing", "county/cases/worse.toml")]),
        ({"amendments__county": AMENDMENT.replace("was = 50", "was = 60")}, "amendment.was-differs"),
        ({"amendments__county": AMENDMENT.replace("to = 20", "to = 21")}, "set.weights"),
        (
            {"layouts__towns": 'extends = "departmemt"\ntitles = ["乡镇自评表"]\n'},
            [("layout.extends-unknown", "county/layouts/towns.toml")],
        ),
        (
            {"amendments__county": AMENDMENT.replace("basis", "x-basis")},
            [("test.no-basis", "county/amendments/county.toml")],
        ),
        ({"rules__ours": RULE.replace("actual /", "actaul /")}, "formula.misspelt-name"),
        ({"forms__scores": FORM.replace('"points"', '"point"')}, [("report.form-value", "county/forms/scores.toml")]),
        ({"templates__self-evaluation-report": TEMPLATE.replace("平均分", "平均份")}, "report.unknown-name"),
        ({"templates__self-evaluation-report": TEMPLATE.replace("主要结论", "主要结伦")}, "report.block-unknown"),
        (
            {"templates__self-evaluation-report": TEMPLATE.replace("{{ 平均分 }}", RARELY)},
            "report.unknown-name",
        ),
        ({"perfkit": MANIFEST + "vresion = 1\n"}, [("input.misspelt-key", "county/perfkit.toml")]),
        ({"form__scores": FORM}, [("plugin.unknown-entry", "county/form")]),
    ],
)
def test_what_keeps_a_plugin_from_being_ready_is_told(tmp_path, changes, errors):
    """Each by its code at its file; the last line says where something is missing."""
    found = looked_at(tmp_path, county(**changes))
    if isinstance(errors, str):
        assert errors in [fault.code for fault in found.errors]
        assert all(fault.place.file for fault in found.errors)
    else:
        assert codes(found)[0][: len(errors)] == errors
    assert not found.ready
    assert list(found.worded("en"))[-1].startswith("not ready, still to mend: ")


OWN = "{# 县 #}{% set 对象 = 全部项目|first %}\n# 结论\n\n{{ 对象.等级 }}\n"


@pytest.mark.parametrize("name", ["use-report", "cn.test.county.use-report", "cn.mof.self-evaluation.use-report"])
def test_the_template_of_a_stage_is_tried(tmp_path, name):
    """That of the stage, of the set, and of the set it extends: no advice that nobody uses it, and a slip is found."""
    file = f"templates__{name}"
    assert looked_at(tmp_path / "sound", county(**{file: OWN})).told == ()
    found = looked_at(tmp_path / "slip", county(**{file: OWN.replace("等级", "等极")}))
    assert codes(found)[0] == [("report.unknown-name", f"cn.county:{name}.md.j2")]


def test_the_template_of_a_stage_in_a_language_is_tried(tmp_path):
    """Though the plugin itself says it speaks Chinese only."""
    text = "# Result\n\n{{ projects|first }}\n"
    found = looked_at(tmp_path, county(**{"templates__use-report.en": text}))
    assert [place for _, place in codes(found)[0]] == ["cn.county:use-report.en.md.j2"]


def test_the_template_of_a_stage_for_a_set_of_others_is_told(tmp_path):
    """No report of this plugin reads it."""
    found = looked_at(tmp_path, county(**{"templates__cn.other.use-report": OWN}))
    assert [code for code, _ in codes(found)[1]] == ["test.template-unused"]


def test_everything_wrong_is_told_in_one_go(tmp_path):
    """Set, case, form, template and README, in the order in which an author meets them."""
    files = county(
        README=None,
        cases__bridge=CASE + 'points = "1"\ngrade = "优"\n',
        forms__scores=FORM.replace('"points"', '"point"'),
        **{"templates__self-evaluation-report": TEMPLATE.replace("平均分", "平均份")},
    )
    found = looked_at(tmp_path, files)

    assert [one.topic for one in found.told] == ["cases", "cases", "forms", "templates", "about"]
    assert found.verdict("zh") == "尚未就绪，要补正：案例 2 处、模板 1 处、表格 1 处、说明和依据 1 处"


def test_a_plugin_that_cannot_be_read_is_told_with_the_faults_of_its_cases(tmp_path):
    """Facts do not need their set, and are mended in the same round."""
    files = county(README=None, perfkit="id = 1\n", cases__bridge=CASE.replace("≥90%", "90%") + EXPECTED)
    found = looked_at(tmp_path, files)

    assert found.plugin is None
    assert {fault.code for fault in found.errors} >= {"input.not-text", "value.no-sign", "test.no-readme"}
    assert found.record("en")["plugin"] is None


def test_a_fault_of_a_set_is_told_once(tmp_path):
    """The case that needs the set adds nothing."""
    found = looked_at(tmp_path, county(amendments__county=AMENDMENT.replace("to = 20", "to = 21")))

    assert [fault.code for fault in found.errors] == ["set.weights"]
    assert not found.cases[0].passed


@pytest.mark.parametrize(
    ("changes", "code", "said"),
    [
        ({"rules__ours": RULE}, "test.rules-unused", "1 rules are used by no set and no case of this plugin: ours"),
        (
            {"rules__ours": RULE.replace('basis = [{ document = "甲" }]\n', "")},
            "test.rule-no-basis",
            "1 rules do not say what they rest on: ours",
        ),
        ({"cases__again": CASE + EXPECTED}, "test.title-twice", "2 cases have the title “一座桥少修两成，路灯修好”"),
        ({"forms__mine": FORM}, "test.form-unused", "no template prints the forms mine"),
        ({"templates__other-thing": "x"}, "test.template-unused", "does not use: other-thing.md.j2"),
        ({"amendments__county": AMENDMENT.replace("true", "false")}, "test.unverified", "甲财绩〔2024〕3号"),
        ({"amendments__county": AMENDMENT + SHAPE}, "test.constraint", "产出不少于一半"),
    ],
)
def test_advice_does_not_keep_a_plugin_from_being_ready(tmp_path, changes, code, said):
    """What nobody uses and what nobody verified is told, and the plugin is ready all the same."""
    found = looked_at(tmp_path, county(**changes))
    words = {fault.code: fault.worded("en") for fault in found.advice}

    assert found.ready
    assert said in words[code]
    assert [line for line in found.worded("en") if line.startswith("advice: ")]


def test_a_rule_that_a_case_asks_for_is_used(tmp_path):
    """An indicator of the case names it."""
    text = CASE.replace('target = "≥100米"', 'rule = "ours"\ntarget = "≥100米"') + EXPECTED
    found = looked_at(tmp_path, county(rules__ours=RULE, cases__bridge=text))

    assert codes(found) == [[], []]


def test_rules_alone_are_proved_too(tmp_path):
    """A plugin without a set: no chain proves its rules, so they are compiled by themselves."""
    rows = '{ when = "actual > 1", share = "1" }, { when = "actual > 2", share = "0" }'
    rule = f'[rules.ours]\ntitle = {{ zh = "本县" }}\ncases = [{rows}]\notherwise = "0"\n'
    files = {"README.md": "x", "rules/ours.toml": rule}
    found = looked_at(tmp_path, files)

    assert [(fault.code, fault.place.line) for fault in found.errors] == [("formula.row-unreachable", 3)]


def test_a_set_without_a_report_of_its_own_is_printed_with_the_national_one():
    """An index that is only computed needs no template: that of the standards is tried with it."""
    found = Kit("en", installed=False).test(ROOT / "plugins" / "hdi")

    assert found.ready
    assert [fault.code for fault in found.advice] == ["test.unverified"]


def test_a_base_in_another_plugin_is_reached(tmp_path):
    """A town over the county: the county is a plugin of the kit, the town is tested."""
    base = a_folder_plugin(tmp_path / "base", county())
    town = AMENDMENT.replace("cn.test.county", "cn.test.town").replace(NATIONAL, ADDRESS)
    town = town.replace("was = 50\nto = 40", "was = 40\nto = 50").replace("was = 10\nto = 20", "was = 20\nto = 10")
    case = CASE.replace(ADDRESS, "cn.test.town@2024").replace("weight = 40", "weight = 50")
    case = case.replace("weight = 20", "weight = 10") + 'points = "83.33"\n'
    files = {
        "perfkit.toml": MANIFEST.replace("cn.county", "cn.town"),
        "README.md": "x",
        "amendments/town.toml": town,
        "cases/a.toml": case,
    }

    assert looked_at(tmp_path, files, base).ready
    assert [fault.code for fault in looked_at(tmp_path, files).errors][:1] == ["set.not-installed"]


def package(tmp_path, version="1", hooks="", **changes):
    """A package around the county's files."""
    root = tmp_path / "perfkit-test"
    a_folder_plugin(root / "src" / "ours", county(**changes) | {"__init__.py": '"""Data only."""\n'})
    (root / "pyproject.toml").write_text(PROJECT.format(version=version), encoding="utf-8")
    if hooks:
        (root / "src" / "ours" / "hooks.py").write_text(hooks, encoding="utf-8")
    return root


@pytest.mark.parametrize("inner", ["", "src", "src/ours"])
def test_a_package_is_tested_from_its_folder_its_src_or_inside(tmp_path, inner):
    """With the same result; its README may stand beside the pyproject.toml."""
    root = package(tmp_path)
    shutil.move(root / "src" / "ours" / "README.md", root / "README.md")
    found = Kit(installed=False).test(root / inner)

    assert found.ready, list(found.worded("en"))
    assert found.folder.name == "ours"


def test_a_package_whose_versions_differ_is_not_ready(tmp_path):
    """pip would say one thing and perfkit another."""
    found = Kit(installed=False).test(package(tmp_path, version="2"))

    assert codes(found)[0] == [("test.version-differs", "ours/perfkit.toml")]


@pytest.mark.parametrize(
    ("hooks", "code"),
    [
        ("from perfkit import hookimpl\n\n@hookimpl\ndef perfkit_rulse():\n    return ()\n", "plugin.hook-unknown"),
        ("from perfkit import hookimpl\n\n@hookimpl\ndef perfkit_rules():\n    return [1]\n", "plugin.hook-kind"),
        ("raise RuntimeError('no')\n", "plugin.import-failed"),
        ("from ours import *\nfrom perfkit import hookimpl\n\n@hookimpl\ndef perfkit_rules():\n    return ()\n", None),
    ],
)
def test_the_hooks_of_a_package_are_run(tmp_path, hooks, code):
    """A hook that does not exist, returns the wrong thing or cannot be imported is told with its file."""
    import sys

    found = Kit(installed=False).test(package(tmp_path, hooks=hooks))

    assert [fault.code for fault in found.errors] == ([code] if code else [])
    assert "ours" not in sys.modules
    assert str(tmp_path / "perfkit-test" / "src") not in sys.path


HOOK = "from perfkit import Finding, hookimpl\n\ncalls = []\n\n@hookimpl\ndef perfkit_{hook}:\n    {body}\n"


@pytest.mark.parametrize(
    ("hook", "body", "errors", "noted"),
    [
        ("report_context(evaluation)", "import time\n    return {'now': int(time.time())}", [], ["plugin.reads-clock"]),
        (
            "report_context(evaluation)",
            "import random\n    return {'x': int(random.random())}",
            [],
            ["plugin.reads-chance"],
        ),
        (
            "checks(evaluation)",
            "calls.append(1)\n    return [Finding('local.x', 'info')] * len(calls)",
            ["plugin.not-repeatable"],
            [],
        ),
        ("report_context(evaluation)", "return {'projects': len(evaluation.projects)}", [], []),
    ],
)
def test_a_hook_that_is_not_the_same_every_time_is_told(tmp_path, hook, body, errors, noted):
    """Advice where it only looks elsewhere, an error where it gave two answers; once, with the line of the plugin."""
    found = Kit(installed=False).test(package(tmp_path, hooks=HOOK.format(hook=hook, body=body)))

    assert [code for code, _ in codes(found)[0] if code.startswith("plugin.")] == errors
    assert [code for code, _ in codes(found)[1]] == noted
    assert all(fault.place.file == "ours/hooks.py" and fault.place.line for fault in (*found.errors, *found.advice))


def test_the_code_of_a_folder_is_never_run(tmp_path):
    """Without a package around it, Python in a folder is told and left alone."""
    found = looked_at(tmp_path, county() | {"__init__.py": "", "hooks.py": "raise SystemExit\n"})

    assert found.ready
    assert [fault.code for fault in found.advice] == ["plugin.hooks-not-run"]


def test_the_plugin_that_is_tested_takes_the_place_of_the_installed_one(tmp_path):
    """A changed copy of the county that is installed is the one that is looked at."""
    copy = tmp_path / "copy"
    shutil.copytree(ROOT / "plugins" / "perfkit-xinfeng" / "src" / "perfkit_xinfeng", copy)
    (copy / "README.md").write_text("x", encoding="utf-8")
    case = copy / "cases" / "scores-2023" / "expect.toml"
    case.write_text(case.read_text(encoding="utf-8").replace("98.15", "98.16"), encoding="utf-8")

    assert codes(Kit().test(copy))[0] == [("case.mean", "copy/cases/scores-2023/expect.toml")]


@pytest.mark.parametrize("name", ["", "nowhere", "a\0b", "x" * 300])
def test_a_path_without_a_plugin_is_refused(tmp_path, name):
    """Nothing can be said about what is not there, or about what can be no folder."""
    with pytest.raises(PluginError) as error:
        Kit(installed=False).test(tmp_path / name)
    assert error.value.code in ("plugin.no-manifest", "plugin.no-folder", "plugin.unreadable")


def test_the_answer_is_plain_data(tmp_path):
    """Findings with severity, file and key; cases; the verdict."""
    record = looked_at(tmp_path, county(README=None, rules__ours=RULE)).record("en")

    assert json.loads(json.dumps(record)) == record
    assert (record["ready"], record["verdict"]) == (False, "not ready, still to mend: what is said about it (1)")
    assert [(one["severity"], one["topic"], one["code"]) for one in record["findings"]] == [
        ("error", "about", "test.no-readme"),
        ("advice", "sets", "test.rules-unused"),
    ]


LIBRARY = """
[[indicators]]
code = "tea.area"
name = { zh = "茶园面积" }
category = "quantity"
unit = "亩"
direction = "at-least"
sectors = ["agriculture"]
types = ["industry"]
source = "department-statistics"
evidence = "working"
"""


@pytest.mark.parametrize(
    ("old", "new", "errors"),
    [
        ("", "", []),
        ('unit = "亩"\n', "", ["library.no-unit"]),
        ("tea.area", "road.street-lamps", ["library.shadows"]),
        ("agriculture", "tea", ["library.unknown-word"]),
    ],
)
def test_the_indicators_of_a_plugin_are_looked_at_too(tmp_path, old, new, errors):
    """Each by itself and along the chains of its sets, though nobody has taken one yet; each fault once."""
    found = looked_at(tmp_path, {**county(), "indicators/tea.toml": LIBRARY.replace(old, new)})

    assert codes(found)[0] == [(code, "county/indicators/tea.toml") for code in errors]
    assert found.ready is not bool(errors)


def test_a_case_may_take_an_indicator_of_its_own_plugin(tmp_path):
    """Its library is that of the set it names; where the plugin cannot be read, nobody is blamed for its code."""
    own = 'block = "output"\ncategory = "数量指标"\nname = "修桥"\nweight = 40\ntarget = "≥100米"\nactual = "80米"\n'
    taken = 'from = "tea.area"\nweight = 40\ntarget = 100\nactual = 80\n'
    assert own in CASE
    files = {**county(cases__bridge=CASE.replace(own, taken) + EXPECTED), "indicators/tea.toml": LIBRARY}

    assert looked_at(tmp_path / "a", files).ready
    broken = {**files, "perfkit.toml": MANIFEST.replace('version = "1"\n', "")}
    assert codes(looked_at(tmp_path / "b", broken))[0] == [("input.missing-keys-root", "county/perfkit.toml")]
