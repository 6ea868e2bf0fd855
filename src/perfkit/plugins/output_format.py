"""What a plugin offers as a further format of reports."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from attrs import field, frozen

from perfkit.model import Finding
from perfkit.model.kinds import of_kind
from perfkit.scoring import Evaluation
from perfkit.wording import Language

Write: TypeAlias = Callable[[Evaluation, tuple[Finding, ...], Language], bytes]
"""From an evaluation, everything that was found about it, and the language of the report, to the bytes of a file."""


@frozen(kw_only=True)
class OutputFormat:
    """A format of reports: the name of its file, such as ``points.csv``, and the function that makes its bytes."""

    file: str = field(validator=of_kind(str))
    write: Write
