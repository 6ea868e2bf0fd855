"""Compound files, in which Office 97 to 2003 kept its documents: every chain of sectors proved to end inside the file.

Layout after [MS-CFB]: a head of 512 bytes, sectors of one size, a table (FAT) that says for each sector which comes
next, a directory of 128-byte entries that form trees, and small streams inside a stream of their own.
"""

from __future__ import annotations

import struct
import sys
from array import array

from attrs import frozen

from perfkit.errors import Fault, InputError, Place

_HEAD_BYTES = 512
_ENTRY_BYTES = 128
_MINI_BELOW = 4096
_LAST = 0xFFFFFFFA
"""Numbers from here on are no sectors: end of a chain, free, tables."""

_NOBODY = 0xFFFFFFFF
_MOST_ENTRIES = 20_000
_MOST_DEPTH = 200
_STORAGE, _STREAM, _ROOT = 1, 2, 5


@frozen
class Entry:
    """An entry of the directory."""

    name: str
    kind: int
    left: int
    right: int
    child: int
    start: int
    size: int


class _BrokenError(Exception):
    """The file contradicts itself."""


@frozen
class Compound:
    """A proved compound file: its entries by position, and where the streams lie."""

    content: bytes
    sector: int
    table: array[int]
    small: array[int]
    entries: tuple[Entry, ...]

    def has(self, name: str) -> bool:
        """Whether a storage or stream of this name is there."""
        return any(entry.name == name for entry in self.entries)

    def stream(self, *names: str) -> bytes | None:
        """The bytes of the first stream of these names that is there."""
        for name in names:
            for entry in self.entries:
                if entry.kind == _STREAM and entry.name == name:
                    return self._bytes(entry)
        return None

    def _bytes(self, entry: Entry) -> bytes:
        """Small streams lie in the stream of the root, which itself always lies in sectors, however small it is."""
        if entry.size >= _MINI_BELOW or entry is self.entries[0]:
            return _joined(self.content, _HEAD_BYTES, self.sector, self.table, entry)
        return _joined(self._bytes(self.entries[0]) if entry.size else b"", 0, 64, self.small, entry)


def open_compound(content: bytes, file: str) -> Compound:
    """Raises :class:`InputError` (``office.old-broken``) for a file that is cut short or contradicts itself."""
    try:
        return _open(content)
    except (_BrokenError, struct.error):
        raise InputError(Fault("office.old-broken", Place(file=file))) from None


def read_stream(compound: Compound, file: str, *names: str) -> bytes | None:
    """As :meth:`Compound.stream`, with the error of :func:`open_compound`."""
    try:
        return compound.stream(*names)
    except _BrokenError:
        raise InputError(Fault("office.old-broken", Place(file=file))) from None


def _open(content: bytes) -> Compound:
    order, power, mini = struct.unpack_from("<HHH", content, 28)
    tables, directory = struct.unpack_from("<II", content, 44)
    limit, small, smalls, more, mores = struct.unpack_from("<IIIII", content, 56)
    if (order, power, mini, limit) != (0xFFFE, 9, 6, _MINI_BELOW):
        raise _BrokenError
    sector = 1 << power
    most = (len(content) - _HEAD_BYTES + sector - 1) // sector
    if max(tables, smalls, mores) > most:
        raise _BrokenError
    table = _table(content, sector, _tables(content, sector, (tables, more, mores)))
    entries = _entries(b"".join(_sectors(content, sector, _chain(table, directory, most))))
    numbers = _table(content, sector, _chain(table, small, most)) if smalls else array("I")
    return Compound(content, sector, table, numbers, entries)


def _tables(content: bytes, sector: int, said: tuple[int, int, int]) -> list[int]:
    """The sectors of the table itself: 109 of them stand in the head, the others in sectors of their own."""
    tables, more, mores = said
    numbers = list(struct.unpack_from("<109I", content, 76))
    each = sector // 4 - 1
    for _ in range(mores):
        (block,) = _sectors(content, sector, [more])
        *found, more = struct.unpack(f"<{each + 1}I", block.ljust(sector, b"\xff"))
        numbers += found
    used = [number for number in numbers if number < _LAST][:tables]
    if len(used) < tables or len(set(used)) < tables:
        raise _BrokenError
    return used


def _table(content: bytes, sector: int, numbers: list[int]) -> array[int]:
    table = array("I")
    for block in _sectors(content, sector, numbers):
        table.frombytes(block[: len(block) // 4 * 4])
    if sys.byteorder == "big":
        table.byteswap()
    return table


def _sectors(content: bytes, sector: int, numbers: list[int]) -> list[bytes]:
    begins = [_HEAD_BYTES + number * sector for number in numbers]
    if any(begin >= len(content) for begin in begins):
        raise _BrokenError
    return [content[begin : begin + sector] for begin in begins]


def _chain(table: array[int], start: int, most: int) -> list[int]:
    """The sectors from ``start`` on; each once, so that no chain goes round."""
    chain: list[int] = []
    while start < _LAST:
        if start >= len(table) or len(chain) >= most:
            raise _BrokenError
        chain.append(start)
        start = table[start]
    return chain


def _joined(content: bytes, head: int, sector: int, table: array[int], entry: Entry) -> bytes:
    needed = -(-entry.size // sector)
    if entry.size > len(content):
        raise _BrokenError
    chain = _chain(table, entry.start, needed + 1)[:needed]
    if len(chain) < needed or len(set(chain)) < needed:
        raise _BrokenError
    whole = b"".join(content[head + at * sector : head + (at + 1) * sector] for at in chain)
    if len(whole) < entry.size:
        raise _BrokenError
    return whole[: entry.size]


def _entries(directory: bytes) -> tuple[Entry, ...]:
    """The entries, and that from the root each is met at most once: a reader walks the trees by calling itself."""
    count = len(directory) // _ENTRY_BYTES
    if not 0 < count <= _MOST_ENTRIES:
        raise _BrokenError
    entries = tuple(_entry(directory[at * _ENTRY_BYTES : (at + 1) * _ENTRY_BYTES]) for at in range(count))
    met, waiting = {0}, [(entries[0].child, 1)]
    while waiting:
        at, depth = waiting.pop()
        if at == _NOBODY:
            continue
        if at >= count or at in met or depth > _MOST_DEPTH:
            raise _BrokenError
        met.add(at)
        entry = entries[at]
        waiting += [(entry.left, depth + 1), (entry.right, depth + 1)]
        if entry.kind == _STORAGE:
            waiting.append((entry.child, depth + 1))
    if entries[0].kind != _ROOT:
        raise _BrokenError
    return entries


def _entry(data: bytes) -> Entry:
    length, kind = struct.unpack_from("<HB", data, 64)
    left, right, child = struct.unpack_from("<III", data, 68)
    start, size = struct.unpack_from("<II", data, 116)
    name = data[: max(0, min(length, 64) - 2)].decode("utf-16-le", "replace")
    return Entry(name, kind, left, right, child, start, size)
