"""Records that a program hands in: read as project files are, nothing coerced, nothing guessed, all faults told."""

import datetime
from decimal import Decimal
from fractions import Fraction
from types import MappingProxyType

import pytest

from hostile.json_rows import RECORD, another
from perfkit.errors import Fault, InputError, Place
from perfkit.formats import Batch, project_of, read_batch
from perfkit.formats.record import MOST_DEPTH
from perfkit.model import Project, Unit


def changed(*way):
    """The good record with another value, the last argument, at the keys before it."""
    *path, last, value = way
    record = another("园区")
    holder = record
    for step in path:
        holder = holder[step]
    holder[last] = value
    return record


def faults(record):
    """What is wrong with one record: codes and keys."""
    with pytest.raises(InputError) as refused:
        project_of(without_set(record))
    return [(fault.code, fault.place.key) for fault in refused.value.faults]


def faults_of_all(*records, **batch):
    """What is wrong with many records."""
    with pytest.raises(InputError) as refused:
        read_batch(records, Batch(**batch))
    return [(fault.code, fault.place.key) for fault in refused.value.faults]


def without_set(record):
    return {key: value for key, value in record.items() if key != "indicator-set"}


def test_a_record_is_the_project_that_its_file_would_be():
    """Amounts, targets and days are those of the file; mappings and lists of any kind will do."""
    project = Project.from_dict(MappingProxyType(without_set(RECORD)))

    assert project.code == "360722238888030005182"
    assert project.funding.budget == 146_540_000
    assert project.indicators[1].target.value == 95
    assert project.period == (datetime.date(2023, 1, 1), datetime.date(2023, 12, 31))


def test_none_says_that_nothing_is_given():
    """A key that is None is as one that is not there, where something may be left out and where it may not."""
    assert project_of(without_set(changed("project", "department", None))).department == ""
    assert faults(changed("project", "name", None)) == [("input.missing-keys", "project")]
    assert faults(changed("indicators", [None])) == [("input.not-table", "indicators[1]")]


@pytest.mark.parametrize(
    ("value", "code"),
    [
        (0.5, "record.float"),
        (float("nan"), "record.float"),
        (Fraction(1, 2), "record.kind"),
        (b"1", "record.kind"),
        ({1}, "record.kind"),
        (10**40, "record.number-long"),
        (True, "input.not-number"),
        (datetime.date(2023, 1, 1), "input.not-number"),
        (10**18, "number.out-of-range"),
        (Decimal("NaN"), "number.not-finite"),
        ("1e3", "value.exponent"),
        ("\u202e5", "text.disguise"),
        ("\ud800", "record.no-character"),
    ],
)
def test_an_amount_is_a_number_that_was_typed(value, code):
    """Whatever is none, or might have lost digits on its way, is refused at its key."""
    assert faults(changed("funding", "budget", value)) == [(code, "funding.budget")]


def test_a_moment_is_no_day():
    """A day has no time, as databases often give it."""
    moment = datetime.datetime(2023, 1, 1, 12, tzinfo=datetime.UTC)

    assert faults(changed("project", "period", "start", moment)) == [("input.not-date", "project.period.start")]


def test_all_faults_are_told_at_once():
    """Floats, unknown keys with what was meant, and kinds that do not fit, in one error."""
    record = changed("indicators", 0, "wieght", 5)
    record["indicators"][1]["weight"] = 0.1
    record["project"]["year"] = "2023"
    record["fundin"] = {}
    with pytest.raises(InputError) as refused:
        project_of(without_set(record))

    assert {(fault.code, fault.place.key, fault.arguments.get("near")) for fault in refused.value.faults} == {
        ("record.float", "indicators[2].weight", None),
        ("input.misspelt-key", "indicators[1].wieght", "weight"),
        ("input.not-whole", "project.year", None),
        ("input.misspelt-key", "fundin", "funding"),
    }


@pytest.mark.parametrize(
    ("key", "code"),
    [
        (1, "record.key-kind"),
        (" ", "record.key-empty"),
        ("k" * 201, "record.key-long"),
        ("na\u200bme", "record.key-hidden"),
        ("\ud800", "record.key-hidden"),
    ],
)
def test_a_key_can_be_seen(key, code):
    """A key that is no text, empty, endless or hidden is refused."""
    assert [found for found, _ in faults(changed("project", key, 1))] == [code]


def test_keys_that_look_alike_are_refused():
    """Two keys that differ only in how a letter is composed are one slip."""
    record = another("园区")
    record["facts"] = {"caf\u00e9": 1, "cafe\u0301": 2}

    assert [code for code, _ in faults(record)] == ["record.key-twin"]


def test_a_record_has_an_end():
    """A mapping that holds itself is refused, not followed for ever."""
    record = another("园区")
    record["facts"] = record

    assert "record.too-deep" in {code for code, _ in faults(record)}
    assert max(key.count("facts") for _, key in faults(record)) == MOST_DEPTH


@pytest.mark.parametrize("record", [None, [], "x", 5, RECORD.items()])
def test_what_is_no_mapping_is_no_record(record):
    """Anything else than keys and values is refused."""
    with pytest.raises(InputError) as refused:
        project_of(record)

    assert refused.value.code == "record.no-mapping"


def test_set_and_library_belong_to_a_portfolio():
    """A project by itself names no set and has no library to take indicators from."""
    taken = [{"from": "road.length-built", "target": "≥5公里"}]

    with pytest.raises(InputError) as refused:
        project_of(RECORD)
    assert [(fault.code, fault.place.key) for fault in refused.value.faults] == [
        ("record.belongs-to-portfolio", "indicator-set")
    ]
    assert faults(changed("indicators", taken)) == [("record.no-library", "")]


def test_many_records_make_a_portfolio():
    """Unit, year and set are those that all records say; each record knows where it stood."""
    found = read_batch([another("甲"), another("乙乙")], Batch())

    assert (found.unit.name, found.year, found.indicator_set) == ("高新区管委会", 2023, "cn.mof.self-evaluation@2020")
    assert [project.origin.place for project in found.projects] == [Place(key="[1]"), Place(key="[2]")]


@pytest.mark.parametrize(
    ("way", "code", "key"),
    [
        (("project", "unit", "别的单位"), "record.disagree", "[2].project.unit"),
        (("project", "year", 2022), "record.disagree", "[2].project.year"),
        (("indicator-set", "cn.other@1"), "record.disagree", "[2].indicator-set"),
        (("project", "code", another("甲")["project"]["code"]), "record.code-twice", "[2].project.code"),
        (("project", "name", ""), "name.empty", "[2].project.name"),
    ],
)
def test_records_that_do_not_agree_are_refused(way, code, key):
    """The second record says otherwise than the first; the fault stands at the second and names the first."""
    assert faults_of_all(another("甲"), changed(*way)) == [(code, key)]


def test_what_the_program_says_holds():
    """With unit and year given, projects of several units stand in one portfolio, but not those of another year."""
    other = changed("project", "unit", "别的单位")
    found = read_batch([another("甲"), other], Batch(unit=Unit("县财政局"), year=2023))

    assert [project.unit for project in found.projects] == ["高新区管委会", "别的单位"]
    assert faults_of_all(another("甲"), year=2024) == [("project.other-year", "[1].project.year")]


def test_somebody_has_to_say_unit_and_year():
    """Where neither records nor program do, that is said once."""
    bare = changed("project", {"name": "甲"})

    assert faults_of_all(bare) == [("record.unsaid", "")]
    assert faults_of_all() == [("record.none", "")]


def test_a_record_at_fault_stops_no_other_where_somebody_is_told():
    """The faults of single records go to the caller, the others make the portfolio; without him all are refused."""
    told = []
    records = [another("甲"), changed("project", "naem", "x"), another("丙丙"), "x"]
    found = read_batch(records, Batch(refuse=told.append))

    assert [project.name for project in found.projects] == ["甲", "丙丙"]
    assert [(fault.code, fault.place.key) for fault in told] == [
        ("input.misspelt-key", "[2].project.naem"),
        ("record.no-mapping", "[4]"),
    ]
    assert [key for _, key in faults_of_all(*records)] == ["[2].project.naem", "[4]"]


def test_a_library_that_cannot_be_had_lets_no_record_pass():
    """Where the set is not known, every record that takes from its library is left out, and each is told."""
    told = []

    def nobody(address, plugins):
        raise InputError(Fault("record.no-library"))

    taken = [changed("indicators", [{"from": "road.length-built", "target": "≥5公里"}]) for _ in range(2)]
    taken[1]["project"]["code"] = "360722238888030000001"
    with pytest.raises(InputError):
        read_batch(taken, Batch(library_for=nobody, refuse=told.append))

    assert [fault.code for fault in told] == ["record.no-library"] * 2
