"""What a report template may use: frozen views of an evaluation, plain values only.

The meaning of every attribute stands in ``messages/report-context.toml`` in both languages; the reference page and the
near matches of error messages come from the same classes. Names promise to stay until the next major version.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from decimal import Decimal

from attrs import field, frozen

from perfkit.model import Figure
from perfkit.reports.vocabulary import View, zh


@frozen(kw_only=True, eq=False, repr=False)
class FigureView(View):
    """数: printed as the set shows it, with its unit."""

    text: str = field(metadata=zh("文字"))
    digits: str = field(metadata=zh("数字"))
    unit: str = field(metadata=zh("单位"))
    exact: str = field(metadata=zh("精确值"))
    value: Decimal | None = field(metadata=zh("数值"))
    in_text: FigureView | None = field(metadata=zh("文中"), default=None)
    figure: Figure = field()


@frozen(kw_only=True, eq=False, repr=False)
class LabelledView(View):
    """A figure with the name it is printed under."""

    label: str = field(metadata=zh("名称"))
    figure: FigureView = field(metadata=zh("数"))
    remark: str = field(metadata=zh("说明"), default="")


@frozen(kw_only=True, eq=False, repr=False)
class FundingView(View):
    """项目资金: one amount for each stage, absent where nothing was said."""

    approved: FigureView | None = field(metadata=zh("批复"), default=None)
    initial: FigureView | None = field(metadata=zh("年初预算"), default=None)
    budget: FigureView | None = field(metadata=zh("全年预算"), default=None)
    received: FigureView | None = field(metadata=zh("到位"), default=None)
    executed: FigureView | None = field(metadata=zh("执行"), default=None)
    given: tuple[LabelledView, ...] = field(metadata=zh("各环节"), default=())
    sources: tuple[SourceView, ...] = field(metadata=zh("来源"), default=())


@frozen(kw_only=True, eq=False, repr=False)
class SourceView(View):
    """资金来源: one source of the money with its amounts."""

    name: str = field(metadata=zh("名称"))
    funding: FundingView = field(metadata=zh("资金"), factory=FundingView)


@frozen(kw_only=True, eq=False, repr=False)
class StatedView(View):
    """填报: what the unit itself wrote."""

    count: int | None = field(metadata=zh("项目数"), default=None)
    points: FigureView | None = field(metadata=zh("得分"), default=None)
    grade: str = field(metadata=zh("等级"), default="")
    funding: FundingView = field(metadata=zh("资金"), factory=FundingView)
    execution_rate: FigureView | None = field(metadata=zh("执行率"), default=None)
    receipt_rate: FigureView | None = field(metadata=zh("到位率"), default=None)


@frozen(kw_only=True, eq=False, repr=False)
class DifferenceView(View):
    """差异: a figure the unit stated otherwise than the facts give it."""

    label: str = field(metadata=zh("名称"))
    stated: FigureView = field(metadata=zh("填报"))
    computed: FigureView = field(metadata=zh("核算"))


@frozen(kw_only=True, eq=False, repr=False)
class IndicatorView(View):
    """指标: what was promised and what was reached."""

    block_code: str = field(metadata=zh("一级指标代码"))
    block: str = field(metadata=zh("一级指标"))
    category: str = field(metadata=zh("二级指标"))
    name: str = field(metadata=zh("名称"))
    weight: FigureView | None = field(metadata=zh("分值"), default=None)
    target: str = field(metadata=zh("指标值"), default="")
    sign: str = field(metadata=zh("指标性质"), default="")
    value: str = field(metadata=zh("指标数值"), default="")
    value_unit: str = field(metadata=zh("度量单位"), default="")
    actual: str = field(metadata=zh("完成值"), default="")
    reason: str = field(metadata=zh("偏差原因"), default="")


@frozen(kw_only=True, eq=False, repr=False)
class FactView(View):
    """事实: a declared fact of a project, its own or one that the set assumes."""

    label: str = field(metadata=zh("名称"))
    text: str = field(metadata=zh("文字"))
    holds: bool = field(metadata=zh("成立"), default=False)
    figure: FigureView | None = field(metadata=zh("数"), default=None)
    ground: str = field(metadata=zh("依据"), default="")
    remark: str = field(metadata=zh("说明"), default="")


@frozen(kw_only=True, eq=False, repr=False)
class PartView(View):
    """部分: what one indicator of the set, of whatever level, earned in a project."""

    name: str = field(metadata=zh("名称"))
    weight: FigureView = field(metadata=zh("分值"))
    points: FigureView | None = field(metadata=zh("得分"), default=None)
    lost: FigureView | None = field(metadata=zh("失分"), default=None)
    share: FigureView | None = field(metadata=zh("得分率"), default=None)


@frozen(kw_only=True, eq=False, repr=False)
class ReviewView(View):
    """复核: the points that somebody gave by hand."""

    by: str = field(metadata=zh("评定人"))
    points: FigureView = field(metadata=zh("得分"))
    reason: str = field(metadata=zh("理由"), default="")


@frozen(kw_only=True, eq=False, repr=False)
class AdjustedView(View):
    """加减分: an adjustment that took effect."""

    title: str = field(metadata=zh("名称"))
    place: str = field(metadata=zh("所在"))
    before: FigureView = field(metadata=zh("之前"))
    after: FigureView = field(metadata=zh("之后"))
    change: FigureView = field(metadata=zh("增减"))
    grade: str = field(metadata=zh("等级"), default="")
    grounds: tuple[str, ...] = field(metadata=zh("依据"), default=())
    basis: tuple[str, ...] = field(metadata=zh("文件"), default=())


@frozen(kw_only=True, eq=False, repr=False)
class ElementView(View):
    """评价要点: one of the elements that an indicator is judged by, or one problem that was found."""

    name: str = field(metadata=zh("名称"))
    met: str = field(metadata=zh("满足情况"), default="")
    fact: str = field(metadata=zh("事实"), default="")
    evidence: str = field(metadata=zh("佐证"), default="")
    remark: str = field(metadata=zh("说明"), default="")
    weight: FigureView | None = field(metadata=zh("分值"), default=None)
    points: FigureView | None = field(metadata=zh("得分"), default=None)
    lost: FigureView | None = field(metadata=zh("失分"), default=None)
    words: str = field(metadata=zh("文字"))


@frozen(kw_only=True, eq=False, repr=False)
class LineView(View):
    """得分行: one scored indicator with its derivation."""

    code: str = field(metadata=zh("代码"))
    block: str = field(metadata=zh("一级指标"))
    category: str = field(metadata=zh("二级指标"))
    name: str = field(metadata=zh("名称"))
    weight: FigureView = field(metadata=zh("分值"))
    own_weight: FigureView | None = field(metadata=zh("原分值"), default=None)
    weighed: LabelledView = field(metadata=zh("所用分值"))
    target: str = field(metadata=zh("指标值"), default="")
    sign: str = field(metadata=zh("指标性质"), default="")
    value: str = field(metadata=zh("指标数值"), default="")
    value_unit: str = field(metadata=zh("度量单位"), default="")
    actual: str = field(metadata=zh("完成值"), default="")
    applicable: bool = field(metadata=zh("适用"), default=True)
    points: FigureView | None = field(metadata=zh("得分"), default=None)
    reviews: tuple[ReviewView, ...] = field(metadata=zh("复核"), default=())
    final: LabelledView | None = field(metadata=zh("为准得分"), default=None)
    lost: FigureView | None = field(metadata=zh("失分"), default=None)
    stated_points: FigureView | None = field(metadata=zh("填报得分"), default=None)
    reason: str = field(metadata=zh("偏差原因"), default="")
    verdict: str = field(metadata=zh("评定"), default="")
    changes: tuple[str, ...] = field(metadata=zh("目标调整"), default=())
    elements: tuple[ElementView, ...] = field(metadata=zh("评价要点"), default=())
    evidence: tuple[str, ...] = field(metadata=zh("佐证"), default=())
    facts: tuple[FactView, ...] = field(metadata=zh("事实"), default=())
    words: str = field(metadata=zh("推算"), default="")
    absent: str = field(metadata=zh("缺分原因"), default="")


@frozen(kw_only=True, eq=False, repr=False)
class BoundsView(View):
    """得分区间: the totals that were possible."""

    low: FigureView = field(metadata=zh("下限"))
    high: FigureView = field(metadata=zh("上限"))


@frozen(kw_only=True, eq=False, repr=False)
class ProblemView(View):
    """问题: a weakness as reported."""

    title: str = field(metadata=zh("标题"))
    text: str = field(metadata=zh("内容"), default="")
    cause: str = field(metadata=zh("原因"), default="")
    owner: str = field(metadata=zh("责任人"), default="")
    deadline: datetime.date | None = field(metadata=zh("期限"), default=None)


@frozen(kw_only=True, eq=False, repr=False)
class MeasureView(View):
    """改进措施: what will be done, by whom, by when."""

    title: str = field(metadata=zh("标题"))
    text: str = field(metadata=zh("内容"), default="")
    owner: str = field(metadata=zh("责任人"), default="")
    deadline: datetime.date | None = field(metadata=zh("期限"), default=None)
    status: str = field(metadata=zh("状态"), default="")


@frozen(kw_only=True, eq=False, repr=False)
class FindingView(View):
    """核查问题: one coded fault or doubt."""

    code: str = field(metadata=zh("代码"))
    severity: str = field(metadata=zh("级别代码"))
    severity_name: str = field(metadata=zh("级别"))
    place: str = field(metadata=zh("位置"), default="")
    where: str = field(metadata=zh("位置分行"), default="")
    message: str = field(metadata=zh("问题"))
    coded: str = field(metadata=zh("问题和代码"))
    hint: str = field(metadata=zh("处理办法"), default="")


@frozen(kw_only=True, eq=False, repr=False)
class ImpossibleView(View):
    """不可能的得分: a stated total that the rules leave no room for."""

    name: str = field(metadata=zh("项目名称"))
    place: str = field(metadata=zh("位置"), default="")
    measure: str = field(metadata=zh("依据的指标"), default="")
    rate: FigureView | None = field(metadata=zh("执行率"), default=None)
    lowest: FigureView | None = field(metadata=zh("最低可得"), default=None)
    highest: FigureView | None = field(metadata=zh("最高可得"), default=None)
    stated: FigureView | None = field(metadata=zh("填报得分"), default=None)
    rule: str = field(metadata=zh("规则"), default="")
    basis: str = field(metadata=zh("依据"), default="")
    verified: bool = field(metadata=zh("条文已核对"), default=False)


@frozen(kw_only=True, eq=False, repr=False)
class ProjectView(View):
    """项目: one project, or a group of projects that the report treats as one."""

    id: str = field(metadata=zh("标识"))
    is_group: bool = field(metadata=zh("是分组"), default=False)
    code: str = field(metadata=zh("编码"), default="")
    name: str = field(metadata=zh("名称"))
    year: int = field(metadata=zh("年度"))
    unit: str = field(metadata=zh("实施单位"), default="")
    department: str = field(metadata=zh("主管部门"), default="")
    start: datetime.date | None = field(metadata=zh("开始日期"), default=None)
    end: datetime.date | None = field(metadata=zh("结束日期"), default=None)
    goal: str = field(metadata=zh("总体目标"), default="")
    result: str = field(metadata=zh("完成情况"), default="")
    members: tuple[ProjectView, ...] = field(metadata=zh("成员"), default=())
    funding: FundingView = field(metadata=zh("资金"), factory=FundingView)
    planned: LabelledView | None = field(metadata=zh("预算"), default=None)
    execution_rate: FigureView | None = field(metadata=zh("执行率"), default=None)
    receipt_rate: FigureView | None = field(metadata=zh("到位率"), default=None)
    state: str = field(metadata=zh("状态"), default="")
    points: FigureView | None = field(metadata=zh("得分"), default=None)
    final_by: str = field(metadata=zh("评定人"), default="")
    reviews: tuple[ReviewView, ...] = field(metadata=zh("复核"), default=())
    computed_points: FigureView | None = field(metadata=zh("核算得分"), default=None)
    stated_points: FigureView | None = field(metadata=zh("填报得分"), default=None)
    grade: str = field(metadata=zh("等级"), default="")
    stated_grade: str = field(metadata=zh("填报等级"), default="")
    bounds: BoundsView | None = field(metadata=zh("得分区间"), default=None)
    stated: StatedView | None = field(metadata=zh("填报"), default=None)
    differences: tuple[DifferenceView, ...] = field(metadata=zh("差异"), default=())
    unsupported: tuple[LabelledView, ...] = field(metadata=zh("未能核对"), default=())
    indicators: tuple[IndicatorView, ...] = field(metadata=zh("指标"), default=())
    lines: tuple[LineView, ...] = field(metadata=zh("得分行"), default=())
    adjusted: tuple[AdjustedView, ...] = field(metadata=zh("加减分"), default=())
    facts: Mapping[str, FactView | None] = field(metadata=zh("事实"), factory=dict)
    decided: tuple[FactView, ...] = field(metadata=zh("人定事实"), default=())
    parts: Mapping[str, PartView | None] = field(metadata=zh("各部分"), factory=dict)
    taken: Mapping[str, AdjustedView | None] = field(metadata=zh("各项加减分"), factory=dict)
    losses: str = field(metadata=zh("扣分说明"), default="")
    remarks: tuple[str, ...] = field(metadata=zh("计分说明"), default=())
    follows: tuple[str, ...] = field(metadata=zh("结果应用"), default=())
    problems: tuple[ProblemView, ...] = field(metadata=zh("问题"), default=())
    measures: tuple[MeasureView, ...] = field(metadata=zh("措施"), default=())


@frozen(kw_only=True, eq=False, repr=False)
class UnitView(View):
    """单位: who reports."""

    name: str = field(metadata=zh("名称"))
    short: str = field(metadata=zh("简称"))
    department: str = field(metadata=zh("主管部门"), default="")
    staffing: Mapping[str, int] = field(metadata=zh("人员"), factory=dict)


@frozen(kw_only=True, eq=False, repr=False)
class GradeView(View):
    """评价等级: one band of the scale."""

    name: str = field(metadata=zh("名称"))
    lowest: FigureView = field(metadata=zh("下限"))
    below: FigureView | None = field(metadata=zh("上限"), default=None)


@frozen(kw_only=True, eq=False, repr=False)
class BlockView(View):
    """A first-level indicator of the set."""

    code: str = field(metadata=zh("代码"))
    name: str = field(metadata=zh("名称"))
    weight: FigureView = field(metadata=zh("分值"))


@frozen(kw_only=True, eq=False, repr=False)
class SetView(View):
    """指标体系: the set that was used."""

    address: str = field(metadata=zh("地址"))
    title: str = field(metadata=zh("名称"))
    edition: str = field(metadata=zh("版本"))
    digest: str = field(metadata=zh("指纹"), default="")
    basis: tuple[str, ...] = field(metadata=zh("依据"), default=())
    full_marks: FigureView = field(metadata=zh("满分"))
    combine: str = field(metadata=zh("汇总规则"), default="")
    grades: tuple[GradeView, ...] = field(metadata=zh("等级"), default=())
    grade_by: str = field(metadata=zh("等级规则"), default="")
    blocks: tuple[BlockView, ...] = field(metadata=zh("一级指标"), default=())


@frozen(kw_only=True, eq=False, repr=False)
class ReportView(View):
    """报告: everything a report template may use; its attributes are also reached without ``report.``."""

    title: str = field(metadata=zh("标题"))
    stage: str = field(metadata=zh("环节"), default="")
    stage_on: datetime.date | None = field(metadata=zh("环节日期"), default=None)
    stage_by: str = field(metadata=zh("环节执行人"), default="")
    year: int = field(metadata=zh("年度"))
    unit: UnitView = field(metadata=zh("单位"))
    set: SetView = field(metadata=zh("指标体系"))
    projects: tuple[ProjectView, ...] = field(metadata=zh("全部项目"), default=())
    funded: tuple[ProjectView, ...] = field(metadata=zh("资金项目"), default=())
    scored: tuple[ProjectView, ...] = field(metadata=zh("得分项目"), default=())
    subjects: tuple[ProjectView, ...] = field(metadata=zh("分析对象"), default=())
    stated: StatedView | None = field(metadata=zh("填报"), default=None)
    differences: tuple[DifferenceView, ...] = field(metadata=zh("差异"), default=())
    unsupported: tuple[LabelledView, ...] = field(metadata=zh("未能核对"), default=())
    mean: FigureView | None = field(metadata=zh("平均分"), default=None)
    grade: str = field(metadata=zh("等级"), default="")
    funding: FundingView = field(metadata=zh("资金"), factory=FundingView)
    findings: tuple[FindingView, ...] = field(metadata=zh("核查问题"), default=())
    impossible: tuple[ImpossibleView, ...] = field(metadata=zh("不可能的得分"), default=())
    program: str = field(metadata=zh("程序版本"), default="")
