"""The example of a plugin that gets a fact from a register, installed as a package."""

import shutil
from pathlib import Path

import pytest

from perfkit.cli.main import run
from perfkit.kit import Kit
from perfkit.plugins import unrepeatable

EXAMPLE = Path(__file__).parents[2] / "examples" / "late-filing"
LATE, EARLY, UNKNOWN = "361025220000000000017", "361025220000000000025", "361025220000000000033"


@pytest.fixture
def form(packages):
    """The form of the example, once its package is installed."""
    shutil.copytree(EXAMPLE / "perfkit_late_filing", packages.site / "perfkit_late_filing")
    info = packages.site / "perfkit_late_filing-1.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: perfkit-late-filing\nVersion: 1.0\n", "utf-8")
    (info / "entry_points.txt").write_text("[perfkit]\nlate-filing = perfkit_late_filing\n", "utf-8")
    return EXAMPLE / "form.toml"


def with_code(form, tmp_path, code):
    """The same form under another code."""
    path = tmp_path / "form.toml"
    path.write_text(form.read_text("utf-8").replace(LATE, code), "utf-8")
    return path


def test_four_days_late_cost_two_points(form):
    """95 % of ten points and ninety are 99.5; by the register two come off."""
    kit = Kit()
    evaluation = kit.evaluate(kit.read(form))

    assert evaluation.projects[0].points.digits == "97.50"
    assert kit.check(evaluation) == ()
    assert unrepeatable(next(one for one in kit.host.records if one.id == "cn.qinghe.late-filing"), evaluation) == ()


def test_the_explanation_names_the_register_s_plugin(form, capsys):
    """What the README promises."""
    assert run(["explain", str(form), "农村饮水安全工程"]) == 0
    assert (
        "由插件给出：逾期天数 4 天（cn.qinghe.late-filing 1.0: perfkit_late_filing/hooks.py" in capsys.readouterr().out
    )


def test_who_was_early_loses_nothing(form, tmp_path):
    """Three days early are no days late."""
    kit = Kit()

    assert kit.evaluate(kit.read(with_code(form, tmp_path, EARLY))).projects[0].points.digits == "99.50"


def test_who_is_not_in_the_register_has_no_score_yet(form, tmp_path):
    """And the reason names the fact that is missing."""
    kit = Kit()
    (result,) = kit.evaluate(kit.read(with_code(form, tmp_path, UNKNOWN))).projects

    assert (result.points, [one.code for one in result.findings]) == (None, ["adjustment.undecided"])


@pytest.mark.slow
def test_a_changed_register_is_another_plugin_to_a_report(form, packages, tmp_path):
    """Replay names the plugin whose files differ, and the score that follows."""
    kit = Kit()
    kit.report(kit.evaluate(kit.read(form)), tmp_path / "build", formats="html")
    register = packages.site / "perfkit_late_filing" / "x-filings.csv"
    register.write_text(register.read_text("utf-8").replace("03-19", "03-18"), "utf-8")
    codes = [reason.code for reason in kit.replay(tmp_path / "build", form).reasons]

    assert codes[0] == "replay.plugin-files"
    assert "replay.differs" in codes
