"""Rendered Markdown becomes the blocks of a document: numbered headings, paragraphs, list items, tables by name.

Allowed are headings of level 1 to 4, paragraphs, flat lists, quotes (small print), bold, italic, links to headings of
the same document, and fences ``{grid} name``. A heading that ends in ``{-}`` takes no number. Everything else is
refused, all of it at once, with template and line.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from attrs import define, evolve, field
from markdown_it import MarkdownIt
from markdown_it.common.utils import unescapeAll
from markdown_it.token import Token

from perfkit.errors import Fault, Place, ReportError
from perfkit.model import Block, Grid, Heading, Paragraph, Run
from perfkit.reports.inline import emphasis, runs
from perfkit.reports.marks import unmarked
from perfkit.reports.numbering import Numbering

NARRATIVE = "narrative/"
"""Texts of the unit are called by names that begin so; their headings go below the one they stand under."""

_UNNUMBERED = "{-}"
_FENCE = "{grid}"

Grids = Callable[[str], Grid]
"""Gives the table of a name; raises :class:`ReportError` for a name there is not."""


def blocks(text: str, grids: Grids) -> tuple[Block, ...]:
    """The blocks of a rendered template; :class:`ReportError` with every fault."""
    source, places = unmarked(text)
    parser = MarkdownIt("commonmark", {"html": True}).disable(["code", "lheading", "reference"])
    parser.inline.ruler.at("emphasis", emphasis)
    parser.validateLink = _any_link  # type: ignore[method-assign,assignment]  # every link is judged by us
    builder = _Builder(places, grids)
    builder.build(parser.parse(source))
    linked = _linked(builder.blocks, builder.faults)
    if builder.faults:
        raise ReportError(builder.faults)
    return linked


def _any_link(_url: str) -> bool:
    return True


@define
class _Builder:
    places: Sequence[Place]
    grids: Grids
    blocks: list[Block] = field(factory=list)
    faults: list[Fault] = field(factory=list)
    numbering: Numbering = field(factory=Numbering)
    base: int = 0
    lists: list[int | None] = field(factory=list)
    quoted: int = 0
    fresh: bool = False

    def build(self, tokens: Sequence[Token]) -> None:
        for index, token in enumerate(tokens):
            self._step(token, tokens[index + 1] if index + 1 < len(tokens) else token)

    def _step(self, token: Token, following: Token) -> None:
        match token.type:
            case "heading_open":
                self._heading(token, following)
            case "paragraph_open":
                self._paragraph(following)
            case "bullet_list_open" | "ordered_list_open":
                self._list(token)
            case "bullet_list_close" | "ordered_list_close":
                self.lists.pop()
            case "list_item_open":
                self.fresh = True
            case "blockquote_open" | "blockquote_close":
                self.quoted += token.nesting
            case "fence":
                self._fence(token)
            case "inline" | "heading_close" | "paragraph_close" | "list_item_close":
                pass
            case _:
                self._refuse(token, token.type)

    def _place(self, token: Token) -> Place:
        line = token.map[0] if token.map else 0
        return self.places[line] if line < len(self.places) else Place()

    def _refuse(self, token: Token, kind: str) -> None:
        self.faults.append(Fault("report.markdown-forbidden", self._place(token), {"kind": kind}))

    def _runs(self, token: Token) -> tuple[Run, ...]:
        return runs(token.children or (), lambda kind: self._refuse(token, kind))

    def _heading(self, token: Token, inline: Token) -> None:
        level = int(token.tag[1:])
        if self._place(token).file.startswith(NARRATIVE):
            level += self.base
        else:
            self.base = level
        if level > 4 or self.lists or self.quoted:
            self.faults.append(Fault("report.heading-level", self._place(token), {"level": level}))
            return
        text = "".join(run.text for run in self._runs(inline)).strip()
        if inline.content.endswith(_UNNUMBERED):
            text = text.removesuffix(_UNNUMBERED).rstrip()
            number, anchor = self.numbering.without()
        else:
            number, anchor = self.numbering.next(level)
        if not text:
            self.faults.append(Fault("report.heading-empty", self._place(token)))
        self.blocks.append(Heading(level, number, text, anchor))  # type: ignore[arg-type]  # 1 to 4, as checked

    def _paragraph(self, inline: Token) -> None:
        found = self._runs(inline)
        if not found:
            return
        if self.quoted:
            self.blocks.append(Paragraph(found, "note"))
        elif self.lists:
            self.blocks.append(Paragraph(found, "item", self._marker()))
        else:
            self.blocks.append(Paragraph(found))

    def _marker(self) -> str:
        """The sign before an item, or nothing before its second paragraph; a numbered one counts on."""
        if not self.fresh:
            return ""
        self.fresh = False
        number = self.lists[-1]
        if number is None:
            return "——"
        self.lists[-1] = number + 1
        return f"（{number}）"

    def _list(self, token: Token) -> None:
        if self.lists:
            self._refuse(token, "nested list")
        ordered = token.type.startswith("ordered")
        self.lists.append(int(token.attrs.get("start", 1)) if ordered else None)

    def _fence(self, token: Token) -> None:
        info = unescapeAll(token.info).strip()
        if not info.startswith(_FENCE) or token.content.strip():
            self._refuse(token, "fence")
            return
        try:
            self.blocks.append(self.grids(info.removeprefix(_FENCE).strip()))
        except ReportError as error:
            here = self._place(token)
            self.faults += [fault if fault.place.file else evolve(fault, place=here) for fault in error.faults]


def _linked(found: Sequence[Block], faults: list[Fault]) -> tuple[Block, ...]:
    """The blocks with links by heading text turned into anchors."""
    anchors = {block.text: block.anchor for block in reversed(found) if isinstance(block, Heading)}

    def resolved(run: Run) -> Run:
        if run.link and run.link not in anchors:
            faults.append(Fault("report.link-unknown", arguments={"target": run.link}))
        return evolve(run, link=anchors.get(run.link, ""))

    return tuple(
        evolve(block, runs=[resolved(run) for run in block.runs]) if isinstance(block, Paragraph) else block
        for block in found
    )
