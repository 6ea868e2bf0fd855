"""References from one file to another stay in their folder."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfkit.errors import InputError, Place
from perfkit.files.containment import inside


@pytest.mark.parametrize("name", ["funding.csv", "parts/a.toml", "./a.csv", "项目 1.csv", "a..b", "..a"])
def test_names_in_the_folder_are_found(tmp_path, name):
    """The file need not exist."""
    assert tmp_path / name == inside(tmp_path, name)


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("", "empty"),
        ("  ", "empty"),
        (".", "empty"),
        ("/etc/passwd", "absolute"),
        ("C:\\data\\x.csv", "absolute"),
        ("C:x.csv", "absolute"),
        ("\\\\server\\share\\x", "absolute"),
        ("\\x", "absolute"),
        ("parts\\a.csv", "backslash"),
        ("../x.csv", "outside"),
        ("a/../../x.csv", "outside"),
        ("a/../b.csv", "outside"),
        ("a\0.csv", "hidden"),
        ("a\u202e.csv", "hidden"),
    ],
)
def test_names_that_lead_elsewhere_are_refused(tmp_path, name, code):
    """Each with its own code, at the place where it was written."""
    place = Place(file="portfolio.toml", key="tables.funding.file")
    with pytest.raises(InputError) as caught:
        inside(tmp_path, name, place)

    assert (f"file.reference-{code}", place) == (caught.value.code, caught.value.faults[0].place)


def test_links_may_lead_about_but_not_out(tmp_path):
    """A link within the folder is fine; one that leaves it, as file or as folder, is not."""
    root, other = tmp_path / "root", tmp_path / "other"
    root.mkdir()
    other.mkdir()
    (root / "real.csv").touch()
    (root / "near.csv").symlink_to("real.csv")
    (root / "far.csv").symlink_to(other / "x.csv")
    (root / "folder").symlink_to(other)
    (root / "circle").symlink_to("circle")

    assert inside(root, "near.csv").samefile(root / "real.csv")
    for name in ("far.csv", "folder/x.csv", "circle", "circle/x.csv"):
        with pytest.raises(InputError) as caught:
            inside(root, name)
        assert caught.value.code == "file.reference-outside"


def test_the_folder_itself_may_be_a_link(tmp_path):
    """Where the user's folder lies is the user's business."""
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to("real")

    assert tmp_path / "link" / "a.csv" == inside(tmp_path / "link", "a.csv")


@given(st.text(alphabet="./\\ab:~\0", max_size=12))
def test_no_name_ever_leads_out(name):
    """Whatever is written, the answer lies in the folder or is a refusal."""
    from pathlib import Path

    root = Path("/nonexistent/root")
    try:
        path = inside(root, name)
    except InputError:
        return
    assert path.resolve().is_relative_to(root)
