"""The digest of a plugin: over the files it may have, and over nothing else that lies in its folder."""

import os

import pytest

from perfkit.errors import InputError
from perfkit.plugins.digest import plugin_digest


@pytest.fixture
def folder(tmp_path):
    """A plugin with a file of each kind."""
    for name in (
        "perfkit.toml",
        "hooks.py",
        "amendments/a.toml",
        "rules/r.toml",
        "forms/f.toml",
        "templates/deep/t.j2",
        "cases/c.toml",
    ):
        path = tmp_path / "county" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x", "utf-8")
    return tmp_path / "county"


@pytest.mark.parametrize(
    "name",
    ["README.md", "build/report.html", ".git/HEAD", "amendments/~$a.toml", "rules/r.toml.bak", "templates/.DS_Store",
     "templates/__pycache__/x.pyc", "forms/deeper/f.toml"],
)  # fmt: skip
def test_what_happens_to_lie_there_changes_nothing(folder, name):
    """Documents, editors' locks and systems' leftovers are not the plugin."""
    before = plugin_digest(folder)
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text("y", "utf-8")

    assert plugin_digest(folder) == before


@pytest.mark.parametrize(
    "name",
    ["perfkit.toml", "hooks.py", "__init__.py", "amendments/a.toml", "indicator-sets/s.toml", "rules/r.toml",
     "forms/g.toml", "templates/deep/t.j2", "templates/report.docx", "cases/c.toml", "reading.py", "deeper/reading.py",
     "x-dates.csv", "x-data/dates.csv"],
)  # fmt: skip
def test_every_file_a_plugin_may_have_counts(folder, name):
    """A file changed or added is another plugin."""
    before = plugin_digest(folder)
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text("y", "utf-8")

    assert plugin_digest(folder) != before


@pytest.mark.parametrize("name", ["reading.py", "x-dates.csv", "x-data/dates.csv"])
def test_own_files_count_only_where_hooks_may_read_them(folder, name):
    """In a folder of data they are what happens to lie there."""
    (folder / "hooks.py").unlink()
    before = plugin_digest(folder)
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text("y", "utf-8")

    assert plugin_digest(folder) == before


def test_a_file_that_moved_is_another_plugin(folder):
    """Names count as well as contents."""
    before = plugin_digest(folder)
    (folder / "rules" / "r.toml").rename(folder / "rules" / "s.toml")

    assert plugin_digest(folder) != before


def test_a_link_that_leads_out_is_refused(folder, tmp_path):
    """No file outside the folder becomes part of the plugin."""
    (tmp_path / "secret").write_text("x", "utf-8")
    (folder / "templates" / "t.css").symlink_to(tmp_path / "secret")
    with pytest.raises(InputError) as caught:
        plugin_digest(folder)

    assert caught.value.code == "file.reference-outside"


def test_what_is_no_plain_file_is_refused_and_never_waited_for(folder):
    """A pipe among the templates does not hang the run."""
    os.mkfifo(folder / "templates" / "pipe")
    with pytest.raises(InputError) as caught:
        plugin_digest(folder)

    assert caught.value.code == "file.not-plain"
