"""Kits, builders and the one-line proof that a plugin is ready."""

import warnings
from pathlib import Path

import perfkit_xinfeng
import pytest

import perfkit.testing
from perfkit.errors import IndicatorSetError, InputError, PluginError
from perfkit.formats import read_case
from perfkit.testing import (
    PluginAdvice,
    a_folder_plugin,
    a_portfolio,
    a_project,
    a_set,
    assert_conforms,
    make_kit,
    run_case,
    run_cases,
)
from testing.county import ADDRESS, CASE, NATIONAL, RULE, county

ROOT = Path(__file__).parents[2]


def test_every_public_name_resolves():
    """What ``__all__`` lists can be had, and ``dir`` shows it; another name is an error."""
    for name in perfkit.testing.__all__:
        assert getattr(perfkit.testing, name) is not None
        assert name in dir(perfkit.testing)
    with pytest.raises(AttributeError, match="make_kitt"):
        getattr(perfkit.testing, "make_kitt")  # noqa: B009 (the look-up is the test)


def ids(kit):
    return [record.id for record in kit.host.records]


def test_a_kit_has_what_a_test_names_and_nothing_installed(tmp_path):
    """Folders of plugins, folders of packages and imported packages; installed ones where they are asked for."""
    folder = a_folder_plugin(tmp_path / "county", county())

    assert ids(make_kit()) == ["cn.mof"]
    assert ids(make_kit(folder, str(ROOT / "plugins" / "perfkit-xinfeng"))) == ["cn.county", "cn.jx.xinfeng", "cn.mof"]
    assert ids(make_kit(perfkit_xinfeng)) == ["cn.jx.xinfeng", "cn.mof"]
    assert ids(make_kit(installed=True)) == ["cn.jx", "cn.jx.xinfeng", "cn.mof"]
    assert make_kit(language="en").language == "en"


def test_a_plugin_that_cannot_be_used_stops_the_test_that_names_it(tmp_path):
    """Unlike one that is merely installed."""
    with pytest.raises(PluginError) as error:
        make_kit(a_folder_plugin(tmp_path / "county", county(perfkit="id = 1\n")))
    assert "input.not-text" in [fault.code for fault in error.value.faults]


def test_a_module_that_is_no_package_is_no_plugin():
    """It has no folder."""
    with pytest.raises(PluginError) as error:
        make_kit(pytest.importorskip("this"))
    assert error.value.code == "plugin.not-a-package"


def test_a_ready_plugin_conforms(tmp_path):
    """Nothing is raised and nothing warned about."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert_conforms(a_folder_plugin(tmp_path / "county", county()))
        assert_conforms(perfkit_xinfeng)


def test_what_is_wrong_is_the_text_of_the_failure(tmp_path):
    """As ``perfkit test`` says it, one line for each thing, and last what is missing."""
    files = county(README=None, cases__bridge=CASE + 'points = "1"\n')
    with pytest.raises(AssertionError) as error:
        assert_conforms(a_folder_plugin(tmp_path / "county", files), language="en")
    lines = str(error.value).splitlines()

    assert lines[0].startswith("error: county/cases/bridge.toml, line ")
    assert lines[1].startswith("error: county: there is no README.md")
    assert lines[2] == "not ready, still to mend: cases (1), what is said about it (1)"


def test_advice_is_a_warning(tmp_path):
    """The plugin is ready all the same."""
    with pytest.warns(PluginAdvice, match="ours"):
        assert_conforms(a_folder_plugin(tmp_path / "county", county(rules__ours=RULE)))


def test_a_case_is_run_by_a_kit(tmp_path):
    """By its path, or once it is read; the result tells."""
    folder = a_folder_plugin(tmp_path / "county", county())
    path = folder / "cases" / "bridge.toml"

    assert run_case(make_kit(folder), path).passed
    assert run_case(make_kit(folder), read_case(path)).passed
    assert run_case(make_kit(), path).faults[-1].code == "set.not-installed"


def test_the_cases_of_a_plugin_without_cases_are_refused(tmp_path):
    """A test of nothing would always pass."""
    with pytest.raises(InputError) as error:
        run_cases(a_folder_plugin(tmp_path / "county", county(cases__bridge=None)))
    assert error.value.code == "case.none"


test_the_published_indices = run_cases(ROOT / "plugins" / "hdi")


def test_a_set_is_bent_and_stays_sound():
    """What a test changes holds; what does not hold together is refused."""
    assert a_set(first_year=2010).holds_in(2011)
    with pytest.raises(IndicatorSetError):
        a_set(indicators=a_set().indicators[1:])


def test_a_portfolio_is_of_these_projects_or_a_sample_that_fits(tmp_path):
    """The sample has one project with full marks and one without under any set."""
    kit = make_kit(a_folder_plugin(tmp_path / "county", county()))
    county_set = kit.indicator_set(ADDRESS)

    assert [project.name for project in a_portfolio(a_project(name="乙"), year=2024).projects] == ["乙"]
    assert a_portfolio().indicator_set == NATIONAL
    for fits in (a_set(), county_set):
        found = kit.evaluate(a_portfolio(fits=fits), indicator_set=fits)
        assert [result.state for result in found.projects] == ["computed", "computed", "stated"]
        assert found.projects[0].points.exact == 100 > found.projects[1].points.exact


@pytest.mark.parametrize("name", ["../outside.toml", "/absolute.toml"])
def test_a_folder_plugin_is_written_inside_its_folder(tmp_path, name):
    """A slip in a test writes nowhere else."""
    with pytest.raises(InputError):
        a_folder_plugin(tmp_path / "county", {name: "x"})
