"""Which indicators are the better the less there is: read from their names, where nobody wrote the ≤."""

from __future__ import annotations

import re

_GOOD = re.compile(
    "(?<![不未])(?:处理|处置|办结|查处|查办|查明|侦破|破案|扑灭|下降|降低|减少|缩短|节约|节省|压减|压降|化解|整改|回复|回访|响应率|办理率|及时率|合格率|完成率|达标率|满意|覆盖"
    "|知晓|救治|治愈|修复|挽回|核算|审核|审查|有效|健全|合规|规范|合理|准确|真实|预防|防治|防控|监测|报告率|报告数|兑付|到位|拨付|支付|执行率|收回|回收|控制有效|培训"
    "|调解|化解|调处|应急|演练|宣传|投保|参保|赔付|理赔|保障|治理|整治|治疗|筛查|随访|干预|管理|救助|援助|帮扶|帮教|安置|康复|清理|清除|拆除|消除|排除|排查"
    "|更换|维修|召回|补偿|赔偿|追缴|追回|恢复|利润|收益|扑救|抚恤|供养|优抚|调查|检查|检测|巡查|就业)"
)
_HARM = re.compile(
    "(?<![无零])(?:成本|造价|费用|投诉|上访|信访|事故|差错|错误|误差|偏差|超支|超标|超概|超预算|死亡|伤亡|受伤|发病|患病|感染|病死|死淘|流失|损失|损耗|破损|损坏|故障|违规|违纪|违约"
    "|受害|成灾|受灾|火灾|发案|(?:刑事|治安|诈骗|盗窃|命|侵财)案件数|案发|犯罪率|复吸率|复发|失业|辍学|退学|空置|闲置|负债率|债务率|不合格|不满意|不达标|不及时|不合规|不规范|差评|超期|超时|不良率|不良贷款|逾期|延误|拖欠|欠薪|能耗|水耗|排放|浓度|变质|泄漏|停电|漏损"
    "|事件发生|发生率|发生数|发生次数|发生起数|控制率|控制数|控制额|三公经费|变动率|预算调整率|结转结余率|结余率|超编|用时|耗时|住院日|药占比|(?:等待|等候|响应|办理|办结|审批|处理|处置|修复|恢复|到场)(?:时间|时长|时限)|缺陷|返工|重复率|流拍|违建"
    "|失信率|漏水|漏失率|产销差|退费|近视|返贫|污染天数|污染指数|重审率|改判率|发改率|上浮率|耗材占比|噪声|噪音)"
)
_CONTROLLED = re.compile(
    "血压|血糖|血脂|糖尿|慢病|疾病|结核|病虫|虫害|有害生物|疫情|杂草|鼠|蚊|火灾|火情|火险|污染|扬尘|风险|隐患|水土流失"
)
"""What is brought under control: of 高血压控制率 more is better."""


_CUT = re.compile(
    r"(?:指标[0-9]*[:.、]?)?(?:减少|降低|压减|压降|缩减|缩短|节约|节省|化解|避免|防止|挽回|追回|追缴|弥补)"
)
_WORKED_ON = re.compile(
    "(?:新增|累计|完成|全年|本年)*(?:处理|处置|调处|化解|查处|查办|侦破|侦办|办理|审理|审结|受理|执行|排查|拆除|整治|治理|整改|消除|清理|清运|救助|救治|慰问|帮扶|帮教"
    "|安置|援助|更换|维修|修复|抢修|检查|监测|打击|调解)"
)
_THINGS = re.compile(
    "投诉|信访|上访|事故|受灾|受害|受伤|失业|违建|违法|违规|违纪|违约|(?:刑事|治安|诈骗|盗窃|命|侵财)案件数|火灾"
    "|拖欠|欠薪|病死|故障|损坏|破损|缺陷|负债"
)
"""Harms that work is done on: 处理投诉30件 is work, 处理差错率 is a harm."""
_COST = re.compile("成本|造价|费用")
_ASIDE = re.compile(r"[(（][^()（）]*[)）]")
_NEAR = 4
"""Characters that may follow the word that decides: 投诉 in 投诉次数. Further in front it describes something else."""


def less_is_better(name: str) -> bool:
    """Whether the name of an indicator, or a unit, says that less is better: 成本, 投诉率, 事故数, 成本控制率.

    The last word decides, as in any Chinese name: 投诉率 is a harm and 投诉处理率 what is done about it, 培训次数 is a
    good and 培训成本 is not. 减少 and its kin in front turn a harm into a good, and so does work on it (处理投诉,
    审结刑事案件数); of 高血压控制率 more is better.
    """
    bare = _ASIDE.sub("", name)
    harms, goods = list(_HARM.finditer(bare)), list(_GOOD.finditer(bare))
    if not harms or _CUT.match(bare) or (goods and goods[-1].end() >= harms[-1].end()):
        return False
    last = harms[-1]
    if _WORKED_ON.match(bare) and _THINGS.match(last[0]) and not bare.endswith("率"):
        return False
    behind = bare[last.end() :]
    if (len(behind) > _NEAR or "的" in behind) and not _COST.fullmatch(last[0]):
        return False
    return not (last[0].startswith("控制") and _CONTROLLED.search(bare))


_GOOD_RATE = re.compile("(?<!不)(?:满意|合格|达标|通过|优良)[率度]$")


def is_good(name: str) -> bool:
    """Whether a name is surely one of which more is better: 合格率, 满意度."""
    return bool(_GOOD_RATE.search(name))


_DOWN = re.compile("下降|降低|减少|压减|压降|回落|下滑|缩短|负增长|降幅")
_UP = re.compile("增长|提高|提升|上升|增加|增幅")


def direction(name: str) -> int:
    """Which way a name says that something moves: 1 up, -1 down, 0 where it says nothing."""
    return -1 if _DOWN.search(name) else int(bool(_UP.search(name)))
