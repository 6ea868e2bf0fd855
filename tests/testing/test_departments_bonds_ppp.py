"""The national and local sets for whole departments, special bonds, PPP projects and the common frameworks of 2013."""

from pathlib import Path

import pytest

from perfkit.formats.cases import read_case
from perfkit.kit import Kit
from perfkit.scoring import use_of
from perfkit.testing import make_kit, relations

ROOT = Path(__file__).parents[2]
CASES = ROOT / "src" / "perfkit" / "standards" / "cases"
HUNAN, DAZHOU, ANHUI = (ROOT / "plugins" / name for name in ("hunan", "dazhou", "anhui"))
PPP = ("construction-company", "construction-agency", "operation-company", "operation-agency")
NATIONAL = (
    *(f"cn.mof.common-framework.{one}@2013" for one in ("project", "department", "region")),
    "cn.mof.department-self-evaluation@2013",
    "cn.mof.department-self-evaluation@2018",
    "cn.mof.bond-evaluation@2021",
    *(f"cn.mof.ppp.{one}@2020" for one in PPP),
)
LOCAL = (
    (HUNAN, "cn.hn.department-self-evaluation@2013"),
    (HUNAN, "cn.hn.yueyang.department-self-evaluation@2013"),
    (DAZHOU, "cn.sc.dazhou.department-evaluation@2021"),
    (ANHUI, "cn.ah.shouxian.department-self-evaluation@2023"),
)


@pytest.mark.slow
@pytest.mark.parametrize("address", NATIONAL)
def test_the_national_sets_hold_all_relations(address):
    """Points within the weight, never less for better, no matter the order, the same again."""
    relations.assert_relations(make_kit().indicator_set(address), examples=5)


@pytest.mark.slow
@pytest.mark.parametrize(("folder", "address"), LOCAL)
def test_the_local_sets_hold_all_relations(folder, address):
    """They stand on national sets, and so on the same rules."""
    relations.assert_relations(make_kit(folder).indicator_set(address), examples=5)


@pytest.mark.parametrize("address", NATIONAL)
def test_weights_that_no_text_prints_are_not_told_as_verified(address):
    """Every one of these sets says that its points are not those of a document."""
    chosen = make_kit().indicator_set(address)

    assert any(not basis.verified for basis in chosen.basis)


def test_one_name_means_another_thing_in_another_framework():
    """完成及时率 is a deviation around zero for projects and a share for departments; so are two measures of staff."""
    kit = make_kit()
    project, department, region = (kit.indicator_set(address) for address in NATIONAL[:3])

    names = [one.node("timeliness").name for one in (project, department)]
    rules = [one.node("timeliness").rule for one in (project, department)]
    assert names == ["完成及时率", "完成及时率"]
    assert rules == ["zero-anchored-linear", "ratio"]
    assert "_budget_before" in department.measures["three_public_change"]
    assert "_spent_before" in region.measures["three_public_change"]


def follows(case):
    """What follows from the project of a case."""
    form = read_case(CASES / case).portfolio
    return use_of(Kit(installed=False).evaluate(form), form.projects[0].name)


@pytest.mark.parametrize(
    ("case", "codes"),
    [("bond-idle-money.toml", ["factor"]), ("bond-stopped.toml", ["pause", "factor"])],
)
def test_what_follows_for_a_bond_stands_beside_the_points(case, codes):
    """A strong deviation pauses payment and takes no points of its own."""
    assert [one.outcome.code for one in follows(case).following] == codes
