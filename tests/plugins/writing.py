"""A child process of the tests: writes reports with the plugins it is told of, and says what was left out.

Reads a task from its input: the names of the entry points and the folders to use, and where to read facts and write
documents. Other packages that happen to be installed are not seen.
"""

import json
import sys

from perfkit.plugins import discovery


def main() -> None:
    task = json.load(sys.stdin)
    every = discovery.entry_points
    discovery.entry_points = lambda **asked: [one for one in every(**asked) if one.name in task["packages"]]
    from perfkit import Kit, PerfkitError

    kit, refused = Kit(folders=task["folders"]), []
    for facts, to in task["documents"]:
        try:
            kit.report(kit.evaluate(kit.read(facts)), to, formats=task["formats"])
        except PerfkitError as error:
            refused.append([facts, [fault.code for fault in error.faults]])
    json.dump({"faults": [str(fault) for fault in kit.faults], "refused": refused}, sys.stdout)


main()
