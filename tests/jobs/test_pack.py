"""A folder becomes a package, and nothing of it changes."""

import shutil
from pathlib import Path

import pytest
import tomli

from perfkit.errors import PerfkitError, ReportError
from perfkit.kit import Kit

ROOT = Path(__file__).parents[2]
NATIONAL = "cn.mof.self-evaluation@2020"
OURS = "cn.qinghe.self-evaluation@1"


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A new plugin; tests work on copies."""
    folder = tmp_path_factory.mktemp("made") / "qinghe"
    Kit(installed=False).new(folder, plugin="cn.qinghe")
    return folder


@pytest.fixture
def folder(made, tmp_path):
    return shutil.copytree(made, tmp_path / "qinghe")


def files(folder):
    """Every file of a folder by its name."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_no_file_is_changed_and_none_is_lost(folder, tmp_path):
    """Inside lie the files of the folder to the byte, and an ``__init__`` that does nothing."""
    before = files(folder)
    packed = Kit(installed=False).pack(folder, tmp_path / "package")
    inside = files(tmp_path / "package" / packed.inner)

    assert files(folder) == before
    assert inside.pop("__init__.py").startswith(b'"""')
    assert inside == before
    assert set(packed.files) == set(files(tmp_path / "package"))


def test_its_names_follow_from_its_id(folder, tmp_path, monkeypatch):
    """Distribution, module, version, entry point and folder, so that two counties never claim one name."""
    monkeypatch.chdir(tmp_path)
    packed = Kit(installed=False).pack("qinghe")
    about = tomli.loads((tmp_path / "perfkit-cn-qinghe" / "pyproject.toml").read_text("utf-8"))

    assert (packed.distribution, packed.inner) == ("perfkit-cn-qinghe", "src/perfkit_cn_qinghe")
    assert (about["project"]["name"], about["project"]["version"]) == ("perfkit-cn-qinghe", "1")
    assert about["project"]["description"] == "qinghe 项目支出绩效自评"
    assert about["project"]["entry-points"] == {"perfkit": {"cn-qinghe": "perfkit_cn_qinghe"}}
    assert about["project"]["dependencies"] == ["perfkit>=0.1"]
    assert "pip install ./perfkit-cn-qinghe" in "\n".join(packed.worded("zh"))


def test_the_packages_of_its_base_come_with_it(tmp_path):
    """Whoever installs a county's package installs the one that its set extends."""
    kit = Kit()
    kit.new(tmp_path / "below", extends="cn.jx.xinfeng.self-evaluation@2023")
    kit.pack(tmp_path / "below", tmp_path / "package")
    about = tomli.loads((tmp_path / "package" / "pyproject.toml").read_text("utf-8"))

    assert about["project"]["dependencies"] == ["perfkit>=0.1", "perfkit-jiangxi", "perfkit-xinfeng"]


@pytest.mark.slow
def test_a_unit_is_scored_and_printed_as_before(folder, tmp_path):
    """The set is the same by its digest; results and report are the same to the byte."""
    inner = tmp_path / "package" / Kit(installed=False).pack(folder, tmp_path / "package").inner
    kits = {"before": Kit(folders=folder, installed=False), "after": Kit(folders=inner, installed=False)}
    for name, kit in kits.items():
        facts = kit.read(ROOT / "examples" / "xinfeng-2023")
        kit.report(kit.evaluate(facts, indicator_set=OURS), tmp_path / name)

    assert len({kit.indicator_set(OURS).digest for kit in kits.values()}) == 1
    for name in ("evaluation.json", "report.html", "report.docx"):
        assert (tmp_path / "before" / name).read_bytes() == (tmp_path / "after" / name).read_bytes()


def test_what_systems_and_editors_leave_behind_is_not_packed(folder, tmp_path):
    """Hidden files and locks of editors stay where they are; files of one's own come along."""
    for name in (".DS_Store", "cases/~$first.toml", "Thumbs.db", "x-notes.txt"):
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(b"")
    packed = Kit(installed=False).pack(folder, tmp_path / "package")

    names = {Path(name).name for name in packed.files}
    assert names.isdisjoint({".DS_Store", "~$first.toml", "Thumbs.db"})
    assert "x-notes.txt" in names


def put(name, text=""):
    """A file more in the folder."""
    return lambda folder: (folder / name).write_text(text, "utf-8")


def say(old, new):
    """Other words in the manifest."""

    def change(folder):
        file = folder / "perfkit.toml"
        file.write_text(file.read_text("utf-8").replace(old, new), "utf-8")

    return change


@pytest.mark.slow
@pytest.mark.parametrize(
    ("change", "code", "at"),
    [
        (put("__init__.py"), "pack.packed", "qinghe/__init__.py"),
        (put("hooks.py"), "plugin.code-file", "qinghe/hooks.py"),
        (say('version = "1"', 'version = "第一版"'), "plugin.version", "qinghe/perfkit.toml"),
        (say('id = "cn.qinghe"', 'id = "清河"'), "plugin.id", "qinghe/perfkit.toml"),
        (say('version = "1"\n', ""), "input.missing-keys-root", "qinghe/perfkit.toml"),
        (lambda folder: shutil.rmtree(folder / "cases"), "pack.not-ready", "qinghe"),
        (shutil.rmtree, "plugin.no-folder", "qinghe"),
        (lambda folder: (folder.parent / "package").mkdir(), "new.exists", "package"),
    ],
)
def test_what_cannot_be_a_package_is_refused_and_nothing_is_written(folder, tmp_path, change, code, at):
    """The file and the reason come in both languages."""
    change(folder)
    there = sorted(path.name for path in tmp_path.iterdir())
    with pytest.raises(PerfkitError) as caught:
        Kit(installed=False).pack(folder, tmp_path / "package")
    faults = [fault for fault in caught.value.faults if fault.code == code]

    assert faults
    assert faults[0].place.file.endswith(at)
    assert all(faults[0].found(language) for language in ("zh", "en"))
    assert sorted(path.name for path in tmp_path.iterdir()) == there


def test_a_disk_that_fails_leaves_nothing_behind(folder, tmp_path, monkeypatch):
    """No half-written package."""

    def closed(*_):
        raise OSError(13, "Permission denied")

    monkeypatch.setattr("os.replace", closed)
    with pytest.raises(ReportError):
        Kit(installed=False).pack(folder, tmp_path / "package")

    assert [path.name for path in tmp_path.iterdir()] == ["qinghe"]
