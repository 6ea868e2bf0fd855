"""The host: what is found, what is left out, and that only the chain of the set in use is consulted."""

import shutil
from pathlib import Path

import pytest

from chain import ADDRESSES, CHAIN, COUNTY, NATIONAL, VERSIONS
from perfkit.errors import IndicatorSetError
from perfkit.plugins import PluginHost

STANDARDS = Path(__file__).parents[2] / "src" / "perfkit" / "standards"

MANIFEST = 'id = "{id}"\nversion = "1"\ntitle = {{ zh = "甲县" }}\n'
AMENDMENT = """
id = "{id}.self-evaluation"
edition = "2024"
title = {{ zh = "甲县自评" }}
extends = "{extends}"
fiscal-years = {{ from = 2024 }}
basis = [{{ document = "甲县通知" }}]
{changes}
"""
DOWN = '[[change]]\nat = "rounding.rate.mode"\nwas = "half-up"\nto = "down"\nreason = "截断"\n'


def plugin(folder, id="cn.a", extends=NATIONAL, changes=DOWN, **files):  # noqa: A002 (the key of the manifest)
    """A folder plugin with one amendment and further files by relative name."""
    contents = {"perfkit.toml": MANIFEST.format(id=id), "amendments/one.toml": AMENDMENT.format(**locals())}
    for name, text in {**contents, **files}.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def host(*folders):
    return PluginHost.build(folders, installed=False)


def test_the_standards_come_through_the_same_door():
    """Without any plugin the national sets are there, from a folder of data."""
    found = host()

    assert NATIONAL in found.addresses
    assert all(address.startswith("cn.mof.") for address in found.addresses)
    assert [record.id for record in found.records] == ["cn.mof"]
    assert found.faults == ()


def test_the_county_s_package_is_found_by_its_entry_point():
    """The installed package brings its amendment, forms and templates."""
    found = PluginHost.build()

    assert COUNTY in found.addresses
    assert found.faults == ()


def test_a_folder_and_the_package_around_it_are_the_same_plugin():
    """The folder inside the package works by path, with the same digest."""
    by_path, by_entry_point = host(*CHAIN).indicator_set(COUNTY), PluginHost.build().indicator_set(COUNTY)

    assert by_path.digest == by_entry_point.digest
    assert by_path.rounding == by_entry_point.rounding


def test_an_amendment_changes_its_own_set_and_never_its_base():
    """The county truncates; the nation still rounds half up, and the chain is said."""
    found = host(*CHAIN)
    county, nation = found.indicator_set(COUNTY), found.indicator_set(NATIONAL)

    assert (county.rounding["rate"].mode, nation.rounding["rate"].mode) == ("down", "half-up")
    assert county.chain == ADDRESSES
    assert list(dict.fromkeys(county.plugins)) == list(VERSIONS)
    assert {COUNTY} == {change.by for change in county.changes}


def test_a_plugin_outside_the_chain_changes_nothing(tmp_path):
    """Another county's rules, forms and templates are not consulted."""
    other = plugin(
        tmp_path / "other",
        **{
            "rules/ratio.toml": '[rules.ratio]\ntitle = { zh = "零" }\nshare = "actual / target / 2"\n',
            "forms/funding.toml": 'rows = "funded"\n[[columns]]\nlabel = "名"\nvalue = "name"\n',
            "templates/self-evaluation-report.md.j2": "nothing",
        },
    )
    alone, beside = host(*CHAIN), host(*CHAIN, other)
    one, two = alone.indicator_set(COUNTY), beside.indicator_set(COUNTY)

    assert one == two
    assert alone.forms(one) == beside.forms(two)
    assert alone.template_folders(one) == beside.template_folders(two)


def test_a_rule_that_takes_the_name_of_a_national_one_is_refused(tmp_path):
    """A county's own ``ratio`` never replaces the nation's silently; the nation's set works as before."""
    folder = plugin(tmp_path, **{"rules/own.toml": '[rules.ratio]\ntitle = { zh = "零" }\nshare = "0"\n'})
    found = host(folder)
    with pytest.raises(IndicatorSetError) as caught:
        found.indicator_set("cn.a.self-evaluation@2024")

    assert caught.value.code == "rule.shadows"
    assert "indicators.代码.rule" in caught.value.worded("zh")
    assert found.indicator_set(NATIONAL).rules["ratio"].share != "0"


def test_a_rule_under_a_name_of_its_own_is_pointed_to(tmp_path):
    """What the refusal advises works."""
    folder = plugin(
        tmp_path,
        changes=CHANGE.format(at="indicators.execution.rule", action='to = "half"'),
        **{"rules/own.toml": '[rules.half]\ntitle = { zh = "半" }\nshare = "min(actual / target, 1) / 2"\n'},
    )
    found = host(folder).indicator_set("cn.a.self-evaluation@2024")

    assert next(node.rule for node in found.leaves() if node.code == "execution") == "half"


def test_the_edition_of_a_year_is_picked(tmp_path):
    """``on`` finds the edition that holds; a year before every edition is refused."""
    found = host(plugin(tmp_path))

    assert found.dated("cn.mof.self-evaluation", 2023).address == NATIONAL
    with pytest.raises(IndicatorSetError) as caught:
        found.dated("cn.a.self-evaluation", 2023)
    assert caught.value.code == "set.no-edition"


def edition(year, until="", **changes):
    """An amendment of county a from ``year`` on."""
    text = AMENDMENT.format(id="cn.a", extends=NATIONAL, changes=changes.get("changes", DOWN))
    text = text.replace('edition = "2024"', f'edition = "{year}"')
    return text.replace("{ from = 2024 }", f"{{ from = {year}{until} }}")


def test_an_unsound_edition_breaks_no_other_year(tmp_path):
    """The edition of 2022 cannot be proved; those of 2023 and 2025 are found all the same, and 2022 says why not."""
    broken = CHANGE.format(at="indicators.execution.weight", action="to = 9")
    folder = plugin(
        tmp_path,
        **{
            "amendments/one.toml": edition(2022, ", to = 2022", changes=broken),
            "amendments/two.toml": edition(2023, ", to = 2024"),
            "amendments/three.toml": edition(2025),
        },
    )
    found = host(folder)

    assert found.dated("cn.a.self-evaluation", 2024).edition == "2023"
    assert found.dated("cn.a.self-evaluation", 2026).edition == "2025"
    with pytest.raises(IndicatorSetError) as caught:
        found.dated("cn.a.self-evaluation", 2022)
    assert caught.value.code == "set.weights"


def test_the_newest_of_several_editions_in_force_is_picked(tmp_path):
    """An open-ended edition gives way to the one that came later."""
    files = {f"amendments/{name}.toml": edition(year) for name, year in (("one", 2021), ("two", 2024))}
    found = host(plugin(tmp_path, **files))

    assert [found.dated("cn.a.self-evaluation", year).edition for year in (2021, 2023, 2024)] == [
        "2021",
        "2021",
        "2024",
    ]


def test_an_edition_that_is_named_must_hold_in_the_year(tmp_path):
    """``on`` beside a whole address is a condition, not a search."""
    found = host(plugin(tmp_path))

    assert found.dated("cn.a.self-evaluation@2024", 2025).edition == "2024"
    with pytest.raises(IndicatorSetError) as caught:
        found.dated("cn.a.self-evaluation@2024", 2023)
    assert caught.value.code == "set.wrong-year"


@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("cn.mof.self-evaluaton@2020", "set.not-installed"),
        ("cn.mof.self-evaluation@2021", "set.edition-missing"),
        ("cn.mof.self-evaluation", "set.edition-unsaid"),
    ],
)
def test_a_set_that_is_not_there_names_the_candidates(address, code):
    """The message lists what is installed, in both languages."""
    with pytest.raises(IndicatorSetError) as caught:
        host().indicator_set(address)

    assert code == caught.value.code
    for language in ("zh", "en"):
        assert "2020" in caught.value.worded(language)


def test_a_circle_is_named(tmp_path):
    """Two sets that extend each other are refused with the circle."""
    one = plugin(tmp_path / "one", id="cn.a", extends="cn.b.self-evaluation@2024", changes="")
    two = plugin(tmp_path / "two", id="cn.b", extends="cn.a.self-evaluation@2024", changes="")
    with pytest.raises(IndicatorSetError) as caught:
        host(one, two).indicator_set("cn.a.self-evaluation@2024")

    assert caught.value.code == "set.circle"
    assert "cn.a.self-evaluation@2024 → cn.b.self-evaluation@2024 → cn.a.self-evaluation@2024" in str(caught.value)
    assert (caught.value.faults[0].place.file, caught.value.faults[0].place.key) == (
        "two/amendments/one.toml",
        "extends",
    )


@pytest.mark.parametrize(
    "name", ["templates/self-evalution-report.md.j2", "templates/self-evaluation-report.md", "forms/skores.toml"]
)
def test_a_file_whose_name_is_nearly_right_is_refused(tmp_path, name):
    """A county's template or table under a slip of a name would never be printed, and nobody would know."""
    text = 'rows = "funded"\n[[columns]]\nlabel = "名"\nvalue = "name"\n' if name.endswith(".toml") else "县"
    with pytest.raises(IndicatorSetError) as caught:
        host(plugin(tmp_path / "county", **{name: text})).indicator_set("cn.a.self-evaluation@2024")

    assert [fault.code for fault in caught.value.faults] == ["plugin.misnamed"]
    assert caught.value.faults[0].place.file == f"county/{name}"


@pytest.mark.parametrize("name", ["use-report", "target-report", "cn.a.self-evaluation.evaluation-report"])
def test_the_template_of_a_stage_is_no_slip(tmp_path, name):
    """Though nobody above has one, and the name is like that of another stage."""
    found = host(plugin(tmp_path / "county", **{f"templates/{name}.md.j2": "县"}))
    assert found.indicator_set("cn.a.self-evaluation@2024")


def test_a_slip_in_the_name_of_a_stage_is_refused(tmp_path):
    """Though nobody above has the template that is meant."""
    with pytest.raises(IndicatorSetError) as caught:
        host(plugin(tmp_path / "county", **{"templates/reviev-report.md.j2": "县"})).indicator_set(
            "cn.a.self-evaluation@2024"
        )
    assert [fault.code for fault in caught.value.faults] == ["plugin.misnamed"]
    assert caught.value.faults[0].arguments["near"] == "review-report.md.j2"


def test_a_file_of_its_own_name_is_no_slip(tmp_path):
    """A county may bring forms and templates that nobody else has."""
    form = 'rows = "funded"\n[[columns]]\nlabel = "名"\nvalue = "name"\n'
    found = host(plugin(tmp_path, **{"forms/score-lines.toml": form, "templates/letter.md.j2": "函"}))

    assert "score-lines" in found.forms(found.indicator_set("cn.a.self-evaluation@2024"))


def test_one_address_in_two_plugins_is_refused_only_when_it_is_asked_for(tmp_path):
    """Both files are named; every other set stays usable."""
    found = host(
        plugin(tmp_path / "one"),
        plugin(
            tmp_path / "two",
            id="cn.b",
            **{"amendments/x.toml": AMENDMENT.format(id="cn.a", extends=NATIONAL, changes="")},
        ),
    )

    assert found.indicator_set(NATIONAL)
    with pytest.raises(IndicatorSetError) as caught:
        found.indicator_set("cn.a.self-evaluation@2024")
    assert caught.value.code == "set.address-twice"
    assert "cn.a" in str(caught.value)
    assert "cn.b" in str(caught.value)


@pytest.mark.parametrize(
    ("files", "code"),
    [
        ({"perfkit.toml": 'id = "cn.a"\n'}, "input.missing-keys-root"),
        ({"perfkit.toml": MANIFEST.format(id="cn.a") + 'jurisdicton = "x"\n'}, "input.misspelt-key"),
        ({"amendments/one.toml": 'extends = "x@1"\n'}, "input.missing-keys-root"),
        ({"rules/r.toml": '[rules.a]\ntitle = { zh = "a" }\nshares = "1"\n'}, "input.misspelt-key"),
        ({"forms/f.toml": 'rows = "funds"\n'}, "input.not-choice"),
    ],
)
def test_a_broken_plugin_is_named_and_spoils_no_other(tmp_path, files, code):
    """Its faults say file and key; the others are there as before."""
    found = host(plugin(tmp_path / "broken", **files), *CHAIN)

    assert COUNTY in found.addresses
    assert code in [fault.code for fault in found.faults]
    assert all(fault.place.file.startswith("broken/") for fault in found.faults)


@pytest.mark.parametrize(
    ("make", "code"),
    [
        (lambda folder: folder.mkdir(), "plugin.no-manifest"),
        (lambda folder: plugin(folder / "inner"), "plugin.manifest-deeper"),
        (lambda folder: None, "plugin.no-folder"),
    ],
)
def test_a_folder_that_is_no_plugin_says_what_is_likely_wrong(tmp_path, make, code):
    """Missing manifest, one folder too high, no folder at all."""
    folder = tmp_path / "county"
    make(folder)

    assert [code] == [fault.code for fault in host(folder).faults]


CHANGE = '[[change]]\nat = "{at}"\n{action}\nreason = "x"\n'


@pytest.mark.parametrize(
    ("at", "action", "code"),
    [
        ("indicators.execution.weight", "to = 9", "set.weights"),
        ("indicators.execution.rule", 'to = "ratios"', "set.rule-unknown"),
        ("indicators.execution.measure", 'to = "execution_rat"', "formula.misspelt-name"),
        ("measures.execution_rate", 'to = "executed /"', "formula.nothing-behind"),
        ("grades.良.from", "to = 95", "set.grades-order"),
        ("grades.差", "remove = true", "set.grades-lowest"),
        ("rounding.rate.mode", 'to = "halfup"', "input.not-choice"),
        ("rounding.rates", "add = { places = 2 }", "input.not-choice"),
    ],
)
def test_an_unsound_set_is_refused_with_its_reason(tmp_path, at, action, code):
    """Weights, rules, formulas, grades and roundings are proved when a set is loaded, not when a score looks odd."""
    folder = plugin(tmp_path, changes=CHANGE.format(at=at, action=action))
    with pytest.raises(IndicatorSetError) as caught:
        host(folder).indicator_set("cn.a.self-evaluation@2024")

    assert code in [fault.code for fault in caught.value.faults]


def test_every_fault_of_a_set_is_named_at_once(tmp_path):
    """Three slips, three faults."""
    changes = "".join(
        CHANGE.format(at=at, action=action)
        for at, action in (
            ("indicators.execution.weight", "to = 9"),
            ("indicators.execution.rule", 'to = "ratios"'),
            ("grades.良.from", "to = 95"),
        )
    )
    with pytest.raises(IndicatorSetError) as caught:
        host(plugin(tmp_path, changes=changes)).indicator_set("cn.a.self-evaluation@2024")

    assert {"set.weights", "set.rule-unknown", "set.grades-order"} <= {fault.code for fault in caught.value.faults}


def test_loading_order_changes_nothing(tmp_path):
    """Folders given in any order make the same host."""
    other = plugin(tmp_path / "z")

    assert host(*CHAIN, other).records == host(other, *reversed(CHAIN)).records


def test_the_same_folder_twice_is_one_plugin(tmp_path):
    """Naming a folder twice is no clash; two folders with one id are."""
    one = plugin(tmp_path / "one")
    copy = shutil.copytree(one, tmp_path / "copy")

    assert host(one, one).faults == ()
    assert [fault.code for fault in host(one, copy).faults] == ["plugin.id-twice"]


def test_lists_are_joined_as_each_language_joins(tmp_path):
    """A Chinese comma has no place in an English sentence."""
    found = host(*CHAIN)
    with pytest.raises(IndicatorSetError) as caught:
        found.indicator_set("x@1")

    assert {COUNTY, NATIONAL} < set(found.addresses)
    assert "、".join(found.addresses) in caught.value.worded("zh")
    assert ", ".join(found.addresses) in caught.value.worded("en")


def test_folders_beside_a_portfolio_are_read_once(tmp_path):
    """Whoever asks for the same folders gets the same host; faulty ones are read again once they are mended."""
    sound, broken = plugin(tmp_path / "sound"), plugin(tmp_path / "broken", id="cn.b", **{"perfkit.toml": "id ="})
    own = host()

    assert own.extended([sound]) is own.extended([sound])
    assert own.extended([broken]).faults
    (broken / "perfkit.toml").write_text(MANIFEST.format(id="cn.b"), encoding="utf-8")
    assert own.extended([broken]).faults == ()


@pytest.mark.parametrize(("name", "code"), [("x" * 300, "plugin.unreadable"), ("a\0b", "plugin.no-folder")])
def test_a_folder_that_cannot_be_is_a_fault(tmp_path, name, code):
    """A name that is too long, or holds what no name may, stops nobody else."""
    found = host(tmp_path / name)

    assert [fault.code for fault in found.faults] == [code]
    assert found.indicator_set(NATIONAL)


def test_a_set_that_extends_nothing_is_printed_with_the_national_pages(tmp_path):
    """Forms and templates come from the standards; rules do not, for digits rest on the set's own chain alone."""
    text = (STANDARDS / "indicator-sets" / "cn.mof.self-evaluation.2020.toml").read_text("utf-8")
    rules = "".join((STANDARDS / "rules" / f"{name}.toml").read_text("utf-8") for name in ("proportional", "inverse"))
    own = {
        "perfkit.toml": MANIFEST.format(id="cn.a"),
        "indicator-sets/own.toml": text.replace("cn.mof", "cn.a").replace('judged = "judged"', 'judged = "ratio"'),
        "rules/own.toml": rules,
        "forms/scores.toml": 'rows = "scored"\n[[columns]]\nlabel = "名"\nvalue = "name"\n',
    }
    for name, content in own.items():
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(content, encoding="utf-8")
    found = host(tmp_path)
    chosen = found.indicator_set("cn.a.self-evaluation@2020")

    assert [record.id for record in found.chain_records(chosen)] == ["cn.a", "cn.mof"]
    assert [plugin for plugin, _ in found.template_folders(chosen)] == ["cn.mof"]
    assert [column.label.zh for column in found.forms(chosen)["scores"].columns] == ["名"]
    assert {"funding", "findings", "points"} <= set(found.forms(chosen))
    assert "judged" not in chosen.rules


def test_the_standards_are_proved_once_and_a_folder_is_read_by_each_host(tmp_path):
    """Two hosts share the national sets, which are a part of the program, and nothing else."""
    folder = plugin(tmp_path / "a")
    one, other = host(folder), host(folder)

    assert one.indicator_set(NATIONAL) is other.indicator_set(NATIONAL)
    assert one.indicator_set("cn.a.self-evaluation@2024") is not other.indicator_set("cn.a.self-evaluation@2024")
    assert one.indicator_set("cn.a.self-evaluation@2024") == other.indicator_set("cn.a.self-evaluation@2024")
