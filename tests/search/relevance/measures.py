"""How good a list of graded hits is."""

from collections.abc import Sequence
from math import log2

GOOD = 2
"""From this grade on a hit answers the query."""
LOOKED_AT = 10


def reciprocal_rank(grades: Sequence[int]) -> float:
    """One over the place of the first good hit; 0 without one."""
    return next((1 / place for place, grade in enumerate(grades, 1) if grade >= GOOD), 0.0)


def hit_among(grades: Sequence[int], first: int) -> bool:
    return any(grade >= GOOD for grade in grades[:first])


def ndcg(grades: Sequence[int], possible: Sequence[int], first: int = LOOKED_AT) -> float:
    """Gain by grade and place, beside the best order of all that the market has."""
    best = _gain(sorted(possible, reverse=True)[:first])
    return _gain(grades[:first]) / best if best else 0.0


def _gain(grades: Sequence[int]) -> float:
    return sum((2.0**grade - 1) / log2(place + 1) for place, grade in enumerate(grades, 1))
