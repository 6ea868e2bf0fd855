"""JSON in one form only: equal content gives equal bytes, whatever the order in which it was put together."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from perfkit.errors import Fault, InputError


def canonical_json(value: object) -> bytes:
    """``value`` as JSON in UTF-8: keys sorted, texts in NFC, indented by two, a line end at the end.

    A ``Decimal`` becomes text without trailing zeros (14654.00 and 14654 are one number). Raises :class:`InputError`
    (``manifest.number``) for ``float``, NaN and everything else that JSON cannot keep exactly.
    """
    plain = _plain(value, "")
    return (json.dumps(plain, ensure_ascii=False, allow_nan=False, sort_keys=True, indent=2) + "\n").encode()


def _plain(value: object, key: str) -> Any:
    if isinstance(value, str):
        return unicodedata.normalize("NFC", value)
    if value is None or isinstance(value, (bool, int)):
        return value
    if isinstance(value, Decimal) and value.is_finite():
        return _decimal_text(value)
    if isinstance(value, Mapping):
        return _plain_mapping(value, key)
    if isinstance(value, (list, tuple)):
        return [_plain(entry, f"{key}[{index}]") for index, entry in enumerate(value, 1)]
    raise InputError(Fault("manifest.number", arguments={"key": key, "found": repr(value)[:40]}))


def _plain_mapping(value: Mapping[Any, object], key: str) -> dict[str, Any]:
    plain: dict[str, Any] = {}
    for name, entry in value.items():
        composed = unicodedata.normalize("NFC", name) if isinstance(name, str) else None
        if composed is None or composed in plain:
            raise InputError(Fault("manifest.number", arguments={"key": key, "found": repr(name)[:40]}))
        plain[composed] = _plain(entry, f"{key}.{composed}".removeprefix("."))
    return plain


def _decimal_text(value: Decimal) -> str:
    text = format(value, "f")
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text in ("-0", "") else text
