"""Four layers, nation, province, city and county, and a unit's folder below: who says what, and what a gap does."""

import json
import re
import shutil
from pathlib import Path

import pytest

from chain import ADDRESSES, CHAIN, CITY, COUNTY, JIANGXI, NATIONAL, PROVINCE, VERSIONS, XINFENG, ZONE
from perfkit import IndicatorSetError, Kit, PluginError
from perfkit.plugins import PluginHost
from plugins.layers import address, amendment, change, form, layer

EXAMPLES = Path(__file__).parents[2] / "examples"
UNIT = "cn.jx.xinfeng.gaoxin.self-evaluation@2023"
TEMPLATE = "templates/self-evaluation-report.md.j2"


def host(*folders):
    return PluginHost.build(folders, installed=False)


# The real stack.


def test_the_county_stands_on_city_province_and_nation(real):
    """Four layers of three plugins, each with its version, and the documents from the nation downwards."""
    found = real.indicator_set(COUNTY)
    assert found.chain == ADDRESSES
    assert {layer.plugin: layer.version for layer in found.layers} == VERSIONS
    assert [basis.document for basis in found.basis] == [
        "财预〔2020〕10号",
        "赣发〔2019〕8号",
        "赣财绩〔2022〕9号",
        "2023年度信丰高新区预算项目支出绩效自评总报告",
    ]
    assert [basis.verified for basis in found.basis] == [True, False, False, True]


def test_what_is_not_known_of_province_and_city_changes_nothing(real):
    """Both say only who they are: every other key of the nation is passed on as it is."""
    for lower in (CITY, PROVINCE):
        keys = [one.key for one in real.diff(NATIONAL, lower).differences]
        assert keys == ["title.zh", "title.en", "fiscal-years.from"]
    assert real.diff(NATIONAL, COUNTY).differences[3:] == real.diff(CITY, COUNTY).differences[3:]


def without_layers_between(folder):
    """Xinfeng as it would be right on the nation."""
    shutil.copytree(XINFENG, folder, ignore=shutil.ignore_patterns("__pycache__"))
    (file,) = folder.glob("amendments/*.toml")
    file.write_text(file.read_text("utf-8").replace(CITY, NATIONAL), "utf-8")
    return folder


@pytest.mark.slow
def test_the_layers_between_leave_every_figure_and_page_as_it_was(tmp_path):
    """With them and without, results and report are the same but for the names and documents of the layers."""
    written = {}
    for name, folders in (("four", CHAIN), ("two", [without_layers_between(tmp_path / XINFENG.name)])):
        kit = Kit(folders=folders, installed=False)
        result = kit.evaluate(kit.read(EXAMPLES / "xinfeng-2023"))
        kit.report(result, tmp_path / name, formats=["html"])
        used, page = result.indicator_set, (tmp_path / name / "report.html").read_text("utf-8")
        data = json.loads((tmp_path / name / "evaluation.json").read_text("utf-8"))
        documents = "、".join(map(str, used.basis))
        assert (page.count(documents), page.count(used.digest[:16])) == (1, 1)
        names = data["portfolio"]["indicator_set"]
        assert (names.pop("digest"), tuple(names.pop("chain"))) == (used.digest, used.chain)
        written[name] = (page.replace(documents, "").replace(used.digest[:16], ""), data)
    assert written["four"] == written["two"]


def test_a_folder_beside_the_portfolio_is_a_fifth_layer(real, tmp_path):
    """The unit's folder is named in ``plugins`` and its set is used: the county's figures, the unit's table."""
    facts = shutil.copytree(EXAMPLES / "xinfeng-2023", tmp_path / "facts")
    shutil.copytree(ZONE, tmp_path / "own")
    file = facts / "portfolio.toml"
    before = file.read_text("utf-8")
    file.write_text(before.replace(f'"{COUNTY}"', f'"{UNIT}"\nplugins = ["../own"]'), "utf-8")
    county, unit = (real.evaluate(real.read(folder)) for folder in (EXAMPLES / "xinfeng-2023", facts))

    assert unit.indicator_set.chain == (UNIT, *ADDRESSES)
    assert [one.final_points for one in unit.projects] == [one.final_points for one in county.projects]
    assert unit.mean == county.mean
    extended = real.host.extended([tmp_path / "own"])
    labels = [column.label.zh for column in extended.forms(unit.indicator_set)["scores"].columns]
    assert labels[-2:] == ["执行率（%）", "最高可得（分）"]
    assert real.host.forms(county.indicator_set)["scores"].columns[-1].label.zh == "自评结论"


@pytest.mark.slow
def test_a_layer_that_is_not_there_is_named_where_it_is_asked_for():
    """Without the city the county's file is named, with the line of ``extends``; without the county the unit's."""
    for folders, asked, missing, file in (
        ((XINFENG,), COUNTY, CITY, "perfkit_xinfeng/amendments/cn.jx.xinfeng.self-evaluation.2023.toml"),
        ((JIANGXI, ZONE), UNIT, COUNTY, "xinfeng-gaoxin/amendments/cn.jx.xinfeng.gaoxin.self-evaluation.2023.toml"),
    ):
        with pytest.raises(IndicatorSetError) as caught:
            host(*folders).indicator_set(asked)
        (fault,) = caught.value.faults
        line = next(n for n, text in enumerate(_lines(folders, file), start=1) if text.startswith("extends"))
        assert (fault.code, fault.place.file, fault.place.line) == ("set.not-installed", file, line)
        for language in ("zh", "en"):
            assert missing in fault.worded(language)


def _lines(folders, file):
    name, _, rest = file.partition("/")
    return (next(one for one in folders if one.name == name) / rest).read_text("utf-8").splitlines()


# A stack in which every layer says something.

SHOWN = {
    "province": form("省表", "name", "points"),
    "city": form("市表", "name", "points", "grade"),
    "county": form("县表", "number", "name", "points"),
}


def block(parent, word):
    return (
        f'{{% extends "{parent}:self-evaluation-report.md.j2" %}}\n'
        f"{{% block 主要结论 %}}\n{word}。{{{{ super() }}}}\n{{% endblock %}}\n"
    )


RULE = '[rules.{name}]\ntitle = {{ zh = "{name}" }}\nrequires = "target > 0 and actual >= 0"\nshare = "{share}"\n'


def written(folder):
    """Province, city and county, one upon the other, each with a rule, forms and a template of its own."""
    province = layer(
        folder / "p",
        "cn.p",
        NATIONAL,
        change("rounding.rate.mode", '"half-up"', '"down"', "省：截断"),
        change("grades.良.from", "80", "75", "省：75 分以上为良"),
        change("indicators.output.rules-for.at-least", '"ratio"', '"half"', "省：折半"),
        files={
            "rules/p.toml": RULE.format(name="half", share="min(actual / target, 1) / 2"),
            "forms/scores.toml": SHOWN["province"],
            "forms/funding.toml": form("省资金表", "name", rows="funded"),
            TEMPLATE: block("cn.mof", "省"),
        },
    )
    city = layer(
        folder / "q",
        "cn.p.q",
        address("cn.p"),
        change("rounding.rate.places", "2", "1", "市：一位"),
        change("indicators.output.weight", "50", "45", "市：产出 45 分"),
        change("indicators.benefit.weight", "30", "35", "市：效益 35 分"),
        files={"forms/scores.toml": SHOWN["city"], TEMPLATE: block("cn.p", "市")},
    )
    county = layer(
        folder / "r",
        "cn.p.q.r",
        address("cn.p.q"),
        change("indicators.output.weight", "45", "40", "县：产出 40 分"),
        change("indicators.benefit.weight", "35", "40", "县：效益 40 分"),
        change("indicators.benefit.rules-for.at-least", '"ratio"', '"third"', "县：三分之一"),
        files={
            "rules/r.toml": RULE.format(name="third", share="min(actual / target, 1) / 3"),
            "forms/scores.toml": SHOWN["county"],
            TEMPLATE: block("cn.p.q", "县"),
        },
    )
    return province, city, county


@pytest.fixture
def stack(tmp_path):
    """A stack to be changed."""
    return written(tmp_path)


@pytest.fixture(scope="module")
def kit(tmp_path_factory):
    """A kit of the stack as it is."""
    return Kit(folders=written(tmp_path_factory.mktemp("stack")), installed=False)


@pytest.fixture(scope="module")
def real():
    """A kit of the real stack."""
    return Kit(folders=CHAIN, installed=False)


TOP = address("cn.p.q.r")


def test_each_value_is_that_of_the_nearest_layer_that_says_it(kit):
    """Rounding from province and city, weights from the county over the city, and what nobody changed from above."""
    found = kit.indicator_set(TOP)
    assert (found.rounding["rate"].mode, found.rounding["rate"].places) == ("down", 1)
    assert [node.weight for node in found.indicators] == [10, 40, 40, 10]
    assert [(band.name, band.lowest) for band in found.grades.bands] == [("优", 90), ("良", 75), ("中", 60), ("差", 0)]
    rules = {node.code: node.rules_for.get("at-least") for node in found.indicators if node.rules_for}
    assert rules == {"output": "half", "benefit": "third", "satisfaction": "ratio"}


@pytest.mark.parametrize(
    ("key", "plugin", "file", "reason"),
    [
        ("output.weight", "cn.p.q.r", "r/amendments/own.toml", "县：产出 40 分"),
        ("rounding.rate.places", "cn.p.q", "q/amendments/own.toml", "市：一位"),
        ("rounding.rate.mode", "cn.p", "p/amendments/own.toml", "省：截断"),
        ("grades.良.from", "cn.p", "p/amendments/own.toml", "省：75 分以上为良"),
        ("satisfaction.weight", "cn.mof", "standards/indicator-sets/cn.mof.self-evaluation.2020.toml", ""),
    ],
)
def test_the_origin_of_a_value_is_the_layer_that_says_it(kit, key, plugin, file, reason):
    """Plugin, file, line and document; the line is the one that holds the value."""
    found = kit.origin_of(TOP, key)
    assert (found.origin.plugin, found.layer) == (plugin, address(plugin) if reason else NATIONAL)
    assert found.origin.place.file.endswith(file)
    assert found.basis[0].document == (f"{plugin} 通知" if reason else "财预〔2020〕10号")
    record = next(one for one in kit.host.records if one.id == plugin)
    text = record.folder / found.origin.place.file.partition("/")[2]
    lines = text.read_text("utf-8").splitlines()
    line = lines[found.origin.place.line - 1]
    assert line.startswith("to = ") if reason else line == "weight = 10"
    if reason:
        assert lines[found.origin.place.line] == f'reason = "{reason}"'


def test_what_was_before_is_the_layer_below(kit):
    """The county's 40 stands in the place of the city's 45, not of the nation's 50."""
    found = kit.origin_of(TOP, "output.weight")
    assert found.before.origin.plugin == "cn.p.q"
    assert found.before.before.origin.plugin == "cn.mof"


def test_the_list_of_plugins_says_of_each_layer_what_it_stands_for(kit):
    """Values of the layer right below, files of every layer further up that has them."""
    listed = {one.plugin.id: one for one in kit.plugins().plugins}
    told = {name: [(one.name, one.of) for one in plugin.overridden] for name, plugin in listed.items()}
    report = TEMPLATE.partition("/")[2]
    assert told["cn.p.q.r"] == [
        ("indicators.output.weight", address("cn.p.q")),
        ("indicators.benefit.weight", address("cn.p.q")),
        ("indicators.benefit.rules-for.at-least", address("cn.p.q")),
        *((name, of) for of in ("cn.p.q", "cn.p", "cn.mof") for name in ("scores.toml", report)),
    ]
    assert told["cn.p.q"][-4:] == [(name, of) for of in ("cn.p", "cn.mof") for name in ("scores.toml", report)]
    assert [name for name, of in told["cn.p"] if of == "cn.mof"] == ["funding.toml", "scores.toml", report]


def test_a_difference_over_several_layers_names_the_layer_that_made_it(kit):
    """From the nation to the county each key has its last change; from city to county only the county's are left."""
    far = {one.key: one for one in kit.diff(NATIONAL, TOP).differences}
    assert (far["indicators.output.weight"].before, far["indicators.output.weight"].after) == ("50", "40")
    assert {key: one.change.by for key, one in far.items() if one.change} == {
        "rounding.rate.mode": address("cn.p"),
        "rounding.rate.places": address("cn.p.q"),
        "grades.良.from": address("cn.p"),
        "indicators.output.weight": TOP,
        "indicators.output.rules-for.at-least": address("cn.p"),
        "indicators.benefit.weight": TOP,
        "indicators.benefit.rules-for.at-least": TOP,
    }
    near = [one.key for one in kit.diff(address("cn.p.q"), TOP).differences if one.change]
    assert near == ["indicators.output.weight", "indicators.benefit.weight", "indicators.benefit.rules-for.at-least"]


def test_forms_are_those_of_the_nearest_layer_that_has_them(kit):
    """The county's table of points, the province's of money, the nation's of findings."""
    found = kit.host
    forms = found.forms(found.indicator_set(TOP))
    captions = {name: forms[name].caption.zh for name in ("scores", "funding", "findings")}
    assert captions == {"scores": "县表", "funding": "省资金表", "findings": "核查问题一览表"}
    assert found.forms(found.indicator_set(address("cn.p.q")))["scores"].caption.zh == "市表"


def test_templates_extend_each_other_over_four_layers(kit, tmp_path):
    """Each layer puts its word before that of the layer it extends, down to the text of the nation."""
    result = kit.evaluate(kit.read(EXAMPLES / "one-project" / "form.toml"), indicator_set=TOP)
    kit.report(result, tmp_path / "out", formats=["html"])
    page = (tmp_path / "out" / "report.html").read_text("utf-8")
    assert re.search(r"县。\s*市。\s*省。.*1 个有得分的项目中", page)
    assert "县表" in page
    assert "省资金表" in page


def test_a_value_that_a_layer_between_has_changed_is_not_taken_for_the_nation_s(stack):
    """The county still says 50 where the city says 45: refused at the line of the county's change."""
    file = stack[2] / "amendments" / "own.toml"
    file.write_text(file.read_text("utf-8").replace("was = 45", "was = 50"), "utf-8")
    with pytest.raises(IndicatorSetError) as caught:
        host(*stack).indicator_set(TOP)
    (fault,) = caught.value.faults
    lines = file.read_text("utf-8").splitlines()
    assert (fault.code, fault.place.file) == ("amendment.was-differs", "r/amendments/own.toml")
    assert lines[fault.place.line - 1] in ("[[change]]", "was = 50")
    for language in ("zh", "en"):
        assert "50" in fault.worded(language)
        assert "45" in fault.worded(language)
    assert host(*stack).indicator_set(address("cn.p.q"))


@pytest.mark.slow
def test_a_change_between_is_felt_by_all_below_and_by_none_above(stack):
    """The province adds a point of its own: its digest and those of city and county are new, the nation's is not."""
    before = _digests(stack)
    file = stack[0] / "amendments" / "own.toml"
    file.write_text(file.read_text("utf-8") + "# 勘误\n", "utf-8")
    after = _digests(stack)
    assert [one for one in before if before[one] != after[one]] == sorted([address("cn.p"), address("cn.p.q"), TOP])


def _digests(stack):
    found = host(*stack)
    return {one: found.indicator_set(one).digest for one in found.addresses}


@pytest.mark.slow
@pytest.mark.parametrize("name", ["p/amendments/own.toml", "p/rules/p.toml", "q/amendments/own.toml", "r/rules/r.toml"])
def test_the_digest_of_the_set_is_over_the_files_of_every_layer(stack, tmp_path, name):
    """A comment in any set or rule of the chain is another set; a table or a template is another plugin."""
    before = host(*stack).indicator_set(TOP).digest
    (tmp_path / name).write_text((tmp_path / name).read_text("utf-8") + "# 注\n", "utf-8")
    assert host(*stack).indicator_set(TOP).digest != before


@pytest.mark.slow
@pytest.mark.parametrize("name", ["p/forms/scores.toml", f"q/{TEMPLATE}", "r/forms/scores.toml"])
def test_forms_and_templates_count_in_the_digest_of_their_plugin(stack, tmp_path, name):
    """The set stays the same set, and the plugin is not the same plugin."""
    found = host(*stack)
    before, digests = found.indicator_set(TOP).digest, {record.id: record.digest() for record in found.records}
    (tmp_path / name).write_text((tmp_path / name).read_text("utf-8") + "\n", "utf-8")
    again = host(*stack)
    changed = {record.id for record in again.records if record.digest() != digests[record.id]}
    assert again.indicator_set(TOP).digest == before
    assert changed == {{"p": "cn.p", "q": "cn.p.q", "r": "cn.p.q.r"}[name[0]]}


# Editions of a layer between.


def test_a_new_edition_of_the_province_changes_no_county_that_names_the_old_one(stack):
    """History: the county of 2022 computes as before; one that names 2024 has the new weights."""
    before = host(*stack).indicator_set(TOP)
    (stack[0] / "amendments" / "new.toml").write_text(
        amendment(
            "cn.p",
            NATIONAL,
            change("indicators.output.weight", "50", "30"),
            change("indicators.benefit.weight", "30", "50"),
            edition="2024",
        ),
        "utf-8",
    )
    (stack[2] / "amendments" / "new.toml").write_text(
        amendment("cn.p.q.r", address("cn.p", "2024"), edition="2024"), "utf-8"
    )
    after = host(*stack)
    assert after.indicator_set(TOP) == before
    assert after.dated("cn.p.q.r.self-evaluation", 2023) == before
    new = after.dated("cn.p.q.r.self-evaluation", 2024)
    assert new.chain == (address("cn.p.q.r", "2024"), address("cn.p", "2024"), NATIONAL)
    assert [node.weight for node in new.indicators] == [10, 30, 50, 10]


@pytest.mark.slow
def test_an_edition_that_the_province_took_back_is_named_with_those_there_are(stack):
    """The county pins 2022, of which only the number has changed: the message names 2022 and 2023."""
    file = stack[0] / "amendments" / "own.toml"
    file.write_text(file.read_text("utf-8").replace('edition = "2022"', 'edition = "2023"'), "utf-8")
    with pytest.raises(IndicatorSetError) as caught:
        host(*stack).indicator_set(TOP)
    assert [(fault.code, fault.place.file) for fault in caught.value.faults] == [
        ("set.edition-missing", "q/amendments/own.toml")
    ]
    assert address("cn.p") in str(caught.value)
    assert "2023" in str(caught.value)


@pytest.mark.slow
def test_a_layer_that_is_broken_is_named_before_what_it_takes_with_it(stack):
    """The city's manifest has a slip: its fault comes first, then that the county cannot be used; the rest works."""
    manifest = stack[1] / "perfkit.toml"
    manifest.write_text(manifest.read_text("utf-8").replace("version", "verson"), "utf-8")
    found = host(*stack)
    with pytest.raises(IndicatorSetError) as caught:
        found.indicator_set(TOP)
    assert caught.value.faults[0].place.file == "q/perfkit.toml"
    assert caught.value.faults[-1].code == "set.not-usable"
    assert found.indicator_set(address("cn.p"))


def test_a_unit_s_folder_that_is_not_there_is_an_error_of_its_own(real, tmp_path):
    """A portfolio that asks for a folder does not run without it."""
    facts = shutil.copytree(EXAMPLES / "xinfeng-2023", tmp_path / "facts")
    file = facts / "portfolio.toml"
    file.write_text(file.read_text("utf-8").replace("schema = 1", 'schema = 1\nplugins = ["../lost"]'), "utf-8")
    with pytest.raises(PluginError) as caught:
        real.evaluate(real.read(facts))
    assert caught.value.code == "plugin.no-folder"


# One name twice.


def settled(error, word):
    """The line in the Chinese hint of a refusal that begins with a word: ``replaces = "…"``."""
    (fault,) = error.faults
    return re.search(rf'{word} = "[^"]+"', fault.worded("zh")).group()


def test_the_line_that_the_refusal_prints_settles_whose_rule_counts(stack):
    """The county takes the name of the province's rule: refused; with the printed line its own counts from it down."""
    file = stack[2] / "rules" / "r.toml"
    own = file.read_text("utf-8").replace("rules.third", "rules.half")
    change = stack[2] / "amendments" / "own.toml"
    change.write_text(change.read_text("utf-8").replace('"third"', '"half"'), "utf-8")
    file.write_text(own, "utf-8")
    with pytest.raises(IndicatorSetError) as caught:
        host(*stack).indicator_set(TOP)
    (fault,) = caught.value.faults
    assert (fault.code, fault.place.file, fault.place.line) == ("rule.shadows", "r/rules/r.toml", 1)
    assert settled(caught.value, "replaces") == 'replaces = "cn.p:half"'

    file.write_text(own.replace("requires", settled(caught.value, "replaces") + "\nrequires"), "utf-8")
    found = host(*stack)
    shares = {one: found.indicator_set(one).rules["half"].share for one in (TOP, address("cn.p.q"), address("cn.p"))}
    assert list(shares.values()) == ["min(actual / target, 1) / 3", *["min(actual / target, 1) / 2"] * 2]


@pytest.mark.slow
def test_two_claims_on_one_address_are_refused_where_it_is_asked_for(stack, tmp_path):
    """A second plugin gives the city's set again: city and county are refused with both files, the province works on.

    With the edition that the message prints, both stand side by side and the county is as before.
    """
    before = host(*stack).indicator_set(TOP)
    other = layer(tmp_path / "s", "cn.s", address("cn.p"))
    file = other / "amendments" / "own.toml"
    file.write_text(file.read_text("utf-8").replace("cn.s.self-evaluation", "cn.p.q.self-evaluation"), "utf-8")
    found = host(*stack, other)
    for asked in (TOP, address("cn.p.q")):
        with pytest.raises(IndicatorSetError) as caught:
            found.indicator_set(asked)
        assert caught.value.code == "set.address-twice"
        for said in ("q/amendments/own.toml", "s/amendments/own.toml"):
            assert said in str(caught.value)
    assert found.indicator_set(address("cn.p"))

    file.write_text(file.read_text("utf-8").replace('edition = "2022"', settled(caught.value, "edition")), "utf-8")
    assert host(*stack, other).indicator_set(TOP) == before


@pytest.mark.slow
def test_of_two_plugins_with_one_id_the_first_counts_and_both_are_named(stack, tmp_path):
    """A copy of the city's folder that somebody has changed is left out and named; the chain is that of the first."""
    before = host(*stack).indicator_set(TOP)
    copy = shutil.copytree(stack[1], tmp_path / "copy")
    file = copy / "amendments" / "own.toml"
    file.write_text(file.read_text("utf-8").replace("to = 45", "to = 46"), "utf-8")
    found = host(*stack, copy)
    (fault,) = found.faults
    assert fault.code == "plugin.id-twice"
    for language in ("zh", "en"):
        assert str(stack[1]) in fault.worded(language)
        assert str(copy) in fault.worded(language)
    assert found.indicator_set(TOP) == before
