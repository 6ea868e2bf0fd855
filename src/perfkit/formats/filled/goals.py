"""The goal of the year: what was expected, and what was reached."""

from __future__ import annotations

from collections.abc import Iterable

from attrs import frozen

from perfkit.formats.filled.scene import NOTHING_SAID, Said, Scene
from perfkit.formats.filled.words import Lexicon


@frozen
class FilledGoals:
    """What was expected and what was reached, and the rows in which it stands."""

    goal: Said = NOTHING_SAID
    result: Said = NOTHING_SAID
    rows: tuple[int, ...] = ()


def read_goals(scene: Scene, start: int, before: int) -> FilledGoals:
    """The block between two rows: texts below their heads, else beside them."""
    block = scene.layout.goals
    if block is None:
        return FilledGoals()
    heads: Lexicon[str] = Lexicon.of([("goal", block.expected), ("result", block.reached)])
    label: Lexicon[bool] = Lexicon.of([(True, block.words)])
    for row in range(start, before):
        beside = [column for column, cell in scene.grid.own(row) if label.meant(cell.text)]
        at = _heads(scene, heads, row, beside)
        if at:
            return _below(scene, at, row, before)
        if beside:
            texts = [scene.said(row, column) for column in scene.grid.right_of(row, beside[0])]
            goal = next((text for text in texts if text), NOTHING_SAID)
            return FilledGoals(goal, rows=(row,))
    return FilledGoals()


def _heads(scene: Scene, heads: Lexicon[str], row: int, labels: list[int]) -> dict[str, int]:
    """The columns of both heads. What was reached stands right of what was expected.

    A word such as 目标完成情况 left of it is the label of the block, and a label is itself the head of what was
    expected where only that of what was reached stands beside it.
    """
    at = {key: column for column, cell in scene.grid.own(row) if (key := heads.meant(cell.text)) is not None}
    goal = at.get("goal") or max((column for column in labels if column < at.get("result", 0)), default=None)
    if goal is not None:
        at["goal"] = goal
        if at.get("result", goal + 1) <= goal:
            del at["result"]
    return at


def _below(scene: Scene, at: dict[str, int], row: int, before: int) -> FilledGoals:
    below = range(row + 1, before)
    beside = {key: next(iter(scene.grid.right_of(row, column)), None) for key, column in at.items()}
    found = {key: _joined(scene.said(one, column) for one in below) for key, column in at.items()}
    if not any(found.values()):
        heads = set(at.values())  # two heads side by side with nothing below: nothing is said
        found = {key: scene.said(row, right) for key, right in beside.items() if right not in heads}
    return FilledGoals(found.get("goal", NOTHING_SAID), found.get("result", NOTHING_SAID), (row, *below))


def _joined(texts: Iterable[Said]) -> Said:
    """The texts one below the other, each once; at the place of the first."""
    said = list(dict.fromkeys(text for text in texts if text))
    return Said("\n".join(text.text for text in said), said[0].place) if said else NOTHING_SAID
