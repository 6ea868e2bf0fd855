"""Telling every plugin that an evaluation was made; what they do with it is their own affair."""

from __future__ import annotations

from collections.abc import Iterable

from perfkit.errors import Fault
from perfkit.plugins.handing import handed
from perfkit.plugins.loading import PluginRecord
from perfkit.scoring import Evaluation

HOOK = "perfkit_evaluated"


def notified(records: Iterable[PluginRecord], evaluation: Evaluation) -> tuple[Fault, ...]:
    """What went wrong in telling these plugins; the evaluation is what it was."""
    asked = [record.hooks for record in records if record.hooks.has(HOOK)]
    given = handed(evaluation) if asked else evaluation
    faults: list[Fault] = []
    for hooks in asked:
        answers = list(hooks.answers(HOOK, faults, evaluation=given))
        faults += [hooks.wrong(HOOK, one, one.value, "None") for one in answers if one.value is not None]
    return tuple(faults)
