"""Openness.

Offered times follow opening hours, holidays, preparation time and cut-off; a time in the past, a
closed shop, an address outside the zone or a too small amount are refused by the server with the
reason, and cart and shop page never disagree. Holiday: visible before, closed during, open after
without anyone acting.

(The address outside the zone is refused with the ways in which goods are brought.)
"""

import pytest
from marketkit.contracts.catalog import ClosureState

from tests.orders.market import Market
from tests.orders.ruling import MARKET_DAY, at, cart_with, check_out, says, starts, times, why
from tests.support.asgi import AsgiClient

FEAST = ClosureState.model_validate(
    {"from": "2026-11-24", "to": "2026-11-26", "text": "Betriebsferien"}
)
HOURS = "Mo-Sa 08:00-10:00"


async def both(client: AsgiClient, cart: str) -> list[str]:
    """What the cart offers, after a look at the shop's page: they never disagree."""
    in_cart = await times(client, cart)
    at_shop = (await client.get(f"/api/v1/shops/{in_cart['slug']}/pickup-times")).json()
    names = ("slots", "full", "reason", "notice")
    assert {name: in_cart[name] for name in names} == {name: at_shop[name] for name in names}
    return starts(in_cart)


async def test_offered_times_follow_hours_and_preparation(
    client: AsgiClient, market: Market
) -> None:
    shop = await market.shop(opening_hours=HOURS, preparation_minutes=30)
    cart = await cart_with(client, await market.offer(shop))

    at(market, "2026-11-20 08:31")  # a Friday: nine o'clock would be too soon
    found = await both(client, cart)

    assert found[:3] == ["2026-11-21T08:00", "2026-11-21T09:00", "2026-11-23T08:00"]
    assert "2026-11-22" not in {start[:10] for start in found}


async def test_offered_times_follow_holidays_of_the_state(
    client: AsgiClient, market: Market
) -> None:
    """Epiphany is one in Saxony-Anhalt; for the order window as well."""
    at(market, "2027-01-05 07:00")
    shop = await market.shop(opening_hours=HOURS)
    epiphany = MARKET_DAY | {"until_day": "tu", "collect_day": "we"}
    stall = await market.shop("hof", opening_hours=HOURS)
    await says(client, stall, windows=[epiphany])

    in_hours = await both(client, await cart_with(client, await market.offer(shop)))
    in_window = await both(client, await cart_with(client, await market.offer(stall)))

    assert [start[:10] for start in in_hours][:4] == [
        "2027-01-05", "2027-01-05", "2027-01-07", "2027-01-07"]  # fmt: skip
    assert in_window[0] == "2027-01-13T16:00"


async def test_offered_times_follow_the_cut_off(client: AsgiClient, market: Market) -> None:
    shop = await market.shop(opening_hours=HOURS)
    await says(client, shop, cutoff="12:00")
    cart = await cart_with(client, await market.offer(shop))

    at(market, "2026-11-23 12:00")
    assert (await both(client, cart))[0] == "2026-11-24T08:00"
    at(market, "2026-11-23 12:00:01")
    assert (await both(client, cart))[0] == "2026-11-25T08:00"


@pytest.mark.parametrize(
    ("start", "words"),
    [
        ("2026-11-20 08:00", "schon vorbei"),
        ("2026-11-20 10:00", "Der Laden braucht 120 Minuten zum Vorbereiten"),
        ("2026-11-25 08:00", "Betriebsferien vom 24. November bis 26. November"),
        ("2026-11-22 08:00", "gibt es nicht mehr"),
    ],
)
async def test_what_is_not_offered_is_refused_with_the_reason(
    client: AsgiClient, market: Market, start: str, words: str
) -> None:
    at(market, "2026-11-20 08:30")
    shop = await market.shop(
        opening_hours="Mo-Sa 08:00-11:00", preparation_minutes=120, closures=(FEAST,)
    )
    bread = await market.offer(shop)
    cart = await cart_with(client, bread)

    refused = await check_out(client, cart, shop, start)

    assert (refused.status, refused.json()["code"]) == (422, "slot_not_offered")
    assert refused.json()["errors"][0]["field"] == f"slots.{shop.id}"
    assert words in why(refused)
    assert start.replace(" ", "T") not in await both(client, cart)
    assert await market.stock(bread) == (10, 0)


async def test_a_closed_shop_is_refused_with_the_reason(client: AsgiClient, market: Market) -> None:
    shop = await market.shop()
    cart = await cart_with(client, await market.offer(shop))
    await market.change_shop(shop, status="paused")

    refused = await check_out(client, cart, shop, "2026-11-21 10:00")
    shown = (await client.get(f"/api/v1/carts/{cart}")).json()

    assert refused.json()["problems"][0]["message"] == shown["problems"][0]["message"]
    assert "nimmt gerade keine Bestellungen an" in shown["problems"][0]["message"]
    assert await both(client, cart) == []


async def test_a_too_small_amount_is_refused_with_the_reason(
    client: AsgiClient, market: Market
) -> None:
    shop = await market.shop()
    await says(client, shop, minimum=1000)
    cart = await cart_with(client, await market.offer(shop, price=999))

    refused = await check_out(client, cart, shop, "2026-11-21 10:00")
    shown = (await client.get(f"/api/v1/carts/{cart}")).json()

    assert refused.json()["problems"][0]["message"] == shown["problems"][0]["message"]
    assert "Es fehlen noch 0,01\xa0€" in why(refused)


async def test_a_holiday_is_visible_before_closed_during_and_open_after(
    client: AsgiClient, market: Market
) -> None:
    """Nobody acts in between: it is written down once."""
    shop = await market.shop(opening_hours=HOURS, closures=(FEAST,))
    cart = await cart_with(client, await market.offer(shop))

    async def seen(now: str) -> tuple[list[str], str | None, str | None]:
        at(market, now)
        await both(client, cart)
        found = await times(client, cart)
        days = list(dict.fromkeys(start[8:10] for start in starts(found)))
        return days, found["notice"], found["reason"]

    assert await seen("2026-11-20 18:00") == (
        ["21", "23", "27"], "Betriebsferien vom 24. November bis 26. November", None)  # fmt: skip
    assert await seen("2026-11-24 07:00") == (
        ["27", "28", "30", "01"], "Betriebsferien bis 26. November", None)  # fmt: skip
    assert await seen("2026-11-27 06:00") == (
        ["27", "28", "30", "01", "02", "03", "04"], None, None)  # fmt: skip


async def test_closed_all_the_time_is_the_reason(client: AsgiClient, market: Market) -> None:
    shop = await market.shop(opening_hours="We 08:00-10:00", closures=(FEAST,))
    cart = await cart_with(client, await market.offer(shop))
    at(market, "2026-11-20 08:00")

    assert await both(client, cart) == []
    assert (await times(client, cart))["reason"] == (
        "Betriebsferien vom 24. November bis 26. November")  # fmt: skip
