"""What the catalogue expects of each row about workbooks as files: E refused, W with a remark, A without a word."""

REFUSED = """
001 002 003 004 006 007 008 009 011 013 016 017 018 019 021 022 023 024 026 027 028 029 031 032 033 034
054 056 059 061 063
"""

REMARKED = "012 014 036"

ACCEPTED = "057 058 062"

VERDICTS = {
    f"XLS-{number}": verdict
    for verdict, numbers in (("E", REFUSED), ("W", REMARKED), ("A", ACCEPTED))
    for number in numbers.split()
}
