"""A plugin folder: ``perfkit.toml`` beside its sets, amendments, rules, forms and templates. Data only."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TypeVar

from attrs import frozen

from perfkit.errors import Fault, PerfkitError, Place, PluginError
from perfkit.formats.convert import structure
from perfkit.formats.forms import read_form
from perfkit.formats.notes import Notes
from perfkit.formats.plugin_entries import MANIFEST, toml_files, unknown_entries
from perfkit.formats.sets import RuleFile, SetFile, read_rules, read_set
from perfkit.formats.toml import read_toml
from perfkit.model import Form, Title

T = TypeVar("T")


@frozen(kw_only=True)
class _Manifest:
    id: str
    version: str
    title: Title
    jurisdiction: str = ""
    languages: tuple[str, ...] = ("zh",)


@frozen(kw_only=True)
class PluginFiles:
    """Everything in a plugin folder.

    Attributes:
        id, version, title, jurisdiction, languages: from ``perfkit.toml``.
        sets: files of ``indicator-sets/`` and ``amendments/``; rules: of ``rules/``; forms: of ``forms/``.
        templates: the folder of templates, if there is one.
    """

    id: str
    version: str
    title: Title
    jurisdiction: str
    languages: tuple[str, ...]
    sets: tuple[SetFile, ...]
    rules: tuple[RuleFile, ...]
    forms: tuple[Form, ...]
    templates: Path | None


def read_plugin(folder: Path) -> PluginFiles:
    """The plugin in ``folder``.

    Raises:
        PluginError: with all faults of all its files; ``plugin.no-manifest`` if ``perfkit.toml`` is missing.
    """
    if not (folder / MANIFEST).is_file():
        raise PluginError(_no_manifest(folder))
    faults: list[Fault] = list(unknown_entries(folder))
    manifest = _attempt(lambda: _manifest(folder), faults)
    plugin, version = (manifest.id, manifest.version) if manifest else ("", "")
    sets = [*_each(folder, "indicator-sets", read_set, faults), *_each(folder, "amendments", read_set, faults)]
    rules = _each(folder, "rules", lambda path, name: read_rules(path, name, plugin, version), faults)
    forms = _each(folder, "forms", read_form, faults)
    if faults or manifest is None:
        raise PluginError(faults)
    templates = folder / "templates"
    return PluginFiles(
        id=manifest.id,
        version=manifest.version,
        title=manifest.title,
        jurisdiction=manifest.jurisdiction,
        languages=manifest.languages,
        sets=tuple(sets),
        rules=tuple(rules),
        forms=tuple(forms),
        templates=templates if templates.is_dir() else None,
    )


def _manifest(folder: Path) -> _Manifest:
    file = read_toml(folder / MANIFEST, f"{folder.name}/{MANIFEST}")
    return structure(file.document, _Manifest, file.name, Notes(locate=file.located))


def _each(folder: Path, part: str, read: Callable[[Path, str], T], faults: list[Fault]) -> Iterable[T]:
    """Every TOML file of one part of the plugin; the faults of a file are kept, and the others are still read."""
    found = []
    for path in toml_files(folder / part):
        name = f"{folder.name}/{part}/{path.name}"
        if (one := _attempt(lambda path=path, name=name: read(path, name), faults)) is not None:  # type: ignore[misc] # mypy cannot type defaults of a lambda
            found.append(one)
    return found


def _attempt(work: Callable[[], T], faults: list[Fault]) -> T | None:
    try:
        return work()
    except PerfkitError as error:
        faults.extend(error.faults)
        return None


def _no_manifest(folder: Path) -> Fault:
    """The likely reasons first: no such folder, a folder above it, a name that was changed on the way."""
    place = Place(file=folder.name)
    if not folder.is_dir():
        return Fault("plugin.no-folder", place, {"folder": str(folder)})
    found = (*folder.glob(f"*/{MANIFEST}"), *folder.glob(f"src/*/{MANIFEST}"))  # below src in a package
    inner = sorted(path.parent.relative_to(folder).as_posix() for path in found if path.is_file())
    if inner:
        return Fault("plugin.manifest-deeper", place, {"inner": inner[0]})
    return Fault("plugin.no-manifest", place, {"folder": folder.name})
