"""Lines of what sets, amendments, rules, forms and manifests say, for faults found now and for faults found later."""

import pytest

from perfkit.errors import InputError, PluginError
from perfkit.formats.forms import read_form
from perfkit.formats.plugin_folder import read_plugin
from perfkit.formats.sets import read_rules, read_set

SET = """\
id = "cn.a"
edition = "1"
title = { zh = "甲" }
fiscal-years = { from = 2023 }

[measures]
execution_rate = "executed / budget"

[[grades]]
name = "优"
from = 90

[[indicators]]
code = "execution"
name = "预算执行率"
weight = 10

[[indicators]]
code = "output"
name = "产出"
weight = 90

[[indicators.children]]
code = "quantity"
name = "数量"
weight = 50

[[indicators.children]]
code = "quality"
name = "质量"
weight = 40
"""

AMENDMENT = """\
id = "cn.b"
edition = "1"
title = { zh = "乙" }
fiscal-years = { from = 2024 }
extends = "cn.a@1"

[[change]]
at = "indicators.execution.weight"
to = 20
reason = "x"

[[change]]
at = "indicators.output.name"
to = "产出指标"
reason = "x"

[[change]]
at = "indicators.output.children.quality.weight"
to = 30
reason = "x"

[[change]]
at = "grades.良"
add = { name = "良", from = 95 }
reason = "x"
"""


@pytest.fixture
def write(tmp_path):
    """A function that writes a text to a file and gives its path."""

    def writer(name, text):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    return writer


def line_of(text, words, nth=1):
    """The line of the ``nth`` occurrence of ``words`` in ``text``."""
    return [number for number, line in enumerate(text.splitlines(), start=1) if words in line][nth - 1]


def refused(call, *arguments):
    """Code, line and key of each fault."""
    with pytest.raises((InputError, PluginError)) as caught:
        call(*arguments)
    return [(fault.code, fault.place.line, fault.place.key) for fault in caught.value.faults]


@pytest.mark.parametrize(
    ("key", "words", "nth"),
    [
        ("measures.execution_rate", "executed /", 1),
        ("grades.优", "[[grades]]", 1),
        ("indicators", "[[indicators]]", 1),
        ("indicators.output.weight", "weight = 90", 1),
        ("indicators[2].weight", "weight = 90", 1),
        ("indicators.output.quality.weight", "weight = 40", 1),
        ("indicators.quality.weight", "weight = 40", 1),
        ("indicators[2].children[2].weight", "weight = 40", 1),
        ("indicators.output.rule", "[[indicators]]", 2),
    ],
)
def test_a_set_knows_the_line_of_a_key_by_code_and_by_position(write, key, words, nth):
    """Codes are followed to the entries that bear them, inner nodes too; a missing key has the line of its table."""
    file = read_set(write("a.toml", SET), "a.toml")

    assert file.line(key, file.document) == line_of(SET, words, nth)
    assert file.line("policies", file.document) is None


@pytest.mark.parametrize(
    ("key", "words", "nth"),
    [
        ("change[2]", "[[change]]", 2),
        ("title", "title", 1),
        ("indicators.execution.weight", "[[change]]", 1),
        ("indicators[1].weight", "[[change]]", 1),
        ("indicators.output", "[[change]]", 3),
        ("indicators.quality.weight", "[[change]]", 3),
        ("indicators", "[[change]]", 3),
        ("grades.良", "[[change]]", 4),
        ("grades.优", "[[change]]", 4),
    ],
)
def test_an_amendment_knows_the_change_behind_a_key(write, key, words, nth):
    """The change that says it, else parts of it (the last that may move weights), else makes or takes a neighbour."""
    base = read_set(write("a.toml", SET), "a.toml")
    file = read_set(write("b.toml", AMENDMENT), "b.toml")

    assert file.line(key, base.document) == line_of(AMENDMENT, words, nth)
    assert file.line("measures.execution_rate", base.document) is None


@pytest.mark.parametrize(
    ("text", "old", "new", "code", "words", "nth"),
    [
        (SET, "weight = 40", 'weights = "40"', "input.missing-keys", "[[indicators.children]]", 2),
        (SET, "weight = 40", 'weights = "40"', "input.misspelt-key", "weights =", 1),
        (SET, "from = 90", "from = true", "input.not-number", "from = true", 1),
        (AMENDMENT, "to = 30", "too = 30", "input.misspelt-key", "too = 30", 1),
        (AMENDMENT, "to = 30", "remove = false", "amendment.action", "[[change]]", 3),
        (AMENDMENT, "from = 2024", 'from = "2024"', "input.not-whole", "fiscal-years", 1),
    ],
)
def test_faults_of_sets_have_lines(write, text, old, new, code, words, nth):
    """As faults of facts have them: nobody counts brackets in a file of two hundred lines."""
    changed = text.replace(old, new)
    found = refused(read_set, write("a.toml", changed), "a.toml")

    assert {one[0]: one[1] for one in found}[code] == line_of(changed, words, nth)


def test_faults_of_rules_forms_and_manifests_have_lines(write):
    """Each at its key."""
    rules = '[rules.a]\ntitle = { zh = "a" }\nshare = "1"\n\n[rules.b]\ntitle = { zh = "b" }\nshare = 1\n'
    form = 'rows = "funded"\n\n[[columns]]\nlabel = "名"\nvalues = "name"\n'

    assert refused(read_rules, write("r.toml", rules), "r.toml", "a", "1") == [("input.not-text", 7, "rules.b.share")]
    assert ("input.misspelt-key", 5, "columns[1].values") in refused(read_form, write("f.toml", form), "f.toml")
    assert refused(read_form, write("f.toml", f"{form}\n[name]\nx = 1\n"), "f.toml") == [("form.name-given", 7, "name")]
    manifest = write("county/perfkit.toml", 'id = "a"\nversion = 1\ntitle = { zh = "甲" }\n')
    assert refused(read_plugin, manifest.parent) == [("input.not-text", 2, "version")]


def test_rules_know_their_lines(write):
    """For those who find faults in their formulas later."""
    text = '[rules.a]\ntitle = { zh = "a" }\nshare = "1"\n'
    file = read_rules(write("r.toml", text), "r.toml", "a", "1")

    assert file.place("rules.a.share").line == 3
    assert file.place("rules.a.otherwise").line == 1
    assert file.rules["a"].origin.place.line == 1
