"""What the catalogue expects of each row about layout and content of forms: E refused, W with a word, A accepted."""

BY_VERDICT = {
    "E": """
        037 039 042 043 044 046 048 051 052 053 064 066 068 069 071 072 073 074 076 077 079 082 086 087 088 089 092 093
        094 096 097 102 104 106 107 109 111 113 114 116 121 123 124 126 127 128 129 131 132 133 138 139 141 142 143 144
        147 148 149 151 153 156 157 158 161 162 163 167 169 172 173 174 176 177 178 179 181 182 184 186
    """,
    "W": """
        038 041 047 049 067 078 081 083 084 091 099 108 112 117 118 119 122 134 136 137 146 152 154 159 164 168 171 183
    """,
    "A": "098 101 103 166",
}

VERDICTS = {f"XLS-{number}": verdict for verdict, numbers in BY_VERDICT.items() for number in numbers.split()}
