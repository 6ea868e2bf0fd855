"""The documentation: generated pages are current, links lead somewhere, both languages say the same, names are real."""

import importlib.util
import re
from collections.abc import Mapping
from pathlib import Path
from types import SimpleNamespace

import attrs
import pytest
import tomli
from rule_pages import Example, family, terms, written

from perfkit.formats.plugin_entries import FOLDERS
from perfkit.formats.plugin_manifest import Manifest
from perfkit.formula import formula_name
from perfkit.formula.language.functions import FUNCTIONS, LIST_WORDS
from perfkit.formula.worded.formulas import BUILT_IN
from perfkit.kit import Kit
from perfkit.scoring.planning import make_plan
from perfkit.testing import a_project, evaluated, national_set
from perfkit.wording import table

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
PAGES = sorted([*DOCS.rglob("*.md"), ROOT / "CONTRIBUTING.md", ROOT / "CHANGELOG.md"])
PAIRS = sorted(path.relative_to(DOCS / "zh") for path in (DOCS / "zh").rglob("*.md"))
NATIONAL = ROOT / "src" / "perfkit" / "standards" / "templates" / "self-evaluation-report.md.j2"

LINK = re.compile(r"(?<!!)\[[^\]\n]*\]\((?!https?:)([^)#\s]*)(#[^)\s]*)?\)")
FENCE = re.compile(r"^(`{3,})([^\n]*)\n(.*?)^\1$", re.M | re.S)


def generator():
    """``docs/generate.py`` as a module."""
    spec = importlib.util.spec_from_file_location("docs_generate", DOCS / "generate.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def prose(path):
    """A page without its fences."""
    return FENCE.sub("", path.read_text("utf-8"))


def test_the_list_of_codes_is_current():
    """Whoever changes a sentence writes the page anew: ``python docs/generate.py``."""
    assert generator().codes() == (DOCS / "reference" / "codes.md").read_text("utf-8")


def test_the_list_of_codes_holds_every_code_a_person_can_meet():
    """Each entry with something found stands on the page, once."""
    listed = re.findall(r"^\| `([^`]+)` \|", (DOCS / "reference" / "codes.md").read_text("utf-8"), re.M)

    assert sorted(code for code, entry in table().items() if "found" in entry) == sorted(listed)


def test_the_page_of_the_manifest_is_current_and_names_every_key_and_folder():
    """What an author may write and lay down stands there, as the program has it now: ``python docs/generate.py``."""
    text = (DOCS / "reference" / "manifest.md").read_text("utf-8")
    named = set(re.findall(r"^\| `([^`]+)` \|", text, re.M))

    assert generator().PAGES["reference/manifest.md"]() == text
    assert {field.name.replace("_", "-") for field in attrs.fields(Manifest)} <= named
    assert {f"{name}/" for name in FOLDERS} <= named
    assert "{" not in text.replace('`{ zh = "…", en = "…" }`', "")


def test_the_page_of_the_indicator_library_is_current():
    """Whoever changes an indicator writes the page anew: ``python docs/generate.py``."""
    assert generator().PAGES["reference/indicators.md"]() == (DOCS / "reference" / "indicators.md").read_text("utf-8")


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_page_of_the_places_is_current(language):
    """Whoever changes an amendment in plugins/ writes the page anew: ``python docs/generate.py``."""
    page = DOCS / language / "explanation" / "places.md"

    assert generator().places(language) == page.read_text("utf-8")


def test_the_page_of_the_trace_is_current_and_says_each_key_in_both_languages():
    """Every key of the schema stands there: ``python docs/generate.py``."""
    text = (DOCS / "reference" / "trace.md").read_text("utf-8")
    rows = [row.split(" | ") for row in text.partition("<!-- docs/generate.py -->")[2].splitlines() if "| `" in row]

    assert generator().trace() == text
    assert len(rows) > 150
    assert all(re.search("[\u4e00-\u9fff]", chinese) and re.search("[a-z]", english) for _, chinese, english in rows)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_page_of_rules_is_current_and_holds_every_rule_once(language):
    """Each national rule stands there in words, as it is now: ``python docs/generate.py``."""
    text = (DOCS / language / "how-to" / "rules.md").read_text("utf-8")
    listed = re.findall(r"^### `([^`]+)`", text, re.M)

    assert generator().rules(language) == text
    assert sorted(national_set().rules) == sorted(listed)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_page_of_values_is_current_and_holds_every_spelling(language):
    """The tables are those that the reader is tested by: ``python docs/generate.py``."""
    text = (DOCS / language / "explanation" / "values.md").read_text("utf-8")
    rows = [line for line in text.partition("<!-- docs/generate.py -->")[2].splitlines() if line.startswith("| `")]

    assert generator().values(language) == text
    assert len(rows) > 350


def names_in(rule):
    """The names a reader meets in a rule: facts, fields of lists, and ``let`` values."""
    fields = (field for kind in rule.needs.values() if isinstance(kind, Mapping) for field in kind)
    return {formula_name(name) for name in (*rule.needs, *fields, *rule.let)}


def test_every_name_in_a_rule_has_a_term_on_the_page_of_rules():
    """No reader of the Chinese page meets an English name inside a sentence, and no term is left over."""
    rules = national_set().rules.values()
    missing = {(rule.name, name) for rule in rules for name in names_in(rule) - set(terms(rule, "zh"))}
    used = {name for rule in rules for name in names_in(rule)} | set(BUILT_IN)

    assert missing == set()
    assert {formula_name(name) for name in written()["terms"]} <= used


def test_every_rule_belongs_to_a_family_on_the_page():
    """And no family is empty."""
    assert {family(rule) for rule in national_set().rules.values()} == set(written()["families"])


@pytest.mark.parametrize("plan", make_plan(national_set()).rules.values(), ids=lambda plan: plan.rule.name)
def test_the_example_of_a_rule_is_right(plan):
    """It gives the facts the rule asks for and no other, and the points that were reckoned by hand."""
    example = Example.of(plan.rule.name)
    lets = {name for name, _ in plan.compiled.tree.let}

    assert set(example.facts) <= plan.compiled.facts - lets
    assert plan.compiled.must_explain(example.facts) == example.must_explain
    if example.label:
        assert plan.compiled.label(example.facts) == example.label
    else:
        hundredths = (plan.compiled.share(example.facts) * example.weight * 200 + 1) // 2
        assert f"{hundredths // 100}.{hundredths % 100:02}" == example.points


def test_there_is_an_example_of_each_rule_and_of_no_other():
    """An example of a rule that is gone would be read by nobody."""
    assert set(written()["examples"]) == set(national_set().rules)


@pytest.mark.parametrize("path", PAGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_links_lead_to_files_that_are_there(path):
    """A reader who clicks arrives."""
    targets = [found[1] for found in LINK.finditer(prose(path)) if found[1]]

    assert [target for target in targets if not (path.parent / target).exists()] == []


def test_each_page_stands_in_both_languages():
    """Nobody is sent to a page that only the other language has."""
    english = sorted(path.relative_to(DOCS / "en") for path in (DOCS / "en").rglob("*.md"))

    assert english == PAIRS


def changed(tmp_path, monkeypatch, shown):
    """What a ``diff`` fence makes of a file with three lines."""
    spec = importlib.util.spec_from_file_location("pages", ROOT / "conftest.py")
    pages = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(pages)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "file.toml").write_text("a = 1\nb = 2\nb = 2\n", encoding="utf-8")
    pages.change(SimpleNamespace(parsed=("file.toml", shown)))
    return (tmp_path / "file.toml").read_text("utf-8")


def test_a_page_may_show_what_changes_in_a_file(tmp_path, monkeypatch):
    """Lines around it say which place is meant, and a line with … begins another place."""
    shown = "-a = 1\n+a = 0\n…\n b = 2\n-b = 2\n+b = 3\n"

    assert changed(tmp_path, monkeypatch, shown) == "a = 0\nb = 2\nb = 3\n"


@pytest.mark.parametrize("shown", ["-b = 2\n+b = 3\n", "-c = 1\n+c = 2\n", " a = 1\n", "a = 1\n", "-a =\n+b =\n"])
def test_a_page_that_shows_another_file_than_there_is_fails(tmp_path, monkeypatch, shown):
    """A place that is not there, or there twice, or that nothing changes: a reader could not follow."""
    with pytest.raises(AssertionError):
        changed(tmp_path, monkeypatch, shown)


@pytest.mark.parametrize("page", PAIRS, ids=str)
def test_both_languages_show_the_same_files_and_headings(page):
    """Each kind of block and of heading is there as often in both; files are the same to the letter."""
    chinese, english = ((DOCS / language / page).read_text("utf-8") for language in ("zh", "en"))
    kinds = [[found[2] for found in FENCE.finditer(text)] for text in (chinese, english)]
    tomls = [
        [found[3] for found in FENCE.finditer(text) if found[2] in ("toml", "jinja")] for text in (chinese, english)
    ]
    heads = [len(re.findall(r"^#+ ", FENCE.sub("", text), re.M)) for text in (chinese, english)]

    assert kinds[0] == kinds[1]
    assert tomls[0] == tomls[1]
    assert heads[0] == heads[1]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_blocks_a_county_may_rewrite_are_those_of_the_template(language):
    """The table in the how-to names every block of the national template, and no other."""
    text = (DOCS / language / "how-to" / "county.md").read_text("utf-8")
    rows = re.search(r"^\| (?:块|block) \|.*?\n\n", text, re.M | re.S)[0].splitlines()[2:]
    named = {name for row in rows for name in re.findall(r"`([^`]+)`", row)}
    blocks = set(re.findall(r"{% block (\S+)", NATIONAL.read_text("utf-8")))

    assert named == blocks


def sections(language):
    """The names of texts in the how-to: of the whole, and of one project."""
    text = (DOCS / language / "how-to" / "facts.md").read_text("utf-8")
    rows = [line for line in text.splitlines() if line.startswith("| `narrative/") and "*" not in line]
    whole, part = (dict.fromkeys(re.findall(r"`([a-z-]+)`", row), "有。") for row in rows)
    return whole, part


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_text_the_how_to_names_is_printed(language, tmp_path):
    """A unit that writes all of them loses none: one the template did not ask for would be refused."""
    whole, part = sections(language)
    project = a_project(narrative=part)
    evaluation = evaluated(project, narrative=whole)

    Kit(installed=False).report(evaluation, tmp_path, formats=["html"])
    assert (tmp_path / "report.html").read_text("utf-8").count("有。") >= len(whole) + len(part)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_text_the_template_asks_for_is_in_the_how_to(language):
    """No section is a secret."""
    whole, part = sections(language)
    asked = re.findall(r"(?:narrative\(|文\(|节\(对象, )\"([a-z-]+)\"", NATIONAL.read_text("utf-8"))

    assert set(asked) == {*whole, *part}


def test_every_dependency_has_its_reason():
    """Each library that the project names stands on the page of dependencies."""
    project = tomli.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    asked = [*project["dependencies"], *(one for extra in project["optional-dependencies"].values() for one in extra)]
    names = {re.match(r"[A-Za-z0-9-]+", one)[0].lower() for one in asked} - {"perfkit"}
    page = (DOCS / "explanation" / "dependencies.md").read_text("utf-8").lower()

    assert sorted(name for name in names if name not in page) == []


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_page_of_formulas_names_every_word_of_the_language(language):
    """No function, list word or key of a rule is left out where an author would look for it."""
    page = (DOCS / language / "how-to" / "formulas.md").read_text(encoding="utf-8")
    keys = ("needs", "parameters", "let", "requires", "share", "cases", "otherwise", "limits", "explain-when", "gives")
    assert [word for word in (*FUNCTIONS, *LIST_WORDS, *BUILT_IN, *keys) if f"`{word}" not in page] == []
