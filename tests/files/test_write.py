"""Outputs appear whole or not at all: every call of the system fails once, and the old files stay whole."""

import errno
import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest

from perfkit.errors import ReportError
from perfkit.files import MANIFEST, verify, write, write_all, write_folder

OLD = {"report.html": b"old html" * 1000, "parts/report.docx": b"old docx", MANIFEST: b"old manifest"}
NEW = {"report.html": b"new", "parts/report.docx": b"new docx" * 1000, "more.txt": b"more", MANIFEST: b"new manifest"}


def content(folder):
    """Every file in the folder."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture
def folder(tmp_path):
    """A folder with the old outputs and a file of the user's."""
    write_all(tmp_path, OLD)
    (tmp_path / "mine.txt").write_bytes(b"mine")
    return tmp_path


def test_all_files_are_written(folder):
    """The new ones are there, the user's own stays, nothing else is left."""
    write_all(folder, NEW)

    assert content(folder) == {**NEW, "mine.txt": b"mine"}


def test_missing_folders_are_made(tmp_path):
    """The output folder need not exist, nor its parents."""
    write_all(tmp_path / "a" / "b", NEW)

    assert content(tmp_path / "a" / "b") == NEW


def test_an_empty_file_and_no_file_at_all_are_fine(tmp_path):
    """Borders of the loop that writes."""
    write_all(tmp_path, {"a": b""})
    write_all(tmp_path, {})

    assert content(tmp_path) == {"a": b""}


def test_the_manifest_is_moved_last(folder, monkeypatch):
    """An unfinished set of documents shows by its old manifest."""
    moved = []
    real = os.replace
    monkeypatch.setattr(os, "replace", lambda a, b: (moved.append(b.name), real(a, b)))
    write_all(folder, {MANIFEST: b"m", "z": b"1", "a": b"2"})

    assert moved == ["a", "z", MANIFEST]


def failing(monkeypatch, call, turn, error):
    """Make the given turn of a call fail, once; gives the list of turns taken."""
    real = getattr(os, call)
    turns = []

    def fail(*arguments, **options):
        turns.append(arguments)
        if len(turns) == turn:
            if call == "close":
                real(*arguments)
            raise error
        return real(*arguments, **options)

    monkeypatch.setattr(os, call, fail)
    return turns


def refusal(folder, contents):
    """The error of writing, if there is one."""
    try:
        write_all(folder, contents)
    except ReportError as error:
        return error
    return None


CALLS = ("open", "write", "fsync", "close", "replace", "link", "mkdir")


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EIO, errno.EACCES])
@pytest.mark.parametrize("call", CALLS)
def test_whichever_call_fails_the_old_files_stay_whole(tmp_path, monkeypatch, call, number):
    """Each turn of each call fails in its turn: the folder holds the old set or, where a call may fail, the new one."""
    failures = 0
    for turn in range(1, 100):
        folder = tmp_path / str(turn)
        write_all(folder, OLD)
        with monkeypatch.context() as patch:
            turns = failing(patch, call, turn, OSError(number, os.strerror(number)))
            error = refusal(folder, {**NEW, "new/file": b"x"})
        if error is None:
            assert content(folder) == {**NEW, "new/file": b"x"}
        else:
            failures += 1
            assert content(folder) == OLD
            assert not (folder / "new").exists()
            assert error.code in ("output.full", "output.failed", "output.no-permission")
            assert error.worded("zh")
            assert error.worded("en")
        if len(turns) < turn:
            break
    assert turn > 1
    assert bool(failures) != (call == "link"), "a link that fails is replaced by a copy"


@pytest.mark.parametrize("call", ["open", "write", "fsync", "close", "replace"])
def test_ctrl_c_leaves_the_old_files_whole(tmp_path, monkeypatch, call):
    """What is not our error passes through, after the old state is back."""
    for turn in (1, 2, 5):
        folder = tmp_path / str(turn)
        write_all(folder, OLD)
        with monkeypatch.context() as patch:
            turns = failing(patch, call, turn, KeyboardInterrupt())
            with suppress(KeyboardInterrupt):
                write_all(folder, NEW)
        assert content(folder) == (OLD if len(turns) >= turn else NEW)


def test_everything_is_on_the_disk_before_it_is_moved_and_the_moves_after(folder, monkeypatch):
    """Each file is forced to the disk before the first move, each folder after the last."""
    events = []
    for call in ("fsync", "replace"):
        real = getattr(os, call)
        monkeypatch.setattr(os, call, lambda *a, call=call, real=real: (events.append(call), real(*a)))
    write_all(folder, NEW)

    assert events == ["fsync"] * 4 + ["replace"] * 4 + ["fsync"] * 2


def test_a_folder_that_cannot_be_forced_to_the_disk_is_fine(folder, monkeypatch):
    """Some network drives answer EINVAL; the files are there all the same."""
    failing(monkeypatch, "fsync", 5, OSError(errno.EINVAL, "no"))
    write_all(folder, NEW)

    assert content(folder) == {**NEW, "mine.txt": b"mine"}


@pytest.mark.parametrize("call", ["stage", "link"])
def test_a_file_that_has_the_temporary_name_is_not_touched(folder, monkeypatch, call):
    """Nothing of anybody is ever written over on the way."""
    taken = folder / "mine.txt"
    real = write.temporary_in
    names = iter([taken] if call == "stage" else [real(folder), taken])
    monkeypatch.setattr(write, "temporary_in", lambda _: next(names))
    with pytest.raises(ReportError):
        write_all(folder, {"report.html": b"new"})

    assert content(folder) == {**OLD, "mine.txt": b"mine"}


def test_short_writes_are_continued(tmp_path, monkeypatch):
    """A system may take a few bytes at a time."""
    real = os.write
    monkeypatch.setattr(os, "write", lambda descriptor, data: real(descriptor, data[:7]))
    write_all(tmp_path, NEW)

    assert content(tmp_path) == NEW


@pytest.mark.parametrize(
    ("number", "code"),
    [
        (errno.ENOSPC, "output.full"),
        (errno.EROFS, "output.no-permission"),
        (errno.EACCES, "output.no-permission"),
        (errno.EIO, "output.failed"),
    ],
)
def test_the_fault_names_the_file_and_the_reason(folder, monkeypatch, number, code):
    """The name is the one of the output, not of a temporary file."""
    failing(monkeypatch, "replace", 2, OSError(number, os.strerror(number)))
    with pytest.raises(ReportError) as caught:
        write_all(folder, NEW)

    assert (code, "parts/report.docx") == (caught.value.code, caught.value.faults[0].place.file)
    assert os.strerror(number) == caught.value.faults[0].arguments["reason"]


class HeldError(PermissionError):
    """What Windows says while Excel holds a file."""

    winerror = 32


def test_a_file_held_by_excel_is_waited_for(folder, monkeypatch):
    """A scanner lets go after a moment; nothing is deleted meanwhile."""
    failing(monkeypatch, "replace", 1, HeldError(errno.EACCES, "held"))
    write_all(folder, NEW)

    assert {name: data for name, data in content(folder).items() if name != "mine.txt"} == NEW


def test_a_file_that_stays_open_is_named(folder, monkeypatch):
    """After the time of patience the user is told to close it, and the old set is whole."""
    real = os.replace

    def held(source, target):
        if target.name == "report.docx" and source.read_bytes().startswith(b"new"):
            raise HeldError(errno.EACCES, "held")
        real(source, target)

    monkeypatch.setattr(os, "replace", held)
    monkeypatch.setattr(write, "PATIENCE_SECONDS", 0)
    with pytest.raises(ReportError) as caught:
        write_all(folder, NEW)

    assert (caught.value.code, caught.value.faults[0].place.file) == ("output.open", "parts/report.docx")
    assert content(folder) == {**OLD, "mine.txt": b"mine"}


def test_a_folder_or_a_link_in_the_way_is_not_replaced(folder):
    """What is no plain file was not written by us."""
    (folder / "more.txt").mkdir()
    with pytest.raises(ReportError) as caught:
        write_all(folder, NEW)
    assert (caught.value.code, caught.value.faults[0].place.file) == ("output.folder", "more.txt")
    (folder / "more.txt").rmdir()
    (folder / "more.txt").symlink_to("mine.txt")
    with pytest.raises(ReportError):
        write_all(folder, NEW)

    assert (folder / "more.txt").is_symlink()
    assert OLD["report.html"] == content(folder)["report.html"]


def test_a_file_where_the_folder_should_be_is_named(tmp_path):
    """``--out`` may be the name of a file."""
    (tmp_path / "out").write_bytes(b"mine")
    with pytest.raises(ReportError) as caught:
        write_all(tmp_path / "out", NEW)

    assert caught.value.code == "output.folder"
    assert (tmp_path / "out").read_bytes() == b"mine"


@pytest.mark.parametrize("name", ["../x", "/etc/x", "", "a\\b", "out/x"])
def test_names_that_lead_out_of_the_folder_are_refused(folder, name):
    """Nothing is written outside, not even through a link."""
    (folder / "out").symlink_to(folder.parent)
    with pytest.raises(ReportError):
        write_all(folder, {"good.txt": b"x", name: b"x"})

    assert not (folder / "good.txt").exists()


def test_left_overs_of_dead_runs_are_removed_by_name_and_age(folder):
    """Old ones of ours go; young ones may belong to a run that is alive; other names are the user's."""
    for name, age in ((".perfkit-0123456789abcdef.tmp", 7200), (".perfkit-fedcba9876543210.tmp", 60), ("a.tmp", 7200)):
        (folder / name).write_bytes(b"x")
        os.utime(folder / name, (time.time() - age,) * 2)
    write_all(folder, NEW)

    assert {".perfkit-fedcba9876543210.tmp", "a.tmp", "mine.txt", *NEW} == set(content(folder))


def test_permissions_follow_the_umask(tmp_path):
    """A report that colleagues cannot open is no report."""
    before = os.umask(0o022)
    try:
        write_all(tmp_path, {"a": b""})
    finally:
        os.umask(before)

    assert (tmp_path / "a").stat().st_mode & 0o777 == 0o644


KILLED = """
import sys
from pathlib import Path
from perfkit.files import write_all
for turn in range(10**6):
    letter = b"ab"[turn % 2: turn % 2 + 1]
    write_all(Path(sys.argv[1]), {"one": letter * 100_000, "two": letter * 50_000, "manifest.json": letter})
    if turn == 1:
        print("ready", flush=True)
"""


def test_a_killed_run_leaves_every_file_whole(tmp_path):
    """SIGKILL at ten arbitrary moments: each file is all old or all new, and the next run succeeds."""
    for turn in range(10):
        with subprocess.Popen([sys.executable, "-c", KILLED, str(tmp_path)], stdout=subprocess.PIPE) as process:
            process.stdout.readline()
            time.sleep(0.003 * turn)
            process.send_signal(signal.SIGKILL)
        for name, size in (("one", 100_000), ("two", 50_000), (MANIFEST, 1)):
            data = (tmp_path / name).read_bytes()
            assert data in (b"a" * size, b"b" * size)
    write_all(tmp_path, {"one": b"1"})

    assert (tmp_path / "one").read_bytes() == b"1"
    assert verify(tmp_path)[0].code == "manifest.unreadable"


def test_a_folder_appears_whole(tmp_path):
    """Files in folders of their own, and the folders above them."""
    write_folder(tmp_path / "a" / "b", {"one": b"1", "deep/two": b"2"})

    assert (tmp_path / "a" / "b" / "deep" / "two").read_bytes() == b"2"
    assert [path.name for path in (tmp_path / "a").iterdir()] == ["b"]


@pytest.mark.parametrize("make", [Path.mkdir, Path.touch, lambda path: path.symlink_to("nowhere")])
def test_a_folder_is_never_written_where_anything_stands(tmp_path, make):
    """Not even into an empty folder, nor for a link that leads nowhere."""
    make(tmp_path / "b")
    with pytest.raises(ReportError) as caught:
        write_folder(tmp_path / "b", {"one": b"1"})

    assert caught.value.code == "output.folder"
    assert [path.name for path in tmp_path.rglob("*")] == ["b"]


def test_a_folder_that_cannot_be_moved_into_place_leaves_nothing(tmp_path, monkeypatch):
    """The last step fails, and what was made for it is gone."""
    replace = os.replace

    def fails_for_folders(source, target):
        if Path(source).is_dir():
            raise OSError(errno.EACCES, "Permission denied")
        replace(source, target)

    monkeypatch.setattr("os.replace", fails_for_folders)
    with pytest.raises(ReportError) as caught:
        write_folder(tmp_path / "b", {"one": b"1"})

    assert caught.value.code == "output.no-permission"
    assert list(tmp_path.iterdir()) == []
