"""What search and orders tell, taken over once, newest first; and the board made of it."""

import asyncio
from datetime import UTC, datetime
from typing import Any

import pytest
from catalog.consumers import DEMAND, DEMAND_HANDLERS, SALES, SALES_HANDLERS
from marketkit.clock import new_id
from marketkit.contracts import DemandObserved, Event, ShopOrderHandedOver
from marketkit.messaging import Consumer, MemoryBus, Message

from tests.catalog.builders import NOW
from tests.catalog.conftest import Market, ok

BOARD = "/api/v1/demand"


def as_message(event: Event) -> Message:
    return Message(
        id=new_id(), type=event.type, source="/test", subject=str(event.subject),
        version=event.version, time=NOW, body=event.model_dump_json().encode(),
    )  # fmt: skip


def observed(term: str, searchers: int = 3, **changes: Any) -> DemandObserved:
    facts: dict[str, Any] = {
        "demand_id": new_id(), "version": 1, "week": "2026-W47", "municipality": "Zeitz",
        "searches": searchers * 2, "zero_hits": searchers * 2,
    }  # fmt: skip
    return DemandObserved(term=term, searchers=searchers, **(facts | changes))


async def tell(market: Market, *events: DemandObserved) -> None:
    consumer = Consumer(market.db, MemoryBus(), DEMAND, DEMAND_HANDLERS)
    await asyncio.gather(*(consumer.deliver(as_message(event)) for event in events))


async def board(market: Market, **query: Any) -> dict[str, Any]:
    seen: dict[str, Any] = ok(await market.client("advisor").get(BOARD, query=query))
    return seen


async def terms(market: Market, **query: Any) -> list[str]:
    return [item["term"] for item in (await board(market, **query))["items"]]


async def test_the_newest_version_wins_and_twice_is_once(market: Market) -> None:
    second = observed("zwiebelkuchen", 5, version=2)
    first = second.model_copy(update={"version": 1, "searchers": 3, "searches": 6})
    consumer = Consumer(market.db, MemoryBus(), DEMAND, DEMAND_HANDLERS)
    message = as_message(second)
    for one in (message, as_message(first), message, as_message(second)):
        await consumer.deliver(one)

    assert [item["searchers"] for item in (await board(market))["items"]] == [5]


async def test_two_consumers_may_hear_the_same_at_once(market: Market) -> None:
    message = as_message(observed("zwiebelkuchen"))
    consumers = [Consumer(market.db, MemoryBus(), DEMAND, DEMAND_HANDLERS) for _ in range(3)]
    await asyncio.gather(*(consumer.deliver(message) for consumer in consumers))

    assert await terms(market) == ["zwiebelkuchen"]


async def test_a_sale_is_counted_once_by_shop_and_day_and_nothing_else_is_kept(
    market: Market,
) -> None:
    shop = new_id()
    consumer = Consumer(market.db, MemoryBus(), SALES, SALES_HANDLERS)

    def handed_over(at: datetime) -> Message:
        ids: dict[str, Any] = {"shop_order_id": new_id(), "order_id": new_id(), "shop_id": shop}
        return as_message(ShopOrderHandedOver(**ids, occurred_at=at, version=4))

    late = datetime(2026, 11, 20, 23, 30, tzinfo=UTC)  # past midnight in Zeitz
    twice = handed_over(NOW)
    for message in (twice, twice, handed_over(NOW), handed_over(late)):
        await consumer.deliver(message)

    rows = await market.db.pool.fetch("SELECT * FROM sales_day ORDER BY day")
    assert [tuple(map(str, row.values())) for row in rows] == [
        ("2026-11-20", str(shop), "2"),
        ("2026-11-21", str(shop), "1"),
    ]


async def test_the_board_shows_how_much_how_many_and_whither(market: Market) -> None:
    await tell(
        market,
        observed("zwiebelkuchen", 6, searches=9, zero_hits=6),
        observed("zwiebelkuchen", 4, week="2026-W46"),
        observed("zwiebelkuchen", 9, week="2026-W46", municipality="Elsteraue"),
    )

    seen = await board(market)
    assert seen == {
        "week": "2026-W47",
        "items": [
            {
                "municipality": "Zeitz", "term": "zwiebelkuchen", "searches": 9, "searchers": 6,
                "zero_hits": 6, "zero_hit_share": 66, "searchers_before": 4, "trend": "up",
            }
        ],
        "next": None,
        "weeks": ["2026-W47", "2026-W46"],
        "municipalities": ["Zeitz"],
    }  # fmt: skip


@pytest.mark.parametrize(("before", "trend"), [(None, "new"), (3, "up"), (5, "same"), (8, "down")])
async def test_a_trend_needs_a_week_before(market: Market, before: int | None, trend: str) -> None:
    events = [observed("honig", 5)]
    if before:
        events.append(observed("honig", before, week="2026-W46"))
    await tell(market, *events)

    assert (await board(market))["items"][0]["trend"] == trend


async def test_filters_by_place_week_and_what_is_not_found(market: Market) -> None:
    await tell(
        market,
        observed("brot", 9, zero_hits=0),
        observed("honig", 5, zero_hits=5),
        observed("senf", 4, municipality="region"),
        observed("kuchen", 3, week="2026-W46"),
    )

    assert await terms(market) == ["brot", "honig", "senf"]
    assert await terms(market, unmet="true") == ["honig", "senf"]
    assert await terms(market, municipality="Zeitz") == ["brot", "honig"]
    assert await terms(market, municipality="region") == ["senf"]
    assert await terms(market, week="2026-W46") == ["kuchen"]
    assert await terms(market, week="2020-W01") == []


async def test_pages_hold_everything_once_whatever_is_equal(market: Market) -> None:
    await tell(market, *(observed(f"wort {n}", 3 + n % 2) for n in range(11)))
    seen: list[str] = []
    cursor = None
    while True:
        found = await board(market, limit=3, **({"cursor": cursor} if cursor else {}))
        seen += [item["term"] for item in found["items"]]
        if (cursor := found["next"]) is None:
            break

    assert len(seen) == len(set(seen)) == 11


@pytest.mark.parametrize(
    "query",
    [
        {"week": "2026-W54"},
        {"week": "heute"},
        {"limit": 0},
        {"cursor": "x"},
        {"cursor": "WyJhIiwgIjAxOTNmM2EwLTdjMWUtN2Q1NS05YjBlLTZkNjE3MjZiNzQyMSJd"},
    ],
)
async def test_what_makes_no_sense_is_refused_in_words(
    market: Market, query: dict[str, Any]
) -> None:
    answer = await market.client("advisor").get(BOARD, query=query)

    assert answer.status == 422
    assert answer.headers["content-type"].startswith("application/problem+json")


async def test_only_advisors_and_operators_look(market: Market) -> None:
    expected = {"advisor": 200, "operator": 200, "resident": 403, "shop_staff": 403}
    for role, status in expected.items():
        assert (await market.client(role).get(BOARD)).status == status, role
    assert (await market.guest.get(BOARD)).status == 401
