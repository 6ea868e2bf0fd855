"""Units of formulas and rules: what is right, what is wrong, and where it is said to be wrong."""

from fractions import Fraction
from importlib.resources import files

import pytest
import tomli
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from perfkit.errors import FormulaError
from perfkit.formula import compile_rule, exact, parse
from perfkit.formula.language.kinds import read_kind
from perfkit.formula.language.tree import Arithmetic, Call, Comparison, Name, Negative, Number
from perfkit.formula.units.dimension import INDICATOR, MONEY, PLAIN, RATIO, UNKNOWN, unit_of
from perfkit.formula.units.walk import dimensions, rule_dimensions

NEEDS = {
    "target": "number",
    "upper": "number",
    "actual": "number",
    "baseline": "number",
    "weight": "number",
    "executed": "money",
    "budget": "money",
    "days": "number 天",
    "planned": "number 天",
    "people": "number 人",
    "months": "number 月",
    "standard": "number 元/人·月",
    "price": "number 万元/公里",
    "length": "number 公里",
    "extra": "number",
    "finished": "truth",
    "grade": ["优", "良"],
    "problems": {"lost": "money", "late": "number 天", "part": "number", "severe": "truth", "executed": "number 人"},
}
KINDS = {name: read_kind(written) for name, written in NEEDS.items()}


def units(text, wanted=None, kinds=KINDS):
    """The units of one formula."""
    return dimensions(parse(text, kinds), kinds, wanted=wanted)


@pytest.mark.parametrize(
    ("text", "dimension"),
    [
        ("executed / budget", RATIO),
        ("executed + 5", MONEY),
        ("5 + executed", MONEY),
        ("-executed", MONEY),
        ("executed - extra", MONEY),
        ("executed * 80%", MONEY),
        ("executed / days", MONEY / unit_of("天")),
        ("2 * 1000", PLAIN),
        ("actual / target", RATIO),
        ("(actual - baseline) / (target - baseline)", RATIO),
        ("max(0, actual - target)", INDICATOR),
        ("max(actual, target, upper)", INDICATOR),
        ("max(0, executed - budget)", MONEY),
        ("clamp(days, 0, 30)", unit_of("天")),
        ("abs(executed)", MONEY),
        ("round(executed / 3, 2) + 0 * executed", MONEY),
        ("floor(days)", unit_of("天")),
        ("ceil(executed)", MONEY),
        ("if(finished, executed, 0)", MONEY),
        ("if(days > 3, 5, executed)", MONEY),
        ("if(grade >= 良, 1, 0)", PLAIN),
        ("steps(executed / budget, 90%, days, 80%, 5, 0)", unit_of("天")),
        ("steps(days, 90, 1, 80, 0.8, 0)", PLAIN),
        ("ln(executed / budget, 4)", RATIO),
        ("ln(5, 4)", RATIO),
        ("root(executed * budget, 2, 2)", MONEY),
        ("root(executed / budget, 3, 2)", RATIO),
        ("weight", unit_of("分")),
        ("standard * people * months", MONEY),
        ("price * length", unit_of("万元/公里") * unit_of("公里")),
        ("extra", UNKNOWN),
        ("extra * executed", UNKNOWN),
        ("executed > budget", UNKNOWN),
        ("not (executed > budget or days > planned)", UNKNOWN),
        ("count(problems)", PLAIN),
        ("count(problems, late > 3) + executed", MONEY),
        ("sum(problems, lost)", MONEY),
        ("mean(problems, lost / late)", MONEY / unit_of("天")),
        ("least(problems, late) + days", unit_of("天")),
        ("sum(problems, executed) + people", unit_of("人")),
        ("sum(problems, lost) + executed", MONEY),
        ("sum(problems, part)", UNKNOWN),
        ("product(problems, lost / budget)", RATIO),
        ("product(problems, lost)", UNKNOWN),
        ("all(problems, lost < budget and late < planned)", UNKNOWN),
    ],
)
def test_a_right_formula_has_its_unit(text, dimension):
    """No fault, nothing asked of the indicator, and the unit of the result."""
    found = units(text)
    assert found.faults == ()
    assert found.indicator is None
    assert found.dimension == dimension


@pytest.mark.parametrize(
    ("text", "character", "code", "given"),
    [
        ("executed + 60%", 12, "units", ("executed", "元", "60%", "%")),
        ("60% + executed", 7, "units", ("60%", "%", "executed", "元")),
        ("executed - days", 12, "units", ("executed", "元", "days", "天")),
        ("days > 60%", 8, "units", ("days", "天", "60%", "%")),
        ("executed / budget + days", 21, "units", ("executed / budget", "%", "days", "天")),
        ("executed + 60% * 5", 12, "units", ("executed", "元", "60% * 5", "%")),
        ("max(days, 5, executed)", 14, "units", ("days", "天", "executed", "元")),
        ("min(0, days, extra, executed)", 21, "units", ("days", "天", "executed", "元")),
        ("clamp(days, 0, 100%)", 16, "units", ("days", "天", "100%", "%")),
        ("if(finished, days, people)", 20, "units", ("days", "天", "people", "人")),
        ("if(days > people, 1, 0)", 11, "units", ("days", "天", "people", "人")),
        ("steps(days, 90%, 1, 80%, 0.8, 0)", 13, "units", ("days", "天", "90%", "%")),
        ("steps(days, 90, 60%, 80, people, 0)", 26, "units", ("60%", "%", "people", "人")),
        ("steps(days, 90, 1, 80, 60%, people)", 29, "units", ("60%", "%", "people", "人")),
        ("finished and not (days > people)", 26, "units", ("days", "天", "people", "人")),
        ("standard * people + executed", 21, "units", ("standard * people", "元 ÷ 月", "executed", "元")),
        ("price * length + executed", 18, "units", ("price * length", "万元", "executed", "元")),
        ("2 * executed + 60%", 16, "units", ("2 * executed", "元", "60%", "%")),
        ("weight + days", 10, "units", ("weight", "分", "days", "天")),
        ("sum(problems, lost + late)", 22, "units", ("lost", "元", "late", "天")),
        ("sum(problems, lost) + days", 23, "units", ("sum(problems, lost)", "元", "days", "天")),
        ("count(problems, late > lost)", 24, "units", ("late", "天", "lost", "元")),
        ("ln(executed, 4)", 4, "units-ln", ("executed", "元")),
        ("ln(days / (executed / budget), 4)", 4, "units-ln", ("days / (executed / budget)", "天")),
        ("root(executed, 2, 2)", 6, "units-root", ("executed", "元")),
    ],
)
def test_a_clash_is_told_at_its_character_with_both_units(text, character, code, given):
    """One slip makes one fault, however much stands around it."""
    (fault,) = units(text).faults
    said = fault.arguments
    assert fault.code == f"formula.{code}"
    assert fault.place.character == character
    found = (said["found"], said["unit"].worded("zh"))
    assert (*((said["left"], said["left_unit"].worded("zh")) if code == "units" else ()), *found) == given


def test_all_clashes_are_told_at_once():
    """A part at fault fits anything, so that the others are seen and nothing follows from it."""
    found = units("(executed + 60%) * 2 > days + people and planned > budget + 5")
    assert [fault.place.character for fault in found.faults] == [13, 31, 52]


@pytest.mark.parametrize(
    ("text", "indicator"),
    [
        ("actual > days", unit_of("天")),
        ("days > actual", unit_of("天")),
        ("actual > 60%", RATIO),
        ("actual > 60", None),
        ("actual >= 130% * target", None),
        ("steps(actual, 90%, 1, 80%, 0.8, 60%, 0.5, 0)", RATIO),
        ("steps(actual, 90, 1, 80, 0.8, 60, 0.5, 0)", None),
        ("actual / executed > 5", None),
        ("actual / executed > standard", MONEY * MONEY / unit_of("人") / unit_of("月")),
        ("actual < executed", MONEY),
        ("ln(actual, 4)", RATIO),
        ("root(actual, 3, 4)", RATIO),
        ("clamp(actual, 0, 100%)", RATIO),
        ("if(finished, actual, days)", unit_of("天")),
        ("actual / days >= people / days", unit_of("人")),
    ],
)
def test_a_formula_makes_the_unit_of_the_indicator_definite(text, indicator):
    """What stands beside target, actual or baseline says what they are counted in."""
    found = units(text)
    assert found.faults == ()
    assert found.indicator == indicator


@pytest.mark.parametrize(
    ("text", "character", "units_told"),
    [
        ("actual > 60% and target > days", 27, ("%", "天")),
        ("actual > days and target < 60%", 28, ("天", "%")),
        ("max(actual, days) + executed", 21, ("天", "元")),
        ("target + if(actual > days, people, 0)", 10, ("天", "人")),
        ("actual + target > executed and baseline > days", 43, ("元", "天")),
    ],
)
def test_an_indicator_has_one_unit(text, character, units_told):
    """Once definite, it holds for the rest of the formula."""
    (fault,) = units(text).faults
    assert fault.place.character == character
    assert (fault.arguments["left_unit"].worded("zh"), fault.arguments["unit"].worded("zh")) == units_told


@pytest.mark.parametrize(
    ("share", "indicator"),
    [
        ("min(actual / target, 1)", None),
        ("actual", RATIO),
        ("max(0, 1 - (actual - target) / 1%)", RATIO),
        ("max(0, 1 - 10% * floor((actual - target) / 1%))", RATIO),
        ("max(0, 1 - 10% * (actual - target) / 1)", None),
        ("max(0, 1 - 10% * (actual - target))", None),
        ("actual / 5", None),
        ("5% * actual", None),
        ("actual / weight", unit_of("分")),
        ("1 - 10% * days", None),
        ("1 - 10% * floor(days / 7)", None),
        ("1 - 10% * (executed - budget) / 10000", None),
        ("executed / (budget * months / 12)", None),
        ("if(executed <= budget * months / 12, 1, 0)", None),
        ("0.6 * executed / budget + 0.4 * (1 - days / planned)", None),
        ("sum(problems, part) / count(problems)", None),
        ("actual / count(problems)", None),
        ("(ln(actual, 10) - ln(100, 10)) / (ln(75000, 10) - ln(100, 10))", RATIO),
        ("root((actual - 20) / (85 - 20) * part * part, 3, 6)", None),
    ],
)
def test_a_share_is_a_ratio(share, indicator):
    """What county rules do: so much for each day, for each step, for the part of the year; no false alarm."""
    found = units(share, RATIO, {**KINDS, "part": "number"})
    assert found.faults == ()
    assert found.indicator == indicator


@pytest.mark.parametrize(
    ("share", "unit"),
    [
        ("executed", "元"),
        ("80% * executed", "元"),
        ("1 - days / executed", "天 ÷ 元"),
        ("days", "天"),
        ("1 - days / 1%", "天"),
        ("weight * executed / budget", "分"),
    ],
)
def test_a_share_with_a_unit_is_refused(share, unit):
    """The whole formula is named, at its first character, with the unit it has and the one it needs."""
    (fault,) = units(share, RATIO).faults
    assert fault.code == "formula.units-whole"
    assert fault.place.character == 1
    assert (fault.arguments["unit"].worded("zh"), fault.arguments["wanted"].worded("zh")) == (unit, "%")


def test_names_of_unknown_kind_make_no_fault():
    """A name whose own definition is at fault, or that nobody declared, fits anything."""
    kinds = {**KINDS, "broken": "unknown"}
    assert units("broken + days > executed / broken", None, kinds).faults == ()
    assert dimensions(parse("days + executed", KINDS), {}).faults == ()


@pytest.mark.parametrize("name", ["target", "upper", "actual", "baseline"])
def test_a_unit_declared_for_a_name_of_the_indicator_is_that_of_the_indicator(name):
    """``actual = "number 天"`` in needs says what the indicator is counted in, for all of its names."""
    kinds = {**KINDS, name: read_kind("number 天")}
    found = units("max(target, upper, actual, baseline) > days", None, kinds)
    assert (found.faults, found.indicator) == ((), unit_of("天"))
    assert units("5 > 3", None, kinds).indicator == unit_of("天")
    for other in ("target", "upper", "actual", "baseline"):
        assert units(f"{other} > people", None, kinds).faults != ()


def test_two_units_for_one_indicator_clash_where_they_meet():
    """Two names of the indicator that are declared in two units cannot be compared."""
    kinds = {**KINDS, "actual": read_kind("number 天"), "target": read_kind("money")}
    (fault,) = units("actual > target", None, kinds).faults
    assert fault.place.character == 10


def test_the_sentence_says_where_what_and_how():
    """Chinese and English, with the part and the unit of both sides."""
    (fault,) = units("actual / target + days").faults
    assert fault.worded("zh") == (
        "第 19 个字符：“actual / target”的单位是 %，“days”的单位是 天；相加、相减、相比的数单位相同；"
        "先相除成为比例，如 actual / target，再与 % 相比 [formula.units]"
    )
    assert "“actual / target” is in %, but “days” is in 天" in fault.worded("en")


def rule_units(needs=None, **written):
    """The units of a rule."""
    kinds = {name: read_kind(kind) for name, kind in (needs or {}).items()}
    return rule_dimensions(compile_rule(needs=needs, **written).tree, kinds)


def clashes(needs=None, **written):
    """The faults for which a rule is refused."""
    with pytest.raises(FormulaError) as caught:
        compile_rule(needs=needs, **written)
    return caught.value.faults


def test_every_formula_of_a_rule_is_walked():
    """From ``let`` to ``explain-when``: each clash with its key, and what is defined is used below."""
    found = clashes(
        {"days": "number 天", "people": "number 人", "executed": "money"},
        let={"late": "days + people", "each": "executed / people"},
        requires="executed > 60%",
        cases=[("each > 5 and days > 5%", "executed / each"), ("late > 3", "1")],
        otherwise="days / people",
        explain_when="each > executed",
    )
    keys = [(fault.place.key, fault.place.character, fault.code.partition(".")[2]) for fault in found]
    assert keys == [
        ("let.late", 8, "units"),
        ("requires", 12, "units"),
        ("cases[1].when", 21, "units"),
        ("cases[1].share", 1, "units-whole"),
        ("otherwise", 1, "units-whole"),
        ("explain-when", 8, "units"),
    ]


def test_a_share_without_rows_is_told_under_its_own_key():
    """``otherwise`` is the key only where there are rows."""
    (fault,) = clashes({"days": "number 天"}, share="days")
    assert fault.place.key == "share"


def test_a_unit_found_in_one_formula_holds_in_the_next():
    """``let`` sees 60%, the share sees 天."""
    found = clashes({"days": "number 天"}, let={"gap": "actual - 60%"}, share="if(target > days, gap, 0)")
    assert [fault.place.key for fault in found] == ["share"]


def test_a_unit_found_late_holds_for_what_was_defined_before():
    """``let`` leaves the unit open, ``requires`` settles it, and the share is measured by it."""
    needs = {"days": "number 天", "people": "number 人"}
    found = clashes(needs, let={"gap": "actual - target"}, requires="actual > days", share="if(gap > people, 1, 0)")
    assert [fault.arguments["left_unit"].worded("zh") for fault in found] == ["天"]


def test_a_share_is_measured_by_the_unit_that_its_conditions_found():
    """An indicator of days earns no share of itself."""
    (fault,) = clashes({"days": "number 天"}, requires="actual > days", share="actual")
    assert (fault.code, fault.arguments["unit"]) == ("formula.units-whole", unit_of("天"))


def test_a_rule_that_gives_a_label_has_no_unit():
    """Grades are no numbers."""
    found = rule_units(share="if(actual / target >= 90%, 优, 良)", gives=["优", "良"])
    assert (found.dimension, found.faults, found.indicator) == (UNKNOWN, (), None)


RATES = {"deduct-full-steps", "deduct-begun-steps", "deduct-in-proportion", "steps-by-state", "steps-90-80-60"}
NATIONAL = {
    name: rule
    for file in files("perfkit").joinpath("standards", "rules").iterdir()
    for name, rule in tomli.loads(file.read_text(encoding="utf-8"))["rules"].items()
}


def written(rule):
    """The arguments of ``compile_rule`` that stand in a rule's table."""
    keys = ("needs", "parameters", "let", "requires", "share", "otherwise", "limits", "explain-when", "gives")
    cases = [(case["when"], case["share"]) for case in rule.get("cases", ())]
    return {"cases": cases, **{key.replace("-", "_"): rule[key] for key in keys if key in rule}}


@pytest.mark.parametrize("name", NATIONAL)
def test_the_national_rules_are_sound(name):
    """None has a clash, and the unit that a rule demands of its indicator is a rate or nothing."""
    found = rule_units(**written(NATIONAL[name]))
    assert found.faults == ()
    assert found.indicator in (None, RATIO)


@pytest.mark.parametrize("name", sorted(RATES))
def test_the_national_rules_of_rates_demand_a_rate(name):
    """Steps of 1 % and bounds such as 90 % make no sense for a count."""
    assert rule_units(**written(NATIONAL[name])).indicator == RATIO


def test_a_step_of_the_indicators_own_unit_demands_no_rate():
    """With ``per = "1"`` the same deduction counts 人, 个 or 天."""
    counted = {**NATIONAL["deduct-full-steps"], "parameters": {"per": "1", "cost": "10%"}}
    assert rule_units(**written(counted)).indicator is None


# An independent proof: where no unit clashes, another scale of a unit changes a result by that scale alone.

SCALED = {"executed": "元", "budget": "元", "days": "天", "planned": "天", "actual": "?", "target": "?"}


def trees(depth):
    """Formulas over names with units; typed rates only where they are added or compared."""
    leaves = st.sampled_from([Name(name, "number") for name in SCALED])
    if not depth:
        return leaves
    part = trees(depth - 1)
    condition = st.builds(Comparison, st.sampled_from(["=", "<", ">="]), part, part)
    return st.one_of(
        leaves,
        part.map(Negative),
        st.builds(Arithmetic, st.sampled_from("+-"), part, part | st.just(Number("60%"))),
        st.builds(Arithmetic, st.sampled_from("*/"), part, part),
        st.builds(Call, st.sampled_from(["min", "max"]), st.tuples(part, part)),
        st.builds(Call, st.just("abs"), st.tuples(part)),
        st.builds(lambda c, x, y: Call("if", (c, x, y)), condition, part, part),
    )


factors = st.fractions(Fraction(1, 9), 9, max_denominator=9)


@settings(max_examples=300)
@given(
    trees(2) | trees(3),
    st.fixed_dictionaries(dict.fromkeys(SCALED, st.fractions(-5, 5, max_denominator=5))),
    st.fixed_dictionaries({"元": factors, "天": factors, "?": factors}),
)
def test_where_no_unit_clashes_a_change_of_scale_changes_nothing_else(tree, facts, factor):
    """In 万元 instead of 元 a formula without faults gives the same result, in 万元 to the power of its unit."""
    found = dimensions(tree, KINDS)
    assume(not found.faults)

    def times(dimension):
        value = Fraction(1)
        for name, power in dimension.powers:
            value *= factor[name] ** power
        return value

    if found.indicator is not None:
        factor["?"] = times(found.indicator)
    other = {name: value * factor[SCALED[name]] for name, value in facts.items()}
    before, after = exact(tree)(facts), exact(tree)(other)
    assert isinstance(before, Fraction) is isinstance(after, Fraction)
    if isinstance(before, Fraction):
        assert after == before * times(found.dimension)
