"""What the catalogue expects of each row about a plugin's indicators and rule sets: E refused."""

REFUSED = """
076 077 078 079 081 082 083 084 086 087 088 089 091 092 093 094 096 097 098 099 101 102 103 104
106 107 108 109 111 112 113 114 116 117 118 119 121 122 123 124 126 127 128 129
"""

VERDICTS = {f"PLG-{number}": "E" for number in REFUSED.split()}
