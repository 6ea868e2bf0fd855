"""A document before it becomes HTML or Word: blocks of text and tables, numbered as GB/T 9704 numbers them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Literal, TypeAlias

from attrs import field, frozen

from perfkit.model.grid import Grid
from perfkit.model.portfolio import Cover


def _tuple(value: Iterable[Any]) -> tuple[Any, ...]:
    return tuple(value)


@frozen
class Run:
    """A piece of text in one style; ``link`` is the anchor inside the document it leads to, if any."""

    text: str
    strong: bool = False
    emphasis: bool = False
    link: str = ""


@frozen
class Heading:
    """A heading of level 1 (一、) to 4（（1）), with its number as printed and the anchor it is reached by."""

    level: Literal[1, 2, 3, 4]
    number: str
    text: str
    anchor: str


@frozen
class Paragraph:
    """A paragraph; ``style`` is ``body``, ``item`` (one entry of a list), or ``note`` (small print)."""

    runs: tuple[Run, ...] = field(converter=_tuple)
    style: Literal["body", "item", "note"] = "body"
    marker: str = ""

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs)


Block: TypeAlias = Heading | Paragraph | Grid


@frozen(kw_only=True)
class Document:
    """A report: cover, title, blocks in order, and the small print at its end.

    Attributes:
        title: as printed above the text; language: of its texts.
        cover: None for a document without one.
        blocks: headings, paragraphs and tables in order.
        foot: provenance in one line: set, edition, fingerprint.
        missing: the sections the unit gave no text for, as its files would be named: ``purpose``, ``roads/output``.
    """

    title: str
    language: Literal["zh", "en"] = "zh"
    cover: Cover | None = None
    blocks: tuple[Block, ...] = field(converter=_tuple)
    foot: str = ""
    missing: tuple[str, ...] = field(default=(), converter=_tuple)

    @property
    def headings(self) -> tuple[Heading, ...]:
        return tuple(block for block in self.blocks if isinstance(block, Heading))
