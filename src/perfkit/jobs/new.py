"""A new plugin: a folder that is sound from the first moment, with remarks on what may be changed in it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from os.path import lexists
from pathlib import Path
from typing import Any

from attrs import field, frozen

from perfkit.errors import Fault, InputError, Place, quoted
from perfkit.files import safe_name, write_folder
from perfkit.jobs.first_case import first_case
from perfkit.jobs.form_text import form_text
from perfkit.jobs.ready_lines import Ready, addition_lines, document_of, ready_lines
from perfkit.jobs.scaffold import scaffold
from perfkit.jobs.toml_text import toml_text
from perfkit.model import IndicatorSet
from perfkit.model.kinds import as_tuple
from perfkit.plugins import PluginHost
from perfkit.wording import Language, say

NATIONAL = "cn.mof.self-evaluation@2020"
"""The set whose shape a set of its own begins with, and whose tables and report it is printed with."""

SET, EDITION = "self-evaluation", "1"
TABLE, REPORT = "scores", "self-evaluation-report.md.j2"

RECEIVED = "labels.received.zh"
BY_ANNEX_2 = "实际到位资金"
"""What the evaluation index of 财预〔2020〕10号, annex 2, calls the funds received."""

NATION = "cn.mof"
"""Ids below this one belong to the standards."""

MOST_ID = 64

_ID = re.compile(r"[a-z][a-z0-9]*([.-][a-z0-9]+)*")


@frozen(kw_only=True)
class Created:
    """A plugin that was written.

    Attributes:
        folder: where it lies; files: their names in it, in order.
        id: of the plugin; address: of its set; base: of the set it extends, empty for none.
        plugins: folders of other plugins that its base needs.
    """

    folder: Path
    files: tuple[str, ...] = field(converter=as_tuple)
    id: str
    address: str
    base: str = ""
    plugins: tuple[Path, ...] = field(default=(), converter=as_tuple)

    @property
    def main(self) -> str:
        """The file of the set or the amendment, which is the first to be changed."""
        return f"{'amendments' if self.base else 'indicator-sets'}/{SET}.toml"

    def worded(self, language: Language) -> Iterator[str]:
        """What was written, and what to do next: change, test, use."""
        folder = typed(self.folder)
        beside = "".join(f" --plugins {typed(one)}" for one in self.plugins)
        yield say("new.written", language, folder=folder, count=len(self.files), address=self.address)
        yield say("new.edit", language, file=typed(self.folder / self.main))
        yield say("new.test", language, command=f"perfkit test {folder}{beside}")
        yield say("new.use", language, options=f"--plugins {folder}{beside} --set {self.address}")

    def record(self, language: Language) -> dict[str, Any]:
        """The answer as plain data."""
        return {
            "folder": str(self.folder),
            "files": list(self.files),
            "id": self.id,
            "address": self.address,
            "base": self.base or None,
        }


def new_plugin(
    host: PluginHost,
    name: Path,
    *,
    extends: str = "",
    plugin: str = "",
    language: Language = "zh",
    plugins: tuple[Path, ...] = (),
) -> Created:
    """Write the folder ``name``: a set of its own, or an amendment of the set ``extends``.

    ``plugin`` is its id; without one it is made from the name. The same call writes the same bytes. Refuses with
    :class:`~perfkit.errors.InputError` a name that cannot be used or is taken (``new.…``), with
    :class:`~perfkit.errors.IndicatorSetError` a base that cannot, and writes nothing then.
    """
    known = _id(name, plugin, host)
    base = host.indicator_set(extends or NATIONAL)
    contents = _contents(host, base, language, _fields(host, base, name.name, known), own=not extends)
    write_folder(name, contents)
    return Created(
        folder=name, files=contents, id=known, address=f"{known}.{SET}@{EDITION}", base=extends, plugins=plugins
    )


def typed(path: Path) -> str:
    """A path as it is typed into a command."""
    text = path.as_posix()
    return f'"{text}"' if re.search(r"[^\w./:~-]", text) else text


def _id(name: Path, plugin: str, host: PluginHost) -> str:
    """The id of the plugin, all there is to say against it and against the name of the folder at once."""
    shown = name.name
    known = plugin or shown.lower().replace("_", "-")
    place = Place(file=quoted(str(name), 200))
    faults = []
    if not shown or shown == ".." or shown.startswith(".") or safe_name(shown) != shown:
        faults.append(Fault("new.name", place, {"name": quoted(shown), "near": _near(shown)}))
    elif lexists(name):
        faults.append(Fault("new.exists", place, {"name": quoted(shown)}))
    if not _ID.fullmatch(known) or len(known) > MOST_ID:
        code = "new.id-unfit" if plugin else "new.id-needed"
        faults.append(Fault(code, arguments={"id": quoted(known), "name": quoted(typed(name), 200)}))
    elif known.startswith(f"{NATION}.") or any(record.id == known for record in host.records):
        faults.append(Fault("new.id-taken", arguments={"id": known}))
    if faults:
        raise InputError(faults)
    return known


def _near(shown: str) -> str:
    near = safe_name(shown.lstrip("."))
    return near if near.strip("_") else ""


def _fields(host: PluginHost, base: IndicatorSet, name: str, known: str) -> dict[str, str]:
    """What stands for the names in the texts of ``scaffold/``."""
    gap = " " if name[-1:].isascii() else ""
    return {
        "name": name,
        "id": known,
        "title_zh": f"{name}{gap}项目支出绩效自评",
        "title_en": f"{name} self-evaluation",
        "address": f"{known}.{SET}@{EDITION}",
        "base": base.address,
        "year": str(base.first_year),
        "form": form_text(host.forms(base)[TABLE]),
        "template": next(owner for owner, folder in host.template_folders(base) if folder.joinpath(REPORT).is_file()),
    }


def _contents(
    host: PluginHost, base: IndicatorSet, language: Language, fields: Mapping[str, str], *, own: bool
) -> dict[str, bytes]:
    kind = "own" if own else "amendment"
    more = {"parts": say(f"new.parts-{kind}", language)}
    if not own:
        case = first_case(base)
        more |= {
            "basis": _basis(base),
            "changes": _changes(base, language),
            "case": case.project,
            "expect": case.expect,
        }
    contents = scaffold("plugin", language, {**fields, **more}) | scaffold(kind, language, {**fields, **more})
    return dict(sorted(contents.items()))


def _basis(base: IndicatorSet) -> str:
    """The document an amendment begins with, until it has one of its own: the first of its base."""
    said = {"document": base.basis[0].document if base.basis else base.title.zh, "verified": False}
    return toml_text(said)


def _changes(base: IndicatorSet, language: Language) -> str:
    """The lines of ``change``: one that is made, and all others ready to be."""
    lines = []
    document = document_of(base)
    for heading, ready in ready_lines(document, language):
        lines += ["", f"  # {heading}"]
        lines += [_change(one, language) for one in ready]
    lines += ["", f"  # {say('new.late', language)}"]
    lines += [f"  # {line}" for line in addition_lines(document, language)]
    return "\n".join(lines[1:])


def _change(ready: Ready, language: Language) -> str:
    """A change that is made is real and harmless: the county's funds received by the name the regulation has."""
    if ready.at == RECEIVED and ready.was != BY_ANNEX_2:
        return "  " + ready.line(language, BY_ANNEX_2, say("new.received", language))
    return "  # " + ready.line(language)
