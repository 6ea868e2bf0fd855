"""The rows of the catalogue about a plugin's indicators and rule sets, PLG-076 to PLG-129, the smallest of each."""

from __future__ import annotations

from collections.abc import Mapping

from attrs import field, frozen

from hostile.catalogue import PLUGIN, SET, Verdict

ADDRESS = "cn.test.local@1"

OWN = """\
id = "cn.test.local"
edition = "1"
title = { zh = "试验", en = "test" }
fiscal-years = { from = 2020 }
basis = [{ document = "县办〔2023〕1号" }]

[rounding]
leaf = { places = 2, mode = "half-up" }

[needs]
late = "number 天"

[labels]
executed = "支出"

[[grades]]
name = "优"
from = 90

[[grades]]
name = "良"
from = 80

[[grades]]
name = "差"
from = 0

[[indicators]]
code = "execution"
name = "预算执行率"
weight = 10
measure = "executed / budget"
target = "100%"
rule = "tried"

[[indicators]]
code = "output"
name = "产出指标"
weight = 90
accepts = ["数量指标"]
rules-for = { at-least = "tried", at-most = "tried", equal = "tried", judged = "tried" }
"""
"""A set that extends none."""

RULE = '[rules.tried]\ntitle = { zh = "试", en = "tried" }\nshare = "min(actual / target, 1)"\n'
RATIO = RULE.replace("rules.tried", "rules.ratio")
FORM = 'rows = "lines"\n\n[[columns]]\nlabel = "得分"\nvalue = "points"\n'
ADJUSTMENT = """
[[adjustments]]
code = "late"
title = { zh = "逾期" }
at = "execution"
when = "late > 0"
points = "points - 12"
"""


@frozen
class Row:
    """One row.

    Attributes:
        id, verdict: as in the catalogue; where the verdict is another, the deviations say why.
        files: of the plugin, by name, besides its ``perfkit.toml``; beside: those of a second plugin.
        codes: every code that is reported, and no other.
        file: the file that the first of them names.
        line: a text that stands in the line it names; empty where it names none.
    """

    id: str
    verdict: Verdict
    files: Mapping[str, str]
    codes: tuple[str, ...] = ()
    file: str = "county/indicator-sets/one.toml"
    line: str = ""
    beside: Mapping[str, str] = field(factory=dict)


def own(*pairs: tuple[str, str], rule: str = RULE, **more: str) -> dict[str, str]:
    """The set of its own with texts replaced, each at its first place, and its rule."""
    content = OWN
    for old, new in pairs:
        if old not in content:
            raise ValueError(f"the set does not hold {old!r}")
        content = content.replace(old, new, 1)
    return {"indicator-sets/one.toml": content, "rules/one.toml": rule, **more}


def extending(*changes: str, rule: str = RULE, base: str = "") -> dict[str, str]:
    """A set that amends the national one."""
    content = SET.replace("cn.mof.self-evaluation@2020", base) if base else SET
    return {"amendments/one.toml": content + "".join(changes), "rules/one.toml": rule}


def change(at: str, action: str) -> str:
    return f'\n[[change]]\nat = "{at}"\n{action}\nreason = "x"\n'


def shared(share: str) -> str:
    """The rule with another share."""
    return RULE.replace("min(actual / target, 1)", share)


LOCAL_FILE = "county/amendments/one.toml"
RULE_FILE = "county/rules/one.toml"
NODES = OWN[OWN.index("[[indicators]]") :]
BANDS = OWN[OWN.index("[[grades]]") : OWN.index("[[indicators]]")]
OUTPUT = OWN[OWN.index('code = "output"') :]

INDICATORS = (
    Row(
        "PLG-076",
        "E",
        own((NODES, ""), ("[rounding]", "indicators = []\n[rounding]")),
        ("set.no-indicators", "set.weights"),
    ),
    Row("PLG-077", "E", own(('code = "execution"\n', "")), ("input.missing-keys",), line="[[indicators]]"),
    Row(
        "PLG-077",
        "E",
        own(('code = "output"', 'code = "execution"')),
        ("set.code-twice", "set.weights"),
        line="[[indicators]]",
    ),
    Row("PLG-077", "E", own(('code = "output"', 'code = "out put"')), ("set.code-unusable",), line="[[indicators]]"),
    Row("PLG-078", "E", own(), ("set.address-twice",), file="", beside=own()),
    Row("PLG-079", "E", extending(rule=RATIO), ("rule.shadows",), RULE_FILE, "[rules.ratio]"),
    Row(
        "PLG-081",
        "E",
        extending(change("indicators.output.weight", "to = 55")),
        ("set.weights",),
        LOCAL_FILE,
        "[[change]]",
    ),
    Row(
        "PLG-082",
        "E",
        extending(change("indicators.outputs.weight", "to = 55")),
        ("amendment.path-unknown",),
        LOCAL_FILE,
        "[[change]]",
    ),
    Row("PLG-083", "A", own(('["数量指标"]', '["服务对象满意度指标"]'))),
    Row("PLG-084", "E", own(("weight = 90", "weight = 85")), ("set.weights",), line="[[indicators]]"),
    Row("PLG-084", "E", own(("weight = 90", "weight = 95")), ("set.weights",), line="[[indicators]]"),
    Row("PLG-086", "E", own(("weight = 90", "weight = [10, 5]")), ("input.not-number",), line="weight = [10, 5]"),
    Row("PLG-087", "A", own(('"100%"', '"100"'))),
    Row("PLG-088", "A", own(('target = "100%"', 'target = "100%"\nunit = "亩次"'))),
    Row("PLG-089", "E", own(("[rounding]", "[units]\nmu = 667\n\n[rounding]")), ("input.unknown-key",), line="[units]"),
    Row(
        "PLG-091",
        "E",
        own(("[rounding]", '[units]\na = "b"\nb = "a"\n\n[rounding]')),
        ("input.unknown-key",),
        line="[units]",
    ),
    Row("PLG-092", "E", own(('at-least = "tried", ', "")), ("set.kind-missing",), line="rules-for"),
    Row("PLG-092", "E", own(("at-least", "at-lest")), ("input.not-choice",), line="rules-for"),
    Row("PLG-093", "E", own(("executed / budget", "executed /")), ("formula.nothing-behind",), line="measure"),
    Row("PLG-094", "E", own(("executed / budget", "spent / budget")), ("formula.unknown-name",), line="measure"),
    Row("PLG-096", "E", own(('"number 天"', '["是", "是"]')), ("set.need",), line="late"),
    Row(
        "PLG-097", "E", own(("weight = 90", 'weight = 90\npattern = "(a+)+$"')), ("input.unknown-key",), line="pattern"
    ),
    Row("PLG-098", "E", own(("weight = 90", 'weight = 90\npattern = "("')), ("input.unknown-key",), line="pattern"),
    Row("PLG-099", "E", own(('name = "产出指标"', 'name = " "')), ("set.name-empty",), line="name"),
    Row("PLG-099", "E", own(('executed = "支出"', 'executed = ""')), ("set.name-empty",), line="executed"),
    Row("PLG-101", "E", own((NODES, NODES * 1_500)), ("toml.too-many",)),
    Row("PLG-102", "E", own(("weight = 90", 'weight = 90\ntemplate = "x"')), ("input.unknown-key",), line="template"),
    Row(
        "PLG-103",
        "E",
        own(**{"forms/points.toml": FORM + 'position = "F"\n'}),
        ("input.unknown-key",),
        "county/forms/points.toml",
        "position",
    ),
    Row(
        "PLG-104",
        "E",
        own(**{"forms/points.toml": FORM + 'position = "AAA"\n'}),
        ("input.unknown-key",),
        "county/forms/points.toml",
        "position",
    ),
)

RULE_SETS = (
    Row("PLG-106", "E", own((BANDS, "")), ("input.missing-keys-root",)),
    Row(
        "PLG-106",
        "E",
        own((BANDS, ""), ("[rounding]", "grades = []\n[rounding]")),
        ("set.no-grades",),
        line="grades = []",
    ),
    Row("PLG-107", "E", own(("from = 80", "from = 90")), ("set.grades-order",), line="[[grades]]"),
    Row("PLG-107", "E", own(("from = 0", "from = 1")), ("set.grades-lowest",), line="[[grades]]"),
    Row("PLG-108", "E", own(('name = "良"', 'name = ""')), ("set.name-empty",), line="[[grades]]"),
    Row("PLG-108", "E", own(('name = "良"', 'name = "优"')), ("set.grade-twice",), line="[[grades]]"),
    Row("PLG-109", "E", own(("from = 90", "from = 110")), ("set.grade-beyond",), line="[[grades]]"),
    Row("PLG-109", "E", own(("from = 0", "from = -5")), ("set.grades-lowest",), line="[[grades]]"),
    Row("PLG-111", "A", own(("from = 90", "from = 89.999999"))),
    Row("PLG-112", "E", own(("half-up", "banker")), ("input.not-choice",), line="leaf"),
    Row("PLG-113", "E", own(("places = 2", "places = -1")), ("rounding.places",), line="leaf"),
    Row("PLG-113", "E", own(("places = 2", "places = 50")), ("rounding.places",), line="leaf"),
    Row("PLG-114", "A", own(("leaf = {", "total = {"))),
    Row(
        "PLG-116",
        "E",
        own(rule=shared("steps(actual, 60%, 0.8, 80%, 0.6, 0)")),
        ("formula.bound-order",),
        RULE_FILE,
        "share",
    ),
    Row(
        "PLG-117",
        "E",
        own(rule=RULE.replace("share =", 'cases = [{ when = "actual >= 90%", share = "1" }]\n# share =')),
        ("formula.no-otherwise",),
        RULE_FILE,
    ),
    Row("PLG-118", "A", own(("[[grades]]", ADJUSTMENT + "\n[[grades]]"))),
    Row(
        "PLG-119",
        "E",
        own(("[[grades]]", ADJUSTMENT.replace('title = { zh = "逾期" }\n', "") + "\n[[grades]]")),
        ("input.missing-keys",),
        line="[[adjustments]]",
    ),
    Row("PLG-121", "E", extending(base=ADDRESS), ("set.circle",), LOCAL_FILE, "extends"),
    Row("PLG-122", "E", extending(base="cn.mof.self-evaluation@9"), ("set.edition-missing",), LOCAL_FILE, "extends"),
    Row(
        "PLG-123",
        "E",
        {
            "amendments/one.toml": SET.replace("extends = ", "extends = [").rstrip() + ', "cn.b@1"]\n',
            "rules/one.toml": RULE,
        },
        ("input.not-text",),
        LOCAL_FILE,
        "extends",
    ),
    Row("PLG-124", "E", own(("weight = 90\n", "")), ("input.missing-keys",), line="[[indicators]]"),
    Row("PLG-126", "E", own(("fiscal-years = { from = 2020 }\n", "")), ("input.missing-keys-root",)),
    Row("PLG-127", "A", own()),
    Row("PLG-128", "A", own()),
    Row("PLG-129", "A", own()),
)

ROWS = (*INDICATORS, *RULE_SETS)
MANIFEST = PLUGIN
