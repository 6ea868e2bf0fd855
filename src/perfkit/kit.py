"""The one object an embedder holds: it owns its plugins, and each method delegates to one job."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from os import PathLike
from pathlib import Path

from perfkit.checks import check
from perfkit.errors import Fault
from perfkit.files import verify
from perfkit.jobs import FORMATS, Progress, ReportFormat, chosen_set, host_for, read, silent, write_report
from perfkit.model import Finding, IndicatorSet, Portfolio
from perfkit.plugins import PluginHost
from perfkit.scoring import Evaluation, evaluate
from perfkit.wording import Language


class Kit:
    """Reads facts, scores them, checks them and writes reports, with the plugins it owns. Nothing is global.

    A kit is built once and may be shared by threads.

    Args:
        language: of texts and reports, ``zh`` or ``en``.
        folders: folders of plugins to use besides the installed packages.
        installed: False leaves installed plugin packages out, so that only the standards and ``folders`` are seen.
    """

    def __init__(
        self, language: Language = "zh", folders: Iterable[str | PathLike[str]] = (), *, installed: bool = True
    ) -> None:
        self.language: Language = language
        self.host = PluginHost.build(map(Path, folders), installed=installed)

    def __repr__(self) -> str:
        return f"Kit({self.language}, {', '.join(record.id for record in self.host.records)})"

    @property
    def faults(self) -> tuple[Fault, ...]:
        """What is wrong with plugins that were left out."""
        return self.host.faults

    def read(self, path: str | PathLike[str]) -> Portfolio:
        """The facts in a portfolio folder or a single project file; refuses with all faults at once."""
        return read(Path(path))

    def indicator_set(self, address: str, *, on: int | None = None) -> IndicatorSet:
        """The set ``id@edition``; or with ``on``, the edition of ``id`` that holds in that fiscal year."""
        return self.host.indicator_set(address) if on is None else self.host.dated(address, on)

    def evaluate(
        self, portfolio: Portfolio, *, indicator_set: str | None = None, progress: Progress = silent
    ) -> Evaluation:
        """Score a portfolio under the set named here, else under the one it names itself."""
        chosen = chosen_set(host_for(self.host, portfolio), portfolio, indicator_set)
        return evaluate(portfolio, chosen, lambda done, of: progress("step.evaluate", done, of))

    def check(self, evaluation: Evaluation) -> tuple[Finding, ...]:
        """Every finding about an evaluation, in the order in which a reader meets them."""
        return check(evaluation)

    def report(
        self,
        evaluation: Evaluation,
        to: str | PathLike[str] = "build",
        *,
        formats: Sequence[ReportFormat] = FORMATS,
        progress: Progress = silent,
    ) -> tuple[Path, ...]:
        """Write the documents and their manifest into the folder ``to``; all of them, or none."""
        return write_report(
            host_for(self.host, evaluation.portfolio),
            evaluation,
            check(evaluation),
            Path(to),
            formats=formats,
            language=self.language,
            progress=progress,
        )

    def verify(self, folder: str | PathLike[str]) -> tuple[Fault, ...]:
        """What was changed in a folder of documents since they were written; empty if nothing was."""
        return verify(Path(folder))
