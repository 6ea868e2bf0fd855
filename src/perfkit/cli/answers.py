"""The commands that ask about results: explain one project, compare two evaluations, run one again."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Literal, TypeAlias

import click
from attrs import evolve

from perfkit.cli.facts import FOLDER, PATH, Asked, facts_options
from perfkit.cli.options import LANGUAGE, PLUGINS, sound_kit
from perfkit.cli.progress import Bar
from perfkit.cli.subject import explained
from perfkit.cli.usage import OneOf
from perfkit.jobs import ORDINARY, TOPICS, Answer, Topic, answers
from perfkit.model import STAGES, FundingStage
from perfkit.scoring import compare as compared
from perfkit.scoring import standing as portfolio_standing
from perfkit.scoring import trace
from perfkit.wording import Language

CODE = """\b
CODE  项目的编码或名称，或项目分组的 key 或名称
      code or name of a project, or key or name of a group of projects"""

OTHER = """\b
OTHER  后一次评价的资料；不写就用同一份资料
       the facts of the second evaluation; without it the same facts"""

ALL = "all"

Form: TypeAlias = Literal["text", "json"]

ABOUT = """\b
要问什么，可写多次 / what to ask, may be repeated:
points 每个数  lost 失分  margin 等级的余地  changes 改一处  alternatives 换一种做法
bounds 可能的得分  evidence 佐证  reviewers 填报、计算和复核  raters 评委
weights 实际分值  standing 在同类项目中  provenance 出处  use 结果应用
papers 底稿  all 全部"""

FORMAT = click.option("--format", "form", type=OneOf(["text", "json"]), default="text", show_default=True)


@click.command(
    "explain",
    epilog=f"{PATH}\n\n{CODE}",
    short_help="解释一个项目或分组的每个数 / explain every figure of a project or group",
)
@facts_options
@click.argument("code")
@click.option("--about", multiple=True, type=OneOf([*TOPICS, ALL]), help=ABOUT)
@FORMAT
def explain(asked: Asked, code: str, about: tuple[Topic, ...], form: Form) -> int:
    """解释一个项目或分组的每个数，回答关于它的问题 / explain every figure, and answer questions."""
    language = asked.language
    with Bar(language) as bar:
        _, evaluation = asked.evaluated(bar)
    topics = TOPICS if ALL in about else tuple(dict.fromkeys(about))
    if form == "text":
        click.echo(explained(evaluation, code, topics or ORDINARY, language))
    elif topics:
        found = {topic: answer.record(language) for topic, answer in answers(evaluation, code, topics).items()}
        _json(found)
    else:
        _json(trace(evaluation, code, language))
    return 0


@click.command(
    "compare", epilog=f"{PATH}\n\n{OTHER}", short_help="比较两次评价：谁升谁降，差在哪里 / compare two evaluations"
)
@facts_options
@click.argument("other", required=False, type=click.Path(path_type=Path))
@click.option("--with", "other_address", metavar="ID@EDITION", help="后一次的指标体系 / set of the second evaluation.")
@click.option("--with-stage", metavar="STAGE", help="后一次的环节 / stage of the second evaluation.")
@FORMAT
def compare(asked: Asked, other: Path | None, other_address: str | None, with_stage: str | None, form: Form) -> int:
    """比较两次评价：谁升谁降，差在数据、评判、分值还是规则 / who moves, and what it is due to."""
    address, stage = other_address or asked.address, with_stage or asked.stage
    second = evolve(asked, path=other or asked.path, address=address, stage=stage)
    with Bar(asked.language) as bar:
        _, before = asked.evaluated(bar)
        _, after = second.evaluated(bar)
    tell(compared(before, after), asked.language, form)
    return 0


@click.command(
    "standing",
    epilog=PATH,
    short_help="整个项目集：均值、名次、同类、强弱 / means, ranks, peers, strengths",
)
@facts_options
@click.option("--amount", type=OneOf(STAGES), default="budget", show_default=True, help="加权用的金额 / weighted by.")
@FORMAT
def standing(asked: Asked, amount: FundingStage, form: Form) -> int:
    """整个项目集：简单平均与加权平均、名次、同类项目、强项弱项 / how a portfolio stands."""
    with Bar(asked.language) as bar:
        _, evaluation = asked.evaluated(bar)
    tell(portfolio_standing(evaluation, amount), asked.language, form)
    return 0


@click.command("replay", epilog=f"{FOLDER}\n\n{PATH}", short_help="重算一次，看是否与原来一致 / run again and compare")
@click.argument("folder", type=click.Path(path_type=Path))
@click.argument("path", type=click.Path(path_type=Path))
@LANGUAGE
@PLUGINS
@FORMAT
def replay(folder: Path, path: Path, folders: tuple[Path, ...], language: Language, form: Form) -> int:
    """用资料重算一次，看是否与文件夹里的报告一致 / run what made the documents again, and compare."""
    replayed = sound_kit(language, folders).replay(folder, path)
    tell(replayed, language, form)
    return int(not replayed.same)


def tell(answer: Answer, language: Language, form: Form) -> None:
    """An answer in words, or as data."""
    if form == "json":
        _json(answer.record(language))
    else:
        click.echo("\n".join(answer.worded(language)))


def _json(data: Any) -> None:
    click.echo(json.dumps(data, ensure_ascii=False, indent=1))
