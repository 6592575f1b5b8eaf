"""What is remembered of a search, and the rule that nobody is told about alone."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some
from marketkit.contracts import DemandObserved
from marketkit.contracts.search import LEAST_SEARCHERS
from pydantic import ValidationError
from search.domain.demand import Sought, demand_id, may_be_told, sought
from search.queries.ask import Asked, question_for

from tests.search.shelf import LANGUAGE


def of(q: str, **changes: Any) -> Sought | None:
    return question_for(Asked(q=q, **changes), LANGUAGE).sought


@pytest.mark.parametrize(
    ("typed", "term"),
    [("Zwiebelkuchen", "zwiebelkuchen"), ("  ROTE   Bete ", "rote bete"), ("Brühe", "brühe")],
)
def test_a_term_is_what_was_typed_whatever_its_case(typed: str, term: str) -> None:
    assert of(typed) == Sought(term, "region")


@pytest.mark.parametrize(
    ("asked", "municipality"),
    [
        ({"q": "brot", "place": "Kayna"}, "Zeitz"),
        ({"q": "brot", "place": "06712"}, "Zeitz"),
        ({"q": "brot in Grana"}, "Kretzschau"),
        ({"q": "brot Tröglitz"}, "Elsteraue"),
        ({"q": "brot"}, "region"),
    ],
)
def test_a_place_belongs_to_its_municipality(asked: dict[str, str], municipality: str) -> None:
    assert of(**asked) == Sought("brot", municipality)


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "   ",
        "Zeitz",
        "anna@example.org",
        "03441 555010",
        "DE89 3704 0044",
        "x" * 61,
        "ab " * 40,
    ],
)
def test_what_is_empty_long_or_personal_is_forgotten_at_once(typed: str) -> None:
    assert of(typed) is None


@pytest.mark.parametrize(
    "more", [{"page": 2}, {"category": "brot"}, {"shops": {"baeckerei"}}, {"available": True}]
)
def test_filters_and_further_pages_are_no_searches_of_their_own(more: dict[str, object]) -> None:
    assert of("zwiebelkuchen", **more) is None


@given(some.text(max_size=120), some.text(max_size=120))
def test_whatever_is_typed_nothing_that_looks_personal_is_kept(typed: str, read: str) -> None:
    kept = sought(typed, read, None)

    if kept is not None:
        assert "@" not in typed
        assert sum(character.isdecimal() for character in typed) < 6
        assert 0 < len(kept.term) <= 60
        assert kept.term == " ".join(kept.term.split())


@given(some.integers(min_value=-5, max_value=1000))
def test_only_three_and_more_are_told(searchers: int) -> None:
    """By the rule, and by the event itself: fewer cannot even be said."""
    facts: dict[str, Any] = {
        "week": "2026-W47",
        "municipality": "Zeitz",
        "term": "x",
        "searches": 9,
        "zero_hits": 0,
    }
    name = demand_id("2026-W47", Sought("x", "Zeitz"))
    assert LEAST_SEARCHERS == 3
    assert may_be_told(searchers) is (searchers >= 3)
    if may_be_told(searchers):
        DemandObserved(demand_id=name, version=1, searchers=searchers, **facts)
    else:
        with pytest.raises(ValidationError):
            DemandObserved(demand_id=name, version=1, searchers=searchers, **facts)


def test_the_same_demand_has_the_same_id_everywhere() -> None:
    one = demand_id("2026-W47", Sought("brot", "Zeitz"))

    assert one == demand_id("2026-W47", Sought("brot", "Zeitz"))
    assert len({one, demand_id("2026-W48", Sought("brot", "Zeitz")),
                demand_id("2026-W47", Sought("brot", "Elsteraue")),
                demand_id("2026-W47", Sought("brote", "Zeitz"))}) == 4  # fmt: skip
