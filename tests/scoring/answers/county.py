"""A county whose amendment says a little of everything, in files, so that every value has a line."""

from perfkit import Kit
from perfkit.errors import Place
from perfkit.model import Funding, FundingLine, Indicator, Origin, Project, Review, Target

PLUGIN = 'id = "cn.example.qinghe"\nversion = "7"\ntitle = { zh = "清河县" }\nlanguages = ["zh", "en"]\n'

AMENDMENT = """\
id = "cn.example.qinghe"
edition = "2023"
title = { zh = "清河县自评", en = "Qinghe" }
extends = "cn.mof.self-evaluation@2020"
fiscal-years = { from = 2020 }
basis = [{ document = "清财绩〔2023〕7号", clause = "第六条", verified = true }]

[[change]]
at = "indicators.execution.weight"
was = 10
to = 20
reason = "县里看重进度"

[[change]]
at = "indicators.satisfaction"
remove = true
reason = "并入效益"

[[change]]
at = "indicators.benefit"
to = { code = "benefit", name = "效益", weight = 30, combine = "mean-of-children", children = [
  { code = "social", name = "社会", weight = 20, accepts = ["社会效益指标"], basis = [{ document = "社会〔2022〕1号" }],
    rules-for = { at-least = "pass-line", at-most = "inverse-ratio", equal = "ratio", judged = "judged" },
    parameters-for = { at-least = { line = "50%" } } },
  { code = "growth", name = "增长", weight = 10, measure = "executed / initial", target = "90%", rule = "pass-line",
    parameters = { line = "40%" } },
] }
reason = "分两块"

[[change]]
at = "rounding.leaf.mode"
to = "down"
reason = "截断"

[[change]]
at = "rounding.total"
add = { places = 1, mode = "half-up" }
reason = "一位"

[[change]]
at = "policies.missing"
to = "zero"
reason = "缺数不给分"

[[change]]
at = "policies.not-applicable"
add = "move"
reason = "分值移走"

[[change]]
at = "policies.final"
add = ["finance", "computed"]
reason = "财政说了算"

[[change]]
at = "needs"
add = { misused = "truth", late = "number" }
reason = "新的事实"

[[change]]
at = "assumes"
add = { misused = false }
reason = "没有说就是没有"

[[change]]
at = "weight-cases"
add = [{ code = "late", when = "late > 9", weights = { execution = 30, output = 40 }, reason = "拖得久" }]
reason = "拖得久"

[[change]]
at = "adjustments"
add = [
  { code = "slow", title = { zh = "逾期" }, at = "output", when = "late > 0", points = "points - late",
    basis = [{ document = "清政〔2021〕3号", clause = "第二条" }] },
  { code = "veto", title = { zh = "否决" }, at = "total", when = "misused", points = "min(points, 59)", grade = "差" },
]
reason = "加减分"

[[change]]
at = "rounding.weight"
add = { places = 1, mode = "half-up" }
reason = "分值取一位"
"""

ADDRESS = "cn.example.qinghe@2023"
FILE = "qinghe/amendments/a.toml"
NATION = "standards/indicator-sets/cn.mof.self-evaluation.2020.toml"


def county_kit(folder):
    """A kit with the county's plugin, written into ``folder``."""
    own = folder / "qinghe"
    (own / "amendments").mkdir(parents=True)
    (own / "perfkit.toml").write_text(PLUGIN, encoding="utf-8")
    (own / "amendments" / "a.toml").write_text(AMENDMENT, encoding="utf-8")
    return Kit(folders=own, installed=False)


def at(file, key="", row=None):
    """Where a value of the unit was read."""
    return Origin(Place(file=file, key=key, row=row))


def an_indicator(number, block, category, **changes):
    """An indicator that is met, from one row of a file."""
    facts = {"weight": 10, "target": Target.at_least(80, "座"), "actual": 80, "origin": at("i.csv", row=number)}
    return Indicator(block, category, f"指标{number}", **{**facts, **changes})


def a_county_project(**changes):
    """A project that fits the county's set: weights 20, 50, 20 and 10."""
    facts = {
        "name": "桥",
        "funding": Funding(
            initial=100,
            executed=80,
            lines=[FundingLine("中央", initial=100, origin=at("f.csv", row=2))],
            origin=at("f.csv", row=1),
        ),
        "indicators": (
            an_indicator(1, "output", "数量指标", weight=20),
            an_indicator(
                2, "output", "质量指标", weight=30, reviews=[Review("finance", 25, "抽查", at("i.csv", row=2))]
            ),
            an_indicator(3, "social", "社会效益指标", weight=20, stated_points=19),
        ),
        "facts": {"late": 2},
        "origin": at("p.toml"),
    }
    return Project(**{**facts, **changes})
