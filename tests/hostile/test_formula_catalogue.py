"""Every formula row of the catalogue: verdict, code and character, by parser, loader, scoring and command line."""

from __future__ import annotations

import decimal
import json
from fractions import Fraction
from pathlib import Path

import pytest
import tomli

from hostile.catalogue import PLUGIN, SET
from hostile.formula_rows import HANDED_IN, ROWS, RULED, SCORED, TYPED, Handed, Ruled, Scored, Typed
from hostile.formula_verdicts import VERDICTS
from hostile.proving import assert_explained
from perfkit.cli.main import run
from perfkit.errors import Fault, FormulaError, InputError, PerfkitError
from perfkit.formula import exact, parse
from perfkit.kit import Kit
from perfkit.model import Target
from perfkit.scoring import Evaluation
from perfkit.testing import a_card, a_project, evaluated

DEVIATIONS = tomli.loads((Path(__file__).parent / "formula_deviations.toml").read_text(encoding="utf-8"))

FACTS = {"actual": 77, "target": 80, "实际值": 77, "目标值": 80, "finished": True}
SCOPE = {name: "truth" if isinstance(value, bool) else "number" for name, value in FACTS.items()}
VALUES = {name: value if isinstance(value, bool) else Fraction(value) for name, value in FACTS.items()}

PROJECTS = 33
ODD = 17
"""Which of the projects has the facts of the row."""

NARROW = decimal.Context(prec=3, rounding=decimal.ROUND_UP, Emax=9, Emin=-9, traps=[decimal.Inexact, decimal.Rounded])
"""A host's decimal context under which hardly anything can be computed."""


def each(rows: tuple[Typed | Ruled | Scored | Handed, ...]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("row", rows, ids=[row.id for row in rows])


def assert_worded(faults: tuple[Fault, ...]) -> None:
    """Every fault can be said in both languages, on one line that ends with its code."""
    for fault in faults:
        for language in ("zh", "en"):
            assert fault.worded(language).endswith(f"[{fault.code}]")
            assert fault.worded(language).isprintable()


def test_every_row_of_the_catalogue_is_tested_and_a_different_verdict_is_explained():
    """No row is forgotten, and a verdict that differs from the catalogue's has its reason; no reason is left over."""
    assert_explained(((row.id, row.verdict) for row in ROWS), VERDICTS, DEVIATIONS)


@each(TYPED)
def test_parser(row: Typed):
    """The parser refuses with all codes and no others, the first at its character, or the formula has its value."""
    if row.verdict == "E":
        with pytest.raises(FormulaError) as refused:
            parse(row.text, SCOPE, wanted=row.wanted)
        faults = {fault.code.removeprefix("formula."): fault for fault in reversed(refused.value.faults)}
        assert set(faults) == set(row.codes)
        assert faults[row.codes[0]].place.character == row.character
        assert_worded(refused.value.faults)
    else:
        assert str(exact(parse(row.text, SCOPE, wanted=row.wanted))(VALUES)) == row.gives


WRITTEN = {"actual": "77", "target": "80", "实际值": "77", "目标值": "80", "finished": "是"}
"""The same values as they are typed behind the command."""

CONDITION = "if({}, 1, 0)"


@each(TYPED)
def test_command_line(row: Typed, capsys: pytest.CaptureFixture[str]):
    """``perfkit formula`` reports the same codes and character with exit status 2, or goes on to the value."""
    text, before = (row.text, 0) if row.wanted == "number" else (CONDITION.format(row.text), CONDITION.index("{"))
    used = [f"{name}={value}" for name, value in WRITTEN.items() if row.verdict == "E" or name in row.text]
    status = run(["formula", "--language", "en", "--format", "json", "--", text, *used])
    said = capsys.readouterr()
    found = json.loads(said.out)
    if row.verdict == "E":
        places = {fault["code"]: fault["where"] for fault in reversed(found["faults"])}
        wanted = [ON_THE_COMMAND_LINE.get(code, f"formula.{code}") for code in row.codes]
        assert (status, set(places)) == (2, set(wanted))
        assert places[wanted[0]] == f"character {row.character + before}"
        assert said.err.count("^\n") == (len(found["faults"]) if text else 0)
    elif status == 0:
        assert found["share"] == {"True": "1", "False": "0"}.get(row.gives, row.gives)
    else:
        assert [fault["code"] for fault in found["faults"]] == ["formula.share-outside"]
        assert Fraction(row.gives) > 1


ON_THE_COMMAND_LINE = dict.fromkeys(("unknown-name", "misspelt-name"), "tried.no-value")
"""There a name that means nothing is one whose value was not given."""


def county(folder: Path, body: str) -> Kit:
    """A kit with a plugin that has one rule, ``tried``, and a set of its own above the national one."""
    entries = {
        "perfkit.toml": PLUGIN,
        "amendments/one.toml": SET,
        "rules/one.toml": f'[rules.tried]\ntitle = {{ zh = "试", en = "tried" }}\n{body}\n',
    }
    for name, content in entries.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
    return Kit(folders=[folder], installed=False)


LOCAL = "cn.test.local@1"


@each(RULED)
def test_loader(row: Ruled, tmp_path: Path):
    """The rule is refused when its set is asked for, with file, key and character, or it can be used."""
    kit = county(tmp_path, row.body)
    if row.verdict != "E":
        assert "tried" in kit.indicator_set(LOCAL).rules
        return
    with pytest.raises(PerfkitError) as refused:
        kit.indicator_set(LOCAL)
    faults = [fault for fault in refused.value.faults if not fault.code.startswith("set.")]
    assert {fault.code for fault in faults} == set(row.codes)
    first = next(fault for fault in faults if fault.code == row.codes[0])
    assert (first.place.file.split("/")[-1], first.place.key) == ("one.toml", f"rules.tried.{row.key}")
    assert first.place.character == (row.character or None)
    assert first.place.line is not None
    assert_worded(tuple(faults))


def portfolio_of(row: Scored, folder: Path) -> Evaluation:
    """33 projects scored by the rule of the row, all at their target but one."""
    under = county(folder, row.body).indicator_set(LOCAL)
    good = a_card(target=Target.at_least(80, "座"), actual=80, rule="tried")
    odd = a_card(target=Target.at_least(row.target, "座"), actual=row.actual, rule="tried")
    projects = [a_project(name=f"项目{number}", indicators=good) for number in range(1, PROJECTS + 1)]
    projects[ODD - 1] = a_project(name=f"项目{ODD}", indicators=odd, facts=row.facts)
    return evaluated(*projects, under=under)


@each(SCORED)
def test_scoring(row: Scored, tmp_path: Path):
    """One project has no points and says why, or the right ones; the other 32 go on, whatever the host's context."""
    with decimal.localcontext(NARROW):
        narrow = portfolio_of(row, tmp_path / "narrow")
    evaluation = portfolio_of(row, tmp_path / "wide")
    lines = [result.lines[1] for result in evaluation.projects]
    odd = lines.pop(ODD - 1)
    assert [line.points.digits for line in lines] == ["50.00"] * (PROJECTS - 1)
    assert [result.points for result in narrow.projects] == [result.points for result in evaluation.projects]
    if row.verdict != "E":
        assert odd.points.digits == row.points
        return
    result = evaluation.projects[ODD - 1]
    assert (odd.points, result.points, result.state) == (None, None, "absent")
    assert (odd.absent.code, odd.absent.place.item) == (row.codes[0], odd.name)
    assert_worded((odd.absent,))
    assert [(finding.code, finding.severity) for finding in result.findings] == [(row.codes[0], "error")]
    assert [code for other in evaluation.projects for code in other.findings] == list(result.findings)


@each(HANDED_IN)
def test_a_program_hands_in(row: Handed):
    """What is no number of this world is refused at the door, before any formula meets it."""
    with pytest.raises(InputError) as refused:
        row.hand()
    assert {fault.code for fault in refused.value.faults} == set(row.codes)
    assert_worded(refused.value.faults)
