"""Rows of a real PostgreSQL: decimals, days and truths come as they are kept, and make the project that was put in."""

import datetime
import importlib.util
from decimal import Decimal

import pytest

from formats.postgres import programs, server
from perfkit import InputError, Kit, Rows

PROGRAMS = programs()

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(PROGRAMS is None, reason="PostgreSQL (initdb) is not installed: there is no server to ask"),
    pytest.mark.skipif(importlib.util.find_spec("psycopg") is None, reason="psycopg is not installed"),
]

TABLES = """
CREATE TABLE xm (
    xmbm text PRIMARY KEY, xmmc text NOT NULL, nd integer, dw text, ksrq date, jsrq date,
    qnys numeric(18, 2), zxs numeric(18, 2), wg boolean, bl double precision, cjsj timestamp DEFAULT now()
);
CREATE TABLE zb (
    xmbm text REFERENCES xm, xh integer, yjzb text, ejzb text, mc text, qz numeric(5, 2), zbz text, wcz text
);
INSERT INTO xm VALUES
    ('360722238888030005182', '道路', 2023, '交通局', '2023-01-01', '2023-12-31', 14654.50, 14000, true, 0.1),
    ('360722238888030005190', '桥梁', 2023, '交通局', '2023-03-01', '2023-12-31', 0.10, NULL, false, 0.2);
INSERT INTO zb VALUES
    ('360722238888030005182', 1, 'output', '数量指标', '新建里程', 50, '≥5公里', '6'),
    ('360722238888030005182', 2, 'benefit', '社会效益指标', '受益人口', 30, '≥100人', '120'),
    ('360722238888030005190', 1, 'output', '数量指标', '新建座数', 12.50, '≥2座', NULL);
"""

PROJECTS = """
SELECT xmbm AS "project.code", xmmc AS "project.name", nd AS "project.year", dw AS "project.unit",
       ksrq AS "project.period.start", jsrq AS "project.period.end",
       '万元' AS "funding.unit", qnys AS "funding.budget", zxs AS "funding.executed", wg AS "facts.finished"
FROM xm ORDER BY xmbm
"""

INDICATORS = "SELECT xmbm, yjzb, ejzb, mc, qz, zbz, wcz FROM zb ORDER BY xmbm, xh"

KEYS = {
    "xmbm": "project",
    "yjzb": "block",
    "ejzb": "category",
    "mc": "name",
    "qz": "weight",
    "zbz": "target",
    "wcz": "actual",
}


@pytest.fixture(scope="module")
def connection():
    """A connection to a server of its own, with the two tables."""
    import psycopg

    with server(PROGRAMS) as address, psycopg.connect(address) as found:
        found.execute(TABLES)
        yield found


def read(connection, projects=PROJECTS):
    return Kit(installed=False).read_rows(connection.execute(projects), Rows(connection.execute(INDICATORS), KEYS))


def test_rows_of_a_query_are_projects(connection):
    """Numeric is exact with its places, a day is a day, NULL is nothing, indicators stand in the order asked for."""
    road, bridge = read(connection).projects

    assert road.code == "360722238888030005182"
    assert road.period == (datetime.date(2023, 1, 1), datetime.date(2023, 12, 31))
    assert (road.funding.budget, road.funding.executed) == (Decimal("146545000.00"), 140_000_000)
    assert [(one.name, one.weight, str(one.target), one.actual) for one in road.indicators] == [
        ("新建里程", Decimal("50.00"), "≥5公里", 6),
        ("受益人口", Decimal("30.00"), "≥100人", 120),
    ]
    assert road.facts == {"finished": True}
    assert (bridge.funding.budget, bridge.funding.executed) == (1000, None)
    assert bridge.indicators[0].weight == Decimal("12.50")


def test_a_cursor_of_the_server_is_read_in_portions(connection):
    """More rows than one portion holds are all there, in their order."""
    many = """
        SELECT to_char(n, 'FM"36072223888803"0000000') AS "project.code", '项目' || n AS "project.name",
               2023 AS "project.year", '交通局' AS "project.unit"
        FROM generate_series(1, 2500) AS n ORDER BY n
    """
    with connection.cursor(name="many") as cursor:
        cursor.execute(many)
        found = Kit(installed=False).read_rows(cursor)

    assert [project.name for project in found.projects] == [f"项目{number}" for number in range(1, 2501)]


@pytest.mark.parametrize(
    ("column", "code"),
    [
        ('bl AS "facts.share"', "record.float"),
        ('cjsj AS "events.made"', "input.not-date"),
        ('ARRAY[1, 2] AS "project.goal"', "input.not-text"),
        ('xmbm::bytea AS "project.goal"', "record.kind"),
        ('nd AS "project.goal"', "input.not-text"),
        ('nd AS "project.gaol"', "input.misspelt-key"),
    ],
)
def test_what_is_no_fact_is_refused_in_its_row(connection, column, code):
    """Doubles, moments, bytes and other kinds are refused with the row and the key, not turned into something."""
    query = f'SELECT xmmc AS "project.name", nd AS "project.year", dw AS "project.unit", {column} FROM xm'  # noqa: S608 - our own column
    with pytest.raises(InputError) as refused:
        Kit(installed=False).read_rows(connection.execute(query))

    assert {fault.code for fault in refused.value.faults} == {code}
    assert [fault.place.key[:12] for fault in refused.value.faults] == ["projects[1].", "projects[2]."]


def test_decimals_of_floating_point_become_texts_by_a_cast(connection):
    """The hint of the refusal holds: CAST to text gives the digits that are kept."""
    query = PROJECTS.replace("qnys AS", "CAST(bl AS text) AS")

    assert [project.funding.budget for project in read(connection, query).projects] == [1000, 2000]
