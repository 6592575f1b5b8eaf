"""Promotions over HTTP: computed, refused with the reason, begun and ended by time, once."""

import asyncio
from datetime import timedelta
from pathlib import Path
from typing import Any

import asyncpg
import pytest
from catalog.store import promotions
from catalog.use_cases.ports import Surroundings
from catalog.use_cases.promotions import checks
from catalog.use_cases.promotions.settling import settle_due
from marketkit.contracts import ProductChanged

from tests.catalog.conftest import Desk, Market, ok
from tests.catalog.opening import open_up, surroundings_of
from tests.support.asgi import AsgiClient


class Shop:
    """A live shop with a loaf for 4,80 € that has been on sale for forty days."""

    def __init__(self, desk: Desk, owner: AsgiClient, product: dict[str, Any]) -> None:
        self.market, self.owner, self.product = desk.market, owner, product
        self.path = f"/api/v1/products/{product['id']}"
        self.slug = desk.slug

    def days(self, number: float) -> str:
        return (self.market.clock.now() + timedelta(days=number)).isoformat()

    def body(self, amount: int = 400, **changes: Any) -> dict[str, Any]:
        variant = {"id": self.product["variants"][0]["id"],
                   "price": {"amount": amount, "currency": "EUR"}}  # fmt: skip
        return {"variants": [variant], "ends_at": self.days(7)} | changes

    async def plan(self, status: int = 201, amount: int = 400, **changes: Any) -> Any:
        answer = await self.owner.post(f"{self.path}/promotions", json=self.body(amount, **changes))
        return ok(answer, status)

    async def variant(self) -> Any:
        return ok(await self.market.guest.get(self.path))["variants"][0]

    async def price(self, amount: int) -> None:
        variant = {"id": self.product["variants"][0]["id"],
                   "price": {"amount": amount, "currency": "EUR"}}  # fmt: skip
        ok(await self.owner.patch(self.path, json={"variants": [variant]}))


@pytest.fixture
def around(market: Market, tmp_path: Path) -> Surroundings:
    return surroundings_of(market, tmp_path)


@pytest.fixture
async def shop(desk: Desk, around: Surroundings) -> Shop:
    product = await desk.on_sale()
    operator = desk.market.client("operator")
    await open_up(desk.slug, around)
    desk.market.clock.at += timedelta(days=40)
    return Shop(desk, operator, product)


async def test_a_promotion_begins_at_once_and_says_what_the_law_wants(shop: Shop) -> None:
    planned = await shop.plan()

    variant = await shop.variant()
    assert planned["items"][0]["status"] == "running"
    assert variant["price"]["amount"] == 400
    assert variant["unit_price"] == {"amount": 533, "currency": "EUR", "per": "kg", "kind": None}
    assert variant["promotion"]["reference"]["amount"] == 480
    assert variant["promotion"]["percent"] == 16
    assert variant["promotion"]["usual_price"]["amount"] == 480
    told = (await shop.market.events(ProductChanged))[-1].variants[0]
    assert (told.price, told.promotion.reference, told.promotion.percent) == (400, 480, 16)


async def test_a_rise_before_the_sale_is_seen_through(shop: Shop) -> None:
    await shop.price(999)
    shop.market.clock.at += timedelta(days=3)

    refused = await shop.plan(422, amount=600)
    await shop.plan(amount=450)

    assert refused["code"] == "no_reduction"
    assert "4,80 €" in refused["errors"][0]["message"]
    assert (await shop.variant())["promotion"]["percent"] == 6


async def test_time_before_the_shop_opened_is_no_history(desk: Desk, around: Surroundings) -> None:
    product = await desk.on_sale()
    desk.market.clock.at += timedelta(days=40)
    operator = desk.market.client("operator")
    await open_up(desk.slug, around)
    shop = Shop(desk, operator, product)

    refused = await shop.plan(422)

    assert "konnte niemand" in refused["detail"]


async def test_the_worker_begins_and_ends_it_once(shop: Shop, around: Surroundings) -> None:
    await shop.plan(starts_at=shop.days(1), ends_at=shop.days(3))
    before = len(await shop.market.events(ProductChanged))
    assert (await shop.variant())["promotion"] is None

    shop.market.clock.at += timedelta(days=1)
    await asyncio.gather(settle_due(around), settle_due(around))
    begun = await shop.variant()
    shop.market.clock.at += timedelta(days=2)
    await asyncio.gather(settle_due(around), settle_due(around))
    over = await shop.variant()

    assert begun["price"]["amount"] == 400
    assert (over["price"]["amount"], over["promotion"]) == (480, None)
    assert len(await shop.market.events(ProductChanged)) == before + 2
    assert await settle_due(around) == 0


async def test_it_is_asked_again_when_it_begins(shop: Shop, around: Surroundings) -> None:
    await shop.plan(amount=450, starts_at=shop.days(2))
    await shop.price(440)
    await shop.price(480)
    shop.market.clock.at += timedelta(minutes=5)
    await shop.price(430)
    shop.market.clock.at += timedelta(days=1)
    await shop.price(480)
    shop.market.clock.at += timedelta(days=2)

    await settle_due(around)

    items = ok(await shop.owner.get(f"{shop.path}/promotions"))["items"]
    assert items[0]["status"] == "refused"
    assert "4,30 €" in items[0]["refusal"]
    assert [step["action"] for step in items[0]["history"]] == ["planned", "refused"]


async def test_a_further_step_keeps_the_first_reference(shop: Shop) -> None:
    await shop.plan(amount=400, ends_at=shop.days(10))
    shop.market.clock.at += timedelta(days=5)
    await shop.plan(amount=300, ends_at=shop.days(5))

    variant = await shop.variant()
    assert variant["price"]["amount"] == 300
    assert variant["promotion"]["reference"]["amount"] == 480
    assert variant["promotion"]["percent"] == 37


async def test_the_next_promotion_after_a_gap_starts_from_the_last_price(
    shop: Shop, around: Surroundings
) -> None:
    await shop.plan(amount=400)
    shop.market.clock.at += timedelta(days=10)
    await settle_due(around)

    refused = await shop.plan(422, amount=420)

    assert "4,00 €" in refused["detail"]


async def test_two_at_once_are_refused(shop: Shop) -> None:
    await shop.plan()

    assert (await shop.plan(409, amount=410))["code"] == "promotion_overlaps"


async def test_it_ends_early_and_twice_is_once(shop: Shop) -> None:
    promotion = (await shop.plan())["items"][0]
    end = f"/api/v1/promotions/{promotion['id']}/end"

    ok(await shop.owner.post(end))
    told = len(await shop.market.events(ProductChanged))
    again = ok(await shop.owner.post(end))

    assert again["items"][0]["status"] == "ended"
    assert (await shop.variant())["price"]["amount"] == 480
    assert len(await shop.market.events(ProductChanged)) == told


async def test_a_running_one_may_only_end_otherwise(shop: Shop) -> None:
    promotion = (await shop.plan())["items"][0]
    path = f"/api/v1/promotions/{promotion['id']}"

    longer = ok(await shop.owner.patch(path, json={"ends_at": shop.days(20)}))
    cheaper = await shop.owner.patch(path, json={"price": {"amount": 100, "currency": "EUR"}})
    too_long = await shop.owner.patch(path, json={"ends_at": shop.days(91)})

    assert longer["items"][0]["ends_at"].startswith(shop.days(20)[:10])
    assert (await shop.variant())["promotion"]["until"].startswith(shop.days(20)[:10])
    assert cheaper.status == 422
    assert too_long.status == 422


async def test_the_same_key_plans_once(shop: Shop) -> None:
    key = {"idempotency-key": "one"}
    body = shop.body()
    first = await shop.owner.post(f"{shop.path}/promotions", json=body, headers=key)
    again = await shop.owner.post(f"{shop.path}/promotions", json=body, headers=key)

    assert len(ok(first, 201)["items"]) == len(ok(again, 201)["items"]) == 1


async def test_short_dated_goods_say_so_and_nothing_else(shop: Shop) -> None:
    await shop.plan(reason="perishable")

    promotion = (await shop.variant())["promotion"]
    assert (promotion["reference"], promotion["percent"]) == (None, None)
    assert promotion["reason"] == "perishable"


async def test_books_keep_their_price(shop: Shop) -> None:
    ok(await shop.owner.post(f"{shop.path}/withdraw"))
    ok(await shop.owner.patch(shop.path, json={"category": "buecher"}))

    refused = await shop.plan(409)

    assert "§ 3 BuchPrG" in refused["detail"]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("title", "Brot statt 9,99"),
        ("title", "Brot -20 %"),
        ("description", "UVP 12 Euro"),
        ("labels", ["Sonderpreis"]),
    ],
)
async def test_nobody_types_an_old_price(shop: Shop, field: str, value: Any) -> None:
    refused = ok(await shop.owner.patch(shop.path, json={field: value}), 422)

    assert refused["errors"][0]["field"] == field
    assert "PAngV" in refused["errors"][0]["message"]


async def test_the_history_cannot_be_rewritten(shop: Shop) -> None:
    await shop.plan()
    pool = shop.market.db.pool

    for statement in (
        "UPDATE price_period SET price = 1",
        "UPDATE price_period SET valid_to = now() WHERE valid_to IS NOT NULL",
        "UPDATE price_period SET valid_to = now(), price = 1 WHERE valid_to IS NULL",
        "DELETE FROM price_period",
        "UPDATE promotion_change SET action = 'planned'",
        "DELETE FROM promotion_change",
    ):
        with pytest.raises(asyncpg.RaiseError):
            await pool.execute(statement)


async def test_a_lower_usual_price_beats_the_promotion(shop: Shop) -> None:
    await shop.plan(amount=400)
    await shop.price(350)

    variant = await shop.variant()
    assert (variant["price"]["amount"], variant["promotion"]) == (350, None)


async def test_the_shops_list_is_for_its_people(shop: Shop) -> None:
    await shop.plan()
    path = f"/api/v1/shops/{shop.slug}/promotions"

    items = ok(await shop.owner.get(path))["items"]
    stranger = await shop.market.client().get(path)

    assert items[0]["title"] == "Roggenmischbrot"
    assert stranger.status == 403


async def test_what_runs_comes_to_its_end_however_much_was_called_off(
    shop: Shop, around: Surroundings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(promotions, "MOST_OF_PRODUCT", 2)
    await shop.plan(amount=400)
    for day, amount in ((10, 390), (20, 380)):
        planned = await shop.plan(
            amount=amount, starts_at=shop.days(day), ends_at=shop.days(day + 1)
        )
        newest = max(planned["items"], key=lambda item: str(item["starts_at"]))
        ok(await shop.owner.post(f"/api/v1/promotions/{newest['id']}/end"))
    shop.market.clock.at += timedelta(days=8)

    await settle_due(around)

    assert await settle_due(around) == 0
    assert (await shop.variant())["promotion"] is None


async def test_no_more_are_planned_than_are_looked_at_together(
    shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(checks, "MOST_OPEN", 1)
    await shop.plan()

    refused = await shop.plan(409, starts_at=shop.days(10), ends_at=shop.days(11))

    assert refused["code"] == "too_many_promotions"


async def test_a_promotion_does_not_come_along_into_fixed_prices(
    shop: Shop, around: Surroundings
) -> None:
    await shop.plan()

    refused = await shop.owner.patch(shop.path, json={"category": "buecher"})

    assert refused.status == 422
    said = {error["field"]: error["message"] for error in refused.json()["errors"]}
    assert "§ 3 BuchPrG" in said["category"]
    assert (await shop.variant())["promotion"] is not None


async def test_what_became_a_book_meanwhile_is_not_reduced(
    shop: Shop, around: Surroundings
) -> None:
    await shop.plan(starts_at=shop.days(2))
    await shop.market.db.pool.execute(
        "UPDATE product SET category = 'buecher' WHERE id = $1::text::uuid", shop.product["id"]
    )
    shop.market.clock.at += timedelta(days=3)

    await settle_due(around)

    assert await settle_due(around) == 0
    assert (await shop.variant())["promotion"] is None
    planned = ok(await shop.owner.get(f"{shop.path}/promotions"))["items"][0]
    assert (planned["status"], "§ 3 BuchPrG" in planned["refusal"]) == ("refused", True)
