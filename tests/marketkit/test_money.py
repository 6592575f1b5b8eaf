"""Splitting money loses nothing and is fair to a cent."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from marketkit.money import split_by_weights


def test_the_remainder_goes_to_the_largest_fractions() -> None:
    assert split_by_weights(100, [1, 1, 1]) == [34, 33, 33]
    assert split_by_weights(101, [7, 2, 1]) == [71, 20, 10]


def test_a_refund_splits_like_the_payment() -> None:
    assert split_by_weights(-100, [1, 1, 1]) == [-34, -33, -33]


@pytest.mark.parametrize("weights", [[], [0, 0], [1, -1]])
def test_senseless_weights_are_refused(weights: list[int]) -> None:
    with pytest.raises(ValueError, match="weights"):
        split_by_weights(10, weights)


weights = st.lists(st.integers(0, 10**6), min_size=1, max_size=20).filter(any)


@given(st.integers(-(10**9), 10**9), weights)
def test_parts_always_sum_to_the_whole(total: int, parts: list[int]) -> None:
    shares = split_by_weights(total, parts)

    assert sum(shares) == total
    for share, weight in zip(shares, parts, strict=True):
        assert abs(share - total * weight / sum(parts)) < 1
