"""A small county plugin that is ready, as its files; tests take one away or bend it."""

NATIONAL = "cn.mof.self-evaluation@2020"
ADDRESS = "cn.test.county@2024"

MANIFEST = 'id = "cn.county"\nversion = "1"\ntitle = { zh = "甲县" }\n'
AMENDMENT = f"""
id = "cn.test.county"
edition = "2024"
title = {{ zh = "甲县自评" }}
extends = "{NATIONAL}"
fiscal-years = {{ from = 2024 }}
basis = [{{ document = "甲财绩〔2024〕3号", verified = true }}]

[[change]]
at = "indicators.output.weight"
was = 50
to = 40
reason = "第一条"

[[change]]
at = "indicators.satisfaction.weight"
was = 10
to = 20
reason = "第一条"
"""
CASE = f"""
schema = 1
title = "一座桥少修两成，路灯修好"
indicator-set = "{ADDRESS}"

[project]
name = "桥"
year = 2024
unit = "甲局"

[funding]
unit = "元"
budget = "300"
executed = "100"

[[indicators]]
block = "output"
category = "数量指标"
name = "修桥"
weight = 40
target = "≥100米"
actual = "80米"

[[indicators]]
block = "benefit"
category = "社会效益指标"
name = "受益"
weight = 30
target = "≥10人"
actual = "10人"

[[indicators]]
block = "satisfaction"
category = "服务对象满意度指标"
name = "满意"
weight = 20
target = "≥90%"
actual = "90%"

[expect]
"""
EXPECTED = 'points = "85.33"\n'
"""10 × 100 ÷ 300 = 3.33; 40 × 80 ÷ 100 = 32; 30; 20."""

FORM = """
caption = "得分表"
rows = "scored"

[[columns]]
label = "项目名称"
value = "name"

[[columns]]
label = "得分"
value = "points"
"""
TEMPLATE = """{% extends "cn.mof:self-evaluation-report.md.j2" %}
{% block 主要结论 %}
平均 {{ 平均分 }}。
{% endblock %}
"""
RULE = '[rules.ours]\ntitle = { zh = "本县" }\nbasis = [{ document = "甲" }]\nshare = "min(actual / target, 1)"\n'


def county(**changes):
    """The files by name; ``changes`` replace them, with ``__`` for ``/``, and None takes one away."""
    files = {
        "perfkit.toml": MANIFEST,
        "README.md": "# 甲县\n",
        "amendments/county.toml": AMENDMENT,
        "cases/bridge.toml": CASE + EXPECTED,
        "forms/scores.toml": FORM,
        "templates/self-evaluation-report.md.j2": TEMPLATE,
    }
    for name, text in changes.items():
        files[_file(name)] = text
    return {name: text for name, text in files.items() if text is not None}


def _file(name):
    stem = name.replace("__", "/")
    if stem == "README":
        return "README.md"
    return f"{stem}.md.j2" if stem.startswith("templates/") else f"{stem}.toml"
