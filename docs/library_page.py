"""The page of the indicator library: every national indicator, sector by sector, as its TOML files say it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from perfkit.kit import Kit
from perfkit.model import Library, LibraryIndicator, Term
from perfkit.wording import Language, say

HEAD = """# 指标库 · Indicator library

本页由程序从 `src/perfkit/standards/indicators/` 生成，怎样使用见[用指标库](../zh/how-to/indicators.md)。
一条指标只列在它的第一个领域下。“别名”是公开的表里用过的名称。依据写明是否与原文核对过。

This page is written from `src/perfkit/standards/indicators/`; how to use it is told in
[The indicator library](../en/how-to/indicators.md). An indicator is listed under the first of its sectors only. Aliases
are names that published forms print. The basis says whether it was compared with the text.
"""

COLUMNS = (
    "代码 code", "指标 indicator", "二级指标 category", "方向、单位 unit", "来源 source", "佐证 evidence",
    "别名 aliases", "依据 basis",
)  # fmt: skip
LANGUAGES: tuple[Language, ...] = ("zh", "en")


def page() -> str:
    """The page, in both languages."""
    library = Kit(installed=False).host.library()
    return HEAD + "".join(_section(sector, library) for sector in library.sectors.values())


def _section(sector: Term, library: Library) -> str:
    own = [one for one in library.indicators.values() if one.sectors[0] == sector.code]
    if not own:
        return ""
    title = f"## {sector.name.zh} · {sector.name.en} `{sector.code}`"
    return (
        "\n".join(["", title, "", _line(COLUMNS), "|" + "---|" * len(COLUMNS), *(_row(one, library) for one in own)])
        + "\n"
    )


def _row(one: LibraryIndicator, library: Library) -> str:
    category = library.categories[one.category].name
    unit = "、".join(dict.fromkeys((one.unit, *one.units)))
    cells = (
        f"`{one.code}`",
        "<br>".join(_name(one)),
        f"{category.zh}<br>{category.en}",
        f"{say(f'library.{one.direction}', 'zh')} {unit}".strip(),
        _both(f"library.source-{one.source}") + "".join(f"<br>{name}" for name in one.documents),
        _both(f"strength.kind-{one.evidence}"),
        "<br>".join(one.aliases),
        "<br>".join(f"{basis}{'' if basis.verified else '（未核对）'}" for basis in one.basis),
    )
    return _line(cell.replace("|", "\\|").replace("*", "\\*") for cell in cells)


def _line(cells: Iterable[str]) -> str:
    return "| " + " | ".join(cells) + " |"


def _name(one: LibraryIndicator) -> Iterator[str]:
    yield from (one.name.zh, one.name.en)
    if one.definition is not None:
        yield from (one.definition.zh, one.definition.en)


def _both(code: str) -> str:
    return "<br>".join(say(code, language) for language in LANGUAGES)
