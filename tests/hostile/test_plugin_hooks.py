"""Every row of package plugins: the defect is named, everything else goes on, and nothing is half written."""

from __future__ import annotations

import decimal
import locale
import logging
import os
import subprocess
import sys
import threading
import time
import warnings
from pathlib import Path

import pytest
import tomli

from hostile.plugin_rows_hooks import ALONE, CHANGES_ALL, CLOCK, LOADED, NEVER_ENDS, RUNNING, Loaded, Running
from hostile.plugin_verdicts_hooks import VERDICTS
from packaged import NATIONAL, SET, Packages, facts, hook
from perfkit.cli.main import run
from perfkit.kit import Kit
from perfkit.model import Portfolio
from perfkit.plugins import calling, unrepeatable
from perfkit.scoring import Evaluation
from perfkit.testing import a_project

DEVIATIONS = tomli.loads((Path(__file__).parent / "plugin_deviations_hooks.toml").read_text(encoding="utf-8"))

GOOD = facts("return {'late': 2}")


def portfolio() -> Portfolio:
    return Portfolio(unit="单位", year=2023, projects=[a_project()])


def evaluated(kit: Kit, address: str) -> Evaluation:
    return kit.evaluate(portfolio(), indicator_set=address)


def test_every_row_is_tested_and_what_differs_is_explained():
    """No row is forgotten, and each deviation says what happens instead and why."""
    assert {row.id for row in (*LOADED, *RUNNING)} | set(ALONE) == set(VERDICTS)
    assert all(row.verdict == VERDICTS[row.id] for row in (*LOADED, *RUNNING))
    assert set(DEVIATIONS) <= set(VERDICTS)
    assert all(entry["instead"] and entry["reason"] for entry in DEVIATIONS.values())


@pytest.mark.parametrize("row", LOADED, ids=[f"{row.id}-{row.code}" for row in LOADED])
def test_a_package_that_is_refused(row: Loaded, packages: Packages):
    """One fault, with plugin, file and line, in both languages; another plugin and the nation's set are as before."""
    packages.add(row.hooks, init=row.init)
    address = packages.county(GOOD, id="cn.good")
    kit = Kit()
    (fault,) = kit.faults

    assert fault.code == row.code
    assert (fault.place.file.split("/")[0], fault.place.line) == ("cn_qinghe_plugin", row.line)
    for language in ("zh", "en"):
        assert "qinghe" in fault.worded(language)
        assert all(part in fault.worded(language) for part in row.said), fault.worded(language)
    assert evaluated(kit, address).projects[0].points.exact == 98
    assert kit.indicator_set(NATIONAL)


@pytest.mark.slow
@pytest.mark.parametrize("row", RUNNING, ids=[f"{row.id}-{row.code}" for row in RUNNING])
def test_a_hook_that_fails_while_it_is_asked(row: Running, packages: Packages):
    """The finding names plugin, version, hook and line; the score is absent, and other sets are scored."""
    packages.county(facts(row.body))
    good = packages.county(GOOD, id="cn.good")
    kit = Kit()
    evaluation = evaluated(kit, "cn.qinghe.self-evaluation@2023")
    (finding,) = evaluation.findings

    assert (finding.code, finding.severity) == (row.code, "error")
    assert (evaluation.projects[0].points, evaluation.projects[0].state) == (None, "absent")
    assert finding.place.line
    for language in ("zh", "en"):
        said = finding.worded(language)
        assert all(part in said for part in ("cn.qinghe 1.0", "perfkit_facts", *row.said)), said
    assert evaluated(kit, good).projects[0].points.exact == 98


@pytest.mark.parametrize("where", ["init", "hooks"])
def test_plg_147_what_an_import_changed_is_put_back_and_told(packages, caplog, capsys, monkeypatch, where):
    """Folder, locale, warnings, decimals, logging, mask and environment; nothing is printed; the plugin is taken."""
    monkeypatch.setenv("PERFKIT_PROBE", "1")
    packages.add(**{where: CHANGES_ALL})

    def state() -> tuple[object, ...]:
        mask = os.umask(0)
        os.umask(mask)
        root = logging.getLogger()
        return (
            Path.cwd(), locale.setlocale(locale.LC_ALL), list(warnings.filters), decimal.getcontext().prec,
            decimal.getcontext().traps[decimal.Inexact], root.level, list(root.handlers), root.manager.disable, mask,
            dict(os.environ),
        )  # fmt: skip

    before = state()
    kit = Kit()

    assert state() == before
    assert capsys.readouterr() == ("", "")
    assert kit.faults == ()
    told = {record.fault.code: record.getMessage() for record in caplog.records if record.levelno >= logging.WARNING}
    assert set(told) == {"plugin.import-changed", "plugin.import-printed"}
    assert all("qinghe" in one for one in told.values())
    for part in ("cwd", "warnings", "decimal", "logging", "umask", "environ"):
        assert part in told["plugin.import-changed"]
    assert "你好" in told["plugin.import-printed"]
    assert "坏了" in told["plugin.import-printed"]


def child(packages: Packages, script: str) -> subprocess.Popen[str]:
    """A program of its own that sees the packages and logs everything to its error stream."""
    path = os.pathsep.join([str(packages.site), *sys.path])
    head = "import logging; logging.basicConfig(level=logging.INFO, format='%(message)s')\n"
    return subprocess.Popen(
        [sys.executable, "-c", head + script],
        env={**os.environ, "PYTHONPATH": path},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


@pytest.mark.slow
def test_plg_148_the_log_names_the_plugin_whose_import_never_ends(packages):
    """Its name is the last line before the silence."""
    packages.add(init=NEVER_ENDS)
    program = child(packages, "from perfkit.kit import Kit; Kit()")
    stop = threading.Timer(20, program.kill)
    stop.start()
    lines = []
    for line in program.stderr:
        lines.append(line)
        if "cn.qinghe" in line:
            break
    program.kill()
    program.wait()
    stop.cancel()
    program.stdout.close()
    program.stderr.close()

    assert "正在载入插件“cn.qinghe”" in lines[-1]


@pytest.mark.slow
@pytest.mark.parametrize("error", ["KeyboardInterrupt", "MemoryError"])
@pytest.mark.parametrize("name", ["checks", "report_context", "report_filters", "writers"])
def test_plg_153_and_154_an_interrupt_and_a_lack_of_memory_are_passed_on(packages, tmp_path, name, error):
    """Nothing is half written, whichever hook was running."""
    args = "evaluation" if name in ("checks", "report_context") else ""
    address = packages.county(hook(name, f"raise {error}", args), changes="")
    kit = Kit()
    evaluation = evaluated(kit, address)
    with pytest.raises((KeyboardInterrupt, MemoryError)) as caught:
        kit.report(evaluation, tmp_path / "build", formats=["html", "lines"] if name == "writers" else "html")

    assert type(caught.value).__name__ == error
    assert list(tmp_path.glob("build*")) == []


def test_plg_153_the_command_line_says_that_it_was_stopped(packages, tmp_path, capsys):
    """With exit status 1, and no traceback."""
    form = Path(__file__).parents[2] / "examples" / "one-project" / "form.toml"
    address = packages.county(hook("checks", "raise KeyboardInterrupt", "evaluation"), changes="")

    assert run(["report", str(form), "--set", address, "--out", str(tmp_path / "build")]) == 1
    assert "Traceback" not in capsys.readouterr().err
    assert not (tmp_path / "build").exists()


def test_plg_161_what_a_hook_keeps_and_changes_later_changes_nothing(packages):
    """A thread that goes on changing the list and the table it gave reaches neither facts nor findings."""
    body = "given['late'] = 2; return given\ngiven = {}\n"
    address = packages.county(facts(body))
    kit = Kit()
    evaluation = evaluated(kit, address)
    given = sys.modules["cn_qinghe_plugin.hooks"].given
    thread = threading.Thread(target=given.update, args=({"late": 50},))
    thread.start()
    thread.join()

    assert given["late"] == 50
    assert evaluation.projects[0].points.exact == 98
    assert evaluation.projects[0].project.facts["late"] == 2


KEEPS = """
from pathlib import Path
from perfkit import hookimpl
from perfkit.formats import read_set

kept = []

@hookimpl
def perfkit_indicator_sets():
    file = read_set(Path(__file__).parent / "x-sets" / "own.toml", "own.toml")
    kept.append(file.document)
    return [file]
"""


def test_plg_161_a_set_that_a_hook_keeps_stays_as_it_was_given(packages):
    """Its table changed after the kit was built, and before anybody asked for the set."""
    own = SET.format(id="cn.qinghe.own", extends=NATIONAL, changes="")
    packages.add(KEEPS, files={"x-sets/own.toml": own})
    kit = Kit()
    for document in sys.modules["cn_qinghe_plugin.hooks"].kept:
        document["title"] = {"zh": "别的"}

    assert kit.indicator_set("cn.qinghe.own.self-evaluation@2023").title.zh == "清河自评"


def test_plg_162_who_wants_to_be_first_is_asked_in_the_declared_order(packages):
    """``tryfirst`` is of no avail; a priority is, and after it the id."""
    eager = "from perfkit.model import Title\n" + hook(
        "checks", "return [Finding('x', 'info', text=Title('一'))]", "evaluation"
    ).replace("@hookimpl", "@hookimpl(tryfirst=True)")
    one = packages.county(eager, changes="", id="cn.b")
    two = packages.county(eager, changes="", id="cn.a", extends=one)
    three = packages.county(eager, changes="", id="cn.c", extends=two, more="priority = 1\n")
    kit = Kit()
    found = [finding.code for finding in kit.check(evaluated(kit, three)) if ":" in finding.code]

    assert found == ["cn.c:x", "cn.a:x", "cn.b:x"]


def test_plg_163_two_that_answer_one_question_are_both_named(packages):
    """With the line that settles it; the score is absent until then."""
    county = packages.county(facts("return {'late': 1}"), id="cn.a")
    town = packages.county(facts("return {'late': 2}"), id="cn.b", changes="", extends=county)
    evaluation = evaluated(Kit(), town)
    (finding,) = evaluation.findings

    assert (finding.code, evaluation.projects[0].points) == ("plugin.facts-two", None)
    for part in ("cn.a 1.0", "cn.b 1.0", "“late”", "priority = 1"):
        assert part in finding.worded("zh")


def test_plg_164_a_plugin_that_is_there_twice_is_refused(packages):
    """Two packages of one id: both sources are named, and the first one counts."""
    packages.add(id="cn.qinghe")
    second = packages.add(id="cn.qinghe-two")
    (second / "perfkit.toml").write_text('id = "cn.qinghe"\nversion = "2"\ntitle = { zh = "清河" }\n', "utf-8")
    kit = Kit()
    (fault,) = kit.faults

    assert fault.code == "plugin.id-twice"
    assert "cn_qinghe_plugin" in str(fault)
    assert "cn_qinghe_two_plugin" in str(fault)
    assert [record.version for record in kit.host.records if record.id == "cn.qinghe"] == ["1.0"]


def test_plg_167_a_hook_that_reads_the_clock_is_found_by_the_test_kit(packages):
    """Though the fact is the same twice, and the score stands."""
    address = packages.county(CLOCK)
    kit = Kit()
    evaluation = evaluated(kit, address)
    record = next(one for one in kit.host.records if one.id == "cn.qinghe")

    assert evaluation.projects[0].points.exact == 100
    assert [fault.code for fault in unrepeatable(record, evaluation)] == ["plugin.reads-clock"]


def test_plg_168_a_slow_hook_and_a_slow_import_are_told_and_not_killed(packages, caplog, monkeypatch):
    """The time and the plugin stand in the log; the result is there."""
    monkeypatch.setattr(calling, "PATIENCE", 0.01)
    monkeypatch.setattr("perfkit.plugins.importing.PATIENCE", 0.01)
    assert time.get_clock_info("monotonic").resolution < 0.01
    address = packages.county(
        facts("import time; time.sleep(0.02); return {'late': 2}"), init="import time; time.sleep(0.02)"
    )
    evaluation = evaluated(Kit(), address)
    told = {record.fault.code: record.getMessage() for record in caplog.records if record.levelno >= logging.WARNING}

    assert evaluation.projects[0].points.exact == 98
    assert {"plugin.slow", "plugin.slow-import"} == set(told)
    assert "cn.qinghe 1.0" in told["plugin.slow"]
    assert "perfkit_facts" in told["plugin.slow"]
