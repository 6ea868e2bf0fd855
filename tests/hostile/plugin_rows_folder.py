"""Rows about a plugin's folder, its files and its templates: the smallest input for each, and what is said of it."""

from __future__ import annotations

import os
import socket
import struct
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Literal

from attrs import field, frozen

from hostile.catalogue import SET
from perfkit.plugins.discovery import STANDARDS

Build = Callable[[Path], object]
"""Spoils the good plugin in the folder it is given; the folder above is empty otherwise."""

Way = Literal["load", "note", "use", "year", "replay", "ask"]
"""How a row shows: the plugin is left out; has a note; a report, a year, a second run, a project is refused."""

MANIFEST = 'id = "cn.test.county"\nversion = "1"\ntitle = { zh = "甲县" }\n'
RULES = '[rules.{name}]\ntitle = {{ zh = "试" }}\nshare = "1"\n'
TEMPLATE = "templates/self-evaluation-report.md.j2"


@frozen
class Row:
    """One row.

    Attributes:
        id, verdict: as in the catalogue, the verdict as it is here.
        build: see :data:`Build`; codes: every code that is told, and no other.
        file: the file at which the first of them stands, inside the plugin's folder; None where it names none.
        way: see :data:`Way`.
    """

    id: str
    verdict: Literal["E", "W", "A"]
    build: Build
    codes: tuple[str, ...] = ()
    file: str | None = ""
    way: Way = "load"
    count: int = field(default=1, kw_only=True)


def put(folder: Path, name: str, content: str | bytes = b"") -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def with_file(name: str, content: str | bytes = b"x") -> Build:
    return lambda folder: put(folder, name, content)


def with_files(*names: str) -> Build:
    return lambda folder: [put(folder, name, b"x") for name in names]


def manifest(old: str, new: str) -> Build:
    """The manifest with a text replaced, which must be there."""
    if old not in MANIFEST:
        raise ValueError(old)
    return with_file("perfkit.toml", MANIFEST.replace(old, new))


def key(line: str) -> Build:
    return with_file("perfkit.toml", f"{MANIFEST}{line}\n")


def plugin_id(text: str) -> Build:
    return manifest('"cn.test.county"', f'"{text}"')


def including(name: str) -> Build:
    """A template that takes in another by this name."""
    return with_file(TEMPLATE, f'x\n{{% include "{name}" %}}\n')


def linked(name: str, to: str) -> Build:
    def build(folder: Path) -> None:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).symlink_to(to)

    return build


def emptied(folder: Path) -> None:
    for path in sorted(folder.rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() else path.unlink()


def deeper(folder: Path) -> None:
    """Unpacked one folder too deep."""
    inner = folder / "inner"
    inner.mkdir()
    for name in ("perfkit.toml", "amendments"):
        (folder / name).rename(inner / name)


def renamed(new: str) -> Build:
    return lambda folder: (folder / "perfkit.toml").rename(folder / new)


def zipped(*entries: tuple[str, str, int]) -> Build:
    """An archive in the place of the folder, with entries of this name, content and mode beside the manifest."""

    def build(folder: Path) -> None:
        emptied(folder)
        folder.rmdir()
        with zipfile.ZipFile(folder, "w") as archive:
            archive.writestr("perfkit.toml", MANIFEST)
            for name, content, mode in entries:
                entry = zipfile.ZipInfo(name)
                entry.external_attr = mode << 16
                archive.writestr(entry, content)

    return build


def beside(name: str, text: str) -> Build:
    """A second plugin folder, read after the good one."""
    return with_file(f"../{name}/perfkit.toml", text)


def circle(folder: Path) -> None:
    put(folder, "perfkit.toml", MANIFEST + 'requires = ["cn.test.other"]\n')
    beside("other", MANIFEST.replace("county", "other") + 'requires = ["cn.test.county >= 1"]\n')(folder)


def many(folder: Path) -> None:
    (folder / "cases").mkdir()
    for number in range(501):
        (folder / "cases" / f"{number}.csv").touch()


def huge(folder: Path) -> None:
    with put(folder, "cases/scan.pdf").open("wb") as file:
        file.truncate(2_000_000_000)


def bomb(folder: Path) -> None:
    with zipfile.ZipFile(put(folder, "templates/report.docx"), "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", bytes(20_000_000))


def no_plain_files(folder: Path) -> None:
    """A pipe and a socket."""
    (folder / "rules").mkdir()
    os.mkfifo(folder / "rules" / "pipe.toml")
    before = Path.cwd()
    os.chdir(folder / "rules")  # the path of a socket may not be long
    try:
        with socket.socket(socket.AF_UNIX) as one:
            one.bind("socket.toml")
    finally:
        os.chdir(before)


def png(width: int, height: int) -> bytes:
    """The head of a picture; its rows may be anything, for they are never looked at."""
    head = b"IHDR" + struct.pack(">II5B", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + head + struct.pack(">I", zlib.crc32(head))


DDE = '<w:fldSimple w:instr=" DDEAUTO c:\\\\x "/>'
CHUNK = '<w:altChunk r:id="rId99"/>'
OUTSIDE = (
    '<Relationship Id="rId98" TargetMode="External" Target="http://x.invalid/a.dotm" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate"/>'
)


def dangerous_word(folder: Path) -> None:
    """The national Word template with a field that runs something, a part from outside and a foreign part."""
    with zipfile.ZipFile(STANDARDS / "templates" / "report.docx") as good:
        parts = {entry.filename: good.read(entry) for entry in good.infolist()}
    body, relations = "word/document.xml", "word/_rels/document.xml.rels"
    parts[body] = parts[body].replace(b"<w:body>", f"<w:body><w:p>{DDE}</w:p>{CHUNK}".encode(), 1)
    parts[relations] = parts[relations].replace(b"</Relationships>", f"{OUTSIDE}</Relationships>".encode(), 1)
    with zipfile.ZipFile(put(folder, "templates/report.docx"), "w") as spoilt:
        for name, content in parts.items():
            spoilt.writestr(name, content)


CODE = ("a.pyc", "a.so", "a.dll", "a.exe", "a.bat", "a.ps1", "a.vbs", "a.js", "a.scr", "a.py", "a.sh")
LONG = "指" * 50 + ".toml"

FOLDER: tuple[Row, ...] = (
    Row("PLG-001", "E", emptied, ("plugin.no-manifest",)),
    Row("PLG-002", "E", renamed("perfkit.toml.txt"), ("plugin.manifest-named",)),
    Row("PLG-003", "E", deeper, ("plugin.manifest-deeper",)),
    Row("PLG-004", "E", zipped(), ("plugin.archive",)),
    Row("PLG-006", "E", with_file("perfkit.toml", ""), ("toml.empty",), "perfkit.toml"),
    Row("PLG-007", "E", key("jurisdiction = cn"), ("toml.bare-text",), "perfkit.toml"),
    Row("PLG-008", "E", manifest('id = "cn.test.county"\n', ""), ("input.missing-keys-root",), "perfkit.toml"),
    Row("PLG-009", "E", plugin_id(""), ("plugin.id",), "perfkit.toml"),
    Row("PLG-011", "E", plugin_id("信丰"), ("plugin.id",), "perfkit.toml"),
    Row("PLG-012", "E", plugin_id("../x"), ("plugin.id",), "perfkit.toml"),
    Row("PLG-013", "E", plugin_id("cn.mof.2020"), ("plugin.id-reserved",), "perfkit.toml"),
    Row("PLG-014", "E", plugin_id("a" * 200), ("plugin.id-long",), "perfkit.toml"),
    Row("PLG-016", "E", beside("other", MANIFEST), ("plugin.id-twice",), "../other"),
    Row("PLG-017", "E", beside("other", MANIFEST.replace("county", "County")), ("plugin.id",), "../other/perfkit.toml"),
    Row("PLG-018", "W", manifest('title = { zh = "甲县" }\n', ""), ("plugin.no-title",), "perfkit.toml", "note"),
    Row("PLG-019", "E", manifest('version = "1"\n', ""), ("input.missing-keys-root",), "perfkit.toml"),
    Row("PLG-021", "E", manifest('"1"', '"v1"'), ("plugin.version",), "perfkit.toml"),
    Row("PLG-022", "E", manifest('"1"', '"0.9"'), ("replay.plugin-changed",), None, "replay"),
    Row("PLG-023", "E", with_file("templates/note.md.j2", "x"), ("replay.plugin-files",), None, "replay"),
    Row("PLG-024", "A", lambda folder: None),
    Row("PLG-026", "E", key('api = "1"'), ("input.unknown-key",), "perfkit.toml"),
    Row("PLG-027", "E", key('requires = ["perfkit >= 99"]'), ("plugin.requires-perfkit",), None),
    Row("PLG-028", "E", key('requires = ["cn.jx.base >= 1"]'), ("plugin.requires-missing",), None),
    Row("PLG-029", "E", circle, ("plugin.requires-circle",), None, count=2),
    Row("PLG-031", "E", key('python = "x.py"\nentry = "a:b"'), ("plugin.code-key",), "perfkit.toml", count=2),
    Row("PLG-032", "A", lambda folder: None),
    Row(
        "PLG-033",
        "E",
        with_file("amendments/one.toml", SET.replace("from = 2020", "from = 2025, to = 2024")),
        ("set.years",),
        "amendments/one.toml",
        "ask",
    ),
    Row(
        "PLG-034",
        "E",
        with_file("amendments/one.toml", SET.replace("from = 2020", "from = 2020, to = 2022")),
        ("set.no-edition",),
        None,
        "year",
    ),
    Row("PLG-036", "E", lambda folder: (folder / "amendments/one.toml").unlink(), ("set.not-installed",), None, "ask"),
    Row("PLG-037", "E", with_file("county_b/perfkit.toml", MANIFEST), ("plugin.nested",), "county_b"),
    Row("PLG-038", "W", plugin_id("cn.jx.xinfeng"), ("plugin.folder-name",), "", "note"),
    Row("PLG-039", "E", manifest("zh =", "zh-TW ="), ("input.unknown-key", "plugin.title"), "perfkit.toml"),
)

FILES: tuple[Row, ...] = (
    Row("PLG-041", "E", with_files(*CODE), ("plugin.code-file",), "a.bat", count=len(CODE)),
    Row(
        "PLG-042",
        "E",
        with_files("cases/a.docm", "cases/a.xlsm", "templates/a.dotm"),
        ("plugin.macro-file",),
        "cases/a.docm",
        count=3,
    ),
    Row("PLG-043", "E", linked("templates/report.html", "/etc/passwd"), ("plugin.link",), "templates/report.html"),
    Row("PLG-044", "E", linked("templates", "amendments"), ("plugin.link",), "templates"),
    Row("PLG-047", "E", with_files("cases/report.lnk"), ("plugin.shortcut",), "cases/report.lnk"),
    Row("PLG-048", "E", including("../../secret.html"), ("report.template-name",), None, "use"),
    Row("PLG-049", "E", including("/etc/passwd"), ("report.template-name",), None, "use"),
    Row("PLG-051", "E", including("\\\\\\\\server\\\\share\\\\x.html"), ("report.template-name",), None, "use"),
    Row("PLG-052", "E", including("http://x"), ("report.template-name",), None, "use"),
    Row("PLG-053", "E", including("a/../b.html"), ("report.template-name",), None, "use"),
    Row("PLG-054", "E", including("x.html\\0.png"), ("report.template-name",), None, "use"),
    Row("PLG-056", "E", including("Page.css"), ("report.template-missing",), None, "use"),
    Row("PLG-057", "E", with_files("cases/A.csv", "cases/a.csv"), ("plugin.alike",), "cases/A.csv"),
    Row(
        "PLG-058", "E", with_file("rules/con.toml", RULES.format(name="a")), ("plugin.name-reserved",), "rules/con.toml"
    ),
    Row("PLG-059", "E", with_files("cases/a.csv.", "cases/b.csv "), ("plugin.name-end",), "cases/a.csv.", count=2),
    Row("PLG-061", "E", with_file(f"rules/{LONG}", RULES.format(name="a")), ("plugin.name-long",), f"rules/{LONG}"),
    Row("PLG-062", "E", with_files("cases/1/2/3/4/5/6/7/8/a.csv"), ("plugin.too-deep",), "cases/1/2/3/4/5/6/7/8"),
    Row("PLG-063", "E", many, ("plugin.too-many",)),
    Row("PLG-064", "E", huge, ("plugin.too-large",)),
    Row("PLG-066", "E", bomb, ("plugin.word-size",), "templates/report.docx"),
    Row("PLG-067", "E", no_plain_files, ("plugin.not-plain",), "rules/pipe.toml", count=2),
    Row(
        "PLG-071", "W", with_files("templates/~$report.docx"), ("plugin.lock-file",), "templates/~$report.docx", "note"
    ),
    Row("PLG-072", "E", zipped(("../../evil", "x", 0o644)), ("plugin.archive",)),
    Row("PLG-073", "E", zipped(("link", "/etc/passwd", 0o120777)), ("plugin.archive",)),
    Row("PLG-074", "E", zipped(("perfkit.toml.new", "x", 0o644)), ("plugin.archive",)),
)

TEMPLATES: tuple[Row, ...] = (
    Row(
        "PLG-131", "E", with_file(TEMPLATE, "{% for p in projects %}\n"), ("report.template-tag-unclosed",), None, "use"
    ),
    Row("PLG-132", "E", with_file(TEMPLATE, "a\n{{ unit.naem }}\n"), ("report.unknown-name",), None, "use"),
    Row("PLG-133", "E", with_files("templates/report.pptx"), ("plugin.template-kind",), "templates/report.pptx"),
    Row("PLG-134", "E", dangerous_word, ("report.word-danger",), None, "use", count=3),
    Row("PLG-136", "A", with_file("templates/report.html", "x")),
    Row("PLG-137", "E", key('output-name = "{{code}}/../x"'), ("input.unknown-key",), "perfkit.toml"),
    Row("PLG-138", "E", key('output-name = "报告.docx"'), ("input.unknown-key",), "perfkit.toml"),
    Row("PLG-139", "E", key('output-name = ""'), ("input.unknown-key",), "perfkit.toml"),
    Row("PLG-141", "E", with_file("cases/logo.png", png(30_000, 30_000)), ("plugin.image-large",), "cases/logo.png"),
    Row("PLG-142", "E", with_file("cases/logo.png", b"MZ\x90"), ("plugin.not-image",), "cases/logo.png"),
    Row("PLG-143", "E", with_files("templates/a.ttf"), ("plugin.font-file",), "templates/a.ttf"),
    Row(
        "PLG-144",
        "E",
        with_file("templates/page.css", 'p {}\n@import "http://x/a.css";'),
        ("plugin.style-outside",),
        "templates/page.css",
    ),
)

ROWS = (*FOLDER, *FILES, *TEMPLATES)

OTHERWISE = frozenset(("PLG-046", "PLG-068", "PLG-069"))
"""Rows with a test of their own: they need another system, other rights, or something that happens meanwhile."""
