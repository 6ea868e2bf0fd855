"""What may lie in a plugin folder, and where its manifest is if it is not there."""

import pytest

from perfkit.errors import PluginError
from perfkit.formats import read_plugin

MANIFEST = 'id = "cn.a"\nversion = "1"\ntitle = { zh = "甲县" }\n'


def folder(tmp_path, *names, manifest="perfkit.toml"):
    """A plugin folder that also holds these files, and these folders (with a slash behind)."""
    root = tmp_path / "county"
    for name in (manifest, *names):
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if name.endswith("/"):
            path.mkdir()
        else:
            path.write_text(MANIFEST if path.name == "perfkit.toml" else "", encoding="utf-8")
    return root


def faults(root):
    """Code, file and near match of each fault."""
    with pytest.raises(PluginError) as caught:
        read_plugin(root)
    for fault in caught.value.faults:
        assert fault.worded("zh")
        assert fault.worded("en")
    return [(fault.code, fault.place.file, fault.arguments.get("near")) for fault in caught.value.faults]


@pytest.mark.parametrize(
    ("name", "shown", "near"),
    [
        ("form/scores.toml", "form", "forms"),
        ("template/", "template", "templates"),
        ("Rules/", "Rules", "rules"),
        ("indicator_sets/", "indicator-sets", "indicator-sets"),
        ("forms/score.txt", "forms/score.txt", "score.toml"),
        ("rules/ratio.TOML", "rules/ratio.TOML", "ratio.toml"),
        ("rules/old/", "rules/old", ""),
        ("amendment.toml", "amendment.toml", "amendments"),
        ("forms", "forms", "forms"),
        ("notes.docx", "notes.docx", ""),
        ("readme.toml", "readme.toml", ""),
    ],
)
def test_what_nobody_would_read_is_refused_with_the_near_match(tmp_path, name, shown, near):
    """A form in ``form/`` would silently not be used."""
    root = folder(tmp_path, name)

    assert faults(root) == [("plugin.unknown-entry", f"county/{shown.replace('-sets', '_sets')}", near)]


def test_all_unknown_entries_are_told_at_once(tmp_path):
    """Together with the other faults of the folder."""
    root = folder(tmp_path, "form/a.toml", "template/a.html", "rules/b.toml", "x.txt")
    found = faults(root)

    assert [file for code, file, _ in found if code == "plugin.unknown-entry"] == [
        "county/form",
        "county/template",
        "county/x.txt",
    ]
    assert [file for code, file, _ in found if code != "plugin.unknown-entry"] == ["county/rules/b.toml"]


def test_what_belongs_there_is_accepted(tmp_path):
    """Templates and cases of any kind, modules of a package, texts about the plugin, hidden files, names with x-."""
    root = folder(
        tmp_path,
        *("templates/a/b.html", "cases/one/notes.txt", "README.md", "LICENSE", "forms/README.txt", "CHANGELOG.md"),
        *("__init__.py", "hooks.py", "py.typed", "sums.py", "data/__init__.py", "__pycache__/a.pyc"),
        *("x-old/perfkit.toml", ".git/hooks/update.sh", ".git/1/2/3/4/5/6/7/8/9", "cases/.svn/a.exe"),
        *(".gitignore", "rules/.hidden.toml", "Thumbs.db", "x-notes.docx", "x-drafts/a.toml", "forms/~$a.toml"),
    )

    assert read_plugin(root).id == "cn.a"


def test_python_outside_a_package_is_refused(tmp_path):
    """A folder without ``__init__.py`` is data; its modules would never run."""
    assert faults(folder(tmp_path, "sums.py")) == [("plugin.code-file", "county/sums.py", None)]


@pytest.mark.parametrize("inner", ["inner", "src/perfkit_county"])
def test_a_manifest_further_in_is_pointed_at(tmp_path, inner):
    """One folder too high, or the folder of a package with its data below ``src``."""
    with pytest.raises(PluginError) as caught:
        read_plugin(folder(tmp_path, manifest=f"{inner}/perfkit.toml"))

    (fault,) = caught.value.faults
    assert fault.code == "plugin.manifest-deeper"
    assert f"“{inner}”" in fault.worded("zh")


def test_a_rule_file_is_read_whatever_its_name(tmp_path):
    """Only hidden files, locks of editors and names with x- are left out."""
    root = folder(tmp_path, "rules/.a.toml", "rules/x-b.toml", "rules/~$c.toml")
    for name in ("license-fees", "z", "readme"):
        (root / "rules" / f"{name}.toml").write_text(f'[rules.{name}]\ntitle = {{ zh = "a" }}\nshare = "1"\n', "utf-8")

    assert [file.name for file in read_plugin(root).rules] == [
        "county/rules/license-fees.toml",
        "county/rules/readme.toml",
        "county/rules/z.toml",
    ]
