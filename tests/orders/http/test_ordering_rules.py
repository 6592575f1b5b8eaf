"""How shops take orders: said over HTTP, shown in carts, and held to when ordering."""

import asyncio

import pytest
from marketkit.contracts.catalog import ClosureState, SpecialDayState
from orders.invariants import violations

from tests.orders.market import Market
from tests.orders.ordering import order, owner_of
from tests.orders.ruling import MARKET_DAY, at, cart_with, check_out, says, starts, times, why
from tests.support.asgi import AsgiClient

PATH = "/api/v1/shops/baeckerei/ordering-rules"


async def test_a_shop_that_says_nothing_sells_as_ever(client: AsgiClient, market: Market) -> None:
    shop = await market.shop()
    cart = await cart_with(client, await market.offer(shop))

    found = (await owner_of(client, shop).get(PATH)).json()

    assert (found["version"], found["minimum"], found["windows"]) == (0, 0, [])
    assert starts(await times(client, cart))[0] == "2026-11-20T10:00"


async def test_rules_are_kept_and_said_twice_they_hold_once(
    client: AsgiClient, market: Market
) -> None:
    shop = await market.shop()
    wanted = {"minimum": 1500, "cutoff": "16:00", "windows": [MARKET_DAY], "also_in_hours": True}

    first = await says(client, shop, **wanted)
    second = await says(client, shop, **wanted)

    assert (first["version"], second["version"]) == (1, 1)
    assert first["windows"] == [MARKET_DAY | {"on_holidays": False}]
    assert first["previous"]["minimum"] == 0
    assert await market.database.pool.fetchval("SELECT count(*) FROM shop_rules") == 1


async def test_the_catalogues_news_leave_them_alone(client: AsgiClient, market: Market) -> None:
    shop = await market.shop()
    await says(client, shop, minimum=1500)

    await market.change_shop(shop, name="Anders")

    assert (await owner_of(client, shop).get(PATH)).json()["minimum"] == 1500


async def test_what_others_keep_beside_them_stays(client: AsgiClient, market: Market) -> None:
    shop = await market.shop()
    pool = market.database.pool
    await pool.execute("""UPDATE shop_copy SET rules = '{"other": 1}'::jsonb""")

    await says(client, shop, minimum=1500)

    assert (await pool.fetchval("SELECT rules FROM shop_copy"))["other"] == 1


async def test_of_two_who_change_them_the_second_is_told(
    client: AsgiClient, market: Market
) -> None:
    shop = await market.shop()
    owner = owner_of(client, shop)
    seen = (await owner.get(PATH)).headers["etag"]

    one = await owner.put(PATH, json={"minimum": 100}, headers={"If-Match": seen})
    other = await owner.put(PATH, json={"minimum": 200}, headers={"If-Match": seen})

    assert (one.status, other.status) == (200, 412)
    assert (await owner.get(PATH)).json()["minimum"] == 100


async def test_strangers_find_no_rules(client: AsgiClient, market: Market) -> None:
    await market.shop()
    other = owner_of(client, await market.shop("molkerei"))

    assert (await other.get(PATH)).status == 404
    assert (await other.put(PATH, json={})).status == 404
    assert (await client.get(PATH)).status == 401


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"minimum": 200_000}, "minimum"),
        ({"per_window": 0}, "per_window"),
        ({"days_ahead": 29}, "days_ahead"),
        ({"cutoff": "25:00"}, "cutoff"),
        ({"windows": [MARKET_DAY | {"end": "16:05"}]}, "windows[0].end"),
        ({"windows": [MARKET_DAY | {"collect_day": "xy"}]}, "windows[0].collect_day"),
        ({"delivery_window": {"begin": "16:00", "end": "16:20"}}, "delivery_window.end"),
        ({"delivery_window": {"begin": "16:00"}}, "delivery_window.end"),
        ({"whatever": 1}, "whatever"),
    ],
)
async def test_what_cannot_be_meant_is_named_by_field(
    client: AsgiClient, market: Market, wrong: dict[str, object], field: str
) -> None:
    owner = owner_of(client, await market.shop())

    answer = await owner.put(PATH, json=wrong)

    assert answer.status == 422
    assert [each["field"] for each in answer.json()["errors"]] == [field]
    assert (await owner.get(PATH)).json()["version"] == 0


async def test_an_order_window_takes_the_place_of_the_hours(
    client: AsgiClient, market: Market
) -> None:
    """It is Friday morning: this week's window is over, next week's is open until Wednesday."""
    shop = await market.shop()
    await says(client, shop, windows=[MARKET_DAY])
    cart = await cart_with(client, await market.offer(shop))

    found = await times(client, cart)
    late = await check_out(client, cart, shop, "2026-11-20 16:00")
    placed = await check_out(client, cart, shop, "2026-11-27 16:00", key="other")

    assert starts(found) == ["2026-11-27T16:00", "2026-11-27T17:00", "2026-12-04T16:00",
                             "2026-12-04T17:00"]  # fmt: skip
    assert found["slots"][0]["label"] == "Stand auf dem Altmarkt"
    assert late.status == 422
    assert "Bestellschluss dafür war Mittwoch, 18. November, 18:00 Uhr" in why(late)
    assert placed.json()["shop_orders"][0]["fulfilment"]["hint"] == "Stand auf dem Altmarkt"


async def test_when_all_its_days_are_holidays_or_closed_it_is_said_which(
    client: AsgiClient, market: Market
) -> None:
    away = ClosureState.model_validate({"from": "2027-01-04", "to": "2027-01-10", "text": ""})
    closed = SpecialDayState.model_validate({"day": "2026-12-28", "spans": []})
    shop = await market.shop(closures=(away,), special_days=(closed,))
    monday = MARKET_DAY | {"collect_day": "mo", "until_day": "sa"}
    await says(client, shop, windows=[MARKET_DAY, monday])
    cart = await cart_with(client, await market.offer(shop))

    at(market, "2026-12-24 08:00")
    found = await times(client, cart)
    at(market, "2027-01-04 08:00")
    only_away = await times(client, cart)

    assert found["slots"] == []
    assert found["reason"] == (
        "Dieser Laden hat in den nächsten Tagen keine Abholzeiten: "
        "Freitag, 25. Dezember ist Feiertag (Erster Weihnachtstag); "
        "Montag, 28. Dezember ist geschlossen; "
        "Freitag, 1. Januar ist Feiertag (Neujahr); "
        "Geschlossen vom 4. Januar bis 10. Januar."
    )
    assert starts(only_away)[0] == "2027-01-11T16:00"


async def test_both_the_window_and_the_hours(client: AsgiClient, market: Market) -> None:
    shop = await market.shop(opening_hours="Mo 08:00-09:00")
    await says(client, shop, windows=[MARKET_DAY], also_in_hours=True)

    found = await times(client, await cart_with(client, await market.offer(shop)))

    assert starts(found)[:2] == ["2026-11-23T08:00", "2026-11-27T16:00"]


async def test_after_the_cut_off_it_is_the_day_after_tomorrow(
    client: AsgiClient, market: Market
) -> None:
    shop = await market.shop(opening_hours="Mo-Su 08:00-10:00")
    await says(client, shop, cutoff="16:00")
    cart = await cart_with(client, await market.offer(shop))

    at(market, "2026-11-20 16:00")
    in_time = starts(await times(client, cart))[0]
    at(market, "2026-11-20 16:01")
    after = starts(await times(client, cart))[0]
    refused = await check_out(client, cart, shop, "2026-11-21 09:00")

    assert (in_time, after) == ("2026-11-21T08:00", "2026-11-22T08:00")
    assert "bis Freitag, 20. November, 16:00 Uhr bestellt" in why(refused)


async def test_what_is_made_to_order_needs_its_days(client: AsgiClient, market: Market) -> None:
    shop = await market.shop(opening_hours="Mo-Su 08:00-10:00")
    cake = await market.offer(shop)
    facts = """UPDATE offer SET facts = '{"lead_days": 3}'::jsonb"""
    await market.database.pool.execute(facts)
    cart = await cart_with(client, cake)

    found = await times(client, cart)
    refused = await check_out(client, cart, shop, "2026-11-22 09:00")

    product = await market.product_of(cake)
    path = "/api/v1/shops/baeckerei/pickup-times"
    on_its_page = (await client.get(path, query={"product_id": str(product)})).json()

    assert starts(found)[0] == "2026-11-23T08:00"
    assert starts(found)[-1].startswith("2026-11-30")
    assert starts(on_its_page) == starts(found)
    assert "„Roggenbrot“ braucht 3 Tage Vorlauf: frühestens Montag, 23. November." in why(refused)


async def test_too_little_is_said_in_the_cart_and_refused(
    client: AsgiClient, market: Market
) -> None:
    shop = await market.shop()
    await says(client, shop, minimum=1500)
    bread = await market.offer(shop, price=480, deposit=500)
    cart = await cart_with(client, bread, quantity=3)

    shown = (await client.get(f"/api/v1/carts/{cart}")).json()
    refused = await check_out(client, cart, shop, "2026-11-21 10:00")
    await client.put(f"/api/v1/carts/{cart}/lines/{bread}", json={"quantity": 4})
    enough = await check_out(client, cart, shop, "2026-11-21 10:00", key="more")

    (problem,) = shown["problems"]
    words = "Baeckerei nimmt Bestellungen ab 15,00\xa0€ Warenwert an. Es fehlen noch 0,60\xa0€."
    assert (problem["code"], problem["message"]) == ("below_minimum", words)
    assert problem["shop_id"] == str(shop.id)
    assert not shown["can_checkout"]
    assert (refused.status, refused.json()["code"]) == (409, "cart_has_problems")
    assert why(refused) == words
    assert enough.status == 201


async def test_thirty_at_once_for_five_places(client: AsgiClient, market: Market) -> None:
    shop = await market.shop()
    await says(client, shop, per_window=5)
    bread = await market.offer(shop, on_hand=100)
    carts = [await cart_with(client, bread) for _ in range(30)]

    answers = await asyncio.gather(
        *(check_out(client, cart, shop, "2026-11-21 10:00", cart) for cart in carts)
    )

    statuses = [answer.status for answer in answers]
    assert (statuses.count(201), statuses.count(409)) == (5, 25)
    assert {a.json()["code"] for a in answers if a.status == 409} == {"slot_full"}
    assert await market.stock(bread) == (100, 5)
    assert await violations(market.database.pool) == []

    (late,) = [cart for cart, status in zip(carts, statuses, strict=True) if status == 409][:1]
    found = await times(client, late)
    assert starts(found, "full") == ["2026-11-21T10:00"]
    assert "2026-11-21T10:00" not in starts(found)


async def test_orders_from_before_the_counting_count(client: AsgiClient, market: Market) -> None:
    shop = await market.shop()
    bread = await market.offer(shop)
    await order(client, (shop, bread, 1))

    await says(client, shop, per_window=1)
    refused = await check_out(client, await cart_with(client, bread), shop, "2026-11-21 10:00")

    assert (refused.status, refused.json()["code"]) == (409, "slot_full")
    assert "ausgebucht" in why(refused)


async def test_when_all_is_full_that_is_the_reason(client: AsgiClient, market: Market) -> None:
    shop = await market.shop(opening_hours="Sa 10:00-11:00")
    await says(client, shop, per_window=1, days_ahead=2)
    bread = await market.offer(shop)
    await check_out(client, await cart_with(client, bread), shop, "2026-11-21 10:00")

    found = await times(client, await cart_with(client, bread))

    assert (found["slots"], found["reason"]) == (
        [], "Alle Abholzeiten der nächsten Tage sind ausgebucht.")  # fmt: skip


async def test_everybody_may_see_when_one_could_collect(client: AsgiClient, market: Market) -> None:
    shop = await market.shop()
    await says(client, shop, windows=[MARKET_DAY], minimum=1500)

    found = (await client.get("/api/v1/shops/baeckerei/pickup-times")).json()

    assert starts(found)[0] == "2026-11-27T16:00"
    assert found["minimum"]["amount"] == 1500
    assert (await client.get("/api/v1/shops/gibtsnicht/pickup-times")).status == 404
