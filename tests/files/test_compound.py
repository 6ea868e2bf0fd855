"""The sectors of old Office files: no chain of them leads the gate in a circle."""

import struct
from pathlib import Path

import pytest

from perfkit import InputError
from perfkit.files.gate import gate

FILES = Path(__file__).parents[1] / "formats" / "sheets" / "files"


@pytest.mark.parametrize("name", ["form.xls", "kinds.xls"])
@pytest.mark.parametrize("size", [1, 100, 4095])
def test_a_small_stream_of_the_root_is_not_looked_for_in_itself(name, size):
    """Found by spoilt files: with a root below the size of small streams every small stream lay in itself for ever."""
    data = bytearray((FILES / name).read_bytes())
    root = data.index("Root Entry".encode("utf-16-le"))
    struct.pack_into("<I", data, root + 120, size)
    for entry in ("Workbook", "Book"):
        at = data.find(entry.encode("utf-16-le") + b"\0\0")
        if at >= 0:
            struct.pack_into("<I", data, at + 120, min(size, 4000))
    with pytest.raises(InputError) as caught:
        gate(bytes(data), name)
    assert caught.value.code.startswith("office.")
