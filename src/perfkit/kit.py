"""The one object an embedder holds: it owns its plugins, and each method delegates to one job."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping, Sequence
from os import PathLike
from typing import Any

from perfkit.errors import Fault
from perfkit.files import verify
from perfkit.formats import Rows
from perfkit.formula import Absent
from perfkit.jobs import (
    FORMATS,
    Collected,
    Conformance,
    Created,
    Doctor,
    Edition,
    FoundIndicators,
    Installed,
    Life,
    OnFault,
    Packed,
    Progress,
    Reading,
    ReadPair,
    Replayed,
    Rollover,
    SetDifference,
    Tried,
    Wanted,
    Written,
    WrittenForms,
    WrittenValue,
    asked,
    asked_folders,
    asked_language,
    asked_path,
    asked_rounding,
    asked_values,
    batch_for,
    checked,
    chosen_set,
    collect,
    conformance,
    doctor,
    host_for,
    indicators,
    installed,
    life,
    new_plugin,
    pack_plugin,
    read,
    read_pairs,
    read_records,
    read_rows,
    replay,
    rollover,
    schema_of,
    scored,
    set_difference,
    silent,
    stages,
    tell_plugins,
    try_formula,
    try_rule,
    write_forms,
    write_next,
    write_report,
)
from perfkit.model import Finding, IndicatorSet, Portfolio, Project, Rounding, Stage, Unit
from perfkit.plugins import PluginHost, tried_folder
from perfkit.scoring import Evaluation, Provenance, origin_of
from perfkit.wording import Language


class Kit:
    """Reads facts, scores them, checks them and writes reports, with the plugins it owns. Nothing is global.

    A kit is built once and may be shared by threads. It reads each plugin once; what changes on the disk later is seen
    by the next kit.

    Args:
        language: of texts and reports, ``zh`` or ``en``.
        folders: folders of plugins to use besides the installed packages; a single one may be given by itself.
        installed: False leaves installed plugin packages out, so that only the standards and ``folders`` are seen.

    Every method refuses what it cannot use with a child of :class:`~perfkit.errors.PerfkitError`.
    """

    def __init__(
        self,
        language: Language = "zh",
        folders: str | PathLike[str] | Iterable[str | PathLike[str]] = (),
        *,
        installed: bool = True,
    ) -> None:
        self.language = asked_language(language)
        self.folders = asked_folders(folders)
        self.installed = asked(installed, bool, "installed")
        self.host = PluginHost.build(self.folders, installed=self.installed)

    def __repr__(self) -> str:
        return f"Kit({self.language}, {', '.join(record.id for record in self.host.records)})"

    @property
    def faults(self) -> tuple[Fault, ...]:
        """What is wrong with plugins that were left out."""
        return self.host.faults

    def read(
        self,
        path: str | PathLike[str],
        *,
        indicator_set: str | IndicatorSet | None = None,
        stage: str = "",
        on_fault: OnFault | None = None,
    ) -> Portfolio:
        """The facts in a portfolio folder or a single file, TOML, JSON or JSON Lines; refuses with all faults at once.

        Of a folder with the whole life of a project, the facts at one ``stage``: its kind, such as ``monitoring`` (the
        last one of several), or its key. Indicators are taken from the library of the set named here, else of the one
        that the facts name.

        A record of a JSON file that is at fault is left out where ``on_fault`` is given, which is told why.
        """
        return read(self.host, asked_path(path, "path"), indicator_set, asked(stage, str, "stage"), on_fault)

    def read_records(
        self,
        records: Iterable[Mapping[str, Any]],
        *,
        unit: str | Unit = "",
        year: int | None = None,
        indicator_set: str | IndicatorSet | None = None,
        on_fault: OnFault | None = None,
    ) -> Portfolio:
        """The portfolio of records that a program hands in: mappings with exactly the keys of a project file.

        Unit, year and set are taken from the records where they are not given here and all records say the same. A
        record at fault is left out where ``on_fault`` is given, which is told why; else all faults refuse the whole.
        """
        return read_records(records, batch_for(self.host, unit, year, indicator_set, on_fault))

    def read_rows(
        self,
        projects: Rows | Any,
        indicators: Rows | Any = (),
        *,
        unit: str | Unit = "",
        year: int | None = None,
        indicator_set: str | IndicatorSet | None = None,
        on_fault: OnFault | None = None,
    ) -> Portfolio:
        """The portfolio in the rows of a table of projects and, where there is one, a table of indicators.

        Each is a cursor after its query, Arrow data, or any rows that :class:`Rows` takes, which also gives columns
        their keys: ``project.code``, ``funding.budget`` …; of indicators ``project`` (the code of theirs), ``name`` …
        """
        return read_rows(projects, indicators, batch_for(self.host, unit, year, indicator_set, on_fault))

    def json_schema(self, name: str = "project") -> dict[str, Any]:
        """The JSON Schema of records: of a ``project`` by itself, or of a ``portfolio`` with its projects."""
        return schema_of(asked(name, str, "name"))

    def stages(self, path: str | PathLike[str]) -> tuple[Stage, ...]:
        """The stages in the life of the project in a folder, in the order of their days."""
        return stages(asked_path(path, "path"))

    def life(self, path: str | PathLike[str], *, on: datetime.date | None = None) -> Life:
        """Every stage in the life of a project up to a day with its result, what follows and the clocks that run.

        Without ``on`` that of the last stage.
        """
        return life(self.host, asked_path(path, "path"), None if on is None else asked(on, datetime.date, "on"))

    def indicator_set(self, address: str, *, on: int | None = None) -> IndicatorSet:
        """The set ``id@edition``; or with ``on``, the edition of ``id`` that holds in that fiscal year."""
        asked(address, str, "address")
        return self.host.indicator_set(address) if on is None else self.host.dated(address, asked(on, int, "on"))

    def origin_of(self, indicator_set: str | IndicatorSet, key: str) -> Provenance:
        """Plugin, version, layer, file, key and document behind what stands at a key of a set: ``output.weight``."""
        chosen = self.indicator_set(indicator_set) if isinstance(indicator_set, str) else indicator_set
        return origin_of(asked(chosen, IndicatorSet, "indicator_set"), asked(key, str, "key"))

    def diff(self, before: str, after: str) -> SetDifference:
        """What the set at the second address says otherwise than that at the first, key by key, with the reasons."""
        return set_difference(self.indicator_set(before), self.indicator_set(after))

    def rollover(self, address: str, *, to: int, write: bool = False) -> Rollover:
        """What the fiscal year ``to`` changes and breaks for a set; ``write`` its next edition beside the old file."""
        found = rollover(self.host, asked(address, str, "address"), asked(to, int, "to"))
        return write_next(self.host, found) if asked(write, bool, "write") else found

    def plugins(self) -> Installed:
        """Every plugin with what it adds and what of others it stands for."""
        return installed(self.host)

    def doctor(self) -> Doctor:
        """Whether everything is there that perfkit needs: program, libraries, system, plugins, the current folder."""
        return doctor(self.host)

    def test(self, folder: str | PathLike[str]) -> Conformance:
        """Whether the plugin in a folder, which may be that of its package, is ready to be handed on.

        Of a package the code is run, as installing and using it would; that of a folder plugin never is.
        """
        return conformance(self.host, tried_folder(asked_path(folder, "folder")))

    def new(
        self, name: str | PathLike[str], *, extends: str = "", to: str | PathLike[str] = "", plugin: str = ""
    ) -> Created:
        """Write the folder of a new plugin called ``name`` in ``to``: a set of its own, or an amendment of ``extends``.

        It passes its own test from the first moment. ``plugin`` is its id, made from the name where none is given.
        """
        return new_plugin(
            self.host,
            asked_path(to, "to") / asked_path(name, "name"),
            extends=asked(extends, str, "extends"),
            plugin=asked(plugin, str, "plugin"),
            language=self.language,
            plugins=self.folders,
        )

    def pack(self, folder: str | PathLike[str], to: str | PathLike[str] | None = None) -> Packed:
        """Wrap the plugin in ``folder`` as a Python package in ``to``, by default ``perfkit-ID``, changing no file."""
        to = None if to is None else asked_path(to, "to")
        return pack_plugin(self.host, asked_path(folder, "folder"), to, language=self.language)

    def indicators(
        self,
        text: str = "",
        *,
        sector: str = "",
        type: str = "",  # noqa: A002 (what the field calls it: 支出类型)
        block: str = "",
        unit: str = "",
        suggest: str = "",
        indicator_set: str | IndicatorSet | None = None,
    ) -> FoundIndicators:
        """Indicators of the library: those that a set may use, else the national ones; see :class:`Wanted`."""
        chosen = self.indicator_set(indicator_set) if isinstance(indicator_set, str) else indicator_set
        wanted = Wanted(text=text, suggest=suggest, sector=sector, type=type, block=block, unit=unit)
        return indicators(self.host.library(chosen), wanted)

    def evaluate(
        self,
        portfolio: Portfolio,
        *,
        indicator_set: str | IndicatorSet | None = None,
        progress: Progress | None = None,
        on_fault: OnFault | None = None,
    ) -> Evaluation:
        """Score a portfolio under the set named or handed in here, else under the one it names itself.

        ``on_fault`` is told what went wrong in plugins that were only notified; without it that goes to the log.
        """
        host = host_for(self.host, asked(portfolio, Portfolio, "portfolio"))
        chosen = chosen_set(host, portfolio, indicator_set)
        return tell_plugins(host, scored(host, portfolio, chosen, progress or silent), on_fault)

    def collect(
        self,
        folder: str | PathLike[str],
        to: str | PathLike[str] = "build",
        *,
        indicator_set: str = "",
        workers: int = 1,
        progress: Progress | None = None,
    ) -> Collected:
        """Read and score every form below a folder, each by itself, and write what came of them into ``to``.

        A form that cannot be read is told with its faults and stops no other; a run that was stopped goes on where it
        was. ``workers`` more than one reads in so many processes: then the program that calls must be guarded by
        ``if __name__ == "__main__":``, as :mod:`multiprocessing` asks for.
        """
        reading = Reading(
            root=asked_path(folder, "folder"),
            folders=self.folders,
            installed=self.installed,
            indicator_set=asked(indicator_set, str, "indicator_set"),
            language=self.language,
        )
        workers = asked(workers, int, "workers")
        return collect(self.host, reading, asked_path(to, "to"), workers=workers, progress=progress or silent)

    def check(self, evaluation: Evaluation) -> tuple[Finding, ...]:
        """Every finding about an evaluation, in the order in which a reader meets them."""
        host = host_for(self.host, asked(evaluation, Evaluation, "evaluation").portfolio)
        return checked(host, evaluation)

    def report(
        self,
        evaluation: Evaluation,
        to: str | PathLike[str] = "build",
        *,
        formats: str | Sequence[str] = FORMATS,
        overwrite: bool = False,
        public: bool = False,
        progress: Progress | None = None,
    ) -> Written:
        """Write the documents and their manifest into the folder ``to``; all of them, or none.

        ``formats`` are ``html``, ``word``, ``excel`` for the working paper, and those of plugins along the chain of the
        set: ``plugin id:name``, or the name alone where only one of them has it.

        ``public`` covers telephone and identity numbers, addresses of mail, and the names of persons: those that the
        facts list as ``personal``, and those behind a label such as 联系人.

        A file there that somebody changed, or that perfkit did not write, is replaced only with ``overwrite``.
        """
        return write_report(
            host_for(self.host, asked(evaluation, Evaluation, "evaluation").portfolio),
            evaluation,
            asked_path(to, "to"),
            formats=formats,
            edition=Edition(self.language, asked(public, bool, "public")),
            overwrite=asked(overwrite, bool, "overwrite"),
            progress=progress or silent,
        )

    def form(
        self,
        indicator_set: str | IndicatorSet,
        facts: Portfolio | Project | None = None,
        *,
        to: str | PathLike[str] = "",
        layout: str = "",
        overwrite: bool = False,
    ) -> WrittenForms:
        """Write the 自评表 of a set as a workbook to be filled in: blank, or with the facts of each project.

        ``to`` is a folder, or for one form a file that ends in ``.xlsx``. ``layout`` names another form than the set's
        own. A file there that is not the very one that would be written is replaced only with ``overwrite``.
        """
        return write_forms(
            self.host,
            indicator_set if isinstance(indicator_set, IndicatorSet) else asked(indicator_set, str, "indicator_set"),
            facts if facts is None or isinstance(facts, Project) else asked(facts, Portfolio, "facts"),
            asked_path(to, "to"),
            layout=asked(layout, str, "layout"),
            overwrite=asked(overwrite, bool, "overwrite"),
        )

    def verify(self, folder: str | PathLike[str]) -> tuple[Fault, ...]:
        """What was changed in a folder of documents since they were written; empty if nothing was."""
        return verify(asked_path(folder, "folder"))

    def replay(self, folder: str | PathLike[str], facts: str | PathLike[str]) -> Replayed:
        """Run again what made the documents in ``folder``, from the facts at ``facts``: the same, or why it is not."""
        return replay(self.host, asked_path(folder, "folder"), asked_path(facts, "facts"))

    def read_values(self, lines: Iterable[str | bytes]) -> Iterator[ReadPair]:
        """A target and an actual for each line of fields with tabs between them, one after the other as lines come.

        The fields are 指标值, 完成值 and, if wanted, the form's unit and the name of the indicator. No line raises.
        """
        return read_pairs(lines)

    def try_formula(
        self, formula: str, values: Mapping[str, WrittenValue], *, rounding: Rounding | None = None
    ) -> Tried | Absent:
        """Try the formula of a share with values as forms write them; points are rounded half up to two places."""
        return try_formula(asked(formula, str, "formula"), asked_values(values), asked_rounding(rounding))

    def try_rule(
        self, rule: str, values: Mapping[str, WrittenValue], *, indicator_set: str, rounding: Rounding | None = None
    ) -> Tried | Absent:
        """Try a rule of a set by its name; points are rounded as the set says, unless a rounding is given."""
        chosen = self.indicator_set(indicator_set)
        return try_rule(chosen, asked(rule, str, "rule"), asked_values(values), asked_rounding(rounding))
