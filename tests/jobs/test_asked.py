"""What callers hand in: the near match of a language, and paths as text or as paths."""

from pathlib import Path

import pytest

from perfkit.errors import InputError
from perfkit.jobs import asked_folders, asked_language, asked_path


@pytest.mark.parametrize(("said", "near"), [("EN", "en"), ("zhh", "zh"), ("fr", ""), ("", ""), (5, "")])
def test_an_unknown_language_is_answered_with_the_near_one(said, near):
    """``EN`` was meant to be ``en``; French is not there."""
    with pytest.raises(InputError) as caught:
        asked_language(said)

    assert caught.value.faults[0].arguments["near"] == near


def test_paths_are_texts_or_paths():
    """Both are taken, one or many; bytes and numbers are not."""
    assert asked_path("a/b", "path") == Path("a/b")
    assert asked_folders(Path("a")) == (Path("a"),)
    assert asked_folders(folder for folder in ("a", Path("b"))) == (Path("a"), Path("b"))
    with pytest.raises(InputError) as caught:
        asked_folders(["a", b"b"])
    assert caught.value.faults[0].place.key == "folders[2]"
