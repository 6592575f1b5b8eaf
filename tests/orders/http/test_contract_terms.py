"""What else belongs to a contract: age, a business that buys, orders for somebody else."""

import asyncio
from typing import Any
from uuid import UUID

import pytest
from marketkit.clock import new_id
from orders.domain.buyer import is_leitweg_id, is_vat_id, tidy_vat_id
from orders.invariants import violations

from tests.orders.market import AShop, Market, checkout_body
from tests.orders.ordering import order, owner_of, verb
from tests.support.asgi import AsgiClient
from tests.support.tokens import a_token

COMPANY = {
    "company": "Stadt Zeitz",
    "street": "Altmarkt 1",
    "postal_code": "06712",
    "place": "Zeitz",
}


async def for_grown_ups(market: Market, shop: AShop, age: int) -> UUID:
    variant = await market.offer(shop)
    await market.database.pool.execute(
        "UPDATE offer SET facts = facts || jsonb_build_object('age', $2::integer)"
        " WHERE variant_id = $1",
        variant,
        age,
    )
    return variant


async def a_cart(client: AsgiClient, *variants: UUID) -> str:
    lines = [{"variant_id": str(variant), "quantity": 1} for variant in variants]
    return str((await client.post("/api/v1/carts", json={"lines": lines})).json()["id"])


async def buy(client: AsgiClient, cart: str, *shops: AShop, key: str = "k", **more: Any) -> Any:
    return await client.post(
        f"/api/v1/carts/{cart}/checkout",
        json=checkout_body(shops, **more),
        headers={"Idempotency-Key": key},
    )


async def test_the_cart_says_the_age_and_the_checkout_asks_for_the_highest(
    client: AsgiClient, market: Market
) -> None:
    shop = await market.shop()
    beer, spirit = await for_grown_ups(market, shop, 16), await for_grown_ups(market, shop, 18)
    cart = await a_cart(client, beer, spirit)

    shown = (await client.get(f"/api/v1/carts/{cart}")).json()
    silent = await buy(client, cart, shop)
    young = await buy(client, cart, shop, age_confirmed=16)
    grown = await buy(client, cart, shop, age_confirmed=18)

    assert (shown["age"], shown["can_checkout"]) == (18, True)
    assert [line["age"] for line in shown["shops"][0]["lines"]] == [16, 18]
    for refused in (silent, young):
        assert (refused.status, refused.json()["code"]) == (422, "age_not_confirmed")
        assert refused.json()["errors"][0]["field"] == "age_confirmed"
    assert (grown.status, grown.json()["age_confirmed"]) == (201, 18)


async def test_nothing_is_handed_over_before_somebody_looked_at_the_card(
    client: AsgiClient, market: Market
) -> None:
    shop = await market.shop()
    beer = await for_grown_ups(market, shop, 16)
    placed = await order(client, (shop, beer, 2), age_confirmed=16)
    part, code, owner = placed.parts[0], placed.code(), owner_of(client, shop)
    for name in ("accept", "ready"):
        assert (await verb(owner, part, name))[0] == 200

    assert await verb(owner, part, "hand-over", pickup_code=code) == (409, "age_not_checked")
    assert await market.stock(beer) == (10, 2)
    for _ in range(2):
        found = await verb(owner, part, "hand-over", pickup_code=code, age_checked=True)
        assert found == (200, "handed_over")

    seen = (await owner.get(f"/api/v1/shop-orders/{part}")).json()
    assert (seen["age"], seen["age_checked"]["age"]) == (16, 16)
    row = await market.database.pool.fetchrow("SELECT * FROM age_check")
    assert (row["age"], row["account_id"], row["at"]) == (16, shop.owner, market.clock.now())
    assert set(row.keys()) == {"shop_order_id", "age", "account_id", "at"}, "no copy of a card"
    assert await violations(market.database.pool) == []


async def test_a_business_says_what_its_invoice_must_name(
    client: AsgiClient, market: Market
) -> None:
    shop = await market.shop()
    cart = await a_cart(client, await market.offer(shop))
    wrong = await buy(client, cart, shop, buyer=COMPANY | {"vat_id": "DE123456789"})
    right = await buy(
        client,
        cart,
        shop,
        buyer=COMPANY | {"vat_id": "de 136 695 976", "reference": "04011000-1234512345-06"},
    )

    assert (wrong.status, wrong.json()["errors"][0]["field"]) == (422, "buyer.vat_id")
    assert right.status == 201, right.text
    assert right.json()["buyer"] == COMPANY | {
        "vat_id": "DE136695976",
        "reference": "04011000-1234512345-06",
        "email": None,
    }


@pytest.mark.parametrize(
    ("text", "good"),
    [
        ("DE136695976", True),
        ("DE136695975", False),
        ("ATU12345678", True),
        ("AT12345678", False),
        ("NL123456789B01", True),
        ("US123", False),
        ("", False),
    ],
)
def test_a_vat_id_has_the_form_of_its_country(text: str, good: bool) -> None:
    assert is_vat_id(tidy_vat_id(text)) is good


def test_a_leitweg_id_has_a_check_number() -> None:
    assert is_leitweg_id("04011000-1234512345-06")
    assert not is_leitweg_id("04011000-1234512345-07")
    assert not is_leitweg_id("Bestellung 17")


async def test_an_advisor_orders_for_a_resident_on_the_telephone(
    client: AsgiClient, market: Market
) -> None:
    shop = await market.shop()
    bread = await market.offer(shop)
    helper_id = new_id()
    advisor = client.as_(a_token("advisor", account_id=helper_id, name="Bea Rater"))
    cart = await a_cart(advisor, bread)
    contact = {"name": "Erna Alt", "email": None, "phone": "03441 12345"}

    answers = await asyncio.gather(
        *(buy(advisor, cart, shop, contact=contact, on_behalf=True) for _ in range(5))
    )

    assert {answer.status for answer in answers} == {201}
    assert len({answer.json()["id"] for answer in answers}) == 1
    placed = answers[0].json()
    assert placed["placed_by"] == {"name": "Bea Rater", "role": "advisor"}
    seen = await client.get(f"/api/v1/orders/{placed['id']}?token={placed['token']}")
    assert seen.status == 200, "the resident's own link"
    assert (await advisor.get(f"/api/v1/orders/{placed['id']}")).status == 404, "not the helper's"
    row = await market.database.pool.fetchrow('SELECT account_id, placed_by FROM "order"')
    assert (row["account_id"], row["placed_by"]) == (None, helper_id)


async def test_a_shop_orders_for_others_only_what_it_sells_itself(
    client: AsgiClient, market: Market
) -> None:
    mine, theirs = await market.shop("baeckerei"), await market.shop("molkerei")
    bread, milk = await market.offer(mine), await market.offer(theirs)
    owner = owner_of(client, mine)
    both, one = await a_cart(owner, bread, milk), await a_cart(owner, bread)

    refused = await buy(owner, both, mine, theirs, on_behalf=True)
    placed = await buy(owner, one, mine, key="l", on_behalf=True)
    stranger = client.as_(a_token("resident"))
    nobody = await buy(stranger, await a_cart(stranger, bread), mine, on_behalf=True)
    guest = await buy(client, await a_cart(client, bread), mine, on_behalf=True)

    assert (refused.status, refused.json()["code"]) == (403, "on_behalf_not_allowed")
    assert placed.status == 201, placed.text
    assert placed.json()["placed_by"]["role"] == "shop"
    assert {nobody.status, guest.status} == {403}
    assert await market.stock(milk) == (10, 0)
