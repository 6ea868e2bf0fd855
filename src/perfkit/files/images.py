"""How large a picture is, by its first bytes: it is never decoded, for a small file may be a picture without end."""

from __future__ import annotations

IMAGES = frozenset((".png", ".jpg", ".jpeg", ".gif", ".bmp", ".webp"))
"""Suffixes of the pictures that are looked at."""

HEAD_BYTES = 262_144
"""What is read of a picture; a JPEG may have long notes of its camera before it says how large it is."""

MOST_PIXELS = 5000
"""To either side: a page of A4 at 400 dots to the inch."""

_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
"""Marks of a JPEG behind which its size stands."""


def image_size(head: bytes) -> tuple[int, int] | None:
    """Width and height in pixels; None for what is no picture, or does not say how large it is."""
    if head.startswith(b"\x89PNG\r\n\x1a\n") and head[12:16] == b"IHDR" and len(head) >= 24:
        return _number(head, 16, 4), _number(head, 20, 4)
    if head.startswith((b"GIF87a", b"GIF89a")) and len(head) >= 10:
        return _little(head, 6, 2), _little(head, 8, 2)
    if head.startswith(b"BM") and len(head) >= 26:
        return _signed(head, 18), _signed(head, 22)
    if head.startswith(b"RIFF") and head[8:12] == b"WEBP" and len(head) >= 30:
        return _webp(head)
    return _jpeg(head) if head.startswith(b"\xff\xd8\xff") else None


def _number(data: bytes, at: int, length: int) -> int:
    return int.from_bytes(data[at : at + length], "big")


def _little(data: bytes, at: int, length: int) -> int:
    return int.from_bytes(data[at : at + length], "little")


def _signed(data: bytes, at: int) -> int:
    """A bitmap that runs from the top down has a height below zero."""
    return abs(int.from_bytes(data[at : at + 4], "little", signed=True))


def _webp(head: bytes) -> tuple[int, int] | None:
    kind = head[12:16]
    if kind == b"VP8X":
        return _little(head, 24, 3) + 1, _little(head, 27, 3) + 1
    if kind == b"VP8L" and head[20] == 0x2F:
        bits = _little(head, 21, 4)
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    if kind == b"VP8 " and head[23:26] == b"\x9d\x01\x2a":
        return _little(head, 26, 2) & 0x3FFF, _little(head, 28, 2) & 0x3FFF
    return None


def _jpeg(head: bytes) -> tuple[int, int] | None:
    at = 2
    while at + 9 <= len(head) and head[at] == 0xFF:
        mark = head[at + 1]
        if mark in _FRAMES:
            return _number(head, at + 7, 2), _number(head, at + 5, 2)
        at += 1 if mark == 0xFF else 2 + _number(head, at + 2, 2)
    return None
