"""The life of one project in a folder: what each stage takes from the promise, and what it says itself."""

import datetime
from pathlib import Path

import pytest

from perfkit.errors import InputError
from perfkit.formats import read_life, read_portfolio
from perfkit.model import Project

PROJECT = """\
schema = 1
indicator-set = "cn.mof.self-evaluation@2020"

[project]
name = "村道硬化"
year = 2023
unit = "清河县交通运输局"
goal = "硬化村道"

[facts]
finished = false

[funding]
unit = "万元"
initial = 500
budget = 500

[[indicators]]
block = "output"
category = "数量指标"
name = "硬化里程"
weight = 50
target = "≥100公里"
changes = [
  { on = 2023-07-10, target = "≥90公里", reason = "塌方", document = "清财预〔2023〕7号" },
  { on = 2023-10-08, target = "≥80公里", reason = "改线" },
]

[[indicators]]
block = "benefit"
category = "社会效益指标"
name = "投诉件数"
weight = 40
target = "≤5件"
"""

MONITORING = """\
schema = 1
stage = "monitoring"
on = 2023-07-31
by = "unit"
result = "完成一半"

[facts]
month = 7

[funding]
unit = "元"
executed = 2500000

[[indicators]]
name = "硬化 里程"
actual = "50公里"
"""

FINAL = """\
schema = 1
stage = "self-evaluation"
on = 2024-01-20
indicator-set = "cn.jx.xinfeng.self-evaluation@2023"

[[indicators]]
name = "投诉件数"
actual = "3件"

[[indicators]]
block = "benefit"
name = "受益人口"
weight = 0
target = "≥1000人"
"""

EX_ANTE = """\
schema = 1
stage = "ex-ante"
on = 2022-10-01

[[indicators]]
block = "need"
name = "立项必要性"
weight = 20
target = { judged = "必要" }
"""


def life(folder: Path, **files: str) -> Path:
    """The folder of a life: ``project`` and its stages, by key."""
    (folder / "stages").mkdir()
    (folder / "project.toml").write_text(files.pop("project", PROJECT), encoding="utf-8")
    for key, text in files.items():
        (folder / "stages" / f"{key.replace('_', '-')}.toml").write_text(text, encoding="utf-8")
    return folder


def at(folder: Path, stage: str) -> Project:
    """The project at a stage."""
    return read_portfolio(folder, stage=stage).portfolio.projects[0]


def faults(folder: Path, stage: str) -> list[tuple[str, str, int | None]]:
    """What refuses the folder: code, file and line."""
    with pytest.raises(InputError) as caught:
        read_portfolio(folder, stage=stage)
    return [(fault.code, fault.place.file, fault.place.line) for fault in caught.value.faults]


def test_a_stage_stands_on_the_promise_and_adds_what_it_found(tmp_path: Path):
    """Target, weight and block are those of project.toml, amounts and facts come from both, the value is its own."""
    project = at(life(tmp_path, july=MONITORING), "july")
    assert project.funding is not None
    assert project.funding.amounts() == {"initial": 5_000_000, "budget": 5_000_000, "executed": 2_500_000}
    assert project.facts == {"finished": False, "month": 7}
    assert (project.goal, project.result) == ("硬化村道", "完成一半")
    length, complaints = project.indicators
    assert (length.block, length.category, length.weight, length.actual) == ("output", "数量指标", 50, 50)
    assert (complaints.name, complaints.actual) == ("投诉件数", None)
    assert length.origin is not None
    assert (length.origin.place.file, length.origin.place.line) == ("stages/july.toml", 14)


@pytest.mark.parametrize(
    ("on", "target", "changes"),
    [
        ("2023-07-09", 100, 0),
        ("2023-07-10", 90, 1),
        ("2023-10-07", 90, 1),
        ("2023-10-08", 80, 2),
        ("2024-01-20", 80, 2),
    ],
)
def test_the_target_of_the_day_is_in_force(tmp_path: Path, on: str, target: int, changes: int):
    """A change holds from its day on; what was changed later is not known yet."""
    folder = life(tmp_path, july=MONITORING.replace("2023-07-31", on))
    length = at(folder, "july").indicators[0]
    assert str(length.target) == f"≥{target}公里"
    assert [str(change.was) for change in length.changes] == ["≥100公里", "≥90公里"][:changes]


def test_the_history_of_a_target_keeps_day_reason_and_document(tmp_path: Path):
    """Whoever asks why the target is 90 is told."""
    change = at(life(tmp_path, july=MONITORING), "july").indicators[0].changes[0]
    assert (change.on, change.reason, change.document) == (datetime.date(2023, 7, 10), "塌方", "清财预〔2023〕7号")
    assert change.origin is not None
    assert change.origin.place.file == "project.toml"


def test_a_stage_may_change_a_target_itself(tmp_path: Path):
    """A change written where it was found out follows those that were written before."""
    changed = MONITORING + 'changes = [{ on = 2023-07-30, target = "≥60公里" }]\n'
    length = at(life(tmp_path, july=changed), "july").indicators[0]
    assert (str(length.target), [str(one.was) for one in length.changes]) == ("≥60公里", ["≥100公里", "≥90公里"])


def test_changes_stand_in_the_order_of_their_days(tmp_path: Path):
    """Two changes in the wrong order, or on one day, are refused at the day."""
    project = PROJECT.replace("2023-10-08", "2023-07-10")
    assert faults(life(tmp_path, project=project, july=MONITORING), "july") == [
        ("target.change-order", "project.toml", 26)
    ]


def test_the_last_stage_of_a_kind_is_meant_and_each_can_be_named(tmp_path: Path):
    """Of two rounds of monitoring the later day counts; the key names either."""
    folder = life(tmp_path, a=MONITORING, b=MONITORING.replace("2023-07-31", "2023-06-30"))
    for asked, key in (("monitoring", "a"), ("a", "a"), ("b", "b")):
        stage = read_portfolio(folder, stage=asked).portfolio.stage
        assert stage is not None
        assert stage.key == key


def test_stages_are_listed_by_their_days(tmp_path: Path):
    """The order is that of the year, not that of the names."""
    folder = life(tmp_path, a=FINAL, b=MONITORING, c=EX_ANTE)
    assert [(one.key, one.name, one.by) for one in read_life(folder)] == [
        ("c", "ex-ante", ""),
        ("b", "monitoring", "unit"),
        ("a", "self-evaluation", ""),
    ]


def test_what_nobody_promised_follows_and_may_be_added(tmp_path: Path):
    """The self-evaluation tells of everything promised, and of an indicator of its own, under the set it names."""
    read = read_portfolio(life(tmp_path, january=FINAL), stage="self-evaluation").portfolio
    assert [one.name for one in read.projects[0].indicators] == ["硬化里程", "投诉件数", "受益人口"]
    assert read.indicator_set == "cn.jx.xinfeng.self-evaluation@2023"


def test_the_review_of_targets_asks_its_own_form_too(tmp_path: Path):
    """Its items are not the indicators that it reviews."""
    review = EX_ANTE.replace('"ex-ante"', '"target"')
    assert [one.name for one in at(life(tmp_path, review=review), "target").indicators] == ["立项必要性"]


def test_an_assessment_asks_only_what_its_own_form_asks(tmp_path: Path):
    """Before the budget nothing was promised: the indicators of the project are not those of the assessment."""
    project = at(life(tmp_path, before=EX_ANTE), "ex-ante")
    assert [one.name for one in project.indicators] == ["立项必要性"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (MONITORING.replace("硬化 里程", "硬化路程"), [("stage.indicator-unknown", "stages/july.toml", 15)]),
        (MONITORING.replace('"monitoring"', '"monitor"'), [("input.not-choice", "stages/july.toml", 2)]),
        (MONITORING.replace("on = 2023-07-31\n", ""), [("input.missing-keys-root", "stages/july.toml", None)]),
        (MONITORING.replace("on = 2023-07-31", 'on = "七月底"'), [("date.unreadable", "stages/july.toml", 3)]),
    ],
)
def test_a_stage_that_cannot_be_understood_is_refused_where_it_stands(
    tmp_path: Path, text: str, found: list[tuple[str, str, int | None]]
):
    """A misspelt indicator, an unknown stage, no day and a day in words each have their place."""
    assert faults(life(tmp_path, july=text), "july") == found


def test_a_faulty_stage_is_never_passed_over_for_an_earlier_one(tmp_path: Path):
    """Asked for the last round of monitoring, a folder with a broken file does not answer with another round."""
    folder = life(tmp_path, june=MONITORING, july="schema = 1\nstage = ")
    assert next(code for code, _, _ in faults(folder, "monitoring")).startswith("toml.")


@pytest.mark.parametrize(("asked", "code"), [("", "stage.unsaid"), ("monitor", "stage.unknown")])
def test_which_stage_is_always_said(tmp_path: Path, asked: str, code: str):
    """No stage is taken silently, and a slip is told with those there are."""
    with pytest.raises(InputError) as caught:
        read_portfolio(life(tmp_path, july=MONITORING), stage=asked)
    (fault,) = caught.value.faults
    assert (fault.code, fault.arguments["known"]) == (code, ("monitoring", "july"))


def test_a_stage_of_what_has_none_is_refused(tmp_path: Path):
    """A single project file has no stages, and a folder without a life none to list."""
    (tmp_path / "project.toml").write_text(PROJECT, encoding="utf-8")
    assert [code for code, _, _ in faults(tmp_path / "project.toml", "monitoring")] == ["stage.none-here"]
    with pytest.raises(InputError) as caught:
        read_life(tmp_path)
    assert [fault.code for fault in caught.value.faults] == ["stage.no-life"]


@pytest.mark.parametrize(("line", "missing"), [('block = "output"\n', "block"), ('target = "≥100公里"\n', "target")])
def test_outside_of_a_stage_block_and_target_are_needed(tmp_path: Path, line: str, missing: str):
    """What only the promise can leave to nobody is asked for at its table."""
    (tmp_path / "project.toml").write_text(PROJECT.replace(line, "", 1), encoding="utf-8")
    with pytest.raises(InputError) as caught:
        read_portfolio(tmp_path / "project.toml")
    fault = caught.value.faults[0]
    assert (fault.code, fault.arguments["keys"]) == ("input.missing-keys", missing)


def test_what_happened_is_known_to_every_later_stage(tmp_path: Path):
    """An event is history: a stage knows what those before it tell, and not what comes after it."""
    july = MONITORING + "\n[events]\nfiled = 2023-07-30\n"
    final = FINAL + "\n[events]\napproved = 2024-01-19\n"
    folder = life(tmp_path, july=july, january=final)
    assert at(folder, "july").events == {"filed": datetime.date(2023, 7, 30)}
    assert at(folder, "january").events == {
        "filed": datetime.date(2023, 7, 30),
        "approved": datetime.date(2024, 1, 19),
    }


def test_a_day_of_an_event_that_cannot_be_read_is_told_once(tmp_path: Path):
    """With its line, though several stages would know it."""
    july = MONITORING + '\n[events]\nfiled = "夏天"\n'
    assert faults(life(tmp_path, july=july, january=FINAL), "january") == [("date.unreadable", "stages/july.toml", 19)]


def test_an_event_lies_in_a_year_that_can_be_counted_from(tmp_path: Path):
    """Sixty days after the last day that a calendar knows there is none: the slip in the year is refused."""
    text = MONITORING + "\n[events]\nfeedback = 9999-12-31\n"
    assert faults(life(tmp_path, july=text), "july")[0][0] == "year.impossible"


def test_a_stage_has_the_texts_of_all_stages_of_its_kind_and_its_own(tmp_path: Path):
    """The nearest counts where several say something; another stage has others."""
    folder = life(tmp_path, july=MONITORING, january=FINAL)
    for name, text in {
        "purpose": "各环节",
        "monitoring/purpose": "监控",
        "monitoring/process": "监控",
        "july/process": "七月",
    }.items():
        file = folder / "narrative" / f"{name}.md"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")

    def texts(stage: str) -> dict[str, str]:
        return {name: text.strip() for name, text in read_portfolio(folder, stage=stage).portfolio.narrative.items()}

    assert texts("july") == {"purpose": "监控", "process": "七月"}
    assert texts("january") == {"purpose": "各环节"}


def test_texts_of_no_stage_are_refused(tmp_path: Path):
    """A slip in the name of the folder would leave a section empty."""
    folder = life(tmp_path, july=MONITORING)
    (folder / "narrative" / "jully").mkdir(parents=True)
    (folder / "narrative" / "jully" / "process.md").write_text("七月", encoding="utf-8")
    assert faults(folder, "july") == [("narrative.no-stage", "narrative/jully", None)]
