"""A shop's money over HTTP: who sees it, the statement in three shapes, payouts by hand."""

import asyncio
from typing import Any
from uuid import UUID

import pytest
from marketkit.db import Database
from orders.domain import ledger
from orders.domain.ledger import Part
from orders.store import shares
from orders.store.ledger import post
from orders.use_cases.work_on_shares import work_on_shares

from tests.orders.market import AShop, Market, checkout_body
from tests.orders.ordering import order, owner_of, pay, verb
from tests.support.asgi import Answer, AsgiClient
from tests.support.tokens import a_token

MONEY, MONTH = "/api/v1/shops/baeckerei/money", "2026-11"


async def settle(database: Database) -> None:
    while await database.pool.fetchval("SELECT count(*) FROM share WHERE state = 'due'"):
        await database.pool.execute("UPDATE share SET available_at = now()")
        await work_on_shares(database)


async def sold_online(market: Market, client: AsgiClient, shop: AShop, key: str = "k") -> UUID:
    """Paid, handed over, and nowhere to send it; the shop order's id."""
    variant = await market.offer(shop, price=1070, deposit=30)
    placed = await order(client, (shop, variant, 1), key=key, payment="online")
    async with market.database.transaction() as tx:
        received = ledger.payment_received(placed.id, {shop.id: 1100}, f"pi_{key}")
        await post(tx, received)
        await tx.execute(
            "UPDATE payment SET status = 'paid', captured = amount WHERE order_id = $1", placed.id
        )
    await pay(market.context, placed.id)
    owner = owner_of(client, shop)
    for name in ("accept", "ready"):
        await verb(owner, placed.parts[0], name)
    code = await market.database.pool.fetchval(
        "SELECT pickup_code FROM shop_order WHERE id = $1", placed.parts[0]
    )
    given = await verb(owner, placed.parts[0], "hand-over", pickup_code=code)
    assert given == (200, "handed_over")
    async with market.database.transaction() as tx:
        await shares.begin(tx, Part(placed.id, UUID(placed.parts[0]), shop.id))
    await settle(market.database)
    return UUID(placed.parts[0])


async def statement(client: AsgiClient, shop: AShop, ending: str = "", **query: Any) -> Answer:
    path = f"/api/v1/shops/{shop.slug}/statement{ending}"
    return await owner_of(client, shop).get(path, query={"month": MONTH, **query})


async def test_the_share_waits_in_sight_without_an_account(
    market: Market, client: AsgiClient
) -> None:
    shop = await market.shop()
    await sold_online(market, client, shop)

    found = (await owner_of(client, shop).get(MONEY)).json()

    assert found["owed"]["amount"] == 1100
    assert found["account"] == {"state": "none", "requirements": {}, "may_continue": True}
    assert found["commission"]["rules"] == []


async def test_the_statement_turns_pages_and_keeps_its_balance(
    market: Market, client: AsgiClient
) -> None:
    shop = await market.shop()
    await sold_online(market, client, shop, "a")
    await sold_online(market, client, shop, "b")

    first = (await statement(client, shop, limit=1)).json()
    second = (await statement(client, shop, limit=1, cursor=first["next"])).json()

    assert (first["opening"]["amount"], first["closing"]["amount"]) == (0, 2200)
    [line], [other] = first["items"], second["items"]
    assert (line["balance"]["amount"], other["balance"]["amount"]) == (1100, 2200)
    parts = [line[name]["amount"] for name in ("goods", "deposit", "delivery", "taken_off")]
    assert parts == [1070, 30, 0, 0]
    assert second["next"] is None
    assert (await statement(client, shop, cursor="murks")).status == 422
    assert (await statement(client, shop, month="2026-13")).status == 422


async def test_the_same_as_a_table_and_as_a_paper(market: Market, client: AsgiClient) -> None:
    shop = await market.shop()
    await sold_online(market, client, shop)

    table = (await statement(client, shop, ".csv")).body.decode("utf-8-sig").splitlines()
    paper = await statement(client, shop, ".pdf")

    assert table[1].endswith(";Anfangsbestand;;;;;;;;;0,00;")
    assert ";10,70;0,30;;;;;11,00;11,00;" in table[2]
    assert table[-1].endswith(";Endbestand;;;;;;;;;11,00;")
    assert paper.body.startswith(b"%PDF")
    assert "kontoauszug-baeckerei-2026-11.pdf" in paper.headers["content-disposition"]


@pytest.mark.parametrize("path", ["money", "statement?month=2026-11", "payouts",
                                  "statement.csv?month=2026-11"])  # fmt: skip
async def test_only_owner_staff_and_operator_see_a_shops_money(
    market: Market, client: AsgiClient, path: str
) -> None:
    shop = await market.shop()
    other = await market.shop("andere")
    address = f"/api/v1/shops/{shop.slug}/{path}"

    assert (await owner_of(client, shop).get(address)).status == 200
    assert (await client.as_(a_token("operator")).get(address)).status == 200
    assert (await owner_of(client, other).get(address)).status == 404
    assert (await client.as_(a_token("advisor")).get(address)).status == 404
    assert (await client.get(address)).status == 401


async def test_only_the_owner_opens_an_account_and_an_outage_is_said(
    market: Market, client: AsgiClient
) -> None:
    shop = await market.shop()
    path = f"/api/v1/shops/{shop.slug}/payout-account"

    assert (await client.as_(a_token("operator")).post(path)).status == 404
    outage = await owner_of(client, shop).post(path)

    assert (outage.status, outage.json()["code"]) == (503, "provider_unreachable")


async def test_a_payout_by_hand_balances_the_books_once(market: Market, client: AsgiClient) -> None:
    shop = await market.shop()
    for key in ("a", "b"):
        await sold_online(market, client, shop, key)
    operator = client.as_(a_token("operator"))
    path = f"/api/v1/operations/money/shops/{shop.slug}"
    body = {"amount": 2200, "reference": "Anteil November", "paid_on": "2026-11-20"}

    seen = (await operator.get(f"{path}/open")).json()
    answers = await asyncio.gather(
        *(
            operator.post(f"{path}/payouts", json=body, headers={"Idempotency-Key": "k"})
            for _ in range(4)
        )
    )
    await settle(market.database)
    again = await operator.post(f"{path}/payouts", json=body, headers={"Idempotency-Key": "k"})
    other = await operator.post(
        f"{path}/payouts", json=body | {"amount": 1}, headers={"Idempotency-Key": "k"}
    )
    more = await operator.post(f"{path}/payouts", json=body, headers={"Idempotency-Key": "k2"})

    assert (seen["amount"]["amount"], seen["count"], len(seen["items"])) == (2200, 2, 2)
    assert {answer.status for answer in answers} == {201}
    assert len({answer.json()["id"] for answer in [*answers, again]}) == 1
    assert (other.status, other.json()["code"]) == (409, "idempotency_mismatch")
    assert (more.status, more.json()["code"]) == (409, "payout_amount_changed")
    assert (await owner_of(client, shop).get(MONEY)).json()["owed"]["amount"] == 0
    overview = (await operator.get("/api/v1/operations/money")).json()
    assert overview["accounts"]["operator_bank"]["amount"] == -2200
    assert overview["accounts"]["owed_to_shop"]["amount"] == 0
    [paid] = (await owner_of(client, shop).get("/api/v1/shops/baeckerei/payouts")).json()["items"]
    assert (paid["kind"], paid["amount"]["amount"]) == ("manual", 2200)
    assert paid["reference"] == "Anteil November"


async def test_what_is_refunded_after_a_payout_by_hand_is_a_debt(
    market: Market, client: AsgiClient
) -> None:
    shop = await market.shop()
    part = await sold_online(market, client, shop)
    operator = client.as_(a_token("operator"))
    await operator.post(
        f"/api/v1/operations/money/shops/{shop.slug}/payouts",
        json={"amount": 1100, "reference": "Anteil", "paid_on": "2026-11-20"},
        headers={"Idempotency-Key": "k"},
    )

    await market.database.pool.execute(
        "INSERT INTO refund (id, order_id, shop_order_id, amount, reason, idempotency_key)"
        " SELECT gen_random_uuid(), order_id, id, 300, '', 'r' FROM shop_order WHERE id = $1",
        part,
    )
    await settle(market.database)
    found = (await owner_of(client, shop).get(MONEY)).json()

    assert (found["owed"]["amount"], found["debt"]["amount"]) == (0, 300)


async def test_a_failed_transfer_is_listed_and_tried_again_once(
    market: Market, client: AsgiClient
) -> None:
    shop = await market.shop()
    part = await sold_online(market, client, shop)
    pool = market.database.pool
    await pool.execute(
        "INSERT INTO shop_account (shop_id, state, provider_id) VALUES ($1, 'active', 'acct_1')",
        shop.id,
    )
    await settle(market.database)
    await pool.execute("UPDATE transfer SET state = 'failed', error = 'x', attempts = 1")
    operator = client.as_(a_token("operator"))

    [failed] = (await operator.get("/api/v1/operations/money/failures")).json()["items"]
    path = f"/api/v1/operations/money/transfers/{failed['id']}/retry"
    statuses = [(await operator.post(path)).status for _ in range(2)]
    await settle(market.database)

    rows = await pool.fetch("SELECT round, state, amount FROM transfer ORDER BY round")
    assert statuses == [204, 204]
    assert [tuple(row) for row in rows] == [(1, "dropped", 1100), (2, "requested", 1100)]
    assert (await operator.get("/api/v1/operations/money/failures")).json()["items"] == []
    missing = await operator.post(path.replace(failed["id"], str(part)))
    assert missing.status == 404


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", ""),
        ("GET", "/failures"),
        ("GET", "/shops/baeckerei/open"),
        ("POST", "/transfers/00000000-0000-0000-0000-000000000001/retry"),
        ("POST", "/shops/baeckerei/payouts"),
    ],
)
async def test_the_books_are_the_operators(
    market: Market, client: AsgiClient, method: str, path: str
) -> None:
    shop = await market.shop()
    body = {"amount": 1, "reference": "abc", "paid_on": "2026-11-20"} if "payouts" in path else None
    answer = await owner_of(client, shop).request(
        method,
        f"/api/v1/operations/money{path}",
        json=body,
        headers={"Idempotency-Key": "k"},
    )

    assert answer.status == 403


@pytest.mark.parametrize(("needs_account", "has_account", "status"), [
    (False, False, 201), (True, False, 409), (True, True, 201),
])  # fmt: skip
async def test_the_operator_says_whether_shops_without_account_are_paid_online(
    market: Market, client: AsgiClient, *, needs_account: bool, has_account: bool, status: int
) -> None:
    context = market.with_(online_needs_account=needs_account).context
    client.app.state.context = context  # type: ignore[attr-defined]
    shop = await market.shop()
    if has_account:
        await market.database.pool.execute(
            "INSERT INTO shop_account (shop_id, state) VALUES ($1, 'active')", shop.id
        )
    variant = await market.offer(shop)
    lines = {"lines": [{"variant_id": str(variant), "quantity": 1}]}
    cart = (await client.post("/api/v1/carts", json=lines)).json()

    answer = await client.post(
        f"/api/v1/carts/{cart['id']}/checkout",
        json=checkout_body([shop], payment="online"),
        headers={"Idempotency-Key": "k"},
    )

    assert answer.status == status
    if status == 409:
        assert answer.json()["code"] == "online_not_possible"
        assert answer.json()["shops"] == ["Baeckerei"]


async def test_one_key_for_two_shops_at_once_pays_one(market: Market, client: AsgiClient) -> None:
    for slug in ("baeckerei", "hof"):
        await sold_online(market, client, await market.shop(slug), slug)
    operator = client.as_(a_token("operator"))
    body = {"amount": 1100, "reference": "Anteil November", "paid_on": "2026-11-20"}

    answers = await asyncio.gather(
        *(
            operator.post(
                f"/api/v1/operations/money/shops/{slug}/payouts",
                json=body,
                headers={"Idempotency-Key": "k"},
            )
            for slug in ("baeckerei", "hof")
        )
    )

    assert sorted(answer.status for answer in answers) == [201, 409]
    assert await market.database.pool.fetchval("SELECT count(*) FROM payout") == 1
