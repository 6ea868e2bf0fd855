"""Weights by method: equal, AHP with its consistency, entropy, CRITIC. Pure functions; no set, no project, no result.

Exact in, exact out: what is irrational is enclosed and rounded correctly to the places that are asked for, so that the
same input gives the same digits on every machine. The weights may then be turned into points that add up.
"""

from perfkit.scoring.weighting.ahp import ahp
from perfkit.scoring.weighting.critic import critic
from perfkit.scoring.weighting.entropy import Scale, entropy
from perfkit.scoring.weighting.equal import equal
from perfkit.scoring.weighting.found import CONSISTENT, RANDOM_INDEX, Consistency, MethodWeights
from perfkit.scoring.weighting.reading import ExactLike

__all__ = [
    "CONSISTENT",
    "RANDOM_INDEX",
    "Consistency",
    "ExactLike",
    "MethodWeights",
    "Scale",
    "ahp",
    "critic",
    "entropy",
    "equal",
]
