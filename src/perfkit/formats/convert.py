"""From parsed data to classes: the one cattrs converter, strict in every type, and all faults at once.

Nothing is coerced: a number is no text, a truth value no number, a list no text. Keys are written in kebab case
(``indicator_set`` is ``indicator-set``), or under the name that a field gives in its metadata as ``key``.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from decimal import Decimal
from functools import cache
from types import NoneType, UnionType
from typing import Any, Literal, TypeAlias, TypeVar, Union, get_args, get_origin

import attrs
import cattrs
from cattrs.cols import homogenous_tuple_structure_factory, is_mapping, mapping_structure_factory
from cattrs.gen import make_dict_structure_fn, override

from perfkit.errors import Fault, InputError, Place, nearest
from perfkit.formats.complaints import faults_of, key_of, literal
from perfkit.formats.notes import Notes
from perfkit.model import number

T = TypeVar("T")

_STRICT: Mapping[str, Any] = {"_cattrs_forbid_extra_keys": True, "_cattrs_detailed_validation": True}

_WRITTEN: tuple[tuple[Any, str], ...] = (
    (bool, "input.not-fact"),
    (Decimal, "input.not-number"),
    (datetime.date, "input.not-date"),
    (tuple[str, ...], "input.not-need"),
    (str, "input.not-text"),
)

Written: TypeAlias = int | Decimal | str
"""A figure as a person writes it: a number, or a text such as ``≥95%``."""

WrittenDate: TypeAlias = datetime.date | str
"""A day as a person writes it: a TOML date, or a text such as ``2023年12月31日``."""


def structure(document: Mapping[str, Any], kind: type[T], at: str | Place = "", notes: Notes | None = None) -> T:
    """The object of class ``kind`` that ``document`` describes.

    Keys that start with ``x-`` are kept out of it; each becomes a remark in ``notes``, which also know lines of keys.
    ``at`` is the file, or the place in it where the document stands.

    Raises:
        InputError: with *all* faults, each at its key path below that place; lists count from 1.
    """
    notes = Notes() if notes is None else notes
    place = at if isinstance(at, Place) else Place(file=at)
    try:
        return _converter().structure(_without_extensions(document, place, notes), kind)
    except (cattrs.BaseValidationError, InputError) as error:
        refused = Notes(faults=list(faults_of(error, place)), locate=notes.locate)
        refused.close()
        raise


def _without_extensions(value: Any, place: Place, notes: Notes) -> Any:
    """``value`` without the keys that start with ``x-``, which people may add for themselves."""
    if isinstance(value, list):
        return [_without_extensions(item, place.inside(at), notes) for at, item in enumerate(value, start=1)]
    if not isinstance(value, Mapping):
        return value
    kept: dict[str, Any] = {}
    for key, item in value.items():
        inner = place.inside(key)
        if key.startswith("x-"):
            notes.remark("input.extension", inner, "info", key=key)
        else:
            kept[key] = _without_extensions(item, inner, notes)
    return kept


@cache
def _converter() -> cattrs.Converter:
    converter = cattrs.Converter(detailed_validation=True, forbid_extra_keys=True)
    converter.register_structure_hook(str, _exactly(str, "input.not-text"))
    converter.register_structure_hook(bool, _exactly(bool, "input.not-truth"))
    converter.register_structure_hook(int, _exactly(int, "input.not-whole"))
    converter.register_structure_hook(Decimal, lambda value, _: _decimal(value))
    converter.register_structure_hook(datetime.date, _exactly(datetime.date, "input.not-date"))
    converter.register_structure_hook_func(_is_choice, _choice)
    converter.register_structure_hook_factory(_is_written, lambda kind: _written(kind, converter))
    converter.register_structure_hook_factory(_is_row, lambda kind: _row(kind, converter))
    converter.register_structure_hook_factory(is_mapping, lambda kind: _table(kind, converter))
    converter.register_structure_hook_factory(attrs.has, lambda kind: _object(kind, converter))
    return converter


def _exactly(kind: type, code: str) -> Callable[[Any, Any], Any]:
    """A hook that takes values of just this type: a truth value is no int, a moment no day."""

    def hook(value: Any, _: Any) -> Any:
        if type(value) is not kind:
            raise InputError(Fault(code, arguments={"found": literal(value)}))
        return value

    return hook


def _members(kind: Any) -> tuple[Any, ...]:
    """What a union allows besides None; empty for what is no union."""
    return tuple(m for m in get_args(kind) if m is not NoneType) if get_origin(kind) in (Union, UnionType) else ()


def _is_written(kind: Any) -> bool:
    """Whether ``kind`` is a union of plain values, with at most one kind of table and one of list beside them."""
    members = _members(kind)
    return len(members) > 1 and sum(map(_is_table, members)) <= 1 and sum(map(_is_row, members)) <= 1


def _written(kind: Any, converter: cattrs.Converter) -> Callable[[Any, Any], Any]:
    """The hook of a value that may be written in several ways; its fault is named after the richest of them."""
    members = _members(kind)
    shapes = [
        (shape, member, converter.get_structure_hook(member))
        for shape, fits in ((Mapping, _is_table), ((list, tuple), _is_row))
        for member in members
        if fits(member)
    ]
    code = next(code for member, code in _WRITTEN if member in members)

    def hook(value: Any, _: Any) -> Any:
        for shape, member, inner in shapes:
            if isinstance(value, shape):
                return inner(value, member)
        if type(value) not in members:
            raise InputError(Fault(code, arguments={"found": literal(value)}))
        return number(value) if isinstance(value, Decimal) else value

    return hook


def _decimal(value: Any) -> Decimal:
    if isinstance(value, bool) or not isinstance(value, (int, Decimal, str)):
        raise InputError(Fault("input.not-number", arguments={"found": literal(value)}))
    return number(value)


def _is_choice(kind: Any) -> bool:
    return get_origin(kind) is Literal


def _choice(value: Any, kind: Any) -> Any:
    choices = get_args(kind)
    if type(value) not in {type(choice) for choice in choices} or value not in choices:
        near = nearest(value, choices) if isinstance(value, str) else ""
        found = {"found": literal(value), "choices": " ".join(map(str, choices)), "near": near}
        raise InputError(Fault("input.not-choice", arguments=found))
    return value


def _is_table(kind: Any) -> bool:
    return attrs.has(kind) or bool(is_mapping(kind))


def _is_row(kind: Any) -> bool:
    return get_origin(kind) is tuple and get_args(kind)[1:] == (...,)


def _row(kind: Any, converter: cattrs.Converter) -> Callable[[Any, Any], Any]:
    inner = homogenous_tuple_structure_factory(kind, converter)

    def hook(value: Any, target: Any) -> Any:
        if not isinstance(value, (list, tuple)):
            raise InputError(Fault("input.not-list", arguments={"found": literal(value)}))
        return inner(value, target)

    return hook


def _table(kind: Any, converter: cattrs.Converter) -> Callable[[Any, Any], Any]:
    inner = mapping_structure_factory(kind, converter)
    return lambda value, target: inner(_as_table(value), target)


def _object(kind: type, converter: cattrs.Converter) -> Callable[[Any, Any], Any]:
    names: dict[str, Any] = {field.name: override(rename=key_of(field)) for field in attrs.fields(kind)}
    inner: Callable[[Any, Any], Any] = make_dict_structure_fn(kind, converter, **_STRICT, **names)
    return lambda value, target: inner(_as_table(value), target)


def _as_table(value: Any) -> Mapping[str, Any]:
    if not isinstance(value, Mapping):
        raise InputError(Fault("input.not-table", arguments={"found": literal(value)}))
    return value
