"""The command that tries a formula, or a rule of a set."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Literal

import click
from attrs import frozen

from perfkit.cli.options import LANGUAGE, PLUGINS, SET, say_left_out, sound_kit
from perfkit.cli.usage import OneOf, Refused, Words
from perfkit.errors import Fault, FormulaError, InputError, Place, quoted
from perfkit.formula import Absent
from perfkit.jobs import Tried
from perfkit.kit import Kit
from perfkit.model import MODES, Mode, Rounding, readable
from perfkit.wording import Language, say

MOST_PLACES = 12

WHAT = """\b
FORMULA     得分占分值的比例，放进引号；写了 --rule 就不写它
            the share of the weight, in quotes; none with --rule
NAME=VALUE  值：77、95%、2000万元、是、否；分值 weight 不写，按 100 分计
            77, 95%, 2000万元, true, false; out of 100 if weight is left out

\b
例 / example
  perfkit formula "min(actual / target, 1)" actual=77 target=80 weight=10

\b
退出码：0 有得分，1 没有得分，2 公式或值写得不对
exit status: 0 points, 1 no points, 2 the formula or a value is wrong"""


@click.command(
    cls=Words, epilog=WHAT, short_help="试一条公式或规则 / try a formula or a rule", options_metavar="[OPTIONS]"
)
@click.argument("formula", required=False)
@click.argument("values", nargs=-1, metavar="[NAME=VALUE]...")
@click.option("--rule", metavar="NAME", help="规则，与 --set 同用 / rule of that set.")
@SET
@PLUGINS
@click.option(
    "--places",
    type=OneOf([str(places) for places in range(MOST_PLACES + 1)]),
    metavar="N",
    help="得分的小数位数 [2] / places of the points.",
)
@click.option("--mode", type=OneOf(MODES), help="取舍方式 [half-up] / how points are rounded.")
@click.option("--format", "form", type=OneOf(["text", "json"]), default="text", show_default=True)
@LANGUAGE
def formula(form: Literal["text", "json"], language: Language, **asked: Any) -> int:
    """试一条公式或规则 / try a formula or a rule: share, points and how they follow."""
    call = _Call(language=language, **asked)
    if call.formula is None and call.rule is None:
        ctx = click.get_current_context()
        raise click.MissingParameter(ctx=ctx, param=ctx.command.params[0])
    try:
        tried = call.tried()
    except (FormulaError, InputError) as error:
        raise Refused(error, call.formula or "") from error
    if isinstance(tried, Absent):
        raise FormulaError(tried.fault())
    for remark in tried.remarks:
        if remark.severity != "info":
            click.echo(remark.worded(language), err=True)
    click.echo(_as_json(tried, language) if form == "json" else "\n".join(_lines(tried, language)))
    return 0


@frozen(kw_only=True)
class _Call:
    """What was asked for on the command line."""

    formula: str | None
    values: tuple[str, ...]
    rule: str | None
    address: str | None
    folders: tuple[Path, ...]
    places: str | None
    mode: Mode | None
    language: Language

    def tried(self) -> Tried | Absent:
        """The formula, or the rule of a set, with the values."""
        if self.rule is None or self.address is None:
            self._refuse_alone()
            kit = Kit(self.language, installed=False)
            return kit.try_formula(self.formula or "", _by_name(self.values), rounding=self._rounding(None))
        words = self.values if self.formula is None else (self.formula, *self.values)
        kit = sound_kit(self.language, self.folders)
        rounding = self._rounding(kit.indicator_set(self.address).rounded("leaf"))
        tried = kit.try_rule(self.rule, _by_name(words), indicator_set=self.address, rounding=rounding)
        say_left_out(kit)
        return tried

    def _refuse_alone(self) -> None:
        """Refuse options that say nothing without one another."""
        given = {"--rule": self.rule, "--set": self.address, "--plugins": self.folders}
        for option in (option for option, value in given.items() if value):
            lacking = tuple(name for name in ("--rule", "--set") if not given[name])
            raise InputError(Fault("tried.option-alone", arguments={"option": option, "lacking": lacking}))

    def _rounding(self, base: Rounding | None) -> Rounding | None:
        """The rounding that was asked for; what was not said is as in ``base``. None if nothing was said at all."""
        if self.places is None and self.mode is None:
            return None
        base = base or Rounding()
        return Rounding(base.places if self.places is None else int(self.places), self.mode or base.mode)


def _by_name(words: Sequence[str]) -> dict[str, str]:
    """The values of ``name=value`` words; refuses all others, and names that stand twice, at once."""
    found: dict[str, str] = {}
    faults: list[Fault] = []
    for word in words:
        name, sign, value = (part.strip() for part in word.replace("＝", "=", 1).partition("="))
        if not (name and sign and value and name.isprintable()):
            faults.append(Fault("tried.no-pair", arguments={"found": quoted(word)}))
        elif name in found:
            faults.append(Fault("tried.twice", Place(key=name), {"found": name}))
        else:
            found[name] = value
    if faults:
        raise InputError(faults)
    return found


def _as_json(tried: Tried, language: Language) -> str:
    share, points = str(tried.share.exact), tried.points.digits
    found = {"share": share, "points": points, "words": tried.words(language), "excel": tried.excel}
    return json.dumps(found, ensure_ascii=False, indent=1)


def _lines(tried: Tried, language: Language) -> Iterator[str]:
    """What a person wants to see, a line for each."""
    yield say("tried.share", language, share=tried.share.exact, percent=readable(tried.share.exact * 100))
    points = {"points": tried.points.digits, "weight": tried.weight.digits}
    yield say("tried.points" if tried.weighed else "tried.points-of-100", language, **points)
    yield tried.words(language)
    if tried.must_explain:
        yield say("tried.must-explain", language)
    yield say("tried.excel" if tried.excel else "tried.no-excel", language, excel=tried.excel)
