"""What people write out of habit (Excel, Python, Chinese typing), and what the language writes instead."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping

MEANT_SIGNS: Mapping[str, str] = {
    "==": "=",
    "!=": "<>",
    "=>": ">=",
    "=<": "<=",
    "≧": ">=",
    "≦": "<=",
    "//": "/",
    "&&": "and",
    "&": "and",
    "||": "or",
    "|": "or",
    "!": "not",
    "、": ",",
}
"""Signs with one meaning: the formula is read on, so that all its slips are told at once."""

LOOK_ALIKE_SIGNS: Mapping[str, str] = {
    **dict.fromkeys("−–—‒―─", "-"),
    **dict.fromkeys("∗✕✖·∙⋅•", "*"),
    **dict.fromkeys("∕⁄", "/"),
    "∶": "/",
    "﹢": "+",
    "﹦": "=",
    "﹤": "<",
    "﹥": ">",
    "﹙": "(",
    "﹚": ")",
    "﹐": ",",
    "˂": "<",
    "˃": ">",
}

LOOK_ALIKE_LETTERS: Mapping[str, str] = dict(
    zip(
        "аеорсухіјѕԁАВЕКМНОРСТХІЈЅαοινκρτυχΑΒΕΖΗΙΚΜΝΟΡΤΥΧ",
        "aeopcyxijsdABEKMHOPCTXIJSaoivkptuxABEZHIKMNOPTYX",
        strict=True,
    )
)

UNUSABLE: Mapping[str, str] = {
    "\n": "formula.line-end",
    "\r": "formula.line-end",
    "**": "formula.power",
    "^": "formula.power",
    "%": "formula.percent",
    ".": "formula.dot",
    "$": "formula.cell",
    "?": "formula.branch",
    ":": "formula.branch",
    **dict.fromkeys("\"'`“”‘’„「」『』《》", "formula.quotes"),
    **dict.fromkeys("[]{}【】〔〕〈〉", "formula.brackets"),
}
"""The code of the fault for signs that are known to be tried."""

MEANT_WORDS: Mapping[str, str] = {"且": "and", "并且": "and", "而且": "and", "或": "or", "或者": "or", "非": "not"}

MEANT_FUNCTIONS: Mapping[str, str] = {
    "如果": "if",
    "若": "if",
    "iif": "if",
    "最小值": "min",
    "较小值": "min",
    "最大值": "max",
    "较大值": "max",
    "绝对值": "abs",
    "四舍五入": "round",
    "向下取整": "floor",
    "取整": "floor",
    "int": "floor",
    "向上取整": "ceil",
    "ceiling": "ceil",
    "分段": "steps",
    "ifs": "steps",
    "求和": "sum",
    "合计": "sum",
    "平均": "mean",
    "平均值": "mean",
    "average": "mean",
    "avg": "mean",
    "计数": "count",
    "个数": "count",
    "countif": "count",
    "乘积": "product",
}

BRANCH_WORDS = frozenset({"if", "then", "else", "elif", "elseif", "endif", "那么", "否则"})
"""Words of a branch that is not written ``if(condition, value, otherwise)``."""

TRUTH_WORDS = frozenset({"true", "false", "none", "null", "yes", "no", "是", "否", "真", "假"})


def plain_letter(character: str) -> str:
    """The ASCII letter that this Cyrillic, Greek or full-width letter looks like; empty for any other character."""
    wide = unicodedata.normalize("NFKC", character) if "！" <= character <= "～" else ""
    return LOOK_ALIKE_LETTERS.get(character, wide)
