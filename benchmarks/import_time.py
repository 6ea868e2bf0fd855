"""What `import perfkit` costs over bare Python: median of many child processes, run alternately."""

import statistics
import subprocess
import sys
import time

RUNS = 60
GOAL_MS = 5.0


def milliseconds(code: str) -> float:
    begun = time.perf_counter()
    subprocess.run([sys.executable, "-c", code], check=True)
    return (time.perf_counter() - begun) * 1000


def main() -> None:
    bare, ours = [], []
    for _ in range(RUNS):
        bare.append(milliseconds("pass"))
        ours.append(milliseconds("import perfkit"))
    difference = statistics.median(ours) - statistics.median(bare)
    print(f"bare Python      {statistics.median(bare):6.1f} ms")
    print(f"import perfkit   {statistics.median(ours):6.1f} ms")
    print(f"difference       {difference:6.1f} ms (goal: at most {GOAL_MS} ms)")
    sys.exit(difference > GOAL_MS)


if __name__ == "__main__":
    main()
