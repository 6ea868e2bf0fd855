"""Fourteen counties that call different things by the same names, and what each of them must come to.

Every county has a set, the rules ``local-ratio`` and ``local-line``, the adjustment ``late``, the indicator
``road.local``, the forms ``scores`` and ``funding``, a report template and a case; those in packages have the rule
``hooked`` and a check ``own`` from Python besides.
"""

from collections.abc import Mapping
from fractions import Fraction
from pathlib import Path

from attrs import frozen

from chain import CITY, NATIONAL, PROVINCE
from perfkit.model import exact_text
from plugins.layers import address, change, form, layer
from scoring.small import half_up

COUNT = 14
PACKAGES = (3, 7, 11, 13)
BASES = {10: CITY, 11: CITY, 12: PROVINCE, 13: PROVINCE}
"""What the last four extend; the others extend the nation."""

RULES = """
[rules.local-ratio]
title = {{ zh = "{name}按比例" }}
requires = "target > 0 and actual >= 0"
share = "min(actual / target, 1) * {kept} / 100"

[rules.local-line]
title = {{ zh = "{name}设及格线" }}
parameters = {{ line = "{line}%" }}
requires = "target > 0 and actual >= 0"
share = "if(actual / target < line, 0, min(actual / target, 1))"
"""

TEMPLATE = """{{% extends "cn.mof:self-evaluation-report.md.j2" %}}
{{% block 主要结论 %}}
{name}的结论。{{% for 项目 in 全部项目 %}}{{{{ 项目.扣分说明 }}}}{{% endfor %}}
{{% block 本县说明 %}}{name}另有说明。{{% endblock %}}

{{{{ super() }}}}
{{% endblock %}}
"""

HOOKS = """
from perfkit import Finding, Place, hookimpl
from perfkit.formats import RuleFile
from perfkit.model import Rule, Title


@hookimpl
def perfkit_rules():
    share = "min(actual / target, 1) * {kept} / 100"
    return [RuleFile(name="hooks", rules={{"hooked": Rule(name="hooked", title=Title("{name}"), share=share)}})]


@hookimpl
def perfkit_checks(evaluation):
    return [Finding("own", "warning", Place(item="{name}"), text=Title("{name}的核查"))]
"""

LIBRARY = """
basis = [{{ document = "{name}通知" }}]

[[indicators]]
code = "road.local"
name = {{ zh = "{name}修路" }}
category = "quantity"
unit = "公里"
direction = "at-least"
sectors = ["road"]
types = ["infrastructure"]
source = "department-statistics"
documents = ["{name}台账"]
evidence = "working"
"""

LATE = """[[change]]
at = "needs"
add = {{ late = "truth" }}
reason = "{name}：逾期"

[[change]]
at = "adjustments"
reason = "{name}：逾期扣分"

[[change.add]]
code = "late"
title = {{ zh = "{name}逾期" }}
at = "total"
when = "late"
points = "points - {taken}"
"""

PROJECT = """schema = 1
indicator-set = "{set}"

[project]
name = "{name}的项目"
year = 2022
unit = "{name}交通局"

[facts]
late = true

[funding]
unit = "万元"
initial = 100
budget = 100
executed = 95

[[indicators]]
from = "road.local"
weight = {output}
target = "≥100公里"
actual = "97公里"

[[indicators]]
block = "benefit"
category = "社会效益指标"
name = "受益"
weight = {benefit}
target = "≥100户"
actual = "55户"

[[indicators]]
block = "satisfaction"
category = "服务对象满意度指标"
name = "满意"
weight = 10
target = "≥90%"
actual = "81%"
"""


@frozen
class County:
    """One of the fourteen: where it lies, and its project."""

    number: int
    folder: Path
    project: Path

    @property
    def id(self) -> str:
        return f"cn.county{self.number:02}"

    @property
    def set(self) -> str:
        return address(self.id)

    @property
    def package(self) -> str:
        """The name of its entry point; empty for a folder."""
        return f"county{self.number:02}" if self.number in PACKAGES else ""

    @property
    def points(self) -> Fraction:
        """The total of its project, worked out from the county's number alone."""
        number, places = self.number, 1 + self.number % 2
        benefit = Fraction(55, 100) if number <= 5 else Fraction(0)
        served = Fraction(9, 10) * (Fraction(99 - number, 100) if self.package else 1)
        earned = (
            10 * Fraction(95, 100),
            _output(number) * Fraction(97, 100) * Fraction(100 - number, 100),
            (80 - _output(number)) * benefit,
            10 * served,
        )
        return sum((half_up(one, places) for one in earned), Fraction(0)) - (number + 1)


def _output(number: int) -> int:
    return 30 + number


def build(folder: Path) -> tuple[Mapping[int, County], Path]:
    """The counties by number, and the place of those that are packages, to be put on the path."""
    site = folder / "site"
    return {number: _county(number, folder, site) for number in range(COUNT)}, site


def _county(number: int, folder: Path, site: Path) -> County:
    name, package = f"县{number:02}", number in PACKAGES
    county = County(
        number,
        site / f"plugin_county{number:02}" if package else folder / f"county{number:02}",
        folder / f"project{number:02}.toml",
    )
    output, words = _output(number), {"name": name, "kept": 100 - number, "line": 50 + number, "taken": number + 1}
    project = PROJECT.format(set=county.set, name=name, output=output, benefit=80 - output)
    expected = f'\n[expect]\npoints = "{exact_text(county.points)}"\n'
    served = [change("indicators.satisfaction.rules-for.at-least", '"ratio"', '"hooked"')] if package else []
    rounding = [change("rounding.leaf.places", "2", "1")] if number % 2 == 0 else []
    layer(
        county.folder,
        county.id,
        BASES.get(number, NATIONAL),
        change("indicators.output.weight", "50", str(output)),
        change("indicators.benefit.weight", "30", str(80 - output)),
        change("indicators.output.rules-for.at-least", '"ratio"', '"local-ratio"'),
        change("indicators.benefit.rules-for.at-least", '"ratio"', '"local-line"'),
        change("grades.优.from", "90", str(95 - number)),
        change("labels.executed.zh", '"全年执行数"', f'"{name}执行数"'),
        *served,
        *rounding,
        LATE.format(**words),
        files={
            "rules/local.toml": RULES.format(**words),
            "indicators/local.toml": LIBRARY.format(**words),
            "forms/scores.toml": form(
                f"{name}得分表", "name", "facts.late", "taken.late.change", "parts.output.points", "points", "grade"
            ),
            "forms/funding.toml": form(f"{name}资金表", *["name", "funding.executed"][: 1 + number % 2], rows="funded"),
            "templates/self-evaluation-report.md.j2": TEMPLATE.format(name=name),
            "cases/own.toml": f'title = "{name}：逾期的项目"\n' + project + expected,
            **({"hooks.py": HOOKS.format(name=name, kept=99 - number), "__init__.py": ""} if package else {}),
        },
    )
    county.project.write_text(project, encoding="utf-8")
    if package:
        info = site / f"plugin_county{number:02}-1.dist-info"
        info.mkdir()
        (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: plugin-{county.package}\nVersion: 1\n", "utf-8")
        (info / "entry_points.txt").write_text(f"[perfkit]\n{county.package} = plugin_county{number:02}\n", "utf-8")
    return county
