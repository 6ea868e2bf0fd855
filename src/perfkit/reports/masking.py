"""The edition for the public: telephone numbers, identity numbers, addresses of mail and names of persons are covered.

Figures and codes stay: a number is covered only where it cannot be an amount or the code of a project.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeVar

from attrs import evolve, field, frozen

from perfkit.model import Block, Choice, Cover, Document, Grid, Heading

T = TypeVar("T")

COVER = "*"

_EDGE = r"(?<![0-9A-Za-z.])"
_NO_AMOUNT = r"(?![0-9A-Za-z]|\.[0-9]|\s*[万亿千]?元)"
_MOBILE = re.compile(rf"{_EDGE}(1[3-9][0-9])([0-9]{{4}}|[- ][0-9]{{4}}[- ])([0-9]{{4}}){_NO_AMOUNT}")
_LANDLINE = re.compile(rf"{_EDGE}(0[0-9]{{2,3}}[- ]|[(（]0[0-9]{{2,3}}[)）])([0-9]{{3,4}})([0-9]{{4}}){_NO_AMOUNT}")
_IDENTITY = re.compile(
    r"(?<![0-9A-Za-z])([1-9][0-9]{5})((?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])[0-9]{2})"
    r"([0-9][0-9Xx])(?![0-9A-Za-z])"
)
"""Place, birthday and number: 公民身份号码, GB 11643."""
_MAIL = re.compile(r"(?<![\w.%+-])([A-Za-z0-9])([A-Za-z0-9._%+-]*)(@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+)")
_SIGNED = re.compile(
    r"((?:联系人|填表人|填报人|经办人|负责人|责任人|审核人|制表人|复核人|签字人)(?:姓名)?[:：][ \u3000]*)"
    r"([\u4e00-\u9fff]{2,4})(?![\u4e00-\u9fff])"
)
"""What follows a label that asks for a person; a longer run of characters is an office or a sentence."""

_BARE = re.compile(r"[0-9][0-9,. ]*")
_REACHES = re.compile("电话|手机|联系|传真|身份证|号码")

_NUMBERS = (_IDENTITY, _MOBILE, _LANDLINE)


def _longest_first(names: Iterable[str]) -> tuple[str, ...]:
    """So that 王小明 is covered before 王小 is looked for."""
    return tuple(sorted(names, key=len, reverse=True))


@frozen
class Mask:
    """Covers what is personal in texts.

    Attributes:
        names: of persons, as the facts list them.
        covered: one entry for each place that was covered.
    """

    names: tuple[str, ...] = field(default=(), converter=_longest_first)
    covered: list[str] = field(factory=list, init=False)

    def text(self, text: str) -> str:
        """The text with the middle of each number covered, and names but for their first character.

        A text that is a number and nothing else is left as it is: it is an amount.
        """
        if _BARE.fullmatch(text):
            return text
        for pattern in _NUMBERS:
            text = pattern.sub(self._counted(lambda found: found[1] + _stars(found[2]) + found[3]), text)
        text = _MAIL.sub(self._counted(lambda found: found[1] + COVER * 3 + found[3]), text)
        text = _SIGNED.sub(self._counted(lambda found: found[1] + _name(found[2])), text)
        for name in self.names:
            text = re.sub(re.escape(name), self._counted(lambda found: _name(found[0])), text)
        return text

    def _counted(self, cover: Callable[[re.Match[str]], str]) -> Callable[[re.Match[str]], str]:
        def counting(found: re.Match[str]) -> str:
            self.covered.append(found[0])
            return cover(found)

        return counting

    def document(self, document: Document) -> Document:
        """The document with its title, cover, texts and tables covered."""
        return evolve(
            document,
            title=self.text(document.title),
            cover=None if document.cover is None else self._cover(document.cover),
            blocks=[self._block(block) for block in document.blocks],
            foot=self.text(document.foot),
        )

    def _cover(self, cover: Cover) -> Cover:
        lines = [
            evolve(line, note=self.text(line.note)) if isinstance(line, Choice) else (line[0], self._beside(*line))
            for line in cover.lines
        ]
        return evolve(cover, title=self.text(cover.title), lines=lines)

    def _beside(self, label: str, text: str) -> str:
        """The text of a line of the cover, judged together with its label: 联系人 ｜ 张三."""
        if _BARE.fullmatch(text) and not _REACHES.search(label):
            return text
        together = self.text(f"{label}：{text}")
        return together[len(label) + 1 :] if together.startswith(f"{label}：") else self.text(text)

    def _block(self, block: Block) -> Block:
        if isinstance(block, Heading):
            return evolve(block, text=self.text(block.text))
        if isinstance(block, Grid):
            rows = [[evolve(cell, text=self.text(cell.text)) for cell in row] for row in block.rows]
            return evolve(block, rows=rows, caption=self.text(block.caption), note=self.text(block.note))
        return evolve(block, runs=[evolve(run, text=self.text(run.text)) for run in block.runs])

    def record(self, data: T) -> T:
        """Plain data with every text in it covered; keys stay."""
        covered: Any = data
        if isinstance(data, str):
            covered = self.text(data)
        elif isinstance(data, Mapping):
            covered = {key: self.record(value) for key, value in data.items()}
        elif isinstance(data, (list, tuple)):
            covered = [self.record(value) for value in data]
        return covered  # type: ignore[no-any-return] # plain data of the same shape


def _stars(text: str) -> str:
    return re.sub("[0-9]", COVER, text)


def _name(name: str) -> str:
    return name[0] + COVER * (len(name) - 1)
