"""How large pictures are, told by their first bytes."""

import struct
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfkit.files import image_size

PNG = b"\x89PNG\r\n\x1a\n" + struct.pack(">I4sII", 13, b"IHDR", 30_000, 20)
JPEG = (
    b"\xff\xd8\xff\xe0" + struct.pack(">H", 16) + bytes(14) + b"\xff\xff\xc2" + struct.pack(">HBHH", 17, 8, 20, 30_000)
)
VP8X = b"RIFF\0\0\0\0WEBPVP8X" + bytes(8) + (30_000 - 1).to_bytes(3, "little") + (20 - 1).to_bytes(3, "little")
LOSSLESS = (
    b"RIFF\0\0\0\0WEBPVP8L" + bytes(4) + b"\x2f" + ((9_000 - 1) | (20 - 1) << 14).to_bytes(4, "little") + bytes(9)
)
LOSSY = b"RIFF\0\0\0\0WEBPVP8 " + bytes(7) + b"\x9d\x01\x2a" + struct.pack("<HH", 9_000, 20)


@pytest.mark.parametrize(
    ("head", "size"),
    [
        (PNG, (30_000, 20)),
        (b"GIF89a" + struct.pack("<HH", 30_000, 20), (30_000, 20)),
        (b"BM" + bytes(16) + struct.pack("<ii", 30_000, -20), (30_000, 20)),
        (JPEG, (30_000, 20)),
        (VP8X, (30_000, 20)),
        (LOSSLESS, (9_000, 20)),
        (LOSSY, (9_000, 20)),
        (b"", None),
        (b"MZ\x90", None),
        (PNG[:20], None),
        (b"\xff\xd8\xff\xe0\0\0\xff", None),
        (b"RIFF\0\0\0\0WEBPXXXX" + bytes(20), None),
    ],
)
def test_the_size_stands_in_the_head(head, size):
    """As each format writes it; what is no picture has none."""
    assert image_size(head) == size


def test_nothing_is_decoded():
    """A picture of 900 million points whose data are a lie is measured all the same."""
    assert image_size(PNG + zlib.compress(b"no rows")) == (30_000, 20)


@given(st.sampled_from([PNG, JPEG, VP8X, LOSSLESS, LOSSY]), st.integers(0, 40), st.binary(max_size=20))
def test_broken_heads_never_fail(head, cut, rest):
    """Cut anywhere and followed by anything."""
    size = image_size(head[:cut] + rest)
    assert size is None or len(size) == 2
