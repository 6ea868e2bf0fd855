"""A report in the language asked for: a template named for it, and labels that have both."""

import shutil
from pathlib import Path

import pytest

from chain import CHAIN
from perfkit import IndicatorSetError, Kit
from perfkit.reports import without_language

EXAMPLE = Path(__file__).parents[2] / "examples" / "one-project" / "form.toml"
SET = "cn.a.self-evaluation@2024"
FILES = {
    "perfkit.toml": 'id = "cn.a"\nversion = "1"\ntitle = { zh = "甲县", en = "A" }\nlanguages = ["zh", "en"]\n',
    "amendments/a.toml": 'id = "cn.a.self-evaluation"\nedition = "2024"\ntitle = { zh = "甲县自评", en = "A county" }\n'
    'extends = "cn.mof.self-evaluation@2020"\nfiscal-years = { from = 2020 }\n',
    "templates/self-evaluation-report.en.md.j2": "# Results\n\nUnder {{ set.title }}.\n\n```{grid} scores\n```\n",
}


def county(folder, **more):
    """A county whose report can be written in English, and further files by their names."""
    for name, text in {**FILES, **more}.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def page(folder, to, language):
    kit = Kit(language, folders=[folder], installed=False)
    kit.report(kit.evaluate(kit.read(EXAMPLE), indicator_set=SET), to, formats=["html"])
    return (to / "report.html").read_text("utf-8")


def test_a_template_named_for_a_language_is_the_report_in_it(tmp_path):
    """English where English is asked for, in all its labels; Chinese as before where it is not."""
    folder = county(tmp_path / "a")
    english, chinese = page(folder, tmp_path / "en", "en"), page(folder, tmp_path / "zh", "zh")
    assert '<html lang="en">' in english
    for words in ("Under A county.", "Points of the projects", "Grade"):
        assert words in english
    for words in ("项目自评得分表", "评价等级"):
        assert words not in english
        assert words in chinese
    assert '<html lang="zh-CN">' in chinese


def test_without_such_a_template_the_report_stays_chinese(tmp_path):
    """The national template speaks no English: a document half in one and half in the other is not written."""
    folder = county(tmp_path / "a")
    shutil.rmtree(folder / "templates")
    text = page(folder, tmp_path / "en", "en")
    assert '<html lang="zh-CN">' in text
    assert "Points of the projects" not in text


def test_every_national_label_has_both_languages():
    """A county's English report may use the national tables as they are."""
    kit = Kit(folders=CHAIN, installed=False)
    forms = kit.host.forms(kit.indicator_set("cn.mof.self-evaluation@2020")).values()
    words = [one for form in forms for one in (form.caption, form.total, *(column.label for column in form.columns))]
    assert [str(one) for one in words if one.zh and not one.en] == []


@pytest.mark.parametrize(
    ("name", "base"),
    [
        ("report.en.md.j2", "report.md.j2"),
        ("report.zh.docx", "report.docx"),
        ("report.fr.md.j2", "report.fr.md.j2"),
        ("report.en", "report.en"),
        ("report.md.j2", "report.md.j2"),
    ],
)
def test_the_language_in_a_name_stands_before_its_kind(name, base):
    """Only the two languages of perfkit, and only between stem and kind."""
    assert without_language(name) == base


def test_another_language_in_a_name_is_a_slip(tmp_path):
    """A template that nobody would ever take is refused as before."""
    folder = county(tmp_path / "a", **{"templates/self-evaluation-report.fr.md.j2": "x"})
    with pytest.raises(IndicatorSetError) as caught:
        Kit(folders=[folder], installed=False).indicator_set(SET)
    assert [fault.code for fault in caught.value.faults] == ["plugin.misnamed"]
