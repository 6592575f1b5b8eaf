"""Goods nobody counts: said, stale, confirmed by link, taken off sale, brought back."""

import asyncio
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import orjson
import pytest
from catalog.use_cases.freshness.timed import pause_unconfirmed, remind
from catalog.use_cases.ports import Surroundings
from marketkit.contracts import ProductChanged, ProductWithdrawn, StockCounted

from tests.catalog.conftest import Desk, Market, ok
from tests.catalog.opening import open_up, surroundings_of
from tests.support.asgi import AsgiClient


@dataclass
class Stall:
    """A live shop with eggs that nobody counts."""

    market: Market
    owner: AsgiClient
    slug: str
    product: dict[str, Any]

    @property
    def path(self) -> str:
        return f"/api/v1/products/{self.product['id']}"

    async def say(self, said: str) -> Any:
        return ok(await self.owner.put(f"{self.path}/availability", json={"said": said}))

    async def seen(self) -> Any:
        return ok(await self.owner.get(self.path))

    def later(self, **span: float) -> None:
        self.market.clock.at += timedelta(**span)

    async def mails(self, kind: str) -> list[Any]:
        rows = await self.market.db.pool.fetch(
            "SELECT to_address, facts::text AS facts FROM mail WHERE kind = $1 ORDER BY id", kind
        )
        return [{"to": row["to_address"], **orjson.loads(row["facts"])} for row in rows]

    async def link(self, kind: str = "freshness_renewal") -> str:
        link: str = (await self.mails(kind))[-1]["link"]
        return f"/api/v1/renewals/{link.removeprefix('/frisch/')}"


@pytest.fixture
def around(market: Market, tmp_path: Path) -> Surroundings:
    return surroundings_of(market, tmp_path)


@pytest.fixture
async def stall(desk: Desk, around: Surroundings) -> Stall:
    product = await desk.on_sale()
    operator = desk.market.client("operator")
    await open_up(desk.slug, around)
    found = Stall(desk.market, operator, desk.slug, product)
    await found.say("today")
    return found


@pytest.mark.parametrize(
    ("said", "on_hand", "on_order"),
    [("today", None, False), ("on_order", None, True), ("out", 0, False)],
)
async def test_one_tap_tells_orders(
    stall: Stall, said: str, on_hand: int | None, on_order: bool
) -> None:
    answer = await stall.say(said)

    told = (await stall.market.events(StockCounted))[-1]
    assert (told.on_hand, told.on_order) == (on_hand, on_order)
    assert (answer["availability"], answer["said"]) == ("said", said)
    assert answer["confirmed_at"] is not None


async def test_a_second_tap_changes_nothing(stall: Stall) -> None:
    before = await stall.seen()

    again = await stall.say("today")

    assert again["version"] == before["version"]


async def test_each_tap_is_a_newer_count(stall: Stall) -> None:
    await stall.say("out")
    await stall.say("today")

    versions = [told.version for told in await stall.market.events(StockCounted)]
    assert versions == sorted(set(versions))


async def test_back_to_counting(stall: Stall) -> None:
    count = {"variant_id": stall.product["variants"][0]["id"], "on_hand": 7}

    answer = ok(await stall.owner.put(f"{stall.path}/availability", json={"counted": [count]}))

    told = (await stall.market.events(StockCounted))[-1]
    assert (told.on_hand, told.on_order) == (7, False)
    assert (answer["availability"], answer["said"], answer["confirmed_at"]) == (
        "counted", None, None,
    )  # fmt: skip


async def test_a_number_typed_into_the_form_is_refused_with_the_way_out(stall: Stall) -> None:
    variant = {"id": stall.product["variants"][0]["id"], "on_hand": 3}

    refused = ok(await stall.owner.patch(stall.path, json={"variants": [variant]}), 422)

    assert "nicht gezählt" in refused["errors"][0]["message"]


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "said"),
        ({"said": "maybe"}, "said"),
        ({"said": "out", "counted": []}, "counted"),
        ({"counted": [{"on_hand": 1}]}, "counted[0].variant_id"),
    ],
)
async def test_a_body_that_says_neither_or_both_is_refused(
    stall: Stall, body: Any, field: str
) -> None:
    refused = ok(await stall.owner.put(f"{stall.path}/availability", json=body), 422)

    assert [error["field"] for error in refused["errors"]] == [field]


async def test_a_new_price_confirms_the_offer(stall: Stall) -> None:
    stall.later(days=6)
    variant = {"id": stall.product["variants"][0]["id"],
               "price": {"amount": 500, "currency": "EUR"}}  # fmt: skip

    ok(await stall.owner.patch(stall.path, json={"variants": [variant]}))

    confirmed = datetime.fromisoformat((await stall.seen())["confirmed_at"])
    assert confirmed == stall.market.clock.now()


async def test_a_new_size_is_there_like_the_others(stall: Stall) -> None:
    variant = {"label": "10er", "price": {"amount": 350, "currency": "EUR"},
               "content_amount": "10", "content_unit": "stueck"}  # fmt: skip

    answer = await stall.owner.patch(stall.path, json={"variants": [variant]})

    assert answer.status in {200, 422}
    told = (await stall.market.events(StockCounted))[-1]
    assert (told.on_hand, told.on_order) == (None, False)


async def test_after_a_week_the_shop_gets_one_mail_with_a_link(
    stall: Stall, around: Surroundings
) -> None:
    assert await remind(around) == 0
    stall.later(days=7)

    await asyncio.gather(remind(around), remind(around))
    stall.later(hours=1)
    await remind(around)

    (mail,) = await stall.mails("freshness_renewal")
    assert (mail["to"], mail["count"]) == ("baeckerei@example.org", 1)
    assert mail["link"].startswith("/frisch/")


async def test_the_link_shows_first_and_confirms_all_without_signing_in(
    stall: Stall, around: Surroundings
) -> None:
    stall.later(days=8)
    await remind(around)
    link = await stall.link()

    shown = ok(await stall.market.guest.get(link))
    still = (await stall.seen())["confirmed_at"]
    first, second = await asyncio.gather(
        stall.market.guest.post(link), stall.market.guest.post(link)
    )

    assert [offer["title"] for offer in shown["offers"]] == ["Roggenmischbrot"]
    assert shown["offers"][0]["is_stale"] is True
    assert datetime.fromisoformat(still) < stall.market.clock.now() - timedelta(days=7)
    assert sorted([ok(first)["renewed"], ok(second)["renewed"]]) == [0, 1]
    confirmed = datetime.fromisoformat((await stall.seen())["confirmed_at"])
    assert confirmed == stall.market.clock.now()
    told = (await stall.market.events(ProductChanged))[-1]
    assert told.confirmed_at == confirmed


async def test_the_link_dies_after_two_weeks_and_cannot_be_guessed(
    stall: Stall, around: Surroundings
) -> None:
    stall.later(days=8)
    await remind(around)
    link = await stall.link()

    forged = await stall.market.guest.get(link[:-4] + "AAAA")
    stall.later(days=14)
    late = await stall.market.guest.post(link)

    assert forged.status == 404
    assert late.status == 410


async def test_after_two_weeks_it_goes_off_sale_and_one_tap_brings_it_back(
    stall: Stall, around: Surroundings
) -> None:
    stall.later(days=14)
    withdrawn = len(await stall.market.events(ProductWithdrawn))

    await asyncio.gather(pause_unconfirmed(around), pause_unconfirmed(around))
    await pause_unconfirmed(around)
    paused = await stall.seen()
    guest = await stall.market.guest.get(stall.path)

    assert (paused["status"], paused["paused_for"]) == ("withdrawn", "unconfirmed")
    assert guest.status == 410
    assert len(await stall.market.events(ProductWithdrawn)) == withdrawn + 1
    assert len(await stall.mails("freshness_paused")) == 1
    back = ok(await stall.market.guest.post(await stall.link("freshness_paused")))
    again = await stall.seen()
    assert back["renewed"] == 1
    assert (again["status"], again["paused_for"]) == ("published", "")


async def test_a_tap_at_the_counter_brings_it_back_unless_it_is_out(
    stall: Stall, around: Surroundings
) -> None:
    stall.later(days=14)
    await pause_unconfirmed(around)

    assert (await stall.say("out"))["status"] == "withdrawn"
    assert (await stall.say("today"))["status"] == "published"


async def test_words_without_a_certificate_do_not_come_back(
    desk: Desk, around: Surroundings
) -> None:
    ok(await desk.advisor.patch(f"/api/v1/shops/{desk.slug}", json={"organic_code": "DE-ÖKO-006"}))
    product = await desk.on_sale(title="Bio-Roggenbrot")
    await open_up(desk.slug, around)
    stall = Stall(desk.market, desk.market.client("operator"), desk.slug, product)
    await stall.say("today")
    stall.later(days=14)
    await pause_unconfirmed(around)
    await desk.market.db.pool.execute("UPDATE proof SET state = 'rejected' WHERE kind = 'organic'")

    refused = await stall.owner.put(f"{stall.path}/availability", json={"said": "today"})
    by_link = ok(await stall.market.guest.post(await stall.link("freshness_paused")))

    assert [error["field"] for error in refused.json()["errors"]] == ["title"]
    assert by_link["renewed"] == 0
    assert (await stall.seen())["status"] == "withdrawn"


async def test_what_the_shop_took_off_sale_itself_stays_off(
    stall: Stall, around: Surroundings
) -> None:
    stall.later(days=8)
    await remind(around)
    ok(await stall.owner.post(f"{stall.path}/withdraw"))

    renewed = ok(await stall.market.guest.post(await stall.link()))

    assert renewed["renewed"] == 0
    assert (await stall.seen())["status"] == "withdrawn"


async def test_what_is_counted_does_not_grow_stale(desk: Desk, around: Surroundings) -> None:
    await desk.on_sale()
    await open_up(desk.slug, around)
    desk.market.clock.at += timedelta(days=60)

    assert await remind(around) == 0
    assert await pause_unconfirmed(around) == 0


async def test_the_score_says_how_much_is_fresh(stall: Stall) -> None:
    shop = f"/api/v1/shops/{stall.slug}"
    fresh = ok(await stall.owner.get(shop))["freshness"]
    stall.later(days=7)
    stale = ok(await stall.owner.get(shop))["freshness"]
    mine = ok(await stall.owner.get("/api/v1/my/shops"))["items"][0]["freshness"]

    assert fresh == {"offers": 1, "fresh": 1, "percent": 100}
    assert stale == mine == {"offers": 1, "fresh": 0, "percent": 0}
    assert "freshness" not in ok(await stall.market.guest.get(shop))


async def test_the_list_is_for_the_shops_people(stall: Stall) -> None:
    path = f"/api/v1/shops/{stall.slug}/freshness"

    items = ok(await stall.owner.get(path))["items"]
    stranger = await stall.market.client().get(path)
    tap = await stall.market.client().put(f"{stall.path}/availability", json={"said": "out"})

    assert [(item["title"], item["said"]) for item in items] == [("Roggenmischbrot", "today")]
    assert stranger.status == 403
    assert tap.status == 403
