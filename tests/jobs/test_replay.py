"""A run done again: the same bit for bit, or every reason why not, each with what was expected and found."""

import json
import shutil
from importlib.metadata import version
from pathlib import Path

import pytest
from attrs import evolve

from perfkit import InputError, Kit
from perfkit.files import Manifest, sha256
from perfkit.plugins.digest import plugin_digest
from perfkit.testing import a_project, evaluated

ROOT = Path(__file__).parents[2]

FORM = """
schema = 1
indicator-set = "cn.example.county@1"
plugins = ["county"]
[project]
name = "桥梁"
year = 2023
unit = "交通局"
[funding]
unit = "万元"
budget = 100
executed = 77
[[indicators]]
block = "output"
category = "数量指标"
name = "桥"
weight = 50
target = "≥5座"
actual = 4
[[indicators]]
block = "benefit"
category = "社会效益指标"
name = "受益人口"
weight = 30
target = "≥100人"
actual = 100
[[indicators]]
block = "satisfaction"
category = "服务对象满意度指标"
name = "满意度"
weight = 10
target = "≥90%"
actual = "95%"
"""

PLUGIN = 'id = "cn.example.county"\nversion = "1"\ntitle = { zh = "县" }\nlanguages = ["zh", "en"]\n'

AMENDMENT = """
id = "cn.example.county"
edition = "1"
title = { zh = "县", en = "county" }
extends = "cn.mof.self-evaluation@2020"
fiscal-years = { from = 2020 }
[[change]]
at = "rounding.leaf.places"
to = 1
reason = "县里取一位"
"""


@pytest.fixture
def place(tmp_path):
    """A folder with a project file, its county's plugin, and the documents of a run in English."""
    (tmp_path / "form.toml").write_text(FORM, encoding="utf-8")
    (tmp_path / "county" / "amendments").mkdir(parents=True)
    (tmp_path / "county" / "perfkit.toml").write_text(PLUGIN, encoding="utf-8")
    (tmp_path / "county" / "amendments" / "county.toml").write_text(AMENDMENT, encoding="utf-8")
    kit = Kit("en", installed=False)
    kit.report(kit.evaluate(kit.read(tmp_path / "form.toml")), tmp_path / "build", formats="html")
    return tmp_path


def replayed(place, facts="form.toml"):
    """The run done again by a kit of its own, which speaks another language."""
    return Kit("zh", installed=False).replay(place / "build", place / facts)


def codes(answer):
    """The codes of the reasons."""
    return [reason.code for reason in answer.reasons]


def edited(path, old, new):
    """The file with other words in it."""
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def told(place, **changes):
    """The manifest of the run, written anew with other content."""
    path = place / "build" / "manifest.json"
    path.write_bytes(evolve(Manifest.from_bytes(path.read_bytes()), **changes).to_bytes())


def manifest(place):
    """The manifest of the run."""
    return Manifest.from_bytes((place / "build" / "manifest.json").read_bytes())


def test_an_unchanged_run_is_the_same(place):
    """In the language of the run, whatever the kit speaks; results and documents were compared, and nothing written."""
    before = {path: path.read_bytes() for path in place.rglob("*") if path.is_file()}
    answer = replayed(place)

    assert answer.same
    assert answer.reasons == ()
    assert answer.results_same is True
    assert answer.compared == ("evaluation.json", "report.html")
    assert answer.evaluation.projects[0].points.digits == "87.7"
    assert list(answer.worded("en")) == ["run again, everything came out the same, byte for byte (2 files)"]
    assert {path: path.read_bytes() for path in place.rglob("*") if path.is_file()} == before


def test_a_real_portfolio_is_the_same(tmp_path):
    """The county's example, with Word."""
    kit = Kit()
    facts = ROOT / "examples" / "xinfeng-2023"
    kit.report(kit.evaluate(kit.read(facts)), tmp_path)

    assert Kit("en").replay(tmp_path, facts).compared == ("evaluation.json", "report.docx", "report.html")


def test_a_set_that_the_caller_named_is_used_again(place):
    """Not the one that the facts name."""
    kit = Kit(installed=False)
    evaluation = kit.evaluate(kit.read(place / "form.toml"), indicator_set="cn.mof.self-evaluation@2020")
    kit.report(evaluation, place / "build", formats=())
    answer = replayed(place)

    assert answer.same
    assert answer.compared == ("evaluation.json",)
    assert answer.evaluation.indicator_set.address == "cn.mof.self-evaluation@2020"


def test_documents_of_an_earlier_run_are_left_out(place):
    """They stand in the folder and are no part of the run."""
    kit = Kit(installed=False)
    kit.report(kit.evaluate(kit.read(place / "form.toml")), place / "build", formats=())

    assert (place / "build" / "report.html").exists()
    assert replayed(place).compared == ("evaluation.json",)


def test_a_changed_input_is_named_with_the_first_results_that_differ(place):
    """Both digests of the file, and the values at their keys."""
    before = sha256((place / "form.toml").read_bytes())
    edited(place / "form.toml", "actual = 4", "actual = 5")
    answer = replayed(place)
    first, *others = answer.reasons

    assert not answer.same
    assert answer.results_same is False
    assert answer.compared == ()
    assert (first.code, first.place.file) == ("replay.input-changed", "form.toml")
    assert first.arguments["expected"] == before[:12]
    assert first.arguments["found"] == sha256((place / "form.toml").read_bytes())[:12]
    assert {one.code for one in others} == {"replay.differs", "replay.more"}
    assert ("projects[1].points", "87.7", "97.7") in [
        (one.place.key, one.arguments.get("expected"), one.arguments.get("found")) for one in others
    ]


def test_a_changed_input_may_give_the_same_results(place):
    """A comment is another file, and the reader is told that nothing came of it; documents are not made again."""
    edited(place / "form.toml", "schema = 1", "schema = 1 # 核对过")
    answer = replayed(place)

    assert codes(answer) == ["replay.input-changed"]
    assert answer.results_same is True
    assert answer.compared == ("evaluation.json",)
    head, _, verdict = answer.worded("en")
    assert head == "this is not the same run, for these reasons (1):"
    assert verdict == "the results (evaluation.json) are nevertheless the same, byte for byte"


def test_inputs_that_are_new_or_gone_are_named(place):
    """Another file name is both."""
    (place / "form.toml").rename(place / "other.toml")

    assert [(one.code, one.place.file) for one in replayed(place, "other.toml").reasons[:2]] == [
        ("replay.input-gone", "form.toml"),
        ("replay.input-new", "other.toml"),
    ]


def test_facts_that_cannot_be_read_are_a_reason(place):
    """With the faults of the reader; nothing was scored."""
    edited(place / "form.toml", "executed = 77", 'executed = "七七"')
    answer = replayed(place)

    assert answer.results_same is None
    assert answer.evaluation is None
    assert answer.reasons[0].place.key == "funding.executed"
    assert list(answer.worded("en"))[-1] == "nothing could be scored again"


def test_another_version_of_perfkit_is_a_reason(place):
    """With both versions."""
    told(place, version="0.0.1")
    (reason,) = replayed(place).reasons

    assert reason.code == "replay.perfkit"
    assert reason.arguments == {"expected": "0.0.1", "found": version("perfkit")}


def test_a_changed_set_is_a_reason(place):
    """Its digest, that of its plugin, and what came of it."""
    edited(place / "county" / "amendments" / "county.toml", "to = 1", "to = 0")
    answer = replayed(place)

    assert codes(answer)[:3] == ["replay.set-changed", "replay.plugin-files", "replay.differs"]
    assert answer.reasons[0].arguments["name"] == "cn.example.county@1"
    assert answer.reasons[1].arguments["name"] == "cn.example.county"


def test_another_version_of_a_plugin_is_told_once(place):
    """Its files differ of course."""
    edited(place / "county" / "perfkit.toml", 'version = "1"', 'version = "2"')
    (reason,) = replayed(place).reasons

    assert reason.code == "replay.plugin-changed"
    assert reason.arguments == {"name": "cn.example.county", "expected": "1", "found": "2"}


def test_a_set_that_is_not_installed_is_a_reason(place):
    """With the candidates, as always; what is known of the inputs is told before."""
    edited(place / "form.toml", 'plugins = ["county"]', "")
    answer = replayed(place)

    assert codes(answer) == ["replay.input-changed", "set.not-installed"]
    assert answer.evaluation is None


def test_a_plugin_folder_that_is_gone_is_a_reason(place):
    """A folder that the facts ask for."""
    shutil.rmtree(place / "county")
    answer = replayed(place)

    assert answer.results_same is None
    assert [code.partition(".")[0] for code in codes(answer)] == ["plugin"]


def test_a_changed_document_is_a_reason_though_the_run_is_the_same(place):
    """The folder does not hold what the run wrote; what came out again is compared with what was listed."""
    edited(place / "build" / "report.html", "桥梁", "桥樑")
    answer = replayed(place)

    assert codes(answer) == ["manifest.changed"]
    assert answer.results_same is True


def test_results_that_were_changed_are_compared_by_digest_alone(place):
    """Nobody is told that the first values were those that somebody wrote later."""
    edited(place / "build" / "evaluation.json", "87.7", "97.7")
    edited(place / "form.toml", "actual = 4", "actual = 5")
    answer = replayed(place)
    listed = manifest(place).outputs["evaluation.json"]

    assert codes(answer) == ["manifest.changed", "replay.input-changed", "replay.result"]
    assert answer.reasons[2].place.file == "evaluation.json"
    assert answer.reasons[2].arguments["expected"] == listed[:12]
    assert len(answer.reasons[2].arguments["found"]) == 12


def test_a_document_that_is_written_otherwise_is_a_reason(place):
    """The results are the same and so is the recipe: only the document is named."""
    (place / "build" / "report.html").write_text("<p>", encoding="utf-8")
    outputs = {**manifest(place).outputs, "report.html": sha256(b"<p>")}
    told(place, outputs=outputs)
    answer = replayed(place)
    (reason,) = answer.reasons

    assert (reason.code, reason.place.file) == ("replay.document", "report.html")
    assert reason.arguments["expected"] == sha256(b"<p>")[:12]
    assert len(reason.arguments["found"]) == 12
    assert answer.compared == ("evaluation.json",)
    assert answer.results_same is True


def test_a_listed_document_that_no_run_makes_is_a_reason(place):
    """Such as one of a kind that this version cannot write."""
    (place / "build" / "report.pdf").write_bytes(b"%PDF")
    told(place, outputs={**manifest(place).outputs, "report.pdf": sha256(b"%PDF")})
    (reason,) = replayed(place).reasons

    assert (reason.place.file, reason.arguments["found"]) == ("report.pdf", "—")


def test_a_document_that_cannot_be_made_again_is_a_reason(place):
    """With what the report says about it: here a template that fails, listed as it stands."""
    templates = place / "county" / "templates"
    templates.mkdir()
    (templates / "self-evaluation-report.md.j2").write_text("{{ 没有 }}", encoding="utf-8")
    files = {**manifest(place).facts["plugin-files"], "cn.example.county": plugin_digest(place / "county")}
    told(place, facts={**manifest(place).facts, "plugin-files": files})
    answer = replayed(place)

    assert answer.results_same is True
    assert answer.compared == ("evaluation.json",)
    assert {code.partition(".")[0] for code in codes(answer)} == {"report"}


@pytest.mark.parametrize("language", ["zh", "en"])
def test_an_old_manifest_without_language_and_digests_of_plugins_is_read(place, language):
    """The language is the one that fits."""
    kit = Kit(language, installed=False)
    shutil.rmtree(place / "build")
    kit.report(kit.evaluate(kit.read(place / "form.toml")), place / "build", formats="html")
    told(place, facts={})

    assert replayed(place).compared == ("evaluation.json", "report.html")


def test_an_old_manifest_that_fits_no_language_differs(place):
    """And says so with what differs."""
    told(place, facts={})
    edited(place / "form.toml", "executed = 77", "executed = 88")

    assert "replay.differs" in codes(replayed(place))


def test_a_set_that_a_program_changed_cannot_be_run_again(tmp_path):
    """The manifest says so, because the digest of the files says nothing about it."""
    kit = Kit(installed=False)
    own = evolve(kit.indicator_set("cn.mof.self-evaluation@2020"), full_marks=100, combine="mean-of-children")
    kit.report(evaluated(a_project(), under=own), tmp_path, formats=())
    (reason,) = kit.replay(tmp_path, tmp_path).reasons

    assert (reason.code, reason.place.file) == ("replay.set-by-program", "manifest.json")
    assert reason.arguments == {"name": "cn.mof.self-evaluation@2020"}


def test_a_set_of_an_address_that_no_plugin_has_cannot_be_run_again(tmp_path):
    """It too was made by a program."""
    kit = Kit(installed=False)
    own = evolve(kit.indicator_set("cn.mof.self-evaluation@2020"), edition="2099")
    kit.report(evaluated(a_project(), under=own), tmp_path, formats=())

    assert codes(kit.replay(tmp_path, tmp_path)) == ["replay.set-by-program"]


def test_a_folder_without_manifest_cannot_be_run_again(tmp_path):
    """As verify says."""
    assert codes(Kit(installed=False).replay(tmp_path, tmp_path)) == ["manifest.missing"]


def test_a_manifest_that_was_changed_cannot_be_run_again(place):
    """What it says is worth nothing."""
    edited(place / "build" / "manifest.json", '"language": "en"', '"language": "zh"')

    assert codes(replayed(place)) == ["manifest.tampered"]


@pytest.mark.parametrize(
    ("changes", "code", "arguments"),
    [
        ({"sets": {}}, "replay.set-not-one", {"count": 0}),
        ({"sets": {"a@1": "", "b@1": ""}}, "replay.set-not-one", {"count": 2}),
        ({"outputs": {}}, "replay.no-result", {"name": "evaluation.json"}),
    ],
)
def test_a_manifest_without_set_or_results_cannot_be_run_again(place, changes, code, arguments):
    """It is none of a report."""
    told(place, **changes)
    (reason,) = replayed(place).reasons

    assert (reason.code, reason.place.file, reason.arguments) == (code, "manifest.json", arguments)


def test_the_answer_is_plain_data(place):
    """Each reason with where, what was expected, what was found and how to mend it."""
    edited(place / "county" / "perfkit.toml", 'version = "1"', 'version = "2"')

    assert json.loads(json.dumps(replayed(place).record("en"))) == {
        "same": False,
        "results_same": True,
        "compared": ["evaluation.json"],
        "reasons": [
            {
                "code": "replay.plugin-changed",
                "where": "",
                "expected": "it was 1 then",
                "found": "the plugin cn.example.county is 2 here",
                "hint": "install that version",
            }
        ],
    }


def test_the_words_of_a_reason_are_in_the_language_asked_for(place):
    """A line each, with its code."""
    edited(place / "form.toml", "schema = 1", "schema = 1 # 核对过")
    first, second, third = replayed(place).worded("zh")

    assert first == "不能算作同一次评价，原因 1 条："
    assert second.startswith("form.toml：资料“form.toml”变了")
    assert second.endswith("[replay.input-changed]")
    assert third == "但评价结果（evaluation.json）重算后逐字节一致"


def test_results_that_differ_are_said_to(place):
    """After the reasons: one input and ten values, that there are more is no further one."""
    edited(place / "form.toml", "actual = 4", "actual = 5")

    head, *_, verdict = replayed(place).worded("en")
    assert head == "this is not the same run, for these reasons (11):"
    assert verdict == "the results (evaluation.json) came out differently"


@pytest.mark.parametrize("arguments", [(1, "x"), ("x", None)])
def test_what_is_no_path_is_refused(arguments):
    """Before anything is read."""
    with pytest.raises(InputError) as caught:
        Kit(installed=False).replay(*arguments)

    assert caught.value.code == "value.wrong-kind"
