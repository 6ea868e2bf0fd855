"""How sentences are filled: several things are joined as the language joins them."""

import pytest

from perfkit.errors import Fault, Place
from perfkit.model import Title


@pytest.mark.parametrize("kind", [tuple, list])
def test_several_things_are_joined_by_language(kind):
    """Names, titles and places in one field: 、 in Chinese, a comma and a blank in English."""
    things = kind(["甲", Title("项目", "project"), Place(row=3)])
    fault = Fault("set.unsaid", arguments={"known": things})

    assert fault.expected("zh").endswith(f"甲、项目、{Place(row=3).worded('zh')}")
    assert fault.expected("en").endswith(f"甲, project, {Place(row=3).worded('en')}")


def test_one_thing_stays_as_it_is():
    """A text is not a row of letters."""
    assert Fault("set.unsaid", arguments={"known": "abc"}).expected("en").endswith("abc")


def test_an_empty_list_of_near_matches_proposes_nothing():
    """A hint without anything to propose is left out."""
    assert Fault("amendment.path-unknown", arguments={"at": "a", "step": "b", "near": ()}).hint("zh") == ""
