"""Score the projects of a database: two queries, and nothing is copied into files."""

import sqlite3
from pathlib import Path

from perfkit import Kit, Rows

HERE = Path(__file__).parent

base = sqlite3.connect(":memory:")
base.executescript((HERE / "tables.sql").read_text(encoding="utf-8"))
projects = base.execute((HERE / "projects.sql").read_text(encoding="utf-8"))
indicators = base.execute("SELECT * FROM zb ORDER BY xmbm, xh")
columns = {"xmbm": "project", "xh": None, "yjzb": "block", "ejzb": "category", "zbmc": "name"}
columns |= {"fz": "weight", "zbz": "target", "wcz": "actual"}

kit = Kit(language="zh")
facts = kit.read_rows(projects, Rows(indicators, columns), indicator_set="cn.mof.self-evaluation@2020")
result = kit.evaluate(facts)
for project in result.projects:
    print(f"{project.project.name}：{project.points}，{project.grade}")
for finding in kit.check(result):
    print(finding)
