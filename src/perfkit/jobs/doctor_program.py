"""Python, perfkit and the libraries it rests on: which versions stand where, and whether they are new enough."""

from __future__ import annotations

import platform
import re
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping
from importlib import import_module
from importlib.metadata import PackageNotFoundError, distributions, requires, version
from pathlib import Path

from attrs import frozen

from perfkit.formats import CORE, Requirement, version_of
from perfkit.jobs.looked import Looked, State
from perfkit.plugins.discovery import GROUP
from perfkit.wording import Language, say

EXTRAS = ("cli", "reports", "word")
"""What perfkit can be installed with."""

_MODULES: Mapping[str, str] = {"markdown-it-py": "markdown_it"}
"""Modules of libraries that are called otherwise than their distribution."""

_WRITTEN = re.compile(r"""([A-Za-z0-9._-]+)[^;>=]*(?:>=\s*([0-9.]+))?[^;]*(?:;.*extra\s*==\s*['"]([a-z]+)['"])?""")


@frozen
class _Library:
    """A library as the metadata of perfkit names it; ``extra`` is empty for what is always needed."""

    name: str
    least: str
    extra: str

    def looked(self) -> tuple[str, str]:
        """What is wrong with it, as the end of a code (missing, old, or nothing), and the version that is there."""
        try:
            found = version(self.name)
            import_module(_MODULES.get(self.name, self.name.replace("-", "_")))
        except Exception:  # whatever a library raises when it is imported, it cannot be used
            return "missing", ""
        needed = Requirement(name=self.name, text=self.name, least=version_of(self.least))
        return "" if needed.met_by(found) else "old", found


@frozen
class _Use:
    """What an extra is for."""

    extra: str

    def worded(self, language: Language) -> str:
        return say(f"doctor.use-{self.extra or 'all'}", language)


def program() -> Iterator[Looked]:
    """Python and perfkit, each with its version and place."""
    arguments = {"version": platform.python_version(), "place": sys.executable or "?"}
    yield Looked("fine", "doctor.python", arguments)
    place = str(Path(__file__).parents[1])
    try:
        yield Looked("fine", "doctor.perfkit", {"version": version(CORE), "place": place})
    except PackageNotFoundError:
        yield Looked("broken", "doctor.perfkit-unknown", {"place": place})


def libraries() -> Iterator[Looked]:
    """What is always needed, then each extra: one line where all is well, else one for each library."""
    named = _libraries()
    yield from _looked("broken", "library", "", [one for one in named if not one.extra])
    for extra in EXTRAS:
        yield from _looked("optional", "extra", extra, [one for one in named if one.extra == extra])


def _libraries() -> list[_Library]:
    try:
        written = requires(CORE) or []
    except PackageNotFoundError:
        return []
    found = [match for text in written if (match := _WRITTEN.match(text)) is not None]
    return [_Library(match[1], match[2] or "0", match[3] or "") for match in found]


def _looked(state: State, kind: str, extra: str, named: list[_Library]) -> Iterator[Looked]:
    found = {library: library.looked() for library in named}
    fine = tuple(f"{library.name} {here}" for library, (wrong, here) in found.items() if not wrong)
    for library, (wrong, here) in found.items():
        if wrong:
            arguments = {"name": library.name, "least": library.least, "here": here, "extra": extra}
            yield Looked(state, f"doctor.{kind}-{wrong}", {**arguments, "use": _Use(extra)})
    if len(fine) == len(named) and named:
        yield Looked("fine", f"doctor.{kind}", {"names": fine, "extra": extra, "use": _Use(extra)})


def twice_installed() -> Iterator[Looked]:
    """Distributions of perfkit and of plugins that stand in several places: which of them runs is chance."""
    places = defaultdict[str, set[str]](set)
    for one in distributions():
        name = one.metadata["Name"] or ""
        if name == CORE or any(point.group == GROUP for point in one.entry_points):
            places[re.sub(r"[-_.]+", "-", name).lower()].add(f"{one.version}: {one.locate_file('')}")
    for name in sorted(places):
        if len(places[name]) > 1:
            yield Looked("broken", "doctor.twice", {"name": name, "places": tuple(sorted(places[name]))})
