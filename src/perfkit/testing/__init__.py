"""Public kit for tests of plugins and of programs that embed perfkit: builders with sensible defaults."""

from perfkit.testing.builders import a_card, a_project, a_stated_project, evaluated, national_set

__all__ = ["a_card", "a_project", "a_stated_project", "evaluated", "national_set"]
