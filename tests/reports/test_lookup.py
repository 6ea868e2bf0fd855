"""Templates are found along the chain, nearest first, inside their folders, and override each other block by block."""

from __future__ import annotations

from pathlib import Path

import pytest

from perfkit.errors import ReportError
from perfkit.reports import Lookup
from perfkit.reports.environment import Sandbox
from perfkit.reports.escape import markdown


@pytest.fixture
def folders(tmp_path) -> dict[str, Path]:
    made = {name: tmp_path / name for name in ("county", "nation")}
    for folder in made.values():
        folder.mkdir()
    (made["nation"] / "r.md.j2").write_text("{% block 甲 %}国甲{% endblock %}{% block 乙 %}国乙{{ 名 }}{% endblock %}")
    (made["nation"] / "only.j2").write_text("全国")
    return made


@pytest.fixture
def lookup(folders) -> Lookup:
    return Lookup([("cn.x.county", folders["county"]), ("cn.mof", folders["nation"])])


def render(lookup: Lookup, name: str = "r.md.j2") -> str:
    return Sandbox(lookup, markdown).render(name, {"名": "*"})


def test_a_block_is_overridden_by_name(folders, lookup):
    """A county's template of the same name extends the national one, replaces one block and keeps the other."""
    (folders["county"] / "r.md.j2").write_text(
        '{% extends "cn.mof:r.md.j2" %}{% block 甲 %}县甲（{{ super() }}）{% endblock %}'
    )
    assert render(lookup) == "县甲（国甲）国乙\\*"
    assert lookup.used == ["cn.x.county:r.md.j2", "cn.mof:r.md.j2"]


def test_a_block_that_no_ancestor_has_is_refused(folders, lookup):
    """A misspelt block would vanish in silence: it is named with its template, line and near match, all at once."""
    (folders["nation"] / "r.md.j2").write_text("{% block 主要结论 %}{% endblock %}{% block 其他 %}{% endblock %}")
    (folders["county"] / "r.md.j2").write_text(
        '{% extends "cn.mof:r.md.j2" %}\n{% block 主要结伦 %}甲{% endblock %}\n'
        "{% if true %}{% block 新 %}{% endblock %}{% endif %}"
    )
    with pytest.raises(ReportError) as caught:
        render(lookup)
    assert [(f.code, f.place.file, f.place.line, f.arguments["name"]) for f in caught.value.faults] == [
        ("report.block-unknown", "cn.x.county:r.md.j2", 2, "主要结伦"),
        ("report.block-unknown", "cn.x.county:r.md.j2", 3, "新"),
    ]
    assert [fault.arguments["near"] for fault in caught.value.faults] == ["主要结论", "主要结论、其他"]
    assert caught.value.faults[0].arguments["parents"] == "cn.mof:r.md.j2"


def test_every_template_of_the_line_is_looked_at(folders, tmp_path):
    """A province between county and nation may bring a block of its own; a misspelling in it is found too."""
    (tmp_path / "province").mkdir()
    chain = [("town", folders["county"]), ("province", tmp_path / "province"), ("cn.mof", folders["nation"])]
    middle = tmp_path / "province" / "r.md.j2"
    middle.write_text('{% extends "cn.mof:r.md.j2" %}{% block 甲 %}省{% block 省加 %}加{% endblock %}{% endblock %}')
    (folders["county"] / "r.md.j2").write_text('{% extends "province:r.md.j2" %}{% block 省加 %}镇{% endblock %}')
    assert render(Lookup(chain)) == "省镇国乙\\*"
    middle.write_text('{% extends "cn.mof:r.md.j2" %}{% block 丙丁 %}{% endblock %}')
    (folders["county"] / "r.md.j2").write_text('{% extends "province:r.md.j2" %}{% block 甲 %}镇{% endblock %}')
    with pytest.raises(ReportError) as caught:
        render(Lookup(chain))
    assert [fault.place.file for fault in caught.value.faults] == ["province:r.md.j2"]


def test_what_was_considered_is_remembered(lookup):
    """The nearest plugin is asked first; the manifest can tell both what was looked at and what won."""
    assert render(lookup, "only.j2") == "全国"
    assert lookup.considered == ["cn.x.county:only.j2", "cn.mof:only.j2"]
    assert lookup.used == ["cn.mof:only.j2"]


def test_a_missing_template_is_named_with_its_near_match(lookup):
    """The error names the plugins that were asked and the name that was probably meant."""
    with pytest.raises(ReportError) as caught:
        render(lookup, "onyl.j2")
    assert caught.value.code == "report.template-missing"
    assert caught.value.faults[0].arguments == {
        "name": "onyl.j2",
        "plugins": "cn.x.county、cn.mof",
        "near": "only.j2",
    }


def test_a_plugin_outside_the_chain_is_never_asked(lookup):
    """A prefix reaches plugins of the chain only."""
    with pytest.raises(ReportError) as caught:
        render(lookup, "cn.other:r.md.j2")
    assert caught.value.code == "report.template-missing"


@pytest.mark.parametrize("name", ["../secret", "a/b", "/etc/passwd", "..", ".hidden", "cn.mof:../x", "a\\b", "", "x\n"])
def test_a_name_is_never_a_path(lookup, name):
    """Nothing but a plain file name is looked up."""
    with pytest.raises(ReportError) as caught:
        lookup.read(name)
    assert caught.value.code == "report.template-name"


def test_links_and_folders_are_refused(folders, lookup, tmp_path):
    """A link to a file outside the folder, and one inside it, are refused rather than followed."""
    (tmp_path / "secret.j2").write_text("secret")
    (folders["county"] / "link.j2").symlink_to(tmp_path / "secret.j2")
    (folders["county"] / "inner.j2").symlink_to(folders["county"] / "link.j2")
    (folders["county"] / "dir.j2").mkdir()
    for name in ("link.j2", "inner.j2", "dir.j2"):
        with pytest.raises(ReportError) as caught:
            lookup.read(name)
        assert caught.value.code == "report.template-outside"


def test_size_and_encoding_are_checked(folders, lookup):
    """A template of more than 256 kB, or one that is not UTF-8, is refused with its place."""
    (folders["county"] / "big.j2").write_bytes(b"x" * (256 * 1024 + 1))
    (folders["county"] / "gbk.j2").write_bytes("ok\n绩效".encode("gbk"))
    with pytest.raises(ReportError, match="256"):
        lookup.text("big.j2")
    with pytest.raises(ReportError) as caught:
        lookup.text("gbk.j2")
    assert (caught.value.code, caught.value.faults[0].place.line) == ("report.template-encoding", 2)


def test_a_template_that_extends_itself_is_stopped(folders, lookup):
    """Without a prefix a county's template would find itself again; that ends in an error."""
    (folders["county"] / "r.md.j2").write_text('{% extends "r.md.j2" %}')
    with pytest.raises(ReportError) as caught:
        render(lookup)
    assert caught.value.code == "report.too-deep"
