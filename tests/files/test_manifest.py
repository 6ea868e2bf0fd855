"""The manifest: one form, a digest of its own, and a verdict on every document."""

import json
from contextlib import suppress
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfkit.errors import InputError
from perfkit.files import MANIFEST, Manifest, canonical_json, sha256, verify, write_all

DOCUMENTS = {"report.html": b"<html>", "report.docx": b"PK", "parts/evaluation.json": b"{}"}


def manifest(**more):
    """A manifest of the documents above."""
    fields = {
        "version": "1.2.3",
        "inputs": {"portfolio.toml": sha256(b"in")},
        "sets": {"cn.x@2023": "ab"},
        "plugins": {"cn.x": "0.1"},
        "outputs": {name: sha256(data) for name, data in DOCUMENTS.items()},
        "facts": {"unit": "管委会", "mean": Decimal("98.150"), "count": 33, "list": [True, None]},
    }
    return Manifest(**(fields | more))


@pytest.fixture
def folder(tmp_path):
    """A folder as a run leaves it."""
    write_all(tmp_path, {**DOCUMENTS, MANIFEST: manifest().to_bytes()})
    return tmp_path


def found(folder):
    """Code and file of each fault."""
    return [(fault.code, fault.place.file) for fault in verify(folder)]


def test_a_manifest_comes_back_as_it_was():
    """Bytes to manifest to the same bytes."""
    data = manifest().to_bytes()

    assert data == Manifest.from_bytes(data).to_bytes()
    assert Manifest.from_bytes(data).facts["mean"] == "98.15"


def test_the_order_of_keys_and_the_form_of_letters_and_zeros_do_not_matter():
    """Equal content, equal bytes."""
    one = {"b": Decimal("14654.00"), "a": "e\u0301", "c": Decimal("-0.0")}
    two = {"c": Decimal(0), "a": "é", "b": Decimal(14654)}

    assert canonical_json(one) == canonical_json(two)


NOT_EXACT = [1.5, {"a": [float("nan")]}, Decimal("NaN"), Decimal("Infinity"), {1: 2}, {"é": 1, "e\u0301": 2}, b"x", {1}]


@pytest.mark.parametrize("value", NOT_EXACT)
def test_what_cannot_be_kept_exactly_is_refused(value):
    """No float, no NaN, no key that hides another."""
    with pytest.raises(InputError) as caught:
        canonical_json(value)
    assert caught.value.code == "manifest.number"


def test_what_was_written_is_confirmed(folder):
    """Nothing to report, also beside what systems and editors leave in a folder."""
    for name in ("~$report.docx", ".DS_Store", "Thumbs.db", ".perfkit-0123456789abcdef.tmp"):
        (folder / name).write_bytes(b"x")

    assert found(folder) == []


def test_each_kind_of_change_is_named(folder):
    """Changed, gone, extra, replaced by a folder, replaced by a link: all in one go."""
    (folder / "report.html").write_bytes(b"<html!>")
    (folder / "report.docx").unlink()
    (folder / "parts" / "extra.txt").write_bytes(b"")
    (folder / "link").symlink_to("/etc")

    assert found(folder) == [
        ("manifest.gone", "report.docx"),
        ("manifest.changed", "report.html"),
        ("manifest.extra", "link"),
        ("manifest.extra", "parts/extra.txt"),
    ]


def test_a_link_or_a_folder_is_no_document(folder):
    """A link to the right content is not the file that was written."""
    (folder / "report.html").rename(folder / "other.html")
    (folder / "report.html").symlink_to("other.html")
    (folder / "report.docx").unlink()
    (folder / "report.docx").mkdir()

    assert found(folder) == [
        ("manifest.not-plain", "report.docx"),
        ("manifest.not-plain", "report.html"),
        ("manifest.extra", "other.html"),
    ]


def test_a_folder_without_manifest_cannot_be_verified(tmp_path):
    """The one fault says so."""
    assert found(tmp_path) == [("manifest.missing", MANIFEST)]


@pytest.mark.parametrize(
    "data",
    [b"", b"{", b"[]", b"\xff", b"{}", b'{"version": 1.5}', b"[" * 100_000, b'{"version": NaN}'],
)
def test_an_unreadable_manifest_is_named(folder, data):
    """Never a traceback, whatever stands in the file."""
    (folder / MANIFEST).write_bytes(data)

    assert found(folder) == [("manifest.unreadable", MANIFEST)]


def test_fields_of_the_wrong_kind_make_a_manifest_unreadable(folder):
    """Each field is looked at, and none may be missing, foreign or given twice."""
    content = json.loads(manifest().to_bytes())
    spoilt = [content | {key: 5} for key in content]
    spoilt += [{k: v for k, v in content.items() if k != key} for key in content]
    spoilt += [content | {"more": 1}, content | {"outputs": {"a": 1}}]
    for entry in spoilt:
        (folder / MANIFEST).write_text(json.dumps(entry), "utf-8")
        assert found(folder) == [("manifest.unreadable", MANIFEST)]
    (folder / MANIFEST).write_bytes(manifest().to_bytes().replace(b'"count": 33', b'"count": 33, "count": 34'))
    assert found(folder) == [("manifest.unreadable", MANIFEST)]


def test_a_manifest_that_was_edited_is_named(folder):
    """Who changes a document and its digest in the manifest has still changed the manifest."""
    (folder / "report.html").write_bytes(b"<html!>")
    old, new = sha256(b"<html>").encode(), sha256(b"<html!>").encode()
    (folder / MANIFEST).write_bytes((folder / MANIFEST).read_bytes().replace(old, new))

    assert found(folder) == [("manifest.tampered", MANIFEST)]


def test_a_manifest_cannot_point_out_of_its_folder(tmp_path):
    """Names in a manifest are as little trusted as any other."""
    outputs = {"../secret": "00", "/etc/passwd": "00"}
    write_all(tmp_path, {MANIFEST: manifest(outputs=outputs).to_bytes()})

    assert found(tmp_path) == [("file.reference-outside", "../secret"), ("file.reference-absolute", "/etc/passwd")]


@given(st.integers(0, 5000), st.integers(1, 255))
def test_every_changed_byte_of_a_manifest_is_found(position, change):
    """Flipping any byte makes it unreadable or tampered, unless only a blank between words became another blank."""
    data = bytearray(manifest().to_bytes())
    position %= len(data)
    data[position] ^= change
    with suppress(InputError):
        again = Manifest.from_bytes(bytes(data))
        assert again.to_bytes() == manifest().to_bytes()
        assert chr(data[position]).isspace()
