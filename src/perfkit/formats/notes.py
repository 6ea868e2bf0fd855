"""What a reader has to say while it works: faults that refuse the input, remarks on what was accepted."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from decimal import Decimal
from typing import Concatenate, Generic, ParamSpec, TypeVar

from attrs import evolve, field, frozen

from perfkit.errors import NOWHERE, Fault, InputError, Place, quoted
from perfkit.model import Finding, NumberLike, Origin, Severity, plain

T = TypeVar("T")
P = ParamSpec("P")
S = TypeVar("S", Fault, Finding)

MOST_FAULTS = 100
"""More would not be read by anybody; the rest is counted."""


INFORMATIVE = frozenset(
    f"value.{code}"
    for code in (
        *(
            "bare-zero",
            "other-scale",
            "over-hundred",
            "unit-from-form",
            "own-unit",
            "label",
            "done-word",
            "aside",
            "punctuation",
        ),
        *("per", "noun-left-out", "date-text", "for-evaluator", "deadline", "plus-minus"),
    )
)
"""Remarks on values that are right as they stand; all others ask somebody to look."""


@frozen
class Read(Generic[T]):
    """A value that was read, and the codes of what should be told about it.

    Attributes:
        said: the value as remarks show it, where that is not its plain number: money with its unit, as the file has it.
    """

    value: T
    remarks: tuple[str, ...] = ()
    said: str = ""


def _as_it_is(place: Place) -> Place:
    return place


def _nothing_inside(place: Place) -> tuple[tuple[str, Place], ...]:
    return ()


def _no_folder(name: str, place: Place) -> str:
    raise InputError(Fault("evidence.no-folder", place, {"file": quoted(name)}))


@frozen
class Notes:
    """The faults and remarks of one reading, in the order in which they were met.

    Nobody mends a file eight times: a reader goes on after a fault and calls :meth:`close` at its end.

    Attributes:
        locate: adds to a place what is known about it, such as the line of its key.
        within: the places of what stands inside a thing, where each value has one of its own, as in a form.
        fingerprint: the SHA-256 of a file that is named at a place, in the folder that is read.
    """

    faults: list[Fault] = field(factory=list)
    remarks: list[Finding] = field(factory=list)
    locate: Callable[[Place], Place] = field(default=_as_it_is, repr=False)
    within: Callable[[Place], tuple[tuple[str, Place], ...]] = field(default=_nothing_inside, repr=False)
    fingerprint: Callable[[str, Place], str] = field(default=_no_folder, repr=False)

    def origin(self, place: Place) -> Origin:
        """Where a value was read."""
        return Origin(self.locate(place), parts=self.within(place))

    def fault(self, code: str, place: Place, **arguments: object) -> None:
        """Note that the input is refused."""
        self.faults.append(Fault(code, place, arguments))

    def remark(self, code: str, place: Place, severity: Severity = "warning", **names: object) -> None:
        """Note that something was accepted, but read otherwise than it was written."""
        self.remarks.append(Finding(code, severity, place, names={name: str(value) for name, value in names.items()}))

    def attempt(self, place: Place, work: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> T | None:
        """What ``work`` gives, or None after its faults were noted; a fault without a place is put at ``place``."""
        try:
            return work(*args, **kwargs)
        except InputError as error:
            self.faults.extend(
                evolve(fault, place=place) if fault.place == NOWHERE else fault for fault in error.faults
            )
            return None

    def read(
        self,
        place: Place,
        reader: Callable[Concatenate[NumberLike, P], Read[T]],
        written: NumberLike | None,
        /,
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> T | None:
        """What ``reader`` makes of ``written``, its remarks noted; None where nothing is written or it is refused."""
        if written is None:
            return None
        found = self.attempt(place, reader, written, *args, **kwargs)
        if found is None:
            return None
        said = found.said or (plain(found.value) if isinstance(found.value, Decimal) else str(found.value))
        for code in found.remarks:
            severity: Severity = "info" if code in INFORMATIVE else "warning"
            self.remark(code, place, severity, found=quoted(str(written)), read=said)
        return found.value

    def sort(self) -> None:
        """Locate faults and remarks, and bring them into the order of the input: by file, line and row."""
        self.faults[:] = _in_order(evolve(fault, place=self.locate(fault.place)) for fault in self.faults)
        self.remarks[:] = _in_order(evolve(remark, place=self.locate(remark.place)) for remark in self.remarks)

    def close(self) -> None:
        """Raise one :class:`InputError` with all faults, if there are any, each as precisely placed as can be."""
        self.sort()
        if not self.faults:
            return
        shown, left = self.faults[:MOST_FAULTS], len(self.faults) - MOST_FAULTS
        if left > 0:
            shown.append(Fault("input.more", Place(file=shown[-1].place.file), {"count": left}))
        raise InputError(shown)

    def settled(self, value: T | None) -> T:
        """``value``, or all faults raised; a reader that gives None has noted why."""
        self.close()
        if value is None:
            raise RuntimeError("a reader gave up without saying why")
        return value


def _in_order(said: Iterable[S]) -> list[S]:
    """Sorted by line and row within each file; files in the order in which they were first met."""
    found = list(said)
    files = {file: at for at, file in reversed(list(enumerate(one.place.file for one in found)))}
    return sorted(found, key=lambda one: (files[one.place.file], one.place.line or 0, one.place.row or 0))
