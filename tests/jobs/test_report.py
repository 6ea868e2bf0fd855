"""The report job: all documents or none, and a manifest that says what they were made of."""

import json
from pathlib import Path

import pytest

from chain import VERSIONS
from perfkit import InputError, Kit, PerfkitError, ReportError
from perfkit.files import sha256
from perfkit.testing import a_project, evaluated

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "examples" / "xinfeng-2023"


@pytest.fixture(scope="module")
def evaluation():
    """The county's example, evaluated once."""
    kit = Kit()
    return kit.evaluate(kit.read(EXAMPLE))


def test_the_manifest_lists_inputs_set_plugins_and_outputs(evaluation, tmp_path):
    """Every file that was read and written has its digest; only plugins along the chain are named."""
    Kit().report(evaluation, tmp_path, formats=["html"])
    manifest = json.loads((tmp_path / "manifest.json").read_text("utf-8"))
    files = [path for path in EXAMPLE.rglob("*") if path.suffix in {".toml", ".csv", ".md"}]
    read = [path for path in files if path.name != "README.md" and "expected" not in path.parts]

    assert {str(path.relative_to(EXAMPLE)): sha256(path.read_bytes()) for path in read} == manifest["inputs"]
    assert manifest["plugins"] == VERSIONS
    assert {evaluation.indicator_set.address: evaluation.indicator_set.digest} == manifest["sets"]
    assert {"report.html", "evaluation.json"} == set(manifest["outputs"])
    assert set(VERSIONS) == set(manifest["facts"]["plugin-files"])


def test_a_template_that_fails_leaves_nothing_behind(evaluation, tmp_path):
    """A report that cannot be rendered writes no file at all, not even those that were ready."""
    from attrs import evolve

    broken = evolve(
        evaluation,
        portfolio=evolve(
            evaluation.portfolio, narrative={**evaluation.portfolio.narrative, "purpose": "{{ 单位.简秤 }}"}
        ),
    )
    with pytest.raises(PerfkitError) as caught:
        Kit().report(broken, tmp_path / "build")

    assert "简称" in str(caught.value)
    assert not (tmp_path / "build").exists()


def test_each_step_is_told_to_the_listener(evaluation, tmp_path):
    """A host can show how far the work is."""
    heard = []
    Kit().report(evaluation, tmp_path, progress=lambda step, done, of: heard.append((step, done, of)))

    steps = ["step.check", "step.compose", "step.html", "step.word", "step.result", "step.save", "step.save"]
    assert heard == [(step, done, 6) for done, step in enumerate(steps)]


@pytest.mark.parametrize(
    ("formats", "near"),
    [
        (["pdf"], ""),
        (["docx"], "word"),
        ("docx", "word"),
        ([".DOCX"], "word"),
        (["htm"], "html"),
        (["html", "wrd"], "word"),
        (["xlsx"], "excel"),
    ],
)
def test_a_format_that_does_not_exist_is_refused(evaluation, tmp_path, formats, near):
    """No report is written as something else, or not at all, in silence."""
    with pytest.raises(ReportError) as caught:
        Kit().report(evaluation, tmp_path / "build", formats=formats)

    (fault,) = caught.value.faults
    assert (fault.code, fault.arguments["near"]) == ("report.format-unknown", near)
    assert "html、word、excel" in fault.worded("zh")
    assert "html, word, excel" in fault.worded("en")
    assert not (tmp_path / "build").exists()


def test_a_single_format_may_be_given_as_text(evaluation, tmp_path):
    """``formats="html"`` is one format, not four letters."""
    written = Kit().report(evaluation, tmp_path, formats="html")

    assert [path.name for path in written] == ["report.html", "evaluation.json", "manifest.json"]
    with pytest.raises(InputError):
        Kit().report(evaluation, tmp_path, formats=None)


def test_the_working_paper_is_written_where_it_is_asked_for(evaluation, tmp_path):
    """One workbook beside the results, the same bytes again, and its digest in the manifest."""
    written = Kit().report(evaluation, tmp_path / "one", formats="excel")
    Kit().report(evaluation, tmp_path / "two", formats=["excel"])

    assert [path.name for path in written] == ["working-paper.xlsx", "evaluation.json", "manifest.json"]
    assert contents(tmp_path / "one") == contents(tmp_path / "two")
    outputs = json.loads((tmp_path / "one" / "manifest.json").read_text("utf-8"))["outputs"]
    assert outputs["working-paper.xlsx"] == sha256((tmp_path / "one" / "working-paper.xlsx").read_bytes())
    assert Kit().verify(tmp_path / "one") == ()


def contents(folder):
    """Every file of a folder with its bytes."""
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def changed(folder):
    """A line added by hand to the page."""
    with (folder / "report.html").open("a", encoding="utf-8") as page:
        page.write("<!-- 手工改动 -->")


def tampered(folder):
    """A manifest that says something else than was written."""
    path = folder / "manifest.json"
    path.write_text(path.read_text("utf-8").replace("cn.mof", "cn.mog"), "utf-8")


def torn(folder):
    """A manifest of which only the beginning is there."""
    (folder / "manifest.json").write_text("{", "utf-8")


@pytest.mark.parametrize(
    ("spoil", "named"),
    [
        (changed, ["report.html"]),
        (lambda folder: (folder / "manifest.json").unlink(), ["report.html", "evaluation.json"]),
        (tampered, ["report.html", "evaluation.json", "manifest.json"]),
        (torn, ["report.html", "evaluation.json", "manifest.json"]),
    ],
    ids=["changed", "no manifest", "changed manifest", "no manifest but a torn file"],
)  # fmt: skip
def test_what_a_person_changed_is_not_lost(evaluation, tmp_path, spoil, named):
    """Each file that is not as it was written is named and kept; ``overwrite`` replaces it."""
    kit = Kit()
    kit.report(evaluation, tmp_path, formats="html")
    first = contents(tmp_path)
    spoil(tmp_path)
    before = contents(tmp_path)
    with pytest.raises(ReportError) as caught:
        kit.report(evaluation, tmp_path, formats="html")

    assert {fault.code for fault in caught.value.faults} == {"report.changed-by-hand"}
    assert [fault.arguments["name"] for fault in caught.value.faults] == named
    assert contents(tmp_path) == before
    kit.report(evaluation, tmp_path, formats="html", overwrite=True)
    assert contents(tmp_path) == first


def test_a_file_of_somebody_else_under_our_name_is_kept(evaluation, tmp_path):
    """A report.docx that no manifest lists is not ours to replace; other files in the folder disturb nobody."""
    kit = Kit()
    (tmp_path / "notes.txt").write_text("x", "utf-8")
    kit.report(evaluation, tmp_path, formats="html")
    (tmp_path / "report.docx").write_bytes(b"mine")
    kit.report(evaluation, tmp_path, formats="html")
    with pytest.raises(ReportError) as caught:
        kit.report(evaluation, tmp_path)

    assert [fault.place.file for fault in caught.value.faults] == [str(tmp_path / "report.docx")]
    assert (tmp_path / "report.docx").read_bytes() == b"mine"


def test_documents_of_an_earlier_run_with_more_formats_stay_known(evaluation, tmp_path):
    """Page and Word, then the page alone, then both again: nothing was changed by hand, so nothing is refused."""
    kit = Kit()
    kit.report(evaluation, tmp_path)
    first = contents(tmp_path)
    kit.report(evaluation, tmp_path, formats="html")
    kit.report(evaluation, tmp_path, formats="html")
    assert [fault.code for fault in kit.verify(tmp_path)] == ["manifest.extra"]
    kit.report(evaluation, tmp_path)

    assert contents(tmp_path) == first
    assert kit.verify(tmp_path) == ()


@pytest.mark.parametrize(
    ("place", "code"),
    [
        ("file", "report.place-file"),
        ("file/build", "report.place-file"),
        ("x" * 300, "report.place-name"),
        ("a\0b", "report.place-name"),
    ],
)
def test_a_place_that_cannot_be_made_is_said_in_our_words(evaluation, tmp_path, place, code):
    """A file in the way, a name that is too long or holds what no name may: each is refused before any work."""
    (tmp_path / "file").write_text("x", "utf-8")
    steps = []
    with pytest.raises(ReportError) as caught:
        Kit().report(evaluation, tmp_path / place, progress=lambda step, done, of: steps.append(step))

    assert ([fault.code for fault in caught.value.faults], steps) == ([code], [])
    assert "Errno" not in str(caught.value)


def test_a_place_that_takes_nothing_is_refused(evaluation):
    """Where nobody may write, or nothing can be made, the refusal is ours; an administrator meets it later."""
    with pytest.raises(ReportError) as caught:
        Kit().report(evaluation, "/proc/perfkit/build", formats="html")

    assert caught.value.code in {"report.place-closed", "output.failed", "output.no-permission"}


def test_sections_without_text_are_told(tmp_path):
    """What is written names the sections for which the unit gave no text; one that is given is not named."""
    kit = Kit(installed=False)
    silent = kit.report(evaluated(a_project()), tmp_path / "a", formats="html")
    spoken = kit.report(evaluated(a_project(), narrative={"purpose": "有。"}), tmp_path / "b", formats="html")

    assert "purpose" in silent.missing
    assert set(silent.missing) - set(spoken.missing) == {"purpose"}


PERSONAL = """\
personal = ["李建国"]

[[problems]]
title = "资料不全"
text = "由李建国补齐，电话 13812345678"
owner = "李建国"
"""


def test_the_edition_for_the_public_covers_what_is_personal(tmp_path):
    """In every file, the results as well; the same run can be told and done again from what is written."""
    kit = Kit(installed=False)
    folder = tmp_path / "facts"
    folder.mkdir()
    text = (ROOT / "examples" / "one-project" / "form.toml").read_text(encoding="utf-8")
    head, rest = text.split("[project]", 1)
    listed, problem = PERSONAL.split("\n\n", 1)
    (folder / "form.toml").write_text(f"{head}{listed}\n\n[project]{rest}\n{problem}", encoding="utf-8")
    evaluation = kit.evaluate(kit.read(folder / "form.toml"))
    written = kit.report(evaluation, tmp_path / "public", formats="html", public=True)
    said = "".join(path.read_text(encoding="utf-8") for path in written)
    open_said = "".join(
        path.read_text(encoding="utf-8") for path in kit.report(evaluation, tmp_path / "own", formats="html")
    )

    assert "李建国" in open_said
    assert "13812345678" in open_said
    assert "李建国" not in said
    assert "13812345678" not in said
    assert written.covered > 0
    assert kit.replay(tmp_path / "public", folder / "form.toml").same
    assert kit.replay(tmp_path / "own", folder / "form.toml").same
