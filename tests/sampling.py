"""How many examples a relation is tried with: fewer where faults are counted, many more over night."""

import os

from hypothesis import HealthCheck, settings

EXAMPLES = int(os.environ.get("PERFKIT_EXAMPLES", "25"))

sparse = settings(
    max_examples=max(5, EXAMPLES // 2),
    derandomize=True,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
"""For relations of which every example scores many projects."""
