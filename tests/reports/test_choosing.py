"""Which template a report is made from, by name."""

import pytest

from perfkit.reports import Lookup, is_of_a_stage, template_in, template_names, template_of

BOND = "cn.ha.bond.evaluation.evaluation-report.md.j2"


@pytest.mark.parametrize(
    ("stage", "sets", "names"),
    [
        (None, [], ["self-evaluation-report.md.j2"]),
        ("self-evaluation", [], ["self-evaluation-report.md.j2"]),
        ("use", [], ["use-report.md.j2", "stage-report.md.j2"]),
        (
            "evaluation",
            ["cn.a.evaluation", "cn.mof.evaluation", "cn.a.evaluation"],
            [
                "cn.a.evaluation.evaluation-report.md.j2",
                "cn.mof.evaluation.evaluation-report.md.j2",
                "evaluation-report.md.j2",
                "stage-report.md.j2",
            ],
        ),
    ],
)
def test_the_set_goes_before_the_stage_and_the_stage_before_all_stages(stage, sets, names):
    """A self-evaluation has one template, with a stage and without; each id once."""
    assert template_names(stage, sets) == names


NAMES = ["use-report.md.j2", "stage-report.md.j2"]


@pytest.mark.parametrize(
    ("files", "language", "chosen", "named"),
    [
        (["stage-report.md.j2"], "zh", "stage-report.md.j2", ""),
        (NAMES, "zh", "use-report.md.j2", ""),
        (["stage-report.md.j2", "use-report.en.md.j2"], "en", "use-report.md.j2", "use-report.en.md.j2"),
        (["stage-report.md.j2", "use-report.en.md.j2"], "zh", "stage-report.md.j2", ""),
        ([*NAMES, "stage-report.en.md.j2"], "en", "use-report.md.j2", ""),
        ([], "zh", "stage-report.md.j2", ""),
    ],
)
def test_which_report_it_is_goes_before_its_language(tmp_path, files, language, chosen, named):
    """A template of the stage that is there in the language asked for, or in its own; else the last name."""
    for name in files:
        (tmp_path / name).write_text("x", encoding="utf-8")
    lookup = Lookup([("cn.a", tmp_path)])
    found = template_of(NAMES, lookup, language)
    assert (found, template_in(language, lookup, found)) == (chosen, named)


@pytest.mark.parametrize(
    ("name", "whether"),
    [
        ("ex-ante-report.md.j2", True),
        ("stage-report.en.md.j2", True),
        (BOND, True),
        (BOND.replace(".md.", ".en.md."), True),
        ("evaluaton-report.md.j2", False),
        ("evaluation-report.md", False),
        ("my-evaluation-report.md.j2", False),
    ],
)
def test_the_templates_of_stages_are_known_by_their_names(name, whether):
    """Of one set or of all, in whatever language."""
    assert is_of_a_stage(name) is whether
