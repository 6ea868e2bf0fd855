"""The slips that an author makes in a new plugin: each is told with the file and the key, and how to mend it."""

import shutil

import pytest

from perfkit.kit import Kit

SET, CASE = "indicator-sets/self-evaluation.toml", "cases/first.toml"
FORM, PAGE = "forms/scores.toml", "templates/self-evaluation-report.md.j2"
AMENDMENT = "amendments/self-evaluation.toml"
READY = '  # { at = "indicators.execution.weight", was = 10, to = 10,'


pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def kit():
    return Kit(installed=False)


@pytest.fixture(scope="module")
def made(kit, tmp_path_factory):
    """A set of its own and an amendment, as they are written; tests work on copies."""
    folder = tmp_path_factory.mktemp("made")
    kit.new(folder / "own" / "county")
    kit.new(folder / "amendment" / "county", extends="cn.mof.self-evaluation@2020")
    return folder


SLIPS = {
    "a weight more than there are points": (SET, "weight = 10\n", "weight = 15\n", "set.weights", "indicators", "105"),
    "bands in the wrong order": (SET, "from = 80", "from = 95", "set.grades-order", "grades", "良"),
    "no lowest band": (SET, "from = 0", "from = 30", "set.grades-lowest", "grades", "30"),
    "a rule that is not there": (SET, 'rule = "ratio"', 'rule = "ratios"', "set.rule-unknown", "rule", "ratio"),
    "a key": (SET, "weight = 50", "wieght = 50", "input.misspelt-key", "wieght", "weight"),
    "a rounding": (SET, '"half-up" }', '"halfup" }', "input.not-choice", "mode", "half-up"),
    "a measure": (SET, "executed / budget", "executed / budgt", "formula.misspelt-name", "execution", "budget"),
    "a value of a column": (FORM, '"grade"', '"grad"', "report.form-value", "columns[5].value", "grade"),
    "a key of a column": (FORM, 'label = "得分"', 'lable = "得分"', "input.misspelt-key", "lable", "label"),
    "a block": (PAGE, "block 主要结论", "block 主要结伦", "report.block-unknown", "", "主要结论"),
    "a name in a template": (PAGE, "指标体系.名称", "指标体系.名程", "report.unknown-name", "", "名称"),
    "a mark that is not closed": (PAGE, "{% endblock %}", "", "report.template-tag-unclosed", "", "endblock"),
    "the total of the case": (CASE, '"93.5"', '"94"', "case.points", "expect.points", "93.50"),
    "the grade of the case": (CASE, 'grade = "优"', 'grade = "良"', "case.grade", "expect.grade", "优"),
    "a line of the case": (CASE, '"养护里程" = "18"', '"养护里程" = "19"', "case.line", "expect.lines", "18"),
    "a key of the case": (CASE, "points =", "ponts =", "input.misspelt-key", "expect", "points"),
    "the set of the case": (CASE, "self-evaluation@1", "self-evaluation@2", "set.edition-missing", "", "1"),
}
"""File, what is right in it, the slip; the code, the key (nothing where a line says it), the word that mends it."""


@pytest.mark.parametrize("slip", SLIPS.values(), ids=SLIPS)
def test_a_slip_is_told_with_file_and_key(kit, made, tmp_path, slip):
    """``perfkit test`` names the file and line of the slip and the word or figure that mends it, in both languages."""
    file, right, wrong, code, key, named = slip
    folder = shutil.copytree(made / "own" / "county", tmp_path / "county")
    text = (folder / file).read_text("utf-8")
    assert right in text
    (folder / file).write_text(text.replace(right, wrong, 1), encoding="utf-8")
    told = kit.test(folder)
    found = [fault for fault in told.errors if fault.code == code]

    assert found, [str(fault) for fault in told.errors]
    assert file.rpartition("/")[2] in found[0].place.file
    assert key in found[0].place.key
    for language in ("zh", "en"):
        assert named in found[0].worded(language)
    assert not told.ready


LINES = {
    "only one of two weights": ("to = 10,", "to = 15,", "set.weights", "105"),
    "a value that was another": ("was = 10, to = 10", "was = 20, to = 15", "amendment.was-differs", "20"),
    "a slip in the path": ("indicators.execution", "indicators.exection", "amendment.path-unknown", "execution"),
    "a slip in a key": ("reason =", "reson =", "input.misspelt-key", "reason"),
}


@pytest.mark.parametrize("slip", LINES.values(), ids=LINES)
def test_a_slip_in_a_line_that_was_ready_is_told_with_its_line(kit, made, tmp_path, slip):
    """The first line of an amendment, uncommented with a slip: the message names that very line of the file."""
    right, wrong, code, named = slip
    folder = shutil.copytree(made / "amendment" / "county", tmp_path / "county")
    lines = (folder / AMENDMENT).read_text("utf-8").splitlines()
    number = next(at for at, line in enumerate(lines, start=1) if line.startswith(READY))
    lines[number - 1] = lines[number - 1].replace("# ", "", 1).replace(right, wrong)
    (folder / AMENDMENT).write_text("\n".join(lines) + "\n", encoding="utf-8")
    found = next(fault for fault in kit.test(folder).errors if fault.code == code)

    assert (found.place.file, found.place.line) == (f"county/{AMENDMENT}", number)
    assert all(named in found.worded(language) for language in ("zh", "en"))
