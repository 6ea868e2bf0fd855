"""Write the form of a set as workbooks to be filled in: blank, or with what is known of each project."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from attrs import evolve, field, frozen

from perfkit.errors import NOWHERE, Fault, InputError, Place, ReportError, nearest, quoted
from perfkit.files import read_bytes, safe_name, safe_names, write_all
from perfkit.jobs.evaluating import scored
from perfkit.jobs.hosting import host_for
from perfkit.model import IndicatorSet, Layout, Portfolio, Project, Unit
from perfkit.model.kinds import as_tuple
from perfkit.plugins import PluginHost
from perfkit.reports import to_forms
from perfkit.wording import Language, say

SUFFIX = ".xlsx"
USUAL = "self-evaluation"
"""The layout of sets for which no other is named."""

MOST_BYTES = 50_000_000


@frozen(kw_only=True)
class WrittenForms:
    """Forms that were written.

    Attributes:
        files: in the order of the projects; address: of the set; layout: its name.
        projects: names of the projects; empty for a blank form.
    """

    files: tuple[Path, ...] = field(converter=as_tuple)
    address: str
    layout: str
    projects: tuple[str, ...] = field(converter=as_tuple)

    def worded(self, language: Language) -> Iterator[str]:
        """What was written, file by file."""
        code = "fillin.written" if self.projects else "fillin.written-blank"
        yield say(code, language, address=self.address, layout=self.layout, count=len(self.files))
        yield from map(str, self.files)

    def record(self, language: Language) -> dict[str, Any]:
        """The answer as plain data."""
        return {
            "set": self.address,
            "layout": self.layout,
            "files": [str(file) for file in self.files],
            "projects": list(self.projects),
        }


def write_forms(
    host: PluginHost,
    indicator_set: str | IndicatorSet,
    facts: Portfolio | Project | None,
    to: Path,
    *,
    layout: str = "",
    overwrite: bool = False,
) -> WrittenForms:
    """Write a workbook for each project, or a single blank one, into the folder ``to``, or as the file ``to``.

    All of them appear, or none. Same input, same bytes.

    Raises:
        InputError: a layout that is not there, an indicator without a place in the set, several projects for one file.
        ReportError: a file that stands there and is another one, unless ``overwrite``; a text no cell can hold.
    """
    portfolio = _portfolio(facts)
    own = host if portfolio is None else host_for(host, portfolio)
    chosen = indicator_set if isinstance(indicator_set, IndicatorSet) else own.indicator_set(indicator_set)
    used = chosen_layout(own, chosen, layout)
    projects = () if portfolio is None else portfolio.projects
    _refuse_strangers(chosen, projects)
    results = () if portfolio is None else scored(own, portfolio, chosen).projects
    folder, names = _names(chosen, projects, to)
    contents = to_forms(used, chosen, results, portfolio)
    if not overwrite:
        _refuse_others(folder, names, contents)
    write_all(folder, dict(zip(names, contents, strict=True)))
    return WrittenForms(
        files=[folder / name for name in names],
        address=chosen.address,
        layout=used.name,
        projects=[project.name for project in projects],
    )


def chosen_layout(host: PluginHost, indicator_set: IndicatorSet, name: str = "") -> Layout:
    """The layout of this name along the chain of a set.

    Without a name the one that names the set, or the nearest set it extends; else the usual one under the title of the
    set.
    """
    layouts = {layout.name: layout for layout in host.layouts(indicator_set)}
    if name:
        if name not in layouts:
            arguments = {"name": quoted(name), "known": tuple(layouts), "near": nearest(name, layouts)}
            raise InputError(Fault("fillin.layout-unknown", arguments=arguments))
        return layouts[name]
    for address in indicator_set.chain or (indicator_set.address,):
        named = [one for one in layouts.values() if address.partition("@")[0] in one.sets]
        if named:
            return named[0]
    usual = layouts[USUAL]
    return evolve(usual, titles=(indicator_set.title.zh, *usual.titles))


def _portfolio(facts: Portfolio | Project | None) -> Portfolio | None:
    """One project is a portfolio of its own."""
    if not isinstance(facts, Project):
        return facts
    return Portfolio(unit=Unit(facts.unit, department=facts.department), year=facts.year or 0, projects=[facts])


def _refuse_strangers(indicator_set: IndicatorSet, projects: Sequence[Project]) -> None:
    """Refuse indicators that stand under no node that takes any: they would not be in the form."""
    known = {node.code for node in indicator_set.leaves() if not node.measure}
    faults = []
    for project in projects:
        for one in project.indicators:
            if one.block not in known:
                place = evolve(one.origin.place if one.origin else NOWHERE, item=one.name)
                arguments = {"name": quoted(one.name), "block": one.block, "known": tuple(sorted(known))}
                faults.append(Fault("fillin.block-unknown", place, {**arguments, "near": nearest(one.block, known)}))
    if faults:
        raise InputError(faults)


def _names(indicator_set: IndicatorSet, projects: Sequence[Project], to: Path) -> tuple[Path, tuple[str, ...]]:
    """The folder, and the names of the files in it."""
    if to.suffix.lower() == SUFFIX:
        if len(projects) > 1:
            raise InputError(Fault("fillin.one-file", Place(file=to.name), {"count": len(projects)}))
        return to.parent, (to.name,)
    if not projects:
        return to, (safe_name(indicator_set.title.zh, SUFFIX, indicator_set.address),)
    return to, safe_names([(project.name, project.code or "") for project in projects], SUFFIX)


def _refuse_others(folder: Path, names: Sequence[str], contents: Sequence[bytes]) -> None:
    """Refuse to replace a file that is not the very one that would be written: somebody filled it in."""
    faults = []
    for name, content in zip(names, contents, strict=True):
        path = folder / name
        if path.is_file() and read_bytes(path, MOST_BYTES, name) != content:
            faults.append(Fault("fillin.exists", Place(file=str(path)), {"name": name}))
    if faults:
        raise ReportError(faults)
