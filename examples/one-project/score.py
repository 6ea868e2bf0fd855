"""Score one published 自评表 from its targets and actuals, and say where the published points differ."""

from pathlib import Path

from perfkit import Kit

kit = Kit(language="zh")
result = kit.evaluate(kit.read(Path(__file__).with_name("form.toml")))
project = result.projects[0]

for line in project.lines:
    print(f"{line.name}：{line.words()}")
print(f"总分 {project.points}，等级“{project.grade}”；公布的总分 {project.stated_points}")

for finding in kit.check(result):
    print(finding)
