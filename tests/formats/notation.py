"""How the tables of expected readings write what a reader says: ``percent ≥ 95 %``, ``date ≤ 2023-12``, ``words``."""

from __future__ import annotations

from perfkit.formats import ReadActual, ReadTarget, Verdict


def of_target(read: ReadTarget) -> str:
    """Kind, comparison, value, unit; words without their text, a refusal with its code."""
    return _joined(read, read.op, implied=read.inverse_implied)


def of_actual(read: ReadActual) -> str:
    """Kind, value, unit; ``repeated`` where it is written with a comparison."""
    return _joined(read, None, repeated=read.operator_repeated)


def of_verdict(verdict: Verdict) -> str:
    """yes, no, or - where nobody can say."""
    return {True: "yes", False: "no", None: "-"}[verdict.met]


def _joined(read: ReadTarget | ReadActual, op: str | None, **flags: bool) -> str:
    value = read.plain
    if isinstance(value, dict):
        value = f"{value['from']}~{value['to']}"
    parts = [
        read.kind,
        op,
        None if read.kind == "words" else value,
        read.unit,
        *(name for name in flags if flags[name]),
    ]
    if read.fault is not None:
        parts.append(read.fault.code.removeprefix("value."))
    return " ".join(part for part in parts if part)
