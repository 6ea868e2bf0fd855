"""The page of the plugin folder: every key of the manifest and every entry of the folder, from the program itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import get_type_hints

import attrs

from perfkit.files import IMAGES, MOST_BYTES, MOST_DEPTH, MOST_ENTRIES, MOST_PIXELS
from perfkit.files.office import LARGEST_WHOLE, MOST_PARTS
from perfkit.files.portable import FORBIDDEN, MOST_NAME_BYTES
from perfkit.files.read import human
from perfkit.files.styles import FETCHING
from perfkit.formats.complaints import key_of, literal
from perfkit.formats.plugin_contents import CODE, FONTS, LARGEST_TEMPLATE, MACROS, TEMPLATE_KINDS
from perfkit.formats.plugin_entries import ABOUT, FOLDERS, OWN, PYTHON
from perfkit.formats.plugin_manifest import CODE_KEYS, MANIFEST, MOST_ID, NATIONAL, Manifest
from perfkit.wording import LANGUAGES, say

KINDS = {str: "文字 text", int: "整数 whole number"}


def page() -> str:
    """The whole page."""
    lines = [f"# {_both('manifest.heading', ' · ')}", ""]
    lines += [*_paragraphs("manifest.intro"), *_paragraphs("manifest.trust")]
    lines += [
        f"## {_both('manifest.keys', ' · ')}",
        "",
        "| 键 key | 类型 kind | 默认 default | 意思 | meaning |",
        "|---|---|---|---|---|",
    ]
    lines += [_key(field) for field in attrs.fields(Manifest)]
    lines += ["", *_paragraphs("manifest.code", keys=_codes(sorted(CODE_KEYS)))]
    lines += [
        f"## {_both('manifest.folder', ' · ')}",
        "",
        "| 名称 name | 意思 | meaning |",
        "|---|---|---|",
        *_entries(),
        "",
    ]
    lines += [f"## {_both('manifest.limits', ' · ')}", "", *_limits()]
    return "\n".join(lines) + "\n"


def _key(field: attrs.Attribute) -> str:
    hint = get_type_hints(Manifest)[field.name]
    kind = "表 table" if attrs.has(hint) else KINDS.get(hint, "清单 list")
    must = field.default is attrs.NOTHING
    optional = "—" if isinstance(field.default, attrs.Factory) else f"`{literal(field.default)}`"
    default = say("manifest.must", "zh") if must else optional
    said = _said(f"manifest.{field.name}", most=MOST_ID, national=NATIONAL)
    return f"| `{key_of(field)}` | {kind} | {default} | {' | '.join(said)} |"


def _entries() -> Iterator[str]:
    for name in (MANIFEST, *FOLDERS):
        shown = name if name == MANIFEST else f"{name}/"
        yield f"| `{shown}` | {' | '.join(_said(f'manifest.in-{name}', kinds=_codes(TEMPLATE_KINDS)))} |"
    yield f"| `README` … | {' | '.join(_said('manifest.in-about', names=_codes(ABOUT)))} |"
    yield f"| `{OWN}…` | {' | '.join(_said('manifest.in-own'))} |"
    yield f"| `.…` `~$…` | {' | '.join(_said('manifest.in-hidden'))} |"
    yield f"| {_codes((*PYTHON, '*.py'))} | {' | '.join(_said('manifest.in-python'))} |"


def _limits() -> Iterator[str]:
    facts = {
        "entries": {"entries": MOST_ENTRIES, "depth": MOST_DEPTH, "bytes": human(MOST_BYTES)},
        "names": {"name": MOST_NAME_BYTES, "signs": f"`{' '.join(sorted(FORBIDDEN - {'|'}))} \\|`"},
        "links": {},
        "code": {"suffixes": _codes(sorted(CODE))},
        "macros": {"suffixes": _codes(sorted(MACROS))},
        "fonts": {"suffixes": _codes(sorted(FONTS))},
        "images": {"suffixes": _codes(sorted(IMAGES)), "pixels": MOST_PIXELS},
        "styles": {"signs": _codes(FETCHING)},
        "word": {"template": human(LARGEST_TEMPLATE), "whole": human(LARGEST_WHOLE), "parts": MOST_PARTS},
    }
    for name, fields in facts.items():
        chinese, english = _said(f"manifest.limit-{name}", **fields)
        yield from (f"- {chinese}。", f"  {english[0].upper()}{english[1:]}.")


def _codes(names: Iterable[str]) -> str:
    return " ".join(f"`{name}`" for name in names)


def _said(code: str, **fields: object) -> tuple[str, str]:
    chinese, english = (say(code, language, **fields) for language in LANGUAGES)
    return chinese, english


def _both(code: str, between: str) -> str:
    return between.join(_said(code))


def _paragraphs(code: str, **fields: object) -> list[str]:
    return [line for text in _said(code, **fields) for line in (text, "")]
