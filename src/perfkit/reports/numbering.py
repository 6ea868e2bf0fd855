"""Numbers of headings as GB/T 9704 has them: 一、 （一） 1. （1）."""

from __future__ import annotations

from attrs import define, field

from perfkit.errors import Fault, ReportError

_DIGITS = "零一二三四五六七八九"


_PLACES = ("", "十", "百", "千")


def chinese(number: int) -> str:
    """A number from 1 to 9999 in Chinese, as headings count: 一, 十, 十一, 二十, 一百零一, 一百一十."""
    if not 1 <= number <= 9999:
        raise ReportError(Fault("report.too-many-headings", arguments={"most": 9999}))
    digits = [int(digit) for digit in str(number)]
    words, gap = "", False
    for place, digit in zip(range(len(digits) - 1, -1, -1), digits, strict=True):
        if digit:
            words += ("零" if gap else "") + _DIGITS[digit] + _PLACES[place]
        gap = not digit
    return words.removeprefix("一") if 10 <= number < 20 else words


@define
class Numbering:
    """Counts headings: a heading starts the count of the levels below it anew."""

    counts: list[int] = field(factory=lambda: [0, 0, 0, 0])
    unnumbered: int = 0
    part: str = "s0"

    def next(self, level: int) -> tuple[str, str]:
        """The number of the next heading of ``level`` as printed, and its anchor such as ``s4-1-2``."""
        self.counts[level - 1] += 1
        self.counts[level:] = [0] * (4 - level)
        number = self.counts[level - 1]
        if level == 1:
            self.part = f"s{number}"
        printed = {1: f"{chinese(number)}、", 2: f"（{chinese(number)}）", 3: f"{number}.", 4: f"（{number}）"}[level]
        return printed, "-".join([self.part, *(str(count) for count in self.counts[1:level])])

    def without(self) -> tuple[str, str]:
        """No number, and the anchor of a heading without one; below it the count starts again."""
        self.counts[1:] = [0, 0, 0]
        self.unnumbered += 1
        self.part = f"a{self.unnumbered}"
        return "", self.part
