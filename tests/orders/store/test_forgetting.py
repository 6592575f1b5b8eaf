"""Who asks to be forgotten is forgotten, as soon as the order no longer needs them."""

from typing import Any

import pytest
from marketkit.clock import new_id
from marketkit.contracts import AccountErased
from orders.domain.codes import guest_token
from orders.use_cases.forget_account import forget_account, forget_ended

from tests.orders.market import Market
from tests.orders.ordering import order, owner_of, verb
from tests.orders.refusing import PERISHABLE, was_exempt
from tests.orders.withdrawing import PATH, declare
from tests.support.asgi import AsgiClient
from tests.support.tokens import a_token


async def test_names_go_when_the_order_has_ended(client: AsgiClient, market: Market) -> None:
    shop = await market.shop()
    bread = await market.offer(shop)
    account = new_id()
    anna = client.as_(a_token(account_id=account))
    ended = await order(anna, (shop, bread, 1), key="ended")
    running = await order(anna, (shop, bread, 2), key="running")
    guests = await order(client, (shop, bread, 1), key="guest")
    open_cart = (await anna.post("/api/v1/carts")).json()["id"]
    await anna.post(f"{ended.path}/cancel")

    for _ in range(2):
        async with market.database.transaction() as tx:
            await forget_account(tx, AccountErased(version=1, account_id=account))

    assert await _names(market) == {
        ended.id: "", running.id: "Anna Beispiel", guests.id: "Anna Beispiel"}  # fmt: skip
    assert (await anna.get(running.path)).status == 404
    assert (await anna.get(f"/api/v1/carts/{open_cart}")).status == 404
    await verb(owner_of(client, shop), running.parts[0], "decline", reason="Ofen aus")
    await forget_ended(market.context)
    assert await _names(market) == {ended.id: "", running.id: "", guests.id: "Anna Beispiel"}


async def test_a_business_and_who_it_was_ordered_for_go_as_well(
    client: AsgiClient, market: Market
) -> None:
    shop, account = await market.shop(), new_id()
    anna = client.as_(a_token(account_id=account))
    ended = await order(anna, (shop, await market.offer(shop), 1))
    await market.database.pool.execute(
        """
        UPDATE "order" SET buyer = '{"company": "Anna Beispiel e. K."}',
            wishes = '{"substitutes": "ask", "on_behalf": {"name": "Frau Helferin"}}'
        """
    )
    await anna.post(f"{ended.path}/cancel")

    async with market.database.transaction() as tx:
        await forget_account(tx, AccountErased(version=1, account_id=account))

    row = await market.database.pool.fetchrow('SELECT buyer, wishes FROM "order"')
    assert dict(row) == {"buyer": None, "wishes": {"substitutes": "ask"}}


async def test_until_it_has_ended_the_letters_open_the_order_of_an_erased_account(
    client: AsgiClient, market: Market
) -> None:
    shop, account = await market.shop(), new_id()
    anna = client.as_(a_token(account_id=account))
    running = await order(anna, (shop, await market.offer(shop), 1))
    key = guest_token(market.context.guest_token_secret, running.id)
    before = await client.get(f"{running.path}?token={key}")

    async with market.database.transaction() as tx:
        await forget_account(tx, AccountErased(version=1, account_id=account))
    await verb(owner_of(client, shop), running.parts[0], "accept")
    opened = await client.get(f"{running.path}?token={key}")
    strangers = [await client.get(f"{running.path}{end}") for end in ("", "?token=", "?token=ab")]
    cancelled = await verb(owner_of(client, shop), running.parts[0], "cancel", reason="Ofen aus")
    await forget_ended(market.context)
    ended = await client.get(f"{running.path}?token={key}")

    assert before.status == 404, "while there is an account the key is nobody's"
    assert opened.status == 200
    assert opened.json()["contact"]["name"] == "Anna Beispiel"
    assert {each.status for each in strangers} == {404}
    assert cancelled[0] == 200
    assert ended.status == 404, "the letters are gone with the name"


OPEN = {
    "money on its way back": (
        (
            "INSERT INTO refund (id, order_id, amount, reason, idempotency_key)"
            " SELECT gen_random_uuid(), id, 480, '', 'r' FROM \"order\""
        ),
        "UPDATE refund SET status = 'issued', provider_id = 're_1', issued_at = now()",
    ),
    "a card that still holds money": (
        (
            "INSERT INTO payment (order_id, method, status, amount, idempotency_key)"
            " SELECT id, 'online', 'authorised', 480, 'p' FROM \"order\""
        ),
        "UPDATE payment SET status = 'released'",
    ),
    "money the bank sent back": (
        (
            "INSERT INTO payment_matter (id, key, kind, order_id, details)"
            " SELECT gen_random_uuid(), 'refund:1', 'refund_returned', id, '{}' FROM \"order\""
        ),
        "UPDATE payment_matter SET ended_at = now()",
    ),
    "a dispute": (
        (
            "INSERT INTO dispute (id, order_id, charge_id, amount, fee, reason, status, begun_at)"
            " SELECT 'du_1', id, 'ch_1', 480, 0, '', 'needs_response', now() FROM \"order\""
        ),
        "UPDATE dispute SET status = 'won', closed_at = now()",
    ),
}


@pytest.mark.parametrize(("begin", "end"), OPEN.values(), ids=OPEN)
async def test_nobody_is_forgotten_whose_claim_is_open(
    client: AsgiClient, market: Market, begin: str, end: str
) -> None:
    shop, account = await market.shop(), new_id()
    anna = client.as_(a_token(account_id=account))
    ended = await order(anna, (shop, await market.offer(shop), 1))
    await anna.post(f"{ended.path}/cancel")
    await market.database.pool.execute(begin)
    announced = (await anna.get("/api/v1/my/retention")).json()["running"]

    async with market.database.transaction() as tx:
        await forget_account(tx, AccountErased(version=1, account_id=account))
    meanwhile = await _names(market)
    await market.database.pool.execute(end)
    await forget_ended(market.context)

    assert announced == 1
    assert meanwhile == {ended.id: "Anna Beispiel"}
    assert await _names(market) == {ended.id: ""}


async def test_nobody_is_forgotten_before_a_withdrawal_is_settled(
    client: AsgiClient, market: Market
) -> None:
    shop, account = await market.shop(), new_id()
    anna, staff = client.as_(a_token(account_id=account)), owner_of(client, shop)
    placed = await order(anna, (shop, await market.offer(shop), 1))
    for name, said in (
        ("accept", {}),
        ("ready", {}),
        ("hand-over", {"pickup_code": placed.code()}),
    ):
        assert (await verb(staff, placed.parts[0], name, **said))[0] == 200
    body: dict[str, Any] = {
        "order_id": str(placed.id),
        "parts": [{"shop_order_id": placed.parts[0]}],
    }
    filed = await declare(anna, **body)
    assert filed.status == 201, filed.text

    async with market.database.transaction() as tx:
        await forget_account(tx, AccountErased(version=1, account_id=account))
    meanwhile = await _names(market)
    part = f"{PATH}/{filed.json()['id']}/parts/{placed.parts[0]}"
    await was_exempt(market)
    await staff.post(f"{part}/reject", json=PERISHABLE)
    await forget_ended(market.context)

    assert meanwhile == {placed.id: "Anna Beispiel"}
    assert await _names(market) == {placed.id: ""}


async def _names(market: Market) -> dict[Any, str]:
    rows = await market.database.pool.fetch('SELECT id, contact_name FROM "order"')
    return {row["id"]: row["contact_name"] for row in rows}
