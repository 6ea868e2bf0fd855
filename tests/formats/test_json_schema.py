"""The schema of records: it fits every project that is read, and refuses what has another shape."""

import copy
import json
from pathlib import Path

import pytest
import tomli
from jsonschema import Draft202012Validator

from hostile.json_rows import RECORD, ROWS
from perfkit.cli.main import run
from perfkit.errors import InputError
from perfkit.formats import SCHEMAS, json_schema
from perfkit.kit import Kit

ROOT = Path(__file__).parents[2]
VALIDATORS = {name: Draft202012Validator(json_schema(name)) for name in SCHEMAS}
CASES = sorted(path for path in ROOT.glob("plugins/**/cases/*.toml") if "[project]" in path.read_text("utf-8"))
EXAMPLES = [ROOT / "examples/one-project/form.toml", *CASES]


def record_of(path):
    """The record that the file of a project is, as JSON has it; what a worked example expects is no fact."""
    document = json.loads(json.dumps(tomli.loads(path.read_text("utf-8")), default=str))
    return {key: value for key, value in document.items() if key not in ("title", "expect")}


def places(name, document):
    return sorted({"/".join(map(str, error.absolute_path)) for error in VALIDATORS[name].iter_errors(document)})


@pytest.mark.parametrize("name", SCHEMAS)
def test_the_schema_is_one_and_says_what_each_object_is(name):
    """It is valid JSON Schema 2020-12; each object of a class has a sentence in both languages and closed keys."""
    schema = json_schema(name)
    Draft202012Validator.check_schema(schema)

    for part in (schema, *schema["$defs"].values()):
        assert part["additionalProperties"] is False
        assert part["description"].isascii() is False
        assert part["description"][0].isascii()


@pytest.mark.parametrize("name", SCHEMAS)
def test_the_published_file_is_the_schema_that_the_program_prints(capsys, name):
    """File, kit and command give the same: ``python docs/generate.py``."""
    published = json.loads((ROOT / "docs" / "reference" / f"{name}.schema.json").read_text("utf-8"))

    assert run(["schema", name]) == 0
    assert json.loads(capsys.readouterr().out) == published == Kit(installed=False).json_schema(name)


def test_no_other_schema_is_known():
    """A slip is answered with what was meant."""
    with pytest.raises(InputError) as refused:
        Kit(installed=False).json_schema("projekt")

    assert (refused.value.code, refused.value.faults[0].arguments["near"]) == ("schema.unknown", "project")


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: f"{path.parent.parent.name}-{path.stem}")
def test_every_project_that_is_read_fits(path):
    """The examples and the worked examples of all plugins."""
    assert places("project", record_of(path)) == []


def test_the_record_that_a_project_gives_fits():
    """So does what ``to_dict`` writes, in a list of a portfolio."""
    projects = Kit(installed=False).read(ROOT / "examples/xinfeng-2023").projects
    whole = {"schema": 1, "portfolio": {"year": 2023, "unit": "县"}, "projects": [one.to_dict() for one in projects]}

    assert len(projects) > 30
    assert places("portfolio", whole) == []


SHAPES = {
    *("input.not-text", "input.not-whole", "input.not-number", "input.not-list", "input.not-table"),
    *("input.unknown-key", "input.misspelt-key", "input.dotted-key", "record.key-empty", "indicator.too-many"),
    *("input.missing-keys", "input.missing-keys-root", "input.schema-newer"),
}
"""What is wrong with the shape of a record, and not with what it says."""

SAYS_MORE = ("JSON-089", "JSON-129")
"""A year of 95.0, which is a whole number to JSON Schema; an indicator whose target is null."""


@pytest.mark.parametrize(
    "row",
    [row for row in ROWS if row.codes and row.codes[0] in SHAPES and row.id not in SAYS_MORE],
    ids=lambda row: row.id,
)
def test_records_of_a_wrong_shape_do_not_fit(row, tmp_path):
    """Of the catalogue of bad inputs, each row that the reader refuses for its shape, at the same key or inside it."""
    document = json.loads(row.build(tmp_path).read_text("utf-8"))
    found = places("project", document)
    steps = row.key.replace("]", "").replace("[", ".").split(".")
    way = "/".join(str(int(step) - 1) if step.isdigit() else step for step in steps)

    assert any(place.startswith(way) or way.startswith(place) for place in found)


def test_keys_of_ones_own_and_null_fit():
    """What the reader passes over and what says nothing is no fault of the shape either."""
    document = json.loads(json.dumps(copy.deepcopy(RECORD), default=str))
    document |= {"x-note": [1], "stated": None}
    document["project"]["department"] = None
    document["facts"] = {"x-own": {}, "finished": None}

    assert places("project", document) == []
