"""Office files are zip archives; here they get one form, so that the same content gives the same bytes."""

from __future__ import annotations

import zipfile
import zlib
from io import BytesIO

from perfkit.errors import Fault, ReportError

FIRST = "[Content_Types].xml"
"""The part that Office programs look for at the start."""

_LEVEL = 6


def canonical_zip(data: bytes) -> bytes:
    """The same parts in the order of their names, without times, systems and flags of the moment.

    The compressed bytes depend on the zlib that Python was built with, on nothing else. Raises :class:`ReportError`
    (``output.zip``) for what is no sound archive or names a part twice.
    """
    try:
        parts = _parts(data)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
        raise ReportError(Fault("output.zip")) from error
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name in sorted(parts, key=lambda name: (name != FIRST, name)):
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.create_system = 0
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, parts[name], compresslevel=_LEVEL)
    return packed.getvalue()


def _parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        entries = [entry for entry in archive.infolist() if not entry.is_dir()]
        parts = {entry.filename: archive.read(entry) for entry in entries}
    if len(parts) != len(entries):
        raise zipfile.BadZipFile
    return parts
