"""The manifest of a plugin: its keys, and every fault of them at once."""

import pytest

from perfkit.errors import InputError
from perfkit.formats.plugin_manifest import read_manifest

GOOD = {"id": '"cn.jx.xinfeng"', "version": '"1.0"', "title": '{ zh = "信丰", en = "Xinfeng" }'}


def manifest(folder, national=False, **keys):
    text = "".join(f"{key.replace('_', '-')} = {value}\n" for key, value in {**GOOD, **keys}.items() if value)
    (folder / "perfkit.toml").write_text(text, encoding="utf-8")
    return read_manifest(folder, national=national)


def faults(folder, **keys):
    with pytest.raises(InputError) as caught:
        manifest(folder, **keys)
    return [(one.code, one.place.key) for one in caught.value.faults]


def test_every_key_is_kept(tmp_path):
    """As it is written."""
    read = manifest(
        tmp_path, jurisdiction='"cn.jx"', languages='["zh", "en"]', requires='["cn.mof >= 1"]', contact='"绩效股"'
    )

    assert (read.written.jurisdiction, read.written.languages, read.written.contact) == (
        "cn.jx",
        ("zh", "en"),
        "绩效股",
    )
    assert [(one.name, one.least) for one in read.requires] == [("cn.mof", (1,))]
    assert (read.title.zh, read.title.en, read.notes) == ("信丰", "Xinfeng", ())


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("a", None), ("cn.jx-2.x9", None), ("a--b", None), ("0", None), ("a" * 64, None), ("cn.mofa", None),
        ("a" * 65, "id-long"), ("", "id"), (".a", "id"), ("a.", "id"), ("-a", "id"), ("a..b", "id"), ("A", "id"),
        ("a_b", "id"), ("a b", "id"), ("a/b", "id"), ("信丰", "id"), ("ａ", "id"), ("１", "id"),
        ("cn.mof", "id-reserved"), ("cn.mof.a", "id-reserved"),
    ],
)  # fmt: skip
def test_ids(tmp_path, text, code):
    """Small letters, digits, dots and hyphens, not too long, and not those of the standards."""
    if code is None:
        assert manifest(tmp_path, id=f'"{text}"').written.id == text
    else:
        assert faults(tmp_path, id=f'"{text}"') == [(f"plugin.{code}", "id")]


def test_only_the_standards_bear_their_id(tmp_path):
    """They come through the same door."""
    assert manifest(tmp_path, national=True, id='"cn.mof"').written.id == "cn.mof"


@pytest.mark.parametrize(
    ("text", "near"), [("v1", "1.0"), ("1.x", "1.0"), ("2023.1版", "2023.1"), ("", "1.0"), ("1.", "1.0")]
)
def test_a_version_is_figures_and_dots(tmp_path, text, near):
    """Another one is answered with what to write."""
    with pytest.raises(InputError) as caught:
        manifest(tmp_path, version=f'"{text}"')
    (fault,) = caught.value.faults

    assert (fault.code, fault.arguments["near"]) == ("plugin.version", near)


@pytest.mark.parametrize(
    ("title", "languages", "expected"),
    [
        ('{ en = "X" }', '["en"]', ("X", "X")),
        ('{ zh = "信" }', '["zh", "en"]', ("信", "")),
        ("", '["zh"]', ("cn.jx.xinfeng", "")),
        ("{}", '["zh"]', ("cn.jx.xinfeng", "")),
    ],
)
def test_titles(tmp_path, title, languages, expected):
    """In the languages of the plugin; without one the id is shown."""
    read = manifest(tmp_path, title=title, languages=languages)

    assert (read.title.zh, read.title.en) == expected
    assert [note.code for note in read.notes] == (["plugin.no-title"] if title in ("", "{}") else [])


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ({"title": '{ en = "X" }'}, [("plugin.title", "title")]),
        ({"languages": "[]"}, [("plugin.no-language", "languages")]),
        ({"languages": '["fr"]'}, [("input.not-choice", "languages[1]")]),
        ({"languages": "5"}, [("input.not-list", "languages")]),
        ({"requires": '["a >= 1", "b = 2"]'}, [("plugin.requires-written", "requires[2]")]),
        ({"python": '"a.py"'}, [("plugin.code-key", "python")]),
        ({"entry_point": '"a"'}, [("plugin.code-key", "entry-point")]),
        ({"jurisdicton": '"cn"'}, [("input.misspelt-key", "jurisdicton")]),
    ],
)
def test_each_key_is_refused_where_it_stands(tmp_path, keys, expected):
    """With its code."""
    assert faults(tmp_path, **keys) == expected


def test_all_faults_are_told_at_once(tmp_path):
    """In the order of the lines, those of shape and those of content."""
    keys = {"id": '"A"', "version": '"v1"', "title": '{ en = "X" }', "hooks": "true", "titel": "1", "contact": "5"}
    keys["requires"] = '["?"]'

    assert sorted(faults(tmp_path, **keys)) == [
        ("input.misspelt-key", "titel"),
        ("input.not-text", "contact"),
        ("plugin.code-key", "hooks"),
        ("plugin.id", "id"),
        ("plugin.requires-written", "requires[1]"),
        ("plugin.title", "title"),
        ("plugin.version", "version"),
    ]
