"""The archive that an Office file is: every part's name, place and size is proved before a byte is unpacked.

What the archive declares is compared with the file itself: where a part lies, how long it is packed, and that no two
share a byte. What a part unpacks to is counted while it is unpacked, whatever was declared.
"""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from itertools import pairwise

from attrs import frozen

from perfkit.errors import Fault, InputError, Place, quoted
from perfkit.files.read import human

MOST_PARTS = 2_000
LARGEST_WHOLE = 120_000_000
"""Bytes of all parts together when unpacked."""

MOST_RATIO = 200
"""How many times its packed size a part may have; deflate reaches 1032, forms of Excel about 20."""

_RATIO_FROM = 1_000_000
"""Parts below this size may be packed as tightly as they like."""

MOST_FAULTS = 20
PIECE = 65_536
_ENTRY, _LOCAL, _END = b"PK\x01\x02", b"PK\x03\x04", b"PK\x05\x06"
_LOCAL_BYTES = 30
_END_WITHIN = 65_557
_ENCRYPTED = 0x1 | 0x40 | 0x2000
_UTF8 = 0x800
_UNSAFE = re.compile(r"^/|^[A-Za-z]:|\\|[\x00-\x1f\x7f]|(?:^|/)\.\.?(?:/|$)|//|^$")
_UNREADABLE = (zipfile.BadZipFile, NotImplementedError, EOFError, ValueError, OSError, RuntimeError, struct.error)


@frozen
class Part:
    """A part of the archive: its name, where its head and its packed bytes lie, and what it says it unpacks to."""

    name: str
    head: int
    begin: int
    end: int
    size: int
    checksum: int
    packed: bool


@frozen
class Archive:
    """A proved archive; ``parts`` by name, in the order of the file."""

    content: bytes
    file: str
    parts: Mapping[str, Part]

    def place(self, part: str) -> Place:
        """The place of a part, as messages show it."""
        return Place(file=self.file, key=quoted(part, 100))

    def pieces(self, name: str) -> Iterator[bytes]:
        """The bytes of a part, piece by piece; :class:`InputError` (``office.part-damaged``) at the first that lies."""
        part = self.parts[name]
        size = checksum = 0
        try:
            for piece in _unpacked(memoryview(self.content)[part.begin : part.end], packed=part.packed):
                size += len(piece)
                checksum = zlib.crc32(piece, checksum)
                if size > part.size:
                    break
                yield piece
        except zlib.error:
            size = -1
        if (size, checksum) != (part.size, part.checksum):
            raise InputError(Fault("office.part-damaged", self.place(name)))


def _unpacked(raw: memoryview, *, packed: bool) -> Iterator[bytes]:
    """Never more than a piece at a time, and nothing copied twice: input goes in by pieces as well."""
    unpacking = zlib.decompressobj(-zlib.MAX_WBITS) if packed else None
    for at in range(0, len(raw), PIECE):
        left = bytes(raw[at : at + PIECE])
        if unpacking is not None and unpacking.eof:
            raise zlib.error
        while unpacking is not None and not unpacking.eof:
            if piece := unpacking.decompress(left, PIECE):
                yield piece
            left = unpacking.unconsumed_tail
            if not left and len(piece) < PIECE:
                break
        if unpacking is None:
            yield left
    if unpacking is not None and (not unpacking.eof or unpacking.unused_data):
        raise zlib.error


def open_archive(content: bytes, file: str) -> Archive:
    """The archive in ``content``.

    Raises:
        InputError: with everything that its directory gives away: ``office.cut-short``, ``office.damaged``,
            ``office.too-many-parts``, ``office.part-name``, ``office.part-twice``, ``office.part-encrypted``,
            ``office.part-method``, ``office.part-place``, ``office.too-much``.
    """
    here = Place(file=file)
    if _END not in content[-_END_WITHIN:]:
        raise InputError(Fault("office.cut-short", here))
    # Each entry of the directory begins with these bytes: counted before anything is made of them.
    if (count := content.count(_ENTRY)) > MOST_PARTS:
        raise InputError(Fault("office.too-many-parts", here, {"count": count, "most": MOST_PARTS}))
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            entries, directory = package.infolist(), package.start_dir
    except _UNREADABLE:
        raise InputError(Fault("office.damaged", here)) from None
    faults = [*_sizes(entries, here), *_names(entries, file)]
    parts: list[Part] = []
    for entry in entries:
        found = _part(content, entry, directory, file)
        parts += [found] if isinstance(found, Part) else []
        faults += [found] if isinstance(found, Fault) else []
    faults += _overlapping(parts, file)
    if faults:
        raise InputError(faults[:MOST_FAULTS])
    return Archive(content, file, {part.name: part for part in parts if not part.name.endswith("/")})


def _sizes(entries: list[zipfile.ZipInfo], here: Place) -> Iterator[Fault]:
    whole = sum(entry.file_size for entry in entries)
    dense = any(
        entry.file_size > _RATIO_FROM and entry.file_size > MOST_RATIO * entry.compress_size for entry in entries
    )
    if whole > LARGEST_WHOLE or dense:
        yield Fault("office.too-much", here, {"size": human(whole), "most": human(LARGEST_WHOLE)})


def _names(entries: list[zipfile.ZipInfo], file: str) -> Iterator[Fault]:
    """Names as they stand in the file; Office tells no capital letters apart, so neither may two parts."""
    seen: set[str] = set()
    for entry in entries:
        name = entry.orig_filename
        place = Place(file=file, key=quoted(name, 100))
        if _UNSAFE.search(name):
            yield Fault("office.part-name", place)
        elif name.casefold() in seen:
            yield Fault("office.part-twice", place)
        seen.add(name.casefold())


def _part(content: bytes, entry: zipfile.ZipInfo, directory: int, file: str) -> Part | Fault:
    """The part an entry of the directory speaks of, or why it cannot be one."""
    place = Place(file=file, key=quoted(entry.orig_filename, 100))
    if entry.flag_bits & _ENCRYPTED:
        return Fault("office.part-encrypted", place)
    if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        return Fault("office.part-method", place)
    at = entry.header_offset
    head = content[at : at + _LOCAL_BYTES] if at >= 0 else b""
    if len(head) < _LOCAL_BYTES or not head.startswith(_LOCAL):
        return Fault("office.part-place", place)
    letters, more = struct.unpack_from("<HH", head, 26)
    name = content[at + _LOCAL_BYTES : at + _LOCAL_BYTES + letters]
    begin = at + _LOCAL_BYTES + letters + more
    end = begin + entry.compress_size
    packed = entry.compress_type == zipfile.ZIP_DEFLATED
    named = entry.orig_filename.encode("utf-8" if entry.flag_bits & _UTF8 else "cp437", "replace")
    if name != named or end > directory or not (packed or entry.compress_size == entry.file_size):
        return Fault("office.part-place", place)
    return Part(entry.orig_filename, at, begin, end, entry.file_size, entry.CRC, packed)


def _overlapping(parts: list[Part], file: str) -> Iterator[Fault]:
    """Two parts that share bytes: no program writes such a file, and it unpacks to any size."""
    ordered = sorted(parts, key=lambda part: part.head)
    for before, part in pairwise(ordered):
        if part.head < before.end:
            yield Fault("office.part-place", Place(file=file, key=quoted(part.name, 100)))
