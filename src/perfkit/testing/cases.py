"""Worked examples as tests, for test modules that name a plugin themselves."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache
from os import PathLike
from pathlib import Path

from perfkit.errors import Fault, InputError, PerfkitError, Place
from perfkit.formats import WorkedCase, case_paths, case_title
from perfkit.jobs import CaseResult, run_case_at
from perfkit.jobs import run_case as run
from perfkit.kit import Kit
from perfkit.plugins import host_with, tried_folder, tried_record

OF_PLUGIN = "perfkit_cases"
"""Attribute of the test that :func:`run_cases` gives, by which the pytest plugin knows it."""


def run_case(kit: Kit, case: WorkedCase | str | PathLike[str]) -> CaseResult:
    """Score one worked example with the plugins of a kit; every difference is told, and nothing is raised for one."""
    return run(kit.host, case) if isinstance(case, WorkedCase) else run_case_at(kit.host, Path(case))


def kit_for(plugin: Path) -> Kit:
    """The kit by which ``perfkit test`` scores the cases of a plugin: what is installed, with the plugin itself."""
    kit = Kit()
    kit.host = host_with(kit.host, tried_record(tried_folder(plugin)))
    return kit


def kit_with(kit: Kit, others: Iterable[Path]) -> Kit:
    """A kit that reaches other plugins as well; one that cannot be used is left aside, as an installed one would be."""
    found = Kit(kit.language, installed=False)
    found.host = kit.host
    for other in others:
        try:
            record = tried_record(tried_folder(other))
        except PerfkitError:
            continue
        if record.id not in {own.id for own in kit.host.records if own.source == str(own.folder)}:
            found.host = host_with(found.host, record)
    return found


def run_cases(plugin: str | PathLike[str], *, kit: Kit | None = None) -> Callable[[Path], None]:
    """A parametrised test with one item for each worked example of a plugin.

    Write ``test_cases = run_cases("my-county")`` in a test module. With the pytest plugin of perfkit, which comes with
    an installed perfkit, the items are named by their titles; without it pytest writes Chinese titles as escapes.

    Args:
        plugin: a folder plugin or the folder of a package.
        kit: with the plugins it builds on; by default those that are installed, and the plugin itself.

    Raises:
        InputError: ``case.none`` where the plugin has no cases, for a test of nothing would always pass.
    """
    import pytest

    folder = tried_folder(Path(plugin)).folder
    paths = case_paths(folder)
    if not paths:
        raise InputError(Fault("case.none", Place(file=f"{folder.name}/cases")))

    own = cache(lambda: kit or kit_for(folder))

    @pytest.mark.parametrize("path", [pytest.param(path, id=case_title(path)) for path in paths])
    def test_case(path: Path) -> None:
        __tracebackhide__ = True
        found = run_case(own(), path)
        if not found.passed:
            raise AssertionError("\n".join(found.worded("zh" if kit is None else kit.language)))

    setattr(test_case, OF_PLUGIN, (folder, kit))
    return test_case
