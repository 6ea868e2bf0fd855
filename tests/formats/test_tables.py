"""CSV tables: columns by name, every row checked, all faults with their rows."""

from decimal import Decimal
from fractions import Fraction

import pytest

from perfkit.formats.notes import Notes
from perfkit.formats.rows import FUNDING, read_funding_rows, read_rate_rows, read_score_rows
from perfkit.formats.tables import read_table

CODE = "360722238888030005222"


def funding(text, unit="万元", year=2023):
    notes = Notes()
    return read_funding_rows(text, "funding.csv", unit, year, notes), notes


def scores(text):
    notes = Notes()
    return read_score_rows(text, "scores.csv", notes), notes


def faults(notes):
    notes.sort()
    for fault in notes.faults:
        assert fault.place.file.endswith(".csv")
        assert fault.worded("zh")
        assert fault.worded("en")
    return [(fault.code, fault.place.row, fault.place.key) for fault in notes.faults]


def remarks(notes):
    for remark in notes.remarks:
        assert remark.worded("zh")
        assert remark.worded("en")
    return [(remark.code, remark.place.row) for remark in notes.remarks]


@pytest.mark.parametrize(
    "head",
    [
        "name,approved,initial,executed",
        "项目名称,批复金额(万元),年初预算数（万元）,跟踪期执行数",
        " NAME ,批复 金额,initial,执行数",
    ],
)
def test_columns_are_found_by_either_name(head):
    """English keys and Chinese names, with blanks, full-width brackets and the unit behind, name the same columns."""
    (project,), notes = funding(f"{head}\n信丰高新区 2023 年其他资金,804.12859,804.1285,520\n")
    assert (notes.faults, notes.remarks) == ([], [])
    assert project.name == "信丰高新区 2023 年其他资金"
    assert {stage: Fraction(value) for stage, value in project.funding.amounts().items()} == {
        "approved": Fraction("8041285.9"),
        "initial": 8041285,
        "executed": 5200000,
    }
    assert (project.funding.origin.place.file, project.funding.origin.place.row) == ("funding.csv", 1)


def test_an_empty_cell_is_missing_and_not_zero():
    """A stage without text in its cell has no amount; a 0 is an amount."""
    (project,), _ = funding("name,initial,budget,executed\n甲,0, ,5\n")
    assert project.funding.amounts() == {"initial": Decimal(0), "executed": Decimal(50000)}


def test_rows_are_numbered_as_a_spreadsheet_shows_them():
    """Blank rows are skipped and still counted, so that a message names the row that the clerk sees."""
    projects, notes = funding("name,executed\n甲,1\n\n,\n乙,1\n丙,一二三\n")
    assert [project.origin.place.row for project in projects] == [1, 4, 5]
    assert faults(notes) == [("value.no-amount", 5, "executed")]


def test_all_faults_of_a_table_at_once():
    """Every bad row and cell is named in one run."""
    text = 'name,code,year,executed\n甲,3607O,2023,5\n乙,,2022,约5\n丙,1\n"",,2023,5\n丁,,2023,#REF!\n'
    _, notes = funding(text)
    assert faults(notes) == [
        ("code.character", 1, "code"),
        ("value.vague", 2, "executed"),
        ("table.other-year", 2, "year"),
        ("table.fields", 3, ""),
        ("name.empty", 4, "name"),
        ("value.excel-error", 5, "executed"),
    ]


@pytest.mark.parametrize(
    ("text", "code", "row"),
    [
        ("", "table.empty", None),
        ("\n\n", "table.empty", None),
        ("name,executed\n", "table.no-rows", None),
        ("name,executed\n,\n", "table.no-rows", None),
        ("nane,executed\n甲,1\n", "table.column-misspelt", None),
        ("code,executed\n1,1\n", "table.column-missing", None),
        ("name,name,executed\n甲,乙,1\n", "table.column-twice", None),
        ("name,执行数,executed\n甲,1,1\n", "table.column-twice", None),
        ("name,执行数(元)\n甲,1\n", "table.column-unit", None),
        ("name,,executed\n甲,x,1\n", "table.column-nameless", 1),
        ("name,executed\n甲,1,\n", "table.fields", 1),
        ("name,executed\n甲\n", "table.fields", 1),
        ('name,executed\n"甲,1\n乙,2\n', "table.quotes", None),
        ('name,executed\n"甲"乙,1\n', "table.quotes", None),
        ("name,executed\n" + "甲" * 20_001 + ",1\n", "table.cell-too-long", 1),
        ("name,executed\n甲,5%\n", "value.no-amount", 1),
        ("name,executed\n甲,(5)\n", "value.bookkeeping", 1),
        ("name,executed\n甲,-5\n", "value.negative-amount", 1),
        ("name,budget,executed\n甲,14654,14654元\n", "funding.slip", 1),
        ("name,year,executed\n甲,2023.5,1\n", "table.not-whole", 1),
        ("name,code,executed\n甲,3.60722E+20,1\n", "code.scientific", 1),
        ("code,name,executed\n,一、产出指标,\n", "table.not-a-row", 1),
        ("code,name,executed\n,（二）效益指标,\n", "table.not-a-row", 1),
    ],
)
def test_tables_that_are_refused(text, code, row):
    """A table of a wrong shape, or a cell that cannot be read, is refused for its own reason at its row."""
    _, notes = funding(text)
    assert [(found, at) for found, at, _ in faults(notes)] == [(code, row)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("name;executed\n甲;1\n", [("table.separator", None)]),
        ("name\texecuted\n甲\t1\n", [("table.separator", None)]),
        ("name,executed,备用说明\n甲,1,x\n", [("table.column-ignored", None)]),
        ("name,executed,\n甲,1,\n", []),
        ("name,executed\n甲,1\n合计,1\n", [("table.total-row", 2)]),
        ('name,executed\n甲,"1,000"\n', [("value.thousands", 1)]),
        ("name,executed\n甲,１\n", [("value.wide", 1)]),
        ("name,executed\n甲,1000元\n", [("value.other-scale", 1)]),
        ("name,executed\r\n甲,1\r\n", []),
        ('name,executed\n"甲\n乙",1\n', [("name.line-breaks", 1)]),
        ("序号,name,executed\n1,甲,1\n", []),
    ],
)
def test_tables_that_are_accepted_with_a_word(text, expected):
    """Habits of office programs that cannot be misread are accepted, each with its remark."""
    projects, notes = funding(text)
    assert (len(projects), faults(notes), remarks(notes)) == (1, [], expected)


def test_codes_stay_text():
    """A code keeps every digit; an apostrophe and blanks are cleaned away, another length is remarked."""
    projects, notes = scores(f"code,name,points\n{CODE},甲,100\n'{CODE[:-1]}3,乙,99.5\n1234,丙,0\n")
    assert [project.code for project in projects] == [CODE, CODE[:-1] + "3", "1234"]
    assert [str(project.stated.points) for project in projects] == ["100 分", "99.5 分", "0 分"]
    assert remarks(notes) == [("code.cleaned", 2), ("code.length", 3)]


def test_one_code_in_two_rows_is_refused():
    """Nobody can know which of the two rows holds; equal names without code are legal."""
    _, notes = scores(f"code,name,points\n{CODE},甲,100\n{CODE},乙,90\n")
    assert faults(notes) == [("table.code-twice", 2, "")]
    projects, notes = funding("name,executed\n征地,1\n征地,2\n")
    assert (len(projects), faults(notes)) == (2, [])


def test_scores_need_points():
    """A row of the score table without points is a fault, not a zero."""
    _, notes = scores("name,points,grade\n甲,,优\n")
    assert faults(notes) == [("table.cell-empty", 1, "points")]


def test_printed_rates_keep_their_places():
    """A rate is kept with the digits it was printed with."""
    notes = Notes()
    rates = read_rate_rows("row,name,execution\n1,甲,3.7\n2,乙,21.99\n3,丙,100\n", "rates.csv", notes)
    assert [(rate.row, rate.name, str(rate.execution)) for rate in rates] == [
        (1, "甲", "3.7%"),
        (2, "乙", "21.99%"),
        (3, "丙", "100%"),
    ]
    assert read_rate_rows("row,execution\n0,5\n1.5,5\n2,好\n", "rates.csv", notes) == ()
    assert faults(notes) == [
        ("table.not-whole", 1, "row"),
        ("table.not-whole", 2, "row"),
        ("value.no-percent", 3, "execution"),
    ]


def test_more_rows_than_a_unit_has_projects():
    """A table beyond all measure is refused before it fills the memory."""
    notes = Notes()
    read_table("name\n" + "甲\n" * 200_001, "funding.csv", FUNDING, notes)
    assert [code for code, _, _ in faults(notes)] == ["table.too-many-rows"]


@pytest.mark.parametrize("line", ["甲" + "," * 30_001, "," * 30_001])
def test_a_line_with_more_separators_than_any_table_has(line):
    """One line that would be a million cells is refused before they are made; long texts with commas are not."""
    notes = Notes()
    read_table(f"name,code\n{line}\n", "funding.csv", FUNDING, notes)
    assert [code for code, _, _ in faults(notes)] == ["table.too-many-columns"]

    notes = Notes()
    read_table('name,code\n"甲' + "," * 19_000 + '",\n', "funding.csv", FUNDING, notes)
    assert "table.too-many-columns" not in [code for code, _, _ in faults(notes)]


def test_a_column_of_amounts_without_any_amount_is_remarked_on():
    """A name with nothing below it may be forgotten figures; columns that are empty in some rows only are usual."""
    projects, notes = funding("编码,name,budget,到位资金\n,甲,1,\n,乙,,\n")

    assert [project.funding.amounts() for project in projects] == [{"budget": Decimal(10000)}, {}]
    assert remarks(notes) == [("table.column-empty", None)]
    assert "“到位资金”" in notes.remarks[0].worded("zh")
    assert notes.remarks[0].place.file == "funding.csv"


@pytest.mark.parametrize(
    ("unit", "cell", "codes", "said"),
    [
        ("万元", '"14,654"', ["value.thousands"], "“14,654”读作 14654 万元"),
        ("元", '"14,654"', ["value.thousands"], "“14,654”读作 14654 元"),
        ("万元", "１４６５４", ["value.wide"], "“１４６５４”里的全角字符读作 14654 万元"),
        ("万元", "5000元", ["value.other-scale"], "“5000元”按所写单位换算为 0.5 万元"),
        ("元", "2000万元", ["value.other-scale"], "“2000万元”按所写单位换算为 20000000 元"),
    ],
)
def test_remarks_show_money_in_the_unit_of_the_table(unit, cell, codes, said):
    """A clerk finds the figure again as the table has it, not a number in 元 without a unit."""
    _, notes = funding(f"name,budget\n甲,{cell}\n", unit)

    assert [remark.code for remark in notes.remarks] == codes
    assert said in notes.remarks[0].worded("zh")


def test_a_row_is_told_as_a_spreadsheet_counts_it_too():
    """Data row 2 is row 3 of the sheet, even where a cell above holds a line break."""
    _, notes = funding('name,budget\n"甲\n乙",1\n丙,约5\n')
    (fault,) = notes.faults

    assert fault.worded("zh").startswith("funding.csv，数据第 2 行（表格第 3 行），budget：")
    assert fault.worded("en").startswith("funding.csv, data row 2 (row 3 of the sheet), budget: ")


def test_a_code_that_stands_twice_names_both_rows_in_both_ways():
    """The first row of the code is told as data row and as row of the sheet."""
    _, notes = funding(f"code,name,budget\n{CODE},甲,1\n{CODE},乙,1\n")
    (fault,) = notes.faults

    assert "在数据第 1 行（表格第 2 行）已经用过" in fault.worded("zh")
    assert "data row 1 (row 2 of the sheet)" in fault.worded("en")


def test_a_broken_quote_names_the_line_where_its_record_begins():
    """Not the end of the file; blank lines, breaks inside quotes and a line with the separator are counted."""
    for text, line in (
        ('\n\nname,budget\n"甲\n乙",1\n"丙,2\n丁,3\n', 6),
        ('sep=;\nname;budget\n"甲"乙;1\n', 3),
        ('name,budget\r甲,1\r"乙,2\r', 3),
    ):
        _, notes = funding(text)
        (fault,) = notes.faults
        assert (fault.code, fault.place.line) == ("table.quotes", line)


def test_a_numbered_name_with_amounts_is_a_project():
    """Numbers in front of names are no headings where something stands beside them, or could not."""
    for text in ("code,name,executed\n,一、道路,1\n", "name,executed\n一、道路,\n"):
        projects, notes = funding(text)
        assert ([project.name for project in projects], faults(notes)) == (["一、道路"], [])
