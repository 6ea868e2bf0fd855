"""What the page and Word templates may use: a document as views, boxes and column widths included."""

from __future__ import annotations

from collections.abc import Sequence

from attrs import field, frozen

from perfkit.model import Block, Cell, Choice, Cover, Document, Grid, Heading, Paragraph, Run
from perfkit.reports.vocabulary import View, zh
from perfkit.reports.widths import unbroken
from perfkit.wording import say

TICKED, OPEN = "☑", "☐"


@frozen(kw_only=True, eq=False, repr=False)
class RunView(View):
    """A piece of text in one style."""

    lines: tuple[str, ...] = field(metadata=zh("各行"))
    strong: bool = field(metadata=zh("加粗"), default=False)
    emphasis: bool = field(metadata=zh("斜体"), default=False)
    link: str = field(metadata=zh("链接"), default="")


@frozen(kw_only=True, eq=False, repr=False)
class CellView(View):
    """A cell of a table."""

    lines: tuple[str, ...] = field(metadata=zh("各行"))
    rows: int = field(metadata=zh("跨行"), default=1)
    columns: int = field(metadata=zh("跨列"), default=1)
    align: str = field(metadata=zh("对齐"), default="center")
    unbroken: bool = field(metadata=zh("不折行"), default=False)


@frozen(kw_only=True, eq=False, repr=False)
class TableView(View):
    """A table with its head apart from its body."""

    style: str = field(metadata=zh("样式"))
    caption: str = field(metadata=zh("表题"), default="")
    note: str = field(metadata=zh("表注"), default="")
    columns: int = field(metadata=zh("栏数"))
    head: tuple[tuple[CellView, ...], ...] = field(metadata=zh("表头"))
    body: tuple[tuple[CellView, ...], ...] = field(metadata=zh("表体"))


@frozen(kw_only=True, eq=False, repr=False)
class PieceView(View):
    """One block of the document: a heading, a paragraph or a table."""

    kind: str = field(metadata=zh("种类"))
    level: int = field(metadata=zh("级别"), default=0)
    number: str = field(metadata=zh("序号"), default="")
    text: str = field(metadata=zh("文字"), default="")
    anchor: str = field(metadata=zh("锚"), default="")
    marker: str = field(metadata=zh("项号"), default="")
    runs: tuple[RunView, ...] = field(metadata=zh("文段"), default=())
    table: TableView | None = field(metadata=zh("表格"), default=None)


@frozen(kw_only=True, eq=False, repr=False)
class OptionView(View):
    """A box on the cover."""

    text: str = field(metadata=zh("文字"))
    box: str = field(metadata=zh("方框"))
    ticked: bool = field(metadata=zh("选中"))


@frozen(kw_only=True, eq=False, repr=False)
class CoverLineView(View):
    """A labelled line of the cover: a text, or boxes."""

    label: str = field(metadata=zh("名称"))
    text: str = field(metadata=zh("文字"), default="")
    options: tuple[OptionView, ...] = field(metadata=zh("选项"), default=())
    note: str = field(metadata=zh("说明"), default="")


@frozen(kw_only=True, eq=False, repr=False)
class CoverView(View):
    """The cover."""

    title_lines: tuple[str, ...] = field(metadata=zh("标题行"))
    lines: tuple[CoverLineView, ...] = field(metadata=zh("各行"), default=())
    notes: tuple[str, ...] = field(metadata=zh("说明"), default=())
    date: str = field(metadata=zh("日期"), default="")


@frozen(kw_only=True, eq=False, repr=False)
class PageView(View):
    """文件: everything the page and Word templates may use."""

    title: str = field(metadata=zh("标题"))
    title_lines: tuple[str, ...] = field(metadata=zh("标题行"))
    language: str = field(metadata=zh("语言"), default="zh-CN")
    cover: CoverView | None = field(metadata=zh("封面"), default=None)
    contents_title: str = field(metadata=zh("目录标题"), default="")
    contents: tuple[PieceView, ...] = field(metadata=zh("目录"), default=())
    pieces: tuple[PieceView, ...] = field(metadata=zh("正文"), default=())
    foot: str = field(metadata=zh("页尾"), default="")


CONTENTS_LEVELS = 3

TITLE_LINE = 20
"""Characters of 22 pt that one line of the title holds."""

_BREAK = "绩效"


def title_lines(title: str) -> tuple[str, ...]:
    """The title in lines broken by meaning: where its author broke it, else before 绩效 if it is too long for one."""
    lines = tuple(line.strip() for line in title.split("\n") if line.strip())
    head, sign, tail = title.rpartition(_BREAK)
    if len(lines) == 1 and len(title) > TITLE_LINE and head.strip() and sign:
        return head.strip(), sign + tail
    return lines


def page(document: Document) -> PageView:
    """The document as templates see it."""
    pieces = tuple(_piece(index, block) for index, block in enumerate(document.blocks, start=1))
    return PageView(
        title=" ".join(document.title.split()),
        title_lines=title_lines(document.title),
        language={"zh": "zh-CN", "en": "en"}[document.language],
        cover=None if document.cover is None else _cover(document.cover),
        contents_title=say("report.contents", document.language),
        contents=tuple(piece for piece in pieces if 1 <= piece.level <= CONTENTS_LEVELS),
        pieces=pieces,
        foot=document.foot,
    )


def _piece(index: int, block: Block) -> PieceView:
    if isinstance(block, Heading):
        return PieceView(kind="heading", level=block.level, number=block.number, text=block.text, anchor=block.anchor)
    if isinstance(block, Paragraph):
        return PieceView(kind=block.style, marker=block.marker, runs=tuple(_run(run) for run in block.runs))
    return PieceView(kind="table", table=_table(index, block))


def _run(run: Run) -> RunView:
    return RunView(lines=tuple(run.text.split("\n")), strong=run.strong, emphasis=run.emphasis, link=run.link)


def _table(index: int, grid: Grid) -> TableView:
    rows = [tuple(_cell(cell) for _, cell in row) for row in grid.placed()]
    return TableView(
        style=f"t{index}",
        caption=grid.caption,
        note=grid.note,
        columns=len(grid.widths),
        head=tuple(rows[: grid.head]),
        body=tuple(rows[grid.head :]),
    )


def _cell(cell: Cell) -> CellView:
    return CellView(
        lines=tuple(cell.text.split("\n")),
        rows=cell.rows,
        columns=cell.columns,
        align=cell.align,
        unbroken=unbroken(cell.text),
    )


def _cover(cover: Cover) -> CoverView:
    lines = [_line(line) for line in cover.lines]
    notes: list[str] = []
    for line in lines:
        if line.note and line.note not in notes:
            notes.append(line.note)
    return CoverView(
        title_lines=title_lines(cover.title), lines=tuple(lines), notes=tuple(_notes(lines, notes)), date=cover.date
    )


def _notes(lines: Sequence[CoverLineView], notes: Sequence[str]) -> list[str]:
    """Each note once, with the labels it is about."""
    return ["、".join(line.label for line in lines if line.note == note) + "：" + note for note in notes]


def _line(line: tuple[str, str] | Choice) -> CoverLineView:
    if not isinstance(line, Choice):
        return CoverLineView(label=line[0], text=line[1])
    options = tuple(
        OptionView(text=option, box=TICKED if option in line.ticked else OPEN, ticked=option in line.ticked)
        for option in line.options
    )
    return CoverLineView(label=line.label, options=options, note=line.note)
