"""What plugins find about an evaluation, beside the checks of perfkit."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from attrs import evolve

from perfkit.errors import Fault, Place
from perfkit.model import SEVERITIES, Figure, Finding, Title
from perfkit.plugins.calling import Answer, Hooks
from perfkit.plugins.contributing import entries
from perfkit.plugins.handing import handed
from perfkit.plugins.loading import PluginRecord
from perfkit.scoring import Evaluation

HOOK = "perfkit_checks"

_CODE = re.compile(r"[a-z0-9][a-z0-9.-]{0,60}")


def plugin_findings(records: Iterable[PluginRecord], evaluation: Evaluation) -> Iterator[Finding]:
    """The findings of these plugins, in their order, the id of each before the code: ``cn.qinghe:late``.

    What a hook raises or returns wrongly is a finding of severity ``error`` that names it, and the others go on.
    """
    asked = [record.hooks for record in records if record.hooks.has(HOOK)]
    given = handed(evaluation) if asked else evaluation
    for hooks in asked:
        faults: list[Fault] = []
        for entry, answer in entries(hooks, HOOK, "Finding", faults, evaluation=given):
            found = _own(hooks, entry, answer)
            if isinstance(found, Fault):
                faults.append(found)
            else:
                yield found
        yield from (Finding.of(fault, "error") for fault in faults)


def _own(hooks: Hooks, entry: object, answer: Answer) -> Finding | Fault:
    """A finding as the plugin's own, copied; or what is wrong with it."""
    if not isinstance(entry, Finding):
        return hooks.wrong(HOOK, answer, entry, "list[Finding]")
    lacking = next(_lacking(entry), "")
    if lacking:
        return Fault("plugin.finding", answer.place, {"plugin": hooks.owner, "hook": HOOK, "attribute": lacking})
    return evolve(entry, code=f"{hooks.plugin}:{entry.code}", figures=dict(entry.figures), names=dict(entry.names))


def _lacking(found: Finding) -> Iterator[str]:
    """The attributes of a finding that are not what they should be; nobody else could word or count them."""
    if not isinstance(found.code, str) or not _CODE.fullmatch(found.code):
        yield "code"
    if found.severity not in SEVERITIES:
        yield "severity"
    if not isinstance(found.place, Place):
        yield "place"
    if not isinstance(found.text, Title) or not isinstance(found.advice, (Title, type(None))):
        yield "text"
    if not all(isinstance(figure, Figure) for figure in found.figures.values()):
        yield "figures"
