"""A set in a new fiscal year: nation, province and county over two years, each in a plugin folder of its own."""

import json

import pytest

from perfkit.errors import IndicatorSetError, InputError
from perfkit.kit import Kit

GRADES = '[[grades]]\nname = "合格"\nfrom = 0\n'
NODE = """
[[indicators]]
code = "{code}"
name = "{name}"
weight = {weight}
accepts = ["指标"]
rules-for = {{ at-least = "full", at-most = "full", equal = "full", judged = "full" }}
"""
IDENTITY = """\
id = "{id}"
edition = "{edition}"
title = {{ zh = "{title}" }}
fiscal-years = {years}
basis = [{{ document = "{document}", verified = {verified} }}]
"""
RULES = '[rules.full]\ntitle = { zh = "满" }\nshare = "1"\n'
SHAPE = """
[[constraints]]
code = "shape"
title = { zh = "产出不低于四成" }
holds = "output >= 40"
binding = true
"""


def identity(level, edition, years, extends="", *, verified="true"):
    """What a file says of itself."""
    text = IDENTITY.format(
        id=f"cn.{level}.set",
        edition=edition,
        title=f"{level} {edition}",
        years=years,
        document=f"{level}办",
        verified=verified,
    )
    return text + (f'extends = "{extends}"\n' if extends else "")


def nation(edition, output, benefit, years, more=""):
    nodes = [
        NODE.format(code="output", name="产出", weight=output),
        NODE.format(code="benefit", name="效益", weight=benefit),
    ]
    return identity("n", edition, years) + GRADES + "".join(nodes) + more


def change(at, action):
    return f'\n[[change]]\nat = "{at}"\n{action}\nreason = "x"\n'


PROVINCE = change("labels.executed", 'add = "支出"')
COUNTY = (
    "\n# 县里的分值\n"
    + change("indicators.output.weight", "was = 60\nto = 50  # 第一处")
    + change("indicators.benefit.weight", "was = 40\nto = 50")
    + change("labels.executed", 'was = "支出"\nto = "实支"')
)
YEARS = "{ from = 2023 }"


def kit(tmp_path, county=COUNTY, years=YEARS, later=None, nation_years=YEARS, verified="true", more=""):
    """Editions of 2023 of all three; ``later`` are further files by folder and name."""
    files = {
        "n/rules/full.toml": RULES,
        "n/indicator-sets/n.2023.toml": nation("2023", 60, 40, nation_years),
        "p/amendments/p.2023.toml": identity("p", "2023", YEARS, "cn.n.set@2023") + PROVINCE,
        "c/amendments/c.2023.toml": identity("c", "2023", years, "cn.p.set@2023", verified=verified) + more + county,
    }
    for name in "npc":
        files[f"{name}/perfkit.toml"] = f'id = "cn.{name}"\nversion = "1"\ntitle = {{ zh = "{name}" }}\n'
    for name, content in {**files, **(later or {})}.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8", newline="")
    return Kit(folders=[tmp_path / name for name in "npc"], installed=False)


def newer(output=60, benefit=40, more="", province=PROVINCE):
    """The editions of 2025 of nation and province."""
    return {
        "n/indicator-sets/n.2025.toml": nation("2025", output, benefit, "{ from = 2025 }", more),
        "p/amendments/p.2025.toml": identity("p", "2025", "{ from = 2025 }", "cn.n.set@2025") + province,
    }


SET = "cn.c.set@2023"


def test_a_set_that_holds_on_a_base_that_stays_needs_nothing(tmp_path):
    """It is said, with each layer; nothing is written even where that is asked for."""
    found = kit(tmp_path).rollover(SET, to=2025, write=True)
    assert [(layer.address, layer.holds, layer.newer) for layer in found.layers] == [
        (SET, True, ""),
        ("cn.p.set@2023", True, ""),
        ("cn.n.set@2023", True, ""),
    ]
    assert (found.holds, found.breaks, found.written, found.brings) == (True, False, None, None)
    assert any("不必改" in line for line in found.worded("zh"))


def test_a_newer_base_on_which_every_change_still_fits(tmp_path):
    """What it brings is told as a difference; all three changes fit; the next edition is proposed."""
    found = kit(tmp_path, later=newer(province=PROVINCE + change("labels.budget", 'add = "预算"'))).rollover(
        SET, to=2025
    )
    assert (found.next, found.base_after, found.breaks) == ("cn.c.set@2025", "cn.p.set@2025", False)
    assert [layer.newer for layer in found.layers] == ["", "cn.p.set@2025", "cn.n.set@2025"]
    assert [one.fault for one in found.changes] == [None] * 3
    assert [(one.key, one.after) for one in found.brings.differences if one.key.startswith("labels")] == [
        ("labels.budget", "预算")
    ]


def test_each_change_that_no_longer_fits_is_told(tmp_path):
    """One rests on an old value, with both; one leads nowhere, with the near match; the third fits."""
    province = change("labels.executed_sum", 'add = "支出"')
    found = kit(tmp_path, later=newer(55, 45, province=province)).rollover(SET, to=2025)
    faults = [one.fault and (one.fault.code, one.fault.place.file, one.fault.place.key) for one in found.changes]
    assert faults == [
        ("amendment.was-differs", "c/amendments/c.2023.toml", "change[1]"),
        ("amendment.was-differs", "c/amendments/c.2023.toml", "change[2]"),
        ("amendment.path-unknown", "c/amendments/c.2023.toml", "change[3]"),
    ]
    first, _, last = (one.fault for one in found.changes)
    assert (first.arguments["was"], first.arguments["found"]) == ("60", "55")
    assert last.arguments["near"] == "executed_sum"
    assert first.place.line == COUNTY[: COUNTY.index("[[change]]")].count("\n") + 7
    assert (found.breaks, found.faults) == (True, ())


def test_what_the_proof_finds_on_the_newer_base_is_told(tmp_path):
    """A third block came: the county's two weights make the whole too much; the line is that of its change."""
    third = NODE.format(code="satisfaction", name="满意度", weight=10)
    found = kit(tmp_path, later=newer(50, 40, more=third)).rollover(SET, to=2025)
    assert [fault.code for fault in found.faults] == ["set.weights"]
    assert found.faults[0].place.file == "c/amendments/c.2023.toml"
    assert found.breaks
    assert "indicators.satisfaction" in [one.key for one in found.brings.differences]


def test_a_binding_constraint_of_the_newer_base_breaks_what_does_not_satisfy_it(tmp_path):
    """The county gives output 50, and the nation asks for more from 2025 on."""
    shape = SHAPE.replace("output >= 40", "output >= 55")
    found = kit(tmp_path, later=newer(more=shape)).rollover(SET, to=2025)
    assert [fault.code for fault in found.faults] == ["set.constraint-broken"]
    assert kit(tmp_path, later=newer(more=SHAPE)).rollover(SET, to=2025).breaks is False


def test_a_layer_that_ends_without_a_newer_edition_breaks(tmp_path):
    """The nation's set ends in 2024, and the province's does not know another."""
    found = kit(tmp_path, nation_years="{ from = 2023, to = 2024 }").rollover(SET, to=2025)
    assert (found.stale, found.breaks) == (("cn.n.set@2023",), True)
    assert [layer.holds for layer in found.layers] == [True, True, False]


def test_an_edition_that_is_there_already_is_named(tmp_path):
    """Nothing is written then."""
    later = {"c/amendments/c.2025.toml": identity("c", "2025", "{ from = 2025 }", "cn.p.set@2023")}
    found = kit(tmp_path, years="{ from = 2023, to = 2024 }", later=later).rollover(SET, to=2025, write=True)
    assert (found.exists, found.written) == ("cn.c.set@2025", None)


def test_documents_that_nobody_compared_are_to_be_looked_at(tmp_path):
    """Of every layer and entry; each once."""
    found = kit(tmp_path, verified="false").rollover(SET, to=2025)
    assert [str(one) for one in found.unverified] == ["c办"]


@pytest.mark.parametrize(
    ("years", "expected"),
    [
        ("{ from = 2023, to = 2024 } # 两年", "{ from = 2025 } # 两年"),
        ("{ to = 2024, from = 2023 }", "{ from = 2025 }"),
        ("{from=2023}", "{from=2025}"),
    ],
)
def test_the_next_edition_is_the_author_s_own_text(tmp_path, years, expected):
    """Three values change, the last year goes; comments, order and line ends stay, and the new set can be used."""
    made = kit(tmp_path, years=years, later=newer())
    old = tmp_path / "c" / "amendments" / "c.2023.toml"
    old.write_bytes(old.read_bytes().replace(b"\n", b"\r\n"))
    before = old.read_bytes()
    found = Kit(folders=[tmp_path / name for name in "npc"], installed=False).rollover(SET, to=2025, write=True)
    new = old.with_name("c.2025.toml")
    assert (found.written, old.read_bytes()) == (new, before)
    wanted = before.decode().replace('edition = "2023"', 'edition = "2025"').replace(years, expected)
    assert new.read_bytes().decode() == wanted.replace("cn.p.set@2023", "cn.p.set@2025")
    again = Kit(folders=[tmp_path / name for name in "npc"], installed=False)
    assert again.indicator_set("cn.c.set", on=2025).chain == ("cn.c.set@2025", "cn.p.set@2025", "cn.n.set@2025")
    assert again.indicator_set("cn.c.set", on=2024).edition == "2023"
    assert made.indicator_set(SET).edition == "2023"


def test_years_in_a_table_of_their_own(tmp_path):
    """The line of the last year goes."""
    made = kit(tmp_path, years='{ from = 2023 }\n\n[x-note]\nby = "me"', later=newer())
    old = tmp_path / "c" / "amendments" / "c.2023.toml"
    text = old.read_text(encoding="utf-8").replace("fiscal-years = { from = 2023 }\n", "")
    head, tail = text.split("[x-note]")
    tail = tail.split('by = "me"\n')[1]
    table = "[fiscal-years]\nfrom = 2023\nto = 2024\n"
    basis, rest = tail.split("\n", 2)[:2], tail.split("\n", 2)[2]
    old.write_text(head + "\n".join(basis) + "\n" + table + rest, encoding="utf-8")
    made = Kit(folders=[tmp_path / name for name in "npc"], installed=False)
    new = made.rollover(SET, to=2025, write=True).written
    assert "[fiscal-years]\nfrom = 2025\n" in new.read_text(encoding="utf-8")
    assert "to = 2024" not in new.read_text(encoding="utf-8")


def test_no_file_is_written_over_and_no_package_is_touched(tmp_path):
    """A file of that name, and a set of the standards."""
    made = kit(tmp_path, later=newer())
    (tmp_path / "c" / "amendments" / "c.2025.toml").write_text("mine", encoding="utf-8")
    with pytest.raises(InputError) as caught:
        made.rollover(SET, to=2025, write=True)
    assert caught.value.code == "rollover.file-there"
    assert (tmp_path / "c" / "amendments" / "c.2025.toml").read_text(encoding="utf-8") == "mine"
    with pytest.raises(InputError) as caught:
        Kit(installed=False).rollover("cn.mof.self-evaluation@2020", to=2019, write=True)
    assert caught.value.code == "rollover.package"


def test_a_set_that_cannot_be_used_now_is_refused(tmp_path):
    """As everywhere."""
    with pytest.raises(IndicatorSetError):
        kit(tmp_path, county=change("indicators.gone.weight", "to = 1")).rollover(SET, to=2025)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_answer_is_words_and_plain_data(tmp_path, language):
    """What is left to do comes last, numbered."""
    found = kit(tmp_path, years="{ from = 2023, to = 2024 }", later=newer(55, 45), verified="false").rollover(
        SET, to=2025
    )
    record = found.record(language)
    assert json.loads(json.dumps(record)) == record
    assert [one["fits"] for one in record["changes"]] == [False, False, True]
    lines = list(found.worded(language))
    assert [line.split(".")[0].strip() for line in lines[-len(record["left"]) :]] == [str(n) for n in range(1, 7)]
    assert len(record["left"]) == 6
