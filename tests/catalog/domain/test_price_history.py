"""Thirty days of prices."""

from datetime import UTC, datetime, timedelta

from catalog.domain.price_history import PricePeriod, continues, lowest_recent

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


def days_ago(days: int) -> datetime:
    return NOW - timedelta(days=days)


def test_the_lowest_price_of_the_last_thirty_days_counts():
    history = [
        PricePeriod(199, offered=True, valid_from=days_ago(90), valid_to=days_ago(40)),
        PricePeriod(299, offered=True, valid_from=days_ago(40), valid_to=days_ago(5)),
        PricePeriod(349, offered=True, valid_from=days_ago(5)),
    ]

    assert lowest_recent(history, NOW) == 299


def test_a_price_nobody_could_buy_at_does_not_count():
    history = [
        PricePeriod(99, offered=False, valid_from=days_ago(10), valid_to=days_ago(8)),
        PricePeriod(349, offered=True, valid_from=days_ago(8)),
    ]

    assert lowest_recent(history, NOW) == 349


def test_without_a_public_price_there_is_no_reference():
    assert lowest_recent([], NOW) is None


def test_the_same_price_goes_on_until_it_is_offered():
    draft = PricePeriod(349, offered=False, valid_from=days_ago(1))

    assert continues(draft, 349, offered=False)
    assert not continues(draft, 349, offered=True)
    assert not continues(draft, 350, offered=False)
    assert not continues(None, 349, offered=False)
