"""The test kit finds hooks that look at the clock, chance, the network or the locale."""

import pytest

from packaged import facts, hook
from perfkit.kit import Kit
from perfkit.model import Portfolio
from perfkit.plugins import unrepeatable
from perfkit.testing import a_project


def doubts(packages, hooks, **more):
    """What is found about the package, over one evaluation under its set."""
    address = packages.county(hooks, **more)
    kit = Kit()
    facts = Portfolio(unit="单位", year=2023, projects=[a_project(facts={"other": 1})])
    evaluation = kit.evaluate(facts, indicator_set=address)
    record = next(one for one in kit.host.records if one.id == "cn.qinghe")
    return unrepeatable(record, evaluation)


READS = {
    "datetime.now": ("import datetime\n    return {'late': datetime.datetime.now().year}", "clock"),
    "date.today": ("from datetime import date\n    return {'late': date.today().year}", "clock"),
    "time.time": ("import time\n    return {'late': int(time.time())}", "clock"),
    "strftime": ("import time\n    return {'late': time.strftime('%Y')}", "clock"),
    "random": ("import random\n    return {'late': int(random.random())}", "chance"),
    "uuid4": ("import uuid\n    return {'late': uuid.uuid4().version}", "chance"),
    "socket": ("import socket\n    return {'late': len(socket.gethostname()) * 0}", "network"),
    "localeconv": ("import locale\n    return {'late': len(locale.localeconv()) * 0}", "locale"),
    "getlocale": ("import locale\n    return {'late': len(locale.getlocale()) * 0}", "locale"),
}


@pytest.mark.parametrize(("body", "kind"), READS.values(), ids=READS)
def test_what_a_hook_looks_at_is_found_with_its_line(packages, body, kind):
    """Even where the value happens to be the same twice."""
    found = [one for one in doubts(packages, facts(body)) if one.code == f"plugin.reads-{kind}"]

    assert found
    assert (found[0].place.file, found[0].place.line) == ("cn_qinghe_plugin/hooks.py", 6)
    for language in ("zh", "en"):
        assert "cn.qinghe 1.0" in found[0].worded(language)


def test_a_hook_that_looks_at_its_input_and_its_own_file_has_no_doubts(packages):
    """Reading a table beside the module, dates of the facts and arithmetic are what hooks are for."""
    body = (
        "import csv, datetime, pathlib\n"
        "    with (pathlib.Path(__file__).parent / 'x-days.csv').open(encoding='utf-8') as file:\n"
        "        days = {row['name']: row['day'] for row in csv.DictReader(file)}\n"
        "    day = datetime.datetime.strptime(days[project.name], '%Y-%m-%d').date()\n"
        "    return {'late': (day - datetime.date(2024, 3, 1)).days}"
    )
    changes = {"x-days.csv": "name,day\n甲,2024-03-05\n"}

    assert doubts(packages, facts(body), files=changes) == ()


@pytest.mark.slow
@pytest.mark.parametrize(
    ("hooks", "code"),
    [
        (facts("n.append(1); return {'late': len(n)}\nn = []"), "plugin.not-repeatable"),
        (hook("checks", "n.append(1); return n\nn = []", "evaluation"), "plugin.not-repeatable"),
        (hook("report_context", "import time; return {'now': int(time.time())}", "evaluation"), "plugin.reads-clock"),
        (hook("report_context", "return {'now': 0.5}", "evaluation"), "plugin.added"),
    ],
)
def test_every_hook_around_a_score_is_looked_at(packages, hooks, code):
    """Facts, findings, data: each with its own fault."""
    assert code in [one.code for one in doubts(packages, hooks)]
