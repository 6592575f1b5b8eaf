"""How far two spellings are apart."""


def within_typos(one: str, other: str, limit: int) -> bool:
    """Whether at most `limit` slips part the words; neighbours swapped count as one slip."""
    if abs(len(one) - len(other)) > limit:
        return False
    before_last: list[int] = []
    last = list(range(len(other) + 1))
    for i, left in enumerate(one, start=1):
        row = [i]
        for j, right in enumerate(other, start=1):
            cost = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (left != right))
            if i > 1 and j > 1 and left == other[j - 2] and one[i - 2] == right:
                cost = min(cost, before_last[j - 2] + 1)
            row.append(cost)
        if min(row) > limit:
            return False
        before_last, last = last, row
    return last[-1] <= limit
