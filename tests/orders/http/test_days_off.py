"""Days on which a shop does not work: nothing is brought from it, and nothing is made there."""

from typing import Any
from uuid import UUID

import pytest
from marketkit.contracts.catalog import ClosureState, SpecialDayState

from tests.orders.http.test_ways import a_cart, ways_of, with_facts
from tests.orders.market import AShop, Market
from tests.orders.ruling import at, cart_with, check_out, says, starts, times, why
from tests.orders.stations import SATURDAY, TUESDAY, a_point, a_tour
from tests.support.asgi import AsgiClient

CLOSED_DAYS = tuple(
    SpecialDayState.model_validate({"day": day, "spans": []})
    for day in ("2026-11-21", "2026-11-24")
)
HOLIDAYS = ClosureState.model_validate(
    {"from": "2026-11-20", "to": "2026-11-26", "text": "Betriebsferien"}
)
BROUGHT = {"postal_codes": ["06729"], "fee": 300, "days": ["sa", "tu"]}


async def offered(client: AsgiClient, *variants: UUID) -> dict[str, list[str]]:
    """The first starts of all ways but the shop's own counter."""
    found: dict[str, list[str]] = {}
    for way in (await ways_of(client, await a_cart(client, *variants)))[0]["ways"]:
        if way["way"] != "shop":
            kind = "tour" if way["tour_id"] else "door" if way["way"] == "delivery" else "point"
            found[kind] = [slot["start"] for slot in way["slots"]]
    return found


async def a_bringing_shop(market: Market, **changes: Any) -> AShop:
    shop = await market.shop(delivery=BROUGHT, **changes)
    await a_point(market, shop)
    await a_tour(market, shop)
    return shop


async def test_on_a_day_it_calls_closed_nothing_is_brought_anywhere(
    market: Market, client: AsgiClient
) -> None:
    shop = await a_bringing_shop(market, special_days=CLOSED_DAYS)

    found = await offered(client, await market.offer(shop))

    days = {start[:10] for starts_ in found.values() for start in starts_}
    assert days.isdisjoint({"2026-11-21", "2026-11-24"})


async def test_what_takes_long_is_brought_when_it_is_made(
    market: Market, client: AsgiClient
) -> None:
    shop = await a_bringing_shop(market)
    cake = await market.offer(shop, on_order=True)
    await with_facts(market, cake, lead_days=10)

    found = await offered(client, cake)

    assert found["point"] == ["2026-12-05T15:00:00+01:00"]
    assert found["tour"] == ["2026-12-01T16:00:00+01:00"]
    assert [start[:10] for start in found["door"]] == ["2026-12-01", "2026-12-05"]


async def test_what_takes_no_time_is_brought_as_ever(market: Market, client: AsgiClient) -> None:
    shop = await a_bringing_shop(market)

    found = await offered(client, await market.offer(shop))

    assert (found["point"], found["tour"]) == ([SATURDAY], [TUESDAY])


async def test_nothing_is_made_while_the_shop_is_closed(market: Market, client: AsgiClient) -> None:
    shop = await market.shop(closures=(HOLIDAYS,))
    cake = await market.offer(shop, on_order=True)
    await with_facts(market, cake, lead_days=3)
    cart = await cart_with(client, cake)

    found = await times(client, cart)
    refused = await check_out(client, cart, shop, "2026-11-27 10:00")

    # Back on Friday the 27th; Saturday, Sunday, and on Monday it is there.
    assert starts(found)[0] == "2026-11-30T07:00"
    assert "frühestens Montag, 30. November" in why(refused)


@pytest.mark.parametrize(
    ("ordered", "first"),
    [("2026-11-19 10:00", "2026-11-28T07:00"), ("2026-11-26 10:00", "2026-11-28T07:00")],
)
async def test_days_off_do_not_count(
    market: Market, client: AsgiClient, ordered: str, first: str
) -> None:
    """One day is worked before the holidays and one after them; or none before them."""
    shop = await market.shop(closures=(HOLIDAYS,))
    cake = await market.offer(shop, on_order=True)
    await with_facts(market, cake, lead_days=2 if "19" in ordered else 1)
    at(market, ordered)

    assert starts(await times(client, await cart_with(client, cake)))[0] == first


async def test_what_is_ordered_on_a_day_off_counts_as_of_the_next_working_day(
    market: Market, client: AsgiClient
) -> None:
    shop = await market.shop(closures=(HOLIDAYS,))
    bread = await market.offer(shop)
    await says(client, shop, cutoff="12:00")
    at(market, "2026-11-26 18:00")

    assert starts(await times(client, await cart_with(client, bread)))[0] == "2026-11-28T07:00"
