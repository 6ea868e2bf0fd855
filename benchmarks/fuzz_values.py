"""The value reader under random input: nothing but results may come out, each within a second and little memory.

Usage: python benchmarks/fuzz_values.py [COUNT [SEED]]

An input is a line of perfkit values: target and actual, sometimes a unit and a name. A third are spellings of the
table of the tests with random changes, a third are put together from pieces of such spellings, a third are random
characters, and one in five hundred is 10 000 characters long. Ends with status 1 if anything is raised, takes more
than a second of CPU, or if the process grows beyond 200 MB.
"""

from __future__ import annotations

import json
import random
import sys
import time
from collections import Counter
from pathlib import Path

import tomli
from peak import peak_mb

from perfkit.jobs.values import read_pair

SEED = 20231231
SLOWEST = 1.0
LARGEST_MB = 200
LONG = 10_000
LONG_EVERY = 500
TABLE = Path(__file__).parents[1] / "tests" / "formats" / "spellings.toml"
PIECES = (
    *(
        "≥",
        "≤",
        ">",
        "<",
        "=",
        "≧",
        "≦",
        "＞＝",
        "不低于",
        "不少于",
        "不超过",
        "不得超过",
        "大于等于",
        "小于",
        "控制在",
    ),
    *(
        "以内",
        "以上",
        "及以上",
        "以下",
        "至少",
        "达到",
        "约",
        "左右",
        "余",
        "0",
        "1",
        "5",
        "12",
        "95",
        "100",
        "0.95",
        "1,200",
    ),
    *(
        "１２",
        "一百二十",
        "两",
        "半",
        "九成",
        "百分之",
        "壹佰",
        "1.2亿",
        "3千",
        "%",
        "％",
        "‰",
        "元",
        "万元",
        "亿元",
        "个",
        "项",
    ),
    *(
        "人次",
        "元/人·月",
        "元/平方米",
        "年",
        "月",
        "日",
        "2023年",
        "12月",
        "底前",
        "前",
        "第三季度",
        "上半年",
        "2023.6.30",
    ),
    *(
        "1-12月",
        "-",
        "~",
        "～",
        "至",
        "±",
        "且",
        "和",
        "；",
        "、",
        "/",
        "(",
        ")",
        "。",
        ":",
        "完成",
        "已完成",
        "未完成",
    ),
    *(
        "达成预期指标",
        "有所提升",
        "投诉率",
        "成本控制率",
        "满意度",
        "每人每月",
        "定性",
        "无",
        "不适用",
        "见附件",
        "#REF!",
        "XX",
    ),
    *("O", "l", "\u3000", "\u200b", "\ud800", "½", "٣", "𝟗", "\x00", "\ufeff"),
)


def spellings() -> list[str]:
    """Every target and actual of the table."""
    groups = tomli.loads(TABLE.read_text(encoding="utf-8"))["group"]
    return [
        text for group in groups for row in (*group.get("targets", []), *group.get("actuals", [])) for text in row[:2]
    ]


def changed(text: str, rng: random.Random) -> str:
    """The text with a few characters left out, doubled, exchanged or put in."""
    characters = list(text)
    for _ in range(rng.randint(1, 3)):
        at = rng.randrange(len(characters) + 1)
        characters[at : at + rng.randint(0, 2)] = rng.choice(PIECES) if rng.random() < 0.7 else character(rng)
    return "".join(characters)


def character(rng: random.Random) -> str:
    """Any character: half ASCII or Chinese, half from anywhere."""
    if rng.random() < 0.5:
        return chr(rng.choice((rng.randint(0x20, 0x7E), rng.randint(0x4E00, 0x9FFF), rng.randint(0xFF01, 0xFF5E))))
    return chr(rng.randint(0, 0x10FFFF))


def text(rng: random.Random, known: list[str]) -> str:
    kind = rng.randrange(3)
    if rng.randrange(LONG_EVERY) == 0:
        piece = "".join(rng.choice(PIECES) for _ in range(rng.randint(1, 4))) or "9"
        return (piece * LONG)[:LONG]
    if kind == 0:
        return changed(rng.choice(known), rng)
    if kind == 1:
        return "".join(rng.choice(PIECES) for _ in range(rng.randint(1, 7)))
    return "".join(character(rng) for _ in range(rng.randint(0, 30)))


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 20_000
    rng = random.Random(int(sys.argv[2]) if len(sys.argv) > 2 else SEED)
    known = spellings()
    kinds: Counter[str] = Counter()
    slowest, slow_line, faults = 0.0, "", 0
    begun = time.perf_counter()
    for _ in range(count):
        fields = [text(rng, known) for _ in range(rng.choice((2, 2, 2, 3, 4)))]
        line = "\t".join(field.replace("\t", " ") for field in fields)
        started = time.process_time()
        try:
            pair = read_pair(line)
            json.dumps(pair.record("zh"))
        except Exception as error:
            faults += 1
            print(f"{error!r} for {line[:200]!r}")
            continue
        taken = time.process_time() - started
        if taken > slowest:
            slowest, slow_line = taken, line
        kinds[pair.target.kind] += 1
    memory = peak_mb()
    print(f"{count} lines in {time.perf_counter() - begun:.0f} s, {faults} raised something")
    print(f"slowest {slowest * 1000:.1f} ms ({slow_line[:40]!r}, {len(slow_line)} characters), at most {memory} MB")
    print(", ".join(f"{kind} {found}" for kind, found in kinds.most_common()))
    sys.exit(bool(faults) or slowest > SLOWEST or memory > LARGEST_MB)


if __name__ == "__main__":
    main()
