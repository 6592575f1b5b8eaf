"""A recall reaches everybody who bought the goods, once, and nobody else's eyes."""

import asyncio
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest
from marketkit.clock import new_id
from marketkit.contracts import RecalledItem, RecallPublished
from orders.use_cases import take_over_catalog as take
from orders.use_cases.follow_recall import follow_recall, look_for_recalls

from tests.orders.market import AShop, Market
from tests.orders.ordering import AnOrder, order, owner_of, verb
from tests.support.asgi import AsgiClient
from tests.support.tokens import a_token

PHONE_ONLY = {"contact": {"name": "Otto Ohne", "email": None, "phone": "03441 1"}}


@dataclass
class Bakery:
    market: Market
    client: AsgiClient
    shop: AShop
    variant: UUID
    product: UUID

    async def buy(self, key: str, **changes: Any) -> AnOrder:
        return await order(self.client, (self.shop, self.variant, 2), key=key, **changes)

    def event(self, **changes: Any) -> RecallPublished:
        item = RecalledItem(
            product_id=self.product, product_version=9, shop_id=self.shop.id, title="Roggenbrot"
        )
        values: dict[str, Any] = {
            "version": 2,
            "recall_id": RECALL,
            "number": "R-2026-0001",
            "products": (item,),
            "title": "Metall im Roggenbrot",
            "danger": "Metallteile können {verletzen}.",
            "action": "Nicht essen.",
            "remedy": "Geld zurück.",
            "contact": "03441 555010",
            "published_at": datetime(2026, 11, 20, 8, tzinfo=UTC),
        }
        return RecallPublished(**(values | changes))

    async def hear(self, **changes: Any) -> None:
        async with self.market.database.transaction() as tx:
            await follow_recall(tx, self.event(**changes))

    async def mails(self) -> list[str]:
        rows = await self.market.database.pool.fetch(
            "SELECT to_address FROM mail WHERE kind = 'recall_notice' ORDER BY to_address"
        )
        return [row["to_address"] for row in rows]

    @property
    def operator(self) -> AsgiClient:
        return self.client.as_(a_token("operator", name="Olga Ordnung"))

    @property
    def owner(self) -> AsgiClient:
        return owner_of(self.client, self.shop)

    async def listed(self, who: AsgiClient | None = None, **query: Any) -> dict[str, Any]:
        path = f"/api/v1/recalls/{RECALL}/orders"
        answer = await (who or self.operator).get(path, query=query)
        assert answer.status == 200, answer.text
        found: dict[str, Any] = answer.json()
        return found


RECALL = new_id()


@pytest.fixture
async def bakery(market: Market, client: AsgiClient) -> Bakery:
    shop = await market.shop()
    variant = await market.offer(shop, on_hand=100)
    return Bakery(market, client, shop, variant, await market.product_of(variant))


async def test_every_buyer_is_mailed_once_and_the_others_are_to_be_called(bakery: Bakery) -> None:
    await bakery.buy("a")
    await bakery.buy("b")
    await bakery.buy("c", contact={"name": "Karl", "email": "Karl@example.org", "phone": None})
    await bakery.buy("d", **PHONE_ONLY)

    await bakery.hear()

    assert await bakery.mails() == ["Karl@example.org", "anna@example.org"]
    found = await bakery.listed()
    assert found["counts"] == {"mailed": 3, "to_call": 1, "called": 0}
    [otto] = (await bakery.listed(state="to_call"))["items"]
    assert otto["contact"] == {"name": "Otto Ohne", "phone": "03441 1"}
    assert [item["contact"] for item in found["items"] if item["state"] == "mailed"] == [None] * 3


async def test_the_event_six_times_at_once_is_one_mail(bakery: Bakery) -> None:
    await bakery.buy("a")

    await asyncio.gather(*(bakery.hear() for _ in range(6)))

    assert await bakery.mails() == ["anna@example.org"]
    assert (await bakery.listed())["counts"]["mailed"] == 1


async def test_a_correction_is_mailed_only_when_it_says_so(bakery: Bakery) -> None:
    await bakery.buy("a")
    await bakery.hear()

    await bakery.hear(version=3, mail=False, danger="Kleine Metallteile.")
    assert len(await bakery.mails()) == 1
    await bakery.hear(version=4, mail=True)
    await bakery.hear(version=4, mail=True)

    assert len(await bakery.mails()) == 2


async def test_messages_in_the_wrong_order_still_reach_the_buyer(bakery: Bakery) -> None:
    await bakery.buy("a")

    await bakery.hear(version=3, mail=False, danger="Die neueren Worte.")
    await bakery.hear(version=2)

    assert await bakery.mails() == ["anna@example.org"]
    words = await bakery.market.database.pool.fetchval("SELECT words FROM recall")
    assert words["danger"] == "Die neueren Worte."


async def test_from_that_moment_nobody_can_buy_it(bakery: Bakery) -> None:
    await bakery.hear()
    lines = [{"variant_id": str(bakery.variant), "quantity": 1}]

    cart = (await bakery.client.post("/api/v1/carts", json={"lines": lines})).json()

    assert cart["can_checkout"] is False
    # What the catalogue said before the recall, and arrives after it, changes nothing.
    await bakery.market.change_product(bakery.shop, bakery.product, bakery.variant, price=480)
    again = (await bakery.client.get(f"/api/v1/carts/{cart['id']}")).json()
    assert again["can_checkout"] is False


async def test_an_order_placed_while_the_recall_was_on_its_way_is_found(bakery: Bakery) -> None:
    lines = [{"variant_id": str(bakery.variant), "quantity": 1}]
    await bakery.hear(products=(), mail=True)
    placed = await bakery.buy("late")
    await bakery.market.database.pool.execute(
        "INSERT INTO recall_product VALUES ($1, 1, $2, NULL, $3)",
        RECALL, bakery.product, bakery.shop.id,
    )  # fmt: skip
    for _ in range(2):
        async with bakery.market.database.transaction() as tx:
            await look_for_recalls(tx, [placed.id])

    assert lines
    assert await bakery.mails() == ["anna@example.org"]


async def test_what_was_never_handed_over_the_shop_is_told_to_keep(bakery: Bakery) -> None:
    placed = await bakery.buy("a")
    await bakery.hear()

    part = (await bakery.owner.get(f"/api/v1/shop-orders/{placed.parts[0]}")).json()
    assert [recall["number"] for recall in part["recalls"]] == ["R-2026-0001"]
    assert part["recalls"][0]["quantity"] == 2
    mine = await bakery.client.get(placed.path, query={"token": placed.token})
    assert mine.json()["shop_orders"][0]["recalls"][0]["action"] == "Nicht essen."

    await bakery.hear(version=3, mail=False, ended=True)
    after = (await bakery.owner.get(f"/api/v1/shop-orders/{placed.parts[0]}")).json()
    assert after["recalls"] == []


async def test_declined_orders_and_other_goods_are_not_meant(bakery: Bakery) -> None:
    other = await bakery.market.offer(bakery.shop)
    declined = await bakery.buy("a")
    await verb(bakery.owner, declined.parts[0], "decline", reason="Der Ofen ist kalt.")
    await order(bakery.client, (bakery.shop, other, 1), key="other")

    await bakery.hear()

    assert await bakery.mails() == []
    assert (await bakery.listed())["items"] == []


async def test_only_the_batch_that_is_named_and_what_names_none(bakery: Bakery) -> None:
    for key, batch in (("a", "L2346"), ("b", "l2346"), ("c", "L9999"), ("d", "")):
        await _sell_from(bakery, batch)
        contact = {"name": key, "email": f"{key}@example.org", "phone": None}
        await bakery.buy(key, contact=contact)

    await bakery.hear(batch="L2346")

    assert await bakery.mails() == ["a@example.org", "b@example.org", "d@example.org"]


async def test_the_days_of_sale_count_on_the_regions_calendar(bakery: Bakery) -> None:
    await bakery.buy("a")
    today = datetime.now(UTC).date()

    await bakery.hear(sold_to=today.replace(year=today.year - 1))
    assert await bakery.mails() == []

    pool = bakery.market.database.pool
    await pool.execute("UPDATE recall SET sold_to = NULL, sold_from = $1",
                       today.replace(year=today.year - 1))  # fmt: skip
    await bakery.hear()
    assert len(await bakery.mails()) == 1


async def test_the_preview_counts_and_names_nobody(bakery: Bakery) -> None:
    first = await bakery.buy("a")
    await bakery.buy("b", **PHONE_ONLY)
    query = {"product_id": str(bakery.product), "limit": 1}

    for who in (bakery.operator, bakery.owner):
        answer = (await who.get("/api/v1/recalls/affected", query=query)).json()
        assert {name: answer[name] for name in ("orders", "quantity", "with_mail", "to_call")} == {
            "orders": 2, "quantity": 4, "with_mail": 1, "to_call": 1,
        }  # fmt: skip
        assert answer["numbers"] == [first.body["shop_orders"][0]["number"]]
        assert "Otto" not in str(answer)
    more = query | {"cursor": answer["next"]}
    assert len((await bakery.operator.get("/api/v1/recalls/affected", query=more)).json()["numbers"]) == 1  # noqa: E501  # fmt: skip


async def test_a_batch_is_something_one_can_read(bakery: Bakery) -> None:
    query = {"product_id": str(bakery.product), "batch": "L\x0012"}

    answer = await bakery.operator.get("/api/v1/recalls/affected", query=query)

    assert answer.status == 422
    assert [error["field"] for error in answer.json()["errors"]] == ["batch"]


async def test_a_shop_sees_its_own_part_only(bakery: Bakery) -> None:
    other = await bakery.market.shop("hofladen")
    cheese = await bakery.market.offer(other)
    await order(bakery.client, (bakery.shop, bakery.variant, 1), (other, cheese, 1), key="both")
    items = tuple(
        RecalledItem(product_id=product, product_version=9, shop_id=shop.id, title="x")
        for shop, product in (
            (bakery.shop, bakery.product),
            (other, await bakery.market.product_of(cheese)),
        )
    )
    await bakery.hear(products=items)

    mine = await bakery.listed(bakery.owner)

    assert [item["shop"]["slug"] for item in mine["items"]] == ["baeckerei"]
    assert mine["counts"]["mailed"] == 1
    assert (await bakery.listed())["counts"]["mailed"] == 2
    assert await bakery.mails() == ["anna@example.org"]


async def test_to_strangers_there_is_no_recall(bakery: Bakery) -> None:
    placed = await bakery.buy("a")
    await bakery.hear()
    part = f"/api/v1/recalls/{RECALL}/orders/{placed.parts[0]}"
    stranger = bakery.client.as_(a_token("resident"))
    neighbour = owner_of(bakery.client, await bakery.market.shop("hofladen"))

    for who, status in ((bakery.client, 401), (stranger, 404), (neighbour, 404)):
        preview = {"product_id": str(bakery.product)}
        assert (await who.get("/api/v1/recalls/affected", query=preview)).status == status
        assert (await who.get(f"/api/v1/recalls/{RECALL}/orders")).status == status
        assert (await who.patch(part, json={"called": True})).status == status


async def test_who_was_called_is_noted_once_and_may_be_taken_back(bakery: Bakery) -> None:
    placed = await bakery.buy("a", **PHONE_ONLY)
    await bakery.hear()
    path = f"/api/v1/recalls/{RECALL}/orders/{placed.parts[0]}"

    answers = await asyncio.gather(
        bakery.operator.patch(path, json={"called": True}),
        bakery.owner.patch(path, json={"called": True}),
    )
    assert [answer.status for answer in answers] == [204, 204]
    [item] = (await bakery.listed(state="called"))["items"]
    assert item["called_by"] in {"Olga Ordnung", "Anna"}

    await bakery.owner.patch(path, json={"called": False})
    assert (await bakery.listed())["counts"] == {"mailed": 0, "to_call": 1, "called": 0}


async def test_a_mail_that_could_not_be_delivered_leaves_a_call_to_make(bakery: Bakery) -> None:
    await bakery.buy("a")
    await bakery.hear()

    await bakery.market.database.pool.execute("UPDATE mail SET given_up_at = now()")

    assert (await bakery.listed())["counts"] == {"mailed": 0, "to_call": 1, "called": 0}


async def _sell_from(bakery: Bakery, batch: str) -> None:
    from marketkit.contracts import ProductChanged, VariantState

    event = ProductChanged(
        version=bakery.market._next(bakery.product),
        product_id=bakery.product,
        shop_id=bakery.shop.id,
        shop_slug="baeckerei",
        title="Roggenbrot",
        slug="roggenbrot",
        category="brot",
        category_path=("brot",),
        profile="brot",
        published_at=bakery.market.clock.now(),
        details={"batch": batch} if batch else {},
        variants=(
            VariantState(variant_id=bakery.variant, sku="1", price=480, vat_class="reduced"),
        ),
    )
    async with bakery.market.database.transaction() as tx:
        await take.take_product(tx, event)
