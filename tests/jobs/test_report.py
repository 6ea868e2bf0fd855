"""The report job: all documents or none, and a manifest that says what they were made of."""

import json
from pathlib import Path

import pytest

from perfkit import Kit, PerfkitError
from perfkit.files import sha256

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
    assert manifest["plugins"] == {"cn.jx.xinfeng": "2023.1", "cn.mof": "1"}
    assert {evaluation.indicator_set.address: evaluation.indicator_set.digest} == manifest["sets"]
    assert {"report.html", "evaluation.json"} == set(manifest["outputs"])
    assert {"cn.jx.xinfeng", "cn.mof"} == set(manifest["facts"]["plugin-files"])


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

    assert [step for step, _, _ in heard] == ["step.compose", "step.html", "step.word", "step.save"]
    assert all(done <= of for _, done, of in heard)
