"""A file of a folder, read as it stands there now: links put in its way since lead nowhere."""

import os

import pytest

from perfkit.files import head_within, read_within, within

SECRET = b"secret"


@pytest.fixture(params=[True, False], ids=["through the folder", "by path"])
def folder(tmp_path, monkeypatch, request):
    """A folder with one file, and a secret outside; in both ways in which systems open files."""
    monkeypatch.setattr(within, "_BY_FOLDER", request.param and within._BY_FOLDER)
    (tmp_path / "secret").write_bytes(SECRET)
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "a.html").write_bytes(b"1234")
    return tmp_path / "templates"


@pytest.mark.parametrize(("most", "expected"), [(3, "large"), (4, b"1234"), (5, b"1234")])
def test_a_plain_file_is_read_up_to_its_limit(folder, most, expected):
    """One byte more is too large; nothing is cut off silently."""
    assert read_within(folder, "a.html", most) == expected
    assert head_within(folder, "a.html", 2) == b"12"


@pytest.mark.parametrize("name", ["b.html", "A.html"])
def test_what_is_not_there_is_nothing(folder, name):
    """A name in other letters is another name on every system; a folder that went holds nothing."""
    assert read_within(folder, name, 9) is None
    assert read_within(folder / "gone", name, 9) is None


def test_a_link_in_the_place_of_the_file_is_refused(folder):
    """Whether it leads out or not."""
    (folder / "a.html").unlink()
    (folder / "a.html").symlink_to(folder.parent / "secret")

    assert read_within(folder, "a.html", 9) == "outside"


def test_a_link_in_the_place_of_the_folder_is_refused(folder):
    """Everything in the folder it leads to would be within reach."""
    folder.rename(folder.parent / "old")
    folder.symlink_to(folder.parent)

    assert read_within(folder, "secret", 9) == "outside"


@pytest.mark.parametrize("make", [os.mkfifo, os.mkdir], ids=["pipe", "folder"])
def test_what_is_no_plain_file_is_refused_without_waiting(folder, make):
    """A pipe would block for ever."""
    make(folder / "b.html")

    assert read_within(folder, "b.html", 9) == "outside"


def test_a_link_swapped_in_at_the_last_moment_leads_nowhere(folder, monkeypatch):
    """Between the look at the file and its opening, whatever the system can do about it."""
    opened = os.open

    def late(path, *arguments, **more):
        if str(path).endswith("a.html"):
            (folder / "a.html").unlink()
            (folder / "a.html").symlink_to(folder.parent / "secret")
        return opened(path, *arguments, **more)

    monkeypatch.setattr(within.os, "open", late)
    assert read_within(folder, "a.html", 9) == "outside"


def test_another_file_swapped_in_is_refused_where_files_are_opened_by_path(folder, monkeypatch):
    """There the way to it may have been changed; through an opened folder it is simply the file that stands there."""
    opened = os.open

    def late(path, *arguments, **more):
        if str(path).endswith("a.html"):
            (folder / "b.html").write_bytes(SECRET)
            (folder / "b.html").replace(folder / "a.html")
        return opened(path, *arguments, **more)

    monkeypatch.setattr(within.os, "open", late)
    assert read_within(folder, "a.html", 9) == (SECRET if within._BY_FOLDER else "outside")


def test_a_system_that_does_not_tell_letters_apart_changes_nothing(folder, monkeypatch):
    """On Windows a.html would be opened for A.html; here as there only the name in the listing counts."""
    monkeypatch.setattr(within.os, "listdir", lambda _: ["A.html"])

    assert read_within(folder, "a.html", 9) is None
