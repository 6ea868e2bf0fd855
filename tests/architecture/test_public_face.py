"""The public face: every promised name resolves, nothing is loaded before it is used."""

import subprocess
import sys

import pytest

import perfkit


def python(code):
    """Run code in a fresh interpreter and give back what it prints."""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return done.stdout.strip()


def test_every_public_name_resolves():
    """What ``__all__`` lists can be had, and ``dir`` shows it."""
    for name in perfkit.__all__:
        assert getattr(perfkit, name) is not None
        assert name in dir(perfkit)


def test_star_import_works():
    """``from perfkit import *`` brings exactly the public names."""
    code = "before = set(globals())\nfrom perfkit import *\nprint(*sorted(set(globals()) - before - {'before'}))"

    assert sorted(perfkit.__all__) == python(code).split()


def test_importing_the_package_loads_nothing_else():
    """A host pays for what it uses: no attrs, no Jinja, no room of ours before the first name is touched."""
    code = "import sys; before = set(sys.modules); import perfkit; print(*sorted(set(sys.modules) - before))"

    assert {"__future__", "perfkit"} >= set(python(code).split())


def test_scoring_in_python_needs_neither_jinja_nor_cattrs_nor_a_command_line():
    """Domain classes and scoring load no renderer, no reader and no command line."""
    code = (
        "import sys, perfkit; perfkit.Project; perfkit.Evaluation; perfkit.Target;"
        "print(*[m for m in ('jinja2', 'cattrs', 'click', 'rich', 'docx', 'pluggy') if m in sys.modules])"
    )

    assert python(code) == ""


def test_an_unknown_name_is_an_attribute_error():
    """A misspelt name fails as it does in any module."""
    with pytest.raises(AttributeError, match="Kitt"):
        getattr(perfkit, "Kitt")  # noqa: B009 (the look-up is the test)


def test_the_version_is_that_of_the_distribution():
    """One place says the version."""
    from importlib.metadata import version

    assert version("perfkit") == perfkit.__version__


def test_a_record_loads_the_readers_and_nothing_did_before():
    """``Project.from_dict`` is the one door that leads up, and it opens when it is used."""
    code = (
        "import sys; from perfkit import Project; before = 'perfkit.formats' in sys.modules;"
        "Project.from_dict({'schema': 1, 'project': {'name': 'a'}}); print(before, 'cattrs' in sys.modules)"
    )

    assert python(code) == "False True"
