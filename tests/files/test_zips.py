"""Archives in one form."""

import io
import warnings
import zipfile

import pytest

from perfkit.errors import ReportError
from perfkit.files.zips import canonical_zip

PARTS = {"word/document.xml": b"<w/>" * 100, "[Content_Types].xml": b"<t/>", "_rels/.rels": b"<r/>"}


def archive(parts, when=(2024, 5, 6, 7, 8, 10), method=zipfile.ZIP_STORED, system=3):
    """An archive of these parts in this order."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", method) as file:
        for name, data in parts:
            entry = zipfile.ZipInfo(name, when)
            entry.compress_type = method
            entry.create_system = system
            file.writestr(entry, data)
        file.comment = b"made now"
    return packed.getvalue()


def test_the_same_parts_give_the_same_bytes():
    """Order, times, method, system and comment leave no trace."""
    first = archive(PARTS.items())
    second = archive(reversed(PARTS.items()), (1999, 1, 1, 0, 0, 0), zipfile.ZIP_DEFLATED, 0)

    assert first != second
    assert canonical_zip(first) == canonical_zip(second)
    assert canonical_zip(first) == canonical_zip(canonical_zip(first))


def test_the_parts_are_untouched_and_in_order():
    """The part that Office looks for first comes first, the others by name."""
    with zipfile.ZipFile(io.BytesIO(canonical_zip(archive(PARTS.items())))) as file:
        assert file.testzip() is None
        assert file.namelist() == ["[Content_Types].xml", "_rels/.rels", "word/document.xml"]
        assert {name: file.read(name) for name in file.namelist()} == PARTS
        assert {entry.date_time for entry in file.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert {(entry.create_system, entry.external_attr) for entry in file.infolist()} == {(0, 0o600 << 16)}


def test_entries_of_folders_are_left_out():
    """They are no parts, and not every writer makes them."""
    assert canonical_zip(archive([("word/", b""), *PARTS.items()])) == canonical_zip(archive(PARTS.items()))


def test_a_changed_part_changes_the_bytes():
    """The form hides nothing of the content."""
    assert canonical_zip(archive(PARTS.items())) != canonical_zip(archive({**PARTS, "_rels/.rels": b"<s/>"}.items()))


def twice():
    """An archive that holds one name two times."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return archive([("a", b"1"), ("a", b"2")])


@pytest.mark.parametrize("data", [b"", b"no archive", archive(PARTS.items())[:-30], twice()])
def test_what_is_no_sound_archive_is_refused(data):
    """Cut, foreign or with a part twice."""
    with pytest.raises(ReportError) as caught:
        canonical_zip(data)
    assert caught.value.code == "output.zip"


def test_a_damaged_part_is_refused():
    """The checksum of each part is looked at."""
    data = bytearray(archive(PARTS.items()))
    data[data.index(b"<w/>")] ^= 1

    with pytest.raises(ReportError):
        canonical_zip(bytes(data))
