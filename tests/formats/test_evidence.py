"""Evidence in files: kinds in both languages, fingerprints of files in the folder, and what is refused where."""

import hashlib
from decimal import Decimal

import pytest

from formats.test_sets import SET
from perfkit.errors import IndicatorSetError, InputError
from perfkit.formats import read_portfolio, structure_set
from perfkit.formats.evidence import KINDS, MOST_EVIDENCE
from perfkit.formats.toml import read_toml
from perfkit.model import Change, EvidenceScale
from perfkit.scoring import amended

HEAD = """\
schema = 1
indicator-set = "cn.mof.self-evaluation@2020"

[project]
name = "道路"
year = 2023
unit = "县交通局"

[facts]
finished = true

[funding]
unit = "万元"
budget = 10
executed = 9

"""
INDICATOR = """\
[[indicators]]
block = "output"
name = "工程质量"
weight = 90
target = "≥80座"
actual = "80座"

"""
DIGEST = hashlib.sha256(b"bridge").hexdigest()


def read(tmp_path, text, **files):
    """The portfolio of a project file with this text behind its head, and files beside it."""
    (tmp_path / "road.toml").write_text(HEAD + text, encoding="utf-8")
    for name, data in files.items():
        (tmp_path / f"{name}.pdf").write_bytes(data)
    return read_portfolio(tmp_path / "road.toml")


def refused(tmp_path, text, **files):
    """Code, key and line of each fault."""
    with pytest.raises(InputError) as error:
        read(tmp_path, text, **files)
    return [(fault.code, fault.place.key, fault.place.line) for fault in error.value.faults]


FULL = f"""\
[[evidence.executed]]
kind = "原始凭证"
document = "国库支付凭证 2023-11"
page = 3
sha256 = "{DIGEST.upper()}"
note = "第四季度"

[[evidence.executed]]
kind = "statement"
document = "财务说明"
page = "附件2 第3页"

[[evidence.finished]]
kind = "official"
document = "竣工验收报告"

{INDICATOR}
[[indicators.evidence]]
kind = "工作资料"
document = "养护台账"
page = "12-14"
"""


def test_every_key_is_read(tmp_path):
    """Of values of the project by name, and of an indicator; each knows where it was read."""
    (project,) = read(tmp_path, FULL).portfolio.projects
    first, second = project.evidence["executed"]

    assert list(project.evidence) == ["executed", "finished"]
    assert (first.kind, first.document, first.page, first.sha256, first.note) == (
        "voucher", "国库支付凭证 2023-11", "3", DIGEST, "第四季度",
    )  # fmt: skip
    assert (second.kind, second.page, second.sha256, second.note) == ("statement", "附件2 第3页", "", "")
    (own,) = project.indicators[0].evidence
    assert (own.kind, own.document, own.page) == ("working", "养护台账", "12-14")
    assert (first.origin.place.key, own.origin.place.key) == ("evidence.executed[1]", "indicators[1].evidence[1]")
    assert first.origin.place.line == 1 + HEAD.count("\n")


@pytest.mark.parametrize(("written", "kind"), KINDS.items())
def test_a_kind_is_named_in_either_language(tmp_path, written, kind):
    """The four of the guide, and blanks around them do not matter."""
    text = f'{INDICATOR}[[indicators.evidence]]\nkind = " {written} "\ndocument = "甲"\n'
    assert read(tmp_path, text).portfolio.projects[0].indicators[0].evidence[0].kind == kind


def test_all_faults_are_told_at_once_at_their_keys(tmp_path):
    """An unknown kind, no document, a short fingerprint, a page without a letter, an unknown key elsewhere."""
    text = f"""\
[[evidence.finished]]
kind = "原始凭据"
document = " "
page = "…"
sha256 = "abc"

{INDICATOR}
[[indicators.evidence]]
kind = "voucher"

[[indicators]]
block = "benefit"
name = "受益"
weight = 0
target = "≥80%"

[[indicators.evidence]]
kind = "official"
document = "年鉴"
"""
    first = 1 + HEAD.count("\n")
    assert refused(tmp_path, text) == [
        ("evidence.kind", "evidence.finished[1].kind", first + 1),
        ("evidence.no-document", "evidence.finished[1].document", first + 2),
        ("name.no-letter", "evidence.finished[1].page", first + 3),
        ("evidence.sha256", "evidence.finished[1].sha256", first + 4),
        ("evidence.no-document", "indicators[1].evidence[1].document", first + 14),
        ("evidence.indicator-without-value", "indicators[2].evidence", first + 23),
    ]


@pytest.mark.parametrize("near", ["pages", "documents", "kinds", "files", "sha-256"])
def test_a_misspelt_key_is_refused_with_the_near_one(tmp_path, near):
    """As everywhere."""
    text = f'[[evidence.finished]]\nkind = "official"\ndocument = "甲"\n{near} = "1"\n'
    assert [code for code, _, _ in refused(tmp_path, text)] == ["input.misspelt-key"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ('[evidence]\nfinished = "验收单"\n', "input.not-list"),
        ("[evidence]\nfinished = [1]\n", "input.not-table"),
        ('[[evidence.finished]]\nkind = 1\ndocument = "甲"\n', "input.not-text"),
        ('[[evidence.finished]]\nkind = "official"\npage = true\ndocument = "甲"\n', "input.not-text"),
        ('[[evidence.finished]]\ndocument = "甲"\n', "input.missing-keys"),
        ('[[evidence.received]]\nkind = "official"\ndocument = "甲"\n', "evidence.amount-missing"),
    ],
)
def test_another_shape_or_an_amount_that_is_not_there_is_refused(tmp_path, text, code):
    """A text for a list, a number for a table, a truth for a page, no kind, and a stage without an amount."""
    assert [code for code, _, _ in refused(tmp_path, text)] == [code]


def test_a_judged_indicator_or_one_with_facts_may_have_evidence(tmp_path):
    """It has a value, though no actual; and so has one that does not apply."""
    own = '\n[[indicators.evidence]]\nkind = "official"\ndocument = "甲"\n'
    for value in ('judged = "90%"', 'reached = "完成"', 'actual = "不适用"\nreason = "没有"', "facts = { a = 1 }"):
        text = (
            f'[[indicators]]\nblock = "output"\nname = "好"\nweight = 90\ntarget = {{ judged = "好" }}\n{value}\n{own}'
        )
        (project,) = read(tmp_path, text).portfolio.projects
        assert len(project.indicators[0].evidence) == 1


def test_there_is_a_most_of_evidence_for_one_value(tmp_path):
    """Just as many are read, and one more is refused."""
    one = '[[evidence.finished]]\nkind = "official"\ndocument = "甲"\n'
    assert len(read(tmp_path, one * MOST_EVIDENCE).portfolio.projects[0].evidence["finished"]) == MOST_EVIDENCE == 100
    assert refused(tmp_path, one * (MOST_EVIDENCE + 1))[0][:2] == ("evidence.too-many", "evidence.finished")


FILED = '[[evidence.finished]]\nkind = "official"\ndocument = "甲"\nfile = "{file}"\n{rest}'


@pytest.mark.parametrize("rest", ["", f'sha256 = "{DIGEST}"\n'])
def test_the_fingerprint_of_a_file_beside_it_is_taken(tmp_path, rest):
    """Given or not, and the file counts among what was read."""
    found = read(tmp_path, FILED.format(file="bridge.pdf", rest=rest), bridge=b"bridge")
    assert found.portfolio.projects[0].evidence["finished"][0].sha256 == DIGEST
    assert found.files["bridge.pdf"] == DIGEST


def test_another_file_than_the_one_that_was_meant_is_refused_with_both_fingerprints(tmp_path):
    """It was changed, or is not the same document."""
    text = FILED.format(file="bridge.pdf", rest=f'sha256 = "{DIGEST}"\n')
    with pytest.raises(InputError) as error:
        read(tmp_path, text, bridge=b"other")
    (fault,) = error.value.faults
    assert (fault.code, fault.place.key) == ("evidence.file-differs", "evidence.finished[1].file")
    assert hashlib.sha256(b"other").hexdigest() in fault.worded("zh")
    assert DIGEST in fault.worded("en")


@pytest.mark.parametrize(
    ("file", "code"),
    [
        ("gone.pdf", "file.missing"),
        ("../bridge.pdf", "file.reference-outside"),
        ("/etc/hosts", "file.reference-absolute"),
        ("sub", "file.folder"),
    ],
)
def test_a_file_is_read_only_in_the_folder(tmp_path, file, code):
    """One that is missing or lies outside is refused where it is named."""
    (tmp_path / "sub").mkdir()
    assert [fault[:2] for fault in refused(tmp_path, FILED.format(file=file, rest=""))] == [
        (code, "evidence.finished[1].file")
    ]


PORTFOLIO = """\
schema = 1
indicator-set = "cn.mof.self-evaluation@2020"

[portfolio]
year = 2023
unit = "县交通局"

[tables.funding]
file = "funding.csv"
unit = "万元"
"""


def folder(tmp_path, row):
    """A folder with this row of money, and a project file with evidence of the amount spent."""
    (tmp_path / "projects").mkdir(exist_ok=True)
    (tmp_path / "portfolio.toml").write_text(PORTFOLIO, encoding="utf-8")
    (tmp_path / "funding.csv").write_text(f"项目名称,全年预算数,执行数\n{row}\n", encoding="utf-8")
    text = 'schema = 1\n[project]\nname = "道路"\n[[evidence.executed]]\nkind = "voucher"\ndocument = "凭证"\n'
    (tmp_path / "projects" / "road.toml").write_text(text, encoding="utf-8")
    return read_portfolio(tmp_path)


def test_evidence_of_an_amount_that_another_file_gives_is_kept(tmp_path):
    """The row of money and the project file speak of one project; without the amount it is refused."""
    (project,) = folder(tmp_path, "道路,10,9").portfolio.projects
    assert [one.document for one in project.evidence["executed"]] == ["凭证"]

    with pytest.raises(InputError) as error:
        folder(tmp_path, "道路,10,")
    assert [(fault.code, fault.place.key, fault.place.file) for fault in error.value.faults] == [
        ("evidence.amount-missing", "evidence.executed[1]", "projects/road.toml")
    ]


def scale(tmp_path, text):
    """The scale of a set whose file has this table."""
    (tmp_path / "set.toml").write_text(SET + text, encoding="utf-8")
    return structure_set(read_toml(tmp_path / "set.toml", "set.toml").document, "set.toml").evidence


def test_a_set_grades_evidence_by_its_own_table(tmp_path):
    """What it does not say is as without one."""
    assert scale(tmp_path, "") == EvidenceScale()
    found = scale(tmp_path, '[evidence]\nkinds = { statement = "none" }\nstrong = "90%"\nfair = 0.5\n')
    assert found == EvidenceScale({"statement": "none"}, Decimal("0.90"), Decimal("0.5"))


@pytest.mark.parametrize(
    ("text", "code", "key"),
    [
        ('kinds = { voucers = "strong" }', "input.not-choice", "evidence.kinds.voucers"),
        ('kinds = { voucher = "good" }', "input.not-choice", "evidence.kinds.voucher"),
        ('strong = "120%"', "value.no-share", "evidence.strong"),
        ('fair = "-1%"', "value.no-share", "evidence.fair"),
        ('stron = "80%"', "input.misspelt-key", "evidence.stron"),
    ],
)
def test_a_scale_that_makes_no_sense_is_refused(tmp_path, text, code, key):
    """Kinds, grades and shares are those there are; keys too."""
    with pytest.raises(IndicatorSetError) as error:
        scale(tmp_path, f"[evidence]\n{text}\n")
    assert [(fault.code, fault.place.key) for fault in error.value.faults] == [(code, key)]


def test_an_amendment_changes_one_share(tmp_path):
    """By its key, as everything in a set."""
    (tmp_path / "set.toml").write_text(SET + '[evidence]\nstrong = "90%"\n', encoding="utf-8")
    base = read_toml(tmp_path / "set.toml", "set.toml").document
    changed = amended(base, [Change("evidence.strong", "to", "90%", "100%", "从严")])
    added = amended(changed, [Change("evidence.fair", "add", None, "70%", "从严")])
    assert structure_set(added, "set.toml").evidence == EvidenceScale({}, Decimal("1.00"), Decimal("0.70"))
