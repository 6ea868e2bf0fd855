"""Fourteen counties side by side: nobody's digits or pages change for what another one brings."""

import hashlib
import json
import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from chain import CHAIN, ZONE
from perfkit import Kit
from perfkit.scoring import record
from plugins.counties import COUNT, PACKAGES, build

EXAMPLES = Path(__file__).parents[2] / "examples"
STACK = ("xinfeng", "jiangxi")
FOLDERS = tuple(number for number in range(COUNT) if number not in PACKAGES)


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """The counties by number, and the place of the packages."""
    return build(tmp_path_factory.mktemp("counties"))


@pytest.fixture(scope="module")
def kit(made):
    """A kit of the real stack and the counties that are folders."""
    return Kit(folders=[*CHAIN, *(made[0][number].folder for number in FOLDERS)], installed=False)


def result(kit, county):
    return kit.evaluate(kit.read(county.project))


def test_each_county_gets_its_own_figures(made, kit):
    """Rules, weights, grades and indicators of the same names: each total is that worked out from its own."""
    assert kit.faults == ()
    for number in FOLDERS:
        county = made[0][number]
        (project,) = result(kit, county).projects
        assert (project.points.exact, project.lines[1].name) == (county.points, f"县{number:02}修路")
    assert len({made[0][number].points for number in range(COUNT)}) == COUNT


def test_a_set_is_the_same_alone_and_among_the_others(made, kit):
    """Of a county on the nation and of one on the real city: rules, forms and folders of templates as well."""
    for number, below in ((0, ()), (10, CHAIN[:1])):
        county = made[0][number]
        alone = Kit(folders=[*below, county.folder], installed=False)
        one, other = alone.indicator_set(county.set), kit.indicator_set(county.set)
        assert one == other
        assert alone.host.forms(one) == kit.host.forms(other)
        assert alone.host.template_folders(one) == kit.host.template_folders(other)


def test_eight_threads_with_one_kit_get_what_one_gets(made, kit):
    """Each thread scores all counties in an order of its own, the first time they are asked for: the same bytes."""
    fresh = Kit(folders=[*CHAIN, *(made[0][number].folder for number in FOLDERS)], installed=False)
    found, start = {}, threading.Barrier(8)

    def work(thread):
        start.wait()
        found[thread] = {number: as_bytes(fresh, made[0][number]) for number in mixed(FOLDERS, thread)}

    threads = [threading.Thread(target=work, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    expected = {number: as_bytes(kit, made[0][number]) for number in FOLDERS}
    assert found == {thread: expected for thread in range(8)}  # noqa: C420 (each is compared with the same)


def mixed(things, seed):
    """The things in an order that follows from the seed, the same on every machine."""
    return sorted(things, key=lambda thing: hashlib.sha256(f"{seed} {thing}".encode()).digest())


def as_bytes(kit, county):
    """The evaluation as it is written."""
    evaluation = result(kit, county)
    return json.dumps(record(evaluation, kit.check(evaluation), "zh"), ensure_ascii=False).encode()


def written(site, to, packages, folders, documents, seed="0", formats=("html", "word")):
    """What a child process writes, by document and file, and what it says."""
    path = os.pathsep.join([str(site), *sys.path])
    task = {
        "packages": packages,
        "folders": [str(folder) for folder in folders],
        "formats": formats,
        "documents": [[str(facts), str(to / name)] for name, facts in documents.items()],
    }
    done = subprocess.run(
        [sys.executable, str(Path(__file__).with_name("writing.py"))],
        input=json.dumps(task),
        env={**os.environ, "PYTHONPATH": path, "PYTHONHASHSEED": seed},
        capture_output=True,
        text=True,
        check=True,
    )
    files = {
        f"{name}/{path.name}": path.read_bytes()
        for name in documents
        for path in sorted((to / name).glob("*"))
        if path.name != "manifest.json"
    }
    return files, json.loads(done.stdout)


@pytest.fixture(scope="module")
def alone(made, tmp_path_factory):
    """The documents of each county and of the examples, each with its own chain only and nothing else."""
    counties, site = made
    files = {}
    for county in counties.values():
        to, below = tmp_path_factory.mktemp("alone"), CHAIN[:1] if county.number >= 10 else ()
        own = [] if county.package else [county.folder]
        told, said = written(site, to, [county.package], [*below, *own], {county.id: county.project})
        assert said == {"faults": [], "refused": []}
        files |= told
    told, said = written(site, tmp_path_factory.mktemp("alone"), STACK, [], examples())
    assert said == {"faults": [], "refused": []}
    return files | told


def examples():
    return {"xinfeng": EXAMPLES / "xinfeng-2023", "one": EXAMPLES / "one-project" / "form.toml"}


def everything(made, seed):
    """The names and folders of all, in an order that follows from the seed, and what to write."""
    counties, _ = made
    folders = [counties[number].folder for number in FOLDERS] + [ZONE]
    packages = [*STACK, *(counties[number].package for number in PACKAGES)]
    documents = {county.id: county.project for county in counties.values()} | examples()
    return mixed(packages, seed), mixed(folders, seed), documents


@pytest.mark.slow
@pytest.mark.parametrize("seed", ["0", "1", "2"])
def test_all_installed_together_write_what_each_writes_alone(made, alone, tmp_path, seed):
    """Results, page and Word file of fourteen counties and both examples, byte for byte, in any order and hash seed."""
    packages, folders, documents = everything(made, seed)
    files, said = written(made[1], tmp_path, packages, folders, documents, seed)
    assert said == {"faults": [], "refused": []}
    assert len(files) == 3 * (COUNT + 2)
    assert [name for name in alone if files.get(name) != alone[name]] == []
    assert set(files) == set(alone)


@pytest.mark.slow
def test_each_report_speaks_of_its_own_county_alone(alone):
    """The pages differ where they must: each has its own tables and words and no other's."""
    for number in range(COUNT):
        page = alone[f"cn.county{number:02}/report.html"].decode()
        for word in (
            f"县{number:02}得分表",
            f"县{number:02}资金表",
            f"县{number:02}另有说明",
            f"县{number:02}执行数",
            f"县{number:02}修路",
        ):
            assert word in page
        assert (f"县{number:02}的核查" in page) is (number in PACKAGES)
        assert not [other for other in range(COUNT) if other != number and f"县{other:02}" in page]


BROKEN = {
    "a slip in the manifest": (2, "perfkit.toml", "verson = 1\n"),
    "a set that is no TOML": (4, "amendments/own.toml", "at = \n"),
    "a rule that is no formula": (5, "rules/local.toml", '[rules.local-ratio]\ntitle = { zh = "x" }\nshares = "1"\n'),
    "a module that fails": (7, "hooks.py", "raise RuntimeError('坏了')\n"),
}


@pytest.mark.slow
@pytest.mark.parametrize(("number", "name", "text"), BROKEN.values(), ids=BROKEN)
def test_one_that_is_broken_is_named_and_spoils_no_other(made, alone, tmp_path, number, name, text):
    """It is left out with its name, its own report is refused, and every other one is as it was."""
    county = made[0][number]
    path = county.folder / name
    right = path.read_text("utf-8")
    path.write_text(text, encoding="utf-8")
    try:
        files, said = written(made[1], tmp_path, *everything(made, "3"), formats=["html"])
    finally:
        path.write_text(right, encoding="utf-8")
    assert said["faults"]
    assert all(f"county{number:02}" in fault for fault in said["faults"])
    assert [facts for facts, _ in said["refused"]] == [str(county.project)]
    others = {name: data for name, data in alone.items() if not name.startswith(f"{county.id}/")}
    assert files == {name: data for name, data in others.items() if not name.endswith(".docx")}


@pytest.mark.slow
def test_eight_threads_with_one_kit_write_what_each_county_writes_alone(made, alone, tmp_path):
    """Pages too: each thread writes the report of a county of its own, all at once, and each is that written alone."""
    fresh = Kit(folders=[*CHAIN, *(made[0][number].folder for number in FOLDERS)], installed=False)
    start, done = threading.Barrier(8), []

    def work(county):
        start.wait()
        fresh.report(result(fresh, county), tmp_path / county.id, formats=["html"])
        done.append(county)

    threads = [threading.Thread(target=work, args=(made[0][number],)) for number in FOLDERS[:8]]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(done) == 8
    for county in done:
        for name in ("report.html", "evaluation.json"):
            assert (tmp_path / county.id / name).read_bytes() == alone[f"{county.id}/{name}"]
