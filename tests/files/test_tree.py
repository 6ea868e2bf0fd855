"""What lies in a folder that was handed in: seen once, bounded, nothing followed or opened."""

import os
import stat
from types import SimpleNamespace

import pytest

from perfkit.files import tree_of
from perfkit.files.portable import alike, unportable
from perfkit.files.tree import MOST_BYTES, MOST_DEPTH, MOST_ENTRIES, kind_of


def always(_name):
    return True


def codes(tree):
    return [(fault.code, fault.place.file) for fault in tree.faults]


def test_entries_come_by_name_with_kind_and_size(tmp_path):
    """Never in the order of the file system."""
    root = tmp_path / "county"
    (root / "b").mkdir(parents=True)
    (root / "b" / "two.txt").write_bytes(b"12")
    (root / "a.txt").write_bytes(b"1")
    tree = tree_of(root, always)

    assert [(one.name, one.kind, one.size) for one in tree.entries] == [
        ("a.txt", "file", 1), ("b", "folder", 0), ("b/two.txt", "file", 2),
    ]  # fmt: skip
    assert tree.faults == ()
    assert tree.files("b") == ["two.txt"]
    assert tree.files("") == []


def test_a_folder_that_is_not_to_be_entered_is_named_only(tmp_path):
    """What is inside it is nobody's business."""
    (tmp_path / "county" / ".git" / "deep").mkdir(parents=True)
    tree = tree_of(tmp_path / "county", lambda name: name != ".git")

    assert [one.name for one in tree.entries] == [".git"]


@pytest.mark.parametrize("where", ["link", "a/link", "a/b/c/link"])
def test_links_are_told_at_any_depth_and_never_followed(tmp_path, where):
    """To a file, to a folder that holds this one, to nothing."""
    root = tmp_path / "county"
    for number, target in enumerate(["/etc/passwd", str(tmp_path), "nowhere"]):
        path = root / f"{where}{number}"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.symlink_to(target)

    assert codes(tree_of(root, always)) == [("plugin.link", f"county/{where}{number}") for number in range(3)]


def test_a_junction_of_windows_is_a_link():
    """Its mode says folder; that it leads away stands in its attributes."""
    junction = SimpleNamespace(st_mode=stat.S_IFDIR | 0o777, st_file_attributes=0x410)
    folder = SimpleNamespace(st_mode=stat.S_IFDIR | 0o777, st_file_attributes=0x10)

    assert (kind_of(junction), kind_of(folder)) == ("link", "folder")


@pytest.mark.parametrize(("count", "told"), [(MOST_ENTRIES, []), (MOST_ENTRIES + 1, ["plugin.too-many"])])
def test_the_most_entries_are_just_allowed(tmp_path, count, told):
    """One more, and nothing is told of those that happened to be seen."""
    for number in range(count):
        (tmp_path / f"{number}.csv").touch()
    tree = tree_of(tmp_path, always)

    assert [fault.code for fault in tree.faults] == told
    assert len(tree.entries) == (0 if told else count)


@pytest.mark.parametrize(("depth", "told"), [(MOST_DEPTH, []), (MOST_DEPTH + 1, ["plugin.too-deep"])])
def test_the_deepest_folder_is_just_allowed(tmp_path, depth, told):
    """And what is deeper is not looked at."""
    folder = tmp_path.joinpath(*map(str, range(depth)))
    folder.mkdir(parents=True)
    (folder / "a").touch()
    tree = tree_of(tmp_path, always)

    assert [fault.code for fault in tree.faults] == told
    assert any(one.last == "a" for one in tree.entries) == (not told)


@pytest.mark.parametrize(("size", "told"), [(MOST_BYTES, []), (MOST_BYTES + 1, ["plugin.too-large"])])
def test_the_most_bytes_are_just_allowed(tmp_path, size, told):
    """Of all files together; the largest is named."""
    for name, share in (("a", size - 10), ("b", 10)):
        with (tmp_path / name).open("wb") as file:
            file.truncate(share)
    tree = tree_of(tmp_path, always)

    assert [fault.code for fault in tree.faults] == told
    assert all(fault.arguments["largest"] == "a" for fault in tree.faults)


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("信丰 说明.toml", None),
        ("a" * 143, None),
        ("a" * 144, "long"),
        ("指" * 47 + "ab", None),
        ("指" * 48, "long"),
        ("con", "reserved"),
        ("COM1.toml", "reserved"),
        ("console.toml", None),
        ("a.", "end"),
        ("a ", "end"),
        (" a", "end"),
        (".a", None),
        ("a:b", "sign"),
        ("a\\b", "sign"),
        ("a\nb", "hidden"),
        ("a\u202eb", "hidden"),
        ("a\u200bb", "hidden"),
        ("a\udc80", "hidden"),
    ],
)
def test_names_that_not_every_system_keeps(name, code):
    """Each with its reason; Chinese and blanks inside are names like any other."""
    found = unportable(name)
    assert (found and found[0]) == code


def test_names_that_some_systems_take_for_one_another():
    """By case, and by how an accent is stored."""
    names = ["A.toml", "a.toml", "b.toml", "e\u0301", "\u00e9", "x/A", "y/a"]

    assert alike(names) == [("A.toml", "a.toml"), ("e\u0301", "\u00e9")]


def test_a_folder_that_went_meanwhile_is_told(tmp_path):
    """Between being listed and being entered."""
    (tmp_path / "a").mkdir()

    def enter(name):
        (tmp_path / name).rmdir()
        return True

    assert codes(tree_of(tmp_path, enter)) == [("plugin.changed", f"{tmp_path.name}/a")]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no pipes with names")
def test_a_pipe_is_told_and_never_waited_for(tmp_path):
    """Opening it would block until somebody writes."""
    os.mkfifo(tmp_path / "pipe")

    assert [code for code, _ in codes(tree_of(tmp_path, always))] == ["plugin.not-plain"]
