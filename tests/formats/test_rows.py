"""Rows of tables: mappings, tuples, cursors and Arrow data give the same project; faults name row and column."""

import datetime
import sqlite3
from decimal import Decimal

import pyarrow as pa
import pytest

from perfkit.errors import InputError
from perfkit.formats import Batch, FlatRows, Rows

PROJECT = {
    "project.code": "360722238888030005182",
    "project.name": "道路",
    "project.year": 2023,
    "project.unit": "交通局",
    "project.period.start": "2023-01-01",
    "project.period.end": datetime.date(2023, 12, 31),
    "funding.unit": "万元",
    "funding.budget": Decimal("14654.50"),
    "funding.executed": 14000,
    "facts.finished": True,
    "project.goal": None,
}
INDICATORS = [
    {
        "project": "360722238888030005182",
        "block": "output",
        "category": "数量指标",
        "name": name,
        "weight": 10,
        "target.at-least": "5",
        "target.unit": "公里",
        "actual": actual,
    }
    for name, actual in (("新建", 6), ("改建", None))
]


def read(projects, indicators=(), **batch):
    """The portfolio of two tables."""
    tables = [table if isinstance(table, Rows) else Rows(table) for table in (projects, indicators)]
    flat = FlatRows(*tables)
    return flat.notes.settled(flat.read(Batch(notes=flat.notes, **batch)))


def faults(projects, indicators=()):
    with pytest.raises(InputError) as refused:
        read(projects, indicators)
    return [(fault.code, fault.place.key, fault.place.item) for fault in refused.value.faults]


def sqlite(rows):
    """A cursor over the rows, as a database that has only texts and whole numbers gives them."""
    columns = ", ".join(f'? AS "{name}"' for name in rows[0])
    values = [value for row in rows for value in row.values()]
    plain = [str(value) if isinstance(value, (Decimal, datetime.date)) else value for value in values]
    return sqlite3.connect(":memory:").execute(" UNION ALL ".join([f"SELECT {columns}"] * len(rows)), plain)


def as_tuples(rows):
    return Rows((tuple(row.values()) for row in rows), list(rows[0]))


def as_arrow(rows):
    return pa.Table.from_pylist(rows)


def as_batches(rows):
    return as_arrow(rows).to_reader(max_chunksize=1)


def bare(portfolio):
    """What the projects say, without where it stood."""
    return [project.to_dict() for project in portfolio.projects]


def test_rows_are_a_project():
    """Dotted columns are its keys, what is None is not there, and indicators come to their project in order."""
    (project,) = read([PROJECT], INDICATORS).projects

    assert (project.name, project.year, project.unit, project.goal) == ("道路", 2023, "交通局", "")
    assert project.funding.budget == 146_545_000
    assert project.facts == {"finished": True}
    assert [(one.name, str(one.target), one.actual) for one in project.indicators] == [
        ("新建", "≥5公里", 6),
        ("改建", "≥5公里", None),
    ]


@pytest.mark.parametrize("form", [as_tuples, as_arrow, as_batches], ids=lambda form: form.__name__)
def test_every_form_of_rows_says_the_same(form):
    """Tuples with names, a table of Arrow and its batches give the projects that mappings give."""
    assert bare(read(form([PROJECT]), form(INDICATORS))) == bare(read([PROJECT], INDICATORS))


def test_a_cursor_of_sqlite_says_the_same():
    """A database that has no decimals, days and truths of its own gives them as texts."""
    project = {name: value for name, value in PROJECT.items() if name != "facts.finished"}

    assert bare(read(sqlite([project]), sqlite(INDICATORS))) == bare(read([project], INDICATORS))


def test_rows_that_are_mappings_already_keep_their_names():
    """A cursor with a row factory for mappings is taken as it is."""
    cursor = sqlite([{"project.name": "甲", "project.year": 2023, "project.unit": "局"}])
    cursor.row_factory = lambda cursor, row: dict(zip([column[0] for column in cursor.description], row, strict=True))

    assert [project.name for project in read(cursor).projects] == ["甲"]


def test_indicators_may_stand_inside_a_row_of_arrow():
    """A list of structures is a list of indicators; fields of it that are null are not there."""
    inner = [
        {key: value for key, value in one.items() if key not in ("project", "target.at-least", "target.unit")}
        for one in INDICATORS
    ]
    rows = [{**PROJECT, "indicators": [{**one, "target": "≥5公里"} for one in inner]}]

    assert len(read(pa.Table.from_pylist(rows)).projects[0].indicators) == 2


def test_columns_get_their_keys():
    """Names of a database become keys, and a column may be left out."""
    rows = Rows(
        [{"xmmc": "道路", "nd": 2023, "dw": "局", "id": 7.5}],
        {"xmmc": "project.name", "nd": "project.year", "dw": "project.unit", "id": None},
    )
    own = Rows([{"xm": "道路", "zb": "新建"}], {"xm": "project", "zb": "name"})

    assert read(rows).projects[0].name == "道路"
    with pytest.raises(InputError) as refused:
        read(rows, own)
    assert [(fault.code, fault.place.key) for fault in refused.value.faults] == [
        ("input.missing-keys", "indicators[1]")
    ]


def test_a_project_without_code_is_found_by_its_name():
    """The column of an indicator holds the name where there is no code."""
    project = {**PROJECT, "project.code": None}
    own = [{**INDICATORS[0], "project": "道路"}]

    assert len(read([project], own).projects[0].indicators) == 1


def test_faults_name_row_and_column_of_the_table_they_stand_in():
    """Of the second project, and of the third indicator though it is the first of its project."""
    second = {**PROJECT, "project.code": "360722238888030005190", "xmmc": "", "project.name": None}
    projects = Rows([PROJECT, second], {"xmmc": "project.name"})
    wrong = {**INDICATORS[0], "project": "360722238888030005190", "qz": "x"} | {"weight": None}
    indicators = Rows([*INDICATORS, wrong], {"qz": "weight"})

    assert faults(projects, indicators) == [
        ("name.empty", "projects[2].project.name", "xmmc"),
        ("value.no-number", "indicators[3].weight", "qz"),
    ]


@pytest.mark.parametrize(
    ("projects", "indicators", "expected"),
    [
        ([{"project.naem": "x"}], (), ("input.misspelt-key", "projects[1].project.naem", "")),
        ([{"projct.name": "x"}], (), ("input.missing-keys", "projects[1]", "")),
        ([{**PROJECT, "funding.budget": 0.5}], (), ("record.float", "projects[1].funding.budget", "")),
        ([{**PROJECT, "funding": 5}], (), ("rows.key-conflict", "projects[1].funding", "")),
        ([PROJECT, PROJECT], (), ("record.code-twice", "projects[2].project.code", "")),
        (["x"], (), ("record.no-mapping", "projects[1]", "")),
        (5, (), ("rows.no-rows", "projects", "")),
        (PROJECT, (), ("rows.no-rows", "projects", "")),
        (Rows([(1, 2)], ["project.name"]), (), ("rows.width", "[1]", "")),
        (Rows([], ["a", "a"]), (), ("rows.column-twice", "a", "")),
        ([PROJECT], [{"name": "x"}], ("rows.project-unsaid", "indicators[1]", "")),
        ([PROJECT], [{"project": 7, "name": "x"}], ("input.not-text", "indicators[1].project", "")),
        ([PROJECT], [{**INDICATORS[0], "project": "乙"}], ("rows.no-project", "indicators[1].project", "")),
    ],
)
def test_rows_that_say_nothing_certain_are_refused(projects, indicators, expected):
    """Each with its code at its row and key."""
    assert expected in faults(projects, indicators)


def test_a_cursor_without_a_result_is_refused():
    """What was not asked has no rows."""
    assert faults(sqlite3.connect(":memory:").cursor()) == [("rows.no-query", "projects", "")]


def test_real_numbers_of_sqlite_are_refused_and_texts_are_not():
    """REAL is a float, whose digits are not those that were typed; CAST gives them as text."""
    base = sqlite3.connect(":memory:")
    query = """
        SELECT '甲' AS "project.name", 2023 AS "project.year", '局' AS "project.unit",
               '元' AS "funding.unit", CAST('0.5' AS {}) AS "funding.budget"
    """

    assert [found[:2] for found in faults(base.execute(query.format("REAL")))] == [
        ("record.float", "projects[1].funding.budget")
    ]
    assert read(base.execute(query.format("TEXT"))).projects[0].funding.budget == Decimal("0.5")


@pytest.mark.parametrize(
    "kind", [pa.float64(), pa.float32(), pa.list_(pa.float64()), pa.struct([pa.field("x", pa.float16())])]
)
def test_floats_of_arrow_are_refused_before_the_first_row(kind):
    """Also where they stand inside a list or a structure."""
    table = pa.table({"project.name": pa.array(["甲"]), "x": pa.array([None], kind)})

    assert [(code, key) for code, key, _ in faults(table)] == [("record.float-column", "x")]


def test_a_column_that_is_not_there_is_refused():
    """Keys for columns that no query returns are a slip, said with what there is."""
    assert [code for code, _, _ in faults(Rows(sqlite([PROJECT]), {"xmmc": "project.name"}))] == ["rows.columns-unused"]
    assert [code for code, _, _ in faults(Rows(as_arrow([PROJECT]), {"xmmc": None}))] == ["rows.columns-unused"]


def test_rows_are_taken_as_they_come():
    """A source that never ends is stopped at the limit of records, not gathered first."""
    asked = []

    def source():
        for at in range(3):
            asked.append(at)
            yield {"project.name": f"项目{at}", "project.year": 2023, "project.unit": "局"}

    rows = iter(Rows(source()))
    next(rows)

    assert asked == [0]
