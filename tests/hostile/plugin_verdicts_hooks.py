"""What the catalogue expects of each row of package plugins: R refused or told while all else goes on, A passed on."""

RIGHTED = "146 147 148 149 151 152 154 156 157 158 159 161 162 163 164 166 167 168 169"

VERDICTS = {f"PLG-{number}": "R" for number in RIGHTED.split()} | {"PLG-153": "A"}
