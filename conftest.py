"""The pages are tests: every Python block, every named file and every ``$ perfkit`` line of the documentation is run.

Each page gets a folder of its own that looks like the repository: ``examples/`` and ``plugins/`` are copied into it.
So a page may say ``examples/xinfeng-2023`` and ``build`` as a reader would, and nothing is written into the repository.
A file in a ``diff`` fence is not written but changed: ``-`` stands before a line that goes, ``+`` before one that
comes, and a line with … alone between two places of the file.
"""

from __future__ import annotations

import contextlib
import io
import os
import re
import shlex
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sybil import Document, Example, Region, Sybil
from sybil.parsers.markdown import PythonCodeBlockParser

ROOT = Path(__file__).parent

FILE = re.compile(
    r"^\*\*`(?P<name>[^`\n]+)`\*\*\n\n(?P<fence>`{3,})(?P<kind>[^\n]*)\n(?P<text>.*?)^(?P=fence)$", re.M | re.S
)
"""A file of the reader: its name in bold code on a line of its own, and below it a fence with what it holds."""

CONSOLE = re.compile(r"^```console\n(?P<text>.*?)^```$", re.M | re.S)


def files(document: Document) -> Iterator[Region]:
    """The files a page shows; each is written under its name before the blocks below it are run."""
    for found in FILE.finditer(document.text):
        done = change if found["kind"] == "diff" else write
        yield Region(found.start(), found.end(), (found["name"], found["text"]), done)


def write(example: Example) -> None:
    """Write one file into the folder of the page."""
    name, text = example.parsed
    path = contained(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def change(example: Example) -> None:
    """Change one file as a reader would who looks for the lines shown: each place must be there, and only once."""
    name, shown = example.parsed
    text = contained(name).read_text(encoding="utf-8")
    for place in re.split(r"^…\n", shown, flags=re.M):
        lines = place.splitlines()
        old, new = ("".join(f"{line[1:]}\n" for line in lines if line[:1] in kept) for kept in (" -", " +"))
        if any(line[:1] not in (" ", "-", "+") for line in lines) or old == new:
            raise AssertionError(f"this changes nothing of {name}, or is no line of a diff:\n{place}")
        found = [one.start() for one in re.finditer("^" + re.escape(old), text, re.M)]
        if len(found) != 1:
            raise AssertionError(f"this does not stand once in {name}:\n{old}")
        text = text[: found[0]] + new + text[found[0] + len(old) :]
    contained(name).write_text(text, encoding="utf-8")


def contained(name: str) -> Path:
    """A file in the folder of the page, and never outside it."""
    here = Path.cwd().resolve()
    path = (here / name).resolve()
    if not path.is_relative_to(here):
        raise AssertionError(f"{name} lies outside the folder of the page")
    return path


def consoles(document: Document) -> Iterator[Region]:
    """The commands of ``console`` fences that call perfkit; others, such as ``pip``, are for the reader only."""
    for found in CONSOLE.finditer(document.text):
        if re.search(r"^\$ perfkit ", found["text"], re.M):
            yield Region(found.start(), found.end(), found["text"], run)


def run(example: Example) -> None:
    """Run each ``$ perfkit`` line; what stands below it must be what it prints, with … for what is left out."""
    for part in re.split(r"^\$ ", example.parsed, flags=re.M)[1:]:
        command, _, shown = part.partition("\n")
        program, *arguments = shlex.split(command, comments=True)
        if program != "perfkit":
            continue
        status, printed = output_of(arguments)
        if status not in (0, 1) and not (status == 2 and shown.strip()):  # a wrong call is shown on purpose, or a slip
            raise AssertionError(f"$ {command}\nends with {status}:\n{printed}")
        wanted = ".*".join(re.escape(piece.strip()) for piece in shown.strip().split("…"))
        if shown.strip() and not re.search(wanted, printed, re.S):
            raise AssertionError(f"$ {command}\nshould print\n{shown}\nbut prints\n{printed}")


def output_of(arguments: list[str]) -> tuple[int, str]:
    """The exit status of the command, and what it prints on both streams."""
    from perfkit.cli.main import run as perfkit

    out = io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(out):
        status = perfkit(arguments)
    return status, out.getvalue()


def page(document: Document) -> Iterator[Region]:
    """The whole page as one test: its blocks build on those above, and no runner may spread them over processes."""
    shown = list(files(document))
    others = [region for parser in (PythonCodeBlockParser(), consoles) for region in parser(document)]
    outside = [one for one in others if not any(file.start <= one.start < file.end for file in shown)]
    regions = sorted([*shown, *outside], key=lambda region: region.start)
    if regions:
        yield Region(0, document.end, regions, in_order)


def in_order(example: Example) -> None:
    """Run the blocks from top to bottom, each at its own line; a failure ends the page."""
    document = example.document
    for region in example.parsed:
        line = document.text.count("\n", 0, region.start) + 1
        Example(document, line, 1, region, document.namespace).evaluate()


def enter(namespace: dict[str, Any]) -> None:
    """Make the folder of a page and go there."""
    folder = Path(tempfile.mkdtemp(prefix="perfkit-page-"))
    for name in ("examples", "plugins"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("build", "__pycache__"))
    namespace["_before"], namespace["_folder"] = Path.cwd(), folder
    os.chdir(folder)


def leave(namespace: dict[str, Any]) -> None:
    """Go back and remove the folder."""
    os.chdir(namespace["_before"])
    shutil.rmtree(namespace["_folder"])


pytest_collect_file = Sybil(
    parsers=[page],
    patterns=["docs/*.md", "docs/*/*.md", "docs/*/*/*.md", "README.md"],
    excludes=["docs/reference/report-context.md", "docs/reference/codes.md", "docs/reference/manifest.md"],
    path=str(ROOT),
    setup=enter,
    teardown=leave,
).pytest()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """English pages hold the blocks of the Chinese ones: every day the Chinese ones are enough."""
    for item in items:
        if item.path.is_relative_to(ROOT / "docs" / "en"):
            item.add_marker(pytest.mark.slow)
