"""The measures themselves."""

import pytest

from tests.search.relevance.measures import hit_among, ndcg, reciprocal_rank


@pytest.mark.parametrize(
    ("grades", "expected"), [([3, 0], 1.0), ([0, 1, 2], 1 / 3), ([1, 1], 0.0), ([], 0.0)]
)
def test_the_rank_is_that_of_the_first_good_hit(grades: list[int], expected: float) -> None:
    assert reciprocal_rank(grades) == expected


def test_a_hit_must_be_good_and_among_the_first() -> None:
    assert hit_among([1, 1, 2], 3)
    assert not hit_among([1, 1, 2], 2)


def test_the_best_order_gains_all() -> None:
    assert ndcg([3, 2, 1, 0], [1, 2, 3]) == 1.0
    assert 0.0 < ndcg([1, 2, 3], [1, 2, 3]) < 1.0
    assert ndcg([0], [0]) == 0.0
