"""What is worth knowing about a plugin that works all the same: it goes to the log of the host program."""

from __future__ import annotations

import logging

from perfkit.errors import Fault

LOGGER = "perfkit"


def log(fault: Fault, level: int = logging.WARNING) -> None:
    """One line in the log named ``perfkit``, in Chinese as everywhere nobody asks; the fault itself goes with it.

    A log and not a fault of the kit: faults are the reasons why a plugin was left out, and this one was not.
    """
    logging.getLogger(LOGGER).log(level, "%s", fault.worded("zh"), extra={"fault": fault})
