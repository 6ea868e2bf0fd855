"""The page of the places: what the set of each says otherwise than the national one, as ``perfkit diff`` finds it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from perfkit.jobs.set_difference import Difference, set_difference
from perfkit.kit import Kit
from perfkit.model import IndicatorSet
from perfkit.wording import Language

PLUGINS = Path(__file__).parents[1] / "plugins"
NATIONAL = "cn.mof.self-evaluation@2020"
NO_RULE = ("title.", "fiscal-years.", "rules.")
"""Keys that change no points and no table: names, years, and rules that come along with the key that uses them."""

WORDS = {
    "zh": {
        "head": ("键", "全国", "这里", "理由"), "above": "{own}，站在 {above} 之上", "basis": "依据：{basis}",
        "open": "{basis}（未核对）", "and": "；",
    },
    "en": {
        "head": ("key", "nation", "here", "why"), "above": "{own}, on top of {above}", "basis": "basis: {basis}",
        "open": "{basis} (not compared with a text)", "and": "; ",
    },
}  # fmt: skip


def pages(language: Language) -> str:
    """A section for each set that stands, layer by layer, on the national one; those nearest to it first."""
    kit = Kit(folders=[path.parent for path in sorted(PLUGINS.rglob("perfkit.toml"))], installed=False)
    if kit.faults:
        raise SystemExit("\n".join(str(fault) for fault in kit.faults))
    national = kit.indicator_set(NATIONAL)
    addresses = [file.address for record in kit.host.records for file in record.sets if file.extends]
    local = [one for one in map(kit.indicator_set, addresses) if NATIONAL in one.chain[1:]]
    return "".join(_section(one, national, language) for one in sorted(local, key=lambda one: one.address))


def _section(own: IndicatorSet, national: IndicatorSet, language: Language) -> str:
    words, own_address = WORDS[language], f"`{own.address}`"
    if above := own.chain[1:-1]:
        own_address = words["above"].format(own=own_address, above=" ".join(f"`{address}`" for address in above))
    basis = [str(one) if one.verified else words["open"].format(basis=one) for one in own.basis]
    documents = words["basis"].format(basis=words["and"].join(basis))
    lines = ["", f"## {own.title.worded(language)}", "", f"{own_address}<br>{documents}"]
    rows = list(_rows(set_difference(national, own).differences))
    if rows:
        lines += ["", _line(words["head"]), "|---|---|---|---|", *map(_line, rows)]
    return "\n".join(lines) + "\n"


def _rows(differences: Iterable[Difference]) -> Iterator[list[str]]:
    """One row for all keys that say the same, such as one rule under three blocks."""
    keys: dict[tuple[str, str, str], list[str]] = {}
    for one in differences:
        named = one.kind == "added" and one.key.startswith("labels.")  # a fact of the set's own has a name
        if not named and not one.key.startswith(NO_RULE):
            keys.setdefault(_said(one), []).append(f"`{one.key}`")
    for (before, after, why), same in keys.items():
        yield ["<br>".join(same), _cell(before) or "—", _cell(after) or "—", _cell(why)]


def _said(one: Difference) -> tuple[str, str, str]:
    return one.before, one.after, "" if one.change is None else one.change.reason


def _cell(text: str) -> str:
    for sign, instead in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ("|", "\\|"), ("*", "\\*")):
        text = text.replace(sign, instead)
    return text


def _line(cells: Iterable[str]) -> str:
    return "| " + " | ".join(cells) + " |"
