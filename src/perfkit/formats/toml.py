"""TOML files of facts: exact numbers, known limits, and faults that say what to mend.

The language is TOML 1.1 as tomli reads it: a comma before ``}`` and inline tables over several lines are accepted.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from itertools import chain, islice
from pathlib import Path
from typing import Any

import tomli

from perfkit.errors import Fault, InputError, Place
from perfkit.files.hashes import sha256
from perfkit.files.read import read_bytes
from perfkit.files.text import MOST_FAULTS, decode
from perfkit.formats.parsed_file import ParsedFile
from perfkit.formats.toml_diagnosis import diagnosed
from perfkit.formats.toml_limits import harmful, hidden_in, remarkable, unwelcome
from perfkit.formats.toml_outline import MOST_STEPS, lines_by_key
from perfkit.formats.toml_source import MOST_TOKENS, Source

MOST_BYTES = 1_000_000
"""A file of facts is some kB; a larger one is a mistake."""

MOST_SYNTAX_FAULTS = 20
"""After so many slips of writing the rest waits for the next run."""

MOST_WORK = 4_000_000
"""What is read again, in all, to find further slips after the first: characters, and tokens that cost more of them."""

TOKEN_WORK = 10
"""A token takes the time of so many characters: a text may be all brackets."""


def read_toml(path: Path, name: str) -> ParsedFile:
    """The facts in a TOML file; ``name`` is how the file is shown.

    Raises:
        InputError: with codes ``file.…`` (cannot be read), ``text.…`` (is no text in UTF-8), or as :func:`parse_toml`.
    """
    data = read_bytes(path, MOST_BYTES, name)
    text = decode(data, name)
    parsed = parse_toml(text.text, name)
    return ParsedFile(name, parsed.document, (*text.remarks, *parsed.remarks), sha256(data), parsed.lines)


def parse_toml(text: str, name: str) -> ParsedFile:
    """The facts in a text that was read from the file shown as ``name``; its digest is that of the text in UTF-8.

    Raises:
        InputError: with codes ``toml.…``. Slips of writing come with line and column, as many as can be told apart;
            else everything that is TOML and yet not welcome comes at once, with line and key.
    """
    source = Source(name, text.replace("\r\n", "\n"))
    _refuse(_without_content(source))
    _refuse(harmful(source))  # before tomli: these would cost time or end in errors of Python
    document = _document(source)
    found = lines_by_key(source.outline, source.lines)
    _refuse(chain(unwelcome(source), hidden_in(document, found, name)))
    return ParsedFile(name, document, tuple(remarkable(source)), sha256(text.encode()), found)


def _refuse(faults: Iterable[Fault]) -> None:
    if found := tuple(islice(faults, MOST_FAULTS)):
        raise InputError(sorted(found, key=_line_and_column))


def _line_and_column(fault: Fault) -> tuple[int, int]:
    return fault.place.line or 0, fault.place.column or 0


def _without_content(source: Source) -> list[Fault]:
    """The fault of a file that says nothing: no bytes, only blanks, only comments."""
    kinds = {token.kind for token in source.tokens}
    if kinds - {"newline", "comment"} or len(source.tokens) > MOST_TOKENS:
        return []
    comments = sum(token.kind == "comment" for token in source.tokens)
    code = "toml.only-comments" if comments else "toml.blank" if source.text else "toml.empty"
    return [Fault(code, Place(file=source.name, line=1, column=1), {"comments": comments})]


def _endless_key(source: Source) -> Fault:
    """The fault of words and dots without end that are no key, for nothing is said of them."""
    longest = max(source.text.split("\n"), key=lambda line: line.count("."))
    return Fault("toml.key-parts", source.lines.place(source.text.index(longest)), {"most": MOST_STEPS})


def _work(source: Source) -> int:
    return len(source.text) + TOKEN_WORK * len(source.tokens)


def _document(source: Source) -> dict[str, Any]:
    """What tomli makes of the text; else the slips that keep it from being TOML.

    A slip that concerns its line alone is blanked out, so that the next one shows in the same run.
    """
    faults: list[Fault] = []
    for _ in range(min(MOST_SYNTAX_FAULTS, 1 + MOST_WORK // _work(source))):
        try:
            document = tomli.loads(source.text, parse_float=Decimal)
        except tomli.TOMLDecodeError as error:
            fault, line = diagnosed(error.msg, error.pos, source)
            faults.append(fault)
            if line is None:
                break
            source = source.without(*line)
        except RecursionError:  # raised by tomli for a key of a thousand parts, before it misses the =
            faults.append(_endless_key(source))
            break
        else:
            if not faults:
                return document
            break
    raise InputError(faults)
