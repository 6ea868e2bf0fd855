"""The recipe of an evaluation: what it was made of, and where two of them differ."""

import datetime
import json
from importlib.metadata import version

import pytest
from attrs import evolve

from chain import VERSIONS
from perfkit import Kit
from perfkit.model import Rounding
from perfkit.scoring import recipe, recipe_differences
from perfkit.testing import a_card, a_project, evaluated, national_set

BASE = {
    "perfkit": "1",
    "inputs": {"a.csv": "a" * 64, "b.csv": "b" * 64},
    "sets": {"s@1": "c" * 64},
    "plugins": {"p": "1", "q": "1"},
    "plugin-files": {"p": "d" * 64, "q": "e" * 64},
    "facts": "f" * 64,
    "content": "0" * 64,
    "result": "1" * 64,
}


def differences(**changes):
    """Code, file and arguments of each difference from the base."""
    return [(one.code, one.place.file, one.arguments) for one in recipe_differences(BASE, {**BASE, **changes})]


def test_equal_recipes_do_not_differ():
    """Nothing to argue about."""
    assert differences() == []


X = "x" * 64
NEW = {"expected": "", "found": "x" * 12}


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"perfkit": "2"}, [("replay.perfkit", "", {"expected": "1", "found": "2"})]),
        ({"inputs": {"a.csv": X, "b.csv": "b" * 64}},
         [("replay.input-changed", "a.csv", {"name": "a.csv", "expected": "a" * 12, "found": "x" * 12})]),
        ({"inputs": {"c.csv": X, "b.csv": "b" * 64}},
         [("replay.input-gone", "a.csv", {"name": "a.csv"}), ("replay.input-new", "c.csv", {"name": "c.csv"})]),
        ({"sets": {"s@1": X}},
         [("replay.set-changed", "", {"name": "s@1", "expected": "c" * 12, "found": "x" * 12})]),
        ({"sets": {"t@1": X}}, [("replay.set-gone", "", {"name": "s@1"}), ("replay.set-new", "", {"name": "t@1"})]),
        ({"plugins": {"p": "2", "r": "1"}, "plugin-files": {"p": X, "r": X}},
         [("replay.plugin-changed", "", {"name": "p", "expected": "1", "found": "2"}),
          ("replay.plugin-gone", "", {"name": "q"}), ("replay.plugin-new", "", {"name": "r"})]),
        ({"plugin-files": {"p": "d" * 64, "q": X}},
         [("replay.plugin-files", "", {"name": "q", "expected": "e" * 12, "found": "x" * 12})]),
        ({"plugin-files": {"p": "d" * 64, "q": 7}},
         [("replay.plugin-files", "", {"name": "q", "expected": "e" * 12, "found": "7"})]),
        ({"facts": X}, [("replay.facts", "", {"expected": "f" * 12, "found": "x" * 12})]),
        ({"content": X}, [("replay.content", "", {"expected": "0" * 12, "found": "x" * 12})]),
        ({"result": X}, [("replay.result", "", {"expected": "1" * 12, "found": "x" * 12})]),
    ],
)  # fmt: skip
def test_each_difference_is_told_with_both_sides(changes, expected):
    """Files that differ in another version are no second reason."""
    assert differences(**changes) == expected


def test_a_recipe_that_says_little_is_compared_in_that():
    """Plugins and their files alone."""
    little = {key: BASE[key] for key in ("plugins", "plugin-files")}
    other = {**little, "plugin-files": {"p": X, "q": "e" * 64}}

    assert [one.code for one in recipe_differences(little, other)] == ["replay.plugin-files"]


@pytest.mark.parametrize("key", BASE)
def test_what_only_one_recipe_says_is_not_compared(key):
    """A recipe of an earlier version is still of use."""
    less = {name: value for name, value in BASE.items() if name != key}
    other = {**BASE, key: X if isinstance(BASE[key], str) else {"z": X}}

    assert list(recipe_differences(less, other)) == []
    assert list(recipe_differences(other, less)) == []


def test_the_recipe_names_versions_set_and_plugins():
    """As plain texts, which JSON keeps."""
    made = recipe(evaluated(a_project()))

    assert json.loads(json.dumps(made)) == made
    assert made["format"] == "perfkit-recipe-1"
    assert made["perfkit"] == version("perfkit")
    assert made["inputs"] == {}
    assert made["sets"] == {"cn.mof.self-evaluation@2020": national_set().digest}
    assert made["plugins"] == {"cn.mof": "1"}
    assert {len(made[key]) for key in ("facts", "content", "result")} == {64}


def test_the_recipe_names_the_files_that_were_read(tmp_path):
    """With their digests; and every plugin of the chain."""
    path = tmp_path / "a.toml"
    path.write_text('schema = 1\n[project]\nname = "甲"\nyear = 2023\nunit = "局"\n', encoding="utf-8")
    kit = Kit()
    portfolio = kit.read(path)
    made = recipe(kit.evaluate(portfolio, indicator_set="cn.jx.xinfeng.self-evaluation@2023"))

    assert made["inputs"] == portfolio.sources
    assert made["plugins"] == VERSIONS


def changed(first, second):
    """The keys in which the recipes of two evaluations differ."""
    before, now = recipe(first), recipe(second)
    return {key for key in before if before[key] != now[key]}


def test_equal_evaluations_have_equal_recipes():
    """Made twice, from facts in another order of keys."""
    first = a_project(facts={"a": True, "b": 1}, period=(datetime.date(2023, 1, 1), datetime.date(2023, 12, 31)))
    second = a_project(facts={"b": 1, "a": True}, period=(datetime.date(2023, 1, 1), datetime.date(2023, 12, 31)))

    assert changed(evaluated(first), evaluated(second)) == set()


@pytest.mark.parametrize(
    ("changes", "keys"),
    [
        ({"indicators": a_card(actual=40)}, {"facts", "result"}),
        ({"indicators": a_card(actual=96)}, {"facts", "result"}),
        ({"goal": "目标"}, {"facts"}),
        ({"period": (datetime.date(2023, 1, 1), datetime.date(2023, 12, 30))}, {"facts"}),
    ],
)
def test_other_facts_have_another_recipe(changes, keys):
    """Also where the results do not show it."""
    assert changed(evaluated(a_project()), evaluated(a_project(**changes))) == keys


def test_where_facts_were_read_is_not_what_they_say(tmp_path):
    """The same facts from two files differ in their inputs alone."""
    kit = Kit(installed=False)
    evaluations = []
    for name in ("a.toml", "b.toml"):
        (tmp_path / name).write_text('schema = 1\n[project]\nname = "甲"\nyear = 2023\nunit = "局"\n', encoding="utf-8")
        evaluations.append(kit.evaluate(kit.read(tmp_path / name), indicator_set="cn.mof.self-evaluation@2020"))

    assert changed(*evaluations) == {"inputs"}


def test_a_set_that_a_program_changed_has_another_content():
    """Though its address and its files are the same."""
    own = evolve(national_set(), rounding={"leaf": Rounding(1)})

    assert changed(evaluated(a_project()), evaluated(a_project(), under=own)) >= {"content"}
    assert "sets" not in changed(evaluated(a_project()), evaluated(a_project(), under=own))
