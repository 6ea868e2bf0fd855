"""What is said about the hooks of a plugin: whether they give the same for the same input."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from perfkit.jobs.cases import CaseResult
from perfkit.jobs.conformance_told import Told, advice
from perfkit.plugins import PluginRecord, unrepeatable

READS = "plugin.reads-"
"""How the codes begin of what a hook looks at besides its input: the figure may be the same every time, so far."""


def repeatable(own: PluginRecord, cases: Iterable[CaseResult]) -> Iterator[Told]:
    """What a hook looked at, or gave once only, while one of the cases was evaluated; each as often as it was found.

    Data alone is the same every time: nothing is called of a plugin without hooks in Python.
    """
    if not own.hooks.written:
        return
    for case in cases:
        for fault in unrepeatable(own, case.evaluation) if case.evaluation is not None else ():
            yield advice("files", fault) if fault.code.startswith(READS) else Told("files", fault)
