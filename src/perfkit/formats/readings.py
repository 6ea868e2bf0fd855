"""What the value reader says about a target and an actual: the kind, the value, what was assumed, what was refused."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any, Literal, TypeAlias

from attrs import frozen

from perfkit.errors import Fault, quoted
from perfkit.formats.comparisons import Bound
from perfkit.formats.notes import INFORMATIVE
from perfkit.formats.periods import Period
from perfkit.model import Exact, plain, readable
from perfkit.wording import Language

Kind: TypeAlias = Literal["number", "percent", "money", "words", "date", "range", "empty", "refused"]
Operator: TypeAlias = Literal["≥", "≤", ">", "<", "="]
Claim: TypeAlias = Literal["reached", "partly", "missed"]
Weight: TypeAlias = Literal["info", "warning", "refused"]

FIGURES = frozenset({"number", "percent", "money"})

_OPERATORS: Mapping[tuple[Bound, bool], Operator] = {
    ("at-least", False): "≥",
    ("at-least", True): ">",
    ("at-most", False): "≤",
    ("at-most", True): "<",
    ("equal", False): "=",
}


def operator(bound: Bound, *, strict: bool) -> Operator | None:
    """The sign of a comparison; None for none."""
    return _OPERATORS.get((bound, strict and bound != "equal"))


@frozen
class ValueNote:
    """One thing to be told about a cell: what was assumed, or why it was refused.

    Attributes:
        fault: code and fields of its sentence.
        severity: ``info`` for what is right as it stands, ``warning`` for what somebody should look at, ``refused``.
    """

    fault: Fault
    severity: Weight

    @property
    def code(self) -> str:
        return self.fault.code

    def worded(self, language: Language) -> str:
        return self.fault.worded(language)

    def record(self, language: Language) -> dict[str, str]:
        return {"code": self.code, "severity": self.severity, "text": self.worded(language)}


def note(code: str, written: str, read: str, **fields: object) -> ValueNote:
    """A remark on what was accepted."""
    fault = Fault(code, arguments={"found": quoted(written), "read": read, **fields})
    return ValueNote(fault, "info" if code in INFORMATIVE else "warning")


@frozen(kw_only=True)
class ReadValue:
    """What target and actual have in common.

    Attributes:
        text: as it was typed.
        kind: what it is. ``percent`` has the unit % or ‰, ``money`` one of money, also by the piece (元/平方米).
        value: the number as it was written (0.95 without a sign may have become 95 %); the lower end of a range.
        upper: the upper end of a range.
        unit: of the number, as it was written, or as the form says it.
        period: of a date.
        words: what is said, where it is words.
        remarks: codes of what was read otherwise than it was written.
        fault: why it is refused.
    """

    text: str
    kind: Kind
    value: Decimal | None = None
    upper: Decimal | None = None
    unit: str = ""
    period: Period | None = None
    words: str = ""
    remarks: tuple[str, ...] = ()
    fault: Fault | None = None

    @property
    def is_figure(self) -> bool:
        """Whether it is one number."""
        return self.kind in FIGURES

    @property
    def plain(self) -> str | dict[str, str] | None:
        """The value as a text: digits in plain decimal, a date as ISO 8601 writes it, words; from and to of a range."""
        if self.period is not None:
            first, last = self.period.first, self.period.last
            return str(first) if first == last else {"from": str(first), "to": str(last)}
        if self.value is not None and self.upper is not None:
            return {"from": plain(self.value), "to": plain(self.upper)}
        return plain(self.value) if self.value is not None else self.words or None

    @property
    def shown(self) -> str:
        """The value as remarks show it."""
        value = self.plain
        if isinstance(value, dict):
            value = f"{value['from']}～{value['to']}"
        return f"{value or ''}{self.unit}"

    @property
    def notes(self) -> tuple[ValueNote, ...]:
        """Everything to be told, the refusal last."""
        said = tuple(note(code, self.text, self._read_as(code), unit=self.unit or "—") for code in self.remarks)
        return said if self.fault is None else (*said, ValueNote(self.fault, "refused"))

    def _read_as(self, code: str) -> str:
        """The value as the remark of this code shows it."""
        return self.shown

    def worded(self, language: Language) -> Iterator[str]:
        """One line for each note."""
        yield from (one.worded(language) for one in self.notes)


@frozen(kw_only=True)
class ReadTarget(ReadValue):
    """A target 指标值.

    Attributes:
        op: the comparison; None where none is written and none follows.
        inverse_implied: whether the ≤ is not written but follows from a name, from the unit, or from a bare zero.
        label: words in front of the number that name what is counted.
    """

    op: Operator | None = None
    inverse_implied: bool = False
    label: str = ""

    @property
    def shown(self) -> str:
        """With its sign."""
        return f"{self.op or ''}{super().shown}"

    def record(self) -> dict[str, Any]:
        """As plain data."""
        return {
            "kind": self.kind,
            "op": self.op,
            "value": self.plain,
            "unit": self.unit or None,
            "inverse_implied": self.inverse_implied,
        }


@frozen(kw_only=True)
class ReadActual(ReadValue):
    """An actual 完成值, read beside its target.

    Attributes:
        operator_repeated: whether it was written with a comparison, as the target is.
        exact: the number in the unit of the target; None where the two cannot be held against one another.
        in_target: the same as a decimal; None where its digits never end, as of 50 minutes in hours.
        target_unit: the unit of the target.
        mismatch: why they cannot.
        claim: what words claim: the target reached, partly reached, or missed.
    """

    operator_repeated: bool = False
    exact: Exact | None = None
    in_target: Decimal | None = None
    target_unit: str = ""
    mismatch: Fault | None = None
    claim: Claim | None = None

    @property
    def notes(self) -> tuple[ValueNote, ...]:
        """Everything to be told, the refusals last."""
        said = super().notes
        return said if self.mismatch is None else (*said, ValueNote(self.mismatch, "refused"))

    def _read_as(self, code: str) -> str:
        """A converted value in the unit of the target."""
        if code == "value.other-scale" and self.exact is not None:
            return f"{readable(self.exact)}{self.target_unit}"
        return self.shown

    def record(self) -> dict[str, Any]:
        """As plain data."""
        return {
            "kind": self.kind,
            "value": self.plain,
            "unit": self.unit or None,
            "operator_repeated": self.operator_repeated,
        }
