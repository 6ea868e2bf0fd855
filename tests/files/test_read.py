"""Reading a file: every reason for which it can be refused, and that what is read is whole."""

import errno
import os
from pathlib import Path

import pytest

from perfkit.errors import InputError
from perfkit.files.read import human, is_editor_lock, owner, read_bytes


def fault(path, most=1000):
    """The one fault of reading ``path``."""
    with pytest.raises(InputError) as caught:
        read_bytes(path, most, "a.toml")
    (only,) = caught.value.faults
    assert only.place.file == "a.toml"
    return only


def test_a_plain_file_is_read_whole(tmp_path):
    """Every byte comes back, up to the very limit."""
    (tmp_path / "a.toml").write_bytes(bytes(range(256)))

    assert bytes(range(256)) == read_bytes(tmp_path / "a.toml", 256, "a.toml")


def test_a_large_file_is_refused_before_a_byte_is_read(tmp_path, monkeypatch):
    """The size is looked at first: a file of 40 MB costs nothing."""
    with (tmp_path / "a.toml").open("wb") as file:
        file.truncate(40_000_000)
    monkeypatch.setattr(os, "open", lambda *_: pytest.fail("the file was opened"))

    refused = fault(tmp_path / "a.toml", 1_000_000)

    assert (refused.code, refused.arguments["size"], refused.arguments["most"]) == ("file.too-large", "40 MB", "1 MB")


def test_one_byte_too_many_is_too_large(tmp_path):
    """The limit itself is allowed, one more is not."""
    (tmp_path / "a.toml").write_bytes(b"x" * 1001)

    assert fault(tmp_path / "a.toml").code == "file.too-large"


def test_a_missing_file_is_answered_with_the_nearest_names(tmp_path):
    """Who mistyped a name sees what the folder holds instead."""
    for name in ("projekt.toml", "funding.csv"):
        (tmp_path / name).touch()

    near = fault(tmp_path / "project.toml")
    other = fault(tmp_path / "xxxxxxxx")

    assert (near.code, near.arguments["names"]) == ("file.missing", "“projekt.toml”")
    assert other.arguments["names"] == "“funding.csv” “projekt.toml”"


def test_an_empty_folder_has_no_names_to_offer(tmp_path):
    """The message stays a sentence."""
    assert fault(tmp_path / "a.toml").arguments["names"] == "—"


@pytest.mark.parametrize("inner", ["none/a.toml", "file/a.toml"])
def test_a_missing_folder_is_named(tmp_path, inner):
    """If even the folder is missing, or is a file, the folder is what to look at."""
    (tmp_path / "file").touch()

    refused = fault(tmp_path / inner)

    assert ("file.no-folder", inner.partition("/")[0]) == (refused.code, refused.arguments["folder"])


def test_a_folder_that_cannot_be_listed_has_no_names_to_offer(tmp_path, monkeypatch):
    """A folder may be entered and not listed."""

    def refuse(_):
        raise PermissionError(errno.EACCES, "no")

    monkeypatch.setattr(os, "scandir", refuse)

    assert fault(tmp_path / "a.toml").arguments["names"] == "—"


def test_an_owner_without_a_name_is_a_question_mark(tmp_path, monkeypatch):
    """Users of another computer have numbers only."""

    def unknown(_):
        raise KeyError(12345)

    monkeypatch.setattr(Path, "owner", unknown)

    assert owner(tmp_path / "a.toml") == "?"


def test_a_folder_is_no_file(tmp_path):
    """A folder is refused as such."""
    assert fault(tmp_path).code == "file.folder"


def test_a_pipe_and_a_device_are_refused_without_waiting(tmp_path):
    """A pipe that nobody writes to would stop the program for ever."""
    os.mkfifo(tmp_path / "pipe")

    assert fault(tmp_path / "pipe").code == "file.not-plain"
    assert fault(Path("/dev/zero")).code == "file.not-plain"


def test_a_pipe_that_takes_the_place_of_the_file_is_refused_too(tmp_path, monkeypatch):
    """What was looked at and what was opened need not be one thing."""
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "a.toml").touch()
    status = (tmp_path / "a.toml").stat()
    monkeypatch.setattr(os, "stat", lambda *_, **__: status)

    assert fault(tmp_path / "pipe").code == "file.not-plain"


@pytest.mark.parametrize("name", ["~$项目.toml", ".~lock.a.toml#"])
def test_lock_files_of_editors_are_told_by_their_names(tmp_path, name):
    """Whether the file exists does not matter."""
    assert is_editor_lock(name)
    assert fault(tmp_path / name).code == "file.editor-lock"


@pytest.mark.parametrize(
    ("number", "code"),
    [
        (errno.EACCES, "file.no-permission"),
        (errno.EPERM, "file.no-permission"),
        (errno.ENAMETOOLONG, "file.bad-name"),
        (errno.EIO, "file.unreadable"),
    ],
)
def test_what_the_system_says_is_put_into_words(tmp_path, monkeypatch, number, code):
    """Every refusal of the system has a code, and a missing right names the owner."""
    (tmp_path / "a.toml").touch()

    def refuse(*_):
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "open", refuse)
    refused = fault(tmp_path / "a.toml")

    assert code == refused.code
    assert refused.arguments["owner"] == (tmp_path / "a.toml").owner()
    assert os.strerror(number) == refused.arguments["reason"]


@pytest.mark.parametrize("name", ["a\0b", "x" * 300])
def test_names_no_file_can_have_are_refused(tmp_path, name):
    """A NUL or a name of 300 letters never reaches the user as a traceback."""
    assert fault(tmp_path / name).code == "file.bad-name"


@pytest.mark.parametrize("change", [b"longer than before", b"sh", b"abcdX"])
def test_a_file_that_changes_while_it_is_read_is_refused(tmp_path, monkeypatch, change):
    """Longer, shorter or rewritten: half of one version and half of another is no version."""
    path = tmp_path / "a.toml"
    path.write_bytes(b"abcde")
    real = os.read

    def read(descriptor, count):
        data = real(descriptor, count)
        path.write_bytes(change)
        os.utime(path, ns=(1, 1))
        return data

    monkeypatch.setattr(os, "read", read)

    assert fault(path).code == "file.changed"


def test_short_reads_are_put_together(tmp_path, monkeypatch):
    """A network drive may hand over a few bytes at a time."""
    (tmp_path / "a.toml").write_bytes(b"abcdefgh" * 10)
    real = os.read
    monkeypatch.setattr(os, "read", lambda descriptor, count: real(descriptor, min(count, 3)))

    assert read_bytes(tmp_path / "a.toml", 1000, "a.toml") == b"abcdefgh" * 10


def descriptors():
    """How many files this process has open."""
    return sum(1 for _ in Path("/proc/self/fd").iterdir())


def test_no_descriptor_is_left_open(tmp_path):
    """Good or refused, the file is closed."""
    (tmp_path / "a.toml").write_bytes(b"x")
    before = descriptors()
    for _ in range(50):
        read_bytes(tmp_path / "a.toml", 10, "a.toml")
        fault(tmp_path)

    assert descriptors() == before


@pytest.mark.parametrize(
    ("size", "text"),
    [(0, "0 B"), (999, "999 B"), (1000, "1 kB"), (1001, "1.1 kB"), (1_000_000, "1 MB"), (1_000_001, "1.1 MB")],
)
def test_sizes_are_rounded_up(size, text):
    """A file one byte over the limit never looks as large as the limit."""
    assert text == human(size)
