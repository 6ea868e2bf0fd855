"""Which encoding a text was saved in, and where bytes do not belong to it.

UTF-8 is tried first: Chinese text in GB18030 is hardly ever valid UTF-8, while nearly all Chinese text in UTF-8 can be
read as GB18030, as rubbish. Where a short text fits both, it is refused rather than guessed.
"""

from __future__ import annotations

from collections import Counter
from typing import Literal, TypeAlias

from perfkit.errors import Fault, InputError, Place

Encoding: TypeAlias = Literal["utf-8", "gb18030"]

SURE = 8
"""Characters outside ASCII from which on a text that is valid UTF-8 is taken for nothing else."""

COMMON_SHARE = 5
"""A text is GB18030 if at most one in this many of its Chinese characters lies outside the everyday set of GB2312."""

MOST_BROKEN = 20


def encoding_of(data: bytes, name: str, *, table: bool) -> tuple[str, Encoding]:
    """The text (a byte-order mark still at its start) and its encoding.

    ``table`` allows GB18030. Raises :class:`InputError`; the codes are listed at :func:`perfkit.files.text.decode`.
    """
    if _is_utf16(data):
        raise InputError(Fault("text.utf16", Place(file=name, line=1)))
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return _not_utf8(data, name, table=table), "gb18030"
    if table and not data.startswith(b"\xef\xbb\xbf") and _in_doubt(text, data):
        raise InputError(Fault("text.doubt", Place(file=name)))
    return text, "utf-8"


def _is_utf16(data: bytes) -> bool:
    """Whether the bytes begin with a mark of UTF-16 or UTF-32, or hold the zero bytes of Latin letters in UTF-16."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")):
        return True
    even, odd = data[0::2].count(0), data[1::2].count(0)
    many, few = max(even, odd), min(even, odd)
    return many > max(2, len(data) // 16) and few * 8 <= many


def _in_doubt(text: str, data: bytes) -> bool:
    """Whether so short a text, though valid UTF-8, could as well be everyday Chinese in GB18030."""
    others = sum(not c.isascii() for c in text)
    return 0 < others < SURE and _decodes(data, "gb2312")


def _not_utf8(data: bytes, name: str, *, table: bool) -> str:
    """The text of bytes that are no UTF-8, or an error that says what they are."""
    lines = data.split(b"\n")
    broken = [number for number, line in enumerate(lines, 1) if not _decodes(line, "utf-8")]
    first = Place(file=name, line=broken[0])
    if _has_slips_only(data):
        raise InputError([_broken_in(lines[number - 1], number, name) for number in broken[:MOST_BROKEN]])
    if _is_gb18030(data):
        if table:
            return data.decode("gb18030")
        raise InputError(Fault("text.gbk", first))
    good = [number for number, line in enumerate(lines, 1) if not line.isascii() and _decodes(line, "utf-8")]
    if good and _is_gb18030(b"\n".join(lines[number - 1] for number in broken)):
        raise InputError(Fault("text.mixed", Place(file=name, line=max(broken[0], good[0]))))
    raise InputError(Fault("text.encoding", first))


def _has_slips_only(data: bytes) -> bool:
    """Whether the bytes are UTF-8 but for a few places: Chinese characters that are sound outweigh the broken ones."""
    text = data.decode("utf-8", "replace")
    lost = text.count("\ufffd")
    sound = sum(c >= "\u2e80" for c in text) - lost
    return sound >= (1 if lost <= 2 else 4 * lost)


def _is_gb18030(data: bytes) -> bool:
    """Whether the bytes are valid GB18030 and mostly everyday characters; Big5 read so is valid, but strange."""
    if not _decodes(data, "gb18030"):
        return False
    others = Counter(c for c in data.decode("gb18030") if not c.isascii())
    rare = sum(count for c, count in others.items() if not _encodes(c, "gb2312"))
    return rare * COMMON_SHARE <= others.total()


def _broken_in(line: bytes, number: int, name: str) -> Fault:
    """The first broken character of the line, with the word it stands in."""
    text = line.decode("utf-8", "replace")
    column = next(index for index, c in enumerate(text) if c == "\ufffd")
    around = text[max(0, column - 6) : column + 7].strip()
    return Fault("text.broken", Place(file=name, line=number, column=column + 1), {"around": around})


def _decodes(data: bytes, encoding: str) -> bool:
    try:
        data.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def _encodes(character: str, encoding: str) -> bool:
    try:
        character.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True
