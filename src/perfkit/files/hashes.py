"""Fingerprints of bytes: SHA-256, written as 64 small hexadecimal digits."""

from __future__ import annotations

import hashlib


def sha256(data: bytes) -> str:
    """The SHA-256 of ``data``."""
    return hashlib.sha256(data).hexdigest()
