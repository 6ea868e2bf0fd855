"""Package plugins: hooks in Python come in, and a broken one is named and left out while everything else works."""

import sys

import pytest

from perfkit.kit import Kit

NATIONAL = "cn.mof.self-evaluation@2020"

RULES = """
from perfkit import hookimpl
from perfkit.formats import RuleFile
from perfkit.model import Rule, Title


@hookimpl
def perfkit_rules():
    return [RuleFile(name="hooks", rules={"own": Rule(name="own", title=Title("自定"), share="1")})]
"""


@pytest.fixture
def install(tmp_path, monkeypatch):
    """Put a package plugin with an entry point where Python finds distributions."""
    monkeypatch.syspath_prepend(str(tmp_path))
    before = set(sys.modules)

    def installed(init="", hooks=None, name="qinghe_plugin"):
        folder = tmp_path / name
        folder.mkdir()
        (folder / "perfkit.toml").write_text('id = "cn.qinghe"\nversion = "1"\ntitle = { zh = "清河" }\n', "utf-8")
        (folder / "__init__.py").write_text(init, "utf-8")
        if hooks is not None:
            (folder / "hooks.py").write_text(hooks, "utf-8")
        info = tmp_path / f"{name}-1.dist-info"
        info.mkdir()
        (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 1\n", "utf-8")
        (info / "entry_points.txt").write_text(f"[perfkit]\nqinghe = {name}\n", "utf-8")
        return folder

    yield installed
    for module in set(sys.modules) - before:
        if module.startswith("qinghe_plugin"):
            del sys.modules[module]


def record(kit):
    """The record of the package, if it was taken."""
    return next((one for one in kit.host.records if one.id == "cn.qinghe"), None)


def test_hooks_py_is_imported_and_its_hooks_are_called(install):
    """A package grows by one file, and its rule is there."""
    install(hooks=RULES)
    kit = Kit()

    assert kit.faults == ()
    assert [list(file.rules) for file in record(kit).rules] == [["own"]]


def test_a_hook_that_both_modules_know_counts_once(install):
    """``from .hooks import perfkit_rules`` in ``__init__`` is the same hook, not a second one."""
    install(init="from qinghe_plugin.hooks import perfkit_rules\n", hooks=RULES)

    assert len(record(Kit()).rules) == 1


HOOK = "from perfkit import hookimpl\n@hookimpl\ndef {name}({args}):\n    {body}\n"

BROKEN = {
    "raises": (HOOK.format(name="perfkit_rules", args="", body="raise RuntimeError('没有网络')"), "plugin.hook-failed"),
    "exits": (HOOK.format(name="perfkit_forms", args="", body="raise SystemExit(3)"), "plugin.hook-failed"),
    "a generator": (HOOK.format(name="perfkit_rules", args="", body="yield 1 / 0"), "plugin.hook-kind"),
    "nothing": (HOOK.format(name="perfkit_rules", args="", body="pass"), "plugin.hook-nothing"),
    "a number": (HOOK.format(name="perfkit_rules", args="", body="return 5"), "plugin.hook-kind"),
    "a text": (HOOK.format(name="perfkit_forms", args="", body="return 'forms'"), "plugin.hook-kind"),
    "wrong entries": (HOOK.format(name="perfkit_indicator_sets", args="", body="return [{}]"), "plugin.hook-kind"),
    "text for a folder": (HOOK.format(name="perfkit_templates", args="", body="return '/tmp'"), "plugin.hook-kind"),
    "no such folder": (
        "from pathlib import Path\n" + HOOK.format(name="perfkit_templates", args="", body="return Path('/no/such')"),
        "plugin.hook-kind",
    ),
    "unmarked": ("def perfkit_rules():\n    return []\n", "plugin.hook-unmarked"),
    "not even a function": ("perfkit_rules = []\n", "plugin.hook-unmarked"),
    "misspelt": (HOOK.format(name="perfkit_rule", args="", body="return []"), "plugin.hook-unknown"),
    "misspelt and unmarked": ("def perfkit_indicator_set():\n    return []\n", "plugin.hook-unknown"),
    "marked, other name": (HOOK.format(name="rules", args="", body="return []"), "plugin.hook-unknown"),
    "arguments": (HOOK.format(name="perfkit_rules", args="portfolio", body="return []"), "plugin.hook-wrong"),
}


@pytest.mark.parametrize("where", ["init", "hooks"])
@pytest.mark.parametrize(("text", "code"), BROKEN.values(), ids=BROKEN)
def test_a_broken_hook_is_named_and_its_plugin_left_out(install, where, text, code):
    """The fault names the plugin in both languages; the national set works as before."""
    install(**{where: text})
    kit = Kit()

    assert [fault.code for fault in kit.faults] == [code]
    assert record(kit) is None
    assert kit.indicator_set(NATIONAL)
    for language in ("zh", "en"):
        assert "cn.qinghe" in kit.faults[0].worded(language)


UNIMPORTABLE = {
    "import no_such_module_here\n": "plugin.import-failed",
    "raise SystemExit\n": "plugin.import-ended",
    "def (\n": "plugin.import-syntax",
    "1 / 0\n": "plugin.import-failed",
}


@pytest.mark.parametrize(("text", "code"), UNIMPORTABLE.items())
@pytest.mark.parametrize("where", ["init", "hooks"])
def test_a_module_that_cannot_be_imported_is_named(install, where, text, code):
    """Whatever a module does when it is imported, the kit lives, and file and line are said."""
    install(**{where: text})
    kit = Kit()

    assert [fault.code for fault in kit.faults] == [code]
    assert kit.faults[0].place.file == f"qinghe_plugin/{'hooks' if where == 'hooks' else '__init__'}.py"
    assert kit.faults[0].place.line == 1
    assert "qinghe" in str(kit.faults[0])
    assert kit.indicator_set(NATIONAL)


def test_the_line_that_failed_is_named(install):
    """An author finds the place without a traceback."""
    install(hooks="\n\n" + BROKEN["raises"][0])
    (fault,) = Kit().faults

    assert (fault.place.file, fault.place.line) == ("qinghe_plugin/hooks.py", 6)
    assert "没有网络" in str(fault)


def test_a_misspelt_hook_is_answered_with_the_right_name(install):
    """The near match stands in the message."""
    install(hooks=BROKEN["misspelt"][0])

    assert Kit().faults[0].hint("zh") == "最接近的是 perfkit_rules"


def test_other_names_that_begin_like_a_hook_are_no_hooks(install):
    """Modules and constants whose names begin with the prefix are the author's business."""
    install(init="import json as perfkit_json\nperfkit_minimum = '0.1'\n")

    assert Kit().faults == ()


def test_a_set_that_a_left_out_plugin_would_bring_is_not_said_to_be_missing(install):
    """Its faults come first, and nobody is told to install what is installed."""
    install(hooks=BROKEN["raises"][0])
    kit = Kit()
    with pytest.raises(LookupError) as caught:
        kit.indicator_set("cn.qinghe.self-evaluation@2024")

    assert [fault.code for fault in caught.value.faults] == ["plugin.hook-failed", "set.not-usable"]
    assert "qinghe_plugin" in str(caught.value.faults[1])
    assert "没有安装" not in str(caught.value)
