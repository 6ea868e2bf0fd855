"""The specifications: each hook is annotated, explained, on the page of the reference, and its example runs."""

import inspect
import re
from pathlib import Path

import hook_pages
import pytest

from packaged import NATIONAL, SET
from perfkit.kit import Kit
from perfkit.model import Portfolio
from perfkit.plugins import hookspecs, reader_for, report_additions, writers
from perfkit.plugins.contributing import contributions
from perfkit.testing import a_project

HOOKS = hook_pages.hooks()
PAGE = Path(__file__).parents[2] / "docs" / "reference" / "hooks.md"

NEEDS = '[[change]]\nat = "needs"\nadd = { inspected = "truth" }\nreason = "试"\n'
BESIDE = {
    "x-years/2024.toml": SET.format(id="cn.qinghe.extra", extends=NATIONAL, changes=""),
    "x-pages/own.md.j2": "页",
}


def each():
    return pytest.mark.parametrize("hook", HOOKS, ids=lambda hook: hook.name)


def test_the_page_is_current():
    """``python docs/generate.py`` writes it anew."""
    assert hook_pages.page() == PAGE.read_text("utf-8")


def test_the_page_and_its_chinese_have_every_hook_and_no_other():
    """In the order in which hooks are called."""
    named = [name for name in vars(hookspecs) if name.startswith("perfkit_")]

    assert re.findall(r"^## (\w+)$", PAGE.read_text("utf-8"), re.M) == named == [hook.name for hook in HOOKS]
    assert sorted(hook_pages.words()) == sorted(["page", *named])
    assert set(re.findall(r"\w+", hook_pages.words()["page"]["zh"])) & {"hooks", "priority"}


@each()
def test_a_hook_says_all_that_an_author_asks(hook):
    """When, Returns, Order, Since and an example; every argument and the result have their type."""
    function = getattr(hookspecs, hook.name)
    signature = inspect.signature(function)

    assert tuple(hook.parts) == hook_pages.PARTS
    assert f"def {hook.name}({', '.join(hook.arguments)}):" in hook.example
    assert signature.return_annotation is not inspect.Signature.empty
    assert all(one.annotation is not inspect.Parameter.empty for one in signature.parameters.values())
    assert set(hook_pages.words()[hook.name].get("arguments", {})) == set(hook.arguments)


def facts_of(kit, record):
    """The fact of the only project."""
    return kit.evaluate(FACTS, indicator_set=ADDRESS).portfolio.projects[0].facts


def findings_of(kit, record):
    found = kit.check(kit.evaluate(FACTS, indicator_set=ADDRESS))
    return [one.worded("en") for one in found if one.code.startswith("cn.qinghe:")]


def additions_of(kit, record):
    return report_additions([record], kit.evaluate(FACTS, indicator_set=ADDRESS))


def file_of(kit, record):
    evaluation = kit.evaluate(FACTS, indicator_set=ADDRESS)
    return [one.content(evaluation, (), "zh") for one in writers([record])]


def told_of(kit, record):
    faults = []
    kit.evaluate(FACTS, indicator_set=ADDRESS, on_fault=faults.append)
    return faults


ADDRESS = "cn.qinghe.self-evaluation@2023"
FACTS = Portfolio(unit="单位", year=2023, projects=[a_project()])

GIVES = {
    "perfkit_indicator_sets": (
        lambda _, record: [one.address for one in record.sets],
        ["cn.qinghe.extra.self-evaluation@2023", ADDRESS],
    ),
    "perfkit_rules": (lambda _, record: [list(one.rules) for one in record.rules], [["half"]]),
    "perfkit_forms": (lambda _, record: [one.name for one in record.forms], ["short"]),
    "perfkit_layouts": (lambda _, record: [one.name for one in record.layouts], ["short-form"]),
    "perfkit_templates": (lambda _, record: record.templates.name, "x-pages"),
    "perfkit_indicator_library": (
        lambda _, record: [(one.code, one.origin.plugin) for file in record.library() for one in file.indicators],
        [("tea.area", "cn.qinghe")],
    ),
    "perfkit_readers": (lambda kit, record: reader_for([record], Path("a.names")).record.id, "cn.qinghe"),
    "perfkit_facts": (facts_of, {"inspected": True}),
    "perfkit_evaluated": (told_of, []),
    "perfkit_checks": (findings_of, ["甲: the unit in charge is not said [cn.qinghe:no-unit]"]),
    "perfkit_report_context": (
        lambda kit, record: additions_of(kit, record).data,
        {"cn.qinghe": {"leader": "王某", "visits": ({"day": "3 月 5 日", "places": 4},)}},
    ),
    "perfkit_report_filters": (
        lambda kit, record: additions_of(kit, record).filters["cn.qinghe.spelled"](2023),
        "二〇二三",
    ),
    "perfkit_writers": (file_of, ["甲,100.00".encode()]),
}


@each()
def test_the_example_of_a_hook_runs(hook, packages):
    """As the ``hooks.py`` of a package, with what its text promises."""
    packages.county(hook.example, changes=NEEDS, files=BESIDE)
    kit = Kit()
    record = next((one for one in kit.host.records if one.id == "cn.qinghe"), None)
    ask, given = GIVES[hook.name]

    assert kit.faults == ()
    assert contributions(record.hooks)
    assert ask(kit, record) == given
