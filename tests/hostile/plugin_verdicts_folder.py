"""What the catalogue expects of each row about a plugin's folder, its files and templates: E refused, W remarked."""

REFUSED = """
001 002 003 004 006 007 008 009 011 012 013 014 016 017 019 021 022 023 024 026 027 028 029 031 032 033 034 036 037 039
041 042 043 044 046 047 048 049 051 052 053 054 056 057 058 059 061 062 063 064 066 067 068 069 072 073 074
131 132 133 134 136 137 138 139 141 142 143 144
"""

REMARKED = """
018 038 071
"""

VERDICTS = {
    f"PLG-{number}": verdict for verdict, numbers in (("E", REFUSED), ("W", REMARKED)) for number in numbers.split()
}
