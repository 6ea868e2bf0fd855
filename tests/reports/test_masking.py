"""What is personal is covered, and nothing else: no figure, no code, no amount changes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfkit.model import Cell, Choice, Cover, Document, Grid, Heading, Paragraph, Run
from perfkit.reports import Mask


@pytest.mark.parametrize(
    ("text", "covered"),
    [
        ("联系电话：13812345678。", "联系电话：138****5678。"),
        ("电话 138-1234-5678", "电话 138-****-5678"),
        ("电话 138 1234 5678", "电话 138 **** 5678"),
        ("电话：0797-3312345", "电话：0797-***2345"),
        ("（0797）33123456", "（0797）****3456"),
        ("身份证 360722199003074412", "身份证 360722**********12"),
        ("身份证 36072219900307441X", "身份证 360722**********1X"),
        ("信箱 zhang.san@xinfeng.gov.cn", "信箱 z***@xinfeng.gov.cn"),
        ("联系人：张三 13812345678", "联系人：张* 138****5678"),
        ("填表人: 欧阳修", "填表人: 欧**"),
        ("由李四负责", "由李*负责"),
        ("李四、李四", "李*、李*"),
        ("王小明组长", "王**组长"),
    ],
)
def test_what_is_personal_is_covered(text, covered):
    """Numbers by their form, names by a label before them or because the facts list them."""
    assert Mask(["李四", "王小", "王小明"]).text(text) == covered


@pytest.mark.parametrize(
    "text",
    [
        "360722238888030005223",
        "项目 360722238888030005223 已完成",
        "13812345678",
        "13812345678.00",
        "支出 13812345678 元",
        "支出 13812345678.5",
        "13812345678万元",
        "共 138123456789 人",
        "12812345678 号文",
        "身份证 360722199013074412",
        "sha256 0a13812345678b",
        "2023-12-31",
        "责任人：县交通运输局",
        "责任人：县公路建设中心",
        "0797 年",
        "负责人负责",
    ],
)
def test_what_is_not_personal_stays(text):
    """Codes, amounts, digests, offices and what only looks alike."""
    mask = Mask()
    assert (mask.text(text), mask.covered) == (text, [])


@given(st.text(alphabet="0123456789.,%-万元 年月日〔〕号", max_size=40))
def test_what_is_covered_keeps_its_length(text):
    """So tables keep their shape; and what was covered once is not covered again."""
    covered = Mask().text(text)
    assert len(covered) == len(text)
    assert Mask().text(covered) == covered


def test_every_text_of_a_document_is_covered():
    """Title, cover, headings, paragraphs, tables and the small print; numbers of headings and options stay."""
    phone, covered = "电话 13812345678", "电话 138****5678"
    document = Document(
        title=phone,
        cover=Cover(
            phone,
            [
                ("联系人", "张三"),
                ("联系电话", "13812345678"),
                ("批复文号", "13812345678"),
                Choice("类", ["甲"], note=phone),
            ],
        ),
        blocks=[
            Heading(1, "一、", phone, "a"),
            Paragraph([Run(phone, strong=True), Run("张三")]),
            Grid("g", [1], [[Cell(phone)]], caption=phone, note=phone),
        ],
        foot=phone,
    )
    mask = Mask(["张三"])
    public = mask.document(document)

    assert (public.title, public.foot, public.cover.title) == (covered, covered, covered)
    assert public.cover.lines[:3] == (("联系人", "张*"), ("联系电话", "138****5678"), ("批复文号", "13812345678"))
    assert public.cover.lines[3].note == covered
    heading, paragraph, grid = public.blocks
    assert (heading.text, heading.number) == (covered, "一、")
    assert [run.text for run in paragraph.runs] == [covered, "张*"]
    assert (grid.rows[0][0].text, grid.caption, grid.note) == (covered, covered, covered)
    assert len(mask.covered) == 12


def test_plain_data_is_covered_but_for_its_keys_and_figures():
    """Lists and tables to any depth; an amount that could be a telephone number stays one."""
    data = {"13812345678": ["电话 13812345678", "13812345678", 3, None, True], "inner": {"by": "张三"}}
    assert Mask(["张三"]).record(data) == {
        "13812345678": ["电话 138****5678", "13812345678", 3, None, True],
        "inner": {"by": "张*"},
    }
