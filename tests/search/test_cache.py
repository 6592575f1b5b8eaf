"""Kept answers are bounded and never older than the index."""

from search.http.cache import Answer, AnswerCache

A, B = Answer(b"a" * 10, "a"), Answer(b"b" * 10, "b")


def test_an_answer_lives_as_long_as_the_state_it_was_given_in() -> None:
    cache = AnswerCache()
    cache.put(1, "brot", A)

    assert cache.get(1, "brot") is A
    assert cache.get(2, "brot") is None


def test_a_new_state_empties_it() -> None:
    cache = AnswerCache()
    cache.put(1, "brot", A)
    cache.put(2, "wein", B)

    assert cache.get(2, "brot") is None
    assert cache.get(2, "wein") is B


def test_the_least_recently_used_goes_first() -> None:
    cache = AnswerCache(most=2)
    cache.put(1, "brot", A)
    cache.put(1, "wein", B)
    cache.get(1, "brot")
    cache.put(1, "honig", B)

    assert cache.get(1, "wein") is None
    assert cache.get(1, "brot") is A


def test_bytes_are_bounded_too() -> None:
    cache = AnswerCache(most_bytes=25)
    for key in ("brot", "wein", "honig"):
        cache.put(1, key, A)

    assert cache.get(1, "brot") is None
    assert cache.get(1, "honig") is A
