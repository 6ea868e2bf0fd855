"""A new plugin works from the first moment, and each line it offers to change can be changed."""

import re
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
import tomli

from chain import CHAIN
from perfkit.errors import InputError, PerfkitError, ReportError
from perfkit.kit import Kit

ROOT = Path(__file__).parents[2]
NATIONAL = "cn.mof.self-evaluation@2020"
XINFENG = "cn.jx.xinfeng.self-evaluation@2023"
HDI = "org.undp.hdi@2010"
FOLDERS = (*CHAIN, ROOT / "plugins" / "hdi")
BASES = ("", NATIONAL, XINFENG, HDI)
OURS = "qinghe.self-evaluation@1"


@pytest.fixture(scope="module")
def kit():
    return Kit(folders=FOLDERS, installed=False)


def with_new(folder):
    """A kit that also has the plugin in ``folder``."""
    found = Kit(folders=[*FOLDERS, folder], installed=False)
    assert found.faults == ()
    return found


def files(folder):
    """Every file of a folder by its name."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("base", BASES)
def test_the_set_of_a_new_plugin_can_be_used_and_its_case_comes_out(kit, tmp_path, base):
    """It passes its own test; the first example expects the points and grade that were reckoned by hand."""
    kit.new("qinghe", extends=base, to=tmp_path)
    found = with_new(tmp_path / "qinghe")
    told = kit.test(tmp_path / "qinghe")
    case = tomli.loads((tmp_path / "qinghe" / "cases" / "first.toml").read_text("utf-8"))
    facts = {key: value for key, value in case.items() if key not in ("title", "expect")}

    assert (told.ready, [one.passed for one in told.cases]) == (True, [True]), told.errors
    assert [fault.code for fault in told.advice] == ["test.unverified"]  # that is for the county to do
    assert found.indicator_set(OURS).chain == ((OURS, *kit.indicator_set(base).chain) if base else (OURS,))
    assert facts["indicator-set"] == OURS
    assert (
        case["expect"]
        == {
            "": {
                "points": "93.5",
                "grade": "优",
                "lines": {"养护里程": "18"},
            },
            NATIONAL: {"points": "90.50", "grade": "优"},  # 9.5 + 45 + 27 + 9
            XINFENG: {"points": "90.50", "grade": "优"},
            HDI: {"absent": True},  # it asks for facts that no budget project has
        }[base]
    )


def test_a_set_of_its_own_says_what_the_national_one_says(kit, tmp_path):
    """Shape, grades, rounding, policies, names and the rules it carries are those of the nation."""
    kit.new("qinghe", to=tmp_path)
    own, nation = with_new(tmp_path / "qinghe").indicator_set(OURS), kit.indicator_set(NATIONAL)

    for part in ("rounding", "grades", "policies", "measures", "labels", "first_year", "full_marks"):
        assert getattr(own, part) == getattr(nation, part)
    for ours, theirs in zip(own.indicators, nation.indicators, strict=True):
        assert (ours.code, ours.name, ours.weight, ours.accepts) == (
            theirs.code,
            theirs.name,
            theirs.weight,
            theirs.accepts,
        )
        assert (ours.rule, ours.rules_for, ours.measure) == (theirs.rule, theirs.rules_for, theirs.measure)
    for name, rule in own.rules.items():
        there = nation.rules[name]
        assert (rule.share, rule.requires, rule.needs, rule.title) == (
            there.share,
            there.requires,
            there.needs,
            there.title,
        )


def test_the_first_weight_of_a_set_of_its_own_stands_alone_on_its_line(kit, tmp_path):
    """Whoever looks for the 10 points finds one line that says nothing else."""
    kit.new("qinghe", to=tmp_path)
    text = (tmp_path / "qinghe" / "indicator-sets" / "self-evaluation.toml").read_text("utf-8")

    assert re.findall(r"^.*\bweight = .*$", text.partition("[[indicators]]")[2], re.M)[0] == "weight = 10"


@pytest.mark.slow
@pytest.mark.parametrize("base", BASES[:3])
def test_a_real_unit_is_scored_and_printed_with_it(kit, tmp_path, base):
    """The mean of the example is that of the base to the digit; the pages name the set and have the new label."""
    kit.new("qinghe", extends=base, to=tmp_path)
    form = tmp_path / "qinghe" / "forms" / "scores.toml"
    label = 'label = "自评结论"' if base == XINFENG else 'label = "评价等级"'
    form.write_text(form.read_text("utf-8").replace(label, 'label = "自评结论甲"'), "utf-8")
    found = with_new(tmp_path / "qinghe")
    result = found.evaluate(found.read(ROOT / "examples" / "xinfeng-2023"), indicator_set=OURS)
    found.report(result, tmp_path / "build", formats=["html"])
    page = (tmp_path / "build" / "report.html").read_text("utf-8")

    assert result.mean.exact == Fraction(3239, 33)
    assert "自评结论甲" in page
    assert "本报告的得分和等级按“qinghe 项目支出绩效自评”评定。" in page
    assert ("跟踪期执行数" in page) == (base == XINFENG)


def test_the_amendment_changes_one_label_and_nothing_else(kit, tmp_path):
    """What it does is real, and harmless."""
    kit.new("qinghe", extends=XINFENG, to=tmp_path)
    told = with_new(tmp_path / "qinghe").diff(XINFENG, OURS)

    assert [one["key"] for one in told.record("zh")["differences"] if "labels" in one["key"]] == ["labels.received.zh"]
    assert {one["key"].partition(".")[0] for one in told.record("zh")["differences"]} <= {"title", "labels"}


READY = re.compile(r"^  # (\{ at = .*, was = .*)$", re.M)


def other(at, was):
    """Another value that is sound beside the others: weights still add up, grades keep their order."""
    if at.endswith(".mode"):
        return "down" if was == "half-up" else "half-up"
    if at.endswith(".places"):
        return was + 1
    if at.endswith(".weight"):
        return was + {"execution": 5, "output": -5}.get(at.split(".")[1], 0)
    if at.startswith("grades."):
        return was - 1 if was else was  # the lowest must stay 0
    return f"{was}（改）"


@pytest.mark.parametrize("base", [NATIONAL, XINFENG])
def test_every_line_that_is_offered_can_be_made_with_another_value(kit, tmp_path, base):
    """All of them at once, uncommented and changed: the set is sound and says the new values."""
    kit.new("qinghe", extends=base, to=tmp_path)
    file = tmp_path / "qinghe" / "amendments" / "self-evaluation.toml"
    text = file.read_text("utf-8")
    lines = [tomli.loads(f"change = [{one}\n]")["change"][0] for one in READY.findall(text)]
    wanted = {line["at"]: other(line["at"], line["was"]) for line in lines}

    def made(found):
        (line,) = tomli.loads(f"change = [{found[1]}\n]")["change"]
        new, old = wanted[line["at"]], line["to"]
        as_written = [f'to = "{value}"' if isinstance(value, str) else f"to = {value}" for value in (old, new)]
        return "  " + found[1].replace(*as_written)

    file.write_text(READY.sub(made, text), encoding="utf-8")
    found = with_new(tmp_path / "qinghe").indicator_set(OURS)

    assert {at.partition(".")[0] for at in wanted} == {"indicators", "grades", "rounding", "labels"}
    assert {change.at: change.value for change in found.changes if change.by == OURS} == {
        **wanted,
        "labels.received.zh": "实际到位资金",
    }
    assert [node.weight for node in found.indicators] == [15, 45, 30, 10]
    assert [band.lowest for band in found.grades.bands] == [89, 79, 59, 0]


@pytest.mark.slow
@pytest.mark.parametrize("base", ["", NATIONAL])
def test_the_deduction_that_is_offered_works(kit, tmp_path, base):
    """Uncommented as it stands: a point for each day late, 20 at most, none for a project that says nothing."""
    kit.new("qinghe", extends=base, to=tmp_path)
    file = next((tmp_path / "qinghe").glob("*s*/self-evaluation.toml"))
    text = file.read_text("utf-8")
    if base:
        text = re.sub(r"(?m)^  # (\{ at = .*, add = )", r"  \1", text)
    else:
        head, mark, tail = text.partition("# [needs]")
        text = head + re.sub("(?m)^# ?", "", mark + tail)
    file.write_text(text, encoding="utf-8")
    found = with_new(tmp_path / "qinghe")

    for days, lost in (("", 0), ("1", 1), ("20", 20), ("45", 20)):
        facts = f'[facts]\ndays_late = {days}\n[grounds]\ndays_late = "催报通知"\n' if days else ""
        case = (tmp_path / "qinghe" / "cases" / "first.toml").read_text("utf-8").partition("\n[expect]")[0]
        case = re.sub("(?m)^title = .*\n", "", case)
        (tmp_path / "case.toml").write_text(f"{case}\n{facts}", encoding="utf-8")
        points = found.evaluate(found.read(tmp_path / "case.toml")).projects[0].points
        assert points.exact == Fraction("90.5" if base else "93.5") - lost


def test_lines_reach_into_a_tree_of_any_depth(kit, tmp_path):
    """A base with indicators below indicators offers the weights of all of them, as its file writes them."""
    kit.new("qinghe", extends=HDI, to=tmp_path)
    text = (tmp_path / "qinghe" / "amendments" / "self-evaluation.toml").read_text("utf-8")

    assert '  # { at = "indicators.education.children.expected.weight", was = 1, to = 1,' in text
    assert '  # { at = "grades.Very High.from", was = "0.800", to = "0.800",' in text


@pytest.mark.parametrize("base", ["", NATIONAL])
def test_the_same_call_writes_the_same_bytes(kit, tmp_path, base):
    """Nothing of the day, the user or the place gets in."""
    for place in ("one", "two"):
        kit.new("qinghe", extends=base, to=tmp_path / place)

    assert files(tmp_path / "one" / "qinghe") == files(tmp_path / "two" / "qinghe")


@pytest.mark.slow
@pytest.mark.parametrize("base", ["", NATIONAL])
def test_both_languages_hold_the_same_data(tmp_path, base):
    """Only remarks, reasons and the title of the case differ; no mark of a language is left in a file."""
    kits = {"zh": Kit("zh", installed=False), "en": Kit("en", installed=False)}
    for language, one in kits.items():
        one.new("qinghe", extends=base, to=tmp_path / language)
    chinese, english = (files(tmp_path / language / "qinghe") for language in kits)

    assert list(chinese) == list(english)
    for name in (name for name in chinese if name.endswith(".toml")):
        data = [tomli.loads(one[name].decode()) for one in (chinese, english)]
        for one in data:
            one.pop("title", None)
            for change in one.get("change", []):
                del change["reason"]
        assert data[0] == data[1]
    for text in (*chinese.values(), *english.values()):
        assert not re.search(rb"(?m)^(zh|en)\||\$", text)
    assert not re.search("#.*[\u4e00-\u9fff]", english["perfkit.toml"].decode())


@pytest.mark.parametrize(
    ("name", "options", "code"),
    [
        ("清河县", {}, "new.id-needed"),
        ("my county", {}, "new.id-needed"),
        ("qinghe", {"plugin": "Qinghe"}, "new.id-unfit"),
        ("qinghe", {"plugin": "cn..qinghe"}, "new.id-unfit"),
        ("qinghe", {"plugin": "a" * 65}, "new.id-unfit"),
        ("mine", {"plugin": "cn.mof"}, "new.id-taken"),
        ("mine", {"plugin": "cn.mof.mine"}, "new.id-taken"),
        ("..", {}, "new.name"),
        (".hidden", {"plugin": "a"}, "new.name"),
        ("a?b", {"plugin": "a"}, "new.name"),
        ("con", {}, "new.name"),
        ("taken", {}, "new.exists"),
        ("qinghe", {"extends": "cn.mof.self-evaluation"}, "set.edition-unsaid"),
        ("qinghe", {"extends": "cn.mof.self-evaluatoin@2020"}, "set.not-installed"),
    ],
)
def test_what_cannot_be_made_is_refused_and_nothing_is_written(kit, tmp_path, name, options, code):
    """The reason comes in both languages; what stood there stands there as before."""
    (tmp_path / "taken").mkdir()
    with pytest.raises(PerfkitError) as caught:
        kit.new(name, to=tmp_path, **options)

    assert code in [fault.code for fault in caught.value.faults]
    for language in ("zh", "en"):
        assert all(fault.found(language) for fault in caught.value.faults)
    assert [path.name for path in tmp_path.rglob("*")] == ["taken"]


def test_the_refusal_of_a_chinese_name_says_how_to_call_it(kit, tmp_path):
    """The command in the hint works as it stands, but for the id that only the county knows."""
    with pytest.raises(InputError) as caught:
        kit.new("清河县", to=tmp_path)

    assert f"perfkit new {tmp_path.as_posix()}/清河县 --id " in caught.value.worded("zh")
    written = kit.new("清河县", to=tmp_path, plugin="cn.example.qinghe")
    found = with_new(tmp_path / "清河县").indicator_set(written.address)
    assert (found.id, found.title.zh) == ("cn.example.qinghe.self-evaluation", "清河县项目支出绩效自评")


def test_a_name_may_be_a_path(kit, tmp_path):
    """The folders on the way are made, and the id is that of the last step."""
    assert kit.new(tmp_path / "plugins" / "Qing_He").id == "qing-he"
    assert (tmp_path / "plugins" / "Qing_He" / "perfkit.toml").is_file()


def test_a_disk_that_fails_leaves_nothing_behind(kit, tmp_path, monkeypatch):
    """No half-written plugin and no temporary folder."""

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(ReportError) as caught:
        kit.new("qinghe", to=tmp_path)

    assert caught.value.code == "output.full"
    assert list(tmp_path.iterdir()) == []


def test_what_to_do_next_is_said_in_three_lines(kit, tmp_path):
    """Change, test, use, with the real paths and the address of the set."""
    written = kit.new("qinghe", extends=HDI, to=tmp_path / "a b")
    edit, test, use = list(written.worded("zh"))[1:]

    assert f'"{tmp_path.as_posix()}/a b/qinghe/amendments/self-evaluation.toml"' in edit
    assert f'perfkit test "{tmp_path.as_posix()}/a b/qinghe" --plugins ' in test
    assert use.endswith("--set qinghe.self-evaluation@1")
    assert set(written.files) == set(files(tmp_path / "a b" / "qinghe"))
    assert written.record("en")["base"] == HDI


def test_a_weight_with_places_is_offered_as_it_is_written(kit, tmp_path):
    """7.5 points are 7.5 points, not a float."""
    folder = tmp_path / "base"
    kit.new("base", to=tmp_path)
    file = folder / "indicator-sets" / "self-evaluation.toml"
    text = file.read_text("utf-8").replace("weight = 10\nmeasure", "weight = 7.5\nmeasure").replace("= 50", "= 52.5")
    file.write_text(text, encoding="utf-8")
    found = with_new(folder)
    found.new("qinghe", extends="base.self-evaluation@1", to=tmp_path)

    lines = (tmp_path / "qinghe" / "amendments" / "self-evaluation.toml").read_text("utf-8")
    assert '{ at = "indicators.execution.weight", was = 7.5, to = 7.5,' in lines
    assert found.indicator_set("base.self-evaluation@1").indicators[1].weight == Decimal("52.5")
