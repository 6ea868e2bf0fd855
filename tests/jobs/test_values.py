"""Lines of targets and actuals, read one by one."""

from itertools import count, islice

from perfkit import Kit
from perfkit.jobs import read_pair


def test_lines_are_read_as_they_come():
    """A source without an end is read as far as somebody asks."""
    lines = (f"≥{number}项\t{number}项\n" for number in count())
    pairs = list(islice(Kit(installed=False).read_values(lines), 3))
    assert [str(pair.target.value) for pair in pairs] == ["0", "1", "2"]
    assert all(pair.verdict.met for pair in pairs)


def test_notes_say_what_they_are_about_the_line_first():
    """The line, the target, the actual, and whether the target is met."""
    pair = read_pair("５项\t六项".encode("gb18030"))
    assert [(about, note.code) for about, note in pair.notes] == [
        ("line", "values.gb18030"),
        ("target", "value.wide"),
        ("actual", "value.words"),
        ("met", "value.no-sign-at-least"),
    ]
    assert not pair.refused
    assert len(list(pair.worded("en"))) == 4


def test_an_actual_that_cannot_be_held_against_its_target_is_to_be_mended():
    """Each cell can be read, and yet the line is refused, for its own reason."""
    reasons = {
        "=5项\t5个": "value.other-unit",
        "≥95%\t已完成": "value.words-for-number",
        "≥95%\t2023年6月": "value.date",
    }
    for line, code in reasons.items():
        pair = read_pair(line)
        assert pair.refused
        assert pair.actual.kind != "refused"
        assert pair.verdict.met is None
        assert pair.actual.mismatch.code == code


def test_a_mark_before_the_first_line_is_no_part_of_it():
    """Only there: elsewhere it is a hidden character, which is noted."""
    assert read_pair("\ufeff=5\t5", first=True).notes == ()
    assert [note.code for _, note in read_pair("\ufeff=5\t5").notes] == ["value.blanks"]
