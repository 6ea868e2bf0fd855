"""The grammar of a JSON text, followed in linear time: where each key stands, and every slip that can be told apart.

A slip that leaves no doubt about what was meant is noted, and the reading goes on as if it were mended; where brackets
do not match, it ends. Python's own reader is asked only for a text in which nothing is wrong.
"""

from __future__ import annotations

import json
import re
import unicodedata
from typing import Literal, TypeAlias

from attrs import define, field, frozen

from perfkit.errors import Fault, Place, quoted
from perfkit.formats.json_slips import Slip, is_artefact, slip_of_text, slip_of_word
from perfkit.formats.json_tokens import Token, place_of, tokens_of
from perfkit.formats.toml_limits import MOST_DIGITS, MOST_KEY_CHARACTERS

MOST_DEPTH = 20
MOST_VALUES = 300_000
"""Values in one text: 5,000 projects of sixty values each; more would keep somebody waiting."""

MOST_FAULTS = 20

_BEFORE = re.compile(
    r"(?>\s*)(?P<found>\)\]\}',?"
    r"|(?:(?:var|let|const)[ \t]+)?[A-Za-z_$](?>[\w.$]*)(?>[ \t]*)[=(](?=(?>[ \t\r\n]*)[{\[])"
    r"|(?:while|for)[ \t]*\([0-9; ]+\);?)"
)
"""What programs for browsers put before the document: a guard, ``var x =``, ``callback(``."""

_MEANT = {"，": ",", "；": ",", ";": ",", "、": ",", "：": ":", "｛": "{", "｝": "}"}
_MEANT |= {"［": "[", "］": "]", "【": "[", "】": "]"}
_CLOSING = {"{": "}", "[": "]"}
_QUOTES = {"single": "json.single-quotes", "curly": "json.curly-quotes"}

State: TypeAlias = Literal["first", "key", "colon", "value", "after"]
"""What may come next: the first entry or the closing bracket, a key, a colon, a value, or what stands after a value."""


@define
class _Frame:
    """One bracket that is open; the root of the text is a frame without a bracket."""

    bracket: str
    line: int
    path: str
    state: State
    here: str = ""
    count: int = 0
    seen: dict[str, int] = field(factory=dict)


@frozen
class JsonOutline:
    """What was found.

    Attributes:
        faults: why the text is no JSON, or more than may be read; empty if Python may read it.
        remarks: what is accepted with a word about it.
        lines: line of every key and list entry, by its path as :class:`Place` writes it.
    """

    faults: list[Fault] = field(factory=list)
    remarks: list[Fault] = field(factory=list)
    lines: dict[str, int] = field(factory=dict)


def outline_of(text: str, name: str) -> JsonOutline:
    """The outline of a text; it ends at the first fault behind which nothing can be trusted."""
    walk = _Walk(text, name)
    if (before := _BEFORE.match(text)) is not None:
        found = {"found": quoted(before["found"].strip())}
        line = text.count("\n", 0, before.start("found")) + 1
        walk.out.faults.append(Fault("json.before", Place(file=name, line=line, column=1), found))
        return walk.out
    for token in tokens_of(text):
        if not walk.takes(token) or len(walk.out.faults) >= MOST_FAULTS:
            break
    return walk.out


@define
class _Walk:
    text: str
    name: str
    out: JsonOutline = field(factory=JsonOutline)
    frames: list[_Frame] = field(init=False, factory=lambda: [_Frame("", 1, "", "value")])
    values: int = 0
    last: Token | None = None

    def takes(self, token: Token) -> bool:
        """Whether the reading can go on behind a token."""
        going_on = self._taken(token)
        self.last = token
        return going_on

    def _taken(self, token: Token) -> bool:
        match token.kind:
            case "end":
                return self._end(token)
            case "comment":
                return self._note("json.comment", token, found=quoted(token.text, 20))
            case "other":
                meant = _MEANT[token.text]
                self._note("json.other-sign", token, found=token.text, write=meant)
                return self._sign(token, meant)
            case "sign":
                return self._sign(token, token.text)
            case _:
                return self._value(token)

    def _note(self, code: str, token: Token, **arguments: object) -> bool:
        key = self.frames[-1].here or self.frames[-1].path
        self.out.faults.append(Fault(code, place_of(token, self.text, self.name, quoted(key, 120)), arguments))
        return True

    def _stop(self, code: str, token: Token, **arguments: object) -> bool:
        self._note(code, token, **arguments)
        return False

    def _end(self, token: Token) -> bool:
        frame = self.frames[-1]
        if frame.bracket:
            return self._stop("json.open", token, bracket=frame.bracket, line=frame.line, write=_CLOSING[frame.bracket])
        if frame.state == "value":
            code = "json.blank" if self.text else "json.empty"
            self.out.faults.append(Fault(code, Place(file=self.name, line=1, column=1)))
        return False

    def _sign(self, token: Token, sign: str) -> bool:
        frame = self.frames[-1]
        if sign in "{[":
            return self._opened(token, sign)
        if sign in "}]":
            return self._closed(token, sign)
        if frame.state == "after" and not frame.bracket:
            return self._more(token)
        return self._comma(token, frame) if sign == "," else self._colon(token, frame)

    def _comma(self, token: Token, frame: _Frame) -> bool:
        match frame.state:
            case "after":
                frame.state = "key" if frame.bracket == "{" else "value"
                return True
            case "colon":
                self._note("json.colon-missing", token, key=quoted(_last_step(frame)))
                frame.state = "key"
                return True
            case "value" if frame.bracket == "{":
                self._note("json.value-missing", token)
                frame.state = "key"
                return True
            case _:
                return self._note("json.value-missing", token) if frame.bracket else self._stop("json.start", token)

    def _colon(self, token: Token, frame: _Frame) -> bool:
        if frame.state == "colon":
            frame.state = "value"
            return True
        return self._stop("json.colon-extra", token)

    def _opened(self, token: Token, sign: str) -> bool:
        frame = self.frames[-1]
        if frame.bracket == "{" and frame.state in ("first", "key"):
            return self._stop("json.key-needed", token, found=sign)
        if not self._begin(token, frame):
            return False
        if len(self.frames) > MOST_DEPTH:
            return self._stop("json.too-deep", token, most=MOST_DEPTH)
        self.frames.append(_Frame(sign, token.line, frame.here, "first"))
        return True

    def _closed(self, token: Token, sign: str) -> bool:
        frame = self.frames[-1]
        if not frame.bracket:
            return self._stop("json.bracket-alone", token, found=sign)
        if _CLOSING[frame.bracket] != sign:
            found = {"found": sign, "write": _CLOSING[frame.bracket], "bracket": frame.bracket, "line": frame.line}
            return self._stop("json.bracket-other", token, **found)
        match frame.state:
            case "colon":
                self._note("json.colon-missing", token, key=quoted(_last_step(frame)))
            case "key":
                self._note("json.comma-extra", token, found=sign)
            case "value" if frame.bracket == "{":
                self._note("json.value-missing", token)
            case "value":
                self._note("json.comma-extra", token, found=sign)
        self.frames.pop()
        return True

    def _value(self, token: Token) -> bool:
        """A text or a word: a key, or a value."""
        frame = self.frames[-1]
        if token.kind == "open":
            return self._stop("json.quote-open", token, found=quoted(token.text, 20))
        if frame.bracket == "{" and frame.state == "after":
            self._note("json.comma-missing", token)
            frame.state = "key"
        if frame.bracket == "{" and frame.state in ("first", "key"):
            return self._key(token, frame)
        if not self._begin(token, frame):
            return False
        self._look_at(token)
        return True

    def _begin(self, token: Token, frame: _Frame) -> bool:
        """A value begins; False where none can."""
        match frame.state:
            case "colon":
                self._note("json.colon-missing", token, key=quoted(_last_step(frame)))
            case "after" if not frame.bracket:
                return self._more(token)
            case "after":
                self._note("json.comma-missing", token)
        self.values += 1
        if self.values > MOST_VALUES:
            return self._stop("json.too-many", token, most=MOST_VALUES)
        if frame.bracket == "[":
            frame.count += 1
            frame.here = f"{frame.path}[{frame.count}]"
            self.out.lines[frame.here] = token.line
        frame.state = "after"
        return True

    def _look_at(self, token: Token) -> None:
        """Note what is wrong with a single value."""
        slip: Slip | None = None
        if token.kind in _QUOTES:
            slip = (_QUOTES[token.kind], {"found": quoted(token.text, 20)})
        elif token.kind == "tabbed":
            slip = ("json.control", {"found": quoted(token.text, 20)})
        elif token.kind == "text":
            slip = slip_of_text(token.text)
        elif token.kind == "word":
            slip = slip_of_word(token.text)
            if slip is None and is_artefact(token.text):
                place = place_of(token, self.text, self.name, self.frames[-1].here)
                self.out.remarks.append(Fault("json.float-artefact", place, {"found": token.text}))
        if slip is not None:
            self._note(slip[0], token, **slip[1])

    def _key(self, token: Token, frame: _Frame) -> bool:
        if token.kind == "word":
            if frame.state == "key" and (before := self._before_comma(token)):
                frame.state = "after"
                return self._note("json.thousands", token, found=quoted(f"{before},{token.text}"))
            self._note("json.bare-key", token, found=quoted(token.text, 20))
        else:
            self._look_at(token)
        frame.state = "colon"
        key = _decoded(token)
        if len(key) > MOST_KEY_CHARACTERS:
            self._note("record.key-long", token, most=MOST_KEY_CHARACTERS)
        frame.here = f"{frame.path}.{key}" if frame.path else key
        first = frame.seen.setdefault(unicodedata.normalize("NFC", key), token.line)
        if len(frame.seen) <= frame.count:
            self._note("json.key-twice", token, key=quoted(key), first=first)
        else:
            frame.count += 1
            self.out.lines[frame.here] = token.line
        return True

    def _before_comma(self, token: Token) -> str:
        """The digits before a comma that stands between digits without a blank: 14,654; else an empty text."""
        comma = self.last
        if comma is None or comma.text != "," or comma.start + 1 != token.start or not token.text[:1].isdigit():
            return ""
        before = re.search(r"[0-9]+\Z", self.text[max(0, comma.start - MOST_DIGITS) : comma.start])
        return before[0] if before else ""

    def _more(self, token: Token) -> bool:
        """Something stands behind the end: another line of JSON Lines, or anything else."""
        lines = token.text in _CLOSING and token.line > 1 and _is_line(self.text)
        return self._stop("json.lines" if lines else "json.more", token, found=quoted(token.text, 20))


def _is_line(text: str) -> bool:
    """Whether the first line with anything in it is a document of its own."""
    first = next((line.strip() for line in text.split("\n", 50) if line.strip()), "")
    return first.startswith(("{", "[")) and first.endswith(("}", "]"))


def _last_step(frame: _Frame) -> str:
    return frame.here[len(frame.path) :].lstrip(".")


def _decoded(token: Token) -> str:
    """The key as it is meant."""
    if token.kind != "text" or "\\" not in token.text:
        return token.text if token.kind == "word" else token.text[1:-1]
    try:
        return str(json.loads(token.text))
    except ValueError:
        return token.text[1:-1]  # its fault was noted
