"""A plugin folder: ``perfkit.toml`` beside its sets, amendments, rules, forms, layouts and templates. Data only."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from typing import TypeVar

from attrs import frozen

from perfkit.errors import Fault, PerfkitError, Place, PluginError, nearest, quoted
from perfkit.formats.forms import read_form
from perfkit.formats.layouts import read_layout
from perfkit.formats.plugin_contents import harmful_entries, remarkable_entries
from perfkit.formats.plugin_entries import LIBRARY, TEMPLATES, Listing, gone, listing, unknown_entries
from perfkit.formats.plugin_manifest import MANIFEST, read_manifest
from perfkit.formats.plugin_requires import Requirement
from perfkit.formats.sets import RuleFile, SetFile, read_rules, read_set
from perfkit.model import Form, Layout, Title

T = TypeVar("T")


@frozen(kw_only=True)
class PluginFiles:
    """Everything in a plugin folder.

    Attributes:
        id, version, title, jurisdiction, languages, priority, contact: from ``perfkit.toml``.
        requires: the plugins it needs beside itself, and which perfkit.
        sets: files of ``indicator-sets/`` and ``amendments/``; rules: of ``rules/``; forms: of ``forms/``.
        layouts: files of ``layouts/``.
        templates: the folder of templates, if there is one.
        library: names of the files in ``indicators/``, which are read when the library is asked for.
        notes: what was accepted and should be known all the same.
    """

    id: str
    version: str
    title: Title
    jurisdiction: str
    languages: tuple[str, ...]
    priority: int = 0
    contact: str = ""
    requires: tuple[Requirement, ...] = ()
    sets: tuple[SetFile, ...]
    rules: tuple[RuleFile, ...]
    forms: tuple[Form, ...]
    layouts: tuple[Layout, ...] = ()
    templates: Path | None
    library: tuple[str, ...] = ()
    notes: tuple[Fault, ...] = ()


def read_plugin(folder: Path, *, national: bool = False) -> PluginFiles:
    """The plugin in ``folder``; ``national`` is True for the standards, which alone may bear their id.

    Raises:
        PluginError: with all faults of all its files, those of what may not lie in it (:mod:`plugin_entries`,
            :mod:`plugin_contents`, :class:`~perfkit.files.Tree`); ``plugin.no-manifest`` and others if
            ``perfkit.toml`` is missing.
    """
    if folder.name in ("", ".."):
        folder = folder.resolve()
    found = _standing(folder)
    faults = _about(found)
    manifest = _attempt(lambda: read_manifest(folder, national=national), faults) if _has_manifest(found) else None
    plugin, version = (manifest.written.id, manifest.written.version) if manifest else ("", "")
    sets = [*_each(found, "indicator-sets", read_set, faults), *_each(found, "amendments", read_set, faults)]
    rules = _each(found, "rules", lambda path, name: read_rules(path, name, plugin, version), faults)
    forms = _each(found, "forms", read_form, faults)
    layouts = _each(found, "layouts", read_layout, faults)
    if faults or manifest is None:
        raise PluginError(faults)
    templates = found.tree.named(TEMPLATES)
    return PluginFiles(
        id=plugin,
        version=version,
        title=manifest.title,
        jurisdiction=manifest.written.jurisdiction,
        languages=manifest.written.languages,
        priority=manifest.written.priority,
        contact=manifest.written.contact,
        requires=manifest.requires,
        sets=tuple(sets),
        rules=tuple(rules),
        forms=tuple(forms),
        layouts=tuple(layouts),
        templates=folder / TEMPLATES if templates is not None and templates.kind == "folder" else None,
        library=tuple(found.toml_files(LIBRARY)),
        notes=(*manifest.notes, *remarkable_entries(found, plugin)),
    )


def _standing(folder: Path) -> Listing:
    """What lies in the folder, if it is one and has a manifest or something else to be told of."""
    if not folder.is_dir():
        raise PluginError(_no_folder(folder))
    found = listing(folder)
    if not found.tree.entries and found.tree.faults:  # it cannot be looked into, or holds far too much
        raise PluginError(found.tree.faults)
    if found.tree.named(MANIFEST) is None:
        raise PluginError([*found.tree.faults, _no_manifest(found)])
    return found


def _about(found: Listing) -> list[Fault]:
    """What is wrong with names and kinds; what is told by its kind is not told as unknown once more."""
    told = [*found.tree.faults, *harmful_entries(found)]
    places = {fault.place.file for fault in told}
    return [*told, *(fault for fault in unknown_entries(found) if fault.place.file not in places)]


def _has_manifest(found: Listing) -> bool:
    entry = found.tree.named(MANIFEST)
    return entry is not None and entry.kind == "file"


def _each(found: Listing, part: str, read: Callable[[Path, str], T], faults: list[Fault]) -> Iterable[T]:
    """Every TOML file of one part of the plugin; the faults of a file are kept, and the others are still read."""
    entries = []
    for file in found.toml_files(part):
        path, name = found.folder / part / file, f"{found.name}/{part}/{file}"
        if (one := _attempt(lambda path=path, name=name: read(path, name), faults)) is not None:  # type: ignore[misc] # mypy cannot type defaults of a lambda
            entries.append(one)
    return entries


def _attempt(work: Callable[[], T], faults: list[Fault]) -> T | None:
    try:
        return work()
    except PerfkitError as error:
        faults.extend(gone(fault) for fault in error.faults)
        return None


def _no_folder(folder: Path) -> Fault:
    place = Place(file=folder.name)
    with suppress(OSError):
        if folder.is_file():
            return Fault("plugin.archive" if zipfile.is_zipfile(folder) else "plugin.is-file", place)
    return Fault("plugin.no-folder", place, {"folder": str(folder)})


def _no_manifest(found: Listing) -> Fault:
    """The likely reasons first: a folder above it, a name that was changed on the way, nothing in it at all."""
    place = Place(file=found.name)
    inner = [entry.name.rpartition("/")[0] for entry in found.tree.entries if entry.last == MANIFEST]
    if inner:
        return Fault("plugin.manifest-deeper", place, {"inner": min(inner, key=lambda name: (name.count("/"), name))})
    files = [entry.name for entry in found.tree.entries if entry.kind == "file" and len(entry.parts) == 1]
    near = nearest(MANIFEST, [name for name in files if name.casefold().startswith(("perfkit", "plugin"))])
    if near:
        return Fault("plugin.manifest-named", place, {"found": quoted(near)})
    return Fault("plugin.no-manifest", place, {"folder": found.name})
