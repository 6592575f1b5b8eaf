"""How far two spellings are apart."""

from rapidfuzz.distance import OSA


def within_typos(one: str, other: str, limit: int) -> bool:
    """Whether at most `limit` slips part the words; neighbours swapped count as one slip."""
    if abs(len(one) - len(other)) > limit:
        return False
    return OSA.distance(one, other, score_cutoff=limit) <= limit
