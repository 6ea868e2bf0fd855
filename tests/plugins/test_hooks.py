"""The hooks around a score: findings, data and filters of reports, readers, formats, notifications; none alters it."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from packaged import NATIONAL, facts, hook
from perfkit.cli.main import run
from perfkit.errors import PluginError, ReportError
from perfkit.kit import Kit
from perfkit.model import Portfolio
from perfkit.plugins.handing import handed
from perfkit.testing import a_project

ROOT = Path(__file__).parents[2]
FORM = ROOT / "examples" / "one-project" / "form.toml"

ON = "evaluation"


def evaluated(address):
    """A kit, and one project that scores 100 under the set."""
    kit = Kit()
    return kit, kit.evaluate(Portfolio(unit="单位", year=2023, projects=[a_project()]), indicator_set=address)


def county(packages, hooks, **more):
    return evaluated(packages.county(hooks, changes="", **more))


FINDING = "Finding('{code}', 'warning', text=Title('迟交', 'late'))"
CHECKS = "from perfkit.model import Title\n"


def checks(body):
    return CHECKS + hook("checks", body, ON)


def test_findings_of_a_plugin_bear_its_id_and_speak_both_languages(packages):
    """After those of perfkit, in the text and in the data."""
    kit, evaluation = county(packages, checks("return [" + FINDING.format(code="late") + "]"))
    (found,) = [one for one in kit.check(evaluation) if ":" in one.code]

    assert found.worded("zh") == "迟交 [cn.qinghe:late]"
    assert found.worded("en") == "late [cn.qinghe:late]"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("body", "code"),
    [
        ("raise ValueError('坏了')", "plugin.hook-failed"),
        ("raise SystemExit", "plugin.hook-failed"),
        ("return None", "plugin.hook-nothing"),
        ("return {'late': 1}", "plugin.hook-kind"),
        ("return ['late']", "plugin.hook-kind"),
        ("return [Finding('late', 'warning')]", "plugin.finding"),
        ("return [Finding('late', 'bad', text=Title('迟'))]", "plugin.finding"),
        ("return [Finding('太晚', 'error', text=Title('迟'))]", "plugin.finding"),
        ("return [Finding('late', 'error', text=Title('迟'), figures={'days': 1.5})]", "plugin.finding"),
        ("evaluation.findings.append(1)", "plugin.hook-failed"),
        ("evaluation.projects[0].project.facts['late'] = 1", "plugin.hook-failed"),
    ],
)
def test_a_check_that_fails_is_an_error_and_the_others_stand(packages, body, code):
    """The finding names plugin, version, hook and file; the findings of the plugin before it are there as well."""
    base = packages.county(checks("return [" + FINDING.format(code="late") + "]"), changes="", id="cn.a")
    kit, evaluation = county(packages, checks(body), extends=base)
    found = {one.code: one for one in kit.check(evaluation)}

    assert {code, "cn.a:late"} <= set(found)
    assert found[code].severity == "error"
    assert found[code].place.file == "cn_qinghe_plugin/hooks.py"
    assert "cn.qinghe 1.0" in found[code].worded("zh")
    assert "perfkit_checks" in found[code].worded("en")
    assert evaluation.projects[0].points.exact == 100


@pytest.mark.slow
def test_the_command_line_tells_findings_of_plugins(packages, tmp_path, capsys):
    """In words, as data, and as SARIF, though no table has their sentence."""
    address = packages.county(checks("return [" + FINDING.format(code="late") + "]"), changes="")
    said = {}
    for kind in ("text", "json", "sarif"):
        run(["check", str(FORM), "--set", address, "--format", kind])
        said[kind] = capsys.readouterr().out

    assert "[cn.qinghe:late]" in said["text"]
    assert "cn.qinghe:late" in [one["code"] for one in json.loads(said["json"])["findings"]]
    assert "cn.qinghe:late" in [one["ruleId"] for one in json.loads(said["sarif"])["runs"][0]["results"]]


def test_only_the_chain_checks_and_adds(packages, tmp_path):
    """A plugin that another set has is not asked for findings, data, filters or formats."""
    bad = "\n".join(hook(name, "raise ValueError", args) for name, args in AFTER.items())
    packages.county(bad, changes="")
    kit, evaluation = evaluated(NATIONAL)

    assert "plugin.hook-failed" not in {one.code for one in kit.check(evaluation)}
    assert kit.report(evaluation, tmp_path / "build", formats="html")


AFTER = {"checks": ON, "report_context": ON, "report_filters": "", "writers": ""}


@pytest.mark.slow
def test_order_is_by_priority_and_id_under_every_hash_seed(packages, tmp_path):
    """Three plugins in one chain; who wants to be first is asked by priority, never by what it says of itself."""
    said = checks("return [Finding('x', 'info', text=Title('一'))]")
    first = packages.county(said.replace("@hookimpl", "@hookimpl(tryfirst=True)"), changes="", id="cn.b")
    second = packages.county(
        said.replace("@hookimpl", "@hookimpl(tryfirst=True)"), changes="", id="cn.c", extends=first
    )
    third = packages.county(said, changes="", id="cn.a", extends=second, more="priority = -1\n")
    packages.county(said, changes="", id="cn.z", extends=third, more="priority = 7\n")
    script = (
        "from perfkit.kit import Kit; from perfkit.model import Portfolio; from perfkit.testing import a_project\n"
        "kit = Kit(); facts = Portfolio(unit='单位', year=2023, projects=[a_project()])\n"
        "found = kit.check(kit.evaluate(facts, indicator_set='cn.z.self-evaluation@2023'))\n"
        "print([one.code for one in found if ':' in one.code], [r.id for r in kit.host.records])"
    )
    path = os.pathsep.join([str(packages.site), os.environ.get("PYTHONPATH", ""), *sys.path])
    printed = {
        subprocess.run(
            [sys.executable, "-c", script],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": path},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("0", "1")
    }

    assert len(printed) == 1
    assert printed.pop().startswith("['cn.z:x', 'cn.b:x', 'cn.c:x', 'cn.a:x'] ['cn.z', 'cn.b', 'cn.c'")


@pytest.mark.parametrize("written", ["1.5", '"first"', "true"])
def test_a_priority_is_a_whole_number(packages, written):
    """Anything else is refused where it stands."""
    packages.add(more=f"priority = {written}\n")
    (fault,) = Kit().faults

    assert (fault.code, fault.place.key) == ("input.not-whole", "priority")


def test_what_is_installed_tells_the_hooks_in_python(packages):
    """A reader of ``perfkit plugins`` sees whose code runs; files of a folder are no code."""
    packages.county(facts("return {}") + checks("return []"), changes="", more="priority = 2\n")
    found = {one.plugin.id: one for one in Kit().plugins().plugins}

    assert found["cn.qinghe"].hooks == ("perfkit_checks", "perfkit_facts")
    assert found["cn.mof"].hooks == ()
    assert "  用 Python 写的钩子 2 个：perfkit_checks、perfkit_facts" in list(found["cn.qinghe"].worded("zh"))
    assert found["cn.qinghe"].record("en")["priority"] == "2"


# Reports.

PAGE = """\
{{% extends "cn.mof:self-evaluation-report.md.j2" %}}
{{% block {block} %}}
{text}
{{% endblock %}}
"""


def template(text):
    """The template of the county, with a text in place of the first block of the national one."""
    name = "self-evaluation-report.md.j2"
    text_of_nation = (ROOT / "src" / "perfkit" / "standards" / "templates" / name).read_text("utf-8")
    block = text_of_nation.split("{% block ")[1].split(" ")[0]
    return {f"templates/{name}": PAGE.format(block=block, text=text)}


def report(packages, tmp_path, hooks, text, **more):
    """The HTML of a report under a county's set with these hooks and this text."""
    kit, evaluation = county(packages, hooks, files=template(text), **more)
    kit.report(evaluation, tmp_path / "build", formats="html")
    return (tmp_path / "build" / "report.html").read_text("utf-8")


CONTEXT = (
    "return {'leader': '<b>王某</b>', 'rate': Decimal('0.10'), 'visits': [{'day': 3, 'done': True}],"
    " 'money': Figure(__import__('fractions').Fraction(15000), '万元')}"
)


@pytest.mark.parametrize("name", ["plugins", "插件"])
def test_data_of_a_plugin_stands_under_its_id_and_is_escaped(packages, tmp_path, name):
    """Texts are no markup, numbers keep their digits, figures their unit."""
    own = f'{name}["cn.qinghe"]'
    text = f"甲 {{{{ {own}.leader }}}} {{{{ {own}.rate }}}} {{{{ {own}.visits[0].day }}}} {{{{ {own}.money }}}} 乙"
    made = report(packages, tmp_path, hook("report_context", CONTEXT, ON), text)

    assert "甲 &lt;b&gt;王某&lt;/b&gt; 0.10 3 1.5万元 乙" in made.replace("1.5 万元", "1.5万元")


@pytest.mark.slow
@pytest.mark.parametrize("own", ['plugins["cn.qinghe"].leaders', 'plugins["cn.other"].leader', "leader"])
def test_data_that_is_not_there_stops_the_report(packages, tmp_path, own):
    """A slip in a name prints nothing blank, and nothing is merged into the names of the report."""
    with pytest.raises(ReportError) as caught:
        report(packages, tmp_path, hook("report_context", CONTEXT, ON), f"{{{{ {own} }}}}")

    assert caught.value.code == "report.unknown-name"
    assert not (tmp_path / "build").exists()


@pytest.mark.slow
@pytest.mark.parametrize(
    ("body", "code"),
    [
        ("return {'rate': 0.1}", "plugin.added"),
        ("return {'deep': [{'rate': 0.1}]}", "plugin.added"),
        ("return {'bad': object()}", "plugin.added"),
        ("return {'bad': evaluation}", "plugin.added"),
        ("return {'bad': Decimal('NaN')}", "plugin.added"),
        ("return {'none': None}", "plugin.added"),
        ("return {'much': list(range(30000))}", "plugin.added"),
        ("a = []; a.append(a); return {'round': a}", "plugin.added"),
        ("return {'no name': 1}", "plugin.added-name"),
        ("return [1]", "plugin.hook-kind"),
        ("pass", "plugin.hook-nothing"),
        ("raise KeyError('x')", "plugin.hook-failed"),
    ],
)
def test_data_that_is_not_plain_stops_the_report(packages, tmp_path, body, code):
    """Named with plugin, hook and file; nothing is written."""
    kit, evaluation = county(packages, hook("report_context", body, ON))
    with pytest.raises(PluginError) as caught:
        kit.report(evaluation, tmp_path / "build", formats="html")

    assert [fault.code for fault in caught.value.faults] == [code]
    assert "cn.qinghe 1.0" in caught.value.worded("zh")
    assert caught.value.faults[0].place.file == "cn_qinghe_plugin/hooks.py"
    assert not (tmp_path / "build").exists()


def test_a_float_says_where_it_is(packages, tmp_path):
    """The key inside the data stands in the message."""
    kit, evaluation = county(packages, hook("report_context", "return {'visits': [{'rate': 0.1}]}", ON))
    with pytest.raises(PluginError) as caught:
        kit.report(evaluation, tmp_path / "build", formats="html")

    assert "visits[1].rate" in caught.value.worded("en")


FILTER = hook("report_filters", "return {'twice': lambda value, times=2: value * times, 'bad': bad}") + (
    "def bad(value):\n    from markupsafe import Markup\n    return {'markup': Markup('<i>'), 'view': value}[value]\n"
)


def test_a_filter_is_called_by_the_id_of_its_plugin_and_makes_no_markup(packages, tmp_path):
    """Plain values go in, plain values come out; markup that it makes is text like any other."""
    text = "甲 {{ 'ab' | cn.qinghe.twice }} {{ '<' | cn.qinghe.twice(3) }} {{ 'markup' | cn.qinghe.bad }} 乙"
    made = report(packages, tmp_path, FILTER, text)

    assert "甲 abab &lt;&lt;&lt; &lt;i&gt; 乙" in made


@pytest.mark.slow
@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("{{ 'x' | cn.qinghe.bad }}", "plugin.hook-failed"),
        ("{{ report | cn.qinghe.twice }}", "report.filter-given"),
        ("{{ 1 | cn.qinghe.twice(true) | cn.qinghe.twiice }}", "report.no-filter"),
        ("{{ 'a' | twice }}", "report.no-filter"),
        ("{{ nothing | cn.qinghe.twice }}", "report.unknown-name"),
    ],
)
def test_a_filter_that_fails_stops_the_report_with_its_line(packages, tmp_path, text, code):
    """What it raises, what it must not be given, and one that is not there."""
    with pytest.raises(ReportError) as caught:
        report(packages, tmp_path, FILTER, text)

    assert caught.value.code == code
    assert caught.value.faults[0].place.line
    assert not (tmp_path / "build").exists()


# Files.

READER = hook("readers", "return {'.names': read}") + (
    "def read(path):\n"
    "    projects = [Project(name=name) for name in path.read_text('utf-8').split()]\n"
    "    return Portfolio(unit='青禾镇', year=2023, projects=projects,"
    " indicator_set='cn.mof.self-evaluation@2020')\n"
)


def test_a_file_of_another_kind_is_read_by_the_plugin_that_knows_it(packages, tmp_path):
    """The projects are there; the manifest of a report knows the file, and the origin the plugin."""
    packages.add(READER)
    file = tmp_path / "a.NAMES"
    file.write_text("甲 乙", "utf-8")
    portfolio = Kit().read(file)

    assert [project.name for project in portfolio.projects] == ["甲", "乙"]
    assert list(portfolio.sources) == ["a.NAMES"]
    assert portfolio.origin.plugin == "cn.qinghe"


def test_json_of_another_program_is_read_by_its_plugin_and_any_other_is_not(packages, tmp_path):
    """A longer ending goes before that which perfkit reads itself; a plugin at fault keeps nobody from plain JSON."""
    plain = tmp_path / "a.json"
    plain.write_text('{"schema": 1, "project": {"name": "丙", "year": 2023, "unit": "镇"}}', "utf-8")
    own = tmp_path / "a.oa.json"
    own.write_text("甲 乙", "utf-8")
    packages.add(READER.replace(".names", ".oa.json"))
    kit = Kit()

    assert [project.name for project in kit.read(own).projects] == ["甲", "乙"]
    assert [project.name for project in kit.read(plain).projects] == ["丙"]


@pytest.mark.slow
def test_a_report_from_such_a_file_can_be_run_again(packages, tmp_path):
    """Replay asks the same reader."""
    packages.add(READER)
    file = tmp_path / "a.names"
    file.write_text("甲", "utf-8")
    kit = Kit()
    kit.report(kit.evaluate(kit.read(file)), tmp_path / "build", formats="html")

    assert kit.replay(tmp_path / "build", file).same


def test_two_readers_of_one_ending_are_named_and_a_priority_settles_it(packages, tmp_path):
    """Neither reads by chance."""
    packages.add(READER)
    other = packages.add(READER.replace("青禾镇", "红山镇"), id="cn.other")
    file = tmp_path / "a.names"
    file.write_text("甲", "utf-8")
    with pytest.raises(PluginError) as caught:
        Kit().read(file)

    assert caught.value.code == "plugin.two-readers"
    for part in ("cn.qinghe 1.0", "cn.other 1.0", "priority = 1"):
        assert part in str(caught.value)
    manifest = other / "perfkit.toml"
    manifest.write_text(manifest.read_text("utf-8") + "priority = 1\n", "utf-8")
    assert Kit().read(file).unit.name == "红山镇"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("hooks", "code"),
    [
        (hook("readers", "return {'.names': 5}"), "plugin.reader"),
        (hook("readers", "return {'.toml': print}"), "plugin.reader"),
        (hook("readers", "return {'.json': print}"), "plugin.reader"),
        (hook("readers", "return {'names': print}"), "plugin.reader"),
        (hook("readers", "return ['.names']"), "plugin.hook-kind"),
        (hook("readers", "raise ValueError"), "plugin.hook-failed"),
        (READER.replace("return Portfolio", "return [1] or Portfolio"), "plugin.hook-kind"),
        (READER.replace("return Portfolio", "1 / 0\n    return Portfolio"), "plugin.hook-failed"),
        (
            READER.replace("return Portfolio", "raise InputError(Fault('project.name-missing'))\n    Portfolio"),
            "project.name-missing",
        ),
    ],
)
def test_a_reader_that_fails_is_named(packages, tmp_path, hooks, code):
    """What it refuses itself is passed on as it is; a reader of perfkit's own files stays what it was."""
    packages.add(hooks)
    file = tmp_path / "a.names"
    file.write_text("甲", "utf-8")
    with pytest.raises((PluginError, ValueError)) as caught:
        Kit().read(file)

    assert caught.value.code == code
    assert Kit().read(FORM).projects


WRITER = "from perfkit.plugins import OutputFormat\n" + hook(
    "writers", "return {{'lines': OutputFormat(file='{file}', write=write)}}"
)
LINES = (
    "def write(evaluation, findings, language):\n    return f'{evaluation.mean} {len(findings)} {language}'.encode()\n"
)


def writer(file="points.txt", body=LINES):
    return WRITER.replace("{{", "{").replace("}}", "}").replace("{file}", file) + body


@pytest.mark.slow
@pytest.mark.parametrize("name", ["lines", "cn.qinghe:lines"])
def test_a_format_of_a_plugin_is_written_with_the_others(packages, tmp_path, name):
    """By its bare or its full name; the manifest knows it, and the run can be done again."""
    address = packages.county(writer(), changes="")
    kit = Kit()
    kit.report(kit.evaluate(kit.read(FORM), indicator_set=address), tmp_path / "build", formats=[name, "html"])
    written = sorted(path.name for path in (tmp_path / "build").iterdir())

    assert written == ["evaluation.json", "manifest.json", "points.txt", "report.html"]
    assert kit.verify(tmp_path / "build") == ()
    assert kit.replay(tmp_path / "build", FORM).same
    (tmp_path / "build" / "points.txt").write_text("别的", "utf-8")
    assert [fault.code for fault in kit.verify(tmp_path / "build")] == ["manifest.changed"]


def test_the_command_line_asks_for_a_format(packages, tmp_path, capsys):
    """``--format`` beside perfkit's own; an unknown one is answered with what there is, one for the public refused."""
    address = packages.county(writer(), changes="")
    wanted = ["report", str(FORM), "--set", address, "--out", str(tmp_path / "build")]

    assert run([*wanted, "--format", "line"]) == 1
    assert "cn.qinghe:lines" in capsys.readouterr().err
    assert run([*wanted, "--format", "lines", "--public"]) == 1
    assert "[report.public-format]" in capsys.readouterr().err
    assert not (tmp_path / "build").exists()
    assert run([*wanted, "--format", "lines"]) == 0
    assert sorted(path.name for path in (tmp_path / "build").iterdir()) == [
        "evaluation.json",
        "manifest.json",
        "points.txt",
    ]


@pytest.mark.slow
def test_a_format_that_two_plugins_have_needs_its_full_name(packages, tmp_path):
    """The message gives both."""
    base = packages.county(writer("one.txt"), changes="", id="cn.a")
    kit, evaluation = county(packages, writer("two.txt"), extends=base)
    with pytest.raises(ReportError) as caught:
        kit.report(evaluation, tmp_path / "build", formats="lines")

    assert caught.value.code == "report.format-several"
    assert "cn.a:lines、cn.qinghe:lines" in str(caught.value)
    kit.report(evaluation, tmp_path / "build", formats="cn.a:lines")
    assert (tmp_path / "build" / "one.txt").read_text("utf-8").startswith("100")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("hooks", "code"),
    [
        (writer(body="def write(*_):\n    return '文字'\n"), "plugin.hook-kind"),
        (writer(body="def write(*_):\n    raise OSError('满了')\n"), "plugin.hook-failed"),
        (writer(body="n = []\ndef write(*_):\n    n.append(1); return bytes(n)\n"), "plugin.not-repeatable"),
        (writer(file="../points.txt"), "plugin.writer"),
        (writer(file="report.html"), "plugin.writer"),
        (hook("writers", "return {'lines': print}"), "plugin.hook-kind"),
    ],
)
def test_a_format_that_fails_leaves_nothing(packages, tmp_path, hooks, code):
    """Not even the documents beside it."""
    kit, evaluation = county(packages, hooks)
    with pytest.raises(PluginError) as caught:
        kit.report(evaluation, tmp_path / "build", formats=["html", "lines"])

    assert caught.value.code == code
    assert "cn.qinghe 1.0" in str(caught.value)
    assert not (tmp_path / "build").exists()


# Notifications, and what no hook can do.


def test_every_plugin_is_told_and_what_it_raises_is_handed_on(packages, capsys):
    """Also one outside the chain; the evaluation is whole, and the command line says it on the error stream."""
    packages.add(hook("evaluated", "raise ValueError(evaluation.portfolio.unit.name)", ON))
    packages.add(hook("evaluated", "return 1", ON), id="cn.other")
    told, kit = [], Kit()
    facts = Portfolio(unit="青禾镇", year=2023, projects=[a_project()])
    evaluation = kit.evaluate(facts, indicator_set=NATIONAL, on_fault=told.append)

    assert [fault.code for fault in told] == ["plugin.hook-kind", "plugin.hook-failed"]
    assert "青禾镇" in str(told[1])
    assert evaluation.projects[0].points.exact == 100
    assert run(["evaluate", str(FORM)]) == 0
    assert "[plugin.hook-failed]" in capsys.readouterr().err


def test_without_a_listener_the_log_has_it(packages, caplog):
    """Nothing a plugin does wrong is lost."""
    packages.add(hook("evaluated", "raise ValueError('满了')", ON))
    evaluated(NATIONAL)

    assert [record.fault.code for record in caplog.records if record.name == "perfkit"] == ["plugin.hook-failed"]


TAMPERING = """
from perfkit import hookimpl

kept = []

def tamper(evaluation):
    object.__setattr__(evaluation, "grade", "优")
    result = evaluation.projects[0]
    object.__setattr__(result, "points", None)
    dict.__setitem__(result.project.stated.amounts if result.project.stated else result.project.facts, "x", 1)
    kept.append(evaluation)

@hookimpl
def perfkit_evaluated(evaluation):
    tamper(evaluation)

@hookimpl
def perfkit_checks(evaluation):
    tamper(evaluation)
    return []

@hookimpl
def perfkit_report_context(evaluation):
    tamper(evaluation)
    return {}

@hookimpl
def perfkit_facts(project, indicator_set):
    object.__setattr__(indicator_set, "full_marks", 7)
    object.__setattr__(project, "name", "乙")
    return {}
"""


def test_no_hook_alters_a_score_that_is_done(packages, tmp_path):
    """Not even one that goes around the frozen classes, then or later from a thread: it holds a copy."""
    import threading

    kit, evaluation = county(packages, TAMPERING)
    before = (evaluation.to_dict(), evaluation.grade)
    kit.check(evaluation)
    kit.report(evaluation, tmp_path / "build", formats="html")
    module = sys.modules["cn_qinghe_plugin.hooks"]
    thread = threading.Thread(target=lambda: [module.tamper(one) for one in list(module.kept)])
    thread.start()
    thread.join()

    assert len(module.kept) > 3
    assert (evaluation.to_dict(), evaluation.grade) == before
    assert evaluation.projects[0].points.exact == 100
    assert kit.indicator_set(evaluation.indicator_set.address).full_marks == 100


def test_what_is_handed_out_is_the_same_and_cannot_be_changed(packages):
    """Equal in every answer; each table inside refuses; one object in two places is one in the copy as well."""
    _, evaluation = evaluated(NATIONAL)
    copy = handed(evaluation)

    assert (copy.portfolio, copy.indicator_set) == (evaluation.portfolio, evaluation.indicator_set)
    assert copy.to_dict() == evaluation.to_dict()
    assert copy["甲"].explain() == evaluation["甲"].explain()
    assert copy.projects[0].project is copy.portfolio.projects[0]
    for change in (
        lambda table: table.update(x=1),
        lambda table: table.clear(),
        lambda table: table.pop("x", None),
        lambda table: table.setdefault("x", 1),
        lambda table: table.__setitem__("x", 1),
    ):
        with pytest.raises(TypeError):
            change(copy.projects[0].project.facts)
