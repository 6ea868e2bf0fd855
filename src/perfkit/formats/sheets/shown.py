"""What a person sees of a number, a date or a time in a cell with a number format.

A code that is not understood shows the plain number: a message then names digits that are there, never wrong ones.
Rounding is that of office programs: half away from zero, of the decimal digits.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from decimal import Decimal

from perfkit.formats.sheets.codes import GENERAL, Section, Token, sections, select
from perfkit.model import plain, shifted

_WEEKDAYS = "一二三四五六日"
_MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec"
_DAYS = "Mon Tue Wed Thu Fri Sat Sun"
MOST_PLACES = 30


def shown(number: Decimal, code: str) -> str:
    """The number as a person sees it: 0.95 with ``0.00%`` is 95.00%."""
    if code in ("", GENERAL):
        return plain(number)
    chosen = select(code, number)
    if chosen is None:
        return plain(number)
    section, minus = chosen
    text = _number(section, number.copy_abs())
    return plain(number) if text is None else ("-" if minus else "") + text.strip()


def _number(section: Section, number: Decimal) -> str | None:
    """The number without its sign, or None for a section that is not understood."""
    if not section.known or section.has("date", "elapsed", "half", "text"):
        return None
    tokens = section.tokens
    if section.has("general"):
        return "".join(plain(number) if token.sign == "general" else token.text for token in tokens)
    digits = [at for at, token in enumerate(tokens) if token.sign == "digit"]
    if not digits:
        return "".join(token.text for token in tokens)
    if section.has("slash"):
        return None
    point = next((at for at, token in enumerate(tokens) if token.sign == "point"), len(tokens))
    before, after = [at for at in digits if at < point], [at for at in digits if at > point]
    if len(after) > MOST_PLACES:
        return None
    scaling = {at for at, token in enumerate(tokens) if token.sign == "comma" and _scales(at, before, after)}
    percents = sum(token.sign == "percent" for token in tokens)
    value = shifted(number, 2 * percents - 3 * len(scaling))
    whole, part = _rounded(value, len(after))
    commas = any(token.sign == "comma" and at not in scaling for at, token in enumerate(tokens))
    placed = _before(whole, before, tokens, commas=commas) | _after(part, after, tokens)
    if not before and point < len(tokens):
        placed[point] = whole.lstrip("0") + "."
    return "".join(placed.get(at, "" if token.sign == "comma" else token.text) for at, token in enumerate(tokens))


def _scales(at: int, before: Sequence[int], after: Sequence[int]) -> bool:
    """Whether a comma divides by a thousand: it stands behind the last digit of the whole or of the part."""
    return bool(before and at > before[-1] and (not after or at < after[0])) or bool(after and at > after[-1])


def _rounded(value: Decimal, places: int) -> tuple[str, str]:
    """The digits before and behind the point, rounded half up."""
    _, digits, exponent = value.as_tuple()
    units, power = int("".join(map(str, digits))), int(exponent) + places
    units = units * 10**power if power >= 0 else (2 * units + 10**-power) // (2 * 10**-power)
    text = str(units).zfill(places + 1)
    return text[: len(text) - places], text[len(text) - places :]


def _before(whole: str, at: Sequence[int], tokens: Sequence[Token], *, commas: bool) -> dict[int, str]:
    """The digits that stand at each sign before the point; the first takes all that are left over."""
    needed = next((len(at) - index for index, place in enumerate(at) if tokens[place].text == "0"), 0)
    text = whole.lstrip("0").zfill(needed) if needed else whole.lstrip("0")
    placed = dict.fromkeys(at, "")
    for behind, digit in enumerate(reversed(text)):
        place = at[max(0, len(at) - 1 - behind)] if at else -1
        comma = "," if commas and behind and behind % 3 == 0 else ""
        placed[place] = digit + comma + placed.get(place, "")
    placed.pop(-1, None)
    return placed


def _after(part: str, at: Sequence[int], tokens: Sequence[Token]) -> dict[int, str]:
    """The digits behind the point; zeros at the end are left out where the code has # or ?."""
    placed = dict(zip(at, part, strict=True))
    for place in reversed(at):
        if placed[place] != "0" or tokens[place].text == "0":
            break
        placed[place] = ""
    return placed


def shown_moment(day: datetime.date | None, seconds: int, code: str) -> str:
    """A day, or no day for a time of day, as its format shows it; ISO where the format is not understood.

    ``seconds`` are those since midnight; of a time without a day, such as 30 hours, all of them.
    """
    first = next(iter(sections(code)), None)
    if first is None or not first.known or first.has("digit", "point", "comma", "percent", "general"):
        return iso(day, seconds)
    if day is None and any(token.sign == "date" and token.text[0] in "ydea" for token in first.tokens):
        return iso(day, seconds)
    half = first.has("half")
    parts = [
        _part(token, day, seconds, half=half, minutes=_minutes(first.tokens, at))
        for at, token in enumerate(first.tokens)
    ]
    return "".join(parts)


def iso(day: datetime.date | None, seconds: int) -> str:
    """``2023-12-31``, ``2023-12-31 08:30``, ``08:30:05``."""
    minutes, second = divmod(seconds, 60)
    hour, minute = divmod(minutes, 60)
    time = f"{hour:02}:{minute:02}" + (f":{second:02}" if second else "")
    if day is None:
        return time
    return f"{day.isoformat()} {time}" if seconds else day.isoformat()


def _minutes(tokens: Sequence[Token], at: int) -> bool:
    """Whether an m means minutes: the next sign of a date before it is an hour, or behind it a second."""
    if tokens[at].text[:1] != "m":
        return False
    before = [token for token in tokens[:at] if token.sign in ("date", "elapsed")]
    behind = [token for token in tokens[at + 1 :] if token.sign in ("date", "elapsed")]
    return (bool(before) and before[-1].text[0] == "h") or (bool(behind) and behind[0].text[0] == "s")


def _part(token: Token, day: datetime.date | None, seconds: int, *, half: bool, minutes: bool) -> str:
    """What one sign prints."""
    hour, minute, second = seconds // 3600, seconds // 60 % 60, seconds % 60
    if token.sign == "elapsed":
        return str({"h": hour, "m": seconds // 60}.get(token.text, seconds))
    if token.sign == "half":
        return ("上午", "下午")[hour >= 12] if "午" in token.text else ("AM", "PM")[hour >= 12]
    if token.sign != "date":
        return token.text
    letter, width = token.text[0], len(token.text)
    if letter in "hs" or minutes:
        shown_hour = (hour - 1) % 12 + 1 if half else hour % 24
        number = {"h": shown_hour, "s": second}.get(letter, minute)
        return f"{number:02}" if width > 1 else str(number)
    return "" if day is None else _of_day(letter, width, day)


def _of_day(letter: str, width: int, day: datetime.date) -> str:
    if letter in "ye":
        return f"{day.year % 100:02}" if letter == "y" and width <= 2 else str(day.year)
    if letter == "a":
        return ("星期" if width == 4 else "周") + _WEEKDAYS[day.weekday()]
    if width >= 3:
        names, at = (_MONTHS, day.month - 1) if letter == "m" else (_DAYS, day.weekday())
        return names[4 * at : 4 * at + 3]
    number = day.month if letter == "m" else day.day
    return f"{number:02}" if width == 2 else str(number)
